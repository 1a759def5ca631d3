"""Keyword in context."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.concordance import concordance, hits_to_spans, sort_by_context
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {
    "a": "“The war,”  said\nhe, “is an anti-US war.”\n\nNo more war!",
    "b": "War",
    "c": "no hit",
}


def lines(query: str, window: int = 10, texts: dict[str, str] | None = None) -> pd.DataFrame:
    texts = texts or TEXTS
    store = TokenStore.build(texts.items())
    spans = hits_to_spans(store, find(View.of(store), parse(query)))
    return concordance(
        spans, texts=texts, outlets={"a": "North"}, dates={"a": "2024-07-04"}, store=store, window=window
    )


def test_lines_have_the_columns_of_the_contract_and_the_source_around_the_hit() -> None:
    table = lines("war", window=2)
    assert tuple(table.columns) == TABLES["kwic"]
    assert table.to_numpy().tolist() == [
        ["a", "North", "2024-07-04", 5, 8, "“The ", "war", ",” said he"],
        ["a", "North", "2024-07-04", 36, 39, "anti-US ", "war", ".” No more"],
        ["a", "North", "2024-07-04", 51, 54, "No more ", "war", "!"],
        ["b", "", "", 0, 3, "", "War", ""],
    ]


def test_a_hyphen_parts_words_and_stays_in_the_context() -> None:
    assert lines("us", window=1)[["left", "node", "right"]].to_numpy().tolist() == [["anti-", "US", " war"]]


def test_a_window_of_none_shows_the_node_alone() -> None:
    assert lines("is an", window=0)[["left", "node", "right"]].to_numpy().tolist() == [["", "is an", ""]]


def test_no_hit_is_an_empty_table_with_the_same_columns() -> None:
    table = lines("nothing")
    assert len(table) == 0
    assert table.dtypes.to_dict() == lines("war").dtypes.to_dict()


def test_a_negative_window_is_refused() -> None:
    with pytest.raises(UsageError):
        lines("war", window=-1)


@given(st.text(alphabet="ab’. \n\té😀-", max_size=60), st.integers(0, 60), st.integers(0, 10), st.integers(1, 4))
def test_contexts_are_the_text_itself_and_hold_no_more_words_than_the_window(
    text: str, start: int, length: int, window: int
) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    store = TokenStore.build([("before", "x y z"), ("d", text), ("behind", "x y z")])
    spans = pd.DataFrame({"document_id": ["d"], "start": [start], "end": [end]})
    row = concordance(spans, texts={"d": text}, outlets={}, dates={}, store=store, window=window).iloc[0]

    assert row["node"] == text[start:end]
    assert spaces(text[:start]).endswith(row["left"])
    assert spaces(text[end:]).startswith(row["right"])
    index = store.document_index("d")
    tokens = slice(store.offsets[index], store.offsets[index + 1])
    before = int((store.starts[tokens] < start).sum())
    behind = int((store.starts[tokens] >= end).sum())
    if before <= window:
        assert row["left"] == spaces(text[:start]) or before == window
    if behind < window:
        assert row["right"] == spaces(text[end:])


def spaces(text: str) -> str:
    out: list[str] = []
    for character in text:
        if character.isspace():
            if not out or out[-1] != " ":
                out.append(" ")
        else:
            out.append(character)
    return "".join(out)


SORTED = {"a": "red war zone. blue war area. Amber war zone. war"}


def test_lines_are_sorted_by_the_words_around_the_node() -> None:
    table = lines("war", texts=SORTED)
    first_right = sort_by_context(table, "1R")
    assert first_right["start"].tolist() == [45, 19, 4, 35]  # "", area, zone, zone
    assert sort_by_context(table, "1L")["start"].tolist() == [35, 19, 4, 45]  # amber, blue, red, zone
    assert sort_by_context(table, ("1R", "1L"))["start"].tolist() == [45, 19, 35, 4]
    assert table["start"].tolist() == [4, 19, 35, 45]


def test_lines_are_sorted_by_the_node_without_case() -> None:
    table = lines("a | b | war", texts={"a": "war B a WAR b A"})
    assert sort_by_context(table, "node")["node"].tolist() == ["a", "A", "B", "b", "war", "WAR"]


def test_sorting_by_anything_else_is_refused() -> None:
    with pytest.raises(UsageError, match="4R"):
        sort_by_context(lines("war"), "4R")
