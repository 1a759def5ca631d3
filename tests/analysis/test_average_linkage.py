"""Average linkage over a sparse table, with groups that stay."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from workbench.analysis.average_linkage import average_linkage
from workbench.domain.errors import Cancelled


def groups(count: int, pairs: dict[tuple[int, int], float], cut: float = 0.5, **more: object) -> list[int]:
    one = np.array([a for a, _ in pairs], dtype=np.int64)
    other = np.array([b for _, b in pairs], dtype=np.int64)
    values = np.array(list(pairs.values()), dtype=np.float64)
    found: list[int] = average_linkage(count, one, other, values, cut=cut, **more).tolist()  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_those_of_scipy(seed: int) -> None:
    chosen = random.Random(seed)
    count = 40
    pairs = {pair: chosen.random() if chosen.random() < 0.6 else 0.0 for pair in combinations(range(count), 2)}
    distance = 1 - np.array(list(pairs.values()))
    expected = fcluster(linkage(distance, "average"), 0.5, "distance")
    found = groups(count, {pair: value for pair, value in pairs.items() if value})
    assert len(set(found)) == len(set(expected)) < count
    assert len(set(zip(found, expected.tolist(), strict=True))) == len(set(found))


def test_a_chain_is_not_one_group() -> None:
    assert groups(4, {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}) == [0, 0, 2, 2]


def test_a_group_that_is_given_stays_together_and_apart_from_the_others() -> None:
    fixed = np.array([0, -1, 1, 0, -1], dtype=np.int64)
    found = groups(5, {(0, 1): 0.9, (1, 3): 0.8, (0, 2): 1.0, (2, 3): 1.0, (2, 4): 0.9}, fixed=fixed)
    assert found == [0, 0, 2, 0, 2]


def test_times_that_are_too_far_apart_are_not_joined_by_a_thing_without_time() -> None:
    pairs = {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.9}
    assert groups(3, pairs) == [0, 0, 0]
    assert groups(3, pairs, when=[(0, 0), None, (500, 500)], reach=8) == [0, 0, 2]
    assert groups(3, pairs, when=[(0, 0), (8, 8), (16, 16)], reach=8) == [0, 0, 0]


def test_nothing_is_grouped_without_pairs_and_a_cut_of_zero_is_refused() -> None:
    assert groups(3, {}) == [0, 1, 2]
    assert groups(0, {}) == []
    with pytest.raises(ValueError, match="above 0"):
        groups(2, {(0, 1): 1.0}, cut=0.0)


def test_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    monkeypatch.setattr("workbench.analysis.average_linkage._REPORT_EVERY", 1)
    with pytest.raises(Cancelled):
        groups(2, {(0, 1): 1.0}, progress=stop)


@given(
    pairs=st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), st.floats(0, 1)
    ),
    fixed=st.lists(st.integers(-1, 2), min_size=8, max_size=8),
)
def test_a_given_group_is_never_divided_nor_joined_with_another(
    pairs: dict[tuple[int, int], float], fixed: list[int]
) -> None:
    found = groups(8, pairs, fixed=np.array(fixed, dtype=np.int64))
    assert all(found[group] == group <= thing for thing, group in enumerate(found))
    for a, b in combinations(range(8), 2):
        if fixed[a] >= 0 and fixed[b] >= 0:
            assert (found[a] == found[b]) == (fixed[a] == fixed[b])
