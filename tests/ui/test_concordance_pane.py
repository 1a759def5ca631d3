"""The Concordance with thousands of lines: scrolling, stepping, orders, samples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from driver import CTRL, Driver, marked_text
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.ui.widgets.concordance_table import ConcordanceTable

WORDS = ("amber", "blue", "copper", "dark", "early", "free", "green")
ARTICLES = 25
EACH = 120
LINES = ARTICLES * EACH


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """25 articles of 9 outlets with 120 ferries each."""
    folder = tmp_path_factory.mktemp("ferries")
    with (folder / "ferries.jsonl").open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            words = [f"{WORDS[(n * 3 + number) % 7]} ferry {WORDS[(n * n + number) % 7]}" for n in range(EACH)]
            row = {
                "id": f"f{number:02}", "outlet": f"Newspaper of the {'NESWLMHTX'[number % 9]} coast",
                "date": f"2024-01-{number + 1:02}", "title": f"Ferries {number}", "text": ", ".join(words),
            }  # fmt: skip
            file.write(json.dumps(row) + "\n")
    return folder


@pytest.fixture
def reader_of_lines(module_window: Driver, qtbot: QtBot, ferries: Path) -> Driver:
    """A person who searched for ferries."""
    module_window.bot = qtbot
    module_window.failures.clear()
    module_window.window.activateWindow()
    if module_window.window.desk.overview is None:
        module_window.open(ferries)
    module_window.begin_anew()
    module_window.search("ferry")
    assert module_window.concordance_rows() == LINES
    return module_window


def table_of(person: Driver) -> ConcordanceTable:
    return person.window.concordance.table


def on_show(person: Driver) -> Span:
    passage = person.window.desk.state.focus.passage
    assert passage is not None
    return passage


def test_the_last_of_thousands_of_lines_is_reached_by_key_and_opens_its_place(reader_of_lines: Driver) -> None:
    person, table = reader_of_lines, table_of(reader_of_lines)
    assert len(person.window.desk.evidence.lines) < LINES / 10  # type: ignore[union-attr]
    table.setFocus()
    person.press(Qt.Key.Key_End)
    person.press(Qt.Key.Key_Return)
    assert table.currentIndex().row() == LINES - 1
    assert table.table_model.has(LINES - 1)
    last = on_show(person)
    assert last.document_id == f"f{ARTICLES - 1}"
    view = person.window.reader.views[0]
    assert view.article is not None
    assert view.article.text[last.end :].count("ferry") == 0
    assert marked_text(view) == "ferry"
    assert not table.table_model.has(LINES // 2), "lines that were passed by are not asked for"

    person.press(Qt.Key.Key_F3)
    assert on_show(person) == table.span_of(0), "behind the last passage comes the first one"
    assert table.selected_rows() == (0, 1)
    for _ in range(3):
        person.press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_rows() == (LINES - 3, LINES - 2)
    assert table.viewport().rect().contains(table.row_position(LINES - 3))


def test_a_key_that_is_pressed_before_the_answer_comes_still_counts(reader_of_lines: Driver) -> None:
    person, desk = reader_of_lines, reader_of_lines.window.desk
    for _ in range(EACH + 5):
        desk.step_passage(1)
    person.settle()
    assert table_of(person).selected_rows() == (EACH + 4, EACH + 5)
    assert on_show(person).document_id == "f01"


def test_the_line_on_show_stays_in_view_in_every_order(reader_of_lines: Driver) -> None:
    person, pane = reader_of_lines, reader_of_lines.window.concordance
    person.click_row(pane.table, 150, 3)
    passage = on_show(person)
    for order in ("By words on the left: 1L 2L 3L", "By date", "By outlet, then 1R 2R"):
        person.choose(pane.order, order)
        person.settle()
        row = pane.table.selected_rows()[0]
        assert pane.table.span_of(row) == passage
        assert pane.table.viewport().rect().contains(pane.table.row_position(row))
    person.choose(pane.order, "By levels of your own")
    person.settle()
    assert [level.currentText() for level in pane.levels] == ["outlet", "1R", "2R"]
    QTest.keyClick(pane.levels[0], Qt.Key.Key_Home)
    person.settle()
    assert pane.keys() == ("1R", "2R")
    QTest.keyClick(pane.table, Qt.Key.Key_Home)
    person.settle()
    first = pane.table.table_model.line(0)
    assert first is not None
    assert str(first["right"]).split()[0].strip(",") == "amber"
    person.choose(pane.order, "In order of articles")


def test_a_sample_is_drawn_said_and_drawn_again(reader_of_lines: Driver) -> None:
    person, pane = reader_of_lines, reader_of_lines.window.concordance
    person.choose(pane.lines, "50 lines at random")
    person.settle()
    seed = pane.options().seed
    assert pane.table.table_model.rowCount() == 50
    assert pane.note.text().startswith(f"50 of {LINES:,} lines at random, seed {seed}.")
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert sum(dict(evidence.by_outlet).values()) == LINES
    before = pane.table.table_model.table
    person.choose(pane.lines, "Draw other lines")
    person.settle()
    assert pane.table.table_model.table != before
    assert f"seed {seed + 1}" in pane.note.text()
    person.choose(pane.lines, "All lines")
    person.settle()
    assert pane.table.table_model.rowCount() == LINES
    assert not pane.note.isVisible()


def test_all_lines_are_copied_though_few_were_looked_at(reader_of_lines: Driver) -> None:
    person, table = reader_of_lines, table_of(reader_of_lines)
    person.window.concordance.export.copy_table()
    person.settle()
    assert QGuiApplication.clipboard().text().count("\n") == LINES
    table.setFocus()
    person.press(Qt.Key.Key_Home)
    for _ in range(2):
        person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    person.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().count("\n") == 3


def test_columns_and_words_can_be_chosen(reader_of_lines: Driver) -> None:
    person, pane = reader_of_lines, reader_of_lines.window.concordance
    person.choose(pane.view, "Article")
    assert "title" in [column.key for column in pane.table.table_model.columns]
    person.choose(pane.view, "3 words on each side")
    person.settle()
    line = pane.table.table_model.line(5)
    assert line is not None
    assert len(str(line["left"]).split()) == len(str(line["right"]).replace(",", " ").split()) == 3
    person.choose(pane.view, "10 words on each side")
    person.choose(pane.view, "Article")
    person.settle()


def test_outlets_that_have_no_room_stand_in_a_menu(reader_of_lines: Driver) -> None:
    person, counts = reader_of_lines, reader_of_lines.window.concordance._counts
    seen = [button for button, _, _ in counts._buttons if button.isVisible()]
    rest = counts.more.menu().actions()
    assert len(seen) + len(rest) == 9
    assert rest
    assert counts.more.isVisible()
    name = rest[0].text()
    person.choose(counts.more, name)
    outlet, number = name.rsplit(" ", 1)
    assert person.window.desk.state.focus == Focus(term="ferry", outlet=outlet)
    assert person.concordance_rows() == int(number)
    person.click(counts.all)
    assert person.concordance_rows() == LINES


def test_the_context_has_the_room_that_other_columns_do_not_need(reader_of_lines: Driver) -> None:
    person, pane = reader_of_lines, reader_of_lines.window.concordance
    table, model = pane.table, pane.table.table_model
    keys = [column.key for column in model.columns]
    assert pane.width() < 900
    assert keys == ["outlet", "left", "node", "right"]
    assert table.columnWidth(0) < 40  # the mark alone
    assert model.data(model.index(0, 0)) == "Newspaper of the N coast"  # for who can't see it
    assert table.columnWidth(keys.index("node")) < 100
    assert table.columnWidth(keys.index("left")) > 0.35 * table.viewport().width()
    person.choose(pane.view, "Outlet")
    assert table.columnWidth(0) >= 100
    person.choose(pane.view, "Outlet")
    pane._chosen_columns = None


def test_the_keyboard_goes_to_the_lines(reader_of_lines: Driver) -> None:
    person, pane = reader_of_lines, reader_of_lines.window.concordance
    person.window.go_to_pane(pane)
    person.settle()
    assert pane.table.hasFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert person.window.desk.state.focus.passage == pane.table.span_of(pane.table.currentIndex().row())


def test_contexts_can_be_read_beside_all_columns_there_are(reader_of_lines: Driver) -> None:
    pane = reader_of_lines.window.concordance
    table = pane.table
    for key in ("outlet", "date", "title", "story"):
        pane.show_column(key, True)
    reader_of_lines.settle()
    columns = [column.key for column in table.table_model.columns]
    assert table.horizontalScrollBar().maximum() > 0
    for side in ("left", "right"):
        assert table.columnWidth(columns.index(side)) >= 150
    pane._chosen_columns = None
    pane.refresh()
    reader_of_lines.settle()
    assert table.horizontalScrollBar().maximum() == 0


def test_lines_sorted_by_date_say_their_date(reader_of_lines: Driver) -> None:
    pane = reader_of_lines.window.concordance
    pane.sort_by(6)
    reader_of_lines.settle()
    assert "date" in [column.key for column in pane.table.table_model.columns]
    pane.sort_by(0)
    reader_of_lines.settle()
    assert "date" not in [column.key for column in pane.table.table_model.columns]
