"""Codebooks as CSV: the columns frame and entry, and where they are needed item, weight, parent and definition.

Entries are in the query language. What a spreadsheet would compute gets a leading apostrophe, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import math
from typing import Final

from workbench.codebooks.importing import Assembly, Imported
from workbench.codebooks.model import Codebook, CodebookError
from workbench.domain.formula_guard import as_cell, from_cell

COLUMNS: Final = ("frame", "entry", "item", "weight", "parent", "definition")


def read_table(text: str, data: bytes, where: str, name: str) -> Imported:
    """A codebook from CSV, separated by commas, semicolons or tabs. A row without an entry makes the frame known.

    Raises:
        CodebookError: there are no columns frame and entry, or a frame has no name.
    """
    text = text.removeprefix("\ufeff")
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assembly = Assembly(where, data)
    try:
        rows = [(reader.line_num, [from_cell(cell).strip() for cell in row]) for row in reader if any(row)]
    except csv.Error as error:
        raise CodebookError(
            f"{where}, line {reader.line_num}: not valid CSV ({error}). Save the table again."
        ) from error
    header = [cell.casefold() for cell in rows[0][1]] if rows else []
    if "frame" not in header or "entry" not in header:
        raise CodebookError(
            f"{where}, line 1: the columns frame and entry are needed. Name them so in the first row; "
            f"known columns are {', '.join(COLUMNS)}."
        )
    assembly.remarks.extend(
        f"{where}, line 1: the column {column!r} is not known and was left out."
        for column in header
        if column not in COLUMNS
    )
    for line, row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        parent = assembly.named(cells["parent"], line=line, parent="", definition="") if cells.get("parent") else ""
        frame = _frame(cells, parent, line, assembly)
        if entry := cells.get("entry", ""):
            assembly.search(
                frame, entry, line=line, question=cells.get("item", ""), weight=_weight(cells, line, assembly)
            )
    return assembly.finish(name=name, source=f"Read from {where} (CSV).")


def _frame(cells: dict[str, str], parent: str, line: int, assembly: Assembly) -> str:
    return assembly.named(cells.get("frame", ""), line=line, parent=parent, definition=cells.get("definition", ""))


def _weight(cells: dict[str, str], line: int, assembly: Assembly) -> float:
    written = cells.get("weight", "")
    if not written:
        return 1.0
    try:
        weight = float(written.replace(",", "."))
    except ValueError:
        weight = math.nan
    if not math.isfinite(weight):
        assembly.remark(line, f"the weight {written!r} is not a number; 1 was taken.")
        return 1.0
    return weight


def table_text(codebook: Codebook) -> tuple[str, tuple[str, ...]]:
    """The text of the file, and what it can't hold. Columns that would be empty are left out."""
    frames = codebook.frames
    needed = {
        "frame": True,
        "entry": True,
        "item": any(any(frame.items) for frame in frames),
        "weight": any(entry.weight != 1 for frame in frames for entry in frame.entries),
        "parent": any(frame.parent for frame in frames),
        "definition": any(frame.definition for frame in frames),
    }
    columns = [column for column in COLUMNS if needed[column]]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    remarks = []
    for frame in frames:
        common = {
            "frame": as_cell(frame.name),
            "parent": as_cell(frame.parent),
            "definition": as_cell(frame.definition),
        }
        for entry in frame.entries:
            question = frame.items[entry.item]
            weight = f"{entry.weight!r}" if entry.weight >= 0 else as_cell(f"{entry.weight!r}")
            writer.writerow({**common, "entry": as_cell(entry.text), "item": as_cell(question), "weight": weight})
        if not frame.entries:
            writer.writerow({**common, "entry": "", "item": "", "weight": ""})
        used = {entry.item for entry in frame.entries}
        remarks += [
            f"{frame.name!r}, question {question!r} was left out: it has no entry."
            for number, question in enumerate(frame.items)
            if question and number not in used
        ]
        if frame.include or frame.exclude:
            remarks.append(f"{frame.name!r}: include and exclude rules were left out, because CSV has none here.")
    return stream.getvalue(), tuple(remarks)
