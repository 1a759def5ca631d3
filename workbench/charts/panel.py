"""The plain surface that a chart is laid out on: text, marks and one pair of axes at exact logical pixels.

A logical pixel is 1/96 inch, the origin is at the top left, and text never becomes markup. No chart is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator, NullLocator
from matplotlib.transforms import Affine2D, Transform

from workbench.charts.fonts import (
    BOLD,
    PIXELS_PER_INCH,
    PIXELS_PER_POINT,
    REGULAR,
    elide,
    families,
    font,
    text_width,
    wrap,
)
from workbench.charts.style import Style
from workbench.charts.wording import counted, outlet_name

SMALL: Final = 0.92
"""Size of secondary text, as a share of the chart's."""

_CAPITAL: Final = 0.36
"""Half the height of Inter's capitals, as a share of the size: what centres a line of text on a row."""

_LEGEND_GAP: Final = 1.3
_CLOSE_LEGEND_GAP: Final = 0.7
"""The space between two outlets of a legend, in sizes of text."""

VALUE_AXIS: Final = "value axis"
"""The label, written nowhere, of axes with numbers along x."""

_SMALLEST_PANEL: Final = (160.0, 110.0)
"""Logical pixels under which no chart can be read."""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One outlet of a legend, and what is said of it where there is room, e.g. ``522 words``."""

    outlet: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One line of a legend: each entry with its place from the left in pixels, and what is written."""

    entries: tuple[tuple[float, LegendEntry, str, str], ...]
    width: float
    more: str = ""


class Panel:
    """A figure with a system of logical pixels.

    Args:
        figure: is cleared, so that it is empty but for its ground.
        style: colours and sizes.
        keep: leave in the figure what it holds.
    """

    def __init__(self, figure: Figure, style: Style, *, keep: bool = False) -> None:
        if not keep:
            figure.clear()
        figure.set_facecolor(style.theme.ground)
        self.figure = figure
        self.style = style
        self.theme = style.theme
        self.width = float(figure.get_figwidth()) * PIXELS_PER_INCH
        self.height = float(figure.get_figheight()) * PIXELS_PER_INCH
        self.em = style.font_size * PIXELS_PER_POINT
        """The size of the chart's text in pixels; every distance is a multiple of it."""
        self.pad = round(0.75 * self.em)
        pixels = Affine2D().scale(1.0 / PIXELS_PER_INCH, -1.0 / PIXELS_PER_INCH)
        self.pixels: Transform = pixels.translate(0.0, self.height / PIXELS_PER_INCH) + figure.dpi_scale_trans

    @property
    def is_too_small(self) -> bool:
        """Whether no chart can be read at this size."""
        return self.width < _SMALLEST_PANEL[0] or self.height < _SMALLEST_PANEL[1]

    def size(self, share: float = 1.0) -> float:
        """A text size in points, as a share of the chart's."""
        return self.style.font_size * share

    def measure(self, text: str, *, share: float = 1.0, weight: int = REGULAR) -> float:
        """The width of a text in pixels."""
        return text_width(text, self.size(share), weight)

    def elide(self, text: str, width: float, *, share: float = 1.0, weight: int = REGULAR, middle: bool = False) -> str:
        """The text cut with ``…`` to a width in pixels."""
        return elide(text, width, self.size(share), weight, middle=middle)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        align: Literal["left", "center", "right"] = "left",
        share: float = 1.0,
        weight: int = REGULAR,
        colour: str = "",
    ) -> None:
        """Write one line, its capitals centred on ``y``."""
        if not text:
            return
        artist = Text(
            x,
            y + _CAPITAL * self.em * share,
            text,
            transform=self.pixels,
            fontproperties=font(text, self.size(share), weight),
            color=colour or self.theme.text,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
        )
        self.figure.add_artist(artist)

    def marker(self, x: float, y: float, outlet: str, diameter: float, *, subdued: bool = False) -> None:
        """Draw an outlet's mark, as in a legend."""
        shape, factor = self.style.outlet_marker(outlet)
        self.figure.add_artist(
            Line2D(
                [x],
                [y],
                transform=self.pixels,
                linestyle="none",
                marker=shape,
                markersize=diameter * factor / PIXELS_PER_POINT,
                markerfacecolor=self.style.outlet_colour(outlet, subdued=subdued),
                markeredgewidth=0.0,
            )
        )

    def band(self, top: float, bottom: float) -> None:
        """Put the ground of a highlighted row behind everything."""
        self.figure.add_artist(
            FancyBboxPatch(
                (0.35 * self.em, top),
                self.width - 0.7 * self.em,
                bottom - top,
                boxstyle=f"round,pad=0,rounding_size={0.3 * self.em}",
                transform=self.pixels,
                facecolor=self.theme.highlight,
                edgecolor="none",
                zorder=-2,
            )
        )

    def strip(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Draw an article's empty strip."""
        self.figure.add_artist(
            Rectangle(
                (x[0], y[0]),
                x[1] - x[0],
                y[1] - y[0],
                transform=self.pixels,
                facecolor=self.theme.strip,
                edgecolor=self.theme.grid,
                linewidth=0.6,
                zorder=-1,
            )
        )

    def ring(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """Draw the outline around a highlighted tick, on top of everything."""
        self.figure.add_artist(
            Rectangle(
                (x - half_width, y - half_height),
                2 * half_width,
                2 * half_height,
                transform=self.pixels,
                facecolor="none",
                edgecolor=self.theme.accent,
                linewidth=1.3,
                zorder=5,
            )
        )

    def axes(self, left: float, top: float, right: float, bottom: float, limits: tuple[float, float]) -> Axes:
        """A pair of axes without any lines: x in data units, y in pixels from the top of the axes down."""
        axes = self.figure.add_axes(
            (left / self.width, 1.0 - bottom / self.height, (right - left) / self.width, (bottom - top) / self.height),
            facecolor="none",
            autoscale_on=False,
            xlim=limits,
            ylim=(bottom - top, 0.0),
        )
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.xaxis.set_major_locator(NullLocator())
        axes.yaxis.set_major_locator(NullLocator())
        return axes

    def value_axis(self, axes: Axes, zero: str, ticks: Sequence[float], labels: Sequence[str]) -> None:
        """Give axes their grid and numbers along x, and a line at zero in the colour ``zero``."""
        axes.set_label(VALUE_AXIS)
        axes.xaxis.set_major_locator(FixedLocator(list(ticks)))
        axes.xaxis.set_major_formatter(FixedFormatter(list(labels)))
        axes.tick_params(
            axis="x",
            length=0.0,
            pad=0.3 * self.em / PIXELS_PER_POINT,
            labelcolor=self.theme.muted,
            labelsize=self.size(SMALL),
            labelfontfamily=list(families("")),
            grid_color=self.theme.grid,
            grid_linewidth=0.75,
            grid_linestyle="-",
            grid_alpha=1.0,
        )
        axes.set_axisbelow(True)
        axes.grid(visible=True, axis="x")
        if zero:
            axes.add_line(
                Line2D(
                    [0.0, 0.0], [0.0, 1.0], transform=axes.get_xaxis_transform(), color=zero, linewidth=0.9, zorder=1.5
                )
            )

    def ticks(self, limits: tuple[float, float], width: float) -> tuple[list[float], list[str]]:
        """Round values inside the limits and their labels, as many as stand well apart on ``width`` pixels."""
        low, high = limits
        ticks: list[float] = []
        labels: list[str] = []
        for bins in (8, 6, 5, 4, 3, 2, 1):
            locator = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10])
            slack = (high - low) * 1e-9
            ticks = [float(t) for t in locator.tick_values(low, high) if low - slack <= t <= high + slack]
            labels = _tick_labels(ticks)
            if not ticks or len(ticks) == 1:
                break
            apart = (ticks[1] - ticks[0]) / (high - low) * width
            if max(self.measure(label, share=SMALL) for label in labels) + 1.2 * self.em <= apart:
                break
        return ticks, labels

    def axis_title_lines(self, title: str) -> list[str]:
        """An axis title in as many lines as it needs at this width."""
        return wrap(title, self.width - 2 * self.pad, self.size(SMALL))

    def axis_title(self, lines: Sequence[str], centre: float, top: float) -> None:
        """Write an axis title centred on ``centre`` where it fits, moved inside the picture where it does not."""
        for n, line in enumerate(lines):
            half = self.measure(line, share=SMALL) / 2.0
            x = min(max(centre, self.pad + half), self.width - self.pad - half)
            self.text(x, top + (n + 0.5) * 1.25 * self.em, line, align="center", share=SMALL, colour=self.theme.muted)

    def note(self, text: str) -> None:
        """Write the line at the very bottom that says what is not shown; nothing when the text is empty."""
        fitting = self.elide(text, self.width - 2 * self.pad, share=SMALL)
        self.text(self.pad, self.height - self.pad - 0.4 * self.em, fitting, share=SMALL, colour=self.theme.muted)

    @property
    def note_height(self) -> float:
        """What the note line takes, in pixels."""
        return 1.5 * self.em

    def legend_lines(
        self, entries: Sequence[LegendEntry], first_width: float, called: str = "outlet"
    ) -> list[LegendLine]:
        """A legend's lines: with details if one line of ``first_width`` holds them, else names, else cut short.

        Names stand closer together where that makes them one line. ``called`` is what an entry is.
        """
        whole = self.width - 2 * self.pad
        for detailed, gap in ((True, _LEGEND_GAP), (False, _LEGEND_GAP), (False, _CLOSE_LEGEND_GAP)):
            width = whole if gap == _CLOSE_LEGEND_GAP else first_width
            line = self._legend(entries, 1, width, detailed, gap, called)
            if line and not line[-1].more:
                return line
        most = 1 if self.height < 15 * self.em else 2 if self.height < 35 * self.em else 3
        return self._legend(entries, most, whole, False, _LEGEND_GAP, called)

    def _legend(
        self, entries: Sequence[LegendEntry], most: int, width: float, detailed: bool, gap: float, called: str
    ) -> list[LegendLine]:
        gap, mark = gap * self.em, 1.05 * self.em
        lines: list[LegendLine] = []
        placed: list[tuple[float, LegendEntry, str, str]] = []
        x = 0.0
        for n, entry in enumerate(entries):
            rest = len(entries) - n
            more = f"and {counted(rest, f'more {called}')}"
            # on the last line "and 3 more outlets" must still fit behind whatever is placed before it
            reserve = gap + self.measure(more, share=SMALL) if rest > 1 else 0.0
            name = self.elide(outlet_name(entry.outlet), min(16 * self.em, width - mark - reserve), middle=True)
            detail = entry.detail if detailed else ""
            taken = mark + self.measure(name)
            if detail:
                taken += 0.45 * self.em + self.measure(detail, share=SMALL)
            last = len(lines) == most - 1
            if placed and x + taken + (reserve if last else 0.0) > width:
                if last:
                    lines.append(LegendLine(tuple(placed), x + self.measure(more, share=SMALL), more))
                    return lines
                lines.append(LegendLine(tuple(placed), x - gap))
                placed, x = [], 0.0
            placed.append((x, entry, name, detail))
            x += taken + gap
        if placed:
            lines.append(LegendLine(tuple(placed), x - gap))
        return lines

    @property
    def legend_line_height(self) -> float:
        """What one line of a legend takes, in pixels."""
        return 1.5 * self.em

    def legend(self, lines: Sequence[LegendLine], left: float) -> None:
        """Draw a legend at the top: each outlet's mark and name. It starts at ``left`` where it fits from there."""
        if any(left + line.width > self.width - self.pad for line in lines):
            left = float(self.pad)
        mark = 1.05 * self.em
        for n, line in enumerate(lines):
            y = self.pad + (n + 0.45) * self.legend_line_height
            for x, entry, name, detail in line.entries:
                self.marker(left + x + 0.36 * self.em, y, entry.outlet, 0.68 * self.em)
                self.text(left + x + mark, y, name)
                if detail:
                    after = left + x + mark + self.measure(name) + 0.45 * self.em
                    self.text(after, y, detail, share=SMALL, colour=self.theme.muted)
            if line.more:
                x = left + line.width - self.measure(line.more, share=SMALL)
                self.text(x, y, line.more, share=SMALL, colour=self.theme.muted)

    def message(self, heading: str, sentence: str) -> None:
        """Fill the panel with a heading and a sentence: why there is no chart, and what to do next."""
        inner = min(self.width - 4 * self.pad, 34 * self.em)
        lines = wrap(sentence, inner, self.size())
        room = max(int((self.height - 2 * self.pad - 1.7 * self.em) / (1.45 * self.em)), 0)
        lines = lines[:room]
        if self.width > 4 * self.pad and self.height > 4 * self.pad:
            self.figure.add_artist(
                FancyBboxPatch(
                    (self.pad, self.pad),
                    self.width - 2 * self.pad,
                    self.height - 2 * self.pad,
                    boxstyle=f"round,pad=0,rounding_size={0.6 * self.em}",
                    transform=self.pixels,
                    facecolor="none",
                    edgecolor=self.theme.grid,
                    linewidth=1.0,
                    linestyle=(0, (4, 3)),
                    zorder=-1,
                )
            )
        top = (self.height - 1.7 * self.em - 1.45 * self.em * len(lines)) / 2.0
        fitting = self.elide(heading, inner, share=1.12, weight=BOLD)
        self.text(self.width / 2, top + 0.75 * self.em, fitting, align="center", share=1.12, weight=BOLD)
        for n, line in enumerate(lines):
            y = top + (1.7 + (n + 0.5) * 1.45) * self.em
            self.text(self.width / 2, y, line, align="center", colour=self.theme.muted)


def _tick_labels(ticks: Sequence[float]) -> list[str]:
    """The same number of decimals for all, as few as tell them apart."""
    digits = 0
    while digits < 9 and any(abs(round(t, digits) - t) > 1e-9 * max(1.0, abs(t)) for t in ticks):
        digits += 1
    return [f"{0.0 if abs(t) < 1e-12 else t:,.{digits}f}".replace("-", "−") for t in ticks]
