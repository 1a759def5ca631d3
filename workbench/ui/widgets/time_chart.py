"""A chart of time on the screen, over which a stretch of days can be drawn with the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from workbench.domain.hitmap import Mark
from workbench.ui.desk import Desk
from workbench.ui.widgets.chart_view import ChartView

_DRAG: Final = 6.0
"""Pixels that the mouse has to move before a click becomes a stretch."""
_OPACITY: Final = 46


class TimeChart(ChartView):
    """A click chooses a mark, as in any chart; drawing over a stretch of time, or the menu of a mark, offers its days."""

    days_chosen = Signal(str, str, QPoint)
    """The first and the last day of a stretch, and where on the screen it was chosen."""
    event_chosen = Signal(object)
    """The mark of an event was chosen: its :class:`EventMarker`."""

    def __init__(self, desk: Desk, chart: str, title: str) -> None:
        super().__init__(desk, chart, title)
        self._pressed: QPointF | None = None
        self._moved: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click or the beginning of a stretch."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._moved = event.position(), None
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The stretch grows."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif self._moved is not None or abs(event.position().x() - self._pressed.x()) > _DRAG:
            self._moved = event.position()
            self._hover(None)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A stretch is complete, or a mark was clicked."""
        begin, end = self._pressed, self._moved
        self._pressed = self._moved = None
        self.update()
        if begin is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif end is None:
            mark = self._mark_at(event.position())
            if mark is not None:
                self._choose(mark)
        elif days := self.days_between(begin.x(), end.x()):
            self.days_chosen.emit(*days, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The days of the mark below the pointer, or of the one that the arrow keys lead to."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        mark = self._mark if by_key else self._mark_at(QPointF(event.pos()))
        days = mark.event or mark.focus if mark is not None else None
        if mark is not None and days is not None and days.date_from:
            place = self.mapToGlobal(self.mark_centre(mark).toPoint()) if by_key else event.globalPos()
            self.days_chosen.emit(days.date_from, days.date_to, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives a stretch up."""
        if event.key() == Qt.Key.Key_Escape and self._moved is not None:
            self._pressed = self._moved = None
            self.update()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The chart, and the stretch over it."""
        super().paintEvent(event)
        if self._pressed is None or self._moved is None:
            return
        painter = QPainter(self)
        colour = QColor(self.desk.theme.accent)
        colour.setAlpha(_OPACITY)
        left, right = sorted((self._pressed.x(), self._moved.x()))
        painter.fillRect(QRectF(left, 0, right - left, self.height()), colour)
        painter.end()

    def _choose(self, mark: Mark) -> None:
        """An event has no passages: it is shown itself."""
        if mark.event is None:
            super()._choose(mark)
        else:
            self.event_chosen.emit(mark.event)

    def days_between(self, begin: float, end: float) -> tuple[str, str] | None:
        """The days of the marks between two places (pixels from the left); ``None`` when there are none.

        Charts beside one another begin with the first day again: only those of the chart where the stretch begins count.
        """
        left, right = sorted((begin, end))

        def place(mark: Mark) -> float:
            return (mark.left + mark.right) / 2 * self.width()

        inside = [mark for mark in self.hitmap.marks if mark.focus.date_from and left <= place(mark) <= right]
        chosen: list[Mark] = []
        for mark in sorted(inside, key=place, reverse=end < begin):
            earlier, later = mark.focus.date_from, chosen[-1].focus.date_from if chosen else ""
            if chosen and ((earlier < later) if end >= begin else (earlier > later)):
                break
            chosen.append(mark)
        if not chosen:
            return None
        return min(mark.focus.date_from for mark in chosen), max(mark.focus.date_to for mark in chosen)
