"""Groups of passages that outlets share: the list, the chosen group with its differences, and what a person decides of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.passage_decisions import changes_for_join, changes_for_split
from workbench.domain.spans import Span
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import make_filter
from workbench.ui.plain_text import ElidedLabel, tool_tip
from workbench.ui.widgets.choice_box import ChoiceBox
from workbench.ui.widgets.data_table import Column
from workbench.ui.widgets.flow_layout import FlowLayout
from workbench.ui.widgets.long_answer import LongAnswer
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.passage_marks import OUTLET_NAMES, GroupList
from workbench.ui.widgets.passage_text import LEGEND, PassageText
from workbench.workspace import passage_tasks
from workbench.workspace.messages import PaneTable
from workbench.workspace.passage_messages import PassageGroup

KINDS: Final = (
    ("All kinds", ""),
    ("Contradictions", "contradiction"),
    ("Same quote", "same-quote"),
    ("Same fact", "same-fact"),
)
KIND_WORDS: Final = {"contradiction": "differs", "same-quote": "quote", "same-fact": "fact"}
_HEADINGS: Final = {"contradiction": "Contradiction", "same-quote": "Same quote", "same-fact": "Same fact"}
MOST_BESIDE: Final = 4
"""Articles that the Reader shows side by side."""


class PassageGroups(LongAnswer):
    """The list of groups at the left, the chosen group at the right, or one above the other where it is narrow."""

    def __init__(self, desk: Desk, origin: str) -> None:
        super().__init__(desk, "pane passages")
        self._origin = origin
        self._group: PassageGroup | None = None
        self._group_asked: object = None
        self._base = ""
        self._marked = ""
        """The group that is to be joined with another one."""
        head = QWidget(self)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = FlowLayout(head, margin=4, spacing=6)
        self.kind = ChoiceBox("Kind of groups listed", head)
        self.kind.addItems([words for words, _ in KINDS])
        self.kind.currentIndexChanged.connect(self._apply_filter)
        self.filter = QLineEdit(head)
        make_filter(self.filter, "Filter passages")
        self.filter.setMinimumWidth(80)
        self.filter.textChanged.connect(self._apply_filter)
        row.addWidget(self.kind)
        row.addWidget(self.filter)
        self.table = GroupList(desk, "Groups of passages")
        self.table.row_chosen.connect(self._on_row)
        self.message = MessagePanel()
        self._list = QStackedWidget()
        self._list.addWidget(self.message)
        self._list.addWidget(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._list, 1)
        self.text = PassageText(desk)
        self.text.member_chosen.connect(self._on_member)
        self.text.member_opened.connect(self._on_member)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self._build_right())
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([1000, 1000])  # halves, however wide it is
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        for key, slot in (("Del", self.take_out), ("J", self.join), ("B", self.compare_with)):
            QShortcut(QKeySequence(key), self._right, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._show_group(None)

    def _build_right(self) -> QWidget:
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(self._right)
        head.setObjectName("SubHeader")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        row = FlowLayout(head, margin=4, spacing=2)  # what the passages have in common stands above them in the text
        self.beside_button = link_button("Side by side", "Read these articles side by side", self.read_beside)
        self.base_button = link_button("Compare", "Compare the others with the chosen passage (B)", self.compare_with)
        self.out_button = link_button(
            "Take out", "The chosen passage does not belong to this group (Delete)", self.take_out
        )
        self.join_button = link_button("Join…", "Put this group and another one together (J)", self.join)
        for button in (self.beside_button, self.base_button, self.out_button, self.join_button):
            row.addWidget(button)
        self._empty = MessagePanel()
        self._shown = QStackedWidget()
        self._shown.addWidget(self._empty)
        self._shown.addWidget(self.text)
        self._head = head
        self.without = ElidedLabel("", self._right, name="PaneNote")
        self.without.setContentsMargins(12, 3, 12, 3)
        column.addWidget(head)
        column.addWidget(self._shown, 1)
        column.addWidget(self.without)
        return self._right

    @property
    def group(self) -> PassageGroup | None:
        """The group on show."""
        return self._group

    # -- refreshing --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the groups when what is counted or decided differs, and for the one in focus."""
        asked = (self.desk.coded, self.desk.options)
        if asked != self._asked and not self.is_stopped:
            self._asked = asked
            if self._answer is None:
                self.message.say("Comparing passages …", "Sentences of the outlets of each story are compared.")
            state = replace(self.desk.state, focus=Focus())
            self._ask_table("passage_list", state, self.desk.options, self._show, self._failed)
        self._ask_group()

    def apply_theme(self) -> None:
        """Draw in other colours."""
        if self._group is not None:
            self._show_group(self._group)

    def _ask_group(self) -> None:
        group_id = self.desk.state.focus.group
        if not group_id.startswith("passage:"):
            if not self.desk.state.focus.group and self._group is None:
                self._show_group(None)
            return
        asked = (group_id, self._base, self.desk.coded)
        if asked == self._group_asked:
            self._point()
            return
        self._group_asked = asked
        self.desk.ask(
            passage_tasks.passage_group,
            group_id,
            self._base,
            replace(self.desk.state, focus=Focus()),
            self.desk.options,
            key="pane passage group",
            done=self._show_group,
            lane="passages",
        )

    def _show(self, answer: PaneTable) -> None:
        self.notes = answer.table.notes
        self._apply_filter()
        self.noted.emit()

    def _say_stopped(self) -> None:
        self.message.say("Stopped", "Passages were not compared.", "Compare", self.resume)
        self._list.setCurrentWidget(self.message)

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Passages could not be compared", failure.message, "Try again", self.refresh)
        self._list.setCurrentWidget(self.message)

    def _apply_filter(self) -> None:
        answer = self._answer
        if answer is None:
            return
        data = answer.table
        if not len(data):
            self._say_nothing(answer)
            self._list.setCurrentWidget(self.message)
            return
        kind, words = KINDS[max(self.kind.currentIndex(), 0)][1], self.filter.text().casefold().split()
        kinds, texts, stories = data.texts("kind"), data.texts("text"), data.texts("story")
        rows = [
            n
            for n in range(len(data))
            if kind in ("", kinds[n]) and all(word in f"{texts[n]} {stories[n]}".casefold() for word in words)
        ]
        if not rows:
            self.message.say("No group fits", f"None of {len(data):,} groups fits.", "Show all", self._clear)
            self._list.setCurrentWidget(self.message)
            return
        outlets = data.texts("outlets")
        shown = TableData(
            (*data.names, "kind words", OUTLET_NAMES),
            (
                *(tuple(column[n] for n in rows) for column in data.columns),
                tuple(KIND_WORDS.get(kinds[n], kinds[n]) for n in rows),
                tuple(outlets[n].replace("\n", ", ") or UNKNOWN_OUTLET for n in rows),
            ),
        )
        many = len(set(stories)) > 1
        self.table.show_table(shown, _columns(many_stories=many))
        self._list.setCurrentWidget(self.table)
        self._select()

    def _say_nothing(self, answer: PaneTable) -> None:
        if answer.covered < answer.in_scope and not self.desk.stopped:
            self.message.say(
                "Sentences are still being found",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The list fills by itself.",
            )
        elif any("nothing to compare" in note for note in answer.table.notes):
            self.message.say(
                "No story has articles of two outlets",
                "Passages are compared within a story. Put articles into one story (Articles, by story), or widen the scope.",
            )
        else:
            self.message.say("No passages alike", "No two outlets say the same in the articles that are counted.")

    def _show_group(self, group: PassageGroup | None) -> None:
        self._group = group if group is not None and group.members else None
        shown = self._group
        self._head.setVisible(shown is not None)
        self.without.setVisible(shown is not None and bool(shown.outlets_without))
        if shown is None:
            gone = group is not None
            self._empty.say(
                "This group is not there any more" if gone else "Choose a group",
                "Choose another one in the list."
                if gone
                else "Its passages stand here, with what differs word by word.",
            )
            self._shown.setCurrentWidget(self._empty)
            return
        self._shown.setCurrentWidget(self.text)
        kind = _HEADINGS.get(shown.kind, shown.kind)
        self.text.setToolTip(tool_tip(LEGEND))
        missing = ", ".join(outlet or UNKNOWN_OUTLET for outlet in shown.outlets_without)
        self.without.set_text(f"Not in {missing}" if missing else "")
        self.text.show_group(shown, f"{kind}: {shown.reason}" if shown.reason else kind)
        self.join_button.setText("Join with marked" if self._marked not in ("", shown.group_id) else "Join…")
        self.out_button.setEnabled(len(shown.members) > 1)
        self._point()

    def _point(self) -> None:
        """Put the cursor on the passage in focus."""
        passage, group = self.desk.state.focus.passage, self._group
        if passage is not None and group is not None:
            for number, member in enumerate(group.members):
                if (member.document_id, member.start) == (passage.document_id, passage.start):
                    self.text.show_member(number)

    def _select(self) -> None:
        data = self.table.table_model.table
        if not len(data):
            return
        ids = data.texts("group_id")
        wanted = self.desk.state.focus.group
        self.table.select_source_row(ids.index(wanted) if wanted in ids else None)

    # -- what a person does ------------------------------------------------------------------------------------------

    def _on_row(self, row: int) -> None:
        self._base = ""
        self.desk.highlight(Focus(group=self.table.table_model.table.texts("group_id")[row]), origin=self._origin)
        self._ask_group()

    def _on_member(self, number: int) -> None:
        group = self._group
        if group is not None:
            member = group.members[number]
            passage = Span(member.document_id, member.start, member.end)
            self.desk.highlight(Focus(group=group.group_id, passage=passage), origin=self._origin)

    def read_beside(self) -> None:
        """Show the articles of the group side by side, one of each outlet first."""
        if self._group is None:
            return
        by_outlet = dict.fromkeys(member.outlet for member in self._group.members)
        first = [next(m.document_id for m in self._group.members if m.outlet == outlet) for outlet in by_outlet]
        others = [member.document_id for member in self._group.members]
        self.desk.read_requested.emit(tuple(dict.fromkeys((*first, *others)))[:MOST_BESIDE])

    def compare_with(self) -> None:
        """Compare the others with the passage that has the cursor."""
        number = self.text.current
        if self._group is not None and number is not None:
            self._base = self._group.members[number].document_id
            self._ask_group()

    def take_out(self) -> None:
        """Take the passage that has the cursor out of its group, as one undoable step."""
        number = self.text.current
        if self._group is None or number is None:
            return
        member = self._group.members[number]
        place = Span(member.document_id, member.start, member.end)
        self.desk.decide(
            changes_for_split([place]), f"Take a passage of {member.outlet or UNKNOWN_OUTLET} out of its group"
        )

    def join(self) -> None:
        """Mark this group, or put it and the marked one together, as one undoable step."""
        group = self._group
        if group is None:
            return
        if self._marked in ("", group.group_id):
            self._marked = group.group_id
            self._marked_place = Span(group.members[0].document_id, group.members[0].start, group.members[0].end)
            self._marked_story = group.story_id
            self.desk.said.emit("Marked. Choose the other group, and press J or Join with marked.")
            return
        if group.story_id != self._marked_story:
            self.desk.said.emit("Only groups of one story can be joined.")
            return
        first = group.members[0]
        place = Span(first.document_id, first.start, first.end)
        self._marked = ""
        self.desk.decide(changes_for_join([self._marked_place, place]), "Join two groups of passages")

    def _clear(self) -> None:
        self.kind.setCurrentIndex(0)
        self.filter.clear()


def _columns(*, many_stories: bool) -> list[Column]:
    columns = [
        Column("kind words", "Kind", tip_key="reason", width=56),
        Column("text", "Passage", width=120, stretch=True),
        Column(OUTLET_NAMES, "Outlets", width=62),
        Column("members", "Times", "Passages in the group", kind="number", width=52),
    ]
    if many_stories:
        columns.append(Column("story", "Story", width=110))
    return columns
