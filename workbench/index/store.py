"""The words of a corpus with their places, as flat arrays: which word stands where, in which document.

All documents lie one behind the other; ``offsets`` says where each begins. The arrays are plain NumPy so that they can
be memory-mapped and read by compiled code. Which words are counted is not known here: see :mod:`workbench.index.view`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from workbench.domain.progress import Progress, no_progress
from workbench.index.tokenizer import fold, normalize, scan

IntArray = npt.NDArray[np.int32]
LongArray = npt.NDArray[np.int64]

_REPORT_EVERY = 50
_ONE_PASS_FROM = 64


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

    @classmethod
    def build(cls, documents: Iterable[tuple[str, str]], *, progress: Progress = no_progress) -> TokenStore:
        """Cuts texts into words.

        Args:
            documents: pairs of document id and text; the order is kept.
            progress: told the number of documents done; may raise to stop.

        Raises:
            ValueError: a document id occurs twice.
        """
        total = len(documents) if isinstance(documents, Sized) else 0
        document_ids: list[str] = []
        lengths: list[int] = []
        starts: list[IntArray] = []
        ends: list[IntArray] = []
        written_ids: list[IntArray] = []
        written: defaultdict[str, int] = defaultdict()
        written.default_factory = written.__len__  # a new word gets the next number
        for n, (document_id, text) in enumerate(documents):
            if n % _REPORT_EVERY == 0:
                progress(n, total, "Indexing words")
            document_starts, document_ends, words = scan(text)
            document_ids.append(document_id)
            lengths.append(len(words))
            starts.append(document_starts)
            ends.append(document_ends)
            written_ids.append(np.fromiter(map(written.__getitem__, words), dtype=np.int32, count=len(words)))
        progress(len(document_ids), len(document_ids), "Indexing words")
        if len(set(document_ids)) < len(document_ids):
            twice = next(i for i in document_ids if document_ids.count(i) > 1)
            raise ValueError(f"the document id {twice!r} occurs twice")

        # spellings that differ in apostrophe, composition or soft hyphens are one form
        normalized = [normalize(word) for word in written]
        forms, form_of_written = _numbered(normalized)
        types, form_types = _numbered([fold(form) for form in forms])
        form_ids = form_of_written[_joined(written_ids)]
        return cls(
            document_ids=tuple(document_ids),
            offsets=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
            ids=form_types[form_ids],
            starts=_joined(starts),
            ends=_joined(ends),
            types=types,
            form_ids=form_ids,
            forms=forms,
            form_types=form_types,
        )

    def __len__(self) -> int:
        """Tokens in all documents."""
        return int(self.ids.size)

    def document_index(self, document_id: str) -> int:
        """The place of a document in ``document_ids``. ``KeyError`` when the store does not hold it."""
        return self._document_indices[document_id]

    def document_of(self, positions: npt.ArrayLike) -> LongArray:
        """The document index of each token position."""
        return np.asarray(np.searchsorted(self.offsets, positions, side="right") - 1, dtype=np.int64)

    def id_of(self, word: str) -> int | None:
        """The type id of a word in any case, or ``None`` when it never occurs."""
        return self._type_ids.get(fold(word))

    def form_id_of(self, word: str) -> int | None:
        """The form id of a word in exactly this case, or ``None`` when it never occurs."""
        return self._form_ids.get(normalize(word))

    def positions_of(self, type_ids: npt.ArrayLike) -> LongArray:
        """The positions of all tokens of these types, ascending."""
        return _gather(type_ids, self.ids, len(self.types), lambda: self._postings)

    def positions_of_forms(self, form_ids: npt.ArrayLike) -> LongArray:
        """The positions of all tokens of these forms, ascending."""
        return _gather(form_ids, self.form_ids, len(self.forms), lambda: self._form_postings)

    @cached_property
    def token_documents(self) -> IntArray:
        """``int32[N]``: the document index of each token."""
        return np.repeat(np.arange(len(self.document_ids), dtype=np.int32), np.diff(self.offsets))

    @cached_property
    def end_keys(self) -> LongArray:
        """``int64[N]``, ascending: document index and end of each token in one number, see :attr:`key_stride`."""
        return self.token_documents.astype(np.int64) * self.key_stride + self.ends

    @cached_property
    def key_stride(self) -> int:
        """What a document index is multiplied by in :attr:`end_keys`."""
        return (int(self.ends.max()) if self.ends.size else 0) + 2

    @cached_property
    def _document_indices(self) -> Mapping[str, int]:
        return {document_id: n for n, document_id in enumerate(self.document_ids)}

    @cached_property
    def _type_ids(self) -> Mapping[str, int]:
        return {word: n for n, word in enumerate(self.types)}

    @cached_property
    def _form_ids(self) -> Mapping[str, int]:
        return {form: n for n, form in enumerate(self.forms)}

    @cached_property
    def _postings(self) -> tuple[LongArray, LongArray]:
        return _counting_sort(self.ids, len(self.types))

    @cached_property
    def _form_postings(self) -> tuple[LongArray, LongArray]:
        return _counting_sort(self.form_ids, len(self.forms))


def _numbered(words: list[str]) -> tuple[tuple[str, ...], IntArray]:
    """The distinct words, sorted, and for each word given its number among them."""
    distinct = tuple(sorted(set(words)))
    number = {word: n for n, word in enumerate(distinct)}
    return distinct, np.fromiter((number[word] for word in words), dtype=np.int32, count=len(words))


def _joined(parts: list[IntArray]) -> IntArray:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)


def _counting_sort(ids: IntArray, kinds: int) -> tuple[LongArray, LongArray]:
    """Positions grouped by id, ascending within each, and where each id's group begins."""
    row = csr_array((np.arange(ids.size, dtype=np.int64), ids, np.array([0, ids.size])), shape=(1, max(kinds, 1)))
    columns = row.tocsc()  # converting one row into columns is a stable counting sort in compiled code
    return np.asarray(columns.data, dtype=np.int64), np.asarray(columns.indptr, dtype=np.int64)


def _gather(
    ids: npt.ArrayLike, tokens: IntArray, kinds: int, postings: Callable[[], tuple[LongArray, LongArray]]
) -> LongArray:
    """The ascending positions of all tokens with these ids: from the postings, or in one pass where there are many."""
    wanted = np.unique(np.asarray(ids, dtype=np.int64))
    if not wanted.size:
        return np.empty(0, dtype=np.int64)
    if wanted.size > _ONE_PASS_FROM:
        is_wanted = np.zeros(kinds, dtype=np.bool_)
        is_wanted[wanted] = True
        return np.flatnonzero(is_wanted[tokens]).astype(np.int64, copy=False)
    positions, begins = postings()
    groups = [positions[begins[n] : begins[n + 1]] for n in wanted]
    return groups[0].copy() if len(groups) == 1 else np.sort(np.concatenate(groups))
