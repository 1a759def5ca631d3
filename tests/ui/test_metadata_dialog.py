"""The window with all metadata: cells are corrected one by one, for many articles, by pasting; wrong values stay out."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from driver import CTRL, Driver
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, overview_of
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from workbench.domain.article import Article, OutletSuggestion
from workbench.domain.corrections import corrections_in
from workbench.domain.progress import no_progress
from workbench.domain.state import State
from workbench.session.store import Store
from workbench.ui.desk import CORPUS, DECISIONS, Desk
from workbench.ui.dialogs.metadata_model import COLUMNS, Shown
from workbench.ui.dialogs.metadata_table import MetadataDialog
from workbench.ui.theme import LIGHT
from workbench.workspace import metadata_tasks, tasks
from workbench.workspace.basis import Basis
from workbench.workspace.metadata import cell_of, columns_of, suggestions_for
from workbench.workspace.snapshot import Snapshot

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton
ARTICLES = (
    Article("a", "Text.", path="a.txt", title="Zebra", outlet="Gull", outlet_source="metadata.csv", date="2021-07-04"),
    Article("b", "Met on Thursday.", path="b.txt", title="apple", url="https://gull.example/2021/07/05/x"),
    Article("c", "Text.", path="c.txt", title="", outlet="Star", stated_words="900", date="2021"),
    Article("d", "Text.", path="d.txt", title="<b>Dora</b>", url="https://star.example/2021/07/06/y"),
)


class Bench:
    """The dialog over articles, with the real answers and no process."""

    def __init__(self, qtbot: QtBot, articles: tuple[Article, ...], documents: tuple[str, ...] = ()) -> None:
        snapshot = Snapshot(articles=articles, suggestions=(OutletSuggestion("b", "Gull", "address gull.example"),))

        def basis(state: State) -> Basis:
            return Basis(snapshot, state.scope, state.decisions)

        bridge = FakeBridge(at_once=True)
        overview = overview_of([article_row("a", "Zebra")])
        bridge.answer(tasks.overview, overview)
        bridge.answer(metadata_tasks.metadata_columns, lambda state, known: columns_of(basis(state)).without(known))
        bridge.answer(metadata_tasks.metadata_cell, lambda one, field, state: cell_of(basis(state), one, field))
        bridge.answer(
            metadata_tasks.suggested_values,
            lambda many, field, state: suggestions_for(basis(state), many, field, no_progress),
        )
        self.desk = Desk(Store(), bridge, LIGHT)
        self.desk.native_dialogs = False
        self.desk.on_corpus(corpus_event(overview))
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.window.show()
        self.dialog = MetadataDialog(self.desk, self.window, documents=documents)
        self.dialog.show()
        qtbot.waitExposed(self.dialog)
        self.table = self.dialog.table

    @property
    def corrections(self) -> dict[str, dict[str, str]]:
        return corrections_in(self.desk.state.decisions)

    @property
    def problem(self) -> str:
        return self.dialog.problem.text() if self.dialog.problem.isVisible() else ""

    def go_to(self, row: int, field: str, rows: int = 1) -> None:
        """Click a cell, and drag down over more rows."""
        column = COLUMNS.index(field)
        self.table.setCurrentIndex(self.dialog.model.index(row, column))
        if rows > 1:
            block = QItemSelection(
                self.dialog.model.index(row, column), self.dialog.model.index(row + rows - 1, column)
            )
            self.table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.dialog._refresh()
        self.table.setFocus()

    def edit(self, row: int, field: str, text: str) -> QLineEdit:
        """Type over a cell and press Enter; the line is given back."""
        self.go_to(row, field)
        QTest.keyClick(self.table, Qt.Key.Key_F2)
        line = self.table.findChild(QLineEdit, "CellEditor")
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        return line

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self.table, Qt.Key.Key_V, CTRL)

    def column(self, field: str) -> list[str]:
        return [self.dialog.model.words(row, field) for row in range(self.dialog.model.rowCount())]

    def press(self, button: QPushButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot, ARTICLES)
    yield made
    made.dialog.close()
    made.desk.close()


def test_a_cell_is_edited_in_place_as_one_step_that_undo_takes_back(bench: Bench, qtbot: QtBot) -> None:
    bench.edit(1, "outlet", "Evening Star")
    qtbot.waitUntil(lambda: bench.corrections == {"b": {"outlet": "Evening Star"}})
    assert bench.desk.store.undo_label == "Set outlet of 1 article"
    assert bench.column("outlet") == ["Gull", "Evening Star", "Star", ""]
    assert "From: person. The source said nothing." in bench.dialog.why.text()
    QTest.keyClick(bench.dialog, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bench.corrections == {})
    assert bench.column("outlet") == ["Gull", "", "Star", ""]


def test_an_impossible_date_is_refused_in_place_and_never_gets_in(bench: Bench, qtbot: QtBot) -> None:
    line = bench.edit(1, "date", "2021-02-30")
    assert line.isVisible()  # Enter did not take it
    assert "no such day exists" in bench.problem
    assert "no such day exists" in line.accessibleDescription()
    assert bench.corrections == {}
    QTest.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not bench.problem)
    assert bench.column("date")[1] == ""
    bench.edit(1, "date", "2021-02-28T09:30+02:00")
    qtbot.waitUntil(lambda: bench.corrections == {"b": {"date": "2021-02-28T09:30+02:00"}})


def test_what_the_source_said_about_words_and_files_is_not_edited(bench: Bench) -> None:
    for field in ("file", "stated_words"):
        bench.go_to(2, field)
        QTest.keyClick(bench.table, Qt.Key.Key_F2)
        assert bench.table.findChild(QLineEdit, "CellEditor") is None
        assert not bench.dialog.set_value.isEnabled()


def test_many_articles_get_one_value_as_one_step(bench: Bench) -> None:
    bench.go_to(1, "section", rows=3)
    QTest.keyClicks(bench.dialog.value, "World")
    assert bench.dialog.set_value.text() == "Set section of 3 articles"
    bench.press(bench.dialog.set_value)
    assert bench.corrections == {name: {"section": "World"} for name in "bcd"}
    assert bench.desk.store.undo_label == "Set section of 3 articles"
    bench.press(bench.dialog.undo)
    assert bench.corrections == {}


def test_a_wrong_value_for_many_can_t_be_set(bench: Bench) -> None:
    bench.go_to(0, "url", rows=2)
    QTest.keyClicks(bench.dialog.value, "gull.example")
    assert not bench.dialog.set_value.isEnabled()
    assert "http://" in bench.problem
    QTest.keyClick(bench.dialog.value, Qt.Key.Key_Return)
    assert bench.corrections == {}


def test_only_cells_that_differ_are_in_the_step(bench: Bench) -> None:
    bench.go_to(0, "outlet", rows=4)
    QTest.keyClicks(bench.dialog.value, "Gull")
    bench.press(bench.dialog.set_value)
    assert bench.corrections == {name: {"outlet": "Gull"} for name in "bcd"}


def test_a_column_of_a_spreadsheet_is_pasted_onto_the_chosen_rows(bench: Bench) -> None:
    bench.go_to(1, "date", rows=3)
    bench.paste("2021-07-01\r\n2 July 2021\r\n2021-07\r\n")
    assert bench.corrections == {"b": {"date": "2021-07-01"}, "c": {"date": "2021-07-02"}, "d": {"date": "2021-07"}}
    assert bench.desk.store.undo_label == "Paste date of 3 articles"
    bench.press(bench.dialog.undo)
    assert bench.corrections == {}


def test_a_block_is_pasted_downwards_from_one_cell_without_its_heading(bench: Bench) -> None:
    bench.go_to(2, "outlet")
    bench.paste("Outlet\tAuthor\nGull\tAna\nStar\tBo\n")
    assert bench.corrections == {"c": {"outlet": "Gull", "author": "Ana"}, "d": {"outlet": "Star", "author": "Bo"}}


def test_one_value_is_pasted_into_all_chosen_rows(bench: Bench) -> None:
    bench.go_to(0, "language", rows=4)
    bench.paste("kk")
    assert set(bench.column("language")) == {"kk"}


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ("2021-07-01\n2021-02-30\n2021-07-03", "date", "Line 2: “2021-02-30”"),
        ("2021-07-01\n2021-07-02", "date", "2 lines were copied, and there are 3 rows"),
        ("AP\t1\nAP\t2\nAP\t3", "wire_agency", "it says what the source said"),
        ("a\tb\tc", "wire_agency", "3 columns were copied"),
    ],
)
def test_what_does_not_fit_is_not_pasted_at_all(bench: Bench, text: str, field: str, why: str) -> None:
    bench.go_to(1, field, rows=3)
    bench.paste(text)
    assert why in bench.problem
    assert bench.corrections == {}


def test_chosen_cells_are_copied_for_a_spreadsheet(bench: Bench) -> None:
    bench.go_to(0, "date", rows=3)
    QTest.keyClick(bench.table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "2021-07-04\n\n2021"


def test_a_suggestion_is_taken_with_one_click(bench: Bench) -> None:
    bench.go_to(1, "date")
    assert "The address has “2021/07/05”." in bench.dialog.why.text()
    assert "“on Thursday”, which names no day by itself" in bench.dialog.why.text()
    use = bench.dialog.uses[0]
    assert use.text() == "Use 2021-07-05"
    bench.press(use)
    assert bench.corrections == {"b": {"date": "2021-07-05"}}
    assert not use.isVisible()


def test_suggestions_are_taken_for_many_at_once(bench: Bench) -> None:
    bench.go_to(0, "date", rows=4)
    bench.press(bench.dialog.use_all)
    assert bench.corrections == {"b": {"date": "2021-07-05"}, "d": {"date": "2021-07-06"}}
    assert bench.desk.store.undo_label == "Take suggested date of 2 articles"
    bench.press(bench.dialog.use_all)
    assert "no suggestions" in bench.problem


def test_what_the_source_said_is_taken_back(bench: Bench) -> None:
    bench.go_to(0, "outlet", rows=2)
    assert not bench.dialog.take_back.isEnabled()
    bench.paste("Other")
    assert "The source said “Gull” (metadata.csv)." in bench.dialog.why.text()
    bench.go_to(0, "outlet", rows=2)
    bench.press(bench.dialog.take_back)
    assert bench.corrections == {}
    assert bench.column("outlet")[:2] == ["Gull", ""]
    assert bench.desk.store.undo_label == "Take back outlet of 2 articles"


def test_delete_empties_the_chosen_cells(bench: Bench) -> None:
    bench.go_to(0, "date", rows=3)
    QTest.keyClick(bench.table, Qt.Key.Key_Delete)
    assert bench.corrections == {"a": {"date": ""}, "c": {"date": ""}}


@pytest.mark.parametrize(
    ("shown", "files"),
    [
        (Shown.ALL, "abcd"),
        (Shown.MISSING, "bcd"),
        (Shown.NO_TITLE, "c"),
        (Shown.NO_OUTLET, "bd"),
        (Shown.NO_DATE, "bd"),
        (Shown.VAGUE_DATE, "bcd"),
        (Shown.NO_AUTHOR, "abcd"),
        (Shown.CHANGED, ""),
    ],
)
def test_articles_that_lack_something_are_shown(bench: Bench, shown: Shown, files: str) -> None:
    bench.dialog.shown.setCurrentIndex(bench.dialog.shown.findData(shown))
    assert "".join(name[0] for name in bench.column("file")) == files


def test_articles_are_found_by_words_in_any_column_and_sorted(bench: Bench, qtbot: QtBot) -> None:
    bench.table.sortByColumn(COLUMNS.index("title"), Qt.SortOrder.AscendingOrder)
    assert bench.column("title") == ["<b>Dora</b>", "apple", "Zebra", ""]
    bench.table.sortByColumn(COLUMNS.index("title"), Qt.SortOrder.DescendingOrder)
    assert bench.column("title") == ["Zebra", "apple", "<b>Dora</b>", ""]
    QTest.keyClicks(bench.dialog.filter, "GULL zeb")
    qtbot.waitUntil(lambda: bench.column("file") == ["a.txt"])
    assert bench.dialog.count.text() == "1 of 4 articles"
    bench.dialog.filter.setText("nothing like it")
    qtbot.waitUntil(lambda: bench.column("file") == [])
    assert bench.dialog.about.text() == "No article is like this. Choose others above."


def test_an_edited_row_stays_where_it_is_until_something_else_is_asked_for(bench: Bench, qtbot: QtBot) -> None:
    bench.dialog.shown.setCurrentIndex(bench.dialog.shown.findData(Shown.NO_DATE))
    bench.go_to(0, "date")
    bench.paste("2021-07-09")
    assert bench.column("file") == ["b.txt", "d.txt"]
    assert bench.column("date") == ["2021-07-09", ""]


def test_a_long_path_keeps_the_end_that_tells_files_apart(bench: Bench) -> None:
    for field, mode in (("file", Qt.TextElideMode.ElideMiddle), ("title", Qt.TextElideMode.ElideRight)):
        option = QStyleOptionViewItem()
        option.textElideMode = Qt.TextElideMode.ElideRight  # as the table has it
        bench.dialog.delegate.initStyleOption(option, bench.dialog.model.index(0, COLUMNS.index(field)))
        assert option.textElideMode is mode


def test_changes_after_it_was_closed_are_of_no_interest(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(qtbot, ARTICLES)
    QTest.keyClick(bench.dialog, Qt.Key.Key_Escape)
    asked: list[object] = []
    monkeypatch.setattr(bench.desk.bridge, "ask", lambda *_, **__: asked.append(1))
    bench.desk.touched.emit(frozenset({CORPUS, DECISIONS}))
    assert asked == []


def test_only_chosen_articles_are_shown_first(qtbot: QtBot) -> None:
    bench = Bench(qtbot, ARTICLES, documents=("b", "d"))
    assert bench.column("file") == ["b.txt", "d.txt"]
    assert bench.dialog.shown.currentText() == "The 2 chosen articles"
    bench.dialog.shown.setCurrentIndex(bench.dialog.shown.findData(Shown.ALL))
    assert len(bench.column("file")) == 4
    bench.dialog.close()
    bench.desk.close()


def test_a_hundred_thousand_rows_take_moments(qtbot: QtBot) -> None:
    articles = tuple(
        Article(f"d{n}", "", path=f"in/{n}.txt", title=f"Title {n}", outlet=f"O{n % 300}", date=f"20{n % 20:02}-07-04")
        for n in range(100_000)
    )
    bench = Bench(qtbot, articles)
    began = time.process_time()
    bench.table.sortByColumn(COLUMNS.index("title"), Qt.SortOrder.DescendingOrder)
    bench.dialog.filter.setText("title 99")
    bench.dialog._choose()
    bench.go_to(0, "outlet", rows=1_000)
    bench.paste("New")
    assert time.process_time() - began < 5
    assert len(bench.corrections) == 1_000
    bench.dialog.close()
    bench.desk.close()


def test_every_control_has_a_name(bench: Bench) -> None:
    bench.go_to(1, "date", rows=2)
    for kind in (QPushButton, QLineEdit):
        for widget in bench.dialog.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text()), widget


def test_the_window_shows_it_from_the_menu_and_the_reader(person: Driver) -> None:
    window = person.window
    window.show_metadata()
    dialog = window.metadata_dialog
    assert dialog is not None
    person.until(lambda: dialog.model.rowCount() == 6)
    assert not dialog.isModal()
    document = window.desk.overview.articles.ids[0] if window.desk.overview is not None else ""
    window.reader.metadata_wanted.emit((document,))
    assert window.metadata_dialog is dialog
    assert dialog.model.rowCount() == 1
    column = COLUMNS.index("author")
    cell = dialog.table.visualRect(dialog.model.index(0, column)).center()
    QTest.mouseClick(dialog.table.viewport(), LEFT, pos=cell)
    QGuiApplication.clipboard().setText("Ana Bo")
    dialog.paste()
    person.settle()
    assert corrections_in(window.desk.state.decisions) == {document: {"author": "Ana Bo"}}
    assert dialog.model.words(0, "author") == "Ana Bo"
    window.desk.undo()
    person.until(lambda: dialog.model.words(0, "author") == "")
    dialog.close()
    person.until(lambda: window.metadata_dialog is None)
