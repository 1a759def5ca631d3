"""Which news agency an article credits, and which article has an agency's text without saying so.

A credit is a line of the article. Agencies that are merely quoted in the text (``Xinhua reported``) or whose reporters
helped (``contributed to this report``) do not count. What an article's metadata say counts before a credit. An article
without either is shown to have agency copy when it shares text with another outlet's article that is an agency's by its
credit or its metadata; that is evidence for a person, not a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.corpus.known_outlets import AGENCY_BY_NAME
from workbench.domain.article import Article

_AGENCY: Final = "(?:" + "|".join(re.escape(name) for name in sorted(AGENCY_BY_NAME, key=len, reverse=True)) + ")"
_LIST: Final = rf"(?P<agency>{_AGENCY})(?:\s*(?:,|/|and|&)\s*{_AGENCY})*"

# At the start of an article: "ASTANA, July 4 (AFP) -", "MOSCOW (Reuters) —", "(Reuters) -"
_DATELINE: Final = re.compile(rf"(?P<evidence>(?:[^\W\d_][^()\n]{{0,60}}\s)?\({_LIST}\))\s*[-–—]")

# A line of its own
_CREDIT_LINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:source|sources|credit|credits|agency|agencies|via|from)\s*:\s*"
        rf"(?:with\s+(?:information|inputs?|material)\s+from\s+)?(?-i:{_LIST})\.?",
        r"\(?\s*with\s+(?:additional\s+)?(?:information|inputs?|material|files|agency inputs)\s+from\s+"
        rf"(?-i:{_LIST})\s*\)?\.?",
        rf"[\[(]\s*(?:source:\s*)?(?-i:{_LIST})\s*[\])]\.?",
        rf"(?:by\s+)(?:the\s+)?(?-i:{_LIST})(?:\s+(?:staff|news agency))?",
        rf"(?:©|\(c\)|copyright)\s*(?:\d{{4}}\s*)?(?-i:{_LIST})\b.*",
        rf"this (?:article|story|report) (?:is|was) (?:published )?(?:from|by|taken from) (?-i:{_LIST}).*",
        rf"(?-i:{_LIST})",
    )
)
_LONGEST_CREDIT: Final = 160
_FIRST_LINES: Final = 6
_LAST_LINES: Final = 12


CREDIT_LINE: Final = "credit line"
METADATA: Final = "metadata"
SHARED_TEXT: Final = "shared text"


@dataclass(frozen=True, slots=True)
class SharedText:
    """What a comparison of texts found about two articles."""

    document_id: str
    other_id: str
    containment: float
    """The share of the first article's text that stands in the other too, 0 to 1."""


@dataclass(frozen=True, slots=True)
class WireEvidence:
    """Why an article is taken to have an agency's text."""

    document_id: str
    agency: str
    kind: str
    """:data:`CREDIT_LINE`, :data:`METADATA` (its metadata name the agency) or :data:`SHARED_TEXT`."""
    start: int
    end: int
    """The credit as a half-open span of the text of the article that has it: of this one, or of ``credited_id``. Empty where
    that article's metadata name the agency."""
    text: str
    """``text[start:end]`` of that article."""
    credited_id: str
    """The article that is an agency's by its credit or its metadata; ``document_id`` itself unless text is shared."""
    share: float
    """The share of this article's text that it shares with ``credited_id``; 1 when that is itself."""


def find_wire_agency(article: Article) -> tuple[str, str]:
    """The agency that an article credits and the words that say so, or two empty strings.

    Looks at datelines among the first lines (``ASTANA, July 4 (AFP) -``) and at credit lines among the first and last
    (``Source: With information from AP``).
    """
    credit = find_credit(article)
    return (credit.agency, credit.text) if credit else ("", "")


def find_credit(article: Article) -> WireEvidence | None:
    """The credit of :func:`find_wire_agency` with its place in the text, or ``None``."""
    lines = list(_lines(article.text))
    for start, line in lines[:_FIRST_LINES]:
        match = _DATELINE.match(line[:_LONGEST_CREDIT])
        if match is not None and _is_place(match["evidence"]):
            return _credit(article, match["agency"], start, match["evidence"])
    edges = lines if len(lines) <= _FIRST_LINES + _LAST_LINES else [*lines[:_FIRST_LINES], *lines[-_LAST_LINES:]]
    for start, line in reversed(edges):
        if len(line) > _LONGEST_CREDIT:
            continue
        for pattern in _CREDIT_LINES:
            if (match := pattern.fullmatch(line)) is not None:
                return _credit(article, match["agency"], start, line)
    return None


def wire_evidence(
    articles: Sequence[Article],
    shared: Iterable[SharedText],
    *,
    least_share: float = 0.5,
    own_credits: Mapping[str, WireEvidence] | None = None,
) -> tuple[WireEvidence, ...]:
    """Each article's evidence of agency copy: its metadata, its credit, or text shared with another outlet's such article.

    Args:
        articles: in the order in which the evidence is wanted.
        shared: the articles that share text, each pair in both directions where both shares are known; articles that
            are not among ``articles`` are passed over.
        least_share: an article without a credit needs at least this share of its text in a credited one.
        own_credits: the credits of the articles that have one, when they were looked for before.

    Returns:
        At most one piece of evidence for an article. What its metadata say goes before its credit (which is the evidence
        where both name the same agency), and both before shared text; of several credited articles, with metadata or a
        credit, the one that shares most counts, then the first. An article does not become credited because it shares
        text: evidence is not handed on from article to article. Articles without an outlet share text with anybody,
        articles of one outlet not with one another.
    """
    by_id: Mapping[str, Article] = {article.document_id: article for article in articles}
    if own_credits is None:
        found = ((article.document_id, find_credit(article)) for article in articles)
        credited = {document_id: credit for document_id, credit in found if credit is not None}
    else:
        credited = {document_id: own_credits[document_id] for document_id in by_id if document_id in own_credits}
    credited |= _named_by_metadata(by_id, credited)
    order = {document_id: n for n, document_id in enumerate(by_id)}
    best: dict[str, SharedText] = {}
    for pair in shared:
        mine, other = by_id.get(pair.document_id), by_id.get(pair.other_id)
        if mine is None or other is None or pair.other_id not in credited or pair.containment < least_share:
            continue
        if mine is other or (mine.outlet and mine.outlet == other.outlet):
            continue
        known = best.get(pair.document_id)
        if known is None or (-pair.containment, order[pair.other_id]) < (-known.containment, order[known.other_id]):
            best[pair.document_id] = pair
    out: list[WireEvidence] = []
    for document_id in by_id:
        if document_id in credited:
            out.append(credited[document_id])
        elif document_id in best:
            pair = best[document_id]
            credit = credited[pair.other_id]
            out.append(
                WireEvidence(
                    document_id, credit.agency, SHARED_TEXT, credit.start, credit.end, credit.text,
                    pair.other_id, pair.containment,
                )
            )  # fmt: skip
    return tuple(out)


def _named_by_metadata(
    articles: Mapping[str, Article], credited: Mapping[str, WireEvidence]
) -> dict[str, WireEvidence]:
    """The evidence of articles whose metadata name an agency that they do not credit."""
    out: dict[str, WireEvidence] = {}
    for document_id, article in articles.items():
        agency, credit = article.wire_agency, credited.get(document_id)
        if agency and (credit is None or credit.agency not in (agency, AGENCY_BY_NAME.get(agency))):
            out[document_id] = WireEvidence(document_id, agency, METADATA, 0, 0, "", document_id, 1.0)
    return out


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, without the white space around them, and where each begins."""
    begin = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            yield begin + len(line) - len(line.lstrip()), stripped
        begin += len(line) + 1


def _credit(article: Article, agency: str, start: int, text: str) -> WireEvidence:
    name, own = AGENCY_BY_NAME[agency], article.document_id
    return WireEvidence(own, name, CREDIT_LINE, start, start + len(text), text, own, 1.0)


def _is_place(evidence: str) -> bool:
    """Whether what stands before the bracket is a place and perhaps a date, not a sentence."""
    before = evidence.rsplit("(", 1)[0].strip()
    if not before:
        return True
    if before in AGENCY_BY_NAME:
        return False  # "The Associated Press (AP) - a cooperative - ..." explains an abbreviation
    words = re.findall(r"[^\W\d_]+", before)
    capital = sum(word[0].isupper() for word in words)
    return len(words) <= 7 and capital >= len(words) - 1 and (before.split(",")[0].isupper() or len(words) <= 4)
