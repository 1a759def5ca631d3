"""What each outlet covers, as a matrix: a row for each fact, voice, name and figure, a cell for each outlet."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from workbench.charts.fonts import BOLD, REGULAR, plain_text
from workbench.charts.hit_boxes import pixel_box
from workbench.charts.panel import SMALL, Panel
from workbench.charts.style import Style, blend
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.wording import counted, listing, number, outlet_name
from workbench.domain.coverage_rows import KIND_WORDS, row_of_subject, subject_of_row
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span

COLUMNS: Final = ("group_id", "kind", "name", "story_id", "covered", "outlets")
"""What the table must have besides the columns of each outlet."""
CELLS: Final = ("outlet", "of", "place", "document", "start", "end", "similarity", "text")
"""For an outlet ``X`` the columns are ``outlet:X`` and so on."""
_SHADES: Final = {"headline": 0.85, "lead": 0.5, "body": 0.22}
_PLACES: Final = {"headline": "headline", "lead": "lead", "body": "text"}
_SHORT: Final = {"headline": "H", "lead": "L", "body": "T"}
_MOST_DESCRIBED: Final = 15
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class _Cell:
    outlet: str
    count: int
    of: int
    place: str
    passage: Span | None
    similarity: float
    text: str

    def label(self, name: str) -> str:
        """The cell in words, with the sentence behind it or the nearest one."""
        where, articles = outlet_name(self.outlet), counted(self.of, "article")
        if self.count < 0:
            return f"{where} has no article of this story"
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[: _LONGEST - 1].rstrip()}…"
        if self.count:
            place = _PLACES.get(self.place, "text")
            return f"{name} in {where}: {number(self.count)} of {articles}, first in the {place}: “{text}”"
        if not text:
            return f"{name}: not in {where} ({articles}); no sentence comes near it"
        near = "" if math.isnan(self.similarity) else f" ({self.similarity:.2f})"
        return f"{name}: not in {where} ({articles}). Nearest{near}: “{text}”"


@dataclass(frozen=True, slots=True)
class _Row:
    group_id: str
    kind: str
    name: str
    story_id: str
    covered: int
    outlets: int
    cells: tuple[_Cell, ...]


def draw_omissions(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw what each outlet covers: filled with where it stands first, hollow where it is absent, hatched without an article.

    Args:
        figure: is cleared; its size decides how many rows are drawn.
        table: the columns :data:`COLUMNS`, and for each outlet those of :data:`CELLS`, in the order of rows and columns.
        style: colours, sizes and what is highlighted.

    Returns:
        One mark a cell of an outlet with articles: its passages, or the nearest sentence where it is absent.

    Raises:
        ValueError: the table lacks a column.
    """
    panel = Panel(figure, style)
    rows = _rows(table)
    if not rows:
        panel.message("Nothing to compare", "It takes a story with articles of two outlets.")
        return HitMap()
    if panel.is_too_small:
        panel.message("Too small", "Enlarge to see the chart.")
        return HitMap()
    outlets = [cell.outlet for cell in rows[0].cells]
    em = panel.em
    left = panel.pad + 0.42 * panel.width
    width = (panel.width - panel.pad - left) / len(outlets)
    head = panel.pad + 1.5 * em
    bottom = panel.height - panel.pad - panel.note_height - 0.5 * em
    height = 1.75 * em
    shown = rows[: max(int((bottom - head) / height), 1)]
    for n, outlet in enumerate(outlets):
        _column_head(panel, left + n * width, width, outlet)
    marks: list[Mark] = []
    for place, row in enumerate(shown):
        y = head + place * height
        chosen = _is_chosen(style.focus, row)
        if chosen:
            panel.band(y, y + height)
        _row_head(panel, row, y + height / 2.0, left, weight=BOLD if chosen else REGULAR)
        for n, cell in enumerate(row.cells):
            x = left + n * width
            lit = chosen and style.focus.outlet == (cell.outlet or UNKNOWN_OUTLET)
            _draw_cell(panel, cell, (x + 1.5, y + 1.5, x + width - 1.5, y + height - 1.5), lit=lit)
            if cell.count > 0 or cell.passage is not None:
                box = pixel_box(figure, (x, x + width), (y, y + height))
                marks.append(Mark(*box, focus=_focus(row, cell), label=cell.label(plain_text(row.name))))
    left_out = f"{number(len(shown))} of {counted(len(rows), 'row')}; enlarge to see more. "
    panel.note(
        f"{left_out if len(shown) < len(rows) else ''}Filled: covered. Hollow: absent, with the nearest similarity."
        " Hatched: no article."
    )
    return HitMap(tuple(marks))


def describe_omissions(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators, as plain sentences."""
    rows = _rows(table)
    if not rows:
        return "What each outlet covers. Nothing to compare yet."
    parts = [f"What each outlet covers: {counted(len(rows), 'row')}, a cell for each outlet."]
    for row in rows[:_MOST_DESCRIBED]:
        having = [f"{outlet_name(c.outlet)} ({number(c.count)} of {number(c.of)})" for c in row.cells if c.count > 0]
        without = [outlet_name(cell.outlet) for cell in row.cells if cell.count == 0]
        absent = f"; not in {listing(without)}" if without else ""
        parts.append(f"{plain_text(row.name)} ({KIND_WORDS.get(row.kind, row.kind)}): {listing(having)}{absent}.")
    if len(rows) > _MOST_DESCRIBED:
        parts.append(f"And {counted(len(rows) - _MOST_DESCRIBED, 'more row')}.")
    return " ".join(parts)


def _focus(row: _Row, cell: _Cell) -> Focus:
    """What a cell opens: the passages that cover it, or the sentence that comes nearest."""
    outlet = (cell.outlet or UNKNOWN_OUTLET) if cell.count > 0 else ""
    passage = None if cell.count > 0 else cell.passage
    return replace(subject_of_row(row.group_id, outlet), passage=passage)


def _is_chosen(focus: Focus, row: _Row) -> bool:
    return row_of_subject(focus) == row.group_id


def _column_head(panel: Panel, x: float, width: float, outlet: str) -> None:
    """The outlet's mark, and its name where there is room."""
    y = panel.pad + 0.5 * panel.em
    room = width - 1.4 * panel.em
    name = panel.elide(outlet_name(outlet), room, share=SMALL, middle=True) if room > 3.0 * panel.em else ""
    taken = panel.measure(name, share=SMALL) + 0.5 * panel.em if name else 0.0
    at = x + (width - taken) / 2.0
    panel.marker(at, y, outlet, min(0.68 * panel.em, 0.7 * width))
    panel.text(at + 0.6 * panel.em, y, name, share=SMALL)


def _row_head(panel: Panel, row: _Row, y: float, left: float, *, weight: int) -> None:
    """What the row is about, its kind, and how many outlets have it."""
    share = f"{number(row.covered)} of {number(row.outlets)}"
    right = left - 0.6 * panel.em
    panel.text(right, y, share, align="right", share=SMALL, colour=panel.theme.muted)
    kind = KIND_WORDS.get(row.kind, row.kind)
    panel.text(panel.pad, y, kind, share=SMALL, colour=panel.theme.muted)
    start = panel.pad + 3.2 * panel.em
    room = right - panel.measure("99 of 99", share=SMALL) - 0.6 * panel.em - start
    panel.text(start, y, panel.elide(plain_text(row.name), max(room, 0.0), weight=weight), weight=weight)


def _draw_cell(panel: Panel, cell: _Cell, box: tuple[float, float, float, float], *, lit: bool) -> None:
    left, top, right, bottom = box
    theme = panel.theme
    ground, edge, hatch, words = "none", blend(theme.muted, theme.ground, 0.45), "", ""
    if cell.count > 0:
        ground = blend(panel.style.outlet_colour(cell.outlet), theme.ground, _SHADES.get(cell.place, 0.22))
        edge = "none"
        share = f"{number(cell.count)} of {number(cell.of)}" if cell.of > 1 else ""
        place = _PLACES.get(cell.place, "text")
        words = next(
            (
                text
                for text in (f"{place} {share}".strip(), f"{_SHORT.get(cell.place, 'T')} {share}".strip())
                if panel.measure(text, share=SMALL) <= right - left - 0.4 * panel.em
            ),
            _SHORT.get(cell.place, "T"),
        )
    elif cell.count == 0:
        words = "" if math.isnan(cell.similarity) or not cell.text else f"{cell.similarity:.2f}"
    else:
        edge, hatch = theme.grid, "////"
    panel.figure.add_artist(
        Rectangle(
            (left, top),
            right - left,
            bottom - top,
            transform=panel.pixels,
            facecolor=ground,
            edgecolor=theme.accent if lit else edge,
            linewidth=1.8 if lit else 0.7,
            linestyle="-" if cell.count else (0, (3, 2)),
            hatch=hatch or None,
            zorder=-0.5,
        )
    )
    colour = theme.text if cell.count > 0 else theme.muted
    if panel.measure(words, share=SMALL) <= right - left:
        panel.text((left + right) / 2.0, (top + bottom) / 2.0, words, align="center", share=SMALL, colour=colour)


def _rows(table: pd.DataFrame) -> list[_Row]:
    outlets = [name.removeprefix("outlet:") for name in table.columns if str(name).startswith("outlet:")]
    names = [f"{cell}:{outlet}" for outlet in outlets for cell in CELLS]
    rows = list(table_rows(table, (*COLUMNS, *names), "omissions"))
    # outlets without an article of any story on show would be columns of nothing but hatching
    kept = [outlet for outlet in outlets if any(as_count(row[f"outlet:{outlet}"]) >= 0 for row in rows)]
    kept.sort(key=lambda outlet: outlet == "")  # one that is not known comes last, as everywhere
    return [
        _Row(
            group_id=as_text(row["group_id"]),
            kind=as_text(row["kind"]),
            name=as_text(row["name"]),
            story_id=as_text(row["story_id"]),
            covered=as_count(row["covered"]),
            outlets=as_count(row["outlets"]),
            cells=tuple(
                _Cell(
                    outlet=outlet,
                    count=as_count(row[f"outlet:{outlet}"]),
                    of=as_count(row[f"of:{outlet}"]),
                    place=as_text(row[f"place:{outlet}"]),
                    passage=_span(row[f"document:{outlet}"], row[f"start:{outlet}"], row[f"end:{outlet}"]),
                    similarity=as_number(row[f"similarity:{outlet}"]),
                    text=" ".join(as_text(row[f"text:{outlet}"]).split()),
                )
                for outlet in kept
            ),
        )
        for row in rows
    ]


def _span(document: object, start: object, end: object) -> Span | None:
    first, last = as_count(start), as_count(end)
    return Span(as_text(document), first, last) if as_text(document) and 0 <= first < last else None
