"""Everything that is counted over the store equals counting in plain Python over the words of each text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.analysis.frequency import term_frequency
from workbench.analysis.keyness import keyness
from workbench.analysis.ngrams import count_terms
from workbench.index.query import Hits, find, parse
from workbench.index.store import TokenStore
from workbench.index.tokenizer import scan_query, tokenize
from workbench.index.view import View
from workbench.index.windows import count_in_windows, find_windows

Word = tuple[str, int, int, bool]
"""The word as it is counted, its start and end, and whether it is counted."""
Interval = tuple[int, int]

WORDS = (
    "war", "War", "in", "IN", "U.S.", "u.s", "US", "don't", "don’t", "O’Brien's", "russia’s", "café", "cafe\u0301",
    "CAFÉ", "Straße", "strasse", "1,000", "3.5", "1", "anti-war", "e\u0301", "soft\u00adly", "softly", "İ", "ΣΑΣ", "中",
)  # fmt: skip
BETWEEN = (" ", " ", " ", ", ", ". ", "\n\n", "-", "’", "'", "", "“", "” ")


def written(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(word + between for word, between in pieces)


TEXTS = st.one_of(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=25).map(written),
    st.text(alphabet="abAB'’.,-1 \né\u0301ßs\u00ad", max_size=40),
)


@dataclass(frozen=True)
class Corpus:
    """Texts, their outlets, which of them are admitted, and stretches that are left out."""

    texts: tuple[str, ...]
    outlets: tuple[str, ...]
    admitted: frozenset[int] | None
    without: Mapping[int, tuple[Interval, ...]]

    @cached_property
    def view(self) -> View:
        store = TokenStore.build([(str(n), text) for n, text in enumerate(self.texts)])
        return View.of(
            store,
            documents=None if self.admitted is None else [str(n) for n in sorted(self.admitted)],
            without={str(n): list(spans) for n, spans in self.without.items()} or None,
        )

    @cached_property
    def documents(self) -> list[list[Word]]:
        return [self._words(n) for n in range(len(self.texts))]

    def _words(self, n: int) -> list[Word]:
        tokens = tokenize(self.texts[n])
        admitted = self.admitted is None or n in self.admitted
        out = []
        for word, start, end in zip(tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
            inside = any(a <= start < b for a, b in self.without.get(n, ()))
            out.append((word, start, end, admitted and not inside))
        return out

    def counted(self) -> list[list[str]]:
        return [[word for word, _, _, counted in document if counted] for document in self.documents]

    def runs(self, n: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """Document, place in it and words of each succession of counted neighbours."""
        return [
            (d, p, tuple(word for word, *_ in document[p : p + n]))
            for d, document in enumerate(self.documents)
            for p in range(len(document) - n + 1)
            if all(counted for *_, counted in document[p : p + n])
        ]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=6))
    outlets = draw(st.lists(st.sampled_from(["A", "B", ""]), min_size=len(texts), max_size=len(texts)))
    admitted = draw(st.none() | st.frozensets(st.integers(0, len(texts) - 1)))
    without = {}
    for n, text in enumerate(texts):
        edges = st.integers(0, len(text))
        spans = draw(st.lists(st.tuples(edges, edges).map(sorted), max_size=2))
        if spans:
            without[n] = tuple((a, b) for a, b in spans if a < b)
    return Corpus(tuple(texts), tuple(outlets), admitted, without)


@st.composite
def corpora_and_terms(draw: st.DrawFn) -> tuple[Corpus, tuple[str, ...]]:
    """A corpus and words that stand in it one behind the other, or may not."""
    corpus = draw(corpora())
    words = [word for document in corpus.documents for word, *_ in document]
    assume(words)
    begin = draw(st.integers(0, len(words) - 1))
    term = tuple(words[begin : begin + draw(st.integers(1, 3))])
    # a search is cut into words by nearly the same rule; what it cuts in another way is no search for these words
    assume(tuple(word for *_, word in scan_query(" ".join(term))) == term)
    return corpus, term


def found(corpus: Corpus, term: tuple[str, ...]) -> Hits:
    return find(corpus.view, parse(f'"{" ".join(term)}"'))


@settings(max_examples=60)
@given(corpora())
def test_the_words_of_the_store_are_those_of_each_text(corpus: Corpus) -> None:
    store = corpus.view.store
    for n, document in enumerate(corpus.documents):
        own = slice(int(store.offsets[n]), int(store.offsets[n + 1]))
        assert [store.types[i] for i in store.ids[own].tolist()] == [word for word, *_ in document]
        assert store.starts[own].tolist() == [start for _, start, _, _ in document]
        assert store.ends[own].tolist() == [end for _, _, end, _ in document]
    assert list(store.types) == sorted({word for document in corpus.documents for word, *_ in document})


@settings(max_examples=60)
@given(corpora())
def test_totals_are_the_counted_words(corpus: Corpus) -> None:
    counted = [len(words) for words in corpus.counted()]
    assert corpus.view.words_by_document.tolist() == counted
    assert corpus.view.total == sum(counted)


@settings(max_examples=60)
@given(corpora(), st.integers(1, 3), st.integers(1, 3))
def test_words_and_ngrams_are_counted_by_document(corpus: Corpus, n: int, minimum_count: int) -> None:
    runs = corpus.runs(n)
    totals = Counter(" ".join(words) for _, _, words in runs)
    expected = Counter((d, " ".join(words)) for d, _, words in runs if totals[" ".join(words)] >= minimum_count)
    counted = count_terms(corpus.view, n=n, minimum_count=minimum_count)
    matrix = counted.matrix.tocoo()
    cells = zip(matrix.row.tolist(), matrix.col.tolist(), matrix.data.tolist(), strict=True)
    assert {(row, counted.terms[column]): value for row, column, value in cells if value} == expected
    assert set(counted.terms) == {term for _, term in expected}


@settings(max_examples=60)
@given(corpora_and_terms())
def test_a_phrase_is_found_at_all_its_places_and_nowhere_else(given_: tuple[Corpus, tuple[str, ...]]) -> None:
    corpus, term = given_
    hits = found(corpus, term)
    expected = [(d, p) for d, p, words in corpus.runs(len(term)) if words == term]
    documents, starts, ends = hits.spans(corpus.view.store)
    assert hits.length.tolist() == [len(term)] * len(expected)
    first = [int(corpus.view.store.offsets[d]) + p for d, p in expected]
    assert hits.first.tolist() == first
    assert documents.tolist() == [d for d, _ in expected]
    assert starts.tolist() == [corpus.documents[d][p][1] for d, p in expected]
    assert ends.tolist() == [corpus.documents[d][p + len(term) - 1][2] for d, p in expected]


@settings(max_examples=60)
@given(corpora_and_terms())
def test_a_term_is_counted_by_outlet(given_: tuple[Corpus, tuple[str, ...]]) -> None:
    corpus, term = given_
    table = term_frequency(corpus.view, corpus.outlets, terms=[f'"{" ".join(term)}"'], replicates=0).table
    hits = [d for d, _, words in corpus.runs(len(term)) if words == term]
    counted = corpus.counted()
    for row in table.to_dict("records"):
        own = [d for d, outlet in enumerate(corpus.outlets) if outlet == row["outlet"]]
        assert row["count"] == sum(1 for d in hits if d in own)
        assert row["documents"] == len({d for d in hits if d in own})
        assert row["words"] == sum(len(counted[d]) for d in own)
        assert row["articles"] == sum(1 for d in own if counted[d])
    assert int(table["count"].sum()) == len(hits)


@settings(max_examples=40)
@given(corpora())
def test_all_words_are_counted_by_outlet(corpus: Corpus) -> None:
    table = term_frequency(corpus.view, corpus.outlets, replicates=0).table
    counted = corpus.counted()
    counts = Counter((corpus.outlets[d], word) for d, words in enumerate(counted) for word in words)
    documents = Counter((corpus.outlets[d], word) for d, words in enumerate(counted) for word in set(words))
    rows = table.to_dict("records")
    assert {(row["outlet"], row["term"]): row["count"] for row in rows} == counts
    assert {(row["outlet"], row["term"]): row["documents"] for row in rows} == documents


@settings(max_examples=40)
@given(corpora())
def test_keyness_counts_both_sides(corpus: Corpus) -> None:
    counted = corpus.counted()
    sides: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    articles: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for d, words in enumerate(counted):
        side = int(corpus.outlets[d] != "A")
        sides[side].update(words)
        articles[side].update(set(words))
    assume(sides[0] and sides[1])
    measured = keyness(corpus.view, corpus.outlets, target="A", minimum_count=1, permutations=0, replicates=0)
    columns = {"count": sides[0], "reference_count": sides[1]}
    columns |= {"documents": articles[0], "reference_documents": articles[1]}
    rows = measured.table.to_dict("records")
    assert sorted(row["term"] for row in rows) == sorted(sides[0] | sides[1])
    for row in rows:
        assert {column: row[column] for column in columns} == {c: counts[row["term"]] for c, counts in columns.items()}


@settings(max_examples=60)
@given(corpora_and_terms(), st.integers(0, 4), st.integers(0, 4))
def test_collocates_are_counted_once_in_all_windows(
    given_: tuple[Corpus, tuple[str, ...]], left: int, right: int
) -> None:
    corpus, term = given_
    around: set[tuple[int, int]] = set()
    node: set[tuple[int, int]] = set()
    for d, p, words in corpus.runs(len(term)):
        if words != term:
            continue
        document = corpus.documents[d]
        node |= {(d, n) for n in range(p, p + len(term))}
        for step, distance in ((-1, left), (1, right)):
            at = p if step < 0 else p + len(term) - 1
            for _ in range(distance):
                at += step
                if not 0 <= at < len(document) or not document[at][3]:
                    break
                around.add((d, at))
    around -= node
    expected = Counter(corpus.documents[d][p][0] for d, p in around)
    documents = Counter(word for _, word in {(d, corpus.documents[d][p][0]) for d, p in around})
    counts = count_in_windows(corpus.view, find_windows(corpus.view, found(corpus, term), left=left, right=right))
    types = [corpus.view.store.types[n] for n in counts.type_id.tolist()]
    assert dict(zip(types, counts.count.tolist(), strict=True)) == expected
    assert dict(zip(types, counts.documents.tolist(), strict=True)) == documents
