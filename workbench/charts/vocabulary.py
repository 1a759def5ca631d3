"""The whole vocabulary of two outlets: each term a point, by how frequent it is and in which outlet it is more frequent.

To the right: more frequent in both together. Up: more frequent in the first outlet, down: in the second (Log Ratio; Hardie
2014). This is clearer than one rate against the other, where nearly all points lie along one diagonal, and terms that
one outlet never has still have a place.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.transforms import IdentityTransform

from workbench.charts.fonts import BOLD, PIXELS_PER_POINT, REGULAR, plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.label_places import FloatArray, placed_labels
from workbench.charts.panel import SMALL, LegendEntry, Panel
from workbench.charts.style import Style, blend
from workbench.charts.wording import counted, listing, number, outlet_name, quoted, rate, times
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "outlet", "reference_outlet", "term", "count", "reference_count", "per_1000", "reference_per_1000", "g2", "log_ratio",
    "lrc", "documents", "reference_documents", "articles", "reference_articles", "words", "reference_words",
)  # fmt: skip
"""The columns of the table ``vocabulary`` that are drawn or described."""
MOST_POINTS: Final = 20_000
"""Points that are drawn at most, those with the largest G2."""
MOST_LABELS: Final = 40
MOST_MARKS: Final = 3_000
"""Points that can be clicked, those with the largest G2."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where values go, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    x: tuple[float, float]
    """Powers of ten of the rate for 1,000 words at both ends."""
    y: float
    """The Log Ratio at the upper end; its negative at the lower one."""

    def across(self, power: FloatArray) -> FloatArray:
        return np.asarray(self.left + (power - self.x[0]) / (self.x[1] - self.x[0]) * (self.right - self.left))

    def down(self, ratio: FloatArray) -> FloatArray:
        middle = (self.top + self.bottom) / 2.0
        return np.asarray(middle - ratio / self.y * (self.bottom - self.top) / 2.0)


def draw_vocabulary(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw every term of two outlets as a point, and name the strongest ones.

    A point has its outlet's colour where the conservative Log Ratio is not 0; grey points differ too little to tell.

    Args:
        figure: is cleared.
        table: the columns :data:`COLUMNS`, one row a term.
        style: colours, sizes and what is highlighted.

    Returns:
        A mark for each named point and the strongest others, with ``Focus(term, outlet)`` of the outlet that has it more.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise ValueError(f"the table for the vocabulary chart lacks: {', '.join(missing)}")
    if table.empty:
        panel.message("Two outlets are needed", "Include articles of at least two outlets, and choose two of them.")
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge the pane to see the vocabulary.")
        return HitMap()
    shown = table.iloc[np.argsort(-table["g2"].abs().to_numpy(), kind="stable")[:MOST_POINTS]].reset_index(drop=True)
    outlet, other = str(table["outlet"].iloc[0]), str(table["reference_outlet"].iloc[0])
    legend = panel.legend_lines(
        [
            LegendEntry(outlet, f"{number(table['words'].iloc[0])} words"),
            LegendEntry(other, f"{number(table['reference_words'].iloc[0])} words"),
        ],
        panel.width - 2 * panel.pad,
    )
    panel.legend(legend, panel.pad)
    plot = _plot(panel, shown, panel.pad + len(legend) * panel.legend_line_height)
    _grid(panel, plot, outlet, other)
    points = np.column_stack([plot.across(_powers(shown)), plot.down(shown["log_ratio"].to_numpy(dtype=np.float64))])
    focused = style.focus.term.strip('"').casefold()
    chosen = np.flatnonzero((shown["term"] == focused).to_numpy()).tolist() if focused else []
    _points(panel, shown, points, outlet, other, subdued=bool(chosen))
    named = _labels(panel, plot, shown, points, chosen)
    for n in chosen:
        panel.ring(points[n, 0], points[n, 1], 0.5 * panel.em, 0.5 * panel.em)
    marks = _marks(panel, shown, points, named)
    rest = len(table) - len(shown)
    left_out = f"{number(len(shown))} of {counted(len(table), 'term')}, those with the largest G2. " if rest else ""
    panel.note(f"{left_out}{counted(len(named), 'term')} named. Grey: conservative Log Ratio 0.")
    return HitMap(tuple(marks))


def describe_vocabulary(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and the strongest terms of both outlets, as plain sentences."""
    if table.empty:
        return "The vocabulary of two outlets, each term a point. Two outlets with counted words are needed."
    first = table.iloc[0]
    one, other = outlet_name(str(first["outlet"])), outlet_name(str(first["reference_outlet"]))
    parts = [
        f"{counted(len(table), 'term')} of {one} ({number(first['words'])} words in "
        f"{counted(first['articles'], 'article')}) and {other} ({number(first['reference_words'])} words in "
        f"{counted(first['reference_articles'], 'article')}), each a point: to the right the more frequent, up the more "
        f"frequent in {one}, down in {other}, by Log Ratio."
    ]
    for name, rows in ((one, table[table["lrc"] > 0]), (other, table[table["lrc"] < 0])):
        strongest = rows.iloc[np.argsort(-rows["g2"].abs().to_numpy(), kind="stable")[:5]]
        if len(strongest):
            ranked = [
                f"{quoted(term)} ({number(a)} : {number(b)})"
                for term, a, b in zip(strongest["term"], strongest["count"], strongest["reference_count"], strict=True)
            ]
            parts.append(f"{counted(len(rows), 'term')} of {name}, the strongest: {listing(ranked)}.")
        else:
            parts.append(f"No term of {name} differs enough to tell.")
    return " ".join(parts)


def _powers(table: pd.DataFrame) -> FloatArray:
    both = table["count"].to_numpy(dtype=np.float64) + table["reference_count"].to_numpy(dtype=np.float64)
    words = float(table["words"].iloc[0]) + float(table["reference_words"].iloc[0])
    return np.asarray(np.log10(both * 1000.0 / words))


def _plot(panel: Panel, table: pd.DataFrame, top: float) -> _Plot:
    powers = _powers(table)
    low, high = float(powers.min()), float(powers.max())
    margin = max(0.05 * (high - low), 0.1)
    widest = float(np.nanmax(np.abs(table["log_ratio"].to_numpy(dtype=np.float64))))
    left = panel.pad + panel.measure("−10", share=SMALL) + 0.5 * panel.em
    bottom = panel.height - panel.pad - panel.note_height - 2.9 * panel.em
    return _Plot(
        left,
        top + 0.9 * panel.em,
        panel.width - panel.pad,
        bottom,
        (low - margin, high + margin),
        1.12 * max(widest, 1.0),
    )


def _grid(panel: Panel, plot: _Plot, outlet: str, other: str) -> None:
    lines, colours = [], []
    step = max(math.ceil(plot.y / 4.0), 1)
    for ratio in range(-int(plot.y), int(plot.y) + 1):
        if ratio % step:
            continue
        y = float(plot.down(np.array(float(ratio))))
        lines.append([(plot.left, y), (plot.right, y)])
        colours.append(panel.theme.muted if ratio == 0 else panel.theme.grid)
        label = str(ratio).replace("-", "−")
        panel.text(plot.left - 0.4 * panel.em, y, label, align="right", share=SMALL, colour=panel.theme.muted)
    for power in range(math.ceil(plot.x[0]), math.floor(plot.x[1]) + 1):
        x = float(plot.across(np.array(float(power))))
        lines.append([(x, plot.top), (x, plot.bottom)])
        colours.append(panel.theme.grid)
        label = f"{10.0**power:,.{max(-power, 0)}f}"
        panel.text(x, plot.bottom + 0.8 * panel.em, label, align="center", share=SMALL, colour=panel.theme.muted)
    panel.figure.add_artist(LineCollection(lines, colors=colours, linewidths=0.75, transform=panel.pixels, zorder=0))
    titles = ("Times per 1,000 words of both; up and down: Log Ratio", "Per 1,000 words; up: Log Ratio", "Log Ratio")
    fitting = [title for title in titles if panel.measure(title, share=SMALL) <= plot.right - plot.left] or [titles[-1]]
    panel.axis_title(fitting[:1], (plot.left + plot.right) / 2.0, plot.bottom + 1.5 * panel.em)
    room = plot.right - plot.left - panel.em
    for y, name in ((plot.top + 0.3 * panel.em, outlet), (plot.bottom - 0.6 * panel.em, other)):
        text = panel.elide(f"more in {outlet_name(name)}", room, share=SMALL)
        panel.text(plot.right - 0.3 * panel.em, y, text, align="right", share=SMALL, colour=panel.theme.muted)


def _points(panel: Panel, table: pd.DataFrame, points: FloatArray, outlet: str, other: str, *, subdued: bool) -> None:
    lrc = table["lrc"].to_numpy(dtype=np.float64)
    diameter = 0.5 * panel.em / PIXELS_PER_POINT
    grey = blend(panel.theme.muted, panel.theme.ground, 0.45)
    for name, members, share in ((None, lrc == 0, 0.55), (outlet, lrc > 0, 1.0), (other, lrc < 0, 1.0)):
        shape, factor = ("o", 1.0) if name is None else panel.style.outlet_marker(name)
        marker = MarkerStyle(shape)
        colour = grey if name is None else panel.style.outlet_colour(name, subdued=subdued)
        dots = PathCollection(
            (marker.get_path().transformed(marker.get_transform()),),
            sizes=((diameter * factor * share) ** 2,),
            facecolors=colour,
            edgecolors=panel.theme.ground,
            linewidths=0.3,
            offsets=points[members],
            offset_transform=panel.pixels,
            zorder=1.0 if name is None else 2.0,
        )
        dots.set_transform(IdentityTransform())
        panel.figure.add_artist(dots)


def _labels(panel: Panel, plot: _Plot, table: pd.DataFrame, points: FloatArray, chosen: Sequence[int]) -> list[int]:
    """Names the strongest points of both sides in turn, those in focus first; which ones are named."""
    lrc = table["lrc"].to_numpy(dtype=np.float64)
    above, below = np.flatnonzero(lrc > 0).tolist(), np.flatnonzero(lrc < 0).tolist()
    turns = [n for pair in zip(above, below, strict=False) for n in pair]
    turns += (above if len(above) > len(below) else below)[min(len(above), len(below)) :]
    # more are tried than are named, as there is not always room
    wanted = list(dict.fromkeys([*chosen, *turns]))[: 3 * MOST_LABELS]
    names = [panel.elide(plain_text(term), 0.3 * panel.width) for term in table["term"].iloc[wanted]]
    places = placed_labels(
        points,
        wanted,
        [panel.measure(name, share=SMALL) for name in names],
        height=1.05 * panel.em,
        gap=0.35 * panel.em,
        bounds=(plot.left, plot.top + 0.9 * panel.em, plot.right, plot.bottom - 1.2 * panel.em),
    )
    lit = set(chosen)
    named: list[int] = []
    for n, name, area in zip(wanted, names, places, strict=True):
        if area is None or len(named) >= MOST_LABELS:
            continue
        weight = BOLD if n in lit else REGULAR
        panel.text(area.x, area.y, name, align="center", share=SMALL, weight=weight, colour=panel.theme.text)
        named.append(n)
    return named


def _marks(panel: Panel, table: pd.DataFrame, points: FloatArray, named: list[int]) -> list[Mark]:
    others = [n for n in range(min(len(table), MOST_MARKS)) if n not in set(named)]
    order = [*reversed(others), *reversed(named)]  # the strongest last: on top
    rows = table.iloc[order].to_dict("records")
    out = []
    for n, row in zip(order, rows, strict=True):
        x, y = float(points[n, 0]), float(points[n, 1])
        box = pixel_box(panel.figure, (x, x), (y, y))
        more = row["outlet"] if row["log_ratio"] >= 0 else row["reference_outlet"]
        out.append(Mark(*box, focus=Focus(term=row["term"], outlet=str(more) or UNKNOWN_OUTLET), label=_label(row)))
    return out


def _label(row: Mapping[Hashable, Any]) -> str:
    def side(which: str, outlet: object) -> str:
        count, words = float(row[f"{which}count"]), float(row[f"{which}words"])
        articles, every = float(row[f"{which}documents"]), float(row[f"{which}articles"])
        return (
            f"{outlet_name(str(outlet))} {times(count)} in {number(articles)} of {counted(every, 'article')} "
            f"({rate(float(row[f'{which}per_1000']))} per 1,000 of {number(words)} words)"
        )

    one, other = side("", row["outlet"]), side("reference_", row["reference_outlet"])
    if float(row["log_ratio"]) < 0:
        one, other = other, one
    return f"{quoted(str(row['term']))}: {one}, {other}; Log Ratio {rate(float(row['log_ratio']))}"
