"""Text from a corpus in labels, tips, buttons and message boxes: as text, never as markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from workbench.domain.visible_text import several_lines
from workbench.ui.plain_text import (
    LONGEST,
    ElidedLabel,
    PlainLabel,
    message_box,
    mnemonic_safe,
    tool_tip,
    visible,
    window_title,
)

AWKWARD = ["<b>Markets</b>", "<img src='/etc/passwd'>", "if a<b then c>d", "A & B", "&amp;", "$5 and $6", "<!-- x -->"]
OVERRIDE = "\u202e"
BREAK = "\u200b"


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
    assert shown.replace(BREAK, "") == several_lines(text)


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
    assert visible(f"pay{OVERRIDE}fdp.exe") == "pay⟨RLO⟩fdp.exe"
    assert PlainLabel(f"a{OVERRIDE}b").text() == "a⟨RLO⟩b"
    assert "⟨RLO⟩" in tool_tip(f"a{OVERRIDE}b")
    box = message_box(None, QMessageBox.Icon.Warning, f"a{OVERRIDE}b", f"c{OVERRIDE}d", f"e{OVERRIDE}f")
    assert (box.windowTitle(), box.text(), box.detailedText()) == ("a⟨RLO⟩b", "c⟨RLO⟩d", "e⟨RLO⟩f")
    box.deleteLater()


def test_a_window_is_titled_with_every_character_of_a_name(qapp: QApplication) -> None:
    window = QWidget()
    window.setWindowTitle(window_title("Budget[*] <b>2032</b>\nA & B"))
    assert window.windowTitle() == "Budget[*][*] <b>2032</b> A & B", "two signs stand for one of them"
    assert len(window_title("x" * 9000)) == 200
    window.deleteLater()


def test_an_endless_word_wraps_and_does_not_widen_what_it_stands_in(qapp: QApplication) -> None:
    label = PlainLabel("W" * 3000, wrap=True)
    assert label.text().replace(BREAK, "") == "W" * 3000
    assert label.minimumSizeHint().width() < 1000
    assert label.heightForWidth(400) > 10 * label.fontMetrics().height()
    label.deleteLater()


class Watched(QTextDocument):
    """Notes what Qt wants to load for a text."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[str] = []

    def loadResource(self, kind: int, name: object) -> object:  # noqa: N802 - Qt's name
        self.wanted.append(str(name))
        return None


@pytest.mark.parametrize("source", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "qrc:/x"])
def test_nothing_is_loaded_for_a_tip(qapp: QApplication, source: str) -> None:
    markup = f"<img src='{source}'><link rel=stylesheet href='{source}'><body background='{source}'>"
    for html_text, loads in ((tool_tip(markup), False), (markup, True)):
        document = Watched()
        document.setHtml(html_text)
        document.setTextWidth(300)
        document.size()
        assert bool(document.wanted) is loads, "as markup it would be loaded, as text it is not"


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
