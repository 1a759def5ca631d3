"""What a language model says of each word of one text, small enough to be kept for every word of a corpus.

A dictionary form is not kept as text: it is what a *kind* makes of the word as it is written. A kind is a part of speech
and an edit: ``VERB 0 2`` takes two letters off the end ("walked", walk), ``VERB 0 3 y`` puts a letter in their place
("denied", deny). A text has some dozens of kinds, so a word takes about a byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_MORE: Final = 255
"""A byte that says that its number goes on in the next byte."""
_UNKNOWN: Final = "-"


@dataclass(frozen=True, slots=True)
class WordKind:
    """Part of speech of a word, and how its dictionary form is made of the word in lower case."""

    part: str
    """Universal part of speech: ``NOUN``, ``VERB``, ..."""
    skip: int = 0
    """Characters taken off the beginning: the elided article of French."""
    cut: int = 0
    """Characters taken off the end."""
    add: str | None = ""
    """What is put at the end; ``None`` when the dictionary form is not known."""

    @property
    def changes(self) -> bool:
        """Whether the dictionary form is another one than the word itself."""
        return self.add is not None and bool(self.skip or self.cut or self.add)

    def lemma(self, word: str) -> str:
        """The dictionary form of a word in lower case; empty when it is not known or nothing would be left."""
        if self.add is None or self.skip + self.cut > len(word):
            return ""
        return word[self.skip : len(word) - self.cut] + self.add

    def __str__(self) -> str:
        """The kind as :func:`read_kind` reads it."""
        if self.add is None:
            return f"{self.part} {_UNKNOWN}"
        return f"{self.part} {self.skip} {self.cut} {self.add}".rstrip() if self.changes else self.part


@lru_cache(maxsize=65_536)
def read_kind(written: str) -> WordKind:
    """The kind that ``str`` wrote.

    Raises:
        ValueError: it is not a kind.
    """
    part, *edit = written.split(" ", 3)
    if not edit:
        return WordKind(part)
    if edit == [_UNKNOWN]:
        return WordKind(part, add=None)
    if len(edit) < 2 or not (edit[0].isdecimal() and edit[1].isdecimal()):
        raise ValueError(f"not a kind of word: {written!r}")
    return WordKind(part, int(edit[0]), int(edit[1]), edit[2] if len(edit) > 2 else "")


def kind_of(part: str, word: str, lemma: str | None, skip: int = 0) -> WordKind:
    """The kind that makes a dictionary form of a word.

    Args:
        part: universal part of speech.
        word: in lower case, without what is skipped.
        lemma: its dictionary form; ``None`` when it is not known.
        skip: characters that stand before the word and belong to it, as in "l'armée".
    """
    if lemma is None:
        return WordKind(part, add=None)
    if "\n" in lemma or lemma != lemma.strip():
        return WordKind(part, skip)  # no form of a word that could be written down
    same = 0
    for one, other in zip(word, lemma, strict=False):
        if one != other:
            break
        same += 1
    return WordKind(part, skip, len(word) - same, lemma[same:])


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one text as a model cut it, without those that are only punctuation."""

    distances: bytes
    """How far each word begins behind the one before it, in code points; see :func:`packed`."""
    numbers: bytes
    """The kind of each word: its place in ``kinds``."""
    kinds: str
    """The kinds that occur, one a line."""

    @classmethod
    def of(cls, starts: Sequence[int], kinds: Sequence[str]) -> DocumentWords:
        """Words by where they begin, ascending, and the kind of each as ``str`` writes it."""
        listed = [kind for kind, _ in Counter(kinds).most_common()]  # frequent ones have small numbers
        place = {kind: n for n, kind in enumerate(listed)}
        return cls(
            packed(b - a for a, b in zip((0, *starts), starts, strict=False)),
            packed(place[kind] for kind in kinds),
            "\n".join(listed),
        )

    @property
    def has_lemmas(self) -> bool:
        """Whether dictionary forms are known; a model may have no tables of them."""
        first, _, _ = self.kinds.partition("\n")
        return first.count(" ") != 1

    @property
    def starts(self) -> list[int]:
        """Where each word begins, in code points."""
        out: list[int] = []
        at = 0
        for distance in unpacked(self.distances):
            at += distance
            out.append(at)
        return out

    @property
    def word_kinds(self) -> list[WordKind]:
        """The kind of each word."""
        kinds = [read_kind(line) for line in self.kinds.split("\n")] if self.kinds else []
        return [kinds[n] for n in unpacked(self.numbers)]

    def check(self) -> None:
        """Looks whether it is whole.

        Raises:
            ValueError: the lists do not belong together.
        """
        numbers = unpacked(self.numbers)
        kinds = self.kinds.split("\n") if self.kinds else []
        if len(unpacked(self.distances)) != len(numbers) or (numbers and max(numbers) >= len(kinds)):
            raise ValueError("the words of an annotation do not belong together")
        for line in kinds:
            read_kind(line)


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers that are mostly small: a byte each, and one byte 255 before it for each time that 255 goes into it."""
    values = list(numbers)
    if not values or max(values) < _MORE:
        return bytes(values)
    out = bytearray()
    for value in values:
        out += bytes([_MORE]) * (value // _MORE)
        out.append(value % _MORE)
    return bytes(out)


def unpacked(data: bytes) -> list[int]:
    """The numbers that :func:`packed` wrote."""
    if _MORE not in data:
        return list(data)
    out: list[int] = []
    carried = 0
    for byte in data:
        if byte == _MORE:
            carried += _MORE
        else:
            out.append(carried + byte)
            carried = 0
    return out
