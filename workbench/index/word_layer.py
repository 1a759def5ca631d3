"""What annotation says of each word: its dictionary form and its part of speech.

The layer joins the store as annotation goes on. Words of articles that are not annotated yet, or in a language whose model
lacks it, have no lemma and no part of speech, and a search for one does not find them.

A language model cuts a text into other words than the store does. A token has the lemma and part of speech of the model's
word that covers its first character: *don't* is *do*. Where one word of the model is several tokens (*États-Unis*), each
token is its own lemma, and all have the word's part of speech.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import numpy.typing as npt

from workbench.domain.document_words import DocumentWords, WordKind, read_kind
from workbench.index.arrays import BoolArray, ByteArray, IntArray, LongArray
from workbench.index.kernels import in_parts
from workbench.index.tokenizer import POSSESSIVE, fold, normalize, scan
from workbench.index.word_layer_loops import (
    CHANGED,
    NOT_KNOWN,
    OWN,
    LemmaTable,
    collect_places,
    count_places,
    fill_tokens,
    mark_used,
    renumber,
)

if TYPE_CHECKING:
    from workbench.index.store import TokenStore
    from workbench.index.view import View

UNKNOWN: Final = -1
"""The lemma of a word of which nothing is known."""
PARTS_OF_SPEECH: Final = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X", "SPACE",
)  # fmt: skip
"""Universal parts of speech (https://universaldependencies.org/u/pos); the first one stands for "not known"."""

_CHUNK: Final = 500_000
"""Words that are looked at before room for new lemmas is made."""


@dataclass(frozen=True, slots=True, eq=False)
class _Filled:
    """The arrays of a layer, as :class:`WordLayer` names them."""

    lemma_ids: IntArray
    lemmas: tuple[str, ...]
    parts: ByteArray


class WordLayer:
    """Lemma and part of speech of each of a store's N tokens; made when it is first asked for. It is never changed."""

    def __init__(
        self,
        lemma_ids: IntArray,
        lemmas: tuple[str, ...],
        parts: ByteArray,
        documents: BoolArray,
        lemma_documents: BoolArray | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._filled: _Filled | None = _Filled(lemma_ids, lemmas, parts)
        self._fill: Callable[[], _Filled] | None = None
        self._documents: Callable[[], tuple[BoolArray, BoolArray]] = lambda: (
            documents,
            documents if lemma_documents is None else lemma_documents,
        )

    @classmethod
    def later(cls, fill: Callable[[], _Filled], documents: Callable[[], tuple[BoolArray, BoolArray]]) -> WordLayer:
        """A layer that is made when its words are asked for."""
        layer = cls.__new__(cls)
        layer._lock = threading.Lock()
        layer._filled = None
        layer._fill = fill
        layer._documents = documents
        return layer

    @property
    def lemma_ids(self) -> IntArray:
        """``int32[N]``: an index into ``lemmas``, or :data:`UNKNOWN`."""
        return self._made.lemma_ids

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The distinct lemmas, folded like types, sorted."""
        return self._made.lemmas

    @property
    def parts(self) -> ByteArray:
        """``uint8[N]``: an index into :data:`PARTS_OF_SPEECH`; 0 where it is not known."""
        return self._made.parts

    @property
    def documents(self) -> BoolArray:
        """``bool[D]``: whether the parts of speech of each document are known."""
        return self._known_documents[0]

    @property
    def lemma_documents(self) -> BoolArray:
        """``bool[D]``: whether the lemmas of each document are known; a model may lack them."""
        return self._known_documents[1]

    def lemma_id_of(self, word: str) -> int | None:
        """The id of a lemma in any case, or ``None`` when it is none of a known word."""
        return self._lemma_numbers.get(fold(word))

    def positions_of_lemmas(self, ids: npt.ArrayLike) -> LongArray:
        """The ascending positions of all tokens with these lemmas."""
        return _places(self.lemma_ids, _wanted(ids, len(self.lemmas)))

    def positions_of_part(self, part: str) -> LongArray:
        """The ascending positions of all tokens with a part of speech, one of :data:`PARTS_OF_SPEECH`.

        Raises:
            ValueError: there is no such part of speech.
        """
        return self.positions_of_parts((part,))

    def positions_of_parts(self, parts: Collection[str]) -> LongArray:
        """The ascending positions of all tokens with one of some parts of speech.

        Raises:
            ValueError: there is no such part of speech.
        """
        return _places(self.parts, _wanted_parts(parts))

    def has_lemma(self, positions: LongArray, ids: npt.ArrayLike) -> BoolArray:
        """Whether the token at each position has one of some lemmas."""
        return _wanted(ids, len(self.lemmas))[self.lemma_ids[positions]]

    def has_part(self, positions: LongArray, parts: Collection[str]) -> BoolArray:
        """Whether the token at each position has one of some parts of speech; one that is not known has none.

        Raises:
            ValueError: there is no such part of speech.
        """
        return _wanted_parts(parts)[self.parts[positions]]

    @property
    def is_made(self) -> bool:
        """Whether the layer was asked for and is there."""
        return self._filled is not None

    @property
    def _made(self) -> _Filled:
        if self._filled is None:
            with self._lock:
                if self._fill is not None:  # another thread may have made it meanwhile
                    self._filled = self._fill()
                    self._fill = None
        assert self._filled is not None  # noqa: S101 - there are the arrays or what makes them
        return self._filled

    @cached_property
    def _known_documents(self) -> tuple[BoolArray, BoolArray]:
        return self._documents()

    @cached_property
    def _lemma_numbers(self) -> Mapping[str, int]:
        return {lemma: n for n, lemma in enumerate(self.lemmas)}


class WordLayers:
    """The layers of one store while its articles are annotated: each begins with the words of the one before."""

    def __init__(self, store: TokenStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._latest: tuple[Mapping[str, DocumentWords], _Filled] | None = None

    def layer(self, words: Mapping[str, DocumentWords]) -> WordLayer:
        """The layer of the articles that are annotated so far.

        Args:
            words: the words of each annotated article, by document id; not changed afterwards.
        """
        return WordLayer.later(lambda: self._fill(words), lambda: _known_documents(self._store, words))

    def _fill(self, words: Mapping[str, DocumentWords]) -> _Filled:
        with self._lock:
            before = self._latest
            known = before[0] if before is not None else {}
            usable = before is not None and all(words.get(document) is known[document] for document in known)
            new = {d: own for d, own in words.items() if d not in known} if usable else words
            if before is not None and usable and not new:
                return before[1]
            filled = _filled(self._store, new, before[1] if before is not None and usable else None)
            self._latest = (words, filled)
            return filled


def word_layer(store: TokenStore, words: Mapping[str, DocumentWords]) -> WordLayer:
    """The layer of a store by the words of its documents; documents that are not named are not annotated.

    Args:
        store: the words of the corpus.
        words: by document id, what a model says; documents that the store does not hold play no part.
    """
    return WordLayers(store).layer(words)


By = Literal["word", "lemma"]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What terms are counted over: words or their lemmas."""

    ids: IntArray
    """``int32[N]``: the number of each token's term, :data:`UNKNOWN` where it has none."""
    names: tuple[str, ...]
    """The terms by number, sorted."""


def counted_by(view: View, by: By) -> Counted:
    """The terms that a view is counted by.

    Without any annotated article no token has a lemma. Tokens without a lemma are :data:`UNKNOWN`, so a count by lemma
    must leave negative numbers out, and its denominator is :func:`words_with_lemmas`.
    """
    if by == "word":
        return Counted(view.store.ids, view.store.types)
    if view.words is None:
        return Counted(np.full(len(view.store), UNKNOWN, dtype=np.int32), ())
    return Counted(view.words.lemma_ids, view.words.lemmas)


def words_with_lemmas(view: View) -> LongArray:
    """``int64[D]``: the counted tokens of each document whose lemmas are known, 0 elsewhere."""
    if view.words is None:
        return np.zeros(len(view.store.document_ids), dtype=np.int64)
    return np.where(view.words.lemma_documents, view.words_by_document, 0)


def _known_documents(store: TokenStore, words: Mapping[str, DocumentWords]) -> tuple[BoolArray, BoolArray]:
    parts = np.fromiter((d in words for d in store.document_ids), dtype=np.bool_, count=len(store.document_ids))
    lemmas = np.fromiter(
        (d in words and words[d].has_lemmas for d in store.document_ids), dtype=np.bool_, count=len(store.document_ids)
    )
    return parts, lemmas


def _wanted(ids: npt.ArrayLike, kinds: int) -> BoolArray:
    """``bool[kinds + 1]``: the last place is that of -1, which nobody wants."""
    out = np.zeros(kinds + 1, dtype=np.bool_)
    wanted = np.asarray(ids, dtype=np.int64)
    out[wanted[(wanted >= 0) & (wanted < kinds)]] = True
    return out


def _wanted_parts(parts: Collection[str]) -> BoolArray:
    unknown = [part for part in parts if part not in PARTS_OF_SPEECH[1:]]
    if unknown:
        raise ValueError(f"there is no part of speech {unknown[0]!r}")
    return _wanted([PARTS_OF_SPEECH.index(part) for part in parts], len(PARTS_OF_SPEECH))


def _places(ids: IntArray | ByteArray, wanted: BoolArray) -> LongArray:
    """The ascending places of all tokens whose number is wanted, in one pass over them."""
    if not wanted.any():
        return np.empty(0, dtype=np.int64)

    def collect(begin: int, end: int) -> LongArray:
        out = np.empty(count_places(ids, wanted, begin, end), dtype=np.int64)
        collect_places(ids, wanted, begin, end, out)
        return out

    found = in_parts(collect, ids.size)
    return found[0] if len(found) == 1 else np.concatenate(found)


class _Kinds:
    """Numbers for kinds of words; the same for all documents of a layer."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.kinds: list[WordKind] = []

    def numbers(self, written: str) -> list[int]:
        """The numbers of a document's kinds."""
        return [self._number(line) for line in written.split("\n")] if written else []

    def _number(self, line: str) -> int:
        found = self._numbers.get(line)
        if found is None:
            found = self._numbers[line] = len(self.kinds)
            self.kinds.append(read_kind(line))
        return found

    def arrays(self) -> tuple[ByteArray, ByteArray]:
        """Of each kind its part of speech, and how lemmas come of words."""
        parts = [PARTS_OF_SPEECH.index(kind.part) if kind.part in PARTS_OF_SPEECH else 0 for kind in self.kinds]
        ways = [NOT_KNOWN if kind.add is None else CHANGED if kind.changes else OWN for kind in self.kinds]
        return np.array(parts, dtype=np.uint8), np.array(ways, dtype=np.uint8)


def _filled(store: TokenStore, words: Mapping[str, DocumentWords], before: _Filled | None) -> _Filled:
    """The arrays of a layer: those of the one before with more documents.

    While documents are added, the lemmas of the layer before have the numbers from 0 on, words that are their own lemma
    follow with their types' numbers, then come lemmas that kinds make of types.
    """
    if before is None:
        lemma_ids = np.full(len(store), UNKNOWN, dtype=np.int32)
        parts = np.zeros(len(store), dtype=np.uint8)
        old: tuple[str, ...] = ()
    else:
        lemma_ids, parts, old = before.lemma_ids.copy(), before.parts.copy(), before.lemmas
    first_type, first_made = len(old), len(old) + len(store.types)
    kinds = _Kinds()
    made = LemmaTable()
    for documents, tables, places, data in _chunks(store, words, kinds):
        made.make_room(int((store.offsets[documents + 1] - store.offsets[documents]).sum()))
        made.count = fill_tokens(
            documents, store.offsets, store.starts, store.ends, store.ids, places, *data, tables, *kinds.arrays(),
            made.slots, made.keys, made.count, first_type, first_made, lemma_ids, parts,
        )  # fmt: skip
    made_lemmas = _lemmas_of(made.made, kinds.kinds, store.types)
    used = np.zeros(len(store.types), dtype=np.bool_)
    if words:
        mark_used(lemma_ids, first_type, first_made, used)
    named = [*old, *(store.types[n] for n in np.flatnonzero(used)), *made_lemmas]
    lemmas = tuple(sorted(set(named)))
    number = {lemma: n for n, lemma in enumerate(lemmas)}
    # what no token has keeps a number that nothing asks for
    table = np.full(first_made + len(made_lemmas), UNKNOWN, dtype=np.int32)
    table[:first_type] = [number[lemma] for lemma in old]
    table[first_type:first_made][used] = [number[store.types[n]] for n in np.flatnonzero(used)]
    table[first_made:] = [number[lemma] for lemma in made_lemmas]
    renumber(lemma_ids, table)
    lemma_ids.flags.writeable = False
    parts.flags.writeable = False
    return _Filled(lemma_ids, lemmas, parts)


_Chunk = tuple[IntArray, IntArray, LongArray, tuple[ByteArray, ByteArray]]


def _chunks(store: TokenStore, words: Mapping[str, DocumentWords], kinds: _Kinds) -> Iterator[_Chunk]:
    """Documents by the hundreds: their indices, the numbers of their kinds, where each begins, and their words' bytes.

    ``places`` has a row for each document and one more: where its distances, its numbers and its kinds begin.
    """
    documents: list[int] = []
    own: list[DocumentWords] = []
    size = 0
    for document, document_id in enumerate(store.document_ids):
        found = words.get(document_id)
        if found is None:
            continue
        documents.append(document)
        own.append(found)
        size += len(found.distances)
        if size >= _CHUNK:
            yield _chunk(documents, own, kinds)
            documents, own, size = [], [], 0
    if documents:
        yield _chunk(documents, own, kinds)


def _chunk(documents: Sequence[int], own: Sequence[DocumentWords], kinds: _Kinds) -> _Chunk:
    tables = [kinds.numbers(words.kinds) for words in own]
    lengths = np.array(
        [(len(words.distances), len(words.numbers), len(table)) for words, table in zip(own, tables, strict=True)],
        dtype=np.int64,
    )
    places = np.concatenate([np.zeros((1, 3), dtype=np.int64), np.cumsum(lengths, axis=0)])
    distances = np.frombuffer(b"".join(words.distances for words in own), dtype=np.uint8)
    numbers = np.frombuffer(b"".join(words.numbers for words in own), dtype=np.uint8)
    table = np.array([number for table in tables for number in table], dtype=np.int32)
    return np.array(documents, dtype=np.int32), table, places, (distances, numbers)


def _lemmas_of(keys: LongArray, kinds: Sequence[WordKind], types: Sequence[str]) -> list[str]:
    """The lemmas that kinds make of types; a type is its own lemma where what they make is not one word."""
    out = []
    cleaned: dict[str, str] = {}
    for key in keys.tolist():
        word = types[key >> 32]
        length = key & 255
        lemma = kinds[key >> 8 & 0xFFFFFF].lemma(word[:length] if length else word)
        if lemma not in cleaned:
            cleaned[lemma] = _as_word(lemma)
        out.append(cleaned[lemma] or word)
    return out


def _as_word(lemma: str) -> str:
    """A lemma as a word that can be counted; empty when it is none or several."""
    if not lemma or normalize(lemma).casefold() == POSSESSIVE:
        return lemma
    found = scan(lemma)[2]
    return fold(found[0]) if len(found) == 1 else ""
