"""Tables as text: CSV and TSV, with a header row.

A quotation mark that is never closed makes a CSV parser swallow the rows after it without a word. So rows are compared
with lines: a row over several lines that is not well formed is refused, and the rows that it swallowed are read again.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.cell_values import table_record
from workbench.corpus.readers.columns import ID, SYNONYMS, TEXT, layout_of, resolve_columns
from workbench.corpus.readers.contract import Item, Remark
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import decode, looks_binary

_SUFFIXES: Final = (".csv", ".tsv", ".tab")
_DELIMITERS: Final = (",", "\t", ";", "|")
_WORDS: Final = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "vertical bars"}
_LONGEST_FIELD: Final = 2**31 - 1  # the parser's own limit of 131,072 is shorter than long articles
_SNIFFED_ROWS: Final = 30
_SAMPLE: Final = 1_000_000
"""Bytes that are looked at when only the content can say whether a file is a table."""
_LONGEST_NAME: Final = 40
"""Characters of a column's name, when only the content can say whether a file is a table."""
_LONGEST_HEADER: Final = 4_000
_FEWEST_KNOWN: Final = 2
_FEWEST_ROWS: Final = 2
_MARKUP: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[?!]|html\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and the lines (counted from 1) on which it stands."""

    cells: tuple[str, ...]
    first_line: int
    last_line: int

    @property
    def where(self) -> str:
        """``line 7``: where the row begins."""
        return f"line {self.first_line}"


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the rows that are well formed, and those that are not, with the reason."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[tuple[str, str], ...]
    """Place (``line 7``) and reason."""
    remarks: tuple[str, ...]


class Delimited:
    """Reads ``.csv`` and ``.tsv``, and tables under other names."""

    name = "table (CSV, TSV)"
    binary = False
    rank = 75

    def recognises(self, data: bytes, path: str) -> bool:
        """By the ending of the name; without it, by a header with known names and rows of as many cells."""
        if looks_binary(data) or _MARKUP.match(data):
            return False
        return path.lower().endswith(_SUFFIXES) or _is_table(data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The columns, and one record for each row that has a text."""
        decoded = decode(data)
        table = parse_table(canonical_text(decoded.text), path=path, mapping=mapping)
        columns = resolve_columns(table.header, mapping)
        if any(name.strip() for name in table.header):
            yield layout_of(table.header, columns)
        for remark in (*table.remarks, *columns.notes):
            yield Remark(remark)
        if columns.problem:
            yield Refusal(path, "", f"Not read as articles: {columns.problem}.")
            return
        if not table.rows and not table.broken:
            yield Refusal(path, "", "The table has a header and no rows.")
            return
        places = {field: table.header.index(name) for field, name in columns.by_field.items()}
        for where, reason in table.broken:
            yield Refusal(path, where, reason)
        for row in table.rows:
            yield table_record(
                {field: row.cells[place] for field, place in places.items() if place < len(row.cells)},
                columns,
                record=row.where,
                encoding=decoded.encoding_in_words,
                encoding_certain=decoded.certain,
                notes=encoding_notes(decoded),
            )


def _is_table(data: bytes) -> bool:
    """Whether the first rows are those of a table: an article with commas in it is none."""
    head = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        head = head[: head.rfind(b"\n") + 1]
    first = head[:_LONGEST_HEADER].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n")
    first_line = re.split(rb"[\r\n]", first, maxsplit=1)[0]
    names = [name.strip(b"\"' ").decode("ascii", "replace") for name in re.split(rb"[,\t;|]", first_line)]
    # known names are ASCII: most texts need not be decoded to see that they are no table
    if len(first_line) >= _LONGEST_HEADER or len(resolve_columns(names, {}).by_field) < _FEWEST_KNOWN:
        return False
    lines = [line + "\n" for line in canonical_text(decode(head).text).split("\n") if line.strip()]
    if not lines:
        return False
    csv.field_size_limit(_LONGEST_FIELD)
    rows = list(islice(csv.reader(lines, delimiter=_sniffed(lines, "", {})), _SNIFFED_ROWS))
    header = [name.strip() for name in rows[0]]
    if len(header) < _FEWEST_KNOWN or not all(0 < len(name) <= _LONGEST_NAME for name in header):
        return False
    known = resolve_columns(header, {}).by_field
    if len(known) < (_FEWEST_KNOWN if TEXT in known else _FEWEST_KNOWN + 1):
        return False
    whole = rows[1:-1] if len(data) > _SAMPLE and len(rows) < _SNIFFED_ROWS else rows[1:]
    as_wide = sum(len(row) == len(header) for row in whole)
    return as_wide >= _FEWEST_ROWS and as_wide >= 0.8 * len(whole)


def parse_table(text: str, *, path: str = "", mapping: Mapping[str, str] | None = None) -> Table:
    """Parse canonical text as a table with a header row.

    Args:
        text: the file's text.
        path: its name; ``.tsv`` speaks for tabs.
        mapping: names that a person expects in the header; they help to find the delimiter.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    lines = [line + "\n" for line in lines]
    start = 0
    delimiter = ""
    while start < len(lines) and not lines[start].strip():
        start += 1
    if (
        start < len(lines)
        and lines[start].strip().strip('"').lower().startswith("sep=")
        and len(lines[start].strip()) <= 7
    ):
        delimiter = lines[start].strip("\n").strip('"')[4:5] or ","  # a hint that spreadsheets write
        start += 1
    if start >= len(lines):
        return Table((), (), (), ())
    delimiter = delimiter or _sniffed(lines[start:], path, mapping or {})
    parser = _Parser(lines, delimiter)
    header_row = parser.take(start)
    parser.width = len(header_row.cells)
    rows: list[Row] = []
    broken: list[tuple[str, str]] = []
    at = header_row.last_line
    while at < len(lines):
        at = parser.region(at, rows, broken)
    short = sum(len(row.cells) < parser.width for row in rows)
    remarks: list[str] = []
    if short:
        remarks.append(
            f"{short:,} of {len(rows):,} rows have fewer cells than the header ({parser.width});"
            " their last columns are empty."
        )
    if parser.loose:
        listed = ", ".join(map(str, parser.loose[:5])) + (" and others" if len(parser.loose) > 5 else "")
        remarks.append(f"Quotation marks inside cells are not doubled as CSV asks (line {listed}); look at these rows.")
    return Table(header_row.cells, tuple(rows), tuple(broken), tuple(remarks))


class _Parser:
    """Rows from lines, able to begin again at any line."""

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self.width = 0
        self.loose: list[int] = []

    def take(self, at: int) -> Row:
        """The row that begins at a line (counted from 0)."""
        reader = csv.reader(islice(self._lines, at, None), delimiter=self._delimiter)
        cells = next(reader, [])
        return Row(tuple(cells), at + 1, at + max(1, reader.line_num))

    def region(self, at: int, rows: list[Row], broken: list[tuple[str, str]]) -> int:
        """Read rows from a line on, until the end or until a row that swallowed others; gives the next line."""
        start = at
        reader = csv.reader(islice(self._lines, start, None), delimiter=self._delimiter)
        for cells in reader:
            row = Row(tuple(cells), at + 1, start + reader.line_num)
            at = row.last_line
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > self.width:
                while len(cells) > self.width and not cells[-1].strip():
                    cells.pop()
                row = Row(tuple(cells), row.first_line, row.last_line)
            several = row.last_line > row.first_line
            strict = self._strict(row) if several or len(cells) != self.width or '"' in "".join(cells) else ""
            if several and (strict or len(cells) != self.width):
                return self._swallowed(row, rows, broken, strict)
            if "unexpected end" in strict:
                broken.append((row.where, "A quotation mark is opened and never closed."))
            elif len(cells) > self.width:
                reason = (
                    f"The row has {len(cells)} cells and the header has {self.width}: put cells with a delimiter"
                    " inside between quotation marks."
                )
                broken.append((row.where, reason))
            else:
                if strict:
                    self.loose.append(row.first_line)
                rows.append(row)
        return len(self._lines)

    def _strict(self, row: Row) -> str:
        """What a strict parser has against a row, or ``""``."""
        lines = self._lines[row.first_line - 1 : row.last_line]
        try:
            parsed = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return str(error)
        return "" if len(parsed) == 1 else "several rows"

    def _swallowed(self, row: Row, rows: list[Row], broken: list[tuple[str, str]], strict: str) -> int:
        """Decide on a row over several lines that is not well formed; gives the next line to read."""
        unclosed = "unexpected end" in strict
        inner = self._well_formed(row.first_line, row.last_line)
        if inner is not None:
            # the lines after the first are proper rows by themselves: the first one's quotation mark swallowed them
            reason = (
                "A quotation mark is opened and never closed on this line; the rows after it were read all the same."
            )
            broken.append((row.where, reason))
            rows.extend(inner)
        elif len(row.cells) <= self.width and not strict:
            rows.append(row)
        elif len(row.cells) == self.width and not unclosed:
            self.loose.append(row.first_line)
            rows.append(row)
        else:
            count = row.last_line - row.first_line + 1
            how = "never closed" if unclosed else "closed at the wrong place"
            reason = (
                f"A quotation mark is {how}: {count:,} lines could not be told apart and were not read."
                f" Correct line {row.first_line} in the file and read it again."
            )
            broken.append((f"lines {row.first_line} to {row.last_line}", reason))
        return row.last_line

    def _well_formed(self, first: int, last: int) -> list[Row] | None:
        """The rows on the lines ``first`` to ``last`` (counted from 0, the end not included) when all are proper."""
        if self.width < 2:
            return None  # any line would be a proper row
        reader = csv.reader(self._lines[first:last], delimiter=self._delimiter, strict=True)
        found: list[Row] = []
        at = first
        try:
            for cells in reader:
                row = Row(tuple(cells), at + 1, first + reader.line_num)
                at = row.last_line
                if any(cells):
                    if len(cells) != self.width:
                        return None
                    found.append(row)
        except csv.Error:
            return None
        return found or None


def _sniffed(lines: Sequence[str], path: str, mapping: Mapping[str, str]) -> str:
    """The delimiter whose header names most known columns and whose rows agree best with it."""
    expected = {ID, TEXT, "file", "path", *SYNONYMS, *(name for names in SYNONYMS.values() for name in names)}
    expected |= {name.casefold() for name in mapping.values() if name}
    favourite = "\t" if path.lower().endswith((".tsv", ".tab")) else ","

    def score(delimiter: str) -> tuple[int, float, int, bool]:
        rows = [row for row in islice(csv.reader(lines[:2000], delimiter=delimiter), _SNIFFED_ROWS) if row]
        header = rows[0] if rows else []
        known = sum(name.strip().casefold().replace(" ", "_") in expected for name in header)
        widths = Counter(map(len, rows[1:]))
        agreement = widths[len(header)] / max(1, len(rows) - 1) if len(header) > 1 else 0.0
        return known, round(agreement, 1), len(header), delimiter == favourite

    return max(_DELIMITERS, key=score)
