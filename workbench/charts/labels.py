"""What outlets say of one entity: dots for every 1,000 mentions with intervals."""

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
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate, sentence, times
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.labels import ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Voice

COLUMNS: Final = (
    "relation", "label", "outlet", "count", "per_1000_mentions", "low", "high", "mentions", "articles",
)  # fmt: skip
"""The columns of the table ``labels_by_outlet`` that are drawn or described."""

_AXIS: Final = "per 1,000 mentions"


@dataclass(frozen=True, slots=True)
class _Row:
    relation: str
    said: str
    outlet: str
    count: int
    per_1000: float
    low: float
    high: float
    mentions: int
    articles: int

    @property
    def chosen(self) -> ChosenLabel:
        return ChosenLabel(self.relation, self.said)

    @property
    def label(self) -> str:
        per_1000 = "not mentioned" if math.isnan(self.per_1000) else f"{rate(self.per_1000)} per 1,000 mentions"
        values = sentence(times(self.count), per_1000, interval(self.low, self.high))
        base = f"{counted(self.mentions, 'mention')} in {counted(self.articles, 'article')}"
        return f"{plain_text(self.chosen.words)} in {outlet_name(self.outlet)}: {values} ({base})"

    def value(self, entity: str, voice: Voice) -> Value:
        chosen = ChosenLabel(self.relation, self.said, voice)
        focus = chosen.focus(entity, self.outlet or UNKNOWN_OUTLET) if entity else Focus(outlet=self.outlet)
        return Value(self.outlet, self.per_1000, self.low, self.high, number(self.count), focus, self.label)


def draw_labels(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw how often each outlet says something of an entity, for every 1,000 mentions.

    Args:
        figure: is cleared; its size decides how many labels are drawn.
        table: the columns :data:`COLUMNS`, one row a label and outlet, drawn from top to bottom; who calls chooses the
            rows. Its attributes may hold ``entity``, the entity's id, and ``voice``, whose words are counted.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with the label's focus in the outlet.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("Nothing said to compare", "Choose an entity, or widen what is counted.")
        return HitMap()
    entity, voice = str(table.attrs.get("entity", "")), Voice(table.attrs.get("voice", Voice.ALL))
    groups = dict.fromkeys(row.chosen for row in rows)
    chart = ValueChart(
        groups=tuple(
            Group(plain_text(chosen.words), tuple(row.value(entity, voice) for row in rows if row.chosen == chosen))
            for chosen in groups
        ),
        called=("label", "labels"),
        bars=False,
        axis=f"{_AXIS}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{_AXIS}; too few articles for an interval",
        brief_axis=f"{_AXIS}, {unbroken('95 % interval')}",
        counts="times",
        undefined="not mentioned",
        details={row.outlet: counted(row.mentions, "mention") for row in rows},
        zero_line=False,
    )
    return draw_values(panel, chart)


def describe_labels(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "What each outlet says of an entity. Nothing is said to compare yet."
    name = plain_text(str(table.attrs.get("name", ""))) or "the entity"
    bases = {row.outlet: row for row in rows}
    mentions = [
        f"{outlet_name(outlet)} {counted(row.mentions, 'mention')} in {counted(row.articles, 'article')}"
        for outlet, row in bases.items()
    ]
    sentences = [
        f"What {counted(len(bases), 'outlet')} say of {name}, per 1,000 mentions.",
        f"Counted: {listing(mentions)}.",
    ]
    largest = sorted((row for row in rows if row.per_1000 > 0), key=lambda row: -row.per_1000)[:3]
    if largest:
        ranked = [
            f"{plain_text(row.chosen.words)} in {outlet_name(row.outlet)} with {rate(row.per_1000)} ({times(row.count)})"
            for row in largest
        ]
        sentences.append(f"Largest: {listing(ranked)}.")
    if any(not math.isnan(row.low) for row in rows):
        sentences.append("Lines show 95 % intervals by article bootstrap.")
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)


def _rows(table: pd.DataFrame) -> list[_Row]:
    return [
        _Row(
            relation=as_text(row["relation"]),
            said=as_text(row["label"]),
            outlet=as_text(row["outlet"]),
            count=as_count(row["count"]),
            per_1000=as_number(row["per_1000_mentions"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            mentions=as_count(row["mentions"]),
            articles=as_count(row["articles"]),
        )
        for row in table_rows(table, COLUMNS, "labels")
    ]
