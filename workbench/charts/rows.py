"""Which rows of a chart fit, and where: groups of rows of equal height, as many as stay readable."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rows:
    """Groups from top to bottom, each with the same number of rows; pixels from the top of the plot."""

    groups: int
    """How many groups fit."""
    members: int
    """How many rows of each group fit."""
    slot: float
    """The height of a group with its gap."""
    pitch: float
    """The height of one row."""

    def centre(self, group: int, member: int = 0) -> float:
        """The middle of one row."""
        top = (group + 0.5) * self.slot - self.members * self.pitch / 2.0
        return top + (member + 0.5) * self.pitch

    def group_centre(self, group: int) -> float:
        """The middle of a group."""
        return (group + 0.5) * self.slot


def fit_rows(
    height: float,
    groups: int,
    members: int,
    *,
    smallest: float,
    largest: float,
    gap: float,
    label: float,
    tightest: float = math.inf,
    tight_gap: float = 0.0,
) -> Rows:
    """The rows for ``height`` pixels.

    Args:
        height: pixels there are.
        groups: groups wanted, at least 1.
        members: rows wanted in each group, at least 1.
        smallest: the least height of a row.
        largest: the greatest height of a row.
        gap: the least space between two groups.
        label: the least height of a group, which its label needs.
        tightest: the least height of a row where all rows fit with it, but not with ``smallest``.
        tight_gap: the least space between two groups there.
    """
    comfortable = groups * max(members * smallest + gap, label) <= height
    if not comfortable and groups * max(members * tightest + tight_gap, label) <= height:
        smallest, gap = tightest, tight_gap
    members = max(1, min(members, int((height - gap) / smallest)))
    least = max(members * smallest + gap, label)
    shown = max(1, min(groups, int(height / least + 1e-9)))
    slot = height / shown
    # a quarter of the slot between groups keeps them apart when there is room to spare
    roomy = (slot - max(gap, 0.25 * slot if members > 1 else 0.0)) / members
    return Rows(shown, members, slot, max(min(roomy, largest), min(smallest, height)))


def first(items: Sequence[K], count: int, wanted: Iterable[K] = ()) -> list[K]:
    """The first ``count`` items in their order, but for the last ones, which give way to ``wanted`` ones further down.

    An item that is wanted itself gives way to none.
    """
    sought = set(wanted)
    shown = list(items[:count])
    room = sum(item not in sought for item in shown)
    late = [item for item in items[count:] if item in sought][:room]
    given_up = set([item for item in shown if item not in sought][room - len(late) :])
    return [item for item in shown if item not in given_up] + late
