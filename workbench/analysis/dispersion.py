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

from workbench.analysis.bootstrap import FEW_ARTICLES
from workbench.analysis.document_groups import check_length
from workbench.analysis.occurrences import Occurrences
from workbench.analysis.outlet_groups import articles_in_words
from workbench.analysis.span_counts import counted_spans
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.palette import ALL_OUTLETS
from workbench.index.dispersion_sums import dispersion_sums
from workbench.index.document_counts import part_counts, part_sizes
from workbench.index.passages import Passages
from workbench.index.query import Query, find
from workbench.index.store import IntArray, LongArray
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


def burch_da(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    """1 - (mean difference between the rates of two parts) / (2 x mean rate): 1 is even (Burch, Egbert & Biber 2017)."""
    rates = np.sort(_rates(counts, sizes), axis=-1)
    n = rates.shape[-1]
    if n < 2:
        return np.full(rates.shape[:-1], np.nan)
    # in order, a rate is the larger one of as many pairs as stand before it
    differences = (rates * (2 * np.arange(1, n + 1) - n - 1)).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - differences / (n * (n - 1) / 2) / (2 * rates.mean(axis=-1)))


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


def dispersion(view: View, outlets: Sequence[str], codes: IntArray, subjects: Sequence[Occurrences]) -> Measured:
    """How evenly subjects are spread over the articles of all outlets together and of each outlet.

    The measures are those above; they are made from the articles with the term alone, so that a corpus of any size takes
    as long as the term has articles. The n of each measure are articles with counted words.

    Args:
        view: what is counted.
        outlets: the names that are compared, in their order.
        codes: ``int32[D]``: the place in ``outlets`` of each document's outlet.
        subjects: what is looked at.

    Returns:
        The columns of the contract. ``range`` is the share of the articles that have the term, ``documents`` of
        ``articles``. Rows by subject as given, then all outlets together (``All outlets``), then each outlet that is
        counted. Measures are not a number where the term does not occur, and where there are fewer than 2 articles.

    Raises:
        ValueError: there is not one code for each document.
    """
    check_length(view, codes.size, "outlets")
    shown = np.flatnonzero(part_sizes(view.words_by_document, view.admitted, codes, len(outlets))[0])
    layers = [(codes, outlets, shown)]
    # of a single outlet both rows would be the same, but a reader of the table must find either
    layers.insert(0, (np.zeros_like(codes), (ALL_OUTLETS,), np.arange(1)))
    rows = []
    for subject in subjects if view.documents.size else ():
        for part_codes, names, places in layers:
            part = _spread(view, part_codes, len(names), subject)
            rows.append(
                pd.DataFrame(
                    {
                        "outlet": pd.Series([names[n] for n in places.tolist()], dtype="str"),
                        "term": pd.Series([subject.name] * places.size, dtype="str"),
                        **{name: values[places] for name, values in part.items()},
                    }
                )
            )
    columns = list(TABLES["dispersion"])
    table = pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)
    notes = ["Parts are articles with their real sizes."]
    few = table.loc[table["articles"] < FEW_ARTICLES, "outlet"].nunique() if len(table) else 0
    if few:
        notes.append(
            f"Outlets with fewer than {FEW_ARTICLES} articles: {few:,}. Their values say little: compare none of them."
        )
    return Measured(table, tuple(notes))


def _spread(view: View, codes: IntArray, parts: int, subject: Occurrences) -> dict[str, npt.NDArray[np.generic]]:
    """Every measure of a subject in each part."""
    words = view.words_by_document
    _, articles, part_words, smallest = part_sizes(words, view.admitted, codes, parts)
    totals, having, _ = part_counts(subject.documents, subject.counts, words, codes, part_words)
    sums = dispersion_sums(subject.documents, subject.counts, words, codes, totals, articles, part_words)
    deviation, rates, squares, entropy, roots, divergence = sums
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = rates / articles
        out = {
            "range": having / articles,
            "dp": np.clip(0.5 * deviation, 0.0, 1.0),
            "dp_norm": np.clip(0.5 * deviation / (1 - smallest / part_words), 0.0, 1.0),
            "juilland_d": np.clip(1 - np.sqrt(squares / articles) / mean / np.sqrt(articles - 1), 0.0, 1.0),
            "carroll_d2": np.clip(entropy / np.log2(articles), 0.0, 1.0),
            "rosengren_s": np.clip(roots**2 / totals, 0.0, 1.0),
            "kl_divergence": np.maximum(divergence, 0.0),
        }
    for name, values in out.items():
        values[(articles < (1 if name == "range" else 2)) | ((totals == 0) & (name != "range"))] = np.nan
    return {"count": totals, "documents": having, "articles": articles, "words": part_words, **out}


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
    return _positions(view, outlets, titles, _Places(documents, hits.first, starts, ends), view.documents)


def chosen_articles(
    view: View, codes: IntArray, subject: Occurrences, *, most: int, wanted: LongArray | None = None
) -> LongArray:
    """The articles whose strips are drawn, by document index.

    All of them where they are few, in the order of the corpus. Else, outlet by outlet, those in which the subject stands
    most often: one of each outlet, then a second one, as long as there are fewer than ``most``; wanted ones always.

    Args:
        view: what is counted.
        codes: ``int32[D]``: a number for each document's outlet.
        subject: what is looked at.
        most: how many articles can be drawn.
        wanted: articles that must be among them, if they are counted.
    """
    documents = view.documents
    if documents.size <= most:
        return documents
    times = np.zeros(codes.size, dtype=np.int64)
    times[subject.documents] = subject.counts
    times[wanted if wanted is not None else []] = np.iinfo(np.int64).max
    outlet, often = codes[documents], times[documents]
    order = np.lexsort((-often, outlet))  # stable: of equals the first of the corpus
    turn = np.arange(order.size) - np.searchsorted(outlet[order], outlet[order])
    first = order[np.lexsort((-often[order], turn))][:most]
    drawn = np.zeros(documents.size, dtype=np.bool_)
    drawn[first] = True
    return np.asarray(documents[order[drawn[order]]])


def strip_positions(
    view: View, outlets: Sequence[str], titles: Sequence[str], passages: Passages, documents: LongArray
) -> Measured:
    """:func:`term_positions` of passages in some articles, in the order in which these are given within their outlet.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in its order.
        titles: the title of each document of the store, in its order.
        passages: where the subject stands, in counted words.
        documents: the articles.
    """
    chosen = np.zeros(len(view.store.document_ids), dtype=np.bool_)
    chosen[documents] = True
    inside = passages.take(chosen[passages.documents])
    starts, ends = inside.spans()
    places = _Places(inside.documents.astype(np.int64), inside.first, starts, ends)
    table = _positions(view, outlets, titles, places, documents).table
    every, having = len(passages), np.unique(passages.documents).size
    return Measured(table, _hit_notes(view, every, having))


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
    places = _Places(documents, view.first_token(documents, starts), starts, ends)
    return _positions(view, outlets, titles, places, view.documents)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Hits: document indices, positions of first tokens, starts and ends."""

    documents: LongArray
    first: LongArray
    starts: LongArray
    ends: LongArray


def _positions(
    view: View, outlets: Sequence[str], titles: Sequence[str], hits: _Places, documents: LongArray
) -> Measured:
    store = view.store
    if not len(titles) == len(outlets) == len(store.document_ids):
        raise ValueError(f"{len(titles)} titles, {len(outlets)} outlets, {len(store.document_ids)} documents")
    rank = np.zeros(len(store.document_ids), dtype=np.int64)
    rank[documents] = np.arange(documents.size)
    missing = np.setdiff1d(documents, hits.documents)
    document = np.concatenate([hits.documents, missing])
    lengths = store.offsets[hits.documents + 1] - store.offsets[hits.documents]
    before = (hits.first - store.offsets[hits.documents]) / lengths
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
            "order": rank[document],
        },
        columns=[*POSITION_COLUMNS, "order"],
    )
    table = table.sort_values(["outlet", "order", "start", "end"], kind="stable", ignore_index=True)
    notes = _hit_notes(view, hits.documents.size, np.unique(hits.documents).size)
    return Measured(table.drop(columns="order"), notes)


def _hit_notes(view: View, number: int, having: int) -> tuple[str, ...]:
    """How many hits there are in how many articles, and articles that could have none."""
    articles = articles_in_words(view.documents.size)
    notes = [f"{number:,} {'hit' if number == 1 else 'hits'} in {having:,} of {articles}."]
    silent = int((view.words_by_document[view.documents] == 0).sum())
    if silent:
        notes.append(f"Articles of which no word is counted: {silent:,}.")
    return tuple(notes)


def _shares(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    v, size = np.asarray(counts, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return v, v / v.sum(axis=-1, keepdims=True), size / size.sum()


def _rates(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> FloatArray:
    return np.asarray(np.asarray(counts, dtype=np.float64) / np.asarray(sizes, dtype=np.float64))


def _x_log2_y(x: FloatArray, y: FloatArray) -> FloatArray:
    """The product x log2 y, with 0 where x is 0."""
    return np.asarray(np.where(x == 0, 0.0, x * np.log2(np.where(x == 0, 1.0, y))))
