"""Metadata of all articles in one table, to be corrected cell by cell, for many articles at once, or by pasting.

A window of its own beside the main one, not a pane: eleven columns need its whole width, and articles are read in the
main window meanwhile. Every change is a step of the history, so nothing here has to be confirmed or saved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.article import EDITABLE_FIELDS
from workbench.domain.corrections import METADATA, Correction, changes_for
from workbench.domain.decisions import Json, Key
from workbench.export import metadata_file
from workbench.jobs.worker import Failure
from workbench.ui.desk import CORPUS, DECISIONS, HISTORY, THEME, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, csv_dialog, in_a_row, make_filter, resize_within
from workbench.ui.dialogs.metadata_cells import CellDelegate, MetadataView, pasted_cells, show_problem_in, tab_separated
from workbench.ui.dialogs.metadata_model import COLUMNS, TITLES, MetadataModel, Shown
from workbench.ui.dialogs.outlet_parts import complete
from workbench.ui.plain_text import ElidedLabel, PlainLabel, mnemonic_safe, tool_tip, visible
from workbench.ui.widgets.data_table import text_scale
from workbench.workspace import metadata_tasks
from workbench.workspace.field_values import tidy_value
from workbench.workspace.metadata_tasks import FILE, MetadataCell, MetadataColumns

_WIDTHS: Final = {
    FILE: 170, "title": 260, "outlet": 130, "author": 120, "date": 110, "url": 150, "section": 90, "language": 80,
    "story_id": 130, "wire_agency": 100, "stated_words": 120,
}  # fmt: skip
"""Pixels at the size of text for which the window is meant."""
_SUGGESTED: Final = ("date", "outlet")
"""Fields for which there can be suggestions."""
_MOST_SUGGESTIONS: Final = 2
_FILTER_AFTER_MS: Final = 150
_LONGEST_PASTE: Final = 30_000_000
"""Characters of what is pasted."""


class MetadataDialog(FieldDialog):
    """Shows and corrects the metadata of articles.

    Args:
        desk: what all panes share.
        parent: the window.
        documents: the articles to show at first; empty for all.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, documents: Collection[str] = ()) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowTitle("Metadata")
        self.setAccessibleName("Metadata of the articles")
        self.cell: MetadataCell | None = None
        """What is known about the current cell, once the working process said so."""
        self._chosen: frozenset[str] = frozenset(documents)
        self._columns_known: MetadataColumns | None = None
        self.model = MetadataModel(self)
        self.table = MetadataView(self)
        self.delegate = CellDelegate(self.table)
        self.filter = QLineEdit(self)
        self.shown = QComboBox(self)
        self.count = PlainLabel("Reading the metadata …", self, name="Muted")
        self.about = ElidedLabel("", self)
        self.why = ElidedLabel("", self, name="Muted")
        self.uses = [QPushButton(self) for _ in range(_MOST_SUGGESTIONS)]
        self.value = QLineEdit(self)
        self.set_value = QPushButton(self)
        self.use_all = QPushButton(self)
        self.take_back = QPushButton(self)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.save = QPushButton("Save as CSV…", self)
        self.undo, self.redo = QPushButton(self), QPushButton(self)
        self.file_dialog: QFileDialog | None = None
        self._filter_timer = QTimer(self, singleShot=True, interval=_FILTER_AFTER_MS)
        self._selection_timer = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._on_theme()
        self._show_history()
        self.show_articles(documents)
        scale = text_scale(self.font())
        resize_within(self, QSize(round(1240 * scale), round(640 * scale)), parent, margin=40)
        desk.touched.connect(self._on_touched)
        self._ask_columns()

    # -- gestures --------------------------------------------------------------------------------------------------

    def show_articles(self, documents: Collection[str]) -> None:
        """Show some articles, or all of them."""
        self._chosen = frozenset(documents)
        self.shown.blockSignals(True)
        self.shown.clear()
        kinds = [kind for kind in Shown if kind is not Shown.CHOSEN or self._chosen]
        for kind in kinds:
            words = kind.value
            if kind is Shown.CHOSEN:
                words = "The chosen article" if len(self._chosen) == 1 else f"The {len(self._chosen):,} chosen articles"
            self.shown.addItem(visible(words), kind)
        now = Shown.CHOSEN if self._chosen else Shown.ALL
        self.shown.setCurrentIndex(kinds.index(now))
        self.shown.blockSignals(False)
        self.filter.clear()
        self._choose()

    def set_for_chosen(self) -> None:
        """Give all chosen articles the typed value in the current field."""
        field = self.field
        value, problem = tidy_value(field, self.value.text())
        rows = self.table.chosen_rows()
        if field not in EDITABLE_FIELDS or not rows or not (value or problem):
            return
        if problem:
            self._tell(problem)
            return
        kept = self.model.kept_value(field, value)
        self._decide([(row, field, kept) for row in rows], f"Set {_NAMES[field]}")
        self.value.clear()
        self.table.setFocus()

    def use_suggestions(self) -> None:
        """Take what the evidence stands for in the current field of all chosen articles that have evidence."""
        field, rows = self.field, self.table.chosen_rows()
        documents = {self.model.document(row): row for row in rows}
        if field not in _SUGGESTED or not documents:
            return

        def done(found: tuple[tuple[str, str], ...]) -> None:
            current = {self.model.document(row): row for row in range(self.model.rowCount())} if found else {}
            values = [(current[document], field, value) for document, value in found if document in current]
            if not values:
                what = "no suggestion" if len(documents) == 1 else "no suggestions"
                self._tell(f"There is {what} for the {_NAMES[field]} of {_articles(len(documents))}.")
                return
            self._decide(values, f"Take suggested {_NAMES[field]}")

        self.desk.ask(
            metadata_tasks.suggested_values, tuple(documents), field, self.desk.state, key="metadata suggestions",
            done=done,
        )  # fmt: skip

    def take_back_chosen(self) -> None:
        """Let what the sources said hold again, in the chosen cells."""
        decided = self.model.decided
        fields = [COLUMNS[column] for column in self.table.chosen_columns()]
        documents = [self.model.document(row) for row in self.table.chosen_rows()]
        keys = [key for document in documents for field in fields if (key := f"{field}/{document}") in decided]
        if not keys:
            return
        about = {key.partition("/")[2] for key in keys}
        names = {key.partition("/")[0] for key in keys}
        what = _NAMES[next(iter(names))] if len(names) == 1 else "metadata"
        changes: dict[Key, Json | None] = {(METADATA, key): None for key in keys}
        self.desk.decide(changes, f"Take back {what} of {_articles(len(about))}", origin="metadata")

    def empty_chosen(self) -> None:
        """Empty the chosen cells."""
        fields = [COLUMNS[n] for n in self.table.chosen_columns() if COLUMNS[n] in EDITABLE_FIELDS]
        if fields:
            what = _NAMES[fields[0]] if len(fields) == 1 else "metadata"
            self._decide([(row, field, "") for row in self.table.chosen_rows() for field in fields], f"Empty {what}")

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, separated by tabs."""
        rows, columns = self.table.chosen_rows(), self.table.chosen_columns()
        if rows:
            QGuiApplication.clipboard().setText(tab_separated(self.model, rows, columns))
            self._tell("")
            self.desk.said.emit(f"Copied {len(rows):,} rows.")

    def paste(self) -> None:
        """Put what a spreadsheet copied into the chosen rows, from the current column on.

        One value goes into all chosen rows. Several go into as many chosen rows, or downwards from a single one. Nothing
        is pasted when any value can't be taken.
        """
        text = QGuiApplication.clipboard().text()
        at, rows = self.table.currentIndex(), self.table.chosen_rows()
        if not at.isValid() or not rows or not text.strip("\r\n"):
            return
        if len(text) > _LONGEST_PASTE:
            self._tell("This is too much to paste at once. Paste it in parts.")
            return
        first = min(self.table.chosen_columns())
        cells = pasted_cells(text)
        width = max(map(len, cells))
        fields = COLUMNS[first : first + width]
        if len(cells) > 1 and [cell.strip().casefold() for cell in cells[0]] == [TITLES[f].casefold() for f in fields]:
            del cells[0]  # the heading was copied too
        if len(cells) == 1 and len(rows) > 1:
            cells = cells * len(rows)
        if len(rows) == 1:
            rows = list(range(rows[0], min(rows[0] + len(cells), self.model.rowCount())))
        if problem := self._shape_problem(cells, rows, fields, width):
            self._tell(problem)
            return
        values: list[tuple[int, str, str]] = []
        for line, (row, texts) in enumerate(zip(rows, cells, strict=True), start=1):
            for field, typed in zip(fields, texts, strict=False):
                value, problem = tidy_value(field, typed)
                if problem:
                    self._tell(f"Nothing was pasted. Line {line:,}: {problem}")
                    return
                values.append((row, field, self.model.kept_value(field, value)))
        self._decide(values, f"Paste {_NAMES[fields[0]] if width == 1 else 'metadata'}")

    def save_csv(self, path: str) -> None:
        """Write the shown articles' metadata into a file."""
        rows = range(self.model.rowCount())
        everything = len(rows) == self.model.total
        documents = () if everything else tuple(map(self.model.document, rows))

        def done(answer: tuple[int, int]) -> None:
            written, shared = answer
            words = f"Saved {_articles(written)} in {visible(Path(path).name)}."
            if shared:
                words += (
                    f" {shared:,} of them share a file with another: a metadata table is about files, so it can't be read"
                    " in again for these."
                )
            self._tell("")
            self.count.set_text(words)
            self.desk.said.emit(words)

        self.desk.ask(
            metadata_file.save_metadata, path, documents, self.desk.state, key="metadata file", done=done, lane="export",
            failed=self._on_failed,
        )  # fmt: skip

    def choose_file(self) -> None:
        """Ask where to save; the window stays usable."""
        self.file_dialog = csv_dialog(
            self, "Save metadata", "metadata.csv", self.save_csv, native=self.desk.native_dialogs
        )

    @property
    def field(self) -> str:
        """The field of the current cell; empty when there is none."""
        index = self.table.currentIndex()
        return COLUMNS[index.column()] if index.isValid() else ""

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest, however it is closed."""
        self.desk.touched.disconnect(self._on_touched)  # it hears of changes until Qt lets go of it
        for key in ("metadata columns", "metadata cell", "metadata suggestions"):
            self.desk.bridge.cancel(key)
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(8)
        make_filter(
            self.filter, "Find in all columns", name="Find articles by any of their metadata", clear="Clear the search"
        )
        self.filter.textChanged.connect(lambda _: self._filter_timer.start())
        self._filter_timer.timeout.connect(self._choose)
        self.shown.setAccessibleName("Which articles are shown")
        self.shown.currentIndexChanged.connect(lambda _: self._choose())
        layout.addLayout(in_a_row(self.filter, self.shown, self.count))
        self._build_table()
        layout.addWidget(self.table, 1)
        about = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.about)
        words.addWidget(self.why)
        about.addLayout(words, 1)
        for button in self.uses:
            button.setAutoDefault(False)
            button.hide()
            button.clicked.connect(self._use)
            about.addWidget(button)
        layout.addLayout(about)
        many = QHBoxLayout()
        self.value.textChanged.connect(self._on_value)
        self.value.returnPressed.connect(self.set_for_chosen)
        many.addWidget(self.value, 1)
        for action, slot in (
            (self.set_value, self.set_for_chosen),
            (self.use_all, self.use_suggestions),
            (self.take_back, self.take_back_chosen),
        ):
            action.setAutoDefault(False)
            action.clicked.connect(slot)
            many.addWidget(action)
        layout.addLayout(many)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addLayout(self._last_row())
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.desk.undo),
            (QKeySequence.StandardKey.Redo, self.desk.redo),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(keys)
            shortcut.activated.connect(slot)

    def _last_row(self) -> QHBoxLayout:
        last = QHBoxLayout()
        self.save.setAccessibleName("Save the metadata of the shown articles as CSV")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.choose_file)
        last.addWidget(self.save)
        last.addStretch(1)
        for button, words, slot in (
            (self.undo, "Undo", self.desk.undo),
            (self.redo, "Redo", self.desk.redo),
            (QPushButton(self), "Close", self.close),
        ):
            button.setText(mnemonic_safe(words))
            button.setAccessibleName(visible(words))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, s=slot: s())
            last.addWidget(button)
        return last

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(self.delegate)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        scale = text_scale(self.font())
        for n, field in enumerate(COLUMNS):
            table.setColumnWidth(n, round(_WIDTHS[field] * scale))
        table.copy_wanted.connect(self.copy)
        table.paste_wanted.connect(self.paste)
        table.empty_wanted.connect(self.empty_chosen)
        self.delegate.told.connect(self._tell)
        self.delegate.typed.connect(self._on_typed)
        table.selectionModel().selectionChanged.connect(lambda *_: self._selection_timer.start())
        table.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self._selection_timer.timeout.connect(self._refresh)
        self.model.modelReset.connect(self._on_reset)

    # what the working process says

    def _ask_columns(self) -> None:
        if self.desk.stage is None:
            return
        known = self._columns_known
        uids = frozenset(c.uid for c in known.columns.values()) if known is not None else frozenset()
        state = self.desk.state

        def done(answer: MetadataColumns) -> None:
            whole = answer.completed_from(known)
            first = self._columns_known is None
            self._columns_known = whole
            self.model.show_columns(whole, self.desk.state.decisions.collection(METADATA))
            if first and self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(0, COLUMNS.index("title")))
                self.table.setFocus()
            self._refresh()
            self._on_current()

        self.desk.ask(
            metadata_tasks.metadata_columns, state, uids, key="metadata columns", done=done, lane="list",
            failed=self._on_failed,
        )  # fmt: skip

    def _on_failed(self, failure: Failure) -> None:
        if not failure.lost:
            self._tell(failure.message)

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {CORPUS, DECISIONS}:
            self._ask_columns()
        if HISTORY in touched:
            self._show_history()
        if THEME in touched:
            self._on_theme()

    def _show_history(self) -> None:
        store = self.desk.store
        for button, words, label in ((self.undo, "Undo", store.undo_label), (self.redo, "Redo", store.redo_label)):
            button.setEnabled(bool(label))
            button.setToolTip(tool_tip(f"{words}: {label}" if label else ""))

    def _on_theme(self) -> None:
        self.model.quiet_colour = QColor(self.desk.theme.muted)
        self.delegate.frame_colour = QColor(self.desk.theme.accent)
        self.table.viewport().update()

    def _on_current(self) -> None:
        """Say what is known about the current cell; the rest comes from the working process."""
        self.cell = None
        index = self.table.currentIndex()
        if self.value.property("field") != self.field:
            self.value.setProperty("field", self.field)
            self.value.clear()
            complete(self.value, self.model.known_values(self.field) if self.field in EDITABLE_FIELDS else ())
        if not index.isValid():
            self._show_cell()
            return
        field = self.field
        document = self.model.document(index.row())
        if field == FILE:
            self.desk.bridge.cancel("metadata cell")
            self._show_cell()
            return

        def done(cell: MetadataCell) -> None:
            here = self.table.currentIndex()
            if here.isValid() and (self.model.document(here.row()), self.field) == (cell.document_id, cell.field):
                self.cell = cell
                self._show_cell()

        self._show_cell()
        self.desk.ask(
            metadata_tasks.metadata_cell, document, field, self.desk.state, key="metadata cell", done=done,
            failed=self._on_failed,
        )  # fmt: skip

    # what a person did

    def _on_typed(self, row: int, field: str, typed: str) -> None:
        value, problem = tidy_value(field, typed)
        if problem:
            self._tell(problem)
            return
        if typed != self.model.words(row, field):
            self._decide([(row, field, self.model.kept_value(field, value))], f"Set {_NAMES[field]}")

    def _use(self) -> None:
        button = self.sender()
        index = self.table.currentIndex()
        if isinstance(button, QPushButton) and self.cell is not None and index.isValid():
            value = self.cell.suggestions[self.uses.index(button)][0]
            self._decide([(index.row(), self.cell.field, value)], f"Take suggested {_NAMES[self.cell.field]}")
            self.table.setFocus()

    def _on_value(self, text: str) -> None:
        field = self.field
        problem = tidy_value(field, text)[1] if field in EDITABLE_FIELDS else ""
        show_problem_in(self.value, problem)
        self._tell(problem)
        self._refresh()

    def _decide(self, values: Iterable[tuple[int, str, str]], label: str) -> None:
        """Decide cells, by row and field, as one step; those that say the same already are left alone."""
        different = [(row, field, value) for row, field, value in values if self.model.value(row, field) != value]
        self._tell("")
        if not different:
            return
        documents = {row: self.model.document(row) for row, _, _ in different}
        corrections = (Correction(documents[row], field, value) for row, field, value in different)
        self.desk.decide(changes_for(corrections), f"{label} of {_articles(len(documents))}", origin="metadata")
        self.model.note_decided(different, self.desk.state.decisions.collection(METADATA))

    def _shape_problem(
        self, cells: Sequence[Sequence[str]], rows: Sequence[int], fields: Sequence[str], width: int
    ) -> str:
        """Why what was copied does not fit into the chosen rows, in words."""
        if len(cells) != len(rows):
            return (
                f"{len(cells):,} lines were copied, and there are {len(rows):,} rows to paste them into. "
                "Choose as many rows, or one cell to paste downwards from."
            )
        if width > len(fields):
            return f"{width:,} columns were copied; from {TITLES[fields[0]]} on there are {len(fields):,}."
        fixed = next((field for field in fields if field not in EDITABLE_FIELDS), "")
        if fixed:
            return f"Nothing can be pasted into the column {TITLES[fixed]}: it says what the source said."
        return ""

    # what is shown

    def _choose(self) -> None:
        self._filter_timer.stop()
        kind = self.shown.currentData()
        if not isinstance(kind, Shown):
            return
        index = self.table.currentIndex()
        column = index.column() if index.isValid() else COLUMNS.index("title")
        self.model.choose(words=self.filter.text(), shown=kind, chosen=self._chosen)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, column))
        self._refresh()

    def _on_reset(self) -> None:
        self._selection_timer.start()
        self._on_current()

    def _tell(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))

    def _refresh(self) -> None:
        """Say how many are shown and chosen, and what the buttons do with them."""
        self._selection_timer.stop()
        shown, total = self.model.rowCount(), self.model.total
        rows = self.table.chosen_rows()
        words = _articles(shown) if shown == total else f"{shown:,} of {_articles(total)}"
        if len(rows) > 1:
            words += f", {len(rows):,} chosen"
        if self._columns_known is None:
            words = "Reading the metadata …" if self.desk.stage is not None else "No article is open."
        self.count.set_text(words)
        field = self.field
        editable = field in EDITABLE_FIELDS and bool(rows)
        name = _NAMES.get(field, "")
        what = f"{name} of {_articles(len(rows))}"
        self.value.setEnabled(editable)
        prompt = f"New {what}" if editable else "Choose a cell that can be changed"
        self.value.setPlaceholderText(
            visible(f"{prompt} (Delete empties {'them' if len(rows) > 1 else 'it'})" if editable else prompt)
        )
        self.value.setAccessibleName(visible(prompt))
        problem = tidy_value(field, self.value.text())[1] if editable else ""
        self.set_value.setText(mnemonic_safe(f"Set {what}" if editable else "Set"))
        self.set_value.setEnabled(editable and not problem and bool(self.value.text().strip()))
        self.use_all.setVisible(field in _SUGGESTED and len(rows) > 1)
        self.use_all.setText("Use suggestions")
        self.use_all.setAccessibleName(visible(f"Use what is suggested for the {what}"))
        self.use_all.setEnabled(editable)
        self.take_back.setText("Take back")
        self.take_back.setAccessibleName("Take back changes: what the sources said holds again")
        self.take_back.setToolTip(tool_tip("What the sources said holds again in the chosen cells."))
        self.take_back.setEnabled(self._any_decided(rows))
        self.save.setEnabled(shown > 0)

    def _any_decided(self, rows: Sequence[int]) -> bool:
        decided = self.model.decided
        if not decided or not rows:
            return False
        fields = [COLUMNS[column] for column in self.table.chosen_columns()]
        return any(f"{field}/{self.model.document(row)}" in decided for row in rows for field in fields)

    def _show_cell(self) -> None:
        """The current cell in words, with what is suggested for it."""
        index, cell = self.table.currentIndex(), self.cell
        for button in self.uses:
            button.hide()
        if not index.isValid():
            empty = self._columns_known is not None and not self.model.rowCount()
            self.about.set_text("No article is like this. Choose others above." if empty else "")
            self.why.set_text("")
            return
        field, file = self.field, visible(self.model.file(index.row()))
        if field == FILE:
            self.about.set_text(f"Article {visible(self.model.document(index.row()))}, read from {file}")
            self.why.set_text("Where an article was read from can't be changed.")
            return
        shown = visible(self.model.words(index.row(), field)) or "not known"
        self.about.set_text(f"{TITLES[field]} of {file}: {shown}")
        if cell is None:
            self.why.set_text("")
            return
        sentences = [_source_words(cell, decided=self.model.is_decided(index.row(), field))]
        sentences += [f"Suggested: {value}. {_sentence(reason)}" for value, reason in cell.suggestions]
        sentences += cell.remarks
        self.why.set_text(" ".join(filter(None, sentences)))
        if field in EDITABLE_FIELDS:
            for button, (value, reason) in zip(self.uses, cell.suggestions, strict=False):
                short = value if len(value) <= 40 else f"{value[:39]}…"
                button.setText(mnemonic_safe(f"Use {short}"))
                button.setAccessibleName(visible(f"Use {value} as the {_NAMES[field]}"))
                button.setToolTip(tool_tip(reason))
                button.show()


_NAMES: Final = {
    field: {"url": "address", "stated_words": "words by the source"}.get(field, title.casefold())
    for field, title in TITLES.items()
}
"""Fields as they are named in a sentence."""


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _source_words(cell: MetadataCell, *, decided: bool) -> str:
    """Where a value comes from, in sentences."""
    if not decided:
        if cell.source:
            return f"From: {_sentence(cell.source)}"
        return "The source does not say." if not cell.value else "Where it comes from is not noted."
    before = f"“{cell.read_value}”" if cell.read_value else "nothing"
    where = f" ({cell.read_source})" if cell.read_source and cell.read_value else ""
    return f"From: person. The source said {before}{where}."
