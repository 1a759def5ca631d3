"""The words near a node as a network: stronger collocates nearer to it, lines between those that stand together.

Nothing is drawn at random: the place of a collocate follows from its strength and from what it stands together with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from workbench.charts.apart import Area, moved_apart, without_overlaps
from workbench.charts.collocates import Window
from workbench.charts.fonts import BOLD, PIXELS_PER_POINT, REGULAR, plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style, blend, highlighted
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.wording import counted, listing, number, quoted, rate, times
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import term_styles

COLUMNS: Final = (
    "collocate", "other", "count", "log_dice", "node_count", "collocate_count", "other_count", "documents",
)  # fmt: skip
"""The columns of the table ``collocate_links``."""
_EXPLAINED: Final = (
    "Nearer: higher logDice. Larger: more often. Lines between: in the same window.",
    "Nearer: higher logDice. Lines between: same window.",
    "Nearer: higher logDice.",
)
_LINKS_EACH: Final = 3
"""Lines to other collocates that a collocate begins at most, the strongest ones."""


@dataclass(frozen=True, slots=True)
class _Collocate:
    word: str
    count: int
    log_dice: float
    documents: int
    node_count: int
    total: int

    def label(self, window: Window) -> str:
        return (
            f"{quoted(self.word)} near {quoted(window.node)}: {times(self.count)} in "
            f"{counted(self.documents, 'article')}, logDice {rate(self.log_dice)} "
            f"(the node {times(self.node_count)}, the word {times(self.total)})"
        )


@dataclass(frozen=True, slots=True)
class _Link:
    one: str
    other: str
    count: int
    log_dice: float
    windows: int
    with_one: int
    with_other: int

    def label(self, window: Window) -> str:
        return (
            f"{quoted(self.one)} and {quoted(self.other)} together near {quoted(window.node)}: in "
            f"{number(self.count)} of {counted(self.windows, 'window')}, logDice {rate(self.log_dice)} "
            f"({number(self.with_one)} have the first, {number(self.with_other)} the second)"
        )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A collocate with the middle of its dot and its size, in pixels, and the area that dot and word take."""

    collocate: _Collocate
    x: float
    y: float
    diameter: float
    area: Area
    to_the_right: bool
    """Whether the word stands behind the dot."""


def draw_collocate_network(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw collocates around their node.

    Args:
        figure: is cleared; its size decides how many collocates are drawn.
        table: the columns :data:`COLUMNS`, rows without ``other`` by strength, then links by strength; ``attrs`` as for
            :func:`workbench.charts.collocates.draw_collocates`.
        style: colours, sizes and what is highlighted.

    Returns:
        A mark for each line between collocates, for the node, and for each collocate.
    """
    panel, window = Panel(figure, style), Window.of(table)
    collocates, links = _read(table)
    if not window.subject.subject:
        panel.message("No node yet", "Search for a term or choose an entity: its collocates are the words near it.")
        return HitMap()
    if not collocates:
        panel.message("No collocates", "Widen the window, lower the minimum count, or include more articles.")
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    em = panel.em
    bottom = panel.height - panel.pad - panel.note_height
    middle = (panel.width / 2.0, (panel.pad + bottom) / 2.0)
    name = panel.elide(plain_text(window.node), 0.34 * panel.width, weight=BOLD)
    centre = Area(*middle, panel.measure(name, weight=BOLD) / 2.0 + 0.9 * em, 1.15 * em)
    placed = _place(panel, collocates, links, centre, bottom)
    shown = {one.collocate.word: one for one in placed}
    drawn = _strongest([link for link in links if link.one in shown and link.other in shown])

    emphasis = highlighted(style.focus, [window.focus(word) for word in shown])
    lit = {word for word, on in zip(shown, emphasis or (), strict=False) if on}
    if len(lit) == len(shown):  # the node itself is highlighted
        lit = set()
    colours = {word: one.colour(style.dark) for word, one in term_styles(shown).items()}
    range_of = _range([one.collocate.log_dice for one in placed])
    link_range = _range([link.log_dice for link in drawn])
    ground, muted = style.theme.ground, style.theme.muted
    for link in drawn:
        strength = _share(link.log_dice, link_range)
        quiet = bool(lit) and not ({link.one, link.other} & lit)
        colour = blend(muted, ground, 0.12 if quiet else 0.3 + 0.25 * strength)
        _line(panel, shown[link.one], shown[link.other], (0.6 + 1.4 * strength), colour, -3.0)
    for one in placed:
        strength = _share(one.collocate.log_dice, range_of)
        quiet = bool(lit) and one.collocate.word not in lit
        colour = blend(colours[one.collocate.word], ground, 0.2 if quiet else 0.6)
        _segment(panel, middle, (one.x, one.y), 0.8 + 3.2 * strength, colour, -2.0)
    marks = [_link_mark(panel, link, shown, window) for link in drawn]
    marks.append(_draw_node(panel, centre, name, window, placed[0].collocate.node_count))
    for one in placed:
        word = one.collocate.word
        _draw_collocate(panel, one, colours[word], chosen=word in lit, subdued=bool(lit) and word not in lit)
        half_width, half_height = one.area.half_width, one.area.half_height
        box = pixel_box(
            figure,
            (one.area.x - half_width, one.area.x + half_width),
            (one.area.y - half_height, one.area.y + half_height),
        )
        marks.append(Mark(*box, focus=window.focus(word), label=one.collocate.label(window)))
    left_out = f"{number(len(placed))} of {counted(len(collocates), 'collocate')}; enlarge to see more. "
    notes = [(left_out if len(placed) < len(collocates) else "") + explained for explained in _EXPLAINED]
    fitting = [note for note in notes if panel.measure(note, share=SMALL) <= panel.width - 2 * panel.pad]
    panel.note(fitting[0] if fitting else notes[-1])
    return HitMap(tuple(marks))


def describe_collocate_network(table: pd.DataFrame) -> str:
    """What the network shows, with counts and the strongest collocates and links, as plain sentences."""
    window = Window.of(table)
    collocates, links = _read(table)
    if not collocates:
        return "The words near a term or an entity as a network. There are none yet."
    strongest = [f"{quoted(one.word)} with {rate(one.log_dice)} ({times(one.count)})" for one in collocates[:3]]
    parts = [
        f"{counted(len(collocates), 'word')} near {quoted(window.node)} ({window.words}), which occurs "
        f"{times(collocates[0].node_count)}; the higher their logDice, the nearer. First: {listing(strongest)}."
    ]
    if links:
        together = [f"{quoted(link.one)} and {quoted(link.other)} in {number(link.count)}" for link in links[:3]]
        parts.append(
            f"{counted(len(links), 'pair')} of them {'stands' if len(links) == 1 else 'stand'} together more often than by "
            f"chance: {listing(together)} of {counted(links[0].windows, 'window')}."
        )
    else:
        parts.append("No two of them stand together more often than by chance.")
    return " ".join(parts)


# -- places ----------------------------------------------------------------------------------------------------------


def _place(
    panel: Panel, collocates: Sequence[_Collocate], links: Sequence[_Link], centre: Area, bottom: float
) -> list[_Placed]:
    """Where collocates go: as many as there is room for, the strongest first."""
    em, pad = panel.em, float(panel.pad)
    bounds = (pad, pad, panel.width - pad, bottom)
    room = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    most = max(one.count for one in collocates)
    sizes = {one.word: em * (0.5 + 1.1 * math.sqrt(one.count / most)) for one in collocates}
    names = {one.word: panel.elide(plain_text(one.word), 0.3 * panel.width) for one in collocates}
    widths = {word: panel.measure(name, weight=BOLD) for word, name in names.items()}

    def half(word: str) -> tuple[float, float]:
        return (sizes[word] + 0.35 * em + widths[word] + 0.5 * em) / 2.0, (max(sizes[word], 1.15 * em) + 0.2 * em) / 2.0

    taken = 4.0 * centre.half_width * centre.half_height
    chosen: list[_Collocate] = []
    for one in collocates:
        taken += 4.0 * half(one.word)[0] * half(one.word)[1]
        if taken > 0.5 * room and chosen:
            break
        chosen.append(one)
    ring = _around([one.word for one in chosen], links)
    scale = _range([one.log_dice for one in chosen])
    widest = max(half(one.word)[0] for one in chosen)
    across = max((bounds[2] - bounds[0]) / 2.0 - widest, centre.half_width)
    upright = max((bounds[3] - bounds[1]) / 2.0 - 1.2 * em, centre.half_height)
    wanted = []
    for one in chosen:
        angle = 2.0 * math.pi * ring.index(one.word) / len(ring) - math.pi / 2.0 + math.pi / max(len(ring), 2)
        distance = 1.0 - 0.52 * _share(one.log_dice, scale)
        width, height = half(one.word)
        wanted.append(
            Area(
                centre.x + across * distance * math.cos(angle),
                centre.y + upright * distance * math.sin(angle),
                width,
                height,
            )
        )
    moved = moved_apart(wanted, [centre], bounds)
    placed = []
    for n in without_overlaps(moved, [centre]):
        one, area = chosen[n], moved[n]
        right, size = area.x >= centre.x, sizes[one.word]
        edge = 0.25 * em + size / 2.0
        x = area.x - area.half_width + edge if right else area.x + area.half_width - edge
        placed.append(_Placed(one, x, area.y, size, area, right))
    return placed


def _around(words: Sequence[str], links: Sequence[_Link]) -> list[str]:
    """The order around the node: behind each word the one that it stands together with most, else the next strongest."""
    strength = {frozenset((link.one, link.other)): link.log_dice for link in links}
    rest = list(words)
    order: list[str] = []
    while rest:
        if order:
            linked = [word for word in rest if frozenset((order[-1], word)) in strength]
            best = max(linked, key=lambda word: strength[frozenset((order[-1], word))]) if linked else rest[0]
        else:
            best = rest[0]
        order.append(best)
        rest.remove(best)
    return order


def _strongest(links: Sequence[_Link]) -> list[_Link]:
    """A few links of each collocate, so that a picture of many is no tangle."""
    begun: dict[str, int] = {}
    kept = []
    for link in links:
        if min(begun.get(link.one, 0), begun.get(link.other, 0)) < _LINKS_EACH:
            kept.append(link)
            for word in (link.one, link.other):
                begun[word] = begun.get(word, 0) + 1
    return kept


def _range(values: Sequence[float]) -> tuple[float, float]:
    finite = [value for value in values if math.isfinite(value)]
    return (min(finite), max(finite)) if finite else (0.0, 0.0)


def _share(value: float, scale: tuple[float, float]) -> float:
    """Where a value lies between the least (0) and the greatest (1)."""
    low, high = scale
    return (value - low) / (high - low) if high > low and math.isfinite(value) else 1.0


# -- drawing ---------------------------------------------------------------------------------------------------------


def _segment(
    panel: Panel, begin: tuple[float, float], end: tuple[float, float], width: float, colour: str, zorder: float
) -> None:
    panel.figure.add_artist(
        Line2D(
            [begin[0], end[0]],
            [begin[1], end[1]],
            transform=panel.pixels,
            color=colour,
            linewidth=width / PIXELS_PER_POINT,
            solid_capstyle="butt",
            zorder=zorder,
        )
    )


def _line(panel: Panel, one: _Placed, other: _Placed, width: float, colour: str, zorder: float) -> None:
    _segment(panel, (one.x, one.y), (other.x, other.y), width, colour, zorder)


def _dot(panel: Panel, x: float, y: float, diameter: float, colour: str, edge: str, zorder: float) -> None:
    panel.figure.add_artist(
        Line2D(
            [x],
            [y],
            transform=panel.pixels,
            linestyle="none",
            marker="o",
            markersize=diameter / PIXELS_PER_POINT,
            markerfacecolor=colour,
            markeredgecolor=edge,
            markeredgewidth=1.3 if edge != colour else 0.0,
            zorder=zorder,
        )
    )


def _draw_node(panel: Panel, centre: Area, name: str, window: Window, occurrences: int) -> Mark:
    panel.figure.add_artist(
        FancyBboxPatch(
            (centre.x - centre.half_width, centre.y - centre.half_height),
            2.0 * centre.half_width,
            2.0 * centre.half_height,
            boxstyle=f"round,pad=0,rounding_size={centre.half_height}",
            transform=panel.pixels,
            facecolor=panel.theme.highlight,
            edgecolor=panel.theme.accent,
            linewidth=1.2,
            zorder=0.5,
        )
    )
    panel.text(centre.x, centre.y, name, align="center", weight=BOLD)
    box = pixel_box(
        panel.figure,
        (centre.x - centre.half_width, centre.x + centre.half_width),
        (centre.y - centre.half_height, centre.y + centre.half_height),
    )
    return Mark(*box, focus=window.subject, label=f"{quoted(window.node)}, the node: {times(occurrences)}")


def _draw_collocate(panel: Panel, one: _Placed, colour: str, *, chosen: bool, subdued: bool) -> None:
    theme, em = panel.theme, panel.em
    fill = blend(colour, theme.ground, 0.35) if subdued else colour
    _dot(panel, one.x, one.y, one.diameter, fill, theme.accent if chosen else fill, 1.0)
    distance = one.diameter / 2.0 + 0.35 * em
    name = panel.elide(plain_text(one.collocate.word), 0.3 * panel.width)
    panel.text(
        one.x + distance if one.to_the_right else one.x - distance,
        one.y,
        name,
        align="left" if one.to_the_right else "right",
        weight=BOLD if chosen else REGULAR,
        colour=theme.muted if subdued else theme.text,
    )


def _link_mark(panel: Panel, link: _Link, shown: dict[str, _Placed], window: Window) -> Mark:
    one, other = shown[link.one], shown[link.other]
    x, y = (one.x + other.x) / 2.0, (one.y + other.y) / 2.0
    box = pixel_box(panel.figure, (x, x), (y, y))
    return Mark(*box, focus=window.focus(f"{link.one} {link.other}"), label=link.label(window))


# -- reading ---------------------------------------------------------------------------------------------------------


def _read(table: pd.DataFrame) -> tuple[list[_Collocate], list[_Link]]:
    collocates, links = [], []
    for row in table_rows(table, COLUMNS, "collocate_network"):
        if as_text(row["other"]):
            links.append(
                _Link(
                    one=as_text(row["collocate"]),
                    other=as_text(row["other"]),
                    count=as_count(row["count"]),
                    log_dice=as_number(row["log_dice"]),
                    windows=as_count(row["node_count"]),
                    with_one=as_count(row["collocate_count"]),
                    with_other=as_count(row["other_count"]),
                )
            )
        else:
            collocates.append(
                _Collocate(
                    word=as_text(row["collocate"]),
                    count=as_count(row["count"]),
                    log_dice=as_number(row["log_dice"]),
                    documents=as_count(row["documents"]),
                    node_count=as_count(row["node_count"]),
                    total=as_count(row["collocate_count"]),
                )
            )
    return collocates, links
