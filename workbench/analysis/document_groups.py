"""The parts that documents are put into (outlets, stories, months, ...), as a number for each document.

Labels become numbers once; after that, counting by part is counting numbers, whatever the labels are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from workbench.index.arrays import IntArray, LongArray
from workbench.index.document_counts import part_sizes
from workbench.index.postings import postings
from workbench.index.view import View

Key = tuple[str, ...]
"""What names a part: a label for each dimension."""


@dataclass(frozen=True, eq=False)
class DocumentGroups:
    """Which part each of a store's documents is in."""

    keys: tuple[Key, ...]
    """What names each part, sorted."""
    codes: IntArray
    """``int32[D]``: the place in ``keys`` of each document's part."""

    @classmethod
    def of(cls, labels: Sequence[str]) -> DocumentGroups:
        """The parts of documents by their labels. For equal tuples of labels it is the same object for a while."""
        return _remembered(labels) if isinstance(labels, tuple) else _groups(labels)

    def __len__(self) -> int:
        """The number of parts."""
        return len(self.keys)

    @property
    def names(self) -> tuple[str, ...]:
        """The labels of the parts by the first dimension."""
        return tuple(key[0] for key in self.keys)

    def crossed_with(self, other: DocumentGroups) -> DocumentGroups:
        """The parts by two dimensions at once: those that some document is in, by the first dimension, then the second."""
        both, codes = np.unique(self.codes.astype(np.int64) * max(len(other), 1) + other.codes, return_inverse=True)
        keys = tuple((*self.keys[n // len(other)], *other.keys[n % len(other)]) for n in both.tolist())
        return DocumentGroups(keys, codes.astype(np.int32))


class PartSizes(NamedTuple):
    """How large the parts are in a view: each array has one number for each part."""

    admitted: LongArray
    """Admitted articles."""
    articles: LongArray
    """Admitted articles with at least one counted word: the n of every interval."""
    words: LongArray
    """Counted words."""
    smallest: LongArray
    """The fewest counted words of an article that has some; 0 in a part without any."""


def sizes_of(view: View, groups: DocumentGroups) -> PartSizes:
    """Articles and words of each part.

    Raises:
        ValueError: the groups are of another number of documents than the store has.
    """
    check_length(view, groups.codes.size, "labels")
    return PartSizes(*part_sizes(view.words_by_document, view.admitted, groups.codes, len(groups)))


def members(view: View, groups: DocumentGroups) -> list[LongArray]:
    """For each part its admitted documents with counted words, ascending."""
    counted = view.documents[view.words_by_document[view.documents] > 0]
    places, begins = postings(groups.codes[counted], len(groups))
    return np.split(counted[places], begins[1:-1]) if len(groups) else []


def check_length(view: View, given: int, called: str) -> None:
    """``ValueError`` when there is not one of something for each document of a view's store."""
    documents = len(view.store.document_ids)
    if given != documents:
        raise ValueError(f"{given} {called} for {documents} documents")


@lru_cache(maxsize=8)
def _remembered(labels: tuple[str, ...]) -> DocumentGroups:
    return _groups(labels)


def _groups(labels: Sequence[str]) -> DocumentGroups:
    names = tuple(sorted(set(labels)))
    place = {name: n for n, name in enumerate(names)}
    codes = np.fromiter(map(place.__getitem__, labels), dtype=np.int32, count=len(labels))
    codes.flags.writeable = False
    return DocumentGroups(tuple((name,) for name in names), codes)
