"""Saved searches and groups: a list of them, and one to be changed, checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.decisions import Json, Key
from workbench.domain.state import State
from workbench.domain.term_groups import (
    LONGEST_NAME,
    LONGEST_SEARCH,
    MOST_SEARCHES,
    TermGroup,
    changes_for_group,
    changes_for_new_name,
    reference,
    searches_of,
    term_groups_in,
    tidy_name,
)
from workbench.ui.desk import CORPUS, DECISIONS, SCOPE, Desk
from workbench.ui.dialogs.dialog_parts import FieldDialog, make_button, resize_within
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.code_points import CodePointMap, for_qt
from workbench.workspace import word_pair_tasks
from workbench.workspace.word_pair_tasks import SearchCount

_RESTS_MS: Final = 250
"""Searches are counted when typing has rested this long."""
_KEY: Final = "term group searches"
_LISTED: Final = 200
"""Searches whose counts are listed."""


class TermGroupsDialog(FieldDialog):
    """Groups on the left, the chosen one on the right: its name, and its searches, one in a line.

    Args:
        desk: keeps what is decided, and asks how often searches stand.
        use: searches for a group.
        offered: searches to begin a new group with.
        parent: the window.
    """

    def __init__(
        self, desk: Desk, use: Callable[[str], object], *, offered: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._use = use
        self._editing = ""
        """The name of the group that is changed; empty for a new one."""
        self._counts: dict[str, SearchCount] = {}
        self._waits = False
        """Whether Save was pressed before the searches were looked at."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Saved searches and groups")
        self.setAccessibleName("Saved searches and groups")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Saved searches and groups")
        self.list.currentRowChanged.connect(self._on_row)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name of the group")
        self.name.setPlaceholderText("Name, e.g. war words")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._on_typed)
        self.searches = QPlainTextEdit(self)
        self.searches.setAccessibleName("Searches of the group, one in a line")
        self.searches.setPlaceholderText("One search in a line, e.g.\nwar\nconflict*\nmilitary NEAR/3 operation")
        self.searches.setTabChangesFocus(True)
        self.searches.textChanged.connect(self._on_typed)
        self.found = PlainLabel("", self, name="Muted", wrap=True)
        self.found.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.new = self._button("New", "Begin a new group", self._begin_new)
        self.delete = self._button("Delete", "Delete the chosen group; Undo brings it back", self.remove)
        self.use = self._button("Search for it", "Search for the chosen group", self.search)
        self.save = self._button("Save", "Save the group", self.keep)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_RESTS_MS)
        self._timer.timeout.connect(self._count)
        self._build()
        desk.touched.connect(self._on_touched)
        resize_within(self, QSize(780, 520), parent)
        self._list()
        if offered or not self.groups:
            self.begin(offered)
        else:
            self.list.setCurrentRow(0)

    @property
    def groups(self) -> tuple[TermGroup, ...]:
        """All groups, in the order in which they were made."""
        return tuple(TermGroup(*pair) for pair in term_groups_in(self.desk.state.decisions).items())

    @property
    def group(self) -> TermGroup:
        """What the fields say."""
        return TermGroup(tidy_name(self.name.text()), searches_of(self.searches.toPlainText()))

    # -- gestures ----------------------------------------------------------------------------------------------------

    def begin(self, offered: str = "") -> None:
        """Begin a new group."""
        self._editing = ""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self._fill("", (offered,) if offered else ())
        self.name.setFocus()

    def _begin_new(self) -> None:
        self.begin()

    def show_group(self, name: str) -> None:
        """Choose a group."""
        names = [group.name for group in self.groups]
        if name in names:
            self.list.setCurrentRow(names.index(name))

    def keep(self) -> None:
        """Save what the fields say as one step, once all searches can be understood."""
        problem = self._problem()
        group = self.group
        if not problem and not {*group.searches} <= set(self._counts):
            self._waits = True
            self._count()
            return
        self._waits = False
        problem = problem or next(
            (f"{s}: {self._counts[s].problem}" for s in group.searches if self._counts[s].problem), ""
        )
        self._say(problem)
        if problem:
            return
        changes = self._changes(group)
        words = "Change" if self._editing else "Save"
        self._editing = group.name
        self.desk.decide(changes, f"{words} the searches of “{group.name}”")
        self.show_group(group.name)
        self._refresh()

    def remove(self) -> None:
        """Delete the chosen group: one step, which can be undone."""
        name = self._editing
        if name:
            row = self.list.currentRow()
            self._editing = ""
            self.desk.decide(changes_for_group(None, instead_of=name), f"Delete the searches of “{name}”")
            if self.list.count():
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
            else:
                self.begin()

    def search(self) -> None:
        """Search for the chosen group."""
        if self._editing:
            self._use(reference(self._editing))

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        self._timer.stop()
        self.desk.bridge.cancel(_KEY)
        self.desk.touched.disconnect(self._on_touched)
        super().done(result)

    # -- building ----------------------------------------------------------------------------------------------------

    def _button(self, words: str, name: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setText(visible(words))
        make_button(button, slot, name=name)
        return button

    def _build(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addWidget(self.delete)
        left.addLayout(row)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName("How often each search stands in what is counted")
        area.setWidget(self.found)
        right = QVBoxLayout()
        right.addWidget(self.name)
        right.addWidget(self.searches, 3)
        right.addWidget(area, 2)
        right.addWidget(self.problem)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.use)
        last.addWidget(self.save)
        close = QPushButton("Close", self)
        make_button(close, self.accept, name="Close saved searches and groups")
        last.addWidget(close)
        right.addLayout(last)
        both = QHBoxLayout()
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(
            PlainLabel(
                'A group stands for all of its searches and counts as one term: @name, or @"two words". A saved search is'
                " a group of one.",
                self,
                wrap=True,
            )
        )
        layout.addLayout(both, 1)

    # -- refreshing --------------------------------------------------------------------------------------------------

    def _on_touched(self, touched: frozenset[str]) -> None:
        if DECISIONS in touched:
            self._list()
        if touched & {CORPUS, SCOPE}:
            self._counts = {}
            self._timer.start()

    def _list(self) -> None:
        names = [group.name for group in self.groups]
        if [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())] == names:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for row, group in enumerate(self.groups):
            many = f"{len(group.searches):,} searches" if len(group.searches) > 1 else "1 search"
            self.list.addItem(visible(f"{reference(group.name)}  ({many})"))
            self.list.item(row).setData(Qt.ItemDataRole.UserRole, group.name)
        if self._editing in names:
            self.list.setCurrentRow(names.index(self._editing))
        self.list.blockSignals(False)
        if self._editing and self._editing not in names:  # taken away by Undo: what is typed stays, as a new group
            self._editing = ""
        self._refresh()

    def _on_row(self, row: int) -> None:
        groups = self.groups
        if 0 <= row < len(groups):
            self._editing = groups[row].name
            self._fill(groups[row].name, groups[row].searches)

    def _fill(self, name: str, searches: tuple[str, ...]) -> None:
        self.name.setText(for_qt(name))
        self.searches.setPlainText(for_qt("\n".join(searches)))
        self._on_typed()

    def _on_typed(self) -> None:
        self._waits = False
        self._timer.start()
        self._say("")
        self._show_counts()
        self._refresh()

    def _refresh(self) -> None:
        group = self.group
        kept = {one.name: one.searches for one in self.groups}
        differs = group.name != self._editing or kept.get(self._editing) != group.searches
        self.save.setEnabled(differs and bool(group.name or group.searches))
        self.use.setEnabled(bool(self._editing))
        self.delete.setEnabled(bool(self._editing))

    # -- looking at searches -----------------------------------------------------------------------------------------

    def _changes(self, group: TermGroup) -> dict[Key, Json | None]:
        changes: dict[Key, Json | None] = {}
        if self._editing and self._editing != group.name:
            changes |= changes_for_new_name(self._editing, group.name, self.groups)
        return changes | changes_for_group(group)

    def _state(self) -> State:
        """The state as if the group were saved, so that a group that names itself is found out."""
        state, group = self.desk.state, self.group
        if not group.name or not group.searches or self._problem():
            return state
        return replace(state, decisions=state.decisions.with_changes(self._changes(group)))

    def _count(self) -> None:
        self._timer.stop()
        group = self.group
        whole = (reference(group.name),) if group.name and not self._problem() else ()
        if group.searches:
            self.desk.ask(
                word_pair_tasks.count_searches, (*group.searches, *whole), self._state(), key=_KEY, done=self._take
            )

    def _take(self, counts: tuple[SearchCount, ...]) -> None:
        self._counts = {count.search: count for count in counts}
        self._show_counts()
        if self._waits:
            self.keep()

    def _show_counts(self) -> None:
        group = self.group
        lines, marks = [], []
        whole = self._counts.get(reference(group.name)) if group.name else None
        if whole is not None and not whole.problem and len(group.searches) > 1:
            lines.append(f"Together: {_found_words(whole)}")
        for search in group.searches[:_LISTED]:
            count = self._counts.get(search)
            if count is not None:
                lines.append(f"{search}: {count.problem or _found_words(count)}")
                if count.problem:
                    marks.append((search, count.problem_at))
        if len(group.searches) > _LISTED:
            lines.append(f"… and {len(group.searches) - _LISTED:,} more.")
        self.found.set_text("\n".join(lines))
        self._mark(marks)

    def _mark(self, wrong: list[tuple[str, int]]) -> None:
        """Underline what is wrong from its place to the end of its line."""
        text = self.searches.toPlainText()
        places = CodePointMap(text)
        selections = []
        begin = 0
        wrong_at = dict(wrong)
        for line in text.split("\n"):
            search = " ".join(line.split())
            if search in wrong_at:
                at = begin + (len(line) - len(line.lstrip())) + min(wrong_at[search], max(len(search) - 1, 0))
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.searches.document())
                cursor.setPosition(places.to_qt(min(at, begin + len(line))))
                cursor.setPosition(places.to_qt(begin + len(line)), QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                look.setUnderlineColor(QColor(self.desk.theme.danger))
                selection.cursor, selection.format = cursor, look
                selections.append(selection)
            begin += len(line) + 1
        self.searches.setExtraSelections(selections)

    def _problem(self) -> str:
        """What is missing or not allowed, before searches are looked at."""
        group = self.group
        if not group.name:
            return "A group needs a name. Type one."
        if not group.searches:
            return "A group needs a search. Type one in a line."
        others = {one.name.casefold() for one in self.groups if one.name != self._editing}
        if group.name.casefold() in others:
            return "There is a group of this name already. Choose another name."
        if len(group.searches) > MOST_SEARCHES or any(len(search) > LONGEST_SEARCH for search in group.searches):
            return f"A group can have {MOST_SEARCHES} searches of {LONGEST_SEARCH:,} characters. Make two groups of it."
        return ""

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.problem.setAccessibleName(visible(problem))


def _found_words(count: SearchCount) -> str:
    passages = f"{count.hits:,} {'passage' if count.hits == 1 else 'passages'}"
    return f"{passages} in {count.articles:,} {'article' if count.articles == 1 else 'articles'}"
