"""How often every term stands in each group of documents, and in how many of them: one pass over the words of a view.

A term is a number: a type of the store, or what stands at a place in another array of numbers (n-grams, lemmas), where a
negative number is none. What was counted last for a view is remembered as long as the view is.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import in_parts, kernel
from workbench.index.view import View

_KEPT: Final = 2
"""Groupings that are remembered for a view: outlets, and one that somebody looks at beside them."""


@dataclass(frozen=True, slots=True, eq=False)
class TermNumbers:
    """The term that begins at each token of a store."""

    ids: IntArray
    """``int32[N]``; below 0 where no term begins."""
    terms: int
    """How many terms there are: numbers are below it."""


@dataclass(frozen=True, eq=False)
class GroupCounts:
    """Counts of every term in every group."""

    counts: IntArray
    """``int32[groups, terms]``."""
    documents: IntArray
    """``int32[groups, terms]``: documents of the group with the term."""

    @cached_property
    def every(self) -> LongArray:
        """``int64[terms]``: counts in all groups together."""
        return np.asarray(self.counts.sum(axis=0, dtype=np.int64))

    @cached_property
    def every_document(self) -> LongArray:
        """``int64[terms]``: documents with each term."""
        return np.asarray(self.documents.sum(axis=0, dtype=np.int64))


_lock = threading.Lock()
_known: WeakKeyDictionary[View, list[tuple[IntArray, IntArray, GroupCounts]]] = WeakKeyDictionary()


def group_counts(view: View, codes: IntArray, groups: int, numbers: TermNumbers | None = None) -> GroupCounts:
    """Counts of every term in each group of documents.

    Args:
        view: what is counted.
        codes: the group of each document of the store.
        groups: how many groups there are.
        numbers: the terms, of which only those at counted tokens may be 0 or more; ``None``: the types of the store.
    """
    ids = view.store.ids if numbers is None else numbers.ids
    with _lock:
        kept = _known.setdefault(view, [])
        for known_codes, known_ids, known in kept:
            if known_codes is codes and known_ids is ids:
                return known
    made = _counted(view, codes, groups, ids, len(view.store.types) if numbers is None else numbers.terms)
    for array in (made.counts, made.documents):
        array.flags.writeable = False
    with _lock:
        kept[:] = [*kept, (codes, ids, made)][-_KEPT:]
    return made


def _counted(view: View, codes: IntArray, groups: int, ids: IntArray, terms: int) -> GroupCounts:
    # group after group, so that the counts in use stay near the processor
    order = view.documents[np.argsort(codes[view.documents], kind="stable")]
    counts = np.zeros((groups, terms), dtype=np.int32)
    documents = np.zeros((groups, terms), dtype=np.int32)
    lock = threading.Lock()
    # edges by words, for documents differ in length
    before = np.concatenate([[0], np.cumsum(np.diff(view.store.offsets)[order])])

    def count(low: int, high: int) -> None:
        first, last = (int(np.searchsorted(before, edge)) for edge in (low, high))
        work = np.zeros((terms, 4), dtype=np.int32)
        while first < last:
            group = codes[order[first]]
            end = first + int(np.searchsorted(codes[order[first:last]], group, side="right"))
            work[:, :2] = 0
            work[:, 2] = -1
            _count_group(order[first:end], view.store.offsets, ids, view.left_out, work)
            with lock:
                counts[group] += work[:, 0]
                documents[group] += work[:, 1]
            first = end

    in_parts(count, int(before[-1]))
    return GroupCounts(counts, documents)


@kernel
def _count_group(documents: LongArray, offsets: LongArray, ids: IntArray, left_out: BoolArray, work: IntArray) -> None:
    # count, documents and the document seen last stand side by side: one look into the memory for each word
    cut = left_out.size > 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            work[term, 0] += 1
            if work[term, 2] != document:
                work[term, 2] = document
                work[term, 1] += 1
