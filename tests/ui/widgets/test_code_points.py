"""Code points and Qt's positions: what is highlighted is what was found, whatever stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from workbench.corpus.canonical import canonical_text
from workbench.ui.widgets.code_points import CodePointMap, for_qt, with_shorter_paragraphs

AWKWARD = (
    "a\n \t\u00a0\u00ad\u0301\u200b\u200d\u2028\u2029\ufeff\x0b\x0c\x1c\x1d\x1e\x85\u202e\u2066\u2069\u0600"
    "🚢👩‍👩‍👧🇳🇴\U0010fffd"
)
stored = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=60).map(canonical_text)


@given(stored)
def test_every_place_comes_back(text: str) -> None:
    places = CodePointMap(text)
    assert [places.from_qt(places.to_qt(n)) for n in range(len(text) + 1)] == list(range(len(text) + 1))


@given(stored)
def test_places_are_those_of_utf_16(text: str) -> None:
    places = CodePointMap(text)
    for n in range(len(text) + 1):
        assert places.to_qt(n) == len(text[:n].encode("utf-16-le")) // 2


def test_inside_a_pair_is_the_character_it_belongs_to() -> None:
    places = CodePointMap("a🚢b")
    assert [places.from_qt(n) for n in range(5)] == [0, 1, 1, 2, 3]


def test_a_text_of_the_basic_plane_has_the_same_places() -> None:
    places = CodePointMap("Ærlig talt — 日本語")
    assert [places.to_qt(n) for n in range(5)] == [0, 1, 2, 3, 4]


@given(text=stored, data=st.data())
def test_qt_selects_what_python_cuts_out(qapp: QApplication, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = for_qt(text)
    places = CodePointMap(text)
    document = QTextDocument()
    document.setPlainText(shown)
    assert document.characterCount() - 1 == len(text.encode("utf-16-le")) // 2
    cursor = QTextCursor(document)
    cursor.setPosition(places.to_qt(start))
    cursor.setPosition(places.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
    # Qt sets a sign of its own between paragraphs
    assert cursor.selectedText().replace("\u2029", "\n") == shown[start:end]


@given(stored)
def test_what_qt_would_change_is_replaced_one_for_one(text: str) -> None:
    assert len(for_qt(text)) == len(text)


@pytest.mark.parametrize("text", ["plain", "Ærø\nnext", "🚢 and 日本語", "a\tb"])
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert for_qt(text) == text


def test_direction_overrides_are_made_visible() -> None:
    assert for_qt("bank\u202eknab") == "bank\N{REPLACEMENT CHARACTER}knab"


@given(st.text(st.sampled_from("ab .\n"), max_size=80), st.integers(4, 12))
def test_long_paragraphs_are_cut_at_spaces_and_nothing_else_changes(text: str, longest: int) -> None:
    shown, cuts = with_shorter_paragraphs(text, longest)
    assert len(shown) == len(text)
    assert cuts == sorted(set(cuts))
    assert all(text[cut] == " " for cut in cuts)
    assert [n for n in range(len(text)) if shown[n] != text[n]] == cuts
    for paragraph in shown.split("\n"):  # what is still too long has no space at which it could be cut
        assert len(paragraph) <= longest or " " not in paragraph[longest:]
    for paragraph in text.split("\n"):  # what is short enough was left alone
        assert len(paragraph) > longest or paragraph in shown.split("\n")


def test_a_long_paragraph_is_cut_behind_a_sentence() -> None:
    assert with_shorter_paragraphs("one two. three four five six", 16) == ("one two. three\nfour five six", [14])
    assert with_shorter_paragraphs("one two three. four five six", 18) == ("one two three.\nfour five six", [14])
    assert with_shorter_paragraphs("a" * 50 + " b", 16) == ("a" * 50 + "\nb", [50])
    assert with_shorter_paragraphs("a" * 50, 16) == ("a" * 50, [])
