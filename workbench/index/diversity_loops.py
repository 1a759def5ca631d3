"""Loops over the words of a sample for measures of lexical diversity.

``times``, ``seen`` and ``numbers`` are scratch space: an array with a 0 for each type, which is all 0 again afterwards.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import kernel

Scratch = npt.NDArray[np.int32]


@kernel
def copy_words(ids: IntArray, offsets: LongArray, left_out: BoolArray, documents: LongArray, sample: IntArray) -> int:
    """Fills a sample with the counted words of documents, one after the other. Returns how many it got."""
    cut = left_out.size > 0
    filled = 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            if filled == sample.size:
                return filled
            sample[filled] = ids[position]
            filled += 1
    return filled


@kernel
def renumber(sample: IntArray, numbers: Scratch) -> int:
    """Numbers the types of a sample in the order in which they first occur, in place, so that scratch space is small.

    ``numbers`` is scratch space for all types there are. Returns how many types the sample has.
    """
    types = 0
    for n in range(sample.size):
        kind = sample[n]
        if numbers[kind] == 0:
            types += 1
            numbers[kind] = types
            # the first place of a type keeps it until the end, to find what has to be set back
            sample[n] = -kind - 1
        else:
            sample[n] = numbers[kind] - 1
    number = 0
    for n in range(sample.size):
        if sample[n] < 0:
            numbers[-sample[n] - 1] = 0
            sample[n] = number
            number += 1
    return types


@kernel
def types_in_windows(sample: IntArray, window: int, times: Scratch) -> int:
    """The sum of the numbers of types in all stretches of ``window`` words; 0 when the sample is shorter."""
    if sample.size < window or window < 1:
        return 0
    different = 0
    total = 0
    for n in range(sample.size):
        if times[sample[n]] == 0:
            different += 1
        times[sample[n]] += 1
        if n >= window:
            gone = sample[n - window]
            times[gone] -= 1
            if times[gone] == 0:
                different -= 1
        if n >= window - 1:
            total += different
    for kind in sample:
        times[kind] = 0
    return total


@kernel
def mtld_factors(sample: IntArray, backwards: bool, threshold: float, seen: Scratch) -> float:
    """Stretches, from the beginning or from the end, until types / words has come down to a threshold.

    The rest at the end is a part of one: (1 - its ratio) / (1 - threshold).
    """
    factors = 0.0
    words = 0
    types = 0
    stretch = 1
    for n in range(sample.size):
        kind = sample[sample.size - 1 - n] if backwards else sample[n]
        words += 1
        if seen[kind] != stretch:
            seen[kind] = stretch
            types += 1
        if types <= threshold * words:
            factors += 1.0
            words = 0
            types = 0
            stretch += 1
    if words > 0:
        factors += (1.0 - types / words) / (1.0 - threshold)
    for kind in sample:
        seen[kind] = 0
    return factors
