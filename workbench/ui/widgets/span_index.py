"""Finds the spans at a place of a text, however long the text is and however spans stand inside one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, Protocol, TypeVar

_CELL: Final = 1024
"""Code points of one cell; only the spans of a cell are looked at."""


class HasSpan(Protocol):
    """Anything that stands somewhere."""

    @property
    def start(self) -> int:
        """Its first code point."""
        ...

    @property
    def end(self) -> int:
        """The code point behind it."""
        ...


S = TypeVar("S", bound=HasSpan)


class SpanIndex(Generic[S]):
    """Spans by cells of the text."""

    def __init__(self, spans: Sequence[S] = ()) -> None:
        self._spans = spans
        self._cells: dict[int, list[int]] = {}
        for number, span in enumerate(spans):
            for cell in range(span.start // _CELL, max(span.end - 1, span.start) // _CELL + 1):
                self._cells.setdefault(cell, []).append(number)

    def at(self, position: int) -> list[S]:
        """The spans that cover a place, in the order in which they were given."""
        spans = self._spans
        return [spans[n] for n in self._cells.get(position // _CELL, ()) if spans[n].start <= position < spans[n].end]

    def touching(self, start: int, end: int) -> list[S]:
        """The spans that share a code point with a stretch, in the order in which they were given."""
        spans = self._spans
        numbers = {
            n for cell in range(start // _CELL, max(end - 1, start) // _CELL + 1) for n in self._cells.get(cell, ())
        }
        return [spans[n] for n in sorted(numbers) if spans[n].start < end and start < spans[n].end]
