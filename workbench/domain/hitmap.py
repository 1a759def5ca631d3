"""What a chart's marks stand for, so that a click on one selects its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.event_markers import EventMarker
from workbench.domain.focus import Focus


@dataclass(frozen=True, slots=True)
class Mark:
    """One clickable mark of a chart: where it is, what it stands for, and the words that say so.

    The box is in fractions of the picture, origin at the top left, so it fits at any size: ``0 <= left < right <= 1``.
    """

    left: float
    top: float
    right: float
    bottom: float
    focus: Focus
    label: str
    """Plain text with value, n and denominator: ``nato in Bloomberg: 5 times, 9.1 per 1,000 words (1 article)``."""
    event: EventMarker | None = None
    """The event that a person marked, where the mark is one: it has no passages, and its focus is empty."""


@dataclass(frozen=True, slots=True)
class HitMap:
    """All marks of a chart, those drawn last (on top) last."""

    marks: tuple[Mark, ...] = ()

    def at(self, x: float, y: float, slack: float = 0.0) -> Mark | None:
        """The top mark at a place (fractions), or the nearest one within ``slack``; ``None`` when there is none."""
        best: Mark | None = None
        best_distance = slack
        for mark in reversed(self.marks):
            dx = max(mark.left - x, 0.0, x - mark.right)
            dy = max(mark.top - y, 0.0, y - mark.bottom)
            distance = max(dx, dy)
            if distance == 0.0:
                return mark
            if distance <= best_distance and (best is None or distance < best_distance):
                best, best_distance = mark, distance
        return best
