from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_bridge import FakeBridge
from interface_walk import problems_of
from made_up import article_row, corpus_event, overview_of
from naughty_strings import OWN
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.corrections import Correction
from workbench.domain.focus import Focus
from workbench.domain.journal import Edit, Step
from workbench.domain.journal import History as Journal
from workbench.domain.scope import Voice
from workbench.domain.state import State
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.ui.edit_words import edit_words
from workbench.ui.moments import moment_words, size_words
from workbench.ui.panes.history import History
from workbench.ui.theme import DARK, LIGHT
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.step_list import BEGINNING_WORDS, Standing
from workbench.workspace import tasks

pytestmark = [pytest.mark.window, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

LEFT = Qt.MouseButton.LeftButton
ROWS = tuple(article_row(f"report-{n}", f"Report {n}") for n in range(1, 30))


@dataclass
class Bench:
    desk: Desk
    bridge: FakeBridge
    pane: History
    qtbot: QtBot

    @property
    def store(self) -> Store:
        return self.desk.store

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.bridge.idle and not self.pane.stale, timeout=2000)

    def shown(self) -> list[tuple[str, Standing]]:
        model = self.pane.list.step_model
        return [(model.row(n).label, model.row(n).standing) for n in range(model.rowCount())]

    def labels(self) -> list[str]:
        return [label for label, _ in self.shown()]

    def point(self, label: str) -> QPoint:
        index = self.pane.list.step_model.index(self.labels().index(label), 0)
        self.pane.list.scrollTo(index)
        return self.pane.list.visualRect(index).center()

    def click(self, label: str) -> None:
        QTest.mouseClick(self.pane.list.viewport(), LEFT, pos=self.point(label))
        self.settle()

    def double_click(self, label: str) -> None:
        self.click(label)
        QTest.mouseDClick(self.pane.list.viewport(), LEFT, pos=self.point(label))
        self.settle()

    def details(self) -> list[str]:
        model = self.pane.edits.edit_model
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]

    def decide_some(self) -> None:
        """Four steps, of which two are set aside by a fifth, and one more that is taken back."""
        self.desk.correct((Correction("report-21", "outlet", "Bloomberg"),), "Set outlet of 1 article")
        self.store.mark("First look")
        self.desk.narrow(lambda scope: replace(scope, boilerplate=True), "Count boilerplate")
        self.desk.correct((Correction("report-21", "outlet", "The Guardian"),), "Set outlet again")
        self.desk.undo()
        self.desk.undo()
        self.desk.narrow(lambda scope: replace(scope, voice=Voice.OUTLET), "Count the outlet’s own voice")
        self.desk.narrow(lambda scope: replace(scope, date_from="2024-07-03"), "Count from 3 Jul 2024")
        self.desk.undo()
        self.settle()


@pytest.fixture
def make_bench(qtbot: QtBot) -> Iterator[Callable[[Store], Bench]]:
    desks: list[Desk] = []

    def make(store: Store) -> Bench:
        bridge = FakeBridge()
        desk = Desk(store, bridge, LIGHT)
        desks.append(desk)
        overview = overview_of(ROWS)
        bridge.answer(tasks.overview, overview)
        pane = History(desk)
        qtbot.addWidget(pane)
        pane.resize(520, 480)
        pane.show()
        desk.on_corpus(corpus_event(overview))
        bench = Bench(desk, bridge, pane, qtbot)
        bench.settle()
        return bench

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def bench(make_bench: Callable[[Store], Bench]) -> Bench:
    return make_bench(Store())


def test_nothing_decided_is_said_in_words(bench: Bench) -> None:
    panel = bench.pane.findChild(MessagePanel)
    assert panel is not None
    assert panel.isVisible()
    assert panel.heading == "Nothing decided yet"
    assert not bench.pane.undo.isEnabled()


def test_the_newest_step_is_on_top_with_names_and_branches_in_their_place(bench: Bench) -> None:
    bench.decide_some()
    assert bench.shown() == [
        ("Count from 3 Jul 2024", Standing.AGAIN),
        ("Count the outlet’s own voice", Standing.HERE),
        ("Set outlet again", Standing.ASIDE),
        ("Count boilerplate", Standing.ASIDE),
        ("First look", Standing.DONE),
        ("Set outlet of 1 article", Standing.DONE),
        (BEGINNING_WORDS, Standing.DONE),
    ]
    assert bench.labels()[bench.pane.list.currentIndex().row()] == "Count the outlet’s own voice"


def test_what_was_set_aside_can_be_hidden_and_is_counted(bench: Bench) -> None:
    bench.decide_some()
    assert bench.pane.with_aside.text() == "Show what was set aside (2)"
    QTest.mouseClick(bench.pane.with_aside, LEFT, pos=QPoint(8, bench.pane.with_aside.height() // 2))
    bench.settle()
    assert Standing.ASIDE not in [standing for _, standing in bench.shown()]
    assert bench.pane.with_aside.text() == "Show what was set aside (2)"


def test_a_name_on_a_branch_that_was_set_aside_stays_in_sight(bench: Bench) -> None:
    bench.desk.narrow(lambda scope: replace(scope, boilerplate=True), "Count boilerplate")
    bench.store.mark("With boilerplate")
    bench.desk.undo()
    bench.desk.narrow(lambda scope: replace(scope, voice=Voice.OUTLET), "Another way")
    bench.settle()
    bench.pane.with_aside.click()
    bench.settle()
    assert ("With boilerplate", Standing.ASIDE) in bench.shown()
    bench.double_click("With boilerplate")
    assert bench.store.state.scope.boilerplate


def test_double_click_goes_back_and_enter_goes_forward_again(bench: Bench) -> None:
    bench.decide_some()
    bench.double_click(BEGINNING_WORDS)
    assert bench.store.position == 0
    assert bench.store.state.scope.voice is Voice.ALL
    assert bench.shown()[-1] == (BEGINNING_WORDS, Standing.HERE)
    bench.pane.list.setFocus()
    QTest.keyClick(bench.pane.list, Qt.Key.Key_Home)
    QTest.keyClick(bench.pane.list, Qt.Key.Key_Return)
    bench.settle()
    assert bench.store.position == 5
    assert bench.store.state.scope.date_from == "2024-07-03"


def test_a_step_that_was_set_aside_can_be_gone_to_and_nothing_is_lost(bench: Bench) -> None:
    bench.decide_some()
    before = set(bench.labels())
    bench.double_click("Set outlet again")
    assert bench.store.state.decisions.get("metadata", "outlet/report-21") == "The Guardian"
    assert bench.store.state.scope.boilerplate
    assert set(bench.labels()) == before
    assert ("Count the outlet’s own voice", Standing.ASIDE) in bench.shown()


def test_rows_stay_where_they_are_when_somebody_goes_to_and_fro(bench: Bench) -> None:
    bench.decide_some()
    before = bench.labels()
    for number in (0, 3, 1, 5):
        bench.desk.jump(number)
        bench.settle()
        assert bench.labels() == before


def test_the_button_names_the_direction(bench: Bench) -> None:
    bench.decide_some()
    words = []
    for label in (
        "Count from 3 Jul 2024",
        "Count the outlet’s own voice",
        "Set outlet again",
        "Set outlet of 1 article",
    ):
        bench.click(label)
        words.append((bench.pane.go.text(), bench.pane.go.isEnabled()))
    assert words == [
        ("Go forward to here", True),
        ("You are here", False),
        ("Go to here", True),
        ("Go back to here", True),
    ]
    QTest.mouseClick(bench.pane.go, LEFT)
    bench.settle()
    assert bench.store.position == 1


def test_a_step_tells_what_it_changed_and_the_article_is_one_click_away(bench: Bench) -> None:
    bench.decide_some()
    bench.click("Set outlet again")
    assert bench.details() == ["Outlet of ‘report-21’: Bloomberg → The Guardian"]
    view = bench.pane.edits
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.edit_model.index(0, 1)).center())
    assert bench.desk.state.focus == Focus(article="report-21")


def test_enter_on_a_change_shows_its_article_too(bench: Bench) -> None:
    bench.decide_some()
    bench.click("Set outlet of 1 article")
    bench.pane.edits.setFocus()
    QTest.keyClick(bench.pane.edits, Qt.Key.Key_Down)
    bench.pane.edits.setCurrentIndex(bench.pane.edits.edit_model.index(0, 0))
    QTest.keyClick(bench.pane.edits, Qt.Key.Key_Return)
    assert bench.desk.state.focus == Focus(article="report-21")


def test_an_article_that_is_not_open_is_not_highlighted(bench: Bench) -> None:
    bench.desk.correct((Correction("gone", "outlet", "Bloomberg"),), "Set outlet")
    bench.settle()
    said: list[str] = []
    bench.desk.said.connect(said.append)
    bench.pane.show_article("gone")
    assert bench.desk.state.focus == Focus()
    assert said == ["The article ‘gone’ is not among those that are open."]


def test_edits_that_are_not_loaded_are_asked_for_when_a_step_is_looked_at(make_bench: Callable[[Store], Bench]) -> None:
    bench = make_bench(Store())
    edit = Edit("metadata", "outlet/report-3", None, "Bloomberg")
    steps = (Step(1, 0, "Long ago", "2020-05-01T12:00:00+00:00", None, count=1), Step(2, 1, "Lately", "", (), count=0))
    bench.store.reset(State(), Journal(steps, position=2))
    bench.bridge.answer(tasks.step_edits, lambda numbers: dict.fromkeys(numbers, (edit,)))
    bench.settle()
    bench.click("Long ago")
    assert bench.bridge.asked_for(tasks.step_edits) == [((1,),)]
    assert bench.details() == ["Outlet of ‘report-3’: as read → Bloomberg"]
    bench.click("Lately")
    bench.click("Long ago")
    assert len(bench.bridge.asked_for(tasks.step_edits)) == 1, "what was loaded is not asked for again"


def test_edits_that_can_t_be_read_are_spoken_of_in_the_pane(make_bench: Callable[[Store], Bench]) -> None:
    bench = make_bench(Store())
    bench.store.reset(State(), Journal((Step(1, 0, "Long ago", "", None, count=1),), position=1))
    bench.bridge.answer(tasks.step_edits, Failure("The project was closed.", True))
    bench.settle()
    assert bench.pane._words.isVisible()
    assert "The project was closed." in bench.pane._words.text()


def test_undo_and_redo_stand_in_the_header(bench: Bench) -> None:
    bench.decide_some()
    QTest.mouseClick(bench.pane.undo, LEFT)
    bench.settle()
    assert bench.store.position == 1
    QTest.mouseClick(bench.pane.redo, LEFT)
    bench.settle()
    assert bench.store.position == 4
    assert bench.pane.redo.accessibleName() == "Redo: Count from 3 Jul 2024"


def test_the_menu_names_the_present_point(bench: Bench) -> None:
    bench.decide_some()
    view = bench.pane.list
    place = bench.point("Count the outlet’s own voice")
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    )
    menu = bench.pane.menu
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["You are here"].isEnabled()
    actions["Name this point…"].trigger()
    menu.close()
    dialog = bench.pane.findChild(SaveSnapshotDialog)
    assert dialog is not None
    dialog.name.setText("Here")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    bench.settle()
    assert [(s.name, s.step) for s in bench.store.history.snapshots] == [("First look", 1), ("Here", 4)]
    assert "Here" in bench.labels()


def test_in_a_narrow_pane_the_words_keep_their_room(bench: Bench) -> None:
    bench.decide_some()
    view = bench.pane.list
    hidden = []
    for width in (520, 250, 520):
        bench.pane.resize(width, 480)
        QApplication.processEvents()
        hidden.append([view.isColumnHidden(part) for part in range(3)])
    assert hidden == [[False] * 3, [False, False, True], [False] * 3]
    assert view.columnWidth(2) > 60


def test_text_in_the_journal_is_text(bench: Bench) -> None:
    for number, text in enumerate(OWN[:40]):
        bench.desk.decide({("metadata", f"outlet/{text}"): text}, text)
        if number % 10 == 0:
            bench.store.mark(text)
    bench.settle()
    bench.desk.set_theme(DARK)
    bench.settle()
    for row in range(0, bench.pane.list.step_model.rowCount(), 3):
        bench.pane.list.go_to_row(row)
        assert problems_of(bench.pane) == []
    assert bench.pane.minimumSizeHint().width() < 600


def test_a_hundred_thousand_steps_are_listed_at_once(make_bench: Callable[[Store], Bench]) -> None:
    bench = make_bench(Store())
    steps = tuple(
        Step(n, n - 1 if n % 50 else max(n - 7, 0), f"Step {n}", "2024-05-01T12:00:00+00:00", None, count=3)
        for n in range(1, 100_001)
    )
    bench.bridge.answer(tasks.step_edits, {})
    bench.store.reset(State(), Journal(steps, position=60_001))
    taken = []
    for _ in range(3):
        bench.pane.stale = False
        began = time.perf_counter()
        bench.pane.refresh()
        taken.append(time.perf_counter() - began)
    assert bench.pane.list.step_model.rowCount() == 100_001
    assert bench.labels()[bench.pane.list.currentIndex().row()] == "Step 60001"
    assert min(taken) < 0.4


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("scope", "voice", None, "outlet"), "Words counted: all text → the outlets’ own voice"),
        (Edit("scope", "boilerplate", None, True), "Boilerplate: left out → counted"),
        (Edit("scope", "outlets", None, ["A", "B"]), "Outlets counted: all → A, B"),
        (Edit("scope", "documents", ["x"] * 1200, None), "Articles counted: 1,200 articles → all"),
        (Edit("scope", "date_from", None, "2024-07-03"), "Counted from: the beginning → 2024-07-03"),
        (Edit("import", "2", None, {"articles": 12}), "Articles added as import 2: taken in (12 articles)"),
        (Edit("import", "2", {"articles": 1}, None), "Articles added as import 2: left out (1 article)"),
        (Edit("metadata", "story_id/a/b", "", None), "Story of ‘a/b’: nothing → as read"),
        (Edit("view", "columns", None, 3), "View ‘columns’: not decided → 3"),
        (Edit("scope", "unheard of", None, [1]), "Scope ‘unheard of’: not decided → [1]"),
    ],
)
def test_edits_are_said_in_words(edit: Edit, words: str) -> None:
    assert edit_words(edit) == words


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit("metadata", "story_id/a", None, "story-f_1"), "Story of ‘a’: as read → Ferry sinks"),
        (Edit("metadata", "story_id/a", "story-gone", "Summit"), "Story of ‘a’: a found story → Summit"),
        (
            Edit("scope", "stories", None, ["story-f_1", "story-gone"]),
            "Stories counted: all → Ferry sinks, a found story",
        ),
        (Edit("story", "story-f_1", None, "Farewell"), "Name of a found story: its found name → Farewell"),
        (Edit("story", "Summit", "Farewell", None), "Name of the story ‘Summit’: Farewell → its found name"),
    ],
)
def test_found_stories_are_named_by_their_titles_and_never_by_their_ids(edit: Edit, words: str) -> None:
    assert edit_words(edit, {"story-f_1": "Ferry sinks"}) == words


def test_moments_are_named_by_their_day() -> None:
    now = datetime(2024, 11, 22, 16, 58, tzinfo=UTC).astimezone()

    def words(back: timedelta) -> str:
        return moment_words((now - back).isoformat(), now)

    clock = f"{now:%H:%M}"
    assert words(timedelta()) == f"today {clock}"
    assert words(timedelta(days=1)) == f"yesterday {clock}"
    assert words(timedelta(days=-3)).startswith("25 Nov"), "a clock that was wrong"
    assert words(timedelta(days=900)).endswith("2022")
    assert moment_words("long ago") == "long ago"
    assert [size_words(n) for n in (0, 999, 1000, 12_345_678, 5 * 10**12)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "12.3 MB",
        "5,000 GB",
    ]
