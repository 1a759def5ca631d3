"""The list of verbs of saying: how each colours what is said, how often it is used here, and which are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.domain.cue_verbs import CUE_CLASSES, CUE_VERB, NO_CUE, cue_verbs_in, tidy_cue
from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell, TableData
from workbench.ui.desk import OVERVIEW, THEME, Desk
from workbench.ui.dialogs.word_list import TAKE_BACK, Filters, ListOfWords, Row, WordListDialog
from workbench.ui.plain_text import ElidedLabel, visible
from workbench.ui.quote_actions import set_class_everywhere
from workbench.ui.quote_words import CLASSES
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

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
_FILTERS: Final[Filters] = (
    ("All verbs", lambda row: True),
    ("Used here", lambda row: bool(row["quotes"] or row["proposed"])),
    *((name.capitalize(), partial(lambda name, row: row["class"] == name, name)) for name in CUE_CLASSES),
    ("In no list yet", lambda row: row["state"] == "proposed"),
    ("Changed by you", lambda row: row["state"] in _CHANGED),
)
_LIST: Final = ListOfWords(
    table="cue_verbs",
    key=_KEY,
    word="lemma",
    columns=_COLUMNS,
    filters=_FILTERS,
    narrowed=1,
    title="Verbs of saying",
    noun="verbs",
    search="Search verbs",
    nothing_open="Nothing is open. Open articles to see which verbs they use.",
    add_words="Add a verb, e.g. muse",
    add_name="A verb or phrase to add, in its dictionary form",
    add_button="Add the verb to the list",
    longest=_LONGEST,
    reset_words="Back to our list",
    reset_name="Take back everything that you decided about verbs",
    file_title="Save the verbs of saying",
    file_name="verbs-of-saying.csv",
    close_name="Close the list of verbs",
    size=(900, 640),
)


class CueVerbsDialog(WordListDialog):
    """The list with the class of each verb, and below it the places of the chosen one.

    Args:
        desk: what all panes share.
        parent: the window.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _LIST, parent)
        self._wanted = ""
        """A verb that is to be shown once the list is there."""
        self._shows_places_of = ""
        self.places = DataTable(desk, "Places of the chosen verb")
        self.places.row_chosen.connect(self._on_place)
        self.places_head = ElidedLabel("", self, name="Muted")
        self.buttons = {name: self._class_button(number, name) for number, name in enumerate(CUE_CLASSES, start=1)}
        self.off = self.choice_button(
            "No verb of saying", "Delete", "It counts only between quotation marks", lambda: self.decide(NO_CUE)
        )
        self.back = self.choice_button(*TAKE_BACK, lambda: self.decide(None))
        self.new_class = QComboBox(self)
        self.new_class.setAccessibleName("Class of the verb that is added")
        for name in CUE_CLASSES:
            self.new_class.addItem(visible(name))
        buttons = (*self.buttons.values(), self.off, self.back)
        self.build(buttons, body=self._verbs_and_places(), beside=self.new_class)

    def show_verb(self, cue: str) -> None:
        """Bring one verb into view and choose it."""
        self._wanted = cue
        self._choose_wanted()

    # -- deciding --------------------------------------------------------------------------------------------------

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

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self.desk.bridge.cancel(_PLACES_KEY)
        super().done(result)

    # -- building --------------------------------------------------------------------------------------------------

    def _verbs_and_places(self) -> QSplitter:
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
        return split

    def _class_button(self, number: int, name: str) -> QPushButton:
        return self.choice_button(f"{name.capitalize()}", str(number), CLASSES[name], lambda: self.decide(name))

    # -- refreshing ------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        super()._on_touched(touched)
        if OVERVIEW in touched:
            self.table.viewport().update()
        if touched & {THEME, OVERVIEW}:
            self.places.viewport().update()

    def _words_for(self, answer: PaneTable) -> Iterable[str]:
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
        return words

    def _show(self, answer: PaneTable) -> None:
        super()._show(answer)
        self._choose_wanted()
        if self._shows_places_of:  # what was decided may be about this verb
            self._ask_places()

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        numbers = (_number(row[name]) for name in ("quotes", "proposed", "documents"))
        return (str(row["lemma"]), _class_words(row), *numbers, _remark(row))

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
