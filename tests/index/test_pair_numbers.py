"""Different pairs of counts against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.pair_numbers import pair_numbers

COUNTS = st.integers(0, 3) | st.integers(0, 2**40)


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=60))
def test_equal_pairs_have_one_number(pairs: list[tuple[int, int]]) -> None:
    a = np.array([pair[0] for pair in pairs], dtype=np.int64)
    b = np.array([pair[1] for pair in pairs], dtype=np.int64)
    first, numbers = pair_numbers(a, b)
    known = {pair: n for n, pair in enumerate(dict.fromkeys(pairs))}
    assert numbers.tolist() == [known[pair] for pair in pairs]
    assert [pairs[place] for place in first.tolist()] == list(known)
    assert first.tolist() == [pairs.index(pair) for pair in known]
