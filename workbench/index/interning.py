"""Numbers for words: each distinct run of characters gets the next number when it is first seen."""

from __future__ import annotations

import secrets
from itertools import pairwise
from typing import Final

import numpy as np

from workbench.index.arrays import CodeArray, DigestArray, IntArray, LongArray
from workbench.index.kernels import kernel
from workbench.index.scanning import code_points

_EMPTY: Final = -1
_FIRST_WORDS: Final = 1 << 15
_FIRST_POOL: Final = 1 << 18
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)


class WordTable:
    """An open hash table over the characters of words; two words are one only when every character agrees."""

    def __init__(self) -> None:
        # another one for each table, so that no text can be made to fall onto one place of it
        self._seed = np.uint64(secrets.randbits(64))
        self._slots = np.full(4 * _FIRST_WORDS, _EMPTY, dtype=np.int32)
        self._hashes = np.empty(_FIRST_WORDS, dtype=np.uint64)
        self._offsets = np.zeros(_FIRST_WORDS + 1, dtype=np.int64)
        self._pool = np.empty(_FIRST_POOL, dtype=np.uint32)
        self._words = 0

    def __len__(self) -> int:
        """Distinct words so far."""
        return self._words

    def numbers(self, codes: CodeArray, starts: IntArray, ends: IntArray) -> IntArray:
        """The number of each word, given by its span in ``codes``."""
        out = np.empty(starts.size, dtype=np.int32)
        done = 0
        while True:
            done, self._words = _intern(
                codes, starts, ends, done, out, self._slots, self._hashes, self._offsets, self._pool, self._words,
                self._seed,
            )  # fmt: skip
            if done == starts.size:
                return out
            self._grow(int(ends[done] - starts[done]))

    def number_of(self, word: str) -> int:
        """The number of one word."""
        codes = code_points(word)
        return int(self.numbers(codes, np.zeros(1, dtype=np.int32), np.array([codes.size], dtype=np.int32))[0])

    def words(self, first: int = 0) -> list[str]:
        """The words from number ``first`` on."""
        text = (
            self._pool[self._offsets[first] : self._offsets[self._words]].tobytes().decode("utf-32-le", "surrogatepass")
        )
        edges = (self._offsets[first : self._words + 1] - self._offsets[first]).tolist()
        return [text[begin:end] for begin, end in pairwise(edges)]

    def _grow(self, longest: int) -> None:
        """Twice the room, and enough for a word of this length."""
        room = 2 * self._hashes.size
        self._hashes = np.resize(self._hashes, room)
        self._offsets = np.resize(self._offsets, room + 1)
        self._pool = np.resize(self._pool, 2 * self._pool.size + longest)
        self._slots = np.full(4 * room, _EMPTY, dtype=np.int32)
        _fill(self._slots, self._hashes, self._words)


@kernel
def _intern(
    codes: CodeArray,
    starts: IntArray,
    ends: IntArray,
    begin: int,
    out: IntArray,
    slots: IntArray,
    hashes: DigestArray,
    offsets: LongArray,
    pool: CodeArray,
    words: int,
    seed: np.uint64,
) -> tuple[int, int]:
    """Numbers words from ``begin`` on until there is no room for another one; returns where it stopped, and how many."""
    mask = np.uint64(slots.size - 1)
    for n in range(begin, starts.size):
        start = starts[n]
        length = ends[n] - start
        value = seed
        for k in range(length):
            value = (value ^ np.uint64(codes[start + k])) * _MIX
            value ^= value >> _SHIFT
        place = value & mask
        while True:
            word = slots[place]
            if word < 0:
                used = offsets[words]
                if words == hashes.size or used + length > pool.size:
                    return n, words
                for k in range(length):
                    pool[used + k] = codes[start + k]
                offsets[words + 1] = used + length
                hashes[words] = value
                slots[place] = words
                out[n] = words
                words += 1
                break
            if hashes[word] == value and offsets[word + 1] - offsets[word] == length:
                first = offsets[word]
                same = True
                for k in range(length):
                    if pool[first + k] != codes[start + k]:
                        same = False
                        break
                if same:
                    out[n] = word
                    break
            place = (place + np.uint64(1)) & mask
    return starts.size, words


@kernel
def _fill(slots: IntArray, hashes: DigestArray, words: int) -> None:
    """Puts all words into an empty table."""
    mask = np.uint64(slots.size - 1)
    for word in range(words):
        place = hashes[word] & mask
        while slots[place] >= 0:
            place = (place + np.uint64(1)) & mask
        slots[place] = word
