"""Compiled loops over places against plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.store import TokenStore
from workbench.index.view import View, tokens_in

LENGTHS = st.lists(st.integers(0, 6), min_size=1, max_size=8)


def store_of(lengths: list[int]) -> TokenStore:
    return TokenStore.build([(f"d{n}", " ".join("ab" for _ in range(length))) for n, length in enumerate(lengths)])


@given(LENGTHS, st.data())
def test_each_position_is_in_its_document_in_whatever_order_they_are_asked(
    lengths: list[int], data: st.DataObject
) -> None:
    store = store_of(lengths)
    owners = [n for n, length in enumerate(lengths) for _ in range(length)]
    asked = data.draw(st.lists(st.integers(0, len(owners) - 1), max_size=20)) if owners else []
    assert store.document_of(asked).tolist() == [owners[position] for position in asked]


@given(LENGTHS, st.data())
def test_a_run_is_counted_when_each_of_its_tokens_is(lengths: list[int], data: st.DataObject) -> None:
    store = store_of(lengths)
    size = len(store)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=np.bool_)
    documents = np.array(sorted(data.draw(st.sets(st.integers(0, len(lengths) - 1)))), dtype=np.int64)
    view = View.of_tokens(store, mask, documents)
    expected = [bool(mask[n]) and int(store.document_of([n])[0]) in documents for n in range(size)]
    assert view.counted.tolist() == expected
    assert view.total == sum(expected)
    runs = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), max_size=12))
    first = [min(run) for run in runs]
    length = [max(run) - min(run) for run in runs]
    assert view.covers_tokens(first, length).tolist() == [
        all(expected[f : f + n]) for f, n in zip(first, length, strict=True)
    ]


@given(LENGTHS, st.data())
def test_the_first_token_from_a_place_on(lengths: list[int], data: st.DataObject) -> None:
    store = store_of(lengths)
    documents = data.draw(st.lists(st.integers(0, len(lengths) - 1), max_size=6))
    places = [data.draw(st.integers(0, 25)) for _ in documents]
    for edges, found in (
        (store.starts, store.first_beginning_at(documents, places)),
        (store.ends - 1, store.first_ending_behind(documents, places)),
    ):
        expected = []
        for document, place in zip(documents, places, strict=True):
            begin, end = int(store.offsets[document]), int(store.offsets[document + 1])
            expected.append(next((n for n in range(begin, end) if edges[n] >= place), end))
        assert found.tolist() == expected


def test_intervals_of_documents_that_are_not_there_mark_nothing() -> None:
    store = store_of([2, 1])
    assert tokens_in(store, {"other": [(0, 10)], "d1": [(0, 1)], "d0": []}).tolist() == [False, False, True]
