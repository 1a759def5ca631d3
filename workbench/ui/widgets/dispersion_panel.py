"""Strips of a term in each article, with its measures of dispersion in each outlet below them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET
from workbench.ui.desk import Desk
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

_LOWEST: Final = 13
"""Lines of text that the panel must be high for the table to be shown."""

_COLUMNS: Final = (
    Column("outlet", "Outlet", kind="outlet", width=130),
    Column("count", "Count", "Times in this outlet", kind="number", width=54),
    Column("documents", "With it", "Articles that have it", kind="number", width=56),
    Column("articles", "Articles", "Articles with counted words", kind="number", width=62),
    Column("range", "Range", "Share of the articles that have it", kind="number", decimals=2, width=56),
    Column("dp_norm", "DPnorm", "0 even, 1 all in the smallest article", kind="number", decimals=2, width=64),
    Column("dp", "DP", "Deviation of proportions: 0 even", kind="number", decimals=2, width=48),
    Column("juilland_d", "D", "Juilland’s D: 1 even", kind="number", decimals=2, width=48),
    Column("carroll_d2", "D2", "Carroll’s D2: 1 even", kind="number", decimals=2, width=48),
    Column("rosengren_s", "S", "Rosengren’s S: 1 even", kind="number", decimals=2, width=48),
    Column("kl_divergence", "KL", "Kullback-Leibler divergence in bits: 0 even", kind="number", decimals=2, width=48),
    Column("words", "Words", "Counted words", kind="number", width=66),
)


class DispersionPanel(QWidget):
    """The chart of strips over the table of measures. The table follows the chart: it is asked for when that is drawn.

    Args:
        desk: what is shared.
        chart: the chart ``dispersion``.
    """

    def __init__(self, desk: Desk, chart: ChartView) -> None:
        super().__init__()
        self.desk = desk
        self._asked: object = None
        self.area = ScrollingChart(chart)
        self.table = DataTable(desk, "Dispersion by outlet")
        self.table.row_chosen.connect(self._on_row)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.area)
        split.addWidget(self.table)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 110])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        chart.drawn.connect(self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low pane the strips have all the room: the most important measures stand in them too."""
        super().resizeEvent(event)
        self._show_table()

    def need(self, height: int) -> None:
        """Say how many pixels of height the strips need, see :class:`ScrollingChart`."""
        self.area.need(height)

    def refresh(self) -> None:
        """Ask for the measures of what is highlighted, unless they are there."""
        focus = self.desk.state.focus.wherever
        asked = (self.desk.counted, focus)
        self._show_table()
        if asked == self._asked or not focus.subject or self.desk.stage is None:
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "dispersion",
            replace(self.desk.state, focus=focus),
            Options(),
            key="pane dispersion",
            done=self._show,
        )

    def _show_table(self) -> None:
        self.table.setVisible(
            bool(self.desk.state.focus.subject) and self.height() >= _LOWEST * self.fontMetrics().height()
        )

    def _show(self, answer: PaneTable) -> None:
        self.table.show_table(answer.table, _COLUMNS)

    def _on_row(self, row: int) -> None:
        outlet = str(self.table.table_model.table.row(row)["outlet"] or UNKNOWN_OUTLET)
        focus: Focus = self.desk.state.focus.wherever
        self.desk.highlight(replace(focus, outlet="" if outlet == ALL_OUTLETS else outlet), origin="dispersion")
