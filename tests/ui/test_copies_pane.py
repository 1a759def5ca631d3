"""The Copies pane: what is listed, what is counted, what a person decides, and two articles side by side."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from copied_corpus import ARTICLES, END, LIGHTHOUSE, LIGHTHOUSE_ONCE, write_copied_corpus
from driver import CTRL, Driver, MakeWindow, button_called, driver_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from workbench import app
from workbench.domain.removal import changes_for_removal
from workbench.domain.scope import Copies
from workbench.ui.widgets.copy_comparison import ComparedText, CopyComparisonView
from workbench.ui.widgets.data_table import DataTable
from workbench.workspace.copy_messages import Standing

AGENCY, TRIBUNE, SHORT, MAGAZINE = "agency-report", "tribune-copy", "post-short", "magazine-long"


@pytest.fixture(scope="module")
def copies_window(make_window: MakeWindow, session_bot: QtBot, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """A window with the five articles."""
    folder = write_copied_corpus(tmp_path_factory.mktemp("copied") / "copied")
    return driver_of(session_bot, make_window(app.Launch(sources=(str(folder),), workers=0)))


@pytest.fixture
def reader_of_copies(copies_window: Driver, qtbot: QtBot) -> Iterator[Driver]:
    """A person at that window with the pane in front; nothing may fail behind their back."""
    driver = copies_window
    driver.bot = qtbot
    # back to the beginning of the history, as the draft that keeps it must not be left behind
    driver.window.desk.jump(0)
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    pane = driver.window.copies
    pane.kind.setCurrentIndex(0)
    pane._forget_pair()
    driver.press(Qt.Key.Key_8, CTRL)
    driver.settle()
    driver.failures.clear()
    yield driver
    assert not driver.failures


def undo(driver: Driver) -> None:
    """Ctrl+Z with the keyboard in the list of articles."""
    driver.window.activateWindow()  # offscreen, a menu that closes does not give the keyboard back
    driver.until(driver.window.isActiveWindow)
    driver.window.articles.list.setFocus()
    driver.press(Qt.Key.Key_Z, CTRL)


def pairs(driver: Driver) -> list[tuple[str, str, str]]:
    """Kind and both articles of each row, as listed."""
    table = driver.window.copies.table
    if not table.isVisible():
        return []
    data = table.table_model.table
    order = [table.table_model.source_row(n) for n in range(table.table_model.rowCount())]
    columns = [data.texts(name) for name in ("kind", "document_id", "document_id_2")]
    return [(columns[0][n], columns[1][n], columns[2][n]) for n in order]


def row_of(driver: Driver, *documents: str) -> int:
    data = driver.window.copies.table.table_model.table
    both = zip(data.texts("document_id"), data.texts("document_id_2"), strict=True)
    return next(n for n, pair in enumerate(both) if set(pair) == set(documents))


def choose(driver: Driver, *documents: str) -> CopyComparisonView:
    """Click the row of a pair."""
    driver.click_row(driver.window.copies.table, row_of(driver, *documents), 2)
    assert driver.window.copies.comparison.isVisible()
    return driver.window.copies.comparison


def side(view: CopyComparisonView, document: str) -> ComparedText:
    return next(s for s in (view.left, view.right) if s.side is not None and s.side.document_id == document)


def standings(view: CopyComparisonView) -> dict[str, Standing]:
    return {s.side.document_id: s.side.standing for s in (view.left, view.right) if s.side is not None}


def lighthouses(driver: Driver) -> int:
    """What the Terms pane counts for ``lighthouse``."""
    table: DataTable = driver.window.terms.table
    driver.window.show_pane("terms")
    driver.settle()
    data = table.table_model.table
    counts = dict(zip(data.texts("term"), data.column("count"), strict=True))
    return int(counts.get("lighthouse", 0) or 0)


def count(driver: Driver, number: int) -> None:
    driver.window.show_pane("copies")
    driver.settle()
    driver.click(driver.window.copies.counting.button(number))


def type_share(driver: Driver, box: QSpinBox, percent: int) -> None:
    driver.click(box)
    box.selectAll()
    QTest.keyClicks(box, str(percent))
    QTest.keyClick(box, Qt.Key.Key_Return)
    driver.settle()


def marked(text: ComparedText) -> str:
    selections = text.text.extraSelections()
    return selections[0].cursor.selectedText() if selections else ""


def test_pairs_are_listed_duplicates_first_and_the_counted_article_on_the_left(reader_of_copies: Driver) -> None:
    assert pairs(reader_of_copies) == [
        ("Duplicate", AGENCY, SHORT),
        ("Duplicate", AGENCY, TRIBUNE),
        ("Shared copy", AGENCY, MAGAZINE),
    ]
    data = reader_of_copies.window.copies.table.table_model.table
    assert set(data.texts("agency")) == {"Reuters"}
    assert set(data.texts("first")) == {"Reuters"}
    assert data.row(0)["share_2"] == 100
    assert data.row(2)["words"] == len(END.split())
    assert "2 articles and parts of 1 other would be left out" in reader_of_copies.window.copies.note.text()


def test_the_list_can_be_filtered_and_sorted(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    pane.kind.setFocus()
    reader_of_copies.press(Qt.Key.Key_Down)
    assert [kind for kind, *_ in pairs(reader_of_copies)] == ["Duplicate", "Duplicate"]
    reader_of_copies.press(Qt.Key.Key_Down)
    assert pairs(reader_of_copies) == [("Shared copy", AGENCY, MAGAZINE)]
    reader_of_copies.press(Qt.Key.Key_Home)
    column = [c.key for c in pane.table.table_model.columns].index("share_2")
    pane.table._on_header(column)
    pane.table._on_header(column)
    assert [other for _, _, other in pairs(reader_of_copies)] == [MAGAZINE, TRIBUNE, SHORT]
    pane.table._on_header(column)


def test_counting_once_changes_the_terms_and_undo_brings_them_back(reader_of_copies: Driver) -> None:
    assert lighthouses(reader_of_copies) == LIGHTHOUSE
    count(reader_of_copies, 1)
    assert reader_of_copies.window.desk.state.scope.copies is Copies.ONCE
    assert "are left out" in reader_of_copies.window.copies.note.text()
    assert lighthouses(reader_of_copies) == LIGHTHOUSE_ONCE
    undo(reader_of_copies)
    assert lighthouses(reader_of_copies) == LIGHTHOUSE
    count(reader_of_copies, 1)
    count(reader_of_copies, 0)
    assert lighthouses(reader_of_copies) == LIGHTHOUSE


def test_choosing_another_article_to_stand_for_its_copies_changes_what_is_left_out(reader_of_copies: Driver) -> None:
    count(reader_of_copies, 1)
    view = choose(reader_of_copies, AGENCY, SHORT)
    assert standings(view) == {AGENCY: Standing.STANDS, SHORT: Standing.LEFT_OUT}
    reader_of_copies.choose(side(view, SHORT).standing, "Stands for its copies")
    reader_of_copies.settle()
    assert standings(view) == {AGENCY: Standing.LEFT_OUT, SHORT: Standing.STANDS}
    assert side(view, SHORT).represents.isChecked()
    # the reprint has the first two paragraphs; the last one is counted in the magazine now
    assert lighthouses(reader_of_copies) == 2
    counted = reader_of_copies.window.desk.overview
    assert counted is not None
    assert counted.in_scope == len(ARTICLES) - 2
    undo(reader_of_copies)
    assert standings(view) == {AGENCY: Standing.STANDS, SHORT: Standing.LEFT_OUT}
    reader_of_copies.press(Qt.Key.Key_Y, CTRL)
    reader_of_copies.window.show_pane("copies")
    reader_of_copies.settle()
    reader_of_copies.choose(side(view, SHORT).standing, "Stands for its copies")
    reader_of_copies.settle()
    assert standings(view) == {AGENCY: Standing.STANDS, SHORT: Standing.LEFT_OUT}
    assert not reader_of_copies.window.desk.state.decisions.collection("copy")


def test_only_one_article_of_a_group_is_chosen(reader_of_copies: Driver) -> None:
    view = choose(reader_of_copies, AGENCY, SHORT)
    reader_of_copies.choose(side(view, SHORT).standing, "Stands for its copies")
    reader_of_copies.settle()
    reader_of_copies.click(view.back)
    assert {frozenset(row[1:]) for row in pairs(reader_of_copies) if row[0] == "Duplicate"} == {
        frozenset({SHORT, AGENCY}),
        frozenset({SHORT, TRIBUNE}),
    }
    view = choose(reader_of_copies, SHORT, TRIBUNE)
    reader_of_copies.choose(side(view, TRIBUNE).standing, "Stands for its copies")
    reader_of_copies.settle()
    assert dict(reader_of_copies.window.desk.state.decisions.collection("copy")) == {TRIBUNE: "representative"}


def test_an_article_that_is_no_copy_is_counted_whole(reader_of_copies: Driver) -> None:
    count(reader_of_copies, 1)
    view = choose(reader_of_copies, AGENCY, MAGAZINE)
    assert standings(view) == {AGENCY: Standing.STANDS, MAGAZINE: Standing.PARTLY}
    reader_of_copies.choose(side(view, MAGAZINE).standing, "No copy: count it whole")
    reader_of_copies.settle()
    assert standings(view)[MAGAZINE] is Standing.OWN
    assert lighthouses(reader_of_copies) == LIGHTHOUSE_ONCE + 1
    undo(reader_of_copies)
    assert lighthouses(reader_of_copies) == LIGHTHOUSE_ONCE


def listed_copies(driver: Driver) -> str:
    articles = driver.window.articles
    articles._fill_shown()
    menu = articles.show_only.menu()
    return next(action.text() for action in menu.actions() if action.text().startswith("Copies"))


def test_the_list_of_articles_knows_the_copies_that_the_pane_shows(reader_of_copies: Driver) -> None:
    driver = reader_of_copies
    assert listed_copies(driver) == "Copies (2)"
    driver.window.desk.decide(changes_for_removal([SHORT]), "Leave 1 article out of the corpus")
    driver.settle()
    assert [pair[1:] for pair in pairs(driver)] == [(AGENCY, TRIBUNE), (AGENCY, MAGAZINE)]
    assert listed_copies(driver) == "Copies (1)"
    driver.window.show_pane("framing")
    driver.settle()
    driver.window.desk.decide(changes_for_removal([MAGAZINE]), "Leave 1 article out of the corpus")
    driver.settle()
    assert listed_copies(driver) == "Copies (not looked for yet)", "none was counted"
    driver.window.show_pane("copies")
    driver.settle()
    assert listed_copies(driver) == "Copies (1)"


def test_thresholds_change_what_is_a_copy_as_one_step(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    type_share(reader_of_copies, pane.shared, 40)
    assert [kind for kind, *_ in pairs(reader_of_copies)] == ["Duplicate", "Duplicate"]
    type_share(reader_of_copies, pane.duplicate, 95)
    # both duplicates of the agency's report are looked at anew: the reprint has 62 % of it, and all of its own
    assert pairs(reader_of_copies)[0] == ("Duplicate", AGENCY, SHORT)
    assert ("Shared copy", AGENCY, TRIBUNE) in pairs(reader_of_copies)
    reader_of_copies.press(Qt.Key.Key_Z, CTRL)
    reader_of_copies.press(Qt.Key.Key_Z, CTRL)
    assert len(pairs(reader_of_copies)) == 3
    assert (pane.duplicate.value(), pane.shared.value()) == (70, 15)


def test_without_copies_the_pane_says_what_was_compared(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    type_share(reader_of_copies, pane.duplicate, 100)
    type_share(reader_of_copies, pane.shared, 100)
    desk = reader_of_copies.window.desk
    chip = next(c for c in reader_of_copies.window.scope_bar.chips if c.outlet == "Northern Magazine")
    for other in reader_of_copies.window.scope_bar.chips:
        if other is not chip:
            reader_of_copies.click(other)
    assert len(desk.state.scope.outlets) == 1
    assert not pairs(reader_of_copies)
    assert pane._message.heading == "No copies found"
    words = pane._message._text.text()
    assert "5 articles compared" in words
    assert "100 %" in words
    assert "scope" in words
    reader_of_copies.click(pane._message._button)
    assert pane.shared.value() == 5


def test_both_articles_stand_side_by_side_and_one_goes_from_difference_to_difference(reader_of_copies: Driver) -> None:
    view = choose(reader_of_copies, AGENCY, TRIBUNE)
    assert view.place.text() == "3 differences"
    assert (view.left.side.document_id, view.right.side.document_id) == (AGENCY, TRIBUNE)  # type: ignore[union-attr]
    reader_of_copies.click(view.next)
    assert view.place.text() == "difference 1 of 3"
    assert marked(view.left) == "SKERRY, March 2 (Reuters"
    assert not marked(view.right)
    view.left.text.setFocus()
    reader_of_copies.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (marked(view.left), marked(view.right)) == ("salt", "sea water")
    reader_of_copies.click(view.next)
    assert marked(view.right).startswith("The mayor")
    reader_of_copies.click(view.next)
    assert view.place.text() == "difference 1 of 3"
    reader_of_copies.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert view.place.text() == "difference 3 of 3"


def test_a_pair_is_chosen_and_left_by_keyboard(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    pane.table.setFocus()
    reader_of_copies.press(Qt.Key.Key_Home, CTRL)
    reader_of_copies.press(Qt.Key.Key_Return)
    assert pane.comparison.isVisible()
    assert not pane.table.isVisible()
    assert pane.comparison.left.text.hasFocus()
    reader_of_copies.press(Qt.Key.Key_Escape)
    assert pane.table.hasFocus()
    assert not pane.comparison.isVisible()


def test_both_articles_open_in_the_reader(reader_of_copies: Driver) -> None:
    view = choose(reader_of_copies, AGENCY, MAGAZINE)
    reader_of_copies.click(view.read)
    assert reader_of_copies.window.reader.documents == [AGENCY, MAGAZINE]


def test_where_there_is_room_the_list_stays_beside_the_articles(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    dock = reader_of_copies.window.docks["copies"]
    dock.setFloating(True)
    dock.resize(1400, 500)
    try:
        reader_of_copies.settle()
        choose(reader_of_copies, AGENCY, MAGAZINE)
        assert pane.table.isVisible()
        assert not pane.comparison.back.isVisible()
    finally:
        dock.setFloating(False)
        reader_of_copies.settle()


def test_a_short_list_stands_above_the_articles_and_a_long_one_beside_them(reader_of_copies: Driver) -> None:
    pane = reader_of_copies.window.copies
    dock = reader_of_copies.window.docks["copies"]
    dock.setFloating(True)
    try:
        for height, above in ((700, True), (300, False)):
            dock.resize(1400, height)
            reader_of_copies.settle()
            view = choose(reader_of_copies, AGENCY, MAGAZINE)
            list_at = pane.table.mapTo(pane, QPoint(0, 0))
            view_at = view.mapTo(pane, QPoint(0, 0))
            assert (view_at.y() > list_at.y() + pane.table.height() - 2) is above
            assert (view_at.x() > list_at.x()) is not above
            if above:
                assert view.height() > height / 2
                last = pane.table.visualRect(pane.table.table_model.index(len(pairs(reader_of_copies)) - 1, 0))
                assert last.bottom() <= pane.table.viewport().height()
    finally:
        dock.setFloating(False)
        reader_of_copies.settle()


def test_the_shares_are_seen_without_scrolling(reader_of_copies: Driver) -> None:
    columns = [column.key for column in reader_of_copies.window.copies.table.table_model.columns]
    assert columns[:3] == ["kind", "share", "share_2"]


def test_an_article_is_compared_with_its_strongest_copy_from_the_list_and_from_the_reader(
    reader_of_copies: Driver,
) -> None:
    window, pane = reader_of_copies.window, reader_of_copies.window.copies
    pane.kind.setCurrentIndex(1)
    window.show_pane("terms")
    reader_of_copies.settle()
    window.articles._compare(MAGAZINE)
    reader_of_copies.settle()
    assert pane.isVisible()
    assert pane.comparison.isVisible()
    assert set(standings(pane.comparison)) == {AGENCY, MAGAZINE}
    pane.show_list()
    assert pane.table.selectionModel().selectedRows()[0].row() == 2
    window.desk.read_requested.emit((TRIBUNE,))
    window.show_pane("terms")
    reader_of_copies.settle()
    reader_of_copies.click(window.reader.views[0].head.compare)
    reader_of_copies.settle()
    assert set(standings(pane.comparison)) == {AGENCY, TRIBUNE}
    window.articles._compare("valley-bees")
    reader_of_copies.settle()
    assert pane.table.isVisible()


def test_a_place_across_paragraphs_is_marked_without_the_blank_line_between(reader_of_copies: Driver) -> None:
    left = choose(reader_of_copies, AGENCY, MAGAZINE).left
    assert left.side is not None
    start = left.side.text.index("four counties.")
    left.go_to((start, left.side.text.index("found that")), mark=True)
    marks = [selection.cursor.selectedText() for selection in left.text.extraSelections()]
    assert marks == ["four counties.", "Engineers"]


def test_marks_appear_as_soon_as_copies_were_looked_for(make_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = write_copied_corpus(tmp_path / "marked")
    driver = driver_of(qtbot, make_window(app.Launch(sources=(str(folder),), workers=0)))
    window = driver.window
    window.desk.read_requested.emit((TRIBUNE,))
    driver.settle()
    overview = window.desk.overview
    assert overview is not None
    assert overview.duplicates is None
    assert not window.reader.views[0].head.compare.isVisible()
    asked: list[str] = []
    window.desk.touched.connect(lambda touched: asked.extend(touched & {"overview"}))
    driver.press(Qt.Key.Key_8, CTRL)
    driver.settle()
    overview = window.desk.overview
    assert overview is not None
    assert overview.duplicates == 2
    assert window.reader.views[0].head.compare.isVisible()
    assert asked == ["overview"], "once is enough"
    window.show_pane("terms")
    driver.settle()
    driver.press(Qt.Key.Key_8, CTRL)
    driver.settle()
    assert asked == ["overview"]


def test_all_pairs_are_exported(reader_of_copies: Driver, tmp_path: Path) -> None:
    target = tmp_path / "copies.csv"
    reader_of_copies.window.copies.export.save(str(target))
    reader_of_copies.settle()
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 5, "the four that share text, without the bees: the reprint has nothing of the magazine"
    assert {row["kind"] for row in rows} == {"duplicate", "shared_copy"}


def test_the_method_is_explained(reader_of_copies: Driver) -> None:
    shown: list[str] = []
    reader_of_copies.window.desk.explain.connect(shown.append)
    reader_of_copies.window.desk.explain.disconnect(reader_of_copies.window.explain)
    try:
        reader_of_copies.click(button_called(reader_of_copies.window.copies.header, "How?"))
    finally:
        reader_of_copies.window.desk.explain.connect(reader_of_copies.window.explain)
    assert shown == ["copies"]
