"""Every word or n-gram that is counted, with its count in each part of a corpus, and the rows of it that a filter keeps."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from workbench.analysis.document_groups import DocumentGroups
from workbench.analysis.ngrams import LONGEST
from workbench.domain.errors import QueryError, UsageError
from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.group_counts import group_counts
from workbench.index.ngram_numbers import ngrams
from workbench.index.query_expressions import WrongExpressionError, compiled
from workbench.index.query_tree import Expression, Word
from workbench.index.tokenizer import fold
from workbench.index.type_parts import usual_parts
from workbench.index.view import View
from workbench.index.vocabulary import Vocabulary, vocabulary_of
from workbench.index.word_layer import PARTS_OF_SPEECH

CONTAINS: Final = "contains"
BEGINS: Final = "begins"
ENDS: Final = "ends"
IS: Final = "is"
EXPRESSION: Final = "expression"
MATCHES: Final = (CONTAINS, BEGINS, ENDS, IS, EXPRESSION)
"""The ways in which a text filters terms."""

_WORDS_FOR_ONE: Final = 1_000_000

_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class TypeList:
    """All terms of one length in a view, in alphabetical order."""

    vocabulary: Vocabulary
    members: IntArray
    """``int32[terms, n]``: the types that each term is made of."""
    counts: IntArray
    """``int32[parts, terms]``."""
    documents: LongArray
    """``int64[terms]``: articles with each term."""
    totals: LongArray
    """``int64[terms]``: counts in all parts together."""

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms."""
        return self.vocabulary.words


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFilter:
    """Which terms of a list are shown."""

    text: str = ""
    match: str = CONTAINS
    """One of :data:`MATCHES`."""
    count: int = 1
    """How often a term is counted at least."""
    articles: int = 1
    """In how many articles a term stands at least."""
    part_of_speech: str = ""
    """What a term mostly is, see :data:`workbench.index.word_layer.PARTS_OF_SPEECH`; holds for single words."""
    hide: Collection[str] = ()
    """Words that are left out; an n-gram is left out when it begins or ends with one."""


_known: WeakKeyDictionary[View, dict[int, tuple[IntArray, TypeList]]] = WeakKeyDictionary()


def type_list(view: View, groups: DocumentGroups, *, n: int = 1) -> TypeList:
    """All terms of ``n`` words. What was counted for a view is remembered as long as the view is.

    Raises:
        UsageError: ``n`` is not a length that terms can have.

    N-grams that are rarer than :func:`least_count` are left out.
    """
    with _lock:
        known = _known.get(view, {}).get(n)
    if known is not None and known[0] is groups.codes:
        return known[1]
    made = _words(view, groups) if n == 1 else _ngrams(view, groups, n)
    with _lock:
        kept = _known.setdefault(view, {})
        for length in [length for length in kept if length != 1]:
            del kept[length]  # lists of n-grams are long: of those, only the last one is kept
        kept[n] = (groups.codes, made)
    return made


def filtered(view: View, terms: TypeList, wanted: TypeFilter, *, n: int = 1) -> LongArray:
    """The numbers of the terms that a filter keeps, ascending.

    Raises:
        QueryError: an expression can't be understood, or takes too long.
        UsageError: there is no such way to match, or no such part of speech.
    """
    if wanted.match not in MATCHES:
        raise UsageError(f"Terms can't be matched by {wanted.match!r}. Choose one of: {', '.join(MATCHES)}.")
    keep = (terms.totals >= max(wanted.count, 1)) & (terms.documents >= wanted.articles)
    if wanted.hide:
        keep &= ~_hidden(view, terms, wanted.hide)
    if wanted.part_of_speech and n == 1:
        if wanted.part_of_speech not in PARTS_OF_SPEECH:
            raise UsageError(
                f"There is no part of speech {wanted.part_of_speech!r}. Choose one of: {', '.join(PARTS_OF_SPEECH[1:])}."
            )
        keep &= usual_parts(view) == PARTS_OF_SPEECH.index(wanted.part_of_speech)
    text = wanted.text.strip()
    if text:
        matching = np.zeros(len(terms.terms), dtype=np.bool_)
        matching[_matching(terms.vocabulary, text, wanted.match)] = True
        keep &= matching
    return np.flatnonzero(keep).astype(np.int64)


def most_frequent(terms: TypeList, chosen: LongArray, most: int) -> LongArray:
    """Those of the chosen terms that are counted most often, the most frequent first, equally frequent ones by name."""
    totals = terms.totals[chosen]
    if chosen.size > most > 0:  # the rest need not be sorted
        least = -np.partition(-totals, most - 1)[most - 1]
        chosen, totals = chosen[totals >= least], totals[totals >= least]
    return chosen[np.lexsort((chosen, -totals))][:most]


def least_count(view: View, n: int) -> int:
    """How often a term of ``n`` words must be counted to be in a list: an n-gram once for each million words.

    Most n-grams of a large corpus are rare, and there are tens of millions of them.
    """
    return 1 if n == 1 else max(view.total // _WORDS_FOR_ONE, 1)


def _words(view: View, groups: DocumentGroups) -> TypeList:
    found = group_counts(view, groups.codes, len(groups))
    return TypeList(
        vocabulary_of(view.store, "types"),
        np.arange(len(view.store.types), dtype=np.int32).reshape(-1, 1),
        found.counts,
        found.together.documents,
        found.together.counts,
    )


def _ngrams(view: View, groups: DocumentGroups, n: int) -> TypeList:
    if not 1 <= n <= LONGEST:
        raise UsageError(f"A term can have 1 to {LONGEST} words, not {n}. Choose one of these.")
    runs = ngrams(view, n, minimum_count=least_count(view, n))
    found = group_counts(view, groups.codes, len(groups), runs.numbers)
    types = view.store.types
    terms = tuple(" ".join([types[kind] for kind in words]) for words in runs.members.tolist())
    return TypeList(Vocabulary(terms, folded=True), runs.members, found.counts, found.together.documents, runs.totals)


def _hidden(view: View, terms: TypeList, hide: Collection[str]) -> BoolArray:
    hidden = np.zeros(len(view.store.types), dtype=np.bool_)
    hidden[[i for word in hide if (i := view.store.id_of(fold(word))) is not None]] = True
    return np.asarray(hidden[terms.members[:, 0]] | hidden[terms.members[:, -1]], dtype=np.bool_)


def _matching(vocabulary: Vocabulary, text: str, match: str) -> IntArray:
    if match == EXPRESSION:
        try:
            compiled(text)
        except WrongExpressionError as wrong:
            raise QueryError(str(wrong), wrong.place) from None
        return vocabulary.ids_of(Expression(text))
    word = fold(re.sub(r"\s+", " ", text))
    wildcard = "*" in word or "?" in word
    if not wildcard and match != IS:
        word = {CONTAINS: f"*{word}*", BEGINS: f"{word}*", ENDS: f"*{word}"}[match]
        wildcard = True
    return vocabulary.ids_of(Word(word, wildcard))
