"""The state of a session, what changes when it changes, and how it is written down as decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Final

from workbench.domain.article import Article
from workbench.domain.corrections import METADATA, corrected
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.focus import Focus
from workbench.domain.journal import Edit, Entry
from workbench.domain.scope import Scope

SCOPE: Final = "scope"
"""The collection of the scope: a key for each of its fields that is not as it is at first."""

_AT_FIRST: Final = Scope().to_json()


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the panes show follows from this and the corpus."""

    scope: Scope = field(default_factory=Scope)
    decisions: Decisions = field(default_factory=Decisions)
    """What people decided, the scope left out."""
    focus: Focus = field(default_factory=Focus)

    def corrected(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """The articles with this state's corrections applied."""
        return corrected(articles, self.decisions)


def state_of(decisions: Decisions) -> tuple[State, str]:
    """The state that a project's decisions make, and what of them this version could not use, in words."""
    noted = dict(decisions.collection(SCOPE))
    rest = decisions.with_changes(dict.fromkeys(((SCOPE, name) for name in noted), None)) if noted else decisions
    try:
        return State(scope=Scope.from_json(noted), decisions=rest), ""
    except (ValueError, TypeError) as error:
        return State(decisions=rest), f"What was counted could not be read ({error}), so everything is counted."


def edits_between(old: State, new: State) -> tuple[Edit, ...]:
    """What differs in scope and decisions, as a journal writes it down."""
    out = []
    if old.scope != new.scope:
        before, after = old.scope.to_json(), new.scope.to_json()
        for name, first in _AT_FIRST.items():
            if before[name] != after[name]:
                was = before[name] if before[name] != first else None
                is_now = after[name] if after[name] != first else None
                out.append(Edit(SCOPE, name, was, is_now))
    for (collection, key), (was, is_now) in new.decisions.differences(old.decisions).items():
        out.append(Edit(collection, key, was, is_now))
    return tuple(out)


def with_edits(state: State, edits: Iterable[Edit], *, backwards: bool = False) -> State:
    """The state after edits, or before them. The focus stays."""
    scope, changes = state.scope.to_json(), dict[Key, Json | None]()
    for edit in edits:
        value = edit.before if backwards else edit.after
        if edit.collection != SCOPE:
            changes[edit.collection, edit.key] = value
        elif edit.key in _AT_FIRST:
            scope[edit.key] = _AT_FIRST[edit.key] if value is None else value
    try:
        new_scope = Scope.from_json(scope)
    except (ValueError, TypeError):  # a journal that was altered by hand
        new_scope = state.scope
    decisions = state.decisions.with_changes(changes) if changes else state.decisions
    return State(new_scope if new_scope != state.scope else state.scope, decisions, state.focus)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state: what differs, who began it, and what to call it."""

    old: State
    new: State
    origin: str = ""
    """The pane that began it, so that it need not react to its own gesture."""
    label: str = ""
    entry: Entry | None = None
    """What the journal has to note; ``None`` when only the focus changed or another corpus was opened."""
    edits: tuple[Edit, ...] = ()
    """How scope and decisions differ."""
    opened: bool = False
    """Whether something else was opened, so that everything differs."""

    @property
    def fields(self) -> frozenset[str]:
        """The names of the state's fields that differ."""
        return frozenset(f.name for f in fields(State) if getattr(self.old, f.name) != getattr(self.new, f.name))

    @property
    def touched(self) -> frozenset[str]:
        """The collections that differ; a metadata field is named by itself, e.g. ``metadata/outlet``."""
        return frozenset(
            f"{METADATA}/{edit.key.partition('/')[0]}" if edit.collection == METADATA else edit.collection
            for edit in self.edits
        )
