"""The words of an article with dictionary form and part of speech, as searches and counts by them need it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from workbench.annotation.parsed import Parsed
from workbench.domain.document_words import DocumentWords, kind_of

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u2060"))
"""Soft hyphen and the joiners, which are no part of a word."""


def find_words(parsed: Parsed, *, lemmas: bool = True) -> DocumentWords | None:
    """The words that have a letter or a digit; ``None`` when the model gave no parts of speech.

    An elided word is one with the word that follows it, and that one counts: "l'armée" is a noun, *armée*.

    Args:
        parsed: the article as the model sees it.
        lemmas: whether there are tables of dictionary forms.
    """
    if len(parsed.parts) != len(parsed) or not any(parsed.parts):
        return None
    text = parsed.text
    starts: list[int] = []
    kinds: list[str] = []
    begin = -1
    for token, (start, end) in enumerate(zip(parsed.starts, parsed.ends, strict=True)):
        word = text[start:end]
        if not (word[:1].isalnum() or any(map(str.isalnum, word))):
            continue
        if begin < 0:
            begin = start
        if word[-1] in "'’" and _is_elided(parsed, token):
            continue
        starts.append(begin)
        lemma = parsed.lemma(token) if lemmas else None
        kinds.append(_kind(parsed.parts[token], word, lemma, text[begin:start]))
        begin = -1
    return DocumentWords.of(starts, kinds)


def _is_elided(parsed: Parsed, token: int) -> bool:
    """Whether a word that ends in an apostrophe is one with the next."""
    start, end = parsed.starts[token], parsed.ends[token]
    follows = token + 1 < len(parsed) and parsed.starts[token + 1] == end
    return follows and end - start > 1 and parsed.text[end - 2].isalnum() and parsed.text[end].isalnum()


@lru_cache(maxsize=200_000)
def _kind(part: str, word: str, lemma: str | None, before: str) -> str:
    plain = _plain(word)
    if lemma is not None:
        lemma = _plain(lemma)
        if plain.endswith(".") and plain != lemma:
            # the full stop of an abbreviation is no part of a word that is counted
            plain, lemma = plain.rstrip("."), lemma.rstrip(".")
    return str(kind_of(part, plain, lemma, len(_plain(before))))


def _plain(word: str) -> str:
    """A word in lower case in one spelling, as words are counted."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", lower.translate(_INVISIBLE).replace("’", "'"))
