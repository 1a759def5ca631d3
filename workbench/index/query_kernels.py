"""Compiled loops over places in a corpus, for :mod:`workbench.index.query_finding`.

Hits are parallel arrays, ``int64`` first tokens and ``int32`` numbers of tokens, ascending by first token, then number. Each
lies within one admitted document, and none of its tokens is left out. Loops go through hits and documents side by side, so
nothing of the size of the corpus is made.
"""

from __future__ import annotations

from typing import Final, cast

import numpy as np

from workbench.index.arrays import BoolArray, ByteArray, IntArray, LongArray, PlaceArray
from workbench.index.kernels import in_parts, kernel
from workbench.index.places import BLOCK_BITS

Found = tuple[LongArray, IntArray]

_STEP: Final = 4
"""A step through two lists side by side takes about as long as going through so many tokens."""

TYPE: Final = 0
FORM: Final = 1
LEMMA: Final = 2
PART: Final = 3
"""The layers that a condition can be about."""


@kernel
def _passes(
    first: int,
    slots: IntArray,
    layers: IntArray,
    values: IntArray,
    tables: LongArray,
    marks: ByteArray,
    ids: IntArray,
    form_ids: IntArray,
    lemma_ids: IntArray,
    parts: ByteArray,
) -> bool:
    """Whether the tokens from ``first`` on meet all conditions."""
    for n in range(slots.size):
        place = first + slots[n]
        layer = layers[n]
        if layer == 0:
            value = ids[place]
        elif layer == 1:
            value = form_ids[place]
        elif layer == 2:
            value = lemma_ids[place]
            if value < 0:  # nothing is known of the word
                return False
        else:
            value = np.int32(parts[place])
        if values[n] >= 0:
            if value != values[n]:
                return False
        elif marks[tables[n] + value] == 0:
            return False
    return True


@kernel
def _meeting(left: PlaceArray, right: PlaceArray, step: int, out: PlaceArray) -> int:
    """The left places with a right one ``step`` further. Both ascend; a loop without branches, read from front to back."""
    n, m, count = 0, 0, 0
    while n < left.size and m < right.size:
        place, other = left[n] + step, right[m]
        out[count] = left[n]
        count += place == other
        n += place <= other
        m += other <= place
    return count


def meeting(left: PlaceArray, right: PlaceArray, step: int) -> PlaceArray:
    """The left places that have a right one ``step`` tokens further."""

    def part(begin: int, end: int) -> PlaceArray:
        own = left[begin:end]
        out = np.empty(own.size, dtype=left.dtype)
        first, last = np.searchsorted(right, [int(own[0]) + step, int(own[-1]) + step + 1]) if own.size else (0, 0)
        return out[: _meeting(own, right[first:last], step, out)]

    parts = in_parts(part, left.size, _STEP * (left.size + right.size))
    return parts[0] if len(parts) == 1 else cast("PlaceArray", np.concatenate(parts))


@kernel
def _of_value(
    anchors: PlaceArray, begin: int, end: int, step: int, value: int, tokens: IntArray | ByteArray, out: LongArray
) -> int:
    """Anchors whose token ``step`` places further has a value. Without a branch, so that slow memory is read in parallel."""
    count = 0
    last = tokens.size - 1
    for n in range(begin, end):
        place = int(anchors[n]) + step
        inside = min(max(place, 0), last)
        out[count] = anchors[n]
        count += (inside == place) & (tokens[inside] == value)
    return count


@kernel
def _of_table(
    anchors: PlaceArray,
    begin: int,
    end: int,
    step: int,
    table: int,
    marks: ByteArray,
    tokens: IntArray | ByteArray,
    out: LongArray,
) -> int:
    """Anchors whose token ``step`` places further has a value that is marked; a value below 0 is not known."""
    count = 0
    last = tokens.size - 1
    for n in range(begin, end):
        place = int(anchors[n]) + step
        inside = min(max(place, 0), last)
        value = int(tokens[inside])
        out[count] = anchors[n]
        count += (inside == place) & (value >= 0) & (marks[table + max(value, 0)] != 0)
    return count


@kernel
def _counts(left_out: BoolArray, first: int, length: int) -> bool:
    """Whether none of the tokens of a phrase is left out."""
    if left_out.size:
        for place in range(first, first + length):
            if left_out[place]:
                return False
    return True


@kernel
def _phrases_at(
    anchors: PlaceArray,
    shift: int,
    length: int,
    offsets: LongArray,
    admitted: BoolArray,
    left_out: BoolArray,
    slots: IntArray,
    layers: IntArray,
    values: IntArray,
    tables: LongArray,
    marks: ByteArray,
    ids: IntArray,
    form_ids: IntArray,
    lemma_ids: IntArray,
    parts: ByteArray,
    out: LongArray,
) -> int:
    count = 0
    document = 0
    block = 1024
    chosen = np.empty(block, dtype=np.int64)
    for begin in range(0, anchors.size, block):
        end = min(begin + block, anchors.size)
        many = end - begin
        if slots.size == 0:
            for n in range(many):
                chosen[n] = anchors[begin + n]
        elif values[0] >= 0:
            step, value = slots[0] - shift, values[0]
            if layers[0] == 0:
                many = _of_value(anchors, begin, end, step, value, ids, chosen)
            elif layers[0] == 1:
                many = _of_value(anchors, begin, end, step, value, form_ids, chosen)
            elif layers[0] == 2:
                many = _of_value(anchors, begin, end, step, value, lemma_ids, chosen)
            else:
                many = _of_value(anchors, begin, end, step, value, parts, chosen)
        else:
            step, table = slots[0] - shift, tables[0]
            if layers[0] == 0:
                many = _of_table(anchors, begin, end, step, table, marks, ids, chosen)
            elif layers[0] == 1:
                many = _of_table(anchors, begin, end, step, table, marks, form_ids, chosen)
            elif layers[0] == 2:
                many = _of_table(anchors, begin, end, step, table, marks, lemma_ids, chosen)
            else:
                many = _of_table(anchors, begin, end, step, table, marks, parts, chosen)
        for n in range(many):
            first = chosen[n] - shift
            if first < 0:
                continue
            while offsets[document + 1] <= first:
                document += 1
            if first + length > offsets[document + 1] or not admitted[document]:
                continue
            if not _passes(first, slots, layers, values, tables, marks, ids, form_ids, lemma_ids, parts):
                continue
            if _counts(left_out, first, length):
                out[count] = first
                count += 1
    return count


@kernel
def _phrases_between(
    begin: int,
    end: int,
    length: int,
    offsets: LongArray,
    admitted: BoolArray,
    left_out: BoolArray,
    slots: IntArray,
    layers: IntArray,
    values: IntArray,
    tables: LongArray,
    marks: ByteArray,
    ids: IntArray,
    form_ids: IntArray,
    lemma_ids: IntArray,
    parts: ByteArray,
    out: LongArray,
) -> int:
    """The same for all places of the documents from ``begin`` to ``end``; counts alone where ``out`` is empty."""
    count = 0
    for document in range(begin, end):
        if not admitted[document]:
            continue
        for first in range(offsets[document], offsets[document + 1] - length + 1):
            if not _passes(first, slots, layers, values, tables, marks, ids, form_ids, lemma_ids, parts):
                continue
            if _counts(left_out, first, length):
                if out.size:
                    out[count] = first
                count += 1
    return count


@kernel
def _within_documents(first: LongArray, length: int, offsets: LongArray, blocks: IntArray, out: LongArray) -> int:
    count = 0
    for n in range(first.size):
        document = blocks[first[n] >> BLOCK_BITS]
        while offsets[document + 1] <= first[n]:
            document += 1
        out[count] = first[n]
        count += first[n] + length <= offsets[document + 1]
    return count


class Conditions:
    """What the tokens of a phrase have to meet, as arrays: which token, which layer, which value or table of values."""

    def __init__(self, length: int) -> None:
        self.length = length
        self._rows: list[tuple[int, int, int, int]] = []
        self._marks: list[ByteArray] = []
        self._size = 0

    def add(self, slot: int, layer: int, value: int) -> None:
        """The token is of this number."""
        self._rows.append((slot, layer, value, 0))

    def add_table(self, slot: int, layer: int, marks: ByteArray) -> None:
        """The token's number is marked."""
        self._rows.append((slot, layer, -1, self._size))
        self._marks.append(marks)
        self._size += marks.size

    @property
    def is_empty(self) -> bool:
        """Whether any token will do."""
        return not self._rows

    def arrays(self) -> tuple[IntArray, IntArray, IntArray, LongArray, ByteArray]:
        """Single numbers first, as they are the quickest to look at."""
        rows = sorted(self._rows, key=lambda row: row[2] < 0)
        columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
        slots, layers, values = (np.ascontiguousarray(columns[:, n], dtype=np.int32) for n in range(3))
        marks = np.concatenate(self._marks) if self._marks else np.empty(0, dtype=np.uint8)
        return slots, layers, values, np.ascontiguousarray(columns[:, 3]), marks


class Tokens:
    """The arrays that phrases are looked for in."""

    def __init__(
        self,
        offsets: LongArray,
        blocks: IntArray,
        admitted: BoolArray,
        left_out: BoolArray,
        ids: IntArray,
        form_ids: IntArray,
        lemma_ids: IntArray,
        parts: ByteArray,
    ) -> None:
        self.offsets: LongArray = np.asarray(offsets)
        self._blocks = blocks
        self.admitted: BoolArray = np.asarray(admitted)
        self.left_out: BoolArray = np.asarray(left_out)
        self.layers: tuple[IntArray, IntArray, IntArray, ByteArray] = (
            np.asarray(ids), np.asarray(form_ids), np.asarray(lemma_ids), np.asarray(parts)
        )  # fmt: skip

        self.counts_all = not self.left_out.size and bool(self.admitted.all())

    @property
    def size(self) -> int:
        """Tokens in all."""
        return int(self.offsets[-1])

    def phrases_at(self, anchors: PlaceArray, shift: int, conditions: Conditions) -> LongArray:
        """The first tokens of phrases whose token number ``shift`` is one of the ascending ``anchors``."""
        if conditions.is_empty and self.counts_all:
            first = anchors.astype(np.int64)
            return first if conditions.length == 1 else self._within_documents(first - shift, conditions.length)
        out = np.empty(anchors.size, dtype=np.int64)
        count = _phrases_at(
            anchors, shift, conditions.length, self.offsets, self.admitted, self.left_out,
            *conditions.arrays(), *self.layers, out,
        )  # fmt: skip
        return out[:count]

    def _within_documents(self, first: LongArray, length: int) -> LongArray:
        """The runs of so many tokens that lie in one document."""
        first = first[(first >= 0) & (first + length <= self.size)]
        out = np.empty(first.size, dtype=np.int64)
        return out[: _within_documents(first, length, self.offsets, self._blocks, out)]

    def phrases(self, conditions: Conditions, most: int) -> LongArray | None:
        """The first tokens of phrases anywhere, in one pass over all tokens; ``None`` when there are more than ``most``."""
        arrays = conditions.arrays()
        nothing = np.empty(0, dtype=np.int64)

        def run(begin: int, end: int, out: LongArray) -> int:
            return _phrases_between(
                begin, end, conditions.length, self.offsets, self.admitted, self.left_out, *arrays, *self.layers, out
            )

        documents = self.admitted.size
        counts = in_parts(lambda begin, end: (begin, end, run(begin, end, nothing)), documents, self.size)
        total = sum(count for _, _, count in counts)
        if total > most:
            return None
        out = np.empty(total, dtype=np.int64)
        at = 0
        for begin, end, count in counts:
            if count:
                run(begin, end, out[at : at + count])
            at += count
        return out


@kernel
def pairs(
    left_first: LongArray,
    left_length: IntArray,
    right_first: LongArray,
    right_length: IntArray,
    least: int,
    most: int,
    offsets: LongArray,
    left_out: BoolArray,
    limit: int,
) -> tuple[LongArray, IntArray, int]:
    """From each left hit's beginning to the end of each right one with ``least`` to ``most`` words between them.

    Returns hits, and how many pairs there are; no hits where these are more than ``limit``.
    """
    room = max(left_first.size, 16)
    first = np.empty(room, dtype=np.int64)
    length = np.empty(room, dtype=np.int32)
    count = 0
    met = 0
    document = 0
    low = 0
    own = 0
    for n in range(left_first.size):
        begin = left_first[n]
        if not count or first[count - 1] != begin:
            own = count  # where the hits with this beginning begin
        while offsets[document + 1] <= begin:
            document += 1
        end = offsets[document + 1]
        after = begin + left_length[n]
        while low < right_first.size and right_first[low] < begin:
            low += 1
        # the right ones from after + least on: steps that double, then halving
        bottom = low
        step = 1
        while bottom + step < right_first.size and right_first[bottom + step] < after + least:
            bottom += step
            step *= 2
        top = min(bottom + step, right_first.size)
        while bottom < top:
            middle = (bottom + top) // 2
            if right_first[middle] < after + least:
                bottom = middle + 1
            else:
                top = middle
        checked = after
        for m in range(bottom, right_first.size):
            start = right_first[m]
            if start > after + most or start >= end:
                break
            met += 1
            if met > limit:
                return first[:0], length[:0], met
            if left_out.size:
                cut = False
                while checked < start:
                    if left_out[checked]:
                        cut = True
                        break
                    checked += 1
                if cut:
                    break
            size = np.int32(start + right_length[m] - begin)
            # hits of one beginning by length, each once
            at = count
            while at > own and length[at - 1] > size:
                at -= 1
            if at > own and length[at - 1] == size:
                continue
            if count == first.size:
                room = count * 2
                more_first = np.empty(room, dtype=np.int64)
                more_first[:count] = first
                more_length = np.empty(room, dtype=np.int32)
                more_length[:count] = length
                first, length = more_first, more_length
            for k in range(count, at, -1):
                length[k] = length[k - 1]
            first[count] = begin
            length[at] = size
            count += 1
    return first[:count].copy(), length[:count].copy(), met


@kernel
def merged(
    left_first: LongArray, left_length: IntArray, right_first: LongArray, right_length: IntArray
) -> tuple[LongArray, IntArray]:
    """The hits of both, each once."""
    first = np.empty(left_first.size + right_first.size, dtype=np.int64)
    length = np.empty(first.size, dtype=np.int32)
    n, m, count = 0, 0, 0
    while n < left_first.size or m < right_first.size:
        if m == right_first.size:
            take_left = True
        elif n == left_first.size:
            take_left = False
        else:
            take_left = left_first[n] < right_first[m] or (
                left_first[n] == right_first[m] and left_length[n] <= right_length[m]
            )
        if take_left:
            place, size = left_first[n], left_length[n]
            n += 1
        else:
            place, size = right_first[m], right_length[m]
            m += 1
        if count and first[count - 1] == place and length[count - 1] == size:
            continue
        first[count] = place
        length[count] = size
        count += 1
    return first[:count], length[:count]


@kernel
def widened(
    first: LongArray, length: IntArray, before: int, behind: int, offsets: LongArray, left_out: BoolArray
) -> tuple[LongArray, IntArray]:
    """Hits with so many words more on either side, where their document has as many that are counted."""
    out_first = np.empty(first.size, dtype=np.int64)
    out_length = np.empty(first.size, dtype=np.int32)
    count = 0
    document = 0
    for n in range(first.size):
        while offsets[document + 1] <= first[n]:
            document += 1
        begin, end = first[n] - before, first[n] + length[n] + behind
        if begin < offsets[document] or end > offsets[document + 1]:
            continue
        counted = True
        if left_out.size:
            for place in range(begin, first[n]):
                counted &= not left_out[place]
            for place in range(first[n] + length[n], end):
                counted &= not left_out[place]
        if counted:
            out_first[count] = begin
            out_length[count] = end - begin
            count += 1
    return out_first[:count], out_length[:count]


@kernel
def documents_with(first: LongArray, offsets: LongArray) -> BoolArray:
    """``bool[D]``: whether each document has a hit."""
    out = np.zeros(offsets.size - 1, dtype=np.bool_)
    document = 0
    for n in range(first.size):
        while offsets[document + 1] <= first[n]:
            document += 1
        out[document] = True
    return out


@kernel
def in_documents(
    first: LongArray, length: IntArray, wanted: BoolArray, offsets: LongArray
) -> tuple[LongArray, IntArray]:
    """The hits in wanted documents."""
    out_first = np.empty(first.size, dtype=np.int64)
    out_length = np.empty(first.size, dtype=np.int32)
    count = 0
    document = 0
    for n in range(first.size):
        while offsets[document + 1] <= first[n]:
            document += 1
        if wanted[document]:
            out_first[count] = first[n]
            out_length[count] = length[n]
            count += 1
    return out_first[:count], out_length[:count]


@kernel
def apart(first: LongArray, length: IntArray) -> tuple[LongArray, IntArray]:
    """Hits that do not overlap: from left to right the first one, of those with one beginning the longest."""
    out_first = np.empty(first.size, dtype=np.int64)
    out_length = np.empty(first.size, dtype=np.int32)
    count = 0
    reach = np.int64(0)
    for n in range(first.size):
        if first[n] < reach and not (count and first[n] == out_first[count - 1]):
            continue
        if count and first[n] == out_first[count - 1]:
            out_length[count - 1] = length[n]  # longer, as they ascend
        else:
            out_first[count] = first[n]
            out_length[count] = length[n]
            count += 1
        reach = out_first[count - 1] + out_length[count - 1]
    return out_first[:count], out_length[:count]


@kernel
def word_kinds(
    ids: IntArray, lemma_ids: IntArray, parts: ByteArray, kinds: int
) -> tuple[IntArray, IntArray, ByteArray]:
    """The different combinations of type, lemma and part of speech that stand somewhere, of words that are known."""
    newest = np.full(kinds, -1, dtype=np.int32)
    room = max(kinds, 16)
    types = np.empty(room, dtype=np.int32)
    lemmas = np.empty(room, dtype=np.int32)
    kind_parts = np.empty(room, dtype=np.uint8)
    earlier = np.empty(room, dtype=np.int32)
    count = 0
    for place in range(ids.size):
        if lemma_ids[place] < 0 and parts[place] == 0:
            continue
        kind = ids[place]
        at = newest[kind]
        while at >= 0 and (lemmas[at] != lemma_ids[place] or kind_parts[at] != parts[place]):
            at = earlier[at]
        if at >= 0:
            continue
        if count == types.size:
            room = count * 2
            types = np.concatenate((types, np.empty(room - count, dtype=np.int32)))
            lemmas = np.concatenate((lemmas, np.empty(room - count, dtype=np.int32)))
            kind_parts = np.concatenate((kind_parts, np.empty(room - count, dtype=np.uint8)))
            earlier = np.concatenate((earlier, np.empty(room - count, dtype=np.int32)))
        types[count] = kind
        lemmas[count] = lemma_ids[place]
        kind_parts[count] = parts[place]
        earlier[count] = newest[kind]
        newest[kind] = count
        count += 1
    return types[:count], lemmas[:count], kind_parts[:count]
