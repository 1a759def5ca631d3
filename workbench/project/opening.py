"""Making and opening project files: what is looked at before a file from anybody is used."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.domain.progress import Progress, no_progress
from workbench.project.connection import connect, damaged, lock, plain_errors, transaction
from workbench.project.copies import copy_before_migration, give_name, settle, unfinished
from workbench.project.database import Database
from workbench.project.errors import (
    NewerProjectError,
    NotAProjectError,
    ProjectDamagedError,
    ProjectExistsError,
    ProjectInUseError,
    ProjectNotWritableError,
)
from workbench.project.holder import Holder, read_holder, this_process, write_holder
from workbench.project.migrations import migrate, tables_of
from workbench.project.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION, create_tables, strange_parts

SUFFIX: Final = ".counterpoint"
"""How the name of a project file ends."""

_TRIES: Final = 6
_PAUSE: Final = (0.005, 0.05)
"""Seconds between tries."""

BeforeMigration = Callable[[Path], None]
"""Keeps a project of an older schema version safe before it is changed; the file is not open meanwhile."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, and what its schema version was."""

    database: Database
    version: int
    """After opening."""
    migrated_from: int = 0
    """The version that it had, or 0 when it had this one."""


def create(path: Path, fill: Callable[[Opened], object] | None) -> Opened:
    """A new project, open for writing. It gets its name when it is whole; see :meth:`Project.create`."""
    if os.path.lexists(path):
        raise ProjectExistsError(f"{path} exists already. Open it, or choose another name.")
    with unfinished(path, "The project") as part:
        with plain_errors(path), closing(connect(part, writing=True)) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            lock(connection)
            with transaction(connection):
                create_tables(connection)
        if fill is not None:
            with closing(Database(part, connect(part, writing=True))) as database:
                with database.reading() as connection, plain_errors(path):
                    lock(connection)  # so that nobody takes it for one that was left behind
                fill(Opened(database, SCHEMA_VERSION))
        settle(part)
        give_name(part, path)
    return open_file(path)


def open_file(
    path: Path,
    *,
    read_only: bool = False,
    take_over: bool = False,
    before_migration: BeforeMigration | None = None,
    progress: Progress = no_progress,
) -> Opened:
    """Open a file after a look at everything that tells whether it is a sound project; see :meth:`Project.open`."""
    if path.is_dir():
        raise NotAProjectError(f"{path} is a folder, not a project. Import it into a project, or choose a file.")
    if not path.exists():
        raise NotAProjectError(f"There is no project {path}. Check the name, or import sources to make it.")
    if not path.is_file():  # reading a pipe would wait for ever
        raise NotAProjectError(f"{path} is a device or a pipe, not a file with a project. Choose a file.")
    _refuse_foreign_log(path)
    if not read_only and not os.access(path.parent, os.W_OK):
        raise ProjectNotWritableError(
            f"The folder {path.parent} is read-only, so {path.name} can't be saved there. "
            "Open it for reading only, or move it to a folder that you can write to."
        )
    if not read_only and not os.access(path, os.W_OK):
        # SQLite would open it all the same, take no lock, and fail only when something is to be saved
        raise ProjectNotWritableError(
            f"{path} is read-only. Open it for reading only, or save it under another name to change it."
        )
    with plain_errors(path):
        connection, version = _connected(path, writing=not read_only, take_over=take_over)
        try:
            if version > SCHEMA_VERSION:
                if not read_only:
                    connection.close()
                    return open_file(path, read_only=True)
                return Opened(Database(path, connection, read_only=True, notice=_newer(path)), version)
            if version < SCHEMA_VERSION:
                if read_only:
                    connection = _in_memory(connection)
                    migrate(connection, version, progress)
                    connection.execute("PRAGMA query_only = ON")
                else:
                    connection = _migrated(path, connection, version, before_migration, progress)
            migrated_from = version if version < SCHEMA_VERSION else 0
            if read_only:
                return Opened(Database(path, connection, read_only=True), SCHEMA_VERSION, migrated_from)
            holder = this_process()
            write_holder(path.resolve(), holder)
            return Opened(Database(path, connection, holder=holder), SCHEMA_VERSION, migrated_from)
        except BaseException:
            connection.close()
            raise


def _connected(path: Path, *, writing: bool, take_over: bool) -> tuple[sqlite3.Connection, int]:
    """A connection to a file that was looked at, locked when it is for writing, and the file's schema version.

    Several that open a file in the same moment can keep one another from it, so that nobody gets it. While no note says
    that somebody has it, it is therefore tried again a few times.
    """
    for _ in range(_TRIES - 1):
        try:
            return _connected_at_once(path, writing=writing, take_over=take_over)
        except ProjectInUseError as error:
            if error.holder is not None:
                raise
            time.sleep(random.uniform(*_PAUSE))  # noqa: S311 - so that they do not meet again
    return _connected_at_once(path, writing=writing, take_over=take_over)


def _connected_at_once(path: Path, *, writing: bool, take_over: bool) -> tuple[sqlite3.Connection, int]:
    try:
        connection = connect(path, writing=writing)
        try:
            version = _version(path, connection)
            if writing and version <= SCHEMA_VERSION:
                lock(connection)
                _refuse_held_elsewhere(path, take_over=take_over)
            _refuse_strangers(path, connection, version)
            _refuse_damaged(path, connection)
            if writing and version <= SCHEMA_VERSION:
                connection.execute("DELETE FROM setting WHERE 0")  # which SQLite refuses where it can only read
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise _in_use(path, read_holder(path.resolve())) from error
        raise
    return connection, version


def _migrated(
    path: Path,
    connection: sqlite3.Connection,
    version: int,
    before_migration: BeforeMigration | None,
    progress: Progress,
) -> sqlite3.Connection:
    """The file after a copy was kept and its schema brought up to date, open and locked."""
    seen = _state(path)
    connection.close()  # so that it can be copied
    (before_migration or copy_before_migration(SCHEMA_VERSION))(path)
    connection, version_now = _connected(path, writing=True, take_over=True)
    try:
        if version_now != version or _state(path) != seen:
            raise ProjectInUseError(f"{path} was changed by another program while it was opened. Open it again.")
        migrate(connection, version, progress)
        _refuse_strangers(path, connection, SCHEMA_VERSION)
    except BaseException:
        connection.close()
        raise
    return connection


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The same content where it can be changed without changing the file, whose connection is closed."""
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        memory.execute("PRAGMA trusted_schema = OFF")
        memory.execute("PRAGMA temp_store = MEMORY")
        connection.backup(memory)
    except BaseException:
        memory.close()
        raise
    connection.close()
    return memory


def _version(path: Path, connection: sqlite3.Connection) -> int:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if pages == 0:
        raise NotAProjectError(f"{path} is empty, not a Counterpoint project. Delete it, or choose another file.")
    if mark != APPLICATION_ID:
        raise NotAProjectError(
            f"{path} is a database of another program, not a Counterpoint project. Choose a file that ends in {SUFFIX}."
        )
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * page_size:  # SQLite itself takes what is missing of the last page as zeros
        raise ProjectDamagedError(f"{path} is damaged: its end is missing. Go back to a copy of it, or copy it again.")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 1:
        raise NotAProjectError(
            f"{path} has the schema version {version}, which no project has. Go back to a copy of it."
        )
    return int(version)


def _refuse_foreign_log(path: Path) -> None:
    """Raise when a write-ahead log lies beside: SQLite would write its pages into the file, whosever they are."""
    file = path.resolve()
    log = file.with_name(f"{file.name}-wal")
    with suppress(OSError):
        if log.stat().st_size:
            raise ProjectInUseError(
                f"{path} is used by another program, which keeps changes in {log.name} beside it. Close it there. If it "
                f"is open nowhere, open and close it with that program, or move {log.name} away."
            )


def _refuse_held_elsewhere(path: Path, *, take_over: bool) -> None:
    """Raise when another machine has the project open: a lock does not reach across synced folders and some networks."""
    holder = read_holder(path.resolve())
    if holder is not None and holder.machine and not holder.is_here and not take_over:
        raise ProjectInUseError(
            f"{path} is open elsewhere: {holder}. Close it there. If it is not open there any more, take it over; "
            "if it is, what one of you saves will be lost.",
            holder,
            holder_only=True,
        )


def _in_use(path: Path, holder: Holder | None) -> ProjectInUseError:
    who = f": {holder}" if holder else ""
    return ProjectInUseError(
        f"{path} is open in another window or program{who}. Close it there, or make a copy of the file and open that.",
        holder,
    )


def _refuse_damaged(path: Path, connection: sqlite3.Connection) -> None:
    for (finding,) in connection.execute("PRAGMA quick_check(1)"):
        if finding != "ok":
            raise damaged(path, finding)


def _newer(path: Path) -> str:
    return (
        f"{path} was written by a newer version of Counterpoint, so it is open for reading only. "
        "Install the newer version to change it."
    )


def _refuse_strangers(path: Path, connection: sqlite3.Connection, version: int) -> None:
    newer = version > SCHEMA_VERSION
    parts = strange_parts(connection, tables=tables_of(version), newer=newer)
    if not parts:
        return
    if newer:
        raise NewerProjectError(
            f"{path} was written by a newer version of Counterpoint and can't be read by this one"
            f" ({parts[0]}). Install the newer version."
        )
    raise NotAProjectError(
        f"{path} holds something that no Counterpoint project holds: {'; '.join(parts[:3])}. "
        "It is not opened, for it could run code of a stranger. Ask whoever gave it to you for another copy."
    )
