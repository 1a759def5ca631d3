"""Dots, interval lines and rings on a pair of axes. Colours and places are given; nothing is decided here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from workbench.charts.fonts import PIXELS_PER_POINT
from workbench.charts.style import Style

FULL: Final = "full"
HALF: Final = "left"
HOLLOW: Final = "none"
"""How much of a mark is filled, in the words of matplotlib."""
_OUTLINE: Final = 1.2
"""Points of the outline of a mark that is not filled."""


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
    fill: str = FULL
    """How much of its mark is filled: :data:`FULL`, :data:`HALF` or :data:`HOLLOW`."""


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
    places: dict[tuple[bool, str, str], list[tuple[float, float]]] = {}
    for dot in dots:
        if left <= dot.value <= right:
            places.setdefault((dot.subdued, dot.outlet, dot.fill), []).append((dot.value, dot.y))
    for (subdued, outlet, fill), where in places.items():
        shape, factor = style.outlet_marker(outlet)
        colour = style.outlet_colour(outlet, subdued=subdued)
        # a mark that is not filled lies on the ground's colour, so that its interval does not shine through
        edge = style.theme.ground if fill == FULL else colour
        ground = style.theme.ground
        _points(
            axes, where, shape, colour if fill != HOLLOW else ground, diameter * factor, edge=edge,
            zorder=4.0 - 0.1 * subdued, half=ground if fill == HALF else "", outline=0.0 if fill == FULL else _OUTLINE,
        )  # fmt: skip


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
    half: str = "",
    outline: float = 0.0,
) -> None:
    """Draw marks of one look; ``half`` is the colour of their right half where that is another one."""
    axes.add_line(
        Line2D(
            [x for x, _ in places],
            [y for _, y in places],
            linestyle="none",
            marker=shape,
            markersize=diameter / PIXELS_PER_POINT,
            markerfacecolor=colour,
            markerfacecoloralt=half or colour,
            fillstyle="left" if half else "full",
            markeredgecolor=edge,
            # an edge in the ground's colour parts marks that lie close together; another one is the mark's own outline
            markeredgewidth=0.0 if edge == "none" else outline or 0.07 * diameter,
            zorder=zorder,
            clip_on=False,
        )
    )
