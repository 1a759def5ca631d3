"""Lines of two texts that belong beside one another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.widgets.scroll_map import ScrollMap, not_crossing

pairs = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 80)), max_size=20)


def test_between_two_passages_lines_are_spread_evenly() -> None:
    lines = ScrollMap([(10, 30), (20, 40)], 40, 50)
    assert [lines(n) for n in (0, 5, 10, 15, 20, 30, 40)] == [0, 15, 30, 35, 40, 45, 50]


def test_without_passages_beginning_and_end_belong_together() -> None:
    lines = ScrollMap([], 10, 20)
    assert [lines(n) for n in (-3, 0, 5, 10, 12)] == [0, 0, 10, 20, 20]


def test_of_passages_in_another_order_the_most_are_kept() -> None:
    assert not_crossing([(1, 9), (2, 3), (3, 4), (4, 1), (5, 6)]) == [(2, 3), (3, 4), (5, 6)]


def test_an_empty_text_is_no_error() -> None:
    assert ScrollMap([(1, 1)], 0, 5)(0) == 0


@given(pairs, st.lists(st.floats(-5, 110), min_size=2, max_size=10))
def test_it_never_goes_back(anchors: list[tuple[float, float]], lines: list[float]) -> None:
    beside = ScrollMap(anchors, 100, 80)
    values = [beside(line) for line in sorted(lines)]
    assert all(one <= other + 1e-9 for one, other in pairwise(values))
    assert all(0 <= value <= 80 for value in values)


@given(pairs)
def test_every_kept_passage_is_hit_exactly(anchors: list[tuple[float, float]]) -> None:
    beside = ScrollMap(anchors, 100, 80)
    assert len(beside.anchors) >= 2
    for one, other in beside.anchors:
        assert beside(one) == pytest.approx(other)


@given(pairs)
def test_kept_pairs_rise_on_both_sides(anchors: list[tuple[float, float]]) -> None:
    kept = not_crossing(anchors)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(kept))
    assert set(kept) <= set(anchors)
    assert bool(kept) == bool(anchors)
