"""How strongly each frame is suggested in each article.

A dictionary suggests; it does not measure. Every number here is a count of passages that a person can read, accept or reject
(:mod:`workbench.analysis.frame_hits`), or follows from one.

Score of a frame in an article, from 0 to 1::

    variety = different entries found / sqrt(max(words, 200))
    score   = variety / (variety + half_score_at)

A frame shows in the many different ways an article speaks to it, not in one word that keeps coming back, so different
entries are counted rather than hits. Longer articles have more of everything, but not in proportion: the number of
different words in a text grows about as the square root of its length (Guiraud 1954), hence the root. Texts under 200
words are treated as if they had 200, since one word in a short text says little. ``half_score_at`` is in the codebook,
for each frame; a frame is suggested from a score of 0.5 on.

Where a person judged passages of the frame in the article, the score follows from the accepted ones alone, and the frame is
suggested when there is one. An accepted passage that no entry proposed counts as an entry of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.document_groups import check_length
from workbench.analysis.frame_counting import JUDGED, NONE, PROPOSED, Counted
from workbench.analysis.frame_passages import ACCEPTED, OPEN, REJECTED
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.index.arrays import LongArray
from workbench.index.type_weights import FloatArray
from workbench.index.view import View

SUGGESTED_FROM: Final = 0.5
"""The score from which on a frame is suggested."""

SHORTEST_TEXT: Final = 200
"""Words that a shorter text is treated as having."""


def frames(
    view: View, counted: Counted, outlets: Sequence[str], *, codes: Mapping[tuple[str, str], bool] | None = None
) -> Measured:
    """How strongly each frame is suggested in each article of the view.

    Args:
        view: the words that are counted: the denominators.
        counted: the passages, and which of them count.
        outlets: the outlet of each document of the view's store.
        codes: whether a person said that an article uses a frame, by document id and frame.

    Returns:
        Table ``frames``, a row for each admitted article and frame, also where nothing was found: ``hits`` that count, hits
        ``per_1000`` counted words, ``score`` and ``suggested`` as the module describes; passages that were ``accepted``,
        ``rejected`` and are still ``open``; what the hits rest on (``basis``: ``judged``, ``proposed`` or ``none``); the
        ``code`` that a person gave the article (1, 0 or missing). Rate and score are not a number where an article has no
        counted word.

    Raises:
        ValueError: ``outlets`` does not fit the store.
    """
    check_length(view, len(outlets), "outlets")
    codebook = counted.passages.codebook
    names = [frame.name for frame in codebook.frames]
    documents = view.documents
    hits, score = counted.hits[documents], scores(view, counted)
    judged = counted.rests_on_judgements[documents]

    words = view.words_by_document[documents][:, None].astype(np.float64)
    per_1000 = np.full(score.shape, np.nan)
    np.divide(hits * 1000.0, words, out=per_1000, where=words > 0)
    suggested = np.where(judged, hits > 0, score >= SUGGESTED_FROM)
    basis = np.where(judged, JUDGED, np.where(hits > 0, PROPOSED, NONE))
    ids = [view.store.document_ids[d] for d in documents.tolist()]
    given = codes or {}
    table = pd.DataFrame(
        {
            "document_id": _texts([document for document in ids for _ in names]),
            "outlet": _texts([outlets[d] for d in documents.tolist() for _ in names]),
            "codebook": _texts([codebook.name] * (documents.size * len(names))),
            "frame": _texts(names * documents.size),
            "hits": hits.ravel(),
            "per_1000": per_1000.ravel(),
            "score": score.ravel(),
            "suggested": suggested.astype(np.int64).ravel(),
            "accepted": counted.said(ACCEPTED)[documents].ravel(),
            "rejected": counted.said(REJECTED)[documents].ravel(),
            "open": counted.said(OPEN)[documents].ravel(),
            "basis": _texts(basis.ravel().tolist()),
            "code": pd.array([_code(given, document, name) for document in ids for name in names], dtype="Int64"),
        },
        columns=list(TABLES["frames"]),
    )
    notes = counted.notes(documents)
    empty = int((words == 0).sum())
    if empty:
        notes.append(f"{empty} of {documents.size} articles have no counted word, so no rate and no score.")
    return Measured(table, tuple(notes))


def scores(view: View, counted: Counted) -> FloatArray:
    """``float64[articles, frames]``: the score of each admitted article; not a number where it has no counted word."""
    documents = view.documents
    words = view.words_by_document[documents][:, None].astype(np.float64)
    half = np.array([frame.half_score_at for frame in counted.passages.codebook.frames])[None, :]
    variety = _different(counted)[documents] / np.sqrt(np.maximum(words, SHORTEST_TEXT))
    return np.where(words > 0, variety / (variety + half), np.nan)


def _different(counted: Counted) -> LongArray:
    """``int64[documents, frames]``: different entries among the counted passages; one without an entry is one of its own."""
    passages = counted.passages
    documents, frames = passages.shape
    by_entry = counted.rows & (passages.entries >= 0)
    width = len(passages.entry_names) + 1
    keys = np.unique(passages.documents[by_entry] * width + passages.entries[by_entry])
    of_entry = np.array([frame for frame, _ in passages.entry_names], dtype=np.int64)
    pairs = keys // width * frames + (of_entry[keys % width] if keys.size else keys)
    out = np.bincount(pairs, minlength=documents * frames).reshape(documents, frames)
    return (out + passages.by_article(counted.rows & (passages.entries < 0))).astype(np.int64)


def _code(codes: Mapping[tuple[str, str], bool], document: str, frame: str) -> int | None:
    value = codes.get((document, frame))
    return None if value is None else int(value)


def _texts(values: Sequence[str]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")
