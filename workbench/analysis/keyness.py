"""Keyness: which words set one outlet apart from others, and how sure that is.

The first part are the measures on plain arrays. Throughout, ``a`` is a term's count in the target part of ``c`` words,
``b`` its count in the reference part of ``d`` words. The second part makes the table. Words of one article hang
together, so what a table says about certainty comes from articles: an interval that resamples them and a test that
shuffles them. G2 is there because the field expects it; it treats words as independent and proves nothing (Lijffijt et
al. 2016).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csc_array, vstack
from scipy.special import betaincinv

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    FloatArray,
    chunks,
    distinct_columns,
    generator_for,
    log_ratio_intervals,
)
from workbench.analysis.dispersion import dp_norm_of_columns
from workbench.analysis.ngrams import DocumentTerms, count_terms
from workbench.analysis.outlet_groups import OutletGroup, articles_in_words, listed, outlet_groups, shown, with_articles
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.view import View

PERMUTATIONS: Final = 999
PRIOR_WORDS: Final = 1000.0
"""The weight of the prior of the log-odds: as much as this many words of the pooled text."""

ZERO_COUNT: Final = 0.5
"""What a count of 0 counts as in a Log Ratio."""


# --- measures on arrays ----------------------------------------------------------------------------------------------


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
    total = a + b
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, half), 0.0)
        high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - half), 1.0)
        low_ratio = np.log2(d / c * low / (1 - low))
        high_ratio = np.log2(d / c * high / (1 - high))
    out = np.where(low_ratio > 0, low_ratio, np.where(high_ratio < 0, high_ratio, 0.0))
    return np.asarray(np.where(total > 0, out, 0.0))


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
    delta = np.log((a + alpha) / rest) - np.log((b + alpha) / reference_rest)
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


# --- the table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    minimum_count: int
    permutations: int
    replicates: int
    seed: int


def keyness(
    view: View,
    outlets: Sequence[str],
    *,
    target: str,
    reference: Collection[str] | None = None,
    n: int = 1,
    minimum_count: int = 3,
    permutations: int = PERMUTATIONS,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
) -> Measured:
    """Compares every word or n-gram of one outlet with its use in others.

    Columns: ``g2`` two-term log-likelihood, negative when the rate is higher in the reference (Rayson & Garside 2000);
    ``log_ratio`` with its 95 % interval, the articles of both sides resampled; ``lrc`` conservative Log Ratio,
    corrected for the number of compared terms; ``log_odds_z`` with the pooled text as prior, weighing 1,000 words;
    ``p_documents`` by shuffling articles, not corrected for the number of terms (see :func:`benjamini_hochberg`), and
    only when both sides have at least 5 articles; ``documents`` and ``reference_documents`` articles with the term;
    ``dp_norm`` unevenness over the target's articles.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        target: the outlet that is looked at.
        reference: the outlets it is compared with; ``None``: all others.
        n: words in a term, 1 to 3.
        minimum_count: the smallest count of a term in both parts together.
        permutations: shuffles behind each p; 0 leaves the test out.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        hide: words to leave out; they stay part of the word totals.

    Returns:
        The columns of ``keyness``, by G2 downwards (key words first, words that the outlet avoids last), then term. The
        table is empty, and a note says why, when one of the two sides has no counted word.

    Raises:
        UsageError: ``target`` or one of ``reference`` is not an outlet of the corpus, or ``n`` is not 1, 2 or 3.
    """
    known = sorted(set(outlets))
    for outlet in (target, *(reference or ())):
        if outlet not in known:
            raise UsageError(f"There is no outlet “{outlet}”. Choose one of: {', '.join(map(shown, known))}.")
    settings = _Settings(minimum_count=minimum_count, permutations=permutations, replicates=replicates, seed=seed)
    counted = count_terms(view, n=n, minimum_count=minimum_count, hide=hide)
    groups = {group.outlet: group for group in outlet_groups(view, outlets)}
    chosen = sorted((groups.keys() if reference is None else set(reference) & groups.keys()) - {target})
    side, rest = groups.get(target, _together([])), _together([groups[outlet] for outlet in chosen])
    if not (side.articles and rest.articles):
        lacking = shown(target) if not side.articles else "the outlets it is compared with"
        note = f"{shown(target)} can't be compared: no word of {lacking} is counted. Widen the scope."
        return Measured(_empty(), (note,))
    table = _compare(counted, side, rest, settings)
    notes = [
        f"{shown(target)}: {_size(side)}. Compared with {_size(rest)} of "
        f"{'all other outlets' if reference is None else listed([shown(outlet) for outlet in chosen])}."
    ]
    return Measured(table, (*notes, *_notes([(side, rest)], settings, hiding=bool(hide))))


def keyness_of_each(
    view: View,
    outlets: Sequence[str],
    *,
    n: int = 1,
    minimum_count: int = 3,
    permutations: int = PERMUTATIONS,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
    progress: Progress = no_progress,
) -> Measured:
    """:func:`keyness` of each outlet with counted words against all others, one table behind the other by outlet."""
    settings = _Settings(minimum_count=minimum_count, permutations=permutations, replicates=replicates, seed=seed)
    groups = [group for group in outlet_groups(view, outlets) if group.articles]
    if len(groups) < 2:
        only = f"Only {shown(groups[0].outlet)} is counted" if groups else "No outlet is counted"
        note = f"{only}; keyness compares an outlet with others. Widen the scope to two outlets or more."
        return Measured(_empty(), (note,))
    counted = count_terms(view, n=n, minimum_count=minimum_count, hide=hide)
    pairs = [(group, _together([other for other in groups if other is not group])) for group in groups]
    tables = []
    for done, (group, rest) in enumerate(pairs):
        progress(done, len(pairs), f"Comparing {shown(group.outlet)}")
        tables.append(_compare(counted, group, rest, settings))
    progress(len(pairs), len(pairs), "Comparing outlets")
    sizes = "; ".join(f"{shown(group.outlet)} {_size(group)}" for group in groups)
    notes = (f"Each outlet is compared with all others together: {sizes}.", *_notes(pairs, settings, hiding=bool(hide)))
    return Measured(pd.concat(tables, ignore_index=True), notes)


def _compare(counted: DocumentTerms, target: OutletGroup, reference: OutletGroup, settings: _Settings) -> pd.DataFrame:
    """The table of one outlet against a reference; both have counted words."""
    counts, others = csc_array(counted.matrix[target.documents]), csc_array(counted.matrix[reference.documents])
    totals = np.asarray(counts.sum(axis=0)) + np.asarray(others.sum(axis=0))
    rows = np.flatnonzero(totals >= max(settings.minimum_count, 1))
    counts, others = csc_array(counts[:, rows]), csc_array(others[:, rows])
    a, b = np.asarray(counts.sum(axis=0), dtype=np.int64), np.asarray(others.sum(axis=0), dtype=np.int64)
    c, d = target.total_words, reference.total_words

    # terms that the same articles use equally often have the same interval and p: work them out once
    first, which = distinct_columns(csc_array(vstack([counts, others])))
    few, few_others = csc_array(counts[:, first]), csc_array(others[:, first])
    low = high = p = np.full(first.size, np.nan)
    sides = (few, target.words, few_others, reference.words)
    generator = generator_for(settings.seed, "keyness", target.outlet)
    if settings.replicates and first.size:
        low, high = log_ratio_intervals(*sides, replicates=settings.replicates, generator=generator)
    tested = settings.permutations > 0 and min(target.articles, reference.articles) >= FEW_ARTICLES
    if tested and first.size:
        p = permutation_p(*sides, permutations=settings.permutations, generator=generator)
    pairs, pair_of = np.unique(np.stack([a, b]), axis=1, return_inverse=True)
    lrc = conservative_log_ratio(pairs[0], pairs[1], c, d, comparisons=rows.size)
    prior = PRIOR_WORDS * (a + b) / (c + d)
    _, z = log_odds_dirichlet(a, b, prior, c=c, d=d, prior_total=PRIOR_WORDS)
    table = pd.DataFrame(
        {
            "outlet": pd.Series([target.outlet] * rows.size, dtype="str"),
            "term": pd.Series([counted.terms[row] for row in rows], dtype="str"),
            "count": a,
            "reference_count": b,
            "per_1000": a * 1000.0 / c,
            "reference_per_1000": b * 1000.0 / d,
            "g2": g2_two_term(a, b, c, d),
            "log_ratio": log_ratio(a, b, c, d),
            "log_ratio_low": low[which],
            "log_ratio_high": high[which],
            "lrc": lrc[pair_of.ravel()],
            "log_odds_z": z,
            "p_documents": p[which],
            "documents": np.diff(counts.indptr).astype(np.int64),
            "reference_documents": np.diff(others.indptr).astype(np.int64),
            "dp_norm": dp_norm_of_columns(counts, target.words),
        },
        columns=list(TABLES["keyness"]),
    )
    return table.sort_values(["g2", "term"], ascending=[False, True], kind="stable", ignore_index=True)


def _notes(pairs: Sequence[tuple[OutletGroup, OutletGroup]], settings: _Settings, *, hiding: bool) -> list[str]:
    """What a reader has to know: which comparisons are not tested and why, and how the numbers came about."""
    few = [target for target, _ in pairs if target.articles < FEW_ARTICLES]
    lonely = [(t, rest) for t, rest in pairs if t.articles >= FEW_ARTICLES and rest.articles < FEW_ARTICLES]
    notes = []
    if settings.permutations and len(few) == 1:
        notes.append(
            f"{shown(few[0].outlet)} has {articles_in_words(few[0].articles)}; with fewer than {FEW_ARTICLES} "
            "an outlet differences are shown, not tested."
        )
    elif settings.permutations and few:
        notes.append(
            f"{with_articles(few)} have fewer than {FEW_ARTICLES} articles; their differences are shown, not tested."
        )
    if settings.permutations:
        notes += [
            f"{shown(target.outlet)} is compared with {articles_in_words(rest.articles)}; with fewer than "
            f"{FEW_ARTICLES} on a side differences are shown, not tested."
            for target, rest in lonely
        ]
    if settings.replicates:
        notes.append(f"Intervals hold 95 % of {settings.replicates:,} resamplings of articles (seed {settings.seed}).")
        none = [target for target, rest in pairs if min(target.articles, rest.articles) < MINIMUM_ARTICLES]
        if none:
            notes.append(
                f"No interval for {listed([shown(target.outlet) for target in none])}: resampling needs at least "
                f"{MINIMUM_ARTICLES} articles on both sides."
            )
    if settings.permutations and len(few) + len(lonely) < len(pairs):
        notes.append(
            f"p comes from {settings.permutations:,} shuffles of articles (seed {settings.seed}) and is not corrected "
            "for the number of terms."
        )
    notes.append("A count of 0 counts as 0.5 in a Log Ratio.")
    notes.append(f"The prior of the log-odds is the text of both sides, worth {PRIOR_WORDS:,.0f} words.")
    if settings.minimum_count > 1:
        notes.append(f"Terms counted fewer than {settings.minimum_count:,} times on both sides together are left out.")
    if hiding:
        notes.append("Hidden words are left out of the table; they are part of the word totals.")
    return notes


def _size(group: OutletGroup) -> str:
    return f"{group.total_words:,} words in {articles_in_words(group.articles)}"


def _together(groups: Sequence[OutletGroup]) -> OutletGroup:
    """Several groups as one, without a name."""
    documents = [group.documents for group in groups] or [np.empty(0, dtype=np.int64)]
    words = [group.words for group in groups] or [np.empty(0, dtype=np.int64)]
    return OutletGroup("", np.concatenate(documents), np.concatenate(words))


def _empty() -> pd.DataFrame:
    text, whole = ("outlet", "term"), ("count", "reference_count", "documents", "reference_documents")
    kinds = {name: "str" if name in text else "int64" if name in whole else "float64" for name in TABLES["keyness"]}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
