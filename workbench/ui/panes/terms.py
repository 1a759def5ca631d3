"""Terms: how often words stand in each part of the corpus, what sets parts apart, and how varied their words are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.parts import DIMENSIONS, OUTLET
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, THEME, Desk
from workbench.ui.dialogs.stop_words import StopWordsDialog
from workbench.ui.pane import Pane
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.dispersion_panel import DispersionPanel
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.list_filter import ListFilter
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

FREQUENCY: Final = 0
PLACES: Final = 1
DIVERSITY: Final = 2
TF_IDF: Final = 3

_OUTLET: Final = "outlet:"
_MOST_STRIPS: Final = 60
"""Articles that the dispersion chart draws at most."""
_MEASURES: Final = {
    "mattr": "MATTR",
    "mtld": "MTLD",
    "hd_d": "HD-D",
    "ttr": "Type-token ratio",
    "guiraud_r": "Guiraud’s R",
    "herdan_c": "Herdan’s C",
    "yule_k": "Yule’s K",
    "types": "Different words",
}
_DECIMALS: Final = {"mtld": 1, "guiraud_r": 1, "yule_k": 1, "types": 0}
_LOWEST: Final = 76
"""Pixels of height that a chart is shown in at least."""
_NARROWEST: Final = 230
"""Pixels of width that the controls above a chart have at least."""
_SAMPLES: Final = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


class Terms(Pane):
    """The list of terms on the left; on the right a chart of frequencies or places, lexical diversity, or TF-IDF."""

    name: ClassVar[str] = "terms"
    title: ClassVar[str] = "Terms"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._details_asked: object = None
        self._chosen: tuple[str, ...] = ()
        """Searches for several rows that are chosen together; empty when one or none is."""
        self._selecting = False
        self._used_words = 0
        """Function words that are hidden and stand in the scope."""
        self.length = ChoiceBox("Length of terms", self)
        self.length.addItems(["Words", "2 words", "3 words", "4 words", "5 words"])
        self.length.currentIndexChanged.connect(self._again)
        self._choice = segments(
            self.header,
            (
                ("frequency", "Chart: frequency by outlet, story, month …"),
                ("places", "Chart: where it stands in each article"),
                ("diversity", "Chart: how varied the words of each outlet are"),
                ("TF-IDF", "List: the words that characterise an outlet, a story, a month …"),
            ),
        )
        self._choice.idClicked.connect(self.show_chart)
        self.header.add_link("How?", "How is this computed?", self._explain, optional=True)
        self.list_filter = ListFilter(self)
        self.filter = self.list_filter.field
        self.list_filter.changed.connect(self._on_filter)
        self.list_filter.words_wanted.connect(self.show_words)
        self.table = DataTable(desk, "Terms")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.row_chosen.connect(self._on_row)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.words_link = link_button("Function words hidden", "Show the list of function words", self.show_words)
        self.frequency = ChartView(desk, "frequency", "Terms by outlet")
        self.by_parts = ChartView(desk, "frequency_by", "Terms by part")
        self.dispersion = ChartView(desk, "dispersion", "Where it stands in each article")
        self.diversity = ChartView(desk, "lexical_diversity", "Lexical diversity by outlet")
        for chart in (self.frequency, self.by_parts, self.dispersion, self.diversity):
            chart.set_options(self.settings)
        self._frequency_area = ScrollingChart(self.frequency)
        self._parts_area = ScrollingChart(self.by_parts)
        self._strips = DispersionPanel(desk, self.dispersion)
        self._diversity_area = ScrollingChart(self.diversity)
        self.details = DataTable(desk, "Numbers of the chart")
        self.details.row_chosen.connect(self._on_detail)
        self.tf_idf = DataTable(desk, "Words that characterise")
        self.tf_idf.row_chosen.connect(self._on_tf_idf)
        self._build()
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._show_controls()

    # -- settings --------------------------------------------------------------------------------------------------

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        options = replace(self.desk.options, ngram=self.length.currentIndex() + 1, by=self.dimensions)
        if self.view in (FREQUENCY, PLACES):
            options = self.list_filter.applied_to(options)
            return replace(options, terms=self._chosen) if self.view == FREQUENCY and self._chosen else options
        if self.view == TF_IDF:
            filtered = self.list_filter.applied_to(options)
            return replace(
                options, by=(self.part_of.currentData(),), hide_function_words=filtered.hide_function_words,
                list_articles=filtered.list_articles,
            )  # fmt: skip
        return replace(options, measure=self.measure.currentData(), sample_words=int(self.sample_words.currentData()))

    @property
    def view(self) -> int:
        """Which of the four is on show: :data:`FREQUENCY`, :data:`PLACES`, :data:`DIVERSITY`, :data:`TF_IDF`."""
        return max(self._choice.checkedId(), 0)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What terms are counted by."""
        chosen = (str(self.by.currentData()), str(self.second.currentData()))
        return tuple(dict.fromkeys(dimension for dimension in chosen if dimension))

    @property
    def chart_on_show(self) -> ChartView:
        """The chart that is seen; where a list stands in its place, the one that was seen last."""
        if self.view == DIVERSITY:
            return self.diversity
        if self.view == PLACES:
            return self.dispersion
        return self.frequency if self.dimensions == (OUTLET,) else self.by_parts

    def exportable(self) -> Exportable:
        """What Export offers: the chart on show, and the table behind it with all rows and intervals."""
        chart = self.chart_on_show
        if self.view == TF_IDF:
            return Exportable(
                "TF-IDF", "", "tf_idf", self.settings, text=self.tf_idf.as_text, widget=lambda: self.tf_idf
            )
        title, table = {
            self.frequency: ("Terms by outlet", "terms"),
            self.by_parts: (f"Terms by {' and '.join(self.dimensions)}", "terms_by"),
            self.dispersion: ("Places in articles", "positions"),
            self.diversity: ("Lexical diversity", "lexical_diversity"),
        }[chart]
        with_numbers = self.as_table.isChecked() or chart in (self.by_parts, self.diversity)
        shown = self.details if with_numbers and self.view != PLACES else self.table
        return Exportable(title, chart.chart, table, options=self.settings, image=chart.image, text=shown.as_text)

    # -- gestures --------------------------------------------------------------------------------------------------

    def show_chart(self, number: int) -> None:
        """Show frequency (0), places (1), lexical diversity (2) or TF-IDF (3)."""
        button = self._choice.button(number)
        if button is not None:
            button.setChecked(True)
        self._show_controls()
        self.chart_on_show.draw()
        self._ask_details()

    def show_words(self) -> None:
        """Show the list of function words; the window stays usable."""
        window = self.window()
        dialog = next(iter(window.findChildren(StopWordsDialog)), None) or StopWordsDialog(self.desk, window)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.by = self._dimensions("What terms are counted by", DIMENSIONS)
        self.second = self._dimensions("The second thing that terms are counted by", ("", *DIMENSIONS))
        self.part_of = self._dimensions("What words characterise", (*DIMENSIONS, "article"))
        for box in (self.by, self.second, self.part_of):
            box.currentIndexChanged.connect(self._on_view)
        self.measure = ChoiceBox("Measure of lexical diversity", self)
        for key, words in _MEASURES.items():
            self.measure.addItem(visible(words), key)
        self.measure.currentIndexChanged.connect(self._on_view)
        self.sample_words = ChoiceBox("Words of each sample (automatic: half of the smallest outlet’s words)", self)
        for size in _SAMPLES:
            self.sample_words.addItem(f"samples of {size:,} words" if size else "samples: automatic", size)
        self.sample_words.currentIndexChanged.connect(self._on_view)
        self.as_table = link_button("table", "Show the numbers of the chart as a table")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._on_view)
        self._controls = QStackedWidget()
        for widgets in (
            (PlainLabel("by", self), self.by, PlainLabel("and", self), self.second),
            (),
            (self.measure, self.sample_words),
            (PlainLabel("of each", self), self.part_of),
        ):
            self._controls.addWidget(_row(widgets))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, 6, 0)
        above.setSpacing(0)
        above.addWidget(self.list_filter, 1)
        above.addWidget(self.length)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        status = QHBoxLayout()
        status.setContentsMargins(6, 0, 6, 0)
        status.addWidget(self.words_link)
        status.addStretch(1)
        column.addLayout(status)
        self._charts = QStackedWidget()
        for widget in (
            self._frequency_area,
            self._parts_area,
            self._strips,
            self._diversity_area,
            self.tf_idf,
            self.details,
        ):
            self._charts.addWidget(widget)
        self._charts.setMinimumHeight(_LOWEST)  # in a low window the row of controls takes what the chart gives
        # what needs room here must not take it from the panes beside this one
        self._controls.setMinimumWidth(_NARROWEST)
        self._above = QWidget()
        row = QHBoxLayout(self._above)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(0)
        row.addWidget(self._controls, 1)
        row.addWidget(self.as_table)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self._charts, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([300, 400])
        self.body.addWidget(split, 1)

    def _dimensions(self, name: str, dimensions: Sequence[str]) -> ChoiceBox:
        box = ChoiceBox(name, self)
        for dimension in dimensions:
            box.addItem(visible(dimension or "nothing else"), dimension)
        return box

    def _show_controls(self) -> None:
        """The controls, the picture and the table that belong to the view."""
        view = self.view
        self._controls.setCurrentIndex(view)
        self._above.setVisible(view != PLACES)
        self.as_table.setVisible(view in (FREQUENCY, DIVERSITY))
        self._charts.setCurrentWidget(self._shown)

    @property
    def _shown(self) -> QWidget:
        """What stands on the right."""
        if self.as_table.isChecked() and self.view in (FREQUENCY, DIVERSITY):
            return self.details
        return {
            FREQUENCY: self._frequency_area if self.dimensions == (OUTLET,) else self._parts_area,
            PLACES: self._strips,
            DIVERSITY: self._diversity_area,
            TF_IDF: self.tf_idf,
        }[self.view]

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the list and for what stands beside it; the charts ask for themselves."""
        overview = self.desk.overview
        outlets = len(overview.compared or overview.outlets) if overview else 1
        self._frequency_area.need(96 + 9 * outlets)  # one term with all outlets; more where there is room
        self._strips.need(84 + 24 * min(overview.in_scope if overview else 1, _MOST_STRIPS))
        self.chart_on_show.draw()
        self._ask_list()
        self._ask_details()

    def _ask_list(self) -> None:
        options = self.list_filter.applied_to(replace(self.desk.options, ngram=self.length.currentIndex() + 1))
        asked = (self.desk.counted, options)
        if asked == self._asked:
            self._select()
            return
        if self._asked is None or asked[0] != self._asked[0]:  # type: ignore[index]  # a pair as this one
            self._ask_words()
        self._asked = asked
        self._chosen = ()
        self._ask("term_list", options, "pane terms", self._show, failed=self._not_listed)

    def _ask_words(self) -> None:
        self._ask("stop_words", self.desk.options, "pane terms words", self._show_words)

    def _ask_details(self) -> None:
        view, settings = self.view, self.settings()
        table = {DIVERSITY: "diversity_list", TF_IDF: "tf_idf_list"}.get(view, "")
        if view == FREQUENCY and (self.as_table.isChecked() or self.dimensions != (OUTLET,)):
            table = "terms_by_list"
        if not table or self.desk.stage is None:
            return
        focused = self.desk.state.focus.evidence_key if table != "diversity_list" else None
        asked = (self.desk.counted, table, settings, focused)
        if asked != self._details_asked:
            self._details_asked = asked
            self._ask(table, settings, "pane terms details", self._show_details, focused or Focus())

    def _ask(
        self,
        table: str,
        options: Options,
        key: str,
        done: Callable[[PaneTable], None],
        focus: Focus | None = None,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        state = replace(self.desk.state, focus=focus or Focus())
        self.desk.ask(tasks.pane_table, table, state, options, key=key, done=done, failed=failed)

    def _not_listed(self, failure: Failure) -> None:
        """An expression is wrong until it is typed to its end: said below the list, which stays as it was."""
        self._asked = None
        self.set_note(failure.message)

    def _show(self, answer: PaneTable) -> None:
        self.table.show_table(answer.table, self._columns(answer.table))
        self._select()
        self.set_note(*answer.table.notes, self.quote_coverage(answer))

    def _show_words(self, answer: PaneTable) -> None:
        hidden = [n for n, on in enumerate(answer.table.column("hidden")) if on] if answer.table.names else []
        counts = answer.table.column("count") if answer.table.names else ()
        self._used_words = sum(bool(counts[n]) for n in hidden)
        self._say_words()

    def _say_words(self) -> None:
        on = self.list_filter.hide_words.isChecked()
        self.words_link.setText(f"Function words hidden ({self._used_words:,})" if on else "Function words shown")

    def _show_details(self, answer: PaneTable) -> None:
        data = answer.table
        if self.view == TF_IDF:
            self.tf_idf.show_table(data, self._tf_idf_columns(data))
        elif self.view == DIVERSITY:
            self.details.show_table(data, self._diversity_columns())
            self._diversity_area.need(84 + 26 * len(data))
        else:
            by = self.dimensions
            self.details.show_table(data, self._part_columns(by))
            groups = len(set(zip(*(data.texts(name) for name in by if name in data.names), strict=True)))
            self._parts_area.need(84 + 11 * min(len(data), 600) + 12 * min(groups, _MOST_STRIPS))
        self.chart_on_show.draw()

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

    @staticmethod
    def _part_columns(by: Sequence[str]) -> list[Column]:
        return [
            *(Column(name, name.capitalize(), kind="outlet" if name == OUTLET else "text", width=120) for name in by),
            Column("term", "Term", width=90),
            Column("count", "Times", kind="number", width=56),
            Column("per_1000", "per 1,000", "Times per 1,000 counted words", "number", decimals=2, width=72),
            Column("low", "from", "The lower end of the 95 % interval", "number", decimals=2, width=56),
            Column("high", "to", "The upper end of the 95 % interval", "number", decimals=2, width=56),
            Column("documents", "Articles", "Articles that have it", kind="number", width=62),
            Column("articles", "of", "Articles that are counted", kind="number", width=56),
            Column("words", "Words", "Words that are counted", kind="number", width=72),
        ]

    @staticmethod
    def _diversity_columns() -> list[Column]:
        return [
            Column("outlet", "Outlet", kind="outlet", width=130),
            *(
                Column(
                    name, words, f"{words}: mean of the samples", "number", decimals=_DECIMALS.get(name, 3), width=64
                )
                for name, words in _MEASURES.items()
            ),
            Column("articles", "Articles", "Articles that are counted", kind="number", width=62),
            Column("words", "Words", "Words that are counted", kind="number", width=72),
        ]

    @staticmethod
    def _tf_idf_columns(data: TableData) -> list[Column]:
        by = str(data.column("by")[0]) if len(data) else OUTLET
        return [
            Column("part", by.capitalize(), kind="outlet" if by == OUTLET else "text", width=130),
            Column("term", "Term", width=110, stretch=True),
            Column("tf_idf", "TF-IDF", "Mean weight over the articles", "number", decimals=2, width=62),
            Column("count", "Times", f"Times in the {by}", kind="number", width=56),
            Column("documents", "Articles", f"Articles of the {by} that have it", kind="number", width=62),
            Column("articles", "of", f"Articles of the {by} that are counted", kind="number", width=56),
            Column("all_documents", "In all", "Articles that have it, of all that are counted", "number", width=62),
        ]

    def _select(self) -> None:
        """Show the highlighted term as chosen, unless the person chose several."""
        if self._chosen:
            return
        focus = self.desk.state.focus
        table = self.table.table_model.table
        terms = table.texts("term") if "term" in table.names else []
        wanted = focus.term.strip('"').casefold()
        self._selecting = True
        try:
            self.table.select_source_row(terms.index(wanted) if wanted in terms else None)
        finally:
            self._selecting = False

    # -- what a person does ----------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        if self._chosen:
            return  # several rows are chosen: a chart of them, and no one term is highlighted
        self.desk.highlight(Focus(term=_search(str(self.table.table_model.table.row(row)["term"]))), origin=self.name)

    def _on_selection(self) -> None:
        if self._selecting:
            return
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        model = self.table.table_model
        terms = model.table.texts("term") if len(rows) > 1 else []
        chosen = tuple(_search(terms[model.source_row(row)]) for row in rows) if terms else ()
        if chosen != self._chosen:
            self._chosen = chosen
            if self.view == FREQUENCY:
                self.chart_on_show.draw()
                self._ask_details()

    def _on_detail(self, row: int) -> None:
        cells = self.details.table_model.table.row(row)
        if self.view == DIVERSITY:
            self.desk.highlight(Focus(outlet=str(cells["outlet"]) or UNKNOWN_OUTLET), origin=self.name)
            return
        outlet = (str(cells[OUTLET]) or UNKNOWN_OUTLET) if OUTLET in self.dimensions else ""
        self.desk.highlight(
            Focus(term=str(cells["term"]), outlet=outlet, part=str(cells["part"] or "")), origin=self.name
        )

    def _on_tf_idf(self, row: int) -> None:
        cells = self.tf_idf.table_model.table.row(row)
        outlet, article, part = (str(cells[name] or "") for name in ("outlet", "article", "focus_part"))
        focus = Focus(term=_search(str(cells["term"])), outlet=outlet, article=article, part=part)
        self.desk.highlight(focus, origin=self.name)

    def _on_filter(self) -> None:
        self._say_words()
        self._ask_list()
        self.chart_on_show.draw()
        self._ask_details()

    def _on_view(self) -> None:
        self._show_controls()
        self.chart_on_show.draw()
        self._ask_details()

    def _again(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    def _explain(self) -> None:
        explained = {PLACES: "dispersion", DIVERSITY: "lexical_diversity", TF_IDF: "tf_idf"}
        self.desk.explain.emit(explained.get(self.view, "frequency"))


def _search(term: str) -> str:
    """A term of the list as a search: in quotation marks, unless it is one word of letters and digits."""
    return term if term.isalnum() else f'"{term}"'


def _row(widgets: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 6, 2, 4)
    row.setSpacing(5)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
