"""How varied the vocabulary of each outlet is: a measure's mean over samples of equal size, with the interval of samples."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import unbroken
from workbench.charts.panel import Panel
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, interval, listing, outlet_name, rate, sentence
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = ("outlet", "measure", "value", "low", "high", "articles", "words", "sample_words", "samples")

NAMES: Final[Mapping[str, str]] = {
    "mattr": "MATTR (windows of 500 words)",
    "mtld": "MTLD (words)",
    "hd_d": "HD-D",
    "ttr": "Type-token ratio",
    "guiraud_r": "Guiraud’s R",
    "herdan_c": "Herdan’s C",
    "yule_k": "Yule’s K (larger: less varied)",
    "types": "Different words",
}
"""What measures are called, in the order in which they are offered."""


def draw_lexical_diversity(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw one measure for each outlet.

    Args:
        figure: is cleared; its size decides how many outlets are drawn.
        table: the columns :data:`COLUMNS`, rows of one measure. ``value``, ``low`` and ``high`` may be NaN.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(outlet)``.

    Raises:
        ValueError: the table lacks a column, or has rows of several measures.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("No words to compare", "Widen what is counted.")
        return HitMap()
    name = _measure(rows)
    size = counted(rows[0]["sample_words"], "word")
    chart = ValueChart(
        groups=tuple(Group(outlet_name(row["outlet"]), (_value(row, name),)) for row in rows),
        called=("outlet", "outlets"),
        bars=False,
        axis=f"{name}: mean of samples of {size}, {unbroken('95 % of samples')}",
        axis_without_intervals=f"{name}: mean of samples of {size}",
        brief_axis=f"{name}, {unbroken('95 % of samples')}",
        counts="words in all",
        undefined="too few words for a sample",
        one_row=True,
        zero_line=False,
        limits=_limits(rows),
    )
    return draw_values(panel, chart)


def describe_lexical_diversity(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "How varied the vocabulary of each outlet is. No words to compare yet."
    name, known = _measure(rows), [row for row in rows if not math.isnan(row["value"])]
    samples = max(row["samples"] for row in rows)
    said = [
        f"{name} of {counted(len(rows), 'outlet')}, each the mean of {counted(samples, 'sample')} "
        f"of {counted(rows[0]['sample_words'], 'word')}."
    ]
    if known:
        ranked = sorted(known, key=lambda row: (-row["value"], row["outlet"]))
        largest = [_said(row) for row in ranked[:3]]
        said.append(f"Largest: {listing(largest)}.")
        if len(ranked) > 3:
            said.append(f"Smallest: {_said(ranked[-1])}.")
    without = [outlet_name(row["outlet"]) for row in rows if math.isnan(row["value"])]
    if without:
        said.append(f"Too few words for a sample: {listing(without)}.")
    return " ".join(said)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            **{name: as_text(row[name]) for name in ("outlet", "measure")},
            **{name: as_number(row[name]) for name in ("value", "low", "high")},
            **{name: as_count(row[name]) for name in ("articles", "words", "sample_words", "samples")},
        }
        for row in table_rows(table, COLUMNS, "lexical diversity")
    ]


def _measure(rows: list[dict[str, Any]]) -> str:
    measures = {row["measure"] for row in rows}
    if len(measures) != 1:
        raise ValueError("the chart shows one measure of lexical diversity at a time")
    (measure,) = measures
    return NAMES.get(measure, measure)


def _said(row: Mapping[str, Any]) -> str:
    return f"{outlet_name(row['outlet'])} {rate(row['value'])}"


def _value(row: Mapping[str, Any], name: str) -> Value:
    focus = Focus(outlet=row["outlet"] or UNKNOWN_OUTLET)
    return Value(row["outlet"], row["value"], row["low"], row["high"], f"{row['words']:,}", focus, _label(row, name))


def _label(row: Mapping[str, Any], name: str) -> str:
    if math.isnan(row["value"]):
        said = "too few words for a sample"
    else:
        between = interval(row["low"], row["high"]).replace("95 % interval", "95 % of samples")
        said = sentence(rate(row["value"]), between)
    base = (
        f"{counted(row['samples'], 'sample')} of {counted(row['sample_words'], 'word')}, from "
        f"{counted(row['words'], 'word')} in {counted(row['articles'], 'article')}"
    )
    return f"{name} in {outlet_name(row['outlet'])}: {said} ({base})"


def _limits(rows: list[dict[str, Any]]) -> tuple[float, float] | None:
    """From just below the smallest to just above the largest end: none of these measures is compared with zero."""
    ends = [end for row in rows for end in (row["value"], row["low"], row["high"]) if math.isfinite(end)]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    margin = 0.08 * (high - low) or 0.05 * max(abs(high), 1.0)
    return low - margin, high + margin
