"""What keyness compares: counts of all terms in each outlet, made once, and two sides put together from outlets."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from workbench.analysis.bootstrap import FloatArray
from workbench.analysis.document_groups import DocumentGroups, members, sizes_of
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
from workbench.index.arrays import BoolArray, LongArray
from workbench.index.group_counts import GroupCounts, TermNumbers, group_counts
from workbench.index.ngram_numbers import Ngrams
from workbench.index.pair_numbers import pair_numbers
from workbench.index.postings import postings
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
    members: list[LongArray]
    """For each outlet its admitted documents with counted words."""
    words: LongArray
    """Counted words of each outlet."""
    every: LongArray
    """``int64[terms]``: counts in all outlets together."""
    every_document: LongArray

    @classmethod
    def of(
        cls, view: View, outlets: Sequence[str], *, n: int = 1, minimum_count: int = 1, hide: Collection[str] = ()
    ) -> Counted:
        """Counts the words (or n-grams) of a view. What was counted for a view is remembered as long as the view is.

        Args:
            view: what is counted.
            outlets: the outlet of each document of the store.
            n: words in a term.
            minimum_count: rarer n-grams may be missing; all single words are there.
            hide: words that are not to be shown.
        """
        groups = DocumentGroups.of(outlets if isinstance(outlets, tuple) else tuple(outlets))
        sizes = sizes_of(view, groups)
        hidden = hidden_words(view, hide)
        found = None if n == 1 else _ngrams_of(view, n, minimum_count)
        if found is None:
            numbers = numbers_of_types(view)
            shown = ~hidden[: numbers.terms]
        else:
            numbers = found.numbers
            shown = ~(hidden[found.members[:, 0]] | hidden[found.members[:, -1]])
        counts = group_counts(view, groups.codes, len(groups), numbers)
        return cls(
            view,
            groups,
            numbers,
            counts,
            found,
            np.asarray(shown),
            members(view, groups),
            sizes.words,
            counts.every,
            counts.every_document,
        )

    @property
    def present(self) -> tuple[int, ...]:
        """The outlets with counted words."""
        return tuple(n for n, documents in enumerate(self.members) if documents.size)

    def side(self, outlets: Sequence[int], name: str = "") -> Side:
        """Some outlets together."""
        articles = sum(int(self.members[n].size) for n in outlets)
        words = int(self.words[list(outlets)].sum())
        missing = [n for n in range(len(self.groups)) if n not in set(outlets)]
        if len(missing) < len(outlets):  # quicker to take the others off
            counts, documents = self.every.copy(), self.every_document.copy()
            for n in missing:
                counts -= self.counts.counts[n]
                documents -= self.counts.documents[n]
        else:
            counts = self.counts.counts[list(outlets)].sum(axis=0, dtype=np.int64)
            documents = self.counts.documents[list(outlets)].sum(axis=0, dtype=np.int64)
        return Side(name, tuple(outlets), articles, words, counts, documents)

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


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """What sets one side apart from another, term by term: everything that follows from counts."""

    side: Side
    rest: Side
    rows: LongArray
    """The compared terms, by G2 downwards, then alphabetically; the arrays that follow have one number for each."""
    a: LongArray
    b: LongArray
    documents: LongArray
    reference_documents: LongArray
    g2: FloatArray
    log_ratio: FloatArray
    percent_difference: FloatArray
    lrc: FloatArray
    log_odds_z: FloatArray


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
    rows = np.flatnonzero(counted.shown & (side.counts + rest.counts >= max(minimum_count, 1)))
    c, d = side.words, rest.words
    # everything here follows from a pair of counts, and of 200,000 words some thousand pairs differ
    first, pair = pair_numbers(side.counts[rows], rest.counts[rows])
    a, b = side.counts[rows[first]], rest.counts[rows[first]]
    g2 = g2_two_term(a, b, c, d)
    ranks = np.unique(-g2, return_inverse=True)[1].astype(np.int32)
    order = postings(ranks[pair], int(ranks.max(initial=-1)) + 1)[0]  # places with one rank stay in alphabetical order
    rows, pair = rows[order], pair[order]
    prior = PRIOR_WORDS * (a + b) / (c + d)
    _, z = log_odds_dirichlet(a, b, prior, c=c, d=d, prior_total=PRIOR_WORDS)
    return Effects(
        side,
        rest,
        rows,
        a[pair],
        b[pair],
        side.documents[rows],
        rest.documents[rows],
        g2[pair],
        log_ratio(a, b, c, d)[pair],
        percent_difference(a, b, c, d)[pair],
        conservative_log_ratio(a, b, c, d, comparisons=rows.size)[pair],
        z[pair],
    )


def _ngrams_of(view: View, n: int, minimum_count: int) -> Ngrams:
    wanted = (n, minimum_count)
    with _lock:
        known = _ngrams.get(view)
    if known is None or known[0] != wanted:
        known = (wanted, frequent_terms(view, n=n, minimum_count=minimum_count))
        with _lock:
            _ngrams[view] = known  # only the last one: they are long
    return known[1]
