"""A table's cells as plain Python values, so that charts do not depend on how a table was read or computed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd


def table_rows(table: pd.DataFrame, columns: Sequence[str], chart: str) -> Iterator[Mapping[str, Any]]:
    """Each row as a mapping of the columns named.

    Raises:
        ValueError: the table lacks a column; the message names it and the chart.
    """
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ValueError(f"the table for the {chart} chart lacks: {', '.join(missing)}")
    lists = [table[name].tolist() for name in columns]
    for cells in zip(*lists, strict=True):
        yield dict(zip(columns, cells, strict=True))


def as_text(cell: object) -> str:
    """A text cell; ``""`` for a missing one."""
    return "" if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)) else str(cell)


def as_number(cell: Any) -> float:
    """A number cell; NaN for a missing one."""
    return math.nan if cell is None or cell is pd.NA else float(cell)


def as_count(cell: Any) -> int:
    """A count cell; 0 for a missing one."""
    value = as_number(cell)
    return 0 if math.isnan(value) else round(value)
