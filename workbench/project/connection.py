"""Opening the SQLite file safely, and turning SQLite's errors into words. Nothing here knows the tables' content."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.project.errors import (
    NotAProjectError,
    ProjectClosedError,
    ProjectDamagedError,
    ProjectError,
    ProjectInUseError,
    ProjectNotWritableError,
)


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection that trusts nothing in the file: no code from its schema, no memory mapping, cells are checked."""
    uri = path.resolve().as_uri()
    if not uri.startswith("file:///"):  # a Windows share; SQLite wants its host as part of the path
        uri = "file://" + uri.removeprefix("file:")
    connection = sqlite3.connect(
        f"{uri}?mode={'rw' if writing else 'ro'}",
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,  # the project's own lock keeps threads apart
    )
    try:
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "foreign_keys = ON",
            "temp_store = MEMORY",  # article text never lands in a folder for temporary files
            "synchronous = FULL",
            f"query_only = {'OFF' if writing else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def lock(connection: sqlite3.Connection) -> None:
    """Take the file for this connection alone until it is closed.

    The journal is a rollback journal: with a write-ahead log, a copy of the one file would lack what was saved last.
    """
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    # in this mode the lock of the first transaction is kept after its end
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # after a full disk SQLite has already rolled back
            with suppress(sqlite3.Error):  # what went wrong first is what matters
                connection.execute("ROLLBACK")
        raise


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite says about ``path`` as an error for people."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(path, error) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes bytes that are no text
        raise damaged(path, "there are bytes in it that are no text") from error


def _in_words(path: Path, error: sqlite3.Error) -> ProjectError:
    code = getattr(error, "sqlite_errorname", None) or ""
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return ProjectClosedError(f"{path} was closed. Open it again.")
    if code == "SQLITE_READONLY_ROLLBACK":
        return ProjectNotWritableError(
            f"{path} was interrupted while it was saved, and can't be repaired while it is opened for reading only. "
            "Open it once for writing, from a folder that you can write to."
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectInUseError(
            f"{path} is open in another window or program. Close it there, or make a copy of the file and open that."
        )
    if code == "SQLITE_FULL":
        return ProjectNotWritableError(
            f"The disk that holds {path} is full. Nothing was changed. Make room on it and try again."
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return ProjectNotWritableError(
            f"{path} can't be written or its folder can't. Nothing was changed. "
            "Open it for reading only, or move it to a folder that you can write to."
        )
    if code.startswith("SQLITE_IOERR"):
        return ProjectNotWritableError(
            f"The disk that holds {path} reported an error ({error}). Nothing was changed. "
            "Check the disk or the network drive, then try again."
        )
    if code == "SQLITE_NOTADB":
        return NotAProjectError(f"{path} is not a Counterpoint project. Choose a file that ends in .counterpoint.")
    return damaged(path, str(error))


def damaged(path: Path, why: str) -> ProjectDamagedError:
    """The error for a file whose content is not what it should be."""
    return ProjectDamagedError(f"{path} is damaged: {why}. Go back to a copy of it, or import the sources again.")
