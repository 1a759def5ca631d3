"""The list of articles: headings and articles in one column, drawn by a delegate, quick with 100,000 rows.

What it shows is decided by the pane; nothing here knows about focus or scope. Entries are made when they are looked at,
and in a long list rows are measured when they come into sight: until then a row counts as high as the others are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise
from operator import add
from typing import Any, Final, overload

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
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
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QCursor,
    QFont,
    QFontMetrics,
    QHoverEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
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
from workbench.ui.date_words import day_words, range_words
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.data_table import FONT_CHANGES
from workbench.ui.widgets.outlet_mark import draw_mark
from workbench.workspace.listing import DATE, OUTLET, ArticleRow, Articles

Index = QModelIndex | QPersistentModelIndex

_LEFT: Final = 14
_MARK: Final = 14
"""Room for the outlet's mark."""
_RIGHT: Final = 10
_ABOVE: Final = 5
_BELOW: Final = 6
_BLOCK: Final = 128
"""Rows that are measured together."""
_FACTS_SHARE: Final = 0.4
"""The part of the line under a title that is left to outlet, date and words when there is much to remark."""
_SHORT: Final = 2_000
"""A list with no more rows than this is measured at once, so that its scroll bar is exact from the beginning."""

NO_STORY: Final = "No shared story"
"""Articles that are alone in their story, where these are too many to be listed each, or in none."""
NO_DATE: Final = "No date"


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
class Sign:
    """What a person should know about an article, as a word beside it."""

    words: str
    short: str
    """Where there is little room."""
    explained: str
    urgent: bool = False
    """Whether it asks for something to be done."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article in the list."""

    article: ArticleRow
    with_outlet: bool = True
    """Whether the line under the title names the outlet; that it is not known is always said."""
    with_year: bool = True
    """Whether it gives the year with day or month; without, the heading above says it."""
    copy_of: str = ""
    """The article of which this one is a copy, in words."""

    @property
    def facts(self) -> str:
        """The beginning of the line under the title: outlet, date, words."""
        words = f"{self.article.words:,} word{'' if self.article.words == 1 else 's'}"
        return " · ".join(part for part in (self.short_facts, words) if part)

    @property
    def short_facts(self) -> str:
        """Outlet and date, for where there is little room."""
        row = self.article
        parts = (
            visible(row.outlet) or UNKNOWN_OUTLET if self.with_outlet or not row.outlet else "",
            day_words(row.date, year=self.with_year),
        )
        return " · ".join(part for part in parts if part)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The end of that line: what a person should know, the most important first."""
        row = self.article
        signs = []
        if row.review:
            signs.append(Sign("review", "review", f"Needs review: {row.review}", urgent=True))
        if not row.date:
            signs.append(Sign("no date", "no date", "No date: set one with Edit metadata"))
        if row.duplicate_of:
            of = f"Copy of {self.copy_of}" if self.copy_of else "Copy of another article"
            signs.append(Sign("copy", "copy", of))
        if row.wire:
            signs.append(Sign(f"{visible(row.wire)} wire", "wire", f"Wire copy: {row.wire}"))
        if row.notes:
            many = f"{len(row.notes)} note{'' if len(row.notes) == 1 else 's'}"
            signs.append(Sign(many, many, "\n".join(row.notes)))
        return tuple(signs)

    @property
    def remark(self) -> str:
        """The whole line under the title."""
        return " · ".join((self.facts, *(sign.words for sign in self.signs)))


Entry = Heading | Line


class Entries(Sequence[Entry]):
    """Headings and articles from top to bottom; each is made when it is asked for.

    Args:
        articles: all articles.
        by: what they are grouped by.
        shown: the articles to list, by their places in the arrangement, ascending; ``None`` lists all.
        collapsed: keys of the groups whose articles are hidden.
    """

    def __init__(
        self,
        articles: Articles | None = None,
        by: str = "",
        *,
        shown: Sequence[int] | None = None,
        collapsed: Collection[str] = (),
    ) -> None:
        self.articles = articles
        self.by = by
        self._headings: dict[int, Heading] = {}
        self._years: dict[int, bool] = {}
        self._shown: Sequence[int] = shown if shown is not None else range(len(articles) if articles else 0)
        self._bounds: Sequence[int] = array("L", [0])
        """Where each group begins among the articles to list, and their number."""
        self._collapsed: frozenset[int] = frozenset()
        self._heads: Sequence[int] = array("L")
        """Where each heading stands."""
        self._size = 0
        if articles is None or not len(articles):
            return
        self._arrangement = articles.arranged(by)
        self._bounds = self._arrangement.starts if shown is None else self._groups_of(shown)
        groups = len(self._bounds) - 1
        if not collapsed:
            self._heads = array("L", map(add, self._bounds[:-1], count()))
            self._size = groups + len(self._shown)
            return
        self._collapsed = frozenset(group for group in range(groups) if self._key(group) in collapsed)
        sizes = (
            1 if group in self._collapsed else 1 + end - start
            for group, (start, end) in enumerate(pairwise(self._bounds))
        )
        heads = array("L", accumulate(sizes, initial=0))
        self._size = heads.pop()
        self._heads = heads

    def _groups_of(self, shown: Sequence[int]) -> Sequence[int]:
        starts, bounds, at = self._arrangement.starts, array("L", [0]), 0
        while at < len(shown):
            at = bisect_left(shown, starts[self._arrangement.group_at(shown[at]) + 1], at)
            bounds.append(at)
        return bounds

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, row: int) -> Entry: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Entry]: ...

    def __getitem__(self, row: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(row, slice):
            return [self[n] for n in range(*row.indices(len(self)))]
        group, article = self._at(row)
        if article is None:
            return self._heading(group)
        assert self.articles is not None  # noqa: S101 - there are no rows without articles
        row_of = self.articles[article]
        return Line(
            row_of,
            with_outlet=self.by != OUTLET,
            with_year=self._with_year(group),
            copy_of=self._named(row_of.duplicate_of) if row_of.duplicate_of else "",
        )

    def article(self, row: int) -> int | None:
        """The article in a row, by its place in the listing; ``None`` for a heading."""
        return self._at(row)[1]

    def document(self, row: int) -> str | None:
        """The id of the article in a row; ``None`` for a heading."""
        article = self.article(row)
        return self.articles.ids[article] if article is not None and self.articles is not None else None

    def is_heading(self, row: int) -> bool:
        """Whether a row is a heading."""
        return self._at(row)[1] is None

    def place(self, document_id: str) -> int | None:
        """The row of an article; ``None`` when it is not listed."""
        article = self.articles.place(document_id) if self.articles is not None else None
        if article is None:
            return None
        rank = self._arrangement.rank[article]
        at = bisect_left(self._shown, rank)
        if at == len(self._shown) or self._shown[at] != rank:
            return None
        group = bisect_right(self._bounds, at) - 1
        return None if group in self._collapsed else self._heads[group] + 1 + at - self._bounds[group]

    def heading_place(self, key: str) -> int | None:
        """The row of a heading."""
        return next((self._heads[group] for group in range(len(self._heads)) if self._key(group) == key), None)

    @property
    def first_article(self) -> str | None:
        """The id of the topmost article."""
        open_groups = (group for group in range(len(self._heads)) if group not in self._collapsed)
        group = next(open_groups, None)
        return None if group is None else self.document(self._heads[group] + 1)

    def group_name(self, row: int) -> str:
        """The name of the group that a row belongs to: a story's id, an outlet, a month."""
        return self._name(self._at(row)[0])

    def documents(self, row: int) -> tuple[str, ...]:
        """The listed articles of the group that a row belongs to, also when they are hidden."""
        assert self.articles is not None  # noqa: S101 - there are no rows without articles
        group = self._at(row)[0]
        return tuple(self.articles.ids[self._article(at)] for at in range(self._bounds[group], self._bounds[group + 1]))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _named(self, document: str) -> str:
        """An article in words, for a remark about another one."""
        place = self.articles.place(document) if self.articles is not None else None
        if place is None or self.articles is None:
            return ""
        return f"“{self.articles.titles[place]}” ({self.articles.outlets[place] or UNKNOWN_OUTLET})"

    def _at(self, row: int) -> tuple[int, int | None]:
        """The group in a row, and the article unless it is the group's heading."""
        if row < 0:
            row += self._size
        if not 0 <= row < self._size:
            raise IndexError(row)
        group = bisect_right(self._heads, row) - 1
        below = row - self._heads[group]
        return group, self._article(self._bounds[group] + below - 1) if below else None

    def _article(self, at: int) -> int:
        return self._arrangement.order[self._shown[at]]

    def _name(self, group: int) -> str:
        assert self.articles is not None  # noqa: S101 - there are no groups without articles
        return self.articles.group_of(self._article(self._bounds[group]), self.by)

    def _title(self, group: int) -> str:
        assert self.articles is not None  # noqa: S101 - there are no groups without articles
        return self.articles.group_title(self._article(self._bounds[group]), self.by)

    def _key(self, group: int) -> str:
        return f"{self.by}:{self._name(group)}"

    def _ends(self, group: int) -> tuple[str, str]:
        """The first and the last date of a group in which the oldest comes first; empty when it has none."""
        assert self.articles is not None  # noqa: S101 - there are no groups without articles
        codes, empty = self.articles.dates.codes, self.articles.dates.empty
        start, end = self._bounds[group], self._bounds[group + 1]
        # what has no date comes last
        end = bisect_left(range(end), True, start, key=lambda at: codes[self._article(at)] == empty)
        if start == end:
            return "", ""
        return self.articles.dates[self._article(start)], self.articles.dates[self._article(end - 1)]

    def _heading(self, group: int) -> Heading:
        made = self._headings.get(group)
        if made is None:
            name = self._name(group)
            made = self._headings[group] = Heading(
                f"{self.by}:{name}",
                _heading_words(self._title(group), self.by),
                "" if self.by == DATE else range_words(self._ends(group)),
                self._bounds[group + 1] - self._bounds[group],
                group in self._collapsed,
            )
        return made

    def _with_year(self, group: int) -> bool:
        """Whether lines give the year: a heading with one year says it for all."""
        if self.by == DATE:
            return True
        found = self._years.get(group)
        if found is None:
            first, last = self._ends(group)
            found = self._years[group] = first[:4] != last[:4]
        return found


def _heading_words(group: str, by: str) -> str:
    if by == OUTLET:
        return group or UNKNOWN_OUTLET
    if by == DATE:
        return day_words(group) or NO_DATE
    return group or NO_STORY


class ArticleListModel(QAbstractListModel):
    """Headings and articles from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = Entries()
        self.passages: Mapping[str, int] = {}
        """Highlighted passages by article."""
        self.reading: frozenset[str] = frozenset()
        """Articles that are open in the Reader."""

    def show(self, entries: Entries) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def place(self, document_id: str) -> int | None:
        """Where an article stands; ``None`` when it is not listed."""
        return self.entries.place(document_id)

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
        return base if self.entries.is_heading(index.row()) else base | Qt.ItemFlag.ItemIsSelectable

    def _spoken(self, entry: Line) -> str:
        row = entry.article
        found = self.passages.get(row.document_id, 0)
        parts = [visible(row.title) or "Untitled", entry.facts]
        parts += [visible(sign.explained) for sign in entry.signs]
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
            "" if row.in_scope else "Not counted: outside the scope",
            *(sign.explained for sign in entry.signs),
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
        """Heights are measured by the list."""
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
        self._paint_remark(painter, entry, left, width, below + small_metrics.ascent())

    def _paint_remark(self, painter: QPainter, entry: Line, left: int, width: int, baseline: int) -> None:
        """The line under a title: facts give way to signs, down to a part of the line, and signs become shorter."""
        theme, view = self._desk.theme, self._view
        metrics, bold = QFontMetrics(view.small), QFontMetrics(view.small_bold)
        plain = QColor(theme.muted if entry.article.in_scope else theme.boilerplate)
        between = " · "
        gap = metrics.horizontalAdvance(between)
        words = [sign.words for sign in entry.signs]
        least = min(metrics.horizontalAdvance(entry.facts), int(width * _FACTS_SHARE))
        needed = sum(bold.horizontalAdvance(text) + gap for text in words)
        if needed > width - least:
            words = [sign.short for sign in entry.signs]
            needed = sum(bold.horizontalAdvance(text) + gap for text in words)
        room = max(width - needed, least)
        shorter = (entry.facts, entry.short_facts, entry.short_facts.split(between)[0])
        facts = next((facts for facts in shorter if facts and metrics.horizontalAdvance(facts) <= room), shorter[-1])
        facts = metrics.elidedText(facts or entry.facts, Qt.TextElideMode.ElideRight, room)
        painter.setFont(view.small)
        painter.setPen(plain)
        painter.drawText(left, baseline, facts)
        right, left = left + width, left + metrics.horizontalAdvance(facts)
        for sign, text in zip(entry.signs, words, strict=True):
            shown = bold.elidedText(text, Qt.TextElideMode.ElideRight, right - left - gap)
            if not shown:
                break
            painter.setFont(view.small)
            painter.setPen(plain)
            painter.drawText(left, baseline, between)
            painter.setFont(view.small_bold)
            if entry.article.in_scope:
                painter.setPen(QColor(theme.danger if sign.urgent else theme.text))
            painter.drawText(left + gap, baseline, shown)
            left += gap + bold.horizontalAdvance(shown)

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
    heading_menu_wanted = Signal(int, QPoint)
    """A menu is wanted for the heading in this row."""
    copy_wanted = Signal()
    """The list is to be copied."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ArticleListModel(self)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._blocks: list[array[int] | None] = []
        """For each block of rows where each of them ends, from the block's beginning; ``None`` until it is measured."""
        self._tops: list[int] = [0]
        """Where each block begins, and where the last one ends."""
        self._measured_width = -1
        self._measured_entries: Entries | None = None
        self._hovered = QPersistentModelIndex()
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

    def show_entries(self, entries: Entries, *, keep_place: bool) -> None:
        """Show other entries; ``keep_place`` keeps the scrolled position, the current entry and the selection."""
        at = self.verticalScrollBar().value()
        top = self._entry_on_top()
        chosen, current = self.selected_articles(), self._model_entry(self.currentIndex())
        self._model.show(entries)
        self._measured_width = -1
        self.doItemsLayout()
        if isinstance(current, Line):
            place = self._model.place(current.article.document_id)
        elif current is not None:
            place = entries.heading_place(current.key)
        else:
            place = None
        if place is not None:
            self._make_current(place)
        self.select_articles(chosen)
        if keep_place and len(entries) > _SHORT and top is not None:
            self._bring_to_top(*top)
        else:
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
                if self.currentIndex().row() != place:
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
        ranges = sorted((found.top(), found.bottom()) for found in _ranges(self.selectionModel().selection()))
        rows = (row for first, last in ranges for row in range(first, last + 1))
        return tuple(document for row in rows if (document := self._model.entries.document(row)) is not None)

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
        return QSize(self._measured_width, self._bottom_of(row) - self._top_of(row))

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
        QAbstractItemView.resizeEvent(self, event)
        if self._measured_width != self._usable_width():
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Measure for the present width, then lay out. Qt's own layout would measure every row."""
        if self._measured_width != self._usable_width() or self._measured_entries is not self._model.entries:
            top = self._entry_on_top() if self._measured_entries is self._model.entries else None
            self._measure()
            QAbstractItemView.doItemsLayout(self)
            if top is not None and len(self._model.entries) > _SHORT:
                self._bring_to_top(*top)
        else:
            QAbstractItemView.doItemsLayout(self)

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

    def _usable_width(self) -> int:
        return max(self.viewport().width(), 60)

    def _measure(self) -> None:
        """Begin to measure anew: all rows of a short list, the first ones of a long one."""
        entries = self._model.entries
        self._measured_width, self._measured_entries = self._usable_width(), entries
        blocks = -(-len(entries) // _BLOCK)
        self._blocks = [None] * blocks
        for block in range(blocks if len(entries) <= _SHORT else min(blocks, 2)):
            self._blocks[block] = array("L", accumulate(self._heights_of(block)))
        self._sum_up()

    def _sum_up(self) -> None:
        """Where each block begins. One that is not measured is taken to be as high as the others are."""
        size = len(self._model.entries)
        known = [(n, ends[-1]) for n, ends in enumerate(self._blocks) if ends is not None]
        rows = sum(min(_BLOCK, size - n * _BLOCK) for n, _ in known)
        usual = sum(height for _, height in known) / rows if rows else 0.0
        heights = (
            ends[-1] if ends is not None else round(usual * min(_BLOCK, size - n * _BLOCK))
            for n, ends in enumerate(self._blocks)
        )
        self._tops = list(accumulate(heights, initial=0))

    def _know(self, block: int) -> array[int]:
        """The ends of a block's rows, measured now if they were not yet."""
        ends = self._blocks[block]
        if ends is not None:
            return ends
        bar = self.verticalScrollBar()
        at = bar.value()
        ends = self._blocks[block] = array("L", accumulate(self._heights_of(block)))
        more = ends[-1] - (self._tops[block + 1] - self._tops[block])
        if more:
            for later in range(block + 1, len(self._tops)):
                self._tops[later] += more
            self._fit_scroll_bar()
            if self._tops[block] < at:
                bar.setValue(at + more)  # what is on show stays where it is
        return ends

    def _heights_of(self, block: int) -> list[int]:
        """The heights of a block's rows. Only titles that may or may not need a second line are measured by the font."""
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
        entries = self._model.entries
        titles = entries.articles.titles if entries.articles is not None else ()
        if len(self._advances) > 20_000:
            self._advances.clear()
        for row in range(block * _BLOCK, min((block + 1) * _BLOCK, len(entries))):
            article = entries.article(row)
            if article is None:
                entry = entries[row]
                assert isinstance(entry, Heading)  # noqa: S101 - narrows the type
                needed = bold.horizontalAdvance(visible(entry.title)) + small_bold.horizontalAdvance(entry.remark)
                heights.append(short if needed <= heading_room else tall)
                continue
            title = titles[article]
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
        return heights

    def _top_of(self, row: int) -> int:
        """Where a row begins."""
        block, n = divmod(row, _BLOCK)
        ends = self._know(block)
        return self._tops[block] + (ends[n - 1] if n else 0)

    def _bottom_of(self, row: int) -> int:
        """Where a row ends."""
        block, n = divmod(row, _BLOCK)
        ends = self._know(block)
        return self._tops[block] + ends[n]

    def _row_at(self, y: int) -> int:
        """The row at a height of the whole list; -1 when there is none."""
        if not 0 <= y < self._tops[-1]:
            return -1
        block = bisect_right(self._tops, y) - 1
        ends = self._know(block)
        # measured, the block may end earlier or later than it was taken to
        return min(block * _BLOCK + bisect_right(ends, y - self._tops[block]), len(self._model.entries) - 1)

    def _know_what_is_on_show(self) -> None:
        """Measure what is going to be painted, and stay at it."""
        while True:
            at, height = self.verticalScrollBar().value(), self.viewport().height()
            first = max(bisect_right(self._tops, at) - 1, 0)
            last = min(bisect_right(self._tops, at + height), len(self._blocks))
            waiting = [block for block in range(first, last) if self._blocks[block] is None]
            if not waiting:
                return
            self._know(waiting[-1])

    def _entry_on_top(self) -> tuple[str, int] | None:
        """The topmost article on show, and how far below the top it begins."""
        entries = self._measured_entries
        if entries is None or not len(entries) or self._tops[-1] == 0 or entries is not self._model.entries:
            return None
        at = self.verticalScrollBar().value()
        row = self._row_at(at)
        for candidate in range(row, min(row + 3, len(entries))) if row >= 0 else ():
            document = entries.document(candidate)
            if document is not None:
                return document, self._top_of(candidate) - self.verticalScrollBar().value()
        return None

    def _bring_to_top(self, document: str, below: int) -> None:
        place = self._model.place(document)
        if place is not None:
            self.verticalScrollBar().setValue(self._top_of(place) - below)

    # -- where things are: what Qt asks a view, answered without laying out every row ------------------------------

    def _fit_scroll_bar(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._tops[-1] - height))

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Fit the scroll bar to the whole list."""
        first = self._blocks[0] if self._blocks else None
        if first is not None:
            self.verticalScrollBar().setSingleStep(first[0])
        self._fit_scroll_bar()
        QAbstractItemView.updateGeometries(self)

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """The list is as wide as its room."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """How far the list is scrolled."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Draw what came into sight."""
        super().scrollContentsBy(dx, dy)  # this also forgets about bringing the current entry into sight
        self.viewport().update()

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Where an entry is on the viewport."""
        if not index.isValid() or index.row() >= len(self._model.entries) or not self._blocks:
            return QRect()
        self._lay_out_if_needed()
        top, bottom = self._top_of(index.row()), self._bottom_of(index.row())
        return QRect(0, top - self.verticalOffset(), self._measured_width, bottom - top)

    def _lay_out_if_needed(self) -> None:
        if self._measured_width != self._usable_width() or self._measured_entries is not self._model.entries:
            self.doItemsLayout()

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The entry at a place on the viewport."""
        self._lay_out_if_needed()
        row = self._row_at(point.y() + self.verticalOffset()) if 0 <= point.x() < self._measured_width else -1
        return self._model.index(row) if row >= 0 else QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802 - Qt's name
        """Nothing is hidden."""
        return False

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring an entry into sight."""
        rect = self.visualRect(index)
        if rect.isNull():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        hints = QAbstractItemView.ScrollHint
        if hint == hints.PositionAtTop or (hint == hints.EnsureVisible and rect.top() < 0):
            bar.setValue(bar.value() + rect.top())
        elif hint == hints.PositionAtBottom or (hint == hints.EnsureVisible and rect.bottom() >= room):
            bar.setValue(bar.value() + min(rect.bottom() + 1 - room, rect.top()))
        elif hint == hints.PositionAtCenter:
            bar.setValue(bar.value() + rect.top() - (room - rect.height()) // 2)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads."""
        last = len(self._model.entries) - 1
        if last < 0:
            return QModelIndex()
        current, actions = self.currentIndex(), QAbstractItemView.CursorAction
        if not current.isValid():
            return self._model.index(0)
        row, page = current.row(), self.viewport().height()
        if action in (actions.MoveDown, actions.MoveNext):
            row += 1
        elif action in (actions.MoveUp, actions.MovePrevious):
            row -= 1
        elif action == actions.MoveHome:
            row = 0
        elif action == actions.MoveEnd:
            row = last
        elif action == actions.MovePageDown:
            row = max(self._page_down(row, page), row + 1)
        elif action == actions.MovePageUp:
            row = min(self._page_up(row, page), row - 1)
        return self._model.index(min(max(row, 0), last))

    def _page_down(self, row: int, page: int) -> int:
        """The last row that is wholly on the page that begins with a row; near the end, the last one of all."""
        top, height = self._top_of(row), self._bottom_of(row) - self._top_of(row)
        there = self._row_at(top + page - 1)
        if there < 0 or top + page - 1 + 2 * height > self._tops[-1]:
            return len(self._model.entries) - 1
        return there if self._bottom_of(there) <= self._top_of(row) + page else there - 1

    def _page_up(self, row: int, page: int) -> int:
        """The first row that is wholly on the page that ends with a row; near the beginning, the first one of all."""
        bottom, height = self._bottom_of(row), self._bottom_of(row) - self._top_of(row)
        if bottom - page < 2 * height:
            return 0
        there = self._row_at(bottom - page)
        return there if self._top_of(there) >= self._bottom_of(row) - page else there + 1

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Select the entries from one place on the viewport to another."""
        selection = QItemSelection()
        top, bottom = sorted((rect.top(), rect.bottom()))
        offset, height = self.verticalOffset(), self._tops[-1]
        if height and top + offset < height and bottom + offset >= 0:
            first, last = self._row_at(max(top + offset, 0)), self._row_at(min(bottom + offset, height - 1))
            selection.select(self._model.index(first), self._model.index(last))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        """What of a selection is on show."""
        region = QRegion()
        at, room = self.verticalOffset(), self.viewport().height()
        top, bottom = self._row_at(at), self._row_at(min(at + room, self._tops[-1] - 1))
        for found in _ranges(selection):
            first, last = max(found.top(), top), min(found.bottom(), bottom)
            if top >= 0 and first <= last:
                begin = self._top_of(first)
                region += QRegion(QRect(0, begin - at, self._measured_width, self._bottom_of(last) - begin))
        return region

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the entries on show."""
        self._lay_out_if_needed()
        self._know_what_is_on_show()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        focused, current = self.hasFocus() or self.viewport().hasFocus(), self.currentIndex().row()
        offset = self.verticalOffset()
        row = self._row_at(max(event.rect().top() + offset, 0))
        painter = QPainter(self.viewport())
        while 0 <= row < len(self._model.entries):
            index = self._model.index(row)
            rect = self.visualRect(index)
            if rect.top() > event.rect().bottom():
                break
            state = base
            if self.selectionModel().isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if self._hovered.isValid() and self._hovered.row() == row:
                state |= QStyle.StateFlag.State_MouseOver
            if focused and row == current:
                state |= QStyle.StateFlag.State_HasFocus
            option.rect, option.state = rect, state
            self.itemDelegate().paint(painter, option, index)
            row += 1
        painter.end()

    def verticalScrollbarValueChanged(self, value: int) -> None:  # noqa: N802 - Qt's name
        """Another entry came under the pointer."""
        super().verticalScrollbarValueChanged(value)
        place = self.viewport().mapFromGlobal(QCursor.pos())
        if self.viewport().rect().contains(place):
            self._hovered = QPersistentModelIndex(self.indexAt(place))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember which entry the pointer is over."""
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter) and isinstance(event, QHoverEvent):
            self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hovered = QPersistentModelIndex()
        return super().viewportEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell assistive technology which row has the focus; Qt's list would ask its own layout for it."""
        QAbstractItemView.currentChanged(self, current, previous)
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(current.row())
            QAccessible.updateAccessibility(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Draw what is selected now and what no longer is."""
        QAbstractItemView.selectionChanged(self, selected, deselected)

    # -- gestures --------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling by wheel or touch pad is the person's own."""
        super().wheelEvent(event)
        self.scrolled_by_person = True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """A menu for the selected articles, for the one under the pointer when it is none of them, or for a heading."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        entry = self._model_entry(index)
        if entry is None:
            return
        place = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_keyboard else event.globalPos()
        if isinstance(entry, Heading):
            self.heading_menu_wanted.emit(index.row(), place)
            return
        chosen = self.selected_articles()
        if entry.article.document_id not in chosen:
            chosen = (entry.article.document_id,)
        self.menu_wanted.emit(chosen, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The right button opens a menu and selects nothing."""
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember which entry the pointer is over."""
        self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

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


def _ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(n) for n in range(selection.count())]


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
