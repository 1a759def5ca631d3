"""Keyness: which words set one outlet apart from others, and how sure that is.

Words of one article hang together, so what a table says about certainty comes from articles: an interval that resamples
them and a test that shuffles them. G2 is there because the field expects it; it treats words as independent and proves
nothing (Lijffijt et al. 2016). The measures are in :mod:`workbench.analysis.keyness_measures`, what needs counts alone in
:mod:`workbench.analysis.keyness_counts`, what needs articles in :mod:`workbench.analysis.keyness_certainty`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, REPLICATES, SEED
from workbench.analysis.keyness_certainty import EVERYTHING, FEW, Certainty, Draws, certainty
from workbench.analysis.keyness_counts import Counted, Effects, Wanted, effects
from workbench.analysis.keyness_measures import PERMUTATIONS, PRIOR_WORDS, benjamini_hochberg
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.domain.measured import Measured
from workbench.domain.progress import Progress, no_progress
from workbench.index.view import View

_TEXT: Final = ("outlet", "term")
_WHOLE: Final = (
    "count", "reference_count", "documents", "reference_documents", "articles", "reference_articles", "words",
    "reference_words",
)  # fmt: skip


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
    all_rows: bool = True,
    wanted: Wanted = EVERYTHING,
    progress: Progress = no_progress,
) -> Measured:
    """Compares every word or n-gram of one outlet with its use in others.

    Columns: ``g2`` two-term log-likelihood, negative when the rate is higher in the reference (Rayson & Garside 2000);
    ``log_ratio`` with its 95 % interval, the articles of both sides resampled (Hardie 2014); ``lrc`` conservative Log
    Ratio, corrected for the number of compared terms (Evert 2022); ``log_odds_z`` with the pooled text as prior, weighing
    1,000 words (Monroe et al. 2008); ``p_documents`` by shuffling articles, only when both sides have at least 5;
    ``documents`` and ``reference_documents`` articles with the term; ``dp_norm`` unevenness over the target's articles;
    ``percent_difference`` of the rates, infinite when the reference has none (Gabrielatos & Marchi 2011); ``p_adjusted``
    the same p corrected for the number of compared terms (Benjamini & Hochberg 1995); then articles and words of both
    sides.

    With more than 2,000 articles, intervals, p and DPnorm are there for the strongest rows only, and a note says so; a
    row without p counts as a test with p = 1 in the correction.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        target: the outlet that is looked at.
        reference: the outlets it is compared with; ``None``: all others.
        n: words in a term, 1 to 5.
        minimum_count: the smallest count of a term in both parts together.
        permutations: shuffles behind each p; 0 leaves the test out.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        hide: words to leave out; they stay part of the word totals.
        all_rows: whether rows are there that are not wanted, or were not resampled because there are too many.
        wanted: which rows are resampled where there are too many for all.
        progress: told how far it is; may raise to stop.

    Returns:
        The columns of ``keyness``, by G2 downwards (key words first, words that the outlet avoids last), then term. The
        table is empty, and a note says why, when one of the two sides has no counted word.

    Raises:
        UsageError: ``target`` or one of ``reference`` is not an outlet of the corpus, or ``n`` is not 1 to 5.
    """
    check_outlets((target, *(reference or ())), outlets)
    draws = Draws(permutations=permutations, replicates=replicates, seed=seed)
    counted = Counted.of(view, outlets, n=n, minimum_count=minimum_count, hide=hide)
    place = {name: k for k, name in enumerate(counted.groups.names)}
    others = set(counted.groups.names if reference is None else reference) - {target}
    admitted = {counted.groups.names[code] for code in np.unique(counted.groups.codes[view.documents]).tolist()}
    chosen = sorted(others & admitted)
    side = counted.side((place[target],), target)
    rest = counted.side([place[name] for name in chosen if counted.members[place[name]].size])
    if not (side.articles and rest.articles):
        lacking = shown(target) if not side.articles else "the outlets it is compared with"
        note = f"{shown(target)} can't be compared: no word of {lacking} is counted. Widen the scope."
        return Measured(empty(), (note,))
    compared = [effects(counted, side, rest, minimum_count)]
    sure = certainty(counted, compared, draws, wanted=wanted, progress=progress)
    table = _table(counted, compared[0], sure[0], wanted=None if all_rows else wanted)
    notes = [
        f"{shown(target)}: {side.size}. Compared with {rest.size} of "
        f"{'all other outlets' if reference is None else listed([shown(outlet) for outlet in chosen])}."
    ]
    return Measured(table, (*notes, *_notes(compared, sure, draws, minimum_count, hiding=bool(hide))))


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
    all_rows: bool = True,
    wanted: Wanted = EVERYTHING,
    progress: Progress = no_progress,
) -> Measured:
    """:func:`keyness` of each outlet with counted words against all others, one table behind the other by outlet."""
    draws = Draws(permutations=permutations, replicates=replicates, seed=seed)
    counted = Counted.of(view, outlets, n=n, minimum_count=minimum_count, hide=hide)
    present = counted.present
    names = counted.groups.names
    if len(present) < 2:
        only = f"Only {shown(names[present[0]])} is counted" if present else "No outlet is counted"
        note = f"{only}; keyness compares an outlet with others. Widen the scope to two outlets or more."
        return Measured(empty(), (note,))
    compared = effects_of_each(counted, minimum_count)
    sure = certainty(counted, compared, draws, wanted=wanted, progress=progress)
    tables = [
        _table(counted, one, how, wanted=None if all_rows else wanted) for one, how in zip(compared, sure, strict=True)
    ]
    sizes = "; ".join(f"{shown(one.side.name)} {one.side.size}" for one in compared)
    notes = (
        f"Each outlet is compared with all others together: {sizes}.",
        *_notes(compared, sure, draws, minimum_count, hiding=bool(hide)),
    )
    return Measured(pd.concat(tables, ignore_index=True), notes)


def effects_of_each(counted: Counted, minimum_count: int) -> list[Effects]:
    """Each outlet with counted words against all others together, by counts alone."""
    present, names = counted.present, counted.groups.names
    return [
        effects(
            counted,
            counted.side((n,), names[n]),
            counted.side([other for other in present if other != n]),
            minimum_count,
        )
        for n in present
    ]


def check_outlets(chosen: Sequence[str], outlets: Sequence[str]) -> None:
    """``UsageError`` when one that was chosen is no outlet of the corpus."""
    known = sorted(set(outlets))
    for outlet in chosen:
        if outlet not in known:
            raise UsageError(f"There is no outlet “{outlet}”. Choose one of: {', '.join(map(shown, known))}.")


def _table(counted: Counted, one: Effects, sure: Certainty, *, wanted: Wanted | None) -> pd.DataFrame:
    side, rest = one.side, one.rest
    rows = np.arange(one.rows.size) if wanted is None else sure.tested[wanted.rows_of(one)[sure.tested]]
    p = sure.p
    untested = np.isnan(p)
    adjusted = p if untested.all() else np.where(untested, np.nan, benjamini_hochberg(np.where(untested, 1.0, p)))
    numbers = {
        "count": one.a,
        "reference_count": one.b,
        "per_1000": one.a * 1000.0 / side.words,
        "reference_per_1000": one.b * 1000.0 / rest.words,
        "g2": one.g2,
        "log_ratio": one.log_ratio,
        "log_ratio_low": sure.low,
        "log_ratio_high": sure.high,
        "lrc": one.lrc,
        "log_odds_z": one.log_odds_z,
        "p_documents": p,
        "documents": one.documents,
        "reference_documents": one.reference_documents,
        "dp_norm": sure.dp_norm,
        "percent_difference": one.percent_difference,
        "p_adjusted": adjusted,
    }
    sizes = {
        "articles": side.articles,
        "reference_articles": rest.articles,
        "words": side.words,
        "reference_words": rest.words,
    }
    return pd.DataFrame(
        {
            "outlet": pd.Series([side.name] * rows.size, dtype="str"),
            "term": pd.Series(counted.names(one.rows[rows]), dtype="str"),
            **{name: values[rows] for name, values in numbers.items()},
            **{name: np.full(rows.size, size, dtype=np.int64) for name, size in sizes.items()},
        },
        columns=list(TABLES["keyness"]),
    )


def _notes(
    compared: Sequence[Effects], sure: Sequence[Certainty], draws: Draws, minimum_count: int, *, hiding: bool
) -> list[str]:
    """What a reader has to know: which comparisons are not tested and why, and how the numbers came about."""
    few = [one.side for one in compared if one.side.articles < FEW_ARTICLES]
    lonely = [one for one in compared if one.side.articles >= FEW_ARTICLES and one.rest.articles < FEW_ARTICLES]
    notes = []
    looked_at, rows = sum(how.tested.size for how in sure), sum(one.rows.size for one in compared)
    if looked_at < rows:
        notes.append(
            f"Intervals, p and DPnorm for the {looked_at:,} rows with the largest G2"
            f"{', in equal parts for each outlet' if len(compared) > 1 else ''}; the other {rows - looked_at:,} have none."
        )
    if draws.permutations and len(few) == 1:
        notes.append(
            f"{shown(few[0].name)} has {articles_in_words(few[0].articles)}; with fewer than {FEW_ARTICLES} "
            "articles on a side, differences are shown, not tested."
        )
    elif draws.permutations and few:
        named = listed([f"{shown(side.name)} ({articles_in_words(side.articles)})" for side in few])
        notes.append(f"{named} have fewer than {FEW_ARTICLES} articles; their differences are shown, not tested.")
    if draws.permutations:
        notes += [
            f"{shown(one.side.name)} is compared with {articles_in_words(one.rest.articles)}; with fewer than "
            f"{FEW_ARTICLES} on a side differences are shown, not tested."
            for one in lonely
        ]
    if draws.replicates:
        large = max(one.side.articles + one.rest.articles for one in compared) > FEW
        notes.append(
            f"Intervals hold 95 % of {draws.replicates:,} resamplings of articles{' within outlets' if large else ''} "
            f"(seed {draws.seed})."
        )
        none = [one.side for one in compared if min(one.side.articles, one.rest.articles) < MINIMUM_ARTICLES]
        if none:
            notes.append(
                f"No interval for {listed([shown(side.name) for side in none])}: resampling needs at least "
                f"{MINIMUM_ARTICLES} articles on both sides."
            )
    if draws.permutations and len(few) + len(lonely) < len(compared):
        notes.append(
            f"p_documents comes from {draws.permutations:,} shuffles of articles (seed {draws.seed}) and is not corrected "
            "for the number of terms; p_adjusted is, for the terms of an outlet (Benjamini-Hochberg)."
        )
    notes.append("A count of 0 counts as 0.5 in a Log Ratio.")
    notes.append(f"The prior of the log-odds is the text of both sides, worth {PRIOR_WORDS:,.0f} words.")
    if minimum_count > 1:
        notes.append(f"Terms counted fewer than {minimum_count:,} times on both sides together are left out.")
    if hiding:
        notes.append("Hidden words are left out of the table; they are part of the word totals.")
    return notes


def empty() -> pd.DataFrame:
    """The table without rows."""
    kinds = {name: "str" if name in _TEXT else "int64" if name in _WHOLE else "float64" for name in TABLES["keyness"]}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
