"""What is counted: documents, passages in and passages out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.store import TokenStore
from workbench.index.view import View

STORE = TokenStore.build([("a", "one two three four"), ("b", ""), ("c", "“five six,” seven"), ("d", "eight")])
TEXTS = {"a": "one two three four", "b": "", "c": "“five six,” seven", "d": "eight"}


def words(view: View) -> list[str]:
    return [view.store.types[i] for i in view.store.ids[view.counted]]


def test_everything_is_counted_by_default() -> None:
    view = View.of(STORE)
    assert view.total == 8
    assert view.words_by_document.tolist() == [4, 0, 3, 1]
    assert view.documents.tolist() == [0, 1, 2, 3]


def test_only_admitted_documents_are_counted() -> None:
    view = View.of(STORE, documents=["d", "a"])
    assert words(view) == ["one", "two", "three", "four", "eight"]
    assert view.documents.tolist() == [0, 3]
    assert View.of(STORE, documents=[]).total == 0


def test_an_unknown_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        View.of(STORE, documents=["x"])


def test_only_keeps_what_begins_inside_and_drops_documents_that_are_not_named() -> None:
    assert words(View.of(STORE, only={"a": [(4, 7), (8, 9)], "c": [(0, 10)]})) == ["two", "three", "five", "six"]


def test_without_drops_what_begins_inside() -> None:
    assert words(View.of(STORE, without={"a": [(0, 8)], "d": [(0, 99)]})) == ["three", "four", "five", "six", "seven"]


def test_only_and_without_both_hold() -> None:
    assert words(View.of(STORE, only={"a": [(0, 13)]}, without={"a": [(4, 7)]}, documents=["a", "c"])) == [
        "one",
        "three",
    ]


def test_passages_of_documents_that_are_out_or_unknown_change_nothing() -> None:
    view = View.of(STORE, documents=["a"], only={"a": [(0, 3)], "c": [(0, 99)], "elsewhere": [(0, 5)]})
    assert words(view) == ["one"]


@given(
    st.lists(st.tuples(st.integers(0, 22), st.integers(0, 22)), max_size=5),
    st.lists(st.tuples(st.integers(0, 22), st.integers(0, 22)), max_size=5),
)
def test_a_token_is_counted_when_its_first_character_is(
    only: list[tuple[int, int]], without: list[tuple[int, int]]
) -> None:
    view = View.of(STORE, only={"a": only}, without={"a": without})
    for position in range(4):
        start = int(STORE.starts[position])
        expected = any(s <= start < e for s, e in only) and not any(s <= start < e for s, e in without)
        assert view.counted[position] == expected
    assert view.total == view.counted.sum() == view.words_by_document.sum()


@given(st.sampled_from("abcd"), st.integers(0, 20), st.integers(0, 20), st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_span_is_counted_when_its_first_token_is(document: str, start: int, length: int, mask: list[bool]) -> None:
    view = View.of_tokens(STORE, np.array(mask), np.arange(4))
    index, end = STORE.document_index(document), start + length
    tokens = range(int(STORE.offsets[index]), int(STORE.offsets[index + 1]))
    touched = [t for t in tokens if STORE.starts[t] < end and STORE.ends[t] > start]
    expected = bool(touched) and mask[touched[0]]
    assert view.covers_spans([index], [start], [end]).tolist() == [expected]


def test_a_span_far_behind_the_end_is_not_taken_for_one_of_the_next_document() -> None:
    assert View.of(STORE).covers_spans([0, 0, 3], [5_000, 18, 9], [5_010, 25, 12]).tolist() == [False, False, False]


def test_no_spans_and_no_words_are_no_error() -> None:
    assert View.of(STORE).covers_spans([], [], []).tolist() == []
    empty = View.of(TokenStore.build([("x", "…")]))
    assert empty.covers_spans([0], [0], [1]).tolist() == [False]
    assert empty.total == 0


def test_a_view_cannot_be_changed() -> None:
    view = View.of(STORE)
    with pytest.raises(ValueError, match="read-only"):
        view.counted[0] = False
