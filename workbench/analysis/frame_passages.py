"""Passages that may speak for frames, as numbers: a million of them are quick to count by article, frame and outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.analysis.article_places import ArticlePlaces
from workbench.codebooks import Codebook
from workbench.index.store import LongArray, TokenStore
from workbench.index.view import BoolArray, View

SmallArray = npt.NDArray[np.int8]

ENTRY: Final = "entry"
MEANING: Final = "meaning"
PERSON: Final = "person"
SOURCES: Final = (ENTRY, MEANING, PERSON)
"""What proposed a passage: an entry of the codebook, its meaning, or nothing: a person coded it by hand."""

OPEN, ACCEPTED, REJECTED = range(3)
VERDICTS: Final = ("", "accepted", "rejected")
"""What a person said of a passage, in the order of the numbers; empty while nobody said anything."""

OWN: Final = "own"
QUOTED: Final = "quoted"
VOICES: Final = (OWN, QUOTED)
"""Whose words a passage is: the outlet's, or those of somebody it quotes."""


@dataclass(frozen=True, eq=False)
class FramePassages:
    """Passages by document in the order of the store, then frame in the order of the codebook, then place.

    A passage belongs where its first word stands: to the headline, to quoted speech, to what is counted.
    """

    store: TokenStore
    codebook: Codebook
    entry_names: tuple[tuple[int, str], ...]
    """Frame and text of each entry that proposed something."""
    documents: LongArray
    frames: LongArray
    """The number of the frame in the codebook."""
    starts: LongArray
    ends: LongArray
    first: LongArray
    """The position of the first word; -1 for a stretch without words, which is never counted."""
    entries: LongArray
    """The number of the entry in ``entry_names``; -1 where no entry proposed it."""
    sources: SmallArray
    """Numbers in :data:`SOURCES`."""
    verdicts: SmallArray
    """Numbers in :data:`VERDICTS`."""
    places: SmallArray
    """Numbers in :data:`workbench.analysis.article_places.PLACES`."""
    quoted: BoolArray
    """Whether it stands in quoted speech."""

    @classmethod
    def of_table(
        cls,
        table: pd.DataFrame,
        codebook: Codebook,
        store: TokenStore,
        *,
        places: ArticlePlaces | None = None,
        quoted: BoolArray | None = None,
    ) -> tuple[FramePassages, LongArray]:
        """The rows of a table ``frame_evidence`` as numbers, in their order.

        Args:
            table: ``document_id``, ``frame``, ``start``, ``end``, ``entry``, ``source``, ``in_quote`` and ``verdict``. Rows
                of documents that the store does not hold are left out.
            codebook: what the rows were found with.
            store: the words.
            places: where headline and lead of each document are; without it every passage is in the body.
            quoted: which words are quoted (``bool[N]``); without it ``in_quote`` says so.

        Returns:
            The passages, and the number of the row that each one is.

        Raises:
            ValueError: the table names a frame that the codebook does not have.
        """
        frames = _frame_numbers(table["frame"], codebook)
        codes, ids = pd.factorize(table["document_id"])
        known = [store.index_or_none(str(document)) for document in ids]
        index = np.array([-1 if place is None else place for place in known], dtype=np.int64)
        documents = index[codes] if index.size else np.empty(0, dtype=np.int64)
        starts, ends = (table[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
        entries, names = _entry_numbers(table["entry"], frames)
        numbers = cls(
            store,
            codebook,
            names,
            documents,
            frames,
            starts,
            ends,
            np.full(documents.size, -1, dtype=np.int64),
            entries,
            _codes(table["source"], SOURCES),
            _codes(table["verdict"], VERDICTS),
            np.zeros(documents.size, dtype=np.int8),
            table["in_quote"].to_numpy(dtype=np.int64) > 0,
        )
        rows = np.flatnonzero(documents >= 0)
        # a hit of one frame at one place is one passage, whatever proposed it; the first source names it
        order = rows[np.lexsort([a[rows] for a in (numbers.sources, ends, starts, frames, documents)])]
        same = np.zeros(order.size, dtype=np.bool_)
        if order.size:
            same[1:] = np.all([a[order][1:] == a[order][:-1] for a in (documents, frames, starts, ends)], axis=0)
        order = order[~same].astype(np.int64)
        return numbers.take(order)._placed(places, quoted), order

    def __len__(self) -> int:
        return int(self.documents.size)

    @property
    def shape(self) -> tuple[int, int]:
        """Documents of the store, and frames of the codebook."""
        return len(self.store.document_ids), len(self.codebook.frames)

    @property
    def pairs(self) -> LongArray:
        """The article and frame of each passage as one number."""
        return self.documents * len(self.codebook.frames) + self.frames

    def take(self, rows: npt.ArrayLike) -> FramePassages:
        """Some of the passages, by number."""
        chosen = np.asarray(rows)
        arrays: dict[str, Any] = {
            one.name: getattr(self, one.name)[chosen] for one in fields(self) if one.name not in _WHOLE
        }
        return replace(self, **arrays)

    def together_with(self, other: FramePassages) -> tuple[FramePassages, LongArray]:
        """The passages of both in their order, and the number that each had with the others behind these.

        Args:
            other: passages of the same store and codebook that no entry proposed.
        """
        arrays: dict[str, Any] = {
            one.name: np.concatenate([getattr(self, one.name), getattr(other, one.name)])
            for one in fields(self)
            if one.name not in _WHOLE
        }
        both: FramePassages = replace(self, **arrays)
        order = np.lexsort((both.ends, both.starts, both.frames, both.documents)).astype(np.int64)
        return both.take(order), order

    def with_verdicts(self, verdicts: SmallArray) -> FramePassages:
        """The same passages with other verdicts."""
        return replace(self, verdicts=verdicts)

    def by_article(self, rows: npt.ArrayLike) -> LongArray:
        """``int64[documents, frames]``: how many of some passages each article has for each frame."""
        documents, frames = self.shape
        counts = np.bincount(self.pairs[np.asarray(rows)], minlength=documents * frames)
        return counts.reshape(documents, frames).astype(np.int64)

    def in_view(self, view: View) -> BoolArray:
        """Whether each passage is counted by a view: its first word is."""
        there = self.first >= 0
        at = np.where(there, self.first, 0)
        counted = there & view.admitted[self.documents]
        if view.left_out.size and counted.size:
            counted &= ~view.left_out[at]
        return counted

    def _placed(self, places: ArticlePlaces | None, quoted: BoolArray | None) -> FramePassages:
        """With first words, and where those stand."""
        store = self.store
        if not len(store) or not len(self):
            return self
        first = np.asarray(store.first_ending_behind(self.documents, self.starts), dtype=np.int64)
        inside = first < store.offsets[self.documents + 1]
        at = np.where(inside, first, 0)
        inside &= store.starts[at] < self.ends
        where = self.places
        if places is not None:
            where = places.of(self.documents, np.where(inside, store.starts[at], self.starts).astype(np.int64))
        in_quote = self.quoted if quoted is None else quoted[at] & inside
        return replace(self, first=np.where(inside, first, -1), places=where, quoted=in_quote)


_WHOLE: Final = frozenset({"store", "codebook", "entry_names"})
"""What does not belong to a single passage."""


def _codes(values: pd.Series[str], names: Sequence[str]) -> SmallArray:
    numbers = {name: n for n, name in enumerate(names)}
    codes, found = pd.factorize(values)
    table = np.array([numbers[str(name)] for name in found], dtype=np.int8)
    return table[codes] if table.size else np.empty(0, dtype=np.int8)


def _frame_numbers(values: pd.Series[str], codebook: Codebook) -> LongArray:
    numbers: Mapping[str, int] = {frame.name: n for n, frame in enumerate(codebook.frames)}
    codes, found = pd.factorize(values)
    unknown = sorted(str(name) for name in found if str(name) not in numbers)
    if unknown:
        raise ValueError(f"the codebook {codebook.name!r} has no frame {', '.join(map(repr, unknown))}")
    table = np.array([numbers[str(name)] for name in found], dtype=np.int64)
    return table[codes] if table.size else np.empty(0, dtype=np.int64)


def _entry_numbers(values: pd.Series[str], frames: LongArray) -> tuple[LongArray, tuple[tuple[int, str], ...]]:
    """The number of the entry of each row, and what the entries are; two frames may have entries of the same text."""
    codes, texts = pd.factorize(values)
    if not len(texts):
        return np.full(frames.size, -1, dtype=np.int64), ()
    pairs, which = np.unique(frames * len(texts) + codes, return_inverse=True)
    names = [(int(pair) // len(texts), str(texts[int(pair) % len(texts)])) for pair in pairs.tolist()]
    kept = [n for n, (_, text) in enumerate(names) if text]
    number = np.full(len(names), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    return number[which], tuple(names[n] for n in kept)
