"""Articles drawn again and again, and what the draws count: the inner loop of intervals for large corpora."""

from __future__ import annotations

import numpy as np

from workbench.index.arrays import LongArray
from workbench.index.kernels import kernel


def resampled_sums(
    generator: np.random.Generator,
    replicates: int,
    words: LongArray,
    documents: LongArray,
    counts: LongArray,
    begins: LongArray,
) -> tuple[LongArray, LongArray]:
    """Words and counts of terms in articles that are drawn with replacement, as many as there are, each time anew.

    The generator is asked for the same numbers as by ``generator.integers(articles, size=(replicates, articles))``, so
    that the outcome is that of an array of draws, without the array.

    Args:
        generator: the source of randomness.
        replicates: how often all articles are drawn.
        words: of each article.
        documents: the articles (places in ``words``) in which terms stand, term after term.
        counts: how often the term stands in each of these.
        begins: where each term begins in ``documents``, and where the last one ends.

    Returns:
        ``int64[replicates]`` words, and ``int64[terms, replicates]`` counts.
    """
    drawn_words = np.empty(replicates, dtype=np.int64)
    drawn_counts = np.empty((begins.size - 1, replicates), dtype=np.int64)
    _resampled_sums(generator, words, documents, counts, begins, drawn_words, drawn_counts)
    return drawn_words, drawn_counts


@kernel
def _resampled_sums(
    generator: np.random.Generator,
    words: LongArray,
    documents: LongArray,
    counts: LongArray,
    begins: LongArray,
    drawn_words: LongArray,
    drawn_counts: LongArray,
) -> None:
    articles = words.size
    times = np.zeros(articles, dtype=np.int64)
    for replicate in range(drawn_words.size):
        times[:] = 0
        drawn = generator.integers(0, articles, size=articles)
        for n in range(articles):
            times[drawn[n]] += 1
        total = 0
        for n in range(articles):
            total += times[n] * words[n]
        drawn_words[replicate] = total
        for term in range(begins.size - 1):
            count = 0
            for n in range(begins[term], begins[term + 1]):
                count += times[documents[n]] * counts[n]
            drawn_counts[term, replicate] = count
