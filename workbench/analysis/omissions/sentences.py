"""The sentences of stories as vectors, so that the one nearest to what another outlet says can be found.

A sentence is the stems of its words (their first letters, function words left out), the entities that it mentions, by whatever
name, and its amounts. Each weighs by its inverse document frequency over all these sentences (Spärck Jones 1972), smoothed so
that a handful of them still gives sensible weights. Likeness is the cosine, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from workbench.analysis.article_places import ArticlePlaces, PlaceArray
from workbench.analysis.omissions.amounts import Amount, amounts
from workbench.analysis.span_counts import counted_spans
from workbench.domain.function_words import ENGLISH
from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray, TokenStore
from workbench.index.view import View

STEM: Final = 5
"""Letters of a word that are compared, so that inflection does not matter."""
OTHER_SENTENCES: Final = 50
"""Sentences on other things that the weights are smoothed with."""
_STEP: Final = 2000
"""Sentences between two words about how far it is."""
_REACH: Final = 1 << 40
"""More code points than any text has: document and place make one number that sorts."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sentences:
    """The counted sentences of articles, in the order of the store and of the text."""

    documents: LongArray
    """The index of each sentence's document in the store."""
    starts: LongArray
    ends: LongArray
    places: PlaceArray
    """Numbers in :data:`workbench.analysis.article_places.PLACES`."""
    words: LongArray
    """How many words each one has."""
    vectors: csr_array
    """A row of length 1 for each sentence; of length 0 for one without any word that says something."""
    information: FloatArray
    """The sum of the weights of what is in each sentence."""
    amounts: tuple[tuple[int, Amount], ...]
    """Amounts with the number of the sentence in which they stand."""
    entities: dict[str, LongArray]
    """By entity the sentences that mention it, also by a pronoun or a description."""

    @classmethod
    def none(cls) -> Sentences:
        """No sentence at all."""
        nothing = np.empty(0, dtype=np.int64)
        return cls(
            documents=nothing,
            starts=nothing,
            ends=nothing,
            places=nothing.astype(np.int8),
            words=nothing,
            vectors=csr_array((0, 0)),
            information=np.empty(0),
            amounts=(),
            entities={},
        )

    def __len__(self) -> int:
        return int(self.documents.size)

    @cached_property
    def _keys(self) -> LongArray:
        return self.documents * _REACH + self.starts

    def at(self, documents: npt.ArrayLike, places: npt.ArrayLike) -> LongArray:
        """The number of the sentence in which each place stands; -1 where it stands in none."""
        asked, where = np.asarray(documents, dtype=np.int64), np.asarray(places, dtype=np.int64)
        found = np.searchsorted(self._keys, asked * _REACH + where, side="right") - 1
        if not len(self):
            return np.full(asked.shape, -1, dtype=np.int64)
        inside = (found >= 0) & (self.documents[found] == asked) & (where < self.ends[found])
        return np.where(inside, found, -1).astype(np.int64)


def sentences_of(
    view: View,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    places: ArticlePlaces,
    text_of: Callable[[int], str],
    *,
    progress: Progress = no_progress,
) -> Sentences:
    """The counted sentences of a table.

    Args:
        view: what is counted; a sentence is when its first word is.
        sentences: a table ``sentences``, of the articles that are wanted.
        mentions: a table ``mentions`` of any kind.
        places: where headline and lead of each document of the store are.
        text_of: the text of a document of the store.
        progress: told how many sentences were looked at; may raise to stop.
    """
    counted, documents = counted_spans(view, sentences)
    documents = documents[counted]
    starts = sentences["start"].to_numpy(dtype=np.int64)[counted]
    ends = sentences["end"].to_numpy(dtype=np.int64)[counted]
    order = np.lexsort((ends, starts, documents))
    documents, starts, ends = documents[order], starts[order], ends[order]
    store = view.store
    first, last = store.first_beginning_at(documents, starts), store.first_beginning_at(documents, ends)
    last = np.maximum(first, last)
    bare = Sentences(
        documents=documents,
        starts=starts,
        ends=ends,
        places=places.of(documents, starts),
        words=last - first,
        vectors=csr_array((documents.size, 0)),
        information=np.zeros(documents.size),
        amounts=(),
        entities={},
    )
    in_them = _amounts(bare, text_of, progress)
    named = _mentioned(bare, store, mentions)
    rows, columns = _features(store, first, last, in_them, named)
    vectors, information = _weighed(rows, columns, len(bare))
    return Sentences(
        documents=documents,
        starts=starts,
        ends=ends,
        places=bare.places,
        words=bare.words,
        vectors=vectors,
        information=information,
        amounts=in_them,
        entities=named,
    )


def _amounts(sentences: Sentences, text_of: Callable[[int], str], progress: Progress) -> tuple[tuple[int, Amount], ...]:
    found: list[tuple[int, Amount]] = []
    total = len(sentences)
    at, text = -1, ""
    columns = (sentences.documents.tolist(), sentences.starts.tolist(), sentences.ends.tolist())
    for n, (document, start, end) in enumerate(zip(*columns, strict=True)):
        if n % _STEP == 0:
            progress(n, total, "Reading sentences")
        if document != at:
            at, text = document, text_of(document)
        found += ((n, amount) for amount in amounts(text[start:end], start))
    return tuple(found)


def _mentioned(sentences: Sentences, store: TokenStore, mentions: pd.DataFrame) -> dict[str, LongArray]:
    known = mentions[mentions["entity_id"] != ""]
    numbers = {document_id: n for n, document_id in enumerate(store.document_ids)}
    documents = np.asarray(known["document_id"].map(numbers).fillna(-1), dtype=np.int64)
    where = sentences.at(documents, known["start"].to_numpy(dtype=np.int64))
    inside = where >= 0
    pairs = pd.DataFrame({"entity": known["entity_id"].to_numpy()[inside], "sentence": where[inside]}).drop_duplicates()
    return {str(entity): np.sort(own.to_numpy(dtype=np.int64)) for entity, own in pairs.groupby("entity")["sentence"]}


def _features(
    store: TokenStore,
    first: LongArray,
    last: LongArray,
    in_them: Sequence[tuple[int, Amount]],
    named: dict[str, LongArray],
) -> tuple[LongArray, LongArray]:
    """Pairs of a sentence and a number of what is in it, each pair once."""
    stems: dict[str, int] = {}
    stem_of_type = np.array(
        [-1 if word in ENGLISH or word == "'s" else stems.setdefault(word[:STEM], len(stems)) for word in store.types],
        dtype=np.int64,
    )
    lengths = last - first
    rows = np.repeat(np.arange(first.size), lengths)
    tokens = np.arange(rows.size) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(first, lengths)
    columns = stem_of_type[store.ids[tokens]] if rows.size else np.empty(0, dtype=np.int64)
    rows, columns = rows[columns >= 0], columns[columns >= 0]
    parts = [(rows, columns)]
    begin = len(stems)
    for n, own in enumerate(named.values()):
        parts.append((own, np.full(own.size, begin + n)))
    begin += len(named)
    values: dict[tuple[float, bool], int] = {}
    numbers = [values.setdefault((amount.value, amount.percent), len(values)) for _, amount in in_them]
    parts.append((np.array([n for n, _ in in_them], dtype=np.int64), begin + np.array(numbers, dtype=np.int64)))
    pairs = np.unique(np.column_stack([np.concatenate([p[side] for p in parts]) for side in (0, 1)]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _weighed(rows: LongArray, columns: LongArray, count: int) -> tuple[csr_array, FloatArray]:
    width = int(columns.max()) + 1 if columns.size else 0
    often = np.bincount(columns, minlength=width)
    weights = np.log((count + OTHER_SENTENCES) / (often + 1.0))
    values = np.maximum(weights, 0.0)[columns]
    information: FloatArray = np.asarray(np.bincount(rows, values, minlength=count), dtype=np.float64)
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=count))
    lengths[lengths == 0] = 1.0
    return csr_array((values / lengths[rows], (rows, columns)), shape=(count, width)), information
