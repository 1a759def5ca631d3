"""Collocates: the words near what is highlighted, in all text or in two outlets, as a list, as dots and as a network."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.collocations import MEASURE_NAMES, MOST_PLACES
from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import tool_tip, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.outlet_mark import mark_icon
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import segments
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

DOTS, NETWORK, TABLE = 0, 1, 2
_BESIDE: Final = 620
"""Pixels of pane from which the list stands beside the chart; else one of them is seen."""
_USUAL: Final = 17
"""Height of a line of text at the size for which the width is meant."""
_DRAWN: Final = 20
"""Collocates with dots at most; the chart scrolls where it is lower than they need."""
_LINKED: Final = 24
"""Collocates of the network at most."""
_INTERVAL: Final = "end of the 95 % interval of the chosen measure, by article bootstrap"
_MEASURES: Final = {
    "log_dice": Column("log_dice", "logDice", "14 + log2(2 O / (f1 + f2)): 14 at most, 1 more is twice as much", "number", 1, 62),
    "mi": Column("mi", "MI", "log2(O / E): high for rare words that meet", "number", 1, 52),
    "mi3": Column("mi3", "MI3", "log2(O³ / E)", "number", 1, 52),
    "t": Column("t", "t", "(O − E) / √O", "number", 1, 50),
    "g2": Column("g2", "G2", "Log-likelihood with four cells, signed", "number", 1, 62),
    "npmi": Column("npmi", "NPMI", "MI between −1 and 1", "number", 2, 52),
    "dice": Column("dice", "Dice", "2 O / (f1 + f2)", "number", 3, 52),
    "delta_p_collocate": Column("delta_p_collocate", "ΔP(c|n)", "How much likelier the word is near the node", "number", 3, 66),
    "delta_p_node": Column("delta_p_node", "ΔP(n|c)", "How much likelier the node is near the word", "number", 3, 66),
}  # fmt: skip


class Collocates(Pane):
    """The list on the left, dots or the network on the right; on a narrow pane one of the three."""

    name: ClassVar[str] = "collocates"
    title: ClassVar[str] = "Collocates"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, FOCUS, EVIDENCE, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._of = (Focus(), Options())
        """The node and the settings of the rows: a pinned pane keeps them when something else is highlighted."""
        self._filling = False
        self.view = segments(
            self.header,
            (
                ("dots", "Chart: dots with intervals"),
                ("network", "Chart: network of all outlets together"),
                ("table", "Show the table"),
            ),
        )
        self.view.idClicked.connect(lambda _: self._divide())
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit(self.name), optional=True)
        self.left = self._places("Words before it", " L")
        self.right = self._places("Words behind it", " R")
        self.minimum = QSpinBox()
        self.minimum.setRange(1, 999)
        self.minimum.setPrefix("≥ ")
        self.minimum.setAccessibleName("Least count of a collocate")
        self.minimum.lineEdit().setAccessibleName("Least count of a collocate")
        self.minimum.setToolTip("A collocate stands near it at least so often")
        self.measure = QComboBox()
        self.measure.setAccessibleName("Measure that ranks collocates")
        for place, (measure, words) in enumerate(MEASURE_NAMES.items()):
            heading = _MEASURES.get(measure)
            # the names of delta P are cut in any box that leaves the others in the same row
            self.measure.addItem(visible(heading.title if heading else words), measure)
            about = f"{words}: {heading.tip}" if heading else words
            self.measure.setItemData(place, tool_tip(about), Qt.ItemDataRole.ToolTipRole)
            self.measure.setItemData(place, visible(words), Qt.ItemDataRole.AccessibleTextRole)
        self.measure.setToolTip("The measure that ranks collocates, and that the chart shows")
        self.sentences = QCheckBox("same sentence")
        self.sentences.setToolTip("Count only words of the same sentence; never words of another article")
        self.function_words = QCheckBox("function words")
        self.function_words.setToolTip("List function words (the, of, and …) too")
        self.compare = QComboBox()
        self.compare.setAccessibleName("All outlets together, or two outlets")
        for words in ("All outlets", "Two outlets"):
            self.compare.addItem(visible(words))
        self.target = ChoiceBox("First outlet", self)
        self.reference = ChoiceBox("Second outlet", self)
        self._reset()
        self.table = DataTable(desk, "Collocates")
        self.table.row_chosen.connect(self._on_row)
        self.dots = ChartView(desk, "collocates", "Words near it")
        self.compared = ChartView(desk, "collocates_compared", "Words near it in two outlets")
        self.network = ChartView(desk, "collocate_network", "Words near it as a network")
        for chart in (self.dots, self.compared):
            chart.set_options(self.settings)
        self.network.set_options(lambda: replace(self.settings(), rows=_LINKED))
        self._charts = QStackedWidget()
        self._areas = {chart: ScrollingChart(chart) for chart in (self.dots, self.compared, self.network)}
        for area in self._areas.values():
            self._charts.addWidget(area)
        self._areas[self.network].need(230)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self._charts)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([420, 420])
        self.message = MessagePanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.message)
        # a wide table must not take the place of the panes beside it
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.controls = QWidget(self)
        self.controls.setObjectName("SubHeader")
        self.controls.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        flow = FlowLayout(self.controls, margin=4)
        for widget in (
            self.left, self.right, self.sentences, self.measure, self.minimum, self.function_words, self.compare,
            self.target, self.reference,
        ):  # fmt: skip
            flow.addWidget(widget)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls)
        column.addWidget(self._stack, 1)
        self.body.addLayout(column, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        for box in (self.left, self.right, self.minimum):
            box.valueChanged.connect(self._again)
        for toggle in (self.sentences, self.function_words):
            toggle.toggled.connect(self._again)
        for choice in (self.measure, self.compare, self.target, self.reference):
            choice.currentIndexChanged.connect(self._again)
        self._say_what_to_do()
        self._divide()

    # -- what the controls say ---------------------------------------------------------------------------------------

    @property
    def node(self) -> Focus:
        """What collocates are looked for: the highlighted term or entity, wherever it stands."""
        focus = self.desk.state.focus
        return Focus(term=focus.term, entity=focus.entity)

    @property
    def compares(self) -> bool:
        """Whether two outlets stand side by side."""
        return self.compare.currentIndex() == 1

    @property
    def chart(self) -> ChartView:
        """The chart that is chosen, also while the table is seen instead."""
        if self.compares:
            return self.compared
        return self.network if self.view.checkedId() == NETWORK else self.dots

    def settings(self) -> Options:
        """The settings that the pane's controls stand for."""
        measure = str(self.measure.currentData() or "log_dice")
        target, reference = str(self.target.currentData() or ""), str(self.reference.currentData() or "")
        return replace(
            self.desk.options,
            left=self.left.value(),
            right=self.right.value(),
            within_sentences=self.sentences.isChecked(),
            measure=measure,
            minimum_count=self.minimum.value(),
            hide_function_words=not self.function_words.isChecked(),
            target=target if self.compares else "",
            reference=(reference,) if self.compares and reference else (),
            rows=_DRAWN,
        )

    def exportable(self) -> Exportable:
        """What Export offers: the chart that is chosen, and its whole table."""
        chart = self.chart
        table = {self.compared: "collocates_compared", self.network: "collocate_links"}.get(chart, "collocates")
        return Exportable(
            "Collocates",
            chart.chart,
            table,
            options=lambda: replace(self.settings(), rows=_LINKED) if chart is self.network else self.settings(),
            image=chart.image,
            text=self.table.as_text,
            available=self._answer is not None and bool(len(self._answer.table)),
        )

    def show_view(self, number: int) -> None:
        """Show dots (0), the network (1) or, on a narrow pane, the table (2)."""
        button = self.view.button(number)
        if button is not None:
            button.setChecked(True)
        self._divide()

    # -- refreshing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the list; the charts ask for themselves."""
        self._fill_outlets()
        node = self.node
        if not node.subject:
            self._asked = self._answer = None
            self._say_what_to_do()
            return
        settings = self.settings()
        asked = (self.desk.counted, node, replace(settings, rows=0), self.compares)
        if asked != self._asked:
            self._asked = asked
            self.desk.ask(
                tasks.pane_table,
                "collocate_compared_list" if self.compares else "collocate_list",
                replace(self.desk.state, focus=node),
                settings,
                key="pane collocates",
                done=lambda answer: self._show(answer, node, settings),
                failed=self._failed,
            )
        elif self._answer is not None:
            self._divide()
            self._select()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """List and chart where there is room for both."""
        super().resizeEvent(event)
        self._divide()

    def _show(self, answer: PaneTable, node: Focus, settings: Options) -> None:
        self._answer, self._of = answer, (node, settings)
        self.set_note(*answer.table.notes, self.quote_coverage(answer))
        if not len(answer.table):
            least = settings.minimum_count
            why = next(iter(answer.table.notes), "")
            if why and not why.startswith(f"{MEASURE_NAMES[settings.measure]}, "):  # nothing was counted at all
                self.message.say("No collocates", why)
                self._stack.setCurrentWidget(self.message)
                return
            self.message.say(
                "No collocates",
                f"No word stands near it {least:,} times or more. Lower the least count, widen the window, or count"
                " more articles."
                if least > 1
                else "No word stands near it. Widen the window, or count more articles.",
                *(("List words from 1 time on", lambda: self.minimum.setValue(1)) if least > 1 else ()),
            )
            self._stack.setCurrentWidget(self.message)
            return
        self._stack.setCurrentWidget(self._split)
        drawn = min(len(answer.table), _DRAWN)
        self._areas[self.dots].need(88 + 15 * drawn)
        self._areas[self.compared].need(88 + 24 * drawn)
        self.table.show_table(
            answer.table, self._compared_columns(answer.table) if self._is_compared else self._columns()
        )
        self._divide()
        self._select()

    def _failed(self, failure: Failure) -> None:
        self._asked = self._answer = None
        self.set_note()
        if failure.lost:
            return
        self.message.say("No collocates", failure.message)
        self._stack.setCurrentWidget(self.message)

    def _say_what_to_do(self) -> None:
        self.set_note()
        self.message.say(
            "Highlight a term or an entity",
            "Type a search above, or click a term or an entity: its collocates are the words that stand near it.",
        )
        self._stack.setCurrentWidget(self.message)

    @property
    def _is_compared(self) -> bool:
        return self._answer is not None and "difference" in self._answer.table.names

    def _columns(self) -> list[Column]:
        measure = str(self.measure.currentData())
        name, decimals = MEASURE_NAMES[measure], self._decimals
        first = [_MEASURES[measure]] if measure in _MEASURES else []
        ends = [
            Column("low", "low", f"{name}: lower {_INTERVAL}", "number", decimals, 50),
            Column("high", "high", f"{name}: upper {_INTERVAL}", "number", decimals, 50),
        ]
        return [
            Column("collocate", "Collocate", width=104),
            Column("count", "Count", "O: times near it, each place once", kind="number", width=52),
            *first,
            *ends,
            *(column for key, column in _MEASURES.items() if key != measure),
            Column("expected", "E", "Times near it that chance would give", "number", 1, 52),
            Column("left_count", "before", "Times before it", kind="number", width=54),
            Column("right_count", "behind", "Times behind it", kind="number", width=54),
            Column("collocate_count", "in all", "f2: times in all counted text", kind="number", width=56),
            Column("documents", "Articles", "Articles in which it stands near it", kind="number", width=62),
        ]

    def _compared_columns(self, data: TableData) -> list[Column]:
        outlets = [data.texts(key)[0] for key in ("outlet", "reference_outlet")]
        shown = [outlet or UNKNOWN_OUTLET for outlet in outlets]
        measure, decimals = MEASURE_NAMES[str(self.measure.currentData())], self._decimals
        short = self.measure.currentText()
        columns = [Column("collocate", "Collocate", width=104)]
        for side, outlet, name in zip(("", "reference_"), outlets, shown, strict=True):
            columns.append(Column(f"{side}count", name, f"{name}: times near it", "heat", width=48, outlet=outlet))
        columns.append(
            Column(
                "difference",
                "Difference",
                f"{measure} in {shown[0]} less that in {shown[1]}",
                "number",
                decimals,
                72,
                signed=True,
            )
        )
        for end, words in (("low", "Lower"), ("high", "Upper")):
            about = f"{words} end of its 95 % interval, by article bootstrap"
            columns.append(Column(end, end, about, "number", decimals, 52, signed=True))
        for side, outlet, name in zip(("", "reference_"), outlets, shown, strict=True):
            columns += [
                Column(f"{side}score", short, f"{name}: {measure}", "heat", decimals, 92, outlet=outlet),
                Column(f"{side}per_1000", "per 1,000", f"{name}: times for 1,000 of the node", "heat", 1, 98, outlet=outlet),
                Column(f"{side}documents", "Articles", f"{name}: articles with it near", "heat", 0, 92, outlet=outlet),
            ]  # fmt: skip
        return columns

    @property
    def _decimals(self) -> int:
        """Decimals that tell values of the chosen measure apart: those of delta P are small."""
        column = _MEASURES.get(str(self.measure.currentData()))
        return column.decimals if column else 1

    def _fill_outlets(self) -> None:
        overview = self.desk.overview
        scope = self.desk.state.scope.outlets
        outlets = [o for o in (overview.compared if overview else ()) if not scope or o in scope or self._grouped]
        self._filling = True
        for place, box in enumerate((self.target, self.reference)):
            if [box.itemData(n) for n in range(box.count())] == outlets:
                continue
            chosen = box.currentData()
            box.clear()
            for outlet in outlets:
                style = self.desk.outlet_style(outlet)
                box.addItem(mark_icon(style, self.desk.theme.dark), visible(outlet or UNKNOWN_OUTLET), outlet)
            box.setCurrentIndex(outlets.index(chosen) if chosen in outlets else min(place, len(outlets) - 1))
        self._filling = False
        self.compare.setEnabled(len(outlets) > 1)
        if len(outlets) < 2 and self.compares:
            self.compare.setCurrentIndex(0)

    @property
    def _grouped(self) -> bool:
        return bool(self.desk.state.scope.compare)

    def _divide(self) -> None:
        """Which parts are seen, and the chart that is chosen."""
        wide = self.width() >= _BESIDE * max(self.fontMetrics().height() / _USUAL, 1.0)
        table_alone = not wide and self.view.checkedId() == TABLE
        for number, there in ((NETWORK, not self.compares), (TABLE, not wide)):
            button = self.view.button(number)
            button.setVisible(there)
        self.view.button(DOTS).setVisible(not (wide and self.compares))  # alone it is no choice
        if (wide and self.view.checkedId() == TABLE) or (self.compares and self.view.checkedId() == NETWORK):
            self.view.button(DOTS).setChecked(True)
            table_alone = False
        for box in (self.target, self.reference):
            box.setVisible(self.compares)
        self.table.setVisible(wide or table_alone)
        self._charts.setVisible(not table_alone)
        self._charts.setCurrentWidget(self._areas[self.chart])
        self.header.fit()
        if self.node.subject and self._answer is not None:
            self.chart.draw()

    def _select(self) -> None:
        collocate = self.desk.state.focus.collocate
        table = self.table.table_model.table
        words = table.texts("collocate") if "collocate" in table.names else []
        self.table.select_source_row(words.index(collocate) if collocate in words else None)

    # -- gestures ----------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        cells = self.table.table_model.table.row(row)
        (node, settings), outlet = self._of, ""
        if not cells["collocate"] or not node.subject:
            return
        if self._is_compared:
            column = self.table.table_model.columns[max(self.table.currentIndex().column(), 0)].key
            second = column.startswith("reference_") or not cells["count"]
            outlet = str(cells["reference_outlet" if second else "outlet"]) or UNKNOWN_OUTLET
        self.desk.highlight(
            replace(
                node,
                collocate=str(cells["collocate"]),
                outlet=outlet,
                span=(settings.left, settings.right),
                within_sentences=settings.within_sentences,
            ),
            origin=self.name,
        )

    def _again(self) -> None:
        if self._filling:
            return
        if not self.left.value() and not self.right.value():  # a window has a word at least
            self.right.setValue(1)
            return
        if self.compares and self.target.currentIndex() == self.reference.currentIndex() and self.target.count() > 1:
            self.reference.setCurrentIndex((self.target.currentIndex() + 1) % self.target.count())
            return
        self._divide()
        self.stale = True
        self.refresh_when_idle()

    # -- building ----------------------------------------------------------------------------------------------------

    def _places(self, words: str, suffix: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, MOST_PLACES)
        box.setSuffix(visible(suffix))
        box.setAccessibleName(visible(words))
        box.lineEdit().setAccessibleName(visible(words))
        box.setToolTip(tool_tip(words))
        return box

    def _reset(self) -> None:
        """The controls as the options have them at first."""
        options = self.desk.options
        self.left.setValue(options.left)
        self.right.setValue(options.right)
        self.minimum.setValue(options.minimum_count)
        self.measure.setCurrentIndex(max(self.measure.findData(options.measure), 0))
        self.sentences.setChecked(options.within_sentences)
        self.function_words.setChecked(not options.hide_function_words)
