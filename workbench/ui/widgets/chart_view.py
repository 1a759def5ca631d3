"""A chart on the screen: shows a picture drawn by the working process and turns clicks on its marks into focus.

The picture comes with a hit map, so nothing here knows what kind of chart it is. Marks can be walked with the arrow
keys and chosen with Enter; the chart's description is its accessible name.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.state import State
from workbench.ui.desk import Desk
from workbench.ui.plain_text import tool_tip, visible
from workbench.workspace import tasks
from workbench.workspace.messages import Options, Picture, PictureRequest

_CHART_TEXT: Final = 0.9
"""Text in charts is a little smaller than in the window."""
_SLACK: Final = 6.0
"""Pixels by which a click may miss a mark."""
_SETTLE_MS: Final = 60
"""A resize is drawn anew when it has rested this long; until then the old picture is stretched."""


class ChartView(QWidget):
    """Shows one chart of the catalogue for the desk's state."""

    drawn = Signal()
    """A new picture is on the screen."""
    lost = Signal()
    """There is no picture any more."""
    mark_chosen = Signal(object)
    """A mark was clicked, or chosen with Enter."""

    def __init__(self, desk: Desk, chart: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chart = chart
        self._title = title
        self._options: Callable[[], Options] = lambda: desk.options
        self._image: QImage | None = None
        self._picture: Picture | None = None
        self._mark: Mark | None = None
        self._asked: tuple[object, ...] = ()
        self._problem = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self.draw)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"{visible(title)} (chart)")

    def set_options(self, options: Callable[[], Options]) -> None:
        """Where the chart's settings come from at each drawing."""
        self._options = options

    @property
    def hitmap(self) -> HitMap:
        """The marks on the screen."""
        return self._picture.hitmap if self._picture else HitMap()

    @property
    def picture(self) -> Picture | None:
        """What is shown now."""
        return self._picture

    def image(self) -> QImage | None:
        """The picture as an image, for the clipboard."""
        return self._image

    @property
    def axis_height(self) -> int:
        """How much of the widget's bottom is the value axis of the picture; 0 when it has none."""
        if self._picture is None or not self._picture.axis_height:
            return 0
        # until it is drawn anew, a picture is stretched with its axis
        stretched = self.height() * self.devicePixelRatioF() / max(self._picture.height, 1)
        return math.ceil(self._picture.axis_height * stretched)

    def mark_centre(self, mark: Mark) -> QPointF:
        """Where a mark is, in the widget's coordinates."""
        return QPointF((mark.left + mark.right) / 2 * self.width(), (mark.top + mark.bottom) / 2 * self.height())

    def draw(self) -> None:
        """Ask for the picture, unless the same one is on the screen or on its way."""
        # behind another tab a widget is visible to Qt, but not enabled
        if not self.isVisible() or not self.isEnabled() or self.desk.stage is None:
            return
        ratio = self.devicePixelRatioF()
        request = PictureRequest(
            self.chart,
            replace(self.desk.state, focus=self.desk.state.focus.evidence_key),
            self._options(),
            max(round(self.width() * ratio), 100),
            max(round(self.height() * ratio), 80),
            ratio,
            self.desk.theme.dark,
            font_size=self.font().pointSizeF() * _CHART_TEXT,
        )
        # scope and decisions are named by the desk: comparing a hundred thousand of them would take longer than asking
        asked = (self.desk.coded, replace(request, state=State(focus=request.state.focus)))
        if asked == self._asked:
            return
        self._asked = asked
        self.desk.ask(
            tasks.picture, request, key=f"picture {self.chart} {id(self)}", done=self._show, failed=self._failed
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A comfortable size."""
        return QSize(520, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw anew when the size rests."""
        super().resizeEvent(event)
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up when seen."""
        super().showEvent(event)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture, a ring around the mark under the pointer, or a word on why there is none."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.desk.theme.panel))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)
        else:
            painter.setPen(QColor(self.desk.theme.muted))
            waiting = "Nothing open yet" if self.desk.stage is None else f"{self._title}: being drawn …"
            words = visible(self._problem) or waiting
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), _CENTRED, words)
        if self._mark is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.desk.theme.text), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(self._mark).adjusted(-2, -2, 2, 2), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.desk.theme.accent), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show what the mark under the pointer stands for."""
        self._hover(self._mark_at(event.position()))
        if self._mark is not None:
            QToolTip.showText(event.globalPosition().toPoint(), tool_tip(self._mark.label), self)
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the pointer."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the mark under the pointer."""
        mark = self._mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark is not None:
            self._choose(mark)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys walk through the marks, Enter chooses one."""
        marks = self.hitmap.marks
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None and marks:
            at = marks.index(self._mark) + step if self._mark in marks else (0 if step > 0 else -1)
            self._hover(marks[at % len(marks)])
            if self._mark is not None:
                self.setAccessibleDescription(visible(self._mark.label))
                self.desk.said.emit(visible(self._mark.label))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._mark is not None:
            self._choose(self._mark)
        else:
            super().keyPressEvent(event)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show(self, picture: Picture) -> None:
        image = QImage(
            picture.rgba, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888
        ).copy()
        self._picture, self._image, self._mark, self._problem = picture, image, None, ""
        self.setAccessibleName(f"{self._title} (chart)")
        self.setAccessibleDescription(visible(picture.description))
        self.update()
        self.drawn.emit()

    def _failed(self, failure: object) -> None:
        self._asked = ()
        self._image, self._picture = None, None
        self._problem = getattr(failure, "message", "The chart could not be drawn.")
        self.update()
        self.lost.emit()

    def _choose(self, mark: Mark) -> None:
        self.mark_chosen.emit(mark)
        self.desk.highlight(mark.focus, origin=self.chart)

    def _hover(self, mark: Mark | None) -> None:
        if mark != self._mark:
            self._mark = mark
            self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
            self.update()

    def _mark_at(self, position: QPointF) -> Mark | None:
        width, height = max(self.width(), 1), max(self.height(), 1)
        return self.hitmap.at(position.x() / width, position.y() / height, _SLACK / max(width, height))

    def _box(self, mark: Mark) -> QRectF:
        return QRectF(
            mark.left * self.width(),
            mark.top * self.height(),
            (mark.right - mark.left) * self.width(),
            (mark.bottom - mark.top) * self.height(),
        )


_CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
