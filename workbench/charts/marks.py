"""Dots, interval lines and rings on a pair of axes. Colours and places are given; nothing is decided here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from workbench.charts.fonts import PIXELS_PER_POINT
from workbench.charts.style import Style


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of one outlet with its interval; ``low`` and ``high`` may be NaN (none) or infinite (no limit)."""

    outlet: str
    value: float
    low: float
    high: float
    y: float
    """Pixels from the top of the axes."""
    subdued: bool = False


def draw_intervals(axes: Axes, style: Style, dots: Sequence[Dot], width: float) -> None:
    """Draw interval lines. An end beyond the axes stops there with an arrow head.

    Args:
        axes: as :meth:`workbench.charts.panel.Panel.axes` gives them.
        style: gives the colours.
        dots: the values; those without an interval are left out.
        width: pixels.
    """
    left, right = axes.get_xlim()
    # subdued ones first, so that a highlighted interval lies on top
    for subdued in (True, False):
        lines: list[list[tuple[float, float]]] = []
        colours: list[str] = []
        heads: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for dot in dots:
            if dot.subdued is not subdued or math.isnan(dot.low) or math.isnan(dot.high):
                continue
            colour = style.outlet_colour(dot.outlet, subdued=subdued)
            low, high = max(dot.low, left), min(dot.high, right)
            if low > high:
                continue
            lines.append([(low, dot.y), (high, dot.y)])
            colours.append(colour)
            for end, beyond, shape in ((low, dot.low < left, "<"), (high, dot.high > right, ">")):
                if beyond:
                    heads.setdefault((shape, colour), []).append((end, dot.y))
        axes.add_collection(
            LineCollection(
                lines, colors=colours, linewidths=width / PIXELS_PER_POINT, capstyle="butt", zorder=3 - 0.1 * subdued
            ),
            autolim=False,
        )
        for (shape, colour), places in heads.items():
            _points(axes, places, shape, colour, 4.2 * width, edge="none", zorder=3.0)


def draw_dots(axes: Axes, style: Style, dots: Sequence[Dot], diameter: float) -> None:
    """Draw each value's mark in its outlet's colour and shape, ``diameter`` pixels wide; NaN is left out."""
    left, right = axes.get_xlim()
    places: dict[tuple[bool, str], list[tuple[float, float]]] = {}
    for dot in dots:
        if left <= dot.value <= right:
            places.setdefault((dot.subdued, dot.outlet), []).append((dot.value, dot.y))
    for (subdued, outlet), where in places.items():
        shape, factor = style.outlet_marker(outlet)
        colour = style.outlet_colour(outlet, subdued=subdued)
        _points(axes, where, shape, colour, diameter * factor, edge=style.theme.ground, zorder=4.0 - 0.1 * subdued)


def draw_ring(axes: Axes, style: Style, x: float, y: float, diameter: float) -> None:
    """Draw the ring around a highlighted dot."""
    line = Line2D(
        [x],
        [y],
        linestyle="none",
        marker="o",
        markersize=diameter / PIXELS_PER_POINT,
        markerfacecolor="none",
        markeredgecolor=style.theme.accent,
        markeredgewidth=1.3,
        zorder=5,
        clip_on=False,
    )
    axes.add_line(line)


def _points(
    axes: Axes,
    places: Sequence[tuple[float, float]],
    shape: str,
    colour: str,
    diameter: float,
    *,
    edge: str,
    zorder: float,
) -> None:
    axes.add_line(
        Line2D(
            [x for x, _ in places],
            [y for _, y in places],
            linestyle="none",
            marker=shape,
            markersize=diameter / PIXELS_PER_POINT,
            markerfacecolor=colour,
            markeredgecolor=edge,
            markeredgewidth=0.0 if edge == "none" else 0.07 * diameter,
            zorder=zorder,
            clip_on=False,
        )
    )
