"""Going back to a snapshot of the project, or opening a backup of its file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.moments import exact_moment_words, size_words
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, visible
from workbench.ui.widgets.data_table import Column, DataTable
from workbench.workspace import care_tasks
from workbench.workspace.care_messages import BackupRow

KIND_WORDS: Final = {"daily": "daily", "before-migration": "before an update of the file format"}

_SNAPSHOTS: Final = (
    Column("name", "Name", stretch=True),
    Column("when", "Saved", width=140),
    Column("here", "", width=90),
)
_BACKUPS: Final = (
    Column("when", "Made", width=140),
    Column("kind", "Kind", stretch=True),
    Column("size", "Size", width=80),
    Column("articles", "Articles", kind="number", width=70),
)


class RestoreDialog(QDialog):
    """Snapshots on one page, backups on the other. Nothing is ever overwritten.

    Args:
        desk: what all panes share.
        project: path of the project; empty when what is open is no project yet.
        parent: the window.
    """

    open_wanted = Signal(str)
    """Open this project, which was just written from a backup."""

    def __init__(self, desk: Desk, project: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.project = project
        self._snapshots = desk.store.history.snapshots[::-1]
        self._backups: tuple[BackupRow, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Restore")
        self.setAccessibleName("Restore")
        self.snapshots = DataTable(desk, "Snapshots of this project", self)
        self.backups = DataTable(desk, "Backups of the project file", self)
        self.go_button = QPushButton("Go to it", self)
        self.open_button = QPushButton("Open as a new project", self)
        self.about_snapshots = PlainLabel("", self, wrap=True)
        self.about_backups = PlainLabel("", self, wrap=True)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.tabs = QTabWidget(self)
        self._build()
        self._show_snapshots()
        self._ask_backups()
        if not self._snapshots and project:
            self.tabs.setCurrentIndex(1)
        self.resize(620, 400)

    # -- gestures --------------------------------------------------------------------------------------------------

    def go_to_snapshot(self) -> None:
        """Go to the chosen snapshot."""
        row = self._row(self.snapshots)
        if row is not None and self.go_button.isEnabled():
            self.desk.jump(self._snapshots[row].step)
            self.accept()

    def open_backup(self) -> None:
        """Have the chosen backup written beside the project, and ask for that file to be opened."""
        row = self._row(self.backups)
        if row is None or not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        self.open_button.setText("Copying …")
        self.problem.hide()

        def done(path: str) -> None:
            self.open_wanted.emit(path)
            self.accept()

        self.desk.ask(
            care_tasks.restore_backup,
            self._backups[row].path,
            self.project,
            key="restore backup",
            lane="care",
            done=done,
            failed=self._on_failed,
        )

    def done(self, result: int) -> None:
        """Answers that come after the dialog is closed are of no interest."""
        for key in ("backups", "restore backup"):
            self.desk.bridge.cancel(key)
        super().done(result)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        for title, about, table, button, slot in (
            ("Snapshots", self.about_snapshots, self.snapshots, self.go_button, self.go_to_snapshot),
            ("Backups", self.about_backups, self.backups, self.open_button, self.open_backup),
        ):
            page = QWidget(self)
            page.setObjectName("PaneBody")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
            column = QVBoxLayout(page)
            column.setContentsMargins(12, 10, 12, 10)
            column.setSpacing(8)
            column.addWidget(about)
            column.addWidget(table, 1)
            row = QHBoxLayout()
            row.addStretch(1)
            button.setAutoDefault(False)
            button.setEnabled(False)
            button.setAccessibleName(visible(f"{button.text()}: the chosen {title[:-1].lower()}"))
            button.clicked.connect(slot)
            row.addWidget(button)
            column.addLayout(row)
            table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_chosen())
            table.doubleClicked.connect(lambda _=None, then=slot: then())
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shortcut = QShortcut(QKeySequence(key), table)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(slot)
            self.tabs.addTab(page, title)
        self.tabs.setAccessibleName("Snapshots or backups")
        self.tabs.tabBar().setAccessibleName("Snapshots or backups")
        layout.addWidget(self.tabs, 1)
        self.problem.hide()
        layout.addWidget(self.problem)
        row = QHBoxLayout()
        row.addStretch(1)
        close = QPushButton("Close", self)
        close.setAccessibleName("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        layout.addLayout(row)

    def _show_snapshots(self) -> None:
        many = len(self._snapshots)
        self.tabs.setTabText(0, mnemonic_safe(f"Snapshots ({many:,})"))
        self.about_snapshots.set_text(
            "Go back to a point that you named. Nothing is lost: what you did since then stays in the history, "
            "and you can come back to it."
            if many
            else "No point of this project has a name yet. Save in the File menu gives one to the present state."
        )
        position = self.desk.store.position
        columns = (
            tuple(snapshot.name for snapshot in self._snapshots),
            tuple(exact_moment_words(snapshot.made_at) for snapshot in self._snapshots),
            tuple("you are here" if snapshot.step == position else "" for snapshot in self._snapshots),
        )
        self.snapshots.show_table(TableData(tuple(c.key for c in _SNAPSHOTS), columns), _SNAPSHOTS)
        self.snapshots.setVisible(bool(many))
        self.go_button.setVisible(bool(many))
        self._keep_top(0, empty=not many)
        if many:
            self.snapshots.select_source_row(0)
        self._on_chosen()

    def _ask_backups(self) -> None:
        self.tabs.setTabText(1, "Backups")
        if not self.project:
            self._show_backups((), "Backups are made of a project. Save what is open as a project first.")
            return
        self.about_backups.set_text("Looking for backups …")
        self.backups.hide()
        self.open_button.hide()
        self.desk.ask(
            care_tasks.list_backups,
            self.project,
            key="backups",
            lane="care",
            done=self._show_backups,
            failed=lambda failure: self._show_backups((), f"Backups can't be listed. {failure.message}"),
        )

    def _show_backups(self, backups: tuple[BackupRow, ...], words: str = "") -> None:
        self._backups = backups
        many = len(backups)
        self.tabs.setTabText(1, mnemonic_safe(f"Backups ({many:,})"))
        name = Path(self.project).name
        self.about_backups.set_text(
            words
            or (
                f"Copies of {name}, each checked when it was made. One is opened as a new project beside it; "
                "the project itself stays as it is."
                if many
                else f"There is no backup of {name} yet. One is made each day that the project is open."
            )
        )
        columns = (
            tuple(exact_moment_words(backup.made_at) for backup in backups),
            tuple(KIND_WORDS.get(backup.kind, backup.kind) for backup in backups),
            tuple(size_words(backup.size) for backup in backups),
            tuple(backup.articles for backup in backups),
        )
        self.backups.show_table(TableData(tuple(c.key for c in _BACKUPS), columns), _BACKUPS)
        self.backups.setVisible(bool(many))
        self.open_button.setVisible(bool(many))
        self._keep_top(1, empty=not many)
        if many:
            self.backups.select_source_row(0)
        self._on_chosen()

    def _keep_top(self, page: int, *, empty: bool) -> None:
        """Words without a table stand at the top of the page."""
        widget = self.tabs.widget(page)
        layout = widget.layout() if widget is not None else None
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(0, 1 if empty else 0)
            label = self.about_snapshots if page == 0 else self.about_backups
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _on_chosen(self) -> None:
        row = self._row(self.snapshots)
        here = row is not None and self._snapshots[row].step == self.desk.store.position
        self.go_button.setEnabled(row is not None and not here)
        self.open_button.setText("Open as a new project")
        self.open_button.setEnabled(self._row(self.backups) is not None)

    def _on_failed(self, failure: Failure) -> None:
        self.problem.set_text(failure.message)
        self.problem.show()
        self._on_chosen()
        self.problem.setAccessibleName(visible(failure.message))

    @staticmethod
    def _row(table: DataTable) -> int | None:
        index = table.currentIndex()
        return table.table_model.source_row(index.row()) if index.isValid() else None
