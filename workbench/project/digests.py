"""Checksums of what a project keeps beside texts, so that no change of it goes unnoticed.

A checksum is computed over the values of one record and stored in its row. ``docs/file-format.md`` says how another
program computes them.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

COLUMN: Final = "record_sha256"
"""The column that holds the checksum in each of these tables."""

ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("source_id", "path", "sha256", "size", "read_at"),
    "import": ("number", "made_at", "label"),
    "suggestion": ("document_id", "outlet", "evidence"),
    "refused": ("path", "record", "reason"),
    "snapshot": ("number", "name", "made_at", "step"),
    "setting": ("name", "value"),
}
"""Tables whose rows stand for themselves, with the values that count."""

ARTICLE: Final = (
    *("position", "document_id", "source_id", "import", "record", "encoding"),
    *("notes", "characters", "text_sha256"),
)
"""An article's own values; after them come field, value and source of its metadata, in the order of the fields."""

STEP: Final = ("number", "parent", "label", "made_at", "merge_key", "edits")
"""A step's own values; after them come the checksum of its parent and the values of :data:`EDIT` of each edit."""

EDIT: Final = ("place", "collection", "key", "before", "after")
"""An edit's values, in the order of ``place``."""

_WORDS: Final[Mapping[str, str]] = {
    "source": "What is noted about the source {1!r}",
    "import": "What is noted about import {0}",
    "suggestion": "The suggested outlet of the article {0!r}",
    "refused": "What is noted about {0!r}, which was not taken in,",
    "snapshot": "The snapshot {1!r}",
    "setting": "The setting {0!r}",
}
"""How a row is called, by its values."""

# neither byte is ever part of UTF-8, so no text can be taken for the end of another one
_BETWEEN: Final = "\udcff"
_NULL: Final = "\udcfe"


def record_digest(values: Iterable[Any]) -> str:
    """SHA-256, in hexadecimal, of values as UTF-8 with a byte 0xFF between them; NULL is the byte 0xFE."""
    texts = [value if type(value) is str else _NULL if value is None else str(value) for value in values]
    return hashlib.sha256(_BETWEEN.join(texts).encode("utf-8", "surrogateescape")).hexdigest()


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """The checksum of a row of one of the tables in :data:`ROWS`."""
    return record_digest(row[name] for name in ROWS[table])


def article_digest(values: Sequence[Any], metadata: Iterable[tuple[str, str, str]]) -> str:
    """The checksum of an article.

    Args:
        values: those of :data:`ARTICLE`.
        metadata: field, value and source of each thing that is known about it, in any order.
    """
    return record_digest([*values, *(value for row in sorted(metadata) for value in row)])


def step_digest(values: Sequence[Any], parent: str, edits: Iterable[Sequence[Any]]) -> str:
    """The checksum of a step.

    Args:
        values: those of :data:`STEP`.
        parent: the checksum of its parent, empty for the beginning. So a step that was lost or replaced is noticed.
        edits: the values of :data:`EDIT` of each of its edits, in their order.
    """
    return record_digest([*values, parent, *(value for edit in edits for value in edit)])


def digest_of_step(connection: sqlite3.Connection, number: int) -> str:
    """The checksum that is stored with a step; empty for the beginning."""
    row = connection.execute("SELECT record_sha256 FROM step WHERE number = ?", (number,)).fetchone()
    return str(row[0]) if row else ""


def write_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Store a JSON text under a name, in place of what was there."""
    connection.execute(
        "INSERT INTO setting (name, value, record_sha256) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, record_sha256 = excluded.record_sha256",
        (name, value, record_digest((name, value))),
    )


def findings(connection: sqlite3.Connection) -> Iterator[str]:
    """What is not as it was written, in words. The file has the present schema version."""
    for table, columns in ROWS.items():
        names = ", ".join(f'"{name}"' for name in (*columns, COLUMN))
        for *values, stored in connection.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid'):  # noqa: S608
            if record_digest(values) != stored:
                yield f"{_WORDS[table].format(*values)} is not what was written: its checksum differs."
    yield from _of_articles(connection)
    yield from _of_steps(connection)


def _of_articles(connection: sqlite3.Connection) -> Iterator[str]:
    metadata = connection.execute("SELECT position, field, value, source FROM metadata ORDER BY position, field")
    nothing: tuple[Any, ...] = (None,)
    row = next(metadata, nothing)
    sha256 = hashlib.sha256
    for values in connection.execute(
        "SELECT position, document_id, source_id, import, record, encoding, notes, characters, text_sha256,"
        " record_sha256 FROM article ORDER BY position"
    ):
        position = values[0]
        while row is not nothing and row[0] < position:  # of an article that is not there, which is told otherwise
            row = next(metadata, nothing)
        parts = list(map(str, values[:-1]))
        while row[0] == position:
            parts += row[1:]
            row = next(metadata, nothing)
        try:
            # as record_digest, without its care for NULL: a project may have hundreds of thousands
            same = sha256(_BETWEEN.join(parts).encode("utf-8", "surrogateescape")).hexdigest() == values[-1]
        except TypeError:  # a value is no text any more
            same = False
        if not same:
            yield f"The metadata of the article {values[1]!r} is not what was imported: its checksum differs."


def _of_steps(connection: sqlite3.Connection) -> Iterator[str]:
    known = dict(connection.execute("SELECT number, record_sha256 FROM step"))
    edits = connection.execute("SELECT step, place, collection, key, before, after FROM edit ORDER BY step, place")
    row = edits.fetchone()
    for number, parent, *rest in connection.execute(
        "SELECT number, parent, label, made_at, merge_key, edits FROM step ORDER BY number"
    ):
        while row is not None and row[0] < number:
            row = edits.fetchone()
        own = []
        while row is not None and row[0] == number:
            own.append(row[1:])
            row = edits.fetchone()
        if step_digest((number, parent, *rest), known.get(parent, ""), own) != known[number]:
            yield f"Step {number} of the journal is not what was written: its checksum differs."
