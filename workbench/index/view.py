"""What is counted: a token store seen through a choice of documents and of passages in them.

A measure asks a view and never learns why a word is out: because its article is, because it is quoted, or boilerplate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.domain.spans import Interval, merged
from workbench.index.store import LongArray, TokenStore

BoolArray = npt.NDArray[np.bool_]
Intervals = Mapping[str, Sequence[Interval]]


@dataclass(frozen=True, eq=False)
class View:
    """The counted tokens of a store. Make one with :meth:`of`."""

    store: TokenStore
    counted: BoolArray
    """``bool[N]``: whether each token is counted."""
    documents: LongArray
    """Indices of the admitted documents, ascending; a document may be admitted and still have no counted token."""

    @classmethod
    def of(
        cls,
        store: TokenStore,
        *,
        documents: Collection[str] | None = None,
        only: Intervals | None = None,
        without: Intervals | None = None,
    ) -> View:
        """The view of some documents and passages. A token is inside a passage when its first character is.

        Args:
            store: the words of the corpus.
            documents: ids of the admitted documents; ``None`` admits all.
            only: passages of each document outside which nothing is counted; documents that are not named keep nothing.
            without: passages of each document that are not counted.

        Raises:
            KeyError: ``documents`` names one that the store does not hold.
        """
        if documents is None:
            admitted = np.arange(len(store.document_ids), dtype=np.int64)
        else:
            admitted = np.unique(np.array([store.document_index(d) for d in documents], dtype=np.int64))
        keep = np.zeros(len(store.document_ids), dtype=np.bool_)
        keep[admitted] = True
        counted = np.repeat(keep, np.diff(store.offsets))
        if only is not None:
            counted &= _inside(store, only, admitted)
        if without is not None:
            counted &= ~_inside(store, without, admitted)
        counted.flags.writeable = False
        return cls(store, counted, admitted)

    @cached_property
    def admitted(self) -> BoolArray:
        """``bool[D]``: whether each document is admitted."""
        out = np.zeros(len(self.store.document_ids), dtype=np.bool_)
        out[self.documents] = True
        return out

    @cached_property
    def left_out(self) -> BoolArray:
        """``bool[N]``: tokens of passages that are not counted, whatever their document; of size 0 when there are none."""
        left_out = ~self.counted & np.repeat(self.admitted, np.diff(self.store.offsets))
        return left_out if left_out.any() else left_out[:0]

    @cached_property
    def words_by_document(self) -> LongArray:
        """``int64[D]``: counted tokens of each document of the store, 0 where it is not admitted."""
        return np.diff(self.counted_before[self.store.offsets])

    @property
    def total(self) -> int:
        """Counted tokens in all."""
        return int(self.counted_before[-1])

    @cached_property
    def counted_before(self) -> LongArray:
        """``int64[N + 1]``: how many counted tokens stand before each position."""
        return np.concatenate([[0], np.cumsum(self.counted, dtype=np.int64)]).astype(np.int64)

    def covers_tokens(self, first: npt.ArrayLike, length: npt.ArrayLike) -> BoolArray:
        """Whether every token of each run (first position, number of tokens) is counted."""
        begin, size = np.asarray(first, dtype=np.int64), np.asarray(length, dtype=np.int64)
        return np.asarray(self.counted_before[begin + size] - self.counted_before[begin] == size, dtype=np.bool_)

    def covers_spans(self, document_indices: npt.ArrayLike, starts: npt.ArrayLike, ends: npt.ArrayLike) -> BoolArray:
        """Whether each span (code points) is counted: its first token is. A span without any token is not counted."""
        documents = np.asarray(document_indices, dtype=np.int64)
        first = self.first_token(documents, starts)
        inside = first < self.store.offsets[documents + 1]
        found = np.where(inside, first, 0)
        if not self.counted.size:
            return np.zeros(documents.shape, dtype=np.bool_)
        begins_before_end = self.store.starts[found] < np.asarray(ends, dtype=np.int64)
        return np.asarray(inside & begins_before_end & self.counted[found], dtype=np.bool_)

    def first_token(self, document_indices: npt.ArrayLike, starts: npt.ArrayLike) -> LongArray:
        """The position of the first token that ends behind each place; the next document's first when there is none."""
        documents = np.asarray(document_indices, dtype=np.int64)
        # a place behind all tokens of the store is brought back, so that it can't be taken for one of a later document
        places = np.minimum(np.asarray(starts, dtype=np.int64), self.store.key_stride - 1)
        keys = documents * self.store.key_stride + places
        return np.asarray(np.searchsorted(self.store.end_keys, keys, side="right"), dtype=np.int64)


def _inside(store: TokenStore, intervals: Intervals, admitted: LongArray) -> BoolArray:
    """``bool[N]``: whether each token of an admitted document begins inside one of its document's intervals."""
    change = np.zeros(len(store) + 1, dtype=np.int32)
    for document in admitted.tolist():
        given = intervals.get(store.document_ids[document])
        if not given:
            continue
        begin, end = int(store.offsets[document]), int(store.offsets[document + 1])
        edges = begin + np.searchsorted(store.starts[begin:end], np.array(merged(given), dtype=np.int64).reshape(-1, 2))
        np.add.at(change, edges[:, 0], 1)
        np.add.at(change, edges[:, 1], -1)
    return np.asarray(np.cumsum(change[:-1]) > 0, dtype=np.bool_)
