"""The chart of lists of words: which table it shows and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.charts.frames import describe_frames, draw_frames
from workbench.domain.codebook_choices import WORD_LISTS
from workbench.domain.measured import Measured
from workbench.workspace.chart import Chart, grouped_height
from workbench.workspace.frame_focus import aspect_of

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making


def _lists(making: Making) -> Measured:
    """Passages of each list by outlet; its marks open the passages of the list."""
    measured = making.table("word_lists_by_outlet")
    table = measured.table.copy(deep=False)
    table.attrs = {
        "codebook": WORD_LISTS,
        "aspect": aspect_of(making.options),
        "called": ("list of words", "lists of words"),
    }
    return Measured(table, measured.notes)


CHARTS: Final = (
    Chart("word_lists", "Lists of words by outlet", _lists, draw_frames, describe_frames, grouped_height("frame")),
)
"""The chart of lists of words."""
