"""The tables of a project file, its marks in the SQLite header, and the test whether a file has exactly them.

``docs/file-format.md`` describes the same for people; a change here is a new schema version and needs a migration.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from typing import Final

from workbench.project.digests import write_setting

APPLICATION_ID: Final = 0x436F5074
"""``CoPt`` in ASCII, at byte 68 of the file."""

SCHEMA_VERSION: Final = 2
"""SQLite's ``user_version``."""

PAGE_SIZE: Final = 16384
"""In bytes, of a new file. Texts are long: with this size a file of 100,000 articles is 10 % smaller than with 4096, and
checked twice as fast."""

TABLE_SQL: Final[Mapping[str, str]] = {
    "source": """
        CREATE TABLE source (
            source_id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER,
            read_at TEXT NOT NULL,
            record_sha256 TEXT NOT NULL,
            UNIQUE (path, sha256)
        ) STRICT""",
    "import": """
        CREATE TABLE import (
            number INTEGER PRIMARY KEY,
            made_at TEXT NOT NULL,
            label TEXT NOT NULL,
            record_sha256 TEXT NOT NULL
        ) STRICT""",
    "article": """
        CREATE TABLE article (
            position INTEGER PRIMARY KEY,
            document_id TEXT NOT NULL UNIQUE,
            source_id INTEGER NOT NULL REFERENCES source (source_id),
            import INTEGER NOT NULL REFERENCES import (number),
            record TEXT NOT NULL,
            encoding TEXT NOT NULL,
            notes TEXT NOT NULL,
            characters INTEGER NOT NULL,
            text_sha256 TEXT NOT NULL,
            record_sha256 TEXT NOT NULL
        ) STRICT""",
    "text": """
        CREATE TABLE text (
            position INTEGER PRIMARY KEY REFERENCES article (position),
            text TEXT NOT NULL
        ) STRICT""",
    "metadata": """
        CREATE TABLE metadata (
            position INTEGER NOT NULL REFERENCES article (position),
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (position, field)
        ) STRICT, WITHOUT ROWID""",
    "suggestion": """
        CREATE TABLE suggestion (
            document_id TEXT NOT NULL REFERENCES article (document_id),
            outlet TEXT NOT NULL,
            evidence TEXT NOT NULL,
            record_sha256 TEXT NOT NULL,
            UNIQUE (document_id, outlet, evidence)
        ) STRICT""",
    "refused": """
        CREATE TABLE refused (
            path TEXT NOT NULL,
            record TEXT NOT NULL,
            reason TEXT NOT NULL,
            record_sha256 TEXT NOT NULL,
            UNIQUE (path, record, reason)
        ) STRICT""",
    "step": """
        CREATE TABLE step (
            number INTEGER PRIMARY KEY,
            parent INTEGER NOT NULL,
            label TEXT NOT NULL,
            made_at TEXT NOT NULL,
            merge_key TEXT NOT NULL,
            edits INTEGER NOT NULL,
            record_sha256 TEXT NOT NULL
        ) STRICT""",
    "edit": """
        CREATE TABLE edit (
            step INTEGER NOT NULL REFERENCES step (number),
            place INTEGER NOT NULL,
            collection TEXT NOT NULL,
            key TEXT NOT NULL,
            before TEXT,
            after TEXT,
            PRIMARY KEY (step, place)
        ) STRICT, WITHOUT ROWID""",
    "decision": """
        CREATE TABLE decision (
            sequence INTEGER PRIMARY KEY,
            collection TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            UNIQUE (collection, key)
        ) STRICT""",
    "snapshot": """
        CREATE TABLE snapshot (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            made_at TEXT NOT NULL,
            step INTEGER NOT NULL,
            record_sha256 TEXT NOT NULL
        ) STRICT""",
    "setting": """
        CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL,
            record_sha256 TEXT NOT NULL
        ) STRICT""",
}
"""The statement that makes each table, in the order in which they are made."""

_SQLITE_OWN: Final = frozenset({"sqlite_stat1", "sqlite_stat4"})
"""Tables that SQLite itself adds when another program asks it to plan better."""


def one_line(sql: str) -> str:
    """A statement with every run of white space as one space."""
    return " ".join(sql.split())


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables and the marks in the header. The caller holds a transaction, so it is all or nothing."""
    for sql in TABLE_SQL.values():
        connection.execute(one_line(sql))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    write_setting(connection, "position", "0")
    write_setting(connection, "project id", new_project_id())


def new_project_id() -> str:
    """The JSON text of a name that no other project has."""
    return f'"{secrets.token_hex(16)}"'


def strange_parts(
    connection: sqlite3.Connection, *, tables: Mapping[str, str] = TABLE_SQL, newer: bool = False
) -> list[str]:
    """What a file's schema has or lacks against a project's, in plain words; empty when it is as it should be.

    A view, trigger or unexpected table is code or data from somebody else, and a table whose statement differs may
    compute values when it is read; neither is opened. A ``newer`` project may have more tables, and more columns.

    Args:
        connection: of the file.
        tables: the statements of its schema version.
        newer: whether it was written by a newer version of the program.
    """
    found: list[str] = []
    seen: set[str] = set()
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    ):
        if kind == "table" and name in tables:
            seen.add(name)
            if newer and _is_plain_table(sql):
                found += _missing_columns(connection, name)
            elif one_line(str(sql)) != one_line(tables[name]):
                found.append(f"the table {name!r} is made in another way")
        elif not _is_expected_beside(kind, name, table, sql, tables=tables, newer=newer):
            found.append(f"an unexpected {kind} {name!r}")
    found += [f"no table {name!r}" for name in tables if name not in seen]
    return found


def _is_expected_beside(
    kind: str, name: str, table: str, sql: object, *, tables: Mapping[str, str], newer: bool
) -> bool:
    """Whether something that is not one of the project's tables may stand beside them."""
    if kind == "index":  # those that SQLite makes for keys have no statement
        return newer or (sql is None and (table in tables or table in _SQLITE_OWN))
    return kind == "table" and (name in _SQLITE_OWN or (newer and _is_plain_table(sql)))


def _is_plain_table(sql: object) -> bool:
    """Whether a table holds its rows itself; a virtual one runs code of a module when it is read."""
    return one_line(str(sql)).upper().startswith("CREATE TABLE")


def _missing_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a known table that a newer version dropped or computes."""
    rows = connection.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
    present = {name for (name,) in rows}
    reference = sqlite3.connect(":memory:")
    try:
        reference.execute(TABLE_SQL[table])
        wanted = [name for (name,) in reference.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))]
    finally:
        reference.close()
    return [f"no column {name!r} in the table {table!r}" for name in wanted if name not in present]
