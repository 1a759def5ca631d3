"""How often each term stands in each document: the sparse document-term matrix that sums over documents are read from.

A sum over documents is a sum of rows, whatever the documents are; a row has about half as many entries as its document has
words, and says without looking further whether a term is there. A term is a number: a type of the store, or what stands at
a place in another array of numbers (n-grams, lemmas), where a negative number is none.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import in_parts, kernel
from workbench.index.store import TokenStore
from workbench.index.view import View

CountArray = npt.NDArray[np.uint16] | IntArray

_KEPT: Final = 2
"""Matrices of a store's types that are remembered: of all words, and without the passages that are left out."""
_MOST_IN_16_BITS: Final = 2**16 - 1
_HALF: Final = 32
"""Bits of half a number."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class TermNumbers:
    """The term that begins at each token of a store."""

    ids: IntArray
    """``int32[N]``; below 0 where no term begins."""
    terms: int
    """How many terms there are: numbers are below it."""


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What every term comes to in some documents."""

    counts: LongArray
    """``int64[terms]``."""
    documents: LongArray
    """``int64[terms]``: documents with the term."""

    def __add__(self, other: Sums) -> Sums:
        """Both together, where they have no document in common."""
        return Sums(self.counts + other.counts, self.documents + other.documents)

    def __sub__(self, other: Sums) -> Sums:
        """What is left when a part of the documents is taken away."""
        return Sums(self.counts - other.counts, self.documents - other.documents)


@dataclass(frozen=True, eq=False)
class DocumentTermMatrix:
    """Counted terms of the documents of a store. The terms of a document stand in the order in which it first has them."""

    begins: LongArray
    """``int64[D + 1]``: where each document begins in ``terms`` and ``counts``."""
    terms: IntArray
    counts: CountArray
    """How often the document has the term; above 0."""
    size: int
    """How many terms there are."""

    @classmethod
    def of(cls, view: View, numbers: TermNumbers | None = None) -> DocumentTermMatrix:
        """The matrix of a view's words: of all documents of its store, whatever the view admits.

        Made once for the same words, and remembered with the store (types) or with ``numbers``.

        Args:
            view: says which passages are not counted.
            numbers: the terms; ``None``: the types of the store.
        """
        if numbers is None or numbers.ids is view.store.ids:
            return _of_types(view)
        with _lock:
            known = _of_numbers.get(numbers)
        if known is None:
            known = _made(view.store, numbers.ids, numbers.terms, view.left_out)
            with _lock:
                _of_numbers[numbers] = known
        return known

    @cached_property
    def every(self) -> Sums:
        """All documents together."""
        return self._sums(np.arange(self.begins.size - 1, dtype=np.int64))

    def sums(self, documents: LongArray) -> Sums:
        """Some documents together; where these are most of all, by taking the others off.

        Args:
            documents: their indices, each once.
        """
        if 2 * self.entries(documents) <= self.terms.size:
            return self._sums(documents)
        away = np.ones(self.begins.size - 1, dtype=np.bool_)
        away[documents] = False
        others = np.flatnonzero(away)
        return self.every - self._sums(others) if others.size else self.every

    def entries(self, documents: LongArray) -> int:
        """How much of the matrix some documents are."""
        return int((self.begins[documents + 1] - self.begins[documents]).sum())

    def _sums(self, documents: LongArray) -> Sums:
        # edges by entries, for documents differ in length
        before = np.concatenate([[0], np.cumsum(self.begins[documents + 1] - self.begins[documents])])

        def add(low: int, high: int) -> LongArray:
            first, last = (int(np.searchsorted(before, edge)) for edge in (low, high))
            work = np.zeros(self.size, dtype=np.int64)
            _add(documents[first:last], self.begins, self.terms, self.counts, work)
            return work

        counts = np.zeros(self.size, dtype=np.int64)
        having = np.zeros(self.size, dtype=np.int64)
        for part in in_parts(add, int(before[-1])):
            counts += part >> _HALF
            having += part & ((1 << _HALF) - 1)
        return Sums(counts, having)

    def rows(self, documents: LongArray, slots: IntArray) -> tuple[LongArray, LongArray, LongArray]:
        """How often chosen terms stand in each document of the store, where it is one of some documents.

        Args:
            documents: those that are looked at, ascending.
            slots: ``int32[terms]``: the place of each term in the outcome; below 0: not chosen.

        Returns:
            Where each document of the store begins in what follows, and where the last one ends; the places of its terms,
            ascending; and how often each stands there.
        """
        begins = np.zeros(self.begins.size, dtype=np.int64)
        _row_sizes(documents, self.begins, self.terms, slots, begins)
        np.cumsum(begins, out=begins)
        terms = np.empty(int(begins[-1]), dtype=np.int64)
        counts = np.empty(int(begins[-1]), dtype=np.int64)
        _fill_rows(documents, self.begins, self.terms, self.counts, slots, begins, terms, counts)
        return begins, terms, counts

    def columns(
        self, documents: LongArray, slots: IntArray, chosen: int, called: IntArray
    ) -> tuple[LongArray, IntArray, IntArray]:
        """In which of some documents chosen terms stand, and how often.

        Args:
            documents: those that are looked at, in any order.
            slots: ``int32[terms]``: the place of each term among the chosen ones; below 0: not chosen.
            chosen: how many are.
            called: the number that each document of the store is given as.

        Returns:
            Where each term begins in what follows, and where the last one ends; the numbers of documents, in the order of
            ``documents``; the counts.
        """
        sizes = np.zeros(chosen, dtype=np.int64)
        _column_sizes(documents, self.begins, self.terms, slots, sizes)
        begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        where = np.empty(int(begins[-1]), dtype=np.int32)
        counts = np.empty(int(begins[-1]), dtype=np.int32)
        ends = begins[:-1].copy()
        _fill_columns(documents, called, self.begins, self.terms, self.counts, slots, ends, where, counts)
        return begins, where, counts


_lock = threading.Lock()
_of_numbers: WeakKeyDictionary[TermNumbers, DocumentTermMatrix] = WeakKeyDictionary()
_of_stores: WeakKeyDictionary[TokenStore, list[tuple[object, DocumentTermMatrix]]] = WeakKeyDictionary()


def _of_types(view: View) -> DocumentTermMatrix:
    # a view has an array of its own over the marks that other views of the same words share
    marks = view.left_out.base if view.left_out.base is not None else view.left_out
    key = marks if view.left_out.size else None
    with _lock:
        kept = _of_stores.setdefault(view.store, [])
        for known, matrix in kept:
            if known is key:
                return matrix
    made = _made(view.store, view.store.ids, len(view.store.types), view.left_out)
    with _lock:
        kept[:] = [*kept, (key, made)][-_KEPT:]
    return made


def _made(store: TokenStore, ids: IntArray, terms: int, left_out: BoolArray) -> DocumentTermMatrix:
    offsets = store.offsets
    begins = np.zeros(offsets.size, dtype=np.int64)
    longest = int(np.diff(offsets).max(initial=0))

    def count(low: int, high: int) -> None:
        seen = np.full(terms, -1, dtype=np.int32)
        _distinct(*_between(offsets, low, high), offsets, ids, left_out, seen, begins)

    in_parts(count, len(store))
    np.cumsum(begins, out=begins)
    found = np.empty(int(begins[-1]), dtype=np.int32)
    short = longest <= _MOST_IN_16_BITS
    counts: CountArray = np.empty(found.size, np.uint16) if short else np.empty(found.size, np.int32)

    def fill(low: int, high: int) -> None:
        times = np.zeros(terms, dtype=np.int32)
        _fill(*_between(offsets, low, high), offsets, ids, left_out, times, begins, found, counts)

    in_parts(fill, len(store))
    for array in (begins, found, counts):
        array.flags.writeable = False
    return DocumentTermMatrix(begins, found, counts, terms)


def _between(offsets: LongArray, low: int, high: int) -> tuple[int, int]:
    """The documents that begin at a token of a stretch: the first, and the one behind the last."""
    last = offsets.size - 1 if high >= offsets[-1] else int(np.searchsorted(offsets[:-1], high))
    return int(np.searchsorted(offsets[:-1], low)), last


@kernel
def _distinct(
    first: int, last: int, offsets: LongArray, ids: IntArray, left_out: BoolArray, seen: IntArray, sizes: LongArray
) -> None:
    cut = left_out.size > 0
    for document in range(first, last):
        found = 0
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term >= 0 and seen[term] != document:
                seen[term] = document
                found += 1
        sizes[document + 1] = found


@kernel
def _fill(
    first: int,
    last: int,
    offsets: LongArray,
    ids: IntArray,
    left_out: BoolArray,
    times: IntArray,
    begins: LongArray,
    terms: IntArray,
    counts: CountArray,
) -> None:
    cut = left_out.size > 0
    for document in range(first, last):
        begin = end = begins[document]
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            term = ids[position]
            if term < 0:
                continue
            if times[term] == 0:
                terms[end] = term
                end += 1
            times[term] += 1
        for n in range(begin, end):
            counts[n] = times[terms[n]]
            times[terms[n]] = 0


@kernel
def _add(documents: LongArray, begins: LongArray, terms: IntArray, counts: CountArray, work: LongArray) -> None:
    # the count is added to the upper half of a number and the document to the lower: one look into the memory for each entry
    for document in documents:
        for n in range(begins[document], begins[document + 1]):
            work[terms[n]] += (np.int64(counts[n]) << _HALF) + 1


@kernel
def _row_sizes(documents: LongArray, begins: LongArray, terms: IntArray, slots: IntArray, sizes: LongArray) -> None:
    for document in documents:
        for n in range(begins[document], begins[document + 1]):
            sizes[document + 1] += slots[terms[n]] >= 0


@kernel
def _fill_rows(
    documents: LongArray,
    begins: LongArray,
    terms: IntArray,
    counts: CountArray,
    slots: IntArray,
    row_begins: LongArray,
    row_terms: LongArray,
    row_counts: LongArray,
) -> None:
    times = np.zeros(max(slots.max(), 0) + 1 if slots.size else 1, dtype=np.int64)
    for document in documents:
        begin = end = row_begins[document]
        for n in range(begins[document], begins[document + 1]):
            slot = slots[terms[n]]
            if slot >= 0:
                row_terms[end] = slot
                times[slot] = counts[n]
                end += 1
        row_terms[begin:end].sort()
        for n in range(begin, end):
            row_counts[n] = times[row_terms[n]]


@kernel
def _column_sizes(documents: LongArray, begins: LongArray, terms: IntArray, slots: IntArray, sizes: LongArray) -> None:
    for document in documents:
        for n in range(begins[document], begins[document + 1]):
            slot = slots[terms[n]]
            if slot >= 0:
                sizes[slot] += 1


@kernel
def _fill_columns(
    documents: LongArray,
    called: IntArray,
    begins: LongArray,
    terms: IntArray,
    counts: CountArray,
    slots: IntArray,
    ends: LongArray,
    where: IntArray,
    column_counts: IntArray,
) -> None:
    for document in documents:
        for n in range(begins[document], begins[document + 1]):
            slot = slots[terms[n]]
            if slot >= 0:
                where[ends[slot]] = called[document]
                column_counts[ends[slot]] = counts[n]
                ends[slot] += 1
