"""What collocations are called: measures by name, and the line that says how they were counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEASURE_NAMES: Final[Mapping[str, str]] = {
    "log_dice": "logDice",
    "mi": "MI",
    "mi3": "MI3",
    "t": "t-score",
    "g2": "G2",
    "npmi": "NPMI",
    "dice": "Dice",
    "delta_p_collocate": "ΔP(collocate | node)",
    "delta_p_node": "ΔP(node | collocate)",
    "count": "Count",
}
"""What collocates can be ranked by: columns of the table ``collocates``, and their names."""

MOST_PLACES: Final = 50
"""The largest window on one side, in words."""


def window_words(left: int, right: int) -> str:
    """A window in the notation of the field: ``5L 5R``."""
    return f"{left}L {right}R"


def notation(measure: str, left: int, right: int, minimum_count: int, *, within_sentences: bool) -> str:
    """How collocates were counted, in the notation of the field: measure, window, least count, bounds.

    >>> notation("log_dice", 5, 5, 3, within_sentences=False)
    'logDice, 5L 5R, minimum 3, within articles'
    """
    bounds = "within sentences" if within_sentences else "within articles"
    return f"{MEASURE_NAMES[measure]}, {window_words(left, right)}, minimum {minimum_count:,}, {bounds}"
