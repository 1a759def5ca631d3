"""Datelines: the place, day and agency before a report's first words, which are nobody's words."""

from __future__ import annotations

import re
from typing import Final

LONGEST_DATELINE: Final = 90
"""Characters that a dateline takes at most."""
_DASH: Final = r"[^\S\n]*(?:-{1,2}|[–—])[^\S\n]+"
_CAPITALS: Final = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ.'’-]+){0,4}"
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?:[ /-][\w.'’-]+){0,3}"
_MORE: Final = r"(?:, [\w.'’]+(?: [\w.'’]+){0,3}){0,3}"
"""A region, a country, a day."""
_AGENCY: Final = r" ?\([A-ZÀ-ÖØ-Þ][\w.,/&' -]{0,40}\)"
_DATELINE: Final = re.compile(
    rf"(?:(?:{_CAPITALS}{_MORE}|{_NAME}{_MORE})?{_AGENCY}|{_CAPITALS}{_MORE}){_DASH}(?=[\w“\"«‘'])"
)
_ASIDE: Final = re.compile(r"\s[-–—]{1,2}\s")
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)")


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the first words behind a dateline stand, or ``start`` when a paragraph begins with none.

    What stands in capitals before a dash without an agency is a dateline only where a sentence begins behind it:
    "NATO — the old alliance — said" has an aside between dashes.

    Args:
        text: of the article.
        start: the paragraph's beginning.
        end: the paragraph's end.
    """
    found = _DATELINE.match(text, start, min(end, start + LONGEST_DATELINE))
    if found is None:
        return start
    behind = found.end()
    if "(" not in found.group():
        stop = _SENTENCE_END.search(text, behind, end)
        if text[behind].islower() or _ASIDE.search(text, behind, stop.start() if stop else end):
            return start
    return behind
