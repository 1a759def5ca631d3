"""Articles of many small groups drawn again and again: the inner loop of intervals for each step of a timeline."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.index.kernels import in_parts, kernel
from workbench.index.store import IntArray, LongArray

FloatArray = npt.NDArray[np.float64]
SeedArray = npt.NDArray[np.uint64]


def sorted_by_cell(codes: IntArray, words: LongArray, cells: int) -> tuple[LongArray, LongArray]:
    """The documents of each cell, those with words alone, and where each cell begins among them.

    Args:
        codes: ``int32[D]``: the cell of each document; those that are no number below ``cells`` are left out.
        words: counted words of each document.
        cells: how many cells there are.
    """
    begins = np.zeros(cells + 1, dtype=np.int64)
    _count_cells(codes, words, cells, begins)
    np.cumsum(begins, out=begins)
    order = np.empty(int(begins[-1]), dtype=np.int64)
    _fill_cells(codes, words, cells, begins[:-1].copy(), order)
    return order, begins


def cell_intervals(
    begins: LongArray, words: LongArray, counts: LongArray, seeds: SeedArray, *, replicates: int, rank: int
) -> tuple[FloatArray, FloatArray]:
    """Rates per 1,000 words of articles that are drawn with replacement within each cell: two of them by rank.

    Args:
        begins: where each cell begins in ``words`` and ``counts``, and where the last one ends.
        words: of each article, all above 0.
        counts: how often the term stands in each article.
        seeds: one for each cell; the same seed and articles give the same draws.
        replicates: how often the articles of a cell are drawn.
        rank: which of the ordered rates are wanted: so many from below and from above, from 0.

    Returns:
        Low and high of each cell; not a number where there are fewer than 2 articles or the term is in none of them.
    """
    cells = begins.size - 1
    low, high = np.full(cells, np.nan), np.full(cells, np.nan)

    def work(begin: int, end: int) -> None:
        _cell_intervals(begin, end, begins, words, counts, seeds, replicates, rank, low, high)

    in_parts(work, cells, int(words.size) * replicates)
    return low, high


@kernel
def _count_cells(codes: IntArray, words: LongArray, cells: int, begins: LongArray) -> None:
    for document in range(codes.size):
        code = codes[document]
        if 0 <= code < cells and words[document] > 0:
            begins[code + 1] += 1


@kernel
def _fill_cells(codes: IntArray, words: LongArray, cells: int, place: LongArray, order: LongArray) -> None:
    for document in range(codes.size):
        code = codes[document]
        if 0 <= code < cells and words[document] > 0:
            order[place[code]] = document
            place[code] += 1


@kernel
def _cell_intervals(
    first: int,
    last: int,
    begins: LongArray,
    words: LongArray,
    counts: LongArray,
    seeds: SeedArray,
    replicates: int,
    rank: int,
    low: FloatArray,
    high: FloatArray,
) -> None:
    kept = rank + 1
    lowest = np.empty(kept, dtype=np.float64)
    highest = np.empty(kept, dtype=np.float64)
    half = np.uint64(32)
    lower = np.uint64(0xFFFFFFFF)
    for cell in range(first, last):
        begin = begins[cell]
        size = begins[cell + 1] - begin
        total = 0
        for n in range(begin, begin + size):
            total += counts[n]
        if size < 2 or total == 0:
            continue
        # only the ends are wanted, so only so many of the smallest and largest rates are kept, in order: no sorting of all
        lowest[:] = np.inf
        highest[:] = -np.inf
        state = seeds[cell]
        articles = np.uint64(size)
        for _ in range(replicates):
            drawn_words = 0
            drawn_counts = 0
            drawn = 0
            while drawn < size:
                # SplitMix64 (Steele, Lea & Flood 2014): each number makes two draws
                state += np.uint64(0x9E3779B97F4A7C15)
                mixed = state
                mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                mixed = mixed ^ (mixed >> np.uint64(31))
                place = begin + np.int64(((mixed >> half) * articles) >> half)
                drawn_words += words[place]
                drawn_counts += counts[place]
                drawn += 1
                if drawn < size:
                    place = begin + np.int64(((mixed & lower) * articles) >> half)
                    drawn_words += words[place]
                    drawn_counts += counts[place]
                    drawn += 1
            rate = drawn_counts * 1000.0 / drawn_words
            if rate < lowest[rank]:
                n = rank
                while n > 0 and lowest[n - 1] > rate:
                    lowest[n] = lowest[n - 1]
                    n -= 1
                lowest[n] = rate
            if rate > highest[rank]:
                n = rank
                while n > 0 and highest[n - 1] < rate:
                    highest[n] = highest[n - 1]
                    n -= 1
                highest[n] = rate
        low[cell] = lowest[rank]
        high[cell] = highest[rank]
