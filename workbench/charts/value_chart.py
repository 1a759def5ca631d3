"""Values with intervals in rows, from top to bottom: what the charts of terms, frames and keyness share.

It knows outlets and highlighting, but not what a value means; each chart says that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbench.charts.fonts import BOLD, REGULAR
from workbench.charts.hit_boxes import Box, data_box
from workbench.charts.marks import FULL, Dot, draw_dots, draw_intervals, draw_ring
from workbench.charts.panel import SMALL, LegendEntry, LegendLine, Panel
from workbench.charts.rows import Rows, first, fit_rows
from workbench.charts.style import has_subject, highlighted
from workbench.charts.wording import counted, number
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one outlet. ``low`` and ``high`` may be NaN (no interval) or infinite; so may the value be."""

    outlet: str
    value: float
    low: float
    high: float
    count: str
    """What stands in the column of counts."""
    focus: Focus
    label: str
    fill: str = FULL
    """How much of its mark is filled, see :mod:`workbench.charts.marks`."""

    @property
    def has_interval(self) -> bool:
        """Whether there is an interval to draw."""
        return not (math.isnan(self.low) or math.isnan(self.high))


@dataclass(frozen=True, slots=True)
class Group:
    """Values that stand together under one name."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class ValueChart:
    """Groups of values, and the words around them."""

    groups: tuple[Group, ...]
    """At least one, each with at least one value."""
    called: tuple[str, str]
    """What a group is called: one, many."""
    bars: bool
    """Bars from zero, or dots."""
    axis: str
    """The axis title when there are intervals."""
    axis_without_intervals: str
    brief_axis: str
    """The axis title with intervals in fewer words, where the whole one would take the place of rows."""
    counts: str
    """The title of the column of counts."""
    undefined: str
    """What stands in place of a value that is NaN."""
    one_row: bool = False
    """Whether each group is a single row; otherwise each outlet has its own row in every group."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What the legend says of an outlet where there is room."""
    zero_line: bool = True
    limits: tuple[float, float] | None = None
    """Where the axis begins and ends; ``None`` fits it to the values."""
    member: str = "outlet"
    """What the rows of a group are, if not outlets: ``term``, ``month``."""
    order: tuple[str, ...] = ()
    """The members in the order of rows and legend; empty for the order in which they first occur."""

    @property
    def values(self) -> tuple[Value, ...]:
        """All values from top to bottom."""
        return tuple(value for group in self.groups for value in group.values)

    @property
    def outlets(self) -> list[str]:
        """The outlets, or other members, in their order."""
        there = dict.fromkeys(value.outlet for value in self.values)
        return list(dict.fromkeys((*(name for name in self.order if name in there), *there)))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A value with its row: pixels from the top of the axes."""

    value: Value
    y: float
    lit: bool
    subdued: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything goes, in pixels."""

    top: float
    bottom: float
    left: float
    right: float
    rows: Rows
    groups: tuple[Group, ...]
    names: tuple[str, ...]
    chosen: tuple[bool, ...]
    """For each group, whether it is the subject in focus."""
    placed: tuple[_Placed, ...]
    legend: tuple[LegendLine, ...]
    axis_lines: tuple[str, ...]
    with_counts: bool
    note: str


def draw_values(panel: Panel, chart: ValueChart) -> HitMap:
    """Draw the chart; groups for which there is no room are left out, and a note says so."""
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    plan = _plan(panel, chart)
    limits = chart.limits or _limits([placed.value for placed in plan.placed])
    axes = panel.axes(plan.left, plan.top, plan.right, plan.bottom, limits)
    _draw_surroundings(panel, chart, plan, axes, limits)

    thick = min(0.72 * plan.rows.pitch, 1.15 * panel.em)
    diameter = min(0.85 * plan.rows.pitch, 0.74 * panel.em)
    low, high = limits
    dots = [
        Dot(p.value.outlet, min(max(p.value.value, low), high), p.value.low, p.value.high, p.y, p.subdued, p.value.fill)
        for p in plan.placed
    ]
    if chart.bars:
        _draw_bars(axes, panel, dots, thick)
    draw_intervals(axes, panel.style, dots, 1.4 if chart.bars else 1.7)
    draw_dots(axes, panel.style, dots, diameter)
    if sum(p.lit for p in plan.placed) == 1:
        dot = next(dot for dot, p in zip(dots, plan.placed, strict=True) if p.lit)
        if not math.isnan(dot.value):
            draw_ring(axes, panel.style, dot.value, dot.y, diameter + 0.5 * panel.em)
    return HitMap(
        tuple(
            Mark(*_box(axes, dot, chart.bars, thick, diameter), focus=p.value.focus, label=p.value.label)
            for p, dot in zip(plan.placed, dots, strict=True)
        )
    )


def _plan(panel: Panel, chart: ValueChart) -> _Plan:
    em, pad = panel.em, panel.pad
    values = chart.values
    emphasis = highlighted(panel.style.focus, [value.focus for value in values])
    lit = {value.focus for value, on in zip(values, emphasis, strict=True) if on} if emphasis else set()

    entries = [LegendEntry(outlet, chart.details.get(outlet, "")) for outlet in chart.outlets]
    legend = panel.legend_lines(entries, panel.width - 2 * pad - 5 * em, chart.member)
    top = pad + len(legend) * panel.legend_line_height + 0.3 * em

    all_outlets = chart.outlets
    members = 1 if chart.one_row else len(all_outlets)
    titles = [chart.axis, chart.brief_axis]
    if not any(value.has_interval for value in values):
        titles = [chart.axis_without_intervals]
    for title in titles:
        axis_lines = panel.axis_title_lines(title)
        bottom = panel.height - 1.5 * em - 1.25 * em * len(axis_lines) - 0.5 * pad
        rows = _fit(bottom - top, chart, members, em)
        if rows.groups == len(chart.groups) and rows.members == members:
            break
    else:
        axis_lines = panel.axis_title_lines(titles[0])
        bottom = panel.height - 1.5 * em - 1.25 * em * len(axis_lines) - 0.5 * pad - panel.note_height
        rows = _fit(bottom - top, chart, members, em)

    # an outlet in focus has values in every group, so that only a subject can call for one that does not fit
    focus = panel.style.focus
    called_for = [any(v.focus in lit and has_subject(focus, v.focus) for v in group.values) for group in chart.groups]
    wanted = [n for n, on in enumerate(called_for) if on]
    numbers = first(range(len(chart.groups)), rows.groups, wanted)
    groups = [chart.groups[n] for n in numbers]
    outlets = first(all_outlets, rows.members, [value.outlet for value in values if value.focus in lit])
    placed = tuple(
        _Placed(value, rows.centre(n, 0 if chart.one_row else outlets.index(value.outlet)), on, bool(lit) and not on)
        for n, group in enumerate(groups)
        for value in group.values
        if chart.one_row or value.outlet in outlets
        for on in [value.focus in lit]
    )

    chosen = tuple(called_for[n] for n in numbers)
    chosen = chosen if any(chosen) and not all(chosen) else (False,) * len(groups)
    widest = min(0.36 * panel.width, 18 * em)
    weights = [BOLD if on else REGULAR for on in chosen]
    names = [panel.elide(group.name, widest, weight=weight) for group, weight in zip(groups, weights, strict=True)]
    label = max(panel.measure(name, weight=weight) for name, weight in zip(names, weights, strict=True))

    with_counts = panel.width >= 36 * em and rows.pitch >= 0.92 * em
    column = 0.8 * em
    if with_counts:
        texts = [chart.counts, *(p.value.count for p in placed)]
        column = max(panel.measure(text, share=SMALL) for text in texts) + 0.9 * em
    return _Plan(
        top=top,
        bottom=bottom,
        left=pad + label + 0.8 * em,
        right=panel.width - pad - column,
        rows=rows,
        groups=tuple(groups),
        names=tuple(names),
        chosen=chosen,
        placed=placed,
        legend=tuple(legend),
        axis_lines=tuple(axis_lines),
        with_counts=with_counts,
        note=_note(chart, len(groups), members, rows.members),
    )


def _fit(height: float, chart: ValueChart, members: int, em: float) -> Rows:
    return fit_rows(
        max(height, 8.0),
        len(chart.groups),
        members,
        smallest=6.5,
        largest=2.0 * em,
        gap=0.5 * em if members > 1 else 0.0,
        label=1.3 * em,
        tightest=5.2,
        tight_gap=0.2 * em if members > 1 else 0.0,
    )


def _note(chart: ValueChart, groups: int, members: int, shown_members: int) -> str:
    """What there was no room for; empty when everything is shown."""
    parts = []
    if groups < len(chart.groups):
        parts.append(f"{number(groups)} of {counted(len(chart.groups), *chart.called)}")
    if shown_members < members:
        parts.append(f"{number(shown_members)} of {counted(members, chart.member)}")
    return f"{', '.join(parts)}; enlarge to see more" if parts else ""


def _limits(values: Sequence[Value]) -> tuple[float, float]:
    """The axis: zero, every finite value and every finite end of an interval, and a little more."""
    ends = [x for value in values for x in (value.value, value.low, value.high) if math.isfinite(x)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    if low == high:
        # nothing but zeros, or nothing finite at all
        return (-1.0, 1.0) if any(value.value < 0 for value in values) else (0.0, 1.0)
    margin = 0.05 * (high - low)
    return low - margin if low < 0 else low, high + margin if high > 0 else high


def _draw_surroundings(panel: Panel, chart: ValueChart, plan: _Plan, axes: Axes, limits: tuple[float, float]) -> None:
    """Everything but the values: axis, legend, names, counts, note."""
    em, theme, edge = panel.em, panel.theme, panel.width - panel.pad
    panel.value_axis(axes, theme.muted if chart.zero_line else theme.grid, *panel.ticks(limits, plan.right - plan.left))
    panel.axis_title(plan.axis_lines, (plan.left + plan.right) / 2.0, plan.bottom + 1.5 * em)
    panel.legend(plan.legend, plan.left)
    for n, (name, chosen) in enumerate(zip(plan.names, plan.chosen, strict=True)):
        y = plan.top + plan.rows.group_centre(n)
        if chosen:
            half = min(plan.rows.slot, plan.rows.members * plan.rows.pitch + 0.6 * em) / 2.0
            panel.band(y - half, y + half)
        panel.text(plan.left - 0.7 * em, y, name, align="right", weight=BOLD if chosen else REGULAR)
    if plan.with_counts:
        panel.text(edge, plan.bottom + 0.78 * em, chart.counts, align="right", share=SMALL, colour=theme.muted)
    zero = plan.left - limits[0] / (limits[1] - limits[0]) * (plan.right - plan.left)
    for placed in plan.placed:
        y = plan.top + placed.y
        if plan.with_counts:
            colour = theme.text if placed.lit else theme.muted
            panel.text(edge, y, placed.value.count, align="right", share=SMALL, colour=colour)
        if math.isnan(placed.value.value) and plan.rows.pitch >= 0.8 * em:
            panel.text(zero + 0.5 * em, y, chart.undefined, share=SMALL, colour=theme.muted)
    panel.note(plan.note)


def _draw_bars(axes: Axes, panel: Panel, dots: Sequence[Dot], thick: float) -> None:
    """Bars in a tint of the outlet's colour, so that the interval and the mark at the end stand out."""
    for dot in dots:
        if math.isnan(dot.value):
            continue
        colour = panel.style.bar_colour(dot.outlet, subdued=dot.subdued)
        place = (0.0, dot.y - thick / 2.0)
        axes.add_patch(Rectangle(place, dot.value, thick, facecolor=colour, edgecolor="none", zorder=2.0))


def _box(axes: Axes, dot: Dot, bars: bool, thick: float, diameter: float) -> Box:
    value = 0.0 if math.isnan(dot.value) else dot.value
    if bars:
        return data_box(axes, (0.0, value), (dot.y - thick / 2.0, dot.y + thick / 2.0))
    half = diameter / 2.0
    return data_box(axes, (value, value), (dot.y - half, dot.y + half), smallest=max(diameter, 8.0))
