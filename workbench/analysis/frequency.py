"""How often terms stand in each part of a corpus: counts, rates per 1,000 words with intervals, spread over articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import (
    FEW_ARTICLES,
    FEW_TERMS,
    LOOP_FROM,
    MINIMUM_ARTICLES,
    REPLICATES,
    SEED,
    generator_for,
    rate_intervals,
    rate_intervals_of_few,
)
from workbench.analysis.dispersion import dp_norm_of_columns
from workbench.analysis.document_groups import DocumentGroups, Key, PartSizes, check_length, members, sizes_of
from workbench.analysis.ngrams import count_terms
from workbench.analysis.outlet_groups import articles_in_words, listed, shown
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.arrays import LongArray
from workbench.index.document_counts import counts_by_document, part_counts
from workbench.index.kernels import in_parts
from workbench.index.query import Parser, find, parse
from workbench.index.view import View

COLUMNS = (*TABLES["terms"], "articles", "words")
"""The columns of the contract, then the denominators: articles of the outlet with counted words, and those words."""

_MOST_NAMED = 6
"""Parts that a note names before it counts the rest."""


def term_frequency(
    view: View,
    outlets: Sequence[str],
    *,
    terms: Sequence[str] | None = None,
    n: int = 1,
    minimum_count: int = 1,
    replicates: int = REPLICATES,
    seed: int = SEED,
    hide: Collection[str] = (),
    parser: Parser = parse,
) -> Measured:
    """Counts terms by outlet.

    ``per_1000`` is the count per 1,000 counted words of the outlet, for phrases too. ``low`` and ``high`` enclose it: a
    95 % percentile bootstrap that resamples the outlet's articles. ``documents`` is the number of articles with the
    term, ``dp_norm`` its unevenness over the outlet's articles (0 even, 1 all in the smallest one).

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        terms: searches to count; a term that an outlet never uses gets a row with count 0. ``None`` counts every word
            or n-gram and gives rows only where it occurs.
        n: words in a term when ``terms`` is ``None``.
        minimum_count: when ``terms`` is ``None``, the smallest count in all outlets together.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        hide: words to leave out when ``terms`` is ``None``; they stay part of the word totals.
        parser: understands ``terms``.

    Returns:
        The columns of ``terms`` and ``articles``, ``words``; by outlet, then count downwards, then term.

    Raises:
        QueryError: one of ``terms`` can't be understood.
        UsageError: ``n`` is not a length that terms can have.
    """
    check_length(view, len(outlets), "outlets")
    groups = DocumentGroups.of(outlets)
    if terms is not None:
        return frequency_by(view, groups, ("outlet",), terms, replicates=replicates, seed=seed, parser=parser)
    counted = count_terms(view, n=n, minimum_count=minimum_count, hide=hide)
    names = np.array(counted.terms, dtype=object)
    sizes = sizes_of(view, groups)
    parts = []
    for place, documents in enumerate(members(view, groups)):
        if not sizes.admitted[place]:
            continue
        counts = csc_array(counted.matrix[documents])
        totals = np.asarray(counts.sum(axis=0), dtype=np.int64)
        rows = np.flatnonzero(totals)
        rows = rows[np.lexsort((names[rows].astype(str), -totals[rows]))] if rows.size else rows
        words = view.words_by_document[documents]
        kept = csc_array(counts[:, rows])
        low = high = np.full(rows.size, np.nan)
        if replicates:
            generator = generator_for(seed, *groups.keys[place])
            low, high = rate_intervals(kept, words, replicates=replicates, generator=generator)
        size = int(words.sum())
        parts.append(
            pd.DataFrame(
                {
                    "outlet": pd.Series([groups.names[place]] * rows.size, dtype="str"),
                    "term": pd.Series(names[rows], dtype="str"),
                    "count": totals[rows],
                    "per_1000": totals[rows] * 1000.0 / size if size else np.full(rows.size, np.nan),
                    "low": low,
                    "high": high,
                    "documents": np.diff(kept.indptr).astype(np.int64),
                    "dp_norm": dp_norm_of_columns(kept, words),
                    "articles": np.full(rows.size, documents.size, dtype=np.int64),
                    "words": np.full(rows.size, size, dtype=np.int64),
                }
            )
        )
    if not parts:
        parts = [frequency_by(view, groups, ("outlet",), (), replicates=0).table]
    table = pd.concat(parts, ignore_index=True)
    notes = _interval_notes(("outlet",), groups, sizes, table, replicates=replicates, seed=seed) if replicates else []
    if minimum_count > 1:
        notes.append(f"Terms counted fewer than {minimum_count:,} times in all outlets together are left out.")
    if hide:
        notes.append("Hidden words are left out of the table; they are part of the word totals.")
    return Measured(table, tuple(notes))


def frequency_by(
    view: View,
    groups: DocumentGroups,
    by: Sequence[str],
    terms: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    names: Sequence[Key] | None = None,
    parser: Parser = parse,
) -> Measured:
    """Counts searches in the parts of a corpus, by one or two dimensions: what :func:`term_frequency` does by outlet.

    Args:
        view: what is counted.
        groups: the part that each document of the store is in.
        by: what the dimensions are called: the names of their columns.
        terms: searches to count, in the order in which they were asked for; a row for each in each part.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.
        names: what the parts are called in the table; without them, by their keys.
        parser: understands ``terms``.

    Returns:
        The columns ``by``, then ``term`` and what :func:`term_frequency` has; parts in the order of ``groups``, in each
        of them terms by count downwards, then by name. Parts of which no article is admitted have no row.

    Raises:
        QueryError: one of ``terms`` can't be understood.
    """
    terms = tuple(dict.fromkeys(terms))
    words = view.words_by_document
    sizes = sizes_of(view, groups)
    found = [counts_by_document(view.store, np.ascontiguousarray(find(view, parser(term)).first)) for term in terms]
    parts = np.flatnonzero(sizes.admitted)
    counts = np.zeros((len(terms), len(groups)), dtype=np.int64)
    documents = np.zeros((len(terms), len(groups)), dtype=np.int64)
    deviation = np.ones((len(terms), len(groups)), dtype=np.float64)
    for n, (where, times) in enumerate(found):
        counts[n], documents[n], deviation[n] = part_counts(where, times, words, groups.codes, sizes.words)
    low = high = np.full((len(terms), len(groups)), np.nan)
    if replicates and terms:
        low, high = _intervals(view, groups, sizes, found, replicates=replicates, seed=seed)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = counts * 1000.0 / sizes.words
        uneven = np.clip(0.5 * deviation / (1 - sizes.smallest / sizes.words), 0.0, 1.0)
    uneven[(counts == 0) | (sizes.articles < MINIMUM_ARTICLES)] = np.nan
    place = np.argsort(np.argsort(np.array(terms, dtype=str), kind="stable"), kind="stable")
    order = np.stack([np.lexsort((place, -counts[:, part])) for part in parts]) if parts.size else np.empty((0, 0), int)
    row_terms, row_parts = order.ravel().astype(np.int64), np.repeat(parts, len(terms))
    called = groups.keys if names is None else names
    at = (row_terms, row_parts)
    table = pd.DataFrame(
        {
            **{
                name: pd.Series([called[part][d] for part in row_parts.tolist()], dtype="str")
                for d, name in enumerate(by)
            },
            "term": pd.Series([terms[n] for n in row_terms.tolist()], dtype="str"),
            "count": counts[at],
            "per_1000": rates[at],
            "low": low[at],
            "high": high[at],
            "documents": documents[at],
            "dp_norm": uneven[at],
            "articles": sizes.articles[row_parts],
            "words": sizes.words[row_parts],
        }
    )
    notes = (
        _interval_notes(by, groups, sizes, table, replicates=replicates, seed=seed, names=names) if replicates else []
    )
    return Measured(table, tuple(notes))


def _intervals(
    view: View,
    groups: DocumentGroups,
    sizes: PartSizes,
    found: Sequence[tuple[LongArray, LongArray]],
    *,
    replicates: int,
    seed: int,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Ends of intervals, ``float64[terms, parts]``. An article is drawn once for all terms; parts run side by side."""
    ends = np.full((2, len(found), len(groups)), np.nan)
    words, within = view.words_by_document, np.zeros(len(view.store.document_ids), dtype=np.int64)
    own = members(view, groups)
    for documents in own:
        within[documents] = np.arange(documents.size)
    sorted_by_part = []
    for where, times in found:
        codes = groups.codes[where]
        order = np.argsort(codes, kind="stable")
        edges = np.searchsorted(codes[order], np.arange(len(groups) + 1))
        sorted_by_part.append((within[where[order]], times[order], edges))

    draws = int(sizes.articles.sum()) * replicates
    in_a_loop = draws >= LOOP_FROM  # also for many small parts: both give the same

    def work(begin: int, end: int) -> None:
        for part in range(begin, end):
            if sizes.articles[part] < MINIMUM_ARTICLES:
                continue
            for first in range(0, len(found), FEW_TERMS):
                chosen = sorted_by_part[first : first + FEW_TERMS]
                slices = [(w[e[part] : e[part + 1]], t[e[part] : e[part + 1]]) for w, t, e in chosen]
                begins = np.cumsum([0, *(w.size for w, _ in slices)])
                columns = csc_array(
                    (np.concatenate([t for _, t in slices]), np.concatenate([w for w, _ in slices]), begins),
                    shape=(own[part].size, len(slices)),
                )
                generator = generator_for(seed, *groups.keys[part])
                draw = rate_intervals_of_few if in_a_loop else rate_intervals
                low, high = draw(columns, words[own[part]], replicates=replicates, generator=generator)
                ends[0, first : first + len(slices), part], ends[1, first : first + len(slices), part] = low, high

    in_parts(work, len(groups), draws)
    return ends[0], ends[1]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part as notes name it."""

    name: str
    articles: int


def _interval_notes(
    by: Sequence[str],
    groups: DocumentGroups,
    sizes: PartSizes,
    table: pd.DataFrame,
    *,
    replicates: int,
    seed: int,
    names: Sequence[Key] | None = None,
) -> list[str]:
    """How the intervals came about, and for which parts there is none, or none to rely on."""
    keys = groups.keys if names is None else names
    there = np.flatnonzero(sizes.admitted).tolist()
    parts = [_Part(", ".join(map(shown, keys[n])), int(sizes.articles[n])) for n in there]
    notes = []
    none = [part for part in parts if part.articles < MINIMUM_ARTICLES]
    few = [part for part in parts if MINIMUM_ARTICLES <= part.articles < FEW_ARTICLES]
    whose = "each outlet's articles" if tuple(by) == ("outlet",) else f"the articles of each {' and '.join(by)}"
    if len(none) < len(parts):
        notes.append(f"Intervals hold 95 % of {replicates:,} resamplings of {whose} (seed {seed}).")
    if none:
        notes.append(
            f"No interval for {_named(none)}: resampling needs at least {MINIMUM_ARTICLES} articles with counted words."
        )
    if few:
        notes.append(f"With fewer than {FEW_ARTICLES} articles intervals are rough, often too narrow: {_named(few)}.")
    if bool((table["count"] == 0).any()):
        notes.append("A count of 0 has no interval: resampling the same articles can only give 0 again.")
    return notes


def _named(parts: Sequence[_Part]) -> str:
    """Parts with their articles; of many, the first ones."""
    words = [f"{part.name} ({articles_in_words(part.articles)})" for part in parts]
    if len(words) > _MOST_NAMED:
        words = [*words[: _MOST_NAMED - 1], f"{len(words) - _MOST_NAMED + 1:,} more"]
    return listed(words)
