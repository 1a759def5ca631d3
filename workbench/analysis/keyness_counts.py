"""What keyness compares: counts of all terms in each outlet, made once, and two sides put together from outlets."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from workbench.analysis.bootstrap import FloatArray
from workbench.analysis.document_groups import DocumentGroups, sizes_of
from workbench.analysis.keyness_measures import (
    PRIOR_WORDS,
    conservative_log_ratio,
    g2_two_term,
    log_odds_dirichlet,
    log_ratio,
    percent_difference,
)
from workbench.analysis.ngrams import frequent_terms, hidden_words, numbers_of_types, term_names
from workbench.analysis.outlet_groups import articles_in_words
from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.document_term_matrix import TermNumbers
from workbench.index.group_counts import GroupCounts, group_counts
from workbench.index.ngram_numbers import Ngrams
from workbench.index.pair_numbers import CountPairs, Value, count_pairs
from workbench.index.view import View

KEY: Final = "key"
AVOIDED: Final = "avoided"

_lock = threading.Lock()
_ngrams: WeakKeyDictionary[View, tuple[tuple[int, int], Ngrams]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """Some outlets as one part of a comparison: counted articles and words, and counts of every term."""

    name: str
    outlets: tuple[int, ...]
    """Places in the groups."""
    articles: int
    words: int
    counts: LongArray
    """``int64[terms]``."""
    documents: LongArray
    """``int64[terms]``: articles with each term."""

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return f"{self.words:,} words in {articles_in_words(self.articles)}"


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Every term of a view, counted by outlet."""

    view: View
    groups: DocumentGroups
    numbers: TermNumbers
    counts: GroupCounts
    found: Ngrams | None
    """The n-grams; ``None`` when terms are the words of the store."""
    shown: BoolArray
    """``bool[terms]``: whether a term is not hidden."""
    words: LongArray
    """Counted words of each outlet."""

    @classmethod
    def of(
        cls,
        view: View,
        outlets: Sequence[str] | DocumentGroups,
        *,
        n: int = 1,
        minimum_count: int = 1,
        hide: Collection[str] = (),
    ) -> Counted:
        """Counts the words (or n-grams) of a view. What was counted for a view is remembered as long as the view is.

        Args:
            view: what is counted.
            outlets: the outlet of each document of the store, or which outlets there are and which each document has.
            n: words in a term.
            minimum_count: rarer n-grams may be missing; all single words are there.
            hide: words that are not to be shown.
        """
        groups = outlets if isinstance(outlets, DocumentGroups) else DocumentGroups.of(tuple(outlets))
        sizes = sizes_of(view, groups)
        hidden = hidden_words(view, hide)
        found = None if n == 1 else _ngrams_of(view, n, minimum_count)
        if found is None:
            numbers = numbers_of_types(view)
            shown = ~hidden[: numbers.terms]
        else:
            numbers = found.numbers
            shown = ~(hidden[found.members[:, 0]] | hidden[found.members[:, -1]])
        return cls(
            view,
            groups,
            numbers,
            group_counts(view, groups.codes, len(groups), numbers),
            found,
            np.asarray(shown),
            sizes.words,
        )

    @property
    def members(self) -> Sequence[LongArray]:
        """For each outlet its admitted documents with counted words, ascending."""
        return self.counts.members

    @property
    def present(self) -> tuple[int, ...]:
        """The outlets with counted words."""
        return tuple(n for n, documents in enumerate(self.members) if documents.size)

    def side(self, outlets: Sequence[int], name: str = "") -> Side:
        """Some outlets together."""
        articles = sum(int(self.members[n].size) for n in outlets)
        words = int(self.words[list(outlets)].sum())
        sums = self.counts.of(outlets)
        return Side(name, tuple(outlets), articles, words, sums.counts, sums.documents)

    def names(self, rows: LongArray) -> tuple[str, ...]:
        """The terms of some numbers."""
        if self.found is None:
            types = self.view.store.types
            return tuple([types[row] for row in rows.tolist()])
        return term_names(self.view, self.found, rows)

    def number_of(self, terms: Sequence[str]) -> list[int | None]:
        """The number of each term; ``None`` for one that is not counted."""
        if self.found is None:
            return [self.view.store.id_of(term) for term in terms]
        place = {tuple(ids): n for n, ids in enumerate(self.found.members.tolist())}
        store = self.view.store
        return [place.get(tuple(store.id_of(word) for word in term.split())) for term in terms]


@dataclass(frozen=True, eq=False)
class Effects:
    """What sets one side apart from another, term by term: everything that follows from counts.

    Of 100,000 words some thousand pairs of counts differ, and a measure is computed for each pair once, when it is asked for.
    """

    side: Side
    rest: Side
    rows: LongArray
    """The compared terms, by G2 downwards, then alphabetically; the arrays that follow have one number for each."""
    pairs: IntArray
    """The pair of counts of each."""
    different: CountPairs
    """The pairs."""
    _g2: FloatArray

    @cached_property
    def a(self) -> LongArray:
        """Counts in the side."""
        return self._of_terms(self.different.a)

    @cached_property
    def b(self) -> LongArray:
        """Counts in the rest."""
        return self._of_terms(self.different.b)

    @cached_property
    def documents(self) -> LongArray:
        """Articles of the side with the term."""
        return self.side.documents[self.rows]

    @cached_property
    def reference_documents(self) -> LongArray:
        """Articles of the rest with the term."""
        return self.rest.documents[self.rows]

    @cached_property
    def g2(self) -> FloatArray:
        """Above 0 where the side has the higher rate."""
        return self._of_terms(self._g2)

    @cached_property
    def log_ratio(self) -> FloatArray:
        """Log Ratio."""
        return self._of_terms(log_ratio(*self._counts))

    @cached_property
    def percent_difference(self) -> FloatArray:
        """%DIFF."""
        return self._of_terms(percent_difference(*self._counts))

    @cached_property
    def lrc(self) -> FloatArray:
        """The conservative Log Ratio, corrected for the number of compared terms."""
        return self._of_terms(conservative_log_ratio(*self._counts, comparisons=self.rows.size))

    @cached_property
    def log_odds_z(self) -> FloatArray:
        """The z score of the weighted log-odds; what all of both sides say is the prior."""
        a, b, c, d = self._counts
        prior = PRIOR_WORDS * (a + b) / (c + d)
        return self._of_terms(log_odds_dirichlet(a, b, prior, c=c, d=d, prior_total=PRIOR_WORDS)[1])

    def _of_terms(self, values: npt.NDArray[Value]) -> npt.NDArray[Value]:
        return self.different.of_terms(values, self.pairs)

    @property
    def _counts(self) -> tuple[LongArray, LongArray, int, int]:
        return self.different.a, self.different.b, self.side.words, self.rest.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows of a comparison are looked at, by effect and spread."""

    keys: str = ""
    """``key``: terms with the higher rate in the target; ``avoided``: with the lower one; empty: both."""
    minimum_effect: float = 0.0
    """The Log Ratio is at least this far from 0."""
    minimum_articles: int = 1
    """At least so many articles of both sides together have the term."""

    def rows_of(self, one: Effects) -> BoolArray:
        """Which rows are wanted."""
        keep = (one.documents + one.reference_documents) >= self.minimum_articles
        keep &= np.abs(one.log_ratio) >= self.minimum_effect
        if self.keys:
            keep &= one.log_ratio > 0 if self.keys == KEY else one.log_ratio < 0
        return np.asarray(keep, dtype=np.bool_)


def effects(counted: Counted, side: Side, rest: Side, minimum_count: int) -> Effects:
    """Compares every term that both sides together have ``minimum_count`` times. Both sides have counted words."""
    pairs = count_pairs(side.counts, rest.counts, counted.shown, max(minimum_count, 1))
    g2 = g2_two_term(pairs.a, pairs.b, side.words, rest.words)
    ranks = np.unique(-g2, return_inverse=True)[1].astype(np.int32)
    return Effects(side, rest, *pairs.by_rank(ranks), pairs, g2)


def _ngrams_of(view: View, n: int, minimum_count: int) -> Ngrams:
    wanted = (n, minimum_count)
    with _lock:
        known = _ngrams.get(view)
    if known is None or known[0] != wanted:
        known = (wanted, frequent_terms(view, n=n, minimum_count=minimum_count))
        with _lock:
            _ngrams[view] = known  # only the last one: they are long
    return known[1]
