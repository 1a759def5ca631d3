"""Rows and cells of tables (CSV, spreadsheets, Parquet) as the records and the text that a reader gives."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from workbench.corpus.readers.columns import ID, TEXT, WORDS, Columns, source_in_words, words_in_digits
from workbench.corpus.readers.contract import RawRecord

CUT_TEXT: Final = re.compile(r"\[\+\d+ chars\]\s*\Z")
"""How news interfaces end a text that they shortened."""
CUT_TEXT_NOTE: Final = "The text was cut short by the service that it came from: it ends in “[+… chars]”."


def table_record(
    row: Mapping[str, Any],
    columns: Columns,
    *,
    record: str,
    encoding: str,
    encoding_certain: bool = True,
    notes: tuple[str, ...] = (),
) -> RawRecord:
    """The article in a row of a table.

    Args:
        row: its cells by field; those that are empty are left out.
        columns: which column is which field.
        record: where in the file it stands.
        encoding: how bytes became text, in words.
        encoding_certain: whether that is no guess.
        notes: what to tell about it besides.
    """
    values: dict[str, str] = {}
    found = list(notes)
    for field, cell in row.items():
        value = cell_text(cell)
        if value is None:
            found.append(f"The {field} was left out: it is no simple value.")
        elif value:
            values[field] = value
    text = values.pop(TEXT, "")
    if CUT_TEXT.search(text):
        found.append(CUT_TEXT_NOTE)
    if stated := values.pop(WORDS, ""):
        if in_digits := words_in_digits(stated):
            values[WORDS] = in_digits
        else:
            found.append("The number of words was left out: it is no number.")
    return RawRecord(
        text=text,
        record=record,
        document_id=values.pop(ID, ""),
        fields=values,
        sources={field: source_in_words(columns.by_field[field]) for field in values},
        encoding=encoding,
        encoding_certain=encoding_certain,
        notes=tuple(found),
    )


def cell_text(value: Any) -> str | None:
    """A cell as text: dates in ISO 8601, whole numbers without a point, nothing as ``""``; ``None`` for other things."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        at_midnight = value.time() == time() and value.tzinfo is None
        return value.date().isoformat() if at_midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if isinstance(value, list | tuple):
        parts = [cell_text(part) for part in value]
        return None if None in parts else "; ".join(part for part in parts if part)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return None
