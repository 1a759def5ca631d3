"""Backups of projects: checked copies in the program's own folder, found again when the project itself can't be read.

A clock can jump. What is newer is therefore told by numbers in the files' names that only grow; dates decide no more
than whether another day's backup is due, and a date in the future counts as no date.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from workbench import folders
from workbench.domain.progress import Progress, no_progress
from workbench.project.connection import connect, plain_errors
from workbench.project.copies import give_name, settle, settle_folder, unnamed, verified_copy
from workbench.project.errors import NotAProjectError, ProjectError, ProjectExistsError, ProjectNotWritableError
from workbench.project.store import SUFFIX, Project

Kind = Literal["daily", "before-migration"]

KEPT: Final = 5
"""Good backups of a project that are kept."""

_EVERY: Final = timedelta(days=1)
_TOLERANCE: Final = timedelta(minutes=5)
"""By which clocks that are set from the network differ."""
_NAME: Final = re.compile(
    r"(?P<number>\d{6,12}) (?P<kind>daily|before-migration) (?P<made>\d{8}T\d{6})Z"
    r" (?P<articles>\d{1,12})a (?P<decisions>\d{1,12})d\.counterpoint"
)
_ABOUT: Final = "about.json"
_LARGEST_ABOUT: Final = 100_000
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # the system's own names depend on its settings


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy of a project."""

    path: Path
    number: int
    """1 for the first one of its project; grows, whatever the clock says."""
    made_at: datetime
    """By the clock of the time, UTC."""
    kind: Kind
    size: int
    """In bytes."""
    articles: int
    decisions: int
    """How many values were decided; 0 in a copy from before a migration."""
    name: str
    """Of the project, without the ending."""


class Backups:
    """The backups of one project, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Need not exist before the first backup."""

    @classmethod
    def of(cls, project: Project) -> Backups:
        """The backups of an open project.

        A copy that a person made of a project has its id too. While both are there, each has a folder of its own.
        """
        path = _absolute(project.path)
        folder = folders.backups_folder() / _folder_name(project.project_id, path)
        there = str(_about(folder).get("path", ""))
        if there and os.path.normcase(there) != os.path.normcase(path) and Path(there).is_file():
            return cls(folder.with_name(f"{folder.name}-{_short(path)}"))
        first = folders.backups_folder() / _folder_name("", path)
        if first.is_dir() and not folder.exists():  # from before the migration that gave the project its id
            with suppress(OSError):
                first.rename(folder)
        return cls(folder)

    @classmethod
    def of_file(cls, path: Path) -> Backups:
        """The backups of a project of schema version 1, which has no id: its folder goes by its path."""
        return cls(folders.backups_folder() / _folder_name("", path))

    def list(self) -> tuple[Backup, ...]:
        """The backups, newest first. Files that do not have the name of one are left alone."""
        name = str(_about(self.folder).get("name", "")) or "Project"
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    backup = _backup(Path(entry.path), name)
                    if backup is not None and entry.is_file(follow_symlinks=False):
                        found.append(backup)
        except OSError:
            return ()
        return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))

    def due(self, today: datetime | None = None) -> bool:
        """Whether there is no backup from the last day. One from the future, where none can be from, does not count.

        Any of the kept ones counts, so that a clock that jumps to and fro does not ask for one at each opening.
        """
        now = today or datetime.now(UTC)
        ages = (now - backup.made_at for backup in self.list() if backup.kind == "daily")
        return not any(-_TOLERANCE <= age < _EVERY for age in ages)

    def make(
        self,
        project: Project,
        kind: Kind = "daily",
        *,
        now: datetime | None = None,
        progress: Progress = no_progress,
    ) -> Backup:
        """Copy an open project, check the copy, and let go of the oldest backups. Edits go on meanwhile.

        Raises:
            ProjectDamagedError: the copy failed its check. Nothing was let go.
            ProjectNotWritableError: the folder can't be written, or the disk is full. Nothing was let go.
        """
        self._prepare(project.path, project.project_id)
        part = unnamed(self.folder / "backup")
        try:
            project.save_copy(part, progress=progress)
            with Project.open(part, read_only=True) as copy:  # what is in the copy, not what came in since
                articles, decisions = len(copy.characters()), len(copy.decisions())
            backup = self._name(part, project.path, kind, articles, decisions, now or datetime.now(UTC))
        except sqlite3.Error as error:  # pragma: no cover - the project puts them in words
            raise ProjectNotWritableError(f"No backup of {project.path} was made ({error}). Try again.") from error
        finally:
            _remove(part)
        self._let_go(backup)
        return backup

    def make_before_migration(self, path: Path, *, now: datetime | None = None) -> Backup:
        """Keep a project of an older schema version, which is open nowhere. See :func:`before_migration`.

        Raises:
            ProjectDamagedError: the project is damaged, so it must not be migrated either.
            ProjectNotWritableError: the copy can't be written.
        """
        self._prepare(path, "")
        part = unnamed(self.folder / "backup")
        try:
            verified_copy(path, part)
            with plain_errors(part), closing(connect(part, writing=False)) as connection:
                (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
            backup = self._name(part, path, "before-migration", int(articles), 0, now or datetime.now(UTC))
        finally:
            _remove(part)
        self._let_go(backup)
        return backup

    def note_where(self, project: Project) -> None:
        """Write down where the project is now, so that its backups are found by its path. Never raises."""
        with suppress(ProjectError):
            if self.folder.is_dir():
                self._write_about(project.path, project.project_id)

    # helpers

    def _prepare(self, path: Path, project_id: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for left in self.folder.glob(".backup.*.part*"):  # from a backup that was interrupted
                if datetime.now(UTC).timestamp() - left.stat().st_mtime > _EVERY.total_seconds():
                    _remove(left)
        except OSError as error:
            raise _not_written(self.folder, error) from error
        self._write_about(path, project_id)

    def _write_about(self, path: Path, project_id: str) -> None:
        about = {
            "project id": project_id or str(_about(self.folder).get("project id", "")),
            "path": str(_absolute(path)),
            "name": path.name.removesuffix(SUFFIX),
            "last seen": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        part = unnamed(self.folder / _ABOUT)
        try:
            part.write_text(json.dumps(about, indent=1), encoding="utf-8")
            settle(part)
            part.replace(self.folder / _ABOUT)
        except OSError as error:
            raise _not_written(self.folder, error) from error
        finally:
            _remove(part)

    def _name(self, part: Path, project: Path, kind: Kind, articles: int, decisions: int, now: datetime) -> Backup:
        settle(part)
        number = max((backup.number for backup in self.list()), default=0)
        made = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
        while True:
            number += 1
            path = self.folder / f"{number:06} {kind} {made}Z {articles}a {decisions}d{SUFFIX}"
            try:
                give_name(part, path)
            except ProjectExistsError:  # another window was faster
                continue
            break
        settle_folder(self.folder)
        backup = _backup(path, project.name.removesuffix(SUFFIX))
        if backup is None:
            raise ProjectNotWritableError(f"The backup {path} disappeared while it was made. Try again.")
        return backup

    def _let_go(self, newest: Backup) -> None:
        """Remove the oldest backups. Called after the new one passed its check and has its name."""
        backups = self.list()
        if newest.path not in {backup.path for backup in backups}:
            return
        kept = set(backups[:KEPT])
        kept.update([backup for backup in backups if backup.kind == "before-migration"][:1])
        for backup in backups:
            if backup not in kept:
                _remove(backup.path)


def before_migration(path: Path) -> None:
    """Keep a backup of a project of an older schema version; made for ``Project.open(before_migration=…)``."""
    Backups.of_file(path).make_before_migration(path)


def find(path: Path) -> tuple[Backup, ...]:
    """Backups of a project that can't be read itself: by its path, and when there are none, by its name. Newest first."""
    path = _absolute(path)
    wanted = os.path.normcase(path)
    by_path: list[Backup] = []
    by_name: list[Backup] = []
    for folder in _all_folders():
        about = _about(folder)
        if os.path.normcase(str(about.get("path", ""))) == wanted:
            by_path += Backups(folder).list()
        elif about.get("name") == path.name.removesuffix(SUFFIX):
            by_name += Backups(folder).list()
    # two folders can be of one project: before and after its migration. Numbers count within a folder, so dates decide
    return tuple(sorted(by_path or by_name, key=lambda backup: (backup.made_at, backup.number), reverse=True))


def restore(backup: Backup, target_folder: Path) -> Path:
    """Put a checked copy of a backup into a folder under a name that is free. Nothing is overwritten.

    Raises:
        ProjectDamagedError: the backup itself is damaged by now.
        ProjectNotWritableError: nothing can be written there.
    """
    if not backup.path.is_file():
        raise NotAProjectError(f"The backup {backup.path} is gone. Choose another one.")
    made = backup.made_at.astimezone()
    # full stops, for Windows has no colons in names
    when = f"{made.day} {_MONTHS[made.month - 1]} {made.year} {made:%H.%M}"
    number = 1
    while True:
        more = f" {number}" if number > 1 else ""
        target = target_folder / f"{backup.name[:150]} (backup of {when}){more}{SUFFIX}"
        if not os.path.lexists(target):
            with suppress(ProjectExistsError):
                verified_copy(backup.path, target)
                return target
        number += 1


def _backup(path: Path, name: str) -> Backup | None:
    """What a file's name says; ``None`` when it is not the name of a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match["made"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    kind: Kind = "daily" if match["kind"] == "daily" else "before-migration"
    return Backup(path, int(match["number"]), made, kind, size, int(match["articles"]), int(match["decisions"]), name)


def _folder_name(project_id: str, path: Path) -> str:
    if re.fullmatch(r"[0-9a-f]{8,64}", project_id):
        return project_id
    # an id from a stranger's file must not name any other folder
    return f"path-{_short(project_id or _absolute(path))}"


def _short(value: Path | str) -> str:
    return hashlib.sha256(os.path.normcase(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _absolute(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _about(folder: Path) -> dict[str, Any]:
    try:
        with (folder / _ABOUT).open("rb") as stream:
            about = json.loads(stream.read(_LARGEST_ABOUT))
    except (OSError, ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def _all_folders() -> list[Path]:
    try:
        with os.scandir(folders.backups_folder()) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _not_written(folder: Path, error: OSError) -> ProjectNotWritableError:
    return ProjectNotWritableError(
        f"No backup was made: the folder {folder} can't be written ({error.strerror}). "
        "Your project is as it was. Make room on that disk, or allow writing there."
    )
