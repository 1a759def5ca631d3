"""What is counted: a token store seen through a choice of documents and of passages in them.

A measure asks a view and never learns why a word is out: because its article is, because it is quoted, or boilerplate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.domain.spans import Interval
from workbench.index.arrays import BoolArray, LongArray
from workbench.index.places import as_longs, mark_stretches, runs_are_counted, words_of_documents
from workbench.index.store import TokenStore
from workbench.index.word_layer import WordLayer

__all__ = ["BoolArray", "Intervals", "View", "tokens_in"]

Intervals = Mapping[str, Sequence[Interval]]


@dataclass(frozen=True, eq=False)
class View:
    """The counted tokens of a store. Make one with :meth:`of`."""

    store: TokenStore
    documents: LongArray
    """Indices of the admitted documents, ascending; a document may be admitted and still have no counted token."""
    left_out: BoolArray
    """``bool[N]``: tokens of passages that are not counted, whatever their document; of size 0 when there are none."""
    words: WordLayer | None = None
    """Lemmas and parts of speech, as far as they are known."""

    @classmethod
    def of(
        cls,
        store: TokenStore,
        *,
        documents: Collection[str] | LongArray | None = None,
        only: Intervals | BoolArray | None = None,
        without: Intervals | BoolArray | None = None,
        words: WordLayer | None = None,
    ) -> View:
        """The view of some documents and passages. A token is inside a passage when its first character is.

        Args:
            store: the words of the corpus.
            documents: ids of the admitted documents, or their ascending indices; ``None`` admits all.
            only: passages of each document outside which nothing is counted; documents that are not named keep nothing.
                Passages may be given as :func:`tokens_in` marks them, which is quicker when they are used again.
            without: passages of each document that are not counted.
            words: lemmas and parts of speech.

        Raises:
            KeyError: ``documents`` names one that the store does not hold.
        """
        if documents is None:
            admitted = np.arange(len(store.document_ids), dtype=np.int64)
        elif isinstance(documents, np.ndarray):
            admitted = documents
        else:
            admitted = np.unique(np.array([store.document_index(d) for d in documents], dtype=np.int64))
        left_out = np.zeros(0, dtype=np.bool_)
        if only is not None:
            left_out = ~_marked(store, only)
        if without is not None:
            also = _marked(store, without)
            left_out = left_out | also if left_out.size else also
        left_out = left_out.view()
        left_out.flags.writeable = False
        return cls(store, admitted, left_out, words)

    @classmethod
    def of_tokens(
        cls, store: TokenStore, counted: BoolArray, documents: LongArray, *, words: WordLayer | None = None
    ) -> View:
        """The view of just these tokens (``bool[N]``)."""
        return cls(store, documents, ~counted, words)

    @cached_property
    def admitted(self) -> BoolArray:
        """``bool[D]``: whether each document is admitted."""
        out = np.zeros(len(self.store.document_ids), dtype=np.bool_)
        out[self.documents] = True
        return out

    @cached_property
    def counted(self) -> BoolArray:
        """``bool[N]``: whether each token is counted. Large corpora are better asked by document."""
        counted = np.repeat(self.admitted, np.diff(self.store.offsets))
        if self.left_out.size:
            counted &= ~self.left_out
        counted.flags.writeable = False
        return counted

    @cached_property
    def words_by_document(self) -> LongArray:
        """``int64[D]``: counted tokens of each document of the store, 0 where it is not admitted."""
        out = np.zeros(len(self.store.document_ids), dtype=np.int64)
        words_of_documents(self.documents, self.store.offsets, self.left_out, out)
        return out

    @cached_property
    def total(self) -> int:
        """Counted tokens in all."""
        return int(self.words_by_document.sum())

    @cached_property
    def counted_before(self) -> LongArray:
        """``int64[N + 1]``: how many counted tokens stand before each position."""
        return np.concatenate([[0], np.cumsum(self.counted, dtype=np.int64)]).astype(np.int64)

    def covers_tokens(self, first: npt.ArrayLike, length: npt.ArrayLike) -> BoolArray:
        """Whether every token of each run (first position, number of tokens) is counted."""
        begin = as_longs(first)
        out = np.ones(begin.size, dtype=np.bool_)
        runs_are_counted(begin, as_longs(length), self.store.offsets, self.admitted, self.left_out, out)
        return out

    def covers_spans(self, document_indices: npt.ArrayLike, starts: npt.ArrayLike, ends: npt.ArrayLike) -> BoolArray:
        """Whether each span (code points) is counted: its first token is. A span without any token is not counted."""
        documents = as_longs(document_indices)
        first = self.first_token(documents, starts)
        inside = first < self.store.offsets[documents + 1]
        if not len(self.store):
            return np.zeros(documents.shape, dtype=np.bool_)
        found = np.where(inside, first, 0)
        begins_before_end = self.store.starts[found] < np.asarray(ends, dtype=np.int64)
        counted = self.admitted[documents]
        if self.left_out.size:
            counted = counted & ~self.left_out[found]
        return np.asarray(inside & begins_before_end & counted, dtype=np.bool_)

    def first_token(self, document_indices: npt.ArrayLike, starts: npt.ArrayLike) -> LongArray:
        """The position of the first token that ends behind each place; the next document's first when there is none."""
        return self.store.first_ending_behind(document_indices, starts)


def tokens_in(store: TokenStore, intervals: Intervals) -> BoolArray:
    """``bool[N]``: whether each token begins inside one of its document's intervals; others' documents play no part."""
    out = np.zeros(len(store), dtype=np.bool_)
    own = [(store.index_or_none(document), spans) for document, spans in intervals.items() if spans]
    known = [(index, spans) for index, spans in own if index is not None]
    if known:
        documents = np.repeat([index for index, _ in known], [len(spans) for _, spans in known])
        edges = np.array([edge for _, spans in known for span in spans for edge in span], dtype=np.int64).reshape(-1, 2)
        mark_stretches(
            as_longs(documents), as_longs(edges[:, 0]), as_longs(edges[:, 1]), store.offsets, store.starts, out
        )
    out.flags.writeable = False
    return out


def _marked(store: TokenStore, passages: Intervals | BoolArray) -> BoolArray:
    return passages if isinstance(passages, np.ndarray) else tokens_in(store, passages)
