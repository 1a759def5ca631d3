"""The store: holds the state, takes commands, tells listeners, keeps the histories.

Two histories, because they answer two questions. The *journal* takes back what was decided or counted (scope,
decisions); it is a tree of steps, so that nothing done is forgotten when something else is done after Undo. *Back* returns to
what was looked at (focus). Neither touches the other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from workbench.domain.focus import Focus
from workbench.domain.journal import BEGINNING, Edit, Entry, History, Move, Snapshot, Step, path_between
from workbench.domain.state import Change, State, edits_between, with_edits

Listener = Callable[[Change], None]

FOCUS_LIMIT: Final = 1000
"""Steps of Back that are kept."""
_OUTCOMES: Final = 8
"""States kept as they were, so that going to and fro asks nothing that was answered already."""


class NotLoadedError(LookupError):
    """A step whose edits are in the project file only; :meth:`Store.load` takes them in."""

    def __init__(self, steps: tuple[int, ...]) -> None:
        super().__init__(f"the edits of the steps {steps} are not loaded")
        self.steps = steps


@dataclass(frozen=True, slots=True)
class Command:
    """A named change of scope or decisions: ``label`` is what Undo shows, in the words of the gesture."""

    label: str
    change: Callable[[State], State]
    merge_key: str = ""
    """Commands that follow one another with the same key (typing, dragging) are one step of undo."""


def present() -> str:
    """The present second as ISO 8601 with the offset from UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


class Store:
    """The one place where state changes. Every change reaches every listener as one :class:`Change`.

    Args:
        state: the state to begin with.
        clock: tells the time that is noted with a step.
    """

    def __init__(self, state: State | None = None, *, clock: Callable[[], str] = present) -> None:
        self._state = state or State()
        self._clock = clock
        self._listeners: list[Listener] = []
        self._steps: dict[int, Step] = {}
        self._parents: dict[int, int] = {}
        self._again: dict[int, int] = {}
        """The step that Redo leads to from a position."""
        self._position = BEGINNING
        self._snapshots: list[Snapshot] = []
        self._mergeable = BEGINNING
        self._outcomes: OrderedDict[int, State] = OrderedDict()
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
        edits = edits_between(old, new)
        if not edits:
            return None
        last = self._steps.get(self._mergeable)
        if last is not None and command.merge_key and command.merge_key == last.merge_key:
            whole = _merged(last.edits or (), edits)
            step = replace(last, label=command.label, edits=whole, count=len(whole))
        else:
            number = max(self._steps, default=BEGINNING) + 1
            step = Step(number, self._position, command.label, self._clock(), edits, command.merge_key, len(edits))
        self._steps[step.number] = step
        self._parents[step.number] = step.parent
        self._again[step.parent] = step.number
        self._position = self._mergeable = step.number
        self._note_outcome(new)
        return self._become(new, origin, command.label, step, edits)

    def undo(self) -> Change | None:
        """Take back the last step; ``None`` when there is none. Raises :class:`NotLoadedError`."""
        step = self._steps.get(self._position)
        return self._go(step.parent, f"Undo: {step.label}") if step is not None else None

    def redo(self) -> Change | None:
        """Do again what was taken back; ``None`` when there is nothing. Raises :class:`NotLoadedError`."""
        step = self._next
        return self._go(step.number, f"Redo: {step.label}") if step is not None else None

    def jump(self, position: int) -> Change | None:
        """Go to the outcome of any step, or to the beginning (0); ``None`` when that is where we are.

        Raises:
            NotLoadedError: steps on the way are not loaded.
            KeyError: there is no such step.
        """
        if position == self._position:
            return None
        label = self._steps[position].label if position != BEGINNING else "the beginning"
        return self._go(position, f"Go to: {label}")

    def mark(self, name: str, step: int | None = None) -> Snapshot:
        """Give a position a name, the present one if none is given. The journal is told as of any other entry."""
        number = max((snapshot.number for snapshot in self._snapshots), default=0) + 1
        at = self._position if step is None else step
        if at != BEGINNING and at not in self._steps:
            raise KeyError(at)
        snapshot = Snapshot(number, name, self._clock(), at)
        self._snapshots.append(snapshot)
        self._mergeable = BEGINNING
        self._become(self._state, "", f"Save: {name}", snapshot, ())
        return snapshot

    def load(self, edits: Mapping[int, tuple[Edit, ...]]) -> None:
        """Take in the edits of steps that were not loaded."""
        for number, found in edits.items():
            self._steps[number] = replace(self._steps[number], edits=found, count=len(found))

    @property
    def undo_label(self) -> str:
        """What Undo would take back, or an empty text."""
        step = self._steps.get(self._position)
        return step.label if step is not None else ""

    @property
    def redo_label(self) -> str:
        """What Redo would do again, or an empty text."""
        step = self._next
        return step.label if step is not None else ""

    @property
    def history(self) -> History:
        """The whole journal."""
        return History(tuple(self._steps[n] for n in sorted(self._steps)), self._position, tuple(self._snapshots))

    @property
    def position(self) -> int:
        """The step whose outcome holds now, or 0."""
        return self._position

    @property
    def line(self) -> tuple[int, ...]:
        """The steps that Undo and Redo walk along, oldest first; those after :attr:`position` can be done again."""
        taken = []
        at = self._position
        while at != BEGINNING:
            taken.append(at)
            at = self._parents[at]
        out = taken[::-1]
        at = self._position
        while (at := self._again.get(at, BEGINNING)) != BEGINNING:
            out.append(at)
        return tuple(out)

    # -- what is looked at -----------------------------------------------------------------------------------------

    def focus(self, focus: Focus, *, origin: str = "") -> Change | None:
        """Highlight something. Going through the passages of one subject is one step of Back, not many."""
        old = self._state.focus
        if focus == old:
            return None
        if focus.evidence_key != old.evidence_key:
            self._back.append(old)
            del self._back[:-FOCUS_LIMIT]
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

    def reset(self, state: State, history: History | None = None) -> Change:
        """Begin anew with another corpus, and with the journal that its project keeps."""
        history = history or History()
        self._steps = {step.number: step for step in history.steps}
        self._parents = {step.number: step.parent for step in history.steps}
        # of several branches, Redo leads to the newest until another one was walked
        self._again = {step.parent: step.number for step in history.steps}
        self._position, self._mergeable = history.position, BEGINNING
        at = self._position
        while at != BEGINNING:
            self._again[self._parents[at]] = at
            at = self._parents[at]
        self._snapshots = list(history.snapshots)
        self._outcomes.clear()
        for walk in (self._back, self._forward):
            walk.clear()
        self._note_outcome(state)
        return self._become(state, "", "Open", opened=True)

    # -- inside ----------------------------------------------------------------------------------------------------

    @property
    def _next(self) -> Step | None:
        return self._steps.get(self._again.get(self._position, BEGINNING))

    def _go(self, position: int, label: str) -> Change:
        back, again = path_between(self._parents, self._position, position)
        unloaded = tuple(number for number in (*back, *again) if self._steps[number].edits is None)
        if unloaded:
            raise NotLoadedError(unloaded)
        old = new = self._state
        for number in back:
            new = with_edits(new, self._steps[number].edits or (), backwards=True)
        for number in again:
            new = with_edits(new, self._steps[number].edits or ())
            self._again[self._parents[number]] = number
        if position in self._outcomes:  # the same objects as then, so that answers are remembered
            new = replace(self._outcomes[position], focus=old.focus)
        self._position, self._mergeable = position, BEGINNING
        self._note_outcome(new)
        return self._become(new, "", label, Move(position), edits_between(old, new))

    def _note_outcome(self, state: State) -> None:
        self._outcomes[self._position] = state
        self._outcomes.move_to_end(self._position)
        while len(self._outcomes) > _OUTCOMES:
            self._outcomes.popitem(last=False)

    def _walk(self, source: list[Focus], target: list[Focus], label: str) -> Change | None:
        if not source:
            return None
        target.append(self._state.focus)
        return self._become(replace(self._state, focus=source.pop()), "", label)

    def _become(
        self,
        new: State,
        origin: str,
        label: str,
        entry: Entry | None = None,
        edits: tuple[Edit, ...] = (),
        *,
        opened: bool = False,
    ) -> Change:
        change = Change(self._state, new, origin, label, entry, edits, opened)
        self._state = new
        for listener in tuple(self._listeners):
            listener(change)
        return change


def _merged(earlier: tuple[Edit, ...], later: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Two steps as one; what ends as it began is left out."""
    whole = {(edit.collection, edit.key): edit for edit in earlier}
    for edit in later:
        first = whole.get((edit.collection, edit.key), edit)
        whole[edit.collection, edit.key] = replace(first, after=edit.after)
    return tuple(edit for edit in whole.values() if edit.before != edit.after)
