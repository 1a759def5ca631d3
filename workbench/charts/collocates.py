"""The words near a node: dots of their association with intervals, for all text or for two outlets side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.panel import Panel
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, interval, listing, number, outlet_name, quoted, rate, sentence, times
from workbench.domain.collocations import MEASURE_NAMES, window_words
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET

COLUMNS: Final = (
    "outlet", "collocate", "count", "low", "high", "documents", "node_count", "collocate_count", "words",
)  # fmt: skip
"""The columns of the table ``collocates`` that are drawn or described, besides that of the measure."""
COMPARED_COLUMNS: Final = (
    "collocate", "outlet", "reference_outlet", "count", "reference_count", "score", "score_low", "score_high",
    "reference_score", "reference_score_low", "reference_score_high", "difference", "low", "high", "documents",
    "reference_documents", "node_count", "reference_node_count", "collocate_count", "reference_collocate_count",
)  # fmt: skip
"""The columns of the table ``collocates_compared`` that are drawn or described."""


@dataclass(frozen=True, slots=True)
class Window:
    """The node of a table, and how its collocates were counted."""

    subject: Focus
    """The term or entity that is the node."""
    node: str
    """What it is called."""
    span: tuple[int, int]
    within_sentences: bool
    measure: str

    @classmethod
    def of(cls, table: pd.DataFrame) -> Window:
        """What a table says of itself in ``attrs``: subject, label, span, within_sentences, measure."""
        attrs: Mapping[Any, Any] = table.attrs
        left, right = attrs.get("span", (5, 5))
        return cls(
            attrs.get("subject", Focus()),
            as_text(attrs.get("label", "")),
            (int(left), int(right)),
            bool(attrs.get("within_sentences", False)),
            str(attrs.get("measure", "log_dice")),
        )

    @property
    def measured(self) -> str:
        """The name of the measure."""
        return MEASURE_NAMES[self.measure]

    @property
    def words(self) -> str:
        """The window in words: ``5L 5R within articles``."""
        return f"{window_words(*self.span)} within {'sentences' if self.within_sentences else 'articles'}"

    def focus(self, collocate: str, outlet: str = "") -> Focus:
        """What stands for a collocate of the node."""
        if not self.subject.subject:
            return Focus()
        return replace(
            self.subject,
            collocate=collocate,
            outlet=outlet,
            span=self.span,
            within_sentences=self.within_sentences,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    outlet: str
    collocate: str
    count: int
    score: float
    low: float
    high: float
    documents: int
    node_count: int
    collocate_count: int
    difference: str = ""

    def label(self, window: Window) -> str:
        where = "" if self.outlet == ALL_OUTLETS else f" in {outlet_name(self.outlet)}"
        values = sentence(
            f"{window.measured} {rate(self.score)}",
            interval(self.low, self.high),
            f"{times(self.count)} in {counted(self.documents, 'article')}",
        )
        of = f"the node {times(self.node_count)}, the word {times(self.collocate_count)}"
        return f"{quoted(self.collocate)} near {quoted(window.node)}{where}: {values} ({of}){self.difference}"

    def value(self, window: Window) -> Value:
        outlet = "" if self.outlet == ALL_OUTLETS else self.outlet or UNKNOWN_OUTLET
        focus = window.focus(self.collocate, outlet)
        return Value(self.outlet, self.score, self.low, self.high, number(self.count), focus, self.label(window))


def draw_collocates(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the association of collocates with their node.

    Args:
        figure: is cleared; its size decides how many rows are drawn.
        table: the columns :data:`COLUMNS` and that of the measure, one row a collocate, drawn from top to bottom; in its
            ``attrs`` subject, label, span, within_sentences and measure (see :class:`Window`).
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with a focus on the collocate.

    Raises:
        ValueError: the table lacks a column.
    """
    window = Window.of(table)
    rows = _rows(table, window)
    return _draw(figure, style, window, [Group(plain_text(row.collocate), (row.value(window),)) for row in rows], rows)


def draw_collocates_compared(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the association of collocates with their node in two outlets; as :func:`draw_collocates`.

    Args:
        figure: is cleared.
        table: the columns :data:`COMPARED_COLUMNS`, one row a collocate.
        style: colours, sizes and what is highlighted.
    """
    window = Window.of(table)
    pairs = _pairs(table)
    groups = [Group(plain_text(one.collocate), (one.value(window), other.value(window))) for one, other in pairs]
    return _draw(figure, style, window, groups, [row for pair in pairs for row in pair])


def describe_collocates(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and the strongest collocates, as plain sentences."""
    window = Window.of(table)
    rows = _rows(table, window)
    if not rows:
        return "The words near a term or an entity. There are none yet."
    first = rows[0]
    return (
        f"{counted(len(rows), 'word')} near {quoted(window.node)} ({window.words}), by {window.measured}. "
        f"The node occurs {times(first.node_count)}. Strongest: {listing(_ranked(rows))}. {_intervals(rows)}"
    )


def describe_collocates_compared(table: pd.DataFrame) -> str:
    """What the chart of two outlets shows, as plain sentences."""
    window = Window.of(table)
    pairs = _pairs(table)
    if not pairs:
        return "The words near a term or an entity in two outlets. There are none yet."
    one, other = pairs[0]
    opening = (
        f"{counted(len(pairs), 'word')} near {quoted(window.node)} ({window.words}), by {window.measured}, in "
        f"{outlet_name(one.outlet)} (the node {times(one.node_count)}) and {outlet_name(other.outlet)} "
        f"({times(other.node_count)})."
    )
    strongest = [
        f"{quoted(a.collocate)} with {rate(a.score)} against {rate(b.score)} ({times(a.count)} against {number(b.count)})"
        for a, b in pairs[:3]
    ]
    return f"{opening} Strongest: {listing(strongest)}. {_intervals([row for pair in pairs for row in pair])}"


def _draw(figure: Figure, style: Style, window: Window, groups: list[Group], rows: list[_Row]) -> HitMap:
    panel = Panel(figure, style)
    if not window.subject.subject:
        panel.message("No node yet", "Search for a term or choose an entity: its collocates are the words near it.")
        return HitMap()
    if not groups:
        panel.message("No collocates", "Widen the window, lower the minimum count, or include more articles.")
        return HitMap()
    occurrences = {row.outlet: row.node_count for row in rows}
    axis = f"{window.measured}, {unbroken(window_words(*window.span))}"
    chart = ValueChart(
        groups=tuple(groups),
        called=("collocate", "collocates"),
        bars=False,
        axis=f"{axis}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{axis}; too few articles for an interval",
        brief_axis=f"{axis}, {unbroken('95 % interval')}",
        counts="times",
        undefined="not defined",
        one_row=len(occurrences) == 1,
        details={outlet: f"node {times(count)}" for outlet, count in occurrences.items()},
        zero_line=False,
        limits=_limits(rows),
    )
    return draw_values(panel, chart)


def _limits(rows: list[_Row]) -> tuple[float, float] | None:
    """An axis that need not begin at 0, for an association has no natural zero to be long from."""
    ends = [x for row in rows for x in (row.score, row.low, row.high) if math.isfinite(x)]
    if not ends or max(ends) == min(ends):
        return None
    margin = 0.06 * (max(ends) - min(ends))
    return min(ends) - margin, max(ends) + margin


def _ranked(rows: list[_Row]) -> list[str]:
    return [f"{quoted(row.collocate)} with {rate(row.score)} ({times(row.count)})" for row in rows[:3]]


def _intervals(rows: list[_Row]) -> str:
    if any(not math.isnan(row.low) for row in rows):
        return "Lines show 95 % intervals."
    return "No interval is shown, as there are too few articles for one."


def _rows(table: pd.DataFrame, window: Window) -> list[_Row]:
    return [
        _Row(
            outlet=as_text(row["outlet"]),
            collocate=as_text(row["collocate"]),
            count=as_count(row["count"]),
            score=as_number(row[window.measure]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            documents=as_count(row["documents"]),
            node_count=as_count(row["node_count"]),
            collocate_count=as_count(row["collocate_count"]),
        )
        for row in table_rows(table, tuple(dict.fromkeys((*COLUMNS, window.measure))), "collocates")
    ]


def _pairs(table: pd.DataFrame) -> list[tuple[_Row, _Row]]:
    pairs = []
    for row in table_rows(table, COMPARED_COLUMNS, "collocates_compared"):
        low, high = as_number(row["low"]), as_number(row["high"])
        ends = f", {interval(low, high)}" if interval(low, high) else ""
        difference = f"; difference {rate(as_number(row['difference']))}{ends}"
        pairs.append((_side(row, "", difference), _side(row, "reference_", difference)))
    return pairs


def _side(row: Mapping[str, Any], side: str, difference: str) -> _Row:
    return _Row(
        outlet=as_text(row[f"{side}outlet"]),
        collocate=as_text(row["collocate"]),
        count=as_count(row[f"{side}count"]),
        score=as_number(row[f"{side}score"]),
        low=as_number(row[f"{side}score_low"]),
        high=as_number(row[f"{side}score_high"]),
        documents=as_count(row[f"{side}documents"]),
        node_count=as_count(row[f"{side}node_count"]),
        collocate_count=as_count(row[f"{side}collocate_count"]),
        difference=difference,
    )
