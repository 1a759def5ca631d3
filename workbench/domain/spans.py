"""Half-open spans ``[start, end)`` in code points, and arithmetic on lists of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one article's stored text. ``ValueError`` when ``end < start`` or ``start < 0``."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    @property
    def length(self) -> int:
        """Code points covered."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end


Interval = tuple[int, int]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of intervals as sorted, disjoint, non-touching ones; empty intervals vanish."""
    out: list[Interval] = []
    for start, end in sorted(i for i in intervals if i[1] > i[0]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def covers(disjoint: Sequence[Interval], position: int) -> bool:
    """Whether a position lies inside one of ``disjoint`` (as :func:`merged` gives them)."""
    at = bisect_right(disjoint, (position, float("inf"))) - 1
    return at >= 0 and disjoint[at][0] <= position < disjoint[at][1]
