"""The search language: what is understood, what is refused, and that finding agrees with a naive search."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import QueryError
from workbench.index.query import find, parse
from workbench.index.store import TokenStore
from workbench.index.tokenizer import fold, normalize, tokenize
from workbench.index.view import View

TEXT = "The war in Ukraine. The US told us: “anti-US wars”, women and a woman; the U.S. and Russia’s war."


def found(query: str, *texts: str) -> list[str]:
    texts = texts or (TEXT,)
    store = TokenStore.build([(str(n), text) for n, text in enumerate(texts)])
    documents, starts, ends = find(View.of(store), parse(query)).spans(store)
    return [texts[d][s:e] for d, s, e in zip(documents, starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("war", ["war", "war"]),
        ("WAR", ["war", "war"]),
        ("war in ukraine", ["war in Ukraine"]),
        ('"war in ukraine"', ["war in Ukraine"]),
        ("“war in” ukraine", ["war in Ukraine"]),
        ("«the» us", ["The US"]),
        ("the, us!", ["The US"]),
        ("war*", ["war", "wars", "war"]),
        ("wom?n", ["women", "woman"]),
        ("*raine", ["Ukraine"]),
        ("w*m*n", ["women", "woman"]),
        ("ukraine* ", ["Ukraine"]),
        ("war in *", ["war in Ukraine"]),
        ("women | woman", ["women", "woman"]),
        ("women|war in", ["war in", "women"]),
        ("us", ["US", "us", "US"]),
        ("case:US", ["US", "US"]),
        ("Case: us", ["us"]),
        ("case:U*", ["Ukraine", "US", "US", "U.S."]),
        ("anti-us", ["anti-US"]),
        ("u.s.", ["U.S."]),
        ("U.S", ["U.S."]),
        ("russia's war", ["Russia’s war"]),
        ("'s", ["’s"]),
        ("’S war", ["’s war"]),
        ("war NEAR/2 ukraine", ["war in Ukraine"]),
        ("ukraine near/2 war", ["war in Ukraine"]),
        ("war NEAR/1 ukraine", []),
        ("(war | wars) (in | women)", ["war in", "wars”, women"]),
        ("the NEAR/1 (us | war)", ["The war", "The US"]),
        ("near", []),
        ("nothing of this", []),
        ('"war | in"', ["war in"]),
    ],
)
def test_a_search_finds_what_a_person_means(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_hits_never_cross_documents() -> None:
    assert found("war in", "no war", "in vain") == []
    assert found("war NEAR/5 in", "no war", "in vain") == []
    assert found("in NEAR/5 vain", "no war", "in vain") == ["in vain"]


def test_every_pair_of_a_near_search_is_a_hit_once() -> None:
    assert found("a NEAR/3 b", "a b a b") == ["a b", "a b a b", "b a", "a b"]
    assert found("a NEAR/3 a", "a x a") == ["a x a"]


def test_overlapping_alternatives_are_two_hits_and_equal_ones_are_one() -> None:
    assert found("war | war in | WAR", "war in") == ["war", "war in"]


def test_a_hit_counts_only_when_all_its_words_are_counted() -> None:
    text = "war in Ukraine and war in Gaza"
    store = TokenStore.build([("d", text)])
    view = View.of(store, without={"d": [(4, 6)]})
    assert len(find(view, parse("war in *"))) == 1
    assert len(find(view, parse("war NEAR/3 gaza | ukraine NEAR/2 in"))) == 1
    assert len(find(view, parse("war"))) == 2


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("", 0),
        ("   ", 3),
        ("case:", 5),
        ("war |", 5),
        ("| war", 0),
        ("war || peace", 5),
        ("NEAR/5 war", 0),
        ("war NEAR/5", 10),
        ("war NEAR/ peace", 4),
        ("war NEAR/0 peace", 4),
        ("war NEAR/five peace", 4),
        ("war NEAR/101 peace", 4),
        ("war NEAR/5peace", 4),
        ("war NEAR/" + "9" * 5000 + " peace", 4),
        ("(war", 0),
        ("war)", 3),
        ("war ()", 5),
        ('say "war', 4),
        ("%%", 0),
        ("case: %%", 6),
        ("(" * 60 + "war" + ")" * 60, 50),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place_and_a_next_step(query: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert str(caught.value).endswith(".")


def test_a_wildcard_search_over_a_very_long_word_is_quick() -> None:
    assert found("*a*a*a*a*a*a*b", "a" * 20_000) == []


def test_too_many_pairs_are_refused_in_words() -> None:
    store = TokenStore.build([("d", "a " * 60_000)])
    with pytest.raises(QueryError, match="rarer words"):
        find(View.of(store), parse("a NEAR/100 a"))


# --- against a naive search ------------------------------------------------------------------------------------------

WORDS = ["a", "A", "b", "ab", "Ba", "U.S.", "don’t"]
PATTERNS = ["a", "A", "b", "ab", "ba", "u.s.", "don't", "a*", "*b", "?", "?a", "*", "*'*"]

word_nodes = st.sampled_from(PATTERNS).map(lambda pattern: ("word", pattern))


def nodes(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(children, min_size=2, max_size=3).map(lambda parts: ("then", parts))
        | st.lists(children, min_size=2, max_size=3).map(lambda options: ("or", options))
        | st.tuples(children, children, st.integers(1, 3)).map(lambda near: ("near", *near))
    )


trees = st.recursive(word_nodes, nodes, max_leaves=4)


def render(tree: Any) -> str:
    kind = tree[0]
    if kind == "word":
        return str(tree[1])
    if kind == "then":
        return " ".join(f"({render(part)})" if part[0] != "word" else render(part) for part in tree[1])
    if kind == "or":
        return " | ".join(f"({render(option)})" for option in tree[1])
    return f"({render(tree[1])}) NEAR/{tree[3]} ({render(tree[2])})"


def wild(pattern: str, word: str) -> bool:
    if not pattern:
        return not word
    if pattern[0] == "*":
        return wild(pattern[1:], word) or (bool(word) and wild(pattern, word[1:]))
    return bool(word) and (pattern[0] in ("?", word[0])) and wild(pattern[1:], word[1:])


def matches(tree: Any, words: list[str], i: int, j: int, case: bool) -> bool:
    """Whether the words from ``i`` to ``j`` (excluded) are a hit of the tree, by trying everything."""
    kind = tree[0]
    if kind == "word":
        pattern = tree[1] if case else fold(tree[1])
        return j - i == 1 and wild(pattern, words[i])
    if kind == "or":
        return any(matches(option, words, i, j, case) for option in tree[1])
    if kind == "then":
        first, *rest = tree[1]
        if not rest:
            return matches(first, words, i, j, case)
        return any(
            matches(first, words, i, k, case) and matches(("then", rest), words, k, j, case) for k in range(i + 1, j)
        )
    _, left, right, distance = tree
    return any(
        matches(one, words, i, k, case) and matches(other, words, m, j, case)
        for one, other in ((left, right), (right, left))
        for k in range(i + 1, j)
        for m in range(k, min(k + distance, j))
    )


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=7), max_size=3),
    trees,
    st.booleans(),
    st.lists(st.integers(0, 12), max_size=3),
)
def test_finding_equals_a_naive_search(documents: list[list[str]], tree: Any, case: bool, left_out: list[int]) -> None:
    store = TokenStore.build([(str(n), " ".join(words)) for n, words in enumerate(documents)])
    counted = np.ones(len(store), dtype=np.bool_)
    counted[[n for n in left_out if n < len(store)]] = False
    hits = find(
        View.of_tokens(store, counted, np.arange(len(documents))), parse(("case:" if case else "") + render(tree))
    )

    spell = normalize if case else fold
    expected = []
    for n, given_words in enumerate(documents):
        words = [spell(word) for word in given_words]
        assert len(tokenize(" ".join(given_words)).words) == len(words)
        offset = int(store.offsets[n])
        expected += [
            (offset + i, j - i)
            for i in range(len(words))
            for j in range(i + 1, len(words) + 1)
            if counted[offset + i : offset + j].all() and matches(tree, words, i, j, case)
        ]
    assert list(zip(hits.first.tolist(), hits.length.tolist(), strict=True)) == expected
