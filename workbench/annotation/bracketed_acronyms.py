"""Acronyms in brackets right behind what they are short for, in one article: "Northern Harbour Alliance (NHA)".

Whatever the model makes of such a bracket, what it says is plain: both are names, and of one thing. So the acronym is a
mention here and wherever else the article has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from workbench.annotation.acronyms import IN_BRACKETS, explains
from workbench.annotation.name_cutting import trimmed
from workbench.annotation.name_words import Proposal
from workbench.annotation.spelling import SMALL_WORDS, initials, name_key

_BRACKET: Final = re.compile(r"(?<=\S)\s*\(\s*(?:the\s+|or\s+)?[\"“']?(?P<short>[A-Z][A-Z.&]{1,9})[\"”']?\s*[),;]")
_WORD: Final = re.compile(r"[^\s,;:.!?()\[\]“”\"\n]+(?=[^\S\n]|['’]?$)")
_MOST_WORDS: Final = 12
_CAPITALS: Final = 2
"""So many capitals make a word in brackets an acronym."""


def with_bracketed(text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The names of an article with each acronym that a bracket explains, by position.

    Args:
        text: the article.
        proposals: its names with their types, which do not overlap.
    """
    explained: dict[str, str] = {}
    places: list[Proposal] = []
    for start, end, kind in proposals:
        bracket = IN_BRACKETS.match(text, end)
        if bracket is None or kind == "PERSON" or sum(map(str.isupper, bracket.group(1))) < _CAPITALS:
            continue
        long = name_key(text[start:end])
        if " " in long and explains(name_key(bracket.group(1)), long):
            explained.setdefault(bracket.group(1), kind)
            places.append((*bracket.span(1), kind))
    for bracket in _BRACKET.finditer(text):
        if bracket.group("short") not in explained:
            begin = _long_form(text, bracket.start(), bracket.group("short"))
            if begin >= 0:
                explained[bracket.group("short")] = "ORG"
                places += [(begin, _end(text, begin, bracket.start()), "ORG"), (*bracket.span("short"), "ORG")]
    if not explained:
        return list(proposals)
    out = _placed(proposals, places)
    elsewhere: list[Proposal] = []
    for short, kind in explained.items():
        for match in re.finditer(rf"(?<![\w@#/.&-]){re.escape(short)}(?![\w&])", text):
            at = bisect_right(out, (match.start(), len(text), "")) - 1
            if not any(start < match.end() and end > match.start() for start, end, _ in out[max(0, at) : at + 2]):
                elsewhere.append((*match.span(), kind))
    return sorted([*out, *elsewhere])


def _placed(proposals: Sequence[Proposal], places: Sequence[Proposal]) -> list[Proposal]:
    """The names with others put in, whatever of them overlaps those."""
    kept = [
        (start, end, kind)
        for start, end, kind in proposals
        if not any(start < other_end and end > other for other, other_end, _ in places)
    ]
    return sorted({*kept, *places})


def _end(text: str, begin: int, end: int) -> int:
    """Where a long form ends, without the possessive or blank before its bracket."""
    found = trimmed(text, begin, end)
    return found[1] if found is not None else end


def _long_form(text: str, end: int, short: str) -> int:
    """Where the words begin right before a bracket whose initials it has; -1 where there are none.

    The words begin with a capital, but for the small ones among them.
    """
    letters = name_key(short)
    line = text.rfind("\n", 0, end) + 1
    begins = [match.start() for match in _WORD.finditer(text, line, end)][-_MOST_WORDS:]
    for begin in reversed(begins):
        form = text[begin:end]
        if any(mark in form for mark in ',;:!?()[]“”"'):
            break
        names = [word for word in form.split() if word.lower() not in SMALL_WORDS]
        if not all(word[:1].isupper() for word in names):
            break
        if form[:1].isupper() and letters in initials(name_key(form)):
            return begin
    return -1
