"""How often something stands in which documents: what measures over articles and over time begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.index.document_counts import counts_by_document
from workbench.index.query import Query, find
from workbench.index.store import LongArray
from workbench.index.view import View


@dataclass(frozen=True, eq=False)
class Occurrences:
    """A subject, and how often it stands in each document that has it."""

    name: str
    """A search, or what an entity, a frame or a speaker is called."""
    documents: LongArray
    """The documents with it, each once, ascending."""
    counts: LongArray
    """How often it stands in each of them, above 0."""

    @classmethod
    def of_search(cls, name: str, view: View, query: Query) -> Occurrences:
        """Of a search in the counted words."""
        positions = np.ascontiguousarray(find(view, query).first, dtype=np.int64)
        return cls(name, *counts_by_document(view.store, positions))

    @classmethod
    def of_passages(cls, name: str, documents: npt.ArrayLike) -> Occurrences:
        """Of passages, by the index of each one's document, in any order."""
        times = np.bincount(np.asarray(documents, dtype=np.int64))
        having = np.flatnonzero(times).astype(np.int64)
        return cls(name, having, times[having].astype(np.int64))


def counted_in(view: View, subjects: Sequence[Occurrences]) -> list[Occurrences]:
    """The subjects with those documents alone that are admitted and have counted words."""
    keep = view.admitted & (view.words_by_document > 0)
    out = []
    for subject in subjects:
        inside = keep[subject.documents]
        out.append(Occurrences(subject.name, subject.documents[inside], subject.counts[inside]))
    return out
