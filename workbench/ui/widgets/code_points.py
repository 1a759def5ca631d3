"""Code points to Qt's UTF-16 positions and back. Code points are the truth; an emoji takes two of Qt's positions."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Final

LONGEST_PARAGRAPH: Final = 20_000
"""Characters of a paragraph on the screen; Qt lays paragraphs out as a whole."""
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


class CodePointMap:
    """Maps positions of one text, by a sorted list of where its astral characters stand."""

    def __init__(self, text: str) -> None:
        # a text of several MB is looked through by a pattern: character by character the window would stop
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._astral_in_qt = [position + n for n, position in enumerate(self._astral)]

    def to_qt(self, position: int) -> int:
        """The UTF-16 position of a code point."""
        return position + bisect_left(self._astral, position)

    def from_qt(self, position: int) -> int:
        """The code point at a UTF-16 position; inside a pair, the character that it belongs to."""
        before = bisect_left(self._astral_in_qt, position)
        if before and self._astral_in_qt[before - 1] + 1 == position:
            return self._astral[before - 1]
        return position - before


def for_qt(text: str) -> str:
    """Stored text as Qt shows it: what Qt would turn into something else is replaced, one character for one.

    Stored text has no CR LF, NUL or lone surrogates any more; see ``corpus/canonical.py``.
    """
    return _TO_REPLACE.sub(lambda found: _REPLACED[ord(found[0])], text)


def with_shorter_paragraphs(text: str, longest: int = LONGEST_PARAGRAPH) -> tuple[str, list[int]]:
    """A text whose endless paragraphs are cut at spaces, with the code points at which that was done; its length is the same.

    A new paragraph begins behind the end of a sentence where there is one not far. Text without spaces stays as it is.
    """
    cuts: list[int] = []
    start = 0
    while len(text) - start > longest:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= longest:
            start = end + 1
            continue
        half, most = start + longest // 2, start + longest
        cut = text.rfind(". ", half, most) + 1  # the space behind the full stop; 0 without one
        cut = cut or text.rfind(" ", half, most)
        cut = cut if cut > 0 else text.find(" ", most, end)
        if cut < 0:
            start = end + 1
        else:
            cuts.append(cut)
            start = cut + 1
    parts = [text[begin + 1 : stop] for begin, stop in pairwise((-1, *cuts, len(text)))]
    return "\n".join(parts), cuts


_SPACES: Final = (0x2028, 0x2029, 0xFEFF, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E)
_DIRECTIONS: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS: Final = {point: chr(0x2400 + point) for point in range(0x20) if point not in (0x09, 0x0A)} | {0x7F: "␡"}
"""Shown by their pictures: they would be unseen here, and a picture of the text in SVG could not be opened."""
_HIGH_CONTROLS: Final = tuple(point for point in range(0x80, 0xA0) if point != 0x85)
_REPLACED: Final = (
    _CONTROLS
    | dict.fromkeys((*_DIRECTIONS, *_HIGH_CONTROLS), "\N{REPLACEMENT CHARACTER}")
    | dict.fromkeys(_SPACES, " ")
)
_TO_REPLACE: Final = re.compile(f"[{''.join(map(re.escape, map(chr, sorted(_REPLACED))))}]")
