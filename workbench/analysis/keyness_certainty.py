"""How sure a difference between outlets is, from whole articles: intervals, a test by shuffling, and unevenness.

Small corpora are resampled in products of matrices, every term of them. In large ones that would take minutes, so the
strongest terms are looked at, in compiled loops; there articles are drawn within each outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    FloatArray,
    distinct_columns,
    generator_for,
    log_ratio_intervals,
    middle,
)
from workbench.analysis.dispersion import dp_norm_of_columns
from workbench.analysis.keyness_counts import Counted, Effects, Wanted
from workbench.analysis.keyness_measures import ZERO_COUNT, permutation_p
from workbench.domain.progress import Progress, no_progress
from workbench.index.arrays import IntArray, LongArray
from workbench.index.article_draws import TermArticles, resampled_counts, shuffled_counts
from workbench.index.document_term_matrix import DocumentTermMatrix

FEW: Final = 2_000
"""Articles up to which every row of a comparison gets its interval and p."""
MOST_TESTED: Final = 2_000
"""Rows of larger corpora that get them, those of all outlets together."""
EVERYTHING: Final = Wanted()
_DRAWING, _SHUFFLING = 1, 2
"""What tells the random numbers of one from those of the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How much chance is asked."""

    permutations: int
    replicates: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """For each row of a comparison; not a number where nothing was resampled or tested."""

    low: FloatArray
    high: FloatArray
    p: FloatArray
    dp_norm: FloatArray
    tested: LongArray
    """The rows that were looked at, ascending."""


def certainty(
    counted: Counted,
    compared: Sequence[Effects],
    draws: Draws,
    *,
    wanted: Wanted = EVERYTHING,
    progress: Progress = no_progress,
) -> list[Certainty]:
    """Intervals, p and DPnorm of several comparisons; of large corpora, of the wanted rows with the largest G2."""
    articles = max((one.side.articles + one.rest.articles for one in compared), default=0)
    if articles > FEW:
        each = max(MOST_TESTED // max(len(compared), 1), 1)
        strongest = [_strongest(one, wanted, each) for one in compared]
        return of_rows(counted, compared, strongest, draws, progress=progress)
    slots = np.where(counted.shown, np.cumsum(counted.shown) - 1, -1).astype(np.int32)
    matrix_of_all = DocumentTermMatrix.of(counted.view, counted.numbers)
    begins, terms, counts = matrix_of_all.rows(counted.view.documents, slots)
    size = (len(counted.view.store.document_ids), int(counted.shown.sum()))
    matrix = csr_array((counts, terms, begins), shape=size)
    out = []
    for done, one in enumerate(compared):
        progress(done, len(compared), f"Comparing {one.side.name}")
        out.append(_of_all_rows(counted, one, matrix, slots, draws))
    progress(len(compared), len(compared), "Comparing outlets")
    return out


def _strongest(one: Effects, wanted: Wanted, most: int) -> LongArray:
    """The wanted rows with the largest G2, ascending."""
    rows = np.flatnonzero(wanted.rows_of(one))
    return np.sort(rows[np.argsort(-np.abs(one.g2[rows]), kind="stable")[:most]])


def _of_all_rows(counted: Counted, one: Effects, matrix: csr_array, slots: IntArray, draws: Draws) -> Certainty:
    words = counted.view.words_by_document
    mine, theirs = (
        np.concatenate([counted.members[n] for n in part.outlets]) if part.outlets else np.empty(0, dtype=np.int64)
        for part in (one.side, one.rest)
    )
    # alphabetically, as the random numbers of a term do not depend on the order of terms
    columns = slots[one.rows]
    counts, others = csc_array(matrix[mine])[:, columns], csc_array(matrix[theirs])[:, columns]
    first, which = distinct_columns(csc_array(vstack([counts, others])))
    few, few_others = csc_array(counts[:, first]), csc_array(others[:, first])
    low = high = p = np.full(first.size, np.nan)
    sides = (few, words[mine], few_others, words[theirs])
    generator = generator_for(draws.seed, "keyness", one.side.name)
    if draws.replicates and first.size:
        low, high = log_ratio_intervals(*sides, replicates=draws.replicates, generator=generator)
    if is_tested(one, draws) and first.size:
        p = permutation_p(*sides, permutations=draws.permutations, generator=generator)
    dp_norm = dp_norm_of_columns(csc_array(counts), words[mine])
    return Certainty(low[which], high[which], p[which], dp_norm, np.arange(one.rows.size))


def of_rows(
    counted: Counted,
    compared: Sequence[Effects],
    chosen: Sequence[LongArray],
    draws: Draws,
    *,
    progress: Progress = no_progress,
) -> list[Certainty]:
    """Intervals, p and DPnorm of chosen rows of several comparisons over the same outlets, articles drawn within each.

    Args:
        counted: the terms.
        compared: comparisons of one outlet each with others; all have the same outlets on their two sides together.
        chosen: the rows of each that are looked at.
        draws: how often.
        progress: told how far it is; may raise to stop.
    """
    pool = sorted({n for one in compared for part in (one.side, one.rest) for n in part.outlets})
    place = {n: k for k, n in enumerate(pool)}
    numbers = [one.rows[rows] for one, rows in zip(compared, chosen, strict=True)]
    terms = np.unique(np.concatenate([*numbers, np.empty(0, dtype=np.int64)])).astype(np.int64)
    articles = TermArticles.of(counted.view, [counted.members[n] for n in pool], counted.numbers, terms)
    where = np.searchsorted(terms, np.concatenate([*numbers, np.empty(0, dtype=np.int64)])).astype(np.int64)
    group = np.concatenate(
        [
            np.full(rows.size, place[one.side.outlets[0]], dtype=np.int64)
            for one, rows in zip(compared, chosen, strict=True)
        ]
        + [np.empty(0, dtype=np.int64)]
    )
    pairs = np.cumsum([0, *(rows.size for rows in chosen)])
    low, high, p = (np.full(where.size, np.nan) for _ in range(3))
    if draws.replicates and where.size:
        resampled = _resampled_ratios(articles, where, group, draws, progress)
        ends = np.log2(middle(resampled))
        enough = np.concatenate(
            [
                np.full(rows.size, min(one.side.articles, one.rest.articles) >= MINIMUM_ARTICLES)
                for one, rows in zip(compared, chosen, strict=True)
            ]
        )
        low[enough], high[enough] = ends[0][enough], ends[1][enough]
    if draws.permutations and where.size:
        shuffled_p = _shuffled_p(articles, where, group, draws, progress)
        tested = np.concatenate(
            [np.full(rows.size, is_tested(one, draws)) for one, rows in zip(compared, chosen, strict=True)]
        )
        p[tested] = shuffled_p[tested]
    out = []
    for n, (one, rows) in enumerate(zip(compared, chosen, strict=True)):
        part = slice(int(pairs[n]), int(pairs[n + 1]))
        filled: list[FloatArray] = []
        uneven = _dp_norm(articles, where[part], int(group[part.start]) if rows.size else 0)
        for values in (low[part], high[part], p[part], uneven):
            whole = np.full(one.rows.size, np.nan)
            whole[rows] = values
            filled.append(whole)
        out.append(Certainty(filled[0], filled[1], filled[2], filled[3], rows))
    return out


def is_tested(one: Effects, draws: Draws) -> bool:
    """Whether both sides have the articles that a test needs."""
    return draws.permutations > 0 and min(one.side.articles, one.rest.articles) >= FEW_ARTICLES


def _resampled_ratios(
    articles: TermArticles, where: LongArray, group: LongArray, draws: Draws, progress: Progress
) -> FloatArray:
    own, every, words = resampled_counts(
        articles, where, group, replicates=draws.replicates, seeds=(draws.seed, _DRAWING), progress=progress
    )
    total = words.sum(axis=0)
    rate = np.maximum(own, ZERO_COUNT) / words[group]
    return np.asarray(rate / (np.maximum(every - own, ZERO_COUNT) / (total - words[group])))


def _shuffled_p(
    articles: TermArticles, where: LongArray, group: LongArray, draws: Draws, progress: Progress
) -> FloatArray:
    own, words = shuffled_counts(
        articles, where, group, permutations=draws.permutations, seeds=(draws.seed, _SHUFFLING), progress=progress
    )
    total = int(articles.words.sum())
    every = np.add.reduceat(np.append(articles.counts, 0), articles.begins[:-1])[where].astype(np.float64)
    begins = articles.group_begins
    mine = np.array([_in_group(articles, int(term), int(g)).sum() for term, g in zip(where, group, strict=True)])
    size = np.array([articles.words[begins[g] : begins[g + 1]].sum() for g in range(begins.size - 1)])[group]
    observed = np.abs(mine / size - (every - mine) / (total - size))
    drawn = np.abs(own / words[group] - (every[:, np.newaxis] - own) / (total - words[group]))
    # equal arrangements may differ in the last bits
    extreme = (drawn >= observed[:, np.newaxis] * (1 - 1e-9)).sum(axis=1)
    return np.asarray((1 + extreme) / (draws.permutations + 1))


def _in_group(articles: TermArticles, term: int, group: int) -> LongArray:
    """Counts of a term in the articles of a group that have it."""
    return _part(articles, term, group)[1].astype(np.int64)


def _part(articles: TermArticles, term: int, group: int) -> tuple[LongArray, LongArray]:
    where = articles.where[articles.begins[term] : articles.begins[term + 1]]
    first, last = np.searchsorted(where, articles.group_begins[group : group + 2])
    counts = articles.counts[articles.begins[term] : articles.begins[term + 1]]
    return where[first:last].astype(np.int64), counts[first:last].astype(np.int64)


def _dp_norm(articles: TermArticles, terms: LongArray, group: int) -> FloatArray:
    """DPnorm of terms over the articles of one group; see :mod:`workbench.analysis.dispersion`."""
    words = articles.words[articles.group_begins[group] : articles.group_begins[group + 1]]
    where, counts = zip(*(_part(articles, int(term), group) for term in terms), strict=True) if terms.size else ((), ())
    begins = np.cumsum([0, *(one.size for one in where)])
    rows = np.concatenate([*where, np.empty(0, dtype=np.int64)]) - articles.group_begins[group]
    values = np.concatenate([*counts, np.empty(0, dtype=np.int64)])
    return dp_norm_of_columns(csc_array((values, rows, begins), shape=(words.size, terms.size)), words)
