"""The pane Passages and omissions in the real window, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workbench.domain.focus import Focus
from workbench.domain.passage_decisions import passages_apart, passages_joined
from workbench.jobs.worker import ProgressNotice
from workbench.ui.panes.passages import ALIKE, COVERED, MAP, WHERE, Passages
from workbench.ui.widgets.long_answer import progress_words
from workbench.ui.widgets.omission_cells import cell_words

QUOTE_POST = "“We will build the bridge before the winter comes, and nobody will have to wait,” Mayor Ada Brook said."
QUOTE_HERALD = "Mayor Ada Brook said: “We will build the bridge before winter comes, and nobody will have to wait.”"
TOLL_POST = "The ferry Alba sank off the coast of Norway with 12 people on board, the police said on Monday."
TOLL_HERALD = "The ferry Alba sank off the coast of Norway with 31 people on board, the police said on Monday."
ONLY_HERALD = "“Flour has become dear again, and I am angry about it,” said Otto Lund, a baker in Bergen."
POST, HERALD = "Coast Post", "Lock Herald"


@pytest.fixture
def reader(newcomer: Driver, tmp_path: Path) -> Iterator[Driver]:
    """A person with two articles on one story open, and the pane in front."""
    folder = tmp_path / "bridge"
    folder.mkdir()
    (folder / "coast.txt").write_text(f"The bridge\n\n{QUOTE_POST}\n\n{TOLL_POST}\n", encoding="utf-8")
    text = f"A bridge at last\n\n{QUOTE_HERALD}\n\n{TOLL_HERALD}\n\n{ONLY_HERALD}\n"
    (folder / "lock.txt").write_text(text, encoding="utf-8")
    rows = ("file,outlet,date,story_id", f"coast.txt,{POST},2031-02-03,bridge", f"lock.txt,{HERALD},2031-02-04,bridge")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    newcomer.open(folder)
    newcomer.window.show_pane("passages")
    newcomer.settle()
    yield newcomer
    newcomer.pick(pane(newcomer).part, ALIKE)
    newcomer.window.show_pane("framing")
    newcomer.settle()


def pane(person: Driver) -> Passages:
    return person.window.passages


def choose(person: Driver, kind: str) -> None:
    table = pane(person).groups.table
    person.click_row(table, table.table_model.table.texts("kind").index(kind))


def test_a_chosen_group_shows_its_passages_and_what_differs(reader: Driver) -> None:
    groups = pane(reader).groups
    assert sorted(groups.table.table_model.table.texts("kind")) == ["contradiction", "same-quote"]
    choose(reader, "contradiction")
    assert groups.group is not None
    assert [member.outlet for member in groups.group.members] == [POST, HERALD]
    shown = groups.text.toPlainText()
    assert "figures differ: 12 and 31" in shown
    assert "with 12 31 people" in shown, "the other figure is struck out beside this one"
    evidence = reader.window.desk.evidence
    assert evidence is not None
    assert evidence.passages == 2


def test_a_passage_is_shown_in_the_reader(reader: Driver) -> None:
    choose(reader, "same-quote")
    groups = pane(reader).groups
    assert groups.group is not None
    groups.text.setFocus()
    groups.text.show_member(0)
    QTest.keyClick(groups.text, Qt.Key.Key_Down)
    reader.settle()
    member = groups.group.members[1]
    passage = reader.window.desk.state.focus.passage
    assert passage is not None
    assert (passage.document_id, passage.start) == (member.document_id, member.start)
    assert reader.window.reader.documents == [member.document_id]


def test_articles_of_a_group_are_read_side_by_side(reader: Driver) -> None:
    choose(reader, "same-quote")
    reader.click(pane(reader).groups.beside_button)
    reader.settle()
    assert len(reader.window.reader.documents) == 2


def test_a_passage_is_taken_out_and_comes_back_with_undo(reader: Driver) -> None:
    choose(reader, "same-quote")
    groups = pane(reader).groups
    groups.text.setFocus()
    groups.text.show_member(1)
    QTest.keyClick(groups.text, Qt.Key.Key_Delete)
    reader.settle()
    assert len(passages_apart(reader.window.desk.state.decisions)) == 1
    assert groups.table.table_model.table.texts("kind") == ["contradiction"]
    assert reader.window.desk.store.undo_label == f"Take a passage of {HERALD} out of its group"
    reader.window.desk.undo()
    reader.settle()
    assert len(groups.table.table_model.table.texts("kind")) == 2


def test_two_groups_are_joined(reader: Driver) -> None:
    groups = pane(reader).groups
    choose(reader, "same-quote")
    reader.click(groups.join_button)
    choose(reader, "contradiction")
    assert groups.join_button.text() == "Join with marked"
    reader.click(groups.join_button)
    reader.settle()
    assert len(passages_joined(reader.window.desk.state.decisions)) == 2
    assert groups.table.table_model.rowCount() == 1
    reader.window.desk.undo()
    reader.settle()


def test_a_kind_and_a_filter_choose_among_the_groups(reader: Driver) -> None:
    groups = pane(reader).groups
    groups.kind.setCurrentIndex(2)
    assert groups.table.table_model.table.texts("kind") == ["same-quote"]
    groups.filter.setText("ferry")
    assert groups.message.heading == "No group fits"
    groups.filter.clear()
    groups.kind.setCurrentIndex(0)
    assert groups.table.table_model.rowCount() == 2


def covered(person: Driver) -> Passages:
    person.pick(pane(person).part, COVERED)
    person.settle()
    return pane(person)


def test_a_voice_that_one_outlet_alone_quotes_is_listed_as_only_in_it(reader: Driver) -> None:
    omissions = covered(reader).omissions
    omissions.kind.setCurrentIndex(2)
    omissions.which.setCurrentIndex(1)
    reader.settle()
    data = omissions.table.table_model.table
    assert "Otto Lund" in data.texts("name")
    row = data.texts("name").index("Otto Lund")
    assert data.texts("only_in")[row] == HERALD
    assert data.row(row)[f"cell:{POST}"] == "absent"
    assert data.row(row)[f"cell:{HERALD}"] == "text"
    omissions.kind.setCurrentIndex(0)
    omissions.which.setCurrentIndex(0)
    reader.settle()


def test_a_covered_cell_opens_its_passages_and_an_absent_one_the_nearest_sentence(reader: Driver) -> None:
    omissions = covered(reader).omissions
    model = omissions.table.table_model
    data = model.table
    row = next(n for n in range(len(data)) if data.texts("name")[n] == "Ada Brook" and data.texts("kind")[n] == "voice")
    column = [column.key for column in model.columns].index(f"cell:{POST}")
    reader.click_row(omissions.table, row, column)
    focus = reader.window.desk.state.focus
    assert (bool(focus.speaker), focus.outlet) == (True, POST)
    assert reader.window.desk.evidence is not None
    assert reader.window.desk.evidence.passages == 1
    absent = next(n for n in range(len(data)) if data.row(n)[f"outlet:{POST}"] == 0 and data.row(n)[f"document:{POST}"])
    reader.click_row(omissions.table, absent, column)
    reader.settle()
    assert omissions.nearest.text().startswith("Not in")
    assert "Nearest" in cell_words(data.row(absent), POST)
    passage = reader.window.desk.state.focus.passage
    assert passage is not None
    assert reader.window.reader.documents == [passage.document_id] == [data.row(absent)[f"document:{POST}"]]


def test_arrow_keys_go_from_cell_to_cell_and_enter_opens_one(reader: Driver) -> None:
    omissions = covered(reader).omissions
    model, before = omissions.table.table_model, reader.window.desk.state.focus
    data = model.table
    row = next(n for n in range(len(data)) if data.row(n)[f"outlet:{POST}"] == 0 and data.row(n)[f"document:{POST}"])
    at = [column.key for column in model.columns].index(f"cell:{POST}")
    omissions.table.setFocus()
    omissions.table.setCurrentIndex(model.index(model.row_on_screen(row), at - 1))
    cells = [omissions.table.cell]
    QTest.keyClick(omissions.table, Qt.Key.Key_Right)
    cells.append(omissions.table.cell)
    assert cells == [None, (row, POST)]
    assert omissions.nearest.text() == cell_words(data.row(row), POST)
    assert reader.window.desk.state.focus == before, "moving about highlights nothing"
    QTest.keyClick(omissions.table, Qt.Key.Key_Return)
    reader.settle()
    passage = reader.window.desk.state.focus.passage
    assert passage is not None
    assert passage.document_id == data.row(row)[f"document:{POST}"]
    assert omissions.table.cell == (row, POST), "the cell stays chosen"


def test_a_row_follows_what_is_highlighted_elsewhere(reader: Driver) -> None:
    omissions = covered(reader).omissions
    data = omissions.table.table_model.table
    row = data.texts("kind").index("entity")
    reader.window.desk.highlight(Focus(entity=data.texts("group_id")[row].removeprefix("entity:")))
    reader.settle()
    assert omissions.table.table_model.source_row(omissions.table.currentIndex().row()) == row


def test_the_map_shows_the_rows_that_are_chosen_and_a_cell_opens_its_passages(reader: Driver) -> None:
    omissions = covered(reader).omissions
    omissions.kind.setCurrentIndex(2)
    reader.settle()
    reader.pick(pane(reader).part, MAP)
    reader.settle()
    marks = pane(reader).chart.hitmap.marks
    voices = omissions.table.table_model.table.texts("group_id")
    assert {mark.focus.speaker for mark in marks} <= {voice.removeprefix("voice:") for voice in voices}
    alone = next(mark for mark in marks if "Otto Lund in" in mark.label)
    assert alone.focus.outlet == HERALD
    assert pane(reader).exportable().chart == "omissions"
    reader.pick(pane(reader).part, COVERED)
    omissions.kind.setCurrentIndex(0)
    reader.settle()


def test_marks_of_outlets_are_read_by_name(reader: Driver) -> None:
    groups = pane(reader).groups
    assert set(groups.table.table_model.table.texts("outlet names")) == {f"{POST}, {HERALD}"}


def test_export_offers_what_is_seen(reader: Driver) -> None:
    assert pane(reader).exportable().table == "passages"
    assert covered(reader).exportable().table == "coverage"


def test_where_passages_stand_is_drawn_and_a_click_shows_the_passage(reader: Driver) -> None:
    reader.pick(pane(reader).part, WHERE)
    reader.settle()
    ribbon = pane(reader).ribbon
    assert len(ribbon.chart.hitmap.marks) == 4
    assert "2 groups of passages" in pane(reader).note.text()
    assert pane(reader).exportable().chart == "ribbon"
    mark = ribbon.chart.hitmap.marks[-1]
    QTest.mouseClick(ribbon.chart, Qt.MouseButton.LeftButton, pos=ribbon.chart.mark_centre(mark).toPoint())
    reader.settle()
    assert reader.window.desk.state.focus == mark.focus
    assert mark.focus.passage is not None
    assert reader.window.reader.documents == [mark.focus.passage.document_id]
    reader.pick(pane(reader).part, ALIKE)
    reader.settle()
    group = pane(reader).groups.group
    assert group is not None
    assert group.group_id == mark.focus.group


@pytest.mark.parametrize("part", [ALIKE, WHERE, COVERED])
def test_a_comparison_is_stopped_and_resumed(reader: Driver, part: int) -> None:
    passages = pane(reader)
    reader.pick(passages.part, part)
    reader.settle()
    shown = {ALIKE: passages.groups, WHERE: passages.ribbon, COVERED: passages.omissions}[part]
    shown.resume()
    assert shown.waits
    assert passages.work.stop.isVisibleTo(passages.work)
    passages.work.stop.click()
    assert shown.is_stopped
    assert passages.work.text.text() == "Stopped. What is shown was compared before."
    assert not shown.is_empty, "what was found before stays"
    reader.settle()
    reader.click(passages.work.resume)
    reader.settle()
    assert (shown.is_stopped, passages.work.isVisible()) == (False, False)


def test_what_was_never_compared_says_that_it_was_stopped(reader: Driver) -> None:
    groups = pane(reader).groups
    groups._answer = None
    groups.resume()
    groups.stop()
    assert groups.message.heading == "Stopped"
    groups.resume()
    reader.settle()
    assert not groups.is_empty


def test_how_far_a_comparison_is_stands_in_words() -> None:
    assert progress_words(ProgressNotice(1200, 5300, "Comparing sentences")) == "Comparing sentences: 1,200 of 5,300"
    assert progress_words(ProgressNotice(0, 0, "Comparing sentences")) == "Comparing sentences …"
    assert progress_words(None).endswith("…")


def test_a_narrow_pane_has_the_choice_as_a_list(reader: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = pane(reader)
    monkeypatch.setattr(passages, "width", lambda: 250)
    passages.fit_choice()
    assert passages.narrow.isVisible()
    assert not any(button.isVisible() for button in passages.part.buttons())
    passages.narrow.activated.emit(WHERE)
    assert passages.part.checkedId() == WHERE
    assert passages.narrow.currentText() == "where"
    monkeypatch.setattr(passages, "width", lambda: 900)
    passages.fit_choice()
    assert [button.isVisible() for button in passages.part.buttons()] == [True] * 4
    assert not passages.narrow.isVisibleTo(passages)
    monkeypatch.undo()
    reader.settle()
