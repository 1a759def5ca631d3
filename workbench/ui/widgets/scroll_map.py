"""Which line of one article belongs beside which line of another: straight pieces between aligned passages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class ScrollMap:
    """A map from the lines of one text to those of another that never goes back.

    Beginning maps to beginning and end to end; the lines of aligned passages map to one another, and what lies between two of
    them is spread evenly. Of passages that stand in another order in the two texts the largest set is kept that does not cross.
    """

    def __init__(self, anchors: Iterable[tuple[float, float]], lines: float, other_lines: float) -> None:
        """A map.

        Args:
            anchors: pairs of lines that belong together.
            lines: how many lines the one text has.
            other_lines: how many the other has.
        """
        inside = [(one, other) for one, other in anchors if 0 < one < lines and 0 < other < other_lines]
        self.anchors = ((0.0, 0.0), *not_crossing(inside), (float(max(lines, 1)), float(max(other_lines, 1))))
        self._from = [one for one, _ in self.anchors]

    def __call__(self, line: float) -> float:
        """The line of the other text that belongs beside a line of the one."""
        at = min(max(bisect_right(self._from, line), 1), len(self.anchors) - 1)
        (low, other_low), (high, other_high) = self.anchors[at - 1 : at + 1]
        share = min(max((line - low) / (high - low), 0.0), 1.0)
        return other_low + share * (other_high - other_low)


def not_crossing(pairs: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The most pairs that rise on both sides, in their order (a longest increasing subsequence)."""
    ordered = sorted(set(pairs), key=lambda pair: (pair[0], -pair[1]))
    ends: list[float] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, other) in enumerate(ordered):
        at = bisect_left(ends, other)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [other]
        last[at : at + 1] = [n]
    out: list[tuple[float, float]] = []
    n = last[-1] if last else -1
    while n >= 0:
        out.append(ordered[n])
        n = before[n]
    return out[::-1]
