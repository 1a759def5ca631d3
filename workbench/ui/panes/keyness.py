"""Keyness: which words set one outlet apart from the others, with effect, interval and test."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtWidgets import QComboBox, QStackedWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

_COLUMNS: Final = (
    Column("outlet", "Outlet", kind="outlet", width=130),
    Column("term", "Term", width=120),
    Column("count", "Count", "Times in this outlet", kind="number", width=56),
    Column("reference_count", "Others", "Times in the other outlets", kind="number", width=58),
    Column("log_ratio", "Log Ratio", "Each step of 1 doubles the ratio of rates", "number", decimals=2, width=72, signed=True),
    Column("log_ratio_low", "low", "Lower end of its 95 % interval", "number", decimals=2, width=56, signed=True),
    Column("log_ratio_high", "high", "Upper end of its 95 % interval", "number", decimals=2, width=56, signed=True),
    Column("lrc", "LRC", "Conservative Log Ratio: the bound nearer to zero", "number", decimals=2, width=56, signed=True),
    Column("g2", "G2", "Log-likelihood, signed: the customary score, not a proof", "number", decimals=1, width=62, signed=True),
    Column("log_odds_z", "z", "Log-odds with a Dirichlet prior", "number", decimals=1, width=52, signed=True),
    Column("p_documents", "p", "Permutation of whole articles; a dash where there are too few", "number", decimals=3, width=52),
    Column("documents", "Articles", "Articles of this outlet that have it", kind="number", width=62),
    Column("dp_norm", "DPnorm", "Spread over its articles: 0 even, 1 all in one", "number", decimals=2, width=64),
)  # fmt: skip


class Keyness(Pane):
    """Table of keywords on the left, dots with intervals on the right."""

    name: ClassVar[str] = "keyness"
    title: ClassVar[str] = "Keyness"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self.target = QComboBox(self)
        self.target.setAccessibleName("Outlet set against the others")
        self.target.addItem("Each outlet", "")
        self.target.activated.connect(self._again)
        self.header.add(self.target)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("keyness"), optional=True)
        self.table = DataTable(desk, "Keywords")
        self.table.row_chosen.connect(self._on_row)
        self.chart = ChartView(desk, "keyness", "Distinctive terms")
        self.chart.set_options(self.settings)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        self._choice = segments(self.header, (("chart", "Show the chart"), ("table", "Show the table")))
        self._choice.idClicked.connect(self._stack.setCurrentIndex)
        self.body.addWidget(self._stack, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        # as many rows as fit, so that every outlet has its share of them
        rows = max((self.chart.height() - 96) // 17, 6)
        return replace(self.desk.options, target=str(self.target.currentData() or ""), rows=rows)

    def exportable(self) -> Exportable:
        """What Export offers."""
        return Exportable(
            "Keyness", "keyness", "keyness", options=self.settings, image=self.chart.image, text=self.table.as_text
        )

    def refresh(self) -> None:
        """Ask for the table; the chart asks for itself."""
        self._fill_targets()
        self.chart.draw()
        state = self.desk.state
        asked = (self.desk.counted, self.settings())
        if asked == self._asked:
            self._select()
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "keyword_list",
            replace(state, focus=Focus()),
            self.settings(),
            key="pane keyness",
            done=self._show,
        )

    def _fill_targets(self) -> None:
        overview = self.desk.overview
        outlets = [o for o in (overview.outlets if overview else ()) if o]
        scope = self.desk.state.scope.outlets
        wanted = ["", *(o for o in outlets if not scope or o in scope)]
        if [self.target.itemData(n) for n in range(self.target.count())] == wanted:
            return
        chosen = self.target.currentData()
        self.target.clear()
        for outlet in wanted:
            if outlet:
                self.target.addItem(
                    mark_icon(self.desk.outlet_style(outlet), self.desk.theme.dark), visible(outlet), outlet
                )
            else:
                self.target.addItem("Each outlet", "")
        self.target.setCurrentIndex(wanted.index(chosen) if chosen in wanted else 0)

    def _show(self, answer: PaneTable) -> None:
        self.table.show_table(answer.table, _COLUMNS)
        self.set_note(*answer.table.notes, self.quote_coverage(answer))
        self._select()

    def _select(self) -> None:
        focus = self.desk.state.focus
        table = self.table.table_model.table
        row = None
        if focus.term and len(table):
            pairs = zip(table.texts("term"), table.texts("outlet"), strict=True)
            wanted = focus.term.strip('"').casefold()
            row = next(
                (n for n, (t, o) in enumerate(pairs) if t == wanted and focus.outlet in ("", o or UNKNOWN_OUTLET)), None
            )
        self.table.select_source_row(row)

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        term = str(cells["term"])
        outlet = str(cells["outlet"] or UNKNOWN_OUTLET)
        quoted = f'"{term}"' if " " in term else term
        self.desk.highlight(Focus(term=quoted, outlet=outlet), origin=self.name)

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()
