"""What the rows of a project look like in the bytes of its file, so that they are known again without its schema."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from workbench.project.digests import COLUMN
from workbench.project.pages import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF, Cell, Value, is_integer, is_text
from workbench.project.records import FORMAT_BOILERPLATE, STORED_FIELDS

_DIGITS: Final = 64
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Column:
    """One stored column."""

    name: str
    whole_number: bool
    may_be_null: bool
    is_rowid: bool
    """Whether the value is the row's number, which stands outside of the row."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The rows of one table in one schema version."""

    version: int
    table: str
    columns: tuple[Column, ...]
    """In the order in which they are stored."""
    kinds: frozenset[int]
    """The kinds of pages that hold its rows."""

    def fits(self, cell: Cell) -> bool:
        """Whether a row has these columns."""
        if cell.kind not in self.kinds or len(cell.types) != len(self.columns):
            return False
        for number, column in zip(cell.types, self.columns, strict=True):
            if column.is_rowid or number == 0:
                if number != 0 or not (column.is_rowid or column.may_be_null):
                    return False
            elif not (is_integer(number) if column.whole_number else is_text(number)):
                return False
        return True

    def named(self, cell: Cell, values: tuple[Value, ...]) -> dict[str, Value]:
        """The values by column name, the row's number among them."""
        return {
            column.name: cell.rowid if column.is_rowid else value
            for column, value in zip(self.columns, values, strict=True)
        }

    def is_plausible(self, row: Mapping[str, Value]) -> bool:
        """Whether values that have the right types can be what a project stores."""
        if any(isinstance(row.get(name), int) and row[name] < 1 for name in _NUMBERED.get(self.table, ())):  # type: ignore[operator]
            return False
        # one whose checksum was damaged is still a row, but one without any is of another table or version
        if COLUMN in row and len(str(row[COLUMN])) != _DIGITS:
            return False
        match self.table:
            case "article":
                return bool(_SHA256.fullmatch(str(row["text_sha256"]))) and bool(row["document_id"])
            case "source":
                return not row["sha256"] or bool(_SHA256.fullmatch(str(row["sha256"])))
            case "metadata":
                return row["field"] in STORED_FIELDS or row["field"] == FORMAT_BOILERPLATE
            case _:
                return True


_NUMBERED: Final = {
    "source": ("source_id",),
    "article": ("source_id", "position", "import"),
    "text": ("position",),
    "metadata": ("position",),
    "import": ("number",),
    "step": ("number",),
    "edit": ("step",),
    "snapshot": ("number",),
    "decision": ("sequence",),
}
"""Columns that count from 1."""


def shapes(version: int, statements: Iterable[str]) -> tuple[Shape, ...]:
    """The shapes of the tables that some statements make."""
    found = []
    with closing(sqlite3.connect(":memory:")) as connection:
        for sql in statements:
            connection.execute(sql)
        for table, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall():
            rows = connection.execute(
                'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', (table,)
            ).fetchall()
            keys = [row for row in rows if row[3]]
            in_index = bool(re.search(r"WITHOUT\s+ROWID", sql, flags=re.IGNORECASE))
            if in_index:  # such a table is stored as its key, and then the rest
                rows = sorted(keys, key=lambda row: row[3]) + [row for row in rows if not row[3]]
            columns = tuple(
                Column(
                    name=name,
                    whole_number=type_name == "INTEGER",
                    may_be_null=not (not_null or (in_index and key)),
                    is_rowid=not in_index and len(keys) == 1 and bool(key) and type_name == "INTEGER",
                )
                for name, type_name, not_null, key in rows
            )
            kinds = frozenset({INDEX_LEAF, INDEX_INTERIOR} if in_index else {TABLE_LEAF})
            found.append(Shape(version, table, columns, kinds))
    return tuple(found)
