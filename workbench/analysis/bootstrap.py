"""Intervals by resampling whole articles, because the article is the unit and not the word.

Articles of an outlet are drawn with replacement, as many as there are, and the measure is computed again; the interval
holds the middle 95 % of what came out (percentile method; Efron & Tibshirani 1993). Words of one article stay together,
so a word that one article repeats does not look certain. The same seed gives the same interval.
"""

from __future__ import annotations

import zlib
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from workbench.index.resampling import resampled_sums

FloatArray = npt.NDArray[np.float64]

LEVEL: Final = 0.95
"""How much of the resampled values an interval holds."""
REPLICATES: Final = 1000
SEED: Final = 20240704
MINIMUM_ARTICLES: Final = 2
"""Fewer articles than this can't be resampled."""
FEW_ARTICLES: Final = 5
"""With fewer articles than this, an interval is shown with a warning and nothing is tested."""

FEW_TERMS: Final = 64
"""So many terms are drawn for one by one; for more of them products of matrices are quicker."""

LOOP_FROM: Final = 1_000_000
"""Draws from which a compiled loop is worth being loaded."""
_CHUNK: Final = 1_000_000
"""Resampled values held at a time: few enough to stay in the processor's cache."""


def generator_for(seed: int, *names: str) -> np.random.Generator:
    """A random generator for a named thing, so that what else is in the table does not change its interval."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def resampled_articles(articles: int, *, replicates: int, generator: np.random.Generator) -> FloatArray:
    """``float64[articles, replicates]``: how often each article is drawn in each replicate."""
    drawn = generator.integers(articles, size=(replicates, articles))
    drawn += np.arange(replicates)[:, np.newaxis] * articles
    times = np.bincount(drawn.ravel(), minlength=replicates * articles).reshape(replicates, articles)
    return np.ascontiguousarray(times.T, dtype=np.float64)


def middle(samples: FloatArray, level: float = LEVEL) -> tuple[FloatArray, FloatArray]:
    """The two order statistics of each row that enclose the middle ``level`` of it. ``samples`` is put in other order.

    With B samples these are the k-th smallest and the k-th largest, k = floor((B + 1)(1 - level) / 2), at least 1.
    """
    replicates = samples.shape[1]
    low = max(int((replicates + 1) * (1 - level) / 2 + 1e-9), 1) - 1
    high = replicates - 1 - low
    samples.partition(sorted({low, high}), axis=1)
    return samples[:, low].copy(), samples[:, high].copy()


def rate_intervals(
    counts: csc_array, words: npt.ArrayLike, *, replicates: int = REPLICATES, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Intervals of rates per 1,000 words, one for each column.

    Args:
        counts: articles in rows, terms in columns; dense arrays are welcome too.
        words: words of each article, all above 0.
        replicates: how often articles are drawn.
        generator: the source of randomness.

    Returns:
        Low and high ends. Not a number where there are fewer than 2 articles, and for a count of 0, of which resampling
        can only ever make 0 again.
    """
    counts = csc_array(counts)
    articles, terms = counts.shape
    low, high = np.full(terms, np.nan), np.full(terms, np.nan)
    if articles < MINIMUM_ARTICLES or not terms:
        return low, high
    if terms <= FEW_TERMS and articles * replicates >= LOOP_FROM:
        return rate_intervals_of_few(counts, words, replicates=replicates, generator=generator)
    times = resampled_articles(articles, replicates=replicates, generator=generator)
    resampled_words = np.asarray(words, dtype=np.float64) @ times
    first, which = distinct_columns(counts)
    by_term = counts[:, first].T.tocsr().astype(np.float64)
    ends = np.empty((2, first.size))
    for begin, end in chunks(first.size, replicates):
        samples = by_term[begin:end] @ times
        samples *= 1000.0 / resampled_words
        ends[:, begin:end] = middle(samples)
    seen = np.asarray(counts.sum(axis=0)) > 0
    low[seen], high[seen] = ends[0, which][seen], ends[1, which][seen]
    return low, high


def rate_intervals_of_few(
    counts: csc_array, words: npt.ArrayLike, *, replicates: int, generator: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """What :func:`rate_intervals` gives, drawn in a compiled loop: quicker for few terms in many articles."""
    counts = csc_array(counts)
    counts.sort_indices()
    drawn_words, drawn_counts = resampled_sums(
        generator,
        replicates,
        np.asarray(words, dtype=np.int64),
        counts.indices.astype(np.int64),
        counts.data.astype(np.int64),
        counts.indptr.astype(np.int64),
    )
    low, high = middle(drawn_counts * (1000.0 / drawn_words))
    never = np.asarray(counts.sum(axis=0)) == 0
    low[never] = high[never] = np.nan
    return low, high


def log_ratio_intervals(
    counts: csc_array,
    words: npt.ArrayLike,
    reference_counts: csc_array,
    reference_words: npt.ArrayLike,
    *,
    replicates: int = REPLICATES,
    generator: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """Intervals of the Log Ratio (log2 of the ratio of two rates), the articles of both sides resampled.

    A resampled count of 0 counts as 0.5, as in the Log Ratio itself. Columns of both matrices are the same terms. Not a
    number when either side has fewer than 2 articles.
    """
    counts, reference_counts = csc_array(counts), csc_array(reference_counts)
    terms = counts.shape[1]
    if min(counts.shape[0], reference_counts.shape[0]) < MINIMUM_ARTICLES or not terms:
        return np.full(terms, np.nan), np.full(terms, np.nan)
    times = resampled_articles(counts.shape[0], replicates=replicates, generator=generator)
    reference_times = resampled_articles(reference_counts.shape[0], replicates=replicates, generator=generator)
    resampled_words = np.asarray(words, dtype=np.float64) @ times
    resampled_reference_words = np.asarray(reference_words, dtype=np.float64) @ reference_times
    by_term = counts.T.tocsr().astype(np.float64)
    reference_by_term = reference_counts.T.tocsr().astype(np.float64)
    ends = np.empty((2, terms))
    for begin, end in chunks(terms, replicates):
        samples = by_term[begin:end] @ times
        np.maximum(samples, 0.5, out=samples)
        reference = reference_by_term[begin:end] @ reference_times
        np.maximum(reference, 0.5, out=reference)
        samples /= reference
        samples *= resampled_reference_words / resampled_words
        ends[:, begin:end] = np.log2(middle(samples))  # the logarithm keeps the order, so two of them are enough
    return ends[0], ends[1]


def distinct_columns(counts: csc_array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The columns that differ: one representative of each kind, and for every column the number of its kind.

    Most words of a corpus occur once or twice, so thousands of columns are alike and need one resampling only. Columns
    are compared by a 64-bit sum of random numbers; two unlike columns agree by chance once in 10^19 pairs.
    """
    random = np.random.default_rng(SEED).integers(2**63, size=counts.shape[0], dtype=np.uint64)
    counts = csc_array(counts)
    weights = random[counts.indices] * counts.data.astype(np.uint64)  # wraps around, which is wanted
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(weights, dtype=np.uint64)])
    keys = sums[counts.indptr[1:]] - sums[counts.indptr[:-1]]
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return first.astype(np.int64), which.astype(np.int64)


def chunks(terms: int, replicates: int) -> list[tuple[int, int]]:
    """Begins and ends of stretches of terms, each small enough for all its replicates to be held at once."""
    step = max(_CHUNK // max(replicates, 1), 1)
    return [(begin, min(begin + step, terms)) for begin in range(0, terms, step)]
