"""Writing tables: CSV and XLSX for people and their spreadsheets, Parquet and JSON lines for programs.

Nothing is computed here and no table is changed. The same table gives the same bytes in every format.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from workbench.domain.columns import TABLES
from workbench.domain.formula_guard import FORMULA_STARTS, as_cell
from workbench.export.files import ExportError, written_whole
from workbench.export.recipe import Recipe

FORMATS: Final = ("csv", "parquet", "xlsx")

XLSX_CELL: Final = 32_767
"""The longest text that an XLSX cell holds, in UTF-16 code units (which is how Excel counts)."""

XLSX_ROWS: Final = 1_048_576
"""The rows of an XLSX sheet, with the header."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# what XML 1.0 has no way to write
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")
_XLSX_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_csv(table: pd.DataFrame, path: Path, *, columns: Sequence[str]) -> None:
    """Write some columns as CSV: UTF-8 with byte order mark, RFC 4180 (CRLF), header row, rows as they stand.

    A text that starts with ``=``, ``+``, ``-``, ``@``, tab or return gets a leading apostrophe. Numbers are written in
    the shortest form that reads back as the same number, whole ones without a point; what is missing is empty, yes and
    no are 1 and 0. Lone surrogates become U+FFFD.

    Raises:
        ExportError: the file can't be written.
    """
    _require(table, columns)
    with written_whole(path) as stream:
        _write_csv(codecs.getwriter("utf-8-sig")(stream), table, columns)


def csv_text(table: pd.DataFrame, *, columns: Sequence[str]) -> str:
    """The same as :func:`write_csv` as text, without the byte order mark: for standard output."""
    _require(table, columns)
    stream = io.StringIO(newline="")
    _write_csv(stream, table, columns)
    return stream.getvalue().encode("utf-8", "replace").decode("utf-8")


def _write_csv(stream: Any, table: pd.DataFrame, columns: Sequence[str]) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_csv_cell(column) for column in columns])
    writer.writerows(zip(*(_csv_cells(table[column], column) for column in columns), strict=True))


def write_parquet(table: pd.DataFrame, path: Path, *, columns: Sequence[str]) -> None:
    """Write some columns as Parquet with their values untouched; only lone surrogates become U+FFFD.

    Raises:
        ExportError: the file can't be written.
    """
    _require(table, columns)
    arrays = [_arrow(table[column]) for column in columns]
    with written_whole(path) as stream:
        pq.write_table(pa.table(arrays, names=list(columns)), stream)


def write_xlsx(table: pd.DataFrame, path: Path, *, columns: Sequence[str]) -> tuple[Path, ...]:
    """Write some columns as an Excel workbook: one sheet, a header row that stays in view, text never a formula.

    Control characters, which the format can't hold, become U+FFFD. A text of more than 32,767 characters is cut; the
    cut cell and a second sheet say so, and ``NAME.full-texts.csv`` beside the workbook holds every cut text whole.

    Returns:
        The files written: the workbook, and the file of full texts if there is one.

    Raises:
        ExportError: the file can't be written, or the table has more rows than a sheet.
    """
    _require(table, columns)
    if len(table) + 1 > XLSX_ROWS:
        raise ExportError(
            f"{path.name} would have {len(table):,} rows; an Excel sheet holds {XLSX_ROWS - 1:,}. "
            "Export it as csv or parquet."
        )
    rows = _rows(table, columns)
    companion = path.with_name(f"{path.stem}.full-texts.csv")
    cut: list[_Cut] = []
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_name(path.stem))
    sheet.freeze_panes = "A2"
    sheet.append([_header_cell(sheet, name) for name in columns])
    for number, row in enumerate(rows, start=2):
        cells = []
        for column, value in zip(columns, row, strict=True):
            content = value
            if isinstance(value, str) and _xlsx_length(value) > XLSX_CELL:
                cut.append(_Cut(number, column, value))
                content = _shortened(value, f" … [cut here; the whole text is in {companion.name}]")
            cells.append(_xlsx_cell(sheet, content))
        sheet.append(cells)
    written = [path]
    if cut:
        _note_cuts(workbook, cut, companion.name)
    buffer = io.BytesIO()
    workbook.save(buffer)  # before anything can fail: a sheet that is never saved leaves its temporary file behind
    if cut:
        table_of_cuts = pd.DataFrame({"row": [c.row for c in cut], "column": [c.column for c in cut]})
        table_of_cuts["text"] = [c.text for c in cut]
        write_csv(table_of_cuts, companion, columns=("row", "column", "text"))
        written.append(companion)
    with written_whole(path) as stream:
        stream.write(_without_times(buffer.getvalue()))
    return tuple(written)


def write_jsonl(texts: Iterable[tuple[str, str]], path: Path) -> None:
    """Write ``(document_id, text)`` pairs as JSON lines: UTF-8, one object a line, texts untouched.

    Every character that some program takes for a line end is escaped, so there are as many lines as texts.

    Raises:
        ExportError: the file can't be written.
    """
    with written_whole(path) as stream:
        for document_id, text in texts:
            line = json.dumps({"document_id": document_id, "text": text}, ensure_ascii=False)
            stream.write(_LINE_BREAKS.sub(_escaped, line).encode() + b"\n")


def write_table(
    table: pd.DataFrame,
    directory: Path,
    name: str,
    *,
    format: Literal["csv", "parquet", "xlsx"] = "csv",  # noqa: A002 - the word of the command line
    recipe: Recipe,
    columns: Sequence[str] | None = None,
) -> tuple[Path, ...]:
    """Write a table as ``NAME.csv`` (or ``.parquet``, ``.xlsx``) and its recipe beside it as ``NAME.recipe.json``.

    Args:
        table: The table; its rows are written as they stand.
        directory: Made when it does not exist.
        name: The table's name. One in :data:`workbench.domain.columns.TABLES` has the columns that stand there.
        format: ``csv``, ``parquet`` or ``xlsx``.
        recipe: What makes the table again.
        columns: Which columns, in which order, when it is none of those; all of them by default.

    Returns:
        The files written.

    Raises:
        ExportError: a file can't be written, or there is no such format.
    """
    if not name or name in (".", "..") or set(name) & set('/\\:*?"<>|\0'):
        raise ExportError(f"{name!r} can't be the name of a file. Choose a name of letters and digits.")
    if columns is None:
        columns = TABLES.get(name) or tuple(map(str, table.columns))
    path = directory / f"{name}.{format}"
    written: tuple[Path, ...] = (path,)
    if format == "csv":
        write_csv(table, path, columns=columns)
    elif format == "parquet":
        write_parquet(table, path, columns=columns)
    elif format == "xlsx":
        written = write_xlsx(table, path, columns=columns)
    else:
        raise ExportError(f"There is no table format {format!r}. Choose one of: {', '.join(FORMATS)}.")
    recipe_path = directory / f"{name}.recipe.json"
    with written_whole(recipe_path) as stream:
        stream.write(recipe.to_json().encode())
    return (*written, recipe_path)


# cells


def _require(table: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ValueError(f"the table has no column {', '.join(missing)}; it has: {', '.join(map(str, table.columns))}")


def _rows(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of plain Python values: ``None``, ``int``, ``float`` or ``str``. ``TypeError`` for anything else."""
    lists = [[_plain(value, column) for value in table[column].tolist()] for column in columns]
    return zip(*lists, strict=True)


def _plain(value: Any, column: str) -> str | int | float | None:
    if isinstance(value, str):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    raise TypeError(f"the column {column!r} holds a {type(value).__name__}; a table to export holds texts and numbers")


def _csv_cells(values: pd.Series[Any], column: str) -> list[str]:
    """A column's cells as text; columns of plain numbers, which most cells stand in, without a look at each type."""
    if values.dtype == np.int64:
        return list(map(str, values.tolist()))
    if values.dtype == np.float64:
        return ["" if value != value else _number(value) for value in values.tolist()]  # noqa: PLR0124 - NaN
    return [_csv_cell(_plain(value, column)) for value in values.tolist()]


def _csv_cell(value: str | int | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        clean = _SURROGATE.sub("\ufffd", value)
        return as_cell(clean)
    return _number(value)


def _number(value: float) -> str:
    """The shortest text that reads back as the same number; a whole number has no point (3.0 is 3)."""
    return repr(value).removesuffix(".0")


def _arrow(column: pd.Series[Any]) -> pa.Array:
    if column.dtype == object:
        values = [_SURROGATE.sub("\ufffd", v) if isinstance(v, str) else v for v in column.tolist()]
        return pa.array(values, from_pandas=True)
    return pa.Array.from_pandas(column)


# XLSX


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text that did not fit into its cell."""

    row: int
    column: str
    text: str


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: str | int | float | None) -> Cell | int | float | None:
    if isinstance(value, float) and math.isinf(value):
        value = _number(value)  # the format has no infinite number
    return _text_cell(sheet, value) if isinstance(value, str) else value


def _text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    cell = WriteOnlyCell(sheet, _xlsx_text(value))
    cell.data_type = "s"  # also where openpyxl saw a formula or an error value in it
    if value.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # so that it stays text when somebody edits the cell
    return cell


def _header_cell(sheet: WriteOnlyWorksheet, name: str) -> Cell:
    cell = _text_cell(sheet, name)  # an outlet's name heads its column
    cell.font = Font(bold=True)
    return cell


def _xlsx_text(text: str) -> str:
    """A text as it stands in the file: what XML can't hold replaced, what Excel takes for an escape escaped."""
    return _XLSX_ESCAPE.sub("_x005F_", _NOT_XML.sub("\ufffd", _LINE_END.sub("\n", text)))


def _xlsx_length(text: str) -> int:
    """How long a text is in its cell, in UTF-16 code units."""
    if len(text) * 7 <= XLSX_CELL:  # no character becomes longer than an escape
        return len(text)
    return len(_xlsx_text(text).encode("utf-16-le")) // 2


def _shortened(text: str, mark: str) -> str:
    """A beginning that fits into a cell together with ``mark``."""
    kept = text[: XLSX_CELL - len(mark)]
    while (excess := _xlsx_length(kept + mark) - XLSX_CELL) > 0:
        kept = kept[: -((excess + 1) // 2)]  # a character takes up to two units, so this never drops too much at once
    return kept + mark


def _note_cuts(workbook: openpyxl.Workbook, cut: Sequence[_Cut], companion: str) -> None:
    sheet = workbook.create_sheet("Notes")
    texts = "1 text is" if len(cut) == 1 else f"{len(cut):,} texts are"
    sheet.append([f"{texts} longer than the {XLSX_CELL:,} characters of a cell and cut. {companion} holds them whole."])
    sheet.append([])
    sheet.append([_header_cell(sheet, name) for name in ("row", "column", "characters")])
    for one in cut:
        sheet.append([one.row, one.column, len(one.text)])


def _sheet_name(stem: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", _NOT_XML.sub(" ", stem))[:31].strip() or "Table"


_TIMES: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def _without_times(workbook: bytes) -> bytes:
    """The same workbook with a fixed time in place of every time in it, so that it comes out the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3  # else it would name the system that wrote it
            new.writestr(fixed, content)
    return out.getvalue()


# JSON lines

_LINE_BREAKS: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"
