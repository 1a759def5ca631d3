"""Nothing in a shown text is hidden, and what scripts and emoji need is left alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.formula_guard import FORMULA_STARTS, as_cell
from workbench.domain.visible_text import breakable, one_line, several_lines

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)


@given(st.text())
def test_nothing_is_hidden(text: str) -> None:
    shown = several_lines(text)
    assert not HIDDEN.search(shown)
    assert several_lines(shown) == shown
    shown.encode("utf-8")
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"])))
def test_ordinary_letters_signs_and_accents_stay_as_they_are(text: str) -> None:
    assert several_lines(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pay\u202efdp.exe", "pay⟨RLO⟩fdp.exe"),
        ("\u2067a\u2069", "⟨RLI⟩a⟨PDI⟩"),
        ("Bloom\u200bberg", "Bloom⟨ZWSP⟩berg"),
        ("Bloomberg\u200e", "Bloomberg⟨LRM⟩"),
        ("\ufeffa", "⟨ZWNBSP⟩a"),
        ("a\x1b[31m\x00\x7f", "a␛[31m␀␡"),
        ("a\x9b", "a⟨U+009B⟩"),
        ("a\U000e0041", "a⟨U+E0041⟩"),
        ("\ud800", "\ufffd"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_what_is_not_seen_is_shown_by_its_name(text: str, shown: str) -> None:
    assert several_lines(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧",
        "می\u200cخواهم",
        "❤\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Ver\u00adein",
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str) -> None:
    assert several_lines(text) == text


@given(st.text(max_size=400))
def test_places_to_break_change_nothing_else(text: str) -> None:
    text = several_lines(text)
    assert breakable(text).replace("\u200b", "") == text


@pytest.mark.parametrize("letter", ["x", "e\u0301", "👍🏽", "新"])
def test_a_long_run_is_broken_between_letters(letter: str) -> None:
    pieces = breakable(letter * 400).split("\u200b")
    assert len(pieces) > 5
    assert all(len(piece) <= 40 for piece in pieces)
    assert not any(unicodedata.combining(piece[0]) or piece[0] == "🏽" for piece in pieces)


def test_ordinary_text_is_not_broken() -> None:
    text = "The pilotage pact of 2029, https://example.org/a-path and a word."
    assert breakable(text) == text


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_starts_like_a_formula(start: str) -> None:
    assert as_cell(f"{start}1+1") == f"'{start}1+1"
    assert as_cell(f"a{start}") == f"a{start}"
