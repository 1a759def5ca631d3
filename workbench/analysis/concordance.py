"""Concordance: each passage in the middle of its own text (keyword in context).

The contexts are the source's own words, punctuation and case; nothing is put back together from tokens. Passages are
sorted and drawn as arrays, and texts are looked up only for those lines that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from workbench.domain.columns import TABLES
from workbench.domain.concordance_order import checked_keys, place_of
from workbench.domain.errors import UsageError
from workbench.index.contexts import stable_order, words_around, words_within
from workbench.index.passages import Passages
from workbench.index.store import IntArray, LongArray, TokenStore

_WHITE_SPACE: Final = re.compile(r"\s\s+|[^\S ]")
"""White space that is not one space already: most texts have little of it, so that few places are replaced."""

LEFT: Final = 0
RIGHT: Final = 1
Marks = tuple[tuple[int, int, int, int], ...]
"""Words in a line that it is sorted by: :data:`LEFT` or :data:`RIGHT`, start and end in that context, and which key it is."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a concordance, column by column."""

    documents: list[int]
    """Indices of documents."""
    starts: list[int]
    ends: list[int]
    left: list[str]
    node: list[str]
    right: list[str]
    marks: tuple[Marks, ...] = ()
    """For each line the words that it is sorted by, as far as they are shown."""


def spans_table(passages: Passages) -> pd.DataFrame:
    """Passages as a table of document_id, start, end (code points), in their order."""
    starts, ends = passages.spans()
    ids = passages.store.document_ids
    names = pd.Series([ids[document] for document in passages.documents.tolist()], dtype="str")
    return pd.DataFrame({"document_id": names, "start": starts, "end": ends})


def sorted_rows(
    passages: Passages,
    keys: Sequence[str],
    *,
    outlets: IntArray,
    dates: IntArray,
    rows: LongArray | None = None,
) -> LongArray:
    """The numbers of passages in the order of a concordance.

    Words are compared as they are counted, without case. A context that is too short, because the document begins or ends
    there, comes first. What agrees in all keys stays in the order of the corpus.

    Args:
        passages: all passages.
        keys: what to sort by, the most important first, see :data:`workbench.domain.concordance_order.SORT_KEYS`; none
            keeps the order of the corpus.
        outlets: for each document of the store the place of its outlet among all outlets.
        dates: for each document of the store the place of its date among all dates.
        rows: numbers of those passages that are wanted, ascending; ``None`` for all.

    Raises:
        UsageError: there is no such key.
    """
    keys = checked_keys(keys)
    every = np.arange(len(passages), dtype=np.int64) if rows is None else rows
    chosen = passages if rows is None else passages.take(rows)
    if not keys or not len(chosen):
        return every
    places = {key: place for key in keys if (place := place_of(key))}
    around = _around(chosen, list(places.values()))
    by_key = {key: around[n : n + 1] for n, key in enumerate(places)}
    parts: list[IntArray] = []
    for key in keys:
        if key == "node":
            parts.append(words_within(chosen.store.ids, chosen.first, chosen.length))
        elif key in ("outlet", "date"):
            values = outlets if key == "outlet" else dates
            parts.append(values[chosen.documents].astype(np.int32, copy=False)[np.newaxis])
        else:
            parts.append(by_key[key])
    return every[stable_order(np.concatenate(parts))]


def sampled_rows(total: int, size: int, seed: int) -> LongArray | None:
    """The numbers of passages drawn at random without replacement, ascending; ``None`` when all of them are wanted.

    Args:
        total: how many passages there are.
        size: how many to draw; 0 wants all.
        seed: the same seed always draws the same of as many passages.
    """
    if not size or size >= total:
        return None
    drawn = np.random.default_rng(seed).choice(total, size, replace=False, shuffle=False)
    return np.sort(drawn).astype(np.int64)


def lines_of(
    passages: Passages,
    rows: LongArray | slice,
    *,
    text_of: Callable[[int], str],
    window: int,
    keys: Sequence[str] = (),
) -> Lines:
    """Some passages with the text around them, in the order of ``rows``.

    Args:
        passages: all passages.
        rows: the numbers of those that are wanted.
        text_of: the stored text of a document, by its index.
        window: words of context on each side, 0 or more.
        keys: what the lines are sorted by, so that these words can be shown in them.

    Raises:
        UsageError: ``window`` is negative.
    """
    if window < 0:
        raise UsageError(f"The window of a concordance can't be {window} words. Choose 0 or more.")
    store = passages.store
    documents = passages.documents[rows].astype(np.int64)
    first, length = passages.first[rows], passages.length[rows].astype(np.int64)
    starts, ends = passages.spans(rows)
    begins = starts
    finishes = ends
    if window:
        reaches = first - window >= store.offsets[documents]
        begins = np.where(reaches, store.starts[np.where(reaches, first - window, 0)], 0) if len(store) else starts * 0
        last = first + length + window - 1
        within = last < store.offsets[documents + 1]
        finishes = np.where(within, store.ends[np.where(within, last, 0)], -1) if len(store) else ends * 0 - 1
    columns = (documents.tolist(), starts.tolist(), ends.tolist())
    left, node, right = [], [], []
    spaced = _WHITE_SPACE.sub
    for document, start, end, begin, finish in zip(*columns, begins.tolist(), finishes.tolist(), strict=True):
        text = text_of(document)
        left.append(spaced(" ", text[begin:start]))
        node.append(text[start:end])
        right.append(spaced(" ", text[end:] if finish < 0 else text[end:finish]))
    made = Lines(*columns, left, node, right)
    if not any(map(place_of, keys)) or not len(store):
        return made
    return Lines(*columns, left, node, right, _marks(passages, rows, made, text_of, window, keys))


def concordance(
    spans: pd.DataFrame,
    *,
    store: TokenStore,
    text_of: Callable[[int], str],
    outlet_of: Callable[[int], str],
    date_of: Callable[[int], str],
    window: int = 10,
) -> pd.DataFrame:
    """Each span with the text around it, in the order of ``spans``.

    Args:
        spans: a table with document_id, start, end.
        store: the words of the corpus, for counting the window in words.
        text_of: the stored text of a document, by its index in the store.
        outlet_of: its outlet; ``""`` where it is missing.
        date_of: its date; ``""`` where it is missing.
        window: words of context on each side, 0 or more.

    Returns:
        The columns of ``kwic``. ``node`` is ``text[start:end]``. ``left`` and ``right`` reach up to the node and keep
        the space that parts them from it, if there is one; line breaks and runs of white space are shown as one space.
        They end where the document does.

    Raises:
        KeyError: a span lies in a document that the store does not hold.
        UsageError: ``window`` is negative.
    """
    documents = np.fromiter(map(store.document_index, spans["document_id"]), dtype=np.int32, count=len(spans))
    start, end = spans["start"].to_numpy(dtype=np.int64), spans["end"].to_numpy(dtype=np.int64)
    passages, order = Passages.in_order(store, documents, start, end)
    rows = np.empty_like(order)
    rows[order] = np.arange(order.size)
    lines = lines_of(passages, rows, text_of=text_of, window=window)
    return kwic_table(lines, document_ids=store.document_ids, outlet_of=outlet_of, date_of=date_of)


def kwic_table(
    lines: Lines, *, document_ids: Sequence[str], outlet_of: Callable[[int], str], date_of: Callable[[int], str]
) -> pd.DataFrame:
    """Lines as a table ``kwic``."""
    columns = {
        "document_id": [document_ids[document] for document in lines.documents],
        "outlet": [outlet_of(document) for document in lines.documents],
        "date": [date_of(document) for document in lines.documents],
        "start": lines.starts,
        "end": lines.ends,
        "left": lines.left,
        "node": lines.node,
        "right": lines.right,
    }
    kinds = {name: "int64" if name in ("start", "end") else "str" for name in TABLES["kwic"]}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kinds[name]) for name in TABLES["kwic"]})


def _around(passages: Passages, places: Sequence[int]) -> IntArray:
    store = passages.store
    return words_around(
        store.ids,
        store.offsets,
        passages.documents,
        passages.first,
        passages.length,
        np.asarray(places, dtype=np.int64),
    )


def _marks(
    passages: Passages,
    rows: LongArray | slice,
    lines: Lines,
    text_of: Callable[[int], str],
    window: int,
    keys: Sequence[str],
) -> tuple[Marks, ...]:
    """Where in the contexts the words stand that lines are sorted by."""
    store, spaced = passages.store, _WHITE_SPACE.sub
    first, length = passages.first[rows], passages.length[rows].astype(np.int64)
    documents = np.asarray(lines.documents, dtype=np.int64)
    found: list[list[tuple[int, int, int, int]]] = [[] for _ in lines.starts]
    for level, key in enumerate(keys):
        place = place_of(key)
        if not place or abs(place) > window:
            continue
        at = first + (place if place < 0 else length + place - 1)
        there = (at >= store.offsets[documents]) & (at < store.offsets[documents + 1])
        at = np.where(there, at, 0)
        begins, ends = store.starts[at].tolist(), store.ends[at].tolist()
        for n in np.flatnonzero(there).tolist():
            text = text_of(lines.documents[n])
            word = ends[n] - begins[n]
            if place < 0:  # counted from the node, which the context reaches up to
                start = len(lines.left[n]) - len(spaced(" ", text[begins[n] : lines.starts[n]]))
                found[n].append((LEFT, start, min(start + word, len(lines.left[n])), level))
            else:
                start = len(spaced(" ", text[lines.ends[n] : begins[n]]))
                found[n].append((RIGHT, start, start + word, level))
    return tuple(map(tuple, found))
