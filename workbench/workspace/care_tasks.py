"""The questions about project files that the window can ask of the working process, for the lane ``care``.

This module is imported by the window too, only to name the functions: what they need is imported when they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.workspace.care_messages import BackupRow, DailyBackup, InspectionReport, SalvageReport
    from workbench.workspace.workspace import Workspace


def list_backups(workspace: Workspace, call: Progress, project: str) -> tuple[BackupRow, ...]:
    """The backups of a project, the newest first; also of a file that can't be opened."""
    from workbench.workspace.project_care import list_backups as listed  # noqa: PLC0415 - the window must stay light

    return listed(project, workspace)


def restore_backup(workspace: Workspace, call: Progress, backup: str, project: str) -> str:
    """Write a backup beside its project as a new one. Returns the new project's path."""
    from workbench.workspace.project_care import restore_backup as restored  # noqa: PLC0415

    return restored(backup, project, workspace)


def daily_backup(workspace: Workspace, call: Progress) -> DailyBackup:
    """Make today's backup of the project that is open, if there is none yet. Never fails."""
    from workbench.workspace.project_care import daily_backup as backed_up  # noqa: PLC0415

    return backed_up(workspace, progress=call)


def salvage_project(workspace: Workspace, call: Progress, project: str) -> SalvageReport:
    """Save what can be read of a damaged project into a new one beside it."""
    from workbench.workspace.project_care import salvage_project as salvaged  # noqa: PLC0415

    return salvaged(project, progress=call)


def inspect_project(workspace: Workspace, call: Progress, project: str) -> InspectionReport:
    """Look what a file is that could not be opened."""
    from workbench.workspace.project_care import inspect_project as inspected  # noqa: PLC0415

    return inspected(project, workspace)


def existing(workspace: Workspace, call: Progress, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some paths where there is a file. A network drive that does not answer only holds up this lane."""
    from pathlib import Path  # noqa: PLC0415

    found: list[str] = []
    for path in paths:
        call(len(found), len(paths))
        try:
            if Path(path).is_file():
                found.append(path)
        except (OSError, ValueError):  # a name that no file can have
            continue
    return tuple(found)
