"""Stories in the real window with its real working process: named, put together, undone; articles left out."""

from __future__ import annotations

import re

import pytest
from driver import LEFT, Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_corpus import FERRY_STORY, TUNNEL_STORY

from workbench.domain.story_names import change_for_story_name
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.stories import ChooseStoryDialog, LeftOutDialog
from workbench.ui.widgets.article_list import Heading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def headings(person: Driver) -> list[tuple[str, int]]:
    entries = person.window.articles.list.model_of_articles.entries
    return [(entry.title, entry.articles) for entry in entries if isinstance(entry, Heading)]


def pick(person: Driver, row: int, words: str) -> None:
    """Press the right button on a row of the list and click an entry of the menu."""
    pane = person.window.articles
    index = pane.list.model_of_articles.index(row)
    pane.list.scrollTo(index)
    place, view = pane.list.visualRect(index).center(), pane.list.viewport()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place)))
    menu = pane.menu
    assert menu is not None
    action = next(action for action in menu.actions() if action.text() == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    person.settle()


def undo_all(person: Driver, steps: int) -> None:
    for _ in range(steps):
        person.window.desk.undo()
        person.settle()


def test_a_story_is_named_put_together_and_counted_and_all_is_undone(person: Driver) -> None:
    assert headings(person) == [(FERRY_STORY, 3), (TUNNEL_STORY, 3)]
    pick(person, 0, "Name this story…")
    dialog = person.window.findChild(NameDialog)
    assert dialog is not None
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Farewell")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    person.settle()
    assert headings(person) == [("Farewell", 3), (TUNNEL_STORY, 3)]
    pick(person, 0, "Put together with another story…")
    choose = person.window.findChild(ChooseStoryDialog)
    assert choose is not None
    QTest.keyClicks(choose.filter, "tunnel")
    QTest.keyClick(choose.filter, Qt.Key.Key_Down)
    QTest.mouseClick(choose.choose, LEFT)
    person.settle()
    assert headings(person) == [(TUNNEL_STORY, 6)]
    undo_all(person, 2)
    assert headings(person) == [(FERRY_STORY, 3), (TUNNEL_STORY, 3)]


def test_articles_are_left_out_of_every_count_and_brought_back(person: Driver) -> None:
    pick(person, 1, "Leave out of the corpus")
    overview = person.window.desk.overview
    assert overview is not None
    assert (len(overview.articles), overview.removed) == (5, 1)
    person.window.articles.show_left_out()
    person.settle()
    dialog = person.window.findChild(LeftOutDialog)
    assert dialog is not None
    assert dialog.list.count() == 1
    QTest.mouseClick(dialog.back, LEFT)
    person.settle()
    overview = person.window.desk.overview
    assert overview is not None
    assert (len(overview.articles), overview.removed) == (6, 0)
    undo_all(person, 2)


def test_stories_of_one_name_are_told_apart_where_one_is_chosen(person: Driver) -> None:
    bar, desk = person.window.scope_bar, person.window.desk
    assert desk.overview is not None
    one, other = desk.overview.stories[:2]
    desk.decide(change_for_story_name(one, "Crossing") | change_for_story_name(other, "Crossing"), "Name two stories")
    person.settle()
    bar._stories.aboutToShow.emit()
    same = [action.text() for action in bar._stories.actions() if action.text().startswith("Crossing")]
    undo_all(person, 1)
    assert len(same) == len(set(same)) == 2
    assert all(re.fullmatch(r"Crossing · .*\d{4} · \d+ articles?", text) for text in same), same
