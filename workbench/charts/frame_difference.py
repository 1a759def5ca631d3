"""How much more one outlet uses each frame than another one: the difference of two rates with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.frames import frame_focus
from workbench.charts.panel import Panel
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate, sentence
from workbench.domain.hitmap import HitMap

COLUMNS: Final = (
    "frame", "outlet_a", "outlet_b", "hits_a", "hits_b", "per_1000_a", "per_1000_b", "difference", "low", "high",
    "articles_a", "articles_b",
)  # fmt: skip
"""The columns of the table ``frame_differences``."""


@dataclass(frozen=True, slots=True)
class _Difference:
    frame: str
    outlet_a: str
    outlet_b: str
    hits_a: int
    hits_b: int
    rate_a: float
    rate_b: float
    difference: float
    low: float
    high: float
    articles_a: int
    articles_b: int

    @property
    def more(self) -> str:
        """The outlet that uses the frame more; the first one where both use it as much."""
        return self.outlet_b if self.difference < 0 else self.outlet_a

    @property
    def secured(self) -> bool:
        return self.low > 0 or self.high < 0

    def label(self, name: str) -> str:
        sides = [
            f"{outlet_name(outlet)} {rate(per_1000)} per 1,000 words ({counted(hits, 'passage')} in"
            f" {counted(articles, 'article')})"
            for outlet, per_1000, hits, articles in (
                (self.outlet_a, self.rate_a, self.hits_a, self.articles_a),
                (self.outlet_b, self.rate_b, self.hits_b, self.articles_b),
            )
        ]
        values = sentence(f"difference {rate(self.difference)}", interval(self.low, self.high))
        tested = "" if not math.isnan(self.low) else "; shown, not tested"
        return f"{plain_text(name)}: {' and '.join(sides)}; {values}{tested}"


def draw_frame_difference(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the difference of the rates of two outlets, frame by frame.

    Args:
        figure: is cleared; its size decides how many frames are drawn.
        table: the columns :data:`COLUMNS`, one row a frame, drawn from top to bottom; ``low`` and ``high`` may be NaN.
            Its attributes may hold the ``codebook`` and the ``aspect`` that marks open.
        style: colours, sizes, names of frames and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(frame, outlet)`` for the outlet that uses the frame more.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("No two outlets to compare", "Include articles of at least two outlets.")
        return HitMap()
    a, b = outlet_name(rows[0].outlet_a), outlet_name(rows[0].outlet_b)
    axis = f"passages per 1,000 words: {a} minus {b}"
    chart = ValueChart(
        groups=tuple(Group(plain_text(style.frame_name(row.frame)), (_value(row, table, style),)) for row in rows),
        called=("frame", "frames"),
        bars=False,
        axis=f"{axis}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{axis}; shown, not tested",
        brief_axis=f"{axis}, {unbroken('95 % interval')}",
        counts="passages",
        undefined="no words counted",
        one_row=True,
        details={
            rows[0].outlet_a: f"more to the right, {counted(rows[0].articles_a, 'article')}",
            rows[0].outlet_b: f"more to the left, {counted(rows[0].articles_b, 'article')}",
        },
        order=(rows[0].outlet_a, rows[0].outlet_b),
    )
    return draw_values(panel, chart)


def describe_frame_difference(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest differences, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "The difference between two outlets in each frame. There are no two outlets to compare yet."
    one = rows[0]
    sides = [
        f"{outlet_name(outlet)} ({counted(articles, 'article')})"
        for outlet, articles in ((one.outlet_a, one.articles_a), (one.outlet_b, one.articles_b))
    ]
    sentences = [f"Passages of {counted(len(rows), 'frame')} per 1,000 words: {sides[0]} minus {sides[1]}."]
    ranked = sorted((row for row in rows if row.difference), key=lambda row: -abs(row.difference))[:3]
    if ranked:
        largest = [
            f"{plain_text(row.frame)} {rate(row.difference)} ({number(row.hits_a)} and"
            f" {counted(row.hits_b, 'passage')})"
            for row in ranked
            if not math.isnan(row.difference)
        ]
        sentences.append(f"Largest: {listing(largest)}." if largest else "")
    known = [row for row in rows if not math.isnan(row.low)]
    if known:
        secured = [plain_text(row.frame) for row in known if row.secured]
        without = f" ({listing(secured)})" if secured else ""
        sentences.append(
            f"In {number(len(secured))} of {counted(len(known), 'frame')}{without} the 95 % interval does not include 0."
        )
    else:
        sentences.append("Differences are shown, not tested, as there are too few articles.")
    return " ".join(filter(None, sentences))


def _value(row: _Difference, table: pd.DataFrame, style: Style) -> Value:
    counts = f"{number(row.hits_a)} : {number(row.hits_b)}"
    focus = frame_focus(table, row.frame, row.more)
    return Value(row.more, row.difference, row.low, row.high, counts, focus, row.label(style.frame_name(row.frame)))


def _rows(table: pd.DataFrame) -> list[_Difference]:
    return [
        _Difference(
            frame=as_text(row["frame"]),
            outlet_a=as_text(row["outlet_a"]),
            outlet_b=as_text(row["outlet_b"]),
            hits_a=as_count(row["hits_a"]),
            hits_b=as_count(row["hits_b"]),
            rate_a=as_number(row["per_1000_a"]),
            rate_b=as_number(row["per_1000_b"]),
            difference=as_number(row["difference"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            articles_a=as_count(row["articles_a"]),
            articles_b=as_count(row["articles_b"]),
        )
        for row in table_rows(table, COLUMNS, "frame_differences")
    ]
