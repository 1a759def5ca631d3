"""What annotation says of each word: its dictionary form and its part of speech.

The layer joins the store as annotation goes on. Words of articles that are not annotated yet, or in a language whose model
lacks it, have no lemma and no part of speech, and a search for one does not find them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.index.store import IntArray

ByteArray = npt.NDArray[np.uint8]

UNKNOWN: Final = -1
"""The lemma of a word of which nothing is known."""
PARTS_OF_SPEECH: Final = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X", "SPACE",
)  # fmt: skip
"""Universal parts of speech (https://universaldependencies.org/u/pos); the first one stands for "not known"."""


@dataclass(frozen=True, eq=False)
class WordLayer:
    """Lemma and part of speech of each of a store's N tokens."""

    lemma_ids: IntArray
    """``int32[N]``: an index into ``lemmas``, or :data:`UNKNOWN`."""
    lemmas: tuple[str, ...]
    """The distinct lemmas, folded like types, sorted."""
    parts: ByteArray
    """``uint8[N]``: an index into :data:`PARTS_OF_SPEECH`."""
    documents: npt.NDArray[np.bool_]
    """``bool[D]``: whether each document is annotated."""
