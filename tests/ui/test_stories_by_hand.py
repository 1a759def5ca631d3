"""Putting stories together, splitting, naming and giving back; leaving articles out; what a list says about articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest
from articles_bench import ArticlesBench
from fake_bridge import FakeBridge
from made_up import article_row, corpus_event, overview_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from workbench.domain.corrections import corrections_in
from workbench.domain.focus import Focus
from workbench.domain.removal import removed_in
from workbench.domain.reviews import reviewed_in
from workbench.domain.state import State
from workbench.domain.story_names import story_names_in
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.stories import ChooseStoryDialog, LeftOutDialog, OneStoryDialog
from workbench.ui.panes.articles import Articles
from workbench.ui.theme import LIGHT
from workbench.ui.widgets.article_list import Heading, Line
from workbench.workspace import removed_tasks, tasks
from workbench.workspace.listing import ArticleRow
from workbench.workspace.messages import Overview
from workbench.workspace.removed_tasks import LeftOut
from workbench.workspace.stories import MOST_ALONE, listed_stories, story_titles

pytestmark = [
    pytest.mark.window,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]

D = TypeVar("D", bound=QDialog)
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
TITLES = {"story-a1": "Dam bursts", "Vote": "Vote", "story-c1": "Strike"}
BASE = (
    article_row("a1", "Dam bursts", "Daily Post", "2024-07-03", "story-a1"),
    article_row("a2", "Mud in Kirkvale", "Evening Star", "2024-07-04", "story-a1", wire="AP"),
    article_row("a3", "Mud in Kirkvale", "Daily Post", "2024-07-05", "story-a1", duplicate_of="a2"),
    article_row("b1", "Vote in Ostrel", "Daily Post", "2024-06-01", "Vote"),
    article_row("b2", "Budget passed", "", "", "Vote", review="The date in the file is impossible."),
    article_row("c1", "Strike", "Evening Star", "2024-05-01", "story-c1"),
    article_row("d1", "A lone report", "Evening Star", "2024-05-02", ""),
)


def overview_for(state: State, known: frozenset[str] = frozenset()) -> Overview:
    """What the working process makes of decisions about stories, removals and reviews."""
    fields, names = corrections_in(state.decisions), story_names_in(state.decisions)
    away, seen = removed_in(state.decisions), reviewed_in(state.decisions)
    rows: list[ArticleRow] = []
    for row in BASE:
        if row.document_id in away:
            continue
        story = fields.get(row.document_id, {}).get("story_id", row.story)
        title = names.get(story) or TITLES.get(story, story)
        review = "" if row.document_id in seen else row.review
        rows.append(replace(row, story=story, story_title=title, review=review))
    return replace(overview_of(rows), removed=len(away))


@dataclass
class Bench(ArticlesBench):
    steps: list[str] = field(default_factory=list)

    def centre(self, row: int) -> QPoint:
        index = self.pane.list.model_of_articles.index(row)
        self.pane.list.scrollTo(index)
        return self.pane.list.visualRect(index).center()

    def row(self, entry: str) -> int:
        return self.shown().index(entry)

    def select(self, *documents: str) -> None:
        for n, document in enumerate(documents):
            modifier = CTRL if n else Qt.KeyboardModifier.NoModifier
            QTest.mouseClick(self.pane.list.viewport(), LEFT, modifier, self.centre(self.row(document)))
        self.settle()

    def menu(self, entry: str) -> list[str]:
        """Press the right button on an entry. Returns what the menu offers."""
        place = self.centre(self.row(entry))
        view = self.pane.list.viewport()
        QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place)))
        assert self.pane.menu is not None
        return [action.text() for action in self.pane.menu.actions() if not action.isSeparator()]

    def pick(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        menu = self.pane.menu
        assert menu is not None
        action = next(action for action in menu.actions() if action.text() == words)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        self.settle()

    def dialog(self, kind: type[D]) -> D:
        found = [dialog for dialog in self.pane.window().findChildren(kind) if dialog.isVisible()]
        assert len(found) == 1
        return found[0]

    def name_it(self, name: str) -> None:
        """Type a name into the dialog and press Enter."""
        dialog = self.dialog(NameDialog)
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        self.settle()

    def labels(self) -> list[str]:
        return [step.label for step in self.desk.store.history.steps]


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bridge = FakeBridge()
    bridge.answer(tasks.overview, overview_for)
    bridge.answer(
        removed_tasks.left_out_articles,
        lambda state: tuple(
            LeftOut(row.document_id, row.title, row.outlet, row.date)
            for row in BASE
            if row.document_id in removed_in(state.decisions)
        ),
    )
    desk = Desk(Store(), bridge, LIGHT)
    pane = Articles(desk)
    qtbot.addWidget(pane)
    pane.resize(320, 700)
    pane.show()
    made = Bench(desk, bridge, pane, qtbot)
    desk.on_corpus(corpus_event(overview_for(State())))
    made.settle()
    yield made
    desk.close()


FOUND = ["[Dam bursts]", "a1", "a2", "a3", "[Vote]", "b1", "b2", "[Strike]", "c1", "[No shared story]", "d1"]


def test_headings_show_a_storys_title_dates_and_size(bench: Bench) -> None:
    assert bench.shown() == FOUND
    heading = bench.pane.list.model_of_articles.entries[0]
    assert isinstance(heading, Heading)
    assert heading.remark == "3–5 Jul 2024 · 3"


def test_stories_of_chosen_articles_are_put_together_in_one_step_and_apart_again(bench: Bench) -> None:
    bench.select("a1", "c1")
    assert "Put together as one story…" in bench.menu("a1")
    bench.pick("Put together as one story…")
    dialog = bench.dialog(OneStoryDialog)
    assert dialog.name.text() == "Dam bursts"
    assert dialog.choice.button(0).text() == "All 4 articles of their 2 stories"
    bench.name_it("Dam and strike")
    assert bench.shown()[:5] == ["[Dam and strike]", "c1", "a1", "a2", "a3"]
    assert bench.labels()[-1] == "Put 4 articles together as the story ‘Dam and strike’"
    assert corrections_in(bench.desk.state.decisions)["c1"] == {"story_id": "story-a1"}
    bench.desk.undo()
    bench.settle()
    assert bench.shown() == FOUND
    bench.desk.redo()
    bench.settle()
    assert bench.shown()[0] == "[Dam and strike]"


def test_only_the_chosen_articles_become_a_story_under_a_name_that_none_has(bench: Bench) -> None:
    bench.select("a1", "b1")
    bench.menu("a1")
    bench.pick("Put together as one story…")
    dialog = bench.dialog(OneStoryDialog)
    dialog.choice.button(1).setFocus()
    QTest.keyClick(dialog.choice.button(1), Qt.Key.Key_Space)
    assert dialog.name.text() == "Dam bursts (2)"  # the name of the story that stays is taken
    bench.name_it("Vote")
    assert dialog.problem.text() == "Another story has this name. Choose another one, or put the two together."
    bench.name_it("New")
    assert bench.shown()[:3] == ["[Dam bursts]", "a2", "a3"]
    assert bench.shown()[bench.row("[New]") :][:3] == ["[New]", "b1", "a1"]


def test_articles_are_split_off_as_a_story_of_their_own(bench: Bench) -> None:
    bench.select("a2", "a3")
    bench.menu("a3")
    bench.pick("Split off as a story of their own…")
    bench.name_it("Mud")
    assert bench.shown()[:5] == ["[Mud]", "a2", "a3", "[Dam bursts]", "a1"]
    assert bench.labels()[-1] == "Split 2 articles off as the story ‘Mud’"
    bench.desk.undo()
    bench.settle()
    assert bench.shown() == FOUND


def test_articles_go_back_to_the_story_that_was_found(bench: Bench) -> None:
    assert "Give back to the found story" not in bench.menu("a2")
    bench.pick("Split off as a story of its own…")
    bench.name_it("Mud")
    bench.menu("a2")
    bench.pick("Give back to the found story")
    assert bench.shown() == FOUND
    assert not len(bench.desk.state.decisions)


def test_a_story_is_named_from_its_heading_and_by_its_found_name_again(bench: Bench) -> None:
    assert bench.menu("[Dam bursts]") == [
        "Put together with another story…",
        "Name this story…",
        "Edit metadata of its 3 articles…",
        "Set outlet of its 3 articles…",
        "Leave its 3 articles out of the corpus",
    ]
    bench.pick("Name this story…")
    bench.name_it("Kirkvale")
    assert bench.shown()[0] == "[Kirkvale]"
    assert bench.labels()[-1] == "Name the story ‘Kirkvale’"
    bench.menu("[Kirkvale]")
    bench.pick("Use the found name again")
    assert bench.shown() == FOUND


def test_a_whole_story_is_put_into_another_one_found_by_typing(bench: Bench) -> None:
    bench.menu("[Strike]")
    bench.pick("Put together with another story…")
    dialog = bench.dialog(ChooseStoryDialog)
    assert [story.title for story in dialog.stories] == ["Dam bursts", "Vote"]
    assert not dialog.choose.isEnabled()
    QTest.keyClicks(dialog.filter, "vot")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.chosen is not None
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    bench.settle()
    assert bench.shown()[bench.row("[Vote]") :][:4] == ["[Vote]", "c1", "b1", "b2"]
    assert bench.labels()[-1] == "Put 1 article into the story ‘Vote’"


def test_a_filter_that_fits_no_story_leaves_nothing_to_choose(bench: Bench) -> None:
    bench.menu("d1")
    bench.pick("Move to another story…")
    dialog = bench.dialog(ChooseStoryDialog)
    dialog.list.setCurrentRow(0)
    assert dialog.choose.isEnabled()
    QTest.keyClicks(dialog.filter, "zzz")
    assert not dialog.choose.isEnabled()
    assert dialog.none.isVisible()
    dialog.reject()


def test_the_menu_of_a_heading_opens_by_keyboard(bench: Bench) -> None:
    view = bench.pane.list
    view.setFocus()
    view.setCurrentIndex(view.model_of_articles.index(0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), event)
    assert bench.pane.menu is not None
    QTest.keyClick(bench.pane.menu, Qt.Key.Key_Down)
    QTest.keyClick(bench.pane.menu, Qt.Key.Key_Down)
    QTest.keyClick(bench.pane.menu, Qt.Key.Key_Return)
    bench.name_it("Kirkvale")
    assert bench.shown()[0] == "[Kirkvale]"


def test_articles_are_left_out_and_brought_back_from_the_list(bench: Bench) -> None:
    bench.desk.highlight(Focus(article="a2"))
    bench.select("a2", "a3")
    bench.menu("a2")
    bench.pick("Leave out of the corpus")
    assert bench.shown()[:2] == ["[Dam bursts]", "a1"]
    assert "a2" not in bench.shown()
    assert bench.desk.state.focus.article != "a2"
    assert bench.labels()[-1] == "Leave 2 articles out of the corpus"
    bench.pane._fill_shown()
    action = bench.pane.show_only.menu().actions()[-1]
    assert action.text() == "Left-out articles (2)…"
    action.trigger()
    bench.settle()
    dialog = bench.dialog(LeftOutDialog)
    assert dialog.back.text() == "Bring all back"
    item = dialog.list.item(0)
    QTest.mouseClick(dialog.list.viewport(), LEFT, pos=dialog.list.visualItemRect(item).center())
    QTest.mouseClick(dialog.back, LEFT)
    bench.settle()
    assert "a2" in bench.shown()
    assert dialog.list.count() == 1
    bench.desk.undo()
    bench.desk.undo()
    bench.settle()
    assert bench.shown() == FOUND
    assert dialog.words.text() == "No article is left out."
    dialog.reject()


def test_what_was_looked_at_needs_no_review_any_more(bench: Bench) -> None:
    assert "Looked at" not in bench.menu("b1")
    assert "Looked at" in bench.menu("b2")
    bench.pick("Looked at")
    assert bench.desk.overview is not None
    assert not any(bench.desk.overview.articles.reviews[n] for n in range(len(bench.desk.overview.articles)))
    bench.desk.undo()
    bench.settle()
    assert "Looked at" in bench.menu("b2")


def test_metadata_and_copies_are_asked_for_by_name(bench: Bench) -> None:
    bench.select("a1", "b1")
    bench.menu("a1")
    with bench.qtbot.waitSignal(bench.pane.metadata_wanted, timeout=1000) as asked:
        bench.pick("Edit metadata of 2 articles…")
    assert asked.args == [("a1", "b1")]
    bench.menu("a3")
    with bench.qtbot.waitSignal(bench.pane.copies_wanted, timeout=1000) as copies:
        bench.pick("Compare with its copies")
    assert copies.args == ["a3"]


def line(bench: Bench, document: str) -> Line:
    row = bench.pane.list.model_of_articles.entries[bench.row(document)]
    assert isinstance(row, Line)
    return row


def test_signs_say_what_a_person_should_know_in_words_tips_and_to_screen_readers(bench: Bench) -> None:
    assert [sign.words for sign in line(bench, "a2").signs] == ["AP wire"]
    assert [sign.words for sign in line(bench, "a3").signs] == ["copy"]
    assert [sign.words for sign in line(bench, "b2").signs] == ["review", "no date"]
    model = bench.pane.list.model_of_articles
    for document, explained in (
        ("a2", "Wire copy: AP"),
        ("a3", "Copy of “Mud in Kirkvale” (Evening Star)"),
        ("b2", "Needs review: The date in the file is impossible."),
        ("b2", "No date: set one with Edit metadata"),
    ):
        index = model.index(bench.row(document))
        assert explained in index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert explained in index.data(Qt.ItemDataRole.ToolTipRole)


def test_only_articles_in_a_state_are_listed_from_the_menu_with_their_numbers(bench: Bench) -> None:
    def choose(number: int) -> str:
        menu = bench.pane.show_only.menu()
        bench.pane._fill_shown()
        action = menu.actions()[number]
        words = action.text()
        action.trigger()
        bench.settle()
        return words

    assert choose(1) == "Needs review (1)"
    assert bench.shown() == ["[Vote]", "b2"]
    assert choose(2) == "Without date (1)"
    assert choose(3) == "Without outlet (1)"
    assert choose(4) == "Wire copy (1)"
    assert bench.shown() == ["[Dam bursts]", "a2"]
    assert choose(5) == "Copies (1)"
    assert bench.shown() == ["[Dam bursts]", "a3"]
    QTest.keyClicks(bench.pane.filter, "budget")
    assert bench.shown() == []
    button = bench.pane._message.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, LEFT)
    assert bench.shown() == FOUND


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wire", ["a2"]),
        ("copy", ["a3"]),
        ("review", ["b2"]),
        ("undated", ["b2"]),
        ("wire mud", ["a2"]),
        ("strike", ["c1"]),
    ],
)
def test_states_and_titles_of_stories_are_found_by_typing(bench: Bench, typed: str, found: list[str]) -> None:
    QTest.keyClicks(bench.pane.filter, typed)
    assert [entry for entry in bench.shown() if not entry.startswith("[")] == found


def test_many_articles_that_are_alone_stand_together_unless_somebody_named_their_story() -> None:
    few = [f"story-{n}" for n in range(MOST_ALONE)]
    assert listed_stories([*few, "Two", "Two"], ()) == [*few, "Two", "Two"]
    many = [*few, "story-x", "given"]
    assert listed_stories(many, {"story-x", "given"}) == many
    assert listed_stories([*many, "story-y"], {"story-x", "given"}) == [""] * MOST_ALONE + ["story-x", "given", ""]


def test_a_name_stays_with_its_story_when_an_earlier_article_comes_in() -> None:
    stories = {"a0": "story-a0", "a1": "story-a0", "b1": "story-b1"}
    titles = {"story-a0": "Found", "story-b1": "Other"}
    assert story_titles(titles, stories, {"story-a1": "Mine"})["story-a0"] == "Mine"
    assert story_titles(titles, stories, {"story-a1": "Mine", "story-a0": "Newer"})["story-a0"] == "Newer"
    assert story_titles(titles, stories, {"story-gone": "Mine"})["story-a0"] == "Found"
