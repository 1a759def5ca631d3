"""A table over plain columns: sorts by an order index, copies, and draws outlets, bars and aligned contexts.

``QSortFilterProxyModel`` calls Python for each comparison; an order list sorts 100,000 rows in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.domain.formula_guard import as_cell
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.cell_painting import draw_ground
from workbench.ui.widgets.outlet_mark import draw_mark, mark_icon
from workbench.ui.widgets.plain_rows import fit_row_height, show_plain_rows

Index = QModelIndex | QPersistentModelIndex

_NARROW: Final = 64
"""Heat columns narrower than this are headed by the outlet's mark alone."""

_WIDTHS_ARE_FOR: Final = 10.0
"""Size of text in points for which column widths are meant; with larger text columns are as much wider."""
_ROWS_MEASURED: Final = 2000
"""Rows whose numbers decide how wide their column must be; a wider one below is drawn smaller."""
_SMALLEST: Final = 0.6
"""A number that does not fit is drawn smaller, down to this share of the text's size."""

FONT_CHANGES: Final = (
    QEvent.Type.FontChange,
    QEvent.Type.ApplicationFontChange,
    QEvent.Type.StyleChange,
)
"""Events after which what was measured in one font may be wrong."""

RAW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The cell as it is in the table, for delegates."""


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is shown."""

    key: str
    title: str
    tip: str = ""
    kind: str = "text"
    """text, number, outlet, heat (number on a ground of the outlet's colour), left, node, right (concordance)."""
    decimals: int = 0
    width: int = 90
    """Pixels at a text size of 10 points."""
    outlet: str = ""
    """For heat: whose colour."""
    stretch: bool = False
    signed: bool = False
    tip_key: str = ""
    """The column of the table whose cell is the tool tip; empty for the cell itself."""


def shown(cell: Cell, column: Column) -> str:
    """A cell as text for the screen: thousands separated, a missing number as a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return visible(cell)
    if isinstance(cell, int):
        return f"{cell:+,}" if column.signed else f"{cell:,}"
    return f"{cell:+,.{column.decimals}f}" if column.signed else f"{cell:,.{column.decimals}f}"


def tab_separated(data: TableData) -> str:
    """A table as text for the clipboard: a line for each row, cells separated by tabs, names first.

    A text that a spreadsheet would take for a formula when it is pasted gets a leading apostrophe, as in CSV.
    """
    rows = zip(*data.columns, strict=True)
    return "\n".join(["\t".join(data.names), *("\t".join(_plain(cell) for cell in row) for row in rows)])


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return as_cell(" ".join(cell.split())) if isinstance(cell, str) else str(cell)


def text_scale(font: QFont) -> float:
    """How much larger a font is than the one that widths in pixels are meant for."""
    if font.pointSizeF() > 0:  # else its size is in pixels
        return font.pointSizeF() / _WIDTHS_ARE_FOR
    meant = QFont(font)
    meant.setPointSizeF(_WIDTHS_ARE_FOR)
    return QFontMetricsF(font).height() / max(QFontMetricsF(meant).height(), 1.0)


class ColumnModel(QAbstractTableModel):
    """Cells under columns that say how they are shown. Where cells come from is for the model of a table to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self.sorted_by: tuple[int, bool] | None = None
        self.outlet_icon: Callable[[str], QIcon | None] = lambda _: None
        """The mark of an outlet, for the heading of its column."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """How the columns are shown."""
        return self._columns

    def cell(self, row: int, column: int) -> Cell:
        """What is in a cell."""
        raise NotImplementedError

    def tip(self, row: int, column: int) -> Cell:
        """What the tool tip of a cell with text says."""
        return self.cell(row, column)

    def is_bold(self, row: int) -> bool:
        """Whether a row stands out."""
        return False

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Columns shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            if column.kind == "outlet":
                return visible(str(cell or UNKNOWN_OUTLET))
            return shown(cell, column)
        if role == RAW_ROLE:
            return cell
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column.kind in ("number", "left") or (column.kind == "heat")
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            if column.kind in ("node", "heat"):
                side = Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(cell, str):
            return tool_tip(str(self.tip(index.row(), index.column()) or ""))
        if role == Qt.ItemDataRole.FontRole and (column.kind == "node" or self.is_bold(index.row())):
            font = QFont(QGuiApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title and what it means."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ""
            if self.sorted_by is not None and self.sorted_by[0] == section:
                arrow = " ↓" if self.sorted_by[1] else " ↑"
            if column.kind in ("heat", "outlet") and column.width < _NARROW:
                return arrow.strip()  # its mark stands for the outlet, its tool tip names it
            return visible(column.title) + arrow
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(column.tip or column.title)
        if role == Qt.ItemDataRole.DecorationRole and column.kind == "heat":
            return self.outlet_icon(column.outlet)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if column.kind in ("number", "left"):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if column.kind in ("node", "heat"):
                return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class DataTableModel(ColumnModel):
    """Rows of a :class:`TableData` in an order of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[tuple[Cell, ...], ...] = ()
        self._data = TableData()
        self._order: list[int] = []
        self._bold_rows: Callable[[int], bool] = lambda _: False

    def show(self, data: TableData, columns: Sequence[Column]) -> None:
        """Show another table."""
        self.beginResetModel()
        self._columns, self._data = tuple(columns), data
        self._cells = tuple(data.column(column.key) for column in columns)
        self._order = list(range(len(data)))
        if self.sorted_by is not None and self.sorted_by[0] < len(columns):
            self._sort(*self.sorted_by)
        self.endResetModel()

    @property
    def table(self) -> TableData:
        """The table as it came."""
        return self._data

    def cell(self, row: int, column: int) -> Cell:
        """What is in a cell."""
        return self._cells[column][self._order[row]]

    def tip(self, row: int, column: int) -> Cell:
        """What the tool tip of a cell with text says."""
        key = self._columns[column].tip_key
        return self._data.column(key)[self._order[row]] if key else self.cell(row, column)

    def is_bold(self, row: int) -> bool:
        """Whether a row stands out."""
        return self._bold_rows(self._order[row])

    def different_texts(self, column: int, rows: int) -> set[str]:
        """What the first rows show in a column that is not one of outlets. Most numbers stand in many of them."""
        cells, shown_as = self._cells[column], self._columns[column]
        different = {(type(cells[n]), cells[n]) for n in self._order[:rows]}
        return {shown(cell, shown_as) for _, cell in different}

    def source_row(self, row: int) -> int:
        """The row of the table behind a row on the screen."""
        return self._order[row]

    def row_on_screen(self, source: int) -> int:
        """Where a row of the table stands on the screen. ``ValueError`` when it is not there."""
        return self._order.index(source)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Rows shown."""
        return 0 if parent.isValid() else len(self._order)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; missing cells last either way."""
        if not 0 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [self._order[index.row()] for index in before]
        self._sort(column, order == Qt.SortOrder.DescendingOrder)
        place = {source: row for row, source in enumerate(self._order)}
        for index, source in zip(before, sources, strict=True):
            self.changePersistentIndex(index, self.index(place[source], index.column()))
        self.layoutChanged.emit()

    def _sort(self, column: int, descending: bool) -> None:
        cells = self._cells[column]
        text = self._columns[column].kind in ("text", "outlet", "left", "node", "right")
        present = [row for row in range(len(cells)) if cells[row] is not None]
        missing = [row for row in range(len(cells)) if cells[row] is None]
        if text:
            keys = [str(cell).casefold() for cell in cells]
            present.sort(key=keys.__getitem__, reverse=descending)
        else:
            present.sort(key=cells.__getitem__, reverse=descending)  # type: ignore[arg-type]  # numbers only
        self._order = present + missing
        self.sorted_by = (column, descending)


class CellDelegate(QStyledItemDelegate):
    """Draws outlets with their mark, and heat cells on a ground of the outlet's colour."""

    def __init__(self, desk: Desk, view: QTableView) -> None:
        super().__init__(view)
        self._desk = desk
        self._largest: dict[int, float] = {}

    def prepare(self, model: DataTableModel) -> None:
        """Take the largest number of each heat column, against which its cells are shaded."""
        largest = 0.0
        for n, column in enumerate(model.columns):
            if column.kind == "heat":
                numbers = [float(c) for c in model.table.column(column.key) if isinstance(c, int | float)]
                largest = max([largest, *numbers])
                self._largest[n] = largest
        self._largest = dict.fromkeys(self._largest, largest)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Contexts on the left lose their beginning, not their end."""
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, ColumnModel) and model.columns[index.column()].kind == "left":
            option.textElideMode = Qt.TextElideMode.ElideLeft

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, ColumnModel) else None
        unknown = column is not None and column.kind in ("outlet", "node") and index.data(RAW_ROLE) is None
        if column is None or unknown or column.kind not in ("outlet", "heat", "node"):
            super().paint(painter, option, index)
            return
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = self._desk.theme
        if selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        if column.kind == "outlet":
            outlet = str(index.data(RAW_ROLE) or "")
            style = self._desk.outlet_style(outlet)
            draw_mark(
                painter, QPointF(rect.left() + 12, rect.center().y()), 4.4, style.mark, QColor(style.colour(theme.dark))
            )
            painter.setPen(QColor(theme.text))
            text = str(index.data())
            room = rect.adjusted(23, 0, -4, 0)
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        elif column.kind == "node":
            painter.fillRect(rect.adjusted(1, 2, -1, -2), QColor(theme.highlight))
            font = QFont(QGuiApplication.font())
            font.setWeight(QFont.Weight.DemiBold)
            painter.save()
            painter.setFont(font)
            painter.setPen(QColor(theme.text))
            text = painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideMiddle, int(rect.width()) - 8
            )
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
            painter.restore()
        else:
            self._paint_heat(painter, rect, index, column)

    def _paint_heat(self, painter: QPainter, rect: QRectF, index: Index, column: Column) -> None:
        theme = self._desk.theme
        value = index.data(RAW_ROLE)
        number = float(value) if isinstance(value, int | float) else 0.0
        box = rect.adjusted(2, 3, -2, -3)
        text_colour = QColor(theme.muted)
        if number > 0:
            share = number / max(self._largest.get(index.column(), 1.0), 1e-9)
            ground = draw_ground(painter, box, self._desk.outlet_colour(column.outlet), share)
            text_colour = readable_on(ground, QColor(theme.panel))
        painter.setPen(text_colour)
        self._paint_number(painter, box, str(index.data()) if number else "–")

    @staticmethod
    def _paint_number(painter: QPainter, box: QRectF, text: str) -> None:
        """A number is never cut: its digits would say something else. Where it does not fit it is drawn smaller."""
        advance = painter.fontMetrics().horizontalAdvance(text)
        if advance <= box.width():
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
            return
        painter.save()
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * max(box.width() / advance, _SMALLEST))
        painter.setFont(font)
        fits = painter.fontMetrics().horizontalAdvance(text) <= box.width() + 2
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text if fits else "…")
        painter.restore()


def readable_on(ground: QColor, behind: QColor) -> QColor:
    """Dark or white text, whichever has the greater contrast on a translucent ground over an opaque one."""
    opacity = ground.alphaF()
    mixed = (
        opacity * over + (1 - opacity) * under
        for over, under in zip(ground.getRgbF()[:3], behind.getRgbF()[:3], strict=True)  # type: ignore[index]  # a tuple of 4
    )
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mixed]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return QColor("#000000" if luminance > 0.179 else "#FFFFFF")  # at 0.179 both have a contrast of 4.6 to 1


class ColumnView(QTableView):
    """Rows of one line under columns whose widths follow the size of the text."""

    font_changed = Signal()
    """The size of the text is another; rows and columns have followed."""

    def __init__(self, desk: Desk, name: str, model: ColumnModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._scale = text_scale(self.font())
        self._keys: tuple[str, ...] = ()
        self._shown_model = model
        model.setParent(self)
        model.outlet_icon = lambda outlet: mark_icon(desk.outlet_style(outlet), desk.theme.dark)
        self.setModel(model)
        self.setAccessibleName(visible(name))
        show_plain_rows(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.set_row_height()

    def set_row_height(self) -> None:
        """Rows fit the font, and columns can be no narrower than two characters and the mark of an outlet."""
        self.horizontalHeader().setMinimumSectionSize(round(30 * self._scale))
        fit_row_height(self, 9)

    def pixels(self, width: float) -> int:
        """Pixels in the present size of text, of a width that is meant for 10 points."""
        return round(width * self._scale)

    def least_width(self, column: int) -> int:
        """Pixels that a column needs at least."""
        return self.horizontalHeader().minimumSectionSize()

    def fit_columns(self) -> None:
        """Give columns their widths where they are others than before; else those that a person gave them stay."""
        columns = self._shown_model.columns
        keys = tuple(column.key for column in columns)
        if keys == self._keys:
            return
        self._keys = keys
        header = self.horizontalHeader()
        for n, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(n, mode)
            if not column.stretch:
                self.setColumnWidth(n, max(self.pixels(column.width), self.least_width(n)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """With text of another size, rows and columns take other sizes; what a person widened stays wider."""
        super().changeEvent(event)
        if event.type() in FONT_CHANGES and hasattr(self, "_shown_model"):  # Qt tells of fonts while it is being built
            scale = text_scale(self.font())
            if abs(scale - self._scale) > 0.01:
                before, self._scale = self._scale, scale
                self._fit_font(scale / before)

    def _fit_font(self, factor: float) -> None:
        self.set_row_height()
        for n, column in enumerate(self._shown_model.columns):
            if not column.stretch:
                self.setColumnWidth(n, max(round(self.columnWidth(n) * factor), self.least_width(n)))
        self.font_changed.emit()


class DataTable(ColumnView):
    """The view: one row selected at a time, chosen by click, Enter or arrow keys."""

    row_chosen = Signal(int)
    """The person chose a row: its number in the table as it came."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        self._quiet = False
        self._model = DataTableModel()
        super().__init__(desk, name, self._model, parent)
        self._delegate = CellDelegate(desk, self)
        self.setItemDelegate(self._delegate)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        self.clicked.connect(self._on_clicked)

    @property
    def table_model(self) -> DataTableModel:
        """The model."""
        return self._model

    def least_width(self, column: int) -> int:
        """Pixels that a column needs so that none of its numbers and no heading of numbers is cut."""
        shown_as = self._model.columns[column]
        if shown_as.kind not in ("number", "heat"):
            return self.horizontalHeader().minimumSectionSize()
        metrics = QFontMetrics(self.font())
        texts = self._model.different_texts(column, _ROWS_MEASURED)
        needed = max((metrics.horizontalAdvance(text) for text in texts), default=0) + self.pixels(10)
        if shown_as.kind == "number":
            heading = metrics.horizontalAdvance(visible(shown_as.title))
            needed = max(needed, heading + 14)  # its padding is in pixels whatever the font
        return max(needed, self.horizontalHeader().minimumSectionSize())

    def show_table(self, data: TableData, columns: Sequence[Column]) -> None:
        """Show another table; sorting and column widths stay when the columns are the same."""
        self._quiet = True
        try:
            keys = tuple(column.key for column in columns)
            if not data.names:  # an answer from before the words were indexed has no columns yet
                data = TableData(keys, tuple(() for _ in keys), data.notes)
            if keys != self._keys:
                self._model.sorted_by = None
            self._model.show(data, columns)
            self._delegate.prepare(self._model)
            self.fit_columns()
        finally:
            self._quiet = False

    def select_source_row(self, row: int | None) -> None:
        """Show a row as selected, and scroll to it, without choosing it."""
        self._quiet = True
        try:
            if row is None:
                self.clearSelection()
                return
            index = self._model.index(self._model.row_on_screen(row), 0)
            self.setCurrentIndex(index)
            self.selectRow(index.row())
            self.scrollTo(index)
        finally:
            self._quiet = False

    def row_position(self, source_row: int, column: int = 0) -> QPoint:
        """The middle of a cell in the viewport, for pointing at it."""
        return self.visualRect(self._model.index(self._model.row_on_screen(source_row), column)).center()

    def as_text(self) -> str:
        """The rows in the order shown, separated by tabs, with a header: what Copy gives."""
        lines = ["\t".join(_plain(column.title) for column in self._model.columns)]
        for row in range(self._model.rowCount()):
            cells = (self._model.data(self._model.index(row, c), RAW_ROLE) for c in range(self._model.columnCount()))
            lines.append("\t".join(_plain(cell) for cell in cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses, Ctrl+C copies, the rest moves."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
            self.desk.said.emit(f"Copied {self._model.rowCount():,} rows.")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: Index) -> None:
        if index.isValid() and not self._quiet:
            self.row_chosen.emit(self._model.source_row(index.row()))

    def _on_header(self, section: int) -> None:
        """First click on a number sorts the largest first; the next one turns it round."""
        before = self._model.sorted_by
        numeric = self._model.columns[section].kind in ("number", "heat")
        descending = not before[1] if before is not None and before[0] == section else numeric
        self._model.sort(section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        self.viewport().update()
