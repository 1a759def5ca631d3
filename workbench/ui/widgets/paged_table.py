"""A table of any number of rows that are fetched in pages as they come into view.

The model knows how many rows there are and keeps the pages that were looked at last. What is not there yet is shown as
dots. One question is under way at a time, always for what is in view when it is asked, so that a person who drags the
scroll bar waits for nothing that was passed by.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from workbench.domain.table_data import Cell, TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.widgets.data_table import CellDelegate, Column, ColumnModel, ColumnView, Index, tab_separated

PAGE: Final = 200
"""Rows of a page."""
_PAGES_KEPT: Final = 64
MOST_COPIED: Final = 10_000
"""Rows that Copy takes at most; a file takes all."""
_DOTS: Final = "…"

MARKS_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""What the page says about a row besides its cells."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table."""

    first: int
    """The number of the first one, from 0."""
    cells: TableData
    marks: Sequence[Any] = ()
    """Something about each row, for whoever draws it; empty when there is nothing to say."""


Taken = Callable[[Rows], None]
Fetch = Callable[[str, int, int, Taken, Callable[[Failure], None]], None]
"""Asks for rows: what for (one question for each purpose is under way at a time), the first, how many, what takes them when
they come, and what is told when they can't."""


class PagedModel(ColumnModel):
    """Rows of which only some pages are there."""

    wanted = Signal()
    """A row was looked at that is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._pages: OrderedDict[int, tuple[TableData, Sequence[Any]]] = OrderedDict()

    def show(self, total: int, columns: Sequence[Column]) -> None:
        """Show another table, of which nothing is there yet."""
        self.beginResetModel()
        self._columns, self._total = tuple(columns), total
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show the same rows under other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def put(self, rows: Rows) -> None:
        """Take rows that came. They begin with a page, and end with one or with the table."""
        for begin in range(0, len(rows.cells), PAGE):
            number = (rows.first + begin) // PAGE
            columns = tuple(column[begin : begin + PAGE] for column in rows.cells.columns)
            self._pages[number] = (TableData(rows.cells.names, columns), rows.marks[begin : begin + PAGE])
            self._pages.move_to_end(number)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        if len(rows.cells) and self._columns:
            last = rows.first + len(rows.cells) - 1
            self.dataChanged.emit(self.index(rows.first, 0), self.index(last, len(self._columns) - 1))

    def has(self, row: int) -> bool:
        """Whether a row is there."""
        return row // PAGE in self._pages

    def row_on_screen(self, row: int) -> int:
        """Where a row stands on the screen: there is no order but that of the rows."""
        return row

    def row_of(self, **cells: Cell) -> int | None:
        """The first row with these cells among those that are there."""
        for number in sorted(self._pages):
            page = self._pages[number][0]
            for row, found in enumerate(zip(*(page.column(name) for name in cells), strict=True)):
                if found == tuple(cells.values()):
                    return number * PAGE + row
        return None

    def line(self, row: int) -> dict[str, Cell] | None:
        """All cells of a row by the names of their columns; ``None`` while it is not there."""
        page = self._page(row)
        return page[0].row(row % PAGE) if page is not None else None

    @property
    def table(self) -> TableData:
        """The rows that are there, from top to bottom."""
        pages = [self._pages[number][0] for number in sorted(self._pages)]
        if not pages:
            return TableData(tuple(column.key for column in self._columns), tuple(() for _ in self._columns))
        columns = tuple(tuple(cell for page in pages for cell in page.columns[n]) for n in range(len(pages[0].names)))
        return TableData(pages[0].names, columns)

    def cell(self, row: int, column: int) -> Cell:
        """What is in a cell; ``None`` while it is not there."""
        page = self._page(row)
        if page is None:
            self.wanted.emit()
            return None
        return page[0].column(self._columns[column].key)[row % PAGE]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Rows in all, whether they are there or not."""
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        if role == MARKS_ROLE:
            page = self._page(index.row())
            return page[1][index.row() % PAGE] if page is not None and page[1] else ()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and not self.has(index.row()):
            self.wanted.emit()
            return _DOTS
        return super().data(index, role)

    def _page(self, row: int) -> tuple[TableData, Sequence[Any]] | None:
        page = self._pages.get(row // PAGE)
        if page is not None:
            self._pages.move_to_end(row // PAGE)
        return page


class PagedTable(ColumnView):
    """The view: a row is chosen by click or Enter; several can be selected and copied."""

    row_chosen = Signal(int)
    """The person chose a row; it is there."""
    arrived = Signal()
    """Rows came."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        self._quiet = False
        self._fetch: Fetch | None = None
        self._generation = 0
        self._under_way = False
        self._to_choose: int | None = None
        self._model = PagedModel()
        super().__init__(desk, name, self._model, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(CellDelegate(desk, self))
        self.horizontalHeader().setSectionsClickable(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self._model.wanted.connect(self._soon.start)
        self.clicked.connect(self._on_clicked)

    @property
    def table_model(self) -> PagedModel:
        """The model."""
        return self._model

    def show_rows(
        self, total: int, columns: Sequence[Column], fetch: Fetch, known: Rows | None = None, *, stay: bool = False
    ) -> None:
        """Show another table.

        Args:
            total: how many rows it has.
            columns: how its columns are shown.
            fetch: asks for rows.
            known: rows that are there already.
            stay: whether it is much the same table, so that what is in view stays there.
        """
        top = self.verticalScrollBar().value() if stay else 0
        self._generation += 1
        self._under_way, self._to_choose, self._fetch = False, None, fetch
        self._model.show(total, columns)
        self.fit_columns()
        if known is not None:
            self._model.put(known)
        self.verticalScrollBar().setValue(top)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show the same rows under other columns."""
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.show_columns(columns)
        self.fit_columns()
        self.verticalScrollBar().setValue(top)
        if row >= 0:
            self.select_row(row, scroll=False)

    def select_row(self, row: int | None, *, scroll: bool = True) -> None:
        """Show a row as the selected one, and scroll to it, without choosing it."""
        self._quiet = True
        try:
            if row is None or row >= self._model.rowCount():
                self.clearSelection()
                return
            index = self._model.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            if scroll:
                self.scrollTo(index)
        finally:
            self._quiet = False

    def selected_rows(self) -> tuple[int, int]:
        """The first selected row and the one behind the last; ``(0, 0)`` when none is."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(n) for n in range(selection.count())]
        if not ranges:
            return (0, 0)
        return (min(part.top() for part in ranges), max(part.bottom() for part in ranges) + 1)

    def row_position(self, row: int, column: int = 0) -> QPoint:
        """The middle of a cell in the viewport, for pointing at it."""
        return self.visualRect(self._model.index(row, column)).center()

    def copy_rows(self, begin: int = 0, behind: int | None = None) -> None:
        """Put rows on the clipboard, separated by tabs, with a header; at most :data:`MOST_COPIED` of them."""
        total = self._model.rowCount() if behind is None else behind - begin
        many = min(total, MOST_COPIED)
        if not many or self._fetch is None:
            return

        def copy(rows: Rows) -> None:
            keys = [column.key for column in self._model.columns]
            data = TableData(
                tuple(column.title for column in self._model.columns), tuple(rows.cells.column(key) for key in keys)
            )
            QGuiApplication.clipboard().setText(tab_separated(data))
            left_out = f" of {total:,}. Export saves all of them." if many < total else "."
            self.desk.said.emit(f"Copied {len(data):,} {'row' if len(data) == 1 else 'rows'}{left_out}")

        lines = [self._model.line(row) for row in range(begin, begin + many) if self._model.has(row)]
        there = [line for line in lines if line is not None]
        if len(there) == many:
            names = tuple(there[0])
            copy(Rows(begin, TableData.from_rows(names, [[line[name] for name in names] for line in there])))
        else:
            self._fetch("copy", begin, many, copy, self.desk.report)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses, Ctrl+C copies what is selected or else all, the rest moves."""
        if event.matches(QKeySequence.StandardKey.Copy):
            begin, behind = self.selected_rows()
            self.copy_rows(begin, behind) if behind else self.copy_rows()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End lead to the first and the last row, not along one."""
        total = self._model.rowCount()
        if total and action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            row = 0 if action == QAbstractItemView.CursorAction.MoveHome else total - 1
            return self._model.index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select all rows; of very many none, which Copy takes for all: Qt would look at each of them for seconds."""
        total = self._model.rowCount()
        if total <= MOST_COPIED:
            super().selectAll()
            return
        self.clearSelection()
        self.desk.said.emit(f"Copy takes the first {MOST_COPIED:,} of {total:,} rows. Export saves all of them.")

    def selectionCommand(  # noqa: N802 - Qt's name
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A selection reaches no further than what can be copied."""
        if abs(index.row() - self.currentIndex().row()) > MOST_COPIED:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        return super().selectionCommand(index, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More rows may be in view."""
        super().resizeEvent(event)
        self._soon.start()

    def event(self, event: QEvent) -> bool:
        """A table that comes to be seen asks for what is in view."""
        if event.type() == QEvent.Type.Show:
            self._soon.start()
        return super().event(event)

    def _on_clicked(self, index: Index) -> None:
        modifiers = QGuiApplication.keyboardModifiers()
        selecting = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if not index.isValid() or self._quiet or selecting:
            return
        if self._model.has(index.row()):
            self.row_chosen.emit(index.row())
        else:
            self._to_choose = index.row()
            self._soon.start()

    def _in_view(self) -> tuple[int, int]:
        """The pages of the rows in view: the first, and the one behind the last."""
        total = self._model.rowCount()
        if self._to_choose is not None and not self._model.has(self._to_choose):
            return self._to_choose // PAGE, self._to_choose // PAGE + 1
        top = self.rowAt(0)
        if not total or top < 0:
            return 0, 0
        bottom = self.rowAt(self.viewport().height() - 1)
        return top // PAGE, (bottom if bottom >= 0 else total - 1) // PAGE + 1

    def _ask(self) -> None:
        begin, behind = self._in_view()
        missing = [page for page in range(begin, behind) if not self._model.has(page * PAGE)]
        if self._under_way or self._fetch is None or not missing or not self.isVisible():
            return
        self._under_way = True
        generation, first = self._generation, missing[0] * PAGE

        def take(rows: Rows) -> None:
            if generation != self._generation:
                return  # another table is shown by now
            self._under_way = False
            self._model.put(rows)
            self.arrived.emit()
            if self._to_choose is not None and self._model.has(self._to_choose):
                row, self._to_choose = self._to_choose, None
                self.row_chosen.emit(row)
            if len(rows.cells):
                self._soon.start()  # something else may be in view by now

        def fail(failure: Failure) -> None:
            if generation == self._generation:
                self._under_way = False
                self.desk.report(failure)

        self._fetch("page", first, (missing[-1] + 1) * PAGE - first, take, fail)
