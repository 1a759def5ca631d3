from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.canonical import REPLACEMENT, canonical_field, canonical_text

any_text = st.text(st.characters(codec=None), max_size=60) | st.text(
    st.sampled_from("\r\n\ufeff\x00\ud800\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffffa é😀"), max_size=30
)


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("a\r\nb\rc\nd\n\re", "a\nb\nc\nd\n\ne"),
        ("\ufeffstart\ufeffmiddle", "start\ufeffmiddle"),
        ("\ufeff\ufeffx", "\ufeffx"),
        ("nul\x00", "nul\ufffd"),
        ("lone \ud83d here", "lone \ufffd here"),
        ("\ufdcf\ufdd0\ufdef\ufdf0", "\ufdcf\ufffd\ufffd\ufdf0"),
        ("\ufffd\ufffe\uffff\U00010000", "\ufffd\ufffd\ufffd\U00010000"),
        ("\U0001fffe\U0010ffff\U0010fffd", "\ufffd\ufffd\U0010fffd"),
        ("\u2028\u2029\x0b\x0c\x85\u00a0\u200b", "\u2028\u2029\x0b\x0c\x85\u00a0\u200b"),
        ("e\u0301", "e\u0301"),
        ("", ""),
    ],
)
def test_only_what_the_rule_names_is_changed(source: str, stored: str) -> None:
    assert canonical_text(source) == stored


@given(any_text)
def test_stored_text_can_be_written_as_utf8_and_read_back(source: str) -> None:
    stored = canonical_text(source)
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert not re.search("[\r\x00\ud800-\udfff\ufdd0-\ufdef]", stored)
    assert not any(ord(c) & 0xFFFE == 0xFFFE for c in stored)


@given(any_text)
def test_applying_it_again_changes_nothing_unless_two_marks_stood_in_front(source: str) -> None:
    stored = canonical_text(source)
    assert canonical_text(stored) == stored.removeprefix("\ufeff")
    if not source.startswith("\ufeff\ufeff"):
        assert canonical_text(stored) == stored


@given(any_text)
def test_every_character_but_line_ends_and_the_mark_keeps_its_place(source: str) -> None:
    without = source.removeprefix("\ufeff").replace("\r\n", "\n")
    stored = canonical_text(source)
    assert len(stored) == len(without)
    assert all(a in {b, REPLACEMENT} or (a == "\n" and b == "\r") for a, b in zip(stored, without, strict=True))


def test_a_field_is_on_one_line() -> None:
    assert canonical_field("  Two\r\n words\u00a0here \x00") == "Two words here \ufffd"


def test_no_byte_order_mark_is_left_before_a_field() -> None:
    assert canonical_field("\ufeff \ufeff\ufeffHarbour\ufeff opens ") == "Harbour\ufeff opens"
