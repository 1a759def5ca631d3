"""Measures of keyness on plain arrays: how far a term's rate in one part of a text differs from that in another.

Throughout, ``a`` is a term's count in the target part of ``c`` words, ``b`` its count in the reference part of ``d``
words. G2 is there because the field expects it; it treats words as independent and proves nothing (Lijffijt et al. 2016).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, vstack
from scipy.special import betaincinv

from workbench.analysis.bootstrap import FloatArray, chunks

PERMUTATIONS: Final = 999
PRIOR_WORDS: Final = 1000.0
"""The weight of the prior of the log-odds: as much as this many words of the pooled text."""

ZERO_COUNT: Final = 0.5
"""What a count of 0 counts as in a Log Ratio."""


def g2_two_term(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> FloatArray:
    """Log-likelihood 2[a ln(a/E1) + b ln(b/E2)], negative when the reference has the higher rate.

    The two-term form of Rayson & Garside (2000).
    """
    a, b, c, d = _floats(a, b, c, d)
    expected = c * (a + b) / (c + d)
    g2 = 2 * (_x_ln_ratio(a, expected) + _x_ln_ratio(b, a + b - expected))
    return np.asarray(np.copysign(np.maximum(g2, 0.0), a - expected))


def g2_four_term(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> FloatArray:
    """Log-likelihood 2 sum O ln(O/E) over all four cells, signed by a - E1 (Dunning 1993)."""
    a, b, c, d = _floats(a, b, c, d)
    expected = c * (a + b) / (c + d)
    cells = _x_ln_ratio(a, expected) + _x_ln_ratio(b, a + b - expected)
    rest = _x_ln_ratio(c - a, c - expected) + _x_ln_ratio(d - b, d - (a + b - expected))
    return np.asarray(np.copysign(np.maximum(2 * (cells + rest), 0.0), a - expected))


def chi_squared(
    a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike, *, yates: bool = True
) -> FloatArray:
    """N(abs(ad - bc) - N/2)^2 / (product of row and column totals) on the 2x2 table (Hofland & Johansson 1982).

    Args:
        a: counts in the target.
        b: counts in the reference.
        c: words of the target.
        d: words of the reference.
        yates: whether N/2 is taken off (Yates' correction).
    """
    a, b, c, d = _floats(a, b, c, d)
    total = c + d
    difference = np.abs(a * (d - b) - b * (c - a)) - (total / 2 if yates else 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total * difference**2 / (c * d * (a + b) * (total - a - b)))


def bic(g2: npt.ArrayLike, words: npt.ArrayLike) -> FloatArray:
    """Bayesian information criterion abs(G2) - ln N, N being the words of both parts (Wilson 2013)."""
    return np.asarray(np.abs(np.asarray(g2, dtype=np.float64)) - np.log(np.asarray(words, dtype=np.float64)))


def percent_difference(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> FloatArray:
    """%DIFF, (p1 - p2) / p2 x 100; infinite when the reference has none (Gabrielatos & Marchi 2011)."""
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((a / c - b / d) / (b / d) * 100)


def log_ratio(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> FloatArray:
    """Log2 of the ratio of the two rates; a count of 0 counts as 0.5 (Hardie 2014)."""
    a, b, c, d = _floats(a, b, c, d)
    return np.asarray(np.log2((_not_zero(a) * d) / (_not_zero(b) * c)))


def conservative_log_ratio(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    c: npt.ArrayLike,
    d: npt.ArrayLike,
    *,
    comparisons: int = 1,
    level: float = 0.95,
) -> FloatArray:
    """LRC: the end of the Log Ratio's Clopper-Pearson interval that is nearer to 0, and 0 when it spans 0 (Evert 2022).

    Args:
        a: counts in the target.
        b: counts in the reference.
        c: words of the target.
        d: words of the reference.
        comparisons: how many terms are compared; the error probability is divided by it (Bonferroni).
        level: the level of the interval for one term.
    """
    a, b, c, d = np.broadcast_arrays(*_floats(a, b, c, d))
    half = (1 - level) / max(comparisons, 1) / 2
    out = np.zeros(a.shape)
    may_differ = _may_differ(a, b, c, d, half)
    more = may_differ & (a * d > b * c)
    less = may_differ & (a * d < b * c)
    # only the end that is nearer to 0 matters: the low one of a term that is more frequent, the high one of others
    low = betaincinv(a[more], b[more] + 1, half)
    high = betaincinv(a[less] + 1, b[less], 1 - half)
    with np.errstate(divide="ignore"):
        out[more] = np.maximum(np.log2(d[more] / c[more] * low / (1 - low)), 0.0)
        out[less] = np.minimum(np.log2(d[less] / c[less] * high / (1 - high)), 0.0)
    return np.asarray(out)


def _may_differ(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, half: float) -> npt.NDArray[np.bool_]:
    """Whether a Clopper-Pearson interval may leave out 0; where not, the slow quantile of a beta need not be looked up.

    With share q = a / n of the n = a + b occurrences in the target, the probability of a share at least as far out, were
    there no difference, is at least exp(-G2 / 2) / sqrt(8 n q (1 - q)), and exp(-G2 / 2) where q is 0 or 1 (Ash 1965,
    lemma 4.7.2). Where that is not below ``half``, the interval has 0 in it.
    """
    total = a + b
    g2 = np.abs(g2_two_term(a, b, c, d))
    spread = np.maximum(8 * a * b / np.maximum(total, 1), 1.0)
    return np.asarray((total > 0) & (-g2 / 2 - np.log(spread) / 2 < np.log(half) + 1e-9))


def odds_ratio(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> FloatArray:
    """a(d - b) / b(c - a); infinite when the reference has none (Pojanapunya & Todd 2016)."""
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(a * (d - b) / (b * (c - a)))


def log_odds_dirichlet(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    prior: npt.ArrayLike,
    *,
    c: float | None = None,
    d: float | None = None,
    prior_total: float | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Weighted log-odds with a Dirichlet prior (Monroe, Colaresi & Quinn 2008).

    Args:
        a: counts in the target.
        b: counts in the reference.
        prior: the prior's pseudo-count of each term, above 0.
        c: words of the target; ``None``: the sum of ``a``.
        d: words of the reference; ``None``: the sum of ``b``.
        prior_total: pseudo-counts of all terms, also those that are not given; ``None``: the sum of ``prior``.

    Returns:
        The difference of log-odds, and its z score.
    """
    a, b, alpha = _floats(a, b, prior)
    alpha = np.broadcast_to(alpha, a.shape)
    alpha_total = float(alpha.sum()) if prior_total is None else prior_total
    rest = (float(a.sum()) if c is None else c) + alpha_total - a - alpha
    reference_rest = (float(b.sum()) if d is None else d) + alpha_total - b - alpha
    # a term that is all there is has no other words to be set against: no difference
    alone = (rest <= 0) | (reference_rest <= 0)
    rest, reference_rest = np.where(alone, 1.0, rest), np.where(alone, 1.0, reference_rest)
    delta = np.where(alone, 0.0, np.log((a + alpha) / (b + alpha) * (reference_rest / rest)))
    return np.asarray(delta), np.asarray(delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha)))


def benjamini_hochberg(p: npt.ArrayLike) -> FloatArray:
    """P-values adjusted so that a share of the chosen terms, not one of all, is expected to be wrong (1995).

    What is not a number stays so and is not counted as a test.
    """
    values = np.asarray(p, dtype=np.float64)
    out = np.full(values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    scaled = values[order] * order.size / np.arange(1, order.size + 1)
    out[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return out


def permutation_p(
    counts: csc_array,
    words: npt.ArrayLike,
    reference_counts: csc_array,
    reference_words: npt.ArrayLike,
    *,
    permutations: int = PERMUTATIONS,
    generator: np.random.Generator,
) -> FloatArray:
    """How often a difference as large comes about when articles are shuffled between the two sides, for each term.

    The statistic is the absolute difference of the two rates (two-sided). p = (1 + number at least as large) / (B + 1).

    Args:
        counts: articles of the target in rows, terms in columns.
        words: words of each of these articles.
        reference_counts: articles of the reference in rows, the same terms in columns.
        reference_words: words of each of these articles.
        permutations: the number of shuffles, B.
        generator: the source of randomness.
    """
    both = csc_array(vstack([csc_array(counts), csc_array(reference_counts)]))
    size = np.concatenate([np.asarray(words, dtype=np.float64), np.asarray(reference_words, dtype=np.float64)])
    targets, articles = counts.shape[0], both.shape[0]
    sides = np.zeros((articles, permutations + 1))
    sides[:targets, 0] = 1.0  # the first column is the real arrangement
    drawn = np.argpartition(generator.random((permutations, articles)), targets - 1, axis=1)[:, :targets]
    sides[drawn.ravel(), np.repeat(np.arange(1, permutations + 1), targets)] = 1.0
    target_words = size @ sides
    target_weight, reference_weight = 1 / target_words, 1 / (size.sum() - target_words)
    totals = np.asarray(both.sum(axis=0), dtype=np.float64)
    by_term = both.T.tocsr().astype(np.float64)
    extreme = np.empty(both.shape[1], dtype=np.int64)
    for begin, end in chunks(both.shape[1], permutations + 1):
        # a/c - (t - a)/d = a (1/c + 1/d) - t/d
        difference = by_term[begin:end] @ sides
        difference *= target_weight + reference_weight
        difference -= totals[begin:end, np.newaxis] * reference_weight
        np.abs(difference, out=difference)
        # equal arrangements may differ in the last bits
        extreme[begin:end] = (difference[:, 1:] >= difference[:, :1] * (1 - 1e-9)).sum(axis=1)
    return np.asarray((1 + extreme) / (permutations + 1))


def _floats(*values: npt.ArrayLike) -> tuple[FloatArray, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)


def _not_zero(counts: FloatArray) -> FloatArray:
    return np.where(counts == 0, ZERO_COUNT, counts)


def _x_ln_ratio(x: FloatArray, y: FloatArray) -> FloatArray:
    """The product x ln(x / y), 0 where x is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(x == 0, 0.0, x * np.log(np.where(x == 0, 1.0, x / y)))
