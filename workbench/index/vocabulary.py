"""Which of the words of a corpus a word of a search stands for: by itself, with wildcards, or as an expression.

Only the vocabulary is looked through, never the tokens, and what was found is remembered with the store.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from operator import gt
from typing import Final, Literal
from weakref import WeakKeyDictionary

import numpy as np

from workbench.domain.errors import QueryError
from workbench.index.arrays import ByteArray, IntArray
from workbench.index.query_expressions import compiled, without_marks
from workbench.index.query_tree import Expression, Word
from workbench.index.store import TokenStore
from workbench.index.word_layer import WordLayer

_REMEMBERED: Final = 256
_LAST: Final = chr(0x10FFFF)


class Vocabulary:
    """Distinct words by their numbers.

    Args:
        words: the words; those of a store are sorted, which makes wildcards at the end quick.
        folded: whether they are without case, so that capitals in an expression mean nothing.
        plain: whether they are without accents already. Letters such as ø stay, so the words need not be ASCII.
    """

    def __init__(self, words: tuple[str, ...], *, folded: bool, plain: bool = False) -> None:
        self.words = words
        self._folded = folded
        self._has_no_accents = plain
        self._found: OrderedDict[Word | Expression, IntArray] = OrderedDict()
        self._lock = threading.Lock()

    def ids_of(self, wanted: Word | Expression) -> IntArray:
        """The ascending numbers of the words that a word of a search stands for.

        Raises:
            QueryError: an expression takes too long.
        """
        if wanted.way.without_accents and not self._has_no_accents and not self._is_ascii:
            return self._plain.ids_of(wanted)
        with self._lock:
            if wanted in self._found:
                self._found.move_to_end(wanted)
                return self._found[wanted]
        ids = self._look_up(wanted)
        ids.flags.writeable = False
        with self._lock:
            self._found[wanted] = ids
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return ids

    def _look_up(self, wanted: Word | Expression) -> IntArray:
        if isinstance(wanted, Expression):
            return self._matched(wanted.pattern, wanted)
        word = wanted.word
        if not wanted.wildcard:
            return self._range(word, word + "\0") if self._is_sorted else self._listed({word})
        beginning = re.split(r"[*?]", word, maxsplit=1)[0]
        if self._is_sorted and word.strip("*") == beginning and word.endswith("*") and not word.startswith("*"):
            return self._range(beginning, beginning + _LAST)
        return self._matched(_pattern(word), None)

    def _range(self, first: str, last: str) -> IntArray:
        return np.arange(bisect_left(self.words, first), bisect_left(self.words, last), dtype=np.int32)

    def _listed(self, wanted: set[str]) -> IntArray:
        return np.array([n for n, word in enumerate(self.words) if word in wanted], dtype=np.int32)

    def _matched(self, pattern: str, wanted: Expression | None) -> IntArray:
        if wanted is None:
            # the words are spelled as the search's word is: a wildcard knows no case of its own
            run = compiled(pattern, case_sensitive=True)
        else:
            way = wanted.way
            run = compiled(pattern, case_sensitive=not self._folded, without_accents=way.without_accents)
        try:
            return np.array(run.matching(self.words, *self._joined), dtype=np.int32)
        except QueryError as error:
            raise QueryError(str(error), wanted.position if wanted is not None else 0) from None

    @cached_property
    def _joined(self) -> tuple[bytes, list[int]]:
        """All words as UTF-8 with a line end behind each, and where each begins."""
        text = "".join(f"{word.replace(chr(10), ' ')}\n" for word in self.words).encode("utf-8", "replace")
        ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n")) + 1
        return text, [0, *ends.tolist()]

    @cached_property
    def _is_sorted(self) -> bool:
        return not any(map(gt, self.words, self.words[1:]))

    @cached_property
    def _is_ascii(self) -> bool:
        return all(map(str.isascii, self.words))

    @cached_property
    def _plain(self) -> _Plain:
        return _Plain(self.words, folded=self._folded)


class _Plain:
    """A vocabulary seen without accents."""

    def __init__(self, words: tuple[str, ...], *, folded: bool) -> None:
        spelled = [without_marks(word) for word in words]
        distinct = tuple(sorted(set(spelled)))
        number = {word: n for n, word in enumerate(distinct)}
        self._number_of = np.fromiter((number[word] for word in spelled), dtype=np.int32, count=len(spelled))
        self._inside = Vocabulary(distinct, folded=folded, plain=True)

    def ids_of(self, wanted: Word | Expression) -> IntArray:
        marked = np.zeros(max(len(self._inside.words), 1), dtype=np.bool_)
        marked[self._inside.ids_of(wanted)] = True
        return np.flatnonzero(marked[self._number_of]).astype(np.int32)


_known: WeakKeyDictionary[TokenStore | WordLayer, dict[str, Vocabulary]] = WeakKeyDictionary()
_known_lock: Final = threading.Lock()


def vocabulary_of(store: TokenStore, what: Literal["types", "forms"]) -> Vocabulary:
    """The vocabulary of a store, with what was looked up in it before."""
    if what == "types":
        return _remembered(store, what, lambda: Vocabulary(store.types, folded=True))
    return _remembered(store, what, lambda: Vocabulary(store.forms, folded=False))


def lemmas_of(layer: WordLayer) -> Vocabulary:
    """The dictionary forms of a layer, with what was looked up in them before."""
    return _remembered(layer, "lemmas", lambda: Vocabulary(layer.lemmas, folded=True))


def _remembered(holder: TokenStore | WordLayer, what: str, make: Callable[[], Vocabulary]) -> Vocabulary:
    with _known_lock:
        known = _known.setdefault(holder, {})
        if what not in known:
            known[what] = make()
        return known[what]


def _pattern(word: str) -> str:
    """A word with wildcards as an expression."""
    return "".join(
        ".*" if p.startswith("*") else "." if p == "?" else re.escape(p) for p in re.split(r"(\*+|\?)", word)
    )


def table_of(ids: IntArray, size: int, *, negated: bool = False) -> ByteArray:
    """``uint8[size]``: 1 for these numbers, or for all others."""
    out = np.full(size, 1 if negated else 0, dtype=np.uint8)
    out[ids] = 0 if negated else 1
    return out
