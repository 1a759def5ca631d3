"""Excel workbooks (XLSX): one article for each row of a sheet with a header."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, Final

from workbench.corpus.readers.cell_values import cell_text
from workbench.corpus.readers.columns import ID, TEXT, Columns, resolve_columns, source_in_words
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.json_lines import CUT_TEXT, CUT_TEXT_NOTE
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
_MOST_CELLS: Final = 12_000_000
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
            path.lower().endswith(_SUFFIXES) and "[Content_Types].xml" in names
        )

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each row that has a text, in all sheets with a text column."""
        if data.startswith(_OLD_OFFICE):
            yield Refusal(path, "", _why_not_old(data))
            return
        try:
            unfinished = _checked(data)
            sheets = _sheets(data)
        except (LimitError, UnpackingError) as error:
            yield Refusal(path, "", str(error))
            return
        yield from _articles(sheets, path, mapping, unfinished)


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
    """A sheet: its name, its rows with their numbers, and what a person should know about it."""

    name: str
    rows: Sequence[tuple[int, tuple[Any, ...]]]
    remarks: tuple[str, ...]


def _sheets(data: bytes) -> list[_Sheet]:
    """All the sheets with any cells. ``UnpackingError`` when the workbook can't be taken apart."""
    import openpyxl  # noqa: PLC0415 - slow, and most imports hold no workbook

    found: list[_Sheet] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        try:
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets[:_MOST_SHEETS]:
                found.append(_sheet(sheet))  # noqa: PERF401 - the error of one sheet is that of the book
            book.close()
        except (LimitError, MemoryError):
            raise
        except Exception as error:  # openpyxl raises whatever its parsers do on damaged files
            words = " ".join(str(error).split())[:150] or type(error).__name__
            raise UnpackingError(
                f"The workbook is damaged: {words}. Open it in a spreadsheet program and save it again."
            ) from None
    return found


def _sheet(sheet: Any) -> _Sheet:
    """The rows of a sheet opened for reading only (the type information of openpyxl does not fit those)."""
    sheet.reset_dimensions()  # they may be false: a million rows of sixteen thousand cells, all empty
    rows: list[tuple[int, tuple[Any, ...]]] = []
    errors = cut = cells = 0
    remarks: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row) + 1
        if cells > _MOST_CELLS:
            remarks.append(
                f"The sheet has more than {_MOST_CELLS:,} cells; the rows after row {number - 1:,} were not read."
                " Save the sheet as CSV."
            )
            break
        values: list[Any] = []
        for cell in islice(row, _MOST_COLUMNS):
            value = cell.value
            if cell.data_type == "e":
                errors += 1
                value = None
            elif isinstance(value, str) and len(value) == _LONGEST_CELL:
                cut += 1
            values.append(value)
        if any(value is not None and value != "" for value in values):
            rows.append((number, tuple(values)))
    if errors:
        remarks.append(
            f"{errors:,} {'cell holds an error' if errors == 1 else 'cells hold errors'} (#N/A, #REF!); read as empty."
        )
    if cut:
        remarks.append(
            f"{cut:,} {'cell has' if cut == 1 else 'cells have'} exactly {_LONGEST_CELL:,} characters, the most that a"
            " workbook can hold: the text may be cut. Compare it with its source."
        )
    if getattr(sheet, "sheet_state", "visible") != "visible":
        remarks.append("The sheet is hidden in the workbook; it was read all the same.")
    return _Sheet(sheet.title, rows, tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header of a sheet is, and which column is which field."""

    at: int
    """The place in the sheet's rows."""
    names: tuple[str, ...]
    columns: Columns


def _header(sheet: _Sheet, mapping: Mapping[str, str]) -> _Header:
    """The row at the top of a sheet that names most fields, a text among them where there is one."""
    best: _Header | None = None
    best_score = (-1, -1)
    for at, (_, row) in enumerate(sheet.rows[:_HEADER_ROWS]):
        names = tuple(_name(value) for value in row)
        if not any(names) or any(len(name) > 200 for name in names):
            continue
        columns = resolve_columns(names, mapping)
        score = (TEXT in columns.by_field, len(columns.by_field))
        if score > best_score:
            best, best_score = _Header(at, names, columns), (int(score[0]), score[1])
    return best or _Header(0, (), resolve_columns((), mapping))


def _name(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _articles(sheets: list[_Sheet], path: str, mapping: Mapping[str, str], unfinished: bool) -> Iterator[Item]:
    filled = [(sheet, _header(sheet, mapping)) for sheet in sheets if sheet.rows]
    if not filled:
        yield Refusal(path, "", "The workbook holds no cells with values. Look at it in a spreadsheet program.")
        return
    usable = [(sheet, header) for sheet, header in filled if not header.columns.problem]
    several = len(filled) > 1
    if not usable:
        sheet, header = filled[0]
        where = f"sheet “{sheet.name}”" if several else ""
        others = f" The same holds for the other sheets ({len(filled) - 1:,})." if several else ""
        yield Refusal(path, where, f"Not read as articles: {header.columns.problem}.{others}")
        return
    for sheet, header in filled:
        place = f"Sheet “{sheet.name}”: " if several else ""
        if header.columns.problem:
            yield Remark(f"{place}not read: {header.columns.problem}.")
            continue
        for remark in (*sheet.remarks, *header.columns.notes):
            yield Remark(f"{place}{remark}")
        if header.at:
            yield Remark(
                f"{place}The header was found in row {sheet.rows[header.at][0]:,}; the rows above it were left out."
            )
        yield from _rows(sheet, header, path, several)
    if unfinished:
        yield Remark(
            "The workbook holds formulas whose results were not saved; such cells are read as empty. Open it in a"
            " spreadsheet program and save it again."
        )


def _rows(sheet: _Sheet, header: _Header, path: str, several: bool) -> Iterator[RawRecord | Refusal]:
    places = {field: header.names.index(name) for field, name in header.columns.by_field.items()}
    rows = sheet.rows[header.at + 1 :]
    if not rows:
        yield Refusal(path, f"sheet “{sheet.name}”" if several else "", "The sheet has a header and no rows.")
        return
    for number, row in rows:
        where = f"sheet “{sheet.name}”, row {number}" if several else f"row {number}"
        values: dict[str, str] = {}
        notes: list[str] = []
        for field, place in places.items():
            value = cell_text(row[place]) if place < len(row) else ""
            if value is None:
                notes.append(f"The {field} was left out: it is no simple value.")
            elif value:
                values[field] = value
        text = values.pop(TEXT, "")
        if CUT_TEXT.search(text):
            notes.append(CUT_TEXT_NOTE)
        yield RawRecord(
            text=text,
            record=where,
            document_id=values.pop(ID, ""),
            fields=values,
            sources={field: source_in_words(header.columns.by_field[field]) for field in values},
            encoding="as Excel stores it",
            notes=tuple(notes),
        )
