"""The list of articles: headings and articles in one column, drawn by a delegate, quick with 10,000 rows.

What it shows is decided by the pane; nothing here knows about focus or scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.date_words import day_words
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.data_table import FONT_CHANGES
from workbench.ui.widgets.outlet_mark import draw_mark
from workbench.workspace.messages import ArticleRow

Index = QModelIndex | QPersistentModelIndex

_LEFT: Final = 14
_MARK: Final = 14
"""Room for the outlet's mark."""
_RIGHT: Final = 10
_ABOVE: Final = 5
_BELOW: Final = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group of articles."""

    key: str
    title: str
    dates: str
    """In words, empty when no article of the group has one."""
    articles: int
    collapsed: bool = False

    @property
    def remark(self) -> str:
        """Dates and number of articles: ``3–4 Jul 2024 · 3``."""
        return f"{self.dates} · {self.articles:,}" if self.dates else f"{self.articles:,}"


@dataclass(frozen=True, slots=True)
class Line:
    """An article in the list."""

    article: ArticleRow
    with_outlet: bool = True
    """Whether the line under the title names the outlet; that it is not known is always said."""
    with_year: bool = True
    """Whether it gives the year with day or month; without, the heading above says it."""

    @property
    def remark(self) -> str:
        """The line under the title: outlet, date, words, and what a person should know."""
        row = self.article
        parts = (
            visible(row.outlet) or UNKNOWN_OUTLET if self.with_outlet or not row.outlet else "",
            day_words(row.date, year=self.with_year) or "no date",
            f"{row.words:,} word{'' if row.words == 1 else 's'}",
            f"{visible(row.wire)} wire" if row.wire else "",
            f"{len(row.notes)} note{'' if len(row.notes) == 1 else 's'}" if row.notes else "",
        )
        return " · ".join(part for part in parts if part)


Entry = Heading | Line


class ArticleListModel(QAbstractListModel):
    """Headings and articles from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.passages: Mapping[str, int] = {}
        """Highlighted passages by article."""
        self.reading: frozenset[str] = frozenset()
        """Articles that are open in the Reader."""
        self._places: dict[str, int] = {}

    def show(self, entries: Iterable[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = list(entries)
        self._places = {e.article.document_id: n for n, e in enumerate(self.entries) if isinstance(e, Line)}
        self.endResetModel()

    def place(self, document_id: str) -> int | None:
        """Where an article stands; ``None`` when it is not listed."""
        return self._places.get(document_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Headings and articles."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One entry for one role."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if isinstance(entry, Heading):
            if role == Qt.ItemDataRole.DisplayRole:
                return visible(entry.title)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                many = "1 article" if entry.articles == 1 else f"{entry.articles:,} articles"
                folded = "collapsed" if entry.collapsed else "expanded"
                return ", ".join(part for part in (visible(entry.title), entry.dates, many, folded) if part)
            if role == Qt.ItemDataRole.ToolTipRole:
                return tool_tip(
                    f"{entry.title}\n{entry.remark}\nClick to {'show' if entry.collapsed else 'hide'} its articles"
                )
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(entry.article.title) or "Untitled"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._tip(entry))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be pointed at but not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return base if isinstance(self.entries[index.row()], Heading) else base | Qt.ItemFlag.ItemIsSelectable

    def _spoken(self, entry: Line) -> str:
        row = entry.article
        found = self.passages.get(row.document_id, 0)
        parts = [visible(row.title) or "Untitled", entry.remark]
        if found:
            parts.append("1 highlighted passage" if found == 1 else f"{found:,} highlighted passages")
        if row.document_id in self.reading:
            parts.append("open in the Reader")
        if not row.in_scope:
            parts.append("not counted")
        return ", ".join(parts)

    @staticmethod
    def _tip(entry: Line) -> str:
        row = entry.article
        source = f" (from {row.outlet_source})" if row.outlet and row.outlet_source else ""
        lines = [
            row.title or "Untitled",
            f"{row.outlet or UNKNOWN_OUTLET}{source} · {day_words(row.date) or 'no date'} · {row.words:,} words",
            f"Wire copy: {row.wire}" if row.wire else "",
            "" if row.in_scope else "Not counted: outside the scope",
            *row.notes,
            row.path,
        ]
        return "\n".join(line for line in lines if line)


class ArticleDelegate(QStyledItemDelegate):
    """Draws headings and articles."""

    def __init__(self, desk: Desk, view: ArticleList) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Heights are measured once for all entries."""
        return self._view.entry_size(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one entry."""
        painter.save()
        entry = self._view.model_of_articles.entries[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if isinstance(entry, Heading):
            self._paint_heading(painter, rect, entry)
        else:
            self._paint_article(painter, rect, entry, state)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._desk.theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: Heading) -> None:
        theme, view = self._desk.theme, self._view
        painter.fillRect(rect, QColor(theme.sunken))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        bold, small = view.bold, view.small_bold
        metrics, small_metrics = QFontMetrics(bold), QFontMetrics(small)
        inside = rect.adjusted(8, _ABOVE, -_RIGHT, -_BELOW)
        self._paint_arrow(painter, QPointF(inside.left() + 4, inside.top() + metrics.height() / 2), entry.collapsed)
        inside.setLeft(inside.left() + 14)
        one_line = rect.height() < metrics.height() + small_metrics.height() + _ABOVE + _BELOW
        remark_width = small_metrics.horizontalAdvance(entry.remark)
        room = inside.width() - (remark_width + 10 if one_line else 0)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        title = metrics.elidedText(visible(entry.title), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside.left(), inside.top() + metrics.ascent(), title)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        if one_line:
            painter.drawText(inside.right() - remark_width, inside.top() + metrics.ascent(), entry.remark)
        else:
            baseline = inside.top() + metrics.height() + small_metrics.ascent()
            remark = small_metrics.elidedText(entry.remark, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside.left(), baseline, remark)

    def _paint_arrow(self, painter: QPainter, centre: QPointF, collapsed: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._desk.theme.muted), 1.3))
        x, y = centre.x(), centre.y()
        if collapsed:
            painter.drawPolyline([QPointF(x - 1.5, y - 3), QPointF(x + 1.5, y), QPointF(x - 1.5, y + 3)])
        else:
            painter.drawPolyline([QPointF(x - 3, y - 1.5), QPointF(x, y + 1.5), QPointF(x + 3, y - 1.5)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_article(self, painter: QPainter, rect: QRect, entry: Line, state: QStyle.StateFlag) -> None:
        theme, view, row = self._desk.theme, self._view, entry.article
        model = view.model_of_articles
        if row.document_id in model.reading:
            painter.fillRect(rect, QColor(theme.accent_ground))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))
        elif state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, QColor(theme.sunken))
        metrics, small_metrics = QFontMetrics(view.font()), QFontMetrics(view.small)
        style = self._desk.outlet_style(row.outlet)
        colour = QColor(style.colour(theme.dark))
        if not row.in_scope:
            colour.setAlphaF(0.5)
        top = rect.top() + _ABOVE
        draw_mark(painter, QPointF(rect.left() + _LEFT + 4, top + metrics.height() / 2), 4.2, style.mark, colour)
        left = rect.left() + _LEFT + _MARK
        width = rect.right() - _RIGHT - left
        painter.setFont(view.font())
        painter.setPen(QColor(theme.text if row.in_scope else theme.boilerplate))
        baseline = top + metrics.ascent()
        for line in view.title_lines(entry, width):
            painter.drawText(left, baseline, line)
            baseline += metrics.height()
        below = baseline - metrics.ascent()
        found = model.passages.get(row.document_id, 0)
        if found:
            width -= self._paint_badge(painter, found, rect.right() - _RIGHT, below, small_metrics) + 6
        painter.setFont(view.small)
        painter.setPen(QColor(theme.muted if row.in_scope else theme.boilerplate))
        remark = small_metrics.elidedText(entry.remark, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, below + small_metrics.ascent(), remark)

    def _paint_badge(self, painter: QPainter, found: int, right: int, top: int, metrics: QFontMetrics) -> int:
        """How many highlighted passages an article has, in a pill. Returns the pill's width."""
        theme, text = self._desk.theme, f"{found:,}"
        width = max(metrics.horizontalAdvance(text) + 10, metrics.height() + 2)
        box = QRectF(right - width, top - 1, width, metrics.height() + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.highlight))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(self._view.small_bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return width


class ArticleList(QListView):
    """Articles under headings. A click or Enter chooses one, Ctrl or Shift chooses several."""

    article_chosen = Signal(str)
    """One article was chosen, by document id."""
    articles_chosen = Signal(tuple)
    """Several were, from top to bottom."""
    heading_chosen = Signal(str)
    """A heading was clicked, by its key."""
    menu_wanted = Signal(tuple, QPoint)
    """A menu is wanted for these articles, at a place on the screen."""
    copy_wanted = Signal()
    """The list is to be copied."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ArticleListModel(self)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._heights: list[int] = []
        self._measured_width = -1
        self._advances: dict[str, int] = {}
        self._wrapped: dict[tuple[str, int], tuple[str, ...]] = {}
        self.scrolled_by_person = False
        """Whether a person scrolled; then the list stays where it is until they choose something else to look at."""
        self.small, self.bold, self.small_bold = QFont(), QFont(), QFont()
        self._take_fonts()
        self.setModel(self._model)
        self.setItemDelegate(ArticleDelegate(desk, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._on_clicked)
        self.verticalScrollBar().actionTriggered.connect(self._on_scrolled)

    @property
    def model_of_articles(self) -> ArticleListModel:
        """The model."""
        return self._model

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_entries(self, entries: Sequence[Entry], *, keep_place: bool) -> None:
        """Show other entries; ``keep_place`` keeps the scrolled position, the current entry and the selection."""
        at = self.verticalScrollBar().value()
        chosen, current = self.selected_articles(), self._model_entry(self.currentIndex())
        self._model.show(entries)
        self._measured_width = -1
        self.doItemsLayout()
        if isinstance(current, Line):
            place = self._model.place(current.article.document_id)
        elif current is not None:
            keys = (n for n, e in enumerate(self._model.entries) if isinstance(e, Heading) and e.key == current.key)
            place = next(keys, None)
        else:
            place = None
        if place is not None:
            self._make_current(place)
        self.select_articles(chosen)
        self.verticalScrollBar().setValue(at if keep_place else 0)

    def show_state(self, reading: Sequence[str], passages: Mapping[str, int], *, follow: bool = True) -> None:
        """Mark what is open in the Reader and how many highlighted passages each article has.

        Args:
            reading: the articles in the Reader, the first of which is made visible when they are others than before.
            passages: highlighted passages by article.
            follow: whether that is wanted; never when a person has scrolled.
        """
        turned = frozenset(reading)
        changed = turned != self._model.reading
        self._model.reading, self._model.passages = turned, passages
        if changed:
            self.select_articles(reading)
            place = self._model.place(reading[0]) if reading else None
            if place is not None:
                if self._model_entry(self.currentIndex()) != self._model.entries[place]:
                    self._make_current(place)
                if follow and not self.scrolled_by_person:
                    self.scrollTo(self._model.index(place))  # does nothing when it is visible
        self.viewport().update()

    def _make_current(self, place: int) -> None:
        """Where the arrow keys go on from. Qt would scroll to it."""
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(self._model.index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def selected_articles(self) -> tuple[str, ...]:
        """The selected articles from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        chosen = (self._model.entries[row] for row in rows)
        return tuple(entry.article.document_id for entry in chosen if isinstance(entry, Line))

    def select_articles(self, documents: Iterable[str]) -> None:
        """Select these articles and no others."""
        selection = QItemSelection()
        for document in documents:
            place = self._model.place(document)
            if place is not None:
                index = self._model.index(place)
                selection.select(index, index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- sizes -----------------------------------------------------------------------------------------------------

    def take_theme(self) -> None:
        """Take fonts anew and draw everything again."""
        self._take_fonts()
        self._measured_width = -1
        self.doItemsLayout()
        self.viewport().update()

    def entry_size(self, row: int) -> QSize:
        """The size of an entry."""
        if row >= len(self._heights):
            self._measure()
        return QSize(self._measured_width, self._heights[row])

    def title_lines(self, entry: Line, width: int) -> tuple[str, ...]:
        """A title broken into at most two lines, the last one ending in an ellipsis where there is no room."""
        title = visible(entry.article.title) or "Untitled"
        if (title, width) not in self._wrapped:
            if len(self._wrapped) > 2000:
                self._wrapped.clear()
            self._wrapped[title, width] = _broken(title, self.font(), width)
        return self._wrapped[title, width]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width breaks titles elsewhere."""
        super().resizeEvent(event)
        if self._measured_width != self.viewport().width():
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Measure for the present width, then lay out."""
        if self._measured_width != self.viewport().width() or len(self._heights) != len(self._model.entries):
            self._measure()
        super().doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Text of another size needs rows of another height."""
        super().changeEvent(event)
        if event.type() in FONT_CHANGES and hasattr(self, "_font_taken") and self._font_taken != self.font():
            self.take_theme()

    def _take_fonts(self) -> None:
        self._font_taken = QFont(self.font())
        size = self.font().pointSizeF()
        self.small = QFont(self.font())
        self.small.setPointSizeF(size * 0.86)
        self.bold = QFont(self.font())
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small_bold = QFont(self.small)
        self.small_bold.setWeight(QFont.Weight.Medium)
        self._advances.clear()
        self._wrapped.clear()

    def _measure(self) -> None:
        """The height of every entry. Only titles that may or may not need a second line are measured by the font."""
        self._measured_width = max(self.viewport().width(), 60)
        metrics, small, bold = QFontMetrics(self.font()), QFontMetrics(self.small), QFontMetrics(self.bold)
        small_bold = QFontMetrics(self.small_bold)
        width = self._measured_width - _RIGHT - _LEFT - _MARK - 1
        typical = max(metrics.averageCharWidth(), 1)
        surely_one, surely_two = 0.3 * width / typical, 2 * width / typical
        base = _ABOVE + _BELOW + 2
        one, two = base + metrics.height() + small.height(), base + 2 * metrics.height() + small.height()
        heading_room = self._measured_width - 8 - 14 - _RIGHT - 10
        short, tall = base + bold.height(), base + bold.height() + small_bold.height()
        heights = []
        for entry in self._model.entries:
            if isinstance(entry, Heading):
                needed = bold.horizontalAdvance(visible(entry.title)) + small_bold.horizontalAdvance(entry.remark)
                heights.append(short if needed <= heading_room else tall)
                continue
            title = entry.article.title
            size = len(title)
            if size <= surely_one:
                heights.append(one)
            elif size >= surely_two:
                heights.append(two)
            else:
                advance = self._advances.get(title)
                if advance is None:
                    advance = self._advances[title] = metrics.horizontalAdvance(visible(title))
                heights.append(one if advance <= width else two)
        self._heights = heights

    # -- gestures --------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling by wheel or touch pad is the person's own."""
        super().wheelEvent(event)
        self.scrolled_by_person = True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """A menu for the selected articles, or for the one under the pointer when it is none of them."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        entry = self._model_entry(index)
        if not isinstance(entry, Line):
            return
        chosen = self.selected_articles()
        if entry.article.document_id not in chosen:
            chosen = (entry.article.document_id,)
        place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keyboard else event.globalPos()
        self.menu_wanted.emit(chosen, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The right button opens a menu and selects nothing."""
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember whether Ctrl or Shift was held."""
        self._modifiers = event.modifiers()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses what is selected; Space, Left and Right fold a heading."""
        entry = self._model_entry(self.currentIndex())
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            chosen = self.selected_articles()
            if isinstance(entry, Heading):
                self.heading_chosen.emit(entry.key)
            elif len(chosen) > 1:
                self.articles_chosen.emit(chosen)
            elif entry is not None:
                self.article_chosen.emit(entry.article.document_id)
        elif isinstance(entry, Heading) and (
            key in (Qt.Key.Key_Space, Qt.Key.Key_Right if entry.collapsed else Qt.Key.Key_Left)
        ):
            self.heading_chosen.emit(entry.key)
        else:
            super().keyPressEvent(event)

    def _on_scrolled(self) -> None:
        self.scrolled_by_person = True

    def _model_entry(self, index: Index) -> Entry | None:
        return self._model.entries[index.row()] if index.isValid() else None

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self._model_entry(index)
        several = self._modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if isinstance(entry, Heading):
            self.heading_chosen.emit(entry.key)
        elif entry is not None and several:
            chosen = self.selected_articles()
            if chosen:
                self.articles_chosen.emit(chosen)
        elif entry is not None:
            self.article_chosen.emit(entry.article.document_id)


def _broken(title: str, font: QFont, width: int) -> tuple[str, ...]:
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(title) <= width:
        return (title,)
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # Qt counts in UTF-16 units
    units = title.encode("utf-16-le")
    cut = line.textLength() * 2
    first, rest = units[:cut].decode("utf-16-le", "replace"), units[cut:].decode("utf-16-le", "replace")
    return first.rstrip(), metrics.elidedText(rest.lstrip(), Qt.TextElideMode.ElideRight, width)
