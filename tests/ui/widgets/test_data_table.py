"""The table of the panes: order, missing numbers, choosing, copying, and cells that say what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_bridge import FakeBridge
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from workbench.domain.palette import UNKNOWN_OUTLET, outlet_styles
from workbench.domain.table_data import TableData
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import LIGHT, THEMES, Theme, apply_theme
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, readable_on, shown

COLUMNS = (
    Column("term", "Term", width=130),
    Column("count", "Count", "Times in the scope", kind="number", width=58),
    Column("ratio", "Log Ratio", "Effect", kind="number", decimals=2, signed=True),
    Column("outlet", "Outlet", kind="outlet"),
    Column("rate:Gazette", "Gazette", "Gazette: times per 1,000 words", "heat", decimals=1, outlet="Gazette"),
)
DATA = TableData(
    tuple(column.key for column in COLUMNS),
    (
        ("tunnel", "Ferry", "<b>bell</b>", "krone"),
        (14, 1200, 3, None),
        (1.5, -0.25, None, 0.0),
        ("Gazette", "", "Courier", "Gazette"),
        (2.0, 8.0, 0.0, None),
    ),
)
DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    bridge = FakeBridge()
    desk = Desk(Store(), bridge, LIGHT)
    yield desk
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> DataTable:
    table = DataTable(desk, "Made-up table")
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show_table(DATA, COLUMNS)
    table.show()
    return table


def column_of(table: QTableView, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("cell", "column", "words"),
    [
        (None, COLUMNS[1], "–"),
        (1200, COLUMNS[1], "1,200"),
        (1.5, COLUMNS[2], "+1.50"),
        (-0.25, COLUMNS[2], "-0.25"),
        (0, Column("n", "n", kind="number", signed=True), "+0"),
        ("two\nlines", COLUMNS[0], "two lines"),
        ("a\u202eb", COLUMNS[0], "a⟨RLO⟩b"),
    ],
)
def test_cells_are_shown_for_a_person(cell: str | float | None, column: Column, words: str) -> None:
    assert shown(cell, column) == words


def test_the_model_keeps_qts_rules(table: DataTable) -> None:
    tester = QAbstractItemModelTester(table.table_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.table_model.sort(1)
    table.show_table(TableData(DATA.names, tuple(column[:2] for column in DATA.columns)), COLUMNS)
    table.table_model.sort(0, DESCENDING)
    assert table.table_model.rowCount() == 2
    tester.deleteLater()


def test_rows_come_as_they_are_and_markup_is_text(table: DataTable) -> None:
    assert column_of(table, 0) == ["tunnel", "Ferry", "<b>bell</b>", "krone"]
    assert column_of(table, 3) == ["Gazette", UNKNOWN_OUTLET, "Courier", "Gazette"]
    tip = table.table_model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "&lt;b&gt;bell&lt;/b&gt;" in tip


def test_numbers_are_sorted_as_numbers_and_missing_ones_come_last_either_way(table: DataTable) -> None:
    table.table_model.sort(1)
    assert column_of(table, 1) == ["3", "14", "1,200", "–"]
    table.table_model.sort(1, DESCENDING)
    assert column_of(table, 1) == ["1,200", "14", "3", "–"]


def test_words_are_sorted_without_regard_to_case(table: DataTable) -> None:
    table.table_model.sort(0)
    assert column_of(table, 0) == ["<b>bell</b>", "Ferry", "krone", "tunnel"]


@given(
    cells=st.lists(st.one_of(st.none(), st.integers(-9, 9), st.floats(-9, 9)), max_size=30), descending=st.booleans()
)
def test_sorting_is_stable_and_loses_nothing(cells: list[float | None], descending: bool) -> None:
    model = DataTableModel()
    columns = (Column("n", "n", kind="number"), Column("at", "at", kind="number"))
    model.show(TableData(("n", "at"), (tuple(cells), tuple(range(len(cells))))), columns)
    model.sort(0, DESCENDING if descending else Qt.SortOrder.AscendingOrder)
    rows = [model.source_row(row) for row in range(model.rowCount())]
    present = [row for row in range(len(cells)) if cells[row] is not None]
    wanted = sorted(present, key=lambda row: cells[row] or 0, reverse=descending)
    assert rows == wanted + [row for row in range(len(cells)) if cells[row] is None]
    assert all(rows[model.row_on_screen(row)] == row for row in range(len(cells)))


def test_what_points_at_a_row_follows_it_when_the_order_changes(table: DataTable) -> None:
    kept = QPersistentModelIndex(table.table_model.index(0, 0))
    table.select_source_row(0)
    table.table_model.sort(0)
    assert kept.data() == "tunnel"
    assert kept.row() == 3
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]


def test_a_click_on_a_heading_sorts_and_the_next_turns_it_round(table: DataTable, qtbot: QtBot) -> None:
    header = table.horizontalHeader()

    def click(section: int) -> None:
        place = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        middle = header.viewport().rect().center()
        middle.setX(place)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    click(1)
    assert column_of(table, 1)[0] == "1,200", "numbers: the largest first"
    assert table.table_model.headerData(1, Qt.Orientation.Horizontal) == "Count ↓"
    click(1)
    assert column_of(table, 1)[0] == "3"
    click(0)
    assert column_of(table, 0)[0] == "<b>bell</b>", "words: from A to Z"
    assert table.table_model.headerData(0, Qt.Orientation.Horizontal) == "Term ↑"


def test_order_and_widths_stay_when_the_same_columns_are_shown_again(table: DataTable) -> None:
    table.table_model.sort(1, DESCENDING)
    table.setColumnWidth(0, 222)
    table.show_table(DATA, COLUMNS)
    assert column_of(table, 1)[0] == "1,200"
    assert table.columnWidth(0) == 222
    table.show_table(DATA, COLUMNS[1:])
    assert table.table_model.sorted_by is None
    assert table.columnWidth(0) == table.pixels(58)


def test_a_click_chooses_the_row_of_the_table_as_it_came(table: DataTable, qtbot: QtBot) -> None:
    table.table_model.sort(0)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.row_position(0))
    assert chosen.args == [0]


def test_enter_chooses_and_arrow_keys_only_move(table: DataTable, qtbot: QtBot) -> None:
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.setFocus()
    table.select_source_row(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen == []
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen == [1]


def test_selecting_a_row_from_outside_chooses_nothing(table: DataTable) -> None:
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.select_source_row(2)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]
    table.select_source_row(None)
    assert not table.selectionModel().hasSelection()
    assert chosen == []


def test_copy_gives_all_rows_in_the_order_shown_with_numbers_as_they_are(table: DataTable, qtbot: QtBot) -> None:
    table.table_model.sort(1)
    table.setFocus()
    with qtbot.waitSignal(table.desk.said) as said:
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Copied 4 rows."]
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0] == ["Term", "Count", "Log Ratio", "Outlet", "Gazette"]
    assert lines[1] == ["<b>bell</b>", "3", "", "Courier", "0.0"]
    assert lines[-1] == ["krone", "", "0.0", "Gazette", ""]


def test_headings_say_what_they_mean(table: DataTable) -> None:
    model = table.table_model
    assert "Times in the scope" in model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "Count"
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_every_kind_of_cell_is_drawn_in_both_themes(table: DataTable) -> None:
    kinds = [Column("term", kind, kind=kind) for kind in ("text", "left", "node", "right")]
    for theme in THEMES.values():
        table.desk.set_theme(theme)
        for columns in (COLUMNS, kinds):
            table.show_table(DATA, columns)
            table.select_source_row(1)
            assert not table.grab().isNull()


def test_an_empty_table_is_shown(table: DataTable, qtbot: QtBot) -> None:
    table.show_table(TableData(DATA.names, tuple(() for _ in DATA.names)), COLUMNS)
    assert table.table_model.rowCount() == 0
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.table_model.sort(1)
    assert table.as_text() == "Term\tCount\tLog Ratio\tOutlet\tGazette"


def test_a_long_table_is_sorted_quickly(table: DataTable) -> None:
    """Sorting asks no cell of Python; a view that did would take minutes."""
    many = 100_000
    data = TableData(
        ("term", "count"), (tuple(f"w{n}" for n in range(many)), tuple((n * 7919) % many for n in range(many)))
    )
    table.show_table(data, COLUMNS[:2])
    table.table_model.sort(1)
    assert table.table_model.index(0, 1).data() == "0"
    table.table_model.sort(1, DESCENDING)
    assert table.table_model.index(0, 1).data() == f"{many - 1:,}"


def light(colour: QColor) -> float:
    """Relative luminance as the accessibility guidelines define it."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("percent", range(14, 81, 6))
def test_numbers_on_the_ground_of_any_outlet_can_be_read(theme: Theme, percent: int) -> None:
    for style in outlet_styles([f"Outlet {n}" for n in range(8)]).values():
        ground, behind = QColor(style.colour(theme.dark)), QColor(theme.panel)
        share = percent / 100
        mixed = QColor.fromRgbF(
            share * ground.redF() + (1 - share) * behind.redF(),
            share * ground.greenF() + (1 - share) * behind.greenF(),
            share * ground.blueF() + (1 - share) * behind.blueF(),
        )
        ground.setAlphaF(share)
        dark, bright = sorted([light(mixed), light(readable_on(ground, behind))])
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, style


@pytest.fixture
def twice_the_text(qapp: QApplication) -> Iterator[Callable[[], None]]:
    """Text of 10 points that can be doubled, as the window does it."""
    before, sheet = qapp.font(), qapp.styleSheet()
    apply_theme(qapp, LIGHT, point_size=10)
    yield lambda: apply_theme(qapp, LIGHT, point_size=20)
    qapp.setFont(before)
    qapp.setStyleSheet(sheet)


def test_larger_text_widens_columns_and_rows_of_a_table_on_show(
    twice_the_text: Callable[[], None], table: DataTable
) -> None:
    table.setColumnWidth(0, 200)
    height = table.rowHeight(0)
    widths = [table.columnWidth(n) for n in range(len(COLUMNS))]
    twice_the_text()
    assert table.rowHeight(0) > 1.6 * height
    assert table.rowHeight(0) >= table.fontMetrics().height() + 6
    for n, width in enumerate(widths):
        assert table.columnWidth(n) == pytest.approx(2 * width, rel=0.1), n


def test_widths_are_meant_for_ten_points(twice_the_text: Callable[[], None], desk: Desk, qtbot: QtBot) -> None:
    twice_the_text()
    table = DataTable(desk, "Made-up table")
    qtbot.addWidget(table)
    table.show_table(DATA, COLUMNS)
    assert table.columnWidth(0) == pytest.approx(2 * 130, rel=0.1)


def test_numbers_and_their_headings_are_never_cut(table: DataTable) -> None:
    narrow = [
        Column("count", "Occurrences", kind="number", width=20),
        Column("rate:Gazette", "Gazette", kind="heat", decimals=3, width=20),
    ]
    table.show_table(DATA, narrow)
    metrics = table.fontMetrics()
    assert table.columnWidth(0) >= metrics.horizontalAdvance("Occurrences") + 12
    assert table.columnWidth(1) >= metrics.horizontalAdvance("8.000") + 4


def test_widths_are_told_without_asking_for_every_cell(
    table: DataTable, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Columns are fitted at each change of a pane's width: asking Qt's model for 2,000 rows of each was felt."""
    rows = 2000
    numbers = tuple(n % 37 for n in range(rows))
    columns = tuple(Column(f"c{n}", f"C{n}", kind="heat") for n in range(8))
    table.show_table(
        TableData(tuple(c.key for c in columns), (*(numbers for _ in columns[:-1]), (*numbers[1:], 12345))), columns
    )
    asked: list[object] = []
    monkeypatch.setattr(DataTableModel, "data", lambda *arguments: asked.append(arguments))
    widths = [table.least_width(n) for n in range(len(columns))]
    monkeypatch.undo()
    assert not asked
    assert widths[-1] > widths[0] == widths[1], "the widest number decides"


def test_a_number_in_a_column_made_too_narrow_is_drawn_smaller_or_not_at_all(table: DataTable) -> None:
    texts: list[str] = []

    class Painter(QPainter):
        def drawText(self, *arguments: Any) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
            texts.append(arguments[-1])
            assert self.fontMetrics().horizontalAdvance(texts[-1]) <= arguments[0].width() + 2

    picture = QImage(200, 50, QImage.Format.Format_ARGB32)
    painter = Painter(picture)
    for width in (80, 40, 24, 10):
        CellDelegate._paint_number(painter, QRectF(0, 0, width, 20), "1,234.5")
    painter.end()
    assert texts[0] == "1,234.5"
    assert texts[-1] == "…"
