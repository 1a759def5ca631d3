"""Which news agency an article credits, from its credit lines alone.

Agencies that are merely quoted in the text (``Xinhua reported``) or whose reporters helped (``contributed to this
report``) do not count.
"""

from __future__ import annotations

import re
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


def find_wire_agency(article: Article) -> tuple[str, str]:
    """The agency that an article credits and the words that say so, or two empty strings.

    Looks at datelines among the first lines (``ASTANA, July 4 (AFP) -``) and at credit lines among the first and last
    (``Source: With information from AP``).
    """
    lines = [line.strip() for line in article.text.split("\n") if line.strip()]
    for line in lines[:_FIRST_LINES]:
        match = _DATELINE.match(line[:_LONGEST_CREDIT])
        if match is not None and _is_place(match["evidence"]):
            return AGENCY_BY_NAME[match["agency"]], match["evidence"]
    edges = lines if len(lines) <= _FIRST_LINES + _LAST_LINES else [*lines[:_FIRST_LINES], *lines[-_LAST_LINES:]]
    for line in reversed(edges):
        if len(line) > _LONGEST_CREDIT:
            continue
        for pattern in _CREDIT_LINES:
            if (match := pattern.fullmatch(line)) is not None:
                return AGENCY_BY_NAME[match["agency"]], line
    return "", ""


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
