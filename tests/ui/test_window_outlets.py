from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from driver import Driver, button_called, nameless
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from small_corpus import COURIER, GAZETTE, TUNNEL, TUNNEL_BY_OUTLET, VOICE

from workbench.domain.focus import Focus
from workbench.domain.outlet_groups import NO_GROUP, changes_for_group, groupings_in
from workbench.domain.outlet_names import folds_in
from workbench.domain.palette import outlet_styles
from workbench.domain.scope import Copies, Scope
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.dialogs.outlet_groups_tab import GroupPart
from workbench.ui.dialogs.outlet_names import OutletNamesDialog
from workbench.ui.dialogs.outlet_names_tab import NamePart
from workbench.ui.widgets.outlet_mark import OutletChip

without_a_desktop = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Popups such as completions can't be raised offscreen, and Qt says so."""

pytestmark = without_a_desktop

COAST, INLAND = "Coast", "Inland"


@pytest.fixture
def person(newcomer: Driver) -> Iterator[Driver]:
    """A person who just opened the corpus; dialogs that they leave open are closed."""
    yield newcomer
    for dialog in newcomer.window.findChildren(OutletNamesDialog):
        dialog.reject()


def dialog_of(person: Driver, entry: str = "Outlet names and groups…") -> OutletNamesDialog:
    next(action for action in person.window.menus["&Edit"].actions() if action.text() == entry).trigger()
    person.settle()
    return open_dialog(person)


def open_dialog(person: Driver) -> OutletNamesDialog:
    (dialog,) = [d for d in person.window.findChildren(OutletNamesDialog) if d.isVisible()]
    person.until(lambda: dialog.edits is not None)
    return dialog


def select(dialog: OutletNamesDialog, *names: str, groups: bool = False) -> None:
    tab = dialog.groups if groups else dialog.names
    tab.table.clearSelection()
    for name in names:
        index = tab.model.index(tab.model.row_of(name), 0)
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        tab.table.selectionModel().select(index, flags)


def group_by_coast(person: Driver) -> None:
    changes = changes_for_group("Country", [GAZETTE, VOICE], COAST) | changes_for_group("Country", [COURIER], INLAND)
    person.window.desk.decide(changes, "Groups")
    person.settle()


def scope_of(person: Driver) -> Scope:
    return person.window.desk.state.scope


def undo(person: Driver) -> None:
    person.window.undo_action.trigger()
    person.settle()


def chips(person: Driver) -> dict[str, OutletChip]:
    return {chip.outlet: chip for chip in person.window.scope_bar.chips}


def test_two_names_are_merged_and_the_merge_is_undone(person: Driver) -> None:
    person.search("tunnel")
    dialog = dialog_of(person)
    assert "3 names in the sources stand for 3 outlets" in dialog.lead.text()
    assert not dialog.apply.isEnabled()
    assert dialog.names.reason.text().startswith("No names look like one outlet.")
    select(dialog, VOICE, GAZETTE)
    dialog.names.outlet.setText(GAZETTE)
    person.click(button_called(dialog, "Merge 2 names"))
    row = dialog.names.model.row_of(VOICE)
    assert dialog.names.model.index(row, NamePart.OUTLET).data() == GAZETTE
    assert not len(person.window.desk.state.decisions)
    person.click(button_called(dialog, "Apply 1 change"))
    assert folds_in(person.window.desk.state.decisions) == {VOICE: GAZETTE}
    assert set(chips(person)) == {GAZETTE, COURIER}
    assert person.concordance_rows() == TUNNEL
    by_outlet = dict(person.window.desk.evidence.by_outlet if person.window.desk.evidence else ())
    assert by_outlet == {COURIER: TUNNEL_BY_OUTLET[COURIER], GAZETTE: TUNNEL - TUNNEL_BY_OUTLET[COURIER]}
    assert person.window.undo_action.text() == "Undo: Change 1 outlet name"
    undo(person)
    assert set(chips(person)) == {GAZETTE, COURIER, VOICE}
    assert dict(person.window.desk.evidence.by_outlet if person.window.desk.evidence else ()) == TUNNEL_BY_OUTLET


def test_what_is_counted_and_highlighted_follows_a_merge_in_the_same_step(person: Driver) -> None:
    person.click(chips(person)[COURIER])
    person.window.desk.highlight(Focus(term="tunnel", outlet=VOICE))
    dialog = dialog_of(person)
    select(dialog, VOICE)
    dialog.names.outlet.setText(GAZETTE)
    person.click(dialog.names.merge)
    person.click(dialog.apply)
    assert scope_of(person).outlets == (GAZETTE,)
    assert person.window.desk.state.focus.outlet == GAZETTE
    assert person.window.scope_bar.summary.text().startswith("4 of 6 articles")
    undo(person)
    assert set(scope_of(person).outlets) == {GAZETTE, VOICE}
    assert not len(person.window.desk.state.decisions)


def test_a_merged_name_is_split_off_again(person: Driver) -> None:
    dialog = dialog_of(person)
    row = dialog.names.model.row_of(VOICE)
    dialog.names.table.setCurrentIndex(dialog.names.model.index(row, NamePart.NAME))
    assert not dialog.names.split.isEnabled()
    QTest.keyClick(dialog.names.table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert editor.accessibleName() == f"Outlet of {VOICE}"
    editor.setText("Shore Media")  # type: ignore[attr-defined]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.edits is not None
    edits = dialog.edits
    person.until(lambda: edits.outlet(VOICE) == "Shore Media")
    select(dialog, VOICE)
    person.click(button_called(dialog, "Split off"))
    assert dialog.edits.changes() == {}
    assert not dialog.apply.isEnabled()


def test_outlets_are_grouped_by_country_and_terms_have_a_column_for_each_group(person: Driver) -> None:
    person.choose(person.window.scope_bar.compare, "Make groups…")
    person.settle()
    dialog = open_dialog(person)
    assert dialog.groups.chosen_grouping == "Country"
    assert dialog.groups.model.index(0, GroupPart.GROUP).data() == "no group"
    select(dialog, GAZETTE, VOICE, groups=True)
    QTest.keyClicks(dialog.groups.group, COAST)
    person.click(button_called(dialog, "Set for 2"))
    select(dialog, COURIER, groups=True)
    dialog.groups.group.setFocus()
    dialog.groups.group.clear()
    QTest.keyClicks(dialog.groups.group, INLAND)
    QTest.keyClick(dialog.groups.group, Qt.Key.Key_Return)
    assert dialog.groups.counts.text() == "2 groups; 3 of 3 outlets are in one."
    assert nameless(dialog) == []
    person.click(button_called(dialog, "Apply 3 changes"))
    assert groupings_in(person.window.desk.state.decisions) == {
        "Country": {GAZETTE: COAST, VOICE: COAST, COURIER: INLAND}
    }
    person.choose(person.window.scope_bar.compare, "Country")
    person.settle()
    assert scope_of(person).compare == "Country"
    person.window.show_pane("terms")
    person.search("tunnel")
    headings = [
        str(person.window.terms.table.table_model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
        for n in range(person.window.terms.table.table_model.columnCount())
    ]
    assert any(COAST in heading for heading in headings), headings
    assert any(INLAND in heading for heading in headings), headings
    assert not any(outlet in heading for outlet in (GAZETTE, COURIER, VOICE) for heading in headings)
    assert {mark.focus.outlet for mark in person.window.terms.frequency.hitmap.marks} == {COAST, INLAND}
    undo(person)
    assert set(chips(person)) == {GAZETTE, COURIER, VOICE}


def test_a_click_on_a_group_counts_or_leaves_out_all_its_outlets(person: Driver) -> None:
    group_by_coast(person)
    person.window.scope_bar.compare_by("Country")
    person.settle()
    assert list(chips(person)) == [COAST, INLAND]
    person.click(chips(person)[COAST])
    assert scope_of(person).outlets == (COURIER,)
    assert not chips(person)[COAST].isChecked()
    person.click(chips(person)[INLAND])
    assert person.status == "At least one group must be counted."
    person.window.desk.narrow(lambda scope: replace(scope, outlets=(VOICE, COURIER)), "x")
    person.settle()
    assert chips(person)[COAST].isChecked()
    assert chips(person)[COAST].accessibleDescription() == "1 of 2"
    person.click(chips(person)[COAST])
    assert scope_of(person).outlets == ()
    assert chips(person)[COAST].accessibleDescription() == ""


def test_groups_have_colours_and_marks_of_their_own(person: Driver) -> None:
    group_by_coast(person)
    person.window.desk.decide(changes_for_group("Country", [COURIER], ""), "x")
    person.window.scope_bar.compare_by("Country")
    person.settle()
    desk = person.window.desk
    assert list(chips(person)) == [COAST, NO_GROUP]
    assert desk.outlet_style(COAST) == outlet_styles([COAST, NO_GROUP])[COAST]
    assert desk.outlet_style(COAST) != desk.outlet_style("")
    assert desk.outlet_style(NO_GROUP) == desk.outlet_style("")
    assert desk.outlet_style(GAZETTE) == outlet_styles([GAZETTE, COURIER, VOICE])[GAZETTE]
    assert chips(person)[COAST]._style == desk.outlet_style(COAST)


def test_a_group_is_highlighted_and_counted_alone_from_its_chip(person: Driver) -> None:
    group_by_coast(person)
    person.window.scope_bar.compare_by("Country")
    person.search("tunnel")
    person.window.scope_bar.highlight(COAST)
    person.settle()
    assert person.concordance_rows() == TUNNEL - TUNNEL_BY_OUTLET[COURIER]
    person.window.scope_bar._offer(chips(person)[COAST])
    menu = next(m for m in chips(person)[COAST].findChildren(QMenu) if m.isVisible())
    next(action for action in menu.actions() if action.text() == f"Count only {COAST}").trigger()
    menu.close()
    person.settle()
    assert set(scope_of(person).outlets) == {GAZETTE, VOICE}


def test_a_grouping_that_is_renamed_stays_the_one_that_is_compared(person: Driver) -> None:
    group_by_coast(person)
    person.window.scope_bar.compare_by("Country")
    person.settle()
    dialog = dialog_of(person)
    dialog.tabs.setCurrentIndex(1)
    dialog.groups.rename_action.trigger()
    (asked,) = [d for d in person.window.findChildren(NameDialog) if d.isVisible()]
    asked.name.setText("Region")
    asked.accept()
    assert dialog.groups.chosen_grouping == "Region"
    person.click(dialog.apply)
    assert scope_of(person).compare == "Region"
    assert set(groupings_in(person.window.desk.state.decisions)) == {"Region"}
    assert person.window.scope_bar.compare.text() == "Compare: Region ▾"
    dialog = dialog_of(person)
    dialog.tabs.setCurrentIndex(1)
    dialog.groups.delete_action.trigger()
    person.click(dialog.apply)
    assert scope_of(person).compare == ""
    assert person.window.scope_bar.compare.text() == "Compare: outlets ▾"


def test_a_grouping_is_exported_and_imported(person: Driver, tmp_path: Path) -> None:
    group_by_coast(person)
    dialog = dialog_of(person)
    dialog.tabs.setCurrentIndex(1)
    dialog.groups.export_grouping()
    assert dialog.groups.file_dialog is not None
    person.answer_file_dialog(dialog.groups.file_dialog, tmp_path / "groups.csv")
    person.until(lambda: dialog.groups.said.text() == "Saved groups.csv.")
    written = (tmp_path / "groups.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert written == ["outlet,group", f"{VOICE},{COAST}", f"{GAZETTE},{COAST}", f"{COURIER},{INLAND}", ""]
    dialog.groups.choose_grouping("Owner")
    (tmp_path / "owners.csv").write_text(f"Outlet;Group\n{GAZETTE};One\nNobody;Two\n", encoding="utf-8")
    dialog.groups.import_grouping()
    person.answer_file_dialog(dialog.groups.file_dialog, tmp_path / "owners.csv")
    person.until(lambda: dialog.groups.said.text().startswith("1 outlet of the table found."))
    assert dialog.groups.said.text().endswith("Not in this corpus: Nobody.")
    person.click(button_called(dialog, "Apply 1 change"))
    assert groupings_in(person.window.desk.state.decisions)["Owner"] == {GAZETTE: "One"}


def test_a_table_that_cannot_be_read_is_told_in_the_dialog(person: Driver, tmp_path: Path) -> None:
    dialog = dialog_of(person)
    dialog.tabs.setCurrentIndex(1)
    (tmp_path / "wrong.csv").write_text("a,b\n", encoding="utf-8")
    dialog.groups.import_from(str(tmp_path / "wrong.csv"))
    person.until(lambda: "has no columns outlet and group" in dialog.groups.said.text())
    assert dialog.edits is not None
    assert dialog.edits.changes() == {}


def test_cancel_changes_nothing(person: Driver) -> None:
    dialog = dialog_of(person)
    select(dialog, VOICE, COURIER)
    assert dialog.names.outlet.text() in (VOICE, COURIER)
    person.click(dialog.names.merge)
    person.click(button_called(dialog, "Cancel: change nothing"))
    assert not len(person.window.desk.state.decisions)
    assert not person.window.undo_action.isEnabled()


def test_copied_text_is_counted_once_when_asked_for(person: Driver) -> None:
    button = person.window.scope_bar.copies
    assert button.text() == "Copies each time"
    person.click(button)
    assert scope_of(person).copies is Copies.ONCE
    assert button.text() == "Copies once"
    person.until(
        lambda: "counted once: 0 articles and 0 words of others left out" in person.window.scope_bar.summary.text()
    )
    undo(person)
    assert scope_of(person).copies is Copies.ALL
    assert not button.isChecked()
