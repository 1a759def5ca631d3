"""Lists of words: which loaded, hedging, modal, evaluative and reporting words each outlet uses, as a table or a chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.codebook_choices import WORD_LISTS
from workbench.domain.focus import Focus, aspect_text
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, tool_tip, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, Index
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

OUTLET_COLUMN: Final = "outlet:"
"""Begins the name of each column that counts one outlet's passages."""
CHART: Final = "word_lists"
TABLE: Final = "word_choice"
VOICES: Final = (("All words", ""), ("Outlets’ own words", "own"), ("Quoted words", "quoted"))
"""Whose words are counted, as the option ``frame_voice`` says it."""
ALL_LISTS: Final = "All lists"


class WordListsPanel(QWidget):
    """The words of a list by outlet, with the controls that choose among them."""

    noted = Signal()
    """What should be said below the pane is other than before."""

    def __init__(self, desk: Desk, origin: str, coverage: Callable[[int, int], str]) -> None:
        super().__init__()
        self.desk = desk
        self._origin = origin
        self._coverage = coverage
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._shows_chart = False
        self.notes: tuple[str, ...] = ()
        """What a person should know about the numbers."""
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(6)
        self._heading = ElidedLabel("Lists of words", head, name="Heading")
        row.addWidget(self._heading, 1)
        self.which = ChoiceBox("List of words", head)
        self.which.addItem(ALL_LISTS)
        self.which.currentIndexChanged.connect(self._apply_filter)
        self.voice = ChoiceBox("Whose words are counted", head)
        self.voice.addItems([words for words, _ in VOICES])
        self.voice.currentIndexChanged.connect(self.refresh)
        self.filter = QLineEdit(head)
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter words")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(60)
        for button in self.filter.findChildren(QToolButton):
            button.setAccessibleName("Clear the filter")
        self.filter.textChanged.connect(self._apply_filter)
        row.addWidget(self.which)
        row.addWidget(self.voice)
        row.addWidget(self.filter)
        self.table = DataTable(desk, "Words of lists by outlet")
        self._delegate = _WordDelegate(desk, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.row_chosen.connect(self._on_row)
        self.chart = ChartView(desk, CHART, "Lists of words by outlet")
        self.chart.set_options(self.settings)
        self.chart_area = ScrollingChart(self.chart)
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        for widget in (self.message, self.table, self.chart_area):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)
        self.message.say("Words are being counted …")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to export."""
        return self._answer is None or not len(self._answer.table)

    @property
    def chosen_list(self) -> str:
        """The list on show; empty for all of them."""
        return self.which.currentText() if self.which.currentIndex() > 0 else ""

    def settings(self) -> Options:
        """The settings of table and chart."""
        return replace(self.desk.options, frame_voice=VOICES[max(self.voice.currentIndex(), 0)][1], frame_place="")

    def show_as(self, *, chart: bool) -> None:
        """Show the chart or the table."""
        self._shows_chart = chart
        self._put()

    def refresh(self) -> None:
        """Ask for the words when what is counted differs."""
        asked = (self.desk.coded, self.settings())
        if asked != self._asked:
            self._asked = asked
            self.desk.ask(
                tasks.pane_table,
                "word_choice_list",
                replace(self.desk.state, focus=Focus()),
                self.settings(),
                key="pane word lists",
                done=self._show,
                failed=self._failed,
            )
        self._put()
        self._select()

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, answer: PaneTable) -> None:
        self._answer = answer
        names = list(dict.fromkeys(answer.table.texts("list"))) if len(answer.table) else []
        chosen = self.chosen_list
        if [self.which.itemText(n) for n in range(1, self.which.count())] != names:
            self.which.blockSignals(True)
            self.which.clear()
            self.which.addItems([ALL_LISTS, *names])
            self.which.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)
            self.which.blockSignals(False)
        coverage = self._coverage(answer.covered, answer.in_scope)
        self.notes = tuple(filter(None, (coverage, *answer.table.notes)))
        self._apply_filter()
        self.noted.emit()

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Words could not be counted", failure.message, "Try again", self.refresh)
        self._put()

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            self._put()
            return
        data = answer.table
        if not len(data):
            self.message.say(
                "None of the words is there", "No word of the lists stands in what is counted. Widen the scope."
            )
            self._put()
            return
        wanted, words = self.chosen_list, self.filter.text().casefold().split()
        lists, entries = data.texts("list"), data.texts("word")
        rows = [
            n
            for n, (name, entry) in enumerate(zip(lists, entries, strict=True))
            if (not wanted or name == wanted) and all(word in entry.casefold() for word in words)
        ]
        self.message.say(
            "No word matches", f"None of {len(data):,} words fits the filter.", "Clear filter", self._clear
        )
        shown = TableData(data.names, tuple(tuple(column[n] for n in rows) for column in data.columns))
        self.table.show_table(shown, self._columns(shown, all_lists=not wanted))
        self._delegate.prepare(self.table.table_model)
        outlets = sum(name.startswith(OUTLET_COLUMN) for name in data.names)
        self.chart_area.need(96 + len(set(lists)) * (outlets * 7 + 8))
        self._put()
        self._select()

    @staticmethod
    def _columns(data: TableData, *, all_lists: bool) -> list[Column]:
        columns = [Column("called", "Word", tip_key="word", width=128)]
        if all_lists:
            columns.append(Column("list", "List", width=124))
        columns.append(Column("count", "all", "Passages in all outlets: click to read them", kind="number", width=44))
        # an outlet that is not known comes last, as everywhere
        for name in sorted(data.names, key=lambda name: name == OUTLET_COLUMN):
            if name.startswith(OUTLET_COLUMN):
                outlet = name.removeprefix(OUTLET_COLUMN)
                title = outlet or UNKNOWN_OUTLET
                columns.append(Column(name, title, f"{title}: passages", "heat", width=44, outlet=outlet))
        columns += [
            Column("own", "own", "Passages in the outlets’ own words", kind="number", width=46),
            Column("quoted", "quoted", "Passages between quotation marks", kind="number", width=58),
            Column("documents", "Articles", "Articles with the word", kind="number", width=64),
        ]
        return columns

    def _put(self) -> None:
        there = self._answer is not None and bool(len(self._answer.table))
        if not there or (not self._shows_chart and not self.table.table_model.rowCount()):
            self.stack.setCurrentWidget(self.message)
        elif self._shows_chart:
            self.stack.setCurrentWidget(self.chart_area)
            self.chart.draw()
        else:
            self.stack.setCurrentWidget(self.table)
        # the chart has all lists
        self.which.setVisible(not self._shows_chart)
        self.filter.setVisible(not self._shows_chart)

    def _select(self) -> None:
        focus, data = self.desk.state.focus, self.table.table_model.table
        if focus.codebook != WORD_LISTS or not len(data):
            return
        pairs = list(zip(data.texts("list"), data.texts("word"), strict=True))
        wanted = (focus.frame, dict(focus.aspects).get("entry", ""))
        row = pairs.index(wanted) if wanted in pairs else None
        selected = self.table.selectionModel().selectedRows()
        if row is None or not selected or self.table.table_model.source_row(selected[0].row()) != row:
            self.table.select_source_row(row)

    # -- what a person does ------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        """An outlet's cell stands for the word in that outlet; own and quoted for those; the rest for the word anywhere."""
        model = self.table.table_model
        cells, key = model.table.row(row), model.columns[max(self.table.currentIndex().column(), 0)].key
        voice = {"own": "own", "quoted": "quoted"}.get(key, self.settings().frame_voice)
        outlet = key.removeprefix(OUTLET_COLUMN) or UNKNOWN_OUTLET if key.startswith(OUTLET_COLUMN) else ""
        aspect = aspect_text(voice=voice, entry=str(cells["word"]))
        focus = Focus(frame=str(cells["list"]), codebook=WORD_LISTS, aspect=aspect, outlet=outlet)
        self.desk.highlight(focus, origin=self._origin)

    def _clear(self) -> None:
        self.which.setCurrentIndex(0)
        self.filter.clear()


class _WordDelegate(CellDelegate):
    """Says in words what a cell counts."""

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip has the rate and its interval."""
        model = index.model()
        if event.type() == QEvent.Type.ToolTip and index.isValid() and isinstance(model, DataTableModel):
            QToolTip.showText(event.globalPos(), tool_tip(cell_words(model, index)), view)
            return True
        return super().helpEvent(event, view, option, index)


def cell_words(model: DataTableModel, index: Index) -> str:
    """A cell in words: ``slam | slams in Daily Post: 6 passages, 1.2 per 1,000 words``."""
    cells, column = model.table.row(model.source_row(index.row())), model.columns[index.column()]
    word = visible(str(cells["word"]))
    if column.kind != "heat":
        count, own, quoted = (int(cells[name] or 0) for name in ("count", "own", "quoted"))
        said = f"{count:,} {'passage' if count == 1 else 'passages'}"
        return f"{word}: {said}, {own:,} in the outlets’ own words, {quoted:,} between quotation marks"
    outlet = column.key.removeprefix(OUTLET_COLUMN)
    count = int(cells[column.key] or 0)
    rate, low, high = (cells.get(f"{name}:{outlet}") for name in ("rate", "low", "high"))
    said = f"{word} in {visible(outlet) or UNKNOWN_OUTLET}: {count:,} {'passage' if count == 1 else 'passages'}"
    if rate is None or isinstance(rate, str):
        return said
    between = low is not None and high is not None
    ends = f", 95 % interval {low:,.2f} to {high:,.2f}" if between else ""
    return f"{said}, {rate:,.2f} per 1,000 words{ends}"
