from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.rows import first, fit_rows


@pytest.mark.parametrize(
    ("count", "wanted", "shown"),
    [
        (3, [], [0, 1, 2]),
        (3, [5], [0, 1, 5]),
        (3, [5, 4], [0, 4, 5]),
        (3, [0], [0, 1, 2]),
        (3, [2, 5], [0, 2, 5]),
        (3, [0, 1, 2, 3, 4, 5], [0, 1, 2]),
        (3, [0, 2, 4, 5], [0, 2, 4]),
        (9, [5], [0, 1, 2, 3, 4, 5]),
    ],
)
def test_only_what_nobody_wants_gives_way(count: int, wanted: Sequence[int], shown: list[int]) -> None:
    assert first(range(6), count, wanted) == shown


@given(count=st.integers(1, 8), wanted=st.lists(st.integers(0, 9), max_size=10))
def test_an_item_that_is_wanted_and_among_the_first_is_always_shown(count: int, wanted: list[int]) -> None:
    shown = first(range(10), count, wanted)
    assert len(shown) == count
    assert shown == sorted(set(shown))
    assert set(range(count)) & set(wanted) <= set(shown)


def test_rows_are_made_lower_only_where_all_of_them_then_fit() -> None:
    sizes = {"largest": 20.0, "label": 15.0, "gap": 6.0, "smallest": 6.5}
    tight = {"tight_gap": 2.0, "tightest": 5.2}
    assert fit_rows(150.0, 5, 5, **sizes).groups == 3
    lower = fit_rows(150.0, 5, 5, **sizes, **tight)
    assert (lower.groups, lower.members) == (5, 5)
    assert 5.2 <= lower.pitch < 6.5
    # 40 groups don't fit either way: few rows that are easy to read are better than some more that are not
    assert fit_rows(150.0, 40, 5, **sizes, **tight) == fit_rows(150.0, 40, 5, **sizes)
    assert fit_rows(400.0, 5, 5, **sizes, **tight) == fit_rows(400.0, 5, 5, **sizes)
