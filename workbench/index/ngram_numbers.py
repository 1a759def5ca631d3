"""A number for every succession of words (n-gram), at the token where it begins.

An n-gram is a shorter one and a word more, so numbers are given length by length: the pair (number of the n-gram without
its last word, last word) is looked up in a hash table that keeps the pairs themselves, so that two n-grams never share a
number. An n-gram can't be more frequent than the n-grams in it: what is too rare is dropped at each length, before it
can be part of something longer (Agrawal & Srikant 1994). This keeps the table of a large corpus small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.document_term_matrix import TermNumbers
from workbench.index.kernels import in_parts, kernel
from workbench.index.view import View

_SMALLEST_TABLE: Final = 1 << 12
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_NONE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ngrams:
    """The n-grams of a view that are frequent enough, ordered by their words' numbers."""

    numbers: TermNumbers
    members: IntArray
    """``int32[terms, n]``: the words of each."""
    totals: LongArray
    """``int64[terms]``: how often each is counted."""


def ngrams(view: View, n: int, *, minimum_count: int = 1, ids: IntArray | None = None, words: int = 0) -> Ngrams:
    """Numbers all n-grams of neighbouring counted tokens of one document.

    Args:
        view: what is counted.
        n: words in an n-gram, 1 or more.
        minimum_count: rarer ones are dropped.
        ids: the word at each token, below 0 where there is none; ``None``: the types of the store.
        words: how many words ``ids`` tells apart.
    """
    store = view.store
    if ids is None:
        ids, words = store.ids, len(store.types)
    least = max(minimum_count, 1)
    current = np.full(len(store), _NONE, dtype=np.int32)

    def begin(low: int, high: int) -> LongArray:
        found = np.zeros(words, dtype=np.int64)
        _begin(view.documents[low:high], store.offsets, ids, view.left_out, current, found)
        return found

    parts = in_parts(begin, int(view.documents.size), weights=len(store))
    totals: LongArray = np.asarray(np.sum(parts, axis=0, dtype=np.int64))
    kept = np.flatnonzero(totals >= least)
    rank = np.full(max(words, 1), _NONE, dtype=np.int32)
    rank[kept] = np.arange(kept.size, dtype=np.int32)
    _renumber(current, rank)
    members = kept.astype(np.int32).reshape(-1, 1)
    totals = totals[kept]
    for length in range(2, n + 1):
        keys, counts = _extend(view.documents, store.offsets, ids, current, length, max(words, 1))
        frequent = np.flatnonzero(counts >= least)
        frequent = frequent[np.argsort(keys[frequent], kind="stable")]
        rank = np.full(max(keys.size, 1), _NONE, dtype=np.int32)
        rank[frequent] = np.arange(frequent.size, dtype=np.int32)
        _renumber(current, rank)
        chosen = keys[frequent]
        members = np.column_stack([members[chosen // max(words, 1)], (chosen % max(words, 1)).astype(np.int32)])
        totals = counts[frequent]
    return Ngrams(TermNumbers(current, int(totals.size)), members, totals)


def _extend(
    documents: LongArray, offsets: LongArray, ids: IntArray, current: IntArray, length: int, words: int
) -> tuple[LongArray, LongArray]:
    """Writes numbers of n-grams that are one word longer into ``current``; their keys and counts by number."""
    keys = np.zeros(_SMALLEST_TABLE, dtype=np.int64)
    counts = np.zeros(_SMALLEST_TABLE, dtype=np.int32)
    table = np.full(2 * _SMALLEST_TABLE, _NONE, dtype=np.int32)
    done = found = 0
    while done < documents.size:
        done, found = _number(documents, done, offsets, ids, current, length, words, keys, counts, table, found)
        if done < documents.size:
            keys = np.concatenate([keys, np.zeros(keys.size, dtype=np.int64)])
            counts = np.concatenate([counts, np.zeros(counts.size, dtype=np.int32)])
            table = np.full(2 * keys.size, _NONE, dtype=np.int32)
            _fill(table, keys, found)
    return keys[:found].copy(), counts[:found].astype(np.int64)


@kernel
def _begin(
    documents: LongArray,
    offsets: LongArray,
    ids: IntArray,
    left_out: BoolArray,
    current: IntArray,
    found: LongArray,
) -> None:
    cut = left_out.size > 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if (cut and left_out[position]) or ids[position] < 0:
                continue
            current[position] = ids[position]
            found[ids[position]] += 1


@kernel
def _renumber(current: IntArray, rank: IntArray) -> None:
    for position in range(current.size):
        number = current[position]
        if number >= 0:
            current[position] = rank[number]


@kernel
def _place(key: int, size: int) -> np.int64:
    mixed = np.uint64(key) * _MULTIPLIER
    mixed ^= mixed >> np.uint64(32)
    return np.int64(mixed & np.uint64(size - 1))


@kernel
def _fill(table: IntArray, keys: LongArray, found: int) -> None:
    for number in range(found):
        slot = _place(keys[number], table.size)
        while table[slot] >= 0:
            slot = (slot + 1) & (table.size - 1)
        table[slot] = number


@kernel
def _number(
    documents: LongArray,
    begin: int,
    offsets: LongArray,
    ids: IntArray,
    current: IntArray,
    length: int,
    words: int,
    keys: LongArray,
    counts: IntArray,
    table: IntArray,
    found: int,
) -> tuple[int, int]:
    # stops before a document for which the table may be too small; what was done stays done
    for n in range(begin, documents.size):
        document = documents[n]
        first, last = offsets[document], offsets[document + 1]
        if found + (last - first) > keys.size:
            return n, found
        for position in range(first, last):
            prefix = current[position]
            if prefix < 0:
                continue
            # the n-gram without its first word must be there too; its number is still the old one
            if position + length > last or current[position + 1] < 0:
                current[position] = -1
                continue
            key = np.int64(prefix) * words + ids[position + length - 1]
            slot = _place(key, table.size)
            while True:
                number = table[slot]
                if number < 0:
                    table[slot] = found
                    keys[found] = key
                    counts[found] = 1
                    current[position] = found
                    found += 1
                    break
                if keys[number] == key:
                    counts[number] += 1
                    current[position] = number
                    break
                slot = (slot + 1) & (table.size - 1)
    return documents.size, found
