"""``metadata.csv``: what a person knows about files, in a table beside them.

The column ``file`` (or ``path``) names the file; the other columns are metadata fields. It is never read as articles.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from workbench.corpus.canonical import canonical_field, canonical_text
from workbench.corpus.readers.columns import ID, TEXT, resolve_columns
from workbench.corpus.readers.delimited import parse_table
from workbench.domain.article import EDITABLE_FIELDS
from workbench.domain.formula_guard import from_cell
from workbench.text_decoding import decode, looks_binary

FILE_NAME: Final = "metadata.csv"
"""The name under which such a table is found in a folder by itself."""

LARGEST: Final = 20_000_000
"""Bytes of a metadata table. It is no file of a stranger's that goes through the reading process, but it may be one."""
MOST_CELLS: Final = 4_000_000
"""Cells of a metadata table: a row for each of 100,000 files has a fifth of that."""
_MOST_WARNINGS: Final = 50
"""Rows of a table that are warned about one by one."""
_MOST_NAMED: Final = 20
"""Columns that are named in a message."""

_FILE_COLUMNS: Final = ("file", "path", "filename", "file_name", "filepath", "file_path")


class MetadataTableError(Exception):
    """A metadata table that can't be used; the message says why and names no file."""


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """What one row says about one file."""

    file: str
    """As it is written in the table."""
    line: int
    document_id: str
    fields: Mapping[str, str]
    """Fields that are not empty, on one line each, the date as it was written."""


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """The rows of one table, and what a person should know about it."""

    name: str
    rows: tuple[MetadataRow, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Which row is about which file (by the file's path), and the rows and files that have no partner."""

    by_path: Mapping[str, MetadataRow]
    rows_without_file: tuple[str, ...]
    files_without_row: tuple[str, ...]
    warnings: tuple[str, ...]


def read_metadata_table(data: bytes, name: str, *, mapping: Mapping[str, str] | None = None) -> MetadataTable:
    """The rows of a metadata table.

    Args:
        data: the file's bytes.
        name: how the table is called in warnings and as the source of what it says.
        mapping: which column a person chose for a field.

    Raises:
        MetadataTableError: it is not a table or a very large one, or no column names the files.
    """
    if len(data) > LARGEST or sum(data.count(mark) for mark in b",;\t\n\r") > MOST_CELLS:
        raise MetadataTableError(
            f"it is too large: more than {LARGEST / 1e6:,.0f} MB or {MOST_CELLS:,} cells are not read. Leave out the columns"
            " that are no metadata, or divide it among the folders"
        )
    if reason := looks_binary(data):
        raise MetadataTableError(reason)
    decoded = decode(data)
    table = parse_table(canonical_text(decoded.text), path=name, mapping=mapping)
    by_name = {header.strip().casefold().replace(" ", "_"): n for n, header in reversed(list(enumerate(table.header)))}
    file_place = next((by_name[column] for column in _FILE_COLUMNS if column in by_name), None)
    if file_place is None:
        columns = ", ".join(name[:60] for name in table.header[:_MOST_NAMED]) or "none"
        columns += f" and {len(table.header) - _MOST_NAMED:,} more" if len(table.header) > _MOST_NAMED else ""
        raise MetadataTableError(
            f"it has no column “file” (or “path”) that names the files; its columns are: {columns}"
        )
    file_column = table.header[file_place]
    columns_found = resolve_columns(
        (header for header in table.header if header != file_column), mapping or {}, known=(ID, *EDITABLE_FIELDS)
    )
    warnings = [f"{name}: {note}" for note in columns_found.notes]
    warnings += [f"{name}: {remark}" for remark in table.remarks]
    broken = [f"{name}, {where}: {reason}" for where, reason in table.broken]
    if not decoded.certain:
        warnings.append(f"{name}: how the bytes became text is a guess: {decoded.encoding_in_words}.")
    used = {file_column, *columns_found.by_field.values()}
    unused = [header for header in table.header if header.strip() and header not in used]
    if TEXT in (header.strip().casefold() for header in unused):
        warnings.append(f"{name}: its column “text” is not used; the text is that of the files.")
    rows = []
    place_of = {field: table.header.index(column) for field, column in columns_found.by_field.items()}
    for row in table.rows:
        file = canonical_text(from_cell(row.cells[file_place])).strip() if file_place < len(row.cells) else ""
        if not file:
            broken.append(f"{name}, {row.where}: the row names no file.")
            continue
        cells = {
            field: value
            for field, place in place_of.items()
            if place < len(row.cells) and (value := canonical_field(from_cell(row.cells[place])))
        }
        rows.append(MetadataRow(file, row.first_line, cells.pop(ID, ""), cells))
    return MetadataTable(name, tuple(rows), (*warnings, *_some(broken, name)))


def match_rows(table: MetadataTable, paths: Iterable[str], *, folder: str = "") -> Matched:
    """Match the rows of a table with files.

    A row's name is a path as in ``paths``, the end of one (``a.txt`` for ``2024/a.txt``), or such a name without its
    suffix, as long as only one file can be meant.

    Args:
        table: the rows.
        paths: the files, with ``/`` between the parts of their paths.
        folder: where the table lies; a row's name may be relative to it.
    """
    by_name: dict[str, list[str]] = {}
    paths = list(paths)
    for path in paths:
        pure = PurePosixPath(_comparable(path))
        for start in range(len(pure.parts)):
            tail = PurePosixPath(*pure.parts[start:])
            by_name.setdefault(str(tail), []).append(path)
            by_name.setdefault(str(tail.with_suffix("")) + "\n", []).append(path)
    exact = {_comparable(path): path for path in paths}
    by_path: dict[str, MetadataRow] = {}
    without_file: list[str] = []
    warnings: list[str] = []
    for row in table.rows:
        name = _comparable(row.file)
        beside = posixpath.normpath(posixpath.join(_comparable(folder), name))
        direct = exact.get(beside) or exact.get(name)
        found = [direct] if direct else by_name.get(name) or by_name.get(name + "\n") or []
        if not found:
            without_file.append(row.file)
        elif len(found) > 1:
            warnings.append(
                f"{table.name}, line {row.line}: “{row.file}” can be {len(found)} files ({', '.join(found[:3])});"
                " write its path."
            )
        elif found[0] in by_path:
            warnings.append(
                f"{table.name}, line {row.line}: a second row about “{row.file}” was left out; the first is on line"
                f" {by_path[found[0]].line}."
            )
        else:
            by_path[found[0]] = row
    left = tuple(path for path in paths if path not in by_path)
    return Matched(by_path, tuple(without_file), left, _some(warnings, table.name))


def _some(warnings: Sequence[str], name: str) -> tuple[str, ...]:
    """The first warnings about rows, and how many more there are."""
    more = len(warnings) - _MOST_WARNINGS
    if more <= 0:
        return tuple(warnings)
    return (*warnings[:_MOST_WARNINGS], f"{name}: {more:,} more rows are left out for such reasons.")


def _comparable(name: str) -> str:
    """A path for comparing, with ``/`` between its parts and é written in one way (file systems differ)."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).strip()
    while plain.startswith("./"):
        plain = plain[2:]
    return plain
