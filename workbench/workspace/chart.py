"""What a chart of the program is; the charts themselves are in :mod:`workbench.workspace.pictures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.style import Style
from workbench.domain.hitmap import HitMap
from workbench.domain.measured import Measured

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

_AROUND: Final = 110.0
"""Pixels for legend and axis."""


@dataclass(frozen=True)
class Chart:
    """A chart: the table behind it, how it is drawn, and what it says in words."""

    name: str
    title: str
    table: Callable[[Making], Measured]
    draw: Callable[[Figure, pd.DataFrame, Style], HitMap]
    describe: Callable[[pd.DataFrame], str]
    rows_height: Callable[[pd.DataFrame], float]
    """Pixels (1/96 inch) that the rows of a table need, so that a file shows them all."""
    width_inches: float = 7.2

    def height_inches(self, table: pd.DataFrame) -> float:
        """How high a file of the chart is: as high as it needs, up to 20 inches."""
        return min(max(4.2, round((_AROUND + self.rows_height(table)) / 96, 1)), 20.0)


def grouped_height(group: str) -> Callable[[pd.DataFrame], float]:
    """Rows in groups: a row for each outlet in each group."""
    return lambda table: float(table[group].nunique() * (table["outlet"].nunique() * 8 + 10))
