"""A chart that keeps the height it needs and scrolls where the pane is lower, instead of leaving rows out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from workbench.ui.widgets.chart_view import ChartView

_USUAL: Final = 17
"""Height of a line of text at the usual size."""


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

    def need(self, height: int) -> None:
        """Say how many pixels of height the chart needs with text of the usual size; larger text needs more."""
        scaled = int(height * max(self.fontMetrics().height() / _USUAL, 1.0))
        self.chart.setMinimumHeight(min(max(scaled, 120), 8000))
