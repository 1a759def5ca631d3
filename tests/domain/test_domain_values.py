"""Spans, hit maps, plain tables and colours."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.columns import TABLES
from workbench.domain.errors import CounterpointError, QueryError, UnusableInputError, UsageError
from workbench.domain.focus import Focus
from workbench.domain.hitmap import HitMap, Mark
from workbench.domain.outlet_groups import NO_GROUP
from workbench.domain.palette import MARKS, outlet_styles
from workbench.domain.spans import Span, covers, merged
from workbench.domain.table_data import TableData

INTERVALS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


@given(INTERVALS)
def test_merging_keeps_every_place_and_leaves_gaps_between(intervals: list[tuple[int, int]]) -> None:
    joined = merged(intervals)
    assert {n for a, b in joined for n in range(a, b)} == {n for a, b in intervals for n in range(a, b)}
    assert all(one[1] < two[0] for one, two in pairwise(joined))
    assert all(start < end for start, end in joined)
    assert merged(joined) == joined


@given(INTERVALS, st.integers(-1, 61))
def test_a_place_is_covered_when_an_interval_holds_it(intervals: list[tuple[int, int]], place: int) -> None:
    assert covers(merged(intervals), place) is any(a <= place < b for a, b in intervals)


def test_spans_are_half_open() -> None:
    span = Span("a", 3, 7)
    assert span.length == 4
    assert span.overlaps(Span("a", 6, 9))
    assert not span.overlaps(Span("a", 7, 9))
    assert not span.overlaps(Span("b", 3, 7))
    for start, end in ((-1, 2), (5, 4)):
        with pytest.raises(ValueError, match="not a span"):
            Span("a", start, end)


def mark(left: float, right: float, name: str) -> Mark:
    return Mark(left, 0.2, right, 0.4, focus=Focus(term=name), label=name)


def test_the_top_mark_at_a_place_is_found_and_near_ones_within_the_slack() -> None:
    under, over, apart = mark(0.1, 0.5, "under"), mark(0.4, 0.6, "over"), mark(0.8, 0.9, "apart")
    hits = HitMap((under, over, apart))
    assert hits.at(0.45, 0.3) is over
    assert hits.at(0.2, 0.3) is under
    assert hits.at(0.7, 0.3) is None
    assert hits.at(0.78, 0.3, slack=0.05) is apart
    assert hits.at(0.63, 0.3, slack=0.2) is over, "the nearer one"
    assert hits.at(0.2, 0.9, slack=0.05) is None
    assert HitMap().at(0.5, 0.5, slack=1.0) is None


def test_a_table_becomes_plain_columns() -> None:
    frame = pd.DataFrame({"name": ["a", None], "count": [1, 2], "rate": [0.5, float("nan")]})
    table = TableData.from_frame(frame, ["A note."])
    assert table.names == ("name", "count", "rate")
    assert table.columns == (("a", None), (1, 2), (0.5, None))
    assert all(type(cell) in (str, int, float, type(None)) for column in table.columns for cell in column)
    assert (len(table), table.notes) == (2, ("A note.",))
    assert table.row(1) == {"name": None, "count": 2, "rate": None}
    assert table.texts("name") == ["a", ""]
    with pytest.raises(KeyError, match="colour"):
        table.column("colour")
    assert len(TableData()) == 0
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301 - it was made one line ago


def test_a_table_is_made_of_rows_and_keeps_its_columns_without_any() -> None:
    table = TableData.from_rows(["name", "count"], iter([("a", 1), ("b", None)]))
    assert (table.names, table.columns) == (("name", "count"), (("a", "b"), (1, None)))
    empty = TableData.from_rows(["name", "count"], [])
    assert (len(empty), empty.column("count")) == (0, ())
    with pytest.raises(ValueError, match="shorter"):
        TableData.from_rows(["name", "count"], [("a", 1), ("b",)])


def test_missing_whole_numbers_are_none_too() -> None:
    frame = pd.DataFrame({"start": pd.Series([3, pd.NA], dtype="Int64")})
    assert TableData.from_frame(frame).column("start") == (3, None)


@given(st.lists(st.text(min_size=1, max_size=6), unique=True, max_size=70))
def test_up_to_64_outlets_differ_in_colour_or_shape(outlets: list[str]) -> None:
    styles = outlet_styles(outlets)
    assert set(styles) == {*outlets, "", NO_GROUP}
    assert styles[NO_GROUP] == styles[""], "what is in no group looks as what is not known"
    looks = [(styles[name].light, styles[name].mark) for name in sorted(outlets, key=lambda o: (o.casefold(), o))[:64]]
    assert len(set(looks)) == len(looks)
    assert {style.mark for style in styles.values()} <= set(MARKS)
    assert outlet_styles(reversed(outlets)) == styles


def test_columns_of_the_contract_are_named_once() -> None:
    for columns in TABLES.values():
        assert len(set(columns)) == len(columns) > 0


def test_errors_for_people_have_one_base() -> None:
    assert issubclass(UsageError, CounterpointError)
    assert issubclass(UnusableInputError, CounterpointError)
    error = QueryError("A quotation mark is missing.", 4)
    assert (str(error), error.position) == ("A quotation mark is missing.", 4)
