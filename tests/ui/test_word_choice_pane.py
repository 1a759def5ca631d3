"""The pane Word choice in the real window, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from small_corpus import COURIER, GAZETTE, VOICE

from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.scope import Voice
from workbench.domain.word_pairs import WordPair
from workbench.ui.panes.word_choice import WordChoice
from workbench.ui.widgets.labels_panel import cell_words
from workbench.ui.widgets.word_pairs_panel import pair_words


@pytest.fixture
def pane(person: Driver) -> Iterator[WordChoice]:
    """The pane in front, with tables on show."""
    word_choice = person.window.word_choice
    person.window.show_pane("word_choice")
    word_choice.show_view(0)
    word_choice.labels.voice.setCurrentIndex(0)
    word_choice.labels.kind.setCurrentIndex(0)
    word_choice.labels.filter.clear()
    person.pick(word_choice.part, 0)
    person.settle()
    yield word_choice
    word_choice.part.button(0).click()
    person.window.show_pane("framing")
    person.settle()


def nilsen(person: Driver) -> str:
    table = person.window.entities.table.table_model.table
    return table.texts("entity_id")[table.texts("name").index("Kari Nilsen")]


def show_pairs(person: Driver, pane: WordChoice) -> None:
    if pane.part.button(1).isVisible():
        person.click(pane.part.button(1))


def cell(pane: WordChoice, relation: str, label: str, key: str) -> tuple[int, int]:
    """Source row and column of a cell of the labels."""
    model = pane.labels.table.table_model
    pairs = list(zip(model.table.texts("relation"), model.table.texts("label"), strict=True))
    return pairs.index((relation, label)), [column.key for column in model.columns].index(key)


def test_without_an_entity_the_pane_says_what_to_choose(person: Driver, pane: WordChoice) -> None:
    assert pane.labels.message.heading == "Choose an entity"
    assert pane.labels.message.isVisible()


def test_clicking_a_cell_shows_exactly_its_passages(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    model = pane.labels.table.table_model
    row, column = cell(pane, "subject_of", "say", f"outlet:{GAZETTE}")
    count = int(model.table.row(row)[f"outlet:{GAZETTE}"] or 0)
    assert count == 1
    person.click_row(pane.labels.table, row, column)
    assert person.window.desk.state.focus == ChosenLabel("subject_of", "say").focus(nilsen(person), GAZETTE)
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert evidence.passages == count
    assert evidence.lines.texts("node") == ["said"]
    assert evidence.label == f"Kari Nilsen — subject of “say” in {GAZETTE}"
    assert "subject of “say” in Fjord Gazette: 1 time" in cell_words(model, model.index(row, column))


def test_every_count_on_show_is_a_number_of_passages(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    model = pane.labels.table.table_model
    keys = [column.key for column in model.columns]
    assert model.rowCount() > 3
    for row in range(min(len(model.table), 5)):
        person.click_row(pane.labels.table, row, keys.index("count"))
        assert person.window.desk.highlighted_count == model.table.row(row)["count"]


def test_own_and_quoted_words_are_told_apart(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    own = pane.labels.table.table_model.table
    assert sum(int(n or 0) for n in own.column("quoted")) == 0
    pane.labels.voice.setCurrentIndex(2)
    person.settle()
    assert pane.labels.message.heading == "Nothing is said of it there"
    assert pane.labels.voice.isVisible(), "or there would be no way back"
    button = pane.labels.message.findChild(QPushButton)
    assert button is not None
    person.click(button)
    assert pane.labels.chosen_voice is Voice.ALL
    assert pane.labels.table.isVisible()


def test_kinds_and_words_filter_the_list(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    pane.labels.kind.setCurrentIndex(1)
    assert "subject_of" not in pane.labels.table.table_model.table.texts("relation")
    pane.labels.kind.setCurrentIndex(0)
    QTest.keyClicks(pane.labels.filter, "zebra")
    assert pane.labels.message.heading == "No label matches"


def test_the_chart_of_labels_leads_to_passages(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    pane.show_view(1)
    person.settle()
    mark = next(m for m in pane.labels.chart.hitmap.marks if m.label.startswith("subject of “say” in Fjord Gazette"))
    person.click_mark(pane.labels.chart, mark)
    assert person.window.desk.state.focus == mark.focus
    assert person.window.desk.highlighted_count == 1


def test_a_pair_is_added_by_keyboard_and_undone(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    assert pane.pairs.message.heading == "No pairs of words yet"
    pane.pairs.add_button.setFocus()
    person.press(Qt.Key.Key_Space)
    dialog = pane.pairs.dialog
    assert dialog is not None
    person.until(dialog.isActiveWindow)
    QTest.keyClicks(dialog.first, "tunnel")
    QTest.keyClick(dialog.first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.second
    QTest.keyClicks(dialog.second, "ferry")
    person.until(lambda: dialog.found[0].text() == "14 passages in 6 articles")
    QTest.keyClick(dialog.second, Qt.Key.Key_Return)
    person.until(lambda: pane.pairs.dialog is None)
    person.settle()
    assert list(pane.pairs.pairs) == [WordPair("tunnel / ferry", "tunnel", "ferry")]
    data = pane.pairs.table.table_model.table
    assert dict(zip(data.texts("outlet"), data.column("count_a"), strict=True)) == {GAZETTE: 6, COURIER: 5, VOICE: 3}
    person.window.desk.undo()
    person.settle()
    assert not pane.pairs.pairs
    assert pane.pairs.message.isVisible()
    person.window.desk.redo()
    person.settle()
    assert pane.pairs.table.isVisible()


def test_a_count_of_a_pair_leads_to_its_passages(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    pane.pairs.keep(WordPair("tunnel / ferry", "tunnel", "ferry"))
    person.settle()
    model = pane.pairs.table.table_model
    row = model.table.texts("outlet").index(COURIER)
    keys = [column.key for column in model.columns]
    for key, term in (("count_a", "tunnel"), ("count_b", "ferry")):
        person.click_row(pane.pairs.table, row, keys.index(key))
        assert person.window.desk.state.focus == Focus(term=term, outlet=COURIER)
        assert person.window.desk.highlighted_count == model.table.row(row)[key]
    words = pair_words(model, model.index(model.row_on_screen(row), keys.index("count_a")))
    assert words == f"tunnel in {COURIER}: 5 passages"


def test_pairs_are_edited_and_removed_by_keyboard(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    pane.pairs.keep(WordPair("one", "tunnel", "ferry"))
    pane.pairs.keep(WordPair("two", "debt", "profit"))
    person.settle()
    pane.pairs.which.setFocus()
    person.press(Qt.Key.Key_F2)
    dialog = pane.pairs.dialog
    assert dialog is not None
    assert (dialog.first.text(), dialog.name.text()) == ("debt", "two"), "the pair that was added last is chosen"
    dialog.name.setText("one")
    assert "of this name already" in dialog.problem.text()
    dialog.name.setText("money")
    person.until(dialog.isActiveWindow)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    person.until(lambda: pane.pairs.dialog is None)
    person.settle()
    assert [pair.name for pair in pane.pairs.pairs] == ["one", "money"]
    person.window.activateWindow()
    person.until(person.window.isActiveWindow)
    pane.pairs.which.setCurrentIndex(0)
    pane.pairs.which.setFocus()
    person.press(Qt.Key.Key_Delete)
    assert [pair.name for pair in pane.pairs.pairs] == ["money"]


def test_a_search_that_cannot_be_understood_is_not_saved(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    pane.pairs.add()
    dialog = pane.pairs.dialog
    assert dialog is not None
    person.until(dialog.isActiveWindow)
    QTest.keyClicks(dialog.first, "(tunnel")
    QTest.keyClicks(dialog.second, "ferry")
    QTest.keyClick(dialog.second, Qt.Key.Key_Return)
    person.until(lambda: "bracket" in dialog.problem.text())
    assert dialog.isVisible()
    assert not pane.pairs.pairs
    dialog.reject()
    person.until(lambda: pane.pairs.dialog is None)


def test_the_example_becomes_a_pair_only_when_it_is_taken(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    assert not pane.pairs.pairs
    button = next(b for b in pane.pairs.message.findChildren(QPushButton) if b.text().startswith("Try"))
    person.click(button)
    assert [pair.name for pair in pane.pairs.pairs] == ["regime / government"]


def test_the_chart_of_pairs_is_drawn_anew_when_they_differ(person: Driver, pane: WordChoice) -> None:
    show_pairs(person, pane)
    pane.show_view(1)
    pane.pairs.keep(WordPair("one", "tunnel", "ferry"))
    person.settle()
    marks = len(pane.pairs.chart.hitmap.marks)
    assert marks == 3
    pane.pairs.keep(WordPair("two", "debt", "profit"))
    person.settle()
    marks = len(pane.pairs.chart.hitmap.marks)
    assert marks == 6
    mark = pane.pairs.chart.hitmap.marks[0]
    person.click_mark(pane.pairs.chart, mark)
    assert person.window.desk.state.focus == mark.focus
    assert person.window.desk.highlighted_count > 0


def test_export_offers_what_is_seen(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    person.settle()
    assert (pane.exportable().table, pane.exportable().chart) == ("labels_by_outlet", "labels")
    show_pairs(person, pane)
    if not pane.labels.isVisible():
        assert (pane.exportable().table, pane.exportable().available) == ("word_pairs", False)


def test_every_control_has_an_accessible_name(person: Driver, pane: WordChoice) -> None:
    person.window.desk.highlight(Focus(entity=nilsen(person)))
    pane.pairs.keep(WordPair("one", "tunnel", "ferry"))
    person.settle()
    nameless = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []


def show_lists(person: Driver, pane: WordChoice) -> None:
    person.pick(pane.part, 2)
    person.settle()


def test_lists_of_words_open_exactly_the_passages_of_a_cell(person: Driver, pane: WordChoice) -> None:
    show_lists(person, pane)
    model = pane.lists.table.table_model
    row = pane.lists.table.table_model.table.texts("word").index("say")
    column = [column.key for column in model.columns].index(f"outlet:{GAZETTE}")
    count = int(model.table.row(row)[f"outlet:{GAZETTE}"] or 0)
    assert count > 0
    person.click_row(pane.lists.table, row, column)
    focus = person.window.desk.state.focus
    assert (focus.codebook, focus.outlet, focus.aspect) == ("word_lists", GAZETTE, "entry:say")
    assert person.window.desk.evidence is not None
    assert person.window.desk.evidence.passages == count


def test_a_list_and_a_filter_choose_among_the_words(person: Driver, pane: WordChoice) -> None:
    show_lists(person, pane)
    panel = pane.lists
    everything = panel.table.table_model.rowCount()
    wanted = panel.table.table_model.table.texts("list")[-1]
    panel.which.setCurrentText(wanted)
    assert set(panel.table.table_model.table.texts("list")) == {wanted}
    panel.filter.setText("no such word")
    assert panel.message.heading == "No word matches"
    panel.filter.clear()
    panel.which.setCurrentIndex(0)
    assert panel.table.table_model.rowCount() == everything


def test_export_and_how_follow_the_lists(person: Driver, pane: WordChoice) -> None:
    show_lists(person, pane)
    assert pane.exportable().title == "Lists of words"
    explained: list[str] = []
    person.window.desk.explain.connect(explained.append)
    try:
        pane._explain()
    finally:
        person.window.desk.explain.disconnect(explained.append)
    assert explained == ["word_lists"]
