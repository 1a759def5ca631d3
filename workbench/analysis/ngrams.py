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
from workbench.index.query import find, parse
from workbench.index.store import IntArray, LongArray
from workbench.index.tokenizer import fold
from workbench.index.view import View

LONGEST: Final = 3
"""The largest n."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentTerms:
    """How often each term stands in each document: ``int64[D, terms]``, D being all documents of the store."""

    matrix: csr_array
    terms: tuple[str, ...]


def count_terms(view: View, *, n: int = 1, minimum_count: int = 1, hide: Collection[str] = ()) -> DocumentTerms:
    """Counts every word (n = 1) or n-gram of a view, terms in alphabetical order.

    Args:
        view: what is counted.
        n: words in a term, 1 to 3.
        minimum_count: terms with a smaller count in the whole view are left out.
        hide: words that are left out; an n-gram is left out when it begins or ends with one (*of the war* goes, *war in
            Ukraine* stays).

    Raises:
        UsageError: ``n`` is not 1, 2 or 3.
    """
    if not 1 <= n <= LONGEST:
        raise UsageError(f"A term can have 1, 2 or {LONGEST} words, not {n}. Choose one of these.")
    store = view.store
    first = np.flatnonzero(view.counted[: max(len(store) - n + 1, 0)])
    if n > 1:
        documents = store.token_documents
        first = first[documents[first] == documents[first + n - 1]]
        first = first[view.covers_tokens(first, np.full(first.size, n))]
    members, which = _numbered(store.ids, first, n, len(store.types))
    totals = np.bincount(which, minlength=members.shape[0])
    keep = totals >= max(minimum_count, 1)
    if hide:
        hidden = np.zeros(len(store.types), dtype=np.bool_)
        hidden[[i for word in hide if (i := store.id_of(fold(word))) is not None]] = True
        keep &= ~(hidden[members[:, 0]] | hidden[members[:, -1]])
    number = np.cumsum(keep) - 1
    kept = keep[which]
    matrix = _by_document(view, first[kept], number[which[kept]], int(keep.sum()))
    return DocumentTerms(matrix, tuple(" ".join(map(store.types.__getitem__, ids)) for ids in members[keep].tolist()))


def count_queries(view: View, queries: Sequence[str]) -> DocumentTerms:
    """Counts the hits of each search; the terms are the searches as they were typed, each once, in the given order.

    Raises:
        QueryError: a search can't be understood.
    """
    terms = tuple(dict.fromkeys(queries))
    hits = [find(view, parse(term)).first for term in terms]
    which = np.repeat(np.arange(len(terms)), [positions.size for positions in hits])
    positions = np.concatenate(hits) if hits else np.empty(0, dtype=np.int64)
    return DocumentTerms(_by_document(view, positions, which, len(terms)), terms)


def _numbered(ids: IntArray, first: LongArray, n: int, types: int) -> tuple[LongArray, LongArray]:
    """The type ids of each distinct n-gram, sorted, and the number of the n-gram that begins at each place."""
    words, which = np.unique(ids[first], return_inverse=True)
    members: LongArray = words.astype(np.int64).reshape(-1, 1)
    for k in range(1, n):
        # a number for "this beginning, then this word" that fits: both factors are below 2**31
        keys, which = np.unique(which.astype(np.int64) * types + ids[first + k], return_inverse=True)
        members = np.column_stack([members[keys // max(types, 1)], keys % max(types, 1)])
    return members, which.astype(np.int64)


def _by_document(view: View, positions: LongArray, which: LongArray, terms: int) -> csr_array:
    documents = view.store.document_of(positions)
    ones = np.ones(positions.size, dtype=np.int64)
    return csr_array((ones, (documents, which)), shape=(len(view.store.document_ids), terms))
