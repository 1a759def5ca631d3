"""Opposed pairs of words: the list that a person makes, what each outlet chooses, as a chart or a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.table_data import Cell, TableData
from workbench.domain.word_pairs import WordPair, changes_for_pair, word_pairs_in
from workbench.ui.desk import Desk
from workbench.ui.dialogs.word_pair import WordPairDialog
from workbench.ui.plain_text import ElidedLabel, tool_tip, visible
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.data_table import CellDelegate, Column, DataTable, DataTableModel, Index
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

EXAMPLES: Final = (WordPair("regime / government", "regime", "government"),)
"""Offered where there is no pair yet; none is there by itself."""

_COLUMNS: Final = (
    Column("pair", "Pair", width=124),
    Column("outlet", "Outlet", kind="outlet", width=118),
    Column("count_a", "First", "Passages with the first word: click to read them", kind="number", width=46),
    Column("count_b", "Second", "Passages with the second word: click to read them", kind="number", width=58),
    Column("percent_a", "First, %", "Share of the first word in both", kind="number", width=58),
    Column("percent_low", "low", "Lower end of the share’s 95 % interval by article bootstrap", kind="number", width=40),
    Column("percent_high", "high", "Upper end of the share’s 95 % interval by article bootstrap", kind="number", width=42),
    Column("ratio", "Ratio", "Times as often the first as the second; a count of 0 counts as 0.5", "number", 1, width=48),
    Column("ratio_low", "low", "Lower end of the ratio’s 95 % interval", "number", decimals=1, width=44),
    Column("ratio_high", "high", "Upper end of the ratio’s 95 % interval", "number", decimals=1, width=48),
    Column("articles", "Articles", "Articles of the outlet that are counted", kind="number", width=62),
    Column("words", "Words", "Words of the outlet that are counted", kind="number", width=58),
)  # fmt: skip


class WordPairsPanel(QWidget):
    """The pairs of the project with buttons to add, edit and remove them."""

    noted = Signal()
    """What should be said below the pane is other than before."""

    def __init__(self, desk: Desk, origin: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._origin = origin
        self._asked: object = None
        self._data = TableData()
        self.notes: tuple[str, ...] = ()
        """What a person should know about the numbers."""
        self.dialog: WordPairDialog | None = None
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(4)
        self._heading = ElidedLabel("Opposed pairs", head, name="Heading")
        row.addWidget(self._heading, 1)
        self.which = QComboBox(head)
        self.which.setAccessibleName("Pair to edit or remove")
        self.which.setToolTip(tool_tip("The pair that Edit and Remove are for"))
        self.which.setMinimumContentsLength(10)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.addWidget(self.which)
        self.add_button = link_button("Add…", "Add a pair of words (Insert)", self.add)
        self.edit_button = link_button("Edit…", "Edit the chosen pair (F2)", self.edit)
        self.remove_button = link_button("Remove", "Remove the chosen pair (Delete)", self.remove)
        for button in (self.add_button, self.edit_button, self.remove_button):
            row.addWidget(button)
        self.table = DataTable(desk, "Opposed pairs by outlet")
        self.table.setItemDelegate(_PairDelegate(desk, self.table))
        self.table.row_chosen.connect(self._on_row)
        self.chart = ChartView(desk, "word_pairs", "Opposed pairs by outlet")
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
        for key, slot in (("Ins", self.add), ("F2", self.edit), ("Del", self.remove)):
            QShortcut(QKeySequence(key), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shows_chart = True

    @property
    def pairs(self) -> tuple[WordPair, ...]:
        """The pairs of the project."""
        return word_pairs_in(self.desk.state.decisions)

    def settings(self) -> Options:
        """The settings of table and chart: with the pairs, so that a chart is drawn anew when they differ."""
        return replace(self.desk.options, word_pairs=tuple((pair.name, pair.a, pair.b) for pair in self.pairs))

    def show_as(self, *, chart: bool) -> None:
        """Show the chart or the table."""
        self._shows_chart = chart
        self._put()

    def refresh(self) -> None:
        """Ask for the table when the pairs or what is counted differ."""
        pairs = self.pairs
        self._list(pairs)
        if not pairs:
            self._asked, self.notes, self._data = None, (), TableData()
            self.message.say(
                "No pairs of words yet",
                "Set two words against one another to see which one each outlet chooses.",
                "Add a pair…",
                self.add,
            )
            example = EXAMPLES[0]
            self.message.offer(f"Try: {example.name}", lambda: self.keep(example))
            self._put()
            self.noted.emit()
            return
        asked = (self.desk.counted, self.settings())
        if asked != self._asked:
            self._asked = asked
            self.desk.ask(
                tasks.pane_table,
                "word_pairs",
                replace(self.desk.state, focus=Focus()),
                self.settings(),
                key="pane word pairs",
                done=self._show,
            )
        self._put()
        self._select()

    # -- what a person does ------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a new pair."""
        self._open(None)

    def edit(self) -> None:
        """Ask for another wording of the chosen pair."""
        pair = self.chosen()
        if pair is not None:
            self._open(pair)

    def remove(self) -> None:
        """Take the chosen pair away, as one undoable step."""
        pair = self.chosen()
        if pair is not None:
            self.desk.decide(changes_for_pair(None, instead_of=pair.name), f"Remove the pair {pair.name}")

    def keep(self, pair: WordPair, instead_of: str = "") -> None:
        """Keep a pair, as one undoable step."""
        verb = "Change" if instead_of else "Add"
        self.desk.decide(changes_for_pair(pair, instead_of=instead_of), f"{verb} the pair {pair.name}")

    def chosen(self) -> WordPair | None:
        """The pair that Edit and Remove are for."""
        at = self.which.currentIndex()
        pairs = self.pairs
        return pairs[at] if 0 <= at < len(pairs) else None

    def _list(self, pairs: tuple[WordPair, ...]) -> None:
        """List the pairs to choose from; the one chosen before stays chosen, a new one is chosen at once."""
        names = [visible(pair.name) for pair in pairs]
        before = [self.which.itemText(n) for n in range(self.which.count())]
        if names != before:
            kept = self.which.currentText()
            new = next((name for name in reversed(names) if name not in before), kept)
            self.which.clear()
            self.which.addItems(names)
            self.which.setCurrentIndex(names.index(new) if new in names else min(0, len(names) - 1))
        self.which.setVisible(len(pairs) > 1)
        for button in (self.edit_button, self.remove_button):
            button.setVisible(bool(pairs))

    def _open(self, pair: WordPair | None) -> None:
        if self.dialog is not None:
            return
        before = pair.name if pair else ""
        taken = [other.name for other in self.pairs if other.name != before]
        dialog = WordPairDialog(self.desk, taken, lambda made: self.keep(made, before), pair=pair, parent=self.window())
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    # -- showing -----------------------------------------------------------------------------------------------------

    def _show(self, answer: PaneTable) -> None:
        self._data = with_percent(answer.table)
        self.notes = answer.table.notes
        self.table.show_table(self._data, _COLUMNS)
        outlets = len(set(answer.table.texts("outlet"))) if len(answer.table) else 1
        self.chart_area.need(96 + len(self.pairs) * (outlets * 8 + 10))
        self._put()
        self._select()
        self.noted.emit()

    def _put(self) -> None:
        if not self.pairs:
            self.stack.setCurrentWidget(self.message)
        elif self._shows_chart:
            self.stack.setCurrentWidget(self.chart_area)
            self.chart.draw()
        else:
            self.stack.setCurrentWidget(self.table)

    def _select(self) -> None:
        """The row of what is highlighted is selected; without one the row that a person chose stays."""
        focus, data = self.desk.state.focus, self._data
        if not focus.term or not len(data):
            return
        columns = (data.texts("word_a"), data.texts("word_b"), data.texts("outlet"))
        for row, (a, b, outlet) in enumerate(zip(*columns, strict=True)):
            if focus.term in (a, b) and focus.outlet == (outlet or UNKNOWN_OUTLET):
                self._choose(data.texts("pair")[row])
                at = self.table.currentIndex()
                if not at.isValid() or self.table.table_model.source_row(at.row()) != row:
                    self.table.select_source_row(row)
                return

    def _choose(self, name: str) -> None:
        names = [pair.name for pair in self.pairs]
        if name in names:
            self.which.setCurrentIndex(names.index(name))

    def _on_row(self, row: int) -> None:
        """A count stands for its passages, the rest of a row for those of the word that the outlet uses more."""
        model = self.table.table_model
        cells = model.table.row(row)
        key = model.columns[max(self.table.currentIndex().column(), 0)].key
        if key not in ("count_a", "count_b"):
            key = "count_b" if int(cells["count_b"] or 0) > int(cells["count_a"] or 0) else "count_a"
        self._choose(str(cells["pair"]))
        term = str(cells["word_a" if key == "count_a" else "word_b"])
        self.desk.highlight(Focus(term=term, outlet=str(cells["outlet"] or UNKNOWN_OUTLET)), origin=self._origin)


class _PairDelegate(CellDelegate):
    """Says in words what a cell of the table of pairs counts."""

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The tool tip names the word, the outlet and its passages."""
        model = index.model()
        if event.type() == QEvent.Type.ToolTip and index.isValid() and isinstance(model, DataTableModel):
            QToolTip.showText(event.globalPos(), tool_tip(pair_words(model, index)), view)
            return True
        return super().helpEvent(event, view, option, index)


def pair_words(model: DataTableModel, index: Index) -> str:
    """A cell in words: ``regime in Daily Post: 3 passages``."""
    cells = model.table.row(model.source_row(index.row()))
    key = model.columns[index.column()].key
    outlet = visible(str(cells["outlet"] or "")) or UNKNOWN_OUTLET
    if key in ("count_a", "count_b"):
        count = int(cells[key] or 0)
        word = visible(str(cells["word_a" if key == "count_a" else "word_b"]))
        return f"{word} in {outlet}: {count:,} {'passage' if count == 1 else 'passages'}"
    both = f"{visible(str(cells['word_a']))} {int(cells['count_a'] or 0):,}"
    other = f"{visible(str(cells['word_b']))} {int(cells['count_b'] or 0):,}"
    return f"{visible(str(cells['pair']))} in {outlet}: {both}, {other}"


def with_percent(data: TableData) -> TableData:
    """The table of pairs with shares in per cent."""
    if "share_a" not in data.names:
        return data
    extra = {"percent_a": "share_a", "percent_low": "low", "percent_high": "high"}
    columns = [tuple(_percent(cell) for cell in data.column(source)) for source in extra.values()]
    return TableData((*data.names, *extra), (*data.columns, *columns), data.notes)


def _percent(cell: Cell) -> Cell:
    return None if cell is None or isinstance(cell, str) else 100.0 * cell
