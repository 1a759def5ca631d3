"""Where places in documents fall among the tokens, and where tokens fall among the documents, by compiled loops."""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import kernel

BLOCK_BITS: Final = 6
"""Tokens are taken together in blocks of 64, and the document of each block's first token is known."""


def blocks_of(offsets: LongArray) -> IntArray:
    """The document of the first token of each block: from there it is a step to that of any other token in it."""
    first = np.arange(0, int(offsets[-1]), 1 << BLOCK_BITS, dtype=np.int64)
    return (np.searchsorted(offsets, first, side="right") - 1).astype(np.int32)


@kernel
def documents_of(positions: LongArray, offsets: LongArray, blocks: IntArray, out: LongArray | IntArray) -> None:
    """The document of each token position, in any order.

    Args:
        positions: of tokens.
        offsets: the store's offsets.
        blocks: what :func:`blocks_of` makes of them.
        out: is filled.
    """
    for n in range(positions.size):
        document = blocks[positions[n] >> BLOCK_BITS]
        while offsets[document + 1] <= positions[n]:
            document += 1
        out[n] = document


@kernel
def first_tokens(
    documents: LongArray, places: LongArray, offsets: LongArray, edges: IntArray, inclusive: bool, out: LongArray
) -> None:
    """The first token of each document whose edge lies behind a place; the next document's first when there is none.

    Args:
        documents: document indices.
        places: places in code points, one for each document.
        offsets: the store's offsets.
        edges: the store's starts or ends, ascending in each document.
        inclusive: whether an edge at the place itself will do.
        out: is filled.
    """
    for n in range(documents.size):
        low = offsets[documents[n]]
        high = offsets[documents[n] + 1]
        place = places[n]
        while low < high:
            middle = (low + high) // 2
            edge = edges[middle]
            if edge > place or (inclusive and edge == place):
                high = middle
            else:
                low = middle + 1
        out[n] = low


@kernel
def mark_stretches(
    documents: LongArray, begins: LongArray, finishes: LongArray, offsets: LongArray, starts: IntArray, out: BoolArray
) -> None:
    """Marks the tokens that begin inside stretches ``[begin, finish)`` of documents, in code points."""
    for n in range(documents.size):
        low = offsets[documents[n]]
        last = offsets[documents[n] + 1]
        high = last
        while low < high:
            middle = (low + high) // 2
            if starts[middle] >= begins[n]:
                high = middle
            else:
                low = middle + 1
        while low < last and starts[low] < finishes[n]:
            out[low] = True
            low += 1


@kernel
def words_of_documents(documents: LongArray, offsets: LongArray, left_out: BoolArray, out: LongArray) -> None:
    """Counts the tokens of documents that are not left out; ``left_out`` may be of size 0."""
    some = left_out.size > 0
    for document in documents:
        count = offsets[document + 1] - offsets[document]
        if some:
            for position in range(offsets[document], offsets[document + 1]):
                count -= left_out[position]
        out[document] = count


@kernel
def runs_are_counted(
    first: LongArray, length: LongArray, offsets: LongArray, admitted: BoolArray, left_out: BoolArray, out: BoolArray
) -> None:
    """Whether every token of each run is in an admitted document and not left out; ``left_out`` may be of size 0."""
    documents = offsets.size - 1
    some = left_out.size > 0
    document = 0
    for n in range(first.size):
        position = first[n]
        end = position + length[n]
        if position == end:
            out[n] = True
            continue
        if position < offsets[document]:
            document = 0
        # hits mostly ascend: a few steps forward, else a search by halves
        steps = 0
        while offsets[document + 1] <= position and steps < 8:
            document += 1
            steps += 1
        if offsets[document + 1] <= position:
            low = document
            high = documents
            while high - low > 1:
                middle = (low + high) // 2
                if offsets[middle] <= position:
                    low = middle
                else:
                    high = middle
            document = low
        there = document
        counted = True
        while position < end and counted:
            while offsets[there + 1] <= position:
                there += 1
            counted = admitted[there] and not (some and left_out[position])
            position += 1
        out[n] = counted


def as_longs(values: object) -> LongArray:
    """A contiguous ``int64`` array, as kernels want it."""
    return np.ascontiguousarray(values, dtype=np.int64)
