"""The kernels behind the order of a concordance, against plain Python."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.contexts import documents_of, stable_order, tokens_of, words_around, words_within
from workbench.index.store import TokenStore

DOCUMENTS = st.lists(st.lists(st.integers(0, 5), max_size=8), min_size=1, max_size=6)
LARGE = st.one_of(st.integers(0, 3), st.integers(2040, 2060), st.integers(0, 2**31 - 1))


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(LARGE, min_size=width, max_size=width), max_size=60)))
def test_an_order_by_numbers_is_the_one_of_a_plain_stable_sort(entries: list[list[int]]) -> None:
    columns = np.array(entries, dtype=np.int32).T if entries else np.zeros((2, 0), dtype=np.int32)
    assert stable_order(columns).tolist() == sorted(range(len(entries)), key=entries.__getitem__)


@given(DOCUMENTS, st.data())
def test_words_around_and_within_passages_are_those_of_their_document(
    documents: list[list[int]], data: st.DataObject
) -> None:
    offsets = [0, *accumulate(map(len, documents))]
    ids = np.array([word for words in documents for word in words], dtype=np.int32)
    passages = []
    for document, words in enumerate(documents):
        for begin in range(len(words)):
            size = data.draw(st.integers(-1, len(words) - begin))
            passages += [(document, begin, size)] if size >= 0 else []
    places = [-3, -1, 1, 2]
    own = np.array([d for d, _, _ in passages], dtype=np.int32)
    first = np.array([offsets[d] + begin for d, begin, _ in passages], dtype=np.int64)
    length = np.array([size for _, _, size in passages], dtype=np.int32)

    def word_at(document: int, place: int) -> int:
        words = documents[document]
        return words[place] + 1 if 0 <= place < len(words) else 0

    around = words_around(ids, np.array(offsets, dtype=np.int64), own, first, length, np.array(places, dtype=np.int64))
    assert around.T.tolist() == [
        [word_at(d, begin + place if place < 0 else begin + size + place - 1) for place in places]
        for d, begin, size in passages
    ]
    within = words_within(ids, first, length, most=3)
    for column, (document, begin, size) in zip(within.T.tolist(), passages, strict=True):
        expected = [documents[document][begin + n] + 1 for n in range(min(size, 3))]
        assert column == [*expected, *[0] * (len(column) - len(expected))]


@given(DOCUMENTS)
def test_the_document_of_each_position_is_found_also_behind_empty_ones(documents: list[list[int]]) -> None:
    offsets = np.array([0, *accumulate(map(len, documents))], dtype=np.int64)
    expected = [n for n, words in enumerate(documents) for _ in words]
    store = TokenStore.build([(str(n), "a " * len(words)) for n, words in enumerate(documents)])
    places = np.arange(len(expected), dtype=np.int64)
    assert store.offsets.tolist() == offsets.tolist()
    for order in (places, places[::3].copy(), places[::-1].copy()):
        assert documents_of(store, order).tolist() == store.document_of(order).tolist() == [expected[n] for n in order]


@given(st.lists(st.lists(st.integers(0, 20), max_size=6, unique=True).map(sorted), min_size=1, max_size=4), st.data())
def test_the_tokens_of_a_stretch_are_those_that_begin_in_it(documents: list[list[int]], data: st.DataObject) -> None:
    offsets = [0, *accumulate(map(len, documents))]
    starts = np.array([start for own in documents for start in own], dtype=np.int32)
    spans = []
    for document in range(len(documents)):
        begin = data.draw(st.integers(0, 22))
        spans.append((document, begin, begin + data.draw(st.integers(0, 10))))
    first, length = tokens_of(
        np.array(offsets, dtype=np.int64),
        starts,
        np.array([d for d, _, _ in spans], dtype=np.int32),
        [begin for _, begin, _ in spans],
        [end for _, _, end in spans],
    )
    for (document, begin, end), at, size in zip(spans, first.tolist(), length.tolist(), strict=True):
        own = documents[document]
        assert at == offsets[document] + sum(start < begin for start in own)
        assert size == sum(begin <= start < end for start in own)
