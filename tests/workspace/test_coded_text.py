"""Columns of text as numbers say the same as the columns themselves."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_series_equal

from workbench.workspace.coded_text import CodedText

texts = st.lists(st.sampled_from(["", "a", "b", "Ä b", "c\nd"]), max_size=12)


def column(values: list[str]) -> pd.Series:
    return pd.Series(values, dtype="str", index=range(3, 3 + len(values)), name="words")


@given(texts)
def test_a_column_comes_back(values: list[str]) -> None:
    before = column(values)
    assert_series_equal(CodedText.of(before).column(before), before)


@given(texts, st.dictionaries(st.integers(0, 11), st.sampled_from(["a", "new", "newer"])))
def test_rows_get_other_values_and_the_first_stays_as_it_was(values: list[str], rows: dict[int, str]) -> None:
    rows = {row: value for row, value in rows.items() if row < len(values)}
    first = CodedText.of(column(values))
    changed = first.with_rows(rows)
    assert changed.column(column(values)).tolist() == [rows.get(n, value) for n, value in enumerate(values)]
    assert first.column(column(values)).tolist() == values


@given(texts)
def test_values_are_mapped_asked_and_looked_for(values: list[str]) -> None:
    coded = CodedText.of(column(values))
    assert coded.mapped(str.upper).column(column(values)).tolist() == [value.upper() for value in values]
    assert coded.mapped(lambda _: "x").values == (("x",) if values else ())
    assert coded.among(["a", "none of them"]).tolist() == [value == "a" for value in values]
    assert coded.where(str.isspace).tolist() == [value.isspace() for value in values]


@pytest.mark.parametrize("kind", ["str", object])
def test_a_column_keeps_its_kind(kind: str | type) -> None:
    empty = pd.Series([], dtype=kind)
    assert_series_equal(CodedText.of(empty).mapped(str.upper).column(empty), empty)
