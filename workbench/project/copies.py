"""Copies of a project file that are checked before they get their name."""

from __future__ import annotations

import filecmp
import os
import re
import secrets
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from workbench.project import digests
from workbench.project.connection import connect, damaged, lock, plain_errors
from workbench.project.errors import (
    NotAProjectError,
    ProjectError,
    ProjectExistsError,
    ProjectInUseError,
    ProjectNotWritableError,
)
from workbench.project.holder import holder_file
from workbench.project.records import text_hash
from workbench.project.schema import SCHEMA_VERSION

_TEXTS: Final = {
    1: "SELECT document_id, text, text_sha256 FROM article",
    2: "SELECT document_id, text, text_sha256 FROM article JOIN text USING (position)",
}
"""By schema version: where texts and their hashes stand."""

_LONGEST: Final = 200
"""Characters of a name that the name of an unfinished file begins with."""

_ABANDONED_AFTER: Final = 3600
"""Seconds without a change after which an unfinished file that nobody has open is nobody's."""


def unnamed(path: Path) -> Path:
    """A name beside ``path`` for a file that is not finished."""
    return path.with_name(f".{path.name[:_LONGEST]}.{secrets.token_hex(4)}.part")


@contextmanager
def unfinished(path: Path, what: str) -> Iterator[Path]:
    """An empty file beside ``path`` to be filled, and gone at the end unless it was renamed."""
    _remove_left_behind(path)
    part = unnamed(path)
    try:
        try:
            with part.open("xb"):
                pass
        except OSError as error:
            raise ProjectNotWritableError(
                f"{what} {path} can't be made ({error.strerror}). "
                "Choose a folder that exists and that you can write to."
            ) from error
        yield part
    finally:
        for file in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _remove_left_behind(path: Path) -> None:
    """Remove files that a process which was killed left where it was making ``path``: each is as large as a project.

    One that was written to within the last hour, or that somebody has open, stays.
    """
    if len(path.name) > _LONGEST:  # it was cut, so another file's name may begin like this
        return
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.part")
    with suppress(OSError), os.scandir(path.parent) as entries:
        for file in [Path(entry.path) for entry in entries if name.fullmatch(entry.name)]:
            with suppress(OSError):
                if _is_left_behind(file):
                    for left in (file, file.with_name(f"{file.name}-journal"), holder_file(file)):
                        left.unlink(missing_ok=True)


def _is_left_behind(file: Path) -> bool:
    """Whether a file that was not finished is old, and open nowhere."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode) or time.time() - found.st_mtime < _ABANDONED_AFTER:
        return False
    try:
        with plain_errors(file), closing(connect(file, writing=True)) as connection:
            lock(connection)
    except (ProjectInUseError, ProjectNotWritableError):
        return False
    except ProjectError:
        pass  # cut off in the middle, so SQLite does not know it
    return True


def settle(file: Path) -> None:
    """Have the bytes of a file on the disk. The file is open nowhere: closing it would drop SQLite's lock on it."""
    with suppress(OSError), file.open("rb+") as stream:
        os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Have a folder's names on the disk, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside_journals(path: Path) -> None:
    """See that SQLite does not take another file's journal for that of the file that is about to be called ``path``.

    A process that was killed leaves one behind. When its project was deleted or moved since, SQLite would put the old
    pages into the new file. The journal is kept under another name, for a moved project needs it to be put right.

    Raises:
        ProjectNotWritableError: it can't be renamed.
    """
    for ending in ("-journal", "-wal"):
        left = path.with_name(path.name + ending)
        try:
            with left.open("rb") as stream:
                if stream.read(1) in (b"", b"\0"):  # nothing that SQLite would take back
                    continue
            left.rename(left.with_name(f"{left.name}.{secrets.token_hex(4)}.left"))
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ProjectNotWritableError(
                f"{path} can't be made: {left.name}, left there by a program that ended unexpectedly, is in the way "
                f"({error.strerror}). Move it elsewhere, or choose another name."
            ) from error


def make_way(path: Path) -> None:
    """Before a file is replaced: see that nobody has it open, and put right what an interrupted process left there.

    Raises:
        ProjectInUseError: somebody has it open.
        ProjectNotWritableError: what was left there can't be put right.
    """
    if path.is_file():
        try:
            with plain_errors(path), closing(connect(path, writing=True)) as connection:
                lock(connection)
        except (NotAProjectError, ProjectNotWritableError):
            pass  # whatever it is, it is to be replaced
    set_aside_journals(path)


def give_name(part: Path, path: Path) -> None:
    """Give a finished file its name, if nothing has that name.

    Raises:
        ProjectExistsError: something has it.
        ProjectNotWritableError: the folder does not take it.
    """
    if not os.path.lexists(path):
        set_aside_journals(path)
    try:
        try:
            if os.name == "nt":
                part.rename(path)  # which fails there when the name is taken
            else:
                os.link(part, path)
                part.unlink()
        except FileExistsError:
            raise
        except OSError:  # a disk without links, e.g. a memory stick
            if os.path.lexists(path):
                raise FileExistsError from None
            part.rename(path)
    except FileExistsError as error:
        raise ProjectExistsError(f"{path} exists already. Open it, or choose another name.") from error
    except OSError as error:
        raise ProjectNotWritableError(
            f"{path} can't be made ({error.strerror}). Choose a folder that exists and that you can write to."
        ) from error
    settle_folder(path.parent)


def verified_copy(source: Path, target: Path) -> None:
    """Copy a project of any schema version page by page, and check the copy. ``source`` must not be open here.

    Raises:
        ProjectExistsError: ``target`` is there already.
        ProjectDamagedError: the project is damaged, so there is no copy.
        ProjectInUseError: it is open elsewhere.
        ProjectNotWritableError: the copy can't be written.
    """
    with unfinished(target, "The copy") as part:
        _copy_pages(source, part, target)
        give_name(part, target)


def copy_before_migration(version: int) -> Callable[[Path], None]:
    """What keeps a project as it was before its schema becomes ``version``: a copy beside it."""

    def keep(path: Path) -> None:
        number = 1
        with unfinished(path, "A copy of") as part:
            _copy_pages(path, part, path)
            if _version_of(part) >= version:  # another window was faster, and says so when it is opened
                return
            while True:
                suffix = f" {number}" if number > 1 else ""
                target = path.with_name(f"{path.stem} before schema {version}{suffix}{path.suffix}")
                with suppress(ProjectExistsError):
                    give_name(part, target)
                    return
                with suppress(OSError):
                    # kept by another window, or before a migration that was interrupted
                    if filecmp.cmp(part, target, shallow=False):
                        return
                number += 1

    return keep


def _version_of(file: Path) -> int:
    with plain_errors(file), closing(connect(file, writing=False)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _copy_pages(source: Path, part: Path, target: Path) -> None:
    with plain_errors(source), closing(connect(source, writing=False)) as original:
        original.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # whether it can be read, before the copy
        with plain_errors(target), closing(connect(part, writing=True)) as copy:
            original.backup(copy)
    with plain_errors(source), closing(connect(part, writing=False)) as copy:
        findings = raw_findings(copy)
    if findings:
        raise damaged(source, findings[0].rstrip("."))
    settle(part)


def raw_findings(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with a file of any schema version: SQLite's structures, and what is not as it was written."""
    findings = [f"SQLite: {row[0]}" for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:  # a newer one may compute them from more
        findings += digests.findings(connection)
    query = _TEXTS.get(version, _TEXTS[max(_TEXTS)])
    for document_id, text, stored_hash in connection.execute(query):
        if text_hash(text) != stored_hash:
            findings.append(f"The text of the article {document_id!r} is not the imported one: its hash differs.")
    return findings
