"""What each outlet of a story covers: a row for each fact, voice, name and figure, a column for each outlet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.coverage_rows import KIND_WORDS, row_of_subject, subject_of_row
from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell, TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.plain_text import ElidedLabel, visible
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.long_answer import LongAnswer
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.omission_cells import CELL, OmissionGrid, cell_text, cell_words
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace.messages import Options, PaneTable

KINDS: Final = (("Everything", ""), ("Facts", "fact"), ("Voices", "voice"), ("Names", "entity"), ("Figures", "figure"))
WHICH: Final = (("All rows", ""), ("Only in", "only"), ("Everywhere but", "but"))
_OUTLET: Final = "outlet:"
ANY: Final = "any one outlet"
ALL_STORIES: Final = "All stories"
_HOW: Final = "Choose a cell of an outlet to read the sentence behind it, or the one that comes nearest."


class OmissionTable(LongAnswer):
    """The matrix with what chooses its rows, and below it the nearest sentence where something is left out."""

    def __init__(self, desk: Desk, origin: str) -> None:
        super().__init__(desk, "pane omissions")
        self._origin = origin
        self._cell: tuple[int, str] | None = None
        """The chosen row and outlet."""
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
        self.story = ChoiceBox("Story whose rows are listed", head)
        self.story.addItem(ALL_STORIES, "")
        self.story.currentIndexChanged.connect(self._apply_filter)
        self.story.hide()
        self.filter = QLineEdit(head)
        make_filter(self.filter, "Filter", name="Filter what is covered")
        self.filter.setMinimumWidth(70)
        for box in (self.kind, self.which, self.outlet):
            box.currentIndexChanged.connect(self.refresh)
            row.addWidget(box)
        self.filter.textChanged.connect(self._apply_filter)
        row.addWidget(self.story)
        row.addWidget(self.filter)
        self.table = OmissionGrid(desk, "What each outlet covers")
        self.table.row_chosen.connect(self._on_row)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._point(self.table.cell))
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
    def rows(self) -> int:
        """Rows that the settings choose, before the filter."""
        return 0 if self._answer is None else len(self._answer.table)

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
        if asked == self._asked or self.is_stopped:
            self._select()
            return
        self._asked = asked
        if self._answer is None:
            self.message.say("Comparing outlets …", "Facts, voices, names and figures are looked for in each outlet.")
        state = replace(self.desk.state, focus=Focus())
        self._ask_table("omission_list", state, self.settings(), self._show, self._failed)

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
        self.notes = answer.table.notes
        self._list_stories(answer.table)
        self._apply_filter()
        self.noted.emit()

    def _list_stories(self, data: TableData) -> None:
        """The stories that there are rows of, to choose one of several."""
        titles = dict(zip(data.texts("story_id"), data.texts("story"), strict=True)) if len(data) else {}
        chosen = self.story.currentData()
        if not titles and chosen:  # a kind of which the story has no row
            return
        self.story.blockSignals(True)
        self.story.clear()
        self.story.addItem(ALL_STORIES, "")
        for story_id, title in titles.items():
            self.story.addItem(visible(title or story_id), story_id)
        self.story.setCurrentIndex(max(self.story.findData(chosen), 0))
        self.story.blockSignals(False)
        self.story.setVisible(len(titles) > 1)

    def _say_stopped(self) -> None:
        self.message.say("Stopped", "Outlets were not compared.", "Compare", self.resume)
        self._turn(self.message)

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Coverage could not be compared", failure.message, "Try again", self.refresh)
        self._turn(self.message)

    def _turn(self, page: QWidget) -> None:
        """Show the table, or why there is none."""
        self.stack.setCurrentWidget(page)
        self._foot.setVisible(page is self.table)

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        data = answer.table
        if not len(data):
            self._say_nothing(answer)
            self._turn(self.message)
            return
        words, wanted = self.filter.text().casefold().split(), str(self.story.currentData() or "")
        names, stories, ids = data.texts("name"), data.texts("story"), data.texts("story_id")
        rows = [
            n
            for n in range(len(data))
            if wanted in ("", ids[n]) and all(word in f"{names[n]} {stories[n]}".casefold() for word in words)
        ]
        if not rows:
            self.message.say(
                "No row fits", f"None of {len(data):,} rows fits the filter.", "Clear filter", self._clear_filter
            )
            self._turn(self.message)
            return
        shown = TableData(data.names, tuple(tuple(column[n] for n in rows) for column in data.columns))
        every = (name.removeprefix(_OUTLET) for name in data.names if name.startswith(_OUTLET))
        # outlets without an article of any story on show would be columns of dashes
        outlets = [outlet for outlet in every if max(map(_number, shown.column(f"{_OUTLET}{outlet}"))) >= 0]
        extra: dict[str, tuple[Cell, ...]] = {
            "kind words": tuple(KIND_WORDS.get(kind, kind) for kind in shown.texts("kind")),
            "covered of": tuple(
                f"{covered} of {of}"
                for covered, of in zip(shown.column("covered"), shown.column("outlets"), strict=True)
            ),
        }
        for outlet in outlets:
            counts, of = (map(_number, shown.column(f"{name}:{outlet}")) for name in ("outlet", "of"))
            extra[f"{CELL}{outlet}"] = tuple(map(cell_text, counts, of, shown.texts(f"place:{outlet}")))
        shown = TableData((*shown.names, *extra), (*shown.columns, *extra.values()))
        self.table.show_table(shown, self._columns(outlets, many_stories=len(set(shown.texts("story_id"))) > 1))
        self._turn(self.table)
        self._point(None)
        self._select()

    def _select(self) -> None:
        """Choose the row of what is highlighted, wherever that was done."""
        data, focus = self.table.table_model.table, self.desk.state.focus
        if self._answer is None or not len(data):
            return
        wanted = row_of_subject(focus)
        ids = data.texts("group_id")
        chosen = self.table.cell
        if chosen is not None and ids[chosen[0]] == wanted:
            return  # the cell that was chosen keeps its frame
        if wanted or not self.table.hasFocus():
            self.table.select_source_row(ids.index(wanted) if wanted in ids else None)

    @staticmethod
    def _columns(outlets: list[str], *, many_stories: bool) -> list[Column]:
        columns = [
            Column("kind words", "Kind", width=54),
            Column("name", "What", width=170, stretch=True),
            Column("covered of", "Outlets", "Outlets that have it, of those with an article of the story", width=58),
        ]
        if many_stories:
            columns.insert(2, Column("story", "Story", width=100))
        # an outlet that is not known comes last, as everywhere
        for outlet in sorted(outlets, key=lambda name: name == ""):
            title = outlet or UNKNOWN_OUTLET
            columns.append(Column(f"{CELL}{outlet}", title, title, kind="heat", outlet=outlet, width=98))
        return columns

    def _say_nothing(self, answer: PaneTable) -> None:
        if answer.covered < answer.in_scope and not self.desk.stopped:
            self.message.say(
                "Names and quotes are still being found",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The table fills by itself.",
            )
        elif self.settings().covered_by or self.settings().covered:
            self.message.say("No such row", "Nothing is covered like that.", "Show all rows", self._show_all)
        else:
            self.message.say(
                "No story has articles of two outlets",
                "What is left out is looked for within a story. Put articles into one story, or widen the scope.",
            )

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.story.setCurrentIndex(0)

    def _show_all(self) -> None:
        self.kind.setCurrentIndex(0)
        self.which.setCurrentIndex(0)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        """A cell stands for the row in that outlet, the rest of the row for it anywhere."""
        cells, cell = self.table.table_model.table.row(row), self.table.cell
        self._point(cell)
        if cell is None:
            self.desk.highlight(subject(cells), origin=self._origin)
            return
        outlet = cell[1]
        if int(cells[f"{_OUTLET}{outlet}"] or 0) > 0:
            self.desk.highlight(subject(cells, outlet or UNKNOWN_OUTLET), origin=self._origin)
        else:
            self.show_cell()

    def _point(self, cell: tuple[int, str] | None) -> None:
        """Say below the table what a cell stands for."""
        self._cell = cell
        if cell is None:
            self.nearest.set_text(_HOW)
            self.show_button.hide()
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
    return subject_of_row(str(cells["group_id"]), outlet)


def _number(cell: Cell) -> int:
    return int(cell or 0)


def _place(cells: dict[str, Cell], outlet: str) -> Span | None:
    document, start, end = (cells[f"{name}:{outlet}"] for name in ("document", "start", "end"))
    if not document or int(start or -1) < 0 or int(end or -1) <= int(start or 0):
        return None
    return Span(str(document), int(start or 0), int(end or 0))
