"""Finds a search in what a view counts.

What is a succession of single words, with optional and repeated ones, is a small set of phrases. A phrase begins at the
places of its rarest word and looks at the neighbours. Everything else joins sorted lists of hits.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from workbench.domain.errors import QueryError
from workbench.index import query_kernels
from workbench.index.arrays import IntArray, LongArray, PlaceArray
from workbench.index.query_kernels import FORM, LEMMA, PART, TYPE, Conditions, Found, Tokens
from workbench.index.query_parser import parts_named
from workbench.index.query_tree import (
    Alternatives,
    Both,
    Expression,
    Group,
    Near,
    Node,
    Query,
    Repeated,
    Succession,
    Test,
    Token,
    Without,
    Word,
)
from workbench.index.store import TokenStore
from workbench.index.view import View
from workbench.index.vocabulary import lemmas_of, table_of, vocabulary_of
from workbench.index.word_layer import PARTS_OF_SPEECH, WordLayer

MOST_PAIRS: Final = 5_000_000
"""Pairs that NEAR and brackets in a succession may give."""
MOST_HITS: Final = 20_000_000
"""Hits of one search, and of each of its parts."""

_MOST_PHRASES: Final = 64
"""Phrases that a succession with optional words is taken apart into."""
_FEW_PLACES: Final = 4096
"""Up to so many places, looking at their neighbours is always quick."""
_AS_MANY: Final = 10
"""How many times as frequent a neighbour may be, for reading all its places to be worth it."""
_DENSE: Final = 6
"""From this share of all tokens on (one in so many), one pass over them is quicker than going through places."""


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Where a query was found: ``int64`` positions of first tokens, ascending, and ``int32`` numbers of tokens."""

    first: LongArray
    length: IntArray

    def __len__(self) -> int:
        """The number of hits."""
        return int(self.first.size)

    def spans(self, store: TokenStore) -> tuple[LongArray, LongArray, LongArray]:
        """Document indices, starts and ends (code points) of the hits."""
        starts = store.starts[self.first].astype(np.int64)
        ends = store.ends[self.first + self.length - 1].astype(np.int64)
        return store.document_of(self.first), starts, ends


def find(view: View, query: Query) -> Hits:
    """All hits of a query, by first word and then length; each stretch of text is found once.

    Raises:
        QueryError: there are more pairs or hits than can be kept (see the limits above), an expression takes too long, or
            dictionary forms or parts of speech are asked for before words are annotated.
    """
    return Hits(*_Finding(view, needs_words=query.needs_words).found(query.root).hits)


Slot = tuple[Word | Expression | Token, ...]
"""One token of a phrase: any of these, of which there is one, or several words or expressions."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Any words, so many."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class _Result:
    hits: Found
    empty: bool = False
    """Whether it may also stand for no word at all."""


class _Finding:
    """One question to one view."""

    def __init__(self, view: View, *, needs_words: bool) -> None:
        store = view.store
        layer = view.words if needs_words else None  # a layer is only made when something asks for it
        self._store, self._layer = store, layer
        self._tokens = Tokens(
            store.offsets,
            store.blocks,
            view.admitted,
            view.left_out,
            store.ids,
            store.form_ids,
            layer.lemma_ids if layer is not None else _NO_LEMMAS,
            layer.parts if layer is not None else _NO_PARTS,
        )

    def found(self, node: Node) -> _Result:
        """The hits of a node."""
        phrases = _phrases_of(node)
        if phrases is not None:
            whole = [phrase for phrase in dict.fromkeys(phrases) if phrase]
            return _Result(
                self._any([self._phrase(phrase) for phrase in whole]), empty=len(phrases) > 0 and () in phrases
            )
        match node:
            case Succession(parts):
                return self._succession(_sections(parts))
            case Repeated(part, least, most):
                return self._repeated(self.found(part), least, most)
            case Alternatives(options):
                results = [self.found(option) for option in options]
                return _Result(self._any([r.hits for r in results]), any(r.empty for r in results))
            case Near(left, right, distance):
                return _Result(self._near(self.found(left).hits, self.found(right).hits, distance))
            case Both(left, right):
                return _Result(self._both(self.found(left).hits, self.found(right).hits))
            case Without(left, right):
                return _Result(self._without(self.found(left).hits, right))
            case Group(_, members):
                results = [self.found(member) for member in members]
                hits = self._any([r.hits for r in results])
                if len(members) > 1:
                    hits = query_kernels.apart(*hits)
                return _Result(hits, any(r.empty for r in results))
            case _:  # pragma: no cover - a single word is a phrase
                raise TypeError(f"{node!r} is no part of a search")

    # -- phrases -----------------------------------------------------------------------------------------------------

    def _phrase(self, slots: Sequence[Slot]) -> Found:
        """Words one behind the other: from the places of the rarest, or from all of them where every one is frequent."""
        size = self._tokens.size
        plan = [self._conditions_of(slot) for slot in slots]
        rarest, types, count = 0, None, size + 1
        for n, conditions in enumerate(plan):
            for condition in conditions:
                standing = condition.types(self)
                if standing is not None:
                    own = self._count(standing)
                    if own < count:
                        rarest, types, count = n, standing, own
        if any(condition.nothing for conditions in plan for condition in conditions) or count == 0:
            return _nothing()
        wanted = Conditions(len(slots))
        everything = [(n, condition) for n, conditions in enumerate(plan) for condition in conditions]
        if types is not None and (count <= size // _DENSE or types.size == 1):
            places, met = self._met(rarest, types, everything)
            for n, condition in everything:
                if condition not in met:
                    condition.put(wanted, n, self)
            first = self._tokens.phrases_at(places, rarest, wanted)
        else:
            for n, condition in everything:
                condition.put(wanted, n, self)
            everywhere = self._tokens.phrases(wanted, MOST_HITS)
            if everywhere is None:
                raise _too_many()
            first = everywhere
        if first.size > MOST_HITS:
            raise _too_many()
        return first, np.full(first.size, len(slots), dtype=np.int32)

    def _met(
        self, rarest: int, types: IntArray, conditions: Sequence[tuple[int, _Condition]]
    ) -> tuple[PlaceArray, list[_Condition]]:
        """The places of the rarest token that have frequent words of one type beside them, and which conditions that meets.

        Postings are read from front to back. That is quicker than to jump through all tokens where there are many places.
        """
        places = self._places(types)
        met = [c for n, c in conditions if n == rarest and c.layer == TYPE and c.ids is types]
        single = [
            (n, c) for n, c in conditions if c.layer == TYPE and not c.negated and c.ids.size == 1 and n != rarest
        ]
        for n, condition in sorted(single, key=lambda one: self._count(one[1].ids)):
            if places.size < _FEW_PLACES or self._count(condition.ids) > _AS_MANY * places.size:
                break
            places = query_kernels.meeting(places, self._places(condition.ids), n - rarest)
            met.append(condition)
        return places, met

    def _conditions_of(self, slot: Slot) -> list[_Condition]:
        head = slot[0]
        if isinstance(head, Token):
            return [self._test(test, head.position) for test in head.tests]
        values = [value for value in slot if not isinstance(value, Token)]
        return [self._words(values, negated=False)]

    def _words(self, values: Sequence[Word | Expression], *, negated: bool) -> _Condition:
        layer = FORM if values[0].way.case_sensitive else TYPE
        vocabulary = vocabulary_of(self._store, "forms" if layer == FORM else "types")
        return _Condition(layer, _together([vocabulary.ids_of(value) for value in values]), negated)

    def _test(self, test: Test, position: int) -> _Condition:
        if test.layer == "word":
            return self._words(test.values, negated=test.negated)
        layer = self._layer
        if layer is None:
            raise QueryError(
                "Dictionary forms and parts of speech are not known yet: the words are not annotated. Wait until they are,"
                " or search for the words themselves.",
                position,
            )
        if test.layer == "lemma":
            ids = _together([lemmas_of(layer).ids_of(value) for value in test.values])
            return _Condition(LEMMA, ids, test.negated)
        numbers = sorted({n for value in test.values if isinstance(value, Word) for n in parts_named(value)})
        return _Condition(PART, np.array(numbers, dtype=np.int32), test.negated)

    @property
    def layer(self) -> WordLayer:
        """What annotation says of the words."""
        assert self._layer is not None  # noqa: S101 - conditions about it are only made where it is there
        return self._layer

    @property
    def store(self) -> TokenStore:
        """The words."""
        return self._store

    def _count(self, types: IntArray) -> int:
        _, begins = self._store.postings
        return int((begins[types + 1] - begins[types]).sum())

    def _places(self, types: IntArray) -> PlaceArray:
        places: PlaceArray
        places, begins = self._store.postings
        if types.size == 1:
            return places[begins[types[0]] : begins[types[0] + 1]]
        if int(types[-1]) - int(types[0]) == types.size - 1:  # neighbours in the alphabet lie together
            together = places[begins[types[0]] : begins[types[-1] + 1]].copy()
        else:
            together = np.concatenate([places[begins[n] : begins[n + 1]] for n in types.tolist()])
        together.sort()
        return together

    # -- joining -----------------------------------------------------------------------------------------------------

    def _any(self, found: Sequence[Found]) -> Found:
        """The hits of all, each once."""
        waiting = [hits for hits in found if hits[0].size] or [_nothing()]
        if sum(hits[0].size for hits in waiting) > MOST_HITS:
            raise _too_many()
        while len(waiting) > 1:
            two = itertools.zip_longest(waiting[::2], waiting[1::2])
            waiting = [left if right is None else query_kernels.merged(*left, *right) for left, right in two]
        return waiting[0]

    def _joined(self, left: Found, right: Found, gap: _Gap) -> Found:
        """Left ones with a right one so many words behind."""
        first, length, met = query_kernels.pairs(
            *left, *right, gap.least, gap.most, self._tokens.offsets, self._tokens.left_out, MOST_PAIRS
        )
        if met > MOST_PAIRS:
            raise QueryError(
                f"There are over {MOST_PAIRS // 1_000_000} million pairs of these words so close together. "
                "Use rarer words, or a smaller number behind NEAR/.",
                0,
            )
        return first, length

    def _near(self, left: Found, right: Found, distance: int) -> Found:
        gap = _Gap(0, distance - 1)
        return self._any([self._joined(left, right, gap), self._joined(right, left, gap)])

    def _succession(self, parts: Sequence[Node | _Gap]) -> _Result:
        """Parts from left to right; ``before`` and ``gap`` are what stands before the next part."""
        before = _Result(_nothing(), empty=True)
        gap = _Gap(0, 0)
        for part in parts:
            if isinstance(part, _Gap):
                gap = _Gap(gap.least + part.least, gap.most + part.most)
                continue
            before, gap = self._then(before, gap, self.found(part)), _Gap(0, 0)
        return self._then(before, gap, _Result(_nothing(), empty=True))

    def _then(self, left: _Result, gap: _Gap, right: _Result) -> _Result:
        found = [self._joined(left.hits, right.hits, gap)]
        if left.empty:
            found += [self._widened(right.hits, n, 0) for n in range(gap.least, gap.most + 1)]
        if right.empty:
            found += [self._widened(left.hits, 0, n) for n in range(gap.least, gap.most + 1)]
        if left.empty and right.empty and gap.most:
            found += [self._phrase([(Token(),)] * n) for n in range(max(gap.least, 1), gap.most + 1)]
        return _Result(self._any(found), left.empty and right.empty and gap.least == 0)

    def _widened(self, hits: Found, before: int, behind: int) -> Found:
        if before == behind == 0:
            return hits
        return query_kernels.widened(*hits, before, behind, self._tokens.offsets, self._tokens.left_out)

    def _repeated(self, part: _Result, least: int, most: int) -> _Result:
        if part.empty:
            least = 0
        rows = [part.hits]
        for _ in range(most - 1):
            if not rows[-1][0].size:
                break
            rows.append(self._joined(rows[-1], part.hits, _Gap(0, 0)))
        return _Result(self._any(rows[max(least - 1, 0) :]), least == 0)

    # -- articles ----------------------------------------------------------------------------------------------------

    def _both(self, left: Found, right: Found) -> Found:
        offsets = self._tokens.offsets
        wanted = query_kernels.documents_with(left[0], offsets) & query_kernels.documents_with(right[0], offsets)
        return query_kernels.in_documents(*self._any([left, right]), wanted, offsets)

    def _without(self, left: Found, right: Node) -> Found:
        if not left[0].size:
            return left
        offsets = self._tokens.offsets
        wanted = ~query_kernels.documents_with(self.found(right).hits[0], offsets)
        return query_kernels.in_documents(*left, wanted, offsets)


@dataclass(frozen=True, slots=True, eq=False)
class _Condition:
    """What one token has to be: of one of these numbers in a layer, or of none of them."""

    layer: int
    ids: IntArray
    negated: bool

    @property
    def nothing(self) -> bool:
        """Whether no token can meet it."""
        return not self.negated and not self.ids.size

    def types(self, finding: _Finding) -> IntArray | None:
        """The types of the tokens that can meet it; ``None`` where these are nearly all."""
        if self.negated:
            return None
        if self.layer == TYPE:
            return self.ids
        if self.layer == FORM:
            return np.unique(finding.store.form_types[self.ids]).astype(np.int32)
        return _kinds_of(finding.layer, finding.store).types(self.layer, self.ids)

    def put(self, conditions: Conditions, slot: int, finding: _Finding) -> None:
        if self.ids.size == 1 and not self.negated:
            conditions.add(slot, self.layer, int(self.ids[0]))
            return
        store = finding.store
        sizes = {TYPE: len(store.types), FORM: len(store.forms), PART: len(PARTS_OF_SPEECH)}
        size = len(finding.layer.lemmas) if self.layer == LEMMA else sizes[self.layer]
        marks = table_of(self.ids, size, negated=self.negated)
        if self.layer == PART:
            marks[0] = 0  # what is not known is not another part of speech
        conditions.add_table(slot, self.layer, marks)


class _WordKinds:
    """Which types have which dictionary forms and parts of speech somewhere."""

    def __init__(self, layer: WordLayer, store: TokenStore) -> None:
        self._types, self._lemmas, self._parts = query_kernels.word_kinds(
            np.asarray(store.ids), np.asarray(layer.lemma_ids), np.asarray(layer.parts), len(store.types)
        )
        self._sizes = {LEMMA: len(layer.lemmas), PART: len(PARTS_OF_SPEECH)}

    def types(self, layer: int, ids: IntArray) -> IntArray:
        """The types that stand with these dictionary forms or parts of speech, ascending."""
        marks = table_of(ids, self._sizes[layer])
        if layer == LEMMA:
            known = self._lemmas >= 0
            chosen = np.zeros(self._lemmas.size, dtype=np.bool_)
            chosen[known] = marks[self._lemmas[known]] > 0
        else:
            chosen = marks[self._parts] > 0
        return np.unique(self._types[chosen])


_known_kinds: WeakKeyDictionary[WordLayer, _WordKinds] = WeakKeyDictionary()
_known_kinds_lock: Final = threading.Lock()


def _kinds_of(layer: WordLayer, store: TokenStore) -> _WordKinds:
    """Made once for each layer."""
    with _known_kinds_lock:
        if layer not in _known_kinds:
            _known_kinds[layer] = _WordKinds(layer, store)
        return _known_kinds[layer]


# -- phrases of a node -----------------------------------------------------------------------------------------------

_Phrase = tuple[Slot, ...]


def _phrases_of(node: Node) -> list[_Phrase] | None:
    """The phrases that a node stands for; ``None`` when it is none of single words, or there are too many."""
    match node:
        case Word() | Expression() | Token():
            return [((node,),)]
        case Alternatives(options):
            if _is_one_word(options):
                return [(options,)]  # type: ignore[list-item]  # words and expressions alone
            return _summed([_phrases_of(option) for option in options])
        case Succession(parts):
            return _product(list(map(_phrases_of, parts)))
        case Repeated(part, least, most):
            own = _phrases_of(part)
            if own is None or len(own) ** most > _MOST_PHRASES:
                return None
            return _summed([_product([own] * times) for times in range(least, most + 1)])
        case Group(_, (member,)):
            return _phrases_of(member)
        case _:
            return None


def _is_one_word(options: Sequence[Node]) -> bool:
    ways = {option.way if isinstance(option, Word | Expression) else None for option in options}
    return len(ways) == 1 and None not in ways


def _summed(phrases: Sequence[list[_Phrase] | None]) -> list[_Phrase] | None:
    out: list[_Phrase] = []
    for own in phrases:
        if own is None or len(out) + len(own) > _MOST_PHRASES:
            return None
        out += own
    return out


def _product(phrases: Sequence[list[_Phrase] | None]) -> list[_Phrase] | None:
    def times(left: list[_Phrase] | None, right: list[_Phrase] | None) -> list[_Phrase] | None:
        if left is None or right is None or len(left) * len(right) > _MOST_PHRASES:
            return None
        return [one + other for one in left for other in right]

    beginning: list[_Phrase] | None = [()]
    return reduce(times, phrases, beginning)


def _sections(parts: Sequence[Node]) -> list[Node | _Gap]:
    """The parts of a succession, neighbours put together where they are phrases, and any words as gaps."""
    out: list[Node | _Gap] = []
    together: list[Node] = []
    for part in (*parts, None):
        gap = _gap_of(part)
        if part is not None and gap is None and _phrases_of(Succession((*together, part))) is not None:
            together.append(part)
            continue
        if together:
            out.append(together[0] if len(together) == 1 else Succession(tuple(together)))
            together = []
        if gap is not None:
            out.append(gap)
        elif part is not None and _phrases_of(part) is not None:
            together.append(part)
        elif part is not None:
            out.append(part)
    return out


def _gap_of(part: Node | None) -> _Gap | None:
    match part:
        case Token(()):
            return _Gap(1, 1)
        case Repeated(Token(()), least, most):
            return _Gap(least, most)
        case _:
            return None


def _together(ids: Sequence[IntArray]) -> IntArray:
    return ids[0] if len(ids) == 1 else np.unique(np.concatenate(ids)).astype(np.int32)


def _nothing() -> Found:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32)


def _too_many() -> QueryError:
    return QueryError(f"There are over {MOST_HITS // 1_000_000} million hits. Search for something rarer.", 0)


_NO_LEMMAS: Final = np.empty(0, dtype=np.int32)
_NO_PARTS: Final = np.empty(0, dtype=np.uint8)

Parser = Callable[[str], Query]
"""Understands a search: what measures are given, so that they know a project's groups."""
