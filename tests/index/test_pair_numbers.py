"""Different pairs of counts against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.pair_numbers import count_pairs

COUNTS = st.integers(0, 3) | st.integers(60, 70) | st.integers(0, 2**40)


@given(st.lists(st.tuples(COUNTS, COUNTS, st.booleans()), max_size=60), st.integers(0, 4))
def test_terms_with_equal_counts_have_one_pair(terms: list[tuple[int, int, bool]], least: int) -> None:
    a = np.array([term[0] for term in terms], dtype=np.int64)
    b = np.array([term[1] for term in terms], dtype=np.int64)
    shown = np.array([term[2] for term in terms], dtype=np.bool_)
    made = count_pairs(a, b, shown, least)
    kept = [n for n, (one, other, wanted) in enumerate(terms) if wanted and one + other >= least]
    known = list(dict.fromkeys(terms[n][:2] for n in kept))
    assert made.rows.tolist() == kept
    assert list(zip(made.a.tolist(), made.b.tolist(), strict=True)) == known
    assert [known[number] for number in made.pairs.tolist()] == [terms[n][:2] for n in kept]


def test_many_different_pairs_are_told_apart() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 10**6, (2, 20_000))
    made = count_pairs(a, b, np.ones(a.size, dtype=np.bool_), 0)
    np.testing.assert_array_equal(made.a[made.pairs], a)
    np.testing.assert_array_equal(made.b[made.pairs], b)
    assert len(set(zip(made.a.tolist(), made.b.tolist(), strict=True))) == made.a.size


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=40), st.randoms())
def test_terms_are_ordered_by_the_rank_of_their_pair_then_as_they_were(
    terms: list[tuple[int, int]], chance: object
) -> None:
    a, b = (np.array([term[side] for term in terms], dtype=np.int64) for side in (0, 1))
    made = count_pairs(a, b, np.ones(a.size, dtype=np.bool_), 0)
    ranks = np.array([chance.randrange(made.a.size) for _ in range(made.a.size)], dtype=np.int32)  # type: ignore[attr-defined]
    rows, pairs = made.by_rank(ranks)
    assert rows.tolist() == sorted(range(len(terms)), key=lambda n: (ranks[made.pairs[n]], n))
    assert pairs.tolist() == made.pairs[rows].tolist()
