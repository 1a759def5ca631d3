"""Postings: the places of each type, one type's behind the other's, made in two passes over the tokens."""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.index.arrays import BoolArray, IntArray, LongArray, PlaceArray
from workbench.index.kernels import in_parts, kernel

_MOST_IN_32_BITS: Final = 2**31 - 1


def postings(ids: IntArray, kinds: int) -> tuple[PlaceArray, LongArray]:
    """The places of each id, ascending, and where each id's group begins (``int64[kinds + 1]``).

    Places are 32-bit numbers as long as they fit.
    """
    begins = np.zeros(kinds + 1, dtype=np.int64)
    np.cumsum(np.bincount(ids, minlength=kinds), out=begins[1:])
    in_32_bits = ids.size <= _MOST_IN_32_BITS
    places: PlaceArray = np.empty(ids.size, dtype=np.int32) if in_32_bits else np.empty(ids.size, dtype=np.int64)
    _distribute(ids, begins[:-1].copy(), places)
    return places, begins


@kernel
def _distribute(ids: IntArray, following: LongArray, places: PlaceArray) -> None:
    for place in range(ids.size):
        kind = ids[place]
        places[following[kind]] = place
        following[kind] += 1


def places_where(ids: IntArray, wanted: BoolArray) -> LongArray:
    """The ascending places of all tokens whose id is wanted, in one pass over them."""

    def count(begin: int, end: int) -> int:
        return _count_wanted(ids, wanted, begin, end)

    def collect(begin: int, end: int) -> LongArray:
        out = np.empty(count(begin, end), dtype=np.int64)
        _collect_wanted(ids, wanted, begin, end, out)
        return out

    return np.concatenate(in_parts(collect, ids.size))


@kernel
def _count_wanted(ids: IntArray, wanted: BoolArray, begin: int, end: int) -> int:
    count = 0
    for place in range(begin, end):
        count += wanted[ids[place]]
    return count


@kernel
def _collect_wanted(ids: IntArray, wanted: BoolArray, begin: int, end: int, out: LongArray) -> None:
    count = 0
    for place in range(begin, end):
        if wanted[ids[place]]:
            out[count] = place
            count += 1
