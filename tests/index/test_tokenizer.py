"""The rule for words, and that spans and searches agree with it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.index.tokenizer import fold, normalize, scan_query, tokenize

AWKWARD = "abSsUİß ﬁée\u0301\u00ad'’.,1٣-—*?\n\u200d\ufe0f❤😀中ʼͅ"


def written(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war in Ukraine.", ["The", "war", "in", "Ukraine"]),
        ("don’t won't rock'n'roll O’Brien", ["don’t", "won't", "rock'n'roll", "O’Brien"]),
        ("Russia’s and Russia's RUSSIA'S", ["Russia", "’s", "and", "Russia", "'s", "RUSSIA", "'S"]),
        ("O'Brien's", ["O'Brien", "'s"]),
        ("the dogs' 'quoted' ‘words’", ["the", "dogs", "quoted", "words"]),
        ("the U.S. and U.S's, U.S.-led, U.S.’s", ["the", "U.S.", "and", "U.S", "'s", "U.S.", "led", "U.S.", "’s"]),
        ("e.g. 5 p.m. today. Plan B. Next", ["e.g.", "5", "p.m.", "today", "Plan", "B", "Next"]),
        ("1,000 3.5 $1.5bn 1,000,000.00 in 2019.In", ["1,000", "3.5", "1.5bn", "1,000,000.00", "in", "2019", "In"]),
        ("anti-US post–war COVID-19 and/or", ["anti", "US", "post", "war", "COVID", "19", "and", "or"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("I ❤\ufe0f it 😀", ["I", "it"]),
        ("inter\u00adnational", ["inter\u00adnational"]),
        ("Ph.D. x.y.zeta", ["Ph", "D", "x", "y", "zeta"]),
        ("the 1990's", ["the", "1990", "'s"]),
        ("a_b @nato #war", ["a", "b", "nato", "war"]),
        ("", []),
        (" …'’. ", []),
    ],
)
def test_words_are_cut_as_the_rule_says(text: str, expected: list[str]) -> None:
    assert written(text) == expected


def test_case_apostrophes_composition_and_soft_hyphens_do_not_make_another_word() -> None:
    assert fold("DON’T") == fold("don't") == "don't"
    assert fold("Cafe\u0301") == fold("CAFÉ") == "café"
    assert fold("inter\u00adnational") == "international"
    assert fold("Straße") == "strasse"


def test_an_acronym_counts_as_the_same_word_with_and_without_its_last_full_stop() -> None:
    assert tokenize("the U.S economy, the U.S. economy").words == ["the", "u.s.", "economy"] * 2


def test_case_is_kept_where_it_matters() -> None:
    assert normalize("US") != normalize("us")
    assert normalize("U.S") == "U.S."


@given(st.text(alphabet=AWKWARD, max_size=40))
def test_spans_are_ordered_disjoint_and_hold_the_counted_word(text: str) -> None:
    tokens = tokenize(text)
    end_before = 0
    for start, end, word in zip(tokens.starts.tolist(), tokens.ends.tolist(), tokens.words, strict=True):
        assert end_before <= start < end <= len(text)
        assert word == fold(text[start:end])
        end_before = end


@given(st.text(alphabet=AWKWARD, max_size=40))
def test_every_letter_and_digit_belongs_to_a_word(text: str) -> None:
    tokens = tokenize(text)
    covered = {i for start, end in zip(tokens.starts, tokens.ends, strict=True) for i in range(start, end)}
    assert all(i in covered for i, character in enumerate(text) if character.isalpha() or character.isdigit())


@given(st.text(alphabet=AWKWARD, max_size=40))
def test_a_counted_word_is_one_word_when_it_is_searched_for(text: str) -> None:
    for word in tokenize(text).words:
        assert [fold(found) for _, _, found in scan_query(word)] == [word]


@pytest.mark.parametrize("unit", ["=", "a", "'s", "1,", "a.", "\u0301", "a\u00ad", "’", "é", " "])
def test_a_long_text_without_spaces_takes_no_longer_than_any_other(unit: str) -> None:
    began = time.perf_counter()
    tokenize(unit * 200_000)
    assert time.perf_counter() - began < 5  # with a pattern that goes back it would be hours
