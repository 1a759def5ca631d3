"""Opposed pairs of words by outlet: the share of the first word in both, as dots with intervals."""

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
from workbench.charts.wording import counted, listing, number, outlet_name, quoted, rate, sentence
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "pair", "word_a", "word_b", "outlet", "count_a", "count_b", "articles", "words", "share_a", "low", "high", "ratio",
    "ratio_low", "ratio_high",
)  # fmt: skip
"""The columns of the table ``word_pairs``."""

_AXIS: Final = "share of the first word in both, in %"
_LIMITS: Final = (-2.0, 105.0)
"""All shares, and room so that no dot is cut and the last number stands clear of the column of counts."""


@dataclass(frozen=True, slots=True)
class _Row:
    pair: str
    a: str
    b: str
    outlet: str
    count_a: int
    count_b: int
    articles: int
    words: int
    share: float
    low: float
    high: float

    @property
    def label(self) -> str:
        counts = f"{plain_text(self.a)} {number(self.count_a)}, {plain_text(self.b)} {number(self.count_b)}"
        if math.isnan(self.share):
            said = "neither stands there"
        else:
            ends = (
                ""
                if math.isnan(self.low) or math.isnan(self.high)
                else f"95 % interval {_percent(self.low)} to {_percent(self.high)}"
            )
            said = sentence(f"{_percent(self.share)} {plain_text(self.a)}", ends)
        base = f"{counted(self.words, 'word')} in {counted(self.articles, 'article')}"
        return f"{outlet_name(self.outlet)}: {counts}; {said} ({base})"

    @property
    def leans_to(self) -> str:
        """The side that is more frequent, so that a click leads to passages."""
        return self.b if self.count_b > self.count_a else self.a

    @property
    def value(self) -> Value:
        counts = f"{number(self.count_a)} : {number(self.count_b)}"
        focus = Focus(term=self.leans_to, outlet=self.outlet or UNKNOWN_OUTLET)
        ends = 100 * self.low, 100 * self.high
        return Value(self.outlet, 100 * self.share, *ends, counts, focus, self.label)


def draw_word_pairs(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw for each pair and outlet the share of the first word among both, from 0 to 100 %.

    Args:
        figure: is cleared; its size decides how many pairs are drawn.
        table: the columns :data:`COLUMNS`, one row a pair and outlet, drawn from top to bottom; ``share_a`` and the ends
            of its interval may be NaN.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(term, outlet)`` of the side that the outlet uses more.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("No pairs of words yet", "Add two words to set against one another.")
        return HitMap()
    chart = ValueChart(
        groups=tuple(
            Group(plain_text(pair), tuple(row.value for row in rows if row.pair == pair))
            for pair in dict.fromkeys(row.pair for row in rows)
        ),
        called=("pair", "pairs"),
        bars=False,
        axis=f"{_AXIS}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{_AXIS}; too few articles for an interval",
        brief_axis=f"{_AXIS}, {unbroken('95 % interval')}",
        counts="first : second",
        undefined="neither",
        details={row.outlet: counted(row.words, "word") for row in rows},
        zero_line=False,
        limits=_LIMITS,
    )
    return draw_values(panel, chart)


def describe_word_pairs(table: pd.DataFrame) -> str:
    """What the chart shows, with the counts of each outlet, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "How often each outlet takes one word or its opposite. No pairs of words yet."
    outlets = [outlet_name(outlet) for outlet in dict.fromkeys(row.outlet for row in rows)]
    pairs = dict.fromkeys((row.pair, row.a, row.b) for row in rows)
    sentences = [
        f"Share of the first word of {counted(len(pairs), 'pair')} in {counted(len(outlets), 'outlet')}"
        f" ({listing(outlets)})."
    ]
    for pair, a, b in pairs:
        known = sorted(
            (row for row in rows if row.pair == pair and not math.isnan(row.share)), key=lambda row: -row.share
        )
        if not known:
            sentences.append(f"{plain_text(pair)}: neither stands in any outlet.")
            continue
        each = [
            f"{outlet_name(row.outlet)} {_percent(row.share)} ({number(row.count_a)} to {number(row.count_b)})"
            for row in known
        ]
        sentences.append(f"{quoted(a)} against {quoted(b)}: {listing(each)}.")
    if any(not math.isnan(row.low) for row in rows):
        sentences.append("Lines show 95 % intervals by article bootstrap.")
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)


def _percent(share: float) -> str:
    return f"{rate(100 * share) if share not in (0.0, 1.0) else number(100 * share)} %"


def _rows(table: pd.DataFrame) -> list[_Row]:
    return [
        _Row(
            pair=as_text(row["pair"]),
            a=as_text(row["word_a"]),
            b=as_text(row["word_b"]),
            outlet=as_text(row["outlet"]),
            count_a=as_count(row["count_a"]),
            count_b=as_count(row["count_b"]),
            articles=as_count(row["articles"]),
            words=as_count(row["words"]),
            share=as_number(row["share_a"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
        )
        for row in table_rows(table, COLUMNS, "word pairs")
    ]
