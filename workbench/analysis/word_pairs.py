"""Opposed pairs of words: how often each outlet takes the one, how often the other, and how sure that is.

Both sides are searches, so that a side may have several words (``regime | junta``). Nothing is said about what the
words mean; who set them against one another did that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    FloatArray,
    generator_for,
    middle,
    resampled_articles,
)
from workbench.analysis.ngrams import count_queries
from workbench.analysis.outlet_groups import OutletGroup, outlet_groups, with_articles
from workbench.domain.columns import TABLES
from workbench.domain.errors import QueryError
from workbench.domain.measured import Measured
from workbench.domain.word_pairs import WordPair
from workbench.index.query import Parser, parse
from workbench.index.store import LongArray
from workbench.index.view import View

HALF: Final = 0.5
"""What a count of 0 counts as in a ratio (Hardie 2014)."""

NO_INTERVALS: Final = (float("nan"), float("nan"), float("nan"), float("nan"))


def word_pairs(
    view: View,
    pairs: Sequence[WordPair],
    outlets: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    parser: Parser = parse,
) -> Measured:
    """How often each outlet uses each side of each pair.

    Args:
        view: what is counted.
        pairs: the pairs; one whose search can't be understood is left out, and a note says so.
        outlets: the outlet of each document of the view's store, in its order.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        parser: understands the searches.

    Returns:
        Table ``word_pairs``, pairs in their order, outlets in alphabetical order:

        ``count_a``, ``count_b``: hits of each side. ``share_a`` = a / (a + b), not a number where neither stands.
        ``ratio`` = a / b, a count of 0 counting as 0.5: how many times as often the outlet takes a as b. Both are rates
        of the same words, so that the words cancel out. ``low`` to ``high`` encloses the share, ``ratio_low`` to
        ``ratio_high`` the ratio: 95 % percentile bootstrap that resamples the outlet's articles; draws with neither
        side are passed over. There is no interval with fewer than 2 articles that have either side; none for the share
        where one side never stands, as the same articles can only give 0 or 1 again. ``articles`` and ``words`` are all
        that are counted of the outlet.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    groups = outlet_groups(view, outlets)
    notes: list[str] = []
    rows: list[tuple[object, ...]] = []
    for pair in pairs:
        problem = _problem(pair, parser)
        if problem:
            notes.append(f"{pair.name} is left out: {problem}")
            continue
        found = count_queries(view, (pair.a, pair.b), parser=parser)
        matrix = found.matrix.tocsc()
        a, b = (
            np.asarray(matrix[:, [found.terms.index(side)]].todense(), dtype=np.int64).ravel()
            for side in (pair.a, pair.b)
        )
        rows += [_row(pair, group, a, b, replicates=replicates, seed=seed) for group in groups]
    table = pd.DataFrame(rows, columns=list(TABLES["word_pairs"]))
    if rows and replicates:
        notes += _interval_notes(groups, replicates=replicates, seed=seed)
    return Measured(table, tuple(notes))


def share_and_ratio(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The share of a in both, and the ratio of a to b with 0.5 for 0; not a number where both are 0."""
    total = a + b
    none = total == 0
    share = np.where(none, np.nan, a / np.where(none, 1.0, total))
    ratio = np.where(none, np.nan, np.where(a == 0, HALF, a) / np.where(b == 0, HALF, b))
    return share, ratio


def _problem(pair: WordPair, parser: Parser) -> str:
    for side in (pair.a, pair.b):
        try:
            parser(side)
        except QueryError as error:
            return f"the search “{side}” can't be understood. {error}"
    return ""


def _row(
    pair: WordPair, group: OutletGroup, a: LongArray, b: LongArray, *, replicates: int, seed: int
) -> tuple[object, ...]:
    mine = a[group.documents].astype(np.float64), b[group.documents].astype(np.float64)
    totals = mine[0].sum(), mine[1].sum()
    share, ratio = share_and_ratio(np.array([totals[0]]), np.array([totals[1]]))
    low, high, ratio_low, ratio_high = _intervals(pair, group, *mine, replicates=replicates, seed=seed)
    return (
        pair.name, pair.a, pair.b, group.outlet, int(totals[0]), int(totals[1]), group.articles, group.total_words,
        float(share[0]), low, high, float(ratio[0]), ratio_low, ratio_high,
    )  # fmt: skip


def _intervals(
    pair: WordPair, group: OutletGroup, a: FloatArray, b: FloatArray, *, replicates: int, seed: int
) -> tuple[float, float, float, float]:
    """Ends of the share's and the ratio's interval."""
    if not replicates or int(((a + b) > 0).sum()) < MINIMUM_ARTICLES:
        return NO_INTERVALS
    generator = generator_for(seed, group.outlet, pair.name)
    times = resampled_articles(group.articles, replicates=replicates, generator=generator)
    share, ratio = share_and_ratio(a @ times, b @ times)
    defined = ~np.isnan(share)
    if not defined.any():
        return NO_INTERVALS
    low, high = middle(np.vstack([share[defined], ratio[defined]]))
    one_sided = not a.any() or not b.any()
    ends = (np.nan, np.nan) if one_sided else (float(low[0]), float(high[0]))
    return (*ends, float(low[1]), float(high[1]))


def _interval_notes(groups: Sequence[OutletGroup], *, replicates: int, seed: int) -> list[str]:
    notes = [
        f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles (seed {seed}). There is none with"
        f" fewer than {MINIMUM_ARTICLES} articles that have one of the words.",
        "In a ratio a count of 0 counts as 0.5.",
    ]
    few = [group for group in groups if group.articles < FEW_ARTICLES]
    if few:
        notes.append(f"{with_articles(few)}: differences are shown, not tested.")
    return notes
