"""Bringing an older project up to date: one function for each schema version, from that version to the next one.

The statements of an older version stand here as they were and never change. A new version adds one entry.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.domain.journal import BEGINNING
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Scope
from workbench.project.digests import (
    COLUMN,
    ROWS,
    article_digest,
    digest_of_step,
    record_digest,
    step_digest,
    write_setting,
)
from workbench.project.records import dumped, now
from workbench.project.schema import SCHEMA_VERSION, TABLE_SQL, new_project_id, one_line

_BATCH: Final = 500
"""Articles that are moved at once, so that the room that they leave takes the next ones and the file does not double."""

_SCHEMA_1: Final[Mapping[str, str]] = {
    "source": """
        CREATE TABLE source (
            source_id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER,
            read_at TEXT NOT NULL,
            UNIQUE (path, sha256)
        ) STRICT""",
    "article": """
        CREATE TABLE article (
            document_id TEXT NOT NULL PRIMARY KEY,
            source_id INTEGER NOT NULL REFERENCES source (source_id),
            position INTEGER NOT NULL UNIQUE,
            record TEXT NOT NULL,
            encoding TEXT NOT NULL,
            notes TEXT NOT NULL,
            text_sha256 TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
    "metadata": """
        CREATE TABLE metadata (
            document_id TEXT NOT NULL REFERENCES article (document_id),
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (document_id, field)
        ) STRICT, WITHOUT ROWID""",
    "suggestion": """
        CREATE TABLE suggestion (
            document_id TEXT NOT NULL REFERENCES article (document_id),
            outlet TEXT NOT NULL,
            evidence TEXT NOT NULL,
            UNIQUE (document_id, outlet, evidence)
        ) STRICT""",
    "refused": """
        CREATE TABLE refused (
            path TEXT NOT NULL,
            record TEXT NOT NULL,
            reason TEXT NOT NULL,
            UNIQUE (path, record, reason)
        ) STRICT""",
    "decision": """
        CREATE TABLE decision (
            sequence INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            label TEXT NOT NULL,
            made_at TEXT NOT NULL,
            undone INTEGER NOT NULL CHECK (undone IN (0, 1))
        ) STRICT""",
    "setting": """
        CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT""",
}

_FIELDS_1: Final = frozenset({"outlet", "title", "author", "date", "url", "language", "story_id", "wire_agency"})
"""What could be corrected in schema version 1."""


@dataclass(frozen=True, slots=True)
class Migration:
    """How a project gets from one schema version to the next."""

    tables: Mapping[str, str]
    """The statements of the version that it starts from."""
    run: Callable[[sqlite3.Connection, Progress], None]
    """Changes tables and content, within the caller's transaction."""


def tables_of(version: int) -> Mapping[str, str]:
    """The statements that make the tables of a schema version; those of the present one for a newer one."""
    migration = MIGRATIONS.get(version)
    return migration.tables if migration else TABLE_SQL


def migrate(connection: sqlite3.Connection, version: int, progress: Progress = no_progress) -> None:
    """Bring a file from an older schema version to the present one in one transaction: all of it or nothing."""
    # neither takes effect within a transaction
    connection.execute("PRAGMA foreign_keys = OFF")  # rows move between tables
    connection.execute("PRAGMA legacy_alter_table = ON")  # what refers to a table that is set aside refers to its name
    try:
        connection.execute("BEGIN EXCLUSIVE")
        try:
            for step in range(version, SCHEMA_VERSION):
                MIGRATIONS[step].run(connection, progress)
                connection.execute(f"PRAGMA user_version = {step + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    finally:
        connection.execute("PRAGMA legacy_alter_table = OFF")
        connection.execute("PRAGMA foreign_keys = ON")


def _from_1_to_2(connection: sqlite3.Connection, progress: Progress) -> None:
    for table in _SCHEMA_1:
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_1")
    for sql in TABLE_SQL.values():
        connection.execute(one_line(sql))
    _copy_rows(connection, "source", "SELECT source_id, path, sha256, size, read_at FROM source_1 ORDER BY rowid")
    _copy_rows(
        connection,
        "import",
        "SELECT 1, min(read_at), '' FROM source WHERE EXISTS (SELECT 1 FROM article_1) HAVING count(*) > 0",
    )
    _move_articles(connection, progress)
    for table in ("suggestion", "refused", "setting"):
        _copy_rows(connection, table, f"SELECT * FROM {table}_1 ORDER BY rowid")  # noqa: S608
    position = _decisions_as_steps(connection)
    position = _scope_as_step(connection, position)
    write_setting(connection, "position", dumped(position))
    write_setting(connection, "project id", new_project_id())
    for table in reversed(list(_SCHEMA_1)):
        connection.execute(f"DROP TABLE {table}_1")


def _copy_rows(connection: sqlite3.Connection, table: str, query: str) -> None:
    """Put the rows of a query into a table whose rows stand for themselves, each with its checksum."""
    names = ", ".join(f'"{name}"' for name in (*ROWS[table], COLUMN))
    marks = ", ".join("?" for _ in (*ROWS[table], COLUMN))
    for row in connection.execute(query).fetchall():
        connection.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
            (*row, record_digest(row)),
        )


def _move_articles(connection: sqlite3.Connection, progress: Progress) -> None:
    (total,) = connection.execute("SELECT count(*) FROM article_1").fetchone()
    done = 0
    while batch := connection.execute(
        "SELECT position, document_id, source_id, 1, record, encoding, notes, length(text), text_sha256"
        " FROM article_1 ORDER BY position LIMIT ?",
        (_BATCH,),
    ).fetchall():
        last = batch[-1][0]
        for values in batch:
            metadata = connection.execute(
                "SELECT field, value, source FROM metadata_1 WHERE document_id = ? ORDER BY field", (values[1],)
            ).fetchall()
            connection.execute(
                "INSERT INTO article (position, document_id, source_id, import, record, encoding, notes, characters,"
                " text_sha256, record_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, article_digest(values, metadata)),
            )
            connection.executemany(
                "INSERT INTO metadata (position, field, value, source) VALUES (?, ?, ?, ?)",
                [(values[0], *row) for row in metadata],
            )
        connection.execute(
            "INSERT INTO text (position, text) SELECT position, text FROM article_1 WHERE position <= ?"
            " ORDER BY position",
            (last,),
        )
        connection.execute("DELETE FROM article_1 WHERE position <= ?", (last,))
        done += len(batch)
        progress(done, total, "Bringing the project up to date")


def _decisions_as_steps(connection: sqlite3.Connection) -> int:
    """One step for each decision under its number. Undone ones stay beside the line. Returns the position."""
    position = BEGINNING
    held: dict[tuple[str, str], str] = {}
    for sequence, kind, payload, label, made_at, undone in connection.execute(
        "SELECT sequence, kind, payload, label, made_at, undone FROM decision_1 ORDER BY sequence"
    ).fetchall():
        changes = _changes_of(sequence, kind, payload)
        _write_step(connection, (sequence, position, label, made_at), held, changes)
        if not undone:
            position = sequence
            held.update(changes)
    _hold(connection, held)
    return position


def _changes_of(sequence: int, kind: str, payload: str) -> dict[tuple[str, str], str]:
    """What a decision of schema version 1 says, as JSON texts by collection and key."""
    try:
        values = json.loads(payload)
        if kind == "corrections" and set(values) == {"corrections"}:
            corrections = [(str(c["field"]), str(c["document_id"]), str(c["value"])) for c in values["corrections"]]
            if all(field in _FIELDS_1 for field, _, _ in corrections):
                return {
                    ("metadata", f"{field}/{document_id}"): dumped(text) for field, document_id, text in corrections
                }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    # no version wrote anything else; whatever it is, it is kept
    return {("schema 1", f"{kind}/{sequence}"): dumped(payload)}


def _scope_as_step(connection: sqlite3.Connection, position: int) -> int:
    """What was counted becomes the last step, where it differs from the default. Returns the position."""
    found = connection.execute("SELECT value FROM setting WHERE name = 'scope'").fetchone()
    if found is None:
        return position
    try:
        scope = Scope.from_json(json.loads(found[0])).to_json()
    except (ValueError, TypeError, AttributeError, RecursionError):
        return position  # it stays a setting, which nobody reads
    connection.execute("DELETE FROM setting WHERE name = 'scope'")
    usual: dict[str, Any] = Scope().to_json()
    changes = {("scope", name): dumped(value) for name, value in scope.items() if value != usual[name]}
    if not changes:
        return position
    (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM step").fetchone()
    _write_step(connection, (newest + 1, position, "Scope as it was", now()), {}, changes)
    _hold(connection, changes)
    return int(newest) + 1


def _write_step(
    connection: sqlite3.Connection,
    step: tuple[int, int, str, str],
    held: Mapping[tuple[str, str], str],
    changes: Mapping[tuple[str, str], str],
) -> None:
    edits = [
        (place, collection, key, held.get((collection, key)), after)
        for place, ((collection, key), after) in enumerate(changes.items(), start=1)
    ]
    values = (*step, "", len(edits))
    connection.execute(
        "INSERT INTO step (number, parent, label, made_at, merge_key, edits, record_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*values, step_digest(values, digest_of_step(connection, step[1]), edits)),
    )
    connection.executemany(
        "INSERT INTO edit (step, place, collection, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [(step[0], *edit) for edit in edits],
    )


def _hold(connection: sqlite3.Connection, values: Mapping[tuple[str, str], str]) -> None:
    connection.executemany(
        "INSERT INTO decision (collection, key, value) VALUES (?, ?, ?)",
        [(*key, value) for key, value in values.items()],
    )


MIGRATIONS: Final[Mapping[int, Migration]] = {1: Migration(_SCHEMA_1, _from_1_to_2)}
"""By the schema version that they start from, without a gap up to the present one."""
