"""Shingles: every succession of five counted words of an article, as one number each.

Two articles that share a shingle share five words in a row, which hardly happens by chance and is what is left of a
text that was copied and edited (Broder 1997, "On the resemblance and containment of documents"). Words that are not
counted (boilerplate) are stepped over: a "Read also" line that one outlet puts between two sentences does not hide that
the sentences were copied.

The numbers are 64-bit hashes of word ids and mean something within one store only. That two different shingles get the
same number is not impossible, but among the 65 million shingles of 100,000 articles it is expected 0.0001 times.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.index.store import LongArray
from workbench.index.view import View

SHINGLE_WORDS: Final = 5
"""Words in a shingle."""

HashArray = npt.NDArray[np.uint64]

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)


def shingle_hashes(view: View, first: int, last: int, *, size: int = SHINGLE_WORDS) -> tuple[HashArray, LongArray]:
    """The shingles of documents ``first`` to ``last`` (not included) in text order, and the document index of each."""
    begin, end = int(view.store.offsets[first]), int(view.store.offsets[last])
    words = begin + np.flatnonzero(view.counted[begin:end])
    if words.size < size:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    mixed = _mix(view.store.ids[words].astype(np.uint64) + np.uint64(1))
    hashes = mixed[: mixed.size - size + 1].copy()
    for k in range(1, size):
        hashes *= _GOLDEN  # makes the order of the words matter; unsigned numbers wrap around
        hashes += mixed[k : mixed.size - size + 1 + k]
    if last - first == 1:
        return _mix(hashes), np.full(hashes.size, first, dtype=np.int64)
    documents = view.store.document_of(words)
    whole = documents[: documents.size - size + 1] == documents[size - 1 :]
    return _mix(hashes[whole]), documents[: documents.size - size + 1][whole]


def document_shingles(view: View, document: int, *, size: int = SHINGLE_WORDS) -> tuple[HashArray, LongArray]:
    """The shingles of one document in text order, and the positions of its counted words.

    Shingle ``i`` is made of the words ``i`` to ``i + size - 1``.
    """
    begin, end = int(view.store.offsets[document]), int(view.store.offsets[document + 1])
    hashes, _ = shingle_hashes(view, document, document + 1, size=size)
    return hashes, begin + np.flatnonzero(view.counted[begin:end]).astype(np.int64, copy=False)


def distinct_shingles(view: View, document: int, *, size: int = SHINGLE_WORDS) -> HashArray:
    """The set of shingles of one document, ascending."""
    hashes = np.sort(shingle_hashes(view, document, document + 1, size=size)[0])
    if hashes.size < 2:
        return hashes
    new = np.ones(hashes.size, dtype=np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=new[1:])  # np.unique does the same at four times the cost
    return hashes[new]


def _mix(numbers: HashArray) -> HashArray:
    """Spreads numbers over 64 bits, one to one (the finalizer of SplitMix64, Steele, Lea & Flood 2014)."""
    out = numbers * _GOLDEN
    out ^= out >> np.uint64(30)
    out *= _MIX_1
    out ^= out >> np.uint64(27)
    out *= _MIX_2
    out ^= out >> np.uint64(31)
    return out
