"""Pairs of rows whose product is large."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, random_array

from workbench.analysis import similar_pairs
from workbench.analysis.similar_pairs import PairFinder, signatures
from workbench.index.store import LongArray


def rows_of(seed: int, rows: int = 40, columns: int = 60, density: float = 0.2) -> csr_array:
    """Rows of length 1 with numbers that are not negative."""
    rng = np.random.default_rng(seed)
    matrix = random_array((rows, columns), density=density, rng=rng, format="csr", dtype=np.float64)
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    rows_at = np.repeat(np.arange(rows), np.diff(matrix.indptr))
    matrix.data = (matrix.data / length[rows_at]).astype(np.float32)
    return csr_array(matrix.astype(np.float32))


def wanted(least: float) -> similar_pairs.Wanted:
    def need(one: LongArray, other: LongArray) -> npt.NDArray[np.float64]:
        return np.full(one.size, least)

    return need


def found(finder: PairFinder, rows: int, least: float, step: int) -> dict[tuple[int, int], float]:
    out = {}
    for begin in range(0, rows, step):
        for low in range(0, rows, step):
            one, other, value = finder.find(
                slice(begin, min(begin + step, rows)), slice(low, min(low + step, rows)), wanted(least), least
            )
            for a, b, v in zip(one.tolist(), other.tolist(), value.tolist(), strict=True):
                assert (a, b) not in out
                out[a, b] = v
    return out


@given(seed=st.integers(0, 1000), least=st.sampled_from([0.1, 0.25, 0.5]), step=st.sampled_from([7, 40]))
def test_all_pairs_are_found_once_with_their_product(seed: int, least: float, step: int) -> None:
    rows = rows_of(seed)
    whole = (rows @ rows.T).toarray()
    pairs = found(PairFinder(rows, exact=True), 40, least, step)
    assert set(pairs) == {(a, b) for a in range(40) for b in range(a) if whole[a, b] >= least}
    assert all(value == pytest.approx(whole[pair], abs=1e-6) for pair, value in pairs.items())


@given(seed=st.integers(0, 1000))
def test_pairs_that_are_found_by_signature_have_the_product_of_the_whole_rows(seed: int) -> None:
    rows = rows_of(seed, columns=200, density=0.5)  # rows of 100 columns: longer than a signature
    whole = (rows @ rows.T).toarray()
    pairs = found(PairFinder(rows, exact=False), 40, 0.6, 13)
    assert all(value == pytest.approx(whole[pair], abs=1e-6) for pair, value in pairs.items())
    likely = {(a, b) for a in range(40) for b in range(a) if whole[a, b] >= 0.6}
    assert set(pairs) <= likely
    assert len(pairs) >= 0.95 * len(likely)


def test_a_signature_has_the_largest_numbers_of_each_row_in_their_columns() -> None:
    rows = csr_array(np.array([[0.1, 0.5, 0.0, 0.4, 0.2], [0.0, 0.0, 0.7, 0.0, 0.0], [0.0] * 5], dtype=np.float32))
    assert signatures(rows, 2).toarray().round(1).tolist() == np.array(
        [[0, 0.5, 0, 0.4, 0], [0, 0, 0.7, 0, 0], [0] * 5], dtype=np.float32
    ).round(1).tolist()  # fmt: skip


def test_pairs_that_are_not_wanted_are_not_found() -> None:
    rows = csr_array(np.ones((3, 1), dtype=np.float32))

    def only_the_last(one: LongArray, other: LongArray) -> npt.NDArray[np.float64]:
        return np.where((one == 2) & (other == 1), 0.5, np.inf)

    for exact in (True, False):
        one, other, _ = PairFinder(rows, exact=exact).find(slice(0, 3), slice(0, 3), only_the_last, 0.5)
        assert (one.tolist(), other.tolist()) == ([2], [1])
