"""What is counted: narrowing, outlets, voice, boilerplate; said in words, undone and done again. The highlight stays."""

from __future__ import annotations

import re

from driver import CTRL, SHIFT, Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_corpus import (
    ARTICLES,
    COURIER,
    FERRY_STORY,
    GAZETTE,
    OUTLETS,
    TUNNEL,
    TUNNEL_BY_OUTLET,
    TUNNEL_IN_BOILERPLATE,
    TUNNEL_QUOTED,
    VOICE,
)

from workbench.domain.focus import Focus
from workbench.domain.scope import Scope, Voice
from workbench.ui.widgets.outlet_mark import OutletChip


def chip(person: Driver, outlet: str) -> OutletChip:
    return next(chip for chip in person.window.scope_bar.chips if chip.outlet == outlet)


def words_counted(person: Driver) -> int:
    """The number of words that the scope bar names."""
    found = re.search(r"([\d,]+) words", person.window.scope_bar.summary.text())
    assert found
    return int(found[1].replace(",", ""))


def test_the_scope_bar_says_what_is_counted(person: Driver) -> None:
    words = person.window.scope_bar.summary.text()
    assert words.startswith("6 of 6 articles · ")
    assert words.endswith(" words · boilerplate left out")
    assert tuple(chip.outlet for chip in person.window.scope_bar.chips) == OUTLETS
    assert all(chip.isChecked() for chip in person.window.scope_bar.chips)


def test_narrowing_counts_only_the_articles_with_it_and_keeps_the_highlight(person: Driver) -> None:
    person.search("norway")
    assert person.status == "Highlighting “norway”: 5 passages in 3 of 6 articles"
    before = words_counted(person)
    person.click(person.window.status_line.narrow)
    assert person.window.desk.state.focus == Focus(term="norway")
    assert person.status == "Highlighting “norway”: 5 passages in 3 of 3 articles"
    assert person.window.scope_bar.summary.text().startswith("3 of 6 articles · ")
    assert words_counted(person) < before
    assert person.window.scope_bar.narrowed.isVisible()
    assert person.window.scope_bar.narrowed.text() == "articles with “norway” ✕"
    assert person.concordance_rows() == 5
    overview = person.window.desk.overview
    assert overview is not None
    counted = {row.document_id for row in overview.articles if row.in_scope}
    assert counted == {"gazette-tunnel", "courier-tunnel", "voice-tunnel"}
    person.search("tunnel")
    assert person.concordance_rows() == 4 + 3 + 2, "what is searched now is looked for in these only"


def test_narrowing_is_undone_and_done_again_with_the_keyboard(person: Driver) -> None:
    window = person.window
    person.search("norway")
    words = window.scope_bar.summary.text()
    person.press(Qt.Key.Key_J, CTRL)
    narrowed = window.scope_bar.summary.text()
    assert narrowed != words
    assert window.undo_action.text() == "Undo: Narrow to articles with “norway”"
    window.reader.views[0].text.setFocus()
    person.press(Qt.Key.Key_Z, CTRL)
    assert window.scope_bar.summary.text() == words
    assert window.desk.state.focus == Focus(term="norway")
    assert person.status == "Highlighting “norway”: 5 passages in 3 of 6 articles"
    assert window.redo_action.text() == "Redo: Narrow to articles with “norway”"
    person.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.scope_bar.summary.text() == narrowed
    assert window.desk.state.focus == Focus(term="norway")


def test_all_articles_are_counted_again_by_a_click(person: Driver) -> None:
    person.search("norway")
    person.click(person.window.status_line.narrow)
    person.click(person.window.scope_bar.narrowed)
    assert person.window.desk.state.scope == Scope()
    assert person.window.scope_bar.summary.text().startswith("6 of 6 articles")
    assert not person.window.scope_bar.narrowed.isVisible()


def test_an_outlet_is_left_out_and_counted_again_by_its_chip(person: Driver) -> None:
    person.search("tunnel")
    person.click(chip(person, COURIER))
    assert person.window.scope_bar.summary.text().startswith("4 of 6 articles")
    assert not chip(person, COURIER).isChecked()
    assert person.concordance_rows() == TUNNEL - TUNNEL_BY_OUTLET[COURIER]
    assert person.hits == f"{TUNNEL - TUNNEL_BY_OUTLET[COURIER]} hits in 4 articles"
    assert {mark.focus.outlet for mark in person.window.terms.frequency.hitmap.marks} == {GAZETTE, VOICE}
    person.click(chip(person, COURIER))
    assert person.window.desk.state.scope == Scope()
    assert person.concordance_rows() == TUNNEL


def test_the_last_outlet_cannot_be_left_out(person: Driver) -> None:
    person.click(chip(person, COURIER))
    person.click(chip(person, VOICE))
    before = person.window.desk.state.scope
    person.click(chip(person, GAZETTE))
    assert person.window.desk.state.scope == before
    assert chip(person, GAZETTE).isChecked()
    assert person.status == "At least one outlet must be counted."


def test_colours_of_outlets_stay_whatever_is_counted(person: Driver) -> None:
    before = {outlet: person.window.desk.outlet_style(outlet) for outlet in OUTLETS}
    person.click(chip(person, VOICE))
    assert {outlet: person.window.desk.outlet_style(outlet) for outlet in OUTLETS} == before


def test_quoted_speech_counts_only_what_stands_in_quotation_marks(person: Driver) -> None:
    person.search("tunnel")
    everything = words_counted(person)
    person.click(person.window.scope_bar.voice_buttons[Voice.QUOTED])
    assert person.window.desk.state.scope.voice is Voice.QUOTED
    assert "quoted speech only" in person.window.scope_bar.summary.text()
    assert 0 < words_counted(person) < everything
    assert person.concordance_rows() == TUNNEL_QUOTED
    lines = person.window.concordance.table.table_model.table
    for document, start, end in zip(
        lines.texts("document_id"), lines.column("start"), lines.column("end"), strict=True
    ):
        text = ARTICLES[f"{document}.txt"][4]
        assert any(q.start() <= int(str(start)) and int(str(end)) <= q.end() for q in re.finditer("“[^”]*”", text))
    person.click(person.window.scope_bar.voice_buttons[Voice.OUTLET])
    assert person.concordance_rows() == TUNNEL - TUNNEL_QUOTED
    outside = words_counted(person)
    person.click(person.window.scope_bar.voice_buttons[Voice.QUOTED])
    assert outside + words_counted(person) == everything
    person.click(person.window.scope_bar.voice_buttons[Voice.ALL])
    assert words_counted(person) == everything


def test_boilerplate_is_counted_when_asked_for(person: Driver) -> None:
    person.search("tunnel")
    before = words_counted(person)
    button = person.window.scope_bar.boilerplate
    person.click(button)
    assert button.isChecked()
    assert words_counted(person) > before
    assert person.window.scope_bar.summary.text().endswith("boilerplate counted")
    assert person.concordance_rows() == TUNNEL + TUNNEL_IN_BOILERPLATE
    person.click(button)
    assert person.concordance_rows() == TUNNEL
    assert words_counted(person) == before


def test_one_story_is_counted_from_the_menu(person: Driver) -> None:
    person.search("tunnel")
    person.choose(person.window.scope_bar.story, FERRY_STORY)
    person.settle()
    assert person.window.scope_bar.summary.text().startswith("3 of 6 articles")
    assert person.concordance_rows() == 2 + 2 + 1
    assert person.window.scope_bar.story.text() == f"{FERRY_STORY} ▾"
    person.choose(person.window.scope_bar.story, "All stories")
    person.settle()
    assert person.concordance_rows() == TUNNEL


def test_each_step_of_what_is_counted_is_one_undo(person: Driver) -> None:
    states = [person.window.desk.state.scope]
    person.click(chip(person, COURIER))
    states.append(person.window.desk.state.scope)
    person.click(person.window.scope_bar.voice_buttons[Voice.QUOTED])
    states.append(person.window.desk.state.scope)
    person.click(person.window.scope_bar.boilerplate)
    for wanted in reversed(states):
        person.press(Qt.Key.Key_Z, CTRL)
        assert person.window.desk.state.scope == wanted
    assert not person.window.undo_action.isEnabled()
    assert person.window.scope_bar.voice_buttons[Voice.ALL].isChecked()
    assert not person.window.scope_bar.boilerplate.isChecked()
    assert chip(person, COURIER).isChecked()


def test_an_article_that_is_not_counted_can_still_be_read(person: Driver) -> None:
    person.click(chip(person, COURIER))
    person.read("courier-tunnel")
    view = person.window.reader.views[0]
    assert view.article is not None
    assert view.article.document_id == "courier-tunnel"
    assert view.text.toPlainText().startswith("Tunnel bill reaches $2 billion")


def test_what_is_typed_in_the_filter_of_articles_changes_nothing_that_is_counted(person: Driver) -> None:
    before = person.window.scope_bar.summary.text()
    QTest.keyClicks(person.window.articles.filter, "bell")
    try:
        listed = person.window.articles.list.model_of_articles
        assert listed.place("voice-ferry") is not None
        assert listed.place("gazette-tunnel") is None
        assert person.window.scope_bar.summary.text() == before
    finally:
        person.window.articles.filter.clear()
