"""A table as plain columns: what crosses from the working process to the window, which has no pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class TableData:
    """Column names and, for each, its cells from top to bottom. A missing number is ``None``."""

    names: tuple[str, ...] = ()
    columns: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def column(self, name: str) -> tuple[Cell, ...]:
        """One column's cells. ``KeyError`` when there is none of that name."""
        try:
            return self.columns[self.names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def row(self, n: int) -> dict[str, Cell]:
        """One row as a mapping from column name to cell."""
        return {name: column[n] for name, column in zip(self.names, self.columns, strict=True)}

    def texts(self, name: str) -> list[str]:
        """One column as text, missing cells empty."""
        return ["" if cell is None else str(cell) for cell in self.column(name)]

    @classmethod
    def from_rows(cls, names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> TableData:
        """A table of rows, each with a cell for every name. There may be no row."""
        columns = tuple(zip(*rows, strict=True))
        return cls(tuple(names), columns or ((),) * len(names))

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, notes: Sequence[str] = ()) -> TableData:
        """The same table with plain Python values; a missing one becomes ``None``."""
        columns: list[tuple[Cell, ...]] = []
        for name in frame.columns:
            series = frame[name]
            values: list[Any] = series.tolist()
            missing = series.isna()
            if missing.any():
                values = [None if gone else value for value, gone in zip(values, missing.tolist(), strict=True)]
            columns.append(tuple(values))
        return cls(tuple(str(name) for name in frame.columns), tuple(columns), tuple(notes))
