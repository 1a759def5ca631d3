"""How evenly a term is spread: over the articles of an outlet, and over the length of each article.

The parts of every measure here are articles with their real sizes. ``counts`` has one number per part along its last
axis, ``sizes`` the words of each part; results have the shape of ``counts`` without that axis, and are not a number
where the term never occurs. In the formulas v are the counts, f is their sum, p = v / f, and s are the parts' shares of
all words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.outlet_groups import articles_in_words
from workbench.analysis.span_counts import counted_spans
from workbench.domain.measured import Measured
from workbench.index.query import Query, find
from workbench.index.store import LongArray
from workbench.index.view import View

FloatArray = npt.NDArray[np.float64]

POSITION_COLUMNS = ("document_id", "outlet", "title", "words", "position", "start", "end")


def dp(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """Deviation of proportions, half the sum of abs(p - s): 0 is perfectly even (Gries 2008)."""
    _, p, s = _shares(counts, sizes)
    return np.asarray(0.5 * np.abs(p - s).sum(axis=-1))


def dp_norm(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """DP / (1 - min s), so that 1 is reached when the smallest part has all (Lijffijt & Gries 2012)."""
    _, p, s = _shares(counts, sizes)
    if s.size < 2:
        return np.full(p.shape[:-1], np.nan)
    return np.asarray(0.5 * np.abs(p - s).sum(axis=-1) / (1 - s.min()))


def juilland_d(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """1 - (population standard deviation / mean) / sqrt(n - 1), on rates: 1 is even (Juilland et al. 1970)."""
    rates = _rates(counts, sizes)
    n = rates.shape[-1]
    if n < 2:
        return np.full(rates.shape[:-1], np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - rates.std(axis=-1) / rates.mean(axis=-1) / np.sqrt(n - 1))


def carroll_d2(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """Entropy of the rates / log2 n: 1 is even (Carroll 1970)."""
    rates = _rates(counts, sizes)
    n = rates.shape[-1]
    if n < 2:
        return np.full(rates.shape[:-1], np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        q = rates / rates.sum(axis=-1, keepdims=True)
        return np.asarray(-_x_log2_y(q, q).sum(axis=-1) / np.log2(n))


def rosengren_s(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """(Sum of sqrt(v s)) squared / f: 1 is even (Rosengren 1971)."""
    v, _, s = _shares(counts, sizes)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.sqrt(v * s).sum(axis=-1) ** 2 / v.sum(axis=-1))


def kl_divergence(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """Kullback-Leibler divergence in bits, the sum of p log2(p / s): 0 is even (Gries 2020)."""
    _, p, s = _shares(counts, sizes)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(_x_log2_y(p, p / s).sum(axis=-1))


def range_share(counts: npt.ArrayLike) -> FloatArray:
    """The share of the parts in which the term occurs at all."""
    return np.asarray((np.asarray(counts) > 0).mean(axis=-1))


def dp_norm_of_columns(counts: csc_array, sizes: npt.ArrayLike) -> FloatArray:
    """:func:`dp_norm` of every column of a sparse matrix (articles in rows), with no dense copy of it."""
    counts = csc_array(counts)
    size = np.asarray(sizes, dtype=np.float64)
    out = np.full(counts.shape[1], np.nan)
    if counts.shape[0] < 2:
        return out
    s = size / size.sum()
    totals = np.asarray(counts.sum(axis=0), dtype=np.float64)
    column = np.repeat(np.arange(counts.shape[1]), np.diff(counts.indptr))
    # a part without the term adds s to the sum, which is 1 without any term: correct the parts that have it
    share = s[counts.indices]
    change = np.abs(counts.data / totals[column] - share) - share
    seen = totals > 0
    sums = np.bincount(column, weights=change, minlength=counts.shape[1])
    out[seen] = np.clip(0.5 * (1 + sums[seen]) / (1 - s.min()), 0.0, 1.0)
    return out


def term_positions(view: View, outlets: Sequence[str], titles: Sequence[str], query: Query) -> Measured:
    """Where in each article a search is found, for a dispersion plot.

    Columns: document_id, outlet, title, words (counted), position (the share of the whole article's words that stand
    before the hit, 0 to below 1), start, end (code points). An article without a hit has one row with no position and
    with start and end -1. Rows by outlet, then document, then position.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        titles: the title of each document of the store, in its order.
        query: what is looked for.
    """
    hits = find(view, query)
    documents, starts, ends = hits.spans(view.store)
    return _positions(view, outlets, titles, _Places(documents, hits.first, starts, ends))


def span_positions(view: View, outlets: Sequence[str], titles: Sequence[str], spans: pd.DataFrame) -> Measured:
    """Where in each article given spans stand (an entity's mentions, a frame's evidence): see :func:`term_positions`.

    Args:
        view: what is counted; a span is counted when its first word is.
        outlets: the outlet of each document of the store, in its order.
        titles: the title of each document of the store, in its order.
        spans: a table with document_id, start, end.
    """
    counted, numbers = counted_spans(view, spans)
    documents = numbers[counted]
    starts = spans["start"].to_numpy(dtype=np.int64)[counted]
    ends = spans["end"].to_numpy(dtype=np.int64)[counted]
    return _positions(view, outlets, titles, _Places(documents, view.first_token(documents, starts), starts, ends))


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Hits: document indices, positions of first tokens, starts and ends."""

    documents: LongArray
    first: LongArray
    starts: LongArray
    ends: LongArray


def _positions(view: View, outlets: Sequence[str], titles: Sequence[str], hits: _Places) -> Measured:
    store = view.store
    if not len(titles) == len(outlets) == len(store.document_ids):
        raise ValueError(f"{len(titles)} titles, {len(outlets)} outlets, {len(store.document_ids)} documents")
    missing = np.setdiff1d(view.documents, hits.documents)
    document = np.concatenate([hits.documents, missing])
    before = (hits.first - store.offsets[hits.documents]) / np.diff(store.offsets)[hits.documents]
    nothing = np.full(missing.size, -1, dtype=np.int64)
    table = pd.DataFrame(
        {
            "document_id": pd.Series([store.document_ids[d] for d in document], dtype="str"),
            "outlet": pd.Series([outlets[d] for d in document], dtype="str"),
            "title": pd.Series([titles[d] for d in document], dtype="str"),
            "words": view.words_by_document[document],
            "position": np.concatenate([before, np.full(missing.size, np.nan)]),
            "start": np.concatenate([hits.starts, nothing]),
            "end": np.concatenate([hits.ends, nothing]),
            "order": document,
        },
        columns=[*POSITION_COLUMNS, "order"],
    )
    table = table.sort_values(["outlet", "order", "start", "end"], kind="stable", ignore_index=True)
    number, having, articles = hits.documents.size, np.unique(hits.documents).size, view.documents.size
    notes = [f"{number:,} {'hit' if number == 1 else 'hits'} in {having:,} of {articles_in_words(articles)}."]
    silent = int((view.words_by_document[view.documents] == 0).sum())
    if silent:
        notes.append(f"Articles of which no word is counted: {silent:,}.")
    return Measured(table.drop(columns="order"), tuple(notes))


def _shares(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    v, size = np.asarray(counts, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return v, v / v.sum(axis=-1, keepdims=True), size / size.sum()


def _rates(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    return np.asarray(np.asarray(counts, dtype=np.float64) / np.asarray(sizes, dtype=np.float64))


def _x_log2_y(x: FloatArray, y: FloatArray) -> FloatArray:
    """The product x log2 y, with 0 where x is 0."""
    return np.asarray(np.where(x == 0, 0.0, x * np.log2(np.where(x == 0, 1.0, y))))
