"""Boilerplate in the Reader: greyed, explained, counted again with one click, marked by hand; the numbers follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from driver import CTRL, LEFT, Driver
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from small_corpus import ARTICLES, COURIER, TUNNEL, TUNNEL_IN_BOILERPLATE

from workbench.domain.boilerplate_marks import BOILERPLATE
from workbench.ui.boilerplate import span_words
from workbench.ui.edit_words import edit_words
from workbench.ui.widgets.article_view import ArticleView

APPEAL = "Sign up for our free newsletter"
APPEAL_WORDS = 15
TEXT = ARTICLES["courier-tunnel.txt"][4]


@pytest.fixture
def reading(newcomer: Driver) -> Iterator[Driver]:
    """A person who just opened the corpus and reads the article with an appeal to readers at its end."""
    newcomer.read("courier-tunnel")
    newcomer.until(lambda: newcomer.window.reader.boilerplate.text() == "boilerplate (1)")
    yield newcomer
    menu = view(newcomer).menu
    if menu is not None:
        menu.close()


def view(person: Driver) -> ArticleView:
    return person.window.reader.views[0]


def counted(person: Driver) -> int:
    found = re.search(r"([\d,]+) words", person.window.scope_bar.summary.text())
    assert found
    return int(found[1].replace(",", ""))


def open_menu(person: Driver, at: int | None = None) -> QMenu:
    """The context menu: with the right button at a character, or with the menu key at the cursor."""
    text = view(person).text
    if at is None:
        here = text.cursorRect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, here, text.mapToGlobal(here))
    else:
        cursor = QTextCursor(text.document())
        cursor.setPosition(at)
        place = text.cursorRect(cursor).center() + QPoint(2, 0)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, text.viewport().mapTo(text, place), text.viewport().mapToGlobal(place)
        )
    QApplication.sendEvent(text.viewport() if at is not None else text, event)
    menu = view(person).menu
    assert menu is not None
    person.until(menu.isVisible)
    return menu


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def choose(person: Driver, menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    person.settle()


def test_one_click_on_grey_text_counts_it_and_undo_leaves_it_out(reading: Driver) -> None:
    reading.search("tunnel")
    before = counted(reading)
    at = TEXT.index(APPEAL) + 3
    reading.click_text(view(reading), at)
    assert counted(reading) == before + APPEAL_WORDS
    assert reading.concordance_rows() == TUNNEL + TUNNEL_IN_BOILERPLATE
    assert reading.window.undo_action.text() == "Undo: Count a stretch of boilerplate (appeal to readers)"
    assert reading.window.reader.boilerplate.text() == "boilerplate (0)"
    view(reading).text.setFocus()
    reading.press(Qt.Key.Key_Z, CTRL)
    assert counted(reading) == before
    assert reading.concordance_rows() == TUNNEL
    assert reading.window.reader.boilerplate.text() == "boilerplate (1)"


def test_a_restored_stretch_keeps_a_mark_that_leaves_it_out_again(reading: Driver) -> None:
    before = counted(reading)
    reading.click_text(view(reading), TEXT.index(APPEAL) + 3)
    text = view(reading).text
    reading.click(text.viewport(), text.bar_at(0))
    assert counted(reading) == before
    assert not reading.window.desk.state.decisions.collection(BOILERPLATE)
    reading.press(Qt.Key.Key_Z, CTRL)
    menu = open_menu(reading, TEXT.index(APPEAL) + 3)
    assert "Leave out again (appeal to readers)" in entries(menu)
    choose(reading, menu, "Leave out again (appeal to readers)")
    assert counted(reading) == before


def test_where_the_person_reads_stays_when_a_stretch_is_restored(reading: Driver) -> None:
    reading.search("norway")
    text = view(reading).text
    at = TEXT.index(APPEAL) + 3
    reading.click_text(view(reading), at)
    assert text.textCursor().position() == at


def test_with_the_keyboard_from_the_list_of_stretches(reading: Driver) -> None:
    before = counted(reading)
    reading.choose(
        reading.window.reader.boilerplate, "Appeal to readers: Sign up for our free newsletter and get news of…"
    )
    reading.settle()
    reading.window.activateWindow()  # without a window system, the menu keeps that for itself
    reading.until(reading.window.isActiveWindow)
    assert view(reading).text.hasFocus()
    assert view(reading).text.textCursor().position() == TEXT.index(APPEAL)
    reading.press(Qt.Key.Key_Return)
    assert counted(reading) == before + APPEAL_WORDS
    menu = open_menu(reading)
    choose(reading, menu, "Leave out again (appeal to readers)")
    assert counted(reading) == before


def test_a_selection_is_left_out_and_counted_again(reading: Driver) -> None:
    before = counted(reading)
    reading.select_text(view(reading), "Investors in Oslo expect losses")
    menu = open_menu(reading)
    choose(reading, menu, "Leave out as boilerplate")
    assert counted(reading) == before - 5
    marks = reading.window.desk.state.decisions.collection(BOILERPLATE)
    start = TEXT.index("Investors")
    assert dict(marks) == {f"{start}-{start + 31}/courier-tunnel": "marked"}
    assert reading.window.reader.boilerplate.text() == "boilerplate (2)"
    cursor = view(reading).text.textCursor()
    cursor.clearSelection()
    view(reading).text.setTextCursor(cursor)
    menu = open_menu(reading, start + 3)
    assert "Count all marked by hand" in entries(menu)
    menu.close()
    reading.click_text(view(reading), start + 3)
    assert counted(reading) == before


def test_a_selection_inside_boilerplate_is_counted_alone(reading: Driver) -> None:
    before = counted(reading)
    reading.select_text(view(reading), "news of the tunnel")
    menu = open_menu(reading)
    assert "Leave out as boilerplate" not in entries(menu)
    choose(reading, menu, "Count the selected words")
    assert counted(reading) == before + 4
    assert reading.window.reader.boilerplate.text() == "boilerplate (2)"


def test_a_selection_cuts_no_character(reading: Driver) -> None:
    reading.read("gazette-ferry")
    text = view(reading).text
    reading.until(lambda: "🚢" in text.toPlainText())
    place = text.toPlainText().index("🚢")
    cursor = QTextCursor(text.document())
    cursor.setPosition(place)
    cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text.whole_characters(place + 1, place + 2) == (place, place + 2)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (
            f"Count all of this kind in {COURIER}",
            f"Count 1 stretch of boilerplate (appeal to readers) in {COURIER}",
        ),
        ("Count all that rule newsletter-line found", "Count 1 stretch of boilerplate (rule newsletter-line)"),
    ],
)
def test_all_of_a_kind_or_rule_are_counted_in_one_step(reading: Driver, words: str, label: str) -> None:
    before = counted(reading)
    menu = open_menu(reading, TEXT.index(APPEAL) + 3)
    choose(reading, menu, words)
    assert counted(reading) == before + APPEAL_WORDS
    assert reading.window.undo_action.text() == f"Undo: {label}"
    menu = open_menu(reading, TEXT.index(APPEAL) + 3)
    choose(reading, menu, words.replace("Count all", "Leave out again all"))
    assert counted(reading) == before
    assert not reading.window.desk.state.decisions.collection(BOILERPLATE)


def test_the_tip_says_kind_and_rule_and_whether_it_is_counted(reading: Driver) -> None:
    article = view(reading).article
    assert article is not None
    (span,) = article.boilerplate
    assert span_words(span) == "Appeal to readers (rule newsletter-line). Not counted. Click to count it."
    assert span_words(span, counted=True).endswith("Counted at the moment, because boilerplate is in.")
    assert span_words(replace(span, restored=True)).endswith("Counted, because a person restored it.")
    assert span_words(replace(span, kind="marked", rule="person")).startswith("Marked by hand. Not counted.")
    text = view(reading).text
    cursor = QTextCursor(text.document())
    cursor.setPosition(TEXT.index(APPEAL) + 3)
    place = text.cursorRect(cursor).center()
    tip = QHelpEvent(QEvent.Type.ToolTip, text.viewport().mapTo(text, place), text.viewport().mapToGlobal(place))
    QApplication.sendEvent(text, tip)
    assert "Appeal to readers (rule newsletter-line). Not counted." in QToolTip.text()
    QToolTip.hideText()


def test_the_history_says_what_was_decided(reading: Driver) -> None:
    start = TEXT.index(APPEAL)
    reading.click_text(view(reading), start + 3)
    history = reading.window.desk.store.history
    edits = history.steps[-1].edits or ()
    end = len(TEXT.rstrip())
    assert [edit_words(e) for e in edits] == [
        f"Characters {start}–{end} of ‘courier-tunnel’: as the rules say → counted"
    ]


def test_the_head_says_how_many_words_are_counted(reading: Driver) -> None:
    head = view(reading).head
    before = int(head.known.text().split(" words")[0])
    reading.click_text(view(reading), TEXT.index(APPEAL) + 3)
    assert head.known.text().startswith(f"{before + APPEAL_WORDS} words")
    assert head.date.text() == "3 Apr 2031 · from metadata.csv"
