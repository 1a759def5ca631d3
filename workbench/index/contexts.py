"""The words around passages, and orders by them, for any number of passages.

A passage is a run of tokens of one document: the position of its first token and how many they are. It may have none (a
stretch of punctuation); then its context still stands on both sides of the place. Type ids are alphabetical ranks, so an
order by ids is the order of the words.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.index import places
from workbench.index.kernels import in_parts, kernel
from workbench.index.store import IntArray, LongArray, TokenStore

NODE_WORDS: Final = 10
"""Words of the passages themselves that an order looks at."""
_LOOK: Final = 10
"""Looking into the corpus at one place takes about as long as going through so many tokens."""
_BITS: Final = 11
_BUCKETS: Final = 1 << _BITS


def words_around(
    ids: IntArray, offsets: LongArray, documents: IntArray, first: LongArray, length: IntArray, places: LongArray
) -> IntArray:
    """The words at some places around each passage.

    Args:
        ids: the type of each token of the store.
        offsets: where the tokens of each document begin.
        documents: the document of each passage.
        first: the position of the first token of each passage, or of the one behind its place when it has none.
        length: how many tokens each passage has.
        places: -1 for the word before the passage, -2 for the one before that, 1 for the word behind it, and so on.

    Returns:
        ``int32[places, passages]``: type id + 1, or 0 where the document ends before.
    """
    out: IntArray = np.empty((places.size, first.size), dtype=np.int32)

    def look(low: int, high: int) -> None:
        part = slice(low, high)
        _words_around(ids, offsets, documents[part], first[part], length[part], places, out[:, part])

    in_parts(look, first.size, weights=first.size * _LOOK)
    return out


def words_within(ids: IntArray, first: LongArray, length: IntArray, most: int = NODE_WORDS) -> IntArray:
    """The first words of each passage itself: ``int32[words, passages]``, type id + 1, or 0 where it has no more.

    There are as many rows as the longest passage has words, but at most ``most``, and one for no passage at all.
    """
    longest = min(int(length.max()), most) if length.size else 0
    out: IntArray = np.zeros((max(longest, 1), first.size), dtype=np.int32)
    _words_within(ids, first, length, out)
    return out


def stable_order(columns: IntArray) -> LongArray:
    """The order by several columns of numbers that are not negative, the first row being the most important.

    Entries that agree in all of them keep their order, so that the same numbers always give the same order.

    Args:
        columns: ``int32[columns, entries]``.

    Returns:
        ``int64[entries]``: the number of the entry that comes first, second, ...
    """
    largest = columns.max(axis=1, initial=0).astype(np.int64)
    return _stable_order(np.ascontiguousarray(columns), largest)


def documents_of(store: TokenStore, positions: LongArray) -> IntArray:
    """The document of each of some positions; half the size of the store's own answer."""
    out: IntArray = np.empty(positions.size, dtype=np.int32)
    places.documents_of(positions, store.offsets, store.blocks, out)
    return out


def tokens_of(
    offsets: LongArray, token_starts: IntArray, documents: IntArray, starts: npt.ArrayLike, ends: npt.ArrayLike
) -> tuple[LongArray, IntArray]:
    """The tokens that begin in stretches of documents (half-open, code points).

    Returns:
        The position of the first one of each stretch, and how many they are. Where none begins in it, the position is
        that of the next one.
    """
    begin, end = np.asarray(starts, dtype=np.int64), np.asarray(ends, dtype=np.int64)
    first: LongArray = np.empty(documents.size, dtype=np.int64)
    length: IntArray = np.empty(documents.size, dtype=np.int32)
    _tokens_of(offsets, token_starts, documents, begin, end, first, length)
    return first, length


@kernel
def _words_around(
    ids: IntArray,
    offsets: LongArray,
    documents: IntArray,
    first: LongArray,
    length: IntArray,
    places: LongArray,
    out: IntArray,
) -> None:
    for n in range(first.size):
        begin, end = offsets[documents[n]], offsets[documents[n] + 1]
        for k in range(places.size):
            place = places[k]
            at = first[n] + place if place < 0 else first[n] + length[n] + place - 1
            out[k, n] = ids[at] + 1 if begin <= at < end else 0


@kernel
def _words_within(ids: IntArray, first: LongArray, length: IntArray, out: IntArray) -> None:
    for n in range(first.size):
        for k in range(min(length[n], out.shape[0])):
            out[k, n] = ids[first[n] + k] + 1


@kernel
def _stable_order(columns: IntArray, largest: LongArray) -> LongArray:
    """Radix sort from the least important digit of the least important column up."""
    size = columns.shape[1]
    order = np.arange(size)
    other = np.empty_like(order)
    counts = np.zeros(_BUCKETS, dtype=np.int64)
    for column in range(columns.shape[0] - 1, -1, -1):
        shift = 0
        while largest[column] >> shift > 0:
            counts[:] = 0
            for n in range(size):
                counts[(columns[column, n] >> shift) & (_BUCKETS - 1)] += 1
            before = 0
            for bucket in range(_BUCKETS):
                here = counts[bucket]
                counts[bucket] = before
                before += here
            for n in range(size):
                entry = order[n]
                bucket = (columns[column, entry] >> shift) & (_BUCKETS - 1)
                other[counts[bucket]] = entry
                counts[bucket] += 1
            order, other = other, order
            shift += _BITS
    return order


@kernel
def _tokens_of(
    offsets: LongArray,
    token_starts: IntArray,
    documents: IntArray,
    starts: LongArray,
    ends: LongArray,
    first: LongArray,
    length: IntArray,
) -> None:
    for n in range(documents.size):
        behind = offsets[documents[n] + 1]
        low, high = offsets[documents[n]], behind
        while low < high:
            middle = (low + high) // 2
            if token_starts[middle] < starts[n]:
                low = middle + 1
            else:
                high = middle
        first[n] = low
        while low < behind and token_starts[low] < ends[n]:
            low += 1
        length[n] = low - first[n]
