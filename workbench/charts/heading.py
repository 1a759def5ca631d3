"""A title and a caption above a chart, for pictures that leave the program: what is shown, and what was counted.

The chart itself knows nothing of them: it is drawn as always, and its figure grows upwards afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from matplotlib.figure import Figure

from workbench.charts.fonts import BOLD, PIXELS_PER_INCH, plain_text, unbroken, wrap
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style
from workbench.domain.hitmap import HitMap

_TITLE: Final = 1.2
"""The size of the title, as a share of the chart's text."""
_TITLE_LINE: Final = 1.65
_CAPTION_LINE: Final = 1.3
"""The heights of lines, in sizes of text."""
_MOST_TITLE_LINES: Final = 3
_MOST_CAPTION_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above a chart."""

    title: tuple[str, ...]
    caption: tuple[str, ...]
    height: float
    """Pixels (1/96 inch) that they take, a whole number."""


def lay_out(title: str, caption: str, style: Style, width: float, *, share: float = 1.0) -> Heading:
    """Break a title and a caption into lines for a picture of ``width`` pixels; without both there is no height.

    Args:
        title: what the chart shows.
        caption: what was counted.
        style: the style of the chart.
        width: pixels (1/96 inch).
        share: how much of the width lines may fill.
    """
    panel = Panel(Figure(figsize=(width / PIXELS_PER_INCH, 1.0)), style)
    inner = share * (width - 2 * panel.pad)
    titles = wrap(plain_text(title), inner, panel.size(_TITLE), BOLD)[:_MOST_TITLE_LINES]
    captions = wrap(plain_text(caption).replace("95 %", unbroken("95 %")), inner, panel.size(SMALL))
    captions = captions[:_MOST_CAPTION_LINES]
    if not titles and not captions:
        return Heading((), (), 0.0)
    height = panel.pad + (_TITLE_LINE * len(titles) + _CAPTION_LINE * len(captions) + 0.3) * panel.em
    return Heading(tuple(titles), tuple(captions), float(round(height)))


def put_above(figure: Figure, heading: Heading, style: Style, *, inches: float) -> None:
    """Grow a figure with a chart upwards and write a heading into the new space.

    Args:
        figure: holds a finished chart; places in it count from its lower edge, or are fractions of its height.
        heading: what :func:`lay_out` made for its width.
        style: the style of the chart.
        inches: how much the figure grows.
    """
    width, height = (float(size) for size in figure.get_size_inches())
    figure.set_size_inches(width, height + inches)
    share = height / (height + inches)
    for axes in figure.axes:
        box = axes.get_position(original=True)
        axes.set_position((box.x0, box.y0 * share, box.width, box.height * share))
    panel = Panel(figure, style, keep=True)
    y = float(panel.pad)
    for line in heading.title:
        panel.text(panel.pad, y + 0.5 * _TITLE_LINE * panel.em, line, share=_TITLE, weight=BOLD)
        y += _TITLE_LINE * panel.em
    for line in heading.caption:
        middle = y + 0.5 * _CAPTION_LINE * panel.em
        panel.text(panel.pad, middle, line, share=SMALL, colour=panel.theme.muted)
        y += _CAPTION_LINE * panel.em


def moved_down(hitmap: HitMap, chart: float, above: float) -> HitMap:
    """The marks of a chart of height ``chart`` in the picture that has ``above`` more on top."""
    share, shift = chart / (chart + above), above / (chart + above)
    return HitMap(tuple(replace(m, top=shift + share * m.top, bottom=shift + share * m.bottom) for m in hitmap.marks))
