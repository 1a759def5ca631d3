from __future__ import annotations

from dataclasses import replace

from workbench.domain.focus import Focus
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import Change, State
from workbench.session.store import Command, Store


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


def test_a_new_command_after_undo_forgets_what_could_be_redone() -> None:
    store = Store()
    store.do(set_scope(Scope(outlets=("A",))))
    store.undo()
    store.do(set_scope(Scope(outlets=("B",))))
    assert store.redo() is None
    assert store.state.scope.outlets == ("B",)


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
