"""How often every term stands in each group of documents, and in how many of them: sums of rows of a document-term matrix.

Groups are counted when somebody asks for them. What was counted last for a view is remembered as long as the view is.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from workbench.index.arrays import IntArray, LongArray
from workbench.index.document_term_matrix import DocumentTermMatrix, Sums, TermNumbers
from workbench.index.postings import postings
from workbench.index.view import View

_KEPT: Final = 2
"""Groupings that are remembered for a view: outlets, and one that somebody looks at beside them."""


class GroupCounts:
    """Counts of every term in every group."""

    def __init__(self, matrix: DocumentTermMatrix, documents: LongArray, codes: IntArray, groups: int) -> None:
        """Nothing is counted yet.

        Args:
            matrix: what is summed.
            documents: the admitted documents with counted words, ascending.
            codes: the group of each document of the store.
            groups: how many groups there are.
        """
        places, begins = postings(codes[documents], groups)
        self.members: Sequence[LongArray] = np.split(documents[places], begins[1:-1]) if groups else []
        self._matrix = matrix
        self._admitted = documents
        self._known: list[Sums | None] = [None] * groups

    @cached_property
    def together(self) -> Sums:
        """All groups together."""
        return self._matrix.sums(self._admitted)

    def of(self, groups: Collection[int]) -> Sums:
        """Some groups together."""
        others = [n for n in range(len(self.members)) if n not in set(groups)]
        if len(others) < len(groups) or all(
            self._known[n] is not None for n in others
        ):  # quicker to take the others off
            out = self.together
            for n in others:
                out = out - self._group(n)
            return out
        out = Sums(*np.zeros((2, self._matrix.size), dtype=np.int64))
        for n in groups:
            out = out + self._group(n)
        return out

    def _group(self, n: int) -> Sums:
        known = self._known[n]
        if known is None:
            known = self._known[n] = self._matrix.sums(self.members[n])
        return known

    @cached_property
    def counts(self) -> IntArray:
        """``int32[groups, terms]``."""
        return self._table([self._group(n).counts for n in range(len(self.members))])

    @cached_property
    def documents(self) -> IntArray:
        """``int32[groups, terms]``: documents of the group with the term."""
        return self._table([self._group(n).documents for n in range(len(self.members))])

    def _table(self, rows: list[LongArray]) -> IntArray:
        table = np.array(rows, dtype=np.int32).reshape(len(rows), self._matrix.size)
        table.flags.writeable = False
        return table


_lock = threading.Lock()
_known: WeakKeyDictionary[View, list[tuple[IntArray, DocumentTermMatrix, GroupCounts]]] = WeakKeyDictionary()


def group_counts(view: View, codes: IntArray, groups: int, numbers: TermNumbers | None = None) -> GroupCounts:
    """Counts of every term in each group of documents.

    Args:
        view: what is counted.
        codes: the group of each document of the store.
        groups: how many groups there are.
        numbers: the terms; those at tokens that are not counted do not matter. ``None``: the types of the store.
    """
    matrix = DocumentTermMatrix.of(view, numbers)
    with _lock:
        kept = _known.setdefault(view, [])
        for known_codes, known_matrix, known in kept:
            if known_codes is codes and known_matrix is matrix:
                return known
        counted = view.documents[view.words_by_document[view.documents] > 0]
        made = GroupCounts(matrix, counted, codes, groups)
        kept[:] = [*kept, (codes, matrix, made)][-_KEPT:]
    return made
