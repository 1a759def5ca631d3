"""Frames by outlet as a heat map: a row for each frame, a cell for each outlet, coloured by rate, with counts and n."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from workbench.charts.fonts import BOLD, REGULAR, plain_text
from workbench.charts.frames import COLUMNS, PROPOSED, REMARKS, frame_focus, resting
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style, blend, has_subject, highlighted
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate, sentence
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark

_COLOUR: Final = "#d97706"
_FAINTEST, _STRONGEST = 0.04, 0.62
"""Share of the colour at a rate of 0 and at the highest one."""
_STEPS: Final = 5
"""Colours in the legend."""


@dataclass(frozen=True, slots=True)
class _Cell:
    frame: str
    outlet: str
    hits: int
    per_1000: float
    low: float
    high: float
    articles: int
    articles_with: int
    words: int
    basis: str
    focus: Focus

    def label(self, name: str) -> str:
        values = sentence(
            counted(self.hits, "passage"),
            "no words counted" if math.isnan(self.per_1000) else f"{rate(self.per_1000)} per 1,000 words",
            interval(self.low, self.high),
        )
        base = f"in {number(self.articles_with)} of {counted(self.articles, 'article')}, {counted(self.words, 'word')}"
        remark = f"; {REMARKS[self.basis]}" if self.basis in REMARKS else ""
        return f"{plain_text(name)} in {outlet_name(self.outlet)}: {values} ({base}{remark})"


def draw_frame_heat(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the rate of each frame in each outlet as a coloured cell.

    Args:
        figure: is cleared; its size decides how many frames are drawn, and what stands in a cell.
        table: the columns :data:`workbench.charts.frames.COLUMNS`, one row a frame and outlet, in the order of rows and
            columns. Its attributes may hold the ``codebook`` and the ``aspect`` that cells open.
        style: colours, sizes, names of frames and what is highlighted.

    Returns:
        One mark a cell, with ``Focus(frame, outlet)``.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    cells = _cells(table)
    if not cells:
        panel.message("No frames to compare", "Choose a codebook with frames, or widen what is counted.")
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    frames = list(dict.fromkeys(cell.frame for cell in cells))
    outlets = list(dict.fromkeys(cell.outlet for cell in cells))
    known = [cell.per_1000 for cell in cells if math.isfinite(cell.per_1000)]
    most = max(known, default=0.0)
    names = {frame: plain_text(style.frame_name(frame)) for frame in frames}
    left = panel.pad + min(max(map(panel.measure, names.values())) + panel.em, 0.34 * panel.width)
    width = (panel.width - panel.pad - left) / len(outlets)
    head = panel.pad + 1.5 * panel.em
    bottom = panel.height - panel.pad - 2.0 * panel.note_height - 0.4 * panel.em
    row_height = min(max((bottom - head) / len(frames), 1.5 * panel.em), 3.4 * panel.em)
    shown = frames[: max(int((bottom - head) / row_height), 1)]
    for n, outlet in enumerate(outlets):
        _column_head(panel, left + n * width, width, outlet)
    emphasis = highlighted(style.focus, [cell.focus for cell in cells])
    lit = {cell.focus for cell, on in zip(cells, emphasis, strict=True) if on} if emphasis else set()
    marks: list[Mark] = []
    corners: list[list[tuple[float, float]]] = []
    colours: list[str] = []
    edges: list[str] = []
    for cell in cells:
        if cell.frame not in shown:
            continue
        x, y = left + outlets.index(cell.outlet) * width, head + shown.index(cell.frame) * row_height
        box = (x + 0.5, y + 0.5, x + width - 0.5, y + row_height - 0.5)
        corners.append([(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])])
        colours.append(_colour(panel, cell.per_1000, most))
        edges.append(panel.theme.accent if cell.focus in lit and has_subject(style.focus, cell.focus) else "none")
        _write(panel, cell, x + width / 2.0, y, width, row_height)
        whole = pixel_box(figure, (box[0], box[2]), (box[1], box[3]))
        marks.append(Mark(*whole, focus=cell.focus, label=cell.label(style.frame_name(cell.frame))))
    for n, frame in enumerate(shown):
        y = head + n * row_height
        chosen = style.focus.frame == frame
        weight = BOLD if chosen else REGULAR
        if chosen:
            panel.band(y, y + row_height)
        name = panel.elide(names[frame], left - panel.pad - 0.6 * panel.em, weight=weight)
        panel.text(panel.pad, y + 0.5 * row_height, name, weight=weight)
    figure.add_artist(
        PolyCollection(
            corners, facecolors=colours, edgecolors=edges, linewidths=1.6, transform=panel.pixels, zorder=-0.5
        )
    )
    _legend(panel, left, head + len(shown) * row_height + 0.4 * panel.em, most)
    left_out = f"{number(len(shown))} of {counted(len(frames), 'frame')}; enlarge to see more. "
    panel.note(f"{left_out if len(shown) < len(frames) else ''}{_note(cells)}")
    return HitMap(tuple(marks))


def describe_frame_heat(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and denominators, as plain sentences."""
    cells = _cells(table)
    if not cells:
        return "Frames by outlet as a heat map. No frames to compare yet."
    frames = list(dict.fromkeys(cell.frame for cell in cells))
    parts = [f"Passages of {counted(len(frames), 'frame')} per 1,000 words, a cell for each frame and outlet."]
    for frame in frames[:15]:
        own = [cell for cell in cells if cell.frame == frame]
        values = [
            f"{outlet_name(cell.outlet)} {rate(cell.per_1000)} ({counted(cell.hits, 'passage')} in"
            f" {number(cell.articles_with)} of {counted(cell.articles, 'article')})"
            for cell in own
        ]
        parts.append(f"{plain_text(frame)}: {listing(values)}.")
    if len(frames) > 15:
        parts.append(f"And {counted(len(frames) - 15, 'more frame')}.")
    parts.append(resting(REMARKS[cell.basis] for cell in cells if cell.basis in REMARKS))
    return " ".join(filter(None, parts))


def _column_head(panel: Panel, x: float, width: float, outlet: str) -> None:
    """The outlet's mark, and its name where there is room."""
    y = panel.pad + 0.5 * panel.em
    size = min(0.68 * panel.em, 0.7 * width)
    room = width - 1.4 * panel.em
    name = panel.elide(outlet_name(outlet), room, share=SMALL, middle=True) if room > 3.0 * panel.em else ""
    taken = panel.measure(name, share=SMALL) + 0.5 * panel.em if name else 0.0
    at = x + (width - taken) / 2.0
    panel.marker(at, y, outlet, size)
    panel.text(at + 0.6 * panel.em, y, name, share=SMALL)


def _write(panel: Panel, cell: _Cell, x: float, y: float, width: float, height: float) -> None:
    """The rate, and below it the count and n, as far as there is room."""
    weight = REGULAR if cell.basis == PROPOSED or not cell.hits else BOLD
    value = "–" if math.isnan(cell.per_1000) else rate(cell.per_1000)
    details = [
        f"{counted(cell.hits, 'passage')}, {number(cell.articles_with)} of {counted(cell.articles, 'article')}",
        f"{number(cell.hits)} in {number(cell.articles_with)} of {number(cell.articles)}",
        number(cell.hits),
    ]
    room = width - 0.5 * panel.em
    fitting = next((text for text in details if panel.measure(text, share=SMALL) <= room), "")
    two_lines = height >= 2.5 * panel.em and bool(fitting)
    if panel.measure(value, weight=weight) <= room:
        panel.text(x, y + height * (0.33 if two_lines else 0.5), value, align="center", weight=weight)
    if two_lines:
        panel.text(x, y + 0.72 * height, fitting, align="center", share=SMALL, colour=panel.theme.muted)


def _legend(panel: Panel, left: float, top: float, most: float) -> None:
    """Boxes from the colour of 0 to that of the highest rate."""
    side = 0.9 * panel.em
    y = top + 0.5 * panel.em
    panel.text(panel.pad, y, "per 1,000 words", share=SMALL, colour=panel.theme.muted)
    x = max(left, panel.pad + panel.measure("per 1,000 words", share=SMALL) + 0.8 * panel.em)
    corners, colours = [], []
    panel.text(x, y, "0", share=SMALL, colour=panel.theme.muted)
    x += panel.measure("0", share=SMALL) + 0.4 * panel.em
    for n in range(_STEPS):
        corners.append([(x, y - side / 2), (x + side, y - side / 2), (x + side, y + side / 2), (x, y + side / 2)])
        colours.append(_colour(panel, most * n / (_STEPS - 1) if most else 0.0, most))
        x += side
    panel.figure.add_artist(
        PolyCollection(corners, facecolors=colours, edgecolors=panel.theme.grid, linewidths=0.6, transform=panel.pixels)
    )
    panel.text(x + 0.4 * panel.em, y, rate(most), share=SMALL, colour=panel.theme.muted)


def _colour(panel: Panel, value: float, most: float) -> str:
    if math.isnan(value):
        return panel.theme.ground
    share = value / most if most else 0.0
    return blend(_COLOUR, panel.theme.ground, _FAINTEST + (_STRONGEST - _FAINTEST) * share)


def _note(cells: list[_Cell]) -> str:
    """What the numbers mean, and what bold ones do, where there are some."""
    numbers = "Below: passages, in so many of the outlet’s articles."
    if any(cell.hits and cell.basis != PROPOSED for cell in cells):
        return f"Bold: people judged passages of it. Others: proposals that nobody judged. {numbers}"
    return f"Proposals that nobody judged. {numbers}" if any(cell.hits for cell in cells) else ""


def _cells(table: pd.DataFrame) -> list[_Cell]:
    return [
        _Cell(
            frame=as_text(row["frame"]),
            outlet=as_text(row["outlet"]),
            hits=as_count(row["hits"]),
            per_1000=as_number(row["per_1000"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            articles=as_count(row["articles"]),
            articles_with=as_count(row["articles_with"]),
            words=as_count(row["words"]),
            basis=as_text(row["basis"]),
            focus=frame_focus(table, as_text(row["frame"]), as_text(row["outlet"])),
        )
        for row in table_rows(table, COLUMNS, "frames_by_outlet")
    ]
