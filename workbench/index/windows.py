"""The words around a node: which stand in a window of so many words before and after each of its hits.

Rules:

- The node's own words are never counted, also where they stand in the window of another hit of the node; they take up
  places in it. Hits that overlap or touch are one node.
- **A word is counted once for the node**, however many hits it is near. It belongs to the nearest hit, of two equally near
  ones to the one before it. So a count is the number of different places in the text, and never more than the word occurs.
  Tools that count line by line in a concordance (AntConc, WordSmith) count such a word once for each hit, and so does
  ``fcm(context = "window")`` of quanteda; its ``tokens_keep(window = )`` keeps it once, as it is here.
- A window ends with its document, and before a word that is left out: words on both sides of a cut are no neighbours. A
  word that is left out takes up no place, for nothing behind it is counted.
- Where sentences are given, a window ends with the sentence of the hit's first word (before it) or last word (behind it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.index.kernels import in_parts, kernel
from workbench.index.query import Hits
from workbench.index.store import IntArray, LongArray
from workbench.index.view import BoolArray, View

_SCATTERED: Final = 10
"""What reading a word here and there costs, in words that are read one behind the other."""

SideArray = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Windows:
    """The counted stretches around the hits of a node: not empty, apart from one another, ascending."""

    begin: LongArray
    end: LongArray
    """Token positions, half-open."""
    document: IntArray
    """The document index of each stretch."""
    node: IntArray
    """The number of the node that each stretch belongs to: a node has at most one stretch before it and one behind it."""
    node_begin: LongArray
    node_end: LongArray
    """For each node its words, as token positions, half-open."""

    def __len__(self) -> int:
        """The number of stretches."""
        return int(self.begin.size)

    @property
    def words(self) -> int:
        """Words in all windows, each counted once."""
        return int((self.end - self.begin).sum())

    @property
    def behind(self) -> BoolArray:
        """Whether each stretch stands behind its node."""
        return np.asarray(self.begin >= self.node_end[self.node], dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class WindowCounts:
    """How often types stand in windows, for each group: parallel arrays of what is not 0, by group and then type."""

    group: IntArray
    type_id: IntArray
    before: LongArray
    behind: LongArray
    """Times before and behind the node."""
    documents: LongArray
    """Documents in whose windows the type stands."""

    @property
    def count(self) -> LongArray:
        """Times on both sides."""
        return self.before + self.behind


def find_windows(view: View, hits: Hits, *, left: int, right: int, sentence_starts: LongArray | None = None) -> Windows:
    """The windows of hits.

    Args:
        view: what is counted; every hit is.
        hits: of the node, by first word.
        left: words before each hit.
        right: words behind each hit.
        sentence_starts: positions of the first words of sentences, ascending; ``None``: sentences play no part. In a document
            without any, windows end only with it.
    """
    starts = np.empty(0, dtype=np.int64) if sentence_starts is None else np.asarray(sentence_starts, dtype=np.int64)
    parts = _windows(
        np.ascontiguousarray(hits.first, dtype=np.int64),
        np.ascontiguousarray(hits.length, dtype=np.int32),
        view.store.offsets,
        view.left_out,
        starts,
        max(left, 0),
        max(right, 0),
    )
    return Windows(*parts)


def count_in_windows(view: View, windows: Windows, groups: npt.ArrayLike | None = None) -> WindowCounts:
    """How often each type stands in windows.

    Args:
        view: what is counted.
        windows: of a node.
        groups: the group of each document of the store, 0 or more; ``None``: all are in group 0.
    """
    store, kinds = view.store, len(view.store.types)
    behind = windows.behind.astype(np.uint8)
    if groups is not None:
        group = np.asarray(groups, dtype=np.int32)[windows.document]
        order = np.argsort(group, kind="stable").astype(np.int64)
        parts = _count_groups(order, group, windows.begin, windows.end, behind, windows.document, store.ids, kinds)
        return WindowCounts(*parts)

    def count(low: int, high: int) -> IntArray:
        # a document's windows stay together, so that documents can be added up
        edges = np.array([low, high])
        whole = edges[edges < len(windows)]
        edges[: whole.size] = np.searchsorted(windows.document, windows.document[whole])
        return _count(windows.begin, windows.end, behind, windows.document, store.ids, kinds, edges[0], edges[1])

    first, *others = in_parts(count, len(windows), weights=_SCATTERED * windows.words)
    for other in others:
        first += other
    known = first.reshape(kinds, 4)
    there = np.flatnonzero(known[:, 3]).astype(np.int32)
    before, after, documents, _ = known[there].T.astype(np.int64)
    return WindowCounts(np.zeros(there.size, dtype=np.int32), there, before, after, documents)


def positions_in_windows(view: View, windows: Windows, type_id: int) -> tuple[LongArray, LongArray]:
    """Where a type stands in windows: its positions, ascending, and the number of the stretch of each."""
    return _positions(windows.begin, windows.end, view.store.ids, int(type_id))


def nodes_with(view: View, windows: Windows, type_ids: npt.ArrayLike) -> tuple[LongArray, LongArray, LongArray]:
    """The nodes around which each of several types stands.

    Args:
        view: what is counted.
        windows: of a node.
        type_ids: at least one, at most 64.

    Returns:
        The number of each such node, and the first position and the end (behind the last) of the stretch from the outermost
        of these words and the node to the other end.
    """
    wanted = np.asarray(type_ids, dtype=np.int64)
    if not 1 <= wanted.size <= 64:
        raise ValueError(f"{wanted.size} types; from 1 to 64 can be looked for together")
    bits = np.zeros(len(view.store.types) + 1, dtype=np.uint64)
    bits[wanted] = np.left_shift(np.uint64(1), np.arange(wanted.size, dtype=np.uint64))
    whole = np.bitwise_or.reduce(bits[wanted])
    return _nodes_with(
        windows.begin, windows.end, windows.node, windows.node_begin, windows.node_end, view.store.ids, bits, whole
    )


def count_together(view: View, windows: Windows, type_ids: npt.ArrayLike) -> tuple[LongArray, LongArray]:
    """In how many windows types stand, alone and two together. A node's window is what stands before and behind it.

    Args:
        view: what is counted.
        windows: of a node.
        type_ids: K different types.

    Returns:
        ``int64[K]``, the windows with each type, and ``int64[K, K]``, the windows with each two, 0 on the diagonal.
    """
    wanted = np.asarray(type_ids, dtype=np.int64)
    row_of = np.full(len(view.store.types) + 1, -1, dtype=np.int32)
    row_of[wanted] = np.arange(wanted.size, dtype=np.int32)
    return _together(windows.begin, windows.end, windows.node, view.store.ids, row_of, int(wanted.size))


def count_by_document(
    view: View, windows: Windows, type_ids: npt.ArrayLike, blocks: npt.ArrayLike, number: int
) -> tuple[LongArray, LongArray]:
    """How often types stand in windows and in all counted text, for each block of documents.

    Args:
        view: what is counted.
        windows: of a node.
        type_ids: K different types.
        blocks: the block of each document of the store; negative: it is in none and is not counted.
        number: how many blocks there are.

    Returns:
        Two arrays ``int64[K, number]``: in windows, and in all.
    """
    store = view.store
    wanted = np.asarray(type_ids, dtype=np.int64)
    block_of = np.where(view.admitted, np.asarray(blocks, dtype=np.int32), np.int32(-1)).astype(np.int32)
    row_of = np.full(len(store.types) + 1, -1, dtype=np.int32)
    row_of[wanted] = np.arange(wanted.size, dtype=np.int32)
    inside = _in_blocks(
        windows.begin, windows.end, windows.document, store.ids, row_of, block_of, int(wanted.size), int(number)
    )
    every = np.zeros((wanted.size, number), dtype=np.int64)
    for row, type_id in enumerate(wanted.tolist()):
        _add_postings(store.positions_of([type_id]), store.offsets, view.left_out, block_of, every[row])
    return inside, every


# --- loops -----------------------------------------------------------------------------------------------------------


@kernel
def _windows(
    first: LongArray,
    length: IntArray,
    offsets: LongArray,
    left_out: BoolArray,
    sentence_starts: LongArray,
    left: int,
    right: int,
) -> tuple[LongArray, LongArray, IntArray, IntArray, LongArray, LongArray]:
    hits = first.size
    begin = np.empty(2 * hits, dtype=np.int64)
    end = np.empty(2 * hits, dtype=np.int64)
    document = np.empty(2 * hits, dtype=np.int32)
    node = np.empty(2 * hits, dtype=np.int32)
    node_begin = np.empty(hits, dtype=np.int64)
    node_end = np.empty(hits, dtype=np.int64)
    holes = left_out.size > 0
    filled, nodes, hit = 0, 0, 0
    at = 0  # the document of what is looked at
    sentence = 0  # how many sentences begin there or before
    reached = np.int64(0)  # up to where words belong to the node before
    while hit < hits:
        a = first[hit]
        b = a + length[hit]
        hit += 1
        while hit < hits and first[hit] <= b:  # what overlaps or touches is one node
            b = max(b, first[hit] + length[hit])
            hit += 1
        node_begin[nodes], node_end[nodes] = a, b
        # before it
        while offsets[at + 1] <= a:
            at += 1
        while sentence < sentence_starts.size and sentence_starts[sentence] <= a:
            sentence += 1
        low = max(a - left, offsets[at], reached)
        if sentence > 0:
            low = max(low, sentence_starts[sentence - 1])
        if holes:
            p = a
            while p > low and not left_out[p - 1]:
                p -= 1
            low = p
        if low < a:
            begin[filled], end[filled], document[filled], node[filled] = low, a, at, nodes
            filled += 1
        # behind it
        while offsets[at + 1] < b:
            at += 1
        while sentence < sentence_starts.size and sentence_starts[sentence] < b:
            sentence += 1
        high = min(b + right, offsets[at + 1])
        if sentence < sentence_starts.size:
            high = min(high, sentence_starts[sentence])
        if holes:
            p = b
            while p < high and not left_out[p]:
                p += 1
            high = p
        if hit < hits and first[hit] - left < high:
            # the window of the next hit meets this one: each word is the nearer one's. p - b + 1 <= following - p says that
            # it is this one's, which has it also when both are equally near
            following = first[hit]
            reach = max(following - left, b)
            s = sentence
            while s < sentence_starts.size and sentence_starts[s] <= following:
                reach = max(reach, sentence_starts[s])
                s += 1
            if following >= offsets[at + 1]:  # in another document
                reach = high
            if holes:
                p = following
                while p > reach and not left_out[p - 1]:
                    p -= 1
                reach = p
            high = min(high, following, max((following + b - 1) // 2 + 1, reach))
        if high > b:
            begin[filled], end[filled], document[filled], node[filled] = b, high, at, nodes
            filled += 1
        reached = max(high, b)
        nodes += 1
    return (
        begin[:filled].copy(),
        end[:filled].copy(),
        document[:filled].copy(),
        node[:filled].copy(),
        node_begin[:nodes].copy(),
        node_end[:nodes].copy(),
    )


@kernel
def _count(
    begin: LongArray,
    end: LongArray,
    behind: SideArray,
    document: IntArray,
    ids: IntArray,
    kinds: int,
    low: int,
    high: int,
) -> IntArray:
    """Four numbers of each type: times before and behind, documents, and whether it is there at all (not 0)."""
    known = np.zeros(4 * kinds, dtype=np.int32)
    words = np.empty(65_536, dtype=np.int32)
    window = low
    while window < high:
        # reading scattered words and counting take turns: the memory works ahead in a loop that does nothing else
        first, filled = window, 0
        while window < high and filled + end[window] - begin[window] <= words.size:
            for p in range(begin[window], end[window]):
                words[filled] = ids[p]
                filled += 1
            window += 1
        if window == first:  # one window that is longer than all the room
            words = np.empty(end[window] - begin[window], dtype=np.int32)
        filled = 0
        for w in range(first, window):
            side, where = behind[w], document[w] + 1
            for _ in range(begin[w], end[w]):
                at = 4 * words[filled]
                filled += 1
                known[at + side] += 1
                # a sum instead of a branch, which a processor could only guess
                known[at + 2] += known[at + 3] != where
                known[at + 3] = where
    return known


@kernel
def _count_groups(
    order: LongArray,
    group: IntArray,
    begin: LongArray,
    end: LongArray,
    behind: SideArray,
    document: IntArray,
    ids: IntArray,
    kinds: int,
) -> tuple[IntArray, IntArray, LongArray, LongArray, LongArray]:
    # what is known of a type stands together, so that a word costs one look into memory
    known = np.zeros(4 * kinds, dtype=np.int32)  # before, behind, documents, 1 + the latest document
    seen = np.empty(kinds + 1, dtype=np.int32)
    # what can be there at most decides how much room is needed
    room = 0
    i = 0
    while i < order.size:
        words = 0
        current = group[order[i]]
        while i < order.size and group[order[i]] == current:
            words += end[order[i]] - begin[order[i]]
            i += 1
        room += min(words, kinds)
    out_group = np.empty(room, dtype=np.int32)
    out_type = np.empty(room, dtype=np.int32)
    out_before = np.empty(room, dtype=np.int64)
    out_behind = np.empty(room, dtype=np.int64)
    out_documents = np.empty(room, dtype=np.int64)
    filled = 0
    i = 0
    while i < order.size:
        current = group[order[i]]
        distinct = 0
        while i < order.size and group[order[i]] == current:
            window = order[i]
            side, where = behind[window], document[window] + 1
            for p in range(begin[window], end[window]):
                kind = ids[p]
                at = 4 * kind
                latest = known[at + 3]
                # sums instead of branches, which a processor could only guess
                seen[distinct] = kind
                distinct += latest == 0
                known[at + side] += 1
                known[at + 2] += latest != where
                known[at + 3] = where
            i += 1
        if distinct * 16 < kinds:
            sorted_kinds = np.sort(seen[:distinct])
        else:  # a look at every type is quicker than to sort
            n = 0
            for kind in range(kinds):
                if known[4 * kind + 3]:
                    seen[n] = kind
                    n += 1
            sorted_kinds = seen[:distinct]
        for kind in sorted_kinds:
            at = 4 * kind
            out_group[filled] = current
            out_type[filled] = kind
            out_before[filled] = known[at]
            out_behind[filled] = known[at + 1]
            out_documents[filled] = known[at + 2]
            known[at : at + 4] = 0
            filled += 1
    return (
        out_group[:filled].copy(),
        out_type[:filled].copy(),
        out_before[:filled].copy(),
        out_behind[:filled].copy(),
        out_documents[:filled].copy(),
    )


@kernel
def _positions(begin: LongArray, end: LongArray, ids: IntArray, kind: int) -> tuple[LongArray, LongArray]:
    number = 0
    for window in range(begin.size):
        for p in range(begin[window], end[window]):
            if ids[p] == kind:
                number += 1
    positions = np.empty(number, dtype=np.int64)
    which = np.empty(number, dtype=np.int64)
    filled = 0
    for window in range(begin.size):
        for p in range(begin[window], end[window]):
            if ids[p] == kind:
                positions[filled] = p
                which[filled] = window
                filled += 1
    return positions, which


@kernel
def _nodes_with(
    begin: LongArray,
    end: LongArray,
    node: IntArray,
    node_begin: LongArray,
    node_end: LongArray,
    ids: IntArray,
    bits: npt.NDArray[np.uint64],
    whole: np.uint64,
) -> tuple[LongArray, LongArray, LongArray]:
    found = np.empty(begin.size, dtype=np.int64)
    low = np.empty(begin.size, dtype=np.int64)
    high = np.empty(begin.size, dtype=np.int64)
    filled = 0
    window = 0
    while window < begin.size:
        current = node[window]
        there = np.uint64(0)
        least, most = node_begin[current], node_end[current]
        while window < begin.size and node[window] == current:
            for p in range(begin[window], end[window]):
                bit = bits[ids[p]]
                if bit:
                    there |= bit
                    least = min(least, p)
                    most = max(most, p + 1)
            window += 1
        if there == whole:
            found[filled] = current
            low[filled] = least
            high[filled] = most
            filled += 1
    return found[:filled].copy(), low[:filled].copy(), high[:filled].copy()


@kernel
def _together(
    begin: LongArray, end: LongArray, node: IntArray, ids: IntArray, row_of: IntArray, rows: int
) -> tuple[LongArray, LongArray]:
    alone = np.zeros(rows, dtype=np.int64)
    both = np.zeros((rows, rows), dtype=np.int64)
    there = np.empty(rows, dtype=np.int32)
    latest = np.full(rows, -1, dtype=np.int64)
    window = 0
    while window < begin.size:
        current = node[window]
        number = 0
        while window < begin.size and node[window] == current:
            for p in range(begin[window], end[window]):
                row = row_of[ids[p]]
                if row >= 0 and latest[row] != current:
                    latest[row] = current
                    there[number] = row
                    number += 1
            window += 1
        for i in range(number):
            alone[there[i]] += 1
            for j in range(i):
                both[there[i], there[j]] += 1
                both[there[j], there[i]] += 1
    return alone, both


@kernel
def _in_blocks(
    begin: LongArray,
    end: LongArray,
    document: IntArray,
    ids: IntArray,
    row_of: IntArray,
    block_of: IntArray,
    rows: int,
    blocks: int,
) -> LongArray:
    out = np.zeros((rows, blocks), dtype=np.int64)
    for window in range(begin.size):
        block = block_of[document[window]]
        if block < 0:
            continue
        for p in range(begin[window], end[window]):
            row = row_of[ids[p]]
            if row >= 0:
                out[row, block] += 1
    return out


@kernel
def _add_postings(
    positions: LongArray, offsets: LongArray, left_out: BoolArray, block_of: IntArray, out: LongArray
) -> None:
    at = 0
    for p in positions:
        while offsets[at + 1] <= p:
            at += 1
        block = block_of[at]
        if block >= 0 and not (left_out.size and left_out[p]):
            out[block] += 1
