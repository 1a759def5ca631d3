"""Loops that bring the words of a language model onto the tokens of a store."""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.index.arrays import BoolArray, ByteArray, IntArray, LongArray
from workbench.index.kernels import kernel

OWN: Final = 0
"""A word is its own lemma."""
CHANGED: Final = 1
"""The lemma is made of the word by its kind."""
NOT_KNOWN: Final = 2

_MORE: Final = 255
_LONGEST: Final = 254
_NOWHERE: Final = 2**62
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_HALF: Final = np.uint64(32)
_ONE: Final = np.uint64(1)


class LemmaTable:
    """Numbers for lemmas that are made of words: of each different *key* (type, kind, length), the next one."""

    def __init__(self) -> None:
        self.slots: IntArray = np.full(1 << 12, -1, dtype=np.int32)
        self.keys: LongArray = np.empty(0, dtype=np.int64)
        self.count = 0

    def make_room(self, more: int) -> None:
        """Room for more keys; at most half of the slots are ever taken."""
        room = self.count + more
        if room > self.keys.size:
            self.keys = np.concatenate([self.keys[: self.count], np.empty(room - self.count, dtype=np.int64)])
        if 2 * room > self.slots.size:
            self.slots = np.full(1 << (2 * room - 1).bit_length(), -1, dtype=np.int32)
            _enter(self.slots, self.keys, self.count)

    @property
    def made(self) -> LongArray:
        """The keys in the order of their numbers: ``type << 32 | kind << 8 | length``; length 0 is the whole word."""
        return self.keys[: self.count]


@kernel
def _slot(slots: IntArray, keys: LongArray, key: np.int64) -> np.int64:
    """Where a key is in the table, or where it is to be put."""
    mask = np.uint64(slots.size - 1)
    value = np.uint64(key) * _MIX
    place = (value ^ (value >> _HALF)) & mask
    while slots[place] >= 0 and keys[slots[place]] != key:
        place = (place + _ONE) & mask
    return np.int64(place)


@kernel
def _enter(slots: IntArray, keys: LongArray, count: int) -> None:
    for n in range(count):
        slots[_slot(slots, keys, keys[n])] = n


@kernel
def _read(data: ByteArray, at: int, end: int) -> tuple[int, int]:
    """The number that is packed at a place, and the place behind it."""
    value = 0
    while at < end and data[at] == _MORE:
        value += _MORE
        at += 1
    return (value + data[at], at + 1) if at < end else (value, end)


@kernel
def fill_tokens(
    documents: IntArray,
    offsets: LongArray,
    starts: IntArray,
    ends: IntArray,
    ids: IntArray,
    places: LongArray,
    distances: ByteArray,
    numbers: ByteArray,
    kinds: IntArray,
    kind_parts: ByteArray,
    ways: ByteArray,
    slots: IntArray,
    keys: LongArray,
    count: int,
    first_type: int,
    first_made: int,
    lemma_ids: IntArray,
    parts: ByteArray,
) -> int:
    """Writes lemma and part of speech of each token of some documents; returns how many keys there are then.

    Args:
        documents: their indices.
        offsets: of all documents of the store, as are ``starts``, ``ends`` and ``ids`` of all tokens.
        starts: of tokens.
        ends: of tokens.
        ids: types of tokens.
        places: a row for each of the documents and one more: where its part of ``distances``, ``numbers`` and ``kinds``
            begins.
        distances: packed distances of words, document behind document.
        numbers: packed places of words' kinds in their document's part of ``kinds``.
        kinds: numbers of kinds.
        kind_parts: the part of speech of each kind.
        ways: :data:`OWN`, :data:`CHANGED` or :data:`NOT_KNOWN` for each kind.
        slots: the hash table of ``keys``; there must be room for a key more for each token.
        keys: of lemmas that are made.
        count: how many keys there are.
        first_type: what is added to a type that is its own lemma.
        first_made: what is added to the number of a lemma that is made.
        lemma_ids: written.
        parts: written.
    """
    for n in range(documents.size):
        first, last = offsets[documents[n]], offsets[documents[n] + 1]
        at_distance, at_number, table = places[n, 0], places[n, 1], places[n, 2]
        end_distance, end_number = places[n + 1, 0], places[n + 1, 1]
        following = _NOWHERE
        if at_distance < end_distance:
            following, at_distance = _read(distances, at_distance, end_distance)
        word, before, kind = -1, -1, 0
        for token in range(first, last):
            start = starts[token]
            while following <= start:
                number, at_number = _read(numbers, at_number, end_number)
                kind = kinds[table + number]
                word += 1
                if at_distance < end_distance:
                    distance, at_distance = _read(distances, at_distance, end_distance)
                    following += distance
                else:
                    following = _NOWHERE
            if word < 0:
                continue
            parts[token] = kind_parts[kind]
            shares = word == before or (token + 1 < last and starts[token + 1] < following)
            before = word
            length = following - start if following < ends[token] else 0
            if ways[kind] == NOT_KNOWN:
                continue
            if shares or length > _LONGEST or (ways[kind] == OWN and length == 0):
                lemma_ids[token] = first_type + ids[token]
                continue
            key = np.int64(ids[token]) << 32 | np.int64(kind) << 8 | np.int64(length)
            slot = _slot(slots, keys, key)
            if slots[slot] < 0:
                keys[count] = key
                slots[slot] = count
                count += 1
            lemma_ids[token] = first_made + slots[slot]
    return count


@kernel
def mark_used(lemma_ids: IntArray, first: int, behind: int, used: BoolArray) -> None:
    """Marks which numbers from ``first`` to ``behind`` occur."""
    for token in range(lemma_ids.size):
        if first <= lemma_ids[token] < behind:
            used[lemma_ids[token] - first] = True


@kernel
def renumber(lemma_ids: IntArray, table: IntArray) -> None:
    """Puts in place of each number what the table has there; -1 stays."""
    for token in range(lemma_ids.size):
        if lemma_ids[token] >= 0:
            lemma_ids[token] = table[lemma_ids[token]]


@kernel
def count_places(numbers: IntArray | ByteArray, wanted: BoolArray, begin: int, end: int) -> int:
    """How many tokens of a stretch have a wanted number; -1 is the last place of ``wanted``."""
    count = 0
    for token in range(begin, end):
        count += wanted[numbers[token]]
    return count


@kernel
def collect_places(numbers: IntArray | ByteArray, wanted: BoolArray, begin: int, end: int, out: LongArray) -> None:
    """The places of those tokens, ascending."""
    count = 0
    for token in range(begin, end):
        if wanted[numbers[token]]:
            out[count] = token
            count += 1
