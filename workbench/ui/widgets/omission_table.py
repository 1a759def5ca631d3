"""What each outlet of a story covers: a row for each fact, voice, name and figure, a column for each outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell, TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel, visible
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

KINDS: Final = (("Everything", ""), ("Facts", "fact"), ("Voices", "voice"), ("Names", "entity"), ("Figures", "figure"))
WHICH: Final = (("All rows", ""), ("Only in", "only"), ("Everywhere but", "but"))
_OUTLET: Final = "outlet:"
_KIND_WORDS: Final = {"fact": "fact", "voice": "voice", "entity": "name", "figure": "figure"}
_PLACES: Final = {"headline": "headline", "lead": "lead", "body": "text"}
ANY: Final = "any one outlet"


class OmissionTable(QWidget):
    """The matrix with what chooses its rows, and below it the nearest sentence where something is left out."""

    noted = Signal()
    """What should be said below the pane is other than before."""

    def __init__(self, desk: Desk, origin: str) -> None:
        super().__init__()
        self.desk = desk
        self._origin = origin
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._cell: tuple[int, str] | None = None
        """The chosen row and outlet."""
        self.notes: tuple[str, ...] = ()
        """What a person should know about the rows."""
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = FlowLayout(head, margin=4, spacing=6)
        self.kind = ChoiceBox("What is listed", head)
        self.kind.addItems([words for words, _ in KINDS])
        self.which = ChoiceBox("Which rows are listed", head)
        self.which.addItems([words for words, _ in WHICH])
        self.outlet = ChoiceBox("Outlet that has it, or leaves it out", head)
        self.outlet.addItem(ANY, "")
        self.filter = QLineEdit(head)
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter what is covered")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(70)
        for button in self.filter.findChildren(QToolButton):
            button.setAccessibleName("Clear the filter")
        for box in (self.kind, self.which, self.outlet):
            box.currentIndexChanged.connect(self.refresh)
            row.addWidget(box)
        self.filter.textChanged.connect(self._apply_filter)
        row.addWidget(self.filter)
        self.table = DataTable(desk, "What each outlet covers")
        self.table.row_chosen.connect(self._on_row)
        self.message = MessagePanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(self.table)
        foot = QWidget(self)
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 2, 8, 2)
        self.nearest = ElidedLabel("", foot, name="Muted")
        line.addWidget(self.nearest, 1)
        self.show_button = link_button("Show it", "Show this sentence in the Reader", self.show_cell)
        line.addWidget(self.show_button)
        self._foot = foot
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)
        layout.addWidget(foot)
        foot.hide()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to export."""
        return self._answer is None or not len(self._answer.table)

    def settings(self) -> Options:
        """The settings that the controls stand for."""
        which = WHICH[max(self.which.currentIndex(), 0)][1]
        return replace(
            self.desk.options,
            covered=KINDS[max(self.kind.currentIndex(), 0)][1],
            covered_by=which,
            target=str(self.outlet.currentData() or "") if which else "",
        )

    # -- refreshing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the rows when what is counted, decided or wanted differs."""
        self._list_outlets()
        self.outlet.setVisible(self.which.currentIndex() > 0)
        asked = (self.desk.coded, self.settings())
        if asked == self._asked:
            return
        self._asked = asked
        if self._answer is None:
            self.message.say("Comparing outlets …", "Facts, voices, names and figures are looked for in each outlet.")
        self.desk.ask(
            tasks.pane_table,
            "omission_list",
            replace(self.desk.state, focus=Focus()),
            self.settings(),
            key="pane omissions",
            done=self._show,
            failed=self._failed,
            lane="passages",
        )

    def _list_outlets(self) -> None:
        overview = self.desk.overview
        names = [name for name in (overview.compared or overview.outlets) if name] if overview is not None else []
        if [self.outlet.itemData(n) for n in range(1, self.outlet.count())] != names:
            chosen = self.outlet.currentData()
            self.outlet.blockSignals(True)
            self.outlet.clear()
            self.outlet.addItem(ANY, "")
            for name in names:
                self.outlet.addItem(visible(name), name)
            self.outlet.setCurrentIndex(names.index(chosen) + 1 if chosen in names else 0)
            self.outlet.blockSignals(False)

    def _show(self, answer: PaneTable) -> None:
        self._answer = answer
        self.notes = answer.table.notes
        self._apply_filter()
        self.noted.emit()

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Coverage could not be compared", failure.message, "Try again", self.refresh)
        self.stack.setCurrentWidget(self.message)

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        data = answer.table
        self._point(None)
        if not len(data):
            self._say_nothing(answer)
            self.stack.setCurrentWidget(self.message)
            return
        words = self.filter.text().casefold().split()
        names, stories = data.texts("name"), data.texts("story")
        rows = [n for n in range(len(data)) if all(w in f"{names[n]} {stories[n]}".casefold() for w in words)]
        if not rows:
            self.message.say(
                "No row fits", f"None of {len(data):,} rows fits the filter.", "Clear filter", self.filter.clear
            )
            self.stack.setCurrentWidget(self.message)
            return
        outlets = [name.removeprefix(_OUTLET) for name in data.names if name.startswith(_OUTLET)]
        extra_names, extra = (
            ["kind words", "covered of"],
            [
                tuple(_KIND_WORDS.get(kind, kind) for kind in (data.texts("kind")[n] for n in rows)),
                tuple(f"{data.column('covered')[n]} of {data.column('outlets')[n]}" for n in rows),
            ],
        )
        for outlet in outlets:
            cells = [data.row(n) for n in rows] if len(rows) * len(outlets) < 40_000 else []
            source = cells or [data.row(n) for n in rows]
            extra_names += [f"cell:{outlet}", f"tip:{outlet}"]
            extra += [
                tuple(cell_text(row, outlet) for row in source),
                tuple(cell_words(row, outlet) for row in source),
            ]
        shown = TableData(
            (*data.names, *extra_names),
            (*(tuple(column[n] for n in rows) for column in data.columns), *extra),
        )
        self.table.show_table(shown, self._columns(outlets, many_stories=len(set(stories)) > 1))
        self.stack.setCurrentWidget(self.table)

    @staticmethod
    def _columns(outlets: list[str], *, many_stories: bool) -> list[Column]:
        columns = [
            Column("kind words", "", width=52),
            Column("name", "What", width=170, stretch=True),
            Column("covered of", "Outlets", "Outlets that have it, of those with an article of the story", width=60),
        ]
        if many_stories:
            columns.insert(2, Column("story", "Story", width=100))
        # an outlet that is not known comes last, as everywhere
        for outlet in sorted(outlets, key=lambda name: name == ""):
            title = outlet or UNKNOWN_OUTLET
            columns.append(Column(f"cell:{outlet}", title, title, width=96, tip_key=f"tip:{outlet}"))
        return columns

    def _say_nothing(self, answer: PaneTable) -> None:
        if answer.covered < answer.in_scope and not self.desk.stopped:
            self.message.say(
                "Names and quotes are still being found",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The table fills by itself.",
            )
        elif self.settings().covered_by:
            self.message.say("No such row", "Nothing is covered like that.", "Show all rows", self._show_all)
        else:
            self.message.say(
                "No story has articles of two outlets",
                "What is left out is looked for within a story. Put articles into one story, or widen the scope.",
            )

    def _show_all(self) -> None:
        self.kind.setCurrentIndex(0)
        self.which.setCurrentIndex(0)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        """A cell stands for the row in that outlet, the rest of the row for it anywhere."""
        model = self.table.table_model
        key = model.columns[max(self.table.currentIndex().column(), 0)].key
        cells = model.table.row(row)
        if not key.startswith("cell:"):
            self._point(None)
            self.desk.highlight(subject(cells), origin=self._origin)
            return
        outlet = key.removeprefix("cell:")
        self._point((row, outlet))
        count = int(cells[f"{_OUTLET}{outlet}"] or 0)
        if count > 0:
            self.desk.highlight(subject(cells, outlet or UNKNOWN_OUTLET), origin=self._origin)

    def _point(self, cell: tuple[int, str] | None) -> None:
        """Say below the table what a cell stands for."""
        self._cell = cell
        self._foot.setVisible(cell is not None)
        if cell is None:
            return
        row, outlet = cell
        cells = self.table.table_model.table.row(row)
        self.nearest.set_text(cell_words(cells, outlet))
        self.show_button.setVisible(_place(cells, outlet) is not None)

    def show_cell(self) -> None:
        """Show the sentence that covers the chosen cell, or the nearest one, so that an absence can be refuted."""
        if self._cell is None:
            return
        row, outlet = self._cell
        cells = self.table.table_model.table.row(row)
        place = _place(cells, outlet)
        if place is not None:
            self.desk.highlight(replace(subject(cells), passage=place), origin=self._origin)


def subject(cells: dict[str, Cell], outlet: str = "") -> Focus:
    """What a row is about: a voice, an entity, or a group of passages."""
    group_id = str(cells["group_id"])
    kind, _, key = group_id.partition(":")
    if kind == "voice":
        return Focus(speaker=key, outlet=outlet, indirect=True)
    if kind == "entity":
        return Focus(entity=key, outlet=outlet)
    return Focus(group=group_id, outlet=outlet)


def cell_text(cells: dict[str, Cell], outlet: str) -> str:
    """A cell: ``● lead 2 of 3``, ``○`` where it is left out, empty where the outlet has no article of the story."""
    count, of = (int(cells[f"{name}:{outlet}"] or 0) for name in ("outlet", "of"))
    if count < 0:
        return ""
    if not count:
        return "○"
    place = _PLACES.get(str(cells[f"place:{outlet}"] or ""), "")
    return f"● {place} {count} of {of}" if of > 1 else f"● {place}"


def cell_words(cells: dict[str, Cell], outlet: str) -> str:
    """A cell in words, with the nearest sentence where it is left out."""
    name, where = str(cells["name"]), outlet or UNKNOWN_OUTLET
    count, of = (int(cells[f"{part}:{outlet}"] or 0) for part in ("outlet", "of"))
    if count < 0:
        return visible(f"{where} has no article of this story")
    text = str(cells[f"text:{outlet}"] or "")
    if count:
        place = _PLACES.get(str(cells[f"place:{outlet}"] or ""), "text")
        articles = f"{count:,} of {of:,} {'article' if of == 1 else 'articles'}"
        return visible(f"{where}: {articles}, first in the {place}: “{text}”")
    articles = f"{of:,} {'article' if of == 1 else 'articles'}"
    if not text:
        return visible(f"{where} ({articles}) does not have “{name}”; no sentence comes near it")
    similarity = cells.get(f"similarity:{outlet}")
    near = f" ({similarity:.2f})" if isinstance(similarity, float) else ""
    return visible(f"Not in {where} ({articles}). Nearest{near}: “{text}”")


def _place(cells: dict[str, Cell], outlet: str) -> Span | None:
    document, start, end = (cells[f"{name}:{outlet}"] for name in ("document", "start", "end"))
    if not document or int(start or -1) < 0 or int(end or -1) <= int(start or 0):
        return None
    return Span(str(document), int(start or 0), int(end or 0))
