from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.journal import Edit, Entry, History, Snapshot, Step
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import Change, State
from workbench.session.store import Command, NotLoadedError, Store


def set_scope(scope: Scope, merge_key: str = "") -> Command:
    return Command("Set scope", lambda state: replace(state, scope=scope), merge_key)


def test_each_command_reaches_each_listener_as_one_change() -> None:
    store = Store()
    seen: list[Change] = []
    store.subscribe(seen.append)
    store.do(set_scope(Scope(outlets=("A",))), origin="scope bar")
    assert len(seen) == 1
    assert seen[0].fields == {"scope"}
    assert seen[0].origin == "scope bar"


def test_a_command_that_changes_nothing_is_not_a_step() -> None:
    store = Store()
    assert store.do(set_scope(Scope())) is None
    assert store.undo_label == ""


def test_undo_and_redo_restore_the_scope_and_leave_the_focus_alone() -> None:
    store = Store()
    store.do(set_scope(Scope(voice=Voice.QUOTED)))
    store.focus(Focus(term="harbour"))
    store.undo()
    assert store.state.scope == Scope()
    assert store.state.focus == Focus(term="harbour")
    store.redo()
    assert store.state.scope == Scope(voice=Voice.QUOTED)
    assert store.redo() is None


def test_a_new_command_after_undo_sets_aside_what_could_be_redone() -> None:
    store = Store()
    store.do(set_scope(Scope(outlets=("A",))))
    store.undo()
    store.do(set_scope(Scope(outlets=("B",))))
    assert store.redo() is None
    assert store.state.scope.outlets == ("B",)
    assert [step.number for step in store.history.steps] == [1, 2]
    assert store.line == (2,)
    store.jump(1)
    assert store.state.scope.outlets == ("A",)
    assert store.line == (1,)


def test_commands_with_one_merge_key_are_one_step() -> None:
    store = Store()
    for name in ("A", "AB", "ABC"):
        store.do(set_scope(Scope(outlets=(name,)), merge_key="typing"))
    store.undo()
    assert store.state.scope == Scope()


def test_back_and_forward_walk_through_what_was_highlighted() -> None:
    store = Store()
    store.focus(Focus(term="strike"))
    store.focus(Focus(term="strike", passage=Span("a", 0, 6)))
    store.focus(Focus(entity="nsc"))
    store.back()
    assert store.state.focus.term == "strike"
    store.back()
    assert store.state.focus.is_empty
    store.forward()
    store.forward()
    assert store.state.focus == Focus(entity="nsc")
    assert not store.can_go_forward


def test_unsubscribed_listeners_hear_nothing() -> None:
    store = Store()
    seen: list[Change] = []
    store.subscribe(seen.append)()
    store.focus(Focus(term="x"))
    assert seen == []


def test_opening_something_else_empties_both_histories() -> None:
    store = Store()
    store.do(set_scope(Scope(outlets=("A",))))
    store.focus(Focus(term="x"))
    store.reset(State())
    assert store.undo() is None
    assert store.back() is None


def decide(key: str, value: str | None, merge_key: str = "") -> Command:
    return Command(
        f"Set {key}",
        lambda state: replace(state, decisions=state.decisions.with_changes({("view", key): value})),
        merge_key,
    )


def test_steps_with_one_merge_key_keep_the_value_before_the_first() -> None:
    store = Store()
    entries: list[Entry | None] = []
    store.subscribe(lambda change: entries.append(change.entry))
    store.do(decide("a", "x"))
    for value in ("p", "pq", "pqr"):
        store.do(decide("a", value, "typing"))
    last = entries[-1]
    assert isinstance(last, Step)
    assert (last.number, last.parent, last.edits) == (2, 1, (Edit("view", "a", "x", "pqr"),))
    assert [entry.number for entry in entries if isinstance(entry, Step)] == [1, 2, 2, 2]
    store.undo()
    assert store.state.decisions.get("view", "a") == "x"
    # after going to and fro, typing begins a new step
    store.redo()
    store.do(decide("a", "pqrs", "typing"))
    assert store.position == 3


def test_a_name_ends_a_step_that_could_be_merged_and_stays_with_its_point() -> None:
    store = Store(clock=lambda: "2026-11-22T17:00:00+00:00")
    store.do(decide("a", "x", "typing"))
    snapshot = store.mark("First draft")
    store.do(decide("a", "xy", "typing"))
    assert snapshot == Snapshot(1, "First draft", "2026-11-22T17:00:00+00:00", 1)
    assert store.position == 2
    assert store.history.snapshots == (snapshot,)
    store.jump(snapshot.step)
    assert store.state.decisions.get("view", "a") == "x"


def test_a_step_whose_edits_are_in_the_file_is_asked_for() -> None:
    steps = (
        Step(1, 0, "Old", "2026-01-01T00:00:00+00:00", None, count=1),
        Step(2, 1, "New", "2026-01-02T00:00:00+00:00", (Edit("view", "b", None, "y"),), count=1),
    )
    state = State(decisions=Decisions({("view", "a"): "x", ("view", "b"): "y"}))
    store = Store()
    store.reset(state, History(steps, position=2))
    store.undo()
    with pytest.raises(NotLoadedError) as missing:
        store.undo()
    assert missing.value.steps == (1,)
    assert store.position == 1
    store.load({1: (Edit("view", "a", None, "x"),)})
    store.undo()
    assert len(store.state.decisions) == 0
    store.jump(2)
    assert store.state.decisions == state.decisions


GESTURES = st.one_of(
    st.tuples(
        st.just("do"), st.sampled_from("abc"), st.none() | st.sampled_from("xyz"), st.sampled_from(["", "typing"])
    ),
    st.tuples(st.sampled_from(["undo", "redo"])),
    st.tuples(st.just("jump"), st.integers(0, 30)),
    st.tuples(st.just("mark"), st.text(max_size=3)),
)


@given(st.lists(GESTURES, max_size=30))
def test_any_walk_through_the_history_leads_to_the_state_that_was_there(gestures: list[tuple[Any, ...]]) -> None:
    store = Store()
    entries: list[Entry] = []
    store.subscribe(lambda change: entries.append(change.entry) if change.entry is not None else None)
    outcomes = {0: dict[Any, Any]()}
    for verb, *rest in gestures:
        if verb == "do":
            key, value, merge_key = rest
            store.do(decide(key, value, merge_key))
        elif verb == "jump":
            store.jump(rest[0] % (len(store.history.steps) + 1))
        elif verb == "mark":
            store.mark(*rest)
        else:
            getattr(store, verb)()
        now = dict(store.state.decisions.items())
        if verb == "do":
            outcomes[store.position] = now
        assert now == outcomes[store.position]
    # what the journal was told makes the same history in another store
    again = Store()
    again.reset(store.state, store.history)
    for position, outcome in outcomes.items():
        again.jump(position)
        assert dict(again.state.decisions.items()) == outcome
    told = {entry.number: entry for entry in entries if isinstance(entry, Step)}
    assert tuple(told.values()) == store.history.steps
