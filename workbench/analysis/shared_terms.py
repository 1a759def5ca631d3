"""What outlets have in common: terms that none of them uses clearly more or less than the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.bootstrap import FEW_ARTICLES, REPLICATES, SEED
from workbench.analysis.keyness_certainty import Draws, of_rows
from workbench.analysis.keyness_counts import Counted, Effects, effects
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.view import View

WITHIN: Final = 0.5
"""A Log Ratio's interval must lie between minus this and this: at most 1.41 times as frequent, or as rare."""
CANDIDATES: Final = 500
"""Terms that are looked at, the most frequent ones."""


def shared_terms(
    view: View,
    outlets: Sequence[str],
    *,
    n: int = 1,
    minimum_count: int = 3,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
    progress: Progress = no_progress,
) -> Measured:
    """Terms whose Log Ratio in each outlet, against all others, has its whole 95 % interval between -0.5 and 0.5.

    That two rates are alike is shown by an interval that is short and around 0, not by a test that finds no difference
    (Wellek 2010). Articles are drawn with replacement within each outlet. Only outlets with at least 5 articles are
    asked, and only their text is counted.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        n: words in a term, 1 to 5.
        minimum_count: the smallest count of a term in all outlets together.
        replicates: resamplings behind each interval.
        seed: the same seed gives the same table.
        hide: words to leave out; they stay part of the word totals.
        progress: told how far it is; may raise to stop.

    Returns:
        The columns of ``shared_terms``, the most frequent first: the widest Log Ratio with its outlet, and the lowest and
        the highest end of all outlets' intervals.
    """
    counted = Counted.of(view, outlets, n=n, minimum_count=minimum_count, hide=hide)
    names = counted.groups.names
    asked = [k for k in counted.present if counted.members[k].size >= FEW_ARTICLES]
    notes = []
    few = [names[k] for k in counted.present if k not in asked]
    if few:
        notes.append(f"Not asked, for they have fewer than {FEW_ARTICLES} articles: {listed([shown(o) for o in few])}.")
    if len(asked) < 2:
        notes.append("Shared terms need two outlets with 5 articles or more. Widen the scope.")
        return Measured(_empty(), tuple(notes))
    compared = [
        effects(counted, counted.side((k,), names[k]), counted.side([o for o in asked if o != k]), minimum_count)
        for k in asked
    ]
    rows, looked_at, possible = _candidates(compared)
    draws = Draws(permutations=0, replicates=replicates, seed=seed)
    sure = of_rows(counted, compared, rows, draws, progress=progress)
    low = np.array([how.low[own] for how, own in zip(sure, rows, strict=True)])
    high = np.array([how.high[own] for how, own in zip(sure, rows, strict=True)])
    ratios = np.array([one.log_ratio[own] for one, own in zip(compared, rows, strict=True)])
    shared = ((low >= -WITHIN) & (high <= WITHIN)).all(axis=0)
    kept = looked_at[shared]
    whole = counted.side(asked)
    counts = whole.counts[kept]
    widest = np.abs(ratios[:, shared]).argmax(axis=0) if kept.size else np.empty(0, dtype=np.int64)
    table = pd.DataFrame(
        {
            "term": pd.Series(counted.names(kept), dtype="str"),
            "count": counts,
            "per_1000": counts * 1000.0 / whole.words,
            "documents": whole.documents[kept],
            "outlets": np.full(kept.size, len(asked), dtype=np.int64),
            "widest_outlet": pd.Series([names[asked[k]] for k in widest.tolist()], dtype="str"),
            "widest_log_ratio": ratios[:, shared][widest, np.arange(kept.size)],
            "low": low[:, shared].min(axis=0),
            "high": high[:, shared].max(axis=0),
            "words": np.full(kept.size, whole.words, dtype=np.int64),
        },
        columns=list(TABLES["shared_terms"]),
    )
    notes = [
        f"Shared: the 95 % interval of the Log Ratio of each of {len(asked)} outlets against the others lies between "
        f"−{WITHIN} and {WITHIN}.",
        f"{whole.words:,} words in {articles_in_words(whole.articles)}; {replicates:,} resamplings of articles within "
        f"outlets (seed {seed}).",
        *notes,
    ]
    if possible > looked_at.size:
        notes.append(
            f"Looked at: the {looked_at.size:,} most frequent of {possible:,} terms whose Log Ratios are themselves "
            "between these."
        )
    elif not kept.size:
        notes.append(
            f"{possible:,} terms have Log Ratios between these, but their intervals are wider: more articles would tell."
        )
    return Measured(table, tuple(notes))


def _candidates(compared: Sequence[Effects]) -> tuple[list[np.ndarray], np.ndarray, int]:
    """Rows of each comparison for the most frequent terms that can be shared, the terms, and how many could be."""
    ordered = [np.argsort(one.rows, kind="stable") for one in compared]
    terms = compared[0].rows[ordered[0]]  # all have the same terms: both sides together are the same text
    near = np.ones(terms.size, dtype=np.bool_)
    for one, order in zip(compared, ordered, strict=True):
        near &= np.abs(one.log_ratio[order]) <= WITHIN
    chosen = np.flatnonzero(near)
    counts = (compared[0].a + compared[0].b)[ordered[0]]
    chosen = chosen[np.argsort(-counts[chosen], kind="stable")][:CANDIDATES]
    return [order[chosen] for order in ordered], terms[chosen], int(near.sum())


def _empty() -> pd.DataFrame:
    text, floats = ("term", "widest_outlet"), ("per_1000", "widest_log_ratio", "low", "high")
    kinds = {
        name: "str" if name in text else "float64" if name in floats else "int64" for name in TABLES["shared_terms"]
    }
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
