"""How well each entry of a codebook does: the precision of its proposals on what people said of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analysis.frame_counting import Counted
from workbench.analysis.frame_passages import ACCEPTED, OPEN
from workbench.analysis.wilson import wilson_intervals
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.arrays import LongArray


def frame_entries(counted: Counted) -> Measured:
    """Each entry of the codebook with its hits and its precision.

    Args:
        counted: the passages. All that stand where the view looks are hits, whatever was said of them.

    Returns:
        Table ``frame_entries``: ``hits``, the ``documents`` with one, how many were ``judged`` and ``accepted`` of them, the
        ``precision`` (accepted by judged; not a number before anything is judged) with its 95 % interval after Wilson, the
        ``weight`` that the codebook gives the entry, and the ``item`` (question) that it speaks to. Frames and entries in
        the order of the codebook; entries that are not in it come last in their frame.
    """
    passages, codebook = counted.passages, counted.passages.codebook
    width = len(passages.entry_names)
    seen = counted.seen & (passages.entries >= 0)
    hits = np.bincount(passages.entries[seen], minlength=width)
    pairs = np.unique(passages.documents[seen] * max(width, 1) + passages.entries[seen])
    documents = np.bincount(pairs % max(width, 1), minlength=width)
    judged = np.bincount(passages.entries[seen & (passages.verdicts != OPEN)], minlength=width)
    accepted = np.bincount(passages.entries[seen & (passages.verdicts == ACCEPTED)], minlength=width)
    number = {name: n for n, name in enumerate(passages.entry_names)}
    rows: list[tuple[object, ...]] = []
    for place, frame in enumerate(codebook.frames):
        own = {entry.text: (entry.weight, frame.items[entry.item]) for entry in frame.entries}
        others = {text: (1.0, "") for of, text in passages.entry_names if of == place and text not in own}
        for text, (weight, item) in (own | others).items():
            at = number.get((place, text))
            values = tuple(int(counts[at]) if at is not None else 0 for counts in (hits, documents, judged, accepted))
            rows.append((codebook.name, frame.name, text, *values, np.nan, np.nan, np.nan, weight, item))
    table = pd.DataFrame(rows, columns=list(TABLES["frame_entries"]))
    of, right = table["judged"].to_numpy(dtype=np.float64), table["accepted"].to_numpy(dtype=np.float64)
    low, high = wilson_intervals(right, of)
    precision = np.divide(right, of, out=np.full(of.size, np.nan), where=of > 0)
    table = table.assign(precision=precision, low=low, high=high)
    total, said = int(table["hits"].sum()), int(table["judged"].sum())
    notes = (
        f"{said:,} of {total:,} proposals were judged. Precision is the share of accepted ones among them, with Wilson’s"
        " 95 % interval.",
    )
    return Measured(table, notes)


def entry_precision(counted: Counted) -> tuple[LongArray, LongArray]:
    """Accepted and judged proposals of each entry in ``entry_names``, in the whole corpus: more judgements tell more."""
    passages = counted.passages
    width = len(passages.entry_names)
    of_entry = passages.entries >= 0
    judged = np.bincount(passages.entries[of_entry & (passages.verdicts != OPEN)], minlength=width)
    accepted = np.bincount(passages.entries[of_entry & (passages.verdicts == ACCEPTED)], minlength=width)
    return accepted.astype(np.int64), judged.astype(np.int64)
