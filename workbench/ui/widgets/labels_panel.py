"""What each outlet says of the entity in focus: its labels by kind, counted by outlet, as a table or a chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.labels import (
    APPOSITION,
    MODIFIER,
    NOMINAL,
    OBJECT_OF,
    RELATION_WORDS,
    SUBJECT_OF,
    TITLE,
    ChosenLabel,
)
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Voice
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, tool_tip, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, Index
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of each column that counts one outlet's labels."""

VOICES: Final = (
    ("All words", Voice.ALL),
    ("Outlets’ own words", Voice.OUTLET),
    ("Quoted words", Voice.QUOTED),
)
"""Whose words are counted."""
LISTS: Final = {Voice.ALL: "label_list", Voice.OUTLET: "own_label_list", Voice.QUOTED: "quoted_label_list"}
TABLES: Final = {
    Voice.ALL: "labels_by_outlet",
    Voice.OUTLET: "own_labels_by_outlet",
    Voice.QUOTED: "quoted_labels_by_outlet",
}
CHARTS: Final = {Voice.ALL: "labels", Voice.OUTLET: "own_labels", Voice.QUOTED: "quoted_labels"}
"""What the working process calls the list on the screen, the table with intervals, and the chart."""

KINDS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("All kinds", frozenset(RELATION_WORDS)),
    ("What it is called", frozenset({NOMINAL, TITLE, APPOSITION})),
    ("Adjectives", frozenset({MODIFIER})),
    ("What it does", frozenset({SUBJECT_OF})),
    ("What is done to it", frozenset({OBJECT_OF})),
)
"""The filter of kinds: its words, and the relations in it."""

_SHORT: Final = {NOMINAL: "description", SUBJECT_OF: "it does", OBJECT_OF: "done to it"}


class LabelDelegate(CellDelegate):
    """Draws a frame around the cell that is highlighted, and says in words what a cell counts."""

    def __init__(self, desk: Desk, view: DataTable) -> None:
        super().__init__(desk, view)
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        model, focus = index.model(), self._desk.state.focus
        chosen = ChosenLabel.of(focus)
        if chosen is None or not focus.outlet or not isinstance(model, DataTableModel):
            return
        column, cells = model.columns[index.column()], model.table.row(model.source_row(index.row()))
        here = column.kind == "heat" and (column.outlet or UNKNOWN_OUTLET) == focus.outlet
        if here and (cells["relation"], cells["label"]) == (chosen.relation, chosen.label):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._desk.theme.text), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 3, -2, -3), 3, 3)
            painter.restore()

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip has the rate, its interval and how many are quoted."""
        model = index.model()
        if event.type() == QEvent.Type.ToolTip and index.isValid() and isinstance(model, DataTableModel):
            QToolTip.showText(event.globalPos(), tool_tip(cell_words(model, index)), view)
            return True
        return super().helpEvent(event, view, option, index)


def cell_words(model: DataTableModel, index: Index) -> str:
    """A cell in words: ``“dictator” (apposition) in Daily Post: 6 times, 120.0 per 1,000 mentions``."""
    cells, column = model.table.row(model.source_row(index.row())), model.columns[index.column()]
    said = visible(ChosenLabel(str(cells["relation"]), str(cells["label"])).words)
    if column.kind != "heat":
        count, own, quoted = (int(cells[name] or 0) for name in ("count", "own", "quoted"))
        return f"{said}: {_times(count)}, {own:,} in the outlets’ own words, {quoted:,} in quotations"
    outlet = column.key.removeprefix(OUTLET_COLUMN)
    rate, low, high = (cells.get(f"{name}:{outlet}") for name in ("rate", "low", "high"))
    words = f"{said} in {visible(outlet) or UNKNOWN_OUTLET}: {_times(int(cells[column.key] or 0))}"
    if rate is None:
        return f"{words}; it is not mentioned there"
    ends = f", 95 % interval {low:,.1f} to {high:,.1f}" if low is not None and high is not None else ""
    return f"{words}, {rate:,.1f} per 1,000 mentions{ends}"


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count:,} times"


class LabelsPanel(QWidget):
    """The labels of the entity in focus with the controls that choose among them."""

    noted = Signal()
    """What should be said below the pane is other than before."""

    def __init__(self, desk: Desk, origin: str, coverage: Callable[[int, int], str]) -> None:
        super().__init__()
        self.desk = desk
        self._origin = origin
        self._coverage = coverage
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._entity = ""
        self._shows_chart = False
        self.notes: tuple[str, ...] = ()
        """What a person should know about the numbers."""
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(12, 5, 8, 5)
        self._heading = ElidedLabel("What each outlet says of it", head, name="Heading")
        head_row.addWidget(self._heading, 1)
        self.voice, self.kind, self.filter = QComboBox(self), QComboBox(self), QLineEdit(self)
        self._controls = self._build_controls()
        self.table = DataTable(desk, "What each outlet says of the entity")
        self.delegate = LabelDelegate(desk, self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.row_chosen.connect(self._on_row)
        self.chart = ChartView(desk, CHARTS[Voice.ALL], "What each outlet says of the entity")
        self.chart_area = ScrollingChart(self.chart)
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        for widget in (self.message, self.table, self.chart_area):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._controls)
        layout.addWidget(self.stack, 1)
        self._controls.hide()

    @property
    def chosen_voice(self) -> Voice:
        """Whose words are counted."""
        return VOICES[max(self.voice.currentIndex(), 0)][1]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to export."""
        return self._answer is None or not len(self._answer.table)

    def show_as(self, *, chart: bool) -> None:
        """Show the chart or the table."""
        self._shows_chart = chart
        self._put()

    def refresh(self) -> None:
        """Ask for the list when the entity in focus or what is counted differs."""
        entity = self.desk.state.focus.entity
        if not entity:
            self._asked, self._answer, self._entity, self.notes = None, None, "", ()
            self._heading.set_text("What each outlet says of it")
            self.message.say(
                "Choose an entity",
                "Click a name in Entities or in the Reader. What each outlet calls it, and what it does, is listed here.",
                "Show Entities",
                lambda: self.desk.show_pane.emit("entities"),
            )
            self._put()
            self.noted.emit()
            return
        if entity != self._entity:
            self._answer, self._entity = None, entity
            self.message.say("Being counted …")
        asked = (entity, self.chosen_voice, self.desk.counted)
        if asked != self._asked:
            self._asked = asked
            self.desk.ask(
                tasks.pane_table,
                LISTS[self.chosen_voice],
                replace(self.desk.state, focus=Focus(entity=entity)),
                self.desk.options,
                key="pane labels",
                done=self._show,
                failed=self._failed,
            )
        self._put()
        self._select()

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, answer: PaneTable) -> None:
        self._answer = answer
        table = answer.table
        name = table.texts("entity")[0] if len(table) else ""
        self._heading.set_text(f"{name} — what each outlet says of it" if name else "What each outlet says of it")
        self.notes = tuple(filter(None, (self._coverage(answer.covered, answer.in_scope), *table.notes)))
        self._apply_filter()
        self.noted.emit()

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Labels could not be counted", failure.message, "Try again", self.refresh)
        self._put()

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            self._put()
            return
        data = answer.table
        if not len(data):
            self._say_nothing(answer)
            self._put()
            return
        kinds, words = KINDS[max(self.kind.currentIndex(), 0)][1], self.filter.text().casefold().split()
        relations, labels = data.texts("relation"), data.texts("label")
        rows = [
            n
            for n, (relation, label) in enumerate(zip(relations, labels, strict=True))
            if relation in kinds and all(word in label for word in words)
        ]
        self.message.say(
            "No label matches", f"None of {len(data):,} labels fits the filter.", "Clear filter", self._clear
        )
        shown = TableData(
            (*data.names, "kind"),
            (
                *(tuple(column[n] for n in rows) for column in data.columns),
                tuple(_SHORT.get(relations[n], RELATION_WORDS.get(relations[n], relations[n])) for n in rows),
            ),
        )
        self.table.show_table(shown, self._columns(shown))
        self.delegate.prepare(self.table.table_model)
        outlets = sum(name.startswith(OUTLET_COLUMN) for name in data.names)
        self.chart_area.need(96 + self.desk.options.rows * (outlets * 7 + 8))
        self._put()
        self._select()

    def _say_nothing(self, answer: PaneTable) -> None:
        if answer.covered < answer.in_scope:
            self.message.say(
                "Names are still being found" if not self.desk.stopped else "Stopped",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The list fills by itself."
                if not self.desk.stopped
                else f"{answer.covered:,} of {answer.in_scope:,} articles were done. Open the folder again to go on.",
            )
        elif self.chosen_voice is not Voice.ALL:
            words = "quotations" if self.chosen_voice is Voice.QUOTED else "the outlets’ own words"
            self.message.say(
                "Nothing is said of it there", f"In {words} it has no title, adjective or verb.", "Count all words",
                lambda: self.voice.setCurrentIndex(0),
            )  # fmt: skip
        else:
            self.message.say(
                "Nothing is said of it", "It has no title, adjective or verb in what is counted. Choose another entity."
            )

    @staticmethod
    def _columns(data: TableData) -> list[Column]:
        columns = [
            Column("label", "What is said", "The word or phrase in its dictionary form", width=132),
            Column("kind", "Kind", "How it stands with the name", width=82),
            Column("count", "all", "Times in all outlets: click to read the passages", kind="number", width=38),
        ]
        # an outlet that is not known comes last, as everywhere
        for name in sorted(data.names, key=lambda name: name == OUTLET_COLUMN):
            if name.startswith(OUTLET_COLUMN):
                outlet = name.removeprefix(OUTLET_COLUMN)
                title = outlet or UNKNOWN_OUTLET
                columns.append(Column(name, title, f"{title}: times", "heat", width=44, outlet=outlet))
        columns += [
            Column("per_1000_mentions", "per 1,000", "Times per 1,000 mentions, all outlets", "number", 1, width=72),
            Column("own", "own", "Times in the outlets’ own words", kind="number", width=44),
            Column("quoted", "quoted", "Times between quotation marks", kind="number", width=56),
            Column("documents", "Articles", "Articles in which it is said", kind="number", width=62),
        ]
        return columns

    def _put(self) -> None:
        there = self._answer is not None and bool(len(self._answer.table))
        self._controls.setVisible(there or self._empty_because_of_the_voice)
        rows = self.table.table_model.rowCount()
        if not there or (not self._shows_chart and not rows):
            self.stack.setCurrentWidget(self.message)
        elif self._shows_chart:
            self.stack.setCurrentWidget(self.chart_area)
            self.chart.chart = CHARTS[self.chosen_voice]
            self.chart.draw()
        else:
            self.stack.setCurrentWidget(self.table)
        # the chart chooses by itself what it shows
        self.kind.setVisible(not self._shows_chart)
        self.filter.setVisible(not self._shows_chart)

    @property
    def _empty_because_of_the_voice(self) -> bool:
        return self._answer is not None and self.chosen_voice is not Voice.ALL

    def _select(self) -> None:
        data, chosen = self.table.table_model.table, ChosenLabel.of(self.desk.state.focus)
        if not len(data) or chosen is None:
            self.table.select_source_row(None)
            return
        pairs = list(zip(data.texts("relation"), data.texts("label"), strict=True))
        wanted = (chosen.relation, chosen.label)
        row = pairs.index(wanted) if wanted in pairs else None
        selected = self.table.selectionModel().selectedRows()
        if row is None or not selected or self.table.table_model.source_row(selected[0].row()) != row:
            self.table.select_source_row(row)
        self.table.viewport().update()

    # -- what a person does ------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        """The whole row stands for the label; an outlet's cell for the label in that outlet, own and quoted for those."""
        model = self.table.table_model
        cells, key = model.table.row(row), model.columns[max(self.table.currentIndex().column(), 0)].key
        voice = {"own": Voice.OUTLET, "quoted": Voice.QUOTED}.get(key, self.chosen_voice)
        outlet = key.removeprefix(OUTLET_COLUMN) or UNKNOWN_OUTLET if key.startswith(OUTLET_COLUMN) else ""
        chosen = ChosenLabel(str(cells["relation"]), str(cells["label"]), voice)
        self.desk.highlight(chosen.focus(self._entity, outlet), origin=self._origin)

    def _clear(self) -> None:
        self.kind.setCurrentIndex(0)
        self.filter.clear()

    def _build_controls(self) -> QWidget:
        strip = QWidget(self)
        strip.setObjectName("PaneBody")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(strip)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        self.voice.setAccessibleName("Whose words are counted")
        self.voice.addItems([words for words, _ in VOICES])
        self.voice.currentIndexChanged.connect(self.refresh)
        self.kind.setAccessibleName("Kinds of labels")
        self.kind.addItems([words for words, _ in KINDS])
        self.kind.currentIndexChanged.connect(self._apply_filter)
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter labels")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(50)
        for button in self.filter.findChildren(QToolButton):
            button.setAccessibleName("Clear the filter")
        self.filter.textChanged.connect(self._apply_filter)
        for widget in (self.voice, self.kind):
            widget.setMinimumContentsLength(8)
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.addWidget(widget)
        row.addWidget(self.filter, 1)
        return strip
