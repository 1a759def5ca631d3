"""Terms counted document by document: what a sparse matrix of documents and terms is made of, and the same by term."""

from __future__ import annotations

import numpy as np

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.group_counts import TermNumbers
from workbench.index.kernels import kernel
from workbench.index.view import View


def counts_in_documents(view: View, numbers: TermNumbers, slots: IntArray) -> tuple[LongArray, LongArray, LongArray]:
    """How often chosen terms stand in each document of the store.

    Args:
        view: what is counted.
        numbers: the terms; those at tokens that are not counted do not matter.
        slots: ``int32[terms]``: the place of each term in the outcome; below 0: not chosen.

    Returns:
        Where each document begins in what follows, and where the last one ends; the places of its terms, ascending;
        and how often each stands there.
    """
    store = view.store
    begins = np.zeros(len(store.document_ids) + 1, dtype=np.int64)
    places = max(int(slots.max(initial=-1)) + 1, 1)
    seen = np.full(places, -1, dtype=np.int64)
    _sizes(view.documents, store.offsets, numbers.ids, view.left_out, slots, seen, begins)
    np.cumsum(begins, out=begins)
    terms = np.empty(int(begins[-1]), dtype=np.int64)
    counts = np.empty(int(begins[-1]), dtype=np.int64)
    times = np.zeros(places, dtype=np.int64)
    _fill(view.documents, store.offsets, numbers.ids, view.left_out, slots, times, begins, terms, counts)
    return begins, terms, counts


def documents_of_terms(
    view: View, documents: LongArray, numbers: TermNumbers, slots: IntArray, chosen: int, articles: IntArray
) -> tuple[LongArray, IntArray, IntArray]:
    """In which documents chosen terms stand, and how often.

    Args:
        view: what is counted.
        documents: those that are looked at, in any order.
        numbers: the terms.
        slots: ``int32[terms]``: the place of each term among the chosen ones; below 0: not chosen.
        chosen: how many are.
        articles: the number that each document of the store is given as.

    Returns:
        Where each term begins in what follows, and where the last one ends; the numbers of documents, in the order of
        ``documents``; the counts.
    """
    store = view.store
    sizes = np.zeros(chosen, dtype=np.int64)
    _spread(documents, store.offsets, numbers.ids, view.left_out, slots, sizes)
    begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    where = np.empty(int(begins[-1]), dtype=np.int32)
    counts = np.empty(int(begins[-1]), dtype=np.int32)
    ends = begins[:-1].copy()
    _by_term(documents, articles, store.offsets, numbers.ids, view.left_out, slots, ends, where, counts)
    return begins, where, counts


@kernel
def _spread(
    documents: LongArray, offsets: LongArray, ids: IntArray, left_out: BoolArray, slots: IntArray, sizes: LongArray
) -> None:
    cut = left_out.size > 0
    seen = np.full(sizes.size, -1, dtype=np.int64)
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            slot = slots[term]
            if slot >= 0 and seen[slot] != document:
                seen[slot] = document
                sizes[slot] += 1


@kernel
def _sizes(
    documents: LongArray,
    offsets: LongArray,
    ids: IntArray,
    left_out: BoolArray,
    slots: IntArray,
    seen: LongArray,
    sizes: LongArray,
) -> None:
    cut = left_out.size > 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            slot = slots[term]
            if slot >= 0 and seen[slot] != document:
                seen[slot] = document
                sizes[document + 1] += 1


@kernel
def _fill(
    documents: LongArray,
    offsets: LongArray,
    ids: IntArray,
    left_out: BoolArray,
    slots: IntArray,
    times: LongArray,
    begins: LongArray,
    terms: LongArray,
    counts: LongArray,
) -> None:
    cut = left_out.size > 0
    for document in documents:
        begin = end = begins[document]
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            slot = slots[term]
            if slot < 0:
                continue
            if times[slot] == 0:
                terms[end] = slot
                end += 1
            times[slot] += 1
        terms[begin:end].sort()
        for n in range(begin, end):
            counts[n] = times[terms[n]]
            times[terms[n]] = 0


@kernel
def _by_term(
    documents: LongArray,
    articles: IntArray,
    offsets: LongArray,
    ids: IntArray,
    left_out: BoolArray,
    slots: IntArray,
    ends: LongArray,
    where: IntArray,
    counts: IntArray,
) -> None:
    cut = left_out.size > 0
    seen = np.full(ends.size, -1, dtype=np.int64)
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            slot = slots[term]
            if slot < 0:
                continue
            if seen[slot] == document:
                counts[ends[slot] - 1] += 1
            else:
                seen[slot] = document
                where[ends[slot]] = articles[document]
                counts[ends[slot]] = 1
                ends[slot] += 1
