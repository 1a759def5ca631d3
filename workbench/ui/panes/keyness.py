"""Keyness: which words set an outlet apart, which it avoids, and which all outlets share; with effect, interval and test."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.pane import Pane
from workbench.ui.plain_text import mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

SHARED: Final = "shared"
_KINDS: Final = (
    ("", "key, avoided"),
    ("key", "key words"),
    ("avoided", "avoided words"),
    (SHARED, "shared words"),
)
_CHARTS: Final = (
    ("keyness", "strongest terms"),
    ("vocabulary", "vocabulary of two"),
    ("keyness_by_outlet", "all outlets"),
)
_VOCABULARY_HEIGHT: Final = 260
"""Pixels under which the points of two vocabularies can't be told apart."""
_CHART_HEIGHT: Final = 170
"""Pixels that the chart needs; a lower pane scrolls it."""
_NARROWEST_NUMBER: Final = 86
"""Pixels of a field for a number: *count ≥ 3* and its arrows."""
_EACH: Final = 3
"""Terms of each outlet in the picture of all outlets."""
_COLUMNS: Final = (
    Column("outlet", "Outlet", kind="outlet", width=130),
    Column("term", "Term", width=120),
    Column("count", "Count", "Times in this outlet", kind="number", width=56),
    Column("reference_count", "Others", "Times in the outlets that it is compared with", kind="number", width=58),
    Column("log_ratio", "Log Ratio", "Each step of 1 doubles the ratio of rates", "number", decimals=2, width=72, signed=True),
    Column("log_ratio_low", "low", "Lower end of its 95 % interval", "number", decimals=2, width=56, signed=True),
    Column("log_ratio_high", "high", "Upper end of its 95 % interval", "number", decimals=2, width=56, signed=True),
    Column("p_adjusted", "p adj.", "Permutation of articles, corrected for the number of terms", "number", decimals=3, width=56),
    Column("documents", "Articles", "Articles of this outlet that have it", kind="number", width=62),
)  # fmt: skip
_MORE: Final = (
    Column("per_1000", "Per 1,000", "Times per 1,000 words of this outlet", "number", decimals=2, width=68),
    Column("reference_per_1000", "Others per 1,000", "Times per 1,000 words of the others", "number", decimals=2, width=110),
    Column("percent_difference", "%DIFF", "Difference in % of the others’ rate", "number", decimals=0, width=62, signed=True),
    Column("lrc", "LRC", "Conservative Log Ratio: the bound nearer to zero", "number", decimals=2, width=56, signed=True),
    Column("g2", "G2", "Log-likelihood, signed: the customary score, not a proof", "number", decimals=1, width=62, signed=True),
    Column("log_odds_z", "z", "Log-odds with a Dirichlet prior", "number", decimals=1, width=52, signed=True),
    Column("p_documents", "p", "Permutation of whole articles; a dash where there are too few", "number", decimals=3, width=52),
    Column("reference_documents", "Others’ articles", "Articles of the others that have it", kind="number", width=104),
    Column("dp_norm", "DPnorm", "Spread over its articles: 0 even, 1 all in one", "number", decimals=2, width=64),
)  # fmt: skip
_SHARED_COLUMNS: Final = (
    Column("term", "Term", width=140),
    Column("count", "Count", "Times in all outlets that are asked", kind="number", width=62),
    Column("per_1000", "Per 1,000", "Times per 1,000 words of them", "number", decimals=2, width=68),
    Column("documents", "Articles", "Articles that have it", kind="number", width=66),
    Column("widest_log_ratio", "Widest", "The Log Ratio that is farthest from 0", "number", decimals=2, width=62, signed=True),
    Column("widest_outlet", "in", "The outlet with that Log Ratio", kind="outlet", width=130),
    Column("low", "low", "The lowest end of all outlets’ intervals", "number", decimals=2, width=56, signed=True),
    Column("high", "high", "The highest end of all outlets’ intervals", "number", decimals=2, width=56, signed=True),
)  # fmt: skip


class Keyness(Pane):
    """Controls above; below, a picture or the list of terms."""

    name: ClassVar[str] = "keyness"
    title: ClassVar[str] = "Keyness"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._what_is_compared()
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("keyness"), optional=True)
        self.table = DataTable(desk, "Keywords")
        self.table.row_chosen.connect(self._on_row)
        self.chart = ChartView(desk, "keyness", "Distinctive terms")
        self.vocabulary = ChartView(desk, "vocabulary", "The vocabulary of two outlets")
        self.by_outlet = ChartView(desk, "keyness_by_outlet", "Distinctive terms of every outlet")
        self._chart_area = ScrollingChart(self.chart)
        self._chart_area.need(_CHART_HEIGHT)
        self._by_outlet_area = ScrollingChart(self.by_outlet)
        self._vocabulary_area = ScrollingChart(self.vocabulary)
        self._vocabulary_area.need(_VOCABULARY_HEIGHT)
        for chart in (self.chart, self.vocabulary, self.by_outlet):
            chart.set_options(self.settings)
        self._stack = QStackedWidget()
        for widget in (self._chart_area, self._vocabulary_area, self._by_outlet_area, self.table):
            self._stack.addWidget(widget)
        self._choice = segments(self.header, (("chart", "Show the chart"), ("table", "Show the table")))
        self._choice.idClicked.connect(self._on_view)
        self.body.addWidget(self._what_is_listed())
        self.body.addWidget(self._stack, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)

    # -- building --------------------------------------------------------------------------------------------------

    def _what_is_compared(self) -> None:
        self.target = ChoiceBox("Outlet set against the others", self)
        self.target.addItem("each outlet", "")
        self.target.activated.connect(self._on_target)
        self.reference = QToolButton(self)
        self.reference.setProperty("link", True)
        self.reference.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.reference.setAccessibleName("Outlets that it is compared with")
        self.reference.setToolTip(tool_tip("Compare with all other outlets together, or with some of them"))
        self.reference_menu = QMenu(self.reference)
        self.reference.setMenu(self.reference_menu)
        self.header.add(self.target)
        self.header.add(self.reference)

    def _what_is_listed(self) -> QWidget:
        self.pictures = ChoiceBox("Which picture", self)
        for name, words in _CHARTS:
            self.pictures.addItem(visible(words), name)
        self.pictures.activated.connect(self._on_view)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Filter the list", name="Filter key words")
        self.filter.textChanged.connect(self._again)
        self.kinds = ChoiceBox("Which words", self)
        for name, words in _KINDS:
            self.kinds.addItem(visible(words), name)
        self.kinds.activated.connect(self._on_view)
        self.length = ChoiceBox("Length of terms", self)
        self.length.addItems(["words", "2 words", "3 words", "4 words", "5 words"])
        self.length.activated.connect(self._again)
        self.minimum = QSpinBox(self)
        self.minimum.setRange(1, 99_999)
        self.minimum.setValue(self.desk.options.minimum_count)
        self.minimum.setPrefix("count ≥ ")
        self.minimum.setAccessibleName("Times on both sides together, at least")
        self.minimum.lineEdit().setAccessibleName("Times on both sides together, at least")
        self.minimum.setToolTip(tool_tip("How often a term stands on both sides together, at least"))
        self.minimum.valueChanged.connect(self._again)
        self.effect = QDoubleSpinBox(self)
        self.effect.setRange(0.0, 10.0)
        self.effect.setSingleStep(0.5)
        self.effect.setDecimals(1)
        self.effect.setPrefix("effect ≥ ")
        self.effect.setAccessibleName("Log Ratio from 0, at least")
        self.effect.lineEdit().setAccessibleName("Log Ratio from 0, at least")
        self.effect.setToolTip(tool_tip("How far the Log Ratio is from 0, at least: 1 is twice or half as frequent"))
        self.effect.valueChanged.connect(self._again)
        self.wide = link_button("all columns", "Show all measures in the list")
        self.wide.setCheckable(True)
        self.wide.toggled.connect(self._again)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(holder)
        # the pane may be narrower than its controls: the choices give way
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(8, 4, 6, 2)
        row.setSpacing(4)
        for number in (self.minimum, self.effect):
            number.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            number.setMinimumWidth(_NARROWEST_NUMBER)
        for widget in (self.pictures, self.kinds, self.length, self.minimum, self.effect):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.filter, 3)
        row.addWidget(self.wide)
        return holder

    # -- settings --------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Which words are listed: key and avoided (empty), ``key``, ``avoided`` or ``shared``."""
        return str(self.kinds.currentData())

    @property
    def picture(self) -> ChartView:
        """The picture that is chosen."""
        return {"keyness": self.chart, "vocabulary": self.vocabulary, "keyness_by_outlet": self.by_outlet}[
            str(self.pictures.currentData())
        ]

    @property
    def compared_with(self) -> tuple[str, ...]:
        """The outlets that were chosen to compare with; empty for all others."""
        return tuple(
            str(action.data()) for action in self.reference_menu.actions() if action.isChecked() and action.data()
        )

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        # as many rows as fit, so that every outlet has its share of them
        rows = max((self.chart.height() - 96) // 17, 6)
        if self.picture is self.by_outlet:
            rows = _EACH * max(self.target.count() - 1, 1)
        target = str(self.target.currentData() or "")
        return replace(
            self.desk.options,
            target=target,
            reference=self.compared_with if target else (),
            ngram=self.length.currentIndex() + 1,
            minimum_count=self.minimum.value(),
            minimum_effect=round(self.effect.value(), 1),
            keys="" if self.kind == SHARED else self.kind,
            rows=rows,
        )

    def exportable(self) -> Exportable:
        """What Export offers."""
        if self.kind == SHARED:
            return Exportable(
                "Shared words", "", "shared_terms", self.settings, text=self.table.as_text, widget=lambda: self.table
            )
        picture = self.picture
        title = str(self.pictures.currentText()) if picture is not self.chart else "Keyness"
        return Exportable(
            title, picture.chart, picture.chart, self.settings, image=picture.image, text=self.table.as_text
        )

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the list; the picture asks for itself."""
        self._fill_targets()
        self._show_controls()
        if self._stack.currentWidget() is not self.table or self.kind != SHARED:
            self.picture.draw()
        shared = self.kind == SHARED
        options = replace(self.settings(), list_text=self.filter.text().strip(), rows=self.desk.options.rows)
        asked = (self.desk.counted, shared, options)
        if asked == self._asked:
            self._select()
            return
        self._asked = asked
        self.desk.ask(
            tasks.pane_table,
            "shared_list" if shared else "keyword_list",
            replace(self.desk.state, focus=Focus()),
            options,
            key="pane keyness",
            done=self._show,
        )

    def _show_controls(self) -> None:
        shared = self.kind == SHARED
        for widget in (self.target, self.reference, self.effect, self.wide):
            widget.setEnabled(not shared)
        self.reference.setEnabled(not shared and bool(self.target.currentData()))
        chosen = self.compared_with
        words = "all others" if not chosen else visible(chosen[0]) if len(chosen) == 1 else f"{len(chosen)} outlets"
        self.reference.setText(mnemonic_safe(f"against {words} ▾"))
        self._by_outlet_area.need(70 + 30 * (self.target.count() - 1) + 19 * _EACH * (self.target.count() - 1))
        button = self._choice.button(0)
        if button is not None:
            button.setEnabled(not shared)  # shared words have no picture of their own
        listed = shared or self._choice.checkedId() == 1
        for in_list in (self.filter, self.wide):
            in_list.setVisible(listed)
        self.pictures.setVisible(not listed)
        if listed:
            self._stack.setCurrentWidget(self.table)
        else:
            areas = {
                self.chart: self._chart_area,
                self.by_outlet: self._by_outlet_area,
                self.vocabulary: self._vocabulary_area,
            }
            self._stack.setCurrentWidget(areas[self.picture])

    def _fill_targets(self) -> None:
        overview = self.desk.overview
        outlets = [o for o in ((overview.compared or overview.outlets) if overview else ()) if o]
        scope = self.desk.state.scope.outlets
        wanted = ["", *(o for o in outlets if not scope or o in scope or (overview and o not in overview.outlets))]
        if [self.target.itemData(n) for n in range(self.target.count())] != wanted:
            chosen = self.target.currentData()
            self.target.clear()
            for outlet in wanted:
                if outlet:
                    self.target.addItem(
                        mark_icon(self.desk.outlet_style(outlet), self.desk.theme.dark), visible(outlet), outlet
                    )
                else:
                    self.target.addItem("each outlet", "")
            self.target.setCurrentIndex(wanted.index(chosen) if chosen in wanted else 0)
            self._fill_reference()

    def _fill_reference(self) -> None:
        chosen, target = set(self.compared_with), self.target.currentData()
        self.reference_menu.clear()
        self.reference_menu.addAction("All others", self._compare_with_all)
        self.reference_menu.addSeparator()
        for n in range(1, self.target.count()):
            outlet = self.target.itemData(n)
            if outlet == target:
                continue
            action = self.reference_menu.addAction(mnemonic_safe(visible(outlet)))
            action.setIcon(self.target.itemIcon(n))
            action.setCheckable(True)
            action.setData(outlet)
            action.setChecked(outlet in chosen)
            action.toggled.connect(self._again)

    def _compare_with_all(self) -> None:
        for action in self.reference_menu.actions():
            action.setChecked(False)

    def _show(self, answer: PaneTable) -> None:
        shared = "widest_outlet" in answer.table.names
        columns = _SHARED_COLUMNS if shared else (*_COLUMNS, *_MORE) if self.wide.isChecked() else _COLUMNS
        self.table.show_table(answer.table, columns)
        self.set_note(*answer.table.notes, self.quote_coverage(answer))
        self._select()

    def _select(self) -> None:
        focus = self.desk.state.focus
        table = self.table.table_model.table
        row = None
        if focus.term and len(table) and "outlet" in table.names:
            pairs = zip(table.texts("term"), table.texts("outlet"), strict=True)
            wanted = focus.term.strip('"').casefold()
            row = next(
                (n for n, (t, o) in enumerate(pairs) if t == wanted and focus.outlet in ("", o or UNKNOWN_OUTLET)), None
            )
        self.table.select_source_row(row)

    # -- gestures --------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        term = str(cells["term"])
        quoted = f'"{term}"' if " " in term else term
        outlet = "" if "widest_outlet" in cells else str(cells["outlet"] or UNKNOWN_OUTLET)
        self.desk.highlight(Focus(term=quoted, outlet=outlet), origin=self.name)

    def _on_target(self) -> None:
        self._fill_reference()
        self._again()

    def _on_view(self) -> None:
        self._show_controls()
        self._again()

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()
