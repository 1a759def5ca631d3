"""The table of who is quoted: a row for each speaker or kind, a cell for each outlet with its quotes and quoted words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.cell_painting import draw_frame, draw_ground, inner_box
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, Index, readable_on
from workbench.ui.widgets.entity_table import OutletHeader

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of each column that has one outlet's quoted words of the speakers."""
_NAME_WIDTH: Final = 110
"""Pixels that a speaker keeps at least; with many outlets the table is scrolled sideways instead. For text of 10 points."""
_MOST_OUTLET_WIDTH: Final = 84
_MOST_KIND_WIDTH: Final = 120
_CHOOSING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_MEASURED: Final = 2000
"""Rows whose cells decide how wide their column must be."""

Row = dict[str, Cell]


def voice_columns(data: TableData, *, kinds: bool, by_quotes: bool) -> list[Column]:
    """The columns of a list of speakers, or of kinds."""
    columns = [Column("speaker", "Kind" if kinds else "Speaker", width=150)]
    if not kinds:
        columns.append(Column("kind", "Kind", "The kind of speaker that you set", width=72))
    columns += [
        Column("quotes", "Quotes", "Quotes in all outlets that are counted", kind="number", width=56),
        Column("quoted_words", "Words", "Quoted words in all outlets that are counted", kind="number", width=56),
    ]
    shared = "quotes" if by_quotes else "quoted words"
    for name in data.names:
        if name.startswith(OUTLET_COLUMN):
            outlet = name.removeprefix(OUTLET_COLUMN)
            title = outlet or UNKNOWN_OUTLET
            key = f"quotes:{outlet}" if by_quotes else name
            tip = f"{title}: quotes · quoted words; shaded by the share of its {shared}. {_bases(data, outlet)}".strip()
            columns.append(Column(key, title, tip, "heat", width=74, outlet=outlet))
    return columns


def _bases(data: TableData, outlet: str) -> str:
    """What an outlet quotes in all, for the tool tip of its column."""
    if not len(data):
        return ""
    row = data.row(0)
    quotes, words = _whole(row, f"outlet_quotes:{outlet}"), _whole(row, f"outlet_quoted_words:{outlet}")
    having, articles = _whole(row, f"articles_with_quotes:{outlet}"), _whole(row, f"articles:{outlet}")
    return (
        f"In all {_many(quotes, 'quote')} with {_many(words, 'word')}, in {having:,} of {_many(articles, 'article')}."
    )


def cell_text(quotes: Cell, words: Cell) -> str:
    """A cell: ``3 · 45`` for 3 quotes with 45 words, a dash for none."""
    return f"{quotes or 0:,} · {words or 0:,}" if quotes else "–"


def cell_words(row: Row, column: Column, *, by_quotes: bool) -> str:
    """A cell in words, with what it is a share of."""
    name = visible(str(row["speaker"]))
    if column.kind != "heat":
        kind = str(row.get("kind") or "")
        what = f"{name} ({visible(kind)})" if kind else name
        quotes, words = _whole(row, "quotes"), _whole(row, "quoted_words")
        articles = _whole(row, "documents")
        return f"{what}: {_many(quotes, 'quote')} with {_many(words, 'word')} in {_many(articles, 'article')}"
    outlet = column.outlet
    where = f"{name} in {visible(outlet) or UNKNOWN_OUTLET}"
    quotes, words = _whole(row, f"quotes:{outlet}"), _whole(row, f"{OUTLET_COLUMN}{outlet}")
    of_articles = _many(_whole(row, f"articles:{outlet}"), "article")
    if not quotes:
        named = row.get(f"mentions:{outlet}")
        if not isinstance(named, int):
            return f"{where}: never quoted ({of_articles})"
        times = f"named {_many(named, 'time')}" if named else "not named"
        return f"{where}: {times}, never quoted ({of_articles})"
    of_what = (
        _many(_whole(row, f"outlet_quotes:{outlet}"), "quote")
        if by_quotes
        else _many(_whole(row, f"outlet_quoted_words:{outlet}"), "quoted word")
    )
    share, low, high = (_percent(row.get(f"{part}:{outlet}")) for part in ("share", "low", "high"))
    interval = f", 95 % interval {low} to {high}" if low and high else ""
    return (
        f"{where}: {_many(quotes, 'quote')}, {_many(words, 'word')}, {share} % of {of_what}{interval}"
        f" (quoted in {_whole(row, f'documents:{outlet}'):,} of {of_articles})"
    )


class VoiceDelegate(CellDelegate):
    """Draws quotes and words of each outlet on a ground that is the stronger the larger their share is."""

    def __init__(self, desk: Desk, view: VoiceTable) -> None:
        super().__init__(desk, view)
        self._view = view
        self._most = 0.0
        self._cells: dict[str, tuple[tuple[Cell, ...], ...]] = {}
        """Of each outlet the shares, quotes and words."""

    def prepare(self, model: DataTableModel) -> None:
        """Take the largest share, against which cells are shaded."""
        outlets = [column.outlet for column in model.columns if column.kind == "heat"]
        parts = ("share:", "quotes:", OUTLET_COLUMN)
        self._cells = {outlet: tuple(model.table.column(f"{part}{outlet}") for part in parts) for outlet in outlets}
        shares = (cell for cells in self._cells.values() for cell in cells[0])
        self._most = max((float(share) for share in shares if isinstance(share, int | float)), default=0.0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, with a frame around the one that is highlighted."""
        super().paint(painter, option, index)
        model, focus = index.model(), self._desk.state.focus
        if not focus.speaker or not focus.outlet or not isinstance(model, DataTableModel):
            return
        column = model.columns[index.column()]
        here = column.kind == "heat" and (column.outlet or UNKNOWN_OUTLET) == focus.outlet
        if here and model.table.column("speaker_id")[model.source_row(index.row())] == focus.speaker:
            draw_frame(painter, QRectF(option.rect), self._desk.theme.text)

    def _paint_heat(self, painter: QPainter, rect: QRectF, index: Index, column: Column) -> None:
        theme, model = self._desk.theme, index.model()
        if not isinstance(model, DataTableModel):
            return
        row = model.source_row(index.row())
        share, quotes, words = (cells[row] for cells in self._cells[column.outlet])
        number = float(share) if isinstance(share, int | float) else 0.0
        box, colour = inner_box(rect), QColor(theme.muted)
        if number > 0:
            share_of_most = number / max(self._most, 1e-9)
            ground = draw_ground(painter, box, self._desk.outlet_colour(column.outlet), share_of_most)
            colour = readable_on(ground, QColor(theme.panel))
        painter.setPen(colour)
        self._paint_number(painter, box, cell_text(quotes, words))

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip says in words what numbers and colours say."""
        model = index.model()
        if not index.isValid() or not isinstance(model, DataTableModel):
            return False
        row, column = model.table.row(model.source_row(index.row())), model.columns[index.column()]
        QToolTip.showText(event.globalPos(), tool_tip(cell_words(row, column, by_quotes=self._view.by_quotes)), view)
        return True


class VoiceTable(DataTable):
    """Speakers, of whom several may be chosen, with Ctrl or Shift, to be put into a kind."""

    kind_wanted = Signal()
    """The kind of the chosen speakers is to be set (F2)."""
    menu_wanted = Signal(object)
    """The menu of the chosen speakers is wanted at this place on the screen."""
    opened = Signal(int)
    """A row was clicked twice: its number in the table as it came."""
    choice_changed = Signal()
    """Other rows are chosen."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, name, parent)
        self.by_quotes = False
        """Whether shares are shares of quotes, and not of quoted words."""
        self._delegate = VoiceDelegate(desk, self)
        self.setItemDelegate(self._delegate)
        header = OutletHeader(desk, self)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(self.horizontalHeader().minimumSectionSize())
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._on_header)
        self.setHorizontalHeader(header)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.choice_changed.emit())
        self.doubleClicked.connect(self._on_double_clicked)
        self.font_changed.connect(self.fit_columns)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_voices(self, data: TableData, *, kinds: bool, by_quotes: bool) -> None:
        """Show a list of speakers, or of kinds of speakers.

        Args:
            data: a table ``voice_list``, or ``voice_kind_list``.
            kinds: whether a row is a kind of speakers.
            by_quotes: whether shares are shares of quotes.
        """
        self.by_quotes = by_quotes
        self.show_table(data, voice_columns(data, kinds=kinds, by_quotes=by_quotes))
        self.fit_columns()

    def least_width(self, column: int) -> int:
        """Pixels that a column needs so that none of its numbers is cut."""
        shown_as = self.table_model.columns[column]
        if shown_as.kind != "heat":
            return super().least_width(column)
        outlet, data = shown_as.outlet, self.table_model.table
        quotes, words = data.column(f"quotes:{outlet}")[:_MEASURED], data.column(f"{OUTLET_COLUMN}{outlet}")[:_MEASURED]
        metrics = QFontMetrics(self.font())
        widest = max(
            (metrics.horizontalAdvance(cell_text(*pair)) for pair in set(zip(quotes, words, strict=True))), default=0
        )
        return max(widest + self.pixels(12), self.horizontalHeader().minimumSectionSize())

    def fit_columns(self) -> None:
        """Outlets share what the speaker leaves, within reason; a column of kinds without a kind is narrow."""
        columns, header = self.table_model.columns, self.horizontalHeader()
        if not columns:
            return
        name = self.pixels(_NAME_WIDTH)
        room = self.viewport().width()
        outlets = [n for n, column in enumerate(columns) if column.kind == "heat"]
        for n, column in enumerate(columns):
            if n and n not in outlets:
                width = self._kind_width(column) if column.key == "kind" else self.least_width(n)
                self.setColumnWidth(n, width)
                room -= width
        least = max((self.least_width(n) for n in outlets), default=0)
        shared = (room - name - self.pixels(66)) // max(len(outlets), 1)
        width = min(max(shared, least), max(self.pixels(_MOST_OUTLET_WIDTH), least))
        for n in outlets:
            self.setColumnWidth(n, width)
        header.setSectionResizeMode(0, header.ResizeMode.Interactive)
        self.setColumnWidth(0, max(room - len(outlets) * width, name))

    def _kind_width(self, column: Column) -> int:
        metrics = QFontMetrics(self.font())
        kinds = {visible(kind) for kind in self.table_model.table.texts("kind")}
        widest = max(metrics.horizontalAdvance(kind) for kind in {column.title, *kinds})
        return min(widest + self.pixels(16), self.pixels(_MOST_KIND_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns share the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def cell_words(self, row: int, column: int) -> str:
        """A cell in words, by its row in the table as it came."""
        shown_as = self.table_model.columns[column]
        return cell_words(self.table_model.table.row(row), shown_as, by_quotes=self.by_quotes)

    # -- what is chosen --------------------------------------------------------------------------------------------

    @property
    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, from top to bottom, by their numbers in the table as it came."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table_model.source_row(row) for row in rows]

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Show some rows as chosen."""
        selection = QItemSelection()
        for row in rows:
            index = self.table_model.index(self.table_model.row_on_screen(row), 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def place_of_choice(self) -> QPoint:
        """Below the first chosen row that is seen, in the viewport."""
        for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row):
            place = self.visualRect(index)
            if self.viewport().rect().intersects(place):
                return place.bottomLeft() + QPoint(12, 1)
        return QPoint(12, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F2 sets the kind; the rest is as in every table."""
        if event.key() == Qt.Key.Key_F2:
            self.kind_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu is about the chosen rows; a right click on another row chooses that one."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.place_of_choice())
        else:
            index = self.indexAt(self.viewport().mapFromGlobal(place))
            if index.isValid() and not self.selectionModel().isRowSelected(index.row(), index.parent()):
                self.selectRow(index.row())
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)
        event.accept()

    def _on_clicked(self, index: Index) -> None:
        # with Ctrl or Shift a person puts rows together; what is highlighted stays
        if not QGuiApplication.keyboardModifiers() & _CHOOSING:
            super()._on_clicked(index)

    def _on_double_clicked(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.table_model.source_row(index.row()))


def _whole(row: Row, key: str) -> int:
    cell = row.get(key)
    return int(cell) if isinstance(cell, int | float) else 0


def _many(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"


def _percent(cell: Cell | None) -> str:
    return f"{100 * float(cell):.1f}" if isinstance(cell, int | float) else ""
