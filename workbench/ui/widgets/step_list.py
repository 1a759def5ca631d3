"""The list of a journal: steps with the newest on top, named points at their step, and the beginning last.

A row never moves when somebody goes to and fro: only its look changes. Rows are worked out when they are looked at, so
that 100,000 steps are no more work than twenty.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
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

from workbench.domain.journal import BEGINNING, History, Snapshot, Step
from workbench.ui.desk import Desk
from workbench.ui.edit_words import values_words
from workbench.ui.moments import exact_moment_words, moment_words
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.data_table import FONT_CHANGES, text_scale
from workbench.ui.widgets.plain_rows import fit_row_height, show_plain_rows
from workbench.ui.widgets.titled_model import Index, TitledModel

BEGINNING_WORDS: Final = "Beginning"
_RAIL: Final = 26
"""Room for the line of steps with its dots, left of the words."""
_LEAST_LABEL: Final = 20
"""Characters of a label below which the other columns give way."""
_ASIDE: Final = 14
"""How much further right steps stand that were set aside."""


class Part(IntEnum):
    """The columns."""

    LABEL = 0
    VALUES = 1
    WHEN = 2


class Standing(Enum):
    """How a step stands to where we are."""

    DONE = "done"
    HERE = "here"
    AGAIN = "can be done again"
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a step, a named point at a step, or the beginning."""

    number: int
    """The step that the row leads to; 0 is the beginning."""
    label: str
    made_at: str
    count: int
    standing: Standing
    snapshot: bool = False
    after: str = ""
    """For a step that was set aside: what it was done after."""

    @property
    def words(self) -> str:
        """What the row says in all, for tool tips and screen readers; a line each."""
        kind = "Named point" if self.snapshot else ""
        when = exact_moment_words(self.made_at) if self.made_at else ""
        values = "" if self.snapshot or self.number == BEGINNING else f"{values_words(self.count)} changed"
        standing = {
            Standing.DONE: "",
            Standing.HERE: "you are here",
            Standing.AGAIN: "taken back, can be done again",
            Standing.ASIDE: f"set aside, done after ‘{self.after}’" if self.after else "set aside",
        }[self.standing]
        return "\n".join(part for part in (self.label, kind, values, when, standing) if part)


class StepModel(TitledModel):
    """The rows of a journal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("Step", "Values", "When"), parent, right=(Part.VALUES, Part.WHEN))
        self.history = History()
        self.aside = 0
        """How many steps were set aside."""
        self.text_colour = self.quiet_colour = QColor()
        self._rows: Sequence[int] = array("q")
        """From top to bottom: the place of a step in the history, or -1 for the beginning, or -2 - n for a named point."""
        self._on_line: dict[int, int] = {}
        self._here = 0

    def show(self, history: History, line: Sequence[int], *, with_aside: bool) -> None:
        """Show a journal.

        Args:
            history: the journal.
            line: the steps that Undo and Redo walk along, oldest first.
            with_aside: whether steps that were set aside are listed.
        """
        steps = history.steps
        on_line = dict(zip(line, range(len(line)), strict=True))
        if with_aside:
            rows = array("q", range(len(steps)))
        else:
            rows = array("q", [at for at, step in enumerate(steps) if step.number in on_line])
        marks = []
        for at, snapshot in enumerate(history.snapshots):  # a name that somebody gave is never hidden
            place = self._place_in(steps, snapshot.step)
            marks.append((0 if place is None else bisect_right(rows, place), -2 - at))
        for row, code in sorted(marks, key=lambda mark: (mark[0], -mark[1]), reverse=True):
            rows.insert(row, code)
        rows.insert(0, -1)
        rows.reverse()
        self.beginResetModel()
        self.history = history
        self._rows, self._on_line = rows, on_line
        self._here = on_line.get(history.position, -1)
        self.aside = len(history.steps) - len(on_line)
        self.endResetModel()

    def row(self, row: int) -> Row:
        """What a row shows."""
        code = self._rows[row]
        if code == -1:
            return Row(BEGINNING, BEGINNING_WORDS, "", 0, self._standing(BEGINNING))
        if code < -1:
            snapshot: Snapshot = self.history.snapshots[-2 - code]
            standing = self._standing(snapshot.step)
            if standing is Standing.HERE:
                standing = Standing.DONE  # the step's own row says where we are
            return Row(snapshot.step, snapshot.name, snapshot.made_at, 0, standing, snapshot=True)
        step = self.history.steps[code]
        standing = self._standing(step.number)
        after = self._label(step.parent) if standing is Standing.ASIDE else ""
        return Row(step.number, step.label, step.made_at, step.count, standing, after=after)

    def step(self, number: int) -> Step | None:
        """A step by its number."""
        steps = self.history.steps
        place = self._place_in(steps, number)
        return None if place is None else steps[place]

    @staticmethod
    def _place_in(steps: Sequence[Step], number: int) -> int | None:
        """Where a step stands among all, which are in the order of their numbers."""
        place = bisect_left(steps, number, key=lambda step: step.number)
        return place if place < len(steps) and steps[place].number == number else None

    def place(self, number: int, *, snapshot: bool = False) -> int | None:
        """The row of a step (0: of the beginning), or of a named point by that point's number."""
        if snapshot:
            at = next((n for n, mark in enumerate(self.history.snapshots) if mark.number == number), None)
            code = None if at is None else -2 - at
        elif number == BEGINNING:
            code = -1
        else:
            code = self._place_in(self.history.steps, number)
        try:
            return None if code is None else self._rows.index(code)
        except ValueError:
            return None

    def snapshot_number(self, row: int) -> int:
        """The number of the named point in a row, or 0."""
        code = self._rows[row]
        return self.history.snapshots[-2 - code].number if code < -1 else 0

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's title, and what values are."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.ToolTipRole and section == Part.VALUES:
            return tool_tip("How many decided values the step changed; below the list stands which")
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ForegroundRole,
        ):
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(row.words)
        if role == Qt.ItemDataRole.ForegroundRole:
            bright = row.standing in (Standing.DONE, Standing.HERE) and index.column() == Part.LABEL
            return self.text_colour if bright else self.quiet_colour
        part = Part(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and part is Part.LABEL:
            return visible(row.words.replace("\n", ", "))
        if part is Part.LABEL:
            return visible(row.label)
        if part is Part.VALUES:
            return f"{row.count:,}" if row.number != BEGINNING and not row.snapshot else ""
        return moment_words(row.made_at) if row.made_at else ""

    def _standing(self, number: int) -> Standing:
        if number == self.history.position:
            return Standing.HERE
        if number == BEGINNING:
            return Standing.DONE
        at = self._on_line.get(number)
        if at is None:
            return Standing.ASIDE
        return Standing.DONE if at < self._here else Standing.AGAIN

    def _label(self, number: int) -> str:
        step = self.step(number)
        return step.label if step is not None else BEGINNING_WORDS


class _StepDelegate(QStyledItemDelegate):
    """Draws the line of steps with its dots, the flags of named points, and what was set aside further right."""

    def __init__(self, desk: Desk, model: StepModel, view: QTableView) -> None:
        super().__init__(view)
        self._desk = desk
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != Part.LABEL:
            super().paint(painter, option, index)
            return
        theme = self._desk.theme
        row = self._model.row(index.row())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(theme.accent_ground))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_rail(painter, rect, index.row(), row)
        left = rect.left() + _RAIL + (_ASIDE if row.standing is Standing.ASIDE else 0)
        if row.snapshot:
            _draw_flag(painter, QPointF(left + 4, rect.center().y()), QColor(theme.highlight_line))
            left += 16
        room = QRectF(left, rect.top(), rect.right() - left - 4, rect.height())
        remark = "set aside" if row.standing is Standing.ASIDE and not row.snapshot else ""
        font = QFont(option.font)
        if row.standing is Standing.HERE:
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        if remark:
            wide = metrics.horizontalAdvance(remark) + 8
            if room.width() > 3.4 * wide:
                painter.setPen(QColor(theme.muted))
                painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), remark)
                room.setRight(room.right() - wide)
        colour = theme.text if row.standing in (Standing.DONE, Standing.HERE) else theme.muted
        painter.setPen(QColor(colour))
        text = metrics.elidedText(visible(row.label), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def _draw_rail(self, painter: QPainter, rect: QRectF, number: int, row: Row) -> None:
        theme = self._desk.theme
        x, middle = rect.left() + 13, rect.center().y()
        above = rect.top() if number else middle
        below = rect.bottom() + 1 if row.number != BEGINNING or row.snapshot else middle
        painter.setPen(QPen(QColor(theme.line), 2))
        painter.drawLine(QPointF(x, above), QPointF(x, below))
        if row.snapshot:
            return
        if row.standing is Standing.ASIDE:
            painter.drawLine(QPointF(x, middle), QPointF(x + _ASIDE, middle))
            x += _ASIDE
        filled = row.standing in (Standing.DONE, Standing.HERE)
        colour = QColor(theme.accent if row.standing is Standing.HERE else theme.muted)
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(colour if filled else QColor(theme.panel))
        radius = 5.0 if row.standing is Standing.HERE else 3.2
        painter.drawEllipse(QPointF(x, middle), radius, radius)


def _draw_flag(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(at + QPointF(-3, -5.5), at + QPointF(-3, 5.5))
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([at + QPointF(-3, -5.5), at + QPointF(5, -2.75), at + QPointF(-3, 0)]))


class StepList(QTableView):
    """The view. Double click and Enter go to a row; the menu key and the right button ask for a menu."""

    wanted = Signal(int)
    """Go to this row."""
    looked_at = Signal()
    """Another row is the current one."""
    menu_wanted = Signal(int, QPoint)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.step_model = StepModel(self)
        self.take_theme()
        self.setModel(self.step_model)
        self.setItemDelegate(_StepDelegate(desk, self.step_model, self))
        self.setAccessibleName("Steps, the newest first")
        show_plain_rows(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(30)
        for part, mode in (
            (Part.LABEL, QHeaderView.ResizeMode.Stretch),
            (Part.VALUES, QHeaderView.ResizeMode.Fixed),
            (Part.WHEN, QHeaderView.ResizeMode.Fixed),
        ):
            header.setSectionResizeMode(part, mode)
        self._fit_font()
        self.doubleClicked.connect(lambda index: self.wanted.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.looked_at.emit())

    def take_theme(self) -> None:
        """Take the desk's colours."""
        theme = self.desk.theme
        self.step_model.text_colour, self.step_model.quiet_colour = QColor(theme.text), QColor(theme.muted)
        self.viewport().update()

    def go_to_row(self, row: int) -> None:
        """Make a row the current one and show it, with some rows around it."""
        self.setCurrentIndex(self.step_model.index(row, 0))
        self.scrollTo(self.step_model.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows and columns follow the size of the text."""
        super().changeEvent(event)
        if event.type() in FONT_CHANGES and hasattr(self, "step_model"):  # Qt tells of fonts while it is being built
            self._fit_font()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for all, what was done matters more than when: below the list stands both."""
        super().resizeEvent(event)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes to the step; Home and End look at the newest step and at the beginning."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.step_model.rowCount() - 1}
        if event.key() in ends and self.step_model.rowCount():
            self.go_to_row(ends[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of the row that was pointed at, or of the current one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        place = self.visualRect(index).bottomLeft() + QPoint(_RAIL, 0) if by_key else event.pos()
        self.setCurrentIndex(index)
        self.menu_wanted.emit(index.row(), self.viewport().mapToGlobal(place))

    def _fit_font(self) -> None:
        metrics = self.fontMetrics()
        fit_row_height(self, 9)
        scale = text_scale(self.font())
        self.setColumnWidth(Part.VALUES, max(round(54 * scale), metrics.horizontalAdvance("100,000") + 8))
        self.setColumnWidth(Part.WHEN, metrics.horizontalAdvance("yesterday 00:00") + 16)
        self._make_room()

    def _make_room(self) -> None:
        least = _RAIL + self.fontMetrics().averageCharWidth() * _LEAST_LABEL
        whole = self.viewport().width()
        # a hidden column has no width
        values = self.fontMetrics().horizontalAdvance("100,000") + 8
        when = self.fontMetrics().horizontalAdvance("yesterday 00:00") + 16
        self.setColumnHidden(Part.WHEN, whole < least + values + when)
        self.setColumnHidden(Part.VALUES, whole < least + values)
