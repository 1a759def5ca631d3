"""The search language: from what a person types to the places where it stands.

==========================  ============================================================
``war in ukraine``          these words one after the other (so does ``"war in ukraine"``)
``sanction*``, ``wom?n``    ``*`` is any run of characters within a word, ``?`` exactly one
``war | conflict``          either
``us NEAR/5 ban``           both with at most 5 words from one to the other, in either order
``(war | crisis) in gaza``  brackets keep alternatives together
``anti-us``                 hyphens separate, so this is the pair ``anti us``
``case:US``                 tells US from us
==========================  ============================================================

A hit lies within one document, and all its words are counted by the view.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.domain.errors import QueryError
from workbench.index.store import LongArray, TokenStore
from workbench.index.tokenizer import fold, normalize, scan_query
from workbench.index.view import View

MAXIMUM_DISTANCE: Final = 100
"""The largest ``n`` of ``NEAR/n``."""
_MAXIMUM_PAIRS: Final = 5_000_000
_MAXIMUM_DEPTH: Final = 50
_CASE: Final = "case:"
_QUOTATION_MARKS: Final = '"“”„‟«»'
_SYMBOL: Final = re.compile(
    rf"(?P<space>\s+)|(?P<mark>[{_QUOTATION_MARKS}])|(?P<sign>[()|])|(?P<chunk>[^\s()|{_QUOTATION_MARKS}]+)"
)
_NEAR: Final = re.compile(r"NEAR/(\d*)(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, or with its case kept in a case-sensitive query. ``wildcard``: has ``*`` or ``?``."""

    word: str
    wildcard: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """Parts that stand directly one behind the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Either of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two parts that do not overlap, the later beginning at most ``distance`` words behind the end of the earlier."""

    left: Node
    right: Node
    distance: int


Node = Word | Succession | Alternatives | Near


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood. ``text`` is what the person typed."""

    text: str
    root: Node
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Where a query was found: ``int64`` positions of first tokens, ascending, and ``int32`` numbers of tokens."""

    first: LongArray
    length: npt.NDArray[np.int32]

    def __len__(self) -> int:
        """The number of hits."""
        return int(self.first.size)

    def spans(self, store: TokenStore) -> tuple[LongArray, LongArray, LongArray]:
        """Document indices, starts and ends (code points) of the hits."""
        starts = store.starts[self.first].astype(np.int64)
        ends = store.ends[self.first + self.length - 1].astype(np.int64)
        return store.document_of(self.first), starts, ends


def parse(text: str) -> Query:
    """Understands a search.

    Raises:
        QueryError: what is wrong, where, and what to type instead.
    """
    body = len(text) - len(text.lstrip())
    case_sensitive = text[body : body + len(_CASE)].casefold() == _CASE
    begin = body + len(_CASE) if case_sensitive else 0
    parser = _Parser(text, begin, case_sensitive)
    return Query(text, parser.whole(), case_sensitive)


def find(view: View, query: Query) -> Hits:
    """All hits of a query, by first word and then length; each stretch of text is found once.

    Raises:
        QueryError: ``NEAR`` between words so frequent that there are over 5 million pairs.
    """
    first, length = _find(view, query.root, query.case_sensitive)
    keep = view.covers_tokens(first, length)
    first, length = _distinct(first[keep], length[keep])
    return Hits(first, length.astype(np.int32))


# --- understanding ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Symbol:
    kind: str
    """``words``, ``near``, one of ``( ) |``, or ``end``."""
    position: int
    words: tuple[Word, ...] = ()
    distance: int = 0


class _Parser:
    """Recursive descent: alternatives of NEAR chains of successions of words and brackets."""

    def __init__(self, text: str, begin: int, case_sensitive: bool) -> None:
        self._case_sensitive = case_sensitive
        self._symbols = self._read(text, begin)
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        if self._next.kind == "end":
            raise QueryError("There is nothing to search for yet. Type a word or a phrase.", self._next.position)
        node = self._alternatives()
        if self._next.kind == ")":
            raise QueryError("This closing bracket has no opening one. Remove it, or add “(”.", self._next.position)
        return node

    @property
    def _next(self) -> _Symbol:
        return self._symbols[self._at]

    def _take(self) -> _Symbol:
        symbol = self._next
        self._at += 1
        return symbol

    def _alternatives(self) -> Node:
        options = [self._nears()]
        while self._next.kind == "|":
            self._take()
            options.append(self._nears())
        return options[0] if len(options) == 1 else Alternatives(tuple(options))

    def _nears(self) -> Node:
        node = self._succession()
        while self._next.kind == "near":
            distance = self._take().distance
            node = Near(node, self._succession(), distance)
        return node

    def _succession(self) -> Node:
        parts: list[Node] = []
        position = self._next.position
        while self._next.kind in ("words", "("):
            symbol = self._take()
            if symbol.kind == "words":
                parts += symbol.words
            else:
                parts.append(self._bracket(symbol))
        if not parts:
            before = self._symbols[self._at - 1].kind if self._at else ""
            raise QueryError(_nothing_here(before, self._next.kind), position)
        return parts[0] if len(parts) == 1 else Succession(tuple(parts))

    def _bracket(self, opening: _Symbol) -> Node:
        self._depth += 1
        if self._depth > _MAXIMUM_DEPTH:
            raise QueryError(f"Brackets can be nested {_MAXIMUM_DEPTH} deep. Use fewer.", opening.position)
        node = self._alternatives()
        if self._next.kind != ")":
            raise QueryError("This opening bracket is not closed. Add “)”, or remove it.", opening.position)
        self._take()
        self._depth -= 1
        return node

    def _read(self, text: str, begin: int) -> list[_Symbol]:
        symbols: list[_Symbol] = []
        at = begin
        unheard = -1  # where punctuation alone stood, to be named when nothing else is there
        while at < len(text):
            match = _SYMBOL.match(text, at)
            assert match is not None  # noqa: S101 - every character is one of the four
            content, position, at = match.group(), match.start(), match.end()
            if match.lastgroup == "space":
                continue
            if match.lastgroup == "sign":
                symbols.append(_Symbol(content, position))
                continue
            near = None
            if match.lastgroup == "mark":
                closing = next((n for n in range(at, len(text)) if text[n] in _QUOTATION_MARKS), -1)
                if closing < 0:
                    raise QueryError("This quotation mark is not closed. Add one at the end of the phrase.", position)
                content, at = text[position + 1 : closing], closing + 1
            else:
                near = _NEAR.fullmatch(content)
            if near is not None:
                symbols.append(_Symbol("near", position, distance=_distance(near, position)))
            elif words := self._words(content):
                symbols.append(_Symbol("words", position, words))
            elif unheard < 0:
                unheard = position
        if unheard >= 0 and not any(symbol.kind == "words" for symbol in symbols):
            raise QueryError("There is no word to search for here, only punctuation. Type a word.", unheard)
        symbols.append(_Symbol("end", len(text)))
        return symbols

    def _words(self, content: str) -> tuple[Word, ...]:
        spell = normalize if self._case_sensitive else fold
        written = (word for _, _, word in scan_query(content))
        return tuple(Word(spell(word), "*" in word or "?" in word) for word in written)


def _distance(near: re.Match[str], position: int) -> int:
    digits, rest = near.groups()
    if rest or not digits or not 1 <= len(digits.lstrip("0")) <= 3 or int(digits) > MAXIMUM_DISTANCE:
        raise QueryError(
            f"NEAR needs a whole number of words from 1 to {MAXIMUM_DISTANCE} and a space on both sides, "
            "for example: us NEAR/5 ban.",
            position,
        )
    return int(digits)


def _nothing_here(before: str, here: str) -> str:
    if here == "near" or before == "near":
        return "NEAR needs something to search for on both sides, for example: us NEAR/5 ban."
    if here == "|" or before == "|":
        return "The sign | needs something to search for on both sides, for example: war | conflict."
    return "There is nothing to search for between these brackets. Type a word, or remove them."


# --- finding ---------------------------------------------------------------------------------------------------------

_Found = tuple[LongArray, LongArray]
"""First positions and numbers of tokens, sorted by first position and then length."""


def _find(view: View, node: Node, case_sensitive: bool) -> _Found:
    match node:
        case Word():
            return _phrase(view, [node], case_sensitive)
        case Succession(parts):
            return _succession(view, parts, case_sensitive)
        case Alternatives(options):
            found = [_find(view, option, case_sensitive) for option in options]
            return _distinct(np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found]))
        case Near(left, right, distance):
            return _near(view, _find(view, left, case_sensitive), _find(view, right, case_sensitive), distance)


def _succession(view: View, parts: Sequence[Node], case_sensitive: bool) -> _Found:
    found: list[_Found] = []
    words: list[Word] = []
    for part in (*parts, None):
        if isinstance(part, Word):
            words.append(part)
            continue
        if words:
            found.append(_phrase(view, words, case_sensitive))
            words = []
        if part is not None:
            found.append(_find(view, part, case_sensitive))
    return reduce(lambda left, right: _pairs(view, left, right, 1), found)


def _phrase(view: View, words: Sequence[Word], case_sensitive: bool) -> _Found:
    """Words one behind the other: the places of the rarest, then a look at its neighbours."""
    store = view.store
    kinds = [_kinds(store, word, case_sensitive) for word in words]
    tokens = store.form_ids if case_sensitive else store.ids
    positions_of = store.positions_of_forms if case_sensitive else store.positions_of
    places = [positions_of(kind) if kind.size else np.empty(0, dtype=np.int64) for kind in kinds]
    rarest = min(range(len(words)), key=lambda n: places[n].size)
    first = places[rarest] - rarest
    first = first[(first >= 0) & (first + len(words) <= len(store))]
    for n, kind in enumerate(kinds):
        if n != rarest and first.size:
            there = tokens[first + n]
            first = first[there == kind[0] if kind.size == 1 else np.isin(there, kind)]
    documents = store.token_documents
    first = first[documents[first] == documents[first + len(words) - 1]]
    length = np.full(first.size, len(words), dtype=np.int64)
    keep = view.covers_tokens(first, length)
    return first[keep], length[keep]


def _kinds(store: TokenStore, word: Word, case_sensitive: bool) -> LongArray:
    """Type ids (form ids in a case-sensitive query) that a word stands for."""
    if word.wildcard:
        matches = _wildcard_pattern(word.word).fullmatch
        vocabulary = store.forms if case_sensitive else store.types
        return np.array([n for n, known in enumerate(vocabulary) if matches(known)], dtype=np.int64)
    known_id = store.form_id_of(word.word) if case_sensitive else store.id_of(word.word)
    return np.array([] if known_id is None else [known_id], dtype=np.int64)


def _wildcard_pattern(word: str) -> re.Pattern[str]:
    first, *rest = [re.escape(piece).replace(r"\?", ".") for piece in re.split(r"\*+", word)]
    if not rest:
        return re.compile(first, re.DOTALL)
    # atomic groups: the earliest place of a middle piece is always good enough, so there is no going back
    middle = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _near(view: View, left: _Found, right: _Found, distance: int) -> _Found:
    forward, backward = _pairs(view, left, right, distance), _pairs(view, right, left, distance)
    return _distinct(np.concatenate([forward[0], backward[0]]), np.concatenate([forward[1], backward[1]]))


def _pairs(view: View, left: _Found, right: _Found, distance: int) -> _Found:
    """From each left one's beginning to the end of each right one that begins 1 to ``distance`` words behind it."""
    last = left[0] + left[1] - 1
    begin = np.searchsorted(right[0], last, side="right")
    end = np.searchsorted(right[0], last + distance, side="right")
    counts = end - begin
    total = int(counts.sum())
    if total > _MAXIMUM_PAIRS:
        raise QueryError(
            f"There are over {_MAXIMUM_PAIRS // 1_000_000} million pairs of these words so close together. "
            "Use rarer words, or a smaller number behind NEAR/.",
            0,
        )
    which_left = np.repeat(np.arange(counts.size), counts)
    before = np.cumsum(counts) - counts
    which_right = np.arange(total) - np.repeat(before - begin, counts)
    first = left[0][which_left]
    length = right[0][which_right] + right[1][which_right] - first
    documents = view.store.token_documents
    same = documents[first] == documents[first + length - 1]
    return _distinct(first[same], length[same])


def _distinct(first: LongArray, length: LongArray) -> _Found:
    if not first.size:
        return first, length
    stride = int(length.max()) + 1
    keys = first * stride + length
    if np.any(np.diff(keys) <= 0):
        keys = np.unique(keys)
    return keys // stride, keys % stride
