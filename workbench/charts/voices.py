"""Who is quoted in which outlet: each speaker's share of what the outlet quotes, as dots with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.panel import Panel
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import Group, Value, ValueChart, draw_values
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate, sentence
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "speaker_id", "speaker", "outlet", "quotes", "quoted_words", "share", "share_low", "share_high", "share_of_quotes",
    "share_of_quotes_low", "share_of_quotes_high", "documents", "mentions", "articles", "outlet_quotes",
    "outlet_quoted_words", "speech",
)  # fmt: skip
"""The columns of the table ``voices`` that are drawn or described; of the table by kind, ``kind`` is the ``speaker``."""

ALL_SPEECH: Final = "all"
"""What the column ``speech`` says where indirect speech counts too."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """One speaker, or kind of speakers, in one outlet."""

    speaker_id: str
    speaker: str
    outlet: str
    quotes: int
    words: int
    share: float
    low: float
    high: float
    documents: int
    mentions: int | None
    articles: int
    outlet_quotes: int
    outlet_words: int
    indirect: bool
    by_quotes: bool

    @property
    def of_what(self) -> str:
        """What the share is a share of: ``366 quoted words``."""
        if self.by_quotes:
            return counted(self.outlet_quotes, "quote")
        return counted(self.outlet_words, "quoted word")

    @property
    def label(self) -> str:
        name = f"{plain_text(self.speaker)} in {outlet_name(self.outlet)}"
        articles = counted(self.articles, "article")
        if not self.quotes:
            named = ""
            if self.mentions is not None:
                named = f"named {counted(self.mentions, 'time')}, " if self.mentions else "not named, "
            return f"{name}: {named}never quoted (0 of {self.of_what}, {articles})"
        share = f"{rate(100 * self.share)} % of {self.of_what}"
        words = counted(self.words, "word")
        values = sentence(counted(self.quotes, "quote"), words, share, interval(100 * self.low, 100 * self.high))
        return f"{name}: {values} (quoted in {number(self.documents)} of {articles})"

    def value(self) -> Value:
        focus = Focus(speaker=self.speaker_id, outlet=self.outlet or UNKNOWN_OUTLET, indirect=self.indirect)
        share, low, high = (100.0 * x for x in (self.share, self.low, self.high))
        return Value(self.outlet, share, low, high, number(self.quotes), focus, self.label)


def draw_voices(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw each speaker's share of the quoted words, or of the quotes, of each outlet.

    Args:
        figure: is cleared; its size decides how many speakers are drawn.
        table: the columns :data:`COLUMNS`, one row a speaker and outlet, drawn from top to bottom; who calls chooses the
            rows. Its attributes may hold ``share_of`` (``words`` or ``quotes``) and ``called`` (what a row is: one, many).
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(speaker, outlet)``; its number is the number of quotes.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("Nobody is quoted", "Widen what is counted, or count indirect speech too.")
        return HitMap()
    what = "quotes" if rows[0].by_quotes else "quoted words"
    axis = f"% of the outlet’s {what}"
    groups: dict[str, list[_Voice]] = {}
    for row in rows:
        groups.setdefault(row.speaker_id, []).append(row)
    chart = ValueChart(
        groups=tuple(Group(plain_text(own[0].speaker), tuple(row.value() for row in own)) for own in groups.values()),
        called=_called(table),
        bars=False,
        axis=f"{axis}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{axis}; too few articles for an interval",
        brief_axis=f"{axis}, {unbroken('95 % interval')}",
        counts="quotes",
        undefined="no quotes",
        details={row.outlet: row.of_what for row in rows},
        zero_line=False,
    )
    return draw_values(panel, chart)


def describe_voices(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "Who is quoted in which outlet. Nobody is quoted yet."
    what = "quotes" if rows[0].by_quotes else "quoted words"
    speech = "direct, mixed and indirect" if rows[0].indirect else "direct and mixed"
    names = dict.fromkeys(row.speaker_id for row in rows)
    bases = {row.outlet: row for row in rows}
    base = [
        f"{outlet_name(outlet)} {row.of_what} in {counted(row.articles, 'article')}" for outlet, row in bases.items()
    ]
    sentences = [
        f"Shares of {what} ({speech}) of {counted(len(names), *_called(table))} in {counted(len(bases), 'outlet')}.",
        f"Counted: {listing(base)}.",
    ]
    largest = sorted((row for row in rows if row.share > 0), key=lambda row: -row.share)[:3]
    if largest:
        ranked = [
            f"{plain_text(row.speaker)} in {outlet_name(row.outlet)} with {rate(100 * row.share)} %"
            f" ({counted(row.quotes, 'quote')})"
            for row in largest
        ]
        sentences.append(f"Largest: {listing(ranked)}.")
    silent = [
        f"{plain_text(row.speaker)} in {outlet_name(row.outlet)} ({counted(row.mentions, 'mention')})"
        for row in sorted(rows, key=lambda row: -(row.mentions or 0))
        if row.mentions and not row.quotes
    ]
    if silent:
        sentences.append(f"Named and never quoted: {listing(silent)}.")
    if any(not math.isnan(row.low) for row in rows):
        sentences.append("Lines show 95 % intervals by article bootstrap.")
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)


def _called(table: pd.DataFrame) -> tuple[str, str]:
    called: Sequence[str] = table.attrs.get("called", ("speaker", "speakers"))
    return called[0], called[1]


def _rows(table: pd.DataFrame) -> list[_Voice]:
    by_quotes = table.attrs.get("share_of") == "quotes"
    share = "share_of_quotes" if by_quotes else "share"
    return [
        _Voice(
            speaker_id=as_text(row["speaker_id"]),
            speaker=as_text(row["speaker"]),
            outlet=as_text(row["outlet"]),
            quotes=as_count(row["quotes"]),
            words=as_count(row["quoted_words"]),
            share=as_number(row[share]),
            low=as_number(row[f"{share}_low"]),
            high=as_number(row[f"{share}_high"]),
            documents=as_count(row["documents"]),
            mentions=None if math.isnan(as_number(row["mentions"])) else as_count(row["mentions"]),
            articles=as_count(row["articles"]),
            outlet_quotes=as_count(row["outlet_quotes"]),
            outlet_words=as_count(row["outlet_quoted_words"]),
            indirect=as_text(row["speech"]) == ALL_SPEECH,
            by_quotes=by_quotes,
        )
        for row in table_rows(table, COLUMNS, "voices")
    ]
