"""What the lines of a concordance can be sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workbench.domain.errors import UsageError

CONTEXT_KEYS: Final = ("3L", "2L", "1L", "1R", "2R", "3R")
"""The nth word to the left or to the right."""
SORT_KEYS: Final = (*CONTEXT_KEYS, "node", "outlet", "date")
"""A word of the context, the passage itself, the outlet of the article, or its date. Several can follow one another."""


def checked_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Keys to sort by, each once.

    Raises:
        UsageError: one of them is not in :data:`SORT_KEYS`.
    """
    for key in keys:
        if key not in SORT_KEYS:
            raise UsageError(f"A concordance can't be sorted by “{key}”. Choose from: {', '.join(SORT_KEYS)}.")
    return tuple(dict.fromkeys(keys))


def place_of(key: str) -> int:
    """How many words a key is away from the passage: negative on the left, 0 for what is no word of the context."""
    if key not in CONTEXT_KEYS:
        return 0
    return -int(key[0]) if key[1] == "L" else int(key[0])
