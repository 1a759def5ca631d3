"""What dialogs share that show a list of words which a person may change: search it, add to it, take back, save it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.table_data import Cell, TableData
from workbench.export import tasks as export_tasks
from workbench.ui.desk import CORPUS, DECISIONS, SCOPE, THEME, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, csv_dialog, make_button, make_filter, resize_within
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible, window_title
from workbench.ui.widgets.data_table import Column, DataTable, text_scale
from workbench.workspace import tasks
from workbench.workspace.messages import ExportRequest, PaneTable

Row = Mapping[str, Cell]
"""One word: the columns of the table that lists the words."""

Filters = tuple[tuple[str, Callable[[Row], bool]], ...]
"""What the list may be narrowed to: its name, and whether a word is in it."""

TAKE_BACK: Final = ("As in our list", "Backspace", "Take back what you decided about it")
"""Words, key and meaning of the button that leaves the chosen words to the list again."""


@dataclass(frozen=True, kw_only=True)
class ListOfWords:
    """One list: where it comes from, and the words and numbers that its dialog has of its own."""

    table: str
    """The table that lists the words, for the screen and as a file."""
    key: str
    """Names the questions about the list, and marks steps that come from the dialog."""
    word: str
    """The column with the word."""
    columns: tuple[Column, ...]
    filters: Filters
    narrowed: int = 0
    """Number of the filter that holds at the beginning."""
    title: str
    noun: str
    """What the words are called in the fields above them: ``verbs``."""
    search: str
    """What stands in the empty search."""
    nothing_open: str
    """What the dialog says before articles are open."""
    add_words: str
    """What stands in the empty field for a new word."""
    add_name: str
    """What that field takes, for a screen reader."""
    add_button: str
    """What the button beside it does, for a screen reader."""
    longest: int
    """Characters of a word."""
    reset_words: str
    reset_name: str
    file_title: str
    file_name: str
    close_name: str
    size: tuple[int, int]
    """Pixels that the dialog takes, for text of 10 points."""


class WordListDialog(FieldDialog):
    """The words with what holds for each. Each gesture is one step that can be undone; the window stays usable.

    A list adds its own buttons, calls :meth:`build`, and says in the methods behind it what it decides and shows.

    Args:
        desk: what all panes share.
        kind: the list.
        parent: the window.
    """

    def __init__(self, desk: Desk, kind: ListOfWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._kind = kind
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(window_title(kind.title))
        self.setAccessibleName(visible(kind.title))
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self.lead = PlainLabel("Reading the list …", self, wrap=True)
        self.filter = QLineEdit(self)
        make_filter(self.filter, kind.search, clear=f"Clear the search for {kind.noun}")
        self.filter.textChanged.connect(self._show_rows)
        self.which = QComboBox(self)
        self.which.setAccessibleName(visible(f"Which {kind.noun} are listed"))
        for words, _ in kind.filters:
            self.which.addItem(visible(words))
        self.which.setCurrentIndex(kind.narrowed)
        self.which.currentIndexChanged.connect(self._show_rows)
        self.table = DataTable(desk, kind.title)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.chosen = ElidedLabel("", self, name="Heading")

    def build(
        self, buttons: Sequence[QPushButton], *, body: QWidget | None = None, beside: QWidget | None = None
    ) -> None:
        """Put everything in its place and ask for the list.

        Args:
            buttons: what can be decided about the chosen words.
            body: what stands in place of the table, and holds it.
            beside: what stands between the field for a new word and its button.
        """
        kind = self._kind
        self.new = QLineEdit(self)
        self.new.setPlaceholderText(visible(kind.add_words))
        self.new.setAccessibleName(visible(kind.add_name))
        self.new.setMaxLength(kind.longest)
        self.new.returnPressed.connect(self.add)
        self.new.textChanged.connect(self._refresh)
        if beside is not None:
            self.setTabOrder(self.new, beside)
        self.add_button = QPushButton("Add", self)
        make_button(self.add_button, self.add, name=kind.add_button)
        self.reset = QPushButton(visible(kind.reset_words), self)
        make_button(self.reset, self.reset_all, name=kind.reset_name)
        self.export = QPushButton("Export CSV…", self)
        make_button(self.export, self.ask_export, name="Save the list as a CSV file")
        self._lay_out(buttons, self.table if body is None else body, beside)
        scale = text_scale(self.font())
        width, height = kind.size
        resize_within(self, QSize(round(width * scale), round(height * scale)), self.parentWidget())
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self.desk.undo),
            (QKeySequence.StandardKey.Redo, self.desk.redo),
        ):
            QShortcut(QKeySequence(key), self, slot)
        self.desk.touched.connect(self._on_touched)
        self._refresh()
        self._ask()

    def _lay_out(self, buttons: Sequence[QPushButton], body: QWidget, beside: QWidget | None) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.lead)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.which)
        layout.addLayout(top)
        layout.addWidget(body, 1)
        layout.addWidget(self.chosen)
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self.new, 1)
        if beside is not None:
            last.addWidget(beside)
        last.addWidget(self.add_button)
        last.addSpacing(12)
        last.addWidget(self.reset)
        last.addWidget(self.export)
        close = QPushButton("Close", self)
        make_button(close, self.accept, name=self._kind.close_name)
        last.addWidget(close)
        layout.addLayout(last)

    def choice_button(self, words: str, key: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        """A button that decides about the chosen words, with a key that does the same in the table."""
        button = QPushButton(self)
        button.setText(visible(words))
        button.setToolTip(tool_tip(f"{tip} ({key})"))
        make_button(button, slot, name=f"{words}: {tip}")
        # in the table alone: these keys mean something else in a field
        QShortcut(QKeySequence(key), self.table, slot, context=Qt.ShortcutContext.WidgetShortcut)
        return button

    # -- what each list says for itself ----------------------------------------------------------------------------

    def add(self) -> None:
        """Add what was typed."""
        raise NotImplementedError

    def reset_all(self) -> None:
        """Take back everything that was decided about the words: one step, which can be undone."""
        raise NotImplementedError

    def _words_for(self, answer: PaneTable) -> Iterable[str]:
        """The sentences above the list."""
        raise NotImplementedError

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        """What the columns show of a word."""
        raise NotImplementedError

    def _searched(self, row: Row) -> str:
        """The text in which the search looks."""
        return str(row[self._kind.word])

    def _refresh(self) -> None:
        """What is chosen, and which buttons do something."""
        raise NotImplementedError

    def _on_selected(self) -> None:
        self._refresh()

    # -- the list --------------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[str]:
        """The words that are chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        model = self.table.table_model
        return [str(self._shown[model.source_row(row)][self._kind.word]) for row in rows]

    def ask_export(self) -> None:
        """Ask where to save the list."""
        csv_dialog(self, self._kind.file_title, self._kind.file_name, self.save_csv, native=self.desk.native_dialogs)

    def save_csv(self, path: str) -> None:
        """Save the whole list."""
        request = ExportRequest(self._kind.table, path, replace(self.desk.state, focus=Focus()), self.desk.options)
        self.desk.ask(
            export_tasks.export_file,
            request,
            key=f"export {self._kind.noun}",
            lane="export",
            done=lambda written: self.desk.said.emit(f"Saved the list as {visible(str(written))}"),
        )

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self.desk.bridge.cancel(self._kind.key)
        self.desk.touched.disconnect(self._on_touched)
        super().done(result)

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {CORPUS, SCOPE, DECISIONS}:
            self._ask()
        if THEME in touched:
            self.table.viewport().update()

    def _ask(self) -> None:
        if self.desk.stage is None:
            self.lead.set_text(self._kind.nothing_open)
            return
        self.desk.ask(
            tasks.pane_table,
            self._kind.table,
            replace(self.desk.state, focus=Focus()),
            self.desk.options,
            key=self._kind.key,
            done=self._show,
            failed=lambda failure: self.lead.set_text(f"The list can't be made. {failure.message}"),
        )

    def _show(self, answer: PaneTable) -> None:
        table = answer.table
        columns = {name: table.column(name) for name in table.names}
        self._rows = [{name: cells[n] for name, cells in columns.items()} for n in range(len(table))]
        self.lead.set_text(" ".join(self._words_for(answer)))
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self.selected
        words = self.filter.text().casefold().split()
        admitted = self._kind.filters[max(self.which.currentIndex(), 0)][1]
        self._shown = [
            row for row in self._rows if admitted(row) and all(word in self._searched(row).casefold() for word in words)
        ]
        columns = self._kind.columns
        rows = [self._cells(row) for row in self._shown]
        cells = tuple(tuple(row[n] for row in rows) for n in range(len(columns)))
        self.table.show_table(TableData(tuple(column.key for column in columns), cells), columns)
        self._select(chosen)
        self._refresh()

    def _select(self, words: Sequence[str]) -> None:
        """Choose words, and go on with the keys from the first of them."""
        wanted = set(words)
        model, selection = self.table.table_model, self.table.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        first = True
        for number, row in enumerate(self._shown):
            if row[self._kind.word] in wanted:
                index = model.index(model.row_on_screen(number), 0)
                if first:
                    self.table.setCurrentIndex(index)
                    self.table.scrollTo(index)
                    first = False
                selection.select(index, flags)
