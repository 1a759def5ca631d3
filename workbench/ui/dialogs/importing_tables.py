"""A table whose cells can be said quietly or as a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel

Index = QModelIndex | QPersistentModelIndex

DANGER = "danger"
QUIET = "quiet"

Tone = Callable[[int, str], str]
"""From a row of the table as it came and a column's key to ``DANGER``, ``QUIET`` or nothing."""


class _ToneDelegate(CellDelegate):
    def __init__(self, desk: Desk, view: QTableView, tone: Tone) -> None:
        super().__init__(desk, view)
        self._tone = tone

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Cells with a tone have its colour, and lean when they are quiet."""
        super().initStyleOption(option, index)
        model = index.model()
        if not isinstance(model, DataTableModel):
            return
        tone = self._tone(model.source_row(index.row()), model.columns[index.column()].key)
        if not tone:
            return
        colour = QColor(self._desk.theme.danger if tone == DANGER else self._desk.theme.muted)
        option.palette.setColor(QPalette.ColorRole.Text, colour)
        if option.state & QStyle.StateFlag.State_Selected:
            # the style sheet has one colour for all that is selected
            option.state &= ~QStyle.StateFlag.State_Selected
            option.backgroundBrush = QBrush(QColor(self._desk.theme.accent_ground))
        option.font.setItalic(tone == QUIET)


class ToneTable(DataTable):
    """The row that mouse or arrow keys choose is told.

    Args:
        desk: what all panes share.
        name: what it lists.
        parent: the dialog.
        tone: how each cell is said.
        enter_chooses: whether Enter chooses a row; else it goes on to the dialog, whose button it presses.
        shares: the largest share of the whole width that columns get by their keys, so that the last one has room.
    """

    current_changed = Signal(int)
    """Another row was chosen by mouse or keyboard: its number in the table as it came."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        parent: QWidget | None = None,
        *,
        tone: Tone = lambda _row, _key: "",
        enter_chooses: bool = False,
        shares: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__(desk, name, parent)
        self._enter_chooses = enter_chooses
        self._shares = shares or {}
        self.font_changed.connect(self._fit)
        self.setItemDelegate(_ToneDelegate(desk, self, tone))
        self.selectionModel().selectionChanged.connect(self._on_selection)

    @property
    def current_row(self) -> int | None:
        """The chosen row of the table as it came."""
        # not the current index: Qt puts that on the first row when the table only gets the keyboard's attention
        rows = self.selectionModel().selectedRows()
        return self.table_model.source_row(rows[0].row()) if rows else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns keep within their shares."""
        super().resizeEvent(event)
        self._fit()

    def show_table(self, data: TableData, columns: Sequence[Column]) -> None:
        """Show another table."""
        super().show_table(data, columns)
        self._fit()

    def _fit(self) -> None:
        for n, column in enumerate(self.table_model.columns):
            if column.key in self._shares:
                self.setColumnWidth(n, min(self.pixels(column.width), int(self._shares[column.key] * self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter belongs to the dialog, unless it chooses."""
        if not self._enter_chooses and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _on_selection(self) -> None:
        row = self.current_row
        if row is not None:
            self.current_changed.emit(row)
