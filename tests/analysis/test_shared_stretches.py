"""The words that two articles share, side by side."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.shared_stretches import SharedStretch, shared_stretches
from workbench.index.store import TokenStore
from workbench.index.tokenizer import tokenize
from workbench.index.view import View


def stretches(a: str, b: str, **options: int) -> tuple[SharedStretch, ...]:
    return shared_stretches(View.of(TokenStore.build([("a", a), ("b", b)])), "a", "b", **options)


def texts_of(a: str, b: str, **options: int) -> list[tuple[str, str]]:
    return [(a[s.start_a : s.end_a], b[s.start_b : s.end_b]) for s in stretches(a, b, **options)]


def test_a_shared_passage_is_found_with_its_place_in_both() -> None:
    a = "Before it. The talks went on until two in the morning, he said."
    b = "He heard “the talks went on until two in the morning” from her."
    found = ("The talks went on until two in the morning", "the talks went on until two in the morning")
    assert texts_of(a, b) == [found]


def test_moved_passages_are_both_found() -> None:
    one, two = "alpha beta gamma delta epsilon zeta", "one two three four five six seven"
    assert texts_of(f"{one} middle {two}", f"{two} other {one}") == [(one, one), (two, two)]


def test_an_exchanged_word_leaves_the_words_beside_it_shared() -> None:
    a = "one two three four five SIX seven EIGHT nine ten eleven twelve thirteen"
    b = "one two three four five six-ish seven ACHT nine ten eleven twelve thirteen"
    assert [s[0] for s in texts_of(a, b)] == [
        "one two three four five SIX",
        "seven",
        "nine ten eleven twelve thirteen",
    ]


def test_identical_texts_are_one_stretch_even_when_they_repeat_themselves() -> None:
    text = "again and again " * 100
    assert [s.words for s in stretches(text, text)] == [300]


def test_nothing_shared_is_no_stretch() -> None:
    assert stretches("one two three four", "one two three four") == ()
    assert [s.words for s in stretches("one two three four", "one two three four", size=4)] == [4]
    assert stretches("", "one two three four five") == ()


def test_words_that_are_not_counted_are_stepped_over() -> None:
    a, b = "one two three READ ALSO four five six", "one two three four five six"
    store = TokenStore.build([("a", a), ("b", b)])
    seen = View.of(store, without={"a": [(a.index("READ"), a.index("four"))]})
    assert shared_stretches(seen, "a", "b") == (SharedStretch(0, len(a), 0, len(b), 6),)


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 word"):
        stretches("a", "b", size=0)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "É", "don’t"]), max_size=60)


@given(a=WORDS, b=WORDS, size=st.integers(1, 5))
def test_stretches_hold_the_same_words_and_do_not_overlap(a: list[str], b: list[str], size: int) -> None:
    text_a, text_b = " ".join(a), "  ".join(b)
    found = stretches(text_a, text_b, size=size)
    for s in found:
        same = tokenize(text_a[s.start_a : s.end_a]).words
        assert same == tokenize(text_b[s.start_b : s.end_b]).words
        assert len(same) == s.words > 0
    for spans in ([(s.start_a, s.end_a) for s in found], sorted((s.start_b, s.end_b) for s in found)):
        assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(shared=st.lists(st.sampled_from("xyz"), min_size=5, max_size=9))
def test_a_shared_run_of_enough_words_is_never_missed(shared: list[str]) -> None:
    run = " ".join(shared)
    assert sum(s.words for s in stretches(f"left {run} here", f"right {run} there")) >= len(shared)


def test_long_texts_are_compared_at_once() -> None:
    chosen = random.Random(5)
    a = [f"w{chosen.randrange(3000)}" for _ in range(50_000)]
    b = [w if chosen.random() > 0.02 else "changed" for w in a]
    assert sum(s.words for s in stretches(" ".join(a), " ".join(b))) > 0.97 * len(a)
