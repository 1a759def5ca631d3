"""What is said over time: small multiples of lines with interval bands, one panel for each term or each outlet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from workbench.charts.fonts import BOLD, PIXELS_PER_POINT, REGULAR, plain_text
from workbench.charts.hit_boxes import data_box
from workbench.charts.panel import SMALL, VALUE_AXIS, Panel
from workbench.charts.style import MARKERS, Style, blend
from workbench.charts.table_rows import as_text
from workbench.charts.time_axis import DateTick, date_ticks
from workbench.charts.wording import counted, interval, listing, number, outlet_name, quoted, rate, sentence, times
from workbench.domain.event_markers import EventMarker
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import ALL_OUTLETS, UNKNOWN_OUTLET, term_styles
from workbench.domain.time_steps import Unit, period_words

COLUMNS: Final = (
    "term", "outlet", "step", "step_end", "count", "per_1000", "low", "high", "documents", "articles", "words", "share",
    "share_low", "share_high",
)  # fmt: skip
"""One row for each step of each term in each outlet, or in all of them together."""

MOST: Final = 12
"""Panels that are ever drawn at once."""

SHARE: Final = "articles"
"""The value of ``attrs["show"]`` with which shares of articles are drawn; with any other, rates."""

_CHOOSE: Final = "Type a search, or choose a term, a name or a frame to see when it is said."
_NO_DATES: Final = "No counted article has a date. Give articles dates (Edit, Metadata)."

_NARROWEST: Final = 21.0
"""The least width of a panel, in sizes of text."""
_LOWEST: Final = 5.6
"""The least height of a panel with its heading, in sizes of text."""
_HEADING: Final = 1.45
_EVENTS: Final = 1.25
"""The height of the line of the events' labels."""
_DATES: Final = (1.4, 2.45)
"""The height of one line and of two lines of dates below the lowest panels."""
_DOTTED: Final = 5.0
"""Pixels from one step to the next from which each value has a dot."""
_CLICKABLE: Final = 3.0
"""Pixels that a mark has at least; of steps that are closer, the one with the most passages has the mark."""
_BAND: Final = 0.24
_LEAST_LABEL: Final = 4.0
"""The least width of the label of an event that begins where the one before it ends, in sizes of text."""


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A term in an outlet, or in all of them: its steps as arrays."""

    term: str
    outlet: str
    focus: Focus
    name: str
    """The term in words."""
    steps: tuple[str, ...]
    ends: tuple[str, ...]
    value: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    count: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    articles: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]

    @property
    def outlet_in_words(self) -> str:
        return "all outlets" if self.outlet == ALL_OUTLETS else outlet_name(self.outlet)


@dataclass(frozen=True, slots=True)
class _Facet:
    """One panel: lines under a heading."""

    name: str
    outlet: str
    """Whose mark stands beside the heading; empty for none."""
    lines: tuple[_Line, ...]
    shows_outlet: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that a table says about its chart."""

    share: bool
    unit: Unit
    facets: tuple[_Facet, ...]
    terms: tuple[str, ...]
    events: tuple[EventMarker, ...]
    first: date
    last: date
    steps: int

    @property
    def unit_words(self) -> str:
        return {Unit.DAY: "day", Unit.WEEK: "week (from Monday)", Unit.MONTH: "month"}[self.unit]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a panel is, in pixels."""

    left: float
    right: float
    heading: float
    top: float
    bottom: float
    lowest: bool
    """Whether dates stand below it."""
    first_row: bool
    first_column: bool


def draw_timeline(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw counts over time as small multiples that share both axes.

    With all outlets together there is one panel for each term; by outlet, one for each outlet, with a line for each term.
    At most :data:`MOST` are drawn, fewer where there is no room: those with the most passages, in their usual order; a
    note says how many there are. Steps without articles are gaps. The band is the 95 % interval. Events are lines and
    bands across the panels, named above the first ones.

    Args:
        figure: is cleared; its size decides how many panels there are.
        table: the columns :data:`COLUMNS`. ``attrs["unit"]`` says how long steps are, ``attrs["show"]`` whether rates or
            shares are drawn, ``attrs["focus"]`` what a mark highlights where it is no search, ``attrs["label"]`` names what
            is shown, ``attrs["events"]`` has :class:`~workbench.domain.event_markers.EventMarker` values.
        style: colours, sizes and what is highlighted.

    Returns:
        A mark for each value of a step with articles: the subject and the outlet in the days of the step. Where steps are
        narrower than :data:`_CLICKABLE` pixels, only the one with the most passages of those that share the place. Below
        them marks for the lines, bands and labels of the events.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    shown = _shown(table)
    if shown is None:
        panel.message(*_nothing(table))
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    facets, places, note, title, ticks = _plan(panel, shown)
    top = _greatest(facets, bands=not _has_legend(shown))
    limits = (float(shown.first.toordinal()), float(shown.last.toordinal() + 1))
    colours = {term: look.colour(style.dark) for term, look in term_styles(shown.terms).items()}
    shapes = {term: look.mark for term, look in term_styles(shown.terms).items()}
    marks: list[Mark] = []
    for facet, place in zip(facets, places, strict=True):
        axes = panel.axes(place.left, place.top, place.right, place.bottom, limits)
        if place.lowest:
            axes.set_label(VALUE_AXIS)
        events = _draw_frame(panel, axes, place, facet, shown, top, ticks)
        marks = [*events, *marks]  # below all values: a click where both are means the value
        marks += _draw_lines(panel, axes, place, facet, shown, top, colours, shapes)
    _draw_legend(panel, shown, facets, colours)
    panel.axis_title(title, panel.width / 2.0, places[-1].bottom + (_dates_height(ticks) + 0.15) * panel.em)
    panel.note(note)
    return HitMap(tuple(marks))


def describe_timeline(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and denominators, as plain sentences."""
    shown = _shown(table)
    if shown is None:
        return ". ".join(_nothing(table))
    lines = [line for facet in shown.facets for line in facet.lines]
    what = "Share of articles" if shown.share else "Times per 1,000 words"
    sentences = [
        f"{what} by {shown.unit_words}, {period_words(shown.first.isoformat(), shown.last.isoformat())}:"
        f" {counted(shown.steps, shown.unit)}."
    ]
    for line in lines[:MOST]:
        hits, having, articles = int(line.count.sum()), int(line.documents.sum()), int(line.articles.sum())
        said = (
            f"{line.name} in {line.outlet_in_words}: {times(hits)} in {number(having)} of {counted(articles, 'article')}"
            f" ({counted(int(line.words.sum()), 'word')})"
        )
        known = np.isfinite(line.value)
        if hits and known.any():
            n = int(np.nanargmax(np.where(known, line.value, -1.0)))
            said += f"; most {_when(line, n)}: {_value(shown, float(line.value[n]))} ({times(int(line.count[n]))} in"
            said += f" {number(int(line.documents[n]))} of {counted(int(line.articles[n]), 'article')})"
        sentences.append(f"{said[:1].upper()}{said[1:]}.")
    if len(lines) > MOST:
        sentences.append(f"And {counted(len(lines) - MOST, 'more line')}.")
    empty = int((lines[0].articles == 0).sum()) if len(shown.facets) == 1 else 0
    if empty:
        sentences.append(f"Without any article: {counted(empty, shown.unit)}; gaps in the line.")
    if shown.events:
        named = [f"{plain_text(event.label)} ({event.days})" for event in shown.events]
        sentences.append(f"Events: {listing(named, 12)}.")
    return " ".join(sentences)


def _nothing(table: pd.DataFrame) -> tuple[str, str]:
    """Why there is no chart, and what to do."""
    return ("No dates", _NO_DATES) if as_text(table.attrs.get("label", "")) else ("Nothing is highlighted", _CHOOSE)


def facets_in(table: pd.DataFrame) -> int:
    """How many panels a table has, as far as they are drawn."""
    if not len(table):
        return 1
    column = "term" if set(table["outlet"]) == {ALL_OUTLETS} else "outlet"
    return min(int(table[column].nunique()), MOST)


# -- what a table says -------------------------------------------------------------------------------------------------


def _shown(table: pd.DataFrame) -> _Shown | None:
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise ValueError(f"the table for the timeline chart lacks: {', '.join(missing)}")
    if not len(table):
        return None
    share = table.attrs.get("show") == SHARE
    given = table.attrs.get("focus")
    focus = given if isinstance(given, Focus) and given.subject and not given.term else None
    lines: dict[str, dict[str, _Line]] = {}
    terms: list[str] = []
    for (term, outlet), part in table.groupby(["term", "outlet"], sort=False):
        line = _line(str(term), str(outlet), part, focus, share)
        lines.setdefault(line.outlet, {})[line.term] = line
        terms.append(line.term)
    order = tuple(dict.fromkeys(terms))
    together = lines.pop(ALL_OUTLETS, {})
    if lines:
        facets = tuple(
            _Facet(outlet_name(outlet), outlet, tuple(own.values()), len(order) == 1) for outlet, own in lines.items()
        )
    else:
        facets = tuple(_Facet(line.name, "", (line,), False) for line in together.values())
    some = facets[0].lines[0]
    return _Shown(
        share=share,
        unit=Unit(str(table.attrs.get("unit", Unit.MONTH))),
        facets=facets,
        terms=order,
        events=tuple(event for event in table.attrs.get("events", ()) if isinstance(event, EventMarker)),
        first=date.fromisoformat(some.steps[0]),
        last=date.fromisoformat(some.ends[-1]),
        steps=len(some.steps),
    )


def _line(term: str, outlet: str, part: pd.DataFrame, focus: Focus | None, share: bool) -> _Line:
    where = "" if outlet == ALL_OUTLETS else outlet or UNKNOWN_OUTLET
    names = ("share", "share_low", "share_high") if share else ("per_1000", "low", "high")
    value, low, high = (part[name].to_numpy(dtype=np.float64) * (100.0 if share else 1.0) for name in names)
    count, documents, articles, words = (
        part[name].to_numpy(dtype=np.int64) for name in ("count", "documents", "articles", "words")
    )
    return _Line(
        term=term,
        outlet=outlet,
        focus=Focus(term=term, outlet=where) if focus is None else replace(focus, outlet=where),
        name=quoted(term.strip('"')) if focus is None else plain_text(term),
        steps=tuple(part["step"].tolist()),
        ends=tuple(part["step_end"].tolist()),
        value=value,
        low=low,
        high=high,
        count=count,
        documents=documents,
        articles=articles,
        words=words,
    )


# -- where everything goes ---------------------------------------------------------------------------------------------


def _plan(panel: Panel, shown: _Shown) -> tuple[list[_Facet], list[_Place], str, list[str], list[DateTick]]:
    """The panels, where they are, the note below them, the title of the axis in lines, and the dates of the axis."""
    em, pad = panel.em, panel.pad
    title = panel.axis_title_lines(_axis_title(shown))
    above = pad + (1.5 * em if _has_legend(shown) else 0.0) + (_EVENTS * em if shown.events else 0.0)
    below = (_DATES[1] + 1.25 * len(title)) * em + 0.5 * pad
    wanted = min(len(shown.facets), MOST)
    labels = max(panel.measure(f"{label:,}", share=SMALL) for label in (100, 0.25))
    usable = panel.width - 2 * pad
    gap, first = 1.2 * em, labels + 0.6 * em
    most_columns = max(1, min(wanted, int(usable / (_NARROWEST * em))))
    for with_note in (False, True):
        room = panel.height - above - below - (panel.note_height if with_note else 0.0)
        count = min(wanted, max(1, int(room / (_LOWEST * em))) * most_columns)
        columns = min(most_columns, count)
        width = (usable - first - gap * (columns - 1)) / columns
        note = _note(shown, count, wanted, width)
        if not note:
            break
    if note:
        below += panel.note_height
    ticks = date_ticks(
        shown.first,
        shown.last,
        width,
        lambda text: panel.measure(text, share=SMALL),
        apart=0.9 * em,
        finest=shown.unit,
    )
    below -= (_DATES[1] - _dates_height(ticks)) * em  # what years alone leave free goes to the panels
    rows = math.ceil(count / columns)
    facets = _chosen(shown.facets, count, panel.style.focus)
    height = (panel.height - above - below) / rows
    places = []
    for n in range(count):
        row, column = divmod(n, columns)
        left = pad + first + column * (width + gap)
        top = above + row * height
        places.append(
            _Place(
                left=left,
                right=left + width,
                heading=top + 0.62 * em,
                top=top + _HEADING * em,
                bottom=top + height - (0.45 * em if n + columns < count else 0.0),
                lowest=n + columns >= count,
                first_row=row == 0,
                first_column=column == 0,
            )
        )
    return facets, places, note, title, ticks


def _dates_height(ticks: Sequence[DateTick]) -> float:
    """The height of the dates below the lowest panels, in sizes of text."""
    return _DATES[any(tick.below for tick in ticks)]


def _note(shown: _Shown, count: int, wanted: int, width: float) -> str:
    """What is not drawn, or not clickable, at this size; empty when everything is."""
    called = ("outlet", "outlets") if shown.facets[0].lines[0].outlet != ALL_OUTLETS else ("term", "terms")
    parts = []
    if count < len(shown.facets):
        enlarge = "; enlarge to see more" if count < wanted else ""
        parts.append(f"{number(count)} of {counted(len(shown.facets), *called)}, those with the most passages{enlarge}")
    if width / max(shown.steps, 1) < _CLICKABLE:
        way = "enlarge, or count a shorter time" if shown.unit is Unit.MONTH else "choose longer steps"
        parts.append(f"{counted(shown.steps, shown.unit)} are too close to click each: {way}")
    return ". ".join(parts)


def _chosen(facets: Sequence[_Facet], count: int, focus: Focus) -> list[_Facet]:
    """Those with the most passages, and the one in focus, in their usual order."""

    def weight(n: int) -> tuple[bool, int, int]:
        facet = facets[n]
        lit = any(
            (bool(focus.outlet) and line.focus.outlet == focus.outlet)
            or (bool(focus.term) and not facet.outlet and line.focus.term == focus.term)
            for line in facet.lines
        )
        return not lit, -sum(int(line.count.sum()) for line in facet.lines), n

    return [facets[n] for n in sorted(sorted(range(len(facets)), key=weight)[:count])]


def _axis_title(shown: _Shown) -> str:
    what = "% of articles with it" if shown.share else "Times per 1,000 words"
    lines = [line for facet in shown.facets for line in facet.lines]
    some = any(bool(np.isfinite(line.low).any()) for line in lines) and not _has_legend(shown)
    return f"{what} by {shown.unit_words}{'; band: 95 % interval' if some else ''}"


def _greatest(facets: Sequence[_Facet], *, bands: bool) -> float:
    """Where the axis of values ends: above all values; intervals that reach far beyond them are cut."""
    values = [line.value[np.isfinite(line.value)] for facet in facets for line in facet.lines]
    highs = [line.high[np.isfinite(line.high)] for facet in facets for line in facet.lines if bands]
    most = max((float(v.max()) for v in values if v.size), default=0.0)
    high = max((float(v.max()) for v in highs if v.size), default=0.0)
    return max(most, min(high, 1.6 * most)) * 1.04 or 1.0


# -- drawing -----------------------------------------------------------------------------------------------------------


def _draw_frame(
    panel: Panel, axes: Axes, place: _Place, facet: _Facet, shown: _Shown, top: float, ticks: Sequence[DateTick]
) -> list[Mark]:
    """Heading, grid, dates and events of a panel; returns the marks of the events."""
    em, theme = panel.em, panel.theme
    height = place.bottom - place.top
    values, labels = _value_ticks(top, height / em)
    axes.add_collection(
        LineCollection(
            [[(shown.first.toordinal(), _y(v, top, height)), (shown.last.toordinal() + 1, _y(v, top, height))] for v in values],
            colors=theme.grid, linewidths=0.75, zorder=0.5,
        ),
        autolim=False,
    )  # fmt: skip
    if place.first_column:
        for value, label in zip(values, labels, strict=True):
            y = place.top + _y(value, top, height)
            panel.text(place.left - 0.5 * em, y, label, align="right", share=SMALL, colour=theme.muted)
    focus = panel.style.focus
    chosen = bool(facet.outlet and focus.outlet == (facet.outlet or UNKNOWN_OUTLET))
    x = place.left
    if facet.shows_outlet or facet.outlet:
        panel.marker(x + 0.36 * em, place.heading, facet.outlet, 0.68 * em)
        x += 1.05 * em
    weight = BOLD if chosen else REGULAR
    name = panel.elide(facet.name, place.right - x, weight=weight, middle=True)
    panel.text(x, place.heading, name, weight=weight)
    x += panel.measure(name, weight=weight) + 0.6 * em
    hits = sum(int(line.count.sum()) for line in facet.lines)
    detail = f"{times(hits)} in {counted(int(facet.lines[0].articles.sum()), 'article')}"
    if x + panel.measure(detail, share=SMALL) <= place.right:
        panel.text(x, place.heading, detail, share=SMALL, colour=theme.muted)
    for tick in ticks:
        at = tick.day.toordinal()
        if not shown.first.toordinal() <= at <= shown.last.toordinal():
            continue
        axes.add_line(Line2D([at, at], [height, height - 0.25 * em], color=theme.muted, linewidth=0.8, zorder=1))
        if place.lowest:
            x = place.left + _across(at, shown) * (place.right - place.left)
            half = max(panel.measure(tick.label, share=SMALL), panel.measure(tick.below, share=SMALL)) / 2
            x = min(max(x, place.left + half - 0.4 * em), place.right - half + 0.4 * em)
            panel.text(x, place.bottom + 0.8 * em, tick.label, align="center", share=SMALL, colour=theme.muted)
            panel.text(x, place.bottom + 1.85 * em, tick.below, align="center", share=SMALL, colour=theme.muted)
    return _draw_events(panel, axes, place, shown, height)


def _draw_events(panel: Panel, axes: Axes, place: _Place, shown: _Shown, height: float) -> list[Mark]:
    """A line for each day, a band for each stretch of days; labels above the panels of the first row."""
    taken = place.left
    marks: list[Mark] = []
    for event in shown.events:
        first, last = date.fromisoformat(event.date_from), date.fromisoformat(event.date_to)
        if last < shown.first or first > shown.last:
            continue
        begin = max(first, shown.first).toordinal()
        end = min(last, shown.last).toordinal() + 1
        theme = panel.theme
        if first != last:
            ground = blend(theme.accent, theme.ground, 0.16)
            axes.axvspan(begin, end, facecolor=ground, edgecolor="none", zorder=0.2)
        middle = (begin + end) / 2 if first == last else begin
        axes.add_line(
            Line2D([middle, middle], [0, height], color=theme.accent, linewidth=1.0, linestyle=(0, (3, 2)), zorder=1.2)
        )
        line = place.left + _across(middle, shown) * (place.right - place.left)
        behind = line if first == last else place.left + _across(end, shown) * (place.right - place.left)
        marks.append(_event_mark(panel, event, line - _CLICKABLE, place.top, behind + _CLICKABLE, place.bottom))
        if not place.first_row:
            continue
        x = line
        label = panel.elide(plain_text(event.label), min(14 * panel.em, place.right - place.left), share=SMALL)
        width = panel.measure(label, share=SMALL)
        x = min(max(x - width / 2, place.left), place.right - width)
        if x < taken <= line and place.right - taken >= _LEAST_LABEL * panel.em:  # behind the one before it
            x = taken
            label = panel.elide(label, place.right - taken, share=SMALL)
            width = panel.measure(label, share=SMALL)
        if x >= taken:  # labels that would lie on one another are in the marks and in the text of the chart alone
            y = place.heading - (0.62 + 0.55) * panel.em
            panel.text(x, y, label, share=SMALL, colour=theme.accent)
            marks.append(_event_mark(panel, event, x, y - 0.55 * panel.em, x + width, y + 0.5 * panel.em))
            taken = x + width + 0.6 * panel.em
    return marks


def _event_mark(panel: Panel, event: EventMarker, left: float, top: float, right: float, bottom: float) -> Mark:
    """The mark of an event between edges in pixels."""
    left, right = max(left, 0.0) / panel.width, min(right, panel.width) / panel.width
    label = f"Event, {event.days}: {plain_text(event.label)}"
    return Mark(
        left, max(top, 0.0) / panel.height, right, min(bottom, panel.height) / panel.height, Focus(), label, event
    )


def _draw_lines(
    panel: Panel,
    axes: Axes,
    place: _Place,
    facet: _Facet,
    shown: _Shown,
    top: float,
    colours: dict[str, str],
    shapes: dict[str, str],
) -> list[Mark]:
    """Bands, lines and dots of a panel; returns the marks of its values."""
    height, em = place.bottom - place.top, panel.em
    begins = np.array([date.fromisoformat(step).toordinal() for step in facet.lines[0].steps], dtype=np.float64)
    ends = np.array([date.fromisoformat(step).toordinal() + 1 for step in facet.lines[0].ends], dtype=np.float64)
    middles = (begins + ends) / 2
    pitch = (place.right - place.left) / max(len(begins), 1)
    marks: list[Mark] = []
    chosen = panel.style.focus
    for line in facet.lines:
        in_outlet = facet.shows_outlet
        subdued = bool(chosen.outlet) and line.outlet != ALL_OUTLETS and line.focus.outlet != chosen.outlet
        subdued = subdued or (
            len(facet.lines) > 1 and bool(chosen.term) and chosen.term in colours and line.term != chosen.term
        )
        colour = panel.style.outlet_colour(line.outlet, subdued=subdued) if in_outlet else colours[line.term]
        if subdued and not in_outlet:
            colour = blend(colour, panel.theme.ground, 0.45)
        shape, factor = panel.style.outlet_marker(line.outlet) if in_outlet else MARKERS[shapes[line.term]]
        known = np.isfinite(line.value)
        y = np.where(known, height * (1 - np.where(known, line.value, 0.0) / top), np.nan)
        # bands of several lines would hide one another; their ends are in the labels and in the table
        band = np.isfinite(line.low) & np.isfinite(line.high) & (len(facet.lines) == 1)
        low = height * (1 - np.clip(np.where(band, line.low, 0.0), 0, top) / top)
        high = height * (1 - np.clip(np.where(band, line.high, 0.0), 0, top) / top)
        ground = blend(colour, panel.theme.ground, _BAND)
        axes.fill_between(middles, low, high, where=band.tolist(), facecolor=ground, edgecolor="none", zorder=1.0)
        axes.add_line(Line2D(middles, y, color=colour, linewidth=1.5, zorder=3, solid_joinstyle="round"))
        alone = known & ~np.append(known[1:], False) & ~np.insert(known[:-1], 0, False)
        dotted = known if pitch >= _DOTTED else alone
        if (ends_alone := np.flatnonzero(band & alone)).size:  # a band has no width there
            bars = [[(middles[n], low[n]), (middles[n], high[n])] for n in ends_alone.tolist()]
            axes.add_collection(LineCollection(bars, colors=ground, linewidths=2.4, zorder=1.1), autolim=False)
        _draw_points(
            axes,
            panel,
            middles[dotted],
            y[dotted],
            shape,
            colour,
            min(0.62 * em, 0.8 * pitch) * factor,
            bool(alone.any()),
        )
        for n in _clickable(line, known, pitch, chosen):
            half = max(min(pitch, 1.1 * em) / 2, _CLICKABLE / 2)
            share = (ends[-1] - begins[0]) / max(place.right - place.left, 1.0)
            at, level = float(middles[n]), float(y[n])
            box = data_box(
                axes,
                (at - half * share, at + half * share),
                (level - 0.55 * em, level + 0.55 * em),
                smallest=_CLICKABLE,
            )
            focus = replace(line.focus, date_from=line.steps[n], date_to=line.ends[n])
            left, top_edge, right, bottom = map(float, box)
            marks.append(Mark(left, top_edge, right, bottom, focus, _label(shown, line, n)))
            if chosen.evidence_key == focus:
                x = place.left + (at - begins[0]) / (ends[-1] - begins[0]) * (place.right - place.left)
                panel.ring(float(x), place.top + level, 0.45 * em, 0.45 * em)
    return marks


def _draw_points(
    axes: Axes,
    panel: Panel,
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    shape: str,
    colour: str,
    diameter: float,
    alone: bool,
) -> None:
    size = max(diameter, 0.2 * panel.em if alone else 0.0) / PIXELS_PER_POINT
    axes.add_line(
        Line2D(
            x, y, linestyle="none", marker=shape, markersize=size, markerfacecolor=colour,
            markeredgecolor=panel.theme.ground, markeredgewidth=0.4, zorder=4, clip_on=False,
        )
    )  # fmt: skip


def _clickable(line: _Line, known: npt.NDArray[np.bool_], pitch: float, chosen: Focus) -> list[int]:
    """The steps with a mark: all with articles, or where they stand too close, of each place the one with the most passages.

    The step in focus is one of them in any case.
    """
    numbers = np.flatnonzero(known)
    if pitch >= _CLICKABLE or not numbers.size:
        return numbers.tolist()
    slot = (numbers * pitch / _CLICKABLE).astype(np.int64)
    order = np.lexsort((-line.count[numbers], slot))
    first = np.ones(order.size, dtype=np.bool_)
    first[1:] = slot[order][1:] != slot[order][:-1]
    lit = [n for n in numbers.tolist() if line.steps[n] == chosen.date_from and line.ends[n] == chosen.date_to]
    return sorted({*numbers[order[first]].tolist(), *lit})


def _has_legend(shown: _Shown) -> bool:
    """Whether lines of several terms stand in one panel."""
    return any(len(facet.lines) > 1 for facet in shown.facets)


def _draw_legend(panel: Panel, shown: _Shown, facets: Sequence[_Facet], colours: dict[str, str]) -> None:
    if not _has_legend(shown):
        return
    em, x, y = panel.em, float(panel.pad), panel.pad + 0.45 * panel.em
    names = {line.term: line.name for facet in facets for line in facet.lines}
    for n, (term, name) in enumerate(names.items()):
        text = panel.elide(name, 16 * em)
        taken = 1.5 * em + panel.measure(text)
        if x + taken > panel.width - panel.pad - (5 * em if n + 1 < len(names) else 0):
            panel.text(x, y, f"and {number(len(names) - n)} more", share=SMALL, colour=panel.theme.muted)
            return
        panel.figure.add_artist(
            Line2D([x, x + 1.1 * em], [y, y], transform=panel.pixels, color=colours[term], linewidth=2.2)
        )
        panel.text(x + 1.5 * em, y, text)
        x += taken + 1.2 * em


# -- words and numbers -------------------------------------------------------------------------------------------------


def _label(shown: _Shown, line: _Line, n: int) -> str:
    """A value in words: how often, in how many of how many articles, and its interval."""
    value, low, high = float(line.value[n]), float(line.low[n]), float(line.high[n])
    hits = times(int(line.count[n]))
    of = f"{number(int(line.documents[n]))} of {counted(int(line.articles[n]), 'article')}"
    words = counted(int(line.words[n]), "word")
    return (
        f"{line.name} in {line.outlet_in_words}, {_when(line, n)}: {hits} in {of} ({words}): "
        f"{sentence(_value(shown, value), interval(low, high))}"
    )


def _value(shown: _Shown, value: float) -> str:
    return f"{rate(value)} % of articles" if shown.share else f"{rate(value)} per 1,000 words"


def _when(line: _Line, n: int) -> str:
    return period_words(line.steps[n], line.ends[n])


def _across(day: float, shown: _Shown) -> float:
    first, last = shown.first.toordinal(), shown.last.toordinal() + 1
    return (day - first) / (last - first)


def _y(value: float, top: float, height: float) -> float:
    return height * (1 - value / top)


def _value_ticks(top: float, room: float) -> tuple[list[float], list[str]]:
    """Round values from zero up, as many as stand apart in a panel so many sizes of text high."""
    most = max(1, min(5, int(room / 1.6)))
    scale = 10.0 ** math.floor(math.log10(top / most))
    step = next((s * scale for s in (1, 2, 2.5, 5, 10) if top / (s * scale) <= most), 10 * scale)
    values = [n * step for n in range(int(top / step + 1e-9) + 1)]
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if round(step, digits) != round(step, digits + 1):
        digits += 1
    return values, [f"{value:,.{digits}f}" for value in values]
