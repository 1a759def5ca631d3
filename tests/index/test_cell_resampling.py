"""Documents in cells and intervals by drawing them again, against plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.index.cell_resampling import cell_intervals, sorted_by_cell


@given(st.lists(st.tuples(st.integers(-2, 5), st.integers(0, 3)), max_size=40), st.integers(0, 5))
@settings(deadline=None)
def test_documents_with_words_stand_cell_by_cell_in_their_order(documents: list[tuple[int, int]], cells: int) -> None:
    codes = np.array([code for code, _ in documents], dtype=np.int32)
    words = np.array([size for _, size in documents], dtype=np.int64)
    order, begins = sorted_by_cell(codes, words, cells)
    for cell in range(cells):
        expected = [n for n, (code, size) in enumerate(documents) if code == cell and size]
        assert order[begins[cell] : begins[cell + 1]].tolist() == expected
    assert begins[-1] == order.size


def plain(words: list[int], counts: list[int], seed: int, replicates: int, rank: int) -> tuple[float, float]:
    """The draws of one cell in plain Python: SplitMix64, two draws from each number."""
    mask, state, rates = 2**64 - 1, seed, []
    for _ in range(replicates):
        drawn: list[int] = []
        while len(drawn) < len(words):
            state = (state + 0x9E3779B97F4A7C15) & mask
            mixed = state
            mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
            mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
            mixed ^= mixed >> 31
            drawn += [((mixed >> 32) * len(words)) >> 32, ((mixed & 0xFFFFFFFF) * len(words)) >> 32]
        drawn = drawn[: len(words)]
        rates.append(sum(counts[n] for n in drawn) * 1000.0 / sum(words[n] for n in drawn))
    rates.sort()
    return rates[rank], rates[replicates - 1 - rank]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 4)), max_size=6), min_size=1, max_size=5),
    st.integers(0, 2**63),
)
def test_intervals_are_those_of_plain_draws(cells: list[list[tuple[int, int]]], seed: int) -> None:
    flat = [article for cell in cells for article in cell]
    begins = np.cumsum([0, *map(len, cells)]).astype(np.int64)
    words = np.array([w for w, _ in flat], dtype=np.int64)
    counts = np.array([c for _, c in flat], dtype=np.int64)
    seeds = np.array([(seed + n) % 2**64 for n in range(len(cells))], dtype=np.uint64)
    low, high = cell_intervals(begins, words, counts, seeds, replicates=19, rank=1)
    for n, cell in enumerate(cells):
        if len(cell) < 2 or not sum(c for _, c in cell):
            assert np.isnan([low[n], high[n]]).all()
        else:
            expected = plain([w for w, _ in cell], [c for _, c in cell], int(seeds[n]), 19, 1)
            assert (low[n], high[n]) == pytest.approx(expected)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    generator = np.random.default_rng(4)
    cells, articles = 600, 40
    words = generator.integers(200, 900, size=cells * articles)
    counts = generator.poisson(words * 0.01)
    begins = np.arange(cells + 1, dtype=np.int64) * articles
    seeds = np.arange(cells, dtype=np.uint64) * np.uint64(977)
    low, high = cell_intervals(begins, words, counts, seeds, replicates=1000, rank=24)
    assert 0.9 < ((low <= 10) & (high >= 10)).mean() < 0.98
