"""The window's journal sends each step, keeps what is not saved, and never sends a step to the wrong file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fake_bridge import FakeBridge
from pytestqt.qtbot import QtBot

from workbench.domain.journal import Entry, Step
from workbench.jobs.worker import Failure
from workbench.session.store import Command, Store
from workbench.ui.journal import Journal
from workbench.workspace import tasks


class Book:
    """A journal with a bridge whose answers the test gives."""

    def __init__(self) -> None:
        self.store = Store(clock=lambda: "2026-11-22T17:00:00+00:00")
        self.bridge = FakeBridge(at_once=True)
        self.written: list[tuple[str, Entry]] = []
        self.answer: Any = None
        self.bridge.answer(tasks.record, self._record)
        self.journal = Journal(self.store, self.bridge)

    def _record(self, project: str, entries: tuple[Entry, ...]) -> Any:
        if isinstance(self.answer, Failure):
            return self.answer
        self.written += [(project, entry) for entry in entries]
        return len(entries)

    def decide(self, value: str) -> None:
        change = {("view", "a"): value}
        self.store.do(Command("Set", lambda s: replace(s, decisions=s.decisions.with_changes(change))))

    def numbers(self, project: str) -> list[int]:
        return [entry.number for name, entry in self.written if name == project and isinstance(entry, Step)]


@pytest.fixture
def book(qtbot: QtBot) -> Book:
    return Book()


FULL = Failure("The disk is full.", expected=True)


def test_steps_are_written_into_the_project_that_is_open(book: Book) -> None:
    book.decide("before any project")
    book.journal.open("a")
    book.decide("x")
    book.decide("y")
    assert book.numbers("a") == [2, 3]
    assert book.journal.waiting == 0


def test_what_could_not_be_written_is_kept_and_goes_first_at_the_next_try(book: Book) -> None:
    said: list[str] = []
    book.journal.failed.connect(lambda text, details: said.append(text))
    book.journal.open("a")
    book.answer = FULL
    book.decide("x")
    book.decide("y")
    assert said == ["The disk is full."] * 2
    assert (book.journal.waiting, book.journal.problem) == (2, "The disk is full.")
    called: list[str] = []
    assert not book.journal.when_saved(lambda: called.append("saved"))
    book.answer = None
    book.journal.try_again()
    assert book.numbers("a") == [1, 2]
    assert (book.journal.waiting, book.journal.problem) == (0, "")
    assert book.journal.when_saved(lambda: called.append("saved"))
    assert called == ["saved"]


def test_what_was_under_way_when_the_process_died_is_written_once_the_project_is_open_again(book: Book) -> None:
    said: list[str] = []
    book.journal.failed.connect(lambda text, details: said.append(text))
    book.journal.open("a")
    book.answer = Failure("The process ended.", expected=True, lost=True)
    book.decide("x")
    assert (said, book.journal.problem, book.journal.waiting) == ([], "", 1)
    called: list[str] = []
    assert book.journal.when_saved(lambda: called.append("saved"))
    assert called == []
    book.answer = None
    book.journal.try_again()
    assert book.numbers("a") == [1]
    assert called == ["saved"]


def test_steps_made_while_saving_under_another_name_belong_there(book: Book) -> None:
    book.journal.open("a")
    book.decide("x")
    book.journal.hold()
    book.decide("y")
    assert book.journal.waiting == 1
    book.journal.go_on_in("b")
    book.decide("z")
    assert (book.numbers("a"), book.numbers("b")) == ([1], [2, 3])


def test_steps_go_on_into_the_same_file_when_saving_under_another_name_failed(book: Book) -> None:
    book.journal.open("a")
    book.journal.hold()
    book.decide("y")
    book.journal.release()
    assert book.numbers("a") == [1]


def test_two_holds_end_one_after_the_other(book: Book) -> None:
    book.journal.hold()
    book.decide("x")
    book.journal.hold()
    book.journal.go_on_in("draft")
    book.decide("y")
    assert book.written == []
    book.journal.go_on_in("saved")
    assert book.numbers("saved") == [1, 2]


def test_another_project_gets_nothing_of_the_one_before(book: Book) -> None:
    book.journal.open("a")
    book.answer = FULL
    book.decide("x")
    book.answer = None
    book.journal.open("b")
    book.decide("y")
    assert (book.numbers("a"), book.numbers("b")) == ([], [2])


def test_nothing_is_sent_to_a_process_that_has_not_opened_the_project_yet(book: Book) -> None:
    book.journal.open("a")
    book.journal.pause()
    book.decide("x")
    assert (book.written, book.journal.waiting) == ([], 1)
    book.journal.try_again()
    assert book.numbers("a") == [1]


def test_when_nothing_can_be_saved_any_more_it_says_so_also_for_later_steps(book: Book) -> None:
    book.journal.open("a")
    book.journal.pause()
    book.journal.give_up("The background process ended.")
    book.decide("x")
    assert (book.journal.problem, book.journal.waiting) == ("The background process ended.", 1)
    assert not book.journal.when_saved(lambda: None)
