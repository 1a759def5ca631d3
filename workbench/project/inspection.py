"""What a file is, before it is opened. Nothing is written, no file appears beside it, and nothing can make it wait.

The file must not be open in this process: reading it as bytes and closing it would drop SQLite's lock on it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from workbench.project.holder import Holder, read_holder
from workbench.project.migrations import tables_of
from workbench.project.pages import HEADER_BYTES, MAGIC, PAGE_SIZES
from workbench.project.places import concern
from workbench.project.schema import APPLICATION_ID, SCHEMA_VERSION, strange_parts

_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")


class Kind(Enum):
    """What a file is."""

    SOUND = "sound"
    OLDER = "older"
    """A sound project of an older schema version: it is brought up to date when it is opened for writing."""
    NEWER = "newer"
    DAMAGED = "damaged"
    EMPTY = "empty"
    NOT_A_PROJECT = "not a project"
    OTHER_DATABASE = "other database"
    STRANGE_SCHEMA = "strange schema"
    IN_USE = "in use"
    MISSING = "missing"
    FOLDER = "folder"
    READ_ONLY = "read only"
    """A sound project that can be read and not written."""
    INTERRUPTED = "interrupted"
    """A save was interrupted: opening it for writing puts it right."""


class NextStep(Enum):
    """What a person can do."""

    OPEN = "open"
    OPEN_READ_ONLY = "open read-only"
    RESTORE_BACKUP = "restore a backup"
    SALVAGE = "salvage"
    CHOOSE_ANOTHER = "choose another file"
    INSTALL_NEWER = "install the newer version"
    CLOSE_ELSEWHERE = "close it elsewhere"
    TAKE_OVER = "take it over"
    SAVE_COPY_ELSEWHERE = "copy it to another folder"
    IMPORT = "import it"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is, and what can be done."""

    kind: Kind
    message: str
    """In plain words, with the file's name; empty when there is nothing to say."""
    next_steps: tuple[NextStep, ...]
    """The best one first."""
    holder: Holder | None = None
    """Who has it open, when that is known."""
    concern: str = ""
    """One quiet sentence about where it lies, or ``""``."""
    version: int = 0
    """The schema version, 0 when it can't be told."""


def inspect(path: Path, *, thorough: bool = True) -> Inspection:
    """Look at a file without changing anything. It never raises for what the file is, and never waits for it.

    Args:
        path: The file. It must not be open in this process.
        thorough: Read all of it for damage, which takes seconds for hundreds of megabytes. Opening does that anyway.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return _other(Kind.MISSING, f"There is no file {path}. Check the name, or choose another project.")
    except (OSError, ValueError, RuntimeError) as error:  # a circle of links, a name that no system knows
        why = getattr(error, "strerror", None) or "its name can't be used"
        return _other(Kind.MISSING, f"{path} can't be reached ({why}). Check the name, or choose another project.")
    if stat.S_ISDIR(mode):
        steps = (NextStep.IMPORT, NextStep.CHOOSE_ANOTHER)
        return Inspection(Kind.FOLDER, f"{path} is a folder, not a project. Import it, or choose a file.", steps)
    if not stat.S_ISREG(mode):  # reading a pipe or a device can take for ever
        return _other(Kind.NOT_A_PROJECT, f"{path} is a device or a connection, not a file. Choose a project.")
    try:
        with path.open("rb") as stream:
            head = stream.read(HEADER_BYTES)
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        return _other(Kind.NOT_A_PROJECT, f"{path} can't be read ({error.strerror}). Ask for the right to read it.")
    try:
        where = concern(path)
    except (OSError, ValueError, RuntimeError):
        where = ""
    found = _by_header(path, head, size) or _by_content(path, head, thorough=thorough)
    return Inspection(found.kind, found.message, found.next_steps, found.holder, where, found.version)


def _other(kind: Kind, message: str) -> Inspection:
    return Inspection(kind, message, (NextStep.CHOOSE_ANOTHER,))


def _damaged(path: Path, why: str, version: int = 0) -> Inspection:
    message = f"{path} is damaged: {why}. It stays as it is. Go back to a backup, or save what can be read of it."
    return Inspection(Kind.DAMAGED, message, (NextStep.RESTORE_BACKUP, NextStep.SALVAGE), version=version)


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")


def _by_header(path: Path, head: bytes, size: int) -> Inspection | None:
    """What the first bytes say; ``None`` when they are those of a project."""
    looks_like_one = path.name.casefold().endswith(".counterpoint")
    if size == 0:
        message = f"{path} is empty. Go back to a backup, or choose another file."
        return Inspection(Kind.EMPTY, message, (NextStep.RESTORE_BACKUP, NextStep.CHOOSE_ANOTHER))
    if head[:16] != MAGIC or len(head) < HEADER_BYTES:
        if looks_like_one:
            return _damaged(path, "its beginning is not that of a project")
        return _other(
            Kind.NOT_A_PROJECT, f"{path} is not a Counterpoint project. Choose a file that ends in .counterpoint."
        )
    if _number(head, 68) != APPLICATION_ID:
        message = f"{path} is a database of another program, not a Counterpoint project. Choose another file."
        return _other(Kind.OTHER_DATABASE, message)
    version = _number(head, 60)
    page_size = int.from_bytes(head[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    if page_size not in PAGE_SIZES or head[21:24] != b"\x40\x20\x20":
        return _damaged(path, "its header makes no sense")
    if version < 1:
        return _damaged(path, f"it has the schema version {version}, which no project has")
    steps: tuple[NextStep, ...]
    journal = _journal_state(path)
    holder = read_holder(path)
    if journal and _is_locked(path):
        return _in_use(path, holder, version)
    if journal:
        message = (
            f"A save of {path} was interrupted. It is put right when it is opened for writing; "
            "what was confirmed before is kept."
        )
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        steps = (NextStep.OPEN,) if writable else (NextStep.SAVE_COPY_ELSEWHERE, NextStep.SALVAGE)
        return Inspection(Kind.INTERRUPTED, message, steps, holder, version=version)
    # the number of pages counts only when the last to write was a program that keeps it
    if _number(head, 24) == _number(head, 92) and size < _number(head, 28) * page_size:
        return _damaged(path, "its end is missing", version)
    return None


def _journal_state(path: Path) -> bool:
    """Whether a journal that was not finished lies beside the file."""
    journal = path.with_name(f"{path.name}-journal")
    try:
        if not stat.S_ISREG(journal.stat().st_mode):
            return False
        with journal.open("rb") as stream:
            return stream.read(8) == _JOURNAL_MAGIC
    except OSError:
        return False


def _connect(path: Path, more: str) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    if not uri.startswith("file:///"):
        uri = "file://" + uri.removeprefix("file:")
    connection = sqlite3.connect(f"{uri}?mode=ro{more}", uri=True, timeout=0, isolation_level=None)
    try:
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_locked(path: Path) -> bool:
    """Whether another program holds the file. A journal that it needs is none of our business."""
    try:
        with closing(_connect(path, "")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        return (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return False


def _in_use(path: Path, holder: Holder | None, version: int) -> Inspection:
    who = f": {holder}" if holder else ""
    message = (
        f"{path} is open in another window or program{who}. Close it there, or make a copy of the file and open that."
    )
    return Inspection(Kind.IN_USE, message, (NextStep.CLOSE_ELSEWHERE,), holder, version=version)


def _by_content(path: Path, head: bytes, *, thorough: bool) -> Inspection:
    """What SQLite says of a file whose header is a project's."""
    version = _number(head, 60)
    holder = read_holder(path)
    # a write-ahead log would bring files beside it; no project has one, so the file alone is looked at
    with_log = 2 in head[18:20]
    try:
        with closing(_connect(path, "&immutable=1" if with_log else "")) as connection:
            newer = version > SCHEMA_VERSION
            parts = strange_parts(connection, tables=tables_of(version), newer=newer)
            checked = connection.execute("PRAGMA quick_check(1)") if thorough else ()
            findings = [row[0] for row in checked if row[0] != "ok"]
    except (sqlite3.Error, UnicodeError) as error:  # names in the schema can be anything but text
        code = getattr(error, "sqlite_errorname", None) or ""
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return _in_use(path, holder, version)
        if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_IOERR")):
            return _other(Kind.NOT_A_PROJECT, f"{path} can't be read ({error}). Copy it to another disk and try again.")
        return _damaged(path, str(error), version)
    if findings:
        return _damaged(path, str(findings[0]), version)
    if newer:
        if parts:
            message = (
                f"{path} was written by a newer version of Counterpoint and can't be read by this one ({parts[0]})."
            )
            steps: tuple[NextStep, ...] = (NextStep.INSTALL_NEWER,)
        else:
            message = (
                f"{path} was written by a newer version of Counterpoint, so it can only be read. Install the newer one."
            )
            steps = (NextStep.OPEN_READ_ONLY, NextStep.INSTALL_NEWER)
        return Inspection(Kind.NEWER, message, steps, holder, version=version)
    if parts:
        message = (
            f"{path} holds something that no Counterpoint project holds: {'; '.join(parts[:3])}. "
            "It is not opened, for it could run code of a stranger. Ask whoever gave it to you for another copy."
        )
        return Inspection(Kind.STRANGE_SCHEMA, message, (NextStep.CHOOSE_ANOTHER,), holder, version=version)
    if with_log:
        message = (
            f"{path} was changed by another program into a form that keeps the last changes in a second file (-wal). "
            "Copy both into one folder and open the project there for writing: that makes one file of them."
        )
        return Inspection(Kind.STRANGE_SCHEMA, message, (NextStep.OPEN, NextStep.SALVAGE), holder, version=version)
    if holder is not None and holder.machine and not holder.is_here:
        message = f"{path} is open elsewhere: {holder}. Close it there, or take it over when it is not open any more."
        steps = (NextStep.CLOSE_ELSEWHERE, NextStep.OPEN_READ_ONLY, NextStep.TAKE_OVER)
        return Inspection(Kind.IN_USE, message, steps, holder, version=version)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        message = f"{path} or its folder is read-only, so the project can be read and not changed."
        steps = (NextStep.OPEN_READ_ONLY, NextStep.SAVE_COPY_ELSEWHERE)
        return Inspection(Kind.READ_ONLY, message, steps, holder, version=version)
    if version < SCHEMA_VERSION:
        message = (
            f"{path} was made by an older version of Counterpoint. A backup is made before it is brought up to date."
        )
        return Inspection(Kind.OLDER, message, (NextStep.OPEN, NextStep.OPEN_READ_ONLY), holder, version=version)
    return Inspection(Kind.SOUND, "", (NextStep.OPEN,), holder, version=version)
