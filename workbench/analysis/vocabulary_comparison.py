"""Whole vocabularies: every term of two outlets against one another, and the strongest terms of all outlets in each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.bootstrap import REPLICATES, SEED
from workbench.analysis.keyness import check_outlets, effects_of_each
from workbench.analysis.keyness_certainty import EVERYTHING, Draws, of_rows
from workbench.analysis.keyness_counts import Counted, Wanted, effects
from workbench.analysis.outlet_groups import shown
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.view import View

VOCABULARY: Final = (
    "outlet", "reference_outlet", "term", "count", "reference_count", "per_1000", "reference_per_1000", "g2", "log_ratio",
    "lrc", "documents", "reference_documents", "articles", "reference_articles", "words", "reference_words",
)  # fmt: skip
"""The columns of the table ``vocabulary``."""
BY_OUTLET: Final = (
    "of", "term", "outlet", "count", "per_1000", "log_ratio", "low", "high", "documents", "articles", "words",
)  # fmt: skip
"""The columns of the table ``keyness_by_outlet``."""


def vocabulary(
    view: View,
    outlets: Sequence[str],
    *,
    one: str,
    other: str,
    n: int = 1,
    minimum_count: int = 3,
    hide: Collection[str] = (),
) -> Measured:
    """Every term of two outlets: counts, rates, Log Ratio, G2 and conservative Log Ratio of the first against the second.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store.
        one: an outlet.
        other: another one.
        n: words in a term, 1 to 5.
        minimum_count: the smallest count of a term in both together.
        hide: words to leave out; they stay part of the word totals.

    Raises:
        UsageError: there is no such outlet.
    """
    counted = Counted.of(view, outlets, n=n, minimum_count=minimum_count, hide=hide)
    names = counted.groups.names
    place = {name: k for k, name in enumerate(names) if counted.members[k].size}
    lacking = [outlet for outlet in (one, other) if outlet not in place]
    if one == other or lacking:
        check_outlets([outlet for outlet in lacking if outlet], outlets)
        note = "Two vocabularies need two outlets with counted words. Widen the scope, or choose two outlets."
        return Measured(pd.DataFrame({name: pd.Series(dtype="object") for name in VOCABULARY}), (note,))
    sides = counted.side((place[one],), one), counted.side((place[other],), other)
    compared = effects(counted, *sides, minimum_count)
    rows = compared.rows.size
    side, rest = sides
    table = pd.DataFrame(
        {
            "outlet": pd.Series([one] * rows, dtype="str"),
            "reference_outlet": pd.Series([other] * rows, dtype="str"),
            "term": pd.Series(counted.names(compared.rows), dtype="str"),
            "count": compared.a,
            "reference_count": compared.b,
            "per_1000": compared.a * 1000.0 / side.words,
            "reference_per_1000": compared.b * 1000.0 / rest.words,
            "g2": compared.g2,
            "log_ratio": compared.log_ratio,
            "lrc": compared.lrc,
            "documents": compared.documents,
            "reference_documents": compared.reference_documents,
            "articles": np.full(rows, side.articles, dtype=np.int64),
            "reference_articles": np.full(rows, rest.articles, dtype=np.int64),
            "words": np.full(rows, side.words, dtype=np.int64),
            "reference_words": np.full(rows, rest.words, dtype=np.int64),
        },
        columns=list(VOCABULARY),
    )
    notes = [f"{shown(one)}: {side.size}. {shown(other)}: {rest.size}."]
    if minimum_count > 1:
        notes.append(f"Terms counted fewer than {minimum_count:,} times in both together are left out.")
    return Measured(table, tuple(notes))


def ratios_by_outlet(
    view: View,
    outlets: Sequence[str],
    *,
    each: int = 3,
    n: int = 1,
    minimum_count: int = 3,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
    wanted: Wanted = EVERYTHING,
    progress: Progress = no_progress,
) -> Measured:
    """The terms with the largest G2 of each outlet, and the Log Ratio of each of them in every outlet.

    Each outlet is compared with all others together. Intervals: articles drawn with replacement within each outlet.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store.
        each: terms of each outlet.
        n: words in a term, 1 to 5.
        minimum_count: the smallest count of a term in all outlets together.
        replicates: resamplings behind each interval.
        seed: the same seed gives the same table.
        hide: words to leave out; they stay part of the word totals.
        wanted: which terms can be among an outlet's.
        progress: told how far it is; may raise to stop.

    Returns:
        The columns :data:`BY_OUTLET`: terms by the outlet that they are of, and for each a row for every outlet.
    """
    counted = Counted.of(view, outlets, n=n, minimum_count=minimum_count, hide=hide)
    if len(counted.present) < 2:
        note = "Keyness compares an outlet with others. Widen the scope to two outlets or more."
        return Measured(pd.DataFrame({name: pd.Series(dtype="object") for name in BY_OUTLET}), (note,))
    compared = effects_of_each(counted, minimum_count)
    taken: list[tuple[str, int]] = []
    for one in compared:
        rows = np.flatnonzero(wanted.rows_of(one))
        best = rows[np.argsort(-np.abs(one.g2[rows]), kind="stable")[:each]]
        best = best[np.argsort(-np.abs(one.log_ratio[best]), kind="stable")]
        taken += [(one.side.name, int(term)) for term in one.rows[best]]
    terms = np.array([term for _, term in taken], dtype=np.int64)
    names = counted.names(terms)
    places = []
    for one in compared:
        order = np.argsort(one.rows, kind="stable")
        places.append(order[np.searchsorted(one.rows[order], terms)])
    draws = Draws(permutations=0, replicates=replicates, seed=seed)
    sure = of_rows(counted, compared, places, draws, progress=progress)
    parts = [
        pd.DataFrame(
            {
                "of": pd.Series([of for of, _ in taken], dtype="str"),
                "term": pd.Series(names, dtype="str"),
                "outlet": pd.Series([one.side.name] * terms.size, dtype="str"),
                "count": one.a[place],
                "per_1000": one.a[place] * 1000.0 / one.side.words,
                "log_ratio": one.log_ratio[place],
                "low": how.low[place],
                "high": how.high[place],
                "documents": one.documents[place],
                "articles": np.full(terms.size, one.side.articles, dtype=np.int64),
                "words": np.full(terms.size, one.side.words, dtype=np.int64),
                "row": np.arange(terms.size),
            }
        )
        for one, how, place in zip(compared, sure, places, strict=True)
    ]
    table = pd.concat(parts, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    notes = (
        "Each outlet is compared with all others together.",
        f"Intervals hold 95 % of {replicates:,} resamplings of articles within outlets (seed {seed}).",
    )
    return Measured(table[list(BY_OUTLET)], notes)
