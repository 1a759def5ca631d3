"""Terms: how often words stand in each outlet, and where the highlighted one stands in each article."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

_OUTLET: Final = "outlet:"
_MOST_STRIPS: Final = 60
"""Articles that the dispersion chart draws at most."""


class Terms(Pane):
    """The list of terms on the left, a chart on the right."""

    name: ClassVar[str] = "terms"
    title: ClassVar[str] = "Terms"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all = TableData()
        self._asked: object = None
        self._shown_rows: list[int] = []
        self.length = QComboBox(self)
        self.length.addItems(["Words", "Pairs of words", "Triples of words"])
        self.length.setAccessibleName("Length of terms")
        self.length.currentIndexChanged.connect(self._again)
        self.header.add(self.length)
        self._choice = segments(
            self.header,
            (
                ("by outlet", "Chart: frequency by outlet"),
                ("in each article", "Chart: where it stands in each article"),
            ),
        )
        self._choice.idClicked.connect(self.show_chart)
        self.header.add_link("How?", "How is this computed?", self._explain, optional=True)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("Filter terms (by outlet: per 1,000 words)")
        self.filter.setAccessibleName("Filter terms")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._apply_filter)
        self.table = DataTable(desk, "Terms")
        self.table.row_chosen.connect(self._on_row)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box = QVBoxLayout()
        box.setContentsMargins(8, 6, 8, 4)
        box.addWidget(self.filter)
        column.addLayout(box)
        column.addWidget(self.table, 1)
        self.frequency = ChartView(desk, "frequency", "Terms by outlet")
        self.dispersion = ChartView(desk, "dispersion", "Where it stands in each article")
        for chart in (self.frequency, self.dispersion):
            chart.set_options(self.settings)
        self._charts = QStackedWidget()
        self._charts.addWidget(self.frequency)
        self._strips = ScrollingChart(self.dispersion)
        self._charts.addWidget(self._strips)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._charts)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([430, 400])
        self.body.addWidget(split, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        return replace(self.desk.options, ngram=self.length.currentIndex() + 1)

    def exportable(self) -> Exportable:
        """What Export offers: the chart on show, and the table of all terms with intervals."""
        chart = self.chart_on_show
        return Exportable(
            "Terms by outlet" if chart is self.frequency else "Places in articles",
            chart.chart,
            "terms" if chart is self.frequency else "positions",
            options=self.settings,
            image=chart.image,
            text=self.table.as_text,
        )

    @property
    def chart_on_show(self) -> ChartView:
        """The chart that is seen."""
        return self.frequency if self._charts.currentWidget() is self.frequency else self.dispersion

    def show_chart(self, number: int) -> None:
        """Show frequency (0) or dispersion (1)."""
        self._charts.setCurrentIndex(number)
        button = self._choice.button(number)
        if button is not None:
            button.setChecked(True)
        self.chart_on_show.draw()

    def refresh(self) -> None:
        """Ask for the list; the charts ask for themselves."""
        self._strips.need(84 + 24 * min(self.desk.overview.in_scope if self.desk.overview else 1, _MOST_STRIPS))
        self.chart_on_show.draw()
        state = self.desk.state
        asked = (self.desk.counted, self.settings())
        if asked == self._asked:
            self._select()
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "term_list",
            replace(state, focus=Focus()),
            self.settings(),
            key="pane terms",
            done=self._show,
        )

    def _show(self, answer: PaneTable) -> None:
        self._all = answer.table
        self._apply_filter()
        self.set_note(*answer.table.notes, self.quote_coverage(answer))

    def _apply_filter(self) -> None:
        if not self._all.names:
            return
        wanted = self.filter.text().strip().casefold()
        data = self._all
        if wanted:
            rows = [n for n, term in enumerate(data.texts("term")) if wanted in term]
            data = TableData(data.names, tuple(tuple(column[n] for n in rows) for column in data.columns), data.notes)
        self.table.show_table(data, self._columns(data))
        self._select()

    def _columns(self, data: TableData) -> list[Column]:
        columns = [
            Column("term", "Term", width=104),
            Column("count", "Count", "Times in the scope", kind="number", width=52),
        ]
        for name in data.names:
            if name.startswith(_OUTLET):
                outlet = name.removeprefix(_OUTLET)
                title = outlet or UNKNOWN_OUTLET
                columns.append(
                    Column(name, title, f"{title}: times per 1,000 words", "heat", decimals=1, width=44, outlet=outlet)
                )
        columns += [
            Column("documents", "Articles", "Articles that have it", kind="number", width=62),
            Column("per_1000", "per 1,000", "Times per 1,000 counted words", kind="number", decimals=2, width=72),
        ]
        return columns

    def _select(self) -> None:
        focus = self.desk.state.focus
        table = self.table.table_model.table
        terms = table.texts("term") if "term" in table.names else []
        wanted = focus.term.strip('"').casefold()
        self.table.select_source_row(terms.index(wanted) if wanted in terms else None)

    def _on_row(self, row: int) -> None:
        term = str(self.table.table_model.table.row(row)["term"])
        self.desk.highlight(Focus(term=f'"{term}"' if " " in term else term), origin=self.name)

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    def _explain(self) -> None:
        self.desk.explain.emit("frequency" if self.chart_on_show is self.frequency else "dispersion")
