"""The table of entities: a square for the type, cells shaded in the outlet's colour, and short names of outlets above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.cell_painting import draw_frame
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, Index
from workbench.ui.widgets.entity_words import draw_square, mentions_words, type_words
from workbench.ui.widgets.outlet_mark import draw_mark

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of each column that counts one outlet's mentions."""

_NAME_WIDTH: Final = 96
"""Pixels that the name keeps at least; with many outlets the table is scrolled sideways instead."""
_NAME_WIDTH_SCROLLED: Final = 168
"""What it takes where outlets have to be scrolled anyway.

These widths are meant for text of 10 points and grow with it.
"""
_LEAST_OUTLET_WIDTH: Final = 30
_MOST_OUTLET_WIDTH: Final = 76
_SMALLER: Final = 0.82
"""Size of the outlets' names above their columns, as a share of the text's."""
_SELECTING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class EntityDelegate(CellDelegate):
    """Draws a name behind a square in the colour of its type, and a frame around the cell that is highlighted."""

    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__(desk, view)
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, DataTableModel):
            super().paint(painter, option, index)
            return
        column, row = model.columns[index.column()], model.source_row(index.row())
        if column.key == "name":
            self._paint_name(painter, option, index, str(model.table.column("type")[row] or ""))
            return
        super().paint(painter, option, index)
        focus = self._desk.state.focus
        if column.outlet and column.outlet == focus.outlet and model.table.column("entity_id")[row] == focus.entity:
            draw_frame(painter, QRectF(option.rect), self._desk.theme.text)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, kind: str) -> None:
        theme = self._desk.theme
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        draw_square(painter, QPointF(rect.left() + 13, rect.center().y()), theme.entity_colour(kind))
        room = rect.adjusted(25, 0, -4, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(QColor(theme.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip says in words what the colours say."""
        model = index.model()
        if not index.isValid() or not isinstance(model, DataTableModel):
            return False
        articles = isinstance(view, EntityTable) and view.counts_articles
        QToolTip.showText(event.globalPos(), tool_tip(cell_words(model, index, articles=articles)), view)
        return True


def cell_words(model: DataTableModel, index: Index, *, articles: bool = False) -> str:
    """A cell in words: ``Jane Roe (person)``, ``Jane Roe in Daily Post: 6 mentions``.

    Args:
        model: the table.
        index: the cell.
        articles: whether the outlets' cells count articles rather than mentions.
    """
    row, column = model.table.row(model.source_row(index.row())), model.columns[index.column()]
    name = visible(str(row["name"]))
    if column.key == "name":
        return f"{name} ({type_words(str(row['type']))})"
    if column.key.startswith(OUTLET_COLUMN):
        count = int(row[column.key] or 0)
        words = _articles(count) if articles else mentions_words(count)
        return f"{name} in {visible(column.outlet) or UNKNOWN_OUTLET}: {words}"
    return f"{name}: {mentions_words(int(row['mentions'] or 0))} in {_articles(int(row['documents'] or 0))}"


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def short_outlet_name(outlet: str, others: Iterable[str], metrics: QFontMetrics, width: int) -> str:
    """An outlet's name for a narrow column: whole, its first word, its initials, or its beginning; the first that fits.

    Args:
        outlet: the name.
        others: the names beside it; a short form that another one would have too is not used.
        metrics: the font.
        width: pixels.
    """

    def fits(text: str) -> bool:
        return metrics.horizontalAdvance(text) <= width

    def alone(short: str, of: int) -> bool:
        return sum(_short_forms(other)[of] == short for other in others if other != outlet) == 0

    if fits(outlet):
        return outlet
    word, letters = _short_forms(outlet)
    if word != outlet and fits(word) and alone(word, 0):
        return word
    if len(letters) > 1 and fits(letters) and alone(letters, 1):
        return letters
    begun = word if alone(word, 0) else outlet
    for size in range(len(begun) - 1, 1, -1):
        short = f"{begun[:size].rstrip()}."
        if fits(short):
            return short
    return ""


def _short_forms(outlet: str) -> tuple[str, str]:
    words = outlet.split()
    if len(words) > 1 and words[0].casefold() == "the":
        words = words[1:]
    return (words[0] if words else "", "".join(word[0] for word in words).upper())


class OutletHeader(QHeaderView):
    """Above the column of an outlet: its mark and, below, its name as far as there is room."""

    def __init__(self, desk: Desk, table: DataTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._desk = desk
        self._table = table
        self.setHighlightSections(False)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF(), 6.0) * _SMALLER)
        return font

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """High enough for mark and name."""
        size = super().sizeHint()
        return QSize(size.width(), max(size.height(), 18 + QFontMetrics(self._small()).height()))

    def short_names(self) -> dict[str, str]:
        """What stands above each outlet's column."""
        columns = self._table.table_model.columns
        metrics = QFontMetrics(self._small())
        names = {n: visible(c.outlet) or "?" for n, c in enumerate(columns) if c.kind == "heat"}
        return {
            columns[n].outlet: short_outlet_name(name, names.values(), metrics, self.sectionSize(n) - 4)
            for n, name in names.items()
        }

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Draw one heading."""
        columns = self._table.table_model.columns
        if section >= len(columns) or columns[section].kind != "heat":
            super().paintSection(painter, rect, section)
            return
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect = rect
        option.section = section
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        theme, column = self._desk.theme, columns[section]
        style = self._desk.outlet_style(column.outlet)
        font = self._small()
        line = QFontMetrics(font).height()
        top = rect.top() + (rect.height() - 12 - line) / 2
        by = self._table.table_model.sorted_by
        arrow = ("↓" if by[1] else "↑") if by is not None and by[0] == section else ""
        middle = rect.center().x() + 0.5 - (4 if arrow else 0)
        painter.save()
        draw_mark(painter, QPointF(middle, top + 6), 4.2, style.mark, QColor(style.colour(theme.dark)))
        painter.setPen(QColor(theme.muted))
        painter.setFont(font)
        if arrow:
            painter.drawText(QPointF(middle + 7, top + 10), arrow)
        name = short_outlet_name(
            visible(column.outlet) or "?",
            [visible(c.outlet) or "?" for c in columns if c.kind == "heat"],
            QFontMetrics(font),
            rect.width() - 4,
        )
        below = QRectF(rect.left(), top + 12, rect.width(), line)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), name)
        painter.restore()


class EntityTable(DataTable):
    """Entities by outlet; several rows can be selected. The whole row stands for an entity, an outlet's cell for it there."""

    menu_wanted = Signal(object)
    """The menu of the selected rows is wanted at this place on the screen."""
    selection_changed = Signal()
    """Other rows are selected."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Entities by outlet", parent)
        self.counts_articles = False
        """Whether the outlets' cells count articles rather than mentions."""
        self._entities = EntityDelegate(desk, self)
        self.setItemDelegate(self._entities)
        header = OutletHeader(desk, self)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(self.horizontalHeader().minimumSectionSize())
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._on_header)
        self.setHorizontalHeader(header)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_entities(self, data: TableData, *, articles: bool = False) -> None:
        """Show a table of entities; what is selected stays so."""
        chosen = self.chosen_ids()
        self.counts_articles = articles
        self.show_table(data, self._columns(data, articles=articles))
        self._entities.prepare(self.table_model)
        self.fit_columns()
        self.select_ids(chosen)

    @staticmethod
    def _columns(data: TableData, *, articles: bool) -> list[Column]:
        what = "Articles that name it" if articles else "Mentions"
        columns = [
            Column("name", "name", "The name used most", width=_NAME_WIDTH),
            Column(
                "documents" if articles else "mentions", "all", f"{what}, of all that are counted", "number", width=38
            ),
        ]
        # an outlet that is not known comes last, as everywhere
        for name in sorted(data.names, key=lambda name: name == OUTLET_COLUMN):
            if name.startswith(OUTLET_COLUMN):
                outlet = name.removeprefix(OUTLET_COLUMN)
                title = outlet or UNKNOWN_OUTLET
                columns.append(Column(name, title, f"{title}: {what.casefold()}", "heat", width=38, outlet=outlet))
        return columns

    def fit_columns(self) -> None:
        """Outlets share what the name leaves, within reason."""
        header = self.horizontalHeader()
        outlets = header.count() - 2
        if outlets < 0:
            return
        name = self.pixels(_NAME_WIDTH)
        fixed = max(self.pixels(38), self.least_width(1))
        least = max([self.pixels(_LEAST_OUTLET_WIDTH), *(self.least_width(n) for n in range(2, header.count()))])
        room = self.viewport().width() - fixed
        shared = (room - name - self.pixels(66)) // max(outlets, 1)
        width = min(max(shared, least), max(self.pixels(_MOST_OUTLET_WIDTH), least))
        if outlets * least > room - name:
            name = max(name, min(self.pixels(_NAME_WIDTH_SCROLLED), room // 2))
        self.setColumnWidth(1, fixed)
        for n in range(2, header.count()):
            self.setColumnWidth(n, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, max(room - outlets * width, name))

    # -- what is selected ------------------------------------------------------------------------------------------

    def chosen_ids(self) -> list[str]:
        """Ids of the selected entities, from top to bottom."""
        data = self.table_model.table
        if not len(data):
            return []
        ids = data.texts("entity_id")
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [ids[self.table_model.source_row(row)] for row in rows]

    def select_ids(self, wanted: Sequence[str]) -> None:
        """Select the rows of these entities, as far as they are on show."""
        data, model = self.table_model.table, self.table_model
        chosen = set(wanted)
        rows = [n for n, entity in enumerate(data.texts("entity_id")) if entity in chosen] if len(data) else []
        selection = QItemSelection()
        for row in rows:
            index = model.index(model.row_on_screen(row), 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def show_entity(self, entity: str) -> None:
        """Select one entity and scroll to it; none when it is not on show."""
        data = self.table_model.table
        ids = data.texts("entity_id") if len(data) else []
        self.select_source_row(ids.index(entity) if entity in ids else None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The chosen row stays on show where the names below take room from the table."""
        index = self.currentIndex()
        row = self.visualRect(index)
        super().resizeEvent(event)
        if index.isValid() and 0 <= row.top() < event.oldSize().height() and row.bottom() > event.size().height():
            self.scrollTo(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu is about the selected rows; a right click on another row selects that one."""
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        else:
            index = self.indexAt(self.viewport().mapFromGlobal(place))
            if index.isValid() and not self.selectionModel().isRowSelected(index.row(), index.parent()):
                self.selectRow(index.row())
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)
        event.accept()

    def _on_clicked(self, index: Index) -> None:
        # with Ctrl or Shift a person puts rows together; what is highlighted stays
        if not QGuiApplication.keyboardModifiers() & _SELECTING:
            super()._on_clicked(index)
