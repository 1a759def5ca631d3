"""Counts by group, by document and by term against naive counting."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.index import kernels
from workbench.index.document_term_matrix import DocumentTermMatrix, TermNumbers
from workbench.index.group_counts import group_counts
from workbench.index.ngram_numbers import ngrams
from workbench.index.store import TokenStore
from workbench.index.view import View

WORDS = ["a", "b", "c", "d"]


@st.composite
def corpora(draw: st.DrawFn) -> tuple[View, list[list[str | None]], np.ndarray]:
    """A view, the words of each document (``None`` where one is not counted), and a group for each document."""
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=6))
    store = TokenStore.build([(str(k), " ".join(words)) for k, words in enumerate(texts)])
    documents = sorted(draw(st.sets(st.integers(0, len(texts) - 1))))
    counted = np.ones(len(store), dtype=np.bool_)
    for k in draw(st.sets(st.integers(0, 40), max_size=6)):
        if k < len(store):
            counted[k] = False
    view = View(store, np.array(documents, dtype=np.int64), ~counted if draw(st.booleans()) else counted[:0])
    words: list[list[str | None]] = []
    for d, text in enumerate(texts):
        begin = int(store.offsets[d])
        out = view.left_out[begin : begin + len(text)] if view.left_out.size else [False] * len(text)
        words.append([None if d not in documents or o else w for w, o in zip(text, out, strict=True)])
    groups = draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts)))
    return view, words, np.array(groups, dtype=np.int32)


@settings(max_examples=80)
@given(corpora())
def test_counts_and_documents_of_each_group_are_those_of_naive_counting(
    corpus: tuple[View, list[list[str | None]], np.ndarray],
) -> None:
    view, words, groups = corpus
    made = group_counts(view, groups, 3)
    for group in range(3):
        own = [Counter(w for w in text if w is not None) for text, g in zip(words, groups, strict=True) if g == group]
        for n, word in enumerate(view.store.types):
            assert made.counts[group, n] == sum(counter[word] for counter in own)
            assert made.documents[group, n] == sum(word in counter for counter in own)


def test_counting_in_threads_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    store = TokenStore.build([(str(k), " ".join(rng.choice(WORDS, 7))) for k in range(40)])
    groups = rng.integers(0, 3, 40).astype(np.int32)
    alone = group_counts(View.of(store), groups, 3)
    monkeypatch.setattr(kernels, "WORTH_SPLITTING", 1)
    monkeypatch.setattr(kernels, "_THREADS", 4)
    threads = group_counts(View.of(store), groups, 3)
    assert threads is not alone
    np.testing.assert_array_equal(threads.counts, alone.counts)
    np.testing.assert_array_equal(threads.documents, alone.documents)


def test_a_view_is_counted_once_for_the_same_groups() -> None:
    view = View.of(TokenStore.build([("x", "a b"), ("y", "b")]))
    groups = np.array([0, 1], dtype=np.int32)
    first = group_counts(view, groups, 2)
    assert group_counts(view, groups, 2) is first
    assert first.counts is first.counts


def test_views_of_the_same_words_share_what_is_counted_by_document() -> None:
    store = TokenStore.build([("x", "a b"), ("y", "b")])
    marks = np.array([True, False, False])
    one = DocumentTermMatrix.of(View.of(store, without=marks))
    assert DocumentTermMatrix.of(View.of(store, documents=["y"], without=marks)) is one
    assert DocumentTermMatrix.of(View.of(store)) is not one
    assert DocumentTermMatrix.of(View.of(store, documents=["y"])) is DocumentTermMatrix.of(View.of(store))
    assert DocumentTermMatrix.of(View.of(store, without=~marks)) is not one


@settings(max_examples=60)
@given(corpora())
def test_sums_of_some_documents_are_those_of_naive_counting(
    corpus: tuple[View, list[list[str | None]], np.ndarray],
) -> None:
    view, words, _ = corpus
    made = DocumentTermMatrix.of(view).sums(view.documents)
    own = [Counter(w for w in words[d] if w is not None) for d in view.documents.tolist()]
    assert made.counts.tolist() == [sum(counter[word] for counter in own) for word in view.store.types]
    assert made.documents.tolist() == [sum(word in counter for counter in own) for word in view.store.types]


@settings(max_examples=60)
@given(corpora(), st.lists(st.sets(st.integers(0, 2)), min_size=1, max_size=3))
def test_groups_together_are_the_sum_of_their_counts(
    corpus: tuple[View, list[list[str | None]], np.ndarray], asked: list[set[int]]
) -> None:
    view, _, groups = corpus
    made, table = group_counts(view, groups, 3), group_counts(view, groups.copy(), 3).counts
    for chosen in asked:
        np.testing.assert_array_equal(made.of(chosen).counts, table[sorted(chosen)].sum(axis=0))


def test_a_word_that_stands_more_often_than_16_bits_hold_is_counted() -> None:
    store = TokenStore.build([("x", "a " * 70_000 + "b"), ("y", "b")])
    assert DocumentTermMatrix.of(View.of(store)).every.counts.tolist() == [70_000, 2]


@settings(max_examples=80)
@given(corpora(), st.integers(1, 5), st.integers(1, 3))
def test_ngrams_are_those_of_naive_counting(
    corpus: tuple[View, list[list[str | None]], np.ndarray], n: int, least: int
) -> None:
    view, words, groups = corpus
    runs: list[tuple[int, tuple[str, ...]]] = []
    for d, text in enumerate(words):
        for p in range(len(text) - n + 1):
            run = [word for word in text[p : p + n] if word is not None]
            if len(run) == n:
                runs.append((d, tuple(run)))
    expected = {run: count for run, count in Counter(run for _, run in runs).items() if count >= least}
    found = ngrams(view, n, minimum_count=least)
    types = view.store.types
    members = [tuple(types[i] for i in ids) for ids in found.members.tolist()]
    assert members == sorted(expected)
    assert found.totals.tolist() == [expected[member] for member in members]
    counts = group_counts(view, groups, 3, found.numbers)
    by_group = Counter((int(groups[d]), run) for d, run in runs)
    for g in range(3):
        assert counts.counts[g].tolist() == [by_group[g, member] for member in members]
    # the same by document, and by term
    slots = np.arange(len(members), dtype=np.int32)
    begins, terms, times = DocumentTermMatrix.of(view, found.numbers).rows(view.documents, slots)
    by_document = Counter((d, run) for d, run in runs if run in expected)
    seen = {
        (d, members[terms[k]]): int(times[k])
        for d in range(len(words))
        for k in range(int(begins[d]), int(begins[d + 1]))
    }
    assert seen == dict(by_document)
    articles = np.arange(len(words), dtype=np.int32)
    begins, where, times32 = DocumentTermMatrix.of(view, found.numbers).columns(
        view.documents, slots, len(members), articles
    )
    seen = {
        (int(where[k]), members[t]): int(times32[k])
        for t in range(len(members))
        for k in range(int(begins[t]), int(begins[t + 1]))
    }
    assert seen == dict(by_document)


def test_a_table_that_gets_too_small_grows_and_keeps_its_numbers() -> None:
    rng = np.random.default_rng(5)
    names = [f"w{k}" for k in range(150)]
    texts = [(str(d), " ".join(rng.choice(names, 500))) for d in range(60)]
    view = View.of(TokenStore.build(texts))
    found = ngrams(view, 2)
    runs = Counter(run for _, text in texts for run in zip(text.split(), text.split()[1:], strict=False))
    assert len(runs) > 1 << 12
    assert found.totals.size == len(runs)
    assert found.totals.sum() == sum(runs.values())


def test_other_numbers_than_types_can_be_counted() -> None:
    view = View.of(TokenStore.build([("x", "a b c"), ("y", "c c")]))
    numbers = TermNumbers(np.array([0, -1, 1, 1, 0], dtype=np.int32), 2)
    made = group_counts(view, np.array([0, 0], dtype=np.int32), 1, numbers)
    assert made.counts.tolist() == [[2, 2]]
    assert made.documents.tolist() == [[2, 2]]
