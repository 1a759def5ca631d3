"""Where a chart's marks are, as fractions of the picture with the origin at the top left."""

from __future__ import annotations

from typing import Final, NamedTuple

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from workbench.charts.fonts import PIXELS_PER_INCH

SMALLEST: Final = 8.0
"""Logical pixels: no box is narrower or lower, so that a small dot can be hit."""


Interval = tuple[float, float]
"""Two ends on one axis."""


class Box(NamedTuple):
    """A box in fractions of the picture, as :class:`workbench.domain.hitmap.Mark` has it."""

    left: float
    top: float
    right: float
    bottom: float


def data_box(axes: Axes, x: Interval, y: Interval, *, smallest: float = SMALLEST) -> Box:
    """The box around data coordinates. The axes' place and limits must be final.

    Args:
        axes: linear axes.
        x: both ends on the x axis, in any order.
        y: both ends on the y axis.
        smallest: logical pixels that the box has at least, on both sides of its middle.
    """
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure")
    corners = axes.transData.transform([(x[0], y[0]), (x[1], y[1])])
    return display_box(figure, Bbox(corners), smallest=smallest)


def artist_box(artist: Artist, *, smallest: float = SMALLEST) -> Box:
    """The box around one artist, such as a bar or a text, as it is drawn."""
    figure = artist.get_figure(root=True)
    if figure is None:
        raise ValueError("the artist belongs to no figure")
    return display_box(figure, artist.get_window_extent(), smallest=smallest)


def pixel_box(figure: Figure, x: Interval, y: Interval, *, smallest: float = SMALLEST) -> Box:
    """The box around logical pixels (1/96 inch), origin at the top left."""
    scale, height = figure.dpi / PIXELS_PER_INCH, figure.bbox.height
    corners = [(x[0] * scale, height - y[1] * scale), (x[1] * scale, height - y[0] * scale)]
    return display_box(figure, Bbox(corners), smallest=smallest)


def display_box(figure: Figure, extent: Bbox, *, smallest: float = SMALLEST) -> Box:
    """The box around display coordinates (real pixels, origin at the bottom left), cut to the picture."""
    least = smallest * figure.dpi / PIXELS_PER_INCH
    left, right = _at_least(extent.xmin, extent.xmax, least, figure.bbox.width)
    bottom, top = _at_least(extent.ymin, extent.ymax, least, figure.bbox.height)
    return Box(left, 1.0 - top, right, 1.0 - bottom)


def _at_least(low: float, high: float, least: float, whole: float) -> tuple[float, float]:
    """Both ends as fractions of ``whole``, inside it and at least ``least`` apart where the picture has the room."""
    if high - low < least:
        middle = (low + high) / 2.0
        low, high = middle - least / 2.0, middle + least / 2.0
    length = min(high - low, whole)
    low = min(max(low, 0.0), whole - min(length, least))
    high = max(min(high, whole), low + min(length, least))
    return low / whole, high / whole
