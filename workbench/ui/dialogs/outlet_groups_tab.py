"""The tab of groups: which group each outlet is in, by country, type, owner or whatever a person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.outlet_groups import tidy_grouping
from workbench.export.grouping_file import load_grouping, save_grouping
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.dialogs.dialog_parts import file_dialog, in_a_row, make_button, make_filter
from workbench.ui.dialogs.name_dialog import NameDialog, folded
from workbench.ui.dialogs.outlet_edits import OutletEdits
from workbench.ui.dialogs.outlet_parts import NameDelegate, NameTable, complete, make_name_line, tidy_name
from workbench.ui.plain_text import PlainLabel, tool_tip, visible
from workbench.ui.theme import Theme
from workbench.ui.widgets.titled_model import EditableModel, Index

OFFERED: Final = ("Country", "Type", "Owner")
"""Names of groupings that are offered. What is in them is for people to say."""
_UNKNOWN_NAMED: Final = 3
"""Names of a table that the corpus has not, and that are said before the rest is counted."""


class GroupPart(IntEnum):
    """The columns of the table."""

    OUTLET = 0
    ARTICLES = 1
    GROUP = 2


_TITLES: Final = ("Outlet", "Articles", "Group")


class GroupsModel(EditableModel):
    """The outlets with their groups as edited so far."""

    edited = Signal()
    """A group was typed into a cell."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(_TITLES, parent, editable=(GroupPart.GROUP,), right=(GroupPart.ARTICLES,))
        self._theme = theme
        self.edits: OutletEdits | None = None
        self.grouping = ""
        self._words: tuple[str, ...] = ()
        self._groups: dict[str, str] = {}
        self._rows: list[tuple[str, int]] = []
        self._order = (int(GroupPart.OUTLET), Qt.SortOrder.AscendingOrder)

    @property
    def known_groups(self) -> Sequence[str]:
        """Groups to complete with."""
        return self.edits.group_names(self.grouping) if self.edits is not None else ()

    def title(self, column: int) -> str:
        """The title of a column; that of the groups says which grouping it is."""
        return visible(self.grouping or "Group") if column == GroupPart.GROUP else super().title(column)

    def outlet(self, row: int) -> str:
        """The outlet in a row on the screen."""
        return self._rows[row][0]

    def row_of(self, outlet: str) -> int:
        """The row of an outlet, or -1."""
        return next((row for row, (shown, _) in enumerate(self._rows) if shown == outlet), -1)

    def show_grouping(self, edits: OutletEdits, grouping: str) -> None:
        """Show the groups of a grouping."""
        self.edits, self.grouping = edits, grouping
        self.choose()

    def filter(self, text: str) -> None:
        """Show the outlets whose name or group has these words."""
        self._words = tuple(text.casefold().split())
        self.choose()

    def refresh(self) -> None:
        """The groups are others; the rows stay where they are."""
        if self.edits is not None:
            self._groups = self.edits.groups(self.grouping)
        super().refresh()

    def set_group(self, rows: list[int], group: str) -> None:
        """Put the outlets of these rows into a group, or out of theirs."""
        if self.edits is not None and self.grouping:
            self.edits.set_group(self.grouping, [self.outlet(row) for row in rows], tidy_name(group))
            self.refresh()
            self.edited.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        self._order = (column, order)
        self.choose()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell for one role."""
        if not index.isValid():
            return None
        outlet, articles = self._rows[index.row()]
        part = GroupPart(index.column())
        group = self._groups.get(outlet, "")
        text = {GroupPart.OUTLET: outlet, GroupPart.ARTICLES: f"{articles:,}", GroupPart.GROUP: group}[part]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(text) or "no group"
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if part is GroupPart.GROUP:
                return f"{visible(self.grouping)} of {visible(outlet)}: {visible(group) or 'no group'}"
            articles_word = "article" if articles == 1 else "articles"
            return f"{articles:,} {articles_word}" if part is GroupPart.ARTICLES else visible(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(part)
        if part is GroupPart.GROUP and not group:
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(self._theme.muted)
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setItalic(True)
                return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """A group typed into a cell."""
        if role != Qt.ItemDataRole.EditRole or index.column() != GroupPart.GROUP:
            return False
        if tidy_name(str(value)) == self._groups.get(self.outlet(index.row()), ""):
            return False
        self.set_group([index.row()], str(value))
        return True

    def choose(self) -> None:
        """List the outlets anew."""
        if self.edits is None:
            return
        self.beginResetModel()
        groups = self._groups = self.edits.groups(self.grouping)
        shown = [
            (outlet, articles)
            for outlet, articles in self.edits.outlets().items()
            if all(word in f"{outlet}\n{groups.get(outlet, '')}".casefold() for word in self._words)
        ]
        column, order = self._order
        backwards = order == Qt.SortOrder.DescendingOrder
        if column == GroupPart.ARTICLES:
            shown.sort(key=lambda row: row[1], reverse=backwards)
        elif column == GroupPart.GROUP:
            shown.sort(key=lambda row: (not groups.get(row[0]), groups.get(row[0], "").casefold()), reverse=backwards)
        else:
            shown.sort(key=lambda row: row[0].casefold(), reverse=backwards)
        self._rows = shown
        self.endResetModel()


class _Table(NameTable):
    """Enter edits the group; Delete takes the selected outlets out of theirs."""

    cleared = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys of the table."""
        editing = self.state() == QAbstractItemView.State.EditingState
        clears = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if clears and not editing and self.currentIndex().isValid():
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class GroupsTab(QWidget):
    """Chooses a grouping and says which group each outlet is in."""

    changed = Signal()
    """Something was edited."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAccessibleName("Groups of outlets")
        self.edits: OutletEdits | None = None
        self._own: list[str] = []
        """Groupings that were named here and have no group yet."""
        self.model = GroupsModel(desk.theme, self)
        self.table = _Table(self, edited=GroupPart.GROUP)
        self.grouping = QComboBox(self)
        self.add = QPushButton("New…", self)
        self.more = QToolButton(self)
        self.counts = PlainLabel("", self, name="Muted")
        self.filter = QLineEdit(self)
        self.group = QLineEdit(self)
        self.set = QPushButton("Set", self)
        self.clear = QPushButton("No group", self)
        self.said = PlainLabel("", self, name="Muted", wrap=True)
        """What came of the last table that was taken in."""
        self.file_dialog: QFileDialog | None = None
        self._build()

    def show_edits(self, edits: OutletEdits, grouping: str = "") -> None:
        """Show the outlets and groupings, one of them first."""
        self.edits = edits
        self._list_groupings(grouping or next(iter(edits.groupings), OFFERED[0]))

    @property
    def chosen_grouping(self) -> str:
        """The grouping on show."""
        return str(self.grouping.currentData() or "")

    def choose_grouping(self, name: str) -> None:
        """Show a grouping, a new one too."""
        self._list_groupings(name)

    def follow_names(self) -> None:
        """Names were merged or split: list the outlets anew."""
        self.model.choose()
        self.refresh()

    # -- gestures --------------------------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """The selected rows."""
        return self.table.chosen_rows()

    def set_for_chosen(self) -> None:
        """Put the selected outlets into the typed group."""
        if self.chosen() and tidy_name(self.group.text()):
            self.model.set_group(self.chosen(), self.group.text())

    def clear_chosen(self) -> None:
        """Take the selected outlets out of their groups."""
        if self.chosen():
            self.model.set_group(self.chosen(), "")

    def new_grouping(self) -> None:
        """Ask for the name of another grouping."""
        self._ask_name(
            "New grouping",
            "A grouping says which group each outlet is in, for example its region.",
            "",
            self.choose_grouping,
        )

    def rename_grouping(self) -> None:
        """Ask for another name for the grouping on show."""
        before = self.chosen_grouping
        self._ask_name(
            "Rename grouping", f"Call {visible(before)} something else.", before, partial(self._rename, before)
        )

    def delete_grouping(self) -> None:
        """Forget the grouping on show; its outlets stay."""
        if self.edits is not None:
            gone = self.chosen_grouping
            self.edits.delete(gone)
            self._own = [name for name in self._own if name != gone]
            self._list_groupings(next(iter(self.edits.groupings), OFFERED[0]))
            self.changed.emit()

    def export_grouping(self) -> None:
        """Ask where to write the grouping as a table."""
        name = f"{self.chosen_grouping}.csv"
        dialog = self._file_dialog("Export grouping", Path.home() / name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the grouping on show, with the outlets that are in no group."""
        if self.edits is None:
            return
        groups = self.edits.groups(self.chosen_grouping)
        pairs = tuple((outlet, groups.get(outlet, "")) for outlet in self.edits.outlets())
        self.desk.ask(
            save_grouping,
            path,
            pairs,
            key="grouping file",
            lane="export",
            done=self._on_saved,
            failed=self._on_file_failed,
        )

    def import_grouping(self) -> None:
        """Ask for a table with the columns outlet and group."""
        dialog = self._file_dialog("Import grouping", Path.home())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_from)
        dialog.open()

    def import_from(self, path: str) -> None:
        """Take the groups of a table into the grouping on show."""
        self.desk.ask(
            load_grouping,
            path,
            key="grouping file",
            lane="export",
            done=partial(self._on_loaded, self.chosen_grouping),
            failed=self._on_file_failed,
        )

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        top = QHBoxLayout()
        self.grouping.setAccessibleName("Grouping")
        self.grouping.setMinimumContentsLength(16)
        self.grouping.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.grouping.currentIndexChanged.connect(self._on_grouping)
        make_button(self.add, self.new_grouping, name="New grouping")
        self.more.setText("More ▾")
        self.more.setAccessibleName("More about this grouping")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        self.rename_action = menu.addAction("Rename…")
        self.rename_action.triggered.connect(lambda _=False: self.rename_grouping())
        self.delete_action = menu.addAction("Delete")
        self.delete_action.triggered.connect(lambda _=False: self.delete_grouping())
        menu.addSeparator()
        menu.addAction("Import from CSV…").triggered.connect(lambda _=False: self.import_grouping())
        menu.addAction("Export as CSV…").triggered.connect(lambda _=False: self.export_grouping())
        self.more.setMenu(menu)
        make_filter(self.filter, "Filter outlets and groups", clear="Clear the filter of outlets")
        self.filter.textChanged.connect(self._on_filter)
        top.addWidget(self.grouping)
        top.addWidget(self.add)
        top.addWidget(self.more)
        top.addWidget(self.filter, 1)
        layout.addLayout(top)
        self._build_table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self.counts)
        layout.addWidget(self.said)
        self.said.hide()
        self.group.setPlaceholderText("Group for the selected outlets")
        make_name_line(self.group, "Group for the selected outlets", changed=self.refresh, entered=self.set_for_chosen)
        make_button(self.set, self.set_for_chosen, name="Set the group of the selected outlets")
        make_button(self.clear, self.clear_chosen, name="Take the selected outlets out of their groups")
        self.clear.setToolTip("Take the selected outlets out of their groups (Delete)")
        layout.addLayout(in_a_row(self.group, self.set, self.clear))

    def _build_table(self) -> None:
        table, model = self.table, self.model
        table.setModel(model)
        table.setAccessibleName("Outlets and their groups")
        delegate = NameDelegate(
            table,
            offered=lambda: model.known_groups,
            spoken=lambda row: f"{visible(model.grouping)} of {visible(model.outlet(row))}",
        )
        table.setItemDelegateForColumn(GroupPart.GROUP, delegate)
        table.behave_as_list()
        table.horizontalHeader().setSortIndicator(GroupPart.OUTLET, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setStretchLastSection(True)
        table.setSortingEnabled(True)
        table.cleared.connect(self.clear_chosen)
        self.model.edited.connect(self._edited)
        table.selectionModel().selectionChanged.connect(self.refresh)

    def _list_groupings(self, wanted: str) -> None:
        assert self.edits is not None  # noqa: S101 - narrows the type
        present = self.edits.groupings
        taken = {folded(name) for name in present}
        if folded(wanted) not in {folded(name) for name in (*present, *OFFERED, *self._own)}:
            self._own.append(wanted)
        names = [*present]
        names += [name for name in (*self._own, *OFFERED) if folded(name) not in taken]
        self.grouping.blockSignals(True)
        self.grouping.clear()
        for name in dict.fromkeys(names):
            self.grouping.addItem(visible(name), name)
        at = next(
            (n for n in range(self.grouping.count()) if folded(str(self.grouping.itemData(n))) == folded(wanted)), 0
        )
        self.grouping.setCurrentIndex(at)
        self.grouping.blockSignals(False)
        self._on_grouping()

    def _on_grouping(self) -> None:
        if self.edits is not None and self.chosen_grouping:
            self.model.show_grouping(self.edits, self.chosen_grouping)
            self.said.hide()
            complete(self.group, self.edits.group_names(self.chosen_grouping))
            self.refresh()

    def _on_filter(self, text: str) -> None:
        self.model.filter(text)
        self.refresh()

    def _edited(self) -> None:
        if self.edits is not None:
            complete(self.group, self.edits.group_names(self.chosen_grouping))
        self.refresh()
        self.changed.emit()

    def refresh(self) -> None:
        """Say what the buttons do now."""
        edits, grouping = self.edits, self.chosen_grouping
        present = edits is not None and grouping in edits.groupings
        self.rename_action.setEnabled(present)
        self.delete_action.setEnabled(present)
        chosen = len(self.chosen())
        self.set.setText(f"Set for {chosen:,}" if chosen > 1 else "Set")
        self.set.setEnabled(bool(chosen and tidy_name(self.group.text())))
        if edits is None:
            return
        groups = edits.groups(grouping)
        self.clear.setEnabled(any(self.model.outlet(row) in groups for row in self.chosen()))
        outlets = edits.outlets()
        inside = [outlet for outlet in outlets if outlet in groups]
        many = len({groups[outlet] for outlet in inside})
        words = "1 group" if many == 1 else f"{many:,} groups"
        if not inside:
            text = f"No outlet is in a group of {grouping} yet. Choose rows, type a group, press Set."
        else:
            text = f"{words}; {len(inside):,} of {len(outlets):,} outlets are in one."
        self.counts.set_text(text)

    def _ask_name(self, title: str, explanation: str, offered: str, save: Callable[[str], object]) -> None:
        assert self.edits is not None  # noqa: S101 - narrows the type
        taken = [name for name in self.edits.groupings if name != offered]
        NameDialog(
            title=title,
            explanation=explanation,
            label="Name of the grouping",
            offered=offered,
            taken=dict.fromkeys(taken, "A grouping has this name. Choose another one."),
            missing="Type a name for the grouping.",
            save=lambda name: save(tidy_grouping(name)),
            parent=self.window(),
        ).open()

    def _rename(self, before: str, name: str) -> None:
        if self.edits is not None and name:
            self.edits.rename(before, name)
            self._list_groupings(name)
            self.changed.emit()

    def _file_dialog(self, title: str, at: Path) -> QFileDialog:
        dialog = file_dialog(self, title, at, native=self.desk.native_dialogs)
        dialog.setNameFilters(["CSV table (*.csv *.tsv *.txt)", "All files (*)"])
        self.file_dialog = dialog
        return dialog

    def _on_saved(self, path: str) -> None:
        self._say(f"Saved {Path(path).name}.")

    def _on_loaded(self, grouping: str, groups: tuple[tuple[str, str], ...]) -> None:
        if self.edits is None:
            return
        found, unknown = self.edits.take_in(grouping, dict(groups))
        words = f"{'1 outlet' if found == 1 else f'{found:,} outlets'} of the table found."
        if unknown:
            named = ", ".join(visible(name) for name in unknown[:_UNKNOWN_NAMED])
            more = f" and {len(unknown) - _UNKNOWN_NAMED:,} more" if len(unknown) > _UNKNOWN_NAMED else ""
            words += f" Not in this corpus: {named}{more}."
        self._list_groupings(grouping)
        self._say(words)
        self.changed.emit()

    def _on_file_failed(self, failure: Failure) -> None:
        self._say(failure.message)

    def _say(self, words: str) -> None:
        self.said.set_text(words)
        self.said.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Columns share the new width."""
        super().resizeEvent(event)
        metrics = self.table.fontMetrics()
        articles = metrics.horizontalAdvance(_TITLES[GroupPart.ARTICLES]) + 40
        self.table.setColumnWidth(GroupPart.ARTICLES, articles)
        self.table.setColumnWidth(GroupPart.OUTLET, max((self.width() - articles - 60) // 2, 120))
