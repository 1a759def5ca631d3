"""Where words begin and end in a text, and which words count as the same.

The rule is one regular expression, kept in this module alone; :data:`RULE` says it in words for the app. Searches are
cut into words by the same rule (:mod:`workbench.index.query`), so what is counted can always be found.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt
import regex

RULE: Final = (
    "A word is a run of letters, accents and digits. An apostrophe inside a word belongs to it (don’t, O’Brien), and "
    "so do full stops in acronyms (U.S.) and commas and points inside numbers (1,000 and 3.5). A possessive ’s at the "
    "end is a word of its own (Russia’s is Russia and ’s). Hyphens separate (anti-US is anti and US). Upper and lower "
    "case count as the same word, and so do straight and curly apostrophes. U.S and U.S. are the same word. Soft "
    "hyphens are ignored."
)
"""The rule in plain words, shown where the app explains its counts."""

VERSION: Final = 1
"""Raised when the rule changes: words that were kept are cut anew then."""

POSSESSIVE: Final = "'s"
"""The possessive as it is counted."""

_APOSTROPHE: Final = "['’]"
_INVISIBLE: Final = "\u00ad\u200c\u200d\u2060"
"""Soft hyphen and the joiners: they say how a word is broken or drawn and are no part of it."""
_REMOVE_INVISIBLE: Final = dict.fromkeys(map(ord, _INVISIBLE))


_LETTER: Final = r"\p{L}\p{M}*+"


def _patterns(also: str = "") -> tuple[str, str, str]:
    """What a word begins with, a word, and a possessive, as regular expressions. ``also``: more characters of words."""
    first = rf"[\p{{L}}\p{{Nd}}\p{{Nl}}{also}]"
    inner = rf"[\p{{L}}\p{{M}}\p{{Nd}}\p{{Nl}}{also}]"
    run = rf"{first}{inner}*+(?:[{_INVISIBLE}]+{inner}++)*+"
    possessive = rf"{_APOSTROPHE}[sS](?!{inner}|{_APOSTROPHE}{inner})"
    # an acronym: single letters with full stops between them; the last full stop is part of it when it is there
    acronym = rf"{_LETTER}(?:\.{_LETTER})++(?!{inner})\.?"
    joint = rf"(?!{possessive}){_APOSTROPHE}|(?<=\p{{Nd}})[.,](?=\p{{Nd}})"
    return first, rf"(?:{acronym}|{run}(?:(?:{joint}){run})*+)", possessive


_FIRST, _WORD_PATTERN, _POSSESSIVE_PATTERN = _patterns()
# Matches everywhere, also where no word follows: a pattern that could fail would read a long tail again and again.
_SCAN: Final = regex.compile(rf"([^{_FIRST[1:]}*+)(?:({_WORD_PATTERN})({_POSSESSIVE_PATTERN})?|\Z)")
_WORD: Final = regex.compile(_WORD_PATTERN)
_, _QUERY_WORD_PATTERN, _QUERY_POSSESSIVE_PATTERN = _patterns(also=r"*?")
_QUERY: Final = regex.compile(rf"({_QUERY_WORD_PATTERN})({_QUERY_POSSESSIVE_PATTERN})?")
_WITHOUT_STOPS: Final = regex.compile(rf"[^.{_INVISIBLE}]+")
_ACRONYM_WITHOUT_LAST_STOP: Final = regex.compile(rf"{_LETTER}(?:\.{_LETTER})++")


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text: half-open spans in code points, and each word as it is counted."""

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    words: list[str]


def tokenize(text: str) -> Tokens:
    """The words of a text in order, by :data:`RULE`. ``text[start:end]`` is the word as it is written."""
    starts, ends, written = scan(text)
    return Tokens(starts, ends, [fold(word) for word in written])


def scan(text: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], list[str]]:
    """Starts, ends and the words as they are written; folding each distinct word once is left to the caller."""
    found = _SCAN.findall(text)  # what stands before a word, the word, its possessive or ""
    lengths = np.fromiter(map(len, chain.from_iterable(found)), dtype=np.int32, count=3 * len(found))
    edges = np.cumsum(lengths, dtype=np.int32).reshape(-1, 3)
    there = lengths.reshape(-1, 3)[:, 1:] > 0
    starts, ends = edges[:, :2][there], edges[:, 1:][there]
    words = [word for _, *both in found for word in both if word]
    if "." not in text:
        return starts, ends, words
    odd = [n for n, word in enumerate(words) if pieces_of(word)]
    return _taken_apart(starts, ends, words, odd) if odd else (starts, ends, words)


def _taken_apart(
    starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32], words: list[str], odd: list[int]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], list[str]]:
    """Splits words at full stops when folding made them something that no search could find (``ß.a.`` is ``ss.a.``)."""
    pieces: list[tuple[int, int, str]] = []
    chosen = set(odd)
    for n, (start, end, word) in enumerate(zip(starts.tolist(), ends.tolist(), words, strict=True)):
        if n in chosen:
            pieces += [(start + begin, start + finish, word[begin:finish]) for begin, finish in pieces_of(word)]
        else:
            pieces.append((start, end, word))
    split = np.array([piece[:2] for piece in pieces], dtype=np.int32).reshape(-1, 2)
    return split[:, 0].copy(), split[:, 1].copy(), [piece[2] for piece in pieces]


def pieces_of(word: str) -> list[tuple[int, int]]:
    """Spans of what a word is taken apart into at its full stops; empty for words that stay whole.

    Folding makes something of a few acronyms that no search could find (``ß.a.`` is ``ss.a.``).
    """
    if "." not in word or _WORD.fullmatch(fold(word)):
        return []
    return [match.span() for match in _WITHOUT_STOPS.finditer(word)]


def scan_query(text: str) -> list[tuple[int, int, str]]:
    """Start, end and text of each word of a search: ``*`` and ``?`` may stand in a word, and ’s may stand alone."""
    out: list[tuple[int, int, str]] = []
    for chunk in regex.finditer(r"\S+", text):
        if normalize(chunk.group()).casefold() == POSSESSIVE:
            out.append((chunk.start(), chunk.end(), chunk.group()))
            continue
        for match in _QUERY.finditer(chunk.group()):
            groups = [group for group in (1, 2) if match.group(group)]
            out += [(chunk.start() + match.start(g), chunk.start() + match.end(g), match.group(g)) for g in groups]
    return out


def normalize(word: str) -> str:
    """A word in one spelling, case kept: composed (NFC), straight apostrophe, acronyms with their last full stop."""
    if word.isascii() and "." not in word:
        return word
    out = unicodedata.normalize("NFC", word.translate(_REMOVE_INVISIBLE).replace("’", "'"))
    return f"{out}." if "." in out and _ACRONYM_WITHOUT_LAST_STOP.fullmatch(out) else out


def fold(word: str) -> str:
    """The word as it is counted: :func:`normalize`, then without case (Unicode case folding, composed again)."""
    out = normalize(word)
    return out.lower() if out.isascii() else unicodedata.normalize("NFC", out.casefold())
