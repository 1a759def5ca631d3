"""Coding whole articles in the real window: by keyboard, with suggestions that learn and are never applied."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from workbench.domain.judgements import frame_codes_in
from workbench.domain.state import State
from workbench.domain.table_data import Cell
from workbench.ui.judging import code_article
from workbench.ui.panes.framing import CHART, CODE, Framing
from workbench.ui.widgets.article_codes import FILTERS, ArticleCodes, learned_words

FRAME, BOOK = "Conflict", "Generic news frames"
QUARREL = ["attacked", "dispute", "parties", "clash", "accused", "rivals"]
CALM = ["gulls", "bakers", "pier", "slept", "meadow", "lanterns"]
OTHER = ["stone", "river", "cloud", "apple", "candle", "window", "ladder", "bridge", "garden", "copper"]
ARTICLES = 16


@pytest.fixture
def coder(newcomer: Driver, tmp_path: Path) -> Iterator[Driver]:
    """A person with articles open of which every other one is about a quarrel, about to code them for Conflict."""
    folder = tmp_path / "towns"
    folder.mkdir()
    rows = ["file,outlet,date,title"]
    for n in range(ARTICLES):
        draws = random.Random(n)  # in an order of its own each, or they would be copies of one another
        words = [draws.choice(OTHER) for _ in range(30)] + (CALM if n % 2 else QUARREL)
        draws.shuffle(words)
        name = f"town-{n:02}.txt"
        (folder / name).write_text(f"{' '.join(words).capitalize()}.\n", encoding="utf-8")
        rows.append(f"{name},{('Quay Post', 'Lock Herald')[n // 8]},2031-02-{n + 1:02},Town {n}")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    newcomer.open(folder)
    newcomer.window.show_pane("framing")
    newcomer.settle()
    frames = framing(newcomer).frames
    newcomer.click_row(frames, frames.table_model.table.texts("frame").index(FRAME))
    newcomer.pick(framing(newcomer)._choice, CODE)
    newcomer.settle()
    codes(newcomer).table.select_source_row(0)
    codes(newcomer).table.setFocus()
    yield newcomer
    codes(newcomer).filter.setCurrentIndex(0)
    newcomer.pick(framing(newcomer)._choice, CHART)
    newcomer.settle()


def framing(coder: Driver) -> Framing:
    return coder.window.framing


def codes(coder: Driver) -> ArticleCodes:
    return framing(coder).codes


def column(coder: Driver, name: str) -> list[object]:
    return list(codes(coder).table.table_model.table.column(name))


def entry(menu: object, words: str) -> QAction:
    """An entry of a menu."""
    assert isinstance(menu, QMenu)
    return next(action for action in menu.actions() if action.text() == words)


def type_keys(coder: Driver, keys: str) -> None:
    for key in keys:
        QTest.keyClick(codes(coder).table, Qt.Key(ord(key.upper())))
    coder.settle()


def test_articles_are_coded_by_keyboard_and_suggestions_learn_from_that(coder: Driver) -> None:
    assert column(coder, "suggested") == [None] * ARTICLES
    assert "Suggestions begin with 5 of each" in codes(coder).learned.text()
    before = coder.window.desk.state.decisions
    type_keys(coder, "ynynynynyn")
    assert column(coder, "code") == [1, 0] * 5 + [None] * 6
    assert column(coder, "suggested") == [1, 0] * 8
    assert codes(coder).learned.text().startswith("10 articles coded: 5 with it, 5 without.")
    assert "5 of 5 suggested were right" in codes(coder).learned.text()
    said = frame_codes_in(coder.window.desk.state.decisions, BOOK)
    assert len(said) == 10, "what is suggested is not coded"
    assert coder.window.desk.state.decisions != before
    assert coder.window.desk.store.undo_label == "Code: “Town 9” does not use Conflict"
    coder.window.desk.store.undo()
    coder.settle()
    assert column(coder, "code")[9] is None
    assert column(coder, "suggested") == [None] * ARTICLES, "four without it are too few"


def test_a_code_is_taken_back_by_key_and_by_button(coder: Driver) -> None:
    type_keys(coder, "y")
    type_keys(coder, "kz")
    assert column(coder, "code")[0] is None
    coder.click(codes(coder).no_button)
    coder.settle()
    assert column(coder, "code")[0] == 0
    type_keys(coder, "k")
    assert codes(coder).back_button.isEnabled()
    coder.click(codes(coder).back_button)
    coder.settle()
    assert frame_codes_in(coder.window.desk.state.decisions, BOOK) == ()


def test_the_list_shows_what_is_not_coded_or_coded_otherwise_than_suggested(coder: Driver) -> None:
    type_keys(coder, "ynynynynynyy")
    numbers = {words: n for n, (words, _) in enumerate(FILTERS)}
    codes(coder).filter.setCurrentIndex(numbers["Not coded"])
    coder.settle()
    assert len(column(coder, "code")) == ARTICLES - 12
    codes(coder).filter.setCurrentIndex(numbers["Suggested otherwise"])
    coder.settle()
    assert column(coder, "title") == ["Town 11"], "it is calm, and was said to use the frame"
    assert column(coder, "code") == [1]
    assert column(coder, "suggested") == [0]


def test_enter_shows_the_article_in_the_reader(coder: Driver) -> None:
    type_keys(coder, "jj")
    QTest.keyClick(codes(coder).table, Qt.Key.Key_Return)
    coder.settle()
    focus = coder.window.desk.state.focus
    assert (focus.frame, focus.article) == (FRAME, str(column(coder, "document_id")[2]))
    assert coder.window.reader.documents == [focus.article]


def test_an_article_is_coded_from_the_reader(coder: Driver) -> None:
    QTest.keyClick(codes(coder).table, Qt.Key.Key_Return)
    coder.settle()
    view = coder.window.reader.views[0]
    menu = view.menu_at(3)
    one = entry(entry(menu, "Code article").menu(), FRAME).menu()
    entry(one, "Uses it").trigger()
    coder.settle()
    assert column(coder, "code")[0] == 1
    menu.deleteLater()


def test_codes_made_elsewhere_are_learned_from_at_once(coder: Driver) -> None:
    desk = coder.window.desk
    for n, document in enumerate(map(str, column(coder, "document_id")[:10])):
        code_article(desk, BOOK, FRAME, document, n % 2 == 0, f"Town {n}")
    coder.settle()
    assert column(coder, "suggested") == [1, 0] * 8
    assert isinstance(desk.state, State)


def test_words_for_how_right_suggestions_are() -> None:
    row: dict[str, Cell] = {
        "articles": 100, "coded_yes": 40, "coded_no": 60, "suggested": 50, "right": 30, "precision": 0.6,
        "precision_low": 0.462, "precision_high": 0.724, "recall": 0.75, "recall_low": 0.598, "recall_high": 0.858,
        "words_for": "war, troops",
    }  # fmt: skip
    assert learned_words(row) == (
        "100 articles coded: 40 with it, 60 without. Of those held back in turn 30 of 50 suggested were right"
        " (60%, 95 % interval 46% to 72%), and 30 of 40 were found (75%, 95 % interval 60% to 86%). Words for it: war, troops."
    )
