"""Text from a corpus in labels, tips, buttons and message boxes: as text, never as markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from workbench.ui.plain_text import LONGEST, ElidedLabel, PlainLabel, message_box, mnemonic_safe, tool_tip, visible

AWKWARD = ["<b>Markets</b>", "<img src='/etc/passwd'>", "if a<b then c>d", "A & B", "&amp;", "$5 and $6", "<!-- x -->"]
OVERRIDE = "\u202e"
SIGN = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("text", AWKWARD)
def test_a_label_shows_its_text_as_it_stands(qapp: QApplication, text: str) -> None:
    for label in (PlainLabel(text), ElidedLabel(text)):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == text
        assert not label.openExternalLinks()
        label.deleteLater()


@given(st.text(max_size=200))
def test_a_tip_reads_as_the_text_and_has_no_markup_of_it(text: str) -> None:
    tip = tool_tip(text)
    if not text:
        assert tip == ""
        return
    inside = tip.removeprefix("<qt>").removesuffix("</qt>")
    assert len(inside) == len(tip) - len("<qt></qt>")
    parts = inside.split("<br>")
    assert not any("<" in part or ">" in part for part in parts)
    shown = "\n".join(html.unescape(part) for part in parts)
    assert shown == re.sub("[\u202a-\u202e\u2066-\u2069]", SIGN, text)


@pytest.mark.parametrize("text", AWKWARD)
def test_qt_shows_a_tip_as_the_text(qapp: QApplication, text: str) -> None:
    document = QTextDocument()
    document.setHtml(tool_tip(text))
    assert document.toPlainText() == text


def test_nothing_has_no_tip() -> None:
    assert tool_tip("") == ""


@given(st.text(max_size=300))
def test_visible_text_is_one_line_without_overrides(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert shown == shown.strip()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


def test_direction_overrides_are_made_visible_everywhere(qapp: QApplication) -> None:
    assert visible(f"pay{OVERRIDE}fdp.exe") == f"pay{SIGN}fdp.exe"
    assert PlainLabel(f"a{OVERRIDE}b").text() == f"a{SIGN}b"
    assert SIGN in tool_tip(f"a{OVERRIDE}b")


def test_what_is_very_long_is_cut_with_an_ellipsis(qapp: QApplication) -> None:
    shown = visible("word " * 10_000)
    assert len(shown) == LONGEST
    assert shown.endswith("…")
    assert len(PlainLabel("x" * 100_000).text()) == LONGEST


@pytest.mark.parametrize("text", ["Food & Drink", "&File", "A && B"])
def test_a_button_shows_its_ampersands(qapp: QApplication, text: str) -> None:
    button = QPushButton(mnemonic_safe(text))
    assert button.shortcut().isEmpty(), "no letter became a keyboard mark"
    assert button.text().replace("&&", "&") == text
    button.deleteLater()


def test_an_elided_label_has_the_whole_text_as_its_tip(qapp: QApplication) -> None:
    label = ElidedLabel("A very long <b>headline</b>\nin two lines")
    assert label.text() == "A very long <b>headline</b> in two lines"
    assert label.toolTip() == tool_tip("A very long <b>headline</b>\nin two lines")
    assert label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance(label.text())
    label.resize(60, 20)
    assert not label.grab().isNull()
    label.deleteLater()


def test_a_message_box_shows_its_text_as_it_stands(qapp: QApplication) -> None:
    box = message_box(None, QMessageBox.Icon.Warning, "<i>Title</i>", "<b>Markets</b> can't be read.", "details")
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text() == "<b>Markets</b> can't be read."
    assert box.detailedText() == "details"
    box.deleteLater()
