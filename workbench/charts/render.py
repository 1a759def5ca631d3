"""A chart as a picture: pixels for the window, PNG and SVG files. The same table and style give the same bytes.

No chart is known here: each function takes a ``draw_x`` of the other modules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape

import pandas as pd
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from workbench.charts.fonts import PIXELS_PER_INCH, plain_text, quiet_missing_glyphs
from workbench.charts.heading import lay_out, moved_down, put_above
from workbench.charts.panel import VALUE_AXIS
from workbench.charts.style import Style
from workbench.domain.hitmap import HitMap

Draw = Callable[[Figure, pd.DataFrame, Style], HitMap]
"""What every ``draw_x`` is: it clears the figure, draws the table in a style, and says where its marks are."""

_OTHER_FONT: Final = 0.84
"""How full a line of an SVG file may be: where its first font is not installed, the next one is that much wider."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture in memory: rows from top to bottom, four bytes (red, green, blue, alpha) a real pixel, no padding."""

    rgba: bytes
    width: int
    height: int
    hitmap: HitMap
    axis_height: int = 0
    """Logical pixels at the bottom that hold the numbers and the title of the value axis; 0 without such an axis."""


def render(draw: Draw, table: pd.DataFrame, style: Style, *, width: int, height: int, scale: float = 1.0) -> Rendered:
    """Draw a chart for the window.

    Args:
        draw: one of the ``draw_x`` functions.
        table: what it draws.
        style: how.
        width: real pixels of the picture.
        height: real pixels.
        scale: real pixels in a logical one (1/96 inch): 2.0 on a dense screen, where text needs twice as many.
    """
    return _draw_pixels(draw, table, style, size=(width, height), dpi=PIXELS_PER_INCH * scale)


def _draw_pixels(
    draw: Draw,
    table: pd.DataFrame,
    style: Style,
    *,
    size: tuple[int, int],
    dpi: float,
    title: str = "",
    caption: str = "",
) -> Rendered:
    width, height = max(size[0], 1), max(size[1], 1)
    # the sliver keeps the size from being rounded down to a pixel less
    figure = Figure(figsize=((width + 1e-4) / dpi, (height + 1e-4) / dpi), dpi=dpi)
    canvas: Any = FigureCanvasAgg(figure)
    hitmap, above = _draw_with_heading(draw, figure, table, style, title, caption)
    # without hinting text is as wide as it was measured, at every scale
    with quiet_missing_glyphs(), rc_context({"text.hinting": "none"}):
        canvas.draw()
    axis = _axis_height(figure, dpi / PIXELS_PER_INCH)
    return Rendered(bytes(canvas.buffer_rgba()), width, height + above, hitmap, axis)


def _axis_height(figure: Figure, scale: float) -> int:
    """What lies below the axes with numbers along x, in logical pixels; ``scale`` real pixels are one of these."""
    below = [float(axes.bbox.y0) / scale for axes in figure.axes if axes.get_label() == VALUE_AXIS]
    return math.ceil(min(below)) if below else 0


def _draw_with_heading(
    draw: Draw, figure: Figure, table: pd.DataFrame, style: Style, title: str, caption: str, share: float = 1.0
) -> tuple[HitMap, int]:
    """Draw a chart, and a title and caption above it, by which the figure grows; their lines fill ``share`` of it.

    Returns:
        The marks as fractions of the whole picture, and the dots by which it has grown.
    """
    hitmap = draw(figure, table, replace(style, headed=style.headed or bool(title)))
    heading = lay_out(title, caption, style, figure.get_figwidth() * PIXELS_PER_INCH, share=share)
    if not heading.height:
        return hitmap, 0
    # whole dots, so that the chart is the same to the dot as without a heading
    above = round(heading.height / PIXELS_PER_INCH * figure.dpi)
    moved = moved_down(hitmap, float(figure.bbox.height), float(above))
    put_above(figure, heading, style, inches=above / figure.dpi)
    return moved, above


def save_png(
    draw: Draw,
    table: pd.DataFrame,
    style: Style,
    target: Path | str | BinaryIO,
    *,
    width_inches: float,
    height_inches: float,
    dpi: int = 300,
    title: str = "",
    caption: str = "",
    metadata: Mapping[str, str] | None = None,
) -> HitMap:
    """Write a chart as a PNG file.

    Args:
        draw: one of the ``draw_x`` functions.
        table: what it draws.
        style: how.
        target: a path or an open binary file.
        width_inches: the printed width, in which text has its size in points.
        height_inches: the printed height of the chart; title and caption come on top of it.
        dpi: pixels in an inch.
        title: what the chart shows, above it.
        caption: what was counted, below the title, in as many lines as it needs.
        metadata: texts kept in the file by keyword, e.g. ``{"Recipe": json}``; keywords have 1 to 79 Latin letters.
    """
    size = (round(width_inches * dpi), round(height_inches * dpi))
    rendered = _draw_pixels(draw, table, style, size=size, dpi=dpi, title=title, caption=caption)
    information = PngInfo()
    for keyword, text in (metadata or {}).items():
        information.add_itxt(keyword, text)
    image = Image.frombytes("RGBA", (rendered.width, rendered.height), rendered.rgba).convert("RGB")
    image.save(target, format="PNG", pnginfo=information, dpi=(dpi, dpi), optimize=False, compress_level=6)
    return rendered.hitmap


def save_svg(
    draw: Draw,
    table: pd.DataFrame,
    style: Style,
    target: Path | str | BinaryIO,
    *,
    width_inches: float,
    height_inches: float,
    title: str = "",
    caption: str = "",
    metadata: Mapping[str, str] | None = None,
) -> HitMap:
    """Write a chart as an SVG file whose text stays text, so that it can be edited, searched and read aloud.

    ``title`` and ``caption`` are as in :func:`save_png`. They also become the title and description of the file, unless
    ``metadata`` has a ``Title`` and a ``Description``; every other text of ``metadata`` stands in the file's own
    ``metadata`` element under its keyword. The fonts are named, not embedded.
    """
    texts = dict(metadata or {})
    name, description = texts.pop("Title", title), texts.pop("Description", caption)
    figure = Figure(figsize=(width_inches, height_inches), dpi=72)
    canvas: Any = FigureCanvasSVG(figure)
    hitmap, _ = _draw_with_heading(draw, figure, table, style, title, caption, share=_OTHER_FONT)
    buffer = BytesIO()
    options: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "counterpoint",
        "font.sans-serif": ["DejaVu Sans", "Helvetica", "Arial"],
    }
    with quiet_missing_glyphs(), rc_context(options):
        canvas.print_svg(buffer, metadata={"Date": None, "Creator": "Counterpoint"})
    drawing = buffer.getvalue().decode("utf-8")
    head = f"<title>{_xml(plain_text(name))}</title>\n" if name else ""
    head += f"<desc>{_xml(description)}</desc>\n" if description else ""
    if texts:
        kept = "".join(f"<text keyword={_attribute(k)}>{_xml(v)}</text>\n" for k, v in texts.items())
        head += f'<metadata xmlns="urn:counterpoint:metadata">\n{kept}</metadata>\n'
    opening = re.search(r"<svg\b[^>]*>", drawing)
    if opening is None:
        raise RuntimeError("matplotlib wrote no SVG")
    root = opening[0].replace("<svg", '<svg role="img"', 1)
    data = (drawing[: opening.start()] + root + "\n" + head.rstrip("\n") + drawing[opening.end() :]).encode("utf-8")
    if isinstance(target, (str, Path)):
        Path(target).write_bytes(data)
    else:
        target.write(data)
    return hitmap


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return f'"{escape(_NOT_XML.sub("�", text), {chr(34): "&quot;"})}"'
