"""Hits counted by document and by part: what frequencies are made from, in one pass over the hits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import kernel
from workbench.index.places import BLOCK_BITS
from workbench.index.store import TokenStore


def counts_by_document(store: TokenStore, positions: LongArray) -> tuple[LongArray, LongArray]:
    """The documents that positions lie in, and how many lie in each.

    Args:
        store: whose tokens they are.
        positions: of tokens, ascending.

    Returns:
        Document indices, ascending, and numbers of positions, all above 0.
    """
    room = min(positions.size, len(store.document_ids)) + 1
    documents = np.empty(room, dtype=np.int64)
    counts = np.zeros(room, dtype=np.int64)
    found = _counts_by_document(positions, store.offsets, store.blocks, documents, counts)
    return documents[1 : found + 1], counts[1 : found + 1]


def part_sizes(
    words: LongArray, admitted: BoolArray, codes: IntArray, parts: int
) -> tuple[LongArray, LongArray, LongArray, LongArray]:
    """Admitted documents of each part, those of them with words, their words, and the fewest words of one of them.

    Args:
        words: counted words of each document.
        admitted: whether each document is admitted.
        codes: the part that each document is in.
        parts: how many parts there are.
    """
    out = np.zeros((4, parts), dtype=np.int64)
    _part_sizes(words, admitted, codes, out)
    return out[0], out[1], out[2], out[3]


def part_counts(
    documents: LongArray, counts: LongArray, words: LongArray, codes: IntArray, part_words: LongArray
) -> tuple[LongArray, LongArray, npt.NDArray[np.float64]]:
    """How often a term stands in each part, in how many of its documents, and how unevenly.

    Args:
        documents: the documents with the term, each once.
        counts: how often it stands in each of them.
        words: counted words of every document of the store.
        codes: the part that every document of the store is in.
        part_words: counted words of each part.

    Returns:
        Counts and documents of each part, and the sum of abs(p - s) over all its documents, where p is a document's
        share of the term's occurrences in the part and s its share of the part's words (twice Gries' DP). Parts
        without the term have 1: no p, all s.
    """
    totals = np.zeros(part_words.size, dtype=np.int64)
    spread = np.zeros(part_words.size, dtype=np.int64)
    deviation = np.ones(part_words.size, dtype=np.float64)
    _part_counts(documents, counts, words, codes, part_words, totals, spread, deviation)
    return totals, spread, deviation


@kernel
def _counts_by_document(
    positions: LongArray, offsets: LongArray, blocks: IntArray, documents: LongArray, counts: LongArray
) -> int:
    # no branch on whether a document is a new one, for nothing foretells it; place 0 is for what comes before the first
    found = 0
    documents[0] = -1
    for n in range(positions.size):
        document = blocks[positions[n] >> BLOCK_BITS]
        while offsets[document + 1] <= positions[n]:
            document += 1
        found += document != documents[found]
        documents[found] = document
        counts[found] += 1
    return found


@kernel
def _part_sizes(words: LongArray, admitted: BoolArray, codes: IntArray, out: LongArray) -> None:
    for document in range(codes.size):
        if not admitted[document]:
            continue
        part = codes[document]
        out[0, part] += 1
        size = words[document]
        if size > 0:
            out[1, part] += 1
            out[2, part] += size
            if out[3, part] == 0 or size < out[3, part]:
                out[3, part] = size


@kernel
def _part_counts(
    documents: LongArray,
    counts: LongArray,
    words: LongArray,
    codes: IntArray,
    part_words: LongArray,
    totals: LongArray,
    spread: LongArray,
    deviation: npt.NDArray[np.float64],
) -> None:
    for n in range(documents.size):
        part = codes[documents[n]]
        totals[part] += counts[n]
        spread[part] += 1
    for n in range(documents.size):
        document = documents[n]
        part = codes[document]
        # a document without the term adds s to the sum, which is 1 without any term: correct those that have it
        share = words[document] / part_words[part]
        deviation[part] += abs(counts[n] / totals[part] - share) - share
