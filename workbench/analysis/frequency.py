"""How often terms stand in each outlet: counts, rates per 1,000 words with intervals, and spread over articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    generator_for,
    rate_intervals,
)
from workbench.analysis.dispersion import dp_norm_of_columns
from workbench.analysis.ngrams import count_queries, count_terms
from workbench.analysis.outlet_groups import OutletGroup, outlet_groups, with_articles
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.view import View

COLUMNS = (*TABLES["terms"], "articles", "words")
"""The columns of the contract, then the denominators: articles of the outlet with counted words, and those words."""


def term_frequency(
    view: View,
    outlets: Sequence[str],
    *,
    terms: Sequence[str] | None = None,
    n: int = 1,
    minimum_count: int = 1,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
) -> Measured:
    """Counts terms by outlet.

    ``per_1000`` is the count per 1,000 counted words of the outlet, for phrases too. ``low`` and ``high`` enclose it: a
    95 % percentile bootstrap that resamples the outlet's articles. ``documents`` is the number of articles with the
    term, ``dp_norm`` its unevenness over the outlet's articles (0 even, 1 all in the smallest one).

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        terms: searches to count; a term that an outlet never uses gets a row with count 0. ``None`` counts every word
            or n-gram and gives rows only where it occurs.
        n: words in a term when ``terms`` is ``None``, 1 to 3.
        minimum_count: when ``terms`` is ``None``, the smallest count in all outlets together.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        hide: words to leave out when ``terms`` is ``None``; they stay part of the word totals.

    Returns:
        The columns of ``terms`` and ``articles``, ``words``; by outlet, then count downwards, then term.

    Raises:
        QueryError: one of ``terms`` can't be understood.
        UsageError: ``n`` is not 1, 2 or 3.
    """
    every = terms is None
    counted = (
        count_terms(view, n=n, minimum_count=minimum_count, hide=hide) if terms is None else count_queries(view, terms)
    )
    groups = outlet_groups(view, outlets)
    names = np.array(counted.terms, dtype=object)
    parts = []
    for group in groups:
        counts = csc_array(counted.matrix[group.documents])
        totals = np.asarray(counts.sum(axis=0), dtype=np.int64)
        rows = np.flatnonzero(totals) if every else np.arange(totals.size)
        rows = rows[np.lexsort((names[rows].astype(str), -totals[rows]))] if rows.size else rows
        parts.append(_rows(group, csc_array(counts[:, rows]), names[rows], replicates=replicates, seed=seed))
    if not parts:
        nobody = OutletGroup("", np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
        parts = [_rows(nobody, csc_array((0, 0), dtype=np.int64), names[:0], replicates=0, seed=seed)]
    table = pd.concat(parts, ignore_index=True)
    notes = _interval_notes(groups, table, replicates=replicates, seed=seed) if replicates else []
    if every and minimum_count > 1:
        notes.append(f"Terms counted fewer than {minimum_count:,} times in all outlets together are left out.")
    if every and hide:
        notes.append("Hidden words are left out of the table; they are part of the word totals.")
    return Measured(table, tuple(notes))


def _rows(
    group: OutletGroup, counts: csc_array, terms: npt.NDArray[np.object_], *, replicates: int, seed: int
) -> pd.DataFrame:
    totals = np.asarray(counts.sum(axis=0), dtype=np.int64)
    low = high = np.full(totals.size, np.nan)
    if replicates:
        generator = generator_for(seed, group.outlet)
        low, high = rate_intervals(counts, group.words, replicates=replicates, generator=generator)
    words = group.total_words
    return pd.DataFrame(
        {
            "outlet": pd.Series([group.outlet] * totals.size, dtype="str"),
            "term": pd.Series(terms, dtype="str"),
            "count": totals,
            "per_1000": totals * 1000.0 / words if words else np.full(totals.size, np.nan),
            "low": low,
            "high": high,
            "documents": np.diff(counts.indptr).astype(np.int64),
            "dp_norm": dp_norm_of_columns(counts, group.words),
            "articles": np.full(totals.size, group.articles, dtype=np.int64),
            "words": np.full(totals.size, words, dtype=np.int64),
        },
        columns=list(COLUMNS),
    )


def _interval_notes(groups: Sequence[OutletGroup], table: pd.DataFrame, *, replicates: int, seed: int) -> list[str]:
    """How the intervals came about, and for which outlets there is none, or none to rely on."""
    notes = []
    none = [group for group in groups if group.articles < MINIMUM_ARTICLES]
    few = [group for group in groups if MINIMUM_ARTICLES <= group.articles < FEW_ARTICLES]
    if len(none) < len(groups):
        notes.append(f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles (seed {seed}).")
    if none:
        notes.append(
            f"No interval for {with_articles(none)}: resampling needs at least {MINIMUM_ARTICLES} articles with "
            "counted words."
        )
    if few:
        notes.append(
            f"With fewer than {FEW_ARTICLES} articles intervals are rough, often too narrow: {with_articles(few)}."
        )
    if bool((table["count"] == 0).any()):
        notes.append("A count of 0 has no interval: resampling the same articles can only give 0 again.")
    return notes
