"""Files that were cut short, changed by a broken disk, made by somebody else, or made to do harm."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from faults import made_up
from faults.nursery import nursery
from faults.outcome import CORRUPT, OTHER, Outcome, RefusedError, require, require_words
from workbench.project.errors import ProjectError
from workbench.project.store import SUFFIX, Project


def _original(folder: Path) -> tuple[bytes, tuple[Any, ...]]:
    base = made_up.project(folder / f"base{SUFFIX}", 25, size=2500, steps=40)
    with Project.open(base, read_only=True) as project:
        return base.read_bytes(), made_up.content_of(project)


def _look(path: Path, *, read_only: bool) -> tuple[list[str], tuple[Any, ...] | None]:
    """What the check found, and the content if it can be read. Raises :class:`RefusedError` when it is not opened."""
    try:
        project = Project.open(path, read_only=read_only)
    except ProjectError as error:
        require_words(error)
        raise RefusedError from None
    with project:
        found = project.check()
        content = None
        try:
            content = made_up.content_of(project)
        except ProjectError as error:
            require_words(error)
            require(bool(found), CORRUPT, f"the check found nothing, but reading says: {error}")
        return found, content


def truncated(runs: int, seed: int, folder: Path) -> Outcome:
    """The file ends too early."""
    outcome = Outcome(
        "a file that was cut short",
        "A project is cut at a random length, at page boundaries too.",
        "It is refused in words. The file is not changed.",
    )
    whole, _ = _original(folder)
    chance = random.Random(seed)
    path = folder / f"cut{SUFFIX}"
    for n in range(runs):
        size = chance.randrange(len(whole))
        if n % 4 == 0:
            size -= size % 16384
        with outcome.run(f"seed {seed} run {n}: {size} bytes"):
            path.write_bytes(whole[:size])
            try:
                _look(path, read_only=bool(n % 2))
            except RefusedError:
                require(path.read_bytes() == whole[:size], CORRUPT, "the file was changed")
                raise
            require(False, CORRUPT, f"a project of {size} of {len(whole)} bytes was opened")
    return outcome


def flipped_bits(runs: int, seed: int, folder: Path) -> Outcome:
    """One bit is another one."""
    outcome = Outcome(
        "a changed bit",
        "One random bit of a project is another one, anywhere in the file.",
        "Opening it, or Check, finds it, or the content is the same as before. Nothing is ever wrong without a word.",
    )
    whole, content = _original(folder)
    chance = random.Random(seed)
    path = folder / f"flipped{SUFFIX}"
    found_later = same = 0
    for n in range(runs):
        bit = chance.randrange(len(whole) * 8)
        if n % 8 == 0:  # the header and the schema are small and matter most
            bit = chance.randrange(20_000 * 8)
        with outcome.run(f"seed {seed} run {n}: bit {bit}"):
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(changed)
            found, now = _look(path, read_only=bool(n % 2))
            if found:
                found_later += 1
            elif now == content:
                same += 1
            else:
                require(False, CORRUPT, "the content is another one, unnoticed")
    outcome.note(f"{found_later} were found by Check after opening; in {same} the bit was in room that is not used")
    return outcome


def zeroed_pages(runs: int, seed: int, folder: Path) -> Outcome:
    """A part of the file is zeros or noise."""
    outcome = Outcome(
        "a part that is zeros or noise",
        "512 to 65,536 bytes somewhere in a project are zeros, noise or a piece from elsewhere in it.",
        "Opening it, or Check, finds it, or the content is the same as before. Nothing is ever wrong without a word.",
    )
    whole, content = _original(folder)
    chance = random.Random(seed)
    path = folder / f"zeroed{SUFFIX}"
    for n in range(runs):
        size = 512 << chance.randrange(8)
        start = chance.randrange(max(1, len(whole) - size)) // 512 * 512
        with outcome.run(f"seed {seed} run {n}: {size} bytes at {start}"):
            other = chance.randrange(len(whole) - size)
            piece = (bytes(size), chance.randbytes(size), whole[other : other + size])[n % 3]
            path.write_bytes((whole[:start] + piece + whole[start + size :])[: len(whole)])
            found, now = _look(path, read_only=bool(n % 2))
            require(bool(found) or now == content, CORRUPT, "the content is another one, unnoticed")
    return outcome


# -- other files -------------------------------------------------------------------------------------------------------


def _sql(*statements: str) -> Callable[[Path, bytes], None]:
    def make(path: Path, whole: bytes) -> None:
        path.write_bytes(whole)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = OFF")
            for statement in statements:
                connection.execute(statement)

    return make


def _schema(where: str, sql: str) -> Callable[[Path, bytes], None]:
    """A table whose statement was changed behind SQLite's back."""

    def make(path: Path, whole: bytes) -> None:
        path.write_bytes(whole)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, where))

    return make


def _bytes(content: bytes) -> Callable[[Path, bytes], object]:
    return lambda path, _: path.write_bytes(content)


def _header(at: int, value: bytes) -> Callable[[Path, bytes], object]:
    return lambda path, whole: path.write_bytes(whole[:at] + value + whole[at + len(value) :])


def _other_program(path: Path, _: bytes) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE article (text TEXT)")


def _link_to_itself(path: Path, _: bytes) -> None:
    path.symlink_to(path.name)


def _stale_wal(path: Path, whole: bytes) -> None:
    """A write-ahead log of another database lies beside a sound project."""
    path.write_bytes(whole)
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (zeroblob(200000))")
        connection.commit()
        shutil.copyfile(f"{other}-wal", f"{path}-wal")


FOREIGN: dict[str, Callable[[Path, bytes], Any]] = {
    "an empty file": _bytes(b""),
    "one byte": _bytes(b"S"),
    "the first bytes of SQLite alone": _bytes(b"SQLite format 3\0"),
    "random bytes": _bytes(random.Random(4).randbytes(50_000)),
    "a text": _bytes(b"NATO said no.\n" * 4000),
    "a ZIP file": _bytes(b"PK\x03\x04" + bytes(30_000)),
    "a wrong first byte": _header(0, b"s"),
    "a wrong application id": _header(68, b"CoPx"),
    "no application id": _header(68, bytes(4)),
    "schema version 0": _header(60, bytes(4)),
    "a negative schema version": _header(60, b"\xff\xff\xff\xff"),
    "a page size of 3": _header(16, struct.pack(">H", 3)),
    "a page size of 512": _header(16, struct.pack(">H", 512)),
    "a claim of 4 thousand million pages": _header(28, b"\xff\xff\xff\xfe"),
    "a claim of 0 pages": _header(28, bytes(4)),
    "a text encoding that does not exist": _header(56, struct.pack(">I", 9)),
    "a schema format that does not exist": _header(44, struct.pack(">I", 99)),
    "a list of free pages that leads nowhere": _header(32, struct.pack(">II", 999_999, 4000)),
    "a write version that does not exist": _header(18, b"\x09\x09"),
    "another program's database": _other_program,
    "a folder": lambda path, _: path.mkdir(),
    "a named pipe": lambda path, _: os.mkfifo(path),
    "a link to itself": _link_to_itself,
    "a link to a device without end": lambda path, _: path.symlink_to("/dev/zero"),
    "a link to the empty device": lambda path, _: path.symlink_to("/dev/null"),
    "no file": lambda path, _: None,
    "a trigger": _sql("CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM article; END"),
    "a trigger named to attach a file": _sql(
        'CREATE TRIGGER "a""; ATTACH \'x\'" AFTER INSERT ON edit BEGIN SELECT 1; END'
    ),
    "a view": _sql("CREATE VIEW v AS SELECT * FROM article"),
    "a view with the name of a table": _sql(
        "PRAGMA foreign_keys = OFF", "ALTER TABLE refused RENAME TO r", "CREATE VIEW refused AS SELECT * FROM r"
    ),
    "a full-text table": _sql("CREATE VIRTUAL TABLE f USING fts5(a)"),
    "an R-tree": _sql("CREATE VIRTUAL TABLE f USING rtree(a, b, c)"),
    "an index on an expression": _sql("CREATE INDEX i ON setting (upper(value))"),
    "an index of somebody": _sql("CREATE INDEX i ON setting (value)"),
    "a partial index": _sql("CREATE INDEX i ON setting (value) WHERE name > 'a'"),
    "another table": _sql("CREATE TABLE mine (a)"),
    "a table named to attach a file": _sql('CREATE TABLE "x"" ; ATTACH DATABASE \'y\' AS z; --" (a)'),
    "another column": _sql("ALTER TABLE setting ADD COLUMN more TEXT"),
    "a computed column": _sql("ALTER TABLE setting ADD COLUMN more TEXT AS (upper(value))"),
    "a table less": _sql("DROP TABLE snapshot"),
    "a table with a check that calls": _schema(
        "snapshot",
        "CREATE TABLE snapshot ( number INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (load_extension('x')), "
        "made_at TEXT NOT NULL, step INTEGER NOT NULL, record_sha256 TEXT NOT NULL ) STRICT",
    ),
    "a table with a default that computes": _schema(
        "setting",
        "CREATE TABLE setting ( name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL DEFAULT (hex(9)), "
        "record_sha256 TEXT NOT NULL ) STRICT",
    ),
    "a statement that is nonsense": _schema("setting", "CREATE TABLE setting (((("),
    "a journal that goes in circles": _sql(
        "INSERT INTO step VALUES (900, 901, '', '', '', 0, ''), (901, 900, '', '', '', 0, '')"
    ),
    "a position that is a list": _sql("UPDATE setting SET value = '[[[[]]]]' WHERE name = 'position'"),
    "another database's write-ahead log beside a project": _stale_wal,
    "a decision 200,000 brackets deep": _sql(
        "INSERT INTO decision (collection, key, value) VALUES ('a', 'b', replace(hex(zeroblob(100000)), '00', '[['))"
    ),
}
"""Files that are no sound project, by what they are."""


def foreign(runs: int, seed: int, folder: Path) -> Outcome:
    """Each file of :data:`FOREIGN` is opened, for writing and for reading only; ``runs`` is not used."""
    outcome = Outcome(
        "files that are no project, and hostile ones",
        f"{len(FOREIGN)} files, each opened for writing and for reading only: empty, random, wrong or lying headers, "
        "another program's database, a pipe, a folder, a device, triggers, views, computed columns, virtual tables, "
        "names with commands in them, journals in circles.",
        "It is refused in words, or Check finds it, within seconds, or the content is all there. Nothing in it is run, and "
        "a refused file is not changed.",
    )
    whole, _ = _original(folder)
    with Project.open(folder / f"base{SUFFIX}", read_only=True) as project:
        digest = made_up.digest_of(project)
    with nursery() as children:
        for name, make in FOREIGN.items():
            for read_only in (True, False):
                place = folder / "foreign"
                place.mkdir()
                path = place / f"p{SUFFIX}"
                made = False
                with suppress(sqlite3.Error, OSError):
                    make(path, whole)
                    made = True
                if not made:
                    outcome.note(f"could not be made here: {name}")
                    shutil.rmtree(place)
                    continue
                with outcome.run(f"{name}, {'for reading' if read_only else 'for writing'}"):
                    content = path.read_bytes() if path.is_file() else b""
                    ended = children.one("open_and_tell", path, read_only, False, kill_after=10)
                    require(ended.code == 0, OTHER, f"it ended with {ended.code} (-9: it hung): {ended.said}")
                    (said,) = ended.said
                    if "refused" in said:
                        require(len(said["refused"]) > 30, OTHER, f"the words {said['refused']!r} do not help")
                        if path.is_file():
                            require(path.read_bytes() == content, CORRUPT, "the file was changed")
                        raise RefusedError
                    # a header may lie where SQLite knows better
                    require(bool(said["found"]) or said["digest"] == digest, CORRUPT, "nothing was found")
                shutil.rmtree(place)
    return outcome


def harmless(runs: int, seed: int, folder: Path) -> Outcome:
    """Files that look odd and are sound projects all the same."""
    outcome = Outcome(
        "odd but sound files",
        "A project that another program switched to a write-ahead log, vacuumed or analysed, and "
        "names that would be commands elsewhere.",
        "It opens with everything in it, or is refused in words.",
    )
    whole, content = _original(folder)
    makes: dict[str, Callable[[Path, bytes], Any]] = {
        "switched to a write-ahead log": _sql("PRAGMA journal_mode = WAL", "PRAGMA user_version = 2"),
        "vacuumed": _sql("VACUUM"),
        "analysed": _sql("ANALYZE"),
        "with another page size": _sql("PRAGMA page_size = 4096", "VACUUM"),
        "with automatic vacuuming": _sql("PRAGMA auto_vacuum = FULL", "VACUUM"),
    }
    names = ("p", "a?mode=memory&x=y", "a#b%20c", "'; ATTACH 'x", ":memory:", "naïve 船 🚢", "-", "a" * 200)
    for read_only in (True, False):
        for name, make in [*makes.items(), *((f"named {n!r}", _bytes(whole)) for n in names)]:
            place = folder / "odd"
            place.mkdir()
            stem = name.removeprefix("named ").strip("'\"") if name.startswith("named") else "p"
            path = place / f"{stem}{SUFFIX}"
            with outcome.run(f"{name}, {'for reading' if read_only else 'for writing'}"):
                make(path, whole)
                found, now = _look(path, read_only=read_only)
                require(not found and now == content, CORRUPT, f"it is not as it was: {found}")
            shutil.rmtree(place)
    return outcome
