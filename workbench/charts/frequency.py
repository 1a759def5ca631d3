"""How often terms occur in each outlet: grouped bars per 1,000 words with intervals."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.panel import Panel
from workbench.charts.rates import Rate, describe_rates, rate_groups, words_by_outlet
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import ValueChart, draw_values
from workbench.charts.wording import counted, listing, outlet_name, quoted
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = ("outlet", "term", "count", "per_1000", "low", "high", "documents", "articles", "words")
"""``documents`` are the outlet's articles with the term; ``articles`` and ``words`` are all that are counted of it."""

_UNIT: Final = ("time", "times")


def draw_frequency(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw how often each term occurs in each outlet, per 1,000 words.

    Args:
        figure: is cleared; its size decides how many terms are drawn.
        table: the columns :data:`COLUMNS`, one row a term and outlet; ``low`` and ``high`` may be NaN. Terms are drawn
            from top to bottom, outlets within them, in the order of the table.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a bar, with ``Focus(term, outlet)``.

    Raises:
        ValueError: the table lacks a column, or has two different rows for a term and outlet.
    """
    panel = Panel(figure, style)
    rates = _rates(table)
    if not rates:
        panel.message("No terms to compare", "Search for a term to see how often each outlet uses it.")
        return HitMap()
    chart = ValueChart(
        groups=rate_groups(
            rates,
            _UNIT,
            name=plain_text,
            focus=lambda r: Focus(term=r.group, outlet=r.outlet or UNKNOWN_OUTLET),
        ),
        called=("term", "terms"),
        bars=True,
        axis=f"per 1,000 words, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals="per 1,000 words; too few articles for an interval",
        brief_axis=f"per 1,000 words, {unbroken('95 % interval')}",
        counts="times",
        undefined="no words counted",
        details=words_by_outlet(rates),
    )
    return draw_values(panel, chart)


def describe_frequency(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rates = _rates(table)
    if not rates:
        return "How often terms occur in each outlet. No terms to compare yet."
    terms = [quoted(term) for term in dict.fromkeys(r.group for r in rates)]
    outlets = [outlet_name(outlet) for outlet in dict.fromkeys(r.outlet for r in rates)]
    opening = (
        f"How often {counted(len(terms), 'term')} ({listing(terms)}) {'occurs' if len(terms) == 1 else 'occur'} "
        f"per 1,000 words in {counted(len(outlets), 'outlet')} ({listing(outlets)})."
    )
    return f"{opening} {describe_rates(rates, quoted, _UNIT)}"


def _rates(table: pd.DataFrame) -> list[Rate]:
    return [
        Rate(
            group=as_text(row["term"]),
            outlet=as_text(row["outlet"]),
            count=as_count(row["count"]),
            per_1000=as_number(row["per_1000"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            articles=as_count(row["articles"]),
            words=as_count(row["words"]),
            documents=as_count(row["documents"]),
        )
        for row in table_rows(table, COLUMNS, "frequency")
    ]
