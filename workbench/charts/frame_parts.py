"""Where in its articles, and in whose words, each outlet uses a frame: dots for headline, lead and body, own and quoted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.frames import frame_focus
from workbench.charts.panel import Panel
from workbench.charts.rates import Rate, rate_groups
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import ValueChart, draw_values
from workbench.charts.wording import counted, listing, number, outlet_name, rate
from workbench.domain.focus import Focus, aspect_text
from workbench.domain.hitmap import HitMap

COLUMNS: Final = ("frame", "outlet", "place", "voice", "hits", "per_1000", "low", "high", "articles", "words")
"""``articles`` and ``words`` are those of the outlet that stand in the part."""

PLACES: Final = {"headline": "headline", "lead": "lead", "body": "behind the lead"}
VOICES: Final = {"own": "own words", "quoted": "quoted"}
"""What parts are called."""

_SHORT: Final = {"headline": "headline", "lead": "lead", "body": "body", "own": "own", "quoted": "quoted"}
_UNIT: Final = ("passage", "passages")
_WIDEST_NAME, _WIDEST_NAME_IN_EM, _BOLD = 0.36, 18.0, 0.9
"""Room for names in a chart of values, as a share of its width and in widths of an m; bold ones are wider."""

_MOST_BASES: Final = 6
"""Outlets whose words the description tells."""

_Part = tuple[str, str, str]
"""Frame, place, voice."""


def draw_frame_parts(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw how many passages of each frame each outlet has in each part of its articles, per 1,000 words of that part.

    Args:
        figure: is cleared; its size decides how many parts are drawn.
        table: the columns :data:`COLUMNS`, one row a frame, outlet, place and voice; ``low`` and ``high`` may be NaN.
            Parts in which no outlet has a word are left out. Its attributes may hold the ``codebook`` and the ``verdict``
            that marks open.
        style: colours, sizes, names of frames and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(frame, outlet, aspect)``: the passages of that part alone.

    Raises:
        ValueError: the table lacks a column, or has two different rows for a frame, outlet and part.
    """
    panel = Panel(figure, style)
    rates = _rates(table)
    if not rates:
        panel.message("No frames to compare", "Choose a codebook with frames, or widen what is counted.")
        return HitMap()
    widest = _BOLD * min(_WIDEST_NAME * panel.width, _WIDEST_NAME_IN_EM * panel.em)
    parts = {one.group: _part(one) for one in rates}
    ends = {
        group: f", {_SHORT.get(place, place)}, {_SHORT.get(voice, voice)}" for group, (_, place, voice) in parts.items()
    }
    groups = rate_groups(
        rates,
        _UNIT,
        name=lambda group: f"{plain_text(style.frame_name(parts[group][0]))}, {_words(parts[group])}",
        focus=lambda one: _focus(table, parts[one.group], one.outlet),
    )
    names = {
        # a long name of a frame gives way, so that the part can still be read
        group: panel.elide(plain_text(style.frame_name(parts[group][0])), widest - panel.measure(end)) + end
        for group, end in ends.items()
    }
    key = "passages per 1,000 words of the part"
    chart = ValueChart(
        groups=tuple(replace(group, name=name) for group, name in zip(groups, names.values(), strict=True)),
        called=("part", "parts"),
        bars=False,
        axis=f"{key}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{key}; too few articles for an interval",
        brief_axis=f"{key}, {unbroken('95 % interval')}",
        counts="passages",
        undefined="no words counted",
        details={outlet: counted(words, "word") for outlet, words in _words_by_outlet(rates).items()},
        zero_line=False,
    )
    return draw_values(panel, chart)


def describe_frame_parts(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rates = _rates(table)
    if not rates:
        return "Where in its articles each outlet uses each frame. No frames to compare yet."
    frames = list(dict.fromkeys(plain_text(_part(one)[0]) for one in rates))
    words = _words_by_outlet(rates)
    bases = [f"{outlet_name(outlet)} {counted(n, 'word')}" for outlet, n in words.items()]
    others = f"; and {number(len(bases) - _MOST_BASES)} more" if len(bases) > _MOST_BASES else ""
    sentences = [
        f"Passages of {counted(len(frames), 'frame')} ({listing(frames)}) by outlet in headline, lead and body, in the"
        " outlet’s own words and in quoted ones, per 1,000 words of each part.",
        f"Counted: {'; '.join(bases[:_MOST_BASES])}{others}.",
    ]
    largest = sorted((one for one in rates if one.per_1000 > 0), key=lambda one: -one.per_1000)[:3]
    if largest:
        ranked = [
            f"{plain_text(_part(one)[0])}, {_words(_part(one))}, in {outlet_name(one.outlet)} with {rate(one.per_1000)}"
            f" ({counted(one.count, *_UNIT)} in {counted(one.words, 'word')})"
            for one in largest
        ]
        sentences.append(f"Largest: {'; '.join(ranked)}.")
    if any(not math.isnan(one.low) and not math.isnan(one.high) for one in rates):
        sentences.append("Lines show 95 % intervals by article bootstrap.")
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)


def _words_by_outlet(rates: Sequence[Rate]) -> dict[str, int]:
    """The words of each outlet in all parts together; every frame has the same parts."""
    first = _part(rates[0])[0]
    words: dict[str, int] = {}
    counted_parts: set[tuple[str, str]] = set()
    for one in rates:
        if _part(one)[0] == first and (one.outlet, one.group) not in counted_parts:
            counted_parts.add((one.outlet, one.group))
            words[one.outlet] = words.get(one.outlet, 0) + one.words
    return words


def _focus(table: pd.DataFrame, part: _Part, outlet: str) -> Focus:
    """What a mark opens: the passages of the part that its number counts."""
    frame, place, voice = part
    aspect = aspect_text(place=place, voice=voice, verdict=str(table.attrs.get("verdict", "")))
    return replace(frame_focus(table, frame, outlet), aspect=aspect)


def _part(one: Rate) -> _Part:
    frame, place, voice = one.group.rsplit("\n", 2)
    return frame, place, voice


def _words(part: _Part) -> str:
    _, place, voice = part
    return f"{PLACES.get(place, place)}, {VOICES.get(voice, voice)}"


def _rates(table: pd.DataFrame) -> list[Rate]:
    rows = [
        Rate(
            group="\n".join((as_text(row["frame"]), as_text(row["place"]), as_text(row["voice"]))),
            outlet=as_text(row["outlet"]),
            count=as_count(row["hits"]),
            per_1000=as_number(row["per_1000"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            articles=as_count(row["articles"]),
            words=as_count(row["words"]),
        )
        for row in table_rows(table, COLUMNS, "frames_by_part")
    ]
    # the table has all parts of one outlet before those of the next; the chart has the outlets of a part together
    order = {group: n for n, group in enumerate(_in_order(rows))}
    there = {one.group for one in rows if one.words}
    return sorted((one for one in rows if one.group in there), key=lambda one: order[one.group])


def _in_order(rows: Sequence[Rate]) -> list[str]:
    """The parts as they follow one another: frames in the order of the table, and so are the parts of each."""
    frames = {frame: n for n, frame in enumerate(dict.fromkeys(_part(one)[0] for one in rows))}
    return sorted(dict.fromkeys(one.group for one in rows), key=lambda group: frames[group.rsplit("\n", 2)[0]])
