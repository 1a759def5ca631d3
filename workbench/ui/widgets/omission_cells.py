"""How the table of what outlets cover draws its cells: filled where covered, hollow where absent, hatched without an article."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip, QWidget

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import Cell
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.cell_painting import draw_frame, draw_ground, inner_box
from workbench.ui.widgets.data_table import CellDelegate, DataTable, DataTableModel, Index, readable_on
from workbench.ui.widgets.outlet_mark import draw_mark

CELL: Final = "cell:"
"""Begins the name of each column that is shown for an outlet."""
ABSENT: Final = "absent"
NO_ARTICLE: Final = "–"
_PLACES: Final = {"headline": "headline", "lead": "lead", "body": "text"}
_SHADES: Final = {"headline": 1.0, "lead": 0.4, "body": 0.05}
"""How strong the ground of a covered cell is, by where it stands first."""


class OmissionGrid(DataTable):
    """A table in which a cell of an outlet says whether it covers the row, and a frame shows the chosen cell."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, name, parent)
        self._delegate = _CoverageDelegate(desk, self)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    @property
    def cell(self) -> tuple[int, str] | None:
        """The row of the table and the outlet of the cell that has the cursor; ``None`` beside the outlets."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        column = self.table_model.columns[index.column()]
        if not column.key.startswith(CELL):
            return None
        return self.table_model.source_row(index.row()), column.outlet


class _CoverageDelegate(CellDelegate):
    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__(desk, view)
        self._desk = desk
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, DataTableModel) else None
        if not isinstance(model, DataTableModel) or column is None or not column.key.startswith(CELL):
            super().paint(painter, option, index)
            return
        outlet, row, table = column.outlet, model.source_row(index.row()), model.table
        count = int(table.column(f"outlet:{outlet}")[row] or 0)
        rect, theme = QRectF(option.rect), self._desk.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        box = inner_box(rect)
        if count < 0:
            painter.fillRect(box, QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QColor(theme.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), NO_ARTICLE)
        else:
            self._paint_known(
                painter, box, str(index.data()), outlet, str(table.column(f"place:{outlet}")[row] or ""), count
            )
        current = self._view.currentIndex()
        if (current.row(), current.column()) == (index.row(), index.column()):
            draw_frame(painter, rect, theme.text)
        painter.restore()

    def _paint_known(self, painter: QPainter, box: QRectF, text: str, outlet: str, place: str, count: int) -> None:
        theme, style = self._desk.theme, self._desk.outlet_style(outlet)
        centre = QPointF(box.left() + 10, box.center().y())
        if count:
            ground = draw_ground(painter, box, self._desk.outlet_colour(outlet), _SHADES.get(place, 0.05))
            colour = readable_on(ground, QColor(theme.panel))
            draw_mark(painter, centre, 3.8, style.mark, colour)
        else:
            colour = QColor(theme.muted)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 3.8, 3.8)
        painter.setPen(colour)
        room = box.adjusted(19, 0, -2, 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), elided)

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip says in words what a cell says, with the sentence behind it."""
        model = index.model()
        if index.isValid() and isinstance(model, DataTableModel):
            column = model.columns[index.column()]
            if column.key.startswith(CELL):
                words = cell_words(model.table.row(model.source_row(index.row())), column.outlet)
                QToolTip.showText(event.globalPos(), tool_tip(words), view)
                return True
        return super().helpEvent(event, view, option, index)


def cell_text(count: int, of: int, place: str) -> str:
    """A cell: ``lead, 2 of 3``; ``absent`` where it is left out; a dash where the outlet has no article of the story.

    Args:
        count: the outlet's articles that cover it, -1 where it has none of the story.
        of: its articles of the story.
        place: ``headline``, ``lead`` or ``body``.
    """
    if count < 0:
        return NO_ARTICLE
    if not count:
        return ABSENT
    where = _PLACES.get(place, "text")
    return f"{where}, {count:,} of {of:,}" if of > 1 else where


def cell_words(cells: dict[str, Cell], outlet: str) -> str:
    """A cell in words, with the nearest sentence where it is left out."""
    name, where = str(cells["name"]), outlet or UNKNOWN_OUTLET
    count, of = (int(cells[f"{part}:{outlet}"] or 0) for part in ("outlet", "of"))
    if count < 0:
        return visible(f"{where} has no article of this story")
    text = str(cells[f"text:{outlet}"] or "")
    articles = f"{of:,} {'article' if of == 1 else 'articles'}"
    if count:
        place = _PLACES.get(str(cells[f"place:{outlet}"] or ""), "text")
        return visible(f"{where}: {count:,} of {articles}, first in the {place}: “{text}”")
    if not text:
        return visible(f"{where} ({articles}) does not have “{name}”; no sentence comes near it")
    similarity = cells.get(f"similarity:{outlet}")
    near = f" ({similarity:.2f})" if isinstance(similarity, float) else ""
    return visible(f"Not in {where} ({articles}). Nearest{near}: “{text}”")
