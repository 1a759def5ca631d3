"""Excel workbooks (XLSX): one article for each row of a sheet with a header."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from workbench.corpus.readers.cell_values import table_record
from workbench.corpus.readers.columns import TEXT, Columns, layout_of, resolve_columns
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.limits import (
    MOST_DOCUMENT_ENTRIES,
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    zip_names,
)
from workbench.domain.article import Refusal

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".xlt")
_PARTS: Final = ("xl/workbook.xml", "xl/workbook.bin")
_OTHERS: Final = (".doc", ".dot", ".docx", ".docm", ".ppt", ".pptx", ".msg")
_WORKBOOK: Final = "Workbook".encode("utf-16-le")
_MOST_UNPACKED: Final = 250_000_000  # the strings of a workbook are held in memory
_HEADER_ROWS: Final = 25
"""Rows at the top of a sheet among which the header is looked for."""
_MOST_CELLS: Final = 6_000_000
_MOST_EMPTY_ROWS: Final = 2_000
_LONGEST_NAME: Final = 200
"""Characters of a column's name; a row with anything longer is no header."""
_MOST_COLUMNS: Final = 2_000
_MOST_SHEETS: Final = 500
_LONGEST_CELL: Final = 32_767
# in one byte or two for a character; in cells the sign before it is escaped
_DECLARATIONS: Final = tuple(
    word.encode(codec) for word in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be")
)
_FORMULA_WITHOUT_RESULT: Final = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


class Spreadsheet:
    """Reads ``.xlsx``."""

    name = "Excel workbook"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By what is in the archive. Encrypted and old workbooks are recognised to be refused with words."""
        if data.startswith(_OLD_OFFICE):
            named = path.lower()
            return named.endswith(_SUFFIXES) or (_WORKBOOK in data[:2_000_000] and not named.endswith(_OTHERS))
        names = zip_names(data)
        return any(name in names for name in _PARTS) or (
            path.lower().endswith(_SUFFIXES)
            and "[Content_Types].xml" in names
            and not any(name.startswith(("word/", "ppt/")) for name in names)
        )

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each row that has a text, in all sheets with a text column."""
        if data.startswith(_OLD_OFFICE):
            yield Refusal(path, "", _why_not_old(data))
            return
        try:
            unfinished = _checked(data)
            sheets = _sheets(data, mapping)
        except (LimitError, UnpackingError) as error:
            yield Refusal(path, "", str(error))
            return
        yield from _articles(sheets, path, unfinished)


def _why_not_old(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "The workbook is protected with a password. Open it in a spreadsheet program and save it without one."
    return "Workbooks in the old format (.xls) can't be read. Open it in a spreadsheet program and save it as .xlsx or CSV."


def _checked(data: bytes) -> bool:
    """Look through the parts before they are parsed; gives whether there are formulas without a result.

    Raises:
        LimitError: it unpacks to too much.
        UnpackingError: it is damaged, encrypted or declares entities.
    """
    budget = Budget(len(data), most_unpacked=_MOST_UNPACKED, most_entries=MOST_DOCUMENT_ENTRIES)
    unfinished = False
    with open_zip(data, budget) as archive:
        names = archive.namelist()
        if "xl/workbook.bin" in names:
            raise UnpackingError(
                "Binary workbooks (.xlsb) can't be read. Open it in a spreadsheet program and save it as .xlsx or CSV."
            )
        for info in archive.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                budget.add_bytes(info.file_size)  # nothing more than this comes out of it
                continue
            part = read_entry(archive, info, budget)
            if any(sign in part for sign in _DECLARATIONS):
                raise UnpackingError(
                    "The workbook declares a document type, which no spreadsheet program does; it was not read. Open it"
                    " in a spreadsheet program and save it again, if you trust it."
                )
            if "sheet" in info.filename and not unfinished:
                unfinished = _FORMULA_WITHOUT_RESULT.search(part) is not None
    return unfinished


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: its header, and below it the cells that are a field, row by row."""

    name: str
    header_row: int
    """The number of the row with the header; 0 when the sheet has no rows."""
    names: tuple[str, ...]
    """What stands in the header."""
    columns: Columns
    rows: Sequence[tuple[int, Mapping[str, Any]]]
    """The number of each row and its values by field."""
    above: bool
    """Whether there is anything above the header."""
    remarks: tuple[str, ...]


def _sheets(data: bytes, mapping: Mapping[str, str]) -> list[_Sheet]:
    """All the sheets with any cells. ``UnpackingError`` when the workbook can't be taken apart."""
    import openpyxl  # noqa: PLC0415 - slow, and most imports hold no workbook

    found: list[_Sheet] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets[:_MOST_SHEETS]:
                found.append(_Cells(sheet).sheet(mapping))  # noqa: PERF401 - one broken sheet spoils the book
            book.close()
        except MemoryError:
            raise
        except Exception:  # openpyxl raises whatever its parsers do on damaged files
            raise UnpackingError(
                "The workbook is damaged: its sheets can't be taken apart. Open it in a spreadsheet program and save it again."
            ) from None
    return [sheet for sheet in found if sheet.header_row]


class _Cells:
    """Reads the cells of one sheet (opened for reading only; the type information of openpyxl does not fit those)."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._last_row = 0
        self._errors = 0
        self._cut = 0

    def sheet(self, mapping: Mapping[str, str]) -> _Sheet:
        """The sheet. Where no header is found the rows are not read: taking cells apart is slow."""
        self._sheet.reset_dimensions()  # they may be false: a million rows of sixteen thousand cells, all empty
        numbered = self._numbered()
        top: list[tuple[int, tuple[Any, ...]]] = []
        for number, row in numbered:
            if number > _MOST_EMPTY_ROWS and not top:
                break
            values = tuple(self._value(cell) for cell in row[:_MOST_COLUMNS])
            if any(value is not None and value != "" for value in values):
                top.append((number, values))
                if len(top) >= _HEADER_ROWS:
                    break
        header = _header(top, mapping)
        rows: list[tuple[int, Mapping[str, Any]]] = []
        if header is not None and not header.columns.problem:
            for number, values in top[header.at + 1 :]:
                rows.append((number, {f: values[place] for f, place in header.places.items() if place < len(values)}))
            for number, row in numbered:
                found = {f: self._value(row[place]) for f, place in header.places.items() if place < len(row)}
                if any(value is not None and value != "" for value in found.values()):
                    rows.append((number, found))
        return _Sheet(
            name=self._sheet.title,
            header_row=top[header.at][0] if header else 0,
            names=header.names if header else (),
            columns=header.columns if header else Columns({}),
            rows=rows,
            above=bool(header and header.at),
            remarks=tuple(self._remarks()),
        )

    def _numbered(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The rows with their numbers, until there were too many cells."""
        cells = 0
        for number, row in enumerate(self._sheet.iter_rows(), start=1):
            cells += len(row) + 1
            if cells > _MOST_CELLS:
                self._last_row = number - 1
                return
            yield number, row

    def _value(self, cell: Any) -> Any:
        if cell.data_type == "e":
            self._errors += 1
            return None
        value = cell.value
        if isinstance(value, str) and len(value) == _LONGEST_CELL:
            self._cut += 1
        return value

    def _remarks(self) -> Iterator[str]:
        if self._last_row:
            yield (
                f"The sheet has more than {_MOST_CELLS:,} cells; the rows after row {self._last_row:,} were not read. Save"
                " the sheet as CSV."
            )
        if self._errors:
            holds = "cell holds an error" if self._errors == 1 else "cells hold errors"
            yield f"{self._errors:,} {holds} (#N/A, #REF!); read as empty."
        if self._cut:
            yield (
                f"{self._cut:,} {'cell has' if self._cut == 1 else 'cells have'} exactly {_LONGEST_CELL:,} characters, the"
                " most that a workbook can hold: the text may be cut. Compare it with its source."
            )
        if getattr(self._sheet, "sheet_state", "visible") != "visible":
            yield "The sheet is hidden in the workbook; it was read all the same."


@dataclass(frozen=True, slots=True)
class _Header:
    """Which row is the header of a sheet, and which column is which field."""

    at: int
    """The place among the first rows with any values."""
    names: tuple[str, ...]
    columns: Columns
    places: Mapping[str, int]


def _header(top: Sequence[tuple[int, tuple[Any, ...]]], mapping: Mapping[str, str]) -> _Header | None:
    """The row at the top of a sheet that names most fields, a text among them where there is one."""
    best: _Header | None = None
    best_score = (-1, -1)
    for at, (_, row) in enumerate(top):
        names = tuple(_name(value) for value in row)
        if any(len(name) > _LONGEST_NAME for name in names):
            continue
        columns = resolve_columns(names, mapping)
        score = (int(TEXT in columns.by_field), len(columns.by_field))
        if score > best_score:
            places = {field: names.index(name) for field, name in columns.by_field.items()}
            best, best_score = _Header(at, names, columns, places), score
    return best


def _name(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _articles(sheets: list[_Sheet], path: str, unfinished: bool) -> Iterator[Item]:
    if not sheets:
        yield Refusal(path, "", "The workbook holds no table. Look at it in a spreadsheet program.")
        return
    several = len(sheets) > 1
    shown = [sheet for sheet in sheets if not sheet.columns.problem] or sheets
    yield layout_of((name for sheet in shown for name in sheet.names), *(sheet.columns for sheet in shown))
    if all(sheet.columns.problem for sheet in sheets):
        sheet = sheets[0]
        where = f"sheet “{sheet.name}”" if several else ""
        others = f" The same holds for the other sheets ({len(sheets) - 1:,})." if several else ""
        yield Refusal(path, where, f"Not read as articles: {sheet.columns.problem}.{others}")
        return
    for sheet in sheets:
        place = f"Sheet “{sheet.name}”: " if several else ""
        if sheet.columns.problem:
            yield Remark(f"{place}not read: {sheet.columns.problem}.")
            continue
        for remark in (*sheet.remarks, *sheet.columns.notes):
            yield Remark(f"{place}{remark}")
        if sheet.above:
            yield Remark(f"{place}The header was found in row {sheet.header_row:,}; the rows above it were left out.")
        yield from _rows(sheet, path, several)
    if unfinished:
        yield Remark(
            "The workbook holds formulas whose results were not saved; such cells are read as empty. Open it in a"
            " spreadsheet program and save it again."
        )


def _rows(sheet: _Sheet, path: str, several: bool) -> Iterator[RawRecord | Refusal]:
    if not sheet.rows:
        yield Refusal(path, f"sheet “{sheet.name}”" if several else "", "The sheet has a header and no rows.")
        return
    for number, row in sheet.rows:
        yield table_record(
            row,
            sheet.columns,
            record=f"sheet “{sheet.name}”, row {number}" if several else f"row {number}",
            encoding="as Excel stores it",
        )
