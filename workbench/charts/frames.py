"""How often each outlet uses each frame: dots per 1,000 words with intervals, hollow where nobody judged the passages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd
from matplotlib.figure import Figure

from workbench.charts.fonts import plain_text, unbroken
from workbench.charts.marks import FULL, HALF, HOLLOW
from workbench.charts.panel import Panel
from workbench.charts.rates import Rate, describe_rates, rate_groups, words_by_outlet
from workbench.charts.style import Style
from workbench.charts.table_rows import as_count, as_number, as_text, table_rows
from workbench.charts.value_chart import ValueChart, draw_values
from workbench.charts.wording import counted, listing, number, outlet_name
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap
from workbench.domain.palette import UNKNOWN_OUTLET

COLUMNS: Final = (
    "frame", "outlet", "hits", "per_1000", "low", "high", "articles", "words", "basis", "articles_with",
)  # fmt: skip
"""``hits`` are passages; ``articles`` and ``words`` are all that are counted of the outlet, ``articles_with`` those with a
passage. ``basis`` says what the hits rest on."""

JUDGED, PROPOSED, MIXED = "judged", "proposed", "mixed"
"""What numbers rest on, in the column ``basis``; ``none`` where there is no passage at all."""
FILLS: Final = {JUDGED: FULL, MIXED: HALF}
"""How much of a mark is filled by what its number rests on; it is hollow where nobody judged anything."""
REMARKS: Final = {
    PROPOSED: "proposals that nobody judged",
    MIXED: "partly proposals that nobody judged",
    JUDGED: "accepted by people",
}
"""What to say of a number by what it rests on."""

_UNIT: Final = ("passage", "passages")


def draw_frames(figure: Figure, table: pd.DataFrame, style: Style) -> HitMap:
    """Draw how many passages of each frame each outlet has, per 1,000 words.

    Args:
        figure: is cleared; its size decides how many frames are drawn.
        table: the columns :data:`COLUMNS`, one row a frame and outlet; ``low`` and ``high`` may be NaN. Frames are
            drawn from top to bottom, outlets within them, in the order of the table. Its attributes may hold the
            ``codebook`` and the ``aspect`` that marks open.
        style: colours, sizes, names of frames and what is highlighted.

    Returns:
        One mark a dot, with ``Focus(frame, outlet)``.

    Raises:
        ValueError: the table lacks a column, or has two different rows for a frame and outlet.
    """
    panel = Panel(figure, style)
    rates = _rates(table)
    if not rates:
        panel.message("No frames to compare", "Choose a codebook with frames, or widen what is counted.")
        return HitMap()
    fills = {r.fill for r in rates}
    key = f"passages per 1,000 words{_key(fills)}"
    chart = ValueChart(
        groups=rate_groups(
            rates,
            _UNIT,
            name=lambda frame: plain_text(style.frame_name(frame)),
            focus=lambda r: frame_focus(table, r.group, r.outlet),
        ),
        called=("frame", "frames"),
        bars=False,
        axis=f"{key}, {unbroken('95 % interval')} by article bootstrap",
        axis_without_intervals=f"{key}; too few articles for an interval",
        brief_axis=f"{key}, {unbroken('95 % interval')}",
        counts="passages",
        undefined="no words counted",
        details=words_by_outlet(rates),
        zero_line=False,
    )
    return draw_values(panel, chart)


def describe_frames(table: pd.DataFrame) -> str:
    """What the chart shows, with denominators and the largest values, as plain sentences."""
    rates = _rates(table)
    if not rates:
        return "How often each outlet uses each frame. No frames to compare yet."
    frames = [plain_text(frame) for frame in dict.fromkeys(r.group for r in rates)]
    outlets = [outlet_name(outlet) for outlet in dict.fromkeys(r.outlet for r in rates)]
    opening = (
        f"Passages of {counted(len(frames), 'frame')} ({listing(frames)}) per 1,000 words "
        f"in {counted(len(outlets), 'outlet')} ({listing(outlets)})."
    )
    return f"{opening} {describe_rates(rates, plain_text, _UNIT)} {resting(r.remark for r in rates if r.count)}".strip()


def frame_focus(table: pd.DataFrame, frame: str, outlet: str) -> Focus:
    """What a mark of a chart of frames opens: the passages that its number counts."""
    return Focus(
        frame=frame,
        outlet=outlet or UNKNOWN_OUTLET,
        codebook=str(table.attrs.get("codebook", "")),
        aspect=str(table.attrs.get("aspect", "")),
    )


def resting(remarks: Iterable[str]) -> str:
    """How many numbers rest on judgements and how many on proposals, as a sentence; empty without any."""
    said = list(remarks)
    if not said:
        return ""
    by_people = said.count(REMARKS[JUDGED])
    return (
        f"Of {counted(len(said), 'number')}, {number(by_people)} {'rests' if by_people == 1 else 'rest'} on passages that"
        f" people accepted, the others wholly or partly on proposals that nobody judged."
    )


def _key(fills: set[str]) -> str:
    """What marks that are not filled mean, as far as there are some."""
    if HALF in fills:
        return " (hollow: nobody judged; half: some did)"
    return " (hollow: nobody judged)" if HOLLOW in fills else ""


def _rates(table: pd.DataFrame) -> list[Rate]:
    return [
        Rate(
            group=as_text(row["frame"]),
            outlet=as_text(row["outlet"]),
            count=as_count(row["hits"]),
            per_1000=as_number(row["per_1000"]),
            low=as_number(row["low"]),
            high=as_number(row["high"]),
            articles=as_count(row["articles"]),
            words=as_count(row["words"]),
            documents=as_count(row["articles_with"]),
            remark=REMARKS.get(as_text(row["basis"]), ""),
            fill=FILLS.get(as_text(row["basis"]), HOLLOW),
        )
        for row in table_rows(table, COLUMNS, "frames")
    ]
