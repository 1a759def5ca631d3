"""A measure's result: the table, and what a reader of the table must know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Measured:
    """A table and its notes, e.g. why there is no p-value. Notes are plain sentences shown under table and chart."""

    table: pd.DataFrame
    notes: tuple[str, ...] = ()
