"""Voices: a click opens exactly the quotes behind a number, and kinds of speakers are set and taken back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from driver import CTRL, LEFT, Driver, button_called, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from small_corpus import COURIER, GAZETTE, VOICE

from workbench.domain.focus import Focus
from workbench.domain.speakers import KIND, kind_id
from workbench.domain.table_data import TableData
from workbench.jobs.worker import Failure
from workbench.ui.panes.voices import KINDS, SPEAKERS, TABLE, Voices
from workbench.ui.speaker_kinds import KindDialog

QUOTES = {
    ("kari-nilsen", GAZETTE): ["The tunnel brings our children home for dinner,"],
    ("kari-nilsen", COURIER): ["Every krone went into rock,"],
    ("erik-dahl", GAZETTE): ["I never wanted a tunnel,", "I wanted a longer summer."],
    ("erik-dahl", VOICE): ["I will miss the gulls,"],
    ("ingrid-berg", COURIER): ["We could not fight a tunnel,"],
}
"""All direct quotes of the small corpus, by hand."""
WORDS = {key: sum(len(quote.split()) for quote in quotes) for key, quotes in QUOTES.items()}


def at_voices(person: Driver, *, table: bool = False) -> Voices:
    """The pane in front, with its controls as at first."""
    window = person.window
    window.show_pane("voices")
    for box in (window.voices.rows, window.voices.share_of, window.voices.speech):
        box.setCurrentIndex(0)
    person.pick(window.voices.choice, TABLE if table else 0)
    person.settle()
    return window.voices


def row_of(pane: Voices, speaker: str) -> int:
    return pane.table.table_model.table.texts("speaker_id").index(speaker)


def column_of(pane: Voices, outlet: str) -> int:
    return next(n for n, column in enumerate(pane.table.table_model.columns) if column.outlet == outlet)


def kind_of(pane: Voices, speaker: str) -> str:
    return pane.table.table_model.table.texts("kind")[row_of(pane, speaker)]


def nodes(person: Driver) -> list[str]:
    """The passages that the Concordance lists."""
    assert person.concordance_rows() == person.window.desk.highlighted_count
    return person.window.concordance.table.table_model.table.texts("node")


def click_in_menu(person: Driver, *path: str) -> None:
    """Click an entry of the menu that is open; entries before the last one are submenus."""
    menus = [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]
    assert len(menus) == 1
    menu = menus[0]
    for words in path[:-1]:
        action = next(action for action in menu.actions() if action.text() == words)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        inner = action.menu()
        assert isinstance(inner, QMenu)
        person.until(inner.isVisible)
        menu = inner
    action = next(action for action in menu.actions() if action.text() == path[-1])
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    menus[0].close()
    person.settle()


# -- looking and clicking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("speaker", "outlet"), list(QUOTES))
def test_a_dot_opens_exactly_its_quotes(person: Driver, speaker: str, outlet: str) -> None:
    pane = at_voices(person)
    mark = person.mark(pane.chart, speaker=speaker, outlet=outlet)
    wanted = QUOTES[speaker, outlet]
    assert f": {len(wanted)} quote" in mark.label
    assert f"{WORDS[speaker, outlet]} words" in mark.label
    person.click_mark(pane.chart, mark)
    assert person.window.desk.state.focus.evidence_key == Focus(speaker=speaker, outlet=outlet)
    assert f": {len(wanted)} passage" in person.status
    assert nodes(person) == wanted
    shown = [
        view.article.text[start:end]
        for view in person.window.reader.views
        if view.article is not None
        for start, end in view.highlighted
    ]
    assert shown == wanted


def test_a_cell_opens_its_quotes_and_the_rest_of_the_row_all_of_the_speaker(person: Driver) -> None:
    pane = at_voices(person, table=True)
    row = row_of(pane, "erik-dahl")
    person.click_row(pane.table, row, column_of(pane, GAZETTE))
    assert person.window.desk.state.focus.evidence_key == Focus(speaker="erik-dahl", outlet=GAZETTE)
    assert nodes(person) == QUOTES["erik-dahl", GAZETTE]
    at_voices(person, table=True)
    assert pane.table.chosen_rows == [row]
    person.click_row(pane.table, row, 0)
    assert person.window.desk.state.focus.evidence_key == Focus(speaker="erik-dahl")
    assert sorted(nodes(person)) == sorted(QUOTES["erik-dahl", GAZETTE] + QUOTES["erik-dahl", VOICE])


def test_every_cell_says_its_quotes_and_words_and_who_is_never_quoted(person: Driver) -> None:
    pane = at_voices(person, table=True)
    assert set(pane.table.table_model.table.texts("speaker_id")) == {speaker for speaker, _ in QUOTES}
    for speaker in ("kari-nilsen", "erik-dahl", "ingrid-berg"):
        row = row_of(pane, speaker)
        for outlet in (GAZETTE, COURIER, VOICE):
            words = pane.table.cell_words(row, column_of(pane, outlet))
            if (speaker, outlet) in QUOTES:
                quotes = len(QUOTES[speaker, outlet])
                assert re.search(rf": {quotes} quotes?, {WORDS[speaker, outlet]} words, [\d.]+ % of", words)
            else:
                assert "never quoted (2 articles)" in words
    assert "named 2 times, never quoted" in pane.table.cell_words(row_of(pane, "kari-nilsen"), column_of(pane, VOICE))
    assert "not named, never quoted" in pane.table.cell_words(row_of(pane, "ingrid-berg"), column_of(pane, VOICE))


def test_quotes_have_more_room_in_the_concordance_than_words_have(person: Driver) -> None:
    pane = at_voices(person, table=True)
    person.click_row(pane.table, row_of(pane, "kari-nilsen"))
    person.concordance_rows()
    table = person.window.concordance.table
    wide = table.columnWidth(2)
    assert wide > 0.4 * table.viewport().width()
    person.search("tunnel")
    person.concordance_rows()
    assert table.columnWidth(2) < wide


def test_a_double_click_highlights_the_speaker_everywhere(person: Driver) -> None:
    pane = at_voices(person, table=True)
    row = row_of(pane, "kari-nilsen")
    place = pane.table.row_position(row)
    person.click(pane.table.viewport(), place)
    QTest.mouseDClick(pane.table.viewport(), LEFT, pos=place)
    person.settle()
    assert person.window.desk.state.focus.evidence_key == Focus(entity="kari-nilsen")
    assert pane.table.chosen_rows == [row], "it stays chosen, as it is the same speaker"


def test_indirect_speech_counts_when_it_is_wanted_and_what_is_highlighted_follows(person: Driver) -> None:
    pane = at_voices(person, table=True)
    person.click_row(pane.table, row_of(pane, "erik-dahl"))
    few = sum(int(str(quotes)) for quotes in pane.table.table_model.table.column("quotes"))
    pane.speech.setCurrentIndex(1)
    person.settle()
    assert person.window.desk.state.focus.evidence_key == Focus(speaker="erik-dahl", indirect=True)
    assert sum(int(str(quotes)) for quotes in pane.table.table_model.table.column("quotes")) > few
    assert "indirect speech are counted" in pane.note.text()
    for speaker in pane.table.table_model.table.texts("speaker_id"):
        row = row_of(pane, speaker)
        person.click_row(pane.table, row)
        quotes = pane.table.table_model.table.column("quotes")[row]
        assert person.window.desk.highlighted_count == quotes
    pane.speech.setCurrentIndex(0)
    person.settle()
    assert not person.window.desk.state.focus.indirect


def test_shares_of_quotes_are_another_choice(person: Driver) -> None:
    pane = at_voices(person, table=True)
    pane.share_of.setCurrentIndex(1)
    person.settle()
    words = pane.table.cell_words(row_of(pane, "erik-dahl"), column_of(pane, GAZETTE))
    assert "66.7 % of 3 quotes" in words
    person.pick(pane.choice, 0)
    person.settle()
    assert "66.7 % of 3 quotes" in person.mark(pane.chart, speaker="erik-dahl", outlet=GAZETTE).label


def test_the_outlet_s_own_voice_has_no_quotes_and_the_pane_says_what_to_do(person: Driver) -> None:
    pane = at_voices(person)
    person.click(button_called(person.window.scope_bar, "Outlet’s voice"))
    assert pane._message.isVisible()
    assert pane._message.heading == "Quotes are not counted now"
    person.click(button_called(pane, "Count all text"))
    assert pane.chart.isVisible()
    assert pane.chart.hitmap.marks


def test_a_scope_without_quotes_says_so(person: Driver) -> None:
    pane = at_voices(person)
    person.window.reader.read(("voice-tunnel",))
    person.window.desk.narrow(lambda scope: type(scope)(documents=("voice-tunnel",)), "Narrow")
    person.settle()
    assert pane._message.heading == "Nobody is quoted"
    assert button_called(pane, "Count indirect speech too").isVisible()


def test_while_quotes_are_being_found_the_pane_says_how_many_articles_are_done(person: Driver) -> None:
    pane = at_voices(person, table=True)
    assert pane._answer is not None
    whole = pane._answer
    pane._show(replace(whole, table=TableData(), covered=3, in_scope=5))
    assert pane._message.heading == "Quotes are still being found"
    pane._show(replace(whole, covered=3, in_scope=5))
    assert pane.table.isVisible()
    assert pane.note.text().startswith("Quotes were found in 3 of 5 articles so far; only these are counted.")
    pane._failed(Failure("It went wrong.", expected=True))
    assert pane._message.heading == "Quotes could not be counted"
    person.click(button_called(pane, "Try again"))
    assert pane.table.isVisible()
    assert "3 of 5" not in pane.note.text()


def test_everything_in_the_pane_has_a_name_and_is_reached_by_keyboard(person: Driver) -> None:
    for table in (False, True):
        pane = at_voices(person, table=table)
        assert nameless(pane) == []
    person.window.go_to_pane(pane)
    person.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert pane.isAncestorOf(focused) or pane.header.isAncestorOf(focused)


@pytest.mark.parametrize("width", [1024, 1600, 2400])
def test_the_controls_stand_in_the_header_only_where_there_is_room(person: Driver, width: int) -> None:
    size = person.window.size()
    person.window.resize(width, 700)
    try:
        pane = at_voices(person, table=True)
        assert pane.rows.isVisible()
        for box in (pane.rows, pane.share_of, pane.speech, pane.kind_button, *pane.choice.buttons()):
            place = box.mapTo(person.window, box.rect().center())
            assert person.window.rect().contains(place)
            assert box.width() >= box.minimumSizeHint().width()
    finally:
        person.window.resize(size)
        person.settle()


# -- kinds of speakers -----------------------------------------------------------------------------------------------


def test_a_kind_is_set_by_key_counted_opened_and_taken_back(newcomer: Driver) -> None:
    person = newcomer
    pane = at_voices(person, table=True)
    pane.rows.setCurrentIndex(KINDS)
    person.settle()
    assert pane.note.text().startswith("No kind is set yet: choose speakers in the table of speakers, and press F2.")
    at_voices(person, table=True)
    person.click_row(pane.table, row_of(pane, "kari-nilsen"))
    person.press(Qt.Key.Key_F2)
    click_in_menu(person, "official")
    assert kind_of(pane, "kari-nilsen") == "official"
    assert pane.table.chosen_rows == [row_of(pane, "kari-nilsen")], "it stays chosen"
    assert "Set the kind of ‘Kari Nilsen’ to ‘official’" in person.window.undo_action.text()

    pane.rows.setCurrentIndex(KINDS)
    person.settle()
    kinds = pane.table.table_model.table
    assert kinds.texts("speaker_id") == [kind_id("official"), KIND]
    person.click_row(pane.table, 0, column_of(pane, COURIER))
    assert nodes(person) == QUOTES["kari-nilsen", COURIER]
    assert person.window.desk.evidence is not None
    assert person.window.desk.evidence.label == f"Quotes of the kind “official” in {COURIER}"

    person.window.desk.undo()
    at_voices(person, table=True)
    assert kind_of(pane, "kari-nilsen") == ""
    person.window.desk.redo()
    person.settle()
    assert kind_of(pane, "kari-nilsen") == "official"


def test_several_speakers_get_a_kind_in_one_step_by_the_menu_of_the_table(newcomer: Driver) -> None:
    person = newcomer
    pane = at_voices(person, table=True)
    person.click_row(pane.table, row_of(pane, "erik-dahl"))
    before = person.window.desk.state.focus
    place = pane.table.row_position(row_of(pane, "ingrid-berg"))
    QTest.mouseClick(pane.table.viewport(), LEFT, CTRL, place)
    person.settle()
    assert person.window.desk.state.focus == before, "what is added to a choice is not opened"
    assert len(pane.table.chosen_rows) == 2
    assert pane.kind_button.isEnabled()
    pane.table.menu_wanted.emit(pane.table.viewport().mapToGlobal(place))
    click_in_menu(person, "Kind of speaker", "citizen")
    assert (kind_of(pane, "erik-dahl"), kind_of(pane, "ingrid-berg")) == ("citizen", "citizen")
    assert len(pane.table.chosen_rows) == 2
    person.window.desk.undo()
    person.settle()
    assert (kind_of(pane, "erik-dahl"), kind_of(pane, "ingrid-berg")) == ("", "")


def test_a_kind_in_own_words_is_offered_from_then_on(newcomer: Driver) -> None:
    person = newcomer
    pane = at_voices(person, table=True)
    person.click_row(pane.table, row_of(pane, "erik-dahl"))
    person.click(pane.kind_button)
    click_in_menu(person, "Another kind…")
    dialog = next(one for one in person.window.findChildren(KindDialog) if one.isVisible())
    QTest.keyClicks(dialog.name, "Seafarer")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    person.settle()
    assert kind_of(pane, "erik-dahl") == "Seafarer"
    person.window.activateWindow()
    person.click_row(pane.table, row_of(pane, "ingrid-berg"))
    words = [action.text() for action in pane.kind_menu().actions()]
    assert "Seafarer" in words
    person.press(Qt.Key.Key_F2)
    click_in_menu(person, "Seafarer")
    person.press(Qt.Key.Key_F2)
    click_in_menu(person, "No kind")
    assert kind_of(pane, "ingrid-berg") == ""
    assert kind_of(pane, "erik-dahl") == "Seafarer"
    assert pane.rows.currentIndex() == SPEAKERS
