"""Articles side by side: between two columns, bands join the passages that say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QToolTip, QWidget

from workbench.domain.palette import passage_colour
from workbench.ui.plain_text import tool_tip

_NARROW: Final = 1
"""Pixels between columns that have nothing in common."""
_WIDE: Final = 30
"""Pixels between columns whose passages are joined by bands."""
_STILL: Final = 4
"""Pixels that the mouse may move in a click."""


@dataclass(frozen=True, slots=True)
class Band:
    """Two passages that are joined, as they stand beside the gap: tops and bottoms in its coordinates."""

    group_id: str
    kind: str
    left: tuple[float, float]
    right: tuple[float, float]
    words: str
    strong: bool = False
    """Whether it is highlighted."""


class AlignedColumns(QSplitter):
    """Columns with gaps wide enough for bands where there are some."""

    band_chosen = Signal(str)
    """The person clicked a band: the id of its group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.bands_beside: Callable[[int], Sequence[Band]] = lambda _: ()
        """The bands in view in the gap to the right of a column, by its number."""
        self.dark = False
        """Whether the ground is dark."""
        self.ground = QColor()
        self.line = QColor()
        """Colours of the gaps: their ground, and the lines at their sides."""
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_NARROW)

    def join(self, *, joined: bool) -> None:
        """Make room for bands, or take it back."""
        self.setHandleWidth(_WIDE if joined else _NARROW)
        self.draw_bands()

    def draw_bands(self) -> None:
        """Draw the bands anew: something was scrolled."""
        for number in range(1, self.count()):
            self.handle(number).update()

    def createHandle(self) -> QSplitterHandle:  # noqa: N802 - Qt's name
        """A gap that draws bands."""
        return _Gap(self)


class _Gap(QSplitterHandle):
    def __init__(self, columns: AlignedColumns) -> None:
        super().__init__(Qt.Orientation.Horizontal, columns)
        self._columns = columns
        self._pressed = QPointF()
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the splitter says."""
        return QSize(self._columns.handleWidth(), super().sizeHint().height())

    @property
    def bands(self) -> Sequence[Band]:
        """What is joined here."""
        number = next((n for n in range(1, self._columns.count()) if self._columns.handle(n) is self), 0)
        return self._columns.bands_beside(number - 1) if number else ()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground, and each band over it."""
        if self.width() <= _NARROW:
            super().paintEvent(event)
            return
        bands = self.bands
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._columns.ground)
        painter.setPen(self._columns.line)
        for x in (0, self.width() - 1):
            painter.drawLine(x, 0, x, self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in bands:
            colour = QColor(passage_colour(band.kind, dark=self._columns.dark))
            painter.setPen(colour)
            colour.setAlphaF(0.6 if band.strong else 0.25)
            painter.setBrush(colour)
            painter.drawPath(self._path(band))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """What a band joins is its tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            band = self._under(QPointF(event.pos()))
            if band is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tool_tip(band.words), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A hand over a band."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            over = self._under(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the button went down."""
        self._pressed = event.globalPosition()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click that did not drag chooses a band."""
        super().mouseReleaseEvent(event)
        if (event.globalPosition() - self._pressed).manhattanLength() < _STILL:
            band = self._under(event.position())
            if band is not None:
                self._columns.band_chosen.emit(band.group_id)

    def _under(self, place: QPointF) -> Band | None:
        return next((band for band in reversed(self.bands) if self._path(band).contains(place)), None)

    def _path(self, band: Band) -> QPainterPath:
        width, bend = float(self.width()), self.width() / 2
        (left_top, left_bottom), (right_top, right_bottom) = band.left, band.right
        path = QPainterPath(QPointF(0, left_top))
        path.cubicTo(QPointF(bend, left_top), QPointF(bend, right_top), QPointF(width, right_top))
        path.lineTo(QPointF(width, right_bottom))
        path.cubicTo(QPointF(bend, right_bottom), QPointF(bend, left_bottom), QPointF(0, left_bottom))
        path.closeSubpath()
        return path
