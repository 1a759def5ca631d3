"""The list of verbs of saying: its numbers, changing classes, turning verbs off, adding some, and the places behind them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from driver import CTRL, LEFT, SHIFT, Driver, button_called, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from small_corpus import ARTICLES

from workbench.domain.cue_verbs import CUE_VERB
from workbench.domain.focus import Focus
from workbench.domain.table_data import TableData
from workbench.ui.dialogs.cue_verbs import CueVerbsDialog
from workbench.workspace import tasks
from workbench.workspace.messages import PaneTable

TOLD = "Its debt is small and its revenue was steady until April"
"""What "the company told the market": speech that is reported without marks."""


@pytest.fixture(scope="module")
def opened(module_window: Driver, small_corpus: Path) -> Driver:
    """A window of its own with the corpus open."""
    module_window.open(small_corpus)
    return module_window


@pytest.fixture
def person(opened: Driver, qtbot: QtBot) -> Iterator[Driver]:
    """A person at that window, with nothing decided, before and after."""
    opened.bot = qtbot
    opened.failures.clear()
    opened.window.activateWindow()
    yield opened
    for dialog in opened.window.findChildren(CueVerbsDialog):
        dialog.close()
    opened.settle()
    while opened.window.desk.store.undo_label:
        opened.window.desk.undo()
    opened.settle()
    assert not opened.failures


@pytest.fixture
def dialog(person: Driver) -> CueVerbsDialog:
    """The dialog as the menu opens it, with its list."""
    action = next(a for a in person.window.menus["&Edit"].actions() if a.text() == "Verbs of saying…")
    action.trigger()
    person.settle()
    shown = next(iter(person.window.findChildren(CueVerbsDialog)))
    person.until(lambda: shown.table.table_model.rowCount() > 0)
    return shown


def verbs(dialog: CueVerbsDialog) -> list[str]:
    model = dialog.table.table_model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def cell(dialog: CueVerbsDialog, verb: str, column: str) -> str:
    model = dialog.table.table_model
    number = next(n for n, shown in enumerate(model.columns) if shown.key == column)
    return str(model.index(verbs(dialog).index(verb), number).data())


def click(person: Driver, dialog: CueVerbsDialog, verb: str, *, more: bool = False) -> None:
    index = dialog.table.table_model.index(verbs(dialog).index(verb), 0)
    dialog.table.scrollTo(index)
    modifier = CTRL if more else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(dialog.table.viewport(), LEFT, modifier, dialog.table.visualRect(index).center())
    person.settle()


def show(person: Driver, dialog: CueVerbsDialog, words: str) -> None:
    dialog.which.setCurrentIndex(dialog.which.findText(words))
    person.settle()


def texts(person: Driver) -> list[str]:
    got: list[PaneTable] = []
    desk = person.window.desk
    desk.ask(tasks.pane_table, "quotes", replace(desk.state, focus=Focus()), desk.options, key="test", done=got.append)
    person.until(lambda: bool(got))
    table: TableData = got[0].table
    return table.texts("text")


def test_it_lists_what_is_used_with_class_and_number_of_quotes(person: Driver, dialog: CueVerbsDialog) -> None:
    assert not nameless(dialog)
    assert cell(dialog, "say", "shown") == "neutral"
    said = sum(text[4].count("” Dahl said") + text[4].count("” Nilsen said") for text in ARTICLES.values())
    assert int(cell(dialog, "say", "quotes")) >= said > 0
    assert "insist" not in verbs(dialog)  # nobody insists in these articles
    show(person, dialog, "All verbs")
    assert cell(dialog, "insist", "shown") == "assertive"
    assert cell(dialog, "insist", "quotes") == "0"
    QTest.keyClicks(dialog.filter, "insis")
    assert "insist" in verbs(dialog)
    assert all("insis" in verb for verb in verbs(dialog))


def test_a_verb_that_is_turned_off_takes_its_reported_speech_with_it_and_undo_brings_it_back(
    person: Driver, dialog: CueVerbsDialog
) -> None:
    assert TOLD in texts(person)
    click(person, dialog, "tell")
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    person.settle()
    assert person.window.desk.state.decisions.collection(CUE_VERB) == {"tell": ""}
    assert TOLD not in texts(person)
    assert person.window.undo_action.text() == "Undo: “tell” is no verb of saying"
    show(person, dialog, "Changed by you")
    assert cell(dialog, "tell", "shown") == "off"
    assert cell(dialog, "tell", "remark") == "turned off by you, neutral in our list"
    person.window.activateWindow()
    person.window.reader.views[0].text.setFocus()
    person.press(Qt.Key.Key_Z, CTRL)
    assert TOLD in texts(person)
    assert verbs(dialog) == []


def test_a_verb_that_is_turned_off_says_what_is_not_counted_any_more_and_where(
    person: Driver, dialog: CueVerbsDialog
) -> None:
    click(person, dialog, "tell")
    person.until(lambda: dialog.places.table_model.rowCount() > 0)
    counted = int(cell(dialog, "tell", "quotes"))
    assert set(dialog.places.table_model.table.texts("counts")) == {"yes"}
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    person.settle()
    left, lost = int(cell(dialog, "tell", "quotes")), int(cell(dialog, "tell", "proposed"))
    assert lost > 0
    assert left + lost == counted
    assert dialog.places.table_model.table.texts("counts").count("not yet") == lost


def test_words_between_marks_stay_a_quote_whatever_their_verb(person: Driver, dialog: CueVerbsDialog) -> None:
    click(person, dialog, "say")
    QTest.mouseClick(button_called(dialog, "No verb of saying: It counts only between quotation marks"), LEFT)
    person.settle()
    assert "Every krone went into rock," in texts(person)


def test_several_verbs_get_a_class_in_one_step_by_key_and_go_back_to_the_list(
    person: Driver, dialog: CueVerbsDialog
) -> None:
    click(person, dialog, "say")
    click(person, dialog, "tell", more=True)
    assert sorted(dialog.selected) == ["say", "tell"]
    assert dialog.chosen.text() == "2 verbs are"
    QTest.keyClick(dialog.table, Qt.Key.Key_3)
    person.settle()
    assert dict(person.window.desk.state.decisions.collection(CUE_VERB)) == {"say": "distancing", "tell": "distancing"}
    assert person.window.undo_action.text() == "Undo: Class of 2 verbs: distancing"
    assert cell(dialog, "say", "shown") == "distancing"
    assert sorted(dialog.selected) == ["say", "tell"]  # so that more can be done with them
    QTest.keyClick(dialog.table, Qt.Key.Key_Backspace)
    person.settle()
    assert not person.window.desk.state.decisions.collection(CUE_VERB)
    assert cell(dialog, "say", "shown") == "neutral"


def test_a_class_changes_what_the_reader_says_of_a_quote(person: Driver, dialog: CueVerbsDialog) -> None:
    person.window.desk.read_requested.emit(("voice-ferry",))
    person.settle()
    reader = person.window.reader
    click(person, dialog, "say")
    QTest.mouseClick(button_called(dialog, "Evaluative: describes the manner, or judges it"), LEFT)
    person.settle()
    shown = reader.views[0].article
    assert shown is not None
    assert [quote.cue_class for quote in shown.quotes if quote.cue == "say"] == ["evaluative"]


def test_a_verb_is_added_and_everything_is_taken_back_in_one_step(person: Driver, dialog: CueVerbsDialog) -> None:
    assert not dialog.add_button.isEnabled()
    QTest.keyClicks(dialog.new, "  Yodel  ")
    dialog.new_class.setCurrentText("evaluative")
    QTest.keyClick(dialog.new, Qt.Key.Key_Return)
    person.settle()
    assert dialog.isVisible()  # Enter in a field closes nothing
    assert dict(person.window.desk.state.decisions.collection(CUE_VERB)) == {"yodel": "evaluative"}
    assert dialog.selected == ["yodel"]
    assert cell(dialog, "yodel", "remark") == "added by you"
    QTest.mouseClick(dialog.reset, LEFT)
    person.settle()
    assert not person.window.desk.state.decisions.collection(CUE_VERB)
    assert not dialog.reset.isEnabled()


def test_digits_in_a_field_change_no_verb(person: Driver, dialog: CueVerbsDialog) -> None:
    click(person, dialog, "say")
    dialog.filter.setFocus()
    QTest.keyClicks(dialog.filter, "1")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Backspace)
    person.settle()
    assert not person.window.desk.state.decisions.collection(CUE_VERB)


def test_the_places_behind_a_number_are_listed_and_a_click_reads_one(person: Driver, dialog: CueVerbsDialog) -> None:
    click(person, dialog, "tell")
    person.until(lambda: dialog.places.table_model.rowCount() > 0)
    many = int(cell(dialog, "tell", "quotes")) + int(cell(dialog, "tell", "proposed"))
    assert dialog.places.table_model.rowCount() == many
    assert dialog.places_head.text() == f"“tell”: {many:,} {'place' if many == 1 else 'places'}. Click one to read it."
    table = dialog.places.table_model.table
    row = table.texts("document_id").index("courier-ferry")
    assert table.texts("node")[row] == "told"
    dialog.places.row_chosen.emit(row)
    person.settle()
    passage = person.window.desk.state.focus.passage
    assert passage is not None
    assert ARTICLES["courier-ferry.txt"][4][passage.start : passage.end] == TOLD
    assert person.window.reader.documents[0] == "courier-ferry"


def test_from_a_quote_in_the_reader_to_its_verb(person: Driver) -> None:
    person.window.reader.verbs_wanted.emit("tell")
    person.settle()
    dialog = next(iter(person.window.findChildren(CueVerbsDialog)))
    person.until(lambda: dialog.selected == ["tell"])
    person.window.reader.verbs_wanted.emit("insist")  # listed, but not used here
    person.settle()
    assert dialog.selected == ["insist"]
    whole_row_is_in_view(dialog)
    assert len(person.window.findChildren(CueVerbsDialog)) == 1


def whole_row_is_in_view(dialog: CueVerbsDialog) -> None:
    row = dialog.table.visualRect(dialog.table.selectionModel().selectedRows()[0])
    assert row.top() >= 0
    assert row.bottom() <= dialog.table.viewport().rect().bottom()


@pytest.mark.parametrize("verb", ["insist", "announce", "yelp", "mention"])
def test_a_verb_that_is_shown_at_once_is_wholly_in_view_when_the_dialog_is_complete(person: Driver, verb: str) -> None:
    person.window.reader.verbs_wanted.emit(verb)
    person.settle()
    dialog = next(iter(person.window.findChildren(CueVerbsDialog)))
    person.until(lambda: dialog.selected == [verb])
    person.settle()
    whole_row_is_in_view(dialog)


def test_the_list_is_saved_as_csv(person: Driver, dialog: CueVerbsDialog, tmp_path: Path) -> None:
    QTest.mouseClick(dialog.export, LEFT)
    asks = [one for one in dialog.findChildren(QFileDialog) if one.isVisible()]
    assert len(asks) == 1
    person.answer_file_dialog(asks[0], tmp_path / "verbs.csv")
    person.until(lambda: (tmp_path / "verbs.csv").exists() and person.window.desk.bridge.idle)
    with (tmp_path / "verbs.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["lemma"]: row for row in csv.DictReader(stream)}
    assert rows["insist"]["class"] == "assertive"
    assert int(rows["say"]["quotes"]) > 0
    assert len(rows) > 200


def test_the_dialog_follows_the_keyboard(person: Driver, dialog: CueVerbsDialog) -> None:
    click(person, dialog, "say")
    QTest.keyClick(dialog.table, Qt.Key.Key_Down, SHIFT)
    assert len(dialog.selected) == 2
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.settle()
    assert not person.window.findChildren(CueVerbsDialog)
