"""Care for project files, as the window sees it: snapshots, backups, restoring, and projects that don't open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.jobs.worker import Failure, ProgressNotice
from workbench.ui.desk import Desk
from workbench.ui.dialogs.cannot_open import DAMAGED, KINDS, NOT_A_PROJECT, CannotOpenDialog
from workbench.ui.dialogs.messages import show_problem
from workbench.ui.dialogs.restore import RestoreDialog
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.workspace import care_tasks
from workbench.workspace.care_messages import DailyBackup, InspectionReport

_KEY: Final = "cannot open"
NOT_BACKED_UP: Final = "No backup was made"
_EVERY_MS: Final = 4 * 3_600_000
"""How often a window that stays open looks whether a new day needs a backup."""
_FIRST_MS: Final = 20_000
"""How long after opening the backup may wait, so that it is not in the way of what the person opened the project for."""


class Care(QObject):
    """Asks the working process, and shows the dialogs. Files are touched only there."""

    open_wanted = Signal(str)
    """Open this project."""
    read_only_wanted = Signal(str)
    """Open this project for reading only."""
    take_over_wanted = Signal(str)
    """Open this project although another machine seems to have it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self._window = window
        self._told = ""
        """What was said last about a backup that could not be made."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._back_up)

    # -- dialogs ---------------------------------------------------------------------------------------------------

    def save_snapshot(self) -> None:
        """Ask for the name of the present point."""
        SaveSnapshotDialog(self.desk, self._window).open()

    def restore(self, project: str) -> RestoreDialog:
        """Show snapshots and backups."""
        dialog = RestoreDialog(self.desk, project, self._window)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.open()
        return dialog

    def cannot_open(self, path: str, failure: Failure) -> CannotOpenDialog | None:
        """Show what can be done about a project that could not be opened; ``None`` when there is nothing but words."""
        if failure.kind not in KINDS:
            return None
        dialog = CannotOpenDialog(path, failure, self._window)
        dialog.read_only_wanted.connect(self.read_only_wanted)
        dialog.take_over_wanted.connect(self.take_over_wanted)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.backup_wanted.connect(partial(self._open_backup, dialog))
        dialog.salvage_wanted.connect(partial(self._salvage, dialog))
        dialog.finished.connect(self._give_up)
        if failure.kind == DAMAGED:
            self._look_for_backups(dialog, salvage=True)
        elif failure.kind == NOT_A_PROJECT:  # it may have been one before it was emptied or overwritten
            self._ask(care_tasks.inspect_project, dialog.path, done=partial(self._on_inspected, dialog))
        dialog.open()
        return dialog

    # -- backups ---------------------------------------------------------------------------------------------------

    def watch(self, project: str, *, read_only: bool = False) -> None:
        """Keep a daily backup of the project that is open now; an empty path ends it."""
        self._timer.stop()
        self.desk.bridge.cancel("daily backup")
        if project and not read_only:
            self._timer.start(_FIRST_MS)

    def _back_up(self) -> None:
        self._timer.setInterval(_EVERY_MS)
        self.desk.ask(
            care_tasks.daily_backup,
            key="daily backup",
            lane="care",
            done=self._on_backed_up,
            failed=lambda failure: None if failure.lost else self.desk.said.emit("Today’s backup could not be made."),
        )

    def _on_backed_up(self, backup: DailyBackup) -> None:
        """A project without a backup is a risk that outlasts a line in the status bar, but is said once only."""
        if backup.problem and backup.problem != self._told:
            self._told = backup.problem
            show_problem(self._window, backup.problem, title=NOT_BACKED_UP)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _ask(
        self,
        task: Callable[..., Any],
        *arguments: str,
        done: Callable[[Any], None],
        failed: Callable[[Failure], None] | None = None,
        progress: Callable[[ProgressNotice], None] | None = None,
    ) -> None:
        """Ask on behalf of the dialog about what could not be opened; closing it cancels that."""
        self.desk.bridge.ask(
            task, *arguments, key=_KEY, lane="care", done=done, failed=failed or (lambda _: None), progress=progress
        )

    def _look_for_backups(self, dialog: CannotOpenDialog, *, salvage: bool) -> None:
        show = partial(dialog.show_backups, salvage=salvage)
        self._ask(care_tasks.list_backups, dialog.path, done=show, failed=lambda _: show(()))

    def _on_inspected(self, dialog: CannotOpenDialog, report: InspectionReport) -> None:
        if report.restore or report.salvage:
            self._look_for_backups(dialog, salvage=report.salvage)

    def _open_backup(self, dialog: CannotOpenDialog, backup: str, project: str) -> None:
        dialog.show_progress(None, "Copying the backup …")

        def done(path: str) -> None:
            self.open_wanted.emit(path)
            dialog.accept()

        self._ask(care_tasks.restore_backup, backup, project, done=done, failed=dialog.show_problem)

    def _salvage(self, dialog: CannotOpenDialog, project: str) -> None:
        dialog.show_progress(None, "Reading what can be read …")
        self._ask(
            care_tasks.salvage_project,
            project,
            done=dialog.show_salvaged,
            failed=dialog.show_problem,
            progress=dialog.show_progress,
        )

    def _give_up(self) -> None:
        """Nobody waits for an answer any more."""
        self.desk.bridge.cancel(_KEY)
