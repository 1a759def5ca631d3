"""Boxes moved until none lies on another: for labels that stand near a place but not exactly on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDS = 600


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its middle and half its size, in pixels."""

    x: float
    y: float
    half_width: float
    half_height: float

    def overlap(self, other: Area) -> tuple[float, float]:
        """How far the two reach into one another along x and y; apart when one of them is not above 0."""
        return (
            self.half_width + other.half_width - abs(self.x - other.x),
            self.half_height + other.half_height - abs(self.y - other.y),
        )

    def lies_on(self, other: Area) -> bool:
        """Whether the two overlap."""
        along, across = self.overlap(other)
        return along > 1e-6 and across > 1e-6


def moved_apart(areas: Sequence[Area], fixed: Sequence[Area], bounds: tuple[float, float, float, float]) -> list[Area]:
    """The areas moved as little as it takes; always in the same way for the same areas.

    Args:
        areas: where each wants to be; the first ones move least.
        fixed: what does not move.
        bounds: left, top, right and bottom, which none leaves.

    Returns:
        The areas in their order. Where there is no room for all, some still overlap: see :func:`without_overlaps`.
    """
    left, top, right, bottom = bounds
    places = [[area.x, area.y] for area in areas]

    def at(n: int) -> Area:
        return Area(places[n][0], places[n][1], areas[n].half_width, areas[n].half_height)

    for _ in range(_ROUNDS):
        calm = True
        for n in range(len(areas)):
            for m in range(-len(fixed), n):
                other = fixed[m] if m < 0 else at(m)
                here = at(n)
                if not here.lies_on(other):
                    continue
                calm = False
                along, across = here.overlap(other)
                # the way that is shorter, measured by how large the two are
                axis = 0 if along <= across else 1
                distance = (along if axis == 0 else across) + 0.5
                direction = 1.0 if places[n][axis] >= (other.x, other.y)[axis] else -1.0
                share = 1.0 if m < 0 else 0.5
                places[n][axis] += direction * distance * share
                if m >= 0:
                    places[m][axis] -= direction * distance * (1.0 - share)
        for n, area in enumerate(areas):
            places[n][0] = min(max(places[n][0], left + area.half_width), right - area.half_width)
            places[n][1] = min(max(places[n][1], top + area.half_height), bottom - area.half_height)
        if calm:
            break
    return [at(n) for n in range(len(areas))]


def without_overlaps(areas: Sequence[Area], fixed: Sequence[Area]) -> list[int]:
    """The numbers of the areas that can be kept: from the first on each that lies on none that is kept."""
    kept: list[int] = []
    for n, area in enumerate(areas):
        if not any(area.lies_on(other) for other in (*fixed, *(areas[m] for m in kept))):
            kept.append(n)
    return kept
