"""Where paragraphs end: which line breaks separate, and which only wrap a line."""

from __future__ import annotations

import re
from statistics import median
from typing import Final

_LINE: Final = re.compile(r"[^\n]+")
_CLOSED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of an article's paragraphs, without outer white space.

    A line break separates, unless the text is hard-wrapped: a line that goes on in lower case after a line without
    closing punctuation, or after a full-width line of a text whose lines are all short, belongs to the same paragraph.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    lengths = [end - start for start, end in lines]
    width = max(lengths, default=0)
    wrapped = len(lines) >= 4 and 40 <= width <= 100 and median(lengths) >= 0.7 * width
    out: list[tuple[int, int]] = []
    previous = (-2, -2)
    for start, end in lines:
        goes_on = False
        if out and start - previous[1] == 1:
            before, after = text[previous[0] : previous[1]], text[start:end].lstrip()
            open_end = not _CLOSED.search(before)
            full = previous[1] - previous[0] >= 0.75 * width
            goes_on = (open_end and after[:1].islower() and len(before.split()) >= 4) or (wrapped and full)
        if goes_on:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        previous = (start, end)
    return [stripped(text, start, end) for start, end in out]


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
