"""From texts to a token store: batches of texts are cut by compiled code, and only distinct words are touched by Python.

What a store knows already is not cut again: a store that is extended, or built anew from a kept one, takes the tokens of
each text that is the same from there.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from workbench.domain.progress import Progress, no_progress
from workbench.index.arrays import DigestArray, IntArray, LongArray
from workbench.index.interning import WordTable
from workbench.index.scanning import code_points, scan_code_points
from workbench.index.tokenizer import fold, normalize, pieces_of

if TYPE_CHECKING:
    from workbench.index.store import TokenStore

_BATCH: Final = 4_000_000
"""Code points that are cut at once: some dozens of megabytes."""
MOST_AT_ONCE: Final = 1000
"""Documents that are cut at once, however short they are; progress is told between batches."""
_SEPARATOR: Final = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """What a store is made of; the fields are those of :class:`workbench.index.store.TokenStore`."""

    document_ids: tuple[str, ...]
    digests: DigestArray
    offsets: LongArray
    ids: IntArray
    starts: IntArray
    ends: IntArray
    types: tuple[str, ...]
    form_ids: IntArray
    forms: tuple[str, ...]
    form_types: IntArray


def digest(text: str) -> int:
    """A 64-bit number that tells texts apart that are not meant to agree: length and CRC-32 of the UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    return (len(data) & 0xFFFFFFFF) << 32 | zlib.crc32(data)


def build(
    documents: Iterable[tuple[str, str]], *, known: TokenStore | None = None, progress: Progress = no_progress
) -> Built | None:
    """Cuts texts into words.

    Args:
        documents: pairs of document id and text; the order is kept.
        known: a store whose tokens are taken for each document that it holds with the same text.
        progress: told the number of documents done; may raise to stop.

    Returns:
        ``None`` when ``known`` is just what would be built.

    Raises:
        ValueError: a document id occurs twice.
    """
    total = len(documents) if isinstance(documents, Sized) else 0
    builder = _Builder(known)
    done = 0
    for batch in _batches(documents):
        progress(done, total, "Indexing words")
        builder.add(batch)
        done += len(batch)
    progress(done, done, "Indexing words")
    builder.refuse_doubles()
    return None if builder.is_known else builder.built()


def _batches(documents: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    batch: list[tuple[str, str]] = []
    characters = 0
    for document_id, text in documents:
        batch.append((document_id, text))
        characters += len(text) + 1
        if characters >= _BATCH or len(batch) == MOST_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@dataclass(slots=True, eq=False)
class _Part:
    """The tokens of some documents, in one of two ways: cut now, or where they stand in the known store."""

    lengths: LongArray
    starts: IntArray
    ends: IntArray
    words: IntArray
    """Numbers of words as they are written: below ``0`` a form of the known store, ``-1 - form``."""


@dataclass(slots=True, eq=False)
class _Builder:
    known: TokenStore | None
    table: WordTable = field(default_factory=WordTable)
    document_ids: list[str] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    pieces: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """Words that are taken apart, as folding made them something that no search could find; see the tokenizer."""
    looked_at: int = 0
    cut: int = 0

    def add(self, batch: Sequence[tuple[str, str]]) -> None:
        """Takes in some documents."""
        digests = [digest(text) for _, text in batch]
        self.document_ids += [document_id for document_id, _ in batch]
        self.digests += digests
        fresh: list[str] = []
        known: list[int] = []
        for (document_id, text), number in zip(batch, digests, strict=True):
            place = None if self.known is None else self.known.place_of(document_id, number)
            if (place is None and known) or (place is not None and fresh):
                self._flush(fresh, known)
                fresh, known = [], []
            if place is None:
                fresh.append(text)
            else:
                known.append(place)
        self._flush(fresh, known)

    def _flush(self, fresh: Sequence[str], known: Sequence[int]) -> None:
        if fresh:
            self.cut += len(fresh)
            self.parts.append(self._cut(fresh))
        if known:
            self.parts.append(self._taken(known))

    def _taken(self, places: Sequence[int]) -> _Part:
        """The tokens of documents that the known store has; neighbours there are taken at once."""
        store = self.known
        assert store is not None  # noqa: S101 - only then are there places
        stretches: list[list[int]] = []
        for place in places:
            if stretches and stretches[-1][1] == place:
                stretches[-1][1] = place + 1
            else:
                stretches.append([place, place + 1])
        slices = [slice(int(store.offsets[first]), int(store.offsets[last])) for first, last in stretches]
        return _Part(
            lengths=np.diff(store.offsets)[np.array(places)],
            starts=np.concatenate([store.starts[one] for one in slices]),
            ends=np.concatenate([store.ends[one] for one in slices]),
            words=np.concatenate([-1 - store.form_ids[one] for one in slices]),
        )

    def _cut(self, texts: Sequence[str]) -> _Part:
        codes = code_points(_SEPARATOR.join(texts))
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begins = np.concatenate([[0], np.cumsum(sizes + len(_SEPARATOR))])
        starts, ends = scan_code_points(codes)
        words = self.table.numbers(codes, starts, ends)
        if odd := self._odd():
            starts, ends, words = self._apart(starts, ends, words, np.array(odd, dtype=np.int32))
        edges = np.searchsorted(starts, begins)
        lengths = np.diff(edges)
        shift = np.repeat(begins[:-1], lengths).astype(np.int32)
        return _Part(lengths, starts - shift, ends - shift, words)

    def _odd(self) -> list[int]:
        """Numbers of the words that have to be taken apart."""
        for number, word in enumerate(self.table.words(self.looked_at), start=self.looked_at):
            if "." in word and (pieces := pieces_of(word)):
                self.pieces[number] = [(start, end, self.table.number_of(word[start:end])) for start, end in pieces]
        self.looked_at = len(self.table)
        return list(self.pieces)

    def _apart(
        self, starts: IntArray, ends: IntArray, words: IntArray, odd: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        places = np.flatnonzero(np.isin(words, odd))
        if not places.size:
            return starts, ends, words
        pieces = [self.pieces[int(words[place])] for place in places]
        repeats = np.ones(words.size, dtype=np.int64)
        repeats[places] = [len(own) for own in pieces]
        first = np.cumsum(repeats) - repeats
        new = [np.repeat(array, repeats) for array in (starts, ends, words)]
        for place, own in zip(places.tolist(), pieces, strict=True):
            for n, (start, end, number) in enumerate(own, start=int(first[place])):
                new[0][n], new[1][n], new[2][n] = starts[place] + start, starts[place] + end, number
        return new[0], new[1], new[2]

    def refuse_doubles(self) -> None:
        if len(set(self.document_ids)) < len(self.document_ids):
            seen: set[str] = set()
            twice = next(i for i in self.document_ids if i in seen or seen.add(i))  # type: ignore[func-returns-value]
            raise ValueError(f"the document id {twice!r} occurs twice")

    @property
    def is_known(self) -> bool:
        """Whether the known store holds just these documents in this order."""
        return self.known is not None and not self.cut and self.known.document_ids == tuple(self.document_ids)

    def built(self) -> Built:
        """The whole, with words numbered in the order of the alphabet."""
        # spellings that differ in apostrophe, composition or soft hyphens are one form
        written = [normalize(word) for word in self.table.words()]
        old = self.known.forms if self.known is not None else ()
        forms, numbers = numbered([*written, *old])
        types, form_types = numbered([fold(form) for form in forms])
        # old forms stand behind the new ones, so that -1 - form finds them from the end of the reversed old ones
        lookup = np.concatenate([numbers[: len(written)], numbers[len(written) :][::-1]])
        form_ids, lengths = self._joined_forms(lookup, len(forms))
        forms, form_ids, types, form_types = _only_used(forms, form_ids, types, form_types)
        return Built(
            document_ids=tuple(self.document_ids),
            digests=np.array(self.digests, dtype=np.uint64),
            offsets=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
            ids=form_types[form_ids],
            starts=self._joined("starts"),
            ends=self._joined("ends"),
            types=types,
            form_ids=form_ids,
            forms=forms,
            form_types=form_types,
        )

    def _joined_forms(self, lookup: IntArray, forms: int) -> tuple[IntArray, LongArray]:
        lengths = np.concatenate([part.lengths for part in self.parts]) if self.parts else np.empty(0, dtype=np.int64)
        out = np.empty(int(lengths.sum()), dtype=np.int32)
        at = 0
        for part in self.parts:
            # a negative number counts from the end, which is what NumPy does with it
            np.take(lookup, part.words, out=out[at : at + part.words.size], mode="wrap" if lookup.size else "raise")
            at += part.words.size
            part.words = part.words[:0]
        return out, lengths

    def _joined(self, name: str) -> IntArray:
        arrays = [getattr(part, name) for part in self.parts]
        for part in self.parts:
            setattr(part, name, part.starts[:0])
        return np.concatenate(arrays) if arrays else np.empty(0, dtype=np.int32)


def numbered(words: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    """The distinct words, sorted, and for each word given its number among them."""
    distinct = tuple(sorted(set(words)))
    number = {word: n for n, word in enumerate(distinct)}
    return distinct, np.fromiter((number[word] for word in words), dtype=np.int32, count=len(words))


def _only_used(
    forms: tuple[str, ...], form_ids: IntArray, types: tuple[str, ...], form_types: IntArray
) -> tuple[tuple[str, ...], IntArray, tuple[str, ...], IntArray]:
    """Without forms and types that no token has: those of documents that are gone, and words that were taken apart."""
    used = np.zeros(len(forms), dtype=np.bool_)
    used[form_ids] = True
    if used.all():
        return forms, form_ids, types, form_types
    kept = np.flatnonzero(used)
    number = (np.cumsum(used) - 1).astype(np.int32)
    used_types = np.zeros(len(types), dtype=np.bool_)
    used_types[form_types[kept]] = True
    type_number = (np.cumsum(used_types) - 1).astype(np.int32)
    return (
        tuple(forms[n] for n in kept.tolist()),
        number[form_ids],
        tuple(types[n] for n in np.flatnonzero(used_types).tolist()),
        type_number[form_types[kept]],
    )
