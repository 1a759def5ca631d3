"""Pairs of counts that differ: of a vocabulary's many words most share theirs, so what follows from counts is rarely needed."""

from __future__ import annotations

import numpy as np

from workbench.index.arrays import IntArray, LongArray
from workbench.index.kernels import kernel


def pair_numbers(a: LongArray, b: LongArray) -> tuple[LongArray, IntArray]:
    """The different pairs ``(a, b)``.

    Returns:
        For each different pair the place where it is first, in the order of these places; for each place the number of its
        pair.
    """
    size = a.size
    slots = np.full(1 << max(size * 2 - 1, 1).bit_length(), -1, dtype=np.int32)
    first = np.empty(size, dtype=np.int64)
    numbers = np.empty(size, dtype=np.int32)
    count = _number(a, b, slots, first, numbers)
    return first[:count].copy(), numbers


@kernel
def _number(a: LongArray, b: LongArray, slots: IntArray, first: LongArray, numbers: IntArray) -> int:
    mask = np.uint64(slots.size - 1)
    count = 0
    for n in range(a.size):
        value = np.uint64(a[n]) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(b[n])
        value = (value ^ (value >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        place = (value ^ (value >> np.uint64(32))) & mask
        while True:
            known = slots[place]
            if known < 0:
                slots[place] = count
                first[count] = n
                numbers[n] = count
                count += 1
                break
            if a[first[known]] == a[n] and b[first[known]] == b[n]:
                numbers[n] = known
                break
            place = (place + np.uint64(1)) & mask
    return count
