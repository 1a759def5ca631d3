"""Counts of words, n-grams and searches by document."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.ngrams import count_queries, count_terms
from workbench.domain.errors import QueryError, UsageError
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.view import View

WORDS = st.sampled_from(
    ["war", "The", "the", "U.S.", "U.S", "Russia’s", "don't", "1,000", "anti-US", "near", "Straße", "…"]
)


def counts(view: View, **options: object) -> dict[str, list[int]]:
    counted = count_terms(view, **options)  # type: ignore[arg-type]
    return {term: counted.matrix[:, [n]].toarray().ravel().tolist() for n, term in enumerate(counted.terms)}


def test_words_are_counted_document_by_document() -> None:
    view = View.of(TokenStore.build([("a", "war War peace"), ("b", ""), ("c", "peace")]))
    assert counts(view) == {"peace": [1, 0, 1], "war": [2, 0, 0]}


def test_ngrams_stay_within_a_document_and_cross_punctuation() -> None:
    view = View.of(TokenStore.build([("a", "one two, three"), ("b", "one two")]))
    assert counts(view, n=2) == {"one two": [1, 1], "two three": [1, 0]}
    assert counts(view, n=3) == {"one two three": [1, 0]}


def test_a_word_that_is_not_counted_parts_an_ngram() -> None:
    view = View.of(TokenStore.build([("a", "one two three four")]), without={"a": [(4, 7)]})
    assert counts(view, n=2) == {"three four": [1]}


def test_rare_and_hidden_terms_are_left_out() -> None:
    view = View.of(TokenStore.build([("a", "war in ukraine war in the end in")]))
    assert set(counts(view, minimum_count=2)) == {"war", "in"}
    assert set(counts(view, hide={"In", "the"})) == {"war", "ukraine", "end"}
    assert set(counts(view, n=2, hide={"in", "the"})) == {"ukraine war"}
    assert set(counts(view, n=3, hide={"in", "the"})) == {"war in ukraine"}


@pytest.mark.parametrize("n", [0, 6])
def test_other_lengths_are_refused(n: int) -> None:
    with pytest.raises(UsageError):
        count_terms(View.of(TokenStore.build([])), n=n)


@given(st.lists(st.lists(WORDS, max_size=10), max_size=4), st.integers(1, 3), st.sets(st.integers(0, 30), max_size=3))
def test_every_term_is_found_exactly_as_often_as_it_is_counted(
    documents: list[list[str]], n: int, left_out: set[int]
) -> None:
    store = TokenStore.build([(str(k), " ".join(words)) for k, words in enumerate(documents)])
    counted = np.ones(len(store), dtype=np.bool_)
    counted[[k for k in left_out if k < len(store)]] = False
    view = View.of_tokens(store, counted, np.arange(len(documents)))
    terms = count_terms(view, n=n)
    assert list(terms.terms) == sorted(terms.terms)
    for k, term in enumerate(terms.terms):
        hits = find(view, parse(term))
        by_document = np.bincount(store.document_of(hits.first), minlength=len(documents))
        assert by_document.tolist() == terms.matrix[:, [k]].toarray().ravel().tolist()
    if n == 1:
        assert terms.matrix.sum() == view.total


def test_searches_are_counted_in_the_given_order_each_once() -> None:
    view = View.of(TokenStore.build([("a", "war in war"), ("b", "peace")]))
    counted = count_queries(view, ["war | peace", "x", "war in", "x"])
    assert counted.terms == ("war | peace", "x", "war in")
    assert counted.matrix.toarray().tolist() == [[2, 0, 1], [1, 0, 0]]
    with pytest.raises(QueryError):
        count_queries(view, ["war |"])


def test_an_empty_corpus_has_no_terms() -> None:
    view = View.of(TokenStore.build([]))
    assert count_terms(view, n=2).terms == ()
    assert count_queries(view, []).terms == ()
