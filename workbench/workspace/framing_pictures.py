"""The charts of frames: which table each one shows and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from workbench.charts.frame_difference import describe_frame_difference, draw_frame_difference
from workbench.charts.frame_heat import describe_frame_heat, draw_frame_heat
from workbench.charts.frame_parts import describe_frame_parts, draw_frame_parts
from workbench.charts.frames import describe_frames, draw_frames
from workbench.domain.measured import Measured
from workbench.workspace.chart import Chart, grouped_height
from workbench.workspace.frame_focus import aspect_of

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making


def _with_focus(making: Making, name: str) -> Measured:
    """A table of frames that knows what its marks open: the passages that it counts."""
    measured = making.table(name)
    table = measured.table.copy(deep=False)
    table.attrs = {"codebook": making.options.codebook, "aspect": aspect_of(making.options)}
    return Measured(table, measured.notes)


def _parts(making: Making) -> Measured:
    """The parts of articles; each mark adds its own part to what it opens."""
    measured = making.table("frames_by_part")
    table = measured.table.copy(deep=False)
    table.attrs = {"codebook": making.options.codebook, "verdict": making.options.frame_basis}
    return Measured(table, measured.notes)


def _part_height(table: pd.DataFrame) -> float:
    return float(len(table[["frame", "place", "voice"]].drop_duplicates()) * (table["outlet"].nunique() * 8 + 6))


def _frame_height(table: pd.DataFrame) -> float:
    return 40.0 * table["frame"].nunique()


CHARTS: Final = (
    Chart(
        "frames",
        "Frames by outlet",
        lambda making: _with_focus(making, "frames_by_outlet"),
        draw_frames,
        describe_frames,
        grouped_height("frame"),
    ),
    Chart(
        "frames_heat",
        "Frames by outlet, as a map",
        lambda making: _with_focus(making, "frames_by_outlet"),
        draw_frame_heat,
        describe_frame_heat,
        _frame_height,
    ),
    Chart(
        "frames_difference",
        "Frames of two outlets",
        lambda making: _with_focus(making, "frame_differences"),
        draw_frame_difference,
        describe_frame_difference,
        lambda table: 24.0 * len(table),
    ),
    Chart(
        "frames_by_part",
        "Frames by part of the article",
        _parts,
        draw_frame_parts,
        describe_frame_parts,
        _part_height,
    ),
)
"""The charts of frames."""
