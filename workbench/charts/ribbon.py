"""Articles of a story as bars of their length, with bands between the passages that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style, blend, highlighted
from workbench.charts.table_rows import as_count, as_text, table_rows
from workbench.charts.wording import counted, number, outlet_name, quoted
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import passage_colour
from workbench.domain.spans import Span

COLUMNS: Final = ("group_id", "kind", "document_id", "outlet", "title", "start", "end", "length", "text")
"""A row for each passage of a group; ``length`` is that of its article in code points."""
KINDS: Final = {"same-quote": "Same quotation", "same-fact": "Same fact", "contradiction": "Contradiction"}
_BAND, _PASSAGE = 0.3, 0.9
"""Share of a kind's colour in the band between two passages, and in a passage."""
_LIT_BAND, _SUBDUED_BAND, _SUBDUED_PASSAGE = 0.6, 0.1, 0.35
"""The same where a group is highlighted: its own band, and what belongs to other groups."""
_CURVE: Final = 24


@dataclass(frozen=True, slots=True)
class _Member:
    group_id: str
    kind: str
    document_id: str
    outlet: str
    title: str
    start: int
    end: int
    length: int
    text: str

    @property
    def focus(self) -> Focus:
        return Focus(group=self.group_id, passage=Span(self.document_id, self.start, self.end))

    @property
    def label(self) -> str:
        what = KINDS.get(self.kind, self.kind)
        text = plain_text(self.text)
        return f"{what} in {outlet_name(self.outlet)}: {quoted(text if len(text) <= 120 else f'{text[:119]}…')}"


def draw_ribbon(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw each article as a bar, one below the other, and bands between passages of one group in articles that follow.

    Args:
        figure: is cleared; its height decides how many articles are drawn.
        table: the columns :data:`COLUMNS`, articles in the order in which they are drawn.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a passage, with ``Focus(group, passage)``.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    members = _members(table)
    articles = list({member.document_id: member for member in members}.values())
    if len(articles) < 2:
        panel.message(
            "No passages side by side", "Choose a story in which two outlets have passages that say the same."
        )
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    top, bottom = panel.pad + 1.9 * panel.em, panel.height - panel.pad - panel.note_height - 0.6 * panel.em
    most = max(int((bottom - top) / (4.2 * panel.em)), 2)
    shown = articles[:most]
    step = min((bottom - top) / len(shown), 9.0 * panel.em)
    bar, head = 0.9 * panel.em, 1.3 * panel.em
    left, width = panel.pad, panel.width - 2.0 * panel.pad
    longest = max(member.length for member in shown) or 1
    row = {member.document_id: n for n, member in enumerate(shown)}
    _legend(panel, {member.kind for member in members})
    for n, article in enumerate(shown):
        y = top + n * step
        panel.marker(left + 0.36 * panel.em, y + 0.5 * panel.em, article.outlet, 0.68 * panel.em)
        name = panel.elide(outlet_name(article.outlet), 0.35 * width, middle=True)
        panel.text(left + 1.05 * panel.em, y + 0.5 * panel.em, name)
        after = left + 1.05 * panel.em + panel.measure(name) + 0.6 * panel.em
        title = panel.elide(plain_text(article.title), panel.width - panel.pad - after, share=SMALL)
        panel.text(after, y + 0.5 * panel.em, title, share=SMALL, colour=panel.theme.muted)
        panel.strip((left, left + width * article.length / longest), (y + head, y + head + bar))
    boxes: dict[str, list[tuple[int, float, float]]] = {}
    kinds: dict[str, str] = {}
    marks: list[Mark] = []
    drawn: list[tuple[list[tuple[float, float]], str]] = []
    shown_members = [member for member in members if member.document_id in row]
    emphasis = highlighted(style.focus, [member.focus for member in shown_members])
    lit = {m.group_id for n, m in enumerate(shown_members) if emphasis is not None and emphasis[n]}
    for member in shown_members:
        y = top + row[member.document_id] * step + head
        low, high = (left + width * at / longest for at in (member.start, member.end))
        high = max(high, low + 2.0)
        boxes.setdefault(member.group_id, []).append((row[member.document_id], low, high))
        kinds[member.group_id] = member.kind
        share = _PASSAGE if member.group_id in lit or not lit else _SUBDUED_PASSAGE
        colour = blend(passage_colour(member.kind), panel.theme.ground, share)
        drawn.append(([(low, y), (high, y), (high, y + bar), (low, y + bar)], colour))
        if member.group_id in lit:
            panel.ring((low + high) / 2.0, y + bar / 2.0, (high - low) / 2.0 + 1.5, bar / 2.0 + 1.5)
        marks.append(Mark(*pixel_box(figure, (low, high), (y, y + bar)), focus=member.focus, label=member.label))
    bands = []
    for group, places in sorted(boxes.items(), key=lambda item: item[0] in lit):  # what is highlighted comes on top
        share = _BAND if not lit else _LIT_BAND if group in lit else _SUBDUED_BAND
        colour = blend(passage_colour(kinds[group]), panel.theme.ground, share)
        for (one, a, b), (other, c, d) in pairwise(sorted(places)):
            if one != other:
                ends = top + one * step + head + bar, top + other * step + head
                bands.append((_band((a, b), (c, d), ends), colour))
    for polygons, order in ((bands, -1.5), (drawn, 1.0)):
        figure.add_artist(
            PolyCollection(
                [points for points, _ in polygons], facecolors=[colour for _, colour in polygons], edgecolors="none",
                alpha=0.75 if order < 0 else 1.0, transform=panel.pixels, zorder=order,
            )
        )  # fmt: skip
    left_out = f"{number(len(shown))} of {counted(len(articles), 'article')}; enlarge to see more. "
    panel.note(f"{left_out if len(shown) < len(articles) else ''}Bars are as long as the articles.")
    return HitMap(tuple(marks))


def describe_ribbon(table: pd.DataFrame) -> str:
    """What the chart shows, with counts, as plain sentences."""
    members = _members(table)
    articles = {member.document_id for member in members}
    if len(articles) < 2:
        return "Passages that say the same in articles side by side. There are none."
    kinds = {member.group_id: member.kind for member in members}
    parts = [f"{counted(len(kinds), 'group')} of passages in {counted(len(articles), 'article')}."]
    for kind, name in KINDS.items():
        if own := sum(one == kind for one in kinds.values()):
            parts.append(f"{name}: {counted(own, 'group')}.")
    return " ".join(parts)


def _band(one: tuple[float, float], other: tuple[float, float], y: tuple[float, float]) -> list[tuple[float, float]]:
    share = np.linspace(0.0, 1.0, _CURVE)
    smooth = share * share * (3.0 - 2.0 * share)
    heights = y[0] + (y[1] - y[0]) * share
    sides = [[a + (b - a) * s for s in smooth] for a, b in zip(one, other, strict=True)]
    down = list(zip(sides[0], heights.tolist(), strict=True))
    up = list(zip(sides[1], heights.tolist(), strict=True))
    return [*down, *reversed(up)]


def _legend(panel: Panel, present: set[str]) -> None:
    x, y, side = panel.pad, panel.pad + 0.5 * panel.em, 0.8 * panel.em
    for kind, name in KINDS.items():
        if kind in present and x + side + panel.measure(name, share=SMALL) < panel.width - panel.pad:
            box = [(x, y - side / 2), (x + side, y - side / 2), (x + side, y + side / 2), (x, y + side / 2)]
            colour = blend(passage_colour(kind), panel.theme.ground, _PASSAGE)
            panel.figure.add_artist(PolyCollection([box], facecolors=[colour], transform=panel.pixels))
            panel.text(x + 1.45 * side, y, name, share=SMALL, colour=panel.theme.muted)
            x += round(1.45 * side + panel.measure(name, share=SMALL) + 1.3 * panel.em)


def _members(table: pd.DataFrame) -> list[_Member]:
    return [
        _Member(
            group_id=as_text(row["group_id"]),
            kind=as_text(row["kind"]),
            document_id=as_text(row["document_id"]),
            outlet=as_text(row["outlet"]),
            title=as_text(row["title"]),
            start=as_count(row["start"]),
            end=as_count(row["end"]),
            length=as_count(row["length"]),
            text=as_text(row["text"]),
        )
        for row in table_rows(table, COLUMNS, "ribbon")
    ]
