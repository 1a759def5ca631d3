"""Events on timelines: as a person writes them, as decisions, undone and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.event_markers import EVENT, EventMarker, changes_for_event, event_from, event_words, events_in
from workbench.domain.state import State
from workbench.session.store import Command, Store

ELECTION = event_from("2024-07-04", "", "Election")
SUMMIT = event_from("2024-07-09", "2024-07-11", "  NATO   summit ")


def test_an_event_is_a_day_or_several() -> None:
    assert EventMarker("2024-07-04", "2024-07-04", "Election") == ELECTION
    assert (SUMMIT.label, SUMMIT.days, ELECTION.days) == ("NATO summit", "9–11 July 2024", "4 July 2024")


@pytest.mark.parametrize(
    ("first", "last", "label", "words"),
    [
        ("", "", "Election", "needs a day"),
        ("4 July", "", "Election", "is no day"),
        ("2024-07-04", "2024-07-03", "Election", "before the first"),
        ("2024-07-04", "", "  ", "needs a label"),
    ],
)
def test_what_is_no_event_is_refused_in_words(first: str, last: str, label: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        event_from(first, last, label)


def test_events_are_decisions_in_the_order_of_time_that_can_be_undone() -> None:
    store = Store(State())

    def decide(changes: dict[tuple[str, str], object]) -> None:
        store.do(Command("event", lambda state: State(state.scope, state.decisions.with_changes(changes), state.focus)))

    decide(changes_for_event(SUMMIT))
    decide(changes_for_event(ELECTION))
    assert events_in(store.state.decisions) == (ELECTION, SUMMIT)
    moved = event_from("2024-07-05", "", "Election night")
    decide(changes_for_event(moved, instead_of=ELECTION))
    assert events_in(store.state.decisions) == (moved, SUMMIT)
    store.undo()
    assert events_in(store.state.decisions) == (ELECTION, SUMMIT)
    decide(changes_for_event(None, instead_of=SUMMIT))
    assert events_in(store.state.decisions) == (ELECTION,)


@given(st.dates(), st.integers(0, 400), st.text(min_size=1, max_size=90).filter(lambda text: text.split()))
def test_an_event_comes_back_from_its_decision(day: object, length: int, label: str) -> None:
    from datetime import date, timedelta

    assert isinstance(day, date)
    last = min(date.max.toordinal(), day.toordinal() + length)
    event = event_from(day.isoformat(), (date.min + timedelta(days=last - 1)).isoformat(), label)
    assert events_in(Decisions().with_changes(changes_for_event(event))) == (event,)


def test_what_cant_be_read_as_an_event_is_left_out() -> None:
    strange = {(EVENT, "2024-07-04/X"): 3, (EVENT, "X"): {"until": ""}, (EVENT, "soon/X"): {"until": ""}}
    assert events_in(Decisions().with_changes({**strange, **changes_for_event(ELECTION)})) == (ELECTION,)
    assert (event_words("soon/X", {"until": ""}), event_words("2024-07-04/X", {"until": ""})) == ("", "4 July 2024")
