"""Where the entries of a codebook stand, and how strongly they suggest each frame in each article.

A dictionary suggests; it does not measure. Every hit is a row of evidence that a person can read, accept or reject, and
every number here is a count of such rows or follows from one.

Score of a frame in an article, from 0 to 1::

    variety = different entries found / sqrt(max(words, 200))
    score   = variety / (variety + half_score_at)

A frame shows in the many different ways an article speaks to it, not in one word that keeps coming back, so different
entries are counted rather than hits. Longer articles have more of everything, but not in proportion: the number of
different words in a text grows about as the square root of its length (Guiraud 1954), hence the root. Texts under 200
words are treated as if they had 200, since one word in a short text says little. ``half_score_at`` is in the codebook,
for each frame; a frame is suggested from a score of 0.5 on.

Negated hits are counted. An article that denies a frame ("nobody is to blame") still raises it, which is what the
questions of Semetko and Valkenburg (2000) ask, and the rule that finds negations is a plain window of words. They are
marked, so that a person can look at them and reject them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from workbench.analysis.bootstrap import FEW_ARTICLES, MINIMUM_ARTICLES, REPLICATES, SEED, generator_for, rate_intervals
from workbench.analysis.outlet_groups import OutletGroup, outlet_groups, with_articles
from workbench.analysis.span_counts import counted_spans
from workbench.codebooks import Codebook, Frame
from workbench.domain.columns import TABLES
from workbench.domain.measured import Measured
from workbench.domain.spans import Interval
from workbench.index import query
from workbench.index.store import LongArray, TokenStore
from workbench.index.view import BoolArray, View

ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
"""What a person may say of a hit, in the column ``verdict``. Rejected hits are not counted; an empty verdict is."""

SUGGESTED_FROM: Final = 0.5
"""The score from which on a frame is suggested."""

SHORTEST_TEXT: Final = 200
"""Words that a shorter text is treated as having."""

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

BY_OUTLET_COLUMNS: Final = ("frame", "outlet", "hits", "per_1000", "low", "high", "articles", "words")

_SENTENCE_BREAK: Final = re.compile(r"[.!?;:\n]")


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
        view_all: where to look, as a rule everything; what is counted is chosen later, by the view of :func:`frames`.
        codebook: the frames and their entries.
        texts: the stored text of each document in the view, by document id.
        quoted: quoted passages by document id; a hit is quoted when its first word begins in one.

    Returns:
        Table ``frame_evidence``: by document in the order of the store, then frame in the order of the codebook, then
        place. ``verdict`` is empty.
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
            "negated": _negated(store, first, texts).astype(np.int64),
            "verdict": _texts([""] * len(spans)),
        },
        columns=list(TABLES["frame_evidence"]),
    )
    return Measured(table)


def frames(view: View, codebook: Codebook, evidence: pd.DataFrame, outlets: Sequence[str]) -> Measured:
    """How strongly each frame is suggested in each article of the view.

    Args:
        view: what is counted; a hit is in when its first word is.
        codebook: the codebook that the evidence was found with.
        evidence: a table ``frame_evidence``; rows with the verdict ``rejected`` are left out.
        outlets: the outlet of each document of the view's store.

    Returns:
        Table ``frames``, a row for each admitted article and frame, also where nothing was found: ``hits``, hits
        ``per_1000`` counted words, ``score`` and ``suggested`` as the module describes. Rate and score are not a number
        where an article has no counted word.

    Raises:
        ValueError: ``outlets`` does not fit the store, or the evidence names a frame that the codebook does not have.
    """
    _check(view, outlets)
    counted = counted_evidence(view, codebook, evidence)
    names = [frame.name for frame in codebook.frames]
    documents = view.documents
    hits = _hits_by_document(view, codebook, counted)
    different = _hits_by_document(view, codebook, counted.drop_duplicates(["document", "frame", "entry"]))

    words = view.words_by_document[documents][:, None].astype(np.float64)
    half = np.array([frame.half_score_at for frame in codebook.frames])[None, :]
    variety = different[documents] / np.sqrt(np.maximum(words, SHORTEST_TEXT))
    per_1000 = np.full(variety.shape, np.nan)
    np.divide(hits[documents] * 1000.0, words, out=per_1000, where=words > 0)
    score = np.where(words > 0, variety / (variety + half), np.nan)
    table = pd.DataFrame(
        {
            "document_id": _texts([view.store.document_ids[d] for d in documents.tolist() for _ in names]),
            "outlet": _texts([outlets[d] for d in documents.tolist() for _ in names]),
            "codebook": _texts([codebook.name] * (documents.size * len(names))),
            "frame": _texts(names * documents.size),
            "hits": hits[documents].ravel(),
            "per_1000": per_1000.ravel(),
            "score": score.ravel(),
            "suggested": (score >= SUGGESTED_FROM).astype(np.int64).ravel(),
        },
        columns=list(TABLES["frames"]),
    )
    empty = int((words == 0).sum())
    notes = [f"{empty} of {documents.size} articles have no counted word, so no rate and no score."] if empty else []
    return Measured(table, tuple(notes))


def frames_by_outlet(
    view: View,
    codebook: Codebook,
    evidence: pd.DataFrame,
    outlets: Sequence[str],
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Measured:
    """How often each outlet uses each frame: hits per 1,000 counted words, with intervals.

    Args:
        view: what is counted; a hit is in when its first word is.
        codebook: the codebook that the evidence was found with.
        evidence: a table ``frame_evidence``; rows with the verdict ``rejected`` are left out.
        outlets: the outlet of each document of the view's store, in its order.
        replicates: resamplings behind each interval; 0 leaves intervals out.
        seed: the same seed gives the same table.

    Returns:
        ``frame``, ``outlet``, ``hits``, ``per_1000``, ``low``, ``high`` (a 95 % percentile bootstrap that resamples the
        outlet's articles), and as denominators the outlet's ``articles`` with counted words and its counted ``words``.
        Frames in the order of the codebook, outlets in alphabetical order. The ends of an interval are not a number
        with fewer than 2 articles and for 0 hits, the rate without a counted word.

    Raises:
        ValueError: ``outlets`` does not fit the store, or the evidence names a frame that the codebook does not have.
    """
    groups = outlet_groups(view, outlets)
    hits = _hits_by_document(view, codebook, counted_evidence(view, codebook, evidence))
    none = np.full(len(codebook.frames), np.nan)
    intervals = [
        rate_intervals(
            csc_array(hits[group.documents]),
            group.words,
            replicates=replicates,
            generator=generator_for(seed, group.outlet),
        )
        if replicates
        else (none, none)
        for group in groups
    ]
    rows: list[tuple[str, str, int, float, float, float, int, int]] = []
    for number, frame in enumerate(codebook.frames):
        for group, (low, high) in zip(groups, intervals, strict=True):
            total, words = int(hits[group.documents, number].sum()), group.total_words
            rate = total * 1000.0 / words if words else np.nan
            ends = float(low[number]), float(high[number])
            rows.append((frame.name, group.outlet, total, rate, *ends, group.articles, words))
    table = pd.DataFrame(rows, columns=list(BY_OUTLET_COLUMNS))
    return Measured(table, tuple(_notes(groups, table, replicates=replicates, seed=seed)))


def counted_evidence(view: View, codebook: Codebook, evidence: pd.DataFrame) -> pd.DataFrame:
    """The rows of evidence that a view counts and no person rejected, with the index of their document in ``document``.

    Every hit in :func:`frames` and :func:`frames_by_outlet` is one of these rows.

    Raises:
        ValueError: the evidence names a frame that the codebook does not have.
    """
    unknown = sorted(set(evidence["frame"]) - {frame.name for frame in codebook.frames})
    if unknown:
        raise ValueError(f"the codebook {codebook.name!r} has no frame {', '.join(map(repr, unknown))}")
    counted, documents = counted_spans(view, evidence)
    kept = counted & (evidence["verdict"] != REJECTED).to_numpy(dtype=np.bool_)
    return evidence.assign(document=documents)[kept]


def _check(view: View, outlets: Sequence[str]) -> None:
    if len(outlets) != len(view.store.document_ids):
        raise ValueError(f"{len(outlets)} outlets for {len(view.store.document_ids)} documents")


def _texts(values: Sequence[str]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")


def _hits_by_document(view: View, codebook: Codebook, counted: pd.DataFrame) -> LongArray:
    """``int64[D, frames]``: rows of counted evidence for each document of the store and frame."""
    out = np.zeros((len(view.store.document_ids), len(codebook.frames)), dtype=np.int64)
    number = {frame.name: n for n, frame in enumerate(codebook.frames)}
    frame_numbers = np.array([number[name] for name in counted["frame"]], dtype=np.int64)
    np.add.at(out, (counted["document"].to_numpy(dtype=np.int64), frame_numbers), 1)
    return out


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
    notes.append("Hits are suggestions of a word list, not measurements. Read them, and accept or reject them.")
    return notes


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


def _negated(store: TokenStore, first: LongArray, texts: Mapping[str, str]) -> BoolArray:
    """Whether a negating word stands among the three words before each hit, in the same sentence.

    The end of a sentence is a full stop, a question or exclamation mark, a colon, a semicolon or a line end.
    """
    out = np.zeros(first.size, dtype=np.bool_)
    negating = np.array([n for n, word in enumerate(store.types) if word in NEGATIONS or word.endswith("n't")])
    if not negating.size or not first.size:
        return out
    for back in range(1, NEGATION_WINDOW + 1):
        places = np.flatnonzero(first >= back)
        at = first[places] - back
        same = store.token_documents[at] == store.token_documents[first[places]]
        hit = same & np.isin(store.ids[at], negating)
        for place, position in zip(places[hit].tolist(), at[hit].tolist(), strict=True):
            out[place] = out[place] or _negates(store, position, int(first[place]), texts)
    return out


def _negates(store: TokenStore, position: int, hit: int, texts: Mapping[str, str]) -> bool:
    """Whether the negating word at a position belongs to the sentence of the hit and does negate."""
    following = store.types[store.ids[position + 1]] if position + 1 < len(store) else ""
    if (store.types[store.ids[position]], following) in NOT_NEGATING:
        return False
    text = texts[store.document_ids[store.token_documents[position]]]
    # only what stands between words is looked at: the full stops of an acronym end no sentence
    gaps = zip(store.ends[position:hit].tolist(), store.starts[position + 1 : hit + 1].tolist(), strict=True)
    return not any(_SENTENCE_BREAK.search(text, start, end) for start, end in gaps)
