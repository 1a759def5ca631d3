"""The head of an article: where it is from, what is known about it and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fake_bridge import FakeBridge
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.reviews import reviewed_in
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.theme import LIGHT
from workbench.ui.widgets.article_view import ArticleView
from workbench.workspace.messages import ReaderArticle, Stage

ARTICLE = ReaderArticle(
    revision=1,
    document_id="a",
    text="The bridge will be built.\n\nAdvertisement",
    title="<b>Bridge</b> & tunnel",
    outlet="Evening Courier",
    date="2031-07-04T08:30:00+02:00",
    date_source="meta article:published_time",
    author="Ann Example",
    url="",
    encoding="UTF-8",
    notes=("The page was saved by a browser.",),
    annotated=True,
    section="World",
    wire_agency="AP",
    stated_words="540",
    sources=(("outlet", "meta og:site_name"), ("title", "")),
)


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[ArticleView]:
    bridge = FakeBridge()
    desk = Desk(Store(), bridge, LIGHT)
    desk.stage = Stage.COMPLETE
    view = ArticleView(desk)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show_article(ARTICLE)
    view.show()
    yield view
    desk.close()
    bridge.deleteLater()
    desk.deleteLater()


def test_it_says_where_the_article_is_from_and_how_that_is_known(view: ArticleView) -> None:
    head = view.head
    assert head.date.text() == "4 Jul 2031 08:30 · from meta article:published_time"
    assert head.known.text() == "By Ann Example · World · wire: AP · 540 words, says the source · read as UTF-8"
    assert head.notes.text() == "The page was saved by a browser."
    assert head._title.text() == ARTICLE.title
    assert head._title.textFormat() is Qt.TextFormat.PlainText
    assert "outlet from meta og:site_name" in head.known.toolTip()
    assert "title" not in head.known.toolTip()
    assert (head.edit.text(), head.source.text()) == ("Edit metadata…", "Open source…")
    view.resize(300, 400)
    assert (head.edit.text(), head.source.text()) == ("Edit…", "Source…")
    assert not head.review.isVisible()
    assert not head.compare.isVisible()


def test_what_is_not_known_is_not_shown(view: ArticleView) -> None:
    view.show_article(
        replace(ARTICLE, date="", author="", section="", wire_agency="", stated_words="", encoding="", notes=())
    )
    assert view.head.date.text() == "no date"
    assert view.head.known.text() == ""
    assert not view.head.notes.isVisible()


def test_a_person_notes_that_an_article_was_looked_at_and_takes_it_back(view: ArticleView) -> None:
    view.show_article(replace(ARTICLE, review="The header has no date."))
    head = view.head
    assert head.why.text() == "Needs review: The header has no date."
    assert head.review.isVisible()
    QTest.mouseClick(head.looked, Qt.MouseButton.LeftButton)
    assert reviewed_in(view.desk.state.decisions) == {"a"}
    view.show_article(replace(ARTICLE, review="The header has no date.", reviewed=True))
    assert head.why.text() == "Looked at: The header has no date."
    head.looked.setFocus()
    QTest.keyClick(head.looked, Qt.Key.Key_Space)
    assert reviewed_in(view.desk.state.decisions) == frozenset()


def test_copies_are_named_and_shown_in_their_pane(view: ArticleView, qtbot: QtBot) -> None:
    view.show_article(replace(ARTICLE, copies=("Shares 78 % with “Bridge” in Morning Post (first).",)))
    assert view.head.copies.text() == "Shares 78 % with “Bridge” in Morning Post (first)."
    with qtbot.waitSignal(view.head.copies_wanted) as wanted:
        QTest.mouseClick(view.head.compare, Qt.MouseButton.LeftButton)
    assert wanted.args == ["a"]


def test_correcting_what_is_known_is_asked_for(view: ArticleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.head.edit_wanted) as wanted:
        QTest.mouseClick(view.head.edit, Qt.MouseButton.LeftButton)
    assert wanted.args == ["a"]
