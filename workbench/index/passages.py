"""Places in the corpus as flat arrays: hits of a search, mentions of a name, quotes. Millions are quick to go through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.index.contexts import documents_of, tokens_of
from workbench.index.query import Hits
from workbench.index.store import IntArray, LongArray, TokenStore


@dataclass(frozen=True, eq=False)
class Passages:
    """Half-open stretches of documents in the order of the corpus: by document, start and end."""

    store: TokenStore
    documents: IntArray
    """``int32[n]``: the index of each passage's document."""
    first: LongArray
    """``int64[n]``: the position of its first token; of the one behind its place when it has none."""
    length: IntArray
    """``int32[n]``: how many tokens it has."""
    given: tuple[IntArray, IntArray] | None = None
    """Starts and ends (code points) of passages that are not just their tokens."""

    @classmethod
    def of_hits(cls, store: TokenStore, hits: Hits) -> Passages:
        """The hits of a search."""
        first = np.asarray(hits.first, dtype=np.int64)
        return cls(store, documents_of(store, first), first, np.asarray(hits.length, dtype=np.int32))

    @classmethod
    def of_spans(
        cls, store: TokenStore, documents: npt.ArrayLike, starts: npt.ArrayLike, ends: npt.ArrayLike
    ) -> Passages:
        """Stretches of documents, given by document index, start and end, in any order."""
        return cls.in_order(store, documents, starts, ends)[0]

    @classmethod
    def in_order(
        cls, store: TokenStore, documents: npt.ArrayLike, starts: npt.ArrayLike, ends: npt.ArrayLike
    ) -> tuple[Passages, LongArray]:
        """The same, and for each passage which of the given stretches it is."""
        document, start, end = (np.asarray(values, dtype=np.int32) for values in (documents, starts, ends))
        order = np.lexsort((end, start, document)).astype(np.int64, copy=False)
        document, start, end = document[order], start[order], end[order]
        first, length = tokens_of(store.offsets, store.starts, document, start, end)
        return cls(store, document, first, length, (start, end)), order

    @classmethod
    def none(cls, store: TokenStore) -> Passages:
        """No passage at all."""
        return cls.of_spans(store, (), (), ())

    def __len__(self) -> int:
        return int(self.first.size)

    def spans(self, rows: npt.ArrayLike | slice = slice(None)) -> tuple[LongArray, LongArray]:
        """Starts and ends (code points) of some passages, or of all."""
        chosen = rows if isinstance(rows, slice) else np.asarray(rows, dtype=np.int64)
        if self.given is not None:
            return self.given[0][chosen].astype(np.int64), self.given[1][chosen].astype(np.int64)
        first = self.first[chosen]
        last = first + self.length[chosen] - 1
        return self.store.starts[first].astype(np.int64), self.store.ends[last].astype(np.int64)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_] | slice) -> Passages:
        """Some of the passages, given by ascending numbers or as flags."""
        chosen = rows
        given = (self.given[0][chosen], self.given[1][chosen]) if self.given is not None else None
        return Passages(self.store, self.documents[chosen], self.first[chosen], self.length[chosen], given)

    def of_document(self, document: int) -> tuple[int, int]:
        """The numbers of the first passage of a document and of the first one behind them."""
        begin, end = np.searchsorted(self.documents, [document, document + 1])
        return int(begin), int(end)

    def number_of(self, document: int, start: int, end: int) -> int | None:
        """The number of the passage at a place; ``None`` when there is none."""
        begin, behind = self.of_document(document)
        starts, ends = self.spans(slice(begin, behind))
        found = np.flatnonzero((starts == start) & (ends == end))
        return begin + int(found[0]) if found.size else None
