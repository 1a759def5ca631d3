"""Passages as arrays: where they stand and how one is found again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.passages import Passages
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

TEXTS = {"a": "the war of the war", "empty": "", "b": "war! No war, the War.", "c": "peace"}


def passages(query: str = "war") -> Passages:
    store = TokenStore.build(TEXTS.items())
    return Passages.of_hits(store, find(View.of(store), parse(query)))


def places(found: Passages) -> list[tuple[int, int, int]]:
    starts, ends = found.spans()
    return list(zip(found.documents.tolist(), starts.tolist(), ends.tolist(), strict=True))


def test_hits_are_passages_of_their_documents_in_the_order_of_the_corpus() -> None:
    assert places(passages()) == [(0, 4, 7), (0, 15, 18), (2, 0, 3), (2, 8, 11), (2, 17, 20)]
    assert places(passages("the war")) == [(0, 0, 7), (0, 11, 18), (2, 13, 20)]


def test_the_passages_of_one_document_stand_together() -> None:
    found = passages()
    assert [found.of_document(document) for document in range(4)] == [(0, 2), (2, 2), (2, 5), (5, 5)]


def test_a_passage_is_found_by_its_place_and_only_by_exactly_that() -> None:
    found = passages()
    assert [found.number_of(*place) for place in places(found)] == list(range(5))
    assert found.number_of(0, 4, 8) is None
    assert found.number_of(1, 4, 7) is None


def test_some_passages_keep_their_places() -> None:
    found = passages()
    some = found.take(np.array([1, 3]))
    assert places(some) == [places(found)[1], places(found)[3]]
    assert places(found.take(found.documents == 2)) == places(found)[2:]
    assert len(Passages.none(found.store)) == 0


@given(st.lists(st.tuples(st.sampled_from([0, 2, 3]), st.integers(0, 20), st.integers(0, 8)), max_size=20))
def test_stretches_in_any_order_become_passages_in_the_order_of_the_corpus(
    given_spans: list[tuple[int, int, int]],
) -> None:
    store = TokenStore.build(TEXTS.items())
    spans = [(document, start, start + size) for document, start, size in given_spans]
    found, order = Passages.in_order(
        store, [d for d, _, _ in spans], [start for _, start, _ in spans], [end for _, _, end in spans]
    )
    assert places(found) == sorted(spans)
    assert [spans[n] for n in order.tolist()] == sorted(spans)
