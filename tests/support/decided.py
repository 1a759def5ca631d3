"""Decisions and journals for tests, made in one line."""

from __future__ import annotations

from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions
from workbench.domain.journal import History
from workbench.domain.state import State
from workbench.session.store import Command, Store


def decided(*corrections: Correction) -> Decisions:
    """Decisions that hold these corrections."""
    return Decisions().with_changes(changes_for(corrections))


def history_to(*states: State) -> History:
    """The journal of somebody who came to these states one after another."""
    store = Store(clock=lambda: "2032-01-09T16:00:00+00:00")
    for state in states:
        store.do(Command("Decide", lambda _, wanted=state: wanted))  # type: ignore[misc]
    return store.history
