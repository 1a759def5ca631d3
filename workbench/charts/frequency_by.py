"""How often terms occur in stories, months, languages, or in each pair of two such parts: rows with intervals.

By one dimension each part is a group and each term a row in it. By two, the rows of a group are the outlets where outlets
are one of them, else the parts by the second dimension; a group is then a part by the other one, for one term.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.panel import Panel
from workbench.charts.rates import Rate, describe_rates, rate_label
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, listing, number, outlet_name, quoted
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.outlet_groups import NO_GROUP
from workbench.domain.palette import UNKNOWN_OUTLET, term_styles
from workbench.domain.parts import DIMENSIONS, OUTLET

COLUMNS: Final = ("term", "count", "per_1000", "low", "high", "documents", "articles", "words", "part")
"""Besides these, one or two columns that are called as dimensions are; ``part`` is that of a focus on the row's articles."""

_UNIT: Final = ("time", "times")
_MANY: Final = {"story": "stories"}


def draw_frequency_by(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw how often each term occurs in each part, per 1,000 words.

    Args:
        figure: is cleared; its size decides how many groups are drawn.
        table: the columns :data:`COLUMNS` and one or two dimensions, one row a term and part, in the order in which they
            are drawn from top to bottom.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a bar, with a focus on the term in the part.

    Raises:
        ValueError: the table lacks a column, or names no dimension.
    """
    by = dimensions_of(table)
    rows = _rows(table, by)
    if not rows:
        Panel(figure, style).message("No terms to compare", "Search for a term, or choose terms in the list.")
        return HitMap()
    terms = list(dict.fromkeys(row["term"] for row in rows))
    across = across_of(by)
    members = list(dict.fromkeys(_member(row, across) for row in rows))
    if across != "term":  # not every part of the one is with every part of the other, so that no group has them all
        members.sort(key=lambda name: (not name, name == NO_GROUP, name.casefold()))
    if across != OUTLET:
        style = replace(style, outlets={**style.outlets, **term_styles(members)})
    groups: dict[str, list[Value]] = {}
    for row in rows:
        groups.setdefault(_group(row, by, across, terms), []).append(_value(row, by, across))
    single = across == "term" and len(terms) == 1
    called = _called(by, across, terms)
    chart = ValueChart(
        groups=tuple(Group(name, tuple(values)) for name, values in groups.items()),
        called=called,
        bars=True,
        axis=f"per 1,000 words, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals="per 1,000 words; too few articles for an interval",
        brief_axis=f"per 1,000 words, {unbroken('95 % interval')}",
        counts="times",
        undefined="no words counted",
        one_row=single,
        member=across,
        order=tuple(members),
    )
    return draw_values(Panel(figure, style), chart)


def describe_frequency_by(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    by = dimensions_of(table)
    rows = _rows(table, by)
    dimensions = " and ".join(by)
    if not rows:
        return f"How often terms occur by {dimensions}. No terms to compare yet."
    terms = [quoted(term) for term in dict.fromkeys(row["term"] for row in rows)]
    parts = list(dict.fromkeys(_part_name(row, by) for row in rows))
    opening = (
        f"How often {counted(len(terms), 'term')} ({listing(terms)}) {'occurs' if len(terms) == 1 else 'occur'} "
        f"per 1,000 words by {dimensions}: {counted(len(parts), 'part')} ({listing(parts)})."
    )
    return f"{opening} {describe_rates([_rate(row, by) for row in rows], quoted, _UNIT)}"


def dimensions_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The dimensions that a table counts by, in their order.

    Raises:
        ValueError: it names none.
    """
    by = tuple(name for name in map(str, table.columns) if name in DIMENSIONS)
    if not by:
        raise ValueError(f"the table for the frequency chart lacks a dimension: {', '.join(DIMENSIONS)}")
    return by


def across_of(by: tuple[str, ...]) -> str:
    """What the rows of a group are: ``term``, or a dimension."""
    if len(by) == 1:
        return "term"
    return OUTLET if OUTLET in by else by[1]


def _rows(table: pd.DataFrame, by: tuple[str, ...]) -> list[dict[str, Any]]:
    out = []
    for row in table_rows(table, (*by, *COLUMNS), "frequency"):
        texts = {name: as_text(row[name]) for name in (*by, "term", "part")}
        numbers = {name: as_number(row[name]) for name in ("per_1000", "low", "high")}
        counts = {name: as_count(row[name]) for name in ("count", "documents", "articles", "words")}
        out.append({**texts, **numbers, **counts})
    return out


def _member(row: Mapping[str, Any], across: str) -> str:
    return str(row[across])


def _group(row: Mapping[str, Any], by: tuple[str, ...], across: str, terms: list[str]) -> str:
    """What the row's group is called."""
    named = [plain_text(str(row["term"]))] if across != "term" and len(terms) > 1 else []
    return ", ".join([*named, *(_name(row, dimension) for dimension in by if dimension != across)])


def _name(row: Mapping[str, Any], dimension: str) -> str:
    return outlet_name(row[dimension]) if dimension == OUTLET else plain_text(str(row[dimension]))


def _part_name(row: Mapping[str, Any], by: tuple[str, ...]) -> str:
    return ", ".join(_name(row, dimension) for dimension in by)


def _rate(row: Mapping[str, Any], by: tuple[str, ...]) -> Rate:
    return Rate(
        group=row["term"],
        outlet=_part_name(row, by),
        count=row["count"],
        per_1000=row["per_1000"],
        low=row["low"],
        high=row["high"],
        articles=row["articles"],
        words=row["words"],
        documents=row["documents"],
    )


def _value(row: Mapping[str, Any], by: tuple[str, ...], across: str) -> Value:
    outlet = row[OUTLET] or UNKNOWN_OUTLET if OUTLET in by else ""
    focus = Focus(term=row["term"], outlet=outlet, part=row["part"])
    label = rate_label(plain_text(row["term"]), _rate(row, by), _UNIT)
    return Value(_member(row, across), row["per_1000"], row["low"], row["high"], number(row["count"]), focus, label)


def _called(by: tuple[str, ...], across: str, terms: list[str]) -> tuple[str, str]:
    if across != "term" and len(terms) > 1:
        return ("row of bars", "rows of bars")
    (one,) = [dimension for dimension in by if dimension != across] or [across]
    return (one, _MANY.get(one, f"{one}s"))
