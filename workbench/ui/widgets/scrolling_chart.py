"""A chart that keeps the height it needs and scrolls where the pane is lower, instead of leaving rows out.

Its value axis stays in view at the bottom: without the numbers no dot could be read.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from workbench.ui.widgets.chart_view import ChartView

_USUAL: Final = 17
"""Height of a line of text at the usual size."""
_MOST_AXIS: Final = 0.5
"""Of what is on show, what the axis takes at most; where it is lower, the axis gives way to the rows."""


class AxisStrip(QWidget):
    """The bottom of a chart's picture once more, over what is scrolled below it."""

    def __init__(self, chart: ChartView, area: QScrollArea) -> None:
        super().__init__(area)
        self._chart = chart
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The strip of the picture, as the chart draws it, on an opaque ground below a line."""
        painter = QPainter(self)
        theme, chart = self._chart.desk.theme, self._chart
        painter.fillRect(self.rect(), QColor(theme.panel))
        image = chart.image()
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(0, self.height() - chart.height(), chart.width(), chart.height()), image)
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.line))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the axis chooses nothing."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Nor does its end."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel scrolls the rows here too: a scrolling area takes it from its viewport alone."""
        QApplication.sendEvent(self._area.verticalScrollBar(), event)


class ScrollingChart(QScrollArea):
    """Holds a chart; as wide as the pane, as high as the pane or as needed."""

    def __init__(self, chart: ChartView) -> None:
        super().__init__()
        self.chart = chart
        self.setWidget(chart)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # not in the viewport, whose content moves
        self.axis = AxisStrip(chart, self)
        chart.drawn.connect(self._place_axis)
        chart.lost.connect(self._place_axis)
        chart.installEventFilter(self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._place_axis)
        bar.rangeChanged.connect(self._place_axis)

    def need(self, height: int) -> None:
        """Say how many pixels of height the chart needs with text of the usual size; larger text needs more."""
        scaled = int(height * max(self.fontMetrics().height() / _USUAL, 1.0))
        self.chart.setMinimumHeight(min(max(scaled, 120), 8000))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The axis stays at the bottom."""
        super().resizeEvent(event)
        self._place_axis()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The axis is stretched with the chart."""
        if watched is self.chart and event.type() == QEvent.Type.Resize:
            self._place_axis()
        return super().eventFilter(watched, event)

    def _place_axis(self) -> None:
        """Show the axis where the chart's own one is below what is on show."""
        shown, height = self.viewport().geometry(), self.chart.axis_height
        below = self.chart.y() + self.chart.height() > shown.height()
        wanted = 0 < height <= _MOST_AXIS * shown.height() and below
        if wanted:
            self.axis.setGeometry(shown.left(), shown.bottom() + 1 - height, shown.width(), height)
            self.axis.update()
        self.axis.setVisible(wanted)
