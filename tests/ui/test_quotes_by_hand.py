"""Quotes corrected by hand in the Reader: who says them, their kind, what is none, what the rules missed. All with Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from driver import CTRL, LEFT, SHIFT, Driver, button_called, nameless
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from small_corpus import ARTICLES

from workbench.domain.focus import Focus
from workbench.domain.quote_decisions import QUOTE
from workbench.domain.table_data import TableData
from workbench.ui.dialogs.entity_choice import ChooseSpeakerDialog
from workbench.ui.dialogs.quote_marking import MarkQuoteDialog
from workbench.ui.edit_words import edit_words
from workbench.ui.quote_actions import likely_kind, replaced_by, without_marks
from workbench.ui.widgets.article_view import ArticleView
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable, QuoteSpan, ReaderArticle

FERRY = ARTICLES["gazette-ferry.txt"][4]
TUNNEL = ARTICLES["gazette-tunnel.txt"][4]
WANTED = "I never wanted a tunnel,"
DINNER = "The tunnel brings our children home for dinner,"


@pytest.fixture(scope="module")
def opened(module_window: Driver, small_corpus: Path) -> Driver:
    """A window of its own with the corpus open."""
    module_window.open(small_corpus)
    return module_window


@pytest.fixture
def reader(opened: Driver, qtbot: QtBot) -> Iterator[Driver]:
    """A person at that window, with nothing decided, before and after."""
    opened.bot = qtbot
    opened.failures.clear()
    opened.window.activateWindow()
    yield opened
    if view(opened).menu is not None:
        view(opened).menu.close()  # type: ignore[union-attr]
    opened.settle()
    while opened.window.desk.store.undo_label:
        opened.window.desk.undo()
    opened.settle()
    assert not opened.window.desk.state.decisions.collection(QUOTE)
    assert not opened.failures


@pytest.fixture
def ferry(reader: Driver) -> Driver:
    """A person who reads the article with an emoji before its quotes."""
    return reading(reader, "gazette-ferry")


@pytest.fixture
def tunnel(reader: Driver) -> Driver:
    """A person who reads the article with one direct quote."""
    return reading(reader, "gazette-tunnel")


def reading(person: Driver, document: str) -> Driver:
    person.read(document)
    person.until(lambda: view(person).article is not None and article(person).document_id == document)
    cursor = view(person).text.textCursor()
    cursor.setPosition(0)
    view(person).text.setTextCursor(cursor)
    person.settle()
    return person


def view(person: Driver) -> ArticleView:
    return person.window.reader.views[0]


def article(person: Driver) -> ReaderArticle:
    shown = view(person).article
    assert shown is not None
    return shown


def quote(person: Driver, words: str) -> QuoteSpan:
    shown = article(person)
    return next(one for one in shown.quotes if shown.text[one.start : one.end] == words)


def quoted(person: Driver) -> list[str]:
    shown = article(person)
    return [shown.text[one.start : one.end] for one in shown.quotes]


def cursor_at(person: Driver, position: int) -> QTextCursor:
    cursor = QTextCursor(view(person).text.document())
    cursor.setPosition(len(article(person).text[:position].encode("utf-16-le")) // 2)
    return cursor


def select(person: Driver, start: int, end: int) -> None:
    cursor = cursor_at(person, start)
    cursor.setPosition(cursor_at(person, end).position(), QTextCursor.MoveMode.KeepAnchor)
    view(person).text.setTextCursor(cursor)


def open_menu(person: Driver, position: int | None = None) -> QMenu:
    """The context menu: with the right button at a character, or with the menu key at the cursor."""
    text = view(person).text
    if position is None:
        here = text.cursorRect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, here, text.mapToGlobal(here))
        QApplication.sendEvent(text, event)
    else:
        place = text.cursorRect(cursor_at(person, position)).center() + QPoint(2, 0)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, text.viewport().mapTo(text, place), text.viewport().mapToGlobal(place)
        )
        QApplication.sendEvent(text.viewport(), event)
    menu = view(person).menu
    assert menu is not None
    person.until(menu.isVisible)
    return menu


def entry(menu: QMenu, words: str) -> QAction:
    found = [action for action in menu.actions() if action.text().startswith(words)]
    assert found, f"{words!r} is not among {[action.text() for action in menu.actions()]}"
    return found[0]


def choose(person: Driver, menu: QMenu, *words: str) -> None:
    """Click an entry, or entries in menus inside one another."""
    for one in words[:-1]:
        action = entry(menu, one)
        inner = action.menu()
        assert isinstance(inner, QMenu)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        person.until(inner.isVisible)
        menu = inner
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry(menu, words[-1])).center())
    person.window.activateWindow()
    person.settle()


def table(person: Driver, name: str) -> TableData:
    """A table as the working process makes it now."""
    got: list[PaneTable] = []
    desk = person.window.desk
    desk.ask(tasks.pane_table, name, replace(desk.state, focus=Focus()), desk.options, key="test", done=got.append)
    person.until(lambda: bool(got))
    return got[0].table


def quotes_of(person: Driver, name: str) -> int:
    """How many quotes between marks the voices have for a speaker, over all outlets."""
    rows = table(person, "voices")
    pairs = zip(rows.texts("speaker"), rows.column("quotes"), strict=True)
    return sum(int(count or 0) for speaker, count in pairs if speaker == name)


def undo(person: Driver) -> None:
    view(person).text.setFocus()
    person.press(Qt.Key.Key_Z, CTRL)


def edits(person: Driver) -> list[str]:
    """The last step in words."""
    change = person.window.desk.store.history.steps[-1]
    return [edit_words(edit) for edit in change.edits or ()]


# -- who says it ---------------------------------------------------------------------------------------------------------


def test_another_speaker_from_the_menu_is_in_every_table_until_undo(tunnel: Driver) -> None:
    before = quotes_of(tunnel, "Kari Nilsen")
    assert quote(tunnel, DINNER).speaker_name == "Kari Nilsen"
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "Who says this?", "Nobody")
    assert quotes_of(tunnel, "Kari Nilsen") == before - 1
    assert quote(tunnel, DINNER).speaker == ""
    assert quote(tunnel, DINNER).decided
    assert tunnel.window.undo_action.text() == "Undo: Speaker of “The tunnel brings our children…”: nobody"
    undo(tunnel)
    assert quotes_of(tunnel, "Kari Nilsen") == before
    assert quote(tunnel, DINNER).speaker_name == "Kari Nilsen"


def test_an_entity_of_the_article_is_chosen_and_its_nearest_words_are_the_speaker(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    who = entry(menu, "Who says this?").menu()
    assert isinstance(who, QMenu)
    assert entry(who, "Kari Nilsen").isChecked()
    choose(tunnel, menu, "Who says this?", "Norway")
    changed = quote(tunnel, DINNER)
    assert changed.speaker_name == "Norway"
    assert TUNNEL[slice(*changed.speaker_at)] == "Norway"
    rows = table(tunnel, "quotes")
    speakers = dict(zip(rows.texts("text"), rows.texts("speaker"), strict=True))
    assert speakers[DINNER] == "Norway"
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "As the rules found it")
    assert quote(tunnel, DINNER).speaker_name == "Kari Nilsen"
    assert not tunnel.window.desk.state.decisions.collection(QUOTE)


def test_selected_words_become_the_speaker(tunnel: Driver) -> None:
    start = TUNNEL.index("Transport minister")
    select(tunnel, start, start + len("Transport minis"))  # cut in the middle of a word
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "The selected words are the speaker")
    changed = quote(tunnel, DINNER)
    assert changed.speaker == "Transport minister"
    assert changed.speaker_name == ""
    assert "Transport minister" in view(tunnel).quote_bar.words.text() or not view(tunnel).quote_bar.isVisible()


def test_selected_words_beside_a_quote_can_be_its_verb(ferry: Driver) -> None:
    start = FERRY.index("rang the bell")
    select(ferry, start + 1, start + 3)
    menu = open_menu(ferry)
    choose(ferry, menu, f"The selected words belong to “{WANTED}", "The selected words are the verb of saying")
    changed = quote(ferry, WANTED)
    assert FERRY[slice(*changed.cue_at)] == "rang"
    assert any(WANTED[:10] in line or "cue" in line or "verb" in line.casefold() for line in edits(ferry))


def test_a_name_that_the_article_does_not_have_is_chosen_in_a_dialog(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "Who says this?", "Another name…")
    dialog = next(iter(tunnel.window.findChildren(ChooseSpeakerDialog)))
    tunnel.until(lambda: dialog.picker.list.count() > 0)
    assert not nameless(dialog)
    assert not dialog.apply.isEnabled()
    QTest.keyClicks(dialog.picker.filter, "erik dahl")
    QTest.keyClick(dialog.picker.filter, Qt.Key.Key_Return)
    tunnel.window.activateWindow()
    tunnel.settle()
    assert quote(tunnel, DINNER).speaker_name == "Erik Dahl"


# -- kind, none, missed --------------------------------------------------------------------------------------------------


def test_another_kind_changes_what_counts_as_quoted(tunnel: Driver) -> None:
    before = quotes_of(tunnel, "Kari Nilsen")
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    kinds = entry(menu, "Kind").menu()
    assert isinstance(kinds, QMenu)
    assert [action.text() for action in kinds.actions() if action.isChecked()] == ["Direct quote"]
    choose(tunnel, menu, "Kind", "Indirect speech")
    assert quote(tunnel, DINNER).kind == "indirect"
    assert quotes_of(tunnel, "Kari Nilsen") == before - 1


def test_not_a_quote_and_a_quote_after_all(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "Not a quote")
    assert DINNER not in quoted(tunnel)
    assert DINNER not in table(tunnel, "quotes").texts("text")
    assert tunnel.window.undo_action.text().endswith("is no quote")
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "It is a quote after all")
    assert DINNER in quoted(tunnel)


def test_words_behind_an_emoji_are_marked_as_a_quote_whole_words_alone(ferry: Driver) -> None:
    start = FERRY.index("rang the bell twice")
    assert "🚢" in FERRY[:start]
    select(ferry, start + 2, start + len("rang the bell tw"))
    menu = open_menu(ferry)
    choose(ferry, menu, "Mark the selection as a quote…")
    dialog = next(iter(ferry.window.findChildren(MarkQuoteDialog)))
    ferry.until(dialog.isVisible)
    assert not nameless(dialog)
    assert dialog.kind == "indirect"  # no quotation marks around it
    assert dialog.mention is not None
    assert dialog.mention.name == "Erik Dahl"
    QTest.mouseClick(button_called(dialog, "Direct quote"), LEFT)
    QTest.mouseClick(dialog.apply, LEFT)
    ferry.window.activateWindow()
    ferry.settle()
    made = quote(ferry, "rang the bell twice")
    assert (made.kind, made.speaker_name, made.decided, made.made) == ("direct", "Erik Dahl", True, True)
    assert list(ferry.window.desk.state.decisions.collection(QUOTE)) == [f"{start}-{start + 19}/gazette-ferry"]
    rows = table(ferry, "quotes")
    assert "rang the bell twice" in rows.texts("text")
    undo(ferry)
    assert "rang the bell twice" not in quoted(ferry)
    ferry.press(Qt.Key.Key_Y, CTRL)
    menu = open_menu(ferry, start + 6)
    assert all(action.text() != "As the rules found it" for action in menu.actions())
    choose(ferry, menu, "Not a quote")
    assert not ferry.window.desk.state.decisions.collection(QUOTE)


def test_a_new_quote_takes_the_place_of_those_that_it_reaches_beyond(ferry: Driver) -> None:
    start, end = FERRY.index(WANTED), FERRY.index("I wanted a longer summer.") + len("I wanted a longer summer.")
    select(ferry, start - 1, end + 1)
    menu = open_menu(ferry)
    choose(ferry, menu, "Mark the selection as a quote…")
    dialog = next(iter(ferry.window.findChildren(MarkQuoteDialog)))
    QTest.mouseClick(button_called(dialog, "Direct quote"), LEFT)
    assert dialog.note.text() == "It takes the place of 2 quotes."
    QTest.mouseClick(dialog.apply, LEFT)
    ferry.window.activateWindow()
    ferry.settle()
    assert quoted(ferry) == [FERRY[start:end]]
    undo(ferry)
    assert WANTED in quoted(ferry)


def test_the_class_of_one_verb_is_changed_for_one_quote(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "Verb: say", "Here distancing")
    assert quote(tunnel, DINNER).cue_class == "distancing"
    classes = {one.cue_class for one in article(tunnel).quotes if one.cue == "say" and one != quote(tunnel, DINNER)}
    assert "distancing" not in classes


def test_all_quotes_of_a_speaker_are_one_click_away(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("children home"))
    choose(tunnel, menu, "Show all quotes of Kari Nilsen")
    assert tunnel.concordance_rows() == quotes_of(tunnel, "Kari Nilsen") > 1
    tunnel.window.desk.clear_highlight()
    tunnel.settle()


def test_a_name_in_a_quote_has_its_own_entries(tunnel: Driver) -> None:
    menu = open_menu(tunnel, TUNNEL.index("Nilsen said") + 2)
    assert any(action.text().startswith("This mention of Kari Nilsen") for action in menu.actions())
    menu.close()
    she = TUNNEL.index("She thanked")
    menu = open_menu(tunnel, she + 1)
    assert any(action.text().startswith("This mention of Kari Nilsen") for action in menu.actions())


# -- by keyboard, and the line below -------------------------------------------------------------------------------------


def test_by_keyboard_from_quote_to_quote_and_through_the_menu(ferry: Driver) -> None:
    view(ferry).text.setFocus()
    ferry.press(Qt.Key.Key_F8)
    assert view(ferry).chosen_quote == quote(ferry, WANTED)
    assert view(ferry).quote_bar.isVisible()
    assert ferry.status.startswith("Direct quote · Erik Dahl")
    ferry.press(Qt.Key.Key_F8)
    assert view(ferry).chosen_quote == quote(ferry, "I wanted a longer summer.")
    ferry.press(Qt.Key.Key_F8, SHIFT)
    menu = open_menu(ferry)
    choose(ferry, menu, "Not a quote")
    assert WANTED not in quoted(ferry)


def test_the_line_below_the_text_says_and_changes_who_speaks(ferry: Driver) -> None:
    ferry.click_text(view(ferry), FERRY.index(WANTED) + 3)
    bar = view(ferry).quote_bar
    assert bar.words.text() == "1 of 2 · Direct quote · Erik Dahl (“Dahl”) · said (neutral) · 5 words"
    assert not nameless(bar)
    ferry.choose(bar.who, "Nobody")
    ferry.window.activateWindow()
    ferry.settle()
    assert "nobody is said to say it" in bar.words.text()
    assert view(ferry).chosen_quote == quote(ferry, WANTED)


def test_who_reads_further_down_stays_there_when_a_quote_is_decided_about(ferry: Driver) -> None:
    ferry.window.activateWindow()
    ferry.click_text(view(ferry), FERRY.index(WANTED) + 3)
    at = view(ferry).text.textCursor().position()
    ferry.choose(view(ferry).quote_bar.who, "Nobody")
    ferry.settle()
    assert view(ferry).text.textCursor().position() == at


def test_the_switches_of_the_window_turn_layers_and_are_kept_in_its_settings(ferry: Driver) -> None:
    switches = ferry.window.reader.layers
    ferry.press(Qt.Key.Key_F8)
    assert view(ferry).text.chosen is not None
    ferry.click(switches.buttons["quotes"])
    assert not view(ferry).layers.quotes
    assert view(ferry).text.chosen is None
    assert not view(ferry).quote_bar.isVisible()
    assert ferry.window.settings.value("reader layers") == "entities"
    ferry.press(Qt.Key.Key_F8)  # what is gone through must be seen
    assert view(ferry).layers.quotes
    assert view(ferry).chosen_quote is not None
    assert ferry.window.settings.value("reader layers") == "entities,quotes"


# -- pure ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He said: “We go.” Then", "“We go.”", "direct"),
        ("“We go,” he said", "We go,", "direct"),
        ("a plan that is “too small” for us", "too small", "mixed"),
        ("a plan that is “too small” for us", "plan that is “too small” for", "mixed"),
        ("He said the plan is small.", "the plan is small", "indirect"),
        ("Il dit : « Nous partons »", "Nous partons", "direct"),
    ],
)
def test_the_likely_kind_follows_the_marks(text: str, words: str, kind: str) -> None:
    start = text.index(words)
    assert likely_kind(text, (start, start + len(words))) == kind


@pytest.mark.parametrize("words", ["“We go.”", " “We go.” ", "« We go. »", "We go.", '"We go."', "``We go.''"])
def test_quotation_marks_are_no_part_of_a_quote(words: str) -> None:
    text = f"He said: {words} Then"
    start = text.index(words)
    begin, end = without_marks(text, (start, start + len(words)))
    assert text[begin:end] == "We go."


def test_marks_alone_are_left_as_they_are() -> None:
    assert without_marks("a “” b", (2, 4)) == (2, 4)


def test_a_quote_around_the_words_is_not_replaced(make_article: Callable[..., ReaderArticle]) -> None:
    around, inside, across, indirect = (
        QuoteSpan(start, end, "", kind, found=(start, end))
        for start, end, kind in ((0, 50, "direct"), (12, 18, "mixed"), (8, 15, "direct"), (5, 30, "indirect"))
    )
    shown = make_article(quotes=(around, indirect, across, inside))
    assert replaced_by(shown, (10, 20), "direct") == (across, inside)
    assert replaced_by(shown, (10, 40), "indirect") == (indirect,)
    assert replaced_by(shown, (0, 50), "direct") == (around, across, inside)
    assert replaced_by(shown, (60, 70), "direct") == ()


@pytest.fixture
def make_article() -> Callable[..., ReaderArticle]:
    def make(**values: object) -> ReaderArticle:
        return ReaderArticle(1, "a", "x" * 100, "", "", "", "", "", "", "UTF-8", (), True, **values)  # type: ignore[arg-type]

    return make
