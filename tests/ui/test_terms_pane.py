"""Terms: the list is filtered, charts are chosen, and function words are hidden and shown again by mouse and keyboard."""

from __future__ import annotations

import pytest
from driver import CTRL, LEFT, Driver, button_called
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_corpus import COURIER, FERRY_STORY, GAZETTE, TUNNEL, TUNNEL_BY_OUTLET, TUNNEL_STORY, VOICE

from workbench.domain.focus import Focus
from workbench.domain.stop_word_choices import stop_words_in
from workbench.ui.dialogs.stop_words import StopWordsDialog
from workbench.ui.panes.terms import DIVERSITY, FREQUENCY, TF_IDF, Terms


@pytest.fixture
def pane(person: Driver) -> Terms:
    """The pane in front, with its controls as at first."""
    terms = person.window.terms
    terms.list_filter.reset()
    for box in (terms.by, terms.second, terms.part_of, terms.length, terms.measure, terms.sample_words):
        box.setCurrentIndex(0)
    terms.as_table.setChecked(False)
    person.window.show_pane("terms")
    person.pick(terms._choice, FREQUENCY)
    person.settle()
    return terms


def listed(pane: Terms) -> list[str]:
    return pane.table.table_model.table.texts("term")


def test_the_list_is_filtered_by_what_is_typed_and_by_the_menu(person: Driver, pane: Terms) -> None:
    QTest.keyClicks(pane.filter, "ferr*")
    pane.list_filter.matches["is"].trigger()
    person.settle()
    assert listed(pane) == ["ferry"]
    assert pane.list_filter.button.text() == "Filter (1) ▾"
    assert {mark.focus.term for mark in pane.frequency.hitmap.marks} == {"ferry"}
    pane.filter.clear()
    pane.list_filter.count.setValue(TUNNEL)
    person.settle()
    assert listed(pane) == ["tunnel"]
    pane.list_filter.reset()
    pane.list_filter.parts["PROPN"].trigger()
    person.settle()
    assert "nilsen" in listed(pane)
    assert "tunnel" not in listed(pane)
    pane.list_filter.reset()
    person.settle()
    assert pane.list_filter.button.text() == "Filter ▾"


def test_a_wrong_expression_says_what_is_wrong(person: Driver, pane: Terms) -> None:
    pane.list_filter.matches["expression"].trigger()
    before = listed(pane)
    QTest.keyClicks(pane.filter, "[")
    person.settle()
    assert pane.note.text().startswith("A [ in this expression is not closed.")
    assert listed(pane) == before
    QTest.keyClicks(pane.filter, "f]erry")
    person.settle()
    assert listed(pane) == ["ferry"]
    pane.list_filter.reset()
    person.settle()


def test_a_bar_by_story_and_outlet_opens_its_passages(person: Driver, pane: Terms) -> None:
    person.window.desk.search("tunnel")
    pane.by.setCurrentIndex(pane.by.findData("story"))
    pane.second.setCurrentIndex(pane.second.findData("outlet"))
    person.settle()
    marks = pane.by_parts.hitmap.marks
    assert len(marks) == 6
    mark = next(m for m in marks if m.focus.outlet == GAZETTE and TUNNEL_STORY in m.label)
    assert ": 4 times" in mark.label
    person.click_mark(pane.by_parts, mark)
    assert person.window.desk.state.focus.evidence_key == mark.focus
    assert person.window.desk.highlighted_count == 4
    pane.as_table.click()
    person.settle()
    table = pane.details.table_model.table
    assert set(table.texts("story")) == {TUNNEL_STORY, FERRY_STORY}
    assert sum(int(str(count)) for count in table.column("count")) == TUNNEL
    row = next(n for n in range(len(table)) if (table.row(n)["outlet"], table.row(n)["story"]) == (VOICE, FERRY_STORY))
    person.click_row(pane.details, row)
    assert person.window.desk.highlighted_count == 1


def test_several_rows_together_are_what_the_chart_shows(person: Driver, pane: Terms) -> None:
    model = pane.table.table_model
    for term, keys in (("tunnel", Qt.KeyboardModifier.NoModifier), ("ferry", CTRL)):
        place = pane.table.row_position(listed(pane).index(term))
        pane.table.scrollTo(model.index(model.row_on_screen(listed(pane).index(term)), 0))
        place = pane.table.row_position(listed(pane).index(term))
        QTest.mouseClick(pane.table.viewport(), LEFT, keys, pos=place)
        person.settle()
    assert {mark.focus.term for mark in pane.frequency.hitmap.marks} == {"tunnel", "ferry"}
    assert person.window.desk.state.focus == Focus(term="tunnel"), "choosing a second row highlights nothing else"
    assert set(pane.settings().terms) == {"tunnel", "ferry"}
    person.click_row(pane.table, listed(pane).index("ferry"))
    assert person.window.desk.state.focus == Focus(term="ferry")
    assert pane.settings().terms == ()


def test_diversity_and_tf_idf_are_shown_and_their_rows_open_what_they_count(person: Driver, pane: Terms) -> None:
    person.pick(pane._choice, DIVERSITY)
    person.settle()
    assert {mark.focus.outlet for mark in pane.diversity.hitmap.marks} == {GAZETTE, COURIER, VOICE}
    pane.as_table.click()
    person.settle()
    assert pane.details.table_model.table.texts("outlet") == [VOICE, GAZETTE, COURIER]
    person.pick(pane._choice, TF_IDF)
    person.settle()
    table = pane.tf_idf.table_model.table
    row = next(n for n in range(len(table)) if table.row(n)["part"] == COURIER)
    person.click_row(pane.tf_idf, row)
    assert person.window.desk.state.focus.outlet == COURIER
    assert person.window.desk.highlighted_count == table.row(row)["count"]
    assert pane.exportable().table == "tf_idf"


def test_function_words_are_added_taken_out_and_restored(person: Driver, pane: Terms) -> None:
    hidden = pane.words_link.text()
    assert hidden.startswith("Function words hidden (")
    person.click(pane.words_link)
    dialog = next(d for d in person.window.findChildren(StopWordsDialog) if d.isVisible())
    QTest.keyClicks(dialog.new, "Tunnel")
    QTest.keyClick(dialog.new, Qt.Key.Key_Return)
    person.settle()
    assert stop_words_in(person.window.desk.state.decisions) == {"tunnel": True}
    assert "tunnel" not in listed(pane)
    assert pane.words_link.text() != hidden
    QTest.keyClicks(dialog.filter, "the")
    person.settle()
    words = dialog.table.table_model.table.texts("word")
    assert "the" in words
    person.click_row(dialog.table, words.index("the"))
    person.click(dialog.show_button)
    assert stop_words_in(person.window.desk.state.decisions) == {"tunnel": True, "the": False}
    assert listed(pane)[0] == "the"
    person.window.desk.undo()
    person.settle()
    assert "the" not in listed(pane)
    person.click(button_called(dialog, "Take back everything that you decided about function words"))
    assert stop_words_in(person.window.desk.state.decisions) == {}
    assert "tunnel" in listed(pane)
    assert sum(TUNNEL_BY_OUTLET.values()) == TUNNEL
    dialog.accept()
    pane.list_filter.hide_words.setChecked(False)
    person.settle()
    assert pane.words_link.text() == "Function words shown"
    assert listed(pane)[0] == "the"
    pane.list_filter.reset()
    person.settle()
