"""The words of a corpus with their places, as flat arrays: which word stands where, in which document.

All documents lie one behind the other; ``offsets`` says where each begins. The arrays are plain NumPy so that they can
be memory-mapped and read by compiled code. Which words are counted is not known here: see :mod:`workbench.index.view`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress, no_progress
from workbench.index.arrays import BoolArray, DigestArray, IntArray, LongArray, PlaceArray
from workbench.index.building import build
from workbench.index.places import as_longs, blocks_of, documents_of, first_tokens
from workbench.index.postings import places_where, postings
from workbench.index.tokenizer import fold, normalize

__all__ = ["IntArray", "LongArray", "TokenStore"]

_MERGED_AT_MOST: Final = 64
"""Types whose positions are put together from their postings, however many there are."""
_DENSE: Final = 8
"""From this share of all tokens on (one in so many), one pass over them is quicker than sorting positions."""


@dataclass(frozen=True, eq=False)
class TokenStore:
    """Every word of D documents, N in all. Two stores are equal only when they are the same object."""

    document_ids: tuple[str, ...]
    offsets: LongArray
    """``int64[D + 1]``: document ``d`` holds the tokens ``offsets[d]`` to ``offsets[d + 1]``."""
    ids: IntArray
    """``int32[N]``: each token's type, an index into ``types``."""
    starts: IntArray
    ends: IntArray
    """``int32[N]``: half-open span of each token in code points of its document's text."""
    types: tuple[str, ...]
    """The distinct folded words, sorted."""
    form_ids: IntArray
    """``int32[N]``: each token's form, an index into ``forms``: the word with its case kept."""
    forms: tuple[str, ...]
    form_types: IntArray
    """The type of each form."""

    digests: DigestArray = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    """``uint64[D]``: tells a document's text from others, see :func:`workbench.index.building.digest`; empty: not known."""
    kept_postings: tuple[PlaceArray, LongArray] | None = None
    """Postings that were made before, see :func:`workbench.index.postings.postings`; ``None``: made when needed."""

    @classmethod
    def build(
        cls,
        documents: Iterable[tuple[str, str]],
        *,
        known: TokenStore | None = None,
        progress: Progress = no_progress,
    ) -> TokenStore:
        """Cuts texts into words.

        Args:
            documents: pairs of document id and text; the order is kept.
            known: a store from before. Documents that it holds with the same text are not cut again; where it holds just
                these documents, it is the result.
            progress: told the number of documents done; may raise to stop.

        Raises:
            ValueError: a document id occurs twice.
        """
        built = build(documents, known=known, progress=progress)
        if built is None and known is not None:
            return known
        assert built is not None  # noqa: S101 - only a known store can be what would be built
        return cls(**{one.name: getattr(built, one.name) for one in fields(built)})

    def __len__(self) -> int:
        """Tokens in all documents."""
        return int(self.ids.size)

    def document_index(self, document_id: str) -> int:
        """The place of a document in ``document_ids``. ``KeyError`` when the store does not hold it."""
        return self._document_indices[document_id]

    def index_or_none(self, document_id: str) -> int | None:
        """The place of a document in ``document_ids``; ``None`` when the store does not hold it."""
        return self._document_indices.get(document_id)

    def document_of(self, positions: npt.ArrayLike) -> LongArray:
        """The document index of each token position."""
        places = as_longs(positions)
        out = np.empty(places.size, dtype=np.int64)
        documents_of(places.ravel(), self.offsets, self.blocks, out)
        return out.reshape(places.shape)

    def first_ending_behind(self, document_indices: npt.ArrayLike, places: npt.ArrayLike) -> LongArray:
        """The position of the first token of each document that ends behind a place (code points).

        The next document's first when there is none.
        """
        return self._first(document_indices, places, self.ends, inclusive=False)

    def first_beginning_at(self, document_indices: npt.ArrayLike, places: npt.ArrayLike) -> LongArray:
        """The position of the first token of each document that begins at a place (code points) or behind it.

        The next document's first when there is none.
        """
        return self._first(document_indices, places, self.starts, inclusive=True)

    def _first(
        self, document_indices: npt.ArrayLike, places: npt.ArrayLike, edges: IntArray, *, inclusive: bool
    ) -> LongArray:
        documents = as_longs(document_indices)
        out = np.empty(documents.size, dtype=np.int64)
        first_tokens(documents, as_longs(places), self.offsets, edges, inclusive, out)
        return out

    def id_of(self, word: str) -> int | None:
        """The type id of a word in any case, or ``None`` when it never occurs."""
        return self._type_ids.get(fold(word))

    def form_id_of(self, word: str) -> int | None:
        """The form id of a word in exactly this case, or ``None`` when it never occurs."""
        return self._form_ids.get(normalize(word))

    def positions_of(self, type_ids: npt.ArrayLike) -> LongArray:
        """The positions of all tokens of these types, ascending."""
        wanted = np.unique(np.asarray(type_ids, dtype=np.int64))
        if not wanted.size:
            return np.empty(0, dtype=np.int64)
        places, begins = self.postings
        counts = begins[wanted + 1] - begins[wanted]
        if wanted.size > _MERGED_AT_MOST and counts.sum() > len(self) // _DENSE:
            return places_where(self.ids, _marked(wanted, len(self.types)))
        groups = [places[begins[n] : begins[n + 1]] for n in wanted.tolist()]
        if len(groups) == 1:
            return groups[0].astype(np.int64)
        return np.sort(np.concatenate(groups), kind="stable").astype(np.int64)

    def positions_of_forms(self, form_ids: npt.ArrayLike) -> LongArray:
        """The positions of all tokens of these forms, ascending."""
        wanted = np.unique(np.asarray(form_ids, dtype=np.int64))
        if not wanted.size:
            return np.empty(0, dtype=np.int64)
        # the forms of a type stand where the type does, so there need be no postings of forms
        positions = self.positions_of(self.form_types[wanted])
        return positions[_marked(wanted, len(self.forms))[self.form_ids[positions]]]

    @cached_property
    def postings(self) -> tuple[PlaceArray, LongArray]:
        """The positions of each type: see :func:`workbench.index.postings.postings`."""
        return self.kept_postings or postings(self.ids, len(self.types))

    def place_of(self, document_id: str, digest: int) -> int | None:
        """The index of a document with this text; ``None`` when the store does not hold it."""
        place = self._document_indices.get(document_id)
        if place is None or not self.digests.size or int(self.digests[place]) != digest:
            return None
        return place

    @cached_property
    def blocks(self) -> IntArray:
        """The document of each block of tokens: see :func:`workbench.index.places.blocks_of`."""
        return blocks_of(self.offsets)

    @cached_property
    def token_documents(self) -> IntArray:
        """``int32[N]``: the document index of each token."""
        return np.repeat(np.arange(len(self.document_ids), dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def _document_indices(self) -> Mapping[str, int]:
        return {document_id: n for n, document_id in enumerate(self.document_ids)}

    @cached_property
    def _type_ids(self) -> Mapping[str, int]:
        return {word: n for n, word in enumerate(self.types)}

    @cached_property
    def _form_ids(self) -> Mapping[str, int]:
        return {form: n for n, form in enumerate(self.forms)}


def _marked(numbers: LongArray, size: int) -> BoolArray:
    """``bool[size]``: whether each number is one of these."""
    out = np.zeros(size, dtype=np.bool_)
    out[numbers] = True
    return out
