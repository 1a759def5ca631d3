"""The journal of decisions: steps that can be taken back and done again, and named points in it.

Steps form a tree, because something new after Undo begins another branch and the branch that was left is kept. The
*position* is the step whose outcome holds now; 0 is the beginning, before the first step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.domain.decisions import Json

BEGINNING = 0
"""The position before the first step."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision before and after a step; ``None`` stands for "not decided"."""

    collection: str
    key: str
    before: Json | None
    after: Json | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person did, as one step of Undo."""

    number: int
    """1, 2, 3 …; never used twice in a project."""
    parent: int
    """The step after which it was done, or 0."""
    label: str
    """In the words of the undo menu."""
    made_at: str
    """ISO 8601 with the offset from UTC. Clocks jump: the order of steps is that of their numbers."""
    edits: tuple[Edit, ...] | None = ()
    """What it changed; ``None`` when that stands in the project file and was not loaded."""
    merge_key: str = ""
    """Steps that follow one another with the same key (typing, dragging) are one."""
    count: int = 0
    """How many decisions it changed, also when they were not loaded."""


@dataclass(frozen=True, slots=True)
class Move:
    """Going to the outcome of another step: Undo, Redo, or a jump in the History pane."""

    to: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A point of the journal with a name: what "Save" makes."""

    number: int
    name: str
    made_at: str
    step: int


Entry = Step | Move | Snapshot
"""What is written into the journal. A step whose number is there already (the newest one, merged) replaces it."""


@dataclass(frozen=True, slots=True)
class History:
    """The journal as far as it is loaded."""

    steps: tuple[Step, ...] = ()
    """All steps, by number."""
    position: int = BEGINNING
    snapshots: tuple[Snapshot, ...] = ()
    """By number."""


def path_between(parents: Mapping[int, int], start: int, end: int) -> tuple[list[int], list[int]]:
    """How to get from one position to another.

    Args:
        parents: the parent of every step.
        start: the position now.
        end: the position wanted.

    Returns:
        The steps to take back, newest first, and the steps to do again, oldest first.

    Raises:
        KeyError: a position that the journal does not have.
    """
    above = [start, *_ancestors(parents, start)]
    known = {number: at for at, number in enumerate(above)}
    forward = []
    at = end
    while at not in known:
        forward.append(at)
        at = parents[at]
    return above[: known[at]], forward[::-1]


def _ancestors(parents: Mapping[int, int], number: int) -> Iterable[int]:
    while number != BEGINNING:
        number = parents[number]
        yield number
