"""Every operator of the search language against a naive evaluation over lists of words."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.errors import QueryError
from workbench.index import query_finding, query_kernels
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.tokenizer import fold, normalize
from workbench.index.view import View
from workbench.index.word_layer import PARTS_OF_SPEECH, UNKNOWN, WordLayer

WORDS: Final = ["a", "A", "b", "é", "e", "ab", "Ba", "U.S."]
PATTERNS: Final = ["a", "A", "b", "é", "e", "ba", "u.s.", "a*", "*b", "?", "*"]
EXPRESSIONS: Final = ["a|b", "A", ".b?", "[^a]", r"\w", "é", "(?=a).*", r"(.).*\1", "a+|[.us]+"]
LEMMAS: Final = ("a", "é", "x")
PARTS: Final = ("", "ADJ", "NOUN", "VERB")

Tree = Any
Span = tuple[int, int]


# -- random searches -------------------------------------------------------------------------------------------------

lemma_tests = st.tuples(
    st.just("lemma"), st.lists(st.sampled_from(["a", "é", "e", "x", "?", "z*"]), min_size=1, max_size=2)
)
part_tests = st.tuples(
    st.just("pos"), st.lists(st.sampled_from(["ADJ", "noun", "VERB", "*N*"]), min_size=1, max_size=2)
)
word_tests = st.tuples(
    st.just("word"), st.lists(st.sampled_from(["a", "A", "é", "b*", "/a|B/"]), min_size=1, max_size=2)
)
tests = st.tuples(lemma_tests | part_tests | word_tests, st.booleans()).map(lambda t: (*t[0], t[1]))

leaves = (
    st.sampled_from(PATTERNS).map(lambda pattern: ("word", pattern))
    | st.sampled_from(EXPRESSIONS).map(lambda pattern: ("expression", pattern))
    | st.lists(tests, max_size=2).map(lambda some: ("token", some))
)


def nodes(children: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    some = st.lists(children, min_size=2, max_size=3)
    times = st.tuples(st.integers(0, 2), st.integers(1, 3)).map(lambda t: (min(t), max(t)))
    return (
        some.map(lambda parts: ("then", parts))
        | some.map(lambda options: ("or", options))
        | st.tuples(children, times).map(lambda t: ("times", t[0], *t[1]))
        | st.tuples(children, children, st.integers(1, 3)).map(lambda near: ("near", *near))
        | st.tuples(st.sampled_from(["and", "not"]), children, children)
        | st.lists(children, min_size=1, max_size=2).map(lambda members: ("group", members))
    )


trees = st.recursive(leaves, nodes, max_leaves=5)


def render(tree: Tree, groups: dict[str, list[str]]) -> str:
    kind = tree[0]
    if kind == "word":
        return str(tree[1])
    if kind == "expression":
        return f"/{tree[1]}/"
    if kind == "token":
        return (
            f"[{' & '.join(f'{name}{chr(33) if no else str()}={chr(124).join(some)}' for name, some, no in tree[1])}]"
        )
    if kind == "group":
        name = f"g {len(groups)}"
        groups[name] = []  # its name is taken before those of the groups in it
        groups[name] = [render(member, groups) for member in tree[1]]
        return f'@"{name}"'
    inside = [
        f"({render(part, groups)})"
        for part in (tree[1] if isinstance(tree[1], list) else tree[1:3])
        if isinstance(part, tuple)
    ]
    match kind:
        case "then":
            return " ".join(inside)
        case "or":
            return " | ".join(inside)
        case "times":
            return f"{inside[0]}{{{tree[2]},{tree[3]}}}"
        case "near":
            return f"{inside[0]} NEAR/{tree[3]} {inside[1]}"
        case _:
            return f" {kind.upper()} ".join(inside)


# -- the naive evaluation --------------------------------------------------------------------------------------------


def plain(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if unicodedata.category(sign) != "Mn"))


def wild(pattern: str, word: str) -> bool:
    if not pattern:
        return not word
    if pattern[0] == "*":
        return wild(pattern[1:], word) or (bool(word) and wild(pattern, word[1:]))
    return bool(word) and (pattern[0] in ("?", word[0])) and wild(pattern[1:], word[1:])


class Naive:
    """All spans of a tree in one document, empty ones too, by trying everything."""

    def __init__(
        self, words: list[str], lemmas: list[str | None], parts: list[str], counted: list[bool], case: bool, marks: bool
    ) -> None:
        self.written, self.lemmas, self.parts, self.counted = words, lemmas, parts, counted
        self.case, self.ignores_accents = case, marks

    def spelled(self, word: str) -> str:
        out = normalize(word) if self.case else fold(word)
        return plain(out) if self.ignores_accents else out

    def is_expression(self, pattern: str, word: str) -> bool:
        pattern = plain(pattern) if self.ignores_accents else pattern
        return re.fullmatch(pattern, word, 0 if self.case else re.IGNORECASE) is not None

    def passes(self, test: Any, i: int) -> bool:
        name, values, negated = test
        if name == "pos":
            if not self.parts[i]:
                return False
            met = any(wild(value.upper(), self.parts[i]) for value in values)
        elif name == "lemma":
            lemma = self.lemmas[i]
            if lemma is None:
                return False
            strip = plain if self.ignores_accents else str
            met = any(wild(strip(value), strip(lemma)) for value in values)
        else:
            word = self.spelled(self.written[i])
            met = any(
                self.is_expression(v[1:-1], word) if v.startswith("/") else wild(self.spelled(v), word) for v in values
            )
        return met is not negated

    def spans(self, tree: Tree) -> set[Span]:
        size = len(self.written)
        one = [(i, i + 1) for i in range(size)]
        match tree[0]:
            case "word":
                out = {s for s in one if wild(self.spelled(tree[1]), self.spelled(self.written[s[0]]))}
            case "expression":
                out = {s for s in one if self.is_expression(tree[1], self.spelled(self.written[s[0]]))}
            case "token":
                out = {s for s in one if all(self.passes(test, s[0]) for test in tree[1])}
            case "then":
                out = {(i, i) for i in range(size + 1)}
                for part in tree[1]:
                    out = self.then(out, self.spans(part))
            case "or":
                out = set().union(*map(self.spans, tree[1]))
            case "times":
                part = self.spans(tree[1])
                row = {(i, i) for i in range(size + 1)}
                out = set()
                for n in range(tree[3] + 1):
                    if n >= tree[2]:
                        out |= row
                    row = self.then(row, part)
            case "near":
                left, right = (self.whole(self.spans(part)) for part in tree[1:3])
                out = {
                    (i, j)
                    for one_side, other in ((left, right), (right, left))
                    for i, k in one_side
                    for m, j in other
                    if k <= m < k + tree[3]
                }
            case "and":
                left, right = (self.whole(self.spans(part)) for part in tree[1:3])
                out = left | right if left and right else set()
            case "not":
                left, right = (self.whole(self.spans(part)) for part in tree[1:3])
                out = set() if right else left
            case _:
                members = list(map(self.spans, tree[1]))
                out = set().union(*members)
                if len(members) > 1:
                    out = {s for s in out if s[0] == s[1]} | apart(self.whole(out))
        return {(i, j) for i, j in out if i == j or all(self.counted[i:j])}

    def whole(self, spans: set[Span]) -> set[Span]:
        return {(i, j) for i, j in spans if i < j and all(self.counted[i:j])}

    @staticmethod
    def then(left: set[Span], right: set[Span]) -> set[Span]:
        return {(i, j) for i, k in left for m, j in right if k == m}


def apart(spans: set[Span]) -> set[Span]:
    out: set[Span] = set()
    reach = 0
    for i, j in sorted(spans, key=lambda s: (s[0], -s[1])):
        if i >= reach:
            out.add((i, j))
            reach = j
    return out


tokens = st.tuples(st.sampled_from(WORDS), st.sampled_from([None, *LEMMAS]), st.sampled_from(PARTS), st.integers(0, 5))
corpora = st.lists(st.lists(tokens, max_size=6), max_size=3)


def corpus(documents: list[list[Any]], admitted: list[int]) -> tuple[TokenStore, View]:
    store = TokenStore.build([(str(n), " ".join(token[0] for token in one)) for n, one in enumerate(documents)])
    every = [token for one in documents for token in one]
    assert len(store) == len(every)
    layer = WordLayer(
        lemma_ids=np.array([UNKNOWN if t[1] is None else LEMMAS.index(t[1]) for t in every], dtype=np.int32),
        lemmas=LEMMAS,
        parts=np.array([PARTS_OF_SPEECH.index(t[2]) for t in every], dtype=np.uint8),
        documents=np.ones(len(documents), dtype=np.bool_),
    )
    without = {}
    for n, one in enumerate(documents):
        begin = int(store.offsets[n])
        cut = [
            (int(store.starts[begin + k]), int(store.ends[begin + k])) for k, token in enumerate(one) if not token[3]
        ]
        without[str(n)] = cut
    view = View.of(store, documents=[str(n) for n in admitted], without=without, words=layer)
    return store, view


def check(documents: list[list[Any]], tree: Tree, case: bool, marks: bool, away: int) -> None:
    admitted = [n for n in range(len(documents)) if n != away]
    store, view = corpus(documents, admitted)
    groups: dict[str, list[str]] = {}
    text = ("case:" if case else "") + ("noaccents: " if marks else "") + render(tree, groups)
    hits = find(view, parse(text, groups))
    expected = []
    for n in admitted:
        one = documents[n]
        naive = Naive(
            [t[0] for t in one], [t[1] for t in one], [t[2] for t in one], [bool(t[3]) for t in one], case, marks
        )
        offset = int(store.offsets[n])
        expected += [(offset + i, j - i) for i, j in sorted(naive.whole(naive.spans(tree)))]
    assert list(zip(hits.first.tolist(), hits.length.tolist(), strict=True)) == expected
    assert hits.first.dtype == np.int64
    assert hits.length.dtype == np.int32


@given(corpora, trees, st.booleans(), st.booleans(), st.integers(0, 4))
@settings(max_examples=300, deadline=None)
def test_every_operator_equals_a_naive_search(
    documents: list[list[Any]], tree: Tree, case: bool, marks: bool, away: int
) -> None:
    check(documents, tree, case, marks, away)


@given(corpora, trees, st.booleans(), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_joining_lists_of_hits_finds_what_phrases_find(
    documents: list[list[Any]], tree: Tree, case: bool, away: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query_finding, "_MOST_PHRASES", 1)  # nothing but a single phrase is taken as phrases
        check(documents, tree, case, False, away)


@given(corpora, trees, st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_one_pass_over_all_tokens_finds_what_postings_find(documents: list[list[Any]], tree: Tree, away: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query_finding, "_DENSE", 10**9)
        check(documents, tree, False, False, away)


# -- anything that can be typed --------------------------------------------------------------------------------------

PIECES: Final = [
    "a", "war", " ", " ", "(", ")", "[", "]", "{", "}", "{1,2}", "{0}", "?", "*", "+", "|", "/", "/a/", "\\", "@", "@g", '@"g h"',
    '"', "“", "NEAR/3", "NEAR/", "AND", "NOT", "case:", "noaccents:", "[]", "[pos=ADJ]", "[lemma=", "!=", "&", "=", ",", "3",
    "(?=", "(?", "[a", "\\1", "é", "%", "’", "\n", "\u0301", "\ud800", "\0",
]  # fmt: skip
GROUPS: Final = {
    "g": ["war", "a b", "@h"],
    "g h": ["@g | x"],
    "h": ["case:US"],
    "loop": ["@loop"],
    "bad": ["(("],
    "g,h": ["x"],
}


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30))
@settings(max_examples=600, deadline=None)
def test_whatever_is_typed_is_found_or_refused_in_words(text: str) -> None:
    _, view = corpus([[("a", "a", "ADJ", 1), ("b", None, "", 1)]], [0])
    for groups in (GROUPS, None):
        problem = problem_of(text, groups, view)
        assert problem is None or (0 <= problem.position <= len(text) and str(problem).endswith("."))


def problem_of(text: str, groups: dict[str, list[str]] | None, view: View) -> QueryError | None:
    try:
        find(view, parse(text, groups))
    except QueryError as error:
        return error
    return None


@given(
    st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers(-3, 3), st.sampled_from([np.int32, np.int64])
)
def test_places_with_another_one_beside_them(left: set[int], right: set[int], step: int, kind: type) -> None:
    places = query_kernels.meeting(np.array(sorted(left), dtype=kind), np.array(sorted(right), dtype=kind), step)
    assert places.tolist() == sorted(place for place in left if place + step in right)


@given(corpora, trees, st.integers(0, 4))
@settings(max_examples=100, deadline=None)
def test_reading_places_side_by_side_finds_what_jumping_finds(
    documents: list[list[Any]], tree: Tree, away: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query_finding, "_FEW_PLACES", 0)
        check(documents, tree, False, False, away)


ANY: Final[tuple[str, list[object]]] = ("token", [])
parts_with_gaps = st.sampled_from(
    [ANY, ("times", ANY, 0, 2), ("times", ANY, 1, 3), ("word", "a"), ("word", "b"), ("times", ("word", "a"), 0, 1)]
)


@given(corpora, st.lists(parts_with_gaps, min_size=2, max_size=4), st.sampled_from([1, 64]), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_any_words_before_between_and_behind_others(
    documents: list[list[Any]], parts: list[Tree], phrases: int, away: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query_finding, "_MOST_PHRASES", phrases)
        check(documents, ("then", parts), False, False, away)
