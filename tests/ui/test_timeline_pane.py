"""The Timeline pane: marks, stretches of time, searches that are compared, events, and the days in the scope bar."""

from __future__ import annotations

from driver import LEFT, Driver
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.domain.event_markers import EVENT, EventMarker, changes_for_event, event_from, events_in
from workbench.domain.focus import Focus
from workbench.domain.journal import Edit
from workbench.ui.dialogs.event_markers import EventMarkersDialog
from workbench.ui.dialogs.time_span import TimeSpanDialog
from workbench.ui.edit_words import edit_words
from workbench.ui.panes.timeline import Timeline
from workbench.ui.widgets.pane_header import link_button
from workbench.ui.widgets.time_chart import TimeChart


def pane_of(person: Driver) -> Timeline:
    pane = person.window.timeline
    pane.set_terms(())
    for box, number in ((pane.unit, 2), (pane.by, 0), (pane.show_as, 0)):
        choose(person, pane, box, number)
    person.window.show_pane(pane.name)
    person.settle()
    return pane


def choose(person: Driver, pane: Timeline, box: object, number: int) -> None:
    box.setCurrentIndex(number)  # type: ignore[attr-defined]
    box.activated.emit(number)  # type: ignore[attr-defined]


def drag(chart: TimeChart, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(chart, LEFT, pos=begin)
    for place in (QPoint((begin.x() + end.x()) // 2, begin.y()), end):
        moved = QMouseEvent(
            QMouseEvent.Type.MouseMove, place.toPointF(), chart.mapToGlobal(place).toPointF(), LEFT, LEFT,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(chart, moved)
    QTest.mouseRelease(chart, LEFT, pos=end)


def test_a_mark_opens_as_many_passages_as_it_says(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    mark = person.mark(pane.chart, term="tunnel", date_from="2031-04-01")
    person.click_mark(pane.chart, mark)
    assert person.window.desk.state.focus == Focus(term="tunnel", date_from="2031-04-01", date_to="2031-04-30")
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert f"{evidence.passages} times in" in mark.label
    assert evidence.label == "“tunnel”, April 2031"
    assert pane.only.text() == "Count only April 2031"


def test_the_list_and_the_chart_have_the_same_numbers(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    choose(person, pane, pane.by, 1)
    person.settle()
    person.pick(pane._view, 1)
    table = pane.table.table_model.table
    assert len(table) == len(pane.chart.hitmap.marks)
    person.click_row(pane.table, 0)
    evidence = person.window.desk.evidence
    assert evidence is not None
    assert evidence.passages == table.row(0)["count"]
    person.pick(pane._view, 0)


def test_drawing_over_a_stretch_of_time_offers_to_count_only_its_days(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    marks = pane.chart.hitmap.marks
    place = pane.chart.mark_centre(marks[0]).toPoint()
    drag(pane.chart, place - QPoint(9, 0), place + QPoint(9, 0))
    menu = pane.menu
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Count only April 2031", "Show the passages of April 2031"]
    menu.actions()[0].trigger()
    menu.close()
    person.settle()
    scope, bar = person.window.desk.state.scope, person.window.scope_bar
    assert (scope.date_from, scope.date_to) == ("2031-04-01", "2031-04-30")
    assert (bar.dated.text(), bar.dated.isVisible()) == ("April 2031 ✕", True)
    person.click(bar.dated)
    assert person.window.desk.state.scope.date_from == ""
    assert not bar.dated.isVisible()


def test_searches_are_compared_and_taken_away_with_the_keyboard(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    pane.more.setFocus()
    QTest.keyClicks(pane.more, "ferry")
    person.press(Qt.Key.Key_Return)
    assert pane.terms == ("tunnel", "ferry")
    assert {mark.focus.term for mark in pane.chart.hitmap.marks} == {"tunnel", "ferry"}
    assert [chip.text() for chip in pane.chips] == [link_button("tunnel ✕", "").text(), "ferry ✕"]
    person.click(pane.chips[0])
    assert {mark.focus.term for mark in pane.chart.hitmap.marks} == {"ferry"}


def test_a_search_that_cant_be_understood_is_said_and_can_be_taken_away(person: Driver) -> None:
    pane = pane_of(person)
    pane.compare("(war")
    person.settle()
    assert "bracket" in pane.note.text().casefold() or "(" in pane.note.text()
    person.click(pane.chips[0])
    assert not pane.terms


def test_events_are_added_changed_and_deleted_and_each_is_a_step_of_its_own(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    pane.edit_events()
    dialog = pane.dialog
    assert isinstance(dialog, EventMarkersDialog)
    for field, words in ((dialog.first, "2031-04-02"), (dialog.label, "Opening")):
        QTest.keyClicks(field, words)
    person.click(dialog.add)
    decisions = person.window.desk.state.decisions
    assert events_in(decisions) == (EventMarker("2031-04-02", "2031-04-02", "Opening"),)
    picture = pane.chart.picture
    assert picture is not None
    assert "Events: Opening (2 April 2031)." in picture.description
    dialog.list.setCurrentRow(0)
    QTest.keyClicks(dialog.last, "2031-04-01")
    person.click(dialog.change)
    assert "before the first" in dialog.problem.text()
    dialog.last.setText("2031-04-05")
    person.click(dialog.change)
    assert events_in(person.window.desk.state.decisions)[0].days == "2–5 April 2031"
    person.click(dialog.delete)
    assert not events_in(person.window.desk.state.decisions)
    dialog.accept()
    person.window.desk.undo()
    person.settle()
    assert events_in(person.window.desk.state.decisions)[0].label == "Opening"


def test_days_are_typed_in_a_dialog(person: Driver) -> None:
    pane = pane_of(person)
    person.click(pane.days)
    dialog = pane.dialog
    assert isinstance(dialog, TimeSpanDialog)
    QTest.keyClicks(dialog.first, "May")
    person.click(dialog.go)
    assert "is no day" in dialog.problem.text()
    dialog.first.setText("2031-05-01")
    person.click(dialog.go)
    assert person.window.desk.state.scope.date_from == "2031-05-01"
    assert person.window.scope_bar.dated.text() == "from 1 May 2031 ✕"


def test_events_are_said_in_the_history() -> None:
    added = Edit(EVENT, "2031-04-02/Opening", None, {"until": ""})
    changed = Edit(EVENT, "2031-04-02/Opening", {"until": ""}, {"until": "2031-04-05"})
    assert edit_words(added) == "Event ‘Opening’: none → 2 April 2031"
    assert edit_words(changed) == "Event ‘Opening’: 2 April 2031 → 2–5 April 2031"


def test_a_click_on_an_event_opens_the_list_at_it(person: Driver) -> None:
    desk = person.window.desk
    person.search("tunnel")
    pane = pane_of(person)
    first, second = event_from("2031-04-02", "", "Opening"), event_from("2031-05-10", "2031-05-20", "Fair")
    for event in (first, second):
        desk.decide(changes_for_event(event), "Mark")
    person.settle()
    marks = [mark for mark in pane.chart.hitmap.marks if mark.event == second]
    assert "10–20 May 2031: Fair" in marks[0].label
    before = desk.state.focus
    person.click(pane.chart, QPoint(round(marks[0].left * pane.chart.width()) + 3, pane.chart.height() // 2))
    dialog = pane.dialog
    assert isinstance(dialog, EventMarkersDialog)
    assert dialog._chosen == second
    assert dialog.label.text() == "Fair"
    assert desk.state.focus == before
    dialog.accept()
    person.settle()
    for _ in range(2):
        desk.undo()
    person.settle()
    assert not any(mark.event for mark in pane.chart.hitmap.marks)


def test_rows_of_a_pinned_list_stay_those_of_what_it_shows(person: Driver) -> None:
    person.search("tunnel")
    pane = pane_of(person)
    person.pick(pane._view, 1)
    pane.header.pin.setChecked(True)
    person.window.desk.highlight(Focus(frame=person.window.framing.table.table_model.table.texts("frame")[0]))
    person.settle()
    person.click_row(pane.table, 0)
    assert person.window.desk.state.focus.term == "tunnel"
    pane.header.pin.setChecked(False)
    person.pick(pane._view, 0)
    person.settle()


def test_what_is_chosen_in_a_box_is_never_cut(person: Driver) -> None:
    pane = pane_of(person)
    for box in (pane.unit, pane.show_as, pane.by):
        box.ensurePolished()
        assert box.width() >= box.sizeHint().width(), box.currentText()


def test_a_panel_for_each_search_is_drawn_though_the_chart_has_to_scroll(person: Driver) -> None:
    pane = pane_of(person)
    terms = ("tunnel", "ferry", "the", "a", "of")
    pane.set_terms(terms)
    person.settle()
    assert {mark.focus.term for mark in pane.chart.hitmap.marks} == set(terms)
    pane.set_terms(())
    person.settle()
