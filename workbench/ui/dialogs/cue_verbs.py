"""The list of verbs of saying: how each colours what is said, how often it is used here, and which are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.cue_verbs import CUE_CLASSES, CUE_VERB, NO_CUE, cue_verbs_in, tidy_cue
from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell, TableData
from workbench.export import tasks as export_tasks
from workbench.ui.desk import CORPUS, DECISIONS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, csv_dialog, make_button, make_filter, resize_within
from workbench.ui.plain_text import ElidedLabel, PlainLabel, tool_tip, visible
from workbench.ui.quote_actions import set_class_everywhere
from workbench.ui.quote_words import CLASSES
from workbench.ui.widgets.data_table import Column, DataTable, text_scale
from workbench.workspace import tasks
from workbench.workspace.messages import ExportRequest, PaneTable

Row = Mapping[str, Cell]
"""One verb: the columns of the table ``cue_verbs``."""

_KEY: Final = "cue verbs"
_PLACES_KEY: Final = "cue verb places"
_LONGEST: Final = 60
"""Characters of a verb or phrase."""

_STATES: Final = {
    "listed": "",
    "changed": "changed by you",
    "off": "turned off by you",
    "added": "added by you",
    "proposed": "in no list yet",
}
_COLUMNS: Final = (
    Column("lemma", "Verb", width=150),
    Column("shown", "Class", "How it colours what is said", width=110),
    Column("quotes", "Quotes", "Quotes and reported speech in what is counted", kind="number", width=62),
    Column("proposed", "Not counted", "Places that would be quotes if it were a verb of saying", "number", width=84),
    Column("documents", "Articles", "Articles with either", kind="number", width=62),
    Column("remark", "", "What you decided", width=150, stretch=True),
)
_PLACES: Final = (
    Column("outlet", "Outlet", kind="outlet", width=120),
    Column("left", "before", kind="left", width=200, stretch=True),
    Column("node", "verb", kind="node", width=90),
    Column("right", "behind", width=200, stretch=True),
    Column("counts", "Quote", "Whether it makes a quote here", width=64),
)
_CHANGED: Final = ("changed", "off", "added")
_FILTERS: Final[tuple[tuple[str, Callable[[Row], bool]], ...]] = (
    ("All verbs", lambda row: True),
    ("Used here", lambda row: bool(row["quotes"] or row["proposed"])),
    *((name.capitalize(), partial(lambda name, row: row["class"] == name, name)) for name in CUE_CLASSES),
    ("In no list yet", lambda row: row["state"] == "proposed"),
    ("Changed by you", lambda row: row["state"] in _CHANGED),
)


class CueVerbsDialog(FieldDialog):
    """The list with the class of each verb. Each gesture is one step that can be undone; the window stays usable.

    Args:
        desk: what all panes share.
        parent: the window.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Verbs of saying")
        self.setAccessibleName("Verbs of saying")
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._wanted = ""
        """A verb that is to be shown once the list is there."""
        self._shows_places_of = ""
        self.lead = PlainLabel("Reading the list …", self, wrap=True)
        self.filter = QLineEdit(self)
        make_filter(self.filter, "Search verbs", clear="Clear the search for verbs")
        self.filter.textChanged.connect(self._show_rows)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Which verbs are listed")
        for words, _ in _FILTERS:
            self.which.addItem(visible(words))
        self.which.setCurrentIndex(1)
        self.which.currentIndexChanged.connect(self._show_rows)
        self.table = DataTable(desk, "Verbs of saying")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.places = DataTable(desk, "Places of the chosen verb")
        self.places.row_chosen.connect(self._on_place)
        self.places_head = ElidedLabel("", self, name="Muted")
        self.chosen = ElidedLabel("", self, name="Heading")
        self.buttons = {name: self._class_button(number, name) for number, name in enumerate(CUE_CLASSES, start=1)}
        self.off = self._button(
            "No verb of saying", "Delete", "It counts only between quotation marks", lambda: self.decide(NO_CUE)
        )
        self.back = self._button(
            "As in our list", "Backspace", "Take back what you decided about it", lambda: self.decide(None)
        )
        self.new = QLineEdit(self)
        self.new.setPlaceholderText("Add a verb, e.g. muse")
        self.new.setAccessibleName("A verb or phrase to add, in its dictionary form")
        self.new.setMaxLength(_LONGEST)
        self.new.returnPressed.connect(self.add)
        self.new.textChanged.connect(self._refresh)
        self.new_class = QComboBox(self)
        self.new_class.setAccessibleName("Class of the verb that is added")
        for name in CUE_CLASSES:
            self.new_class.addItem(visible(name))
        self.add_button = QPushButton("Add", self)
        make_button(self.add_button, self.add, name="Add the verb to the list")
        self.reset = QPushButton("Back to our list", self)
        make_button(self.reset, self.reset_all, name="Take back everything that you decided about verbs")
        self.export = QPushButton("Export CSV…", self)
        make_button(self.export, self.ask_export, name="Save the list as a CSV file")
        self._build()
        scale = text_scale(self.font())
        resize_within(self, QSize(round(900 * scale), round(640 * scale)), parent)
        for key, slot in ((QKeySequence.StandardKey.Undo, desk.undo), (QKeySequence.StandardKey.Redo, desk.redo)):
            QShortcut(QKeySequence(key), self, slot)
        desk.touched.connect(self._on_touched)
        self._refresh()
        self._ask()

    def show_verb(self, cue: str) -> None:
        """Bring one verb into view and choose it."""
        self._wanted = cue
        self._choose_wanted()

    # -- deciding --------------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[str]:
        """The verbs that are chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        model = self.table.table_model
        return [str(self._shown[model.source_row(row)]["lemma"]) for row in rows]

    def decide(self, cue_class: str | None) -> None:
        """Give the chosen verbs a class, turn them off, or take back what was decided: one step."""
        decided = cue_verbs_in(self.desk.state.decisions)
        cues = self.selected
        if cue_class is None:
            cues = [cue for cue in cues if cue in decided]
        if cues:
            set_class_everywhere(self.desk, cues, cue_class)

    def add(self) -> None:
        """Add what was typed."""
        cue = tidy_cue(self.new.text())
        if cue:
            set_class_everywhere(self.desk, [cue], CUE_CLASSES[self.new_class.currentIndex()])
            self.new.clear()
            self.show_verb(cue)

    def reset_all(self) -> None:
        """Take back everything that was decided about verbs: one step, which can be undone."""
        cues = list(self.desk.state.decisions.collection(CUE_VERB))
        if cues:
            set_class_everywhere(self.desk, cues, None)

    def ask_export(self) -> None:
        """Ask where to save the list."""
        csv_dialog(
            self, "Save the verbs of saying", "verbs-of-saying.csv", self.save_csv, native=self.desk.native_dialogs
        )

    def save_csv(self, path: str) -> None:
        """Save the whole list."""
        request = ExportRequest("cue_verbs", path, replace(self.desk.state, focus=Focus()), self.desk.options)
        self.desk.ask(
            export_tasks.export_file,
            request,
            key="export verbs",
            lane="export",
            done=lambda written: self.desk.said.emit(f"Saved the list as {visible(str(written))}"),
        )

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        for key in (_KEY, _PLACES_KEY):
            self.desk.bridge.cancel(key)
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
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.places_head)
        column.addWidget(self.places, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setAccessibleName("Verbs, and places of the chosen one")
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout.addWidget(split, 1)
        layout.addWidget(self.chosen)
        row = QHBoxLayout()
        for button in (*self.buttons.values(), self.off, self.back):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self.new, 1)
        last.addWidget(self.new_class)
        last.addWidget(self.add_button)
        last.addSpacing(12)
        last.addWidget(self.reset)
        last.addWidget(self.export)
        close = QPushButton("Close", self)
        make_button(close, self.accept, name="Close the list of verbs")
        last.addWidget(close)
        layout.addLayout(last)

    def _class_button(self, number: int, name: str) -> QPushButton:
        return self._button(f"{name.capitalize()}", str(number), CLASSES[name], lambda: self.decide(name))

    def _button(self, words: str, key: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setText(visible(words))
        button.setToolTip(tool_tip(f"{tip} ({key})"))
        make_button(button, slot, name=f"{words}: {tip}")
        # in the table alone: digits and Delete mean something else in a field
        QShortcut(QKeySequence(key), self.table, slot, context=Qt.ShortcutContext.WidgetShortcut)
        return button

    # -- refreshing ------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {CORPUS, SCOPE, DECISIONS}:
            self._ask()
        if touched & {THEME, OVERVIEW}:
            self.table.viewport().update()
            self.places.viewport().update()

    def _ask(self) -> None:
        if self.desk.stage is None:
            self.lead.set_text("Nothing is open. Open articles to see which verbs they use.")
            return
        self.desk.ask(
            tasks.pane_table,
            "cue_verbs",
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
        waiting = [row for row in self._rows if row["state"] == "proposed"]
        changed = sum(row["state"] in _CHANGED for row in self._rows)
        places = sum(map(_places_of, waiting))
        words = [
            "The list decides what is reported speech, and how the verb of each quote colours it. Besides verbs it has"
            " nouns and phrases such as “according to”. Change what you see otherwise."
        ]
        if waiting:
            words.append(
                f"{len(waiting):,} {'verb is' if len(waiting) == 1 else 'verbs are'} in no list yet:"
                f" {places:,} {'place' if places == 1 else 'places'}."
            )
        if changed:
            words.append(f"You decided about {changed:,}.")
        if answer.covered < answer.in_scope:
            words.append(
                f"Annotated so far: {answer.covered:,} of {answer.in_scope:,} articles; only these are counted."
            )
        self.lead.set_text(" ".join(words))
        self._show_rows()
        self._choose_wanted()
        if self._shows_places_of:  # what was decided may be about this verb
            self._ask_places()

    def _show_rows(self) -> None:
        chosen = self.selected
        words = self.filter.text().casefold().split()
        admitted = _FILTERS[max(self.which.currentIndex(), 0)][1]
        self._shown = [
            row for row in self._rows if admitted(row) and all(word in str(row["lemma"]).casefold() for word in words)
        ]
        cells: tuple[tuple[Cell, ...], ...] = (
            tuple(str(row["lemma"]) for row in self._shown),
            tuple(_class_words(row) for row in self._shown),
            *(tuple(_number(row[name]) for row in self._shown) for name in ("quotes", "proposed", "documents")),
            tuple(_remark(row) for row in self._shown),
        )
        self.table.show_table(TableData(tuple(column.key for column in _COLUMNS), cells), _COLUMNS)
        self._select(chosen)
        self._refresh()

    def _select(self, cues: Sequence[str]) -> None:
        wanted = set(cues)
        model, selection = self.table.table_model, self.table.selectionModel()
        first = True
        for number, row in enumerate(self._shown):
            if row["lemma"] in wanted:
                index = model.index(model.row_on_screen(number), 0)
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                if first:
                    self.table.setCurrentIndex(index)
                    self.table.scrollTo(index)
                    first = False
                selection.select(index, flags)

    def _choose_wanted(self) -> None:
        cue = self._wanted
        row = next((row for row in self._rows if row["lemma"] == cue), None)
        if not cue or row is None:
            return
        self._wanted = ""
        if row not in self._shown:
            self.filter.clear()
            self.which.setCurrentIndex(0)
        self.table.clearSelection()
        self._select([cue])
        # in the middle: the table becomes lower when the words above it or the places below it get more lines
        self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.table.setFocus()

    def _on_selected(self) -> None:
        self._refresh()
        cues = self.selected
        cue = cues[0] if len(cues) == 1 else ""
        if cue != self._shows_places_of:
            self._shows_places_of = cue
            self._ask_places()

    def _ask_places(self) -> None:
        cue = self._shows_places_of
        if not cue:
            self.desk.bridge.cancel(_PLACES_KEY)
            self._show_places(None)
            return
        self.desk.ask(
            tasks.pane_table,
            "cue_verb_places",
            replace(self.desk.state, focus=Focus()),
            replace(self.desk.options, terms=(cue,)),
            key=_PLACES_KEY,
            done=self._show_places,
        )

    def _show_places(self, answer: PaneTable | None) -> None:
        table = answer.table if answer is not None else TableData()
        self.places.show_table(table, _PLACES)
        if not self._shows_places_of:
            self.places_head.set_text("Choose one verb to see where it stands.")
        else:
            many = "1 place" if len(table) == 1 else f"{len(table):,} places"
            self.places_head.set_text(f"“{self._shows_places_of}”: {many}. Click one to read it.")

    def _on_place(self, row: int) -> None:
        table = self.places.table_model.table
        document = table.texts("document_id")[row]
        start, end = (_number(table.column(name)[row]) for name in ("quote_start", "quote_end"))
        self.desk.highlight(Focus(passage=Span(document, start, end)), origin=_KEY)

    def _refresh(self) -> None:
        cues = self.selected
        if not cues:
            self.chosen.set_text("Choose verbs to give them a class")
        elif len(cues) == 1:
            self.chosen.set_text(f"“{cues[0]}” is")
        else:
            self.chosen.set_text(f"{len(cues):,} verbs are")
        decided = cue_verbs_in(self.desk.state.decisions)
        for button in (*self.buttons.values(), self.off):
            button.setEnabled(bool(cues))
        self.back.setEnabled(any(cue in decided for cue in cues))
        self.reset.setEnabled(bool(decided))
        self.add_button.setEnabled(bool(tidy_cue(self.new.text())))
        self.export.setEnabled(bool(self._rows))


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _places_of(row: Row) -> int:
    return _number(row["quotes"]) + _number(row["proposed"])


def _class_words(row: Row) -> str:
    if row["state"] == "proposed":
        return "none yet"
    return str(row["class"]) or "off"


def _remark(row: Row) -> str:
    state, listed = str(row["state"]), str(row["listed"])
    if state == "proposed":
        places = _places_of(row)
        return f"not in the list yet: {'1 place' if places == 1 else f'{places:,} places'}"
    words = _STATES.get(state, state)
    return f"{words}, {listed} in our list" if listed and state in ("changed", "off") else words
