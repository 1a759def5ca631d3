"""The table whose rows are fetched as they come into view."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fake_bridge import FakeBridge
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import LIGHT
from workbench.ui.widgets.concordance_table import pieces
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.paged_table import MOST_COPIED, PAGE, PagedModel, PagedTable, Rows, Taken

COLUMNS = (Column("word", "Word", width=120), Column("place", "Place", kind="number", width=80))
ROWS = 5000
Fail = Callable[[Failure], None]


def rows_from(first: int, number: int, total: int = ROWS) -> Rows:
    places = range(first, min(first + number, total))
    return Rows(first, TableData(("word", "place"), (tuple(f"w{n}" for n in places), tuple(places))))


class Source:
    """Answers when it is told to, and notes what was asked."""

    def __init__(self, total: int = ROWS) -> None:
        self.total = total
        self.asked: list[tuple[str, int, int]] = []
        self._waiting: list[tuple[int, int, Taken, Fail]] = []

    def fetch(self, purpose: str, first: int, number: int, take: Taken, fail: Fail) -> None:
        self.asked.append((purpose, first, number))
        self._waiting.append((first, number, take, fail))

    def answer(self) -> None:
        waiting, self._waiting = self._waiting, []
        for first, number, take, _ in waiting:
            take(rows_from(first, number, self.total))

    def refuse(self) -> None:
        waiting, self._waiting = self._waiting, []
        for _, _, _, fail in waiting:
            fail(Failure("No.", expected=True))


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> Iterator[PagedTable]:
    bridge = FakeBridge()
    desk = Desk(Store(), bridge, LIGHT)
    table = PagedTable(desk, "Many rows")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    yield table
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


def let_work(table: PagedTable) -> None:
    """Let it paint, and ask for what it found missing."""
    for _ in range(4):
        QApplication.processEvents()


def show(table: PagedTable, source: Source) -> None:
    table.show_rows(source.total, COLUMNS, source.fetch)
    let_work(table)


def shown(table: PagedTable, row: int) -> str:
    return str(table.table_model.index(row, 0).data())


def test_only_rows_in_view_are_asked_for_and_dots_stand_for_them_until_they_come(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    assert table.table_model.rowCount() == ROWS
    assert source.asked == [("page", 0, PAGE)]
    assert shown(table, 0) == "…"
    source.answer()
    let_work(table)
    assert shown(table, 0) == "w0"
    assert source.asked == [("page", 0, PAGE)]


def test_who_drags_the_scroll_bar_waits_only_for_where_it_is_left(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    bar = table.verticalScrollBar()
    for part in range(1, 11):
        bar.setValue(bar.maximum() * part // 10)
        let_work(table)
    assert len(source.asked) == 1, "one question at a time"
    source.answer()
    let_work(table)
    assert source.asked[1:] == [("page", ROWS - PAGE, PAGE)]
    source.answer()
    let_work(table)
    assert shown(table, ROWS - 1) == f"w{ROWS - 1}"
    assert len(source.asked) == 2


def test_keys_lead_to_the_end_and_back_and_enter_chooses_once_the_row_is_there(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    source.answer()
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    let_work(table)
    assert table.currentIndex().row() == ROWS - 1
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen == []
    source.answer()
    assert chosen == [ROWS - 1]
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_PageDown)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert 5 < table.currentIndex().row() < 30
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen[-1] == table.currentIndex().row()


def test_answers_for_a_table_that_is_gone_change_nothing(table: PagedTable) -> None:
    old, new = Source(), Source(total=40)
    show(table, old)
    show(table, new)
    old.answer()
    let_work(table)
    assert shown(table, 0) == "…"
    new.answer()
    let_work(table)
    assert shown(table, 39) == "w39"
    assert table.table_model.rowCount() == 40


def test_a_question_that_failed_is_asked_again_when_the_table_is_looked_at(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    source.refuse()
    table.verticalScrollBar().setValue(500)
    let_work(table)
    assert len(source.asked) == 2


def test_selected_rows_are_copied_also_those_that_are_not_there(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    source.answer()
    table.setFocus()
    table.select_row(3)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Word\tPlace\nw3\t3\nw4\t4"
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert source.asked[-1] == ("copy", 0, ROWS)
    source.answer()
    assert QGuiApplication.clipboard().text().count("\n") == ROWS


def test_no_more_is_copied_than_fits(table: PagedTable) -> None:
    source = Source(total=MOST_COPIED * 3)
    said: list[str] = []
    table.desk.said.connect(said.append)
    show(table, source)
    table.copy_rows()
    assert source.asked[-1] == ("copy", 0, MOST_COPIED)
    source.answer()
    assert said == [f"Copied {MOST_COPIED:,} rows of {MOST_COPIED * 3:,}. Export saves all of them."]
    table.select_row(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_rows() == (MOST_COPIED * 3 - 1, MOST_COPIED * 3), "a selection of all takes seconds"
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.selected_rows() == (0, 0)
    assert said[-1].startswith(f"Copy takes the first {MOST_COPIED:,} of")


def test_a_row_shown_from_elsewhere_is_brought_into_view_and_not_chosen(table: PagedTable) -> None:
    source = Source()
    show(table, source)
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.select_row(4000)
    source.answer()
    let_work(table)
    source.answer()
    let_work(table)
    assert table.viewport().rect().contains(table.row_position(4000))
    assert table.selected_rows() == (4000, 4001)
    assert not chosen


def test_the_model_keeps_the_rules_of_models_and_the_latest_pages_only() -> None:
    model = PagedModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(100 * PAGE, COLUMNS)
    for page in range(80):
        model.put(rows_from(page * PAGE, PAGE, 100 * PAGE))
    assert model.has(79 * PAGE)
    assert not model.has(0)
    assert model.line(79 * PAGE + 1) == {"word": f"w{79 * PAGE + 1}", "place": 79 * PAGE + 1}
    assert model.line(0) is None
    assert model.row_of(place=75 * PAGE) == 75 * PAGE
    assert model.row_of(place=0) is None


def test_words_keep_their_colour_where_the_text_is_shown_otherwise() -> None:
    text = " the\u202e  war \x07in Gaza "
    words, places = pieces(text, [(text.index("war"), text.index("war") + 3, 0), (1, 4, 1)])
    assert [words[start:end] for start, end, _ in places] == ["the", "war"]
    assert [level for _, _, level in places] == [1, 0]
    assert words == words.strip()
