"""How far a damaged journal still tells a story without gaps: which of its steps follow from one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.journal import BEGINNING

Key = tuple[str, str]
"""A collection and a key in it."""


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """One decision before and after a step, as JSON text; ``None`` stands for "not decided"."""

    collection: str
    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step as it stands in the file."""

    number: int
    parent: int
    edits: tuple[StoredEdit, ...]
    count: int
    """How many edits it had when it was written."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What is left of a journal."""

    kept: frozenset[int]
    """Steps whose whole way from the beginning is there, each edit beginning where the one before it ended."""
    position: int
    """The wanted position, or the last kept step on the way to it."""
    values: Mapping[Key, str]
    """What is decided there, as JSON text."""


def replay(steps: Mapping[int, StoredStep], wanted: int | None) -> Replay:
    """Follow every branch from the beginning as far as it is consistent.

    Args:
        steps: all steps that could be read, by number.
        wanted: the position that the file names; ``None`` when that is lost, and then it is the newest kept step.
    """
    below: dict[int, list[StoredStep]] = {}
    for step in steps.values():
        if BEGINNING <= step.parent < step.number:  # so there is no circle
            below.setdefault(step.parent, []).append(step)
    kept: set[int] = set()
    state: dict[Key, str] = {}
    waiting: list[tuple[StoredStep, bool]] = [(step, True) for step in below.get(BEGINNING, ())]
    while waiting:
        step, forward = waiting.pop()
        if not forward:
            _apply(state, step, forward=False)
        elif _follows(state, step):
            kept.add(step.number)
            _apply(state, step, forward=True)
            waiting.append((step, False))
            waiting += [(child, True) for child in below.get(step.number, ())]
    position = _position(steps, kept, wanted)
    way = []
    at = position
    while at != BEGINNING:
        way.append(steps[at])
        at = steps[at].parent
    for step in reversed(way):
        _apply(state, step, forward=True)
    return Replay(frozenset(kept), position, state)


def _position(steps: Mapping[int, StoredStep], kept: set[int], wanted: int | None) -> int:
    at = max(kept, default=BEGINNING) if wanted is None else wanted
    for _ in range(len(steps) + 1):
        if at == BEGINNING or at in kept:
            return at
        if at not in steps or steps[at].parent >= at:
            break
        at = steps[at].parent
    return max((number for number in kept if wanted is None or number <= wanted), default=BEGINNING)


def _follows(state: Mapping[Key, str], step: StoredStep) -> bool:
    """Whether all edits of a step are there, and begin at what was decided before it."""
    if len(step.edits) != step.count or len({(edit.collection, edit.key) for edit in step.edits}) != step.count:
        return False
    return all(state.get((edit.collection, edit.key)) == edit.before for edit in step.edits)


def _apply(state: dict[Key, str], step: StoredStep, *, forward: bool) -> None:
    for edit in step.edits:
        value = edit.after if forward else edit.before
        if value is None:
            state.pop((edit.collection, edit.key), None)
        else:
            state[edit.collection, edit.key] = value
