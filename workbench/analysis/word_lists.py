"""How often each outlet uses each word of a list: counted passages of entries, per 1,000 words, with intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, REPLICATES, SEED, generator_for, rate_intervals
from workbench.analysis.outlet_groups import outlet_groups, with_articles
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.view import View

COLUMNS: Final = TABLES["word_choice"]


def word_choice(
    view: View,
    evidence: pd.DataFrame,
    outlets: Sequence[str],
    *,
    lists: Sequence[str],
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """Words of lists by outlet.

    Args:
        view: what is counted.
        evidence: counted rows of a table ``frame_evidence``; ``frame`` is the list, ``entry`` the word.
        outlets: the outlet of each document of the view's store.
        lists: the lists in their order.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        Table ``word_choice``: a row for each word that is there and each outlet, also for those that do not use it. The ends
        of an interval (95 %, percentile bootstrap that resamples the outlet's articles) are not a number with fewer than 2
        articles and for a count of 0. Lists and words in the order of the evidence's first mention of a list and of falling
        counts.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    groups = outlet_groups(view, outlets)
    numbers = {document: n for n, document in enumerate(view.store.document_ids)}
    pairs = list(zip(evidence["frame"].tolist(), evidence["entry"].tolist(), strict=True))
    place = {name: n for n, name in enumerate(lists)}
    totals = Counter[tuple[str, str]](pairs)
    words = sorted(totals, key=lambda pair: (place[pair[0]], -totals[pair], pair[1]))
    column = {pair: n for n, pair in enumerate(words)}
    places = (
        np.array([numbers[document] for document in evidence["document_id"].tolist()], dtype=np.int64),
        np.array([column[pair] for pair in pairs], dtype=np.int64),
    )
    shape = (len(numbers), len(words))
    counts = csc_array((np.ones(len(pairs), dtype=np.int64), places), shape=shape).tocsr()
    rows: list[tuple[str, str, str, int, float, float, float, int, int, int]] = []
    for group in groups:
        own = csc_array(counts[group.documents])
        total = np.asarray(own.sum(axis=0)).ravel()
        documents = np.diff(own.indptr)
        low = high = np.full(len(words), np.nan)
        if replicates and words:
            generator = generator_for(seed, group.outlet)
            low, high = rate_intervals(own, group.words, replicates=replicates, generator=generator)
        for n, (name, word) in enumerate(words):
            rate = float(total[n]) * 1000.0 / group.total_words if group.total_words else np.nan
            ends = float(low[n]), float(high[n])
            sizes = group.articles, group.total_words
            rows.append((name, word, group.outlet, int(total[n]), rate, *ends, int(documents[n]), *sizes))
    rows.sort(key=lambda row: column[row[0], row[1]])
    few = [group for group in groups if group.articles < FEW_ARTICLES]
    notes = [f"{with_articles(few)}: differences are shown, not tested."] if few and rows else []
    if replicates and any(group.articles >= MINIMUM_ARTICLES for group in groups) and rows:
        notes.append(f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles (seed {seed}).")
    return Measured(pd.DataFrame(rows, columns=list(COLUMNS)), tuple(notes))
