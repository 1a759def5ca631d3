"""Columns of text as numbers, so that what follows from a decision about a name is worked out once for each name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class CodedText:
    """A column of text: its different values, and the number of its value for each row."""

    codes: Numbers
    values: tuple[str, ...]

    @classmethod
    def of(cls, column: pd.Series) -> CodedText:
        """The numbers of a column's values, in the order in which they first stand in it."""
        codes, values = pd.factorize(column)
        return cls(codes.astype("int64"), tuple(str(value) for value in values))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of each value."""
        return {value: number for number, value in enumerate(self.values)}

    def with_rows(self, rows: Mapping[int, str]) -> CodedText:
        """The column with other values in some rows."""
        if not rows:
            return self
        values = list(self.values)
        place = dict(self.place)
        codes = self.codes.copy()
        for row, value in rows.items():
            if value not in place:
                place[value] = len(values)
                values.append(value)
            codes[row] = place[value]
        return CodedText(codes, tuple(values))

    def where(self, wanted: Callable[[str], bool]) -> Flags:
        """For each row whether its value is wanted; asked once for each value."""
        flags: Flags = np.array([*map(wanted, self.values), False], dtype=bool)[self.codes]
        return flags

    def among(self, wanted: Iterable[str]) -> Flags:
        """For each row whether its value is among some."""
        flags = np.zeros(len(self.values) + 1, dtype=bool)
        flags[[number for value in wanted if (number := self.place.get(value, -1)) >= 0]] = True
        taken: Flags = flags[self.codes]
        return taken

    def mapped(self, to: Callable[[str], str]) -> CodedText:
        """The column with each value replaced by what it stands for; asked once for each value."""
        numbers, values = pd.factorize(np.array([to(value) for value in self.values], dtype=object))
        codes: Numbers = numbers.astype("int64")[self.codes] if len(numbers) else self.codes
        return CodedText(codes, tuple(values))

    def column(self, like: pd.Series) -> pd.Series:
        """The column itself, of the same kind and with the same index as another."""
        values = pd.Series(self.values, dtype=like.dtype).array
        return pd.Series(values.take(self.codes), index=like.index, name=like.name)
