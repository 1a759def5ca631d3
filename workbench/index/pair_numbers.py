"""Pairs of counts that differ: of a vocabulary's many words most share theirs, so what follows from counts is rarely needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import kernel

Value = TypeVar("Value", np.int64, np.float64)

_SMALL: Final = 64
"""Below this both counts of most words stay: their pairs are looked up in a square table."""


@dataclass(frozen=True, slots=True, eq=False)
class CountPairs:
    """The terms that two sides together have often enough, and the different pairs of their counts."""

    rows: LongArray
    """The terms, ascending."""
    pairs: IntArray
    """For each of them the number of its pair."""
    a: LongArray
    b: LongArray
    """The counts of each different pair, in the order in which terms have them first."""
    terms: LongArray
    """How many terms have each pair."""

    def of_terms(self, values: npt.NDArray[Value], pairs: IntArray) -> npt.NDArray[Value]:
        """A value of each pair, given for terms by the numbers of their pairs."""
        out = np.empty(pairs.size, dtype=values.dtype)
        _of_terms(values, pairs, out)
        return out

    def by_rank(self, ranks: IntArray) -> tuple[LongArray, IntArray]:
        """Terms and the numbers of their pairs by a rank of each pair; terms of one rank stay in their order.

        Args:
            ranks: 0 or more, below the number of pairs.
        """
        rows = np.empty(self.rows.size, dtype=np.int64)
        pairs = np.empty(self.rows.size, dtype=np.int32)
        following = np.zeros(int(ranks.max(initial=-1)) + 2, dtype=np.int64)
        np.add.at(following, ranks + 1, self.terms)
        np.cumsum(following, out=following)
        _by_rank(self.rows, self.pairs, ranks, following, rows, pairs)
        return rows, pairs


def count_pairs(a: LongArray, b: LongArray, shown: BoolArray, least: int) -> CountPairs:
    """The pairs of counts of all terms.

    Args:
        a: the count of each term on one side.
        b: the same on the other.
        shown: whether each term is wanted.
        least: how often both together must have a term.
    """
    rows = np.empty(a.size, dtype=np.int64)
    numbers = np.empty(a.size, dtype=np.int32)
    first = np.empty(a.size, dtype=np.int64)
    terms = np.zeros(a.size, dtype=np.int64)
    small = np.full((_SMALL, _SMALL), -1, dtype=np.int32)
    slots = np.full(1 << 15, -1, dtype=np.int32)
    begin = kept = found = 0
    while begin < a.size:
        begin, kept, found = _number(a, b, shown, least, begin, kept, found, small, slots, rows, numbers, first, terms)
        if begin < a.size:
            slots = np.full(4 * slots.size, -1, dtype=np.int32)
            _refill(a, b, found, slots, first)
    chosen = first[:found]
    return CountPairs(rows[:kept], numbers[:kept], a[chosen], b[chosen], terms[:found])


@kernel
def _slot(one: int, other: int, size: int) -> np.int64:
    value = np.uint64(one) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(other)
    value = (value ^ (value >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.int64((value ^ (value >> np.uint64(32))) & np.uint64(size - 1))


@kernel
def _number(
    a: LongArray,
    b: LongArray,
    shown: BoolArray,
    least: int,
    begin: int,
    kept: int,
    found: int,
    small: IntArray,
    slots: IntArray,
    rows: LongArray,
    numbers: IntArray,
    first: LongArray,
    terms: LongArray,
) -> tuple[int, int, int]:
    # stops where the table of larger pairs may be too full; what was done stays done
    for n in range(begin, a.size):
        one, other = a[n], b[n]
        if one + other < least or not shown[n]:
            continue
        if one < small.shape[0] and other < small.shape[1]:
            number = small[one, other]
            if number < 0:
                number = small[one, other] = found
                first[found] = n
                found += 1
        else:
            if 2 * found >= slots.size:
                return n, kept, found
            place = _slot(one, other, slots.size)
            number = slots[place]
            while number >= 0 and (a[first[number]] != one or b[first[number]] != other):
                place = (place + 1) & (slots.size - 1)
                number = slots[place]
            if number < 0:
                number = slots[place] = found
                first[found] = n
                found += 1
        terms[number] += 1
        rows[kept] = n
        numbers[kept] = number
        kept += 1
    return a.size, kept, found


@kernel
def _refill(a: LongArray, b: LongArray, found: int, slots: IntArray, first: LongArray) -> None:
    for number in range(found):
        place = _slot(a[first[number]], b[first[number]], slots.size)
        while slots[place] >= 0:
            place = (place + 1) & (slots.size - 1)
        slots[place] = number


@kernel
def _of_terms(values: npt.NDArray[Value], pairs: IntArray, out: npt.NDArray[Value]) -> None:
    for n in range(pairs.size):
        out[n] = values[pairs[n]]


@kernel
def _by_rank(
    rows: LongArray,
    pairs: IntArray,
    ranks: IntArray,
    following: LongArray,
    sorted_rows: LongArray,
    sorted_pairs: IntArray,
) -> None:
    for n in range(pairs.size):
        rank = ranks[pairs[n]]
        sorted_rows[following[rank]] = rows[n]
        sorted_pairs[following[rank]] = pairs[n]
        following[rank] += 1
