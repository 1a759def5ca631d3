"""The search box and what is saved of it: the place that is wrong, examples to try, groups of searches."""

from __future__ import annotations

from driver import CTRL, Driver
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_corpus import TUNNEL

from workbench.domain.term_groups import term_groups_in
from workbench.ui.dialogs.how_to_search import HowToSearchDialog
from workbench.ui.dialogs.term_groups import TermGroupsDialog


def groups_of(person: Driver) -> dict[str, tuple[str, ...]]:
    return term_groups_in(person.window.desk.state.decisions)


def wrong_at(person: Driver) -> int | None:
    return person.window.top_bar.search.wrong_at


def open_dialog(person: Driver) -> TermGroupsDialog:
    dialog = person.window.top_bar.dialog
    assert isinstance(dialog, TermGroupsDialog)
    return dialog


def test_what_is_wrong_is_said_below_the_box_and_its_place_marked(person: Driver) -> None:
    bar = person.window.top_bar
    person.search("tunnel NEAR/x ferry")
    assert wrong_at(person) == len("tunnel ")
    assert bar.problem.isVisible()
    assert "NEAR/5" in bar.problem.text()
    QTest.keyClick(bar.search, Qt.Key.Key_End)
    QTest.keyClick(bar.search, Qt.Key.Key_Backspace)
    assert wrong_at(person) is None
    assert not bar.problem.isVisible()
    person.search("tunnel NOT ferry")
    assert " in " in person.hits
    assert not bar.problem.isVisible()


def test_an_example_is_tried_by_a_click(person: Driver) -> None:
    person.choose(person.window.top_bar.searches, "How to search…")
    dialog = person.window.top_bar.dialog
    assert isinstance(dialog, HowToSearchDialog)
    person.click(dialog.examples["(very)? good"])
    person.settle()
    assert person.window.top_bar.search.text() == "(very)? good"
    assert person.window.desk.state.focus.term == "(very)? good"
    dialog.close()
    person.until(lambda: person.window.top_bar.dialog is None)


def test_a_search_is_saved_named_made_a_group_and_used(person: Driver) -> None:
    bar = person.window.top_bar
    person.search("tunnel")
    person.choose(bar.searches, "Save this search…")
    dialog = open_dialog(person)
    assert dialog.searches.toPlainText() == "tunnel"
    person.until(dialog.isActiveWindow)
    assert QApplication.focusWidget() is dialog.name
    QTest.keyClicks(dialog.name, "below water")
    QTest.keyClick(dialog.name, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.searches, Qt.Key.Key_End, CTRL)
    QTest.keyClick(dialog.searches, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.searches, "(ferry")
    person.until(lambda: "not closed" in dialog.found.text())
    assert len(dialog.searches.extraSelections()) == 1
    person.click(dialog.save)
    person.until(lambda: "not closed" in dialog.problem.text())
    assert groups_of(person) == {}, "what can't be understood is not saved"
    QTest.keyClicks(dialog.searches, ")")
    person.until(lambda: "Together" in dialog.found.text())
    assert f"tunnel: {TUNNEL} passages in 6 articles" in dialog.found.text()
    person.click(dialog.save)
    person.until(lambda: bool(groups_of(person)))
    assert groups_of(person) == {"below water": ("tunnel", "(ferry)")}
    person.settle()
    person.click(dialog.use)
    person.settle()
    assert bar.search.text() == '@"below water"'
    together = next(line for line in dialog.found.text().splitlines() if line.startswith("Together: "))
    assert person.hits == together.removeprefix("Together: ").replace("passages", "hits")

    dialog.name.setText("water")
    person.click(dialog.save)
    person.until(lambda: "water" in groups_of(person))
    assert list(groups_of(person)) == ["water"]
    person.settle()
    assert "below water" in bar.problem.text(), "the highlighted search names a group that is gone"
    person.window.desk.undo()
    person.settle()
    assert not bar.problem.isVisible()
    assert person.hits == together.removeprefix("Together: ").replace("passages", "hits")
    dialog.show_group("below water")
    person.click(dialog.delete)
    assert groups_of(person) == {}
    dialog.close()
    person.until(lambda: bar.dialog is None)
    person.window.desk.undo()
    person.settle()
    bar.search.clear()
    person.choose(bar.searches, '@"below water"')
    person.settle()
    assert person.hits == together.removeprefix("Together: ").replace("passages", "hits")
