"""A grouping of outlets as a CSV file: the columns outlet and group. Imported by the window, so it needs nothing heavy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.domain.errors import UnusableInputError
from workbench.domain.formula_guard import as_cell, from_cell
from workbench.export.files import written_whole

if TYPE_CHECKING:
    from workbench.domain.progress import Progress
    from workbench.workspace.workspace import Workspace

HEADER: Final = ("outlet", "group")
_LARGEST: Final = 5_000_000
"""Bytes of a file that is read."""
_LONGEST: Final = 200
"""Characters of a name."""


def save_grouping(workspace: Workspace, call: Progress, path: str, groups: tuple[tuple[str, str], ...]) -> str:
    """Write pairs of outlet and group as CSV: UTF-8 with byte order mark. Returns the path.

    Raises:
        ExportError: the file can't be written.
    """
    with written_whole(Path(path)) as stream:
        stream.write(grouping_csv(groups))
    return path


def load_grouping(workspace: Workspace, call: Progress, path: str) -> tuple[tuple[str, str], ...]:
    """Pairs of outlet and group from a CSV file with the columns outlet and group.

    Raises:
        UnusableInputError: it can't be read, is too large, or has no such columns.
    """
    source = Path(path)
    try:
        with source.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UnusableInputError(
            f"{source.name} can't be read ({error.strerror or error}). Check that it is there and that you may read it."
        ) from error
    if len(data) > _LARGEST:
        raise UnusableInputError(
            f"{source.name} is larger than {_LARGEST // 1_000_000} MB, too large for a table of outlets. Choose another file."
        )
    return groups_in(data, source.name)


def grouping_csv(groups: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of the file. A cell that a spreadsheet would compute gets a leading apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    for pair in groups:
        writer.writerow([as_cell(text) for text in pair])
    text = stream.getvalue()
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8-sig")


def groups_in(data: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """What :func:`grouping_csv` wrote, or a person with a spreadsheet: separated by commas, semicolons or tabs.

    The last row of an outlet counts. Rows without an outlet are left out; an outlet without a group is in none.

    Raises:
        UnusableInputError: these are no text, or there are no columns outlet and group.
    """
    from workbench.text_decoding import decode, looks_binary  # noqa: PLC0415 - the window must not load it

    if why := looks_binary(data):
        raise UnusableInputError(f"{name} is no CSV file. {why}. Save the table as CSV, then choose that file.")
    text = decode(data).text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [cell.strip().casefold() for cell in next(rows, [])]
        if not set(HEADER) <= set(header):
            raise UnusableInputError(
                f"{name} has no columns outlet and group. Its first row must name them, for example: outlet,group"
            )
        at_outlet, at_group = (header.index(column) for column in HEADER)
        found: dict[str, str] = {}
        for row in rows:
            outlet = _cell(row[at_outlet]) if len(row) > at_outlet else ""
            if outlet:
                found[outlet] = _cell(row[at_group]) if len(row) > at_group else ""
    except csv.Error as error:
        raise UnusableInputError(
            f"{name} is no CSV file that can be read ({error}). Save the table again as CSV."
        ) from error
    return tuple(found.items())


def _cell(text: str) -> str:
    return from_cell(" ".join(text.split()))[:_LONGEST]
