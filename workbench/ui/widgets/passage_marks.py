"""The list of groups of passages: the outlets of a group are drawn as their marks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from workbench.ui.desk import Desk
from workbench.ui.widgets.data_table import CellDelegate, DataTable, DataTableModel, Index
from workbench.ui.widgets.outlet_mark import draw_mark

OUTLET_NAMES: Final = "outlet names"
"""The column of marks; its cells name the outlets, so that they are sorted, copied and read aloud by name."""
OUTLETS: Final = "outlets"
"""The column with one outlet a line."""
_NEEDED: Final = {"story": 430, "members": 300}
"""Pixels of the list below which a column is left out, meant for text of 10 points."""
_STEP: Final = 13
"""Pixels from one mark to the next."""


class GroupList(DataTable):
    """A table of groups with a column of outlets' marks."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, name, parent)
        self._delegate = _MarksDelegate(desk, self)
        self.setItemDelegate(self._delegate)

    def fit_columns(self) -> None:
        """Give columns their widths, and leave some out where it is narrow."""
        super().fit_columns()
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The words of a passage keep room: the columns that matter least go first."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.viewport().width()
        for n, column in enumerate(self.table_model.columns):
            self.setColumnHidden(n, room < self.pixels(_NEEDED.get(column.key, 0)))


class _MarksDelegate(CellDelegate):
    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__(desk, view)
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; marks that find no room are counted: ``+3``."""
        model = index.model()
        if not isinstance(model, DataTableModel) or model.columns[index.column()].key != OUTLET_NAMES:
            super().paint(painter, option, index)
            return
        outlets = str(model.table.column(OUTLETS)[model.source_row(index.row())] or "").split("\n")
        rect, theme = QRectF(option.rect), self._desk.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        room = max(int(rect.width() - 6) // _STEP, 1)
        drawn = outlets if len(outlets) <= room else outlets[: max(room - 2, 0)]
        x = rect.left() + 9
        for outlet in drawn:
            style = self._desk.outlet_style(outlet)
            draw_mark(painter, QPointF(x, rect.center().y()), 4.2, style.mark, QColor(style.colour(theme.dark)))
            x += _STEP
        if len(drawn) < len(outlets):
            painter.setPen(QColor(theme.muted))
            words = f"+{len(outlets) - len(drawn)}" if drawn else str(len(outlets))
            painter.drawText(
                QRectF(x - 5, rect.top(), rect.right() - x + 5, rect.height()),
                int(Qt.AlignmentFlag.AlignVCenter),
                words,
            )
        painter.restore()
