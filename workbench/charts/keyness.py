"""Terms that mark out an outlet against the others: dots of Log Ratio (Hardie 2014) with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.panel import Panel
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, interval, listing, number, outlet_name, quoted, rate, sentence, times
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "outlet",
    "term",
    "count",
    "reference_count",
    "per_1000",
    "reference_per_1000",
    "log_ratio",
    "log_ratio_low",
    "log_ratio_high",
    "documents",
    "reference_documents",
)
"""The columns of the table ``keyness`` that are drawn or described."""


_TWICE: Final = unbroken("(1 = twice as frequent)")


@dataclass(frozen=True, slots=True)
class _Row:
    outlet: str
    term: str
    count: int
    reference_count: int
    per_1000: float
    reference_per_1000: float
    log_ratio: float
    low: float
    high: float
    documents: int
    reference_documents: int

    @property
    def label(self) -> str:
        own = f"{times(self.count)} in {counted(self.documents, 'article')} ({rate(self.per_1000)} per 1,000 words)"
        values = sentence(f"Log Ratio {rate(self.log_ratio)}", interval(self.low, self.high), own)
        others = (
            f"{times(self.reference_count)} in {counted(self.reference_documents, 'article')} of the other outlets "
            f"({rate(self.reference_per_1000)} per 1,000 words)"
        )
        return f"{plain_text(self.term)} in {outlet_name(self.outlet)}: {values} against {others}"

    @property
    def value(self) -> Value:
        counts = f"{number(self.count)} : {number(self.reference_count)}"
        focus = Focus(term=self.term, outlet=self.outlet or UNKNOWN_OUTLET)
        return Value(self.outlet, self.log_ratio, self.low, self.high, counts, focus, self.label)


def draw_keyness(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the Log Ratio of terms in one outlet against the others.

    Args:
        figure: is cleared; its size decides how many rows are drawn.
        table: the columns :data:`COLUMNS`, one row a term and outlet, drawn from top to bottom; who calls chooses the
            rows. An interval may be NaN (none) or reach to infinity (it ends in an arrow head at the edge).
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(term, outlet)``.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message(
            "No distinctive terms", "Include articles of at least two outlets, or lower the least count of a term."
        )
        return HitMap()
    axis = f"Log Ratio against {_others(table)} {_TWICE}"
    chart = ValueChart(
        groups=tuple(Group(plain_text(row.term), (row.value,)) for row in rows),
        called=("term", "terms"),
        bars=False,
        axis=f"{axis}, {unbroken('95 % interval')}",
        axis_without_intervals=f"{axis}; too few articles for an interval",
        brief_axis=f"Log Ratio, {unbroken('95 % interval')}",
        counts="times : others",
        undefined="not defined",
        one_row=True,
    )
    return draw_values(panel, chart)


def describe_keyness(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and the largest values, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "Terms that mark out each outlet against the others. No distinctive terms yet."
    outlets = [outlet_name(outlet) for outlet in dict.fromkeys(row.outlet for row in rows)]
    sentences = [
        f"{counted(len(rows), 'term')} that {'marks' if len(rows) == 1 else 'mark'} out "
        f"{counted(len(outlets), 'outlet')} ({listing(outlets)}) against {_others(table)}, by Log Ratio "
        "(1 = twice as frequent, 0 = equally frequent)."
    ]
    largest = sorted((row for row in rows if not math.isnan(row.log_ratio)), key=lambda row: -abs(row.log_ratio))[:3]
    if largest:
        ranked = [
            f"{quoted(row.term)} in {outlet_name(row.outlet)} with {rate(row.log_ratio)} "
            f"({times(row.count)} against {number(row.reference_count)} in the others)"
            for row in largest
        ]
        sentences.append(f"Largest: {listing(ranked)}.")
    bounded = [row for row in rows if not (math.isnan(row.low) or math.isnan(row.high))]
    if bounded:
        spanning = sum(row.low <= 0.0 <= row.high for row in bounded)
        sentences.append(
            f"Lines show 95 % intervals; {number(spanning)} of {number(len(bounded))} "
            f"{'includes' if spanning == 1 else 'include'} 0."
        )
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)


def _others(table: pd.DataFrame) -> str:
    """What the outlets are compared with."""
    chosen = table.attrs.get("reference", ())
    return listing([outlet_name(str(outlet)) for outlet in chosen], 3) if chosen else "the other outlets"


def _rows(table: pd.DataFrame) -> list[_Row]:
    return [
        _Row(
            outlet=as_text(row["outlet"]),
            term=as_text(row["term"]),
            count=as_count(row["count"]),
            reference_count=as_count(row["reference_count"]),
            per_1000=as_number(row["per_1000"]),
            reference_per_1000=as_number(row["reference_per_1000"]),
            log_ratio=as_number(row["log_ratio"]),
            low=as_number(row["log_ratio_low"]),
            high=as_number(row["log_ratio_high"]),
            documents=as_count(row["documents"]),
            reference_documents=as_count(row["reference_documents"]),
        )
        for row in table_rows(table, COLUMNS, "keyness")
    ]
