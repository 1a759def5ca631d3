"""Intervals of the difference of two rates per 1,000 words, by resampling the articles of both sides."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import LOOP_FROM, MINIMUM_ARTICLES, FloatArray, middle, resampled_articles
from workbench.index.arrays import LongArray
from workbench.index.resampling import resampled_sums

Side = tuple[LongArray, LongArray]
"""Counts of each article (``int64[articles, columns]``) and its words, all above 0."""


def rate_difference_intervals(
    one: Side, other: Side, *, replicates: int, generators: tuple[np.random.Generator, np.random.Generator]
) -> tuple[FloatArray, FloatArray]:
    """Low and high ends of 95 % intervals of the first rate minus the second, one for each column.

    Articles of each side are drawn with replacement, as many as there are, and both rates are computed again (percentile
    method; Efron & Tibshirani 1993).

    Args:
        one: the first side.
        other: the second side, with the same columns.
        replicates: how often articles are drawn.
        generators: the source of randomness of each side.

    Returns:
        Not a number where either side has fewer than 2 articles, and where both counts are 0.
    """
    columns = one[0].shape[1]
    if min(one[0].shape[0], other[0].shape[0]) < MINIMUM_ARTICLES or not columns:
        return np.full(columns, np.nan), np.full(columns, np.nan)
    drawn = [
        _drawn_rates(*side, replicates, generator) for side, generator in zip((one, other), generators, strict=True)
    ]
    low, high = middle(drawn[0] - drawn[1])
    never = (one[0].sum(axis=0) == 0) & (other[0].sum(axis=0) == 0)
    low[never] = high[never] = np.nan
    return low, high


def _drawn_rates(counts: LongArray, words: LongArray, replicates: int, generator: np.random.Generator) -> FloatArray:
    """``float64[columns, replicates]``: rates per 1,000 words of drawn articles."""
    articles = counts.shape[0]
    if articles * replicates < LOOP_FROM:
        times = resampled_articles(articles, replicates=replicates, generator=generator)
        return np.asarray(counts.T.astype(np.float64) @ times * (1000.0 / (words.astype(np.float64) @ times)))
    sparse = csc_array(counts)
    sparse.sort_indices()
    drawn_words, drawn_counts = resampled_sums(
        generator,
        replicates,
        words.astype(np.int64),
        sparse.indices.astype(np.int64),
        sparse.data.astype(np.int64),
        sparse.indptr.astype(np.int64),
    )
    return np.asarray(drawn_counts * (1000.0 / drawn_words))
