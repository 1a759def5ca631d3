"""The list of function words that lists of terms hide: search it, add to it, take words out, restore it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.stop_word_choices import LONGEST, STOP_WORD, changes_for_stop_words, stop_words_in, tidy_word
from workbench.domain.table_data import Cell, TableData
from workbench.export import tasks as export_tasks
from workbench.ui.desk import CORPUS, DECISIONS, SCOPE, THEME, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, csv_dialog, make_button, make_filter, resize_within
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.widgets.data_table import Column, DataTable, text_scale
from workbench.workspace import tasks
from workbench.workspace.messages import ExportRequest, PaneTable

Row = Mapping[str, Cell]
"""One word: the columns of the table ``stop_words``."""

_KEY: Final = "stop words"
_STATES: Final = {"listed": "", "added": "added by you", "kept": "taken out by you", "same": "decided by you"}
_COLUMNS: Final = (
    Column("word", "Word", width=130),
    Column("shown", "In lists", "Whether lists of terms show it", width=74),
    Column("language", "Language", "Whose list it is in", width=78),
    Column("group", "Kind", "What kind of word it is", width=170, stretch=True),
    Column("count", "Times", "Times in what is counted", kind="number", width=62),
    Column("documents", "Articles", "Articles with it", kind="number", width=62),
    Column("remark", "", "What you decided", width=130),
)
_FILTERS: Final[tuple[tuple[str, Callable[[Row], bool]], ...]] = (
    ("All words", lambda row: True),
    ("Hidden", lambda row: bool(row["hidden"])),
    ("Shown", lambda row: not row["hidden"]),
    ("Used here", lambda row: bool(row["count"])),
    ("Changed by you", lambda row: row["state"] in ("added", "kept", "same")),
)


def set_hidden(desk: Desk, words: Sequence[str], hidden: bool | None) -> None:
    """Hide words in lists of terms, show them, or leave them to the lists again: one step."""
    changes = changes_for_stop_words(words, hidden)
    if not changes:
        return
    who = f"“{tidy_word(words[0])}”" if len(changes) == 1 else f"{len(changes):,} words"
    done = {True: f"Hide {who} in lists of terms", False: f"Show {who} in lists of terms"}
    label = done[hidden] if hidden is not None else f"Leave {who} to our lists of function words again"
    desk.decide(changes, label, origin=_KEY)


class StopWordsDialog(FieldDialog):
    """The words with what holds for each. Each gesture is one step that can be undone; the window stays usable.

    Args:
        desk: what all panes share.
        parent: the window.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Function words")
        self.setAccessibleName("Function words")
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self.lead = PlainLabel("Reading the list …", self, wrap=True)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Search words and kinds of words", clear="Clear the search for words")
        self.filter.textChanged.connect(self._show_rows)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Which words are listed")
        for words, _ in _FILTERS:
            self.which.addItem(visible(words))
        self.which.currentIndexChanged.connect(self._show_rows)
        self.table = DataTable(desk, "Function words")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._refresh)
        self.chosen = ElidedLabel("", self, name="Heading")
        self.hide_button = self._button("Hide", "Ins", "Lists of terms leave it out", lambda: self.decide(True))
        self.show_button = self._button("Show", "Delete", "Take it out of the list", lambda: self.decide(False))
        self.back = self._button(
            "As in our list", "Backspace", "Take back what you decided about it", lambda: self.decide(None)
        )
        self.new = QLineEdit(self)
        self.new.setPlaceholderText("Add a word, e.g. said")
        self.new.setAccessibleName("A word to hide")
        self.new.setMaxLength(LONGEST)
        self.new.returnPressed.connect(self.add)
        self.new.textChanged.connect(self._refresh)
        self.add_button = QPushButton("Add", self)
        make_button(self.add_button, self.add, name="Hide the word in lists of terms")
        self.reset = QPushButton("Back to our lists", self)
        make_button(self.reset, self.reset_all, name="Take back everything that you decided about function words")
        self.export = QPushButton("Export CSV…", self)
        make_button(self.export, self.ask_export, name="Save the list as a CSV file")
        self._build()
        scale = text_scale(self.font())
        resize_within(self, QSize(round(820 * scale), round(600 * scale)), parent)
        for key, slot in ((QKeySequence.StandardKey.Undo, desk.undo), (QKeySequence.StandardKey.Redo, desk.redo)):
            QShortcut(QKeySequence(key), self, slot)
        desk.touched.connect(self._on_touched)
        self._refresh()
        self._ask()

    # -- deciding --------------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[str]:
        """The words that are chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        model = self.table.table_model
        return [str(self._shown[model.source_row(row)]["word"]) for row in rows]

    def decide(self, hidden: bool | None) -> None:
        """Hide the chosen words, show them, or take back what was decided: one step."""
        words, decided = self.selected, stop_words_in(self.desk.state.decisions)
        if hidden is None:
            words = [word for word in words if word in decided]
        set_hidden(self.desk, words, hidden)

    def add(self) -> None:
        """Hide what was typed."""
        word = tidy_word(self.new.text())
        if word:
            set_hidden(self.desk, [word], True)
            self.new.clear()

    def reset_all(self) -> None:
        """Take back everything that was decided about words: one step, which can be undone."""
        set_hidden(self.desk, list(self.desk.state.decisions.collection(STOP_WORD)), None)

    def ask_export(self) -> None:
        """Ask where to save the list."""
        csv_dialog(
            self, "Save the function words", "function-words.csv", self.save_csv, native=self.desk.native_dialogs
        )

    def save_csv(self, path: str) -> None:
        """Save the whole list."""
        request = ExportRequest("stop_words", path, replace(self.desk.state, focus=Focus()), self.desk.options)
        self.desk.ask(
            export_tasks.export_file,
            request,
            key="export words",
            lane="export",
            done=lambda written: self.desk.said.emit(f"Saved the list as {visible(str(written))}"),
        )

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self.desk.bridge.cancel(_KEY)
        self.desk.touched.disconnect(self._on_touched)
        super().done(result)

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.lead)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.which)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.chosen)
        row = QHBoxLayout()
        for button in (self.hide_button, self.show_button, self.back):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self.new, 1)
        last.addWidget(self.add_button)
        last.addSpacing(12)
        last.addWidget(self.reset)
        last.addWidget(self.export)
        close = QPushButton("Close", self)
        make_button(close, self.accept, name="Close the list of function words")
        last.addWidget(close)
        layout.addLayout(last)

    def _button(self, words: str, key: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setText(visible(words))
        button.setToolTip(tool_tip(f"{tip} ({key})"))
        make_button(button, slot, name=f"{words}: {tip}")
        # in the table alone: these keys mean something else in a field
        QShortcut(QKeySequence(key), self.table, slot, context=Qt.ShortcutContext.WidgetShortcut)
        return button

    # -- refreshing ------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {CORPUS, SCOPE, DECISIONS}:
            self._ask()
        if THEME in touched:
            self.table.viewport().update()

    def _ask(self) -> None:
        if self.desk.stage is None:
            self.lead.set_text("Nothing is open. Open articles to see which of these words they use.")
            return
        self.desk.ask(
            tasks.pane_table,
            "stop_words",
            replace(self.desk.state, focus=Focus()),
            self.desk.options,
            key=_KEY,
            done=self._show,
            failed=lambda failure: self.lead.set_text(f"The list can't be made. {failure.message}"),
        )

    def _show(self, answer: PaneTable) -> None:
        table = answer.table
        columns = {name: table.column(name) for name in table.names}
        self._rows = [{name: cells[n] for name, cells in columns.items()} for n in range(len(table))]
        languages = list(dict.fromkeys(str(row["language"]) for row in self._rows if row["language"]))
        lists = f"the {languages[0]} list" if len(languages) == 1 else f"the lists for {' and '.join(languages)}"
        hidden = sum(bool(row["hidden"]) for row in self._rows)
        changed = sum(row["state"] in ("added", "kept", "same") for row in self._rows)
        words = [
            "Lists of terms leave these words out. They are always counted, and a search finds them. "
            f"The languages of the articles decide that {lists} hold{'s' if len(languages) == 1 else ''}: "
            f"{hidden:,} words are hidden."
        ]
        if changed:
            words.append(f"You decided about {changed:,}.")
        self.lead.set_text(" ".join(words))
        self._show_rows()

    def _show_rows(self) -> None:
        chosen = self.selected
        words = self.filter.text().casefold().split()
        admitted = _FILTERS[max(self.which.currentIndex(), 0)][1]
        self._shown = [
            row
            for row in self._rows
            if admitted(row)
            and all(word in f"{row['word']} {row['group']} {row['language']}".casefold() for word in words)
        ]
        cells: tuple[tuple[Cell, ...], ...] = (
            tuple(str(row["word"]) for row in self._shown),
            tuple("hidden" if row["hidden"] else "shown" for row in self._shown),
            tuple(str(row["language"]) for row in self._shown),
            tuple(str(row["group"]) for row in self._shown),
            tuple(row["count"] for row in self._shown),
            tuple(row["documents"] for row in self._shown),
            tuple(_STATES.get(str(row["state"]), "") for row in self._shown),
        )
        self.table.show_table(TableData(tuple(column.key for column in _COLUMNS), cells), _COLUMNS)
        self._select(chosen)
        self._refresh()

    def _select(self, words: Sequence[str]) -> None:
        wanted = set(words)
        model, selection = self.table.table_model, self.table.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for number, row in enumerate(self._shown):
            if row["word"] in wanted:
                selection.select(model.index(model.row_on_screen(number), 0), flags)

    def _refresh(self) -> None:
        words, decided = self.selected, stop_words_in(self.desk.state.decisions)
        if not words:
            self.chosen.set_text("Choose words to hide or to show them")
        else:
            self.chosen.set_text(f"“{words[0]}”" if len(words) == 1 else f"{len(words):,} words")
        hidden = {str(row["word"]): bool(row["hidden"]) for row in self._shown}
        self.hide_button.setEnabled(any(not hidden[word] for word in words))
        self.show_button.setEnabled(any(hidden[word] for word in words))
        self.back.setEnabled(any(word in decided for word in words))
        self.reset.setEnabled(bool(decided))
        self.add_button.setEnabled(bool(tidy_word(self.new.text())))
        self.export.setEnabled(bool(self._rows))
