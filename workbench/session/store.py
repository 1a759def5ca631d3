"""The store: holds the state, takes commands, tells listeners, keeps the histories.

Two histories, because they answer two questions. *Undo* takes back what was decided or counted (scope, corrections).
*Back* returns to what was looked at (focus). Neither touches the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from workbench.domain.focus import Focus
from workbench.domain.state import Change, State

Listener = Callable[[Change], None]

HISTORY_LIMIT: Final = 1000
"""Steps kept in each history. A step is two small frozen objects, so this is a matter of kilobytes."""


@dataclass(frozen=True, slots=True)
class Command:
    """A named change of scope or corrections: ``label`` is what Undo shows, in the words of the gesture."""

    label: str
    change: Callable[[State], State]
    merge_key: str = ""
    """Commands that follow one another with the same key (typing, dragging) are one step of undo."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step: the state before it and what to call it."""

    label: str
    before: State
    merge_key: str


class Store:
    """The one place where state changes. Every change reaches every listener as one :class:`Change`."""

    def __init__(self, state: State | None = None) -> None:
        self._state = state or State()
        self._listeners: list[Listener] = []
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._back: list[Focus] = []
        self._forward: list[Focus] = []

    @property
    def state(self) -> State:
        """The state now."""
        return self._state

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` at each change. Returns what takes it off again."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    # -- what is counted and decided -------------------------------------------------------------------------------

    def do(self, command: Command, *, origin: str = "") -> Change | None:
        """Carry out a command. Returns the change, or ``None`` when nothing differs afterwards."""
        old = self._state
        new = replace(command.change(old), focus=old.focus)
        if new == old:
            return None
        joins = bool(command.merge_key and self._undo and self._undo[-1].merge_key == command.merge_key)
        if not joins:
            self._undo.append(Step(command.label, old, command.merge_key))
            del self._undo[:-HISTORY_LIMIT]
        self._redo.clear()
        return self._become(new, origin, command.label)

    def undo(self) -> Change | None:
        """Take back the last step; ``None`` when there is none."""
        return self._swap(self._undo, self._redo, "Undo")

    def redo(self) -> Change | None:
        """Do again what was taken back; ``None`` when there is nothing."""
        return self._swap(self._redo, self._undo, "Redo")

    @property
    def undo_label(self) -> str:
        """What Undo would take back, or an empty text."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What Redo would do again, or an empty text."""
        return self._redo[-1].label if self._redo else ""

    # -- what is looked at -----------------------------------------------------------------------------------------

    def focus(self, focus: Focus, *, origin: str = "") -> Change | None:
        """Highlight something. Going through the passages of one subject is one step of Back, not many."""
        old = self._state.focus
        if focus == old:
            return None
        if focus.evidence_key != old.evidence_key:
            self._back.append(old)
            del self._back[:-HISTORY_LIMIT]
            self._forward.clear()
        return self._become(replace(self._state, focus=focus), origin, "Highlight")

    def back(self) -> Change | None:
        """Return to what was highlighted before; ``None`` at the beginning."""
        return self._walk(self._back, self._forward, "Back")

    def forward(self) -> Change | None:
        """Undo a Back; ``None`` at the end."""
        return self._walk(self._forward, self._back, "Forward")

    @property
    def can_go_back(self) -> bool:
        """Whether Back leads anywhere."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether Forward leads anywhere."""
        return bool(self._forward)

    def reset(self, state: State) -> Change:
        """Begin anew with another corpus: both histories are emptied."""
        for history in (self._undo, self._redo):
            history.clear()
        for walk in (self._back, self._forward):
            walk.clear()
        return self._become(state, "", "Open")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _swap(self, source: list[Step], target: list[Step], verb: str) -> Change | None:
        if not source:
            return None
        step = source.pop()
        target.append(Step(step.label, self._state, ""))
        return self._become(replace(step.before, focus=self._state.focus), "", f"{verb}: {step.label}")

    def _walk(self, source: list[Focus], target: list[Focus], label: str) -> Change | None:
        if not source:
            return None
        target.append(self._state.focus)
        return self._become(replace(self._state, focus=source.pop()), "", label)

    def _become(self, new: State, origin: str, label: str) -> Change:
        change = Change(self._state, new, origin, label)
        self._state = new
        for listener in tuple(self._listeners):
            listener(change)
        return change
