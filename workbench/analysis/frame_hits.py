"""Where the searches of a codebook stand: every place is a passage that may speak for a frame.

A dictionary suggests; it does not measure. Every place is a row that a person can read, accept or reject. What is counted of
them is the matter of :mod:`workbench.analysis.frame_counting`.

Negated places are found too. An article that denies a frame ("nobody is to blame") still raises it, which is what the
questions of Semetko and Valkenburg (2000) ask, and the rule that finds negations is a plain window of words. They are
marked, so that a person can look at them and reject them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from workbench.analysis.frame_passages import ENTRY
from workbench.codebooks import Codebook, Frame
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.spans import Interval
from workbench.index import query
from workbench.index.store import LongArray, TokenStore
from workbench.index.view import BoolArray, View

NEGATION_WINDOW: Final = 3
"""Words before a hit in which a negation is looked for, within the sentence."""

NEGATIONS: Final = frozenset(
    {
        *(
            "not",
            "no",
            "never",
            "nor",
            "neither",
            "none",
            "nobody",
            "nothing",
            "without",
            "cannot",
            "hardly",
            "scarcely",
        ),
        *("deny", "denies", "denied", "denying", "lack", "lacks", "lacked", "lacking"),
    }
)
"""Words that negate, besides every word that ends with n't."""

NOT_NEGATING: Final = (
    ("not", "only"),
    ("not", "just"),
    ("not", "merely"),
    ("not", "simply"),
    ("no", "doubt"),
    ("no", "wonder"),
)
"""Words that seem to negate but do not: ``not only the cost``."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_BREAK: Final = re.compile(r"[.!?;:\n]")
_FEW_HITS: Final = 2000
"""Hits up to which only the words before them are looked at."""


def frame_evidence(
    view_all: View,
    codebook: Codebook,
    *,
    texts: Mapping[str, str],
    quoted: Mapping[str, Sequence[Interval]],
) -> Measured:
    """Every hit of every entry, one row each.

    Hits of one frame that overlap are one piece of evidence: the longest stays (the first, when they are equally long),
    so a place is never counted twice within a frame. A place may be evidence for two frames.

    Args:
        view_all: where to look, as a rule everything; what is counted is chosen later.
        codebook: the frames and their entries.
        texts: the stored text of each document in the view, by document id.
        quoted: quoted passages by document id; a hit is quoted when its first word begins in one.

    Returns:
        Table ``frame_evidence``: by document in the order of the store, then frame in the order of the codebook, then
        place. ``verdict``, ``place`` and ``why`` are empty and all are counted: what people said, where in the article a
        passage stands and what counts is added by who knows it (:mod:`workbench.workspace.decided_frames`).
    """
    store = view_all.store
    parts: list[tuple[LongArray, LongArray, LongArray, LongArray]] = []
    entries: list[str] = []
    for number, frame in enumerate(codebook.frames):
        first, length, entry = _hits(view_all, frame)
        parts.append((first, length, entry + len(entries), np.full(first.size, number, dtype=np.int64)))
        entries += [e.text for e in frame.entries]
    first, length, entry, frames_found = (
        np.concatenate([part[column] for part in parts]) if parts else np.empty(0, dtype=np.int64)
        for column in range(4)
    )
    documents = store.document_of(first)
    order = np.lexsort((first, frames_found, documents))
    first, length, entry, frames_found, documents = (a[order] for a in (first, length, entry, frames_found, documents))
    hits = query.Hits(first, length.astype(np.int32))
    _, starts, ends = hits.spans(store)
    document_ids = [store.document_ids[d] for d in documents.tolist()]
    spans = list(zip(document_ids, starts.tolist(), ends.tolist(), strict=True))
    table = pd.DataFrame(
        {
            "document_id": _texts(document_ids),
            "frame": _texts([codebook.frames[n].name for n in frames_found.tolist()]),
            "start": starts,
            "end": ends,
            "text": _texts([texts[document_id][start:end] for document_id, start, end in spans]),
            "entry": _texts([entries[n] for n in entry.tolist()]),
            "in_quote": View.of(store, only=quoted).counted[first].astype(np.int64),
            "negated": negated(store, first, texts).astype(np.int64),
            "verdict": _texts([""] * len(spans)),
            "codebook": _texts([codebook.name] * len(spans)),
            "source": _texts([ENTRY] * len(spans)),
            "place": _texts([""] * len(spans)),
            "similarity": np.full(len(spans), np.nan),
            "why": _texts([""] * len(spans)),
            "counted": np.ones(len(spans), dtype=np.int64),
        },
        columns=list(TABLES["frame_evidence"]),
    )
    return Measured(table)


def _texts(values: Sequence[str]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")


def _hits(view: View, frame: Frame) -> tuple[LongArray, LongArray, LongArray]:
    """First tokens, lengths and entry numbers of a frame's hits, none overlapping, ascending."""
    found = [_entry_hits(view, query.parse(entry.text)) for entry in frame.entries]
    if not found:
        return (np.empty(0, dtype=np.int64),) * 3
    first = np.concatenate([hits.first for hits in found]).astype(np.int64)
    length = np.concatenate([hits.length for hits in found]).astype(np.int64)
    entry = np.repeat(np.arange(len(found), dtype=np.int64), [len(hits) for hits in found])
    order = np.lexsort((entry, -length, first))
    first, length, entry = first[order], length[order], entry[order]
    kept = _longest(first, length)
    return first[kept], length[kept], entry[kept]


def _entry_hits(view: View, search: query.Query) -> query.Hits:
    """The hits of an entry; none where it asks for what is not annotated yet."""
    if view.words is None and search.needs_words:
        return query.Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))
    return query.find(view, search)


def _longest(first: LongArray, length: LongArray) -> BoolArray:
    """Which of the hits (ascending) stay when of overlapping ones the longest, then the earliest, is kept."""
    keep = np.ones(first.size, dtype=np.bool_)
    if not first.size:
        return keep
    reach = np.maximum.accumulate(first + length)
    group = np.concatenate([[0], np.cumsum(first[1:] >= reach[:-1])])
    sizes = np.bincount(group)
    begins = np.concatenate([[0], np.cumsum(sizes)])
    for crowded in np.flatnonzero(sizes > 1).tolist():
        members = range(int(begins[crowded]), int(begins[crowded + 1]))
        taken: list[tuple[int, int]] = []
        for n in sorted(members, key=lambda m: (-int(length[m]), m)):
            begin, end = int(first[n]), int(first[n] + length[n])
            if any(begin < other_end and other < end for other, other_end in taken):
                keep[n] = False
            else:
                taken.append((begin, end))
    return keep


def denies(sentence: str) -> bool:
    """Whether a negating word stands in a sentence: the same words as before a hit."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sentence)]
    return any(_is_negation(word) and (word, after) not in NOT_NEGATING for word, after in pairwise([*words, ""]))


def negated(store: TokenStore, first: LongArray, texts: Mapping[str, str]) -> BoolArray:
    """Whether a negating word stands among the three words before each hit, in the same sentence.

    The end of a sentence is a full stop, a question or exclamation mark, a colon, a semicolon or a line end.

    Args:
        store: the words.
        first: the first word of each hit.
        texts: the stored text of each document, by document id.
    """
    out = np.zeros(first.size, dtype=np.bool_)
    if not first.size:
        return out
    if first.size < _FEW_HITS:  # not worth looking through all words of the corpus
        words = {int(n) for back in range(1, NEGATION_WINDOW + 1) for n in store.ids[np.maximum(first - back, 0)]}
    else:
        words = set(range(len(store.types)))
    negating = np.array(sorted(n for n in words if _is_negation(store.types[n])), dtype=np.int64)
    if not negating.size:
        return out
    for back in range(1, NEGATION_WINDOW + 1):
        places = np.flatnonzero(first >= back)
        at = first[places] - back
        same = store.token_documents[at] == store.token_documents[first[places]]
        hit = same & np.isin(store.ids[at], negating)
        for place, position in zip(places[hit].tolist(), at[hit].tolist(), strict=True):
            out[place] = out[place] or _negates(store, position, int(first[place]), texts)
    return out


def _is_negation(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def _negates(store: TokenStore, position: int, hit: int, texts: Mapping[str, str]) -> bool:
    """Whether the negating word at a position belongs to the sentence of the hit and does negate."""
    following = store.types[store.ids[position + 1]] if position + 1 < len(store) else ""
    if (store.types[store.ids[position]], following) in NOT_NEGATING:
        return False
    text = texts[store.document_ids[store.token_documents[position]]]
    # only what stands between words is looked at: the full stops of an acronym end no sentence
    gaps = zip(store.ends[position:hit].tolist(), store.starts[position + 1 : hit + 1].tolist(), strict=True)
    return not any(_SENTENCE_BREAK.search(text, start, end) for start, end in gaps)
