"""Counts by any parts equal naive counting, and intervals drawn in a loop equal those of matrices."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array

from workbench.analysis import bootstrap
from workbench.analysis.bootstrap import generator_for, rate_intervals, rate_intervals_of_few
from workbench.analysis.dispersion import dp_norm
from workbench.analysis.document_groups import DocumentGroups, members, sizes_of
from workbench.analysis.frequency import frequency_by, term_frequency
from workbench.analysis.type_list import TypeFilter, filtered, most_frequent, type_list
from workbench.domain.errors import QueryError, UsageError
from workbench.index.document_counts import counts_by_document
from workbench.index.store import TokenStore
from workbench.index.view import View

texts = st.lists(st.lists(st.sampled_from("abcd"), max_size=9), min_size=1, max_size=12)
labels = st.sampled_from(["", "x", "y"])


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[list[str]], list[str], list[str], list[bool], list[tuple[int, int]]]:
    """Words of documents, two labels of each, which are admitted, and a stretch of each that is left out."""
    words = draw(texts)
    first = draw(st.lists(labels, min_size=len(words), max_size=len(words)))
    second = draw(st.lists(labels, min_size=len(words), max_size=len(words)))
    admitted = draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    edges = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: (min(pair), max(pair)))
    cut = draw(st.lists(edges, min_size=len(words), max_size=len(words)))
    return words, first, second, admitted, cut


def view_of(words: list[list[str]], admitted: list[bool], cut: list[tuple[int, int]]) -> View:
    """Words of one letter with a space behind each, so that word n begins at 2 n."""
    store = TokenStore.build([(str(n), " ".join(line)) for n, line in enumerate(words)])
    documents = [str(n) for n, there in enumerate(admitted) if there]
    without = {str(n): [(2 * a, 2 * b)] for n, (a, b) in enumerate(cut) if a < b}
    return View.of(store, documents=documents, without=without or None)


@given(corpora())
@settings(deadline=None, max_examples=60)
def test_counts_by_a_pair_of_dimensions_equal_naive_counting(
    corpus: tuple[list[list[str]], list[str], list[str], list[bool], list[tuple[int, int]]],
) -> None:
    words, first, second, admitted, cut = corpus
    view = view_of(words, admitted, cut)
    kept = [
        [word for place, word in enumerate(line) if not a <= place < b] for line, (a, b) in zip(words, cut, strict=True)
    ]
    groups = DocumentGroups.of(first).crossed_with(DocumentGroups.of(tuple(second)))
    table = frequency_by(view, groups, ("one", "two"), ["a", "b", "a b"], replicates=0).table
    rows = {(row["one"], row["two"], row["term"]): row for row in table.to_dict("records")}
    there = sorted({(f, s) for f, s, on in zip(first, second, admitted, strict=True) if on})
    assert list(dict.fromkeys((one, two) for one, two, _ in rows)) == there
    for part in there:
        own = [n for n in range(len(words)) if admitted[n] and (first[n], second[n]) == part]
        sizes = [len(kept[n]) for n in own]
        for term in ("a", "b"):
            counts = [Counter(kept[n])[term] for n in own]
            row = rows[(*part, term)]
            assert (row["count"], row["documents"]) == (sum(counts), sum(map(bool, counts)))
            assert (row["articles"], row["words"]) == (sum(map(bool, sizes)), sum(sizes))
            rate = 1000 * sum(counts) / sum(sizes) if sum(sizes) else math.nan
            assert row["per_1000"] == pytest.approx(rate, nan_ok=True)
            full = [n for n, size in enumerate(sizes) if size]
            if sum(counts) and len(full) > 1:
                uneven = float(dp_norm([counts[n] for n in full], [sizes[n] for n in full]))
                assert row["dp_norm"] == pytest.approx(min(uneven, 1.0))
            else:
                assert math.isnan(row["dp_norm"])


@given(corpora(), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_the_list_of_types_equals_naive_counting(
    corpus: tuple[list[list[str]], list[str], list[str], list[bool], list[tuple[int, int]]], n: int
) -> None:
    words, first, _, admitted, cut = corpus
    view, groups = view_of(words, admitted, cut), DocumentGroups.of(tuple(first))
    counts: Counter[tuple[str, str]] = Counter()
    documents: Counter[str] = Counter()
    for line, label, on, (a, b) in zip(words, first, admitted, cut, strict=True):
        ends = range(len(line) - n + 1)
        runs = [" ".join(line[k : k + n]) for k in ends if on and all(not a <= p < b for p in range(k, k + n))]
        counts.update((label, run) for run in runs)
        documents.update(set(runs))
    listed = type_list(view, groups, n=n)
    chosen = filtered(view, listed, TypeFilter(count=1), n=n)
    assert {listed.terms[i]: int(listed.documents[i]) for i in chosen} == dict(documents)
    for g, name in enumerate(groups.names):
        assert {listed.terms[i]: int(listed.counts[g, i]) for i in chosen if listed.counts[g, i]} == {
            run: count for (label, run), count in counts.items() if label == name
        }
    order = [listed.terms[i] for i in most_frequent(listed, chosen, 3)]
    totals = Counter({term: int(listed.totals[i]) for i, term in enumerate(listed.terms)})
    assert order == sorted(documents, key=lambda term: (-totals[term], term))[:3]


@given(st.lists(st.integers(0, 5) | st.integers(60, 140), min_size=1, max_size=12), st.data())
@settings(deadline=None)
def test_positions_are_counted_by_document(lengths: list[int], data: st.DataObject) -> None:
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    positions = np.array(sorted(data.draw(st.sets(st.integers(0, max(int(offsets[-1]) - 1, 0))))), dtype=np.int64)
    positions = positions[positions < offsets[-1]]
    store = TokenStore.build([(str(n), "a " * length) for n, length in enumerate(lengths)])
    documents, counts = counts_by_document(store, positions)
    naive = Counter(int(np.searchsorted(offsets, p, side="right")) - 1 for p in positions)
    assert dict(zip(documents.tolist(), counts.tolist(), strict=True)) == dict(naive)
    assert documents.tolist() == sorted(naive)


@pytest.mark.parametrize("articles", [2, 3, 40])
def test_a_loop_over_draws_gives_the_same_intervals_as_matrices(articles: int) -> None:
    rng = np.random.default_rng(7)
    counts = csc_array(rng.poisson(0.5, size=(articles, 5)))
    words = rng.integers(1, 500, size=articles)
    matrices = rate_intervals(counts, words, replicates=500, generator=generator_for(5, "North"))
    loop = rate_intervals_of_few(counts, words, replicates=500, generator=generator_for(5, "North"))
    for one, other in zip(matrices, loop, strict=True):
        np.testing.assert_array_equal(one, other)


def test_intervals_do_not_depend_on_how_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    store = TokenStore.build([(str(n), "war " * (n % 5) + "peace and quiet " * (n % 7 + 1)) for n in range(30)])
    outlets = ["A", "B", ""] * 10
    plain = term_frequency(View.of(store), outlets, terms=["war", "quiet", "none"]).table
    monkeypatch.setattr("workbench.analysis.frequency.LOOP_FROM", 1)
    looped = term_frequency(View.of(store), outlets, terms=["war", "quiet", "none"]).table
    assert plain.equals(looped)
    assert bootstrap.LOOP_FROM > 1


def test_parts_know_their_documents_and_sizes() -> None:
    view = View.of(TokenStore.build([("a", "x y"), ("b", ""), ("c", "x"), ("d", "x")]), documents="abc")
    groups = DocumentGroups.of(["P", "P", "Q", "R"])
    assert [documents.tolist() for documents in members(view, groups)] == [[0], [2], []]
    sizes = sizes_of(view, groups)
    assert [array.tolist() for array in sizes] == [[2, 1, 0], [1, 1, 0], [2, 1, 0], [2, 1, 0]]
    with pytest.raises(ValueError, match="2 labels for 4 documents"):
        sizes_of(view, DocumentGroups.of(["P", "Q"]))


WORDS = TokenStore.build([("a", "Running run runner outrun café the the of"), ("b", "run the war of the worlds")])


@pytest.mark.parametrize(
    ("text", "match", "wanted"),
    [
        ("run", "contains", {"running", "run", "runner", "outrun"}),
        ("RUN", "begins", {"running", "run", "runner"}),
        ("run", "ends", {"run", "outrun"}),
        ("run", "is", {"run"}),
        ("run*", "is", {"running", "run", "runner"}),
        ("r?n", "contains", {"run"}),
        (".*n(er)?", "expression", {"run", "runner", "outrun"}),
        ("caf", "contains", {"café"}),
        ("nothing", "contains", set()),
    ],
)
def test_the_list_is_filtered_by_text(text: str, match: str, wanted: set[str]) -> None:
    view = View.of(WORDS)
    listed = type_list(view, DocumentGroups.of(["A", "B"]))
    assert {listed.terms[i] for i in filtered(view, listed, TypeFilter(text=text, match=match))} == wanted


def test_the_list_is_filtered_by_counts_and_hidden_words() -> None:
    view = View.of(WORDS)
    groups = DocumentGroups.of(["A", "B"])
    listed = type_list(view, groups)
    assert {listed.terms[i] for i in filtered(view, listed, TypeFilter(count=3))} == {"the"}
    assert {listed.terms[i] for i in filtered(view, listed, TypeFilter(articles=2))} == {"the", "of", "run"}
    assert {listed.terms[i] for i in filtered(view, listed, TypeFilter(articles=2, hide={"The", "of"}))} == {"run"}
    pairs = type_list(view, groups, n=2)
    kept = {pairs.terms[i] for i in filtered(view, pairs, TypeFilter(hide={"the", "of"}), n=2)}
    assert kept == {"running run", "run runner", "runner outrun", "outrun café"}
    assert type_list(view, groups) is listed, "it is counted once"


def test_a_filter_that_makes_no_sense_is_refused() -> None:
    view = View.of(WORDS)
    listed = type_list(view, DocumentGroups.of(["A", "B"]))
    with pytest.raises(QueryError):
        filtered(view, listed, TypeFilter(text="[a", match="expression"))
    with pytest.raises(UsageError, match="Choose one of"):
        filtered(view, listed, TypeFilter(match="sounds like"))
    with pytest.raises(UsageError, match="part of speech"):
        filtered(view, listed, TypeFilter(part_of_speech="NOUNS"))
