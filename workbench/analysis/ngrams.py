"""Counts of words, of successions of words (n-grams) and of searches, document by document.

An n-gram is made of neighbouring counted words of one document; punctuation between them does not part them, a word
that is not counted does. So each n-gram has exactly as many hits when it is searched for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from workbench.domain.errors import UsageError
from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.document_term_matrix import DocumentTermMatrix, TermNumbers
from workbench.index.ngram_numbers import Ngrams, ngrams
from workbench.index.query import Parser, find, parse
from workbench.index.tokenizer import fold
from workbench.index.view import View

LONGEST: Final = 5
"""The largest n."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentTerms:
    """How often each term stands in each document: ``int64[D, terms]``, D being all documents of the store."""

    matrix: csr_array
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lemmas:
    """Another word for each token than its type: its dictionary form, for example."""

    ids: IntArray
    """``int32[N]``: the word at each token, below 0 where it is not known."""
    names: Sequence[str]
    """The words, sorted, as types of a store are."""


def count_terms(
    view: View, *, n: int = 1, minimum_count: int = 1, hide: Collection[str] = (), lemmas: Lemmas | None = None
) -> DocumentTerms:
    """Counts every word (n = 1) or n-gram of a view, terms in alphabetical order.

    Args:
        view: what is counted.
        n: words in a term, 1 to 5.
        minimum_count: terms with a smaller count in the whole view are left out.
        hide: words that are left out; an n-gram is left out when it begins or ends with one (*of the war* goes, *war in
            Ukraine* stays).
        lemmas: what is counted in the place of words; tokens without one are not counted.

    Raises:
        UsageError: ``n`` is not 1 to 5.
    """
    found = frequent_terms(view, n=n, minimum_count=minimum_count, lemmas=lemmas)
    keep = ~hidden_terms(view, found, hide, lemmas=lemmas)
    slots = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
    rows, terms, counts = DocumentTermMatrix.of(view, found.numbers).rows(view.documents, slots)
    matrix = csr_array((counts, terms, rows), shape=(len(view.store.document_ids), int(keep.sum())))
    return DocumentTerms(matrix, term_names(view, found, np.flatnonzero(keep), lemmas=lemmas))


def frequent_terms(view: View, *, n: int = 1, minimum_count: int = 1, lemmas: Lemmas | None = None) -> Ngrams:
    """The words (n = 1) or n-grams that a view has at least ``minimum_count`` times, and where each begins.

    Raises:
        UsageError: ``n`` is not 1 to 5.
    """
    if not 1 <= n <= LONGEST:
        raise UsageError(f"A term can have 1 to {LONGEST} words, not {n}. Choose one of these.")
    if lemmas is None:
        return ngrams(view, n, minimum_count=minimum_count)
    return ngrams(view, n, minimum_count=minimum_count, ids=lemmas.ids, words=len(lemmas.names))


def hidden_terms(view: View, found: Ngrams, hide: Collection[str], *, lemmas: Lemmas | None = None) -> BoolArray:
    """``bool[terms]``: whether a term begins or ends with a hidden word."""
    if not hide:
        return np.zeros(found.totals.size, dtype=np.bool_)
    hidden = hidden_words(view, hide, lemmas=lemmas)
    return np.asarray(hidden[found.members[:, 0]] | hidden[found.members[:, -1]])


def hidden_words(view: View, hide: Collection[str], *, lemmas: Lemmas | None = None) -> BoolArray:
    """``bool[words]``: whether a word is one of those to hide."""
    words = view.store.types if lemmas is None else lemmas.names
    hidden = np.zeros(max(len(words), 1), dtype=np.bool_)
    if not hide:
        return hidden
    if lemmas is None:
        hidden[[i for word in hide if (i := view.store.id_of(fold(word))) is not None]] = True
    else:
        folded = {fold(word) for word in hide}
        hidden[[n for n, word in enumerate(words) if fold(word) in folded]] = True
    return hidden


def term_names(view: View, found: Ngrams, rows: LongArray, *, lemmas: Lemmas | None = None) -> tuple[str, ...]:
    """The words of terms, for those that are named by their number."""
    words = view.store.types if lemmas is None else lemmas.names
    return tuple(" ".join([words[i] for i in ids]) for ids in found.members[rows].tolist())


def numbers_of_types(view: View) -> TermNumbers:
    """The words of the store as terms."""
    return TermNumbers(view.store.ids, len(view.store.types))


def count_queries(view: View, queries: Sequence[str], *, parser: Parser = parse) -> DocumentTerms:
    """Counts the hits of each search; the terms are the searches as they were typed, each once, in the given order.

    Raises:
        QueryError: a search can't be understood.
    """
    terms = tuple(dict.fromkeys(queries))
    hits = [find(view, parser(term)).first for term in terms]
    which = np.repeat(np.arange(len(terms)), [positions.size for positions in hits])
    positions = np.concatenate(hits) if hits else np.empty(0, dtype=np.int64)
    return DocumentTerms(_by_document(view, positions, which, len(terms)), terms)


def _by_document(view: View, positions: LongArray, which: LongArray, terms: int) -> csr_array:
    documents = view.store.document_of(positions)
    ones = np.ones(positions.size, dtype=np.int64)
    return csr_array((ones, (documents, which)), shape=(len(view.store.document_ids), terms))
