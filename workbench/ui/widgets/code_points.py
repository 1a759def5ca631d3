"""Code points to Qt's UTF-16 positions and back. Code points are the truth; an emoji takes two of Qt's positions."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

_LAST_OF_BASIC_PLANE: Final = "\uffff"


class CodePointMap:
    """Maps positions of one text, by a sorted list of where its astral characters stand."""

    def __init__(self, text: str) -> None:
        # an ASCII or two-byte text has none, and Python knows it without looking at each character
        astral = bool(text) and max(text) > _LAST_OF_BASIC_PLANE
        self._astral = [i for i, character in enumerate(text) if character > _LAST_OF_BASIC_PLANE] if astral else []
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
    return text.translate(_REPLACED)


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
