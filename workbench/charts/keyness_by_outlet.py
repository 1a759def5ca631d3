"""The strongest terms of every outlet in one picture: a row for each term, a cell for each outlet, coloured by Log Ratio."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from workbench.charts.fonts import BOLD, REGULAR, plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style, blend, has_subject
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.wording import counted, interval, listing, number, outlet_name, quoted, rate, sentence, times
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "of", "term", "outlet", "count", "per_1000", "log_ratio", "low", "high", "documents", "articles", "words",
)  # fmt: skip
"""The columns of the table ``keyness_by_outlet``."""
_MORE, _LESS = "#d97706", "#3b82f6"
_FULL: Final = 4.0
"""The Log Ratio from which a cell has its full colour: 16 times as frequent."""


@dataclass(frozen=True, slots=True)
class _Cell:
    of: str
    term: str
    outlet: str
    count: int
    per_1000: float
    log_ratio: float
    low: float
    high: float
    documents: int
    articles: int
    words: int

    @property
    def secured(self) -> bool:
        return self.low > 0 or self.high < 0

    @property
    def focus(self) -> Focus:
        return Focus(term=self.term, outlet=self.outlet or UNKNOWN_OUTLET)

    @property
    def label(self) -> str:
        values = sentence(
            f"{times(self.count)} in {number(self.documents)} of {counted(self.articles, 'article')}",
            f"{rate(self.per_1000)} per 1,000 of {number(self.words)} words",
            f"Log Ratio {rate(self.log_ratio)}",
            interval(self.low, self.high),
        )
        return f"{plain_text(self.term)} in {outlet_name(self.outlet)}: {values}"


def draw_keyness_by_outlet(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw the Log Ratio of each outlet's strongest terms in every outlet.

    Args:
        figure: is cleared; its height decides how many rows are drawn.
        table: the columns :data:`COLUMNS`: for each term, in the order of rows, a row for every outlet.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a cell, with ``Focus(term, outlet)``.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    groups = _groups(_cells(table))
    if not groups:
        panel.message("No distinctive terms", "Include articles of at least two outlets, or lower the minimum count.")
        return HitMap()
    outlets = list(dict.fromkeys(cell.outlet for rows in groups.values() for row in rows for cell in row))
    longest = max(panel.measure(plain_text(row[0].term)) for rows in groups.values() for row in rows)
    left = panel.pad + min(longest + panel.em, 0.34 * panel.width)
    width = (panel.width - panel.pad - left) / len(outlets)
    row_height, head_height = 1.45 * panel.em, 1.55 * panel.em
    y = panel.pad + 1.5 * panel.em
    bottom = panel.height - panel.pad - panel.note_height
    for n, outlet in enumerate(outlets):
        panel.marker(left + (n + 0.5) * width, panel.pad + 0.5 * panel.em, outlet, min(0.8 * panel.em, 0.8 * width))
    marks: list[Mark] = []
    corners: list[list[tuple[float, float]]] = []
    colours: list[str] = []
    edges: list[str] = []
    drawn = total = 0
    for of, rows in groups.items():
        total += len(rows)
        if y + head_height + row_height > bottom:
            continue
        panel.marker(panel.pad + 0.36 * panel.em, y + 0.5 * head_height, of, 0.68 * panel.em)
        name = panel.elide(outlet_name(of), panel.width - 2 * panel.pad - panel.em, middle=True)
        panel.text(panel.pad + panel.em, y + 0.5 * head_height, name, share=SMALL, colour=panel.theme.muted)
        y += head_height
        for row in rows:
            if y + row_height > bottom:
                break
            lit = has_subject(style.focus, row[0].focus)
            term = panel.elide(plain_text(row[0].term), left - panel.pad - 0.6 * panel.em)
            if lit:
                panel.band(y, y + row_height)
            panel.text(panel.pad, y + 0.5 * row_height, term, weight=BOLD if lit else REGULAR)
            for cell in row:
                x = left + outlets.index(cell.outlet) * width
                box = (x + 0.5, y + 0.5, x + width - 0.5, y + row_height - 0.5)
                corners.append([(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])])
                colours.append(_colour(panel, cell))
                edges.append(panel.theme.text if cell.secured else "none")
                count = number(cell.count)
                if panel.measure(count, share=SMALL) <= width - 0.3 * panel.em:
                    panel.text(x + width / 2.0, y + 0.5 * row_height, count, align="center", share=SMALL)
                whole = pixel_box(figure, (box[0], box[2]), (box[1], box[3]))
                marks.append(Mark(*whole, focus=cell.focus, label=cell.label))
            y += row_height
            drawn += 1
        y += 0.3 * panel.em
    figure.add_artist(
        PolyCollection(
            corners, facecolors=colours, edgecolors=edges, linewidths=0.8, transform=panel.pixels, zorder=-0.5
        )
    )
    left_out = f"{number(drawn)} of {counted(total, 'term')}; enlarge to see more. " if drawn < total else ""
    notes = (
        "Numbers: times. Orange: more than in the others, blue: less. Outlined: 95 % interval without 0.",
        "Orange: more, blue: less. Outlined: interval without 0.",
        "Orange: more, blue: less.",
    )
    fitting = [n for n in notes if panel.measure(left_out + n, share=SMALL) <= panel.width - 2 * panel.pad]
    panel.note(left_out + (fitting or notes[-1:])[0])
    return HitMap(tuple(marks))


def describe_keyness_by_outlet(table: pd.DataFrame) -> str:
    """What the chart shows, with counts and denominators, as plain sentences."""
    groups = _groups(_cells(table))
    if not groups:
        return "The strongest terms of every outlet against the others. There are none yet."
    parts = [
        f"The strongest terms of {counted(len(groups), 'outlet')} and their Log Ratio in every outlet against all others "
        "(1 = twice as frequent)."
    ]
    for of, rows in list(groups.items())[:12]:
        own = [next((cell for cell in row if cell.outlet == of), row[0]) for row in rows]
        ranked = [f"{quoted(cell.term)} {rate(cell.log_ratio)} ({times(cell.count)})" for cell in own[:3]]
        size = f"{number(own[0].words)} words in {counted(own[0].articles, 'article')}"
        parts.append(f"{outlet_name(of)} ({size}): {listing(ranked)}.")
    if len(groups) > 12:
        parts.append(f"And {counted(len(groups) - 12, 'more outlet')}.")
    cells = [cell for rows in groups.values() for row in rows for cell in row]
    known = [cell for cell in cells if not math.isnan(cell.low)]
    if known:
        secured = sum(cell.secured for cell in known)
        parts.append(f"In {number(secured)} of {counted(len(known), 'cell')} the 95 % interval does not include 0.")
    else:
        parts.append("No interval is shown, as there are too few articles for one.")
    return " ".join(parts)


def _colour(panel: Panel, cell: _Cell) -> str:
    if math.isnan(cell.log_ratio):
        return panel.theme.ground
    share = 0.06 + 0.54 * min(abs(cell.log_ratio) / _FULL, 1.0)
    return blend(_MORE if cell.log_ratio > 0 else _LESS, panel.theme.ground, share)


def _groups(cells: Sequence[_Cell]) -> dict[str, list[list[_Cell]]]:
    """Rows of cells by the outlet that their term is of."""
    rows: dict[tuple[str, str], list[_Cell]] = {}
    for cell in cells:
        rows.setdefault((cell.of, cell.term), []).append(cell)
    out: dict[str, list[list[_Cell]]] = {}
    for (of, _), row in rows.items():
        out.setdefault(of, []).append(row)
    return out


def _cells(table: pd.DataFrame) -> list[_Cell]:
    return [
        _Cell(
            of=as_text(row["of"]),
            term=as_text(row["term"]),
            outlet=as_text(row["outlet"]),
            count=as_count(row["count"]),
            per_1000=as_number(row["per_1000"]),
            log_ratio=as_number(row["log_ratio"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            documents=as_count(row["documents"]),
            articles=as_count(row["articles"]),
            words=as_count(row["words"]),
        )
        for row in table_rows(table, COLUMNS, "keyness_by_outlet")
    ]
