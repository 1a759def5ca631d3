"""Care for project files in the working process: backups, salvage, and looking whether a file is sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.domain.progress import Progress, no_progress
from workbench.project import backups
from workbench.project.backups import Backup, Backups
from workbench.project.errors import (
    NotAProjectError,
    ProjectClosedError,
    ProjectDamagedError,
    ProjectError,
    ProjectExistsError,
)
from workbench.project.inspection import Kind, NextStep, inspect
from workbench.project.salvage import salvage
from workbench.project.store import SUFFIX, Project
from workbench.workspace.care_messages import BackupRow, DailyBackup, InspectionReport, SalvageReport

if TYPE_CHECKING:
    from workbench.workspace.workspace import Workspace

_MOST_NAMES: Final = 1000


def before_migration(path: Path) -> None:
    """Keep a checked copy of a project of an older version; for ``Project.open(before_migration=…)``."""
    Backups.of_file(path).make_before_migration(path)


def list_backups(project: str, workspace: Workspace | None = None) -> tuple[BackupRow, ...]:
    """The backups of a project, the newest first; also of a file that is damaged, gone, or open here."""
    return tuple(_row(backup) for backup in _backups_of(project, workspace))


def restore_backup(backup: str, project: str, workspace: Workspace | None = None) -> str:
    """Write a backup beside its project under a name that is free. Returns the new project's path.

    Raises:
        NotAProjectError: this is no backup of that project, or it is gone.
        ProjectDamagedError: the backup itself is damaged by now.
        ProjectNotWritableError: nothing can be written beside the project.
    """
    known = {str(found.path): found for found in _backups_of(project, workspace)}
    wanted = known.get(backup)
    if wanted is None:
        raise NotAProjectError(f"The backup {backup} is gone. Choose another one.")
    return str(backups.restore(wanted, Path(project).absolute().parent))


def daily_backup(workspace: Workspace, *, progress: Progress = no_progress) -> DailyBackup:
    """Make today's backup of the project that is open, if there is none yet. What goes wrong is said in one sentence."""
    project = workspace.project
    if project is None or project.read_only:
        return DailyBackup()
    try:
        kept = Backups.of(project)
        kept.note_where(project)
        if not kept.due():
            return DailyBackup()
        kept.make(project, progress=progress)
    except ProjectClosedError:  # closed meanwhile: the next time will do
        return DailyBackup()
    except ProjectDamagedError as error:
        return DailyBackup(problem=f"No backup was made, for the project did not pass its check. {error}")
    except (ProjectError, OSError) as error:
        return DailyBackup(problem=f"Today’s backup could not be made. {error}")
    return DailyBackup(made=True)


def salvage_project(project: str, *, progress: Progress = no_progress) -> SalvageReport:
    """Save what can be read of a damaged project into a new one beside it, under a name that is free.

    Raises:
        ProjectDamagedError: nothing of a project can be read in it.
        ProjectNotWritableError: nothing can be written beside it.
    """
    damaged = Path(project).absolute()
    stem = damaged.name.removesuffix(SUFFIX)[:150]
    for number in range(1, _MOST_NAMES):
        target = damaged.with_name(f"{stem} (saved{f' {number}' if number > 1 else ''}){SUFFIX}")
        try:
            saved = salvage(damaged, target, progress=progress)
        except ProjectExistsError:
            continue
        return SalvageReport(
            path=str(saved.path),
            articles=saved.articles,
            lost=saved.articles_lost,
            decisions=saved.decisions,
            notes=saved.notes,
        )
    raise ProjectExistsError(f"There are too many saved copies of {damaged.name} in {damaged.parent}. Move some away.")


def inspect_project(project: str, workspace: Workspace | None = None) -> InspectionReport:
    """Look what a file is, without changing it and without reading all of it. A project that is open here is sound."""
    if _open_here(project, workspace) is not None:
        return InspectionReport(project, Kind.SOUND.value, "")
    found = inspect(Path(project), thorough=False)
    return InspectionReport(
        project,
        found.kind.value,
        found.message,
        restore=NextStep.RESTORE_BACKUP in found.next_steps,
        salvage=NextStep.SALVAGE in found.next_steps,
    )


def _open_here(project: str, workspace: Workspace | None) -> Project | None:
    opened = workspace.project if workspace is not None else None
    return opened if opened is not None and opened.path.absolute() == Path(project).absolute() else None


def _backups_of(project: str, workspace: Workspace | None) -> tuple[Backup, ...]:
    opened = _open_here(project, workspace)
    own = Backups.of(opened).list() if opened is not None else ()
    by_file = {backup.path: backup for backup in (*own, *backups.find(Path(project)))}
    # two folders can be of one project, and numbers count within a folder: so dates decide
    return tuple(sorted(by_file.values(), key=lambda backup: (backup.made_at, backup.number), reverse=True))


def _row(backup: Backup) -> BackupRow:
    return BackupRow(
        path=str(backup.path),
        kind=backup.kind,
        made_at=backup.made_at.isoformat(timespec="seconds"),
        articles=backup.articles,
        size=backup.size,
    )
