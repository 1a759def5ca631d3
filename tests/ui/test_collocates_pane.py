"""The pane Collocates in the real window, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from driver import Driver
from PySide6.QtCore import Qt

from workbench.domain.focus import Focus
from workbench.ui.panes.collocates import DOTS, NETWORK, Collocates


@pytest.fixture
def pane(person: Driver) -> Iterator[Collocates]:
    """The pane in front with a node."""
    collocates = person.window.collocates
    person.window.show_pane("collocates")
    collocates.minimum.setValue(1)
    person.window.desk.search("ferry")
    person.settle()
    yield collocates
    collocates._reset()
    collocates.compare.setCurrentIndex(0)
    collocates.show_view(DOTS)
    person.window.show_pane("framing")
    person.settle()


def test_without_a_node_the_pane_says_what_to_do(person: Driver, pane: Collocates) -> None:
    person.window.clear_highlight()
    person.settle()
    assert pane.message.isVisible()
    assert pane.message.heading == "Highlight a term or an entity"


def test_clicking_a_row_opens_exactly_its_passages(person: Driver, pane: Collocates) -> None:
    table = pane.table.table_model.table
    count = int(table.row(0)["count"] or 0)
    word = str(table.row(0)["collocate"])
    assert pane.note.text().startswith("logDice, 5L 5R, minimum 1, within articles. Node “ferry”:")
    person.click_row(pane.table, 0, 0)
    assert person.window.desk.state.focus == Focus(term="ferry", collocate=word, span=(5, 5))
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert evidence.passages == count
    assert evidence.label == f"“{word}” near “ferry” (5L 5R)"
    assert pane.table.table_model.table.texts("collocate")[0] == word  # the list is still that of the node


def test_the_window_and_the_measure_decide_what_is_listed(person: Driver, pane: Collocates) -> None:
    before = len(pane.table.table_model.table)
    pane.left.setValue(0)
    pane.right.setValue(3)
    pane.measure.setCurrentIndex(pane.measure.findData("g2"))
    person.settle()
    assert 0 < len(pane.table.table_model.table) < before
    assert pane.note.text().startswith("G2, 0L 3R")
    assert pane.table.table_model.columns[2].key == "g2"
    pane.minimum.setValue(99)
    person.settle()
    assert pane.message.heading == "No collocates"
    pane.right.setValue(0)
    assert pane.right.value() == 1  # a window has a word at least


def test_a_mark_of_the_network_opens_its_passages(person: Driver, pane: Collocates) -> None:
    pane.show_view(NETWORK)
    person.settle()
    mark = next(mark for mark in reversed(pane.network.hitmap.marks) if mark.focus.collocate)
    person.click_mark(pane.network, mark)
    assert person.window.desk.state.focus == mark.focus
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert f": {evidence.passages} time" in mark.label


def test_two_outlets_stand_side_by_side(person: Driver, pane: Collocates) -> None:
    pane.compare.setCurrentIndex(1)
    person.settle()
    assert pane.target.isVisible()
    assert pane.target.currentData() != pane.reference.currentData()
    assert not pane.view.button(NETWORK).isVisible()
    keys = [column.key for column in pane.table.table_model.columns]
    table = pane.table.table_model.table
    row = next(n for n in range(len(table)) if int(table.row(n)["reference_count"] or 0))
    person.click_row(pane.table, row, keys.index("reference_count"))
    focus = person.window.desk.state.focus
    assert focus.outlet == pane.reference.currentData()
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert evidence.passages == table.row(row)["reference_count"]


def test_a_search_that_can_t_be_understood_is_explained(person: Driver, pane: Collocates) -> None:
    person.window.desk.search("ferry NEAR/")
    person.settle()
    assert pane.message.isVisible()
    assert "NEAR" in pane.message._text.text()


def test_rows_of_a_pinned_list_stay_those_of_their_node(person: Driver, pane: Collocates) -> None:
    word = str(pane.table.table_model.table.row(0)["collocate"])
    pane.header.pin.setChecked(True)
    for elsewhere in ("tunnel", ""):
        person.window.desk.search(elsewhere) if elsewhere else person.window.clear_highlight()
        person.settle()
        person.click_row(pane.table, 0)
        assert person.window.desk.state.focus == Focus(term="ferry", collocate=word, span=(5, 5))
    pane.header.pin.setChecked(False)


def test_ends_of_intervals_are_as_exact_as_their_measure(person: Driver, pane: Collocates) -> None:
    pane.measure.setCurrentIndex(pane.measure.findData("delta_p_collocate"))
    person.settle()
    assert pane.measure.currentText() == "ΔP(c|n)"
    assert {c.decimals for c in pane.table.table_model.columns if c.key in ("low", "high")} == {3}
    pane.compare.setCurrentIndex(1)
    person.settle()
    keys = ("difference", "low", "high", "score", "reference_score")
    assert {c.decimals for c in pane.table.table_model.columns if c.key in keys} == {3}


def test_where_no_word_is_near_enough_the_next_step_is_a_button(person: Driver, pane: Collocates) -> None:
    pane.minimum.setValue(99)
    person.settle()
    assert pane.message.heading == "No collocates"
    person.click(pane.message._button)
    assert pane.minimum.value() == 1
    assert len(pane.table.table_model.table)


def test_a_column_of_two_outlets_says_what_its_numbers_are(person: Driver, pane: Collocates) -> None:
    pane.compare.setCurrentIndex(1)
    person.settle()
    model = pane.table.table_model
    for place, column in enumerate(model.columns):
        if column.key.removeprefix("reference_") in ("score", "per_1000", "documents"):
            assert model.headerData(place, Qt.Orientation.Horizontal), column.key


def test_an_outlet_without_the_node_is_named_as_the_reason(person: Driver, pane: Collocates) -> None:
    pane.compare.setCurrentIndex(1)
    person.window.desk.search("zeppelin")
    person.settle()
    assert "does not occur in" in pane.message._text.text()
    assert not pane.message._button.isVisible()
