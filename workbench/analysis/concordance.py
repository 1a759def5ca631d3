"""Concordance: each hit in the middle of its own text (keyword in context).

The contexts are the source's own words, punctuation and case; nothing is put back together from tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.domain.columns import TABLES
from workbench.domain.errors import UsageError
from workbench.index.query import Hits
from workbench.index.store import IntArray, TokenStore
from workbench.index.tokenizer import fold, tokenize

SORT_KEYS: Final = ("1L", "2L", "3L", "node", "1R", "2R", "3R")
"""What a concordance can be sorted by: the nth word to the left or right, or the node itself."""

_WHITE_SPACE: Final = re.compile(r"\s+")


def hits_to_spans(store: TokenStore, hits: Hits) -> pd.DataFrame:
    """The hits of a search as a table of document_id, start, end (code points), in the order of the hits."""
    documents, starts, ends = hits.spans(store)
    return pd.DataFrame(
        {
            "document_id": pd.Series([store.document_ids[document] for document in documents.tolist()], dtype="str"),
            "start": starts,
            "end": ends,
        }
    )


def concordance(
    spans: pd.DataFrame,
    *,
    texts: Mapping[str, str],
    outlets: Mapping[str, str],
    dates: Mapping[str, str],
    store: TokenStore,
    window: int = 10,
) -> pd.DataFrame:
    """Each span with the text around it, in the order of ``spans``.

    Args:
        spans: a table with document_id, start, end.
        texts: the stored text by document id.
        outlets: the outlet by document id; ``""`` where it is missing.
        dates: the date by document id; ``""`` where it is missing.
        store: the words of the corpus, for counting the window in words.
        window: words of context on each side, 0 or more.

    Returns:
        The columns of ``kwic``. ``node`` is ``text[start:end]``. ``left`` and ``right`` reach up to the node and keep
        the space that parts them from it, if there is one; line breaks and runs of white space are shown as one space.
        They end where the document does.

    Raises:
        KeyError: a span lies in a document that ``texts`` or the store does not hold.
        UsageError: ``window`` is negative.
    """
    if window < 0:
        raise UsageError(f"The window of a concordance can't be {window} words. Choose 0 or more.")
    rows = []
    bounds: dict[str, tuple[IntArray, IntArray]] = {}
    for document_id, start, end in zip(spans["document_id"], spans["start"], spans["end"], strict=True):
        text = texts[document_id]
        if document_id not in bounds:
            index = store.document_index(document_id)
            tokens = slice(int(store.offsets[index]), int(store.offsets[index + 1]))
            bounds[document_id] = store.starts[tokens], store.ends[tokens]
        begin = _left_edge(bounds[document_id][0], int(start), window)
        finish = _right_edge(*bounds[document_id], int(end), window, len(text))
        rows.append(
            (
                document_id,
                outlets.get(document_id, ""),
                dates.get(document_id, ""),
                int(start),
                int(end),
                _WHITE_SPACE.sub(" ", text[begin:start]),
                text[start:end],
                _WHITE_SPACE.sub(" ", text[end:finish]),
            )
        )
    table = pd.DataFrame(rows, columns=list(TABLES["kwic"]))
    return table.astype({name: "int64" if name in ("start", "end") else "str" for name in TABLES["kwic"]})


def sort_by_context(table: pd.DataFrame, key: str | Sequence[str]) -> pd.DataFrame:
    """A concordance sorted by words of its contexts, e.g. ``"1R"`` or ``("1R", "2R", "1L")``.

    Words are compared without case; a context that is too short comes first, and rows that agree keep their order.

    Raises:
        UsageError: a key is not one of :data:`SORT_KEYS`.
    """
    keys = (key,) if isinstance(key, str) else tuple(key)
    for one in keys:
        if one not in SORT_KEYS:
            raise UsageError(f"A concordance can't be sorted by “{one}”. Choose from: {', '.join(SORT_KEYS)}.")
    columns = [_sort_words(table, one) for one in keys]
    order = sorted(range(len(table)), key=lambda row: [column[row] for column in columns])
    return table.iloc[order].reset_index(drop=True)


def _sort_words(table: pd.DataFrame, key: str) -> list[str]:
    if key == "node":
        return [" ".join(tokenize(node).words) or fold(node) for node in table["node"]]
    distance, left = int(key[0]), key[1] == "L"
    words = [tokenize(context).words for context in table["left" if left else "right"]]
    place = -distance if left else distance - 1
    return [found[place] if len(found) >= distance else "" for found in words]


def _left_edge(starts: IntArray, start: int, window: int) -> int:
    """Where the context to the left begins."""
    if not window:
        return start
    before = int(np.searchsorted(starts, start))  # words that begin in front of the span
    return int(starts[before - window]) if before >= window else 0


def _right_edge(starts: IntArray, ends: IntArray, end: int, window: int, length: int) -> int:
    """Where the context to the right ends."""
    if not window:
        return end
    last = int(np.searchsorted(starts, end)) + window - 1  # counted from the first word that begins behind the span
    return int(ends[last]) if last < ends.size else length
