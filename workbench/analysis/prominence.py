"""How prominent each entity is in each article: how often, how early, and whether headline and lead name it.

Formula: ``prominence = 0.4 share + 0.2 headline + 0.2 lead + 0.2 (1 - first position)``, from 0 to 1. ``share`` is the
entity's mentions divided by those of the article's most mentioned entity; a description right beside the name that it
describes ("Prime Minister" in "Prime Minister Jane Roe") is no second one. The weights say that a story is about what it
keeps coming back to, and that headline, lead and place count as much together as repetition does; they rank entities
within an article and are no measurement beyond it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from workbench.domain.article import Article
from workbench.domain.columns import TABLES
from workbench.domain.described_names import described_names
from workbench.domain.measured import Measured
from workbench.domain.spans import Interval, covers, merged
from workbench.index.tokenizer import tokenize

SHARE_WEIGHT: Final = 0.4
HEADLINE_WEIGHT: Final = 0.2
LEAD_WEIGHT: Final = 0.2
EARLY_WEIGHT: Final = 0.2

LEAD_SENTENCES: Final = 2
"""Sentences of the body, behind the headline, that are the lead."""

_PARAGRAPH_END: Final = re.compile(r"\n")
_BEHIND_WORDS: Final = re.compile(r"[.!?]?(?=\s|\Z)")
_BEHIND_WORD: Final = re.compile(r"[.!?]?[^\S\n]*(?=\n|\Z)")
"""What stands behind a headline of several words, or of one."""
_LONGEST_ALL_CAPITALS: Final = 4
"""Names of capitals up to this length must stand in capitals in a title too: ``US`` is not ``us``."""


def prominence(
    articles: Sequence[Article], mentions: pd.DataFrame, sentences: pd.DataFrame, boilerplate: pd.DataFrame
) -> Measured:
    """Prominence of each entity in each article in which it is mentioned outside boilerplate.

    The headline is the title field, and the start of the text where it repeats the title. An entity is in it when a
    mention stands in that start, or when one of the names the article uses for it stands in the title field (the
    longest name first; a name that two entities share counts for the more mentioned one). The lead is the first two
    sentences of the body outside boilerplate, or the first paragraph when no sentences are known. The first position
    runs from 0 (the headline, or the first character of the body) to 1 (the end of the text), boilerplate left out.

    Args:
        articles: the articles to measure.
        mentions: a table ``mentions`` with the column ``subject``; rows without an entity, in boilerplate, or of other
            articles are passed over. Descriptions right beside the name that they describe count for place, not for
            number.
        sentences: a table ``sentences``.
        boilerplate: a table ``boilerplate``.

    Returns:
        Table ``prominence``: articles in the given order, the most prominent entity first. Beside the score and its
        parts it has ``mention_share`` (of the article's mentions of entities, outside boilerplate),
        ``sentence_share`` (of its sentences outside boilerplate, those with a mention; missing when no sentences are
        known) and ``subject_share`` (of the entity's mentions, those that are the subject of a verb), all 0 to 1.
    """
    by_article: defaultdict[str, list[_Mention]] = defaultdict(list)
    known = mentions[mentions["entity_id"].fillna("").astype(str) != ""]
    names = ("document_id", "start", "end", "text", "kind", "entity_id", "subject")
    columns = [known[name].tolist() for name in names]
    described = described_names(zip(columns[0], columns[1], columns[2], columns[4], columns[5], strict=True))
    # a description beside a name is the subject instead of it: "the minister, Jane Roe, spoke"
    subjects = {name for name, subject in zip(described, columns[6], strict=True) if subject and name >= 0}
    for row, (document_id, start, end, text, kind, entity_id, subject) in enumerate(zip(*columns, strict=True)):
        by_article[str(document_id)].append(
            _Mention(
                int(start), int(end), str(text), str(kind), str(entity_id), bool(subject) or row in subjects,
                counted=described[row] < 0,
            )
        )  # fmt: skip
    cut = _intervals(boilerplate)
    sentence_spans = _intervals(sentences)
    rows: list[tuple[object, ...]] = []
    for article in articles:
        found = by_article.get(article.document_id, [])
        if found:
            left_out = merged(cut.get(article.document_id, []))
            rows += _rows(article, found, sorted(sentence_spans.get(article.document_id, [])), left_out)
    return Measured(pd.DataFrame(rows, columns=list(TABLES["prominence"])))


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    text: str
    kind: str
    entity_id: str
    subject: bool
    counted: bool = True
    """Not so for a description right beside the name that it describes."""


def headline_end(text: str, title: str) -> int:
    """Where the headline ends when the text begins with it (spaces and case may differ), else 0.

    The title must be followed by a line end, by a full stop or space, or by nothing: the title ``Iran`` does not make
    the first word of ``Iran’s army …`` a headline, and a title of one word must have a line of its own.
    """
    words = title.split()
    if not words:
        return 0
    if text.startswith(whole := title.strip()):  # as a rule; no pattern of its own is needed for it
        match = (_BEHIND_WORDS if len(words) > 1 else _BEHIND_WORD).match(text, len(whole))
        return match.end() if match else 0
    if text.lstrip()[:1].casefold()[:1] != words[0][:1].casefold()[:1]:
        return 0
    pattern = r"\s*" + r"\s+".join(map(re.escape, words))
    behind = _BEHIND_WORDS if len(words) > 1 else _BEHIND_WORD
    match = re.match(pattern + behind.pattern, text, flags=re.IGNORECASE)
    return match.end() if match else 0


def _rows(
    article: Article, found: Sequence[_Mention], sentences: Sequence[Interval], left_out: Sequence[Interval]
) -> list[tuple[object, ...]]:
    kept = sorted((m for m in found if not covers(left_out, m.start)), key=lambda mention: (mention.start, mention.end))
    if not kept:
        return []
    head = headline_end(article.text, article.title)
    lead = lead_of(article.text, head, sentences, left_out)
    # a name in boilerplate is left out, its description beside it may not be
    counts = Counter(mention.entity_id for mention in kept if mention.counted)
    counts.update({mention.entity_id: 1 for mention in kept if not counts[mention.entity_id]})
    subjects = Counter(mention.entity_id for mention in kept if mention.counted and mention.subject)
    whole = [(start, end) for start, end in sentences if not covers(left_out, start)]
    inside: defaultdict[str, set[int]] = defaultdict(set)
    for mention in kept:
        at = bisect_right(whole, (mention.start, len(article.text))) - 1
        if at >= 0 and mention.start < whole[at][1]:
            inside[mention.entity_id].add(at)
    most, total = max(counts.values()), sum(counts.values())
    headlined = {m.entity_id for m in kept if m.start < head} | _named_in(article.title, kept, counts)
    leading = {m.entity_id for m in kept if lead[0] <= m.start < lead[1]}
    length = _kept_before(left_out, len(article.text)) - _kept_before(left_out, head)
    first: dict[str, float] = {}
    for mention in kept:
        at = _kept_before(left_out, max(mention.start, head)) - _kept_before(left_out, head)
        first.setdefault(mention.entity_id, at / length if length else 0.0)
    scored = [
        (
            SHARE_WEIGHT * counts[entity] / most
            + HEADLINE_WEIGHT * (entity in headlined)
            + LEAD_WEIGHT * (entity in leading)
            + EARLY_WEIGHT * (1 - first[entity]),
            entity,
        )
        for entity in counts
    ]
    return [
        (
            article.document_id,
            entity,
            counts[entity],
            int(entity in headlined),
            int(entity in leading),
            first[entity],
            score,
            counts[entity] / total,
            len(inside[entity]) / len(whole) if whole else None,
            subjects[entity] / counts[entity],
        )
        for score, entity in sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    ]


def lead_of(text: str, head: int, sentences: Sequence[Interval], left_out: Sequence[Interval]) -> Interval:
    """The lead: the first sentences of the body, from the first one's start to the last one's end.

    Args:
        text: the article's text.
        head: where its headline ends, 0 without one.
        sentences: its sentences in their order; without any the first paragraph is the lead.
        left_out: merged stretches of boilerplate.
    """
    body = [
        (max(start, head), end) for start, end in sentences if end > head and not covers(left_out, max(start, head))
    ]
    body = [(start, end) for start, end in body if text[start:end].strip()][:LEAD_SENTENCES]
    if body:
        return body[0][0], body[-1][1]
    begin = head
    while begin < len(text) and (text[begin].isspace() or covers(left_out, begin)):
        begin += 1
    paragraph = _PARAGRAPH_END.search(text, begin)
    return begin, paragraph.start() if paragraph else len(text)


def _named_in(title: str, mentions: Sequence[_Mention], counts: Mapping[str, int]) -> set[str]:
    """The entities whose names, as this article writes them, stand in the title."""
    if not title.strip():
        return set()
    tokens = tokenize(title)
    written = [title[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    owners: dict[tuple[str, ...], str] = {}
    capitals: dict[tuple[str, ...], bool] = {}
    for mention in sorted(mentions, key=lambda m: (-counts[m.entity_id], m.entity_id)):
        if mention.kind != "named":
            continue
        name = tuple(tokenize(mention.text).words)
        name = name[:-1] if name[-1:] == ("'s",) else name
        if name and len("".join(name)) > 1:
            owners.setdefault(name, mention.entity_id)
            short = len("".join(name)) <= _LONGEST_ALL_CAPITALS and mention.text.isupper()
            capitals[name] = capitals.get(name, True) and short
    found: set[str] = set()
    taken = [False] * len(tokens.words)
    shouted = title.isupper()  # a headline all in capitals can't tell US from us: nothing is claimed for short names
    for name in sorted(owners, key=lambda n: (-len(n), n)):
        for at in range(len(tokens.words) - len(name) + 1):
            place = slice(at, at + len(name))
            if any(taken[place]) or tuple(tokens.words[place]) != name:
                continue
            if capitals[name] and (shouted or not "".join(written[place]).isupper()):
                continue
            taken[place] = [True] * len(name)
            found.add(owners[name])
    return found


def _intervals(table: pd.DataFrame) -> dict[str, list[Interval]]:
    out: defaultdict[str, list[Interval]] = defaultdict(list)
    columns = (table[name].tolist() for name in ("document_id", "start", "end"))
    for document_id, start, end in zip(*columns, strict=True):
        out[str(document_id)].append((int(start), int(end)))
    return out


def _kept_before(left_out: Sequence[Interval], position: int) -> int:
    """Code points before a position that are outside the (merged) intervals."""
    behind = bisect_right(left_out, (position, -1))
    return position - sum(min(end, position) - start for start, end in left_out[:behind])
