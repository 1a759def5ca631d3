"""How often outlets use frames: passages per 1,000 words and shares of articles, by outlet, by part of the article, by pair.

The article is the unit of every interval. Rates have a percentile bootstrap that resamples articles, shares of articles the
score interval of Wilson (1927).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.article_places import PLACES
from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, REPLICATES, SEED, generator_for, rate_intervals
from workbench.analysis.frame_counting import JUDGED, MIXED, NONE, PROPOSED, Counted
from workbench.analysis.frame_passages import ACCEPTED, OPEN, VOICES
from workbench.analysis.outlet_groups import OutletGroup, outlet_groups, shown, with_articles
from workbench.analysis.rate_differences import rate_difference_intervals
from workbench.analysis.wilson import wilson_intervals
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.view import View

BY_PART_COLUMNS: Final = (
    "frame", "outlet", "place", "voice", "hits", "per_1000", "low", "high", "articles", "words",
)  # fmt: skip

_READ_THEM: Final = "Proposals are suggestions of a word list, not measurements. Read them, and accept or reject them."


def frames_by_outlet(
    view: View, counted: Counted, outlets: Sequence[str], *, replicates: int = REPLICATES, seed: int = SEED
) -> Measured:
    """How often each outlet uses each frame, with intervals.

    Args:
        view: the words that are counted: the denominators.
        counted: the passages, and which of them count.
        outlets: the outlet of each document of the view's store, in its order.
        replicates: resamplings behind each interval of a rate; 0 leaves these intervals out.
        seed: the same seed gives the same table.

    Returns:
        Table ``frames_by_outlet``: counted ``hits`` and their rate ``per_1000`` counted words, with ``low`` and ``high`` (a
        95 % percentile bootstrap that resamples the outlet's articles); as denominators the outlet's ``articles`` with
        counted words and its counted ``words``; passages that were ``accepted`` and are ``open``; what the hits rest on
        (``basis``: ``judged``, ``proposed``, ``mixed`` or ``none``); ``articles_with`` at least one counted passage and
        their ``share`` with its 95 % interval after Wilson. Frames in the order of the codebook, outlets in alphabetical
        order. The ends of an interval of a rate are not a number with fewer than 2 articles and for 0 hits, the rate
        without a counted word.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    groups = outlet_groups(view, outlets)
    hits, judged = counted.hits, counted.rests_on_judgements
    accepted, waiting = counted.said(ACCEPTED), counted.said(OPEN)
    intervals = _intervals(groups, hits, replicates=replicates, seed=seed)
    rows: list[tuple[object, ...]] = []
    for number, frame in enumerate(counted.passages.codebook.frames):
        for group, (low, high) in zip(groups, intervals, strict=True):
            own = hits[group.documents, number]
            total, words, having = int(own.sum()), group.total_words, int((own > 0).sum())
            share_low, share_high = wilson_intervals(having, group.articles)
            resting = judged[group.documents, number]
            rows.append(
                (
                    frame.name, group.outlet, total, total * 1000.0 / words if words else np.nan, float(low[number]),
                    float(high[number]), group.articles, words, int(accepted[group.documents, number].sum()),
                    int(waiting[group.documents, number].sum()),
                    _rests_on(int(resting.sum()), int((~resting & (own > 0)).sum())), having,
                    having / group.articles if group.articles else np.nan, float(share_low), float(share_high),
                )
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(TABLES["frames_by_outlet"]))
    notes = [*counted.notes(view.documents), *_notes(groups, table, replicates=replicates, seed=seed)]
    if any(group.articles for group in groups):
        notes.append("Intervals of shares of articles are Wilson’s, 95 %.")
    return Measured(table, (*notes, _READ_THEM))


def frames_by_part(
    parts: Sequence[tuple[str, str, View, Counted]],
    outlets: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """How often each outlet uses each frame in headline, lead and body, in its own words and in those it quotes.

    Args:
        parts: place, voice, the view of the words that stand there, and the passages there.
        outlets: the outlet of each document of the store, in its order.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        The columns :data:`BY_PART_COLUMNS`: frames in the order of the codebook, outlets in alphabetical order, headline
        before lead before body, own words before quoted ones. ``articles`` have words there. The hits of all parts are
        those of the outlet.
    """
    rows: list[tuple[object, ...]] = []
    order: list[tuple[int, str, int, int]] = []
    everyone: list[OutletGroup] = []
    for place, voice, view, counted in parts:
        groups = outlet_groups(view, outlets)
        everyone += groups
        hits = counted.hits
        intervals = _intervals(groups, hits, replicates=replicates, seed=seed, names=(place, voice))
        for group, (low, high) in zip(groups, intervals, strict=True):
            words = group.total_words
            for number, frame in enumerate(counted.passages.codebook.frames):
                total = int(hits[group.documents, number].sum())
                rate = total * 1000.0 / words if words else np.nan
                ends = float(low[number]), float(high[number])
                rows.append((frame.name, group.outlet, place, voice, total, rate, *ends, group.articles, words))
                order.append((number, group.outlet, PLACES.index(place), VOICES.index(voice)))
    ordered = [rows[n] for n in sorted(range(len(rows)), key=order.__getitem__)]
    table = pd.DataFrame(ordered, columns=list(BY_PART_COLUMNS))
    largest: dict[str, OutletGroup] = {}
    for group in everyone:
        if group.outlet not in largest or group.articles > largest[group.outlet].articles:
            largest[group.outlet] = group
    notes = ["Each part has its own words as denominator: the headline’s hits per 1,000 headline words."]
    if few := [largest[outlet] for outlet in sorted(largest) if largest[outlet].articles < FEW_ARTICLES]:
        notes.append(f"{with_articles(few)}: differences are shown, not tested.")
    return Measured(table, tuple(notes))


def frame_differences(
    view: View,
    counted: Counted,
    outlets: Sequence[str],
    *,
    target: str = "",
    reference: str = "",
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """How much more often one outlet uses each frame than another one: the difference of their rates, with its interval.

    Args:
        view: the words that are counted.
        counted: the passages, and which of them count.
        outlets: the outlet of each document of the view's store, in its order.
        target: the first outlet; empty for the one with most articles.
        reference: the other one; empty for the one with most articles among the others.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        Table ``frame_differences``, frames in the order of the codebook: passages per 1,000 words of both, ``difference``
        (the first minus the second) and a 95 % percentile bootstrap that resamples the articles of both. The ends are not
        a number with fewer than 5 articles on either side, and where neither has a passage. No rows with fewer than two
        outlets.

    Raises:
        ValueError: ``outlets`` does not fit the store.
        KeyError: ``target`` or ``reference`` has no counted article.
    """
    groups = {group.outlet: group for group in outlet_groups(view, outlets)}
    ranked = sorted(groups.values(), key=lambda group: (-group.articles, group.outlet))
    columns = list(TABLES["frame_differences"])
    first = target or next((group.outlet for group in ranked if group.outlet != reference), "")
    second = reference or next((group.outlet for group in ranked if group.outlet != first), "")
    if len(groups) < 2 or first == second:
        return Measured(pd.DataFrame(columns=columns), ("Two outlets are needed for a difference.",))
    a, b = groups[first], groups[second]
    hits = counted.hits
    names = [frame.name for frame in counted.passages.codebook.frames]
    hits_a, hits_b = hits[a.documents], hits[b.documents]
    tested = min(a.articles, b.articles) >= FEW_ARTICLES and replicates > 0
    low = high = np.full(len(names), np.nan)
    if tested:
        low, high = rate_difference_intervals(
            (hits_a, a.words),
            (hits_b, b.words),
            replicates=replicates,
            generators=(generator_for(seed, first), generator_for(seed, second, "reference")),
        )
    rate_a, rate_b = _rates(hits_a, a), _rates(hits_b, b)
    table = pd.DataFrame(
        {
            "frame": pd.Series(names, dtype="str"),
            "outlet_a": pd.Series([first] * len(names), dtype="str"),
            "outlet_b": pd.Series([second] * len(names), dtype="str"),
            "hits_a": hits_a.sum(axis=0),
            "hits_b": hits_b.sum(axis=0),
            "per_1000_a": rate_a,
            "per_1000_b": rate_b,
            "difference": rate_a - rate_b,
            "low": low,
            "high": high,
            "articles_a": a.articles,
            "articles_b": b.articles,
        },
        columns=columns,
    )
    notes = [*counted.notes(np.concatenate([a.documents, b.documents]))]
    if tested:
        notes.append(
            f"Intervals hold 95 % of {replicates:,} resamplings of the articles of both outlets (seed {seed})."
            f" {len(names):,} frames are compared: about 1 interval in 20 misses by chance."
        )
    elif replicates:
        few = with_articles([group for group in (a, b) if group.articles < FEW_ARTICLES])
        notes.append(f"{few}: the difference is shown, not tested. A test needs at least {FEW_ARTICLES} articles each.")
    return Measured(table, (*notes, f"Above 0: more in {shown(first)}. Below 0: more in {shown(second)}.", _READ_THEM))


def _rates(hits: np.ndarray, group: OutletGroup) -> np.ndarray:
    words = group.total_words
    return hits.sum(axis=0) * 1000.0 / words if words else np.full(hits.shape[1], np.nan)


def _intervals(
    groups: Sequence[OutletGroup],
    hits: np.ndarray,
    *,
    replicates: int,
    seed: int,
    names: tuple[str, ...] = (),
) -> list[tuple[np.ndarray, np.ndarray]]:
    none = np.full(hits.shape[1], np.nan)
    if not replicates:
        return [(none, none)] * len(groups)
    return [
        rate_intervals(
            csc_array(hits[group.documents]),
            group.words,
            replicates=replicates,
            generator=generator_for(seed, group.outlet, *names),
        )
        for group in groups
    ]


def _rests_on(judged: int, proposed: int) -> str:
    """What an outlet's number rests on, by how many of its articles rest on judgements and how many on proposals."""
    if judged:
        return MIXED if proposed else JUDGED
    return PROPOSED if proposed else NONE


def _notes(groups: Sequence[OutletGroup], table: pd.DataFrame, *, replicates: int, seed: int) -> list[str]:
    notes = []
    if replicates and any(group.articles >= MINIMUM_ARTICLES for group in groups):
        notes.append(f"Intervals hold 95 % of {replicates:,} resamplings of each outlet's articles (seed {seed}).")
    few = [group for group in groups if group.articles < FEW_ARTICLES]
    if few:
        notes.append(f"{with_articles(few)}: differences are shown, not tested.")
    none = [group for group in groups if group.articles < MINIMUM_ARTICLES]
    if replicates and none:
        notes.append(f"No interval for {with_articles(none)}: resampling needs at least {MINIMUM_ARTICLES} articles.")
    if replicates and (table["hits"] == 0).any():
        notes.append("A frame without hits has no interval: resampling the same articles can only give 0 again.")
    return notes
