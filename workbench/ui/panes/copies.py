"""Copies: articles that are the same text twice or share a good part of it, and whether copied text is counted once."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.copy_choices import OWN, REPRESENTATIVE, change_for_copy
from workbench.domain.decisions import Json, Key
from workbench.domain.focus import Focus
from workbench.domain.scope import Copies as Counting
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.domain.table_data import Cell, TableData
from workbench.session.store import Command
from workbench.ui.desk import CORPUS, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.widgets.copy_comparison import LEGEND, CopyComparisonView
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.segments import segments
from workbench.workspace import copy_tasks
from workbench.workspace.copy_messages import CopyComparison, CopyList, CopySide

_COLUMNS: Final = (
    Column("kind", "Kind", "Duplicates share most of their text; shared copy is a smaller part", width=92),
    Column("share", "% shared", "Share of the first article’s 5-word shingles that the other has too", "number", width=60),
    Column("share_2", "% of other", "Share of the other article’s 5-word shingles that the first has too", "number", width=66),
    Column("outlet", "Outlet", "The article whose text is counted when copies are counted once", "outlet", width=98),
    Column("title", "Article", "The article whose text is counted when copies are counted once", width=146),
    Column("outlet_2", "Outlet", "The other article", "outlet", width=98),
    Column("title_2", "Other article", "The other article", width=146),
    Column("words", "Words", "Words of the first article that stand in the other", "number", width=50),
    Column("first", "Was first", "The outlet whose article is surely earlier; empty when the dates do not say", width=98),
    Column("agency", "Agency", "News agency, by a credit or by text shared with a credited article", width=76),
    Column("date", "Date", "Date of the first article", width=82),
    Column("date_2", "Date of other", "Date of the other article", width=90),
    Column("copies", "Group", "Articles in the group of duplicates", "number", width=50),
)  # fmt: skip

_KINDS: Final = {"duplicate": "Duplicate", "shared_copy": "Shared copy"}
_FILTERS: Final = (("All pairs", ""), ("Duplicates", "duplicate"), ("Shared copy", "shared_copy"))
_ROOM_FOR_BOTH: Final = 1080
"""Pixels of pane, at a text size of 10 points, from which the list and the two articles stand side by side."""
_SHORT: Final = 1 / 3
"""Share of the pane's height up to which a list stands above the two articles, not beside them."""
_LONGEST_TITLE: Final = 40
"""Characters of a title in the name of a step."""
_LOWER: Final = 5
"""Percent that an empty list offers to look with."""


class Copies(Pane):
    """The list of pairs, and the two articles of one of them."""

    name: ClassVar[str] = "copies"
    title: ClassVar[str] = "Copies"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._asked: object = None
        self._answered: object = None
        """What was counted when the answer on show was asked for."""
        self._wanted = ""
        """The article whose copies are shown as soon as it is known which pairs there are, by document id."""
        self._theme = desk.theme
        self._answer: CopyList | None = None
        self._rows: list[int] = []
        self._pair: tuple[str, str] | None = None
        """The pair on show, by document ids."""
        self._reading = False
        """Whether the two articles are on show where there is no room for the list beside them."""
        self._above = 0
        """Pixels of a list that stands above the articles; 0 where it stands beside them."""
        self.counting = segments(
            self.header,
            (
                ("count each time", "Count copied text in every article that has it"),
                ("count once", "Count copied text once: of duplicates one article, shared text in the earlier one"),
            ),
        )
        self.counting.idClicked.connect(lambda number: self._count(Counting.ONCE if number else Counting.ALL))
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("copies"), optional=True)
        self.kind = QComboBox(self)
        for words, kind in _FILTERS:
            self.kind.addItem(words, kind)
        self.kind.setAccessibleName("Kind of copies listed")
        self.kind.currentIndexChanged.connect(self._apply_filter)
        self.duplicate = self._share_field("Duplicates from", "duplicate_share")
        self.shared = self._share_field("Shared copy from", "shared_share")
        self._settings = QWidget(self)
        self._settings.setObjectName("SubHeader")
        self._settings.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = FlowLayout(self._settings, margin=4, spacing=6)
        row.addWidget(self.kind)
        for words, field in (("Duplicates from", self.duplicate), ("Shared copy from", self.shared)):
            together = QWidget(self._settings)  # so that a word and its field never part at the end of a line
            line = QHBoxLayout(together)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            label = PlainLabel(words, together, name="Muted")
            label.setBuddy(field)
            line.addWidget(label)
            line.addWidget(field)
            row.addWidget(together)
        self.table = DataTable(desk, "Pairs of copies")
        self.table.row_chosen.connect(self._on_row)
        self.comparison = CopyComparisonView(desk)
        self.comparison.back_wanted.connect(self.show_list)
        self.comparison.representative_wanted.connect(self._represent)
        self.comparison.own_wanted.connect(self._own)
        self._message = MessagePanel()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._settings)
        column.addWidget(self._stack, 1)
        self._left = left
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        for number, widget in enumerate((left, self.comparison)):
            self._split.addWidget(widget)
            self._split.setStretchFactor(number, 1)
        self.body.addWidget(self._split, 1)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self._message.say("Nothing open", "Open articles to look for copies among them.")
        self._arrange()
        self._show_scope()

    def exportable(self) -> Exportable:
        """What Export offers: all pairs as they were measured."""
        return Exportable(
            "Copies",
            table="duplicates",
            text=self.table.as_text,
            available=self._answer is not None and len(self._answer.pairs) > 0,
        )

    def show_article(self, document_id: str) -> None:
        """Come to the front and show an article beside the one that it shares most with."""
        self._wanted = document_id
        self.desk.show_pane.emit(self.name)
        self.come_to_front(True)  # Qt tells it only when the docks are laid out anew
        if self._answered == self.desk.counted or self.header.is_pinned:
            self._show_wanted()

    # -- refreshing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the pairs when what is counted changed."""
        self._show_scope()
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self.table.viewport().update()
            self.comparison.apply_theme()
        if self._asked == self.desk.counted:
            return
        asked = self._asked = self.desk.counted
        revision, state = self.desk.revision, self.desk.state

        def done(answer: CopyList) -> None:
            self._answered = asked
            self._show(answer)
            if answer.pairs.names:  # else nobody looked for copies yet
                self.desk.found_copies(revision, state)

        if self._answer is None or not self._answer.pairs.names:
            self._message.say("Looking for copies …", "Every article is compared with every other one.")
        self.desk.ask(
            copy_tasks.copy_list,
            replace(state, focus=Focus()),
            key="pane copies",
            done=done,
        )
        self._ask_comparison()

    def show_list(self) -> None:
        """Show the list again, where it is not on show beside the articles."""
        self._reading = False
        self._arrange()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show list and articles side by side where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self, answer: CopyList) -> None:
        self._answer = answer
        self._apply_filter()
        self._show_wanted()
        if answer.pairs.names:
            self.desk.refresh_overview()  # lists mark the copies that were found meanwhile

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        data = answer.pairs
        wanted = str(self.kind.currentData() or "")
        kinds = data.texts("kind") if data.names else []
        self._rows = [n for n, kind in enumerate(kinds) if wanted in ("", kind)]
        if self._rows:
            self.table.show_table(_worded(data, self._rows), _COLUMNS)
            self._stack.setCurrentWidget(self.table)
            self._select()
        else:
            self._say_nothing(answer)
            self._stack.setCurrentWidget(self._message)
        self._arrange()

    def _say_nothing(self, answer: CopyList) -> None:
        """Why there is no list, what was compared, and the next step."""
        scope = self.desk.state.scope
        if not answer.pairs.names:
            self._message.say("Indexing words …", "Copies are looked for as soon as the words are indexed.")
            return
        if answer.compared < 2:
            self._message.say("Nothing to compare", "Copies need at least two articles. Add more articles.")
            return
        if len(answer.pairs):
            self._message.say(
                f"No {self.kind.currentText().lower()}",
                f"{_many(answer.listed, 'pair')} of another kind {'was' if answer.listed == 1 else 'were'} found.",
                "Show all pairs",
                lambda: self.kind.setCurrentIndex(0),
            )
            return
        in_scope = self.desk.overview.in_scope if self.desk.overview else answer.compared
        among = f"None of the {in_scope:,} in the scope" if in_scope != answer.compared else "None"
        what = (
            f"{_many(answer.compared, 'article')} compared. {among} has {_percent(scope.shared_share)} or more of its text "
            "in another."
        )
        if scope.shared_share > _LOWER / 100:
            self._message.say(
                "No copies found",
                what,
                f"Look for shared copy from {_LOWER} %",
                lambda: self._set_share("shared_share", "Shared copy from", _LOWER),
            )
        else:
            self._message.say("No copies found", what)

    def _arrange(self) -> None:
        """The list, the two articles, or both, and the sentences below."""
        compared = self.comparison.shown is not None
        both = self.width() >= self.table.pixels(_ROOM_FOR_BOTH)
        self._left.setVisible(both or not (self._reading and compared))
        appears = both and compared and self.comparison.isHidden()
        self.comparison.setVisible(compared and (both or self._reading))
        self._share_room(anew=appears)
        self.comparison.back.setVisible(not both)
        sentences = []
        if self._answer is not None and not self._left.isHidden():
            sentences = [self._summary(self._answer), *self._answer.pairs.notes]
        if not self.comparison.isHidden():
            sentences.append(LEGEND)
        self.set_note(*sentences)

    def _share_room(self, *, anew: bool) -> None:
        """A long list stands beside the articles; above a short one there would be room that shows nothing."""
        needed = self._height_of_list()
        above = 0 < needed <= self.height() * _SHORT
        before = self._above
        self._above = needed if above else 0
        if not anew and self._above == before:
            return  # as a person may have moved it
        self._split.setOrientation(Qt.Orientation.Vertical if above else Qt.Orientation.Horizontal)
        self._split.setStretchFactor(0, 0 if above else 1)
        if above:
            self._split.setSizes([needed, max(self.height() - needed, 1)])
        else:
            self._split.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])

    def _height_of_list(self) -> int:
        """Pixels in which the whole list stands, with what is above it; 0 while there is no list."""
        if not self._rows:
            return 0
        settings = max(self._settings.heightForWidth(self.width()), self._settings.minimumSizeHint().height())
        header, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        return settings + header.sizeHint().height() + len(self._rows) * rows.defaultSectionSize() + bar + 4

    def _summary(self, answer: CopyList) -> str:
        """What the pairs mean for the counts."""
        if not answer.pairs.names or not len(answer.pairs):
            return ""
        shown = len(answer.pairs)
        more = f"The {shown:,} that share most of {answer.listed:,} pairs." if shown < answer.listed else ""
        verb = "are left out" if self.desk.state.scope.copies is Counting.ONCE else "would be left out if counted once"
        share = answer.words_left_out / answer.words if answer.words else 0.0
        counts = (
            f"{_many(answer.left_out, 'article')} and parts of {_many(answer.shortened, 'other')} {verb}: "
            f"{answer.words_left_out:,} of {answer.words:,} words ({share * 100:.1f} %)."
        )
        return " ".join(part for part in (counts, more) if part)

    def _show_scope(self) -> None:
        scope = self.desk.state.scope
        button = self.counting.button(1 if scope.copies is Counting.ONCE else 0)
        if button is not None:
            button.setChecked(True)
        for field, value in ((self.duplicate, scope.duplicate_share), (self.shared, scope.shared_share)):
            field.blockSignals(True)
            field.setValue(round(value * 100))
            field.blockSignals(False)

    # -- one pair --------------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        cells = self._cells(row)
        self._pair = (str(cells["document_id"]), str(cells["document_id_2"]))
        self._reading = True
        self._ask_comparison()

    def _show_wanted(self) -> None:
        """Choose the strongest pair of the article that is wanted, when pairs are known."""
        if not self._wanted or self._answer is None or not self._answer.pairs.names:
            return
        wanted, self._wanted = self._wanted, ""
        pairs = zip(self._answer.pairs.texts("document_id"), self._answer.pairs.texts("document_id_2"), strict=True)
        pair = next((pair for pair in pairs if wanted in pair), None)  # duplicates and what shares most come first
        if pair is None:
            self.show_list()
            self.desk.said.emit("None of the articles that are counted shares enough text with this one.")
            return
        self._pair, self._reading = pair, True
        if self.kind.currentData():
            self.kind.setCurrentIndex(0)  # the pair may be of another kind
        self._select()
        self.table.setFocus()
        self._ask_comparison()

    def _cells(self, row: int) -> dict[str, Cell]:
        return self._answer.pairs.row(self._rows[row]) if self._answer is not None else {}

    def _ask_comparison(self) -> None:
        if self._pair is None:
            return
        self.desk.ask(
            copy_tasks.copy_comparison,
            *self._pair,
            replace(self.desk.state, focus=Focus()),
            key="pane copies pair",
            done=self._show_pair,
            failed=lambda _: self._forget_pair(),  # an article of it was taken away; the list says what there is now
        )

    def _show_pair(self, answer: CopyComparison) -> None:
        had_keys = self.table.hasFocus()
        self.comparison.show_comparison(answer)
        self._arrange()
        if had_keys and not self.table.isVisible():
            self.comparison.left.text.setFocus()

    def _forget_pair(self) -> None:
        self._pair, self._reading = None, False
        self.comparison.show_nothing()
        self._arrange()

    def _select(self) -> None:
        row = None
        if self._pair is not None and self._answer is not None:
            ids = zip(self._answer.pairs.texts("document_id"), self._answer.pairs.texts("document_id_2"), strict=True)
            pairs = [frozenset(pair) for pair in ids]
            row = next((n for n, place in enumerate(self._rows) if pairs[place] == frozenset(self._pair)), None)
        self.table.select_source_row(row)

    # -- gestures --------------------------------------------------------------------------------------------------

    def _count(self, counting: Counting) -> None:
        if counting is not self.desk.state.scope.copies:
            label = "Count copies once" if counting is Counting.ONCE else "Count copies each time"
            self.desk.narrow(lambda scope: replace(scope, copies=counting), label, origin=self.name)

    def _share_field(self, words: str, field: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(1, 100)
        box.setSuffix(" %")
        box.setSingleStep(5)
        box.setKeyboardTracking(False)
        box.setAccessibleName(f"{words}, percent")
        tip = (
            "Two articles are duplicates when one has at least this share of its 5-word shingles in the other, and the "
            "other at least half of it."
            if field == "duplicate_share"
            else "Two articles share copy when one has at least this share of its 5-word shingles in the other."
        )
        box.lineEdit().setAccessibleName(f"{words}, percent")
        box.setToolTip(tool_tip(tip))
        box.editingFinished.connect(lambda: self._after_typing(box))
        box.valueChanged.connect(lambda value: self._set_share(field, words, value))
        return box

    def _after_typing(self, box: QSpinBox) -> None:
        """Enter ends typing, so that Ctrl+Z undoes the step and not the typing."""
        if box.hasFocus():
            (self.table if self.table.isVisible() else self.kind).setFocus()

    def _set_share(self, field: str, words: str, percent: int) -> None:
        def changed(scope: Scope) -> Scope:
            if field == "duplicate_share":
                return replace(scope, duplicate_share=percent / 100)
            return replace(scope, shared_share=percent / 100)

        def change(state: State) -> State:
            return replace(state, scope=changed(state.scope))

        # clicking the arrows again and again is one step of undo
        self.desk.store.do(Command(f"{words} {percent} %", change, merge_key=field), origin=self.name)

    def _represent(self, document: str, on: bool) -> None:
        """Make an article stand for its copies. Others of its group that were chosen are chosen no more."""
        changes: dict[Key, Json | None] = dict(change_for_copy(document, REPRESENTATIVE if on else None))
        side = self._side(document)
        if on and side is not None:
            for other in side.also_chosen:
                changes |= change_for_copy(other, None)
        label = (
            f"‘{self._title(document)}’ stands for its copies" if on else "Let the rule choose what stands for copies"
        )
        self.desk.decide(changes, label, origin=self.name)

    def _own(self, document: str, on: bool) -> None:
        title = self._title(document)
        label = f"‘{title}’ is no copy" if on else f"‘{title}’ may be a copy again"
        self.desk.decide(change_for_copy(document, OWN if on else None), label, origin=self.name)

    def _title(self, document: str) -> str:
        side = self._side(document)
        title = side.title if side is not None else document
        return visible(title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…")

    def _side(self, document: str) -> CopySide | None:
        shown = self.comparison.shown
        sides = (shown.left, shown.right) if shown is not None else ()
        return next((side for side in sides if side.document_id == document), None)


def _worded(data: TableData, rows: list[int]) -> TableData:
    """Some rows, with the kind in words; articles that are in no group have a dash there."""
    columns = []
    for name, column in zip(data.names, data.columns, strict=True):
        cells = [column[n] for n in rows]
        if name == "kind":
            cells = [_KINDS.get(str(cell), cell) for cell in cells]
        elif name == "copies":
            cells = [cell or None for cell in cells]
        columns.append(tuple(cells))
    return TableData(data.names, tuple(columns), data.notes)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
