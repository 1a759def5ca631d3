"""The text of an article on the screen: highlights where it is in view, and long paragraphs in parts."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.widgets.code_points import LONGEST_PARAGRAPH, CodePointMap
from workbench.ui.widgets.reading_text import ReadingText

YELLOW = QColor("#ffee99")
WORD = 10
"""Characters of a word of the long text with the space behind it."""


@pytest.fixture
def text(qapp: QApplication, qtbot: QtBot) -> ReadingText:
    made = ReadingText()
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


def show(text: ReadingText, content: str, qtbot: QtBot) -> None:
    text.set_text(content, CodePointMap(content))
    with qtbot.waitExposed(text):
        text.show()


def words(count: int, between: str = " ") -> str:
    return between.join(f"w{n:08d}" for n in range(count))


def every_word(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, at + WORD - 1) for at in range(start - start % WORD, end, WORD)]


def highlighted(text: ReadingText) -> list[str]:
    selections = text.extraSelections()  # kept, as the cursors live as long as it does
    return [selection.cursor.selectedText() for selection in selections]


def in_view(text: ReadingText) -> str:
    """A word in the middle of what is in view."""
    cursor = text.cursorForPosition(text.viewport().rect().center())
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    return cursor.selectedText()


def colours(text: ReadingText) -> set[str]:
    image = text.viewport().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


@pytest.mark.parametrize("between", [" ", "\n"], ids=["one paragraph", "many paragraphs"])
def test_highlights_are_looked_up_where_the_text_is_in_view(text: ReadingText, qtbot: QtBot, between: str) -> None:
    asked: list[tuple[int, int]] = []

    def find(start: int, end: int) -> list[tuple[int, int]]:
        asked.append((start, end))
        return every_word(start, end)

    show(text, words(50_000, between), qtbot)
    assert YELLOW.name() not in colours(text)
    text.set_highlights(find, YELLOW)
    assert "w00000000" in highlighted(text)
    assert YELLOW.name() in colours(text)
    bar = text.verticalScrollBar()
    for part in (0.3, 0.31, 0.9, 1.0, 0.0):
        bar.setValue(round(bar.maximum() * part))
        assert in_view(text) in highlighted(text)
        assert YELLOW.name() in colours(text)
    assert max(end - start for start, end in asked) < 50_000 * WORD // 10, "far more than what is in view"
    times = len(asked)
    bar.setValue(1)
    text.viewport().repaint()
    assert len(asked) == times, "a little scrolling finds what is there"
    text.set_highlights(None, YELLOW)
    assert highlighted(text) == []
    assert YELLOW.name() not in colours(text)


def test_a_larger_window_shows_highlights_everywhere(text: ReadingText, qtbot: QtBot) -> None:
    show(text, words(5_000, "\n"), qtbot)
    text.resize(600, 100)
    text.set_highlights(every_word, YELLOW)
    text.resize(600, 1200)
    text.viewport().grab()
    assert text.cursorForPosition(text.viewport().rect().bottomLeft()).block().text() in highlighted(text)


def test_one_place_is_marked_over_the_highlights_and_stays_when_they_change(text: ReadingText, qtbot: QtBot) -> None:
    show(text, words(5_000), qtbot)
    text.mark((10, 19), QTextCharFormat())
    assert (text.marked, highlighted(text)) == ("w00000001", ["w00000001"])
    text.set_highlights(every_word, YELLOW)
    assert highlighted(text)[-1] == text.marked == "w00000001"
    text.mark(None)
    assert text.marked == ""
    assert highlighted(text).count("w00000001") == 1


def test_other_selections_stay_where_nothing_is_highlighted(text: ReadingText, qtbot: QtBot) -> None:
    show(text, words(100), qtbot)
    text.setExtraSelections([text._selection(10, 19, QTextCharFormat())])
    text.viewport().grab()
    assert highlighted(text) == ["w00000001"]


def test_what_is_copied_of_a_long_paragraph_is_the_text(text: ReadingText, qtbot: QtBot) -> None:
    stored = "\U0001f6a2 " + words(LONGEST_PARAGRAPH // 4) + "\nThe end."
    show(text, stored, qtbot)
    assert text.document().blockCount() > 3
    cursor = text.textCursor()
    for start, end in ((0, len(stored) + 1), (5, 60_000 // 4), (LONGEST_PARAGRAPH - WORD, LONGEST_PARAGRAPH + WORD)):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)
        in_qt = stored.encode("utf-16-le")
        assert text.createMimeDataFromSelection().text() == in_qt[2 * start : 2 * end].decode("utf-16-le")
