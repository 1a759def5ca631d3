"""Looking whether a project file is sound, and copying it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from workbench.domain.journal import BEGINNING
from workbench.project.connection import connect
from workbench.project.copies import raw_findings
from workbench.project.database import Database
from workbench.project.errors import ProjectDamagedError
from workbench.project.journal import POSITION
from workbench.project.schema import APPLICATION_ID, strange_parts


def findings(database: Database, contents: tuple[Callable[[], object], ...]) -> list[str]:
    """What is wrong with a file, in plain words; ``contents`` are read too, for what only shows when it is."""
    found: list[str] = []
    with database.reading() as connection:
        try:
            found += _of_tables(connection, newer=bool(database.notice))
            found += _of_journal(connection)
        except sqlite3.DatabaseError as error:
            found.append(f"SQLite: {error}.")
    for content in contents:
        try:
            content()
        except ProjectDamagedError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _of_tables(connection: sqlite3.Connection, *, newer: bool) -> Iterator[str]:
    read = connection.execute
    for row in read("PRAGMA foreign_key_check").fetchmany(20):
        yield f"A row of the table {row[0]!r} refers to a {row[2]} that does not exist."
    if read("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield "The file does not carry the mark of a Counterpoint project."
    for part in strange_parts(connection, newer=newer):
        yield f"The file has {part}."
    yield from raw_findings(connection)
    for (document_id,) in read(
        "SELECT document_id FROM article LEFT JOIN text USING (position)"
        " WHERE text IS NULL OR length(text) <> characters"
    ).fetchmany(20):
        yield f"The article {document_id!r} has no text, or one of another length than it should have."


def _of_journal(connection: sqlite3.Connection) -> Iterator[str]:
    """Whether the journal is a tree of steps that fit together, and leads to what holds now."""
    parents = dict(connection.execute("SELECT number, parent FROM step ORDER BY number").fetchall())
    sound = True
    for number, parent in parents.items():
        if number <= BEGINNING or parent >= number or (parent != BEGINNING and parent not in parents):
            sound = False
            yield f"Step {number} of the journal follows step {parent}, which is not before it."
    for number, count, real in connection.execute(
        "SELECT number, step.edits, count(place) FROM step LEFT JOIN edit ON step = number"
        " GROUP BY number HAVING step.edits <> count(place)"
    ):
        yield f"Step {number} of the journal should have {count} changes and has {real}."
    for name, step in connection.execute("SELECT name, step FROM snapshot"):
        if step != BEGINNING and step not in parents:
            yield f"The snapshot {name!r} points to step {step}, which does not exist."
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (POSITION,)).fetchone()
    position = int(row[0]) if row and row[0].isdecimal() else -1
    if position != BEGINNING and position not in parents:
        yield "The position in the journal is not one of its steps."
    elif sound:
        yield from _of_replay(connection, parents, position)


def _of_replay(connection: sqlite3.Connection, parents: dict[int, int], position: int) -> Iterator[str]:
    """Walk every branch once: each step must find what it says it found."""
    children: dict[int, list[int]] = {}
    for number, parent in parents.items():
        children.setdefault(parent, []).append(number)
    held: dict[tuple[str, str], str] = {}
    at_position = dict(held) if position == BEGINNING else {}
    # (step, whether it is left): depth first without recursion, for a journal may be long
    walk = [(number, False) for number in reversed(children.get(BEGINNING, []))]
    while walk:
        number, leaving = walk.pop()
        edits = connection.execute(
            "SELECT collection, key, before, after FROM edit WHERE step = ? ORDER BY place", (number,)
        ).fetchall()
        if leaving:
            for collection, key, before, _ in reversed(edits):
                _put(held, (collection, key), before)
            continue
        for collection, key, before, after in edits:
            if held.get((collection, key)) != before:
                yield f"Step {number} of the journal does not follow from the steps before it ({key!r})."
            _put(held, (collection, key), after)
        if number == position:
            at_position = dict(held)
        walk.append((number, True))
        walk += [(child, False) for child in reversed(children.get(number, []))]
    if dict(_decided(connection)) != at_position:
        yield "What is decided now is not what the journal leads to."


def _put(held: dict[tuple[str, str], str], key: tuple[str, str], value: str | None) -> None:
    if value is None:
        held.pop(key, None)
    else:
        held[key] = value


def _decided(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], str]]:
    for collection, key, value in connection.execute("SELECT collection, key, value FROM decision"):
        yield (collection, key), value


def copy(database: Database, part: Path, progress: Callable[[int, int], None]) -> None:
    """Copy a project's pages into an empty file, which is not on the disk for sure when this returns."""
    with closing(connect(part, writing=True)) as connection:
        # the caller has the bytes put on the disk when others can write again
        connection.execute("PRAGMA synchronous = OFF")
        database.copy_into(connection, progress)
