"""Nodes and their windows on a basis: one rule for the tables of collocations and for the passages behind their numbers."""

from __future__ import annotations

import numpy as np

from workbench.analysis.span_counts import counted_spans
from workbench.domain.focus import Focus
from workbench.index.arrays import IntArray, LongArray
from workbench.index.passages import Passages
from workbench.index.query import Hits, find
from workbench.index.tokenizer import fold
from workbench.index.view import View
from workbench.index.windows import Windows, find_windows, nodes_with, positions_in_windows
from workbench.workspace.basis import Basis
from workbench.workspace.searches import parse_in


def node_hits(basis: Basis, focus: Focus) -> tuple[View, Hits]:
    """Where the node of a focus stands, and what is counted: a search, or an entity by the mentions of it by name.

    Raises:
        QueryError: the search can't be understood.
    """
    if not focus.entity:
        return basis.view, find(basis.view, parse_in(basis, focus.term))
    view = basis.annotated_view
    mentions = basis.annotations.named_mentions
    own = mentions[mentions["entity_id"] == focus.entity]
    own = own[counted_spans(view, own)[0]]
    documents = np.fromiter(map(basis.store.document_index, own["document_id"]), dtype=np.int32, count=len(own))
    starts, ends = own["start"].to_numpy(dtype=np.int64), own["end"].to_numpy(dtype=np.int64)
    passages = Passages.of_spans(basis.store, documents, starts, ends)
    worded = passages.take(passages.length > 0)
    return view, Hits(worded.first, worded.length)


def sentence_starts(basis: Basis) -> LongArray:
    """The positions of the first words of all sentences that are known, ascending. Only annotation knows sentences."""
    table, store = basis.snapshot.tables.sentences, basis.store

    def find_starts() -> LongArray:
        documents = np.fromiter(map(store.document_index, table["document_id"]), dtype=np.int64, count=len(table))
        starts = table["start"].to_numpy(dtype=np.int64)
        passages = Passages.of_spans(store, documents, starts, starts + 1)
        return np.unique(passages.first)

    return basis.snapshot.memory.recall("sentence starts", (table, store), find_starts)


def windows_of(basis: Basis, focus: Focus) -> tuple[View, Windows]:
    """The windows of the node of a focus with a collocate."""
    view, hits = node_hits(basis, focus)
    left, right = focus.span
    starts = sentence_starts(basis) if focus.within_sentences else None
    return view, find_windows(view, hits, left=left, right=right, sentence_starts=starts)


def collocate_passages(basis: Basis, focus: Focus) -> Passages:
    """The places of a collocate: each from the node to the collocate, so that both are seen; as many as a table counts.

    For several collocates: each window that has all of them, from the outermost one to the other.
    """
    view, windows = windows_of(basis, focus)
    store = basis.store
    types = [store.id_of(fold(word)) for word in focus.collocate.split()]
    known = [number for number in types if number is not None]
    if len(known) < len(types):
        return Passages.none(store)
    if len(known) > 1:
        _, low, high = nodes_with(view, windows, known)
    else:
        positions, stretch = positions_in_windows(view, windows, known[0])
        node = windows.node[stretch]
        low = np.minimum(positions, windows.node_begin[node])
        high = np.maximum(positions + 1, windows.node_end[node])
    return _of_tokens(basis, low, high)


def _of_tokens(basis: Basis, low: LongArray, high: LongArray) -> Passages:
    """Stretches of words, half-open, as passages."""
    store = basis.store
    documents: IntArray = (np.searchsorted(store.offsets, low, side="right") - 1).astype(np.int32)
    return Passages.of_spans(store, documents, store.starts[low], store.ends[high - 1])
