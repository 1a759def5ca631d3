"""Entities in the real window: merged, split, renamed, retyped, rejected and restored, by keyboard and menu, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from driver import CTRL, LEFT, Driver, button_called, nameless
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from small_corpus import COURIER, GAZETTE, VOICE

from workbench.domain.entity_decisions import ENTITY, MENTION, changes_for_mentions, changes_for_own_entity
from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.ui.dialogs.entity_choice import ChooseEntityDialog
from workbench.ui.dialogs.entity_keys import EntityNamesDialog
from workbench.ui.dialogs.entity_lists import RejectedDialog, SuggestionsDialog
from workbench.ui.dialogs.entity_merge import MergeEntitiesDialog
from workbench.ui.dialogs.name_dialog import NameDialog
from workbench.ui.entity_actions import mention_actions
from workbench.ui.widgets.entity_table import EntityTable
from workbench.workspace.messages import EntitySpan

Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def undone(person: Driver) -> Iterator[Driver]:
    """A person whose decisions are all undone in the end, as the window belongs to all modules."""
    yield person
    for dialog in person.window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.close()
    while person.window.desk.store.undo_label:
        person.window.desk.undo()
    person.settle()
    assert not person.window.desk.state.decisions.collection(ENTITY)
    assert not person.window.desk.state.decisions.collection(MENTION)


def counts(person: Driver) -> dict[str, int]:
    """Mentions by name, as the pane lists them."""
    table = person.window.entities.table.table_model.table
    return dict(zip(table.texts("name"), (int(n or 0) for n in table.column("mentions")), strict=True))


def select(person: Driver, *names: str) -> EntityTable:
    """Click rows, all but the first with Ctrl."""
    table = person.window.entities.table
    for number, name in enumerate(names):
        source = table.table_model.table.texts("name").index(name)
        table.scrollTo(table.table_model.index(table.table_model.row_on_screen(source), 0))
        modifier = CTRL if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(table.viewport(), LEFT, modifier, table.row_position(source, 0))
        person.settle()
    table.setFocus()
    return table


def dialog_of(person: Driver, kind: type[Shown]) -> Shown:
    person.settle()
    shown = [dialog for dialog in person.window.findChildren(kind) if dialog.isVisible()]
    assert len(shown) == 1
    assert not nameless(shown[0])
    return shown[0]


def merge_by_keyboard(person: Driver, *names: str) -> None:
    table = select(person, *names)
    QTest.keyClick(table, Qt.Key.Key_M)
    dialog = dialog_of(person, MergeEntitiesDialog)
    QTest.keyClick(dialog.stays, Qt.Key.Key_Return)
    person.settle()
    person.window.activateWindow()
    person.until(person.window.isActiveWindow)  # as a desktop does when a dialog closes


def test_two_are_merged_by_keyboard_and_their_counts_are_added_and_it_is_undone(undone: Driver) -> None:
    before = counts(undone)
    merge_by_keyboard(undone, "Bergen", "Oslo")
    after = counts(undone)
    assert after["Bergen"] == before["Bergen"] + before["Oslo"]
    assert "Oslo" not in after
    assert undone.window.desk.store.undo_label == "Merge ‘Oslo’ into ‘Bergen’"
    undone.window.entities.table.setFocus()
    undone.press(Qt.Key.Key_Z, CTRL)
    assert counts(undone) == before


def test_the_number_after_a_merge_is_the_number_of_passages(undone: Driver) -> None:
    merge_by_keyboard(undone, "Bergen", "Oslo")
    select(undone, "Bergen")
    assert undone.concordance_rows() == counts(undone)["Bergen"]
    undone.window.show_pane("entities")
    names = " ".join(undone.window.entities.names.lines())
    assert "Bergen" in names
    assert "Oslo" in names


def test_the_name_that_stays_can_be_chosen(undone: Driver) -> None:
    before = counts(undone)
    table = select(undone, "Bergen", "Oslo")
    QTest.keyClick(table, Qt.Key.Key_M)
    dialog = dialog_of(undone, MergeEntitiesDialog)
    dialog.stays.setCurrentRow(1)
    QTest.mouseClick(dialog.apply, LEFT)
    undone.settle()
    assert counts(undone)["Oslo"] == before["Bergen"] + before["Oslo"]
    assert undone.window.desk.state.focus.entity == "oslo", "what is highlighted went into it"


def test_one_is_merged_with_another_that_is_found_by_typing(undone: Driver) -> None:
    before = counts(undone)
    select(undone, "Oslo")
    undone.click(button_called(undone.window.entities.header, "merge"))
    dialog = dialog_of(undone, MergeEntitiesDialog)
    assert not dialog.apply.isEnabled()
    assert dialog.picker is not None
    QTest.keyClicks(dialog.picker.filter, "berg")
    QTest.keyClick(dialog.picker.filter, Qt.Key.Key_Return)
    undone.settle()
    assert counts(undone)["Bergen"] == before["Bergen"] + before["Oslo"]


def test_what_was_merged_is_split_again_and_each_name_has_its_reason(undone: Driver) -> None:
    before = counts(undone)
    merge_by_keyboard(undone, "Bergen", "Oslo")
    table = select(undone, "Bergen")
    QTest.keyClick(table, Qt.Key.Key_S)
    dialog = dialog_of(undone, EntityNamesDialog)
    rows = [dialog.names.topLevelItem(n) for n in range(dialog.names.topLevelItemCount())]
    assert [row.text(0) for row in rows if row is not None] == ["Bergen", "Oslo"]
    assert all(row.text(3) for row in rows if row is not None)
    assert not dialog.split.isEnabled()
    oslo = rows[1]
    assert oslo is not None
    oslo.setCheckState(0, Qt.CheckState.Checked)
    QTest.mouseClick(dialog.split, LEFT)
    undone.settle()
    assert counts(undone) == before


def test_names_can_be_read_where_they_are_split(undone: Driver) -> None:
    merge_by_keyboard(undone, "Bergen", "Oslo")
    undone.click(undone.window.entities.names.reasons)
    names = dialog_of(undone, EntityNamesDialog).names
    for row in range(names.topLevelItemCount()):
        index = names.model().index(row, 0)
        needed = 20 + names.fontMetrics().horizontalAdvance(index.data())
        assert names.visualRect(index).width() >= needed, "a box and the whole name"


def test_a_name_is_whole_when_the_answer_comes_before_the_window_is_shown(undone: Driver) -> None:
    select(undone, "Norway")
    entity = undone.window.entities.chosen()[0]
    dialog = EntityNamesDialog(undone.window.desk, entity, undone.window)
    undone.settle()
    assert dialog.names.topLevelItemCount() == 1
    dialog.show()
    names = dialog.names
    index = names.model().index(0, 0)
    assert names.visualRect(index).width() > names.fontMetrics().horizontalAdvance(index.data()) + 6


def test_not_all_names_can_be_split_off(undone: Driver) -> None:
    merge_by_keyboard(undone, "Bergen", "Oslo")
    undone.click(undone.window.entities.names.reasons)
    dialog = dialog_of(undone, EntityNamesDialog)
    for row in range(2):
        item = dialog.names.topLevelItem(row)
        assert item is not None
        item.setCheckState(0, Qt.CheckState.Checked)
    assert not dialog.split.isEnabled()
    assert dialog.lead.text() == "One name has to stay. Untick it."


def test_a_single_name_can_not_be_split(undone: Driver) -> None:
    select(undone, "Norway")
    assert not undone.window.entities.split.isEnabled()
    select(undone, "Norway", "Bergen")
    assert not undone.window.entities.split.isEnabled()
    assert undone.window.entities.merge.isEnabled()


def test_an_entity_is_renamed_everywhere(undone: Driver) -> None:
    before = counts(undone)
    table = select(undone, "Norway")
    QTest.keyClick(table, Qt.Key.Key_F2)
    dialog = dialog_of(undone, NameDialog)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Kingdom of Norway")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    undone.settle()
    assert counts(undone) == {("Kingdom of Norway" if name == "Norway" else name): n for name, n in before.items()}
    assert "Kingdom of Norway" in undone.status
    assert undone.window.entities.table.chosen_ids() == ["norway"]


def choose_in_menu(person: Driver, *words: str) -> None:
    """Open the menu of the selected rows with the mouse and go through it."""
    table = person.window.entities.table
    index = table.selectionModel().selectedRows()[0]
    place = table.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu: QMenu | None = person.window.entities.actions_of_entities.menu
    for word in words[:-1]:
        assert menu is not None
        inner = next(action for action in menu.actions() if action.text() == word).menu()
        assert isinstance(inner, QMenu)
        inner.aboutToShow.emit()
        menu = inner
    assert menu is not None
    action = next(action for action in menu.actions() if action.text() == words[-1])
    assert action.isEnabled()
    person.window.entities.actions_of_entities.menu.close()
    action.trigger()
    person.settle()


def test_an_entity_gets_another_type_and_the_found_one_back(undone: Driver) -> None:
    def kind() -> str:
        table = undone.window.entities.table.table_model.table
        return str(table.row(table.texts("name").index("Norway"))["type"])

    found = kind()
    select(undone, "Norway")
    choose_in_menu(undone, "Type", "event")
    assert kind() == "EVENT"
    choose_in_menu(undone, "Type", "as found")
    assert kind() == found


def test_what_is_rejected_is_in_no_count_and_is_restored_from_the_list(undone: Driver) -> None:
    before = counts(undone)
    pane = undone.window.entities
    assert pane.rejected.isHidden()
    table = select(undone, "Norway", "Oslo")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    undone.settle()
    assert counts(undone) == {name: n for name, n in before.items() if name not in ("Norway", "Oslo")}
    assert pane.rejected.text() == "Rejected (2)"
    assert undone.window.desk.state.focus == Focus()
    undone.click(pane.rejected)
    dialog = dialog_of(undone, RejectedDialog)
    assert dialog.list.count() == 2
    assert "Norway" in dialog.list.item(0).text()
    QTest.mouseClick(dialog.back, LEFT)
    undone.settle()
    assert counts(undone) == {name: n for name, n in before.items() if name != "Oslo"}
    QTest.mouseClick(dialog.back, LEFT)
    undone.settle()
    assert counts(undone) == before
    assert pane.rejected.isHidden()


def test_decisions_about_an_entity_can_all_be_taken_back(undone: Driver) -> None:
    before = counts(undone)
    actions = undone.window.entities.actions_of_entities
    select(undone, "Norway")
    assert not actions.as_found.isEnabled()
    QTest.keyClick(undone.window.entities.table, Qt.Key.Key_F2)
    dialog = dialog_of(undone, NameDialog)
    dialog.name.setText("Elsewhere")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    undone.settle()
    choose_in_menu(undone, "Leave it to the rules again")
    assert counts(undone) == before


def test_ctrl_puts_rows_together_and_leaves_the_highlight(undone: Driver) -> None:
    table = select(undone, "Norway", "Bergen")
    assert sorted(table.chosen_ids()) == ["bergen", "norway"]
    assert undone.window.desk.state.focus == Focus(entity="norway")
    undone.window.desk.step_passage(1)
    undone.settle()
    assert sorted(table.chosen_ids()) == ["bergen", "norway"], "going through passages keeps the selection"


def mention_of(person: Driver, document: str, words: str) -> EntitySpan:
    person.window.reader.read((document,))
    person.settle()
    article = person.window.reader.views[0].article
    assert article is not None
    return next(span for span in article.entities if article.text[span.start : span.end] == words)


def choose_for_mention(person: Driver, span: EntitySpan, words: str) -> None:
    """Open the Reader's menu on a mention and choose an entry about it."""
    view = person.window.reader.views[0]
    assert view.article is not None
    menu = view.menu_at(len(view.article.text[: span.start + 1].encode("utf-16-le")) // 2)
    next(action for action in mention_actions(menu) if action.text() == words).trigger()
    menu.deleteLater()


def test_one_mention_is_given_to_another_entity_and_only_that_one(undone: Driver) -> None:
    before = counts(undone)
    span = mention_of(undone, "gazette-ferry", "Bergen")
    choose_for_mention(undone, span, "Is another entity…")
    dialog = dialog_of(undone, ChooseEntityDialog)
    QTest.keyClicks(dialog.picker.filter, "oslo")
    QTest.keyClick(dialog.picker.filter, Qt.Key.Key_Return)
    undone.settle()
    after = counts(undone)
    assert (after["Bergen"], after["Oslo"]) == (before["Bergen"] - 1, before["Oslo"] + 1)
    assert mention_of(undone, "gazette-ferry", "Bergen").entity_id in ("bergen", "oslo")
    undone.window.desk.undo()
    undone.settle()
    assert counts(undone) == before


def test_one_mention_becomes_an_entity_of_its_own(undone: Driver) -> None:
    before = counts(undone)
    span = mention_of(undone, "gazette-ferry", "Bergen")
    choose_for_mention(undone, span, "Is another entity…")
    dialog = dialog_of(undone, ChooseEntityDialog)
    QTest.keyClicks(dialog.picker.filter, "Bergen the ship")
    assert dialog.apply.text() == "Make it this new entity"
    QTest.mouseClick(dialog.apply, LEFT)
    undone.settle()
    after = counts(undone)
    assert after["Bergen the ship"] == 1
    assert after["Bergen"] == before["Bergen"] - 1


def test_one_mention_gets_another_type_and_the_rules_get_it_back(undone: Driver) -> None:
    span = mention_of(undone, "gazette-ferry", "Bergen")
    choose_for_mention(undone, span, "Is no entity")
    undone.settle()
    undone.window.desk.undo()
    undone.settle()
    assert mention_of(undone, "gazette-ferry", "Bergen") == span
    place = Span("gazette-ferry", span.start, span.end)
    undone.window.desk.decide(changes_for_mentions(undone.window.desk.state.decisions, [place], type="FAC"), "Made up")
    undone.settle()
    assert mention_of(undone, "gazette-ferry", "Bergen").type == "FAC"
    choose_for_mention(undone, span, "Leave it to the rules again")
    undone.settle()
    assert mention_of(undone, "gazette-ferry", "Bergen") == span


def test_one_mention_is_no_entity_and_is_restored_from_the_list(undone: Driver) -> None:
    before = counts(undone)
    span = mention_of(undone, "courier-tunnel", "Oslo")
    choose_for_mention(undone, span, "Is no entity")
    undone.settle()
    assert counts(undone)["Oslo"] == before["Oslo"] - 1
    undone.click(undone.window.entities.rejected)
    dialog = dialog_of(undone, RejectedDialog)
    assert dialog.list.item(0).text().startswith("Oslo\none mention in ")
    QTest.mouseClick(dialog.back, LEFT)
    undone.settle()
    assert counts(undone) == before


def choose_for_entity(person: Driver, span: EntitySpan, *words: str) -> None:
    """Open the Reader's menu on a mention and choose an entry about its entity."""
    view = person.window.reader.views[0]
    assert view.article is not None
    menu = view.menu_at(len(view.article.text[: span.start + 1].encode("utf-16-le")) // 2)
    assert any(action.text() == f"This mention of {span.name}" for action in menu.actions())
    inner: QMenu = menu
    for word in (f"All mentions of {span.name}", *words[:-1]):
        found = next(action for action in inner.actions() if action.text() == word).menu()
        assert isinstance(found, QMenu)
        inner = found
    next(action for action in inner.actions() if action.text() == words[-1]).trigger()
    menu.deleteLater()
    person.settle()


def test_the_whole_entity_is_merged_renamed_and_explained_from_a_mention(undone: Driver) -> None:
    before = counts(undone)
    span = mention_of(undone, "gazette-ferry", "Bergen")
    choose_for_entity(undone, span, "Merge with…")
    merging = dialog_of(undone, MergeEntitiesDialog)
    assert merging.picker is not None
    QTest.keyClicks(merging.picker.filter, "oslo")
    QTest.keyClick(merging.picker.filter, Qt.Key.Key_Return)
    undone.settle()
    assert counts(undone)["Bergen"] == before["Bergen"] + before["Oslo"]
    span = mention_of(undone, "gazette-ferry", "Bergen")
    choose_for_entity(undone, span, "Names and reasons…")
    names = dialog_of(undone, EntityNamesDialog)
    assert names.lead.text() == "“Bergen” has 2 names. Tick those that stand for something else."
    names.close()
    choose_for_entity(undone, span, "Rename…")
    naming = dialog_of(undone, NameDialog)
    naming.name.setText("Both towns")
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    undone.settle()
    assert counts(undone)["Both towns"] == before["Bergen"] + before["Oslo"]


def test_the_whole_entity_gets_a_type_or_is_none_from_a_mention(undone: Driver) -> None:
    before = counts(undone)

    def kind() -> str:
        table = undone.window.entities.table.table_model.table
        return str(table.row(table.texts("name").index("Bergen"))["type"])

    found = kind()
    choose_for_entity(undone, mention_of(undone, "gazette-ferry", "Bergen"), "Type", "event")
    assert kind() == "EVENT"
    choose_for_entity(undone, mention_of(undone, "gazette-ferry", "Bergen"), "Type", "as found")
    assert kind() == found
    choose_for_entity(undone, mention_of(undone, "gazette-ferry", "Bergen"), "Not an entity")
    assert counts(undone) == {name: n for name, n in before.items() if name != "Bergen"}


def test_an_entity_that_is_not_counted_can_be_decided_about_where_it_is_read(undone: Driver) -> None:
    before = counts(undone)
    desk = undone.window.desk
    span = mention_of(undone, "gazette-ferry", "Erik Dahl")
    desk.narrow(lambda scope: replace(scope, outlets=(COURIER,)), "Only one outlet")
    undone.settle()
    assert "Erik Dahl" not in counts(undone)
    choose_for_entity(undone, mention_of(undone, "gazette-ferry", "Erik Dahl"), "Not an entity")
    assert desk.store.undo_label == "Reject ‘Erik Dahl’ as an entity"
    desk.undo()
    undone.settle()
    desk.undo()
    undone.settle()
    assert counts(undone) == before
    assert mention_of(undone, "gazette-ferry", "Erik Dahl") == span


def test_a_name_of_an_outlet_opens_exactly_its_passages(undone: Driver) -> None:
    select(undone, "Kari Nilsen")
    names = undone.window.entities.names
    for outlet in (GAZETTE, COURIER, VOICE):
        for (where, name), link in list(names.name_links.items()):
            if where == outlet:
                count = int(link.text().rsplit(" ", 1)[1])
                undone.click(link)
                focus = undone.window.desk.state.focus
                assert (focus.entity, focus.outlet) == ("kari-nilsen", outlet)
                lines = undone.window.concordance.table.table_model.table
                assert undone.concordance_rows() == count
                lines = undone.window.concordance.table.table_model.table
                assert set(lines.texts("node")) == {name}
                assert set(lines.texts("outlet")) == {outlet}
                undone.window.show_pane("entities")
                undone.settle()


def test_prominence_is_shown_on_demand_with_what_it_is_out_of(undone: Driver) -> None:
    select(undone, "Norway")
    names = undone.window.entities.names
    assert not any("mean prominence" in line for line in names.lines())
    undone.click(names.detail)
    assert any("in 1 of 2 articles; of these 1 in the headline" in line for line in names.lines())
    undone.click(names.detail)


def test_articles_are_counted_instead_of_mentions(undone: Driver) -> None:
    pane = undone.window.entities
    table = pane.table
    select(undone, "Norway")
    undone.click(pane.articles)
    assert [column.key for column in table.table_model.columns][:2] == ["name", "documents"]
    row = table.table_model.table.row(table.table_model.table.texts("name").index("Norway"))
    outlets = [int(row[name] or 0) for name in row if name.startswith("outlet:")]
    assert sum(outlets) == row["documents"]
    assert max(outlets) <= 2
    undone.click(pane.articles)


def test_the_palette_has_what_can_be_done_with_entities(undone: Driver) -> None:
    words = [action.text() for action in undone.window.entities.actions_of_entities.menu.actions()]
    assert {"Rename…", "Not an entity", "Names and reasons…", "Rejected…", "What may be one…"} <= set(words)
    bar = [action.menu() for menu in undone.window.menus.values() for action in menu.actions()]
    assert undone.window.entities.actions_of_entities.menu in bar


def with_a_suggestion(person: Driver) -> None:
    """Let one mention be somebody whose name is like another one's."""
    span = mention_of(person, "voice-tunnel", "Nilsen")
    article = person.window.reader.views[0].article
    assert article is not None
    place = Span(article.document_id, span.start, span.end)
    person.window.desk.decide(
        changes_for_own_entity(person.window.desk.state.decisions, [place], "K. Nilsen", "PERSON"), "Made up"
    )
    person.settle()


def test_a_suggestion_says_why_and_is_taken(undone: Driver) -> None:
    before = counts(undone)
    assert undone.window.entities.suggestions.isHidden(), "nothing is suggested where rules are sure"
    with_a_suggestion(undone)
    assert undone.window.entities.suggestions.text() == "1 suggestion"
    undone.click(undone.window.entities.suggestions)
    dialog = dialog_of(undone, SuggestionsDialog)
    both, reason = dialog.list.item(0).text().split("\n")
    assert both == f"Kari Nilsen ({before['Kari Nilsen'] - 1}) and K. Nilsen (1)"
    assert reason == "“K. Nilsen” has the surname and the initial of “Kari Nilsen”."
    assert dialog.details.text().startswith("1 article names both.")
    QTest.mouseClick(dialog.take, LEFT)
    undone.settle()
    assert counts(undone) == before
    assert dialog.list.count() == 0
    assert undone.window.entities.suggestions.isHidden()


def test_a_suggestion_that_is_declined_is_not_made_again(undone: Driver) -> None:
    with_a_suggestion(undone)
    after = counts(undone)
    undone.window.entities.actions_of_entities.show_suggestions()
    dialog = dialog_of(undone, SuggestionsDialog)
    QTest.mouseClick(dialog.apart, LEFT)
    undone.settle()
    assert undone.window.entities.suggestions.isHidden()
    assert counts(undone) == after
    undone.window.desk.undo()
    undone.settle()
    assert undone.window.entities.suggestions.text() == "1 suggestion"
