"""Saved views in the window: kept under a name, brought back with what is counted and highlighted, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from driver import Driver, MakeWindow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from small_corpus import COURIER

from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.views import views_in
from workbench.ui.dialogs.name_dialog import NameDialog


@pytest.fixture
def viewer(make_window: MakeWindow, qtbot: QtBot, small_corpus: Path) -> Iterator[Driver]:
    driver = Driver(qtbot, make_window())
    driver.open(small_corpus)
    yield driver
    assert not driver.failures
    driver.leave()


def choose(driver: Driver, words: str) -> None:
    """Choose a command of the Views menu."""
    driver.window.views_menu.fill()
    (action,) = [action for action in driver.window.views_menu.actions() if action.text() == words]
    action.trigger()


def test_a_view_brings_back_what_was_counted_and_highlighted(viewer: Driver) -> None:
    desk = viewer.window.desk
    desk.narrow(lambda scope: replace(scope, outlets=(COURIER,)), "Count one outlet")
    viewer.search("tunnel")
    choose(viewer, "Save this view…")
    dialog = viewer.window.findChild(NameDialog)
    assert dialog is not None
    assert COURIER in dialog.name.text()
    dialog.name.setText("Tunnel & Courier")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    viewer.settle()
    assert list(views_in(desk.state.decisions)) == ["Tunnel & Courier"]

    desk.narrow(lambda _: Scope(), "Count everything")
    viewer.search("ferry")
    choose(viewer, "Tunnel && Courier")
    viewer.settle()
    assert desk.state.scope == Scope(outlets=(COURIER,))
    assert desk.state.focus.evidence_key == Focus(term="tunnel")
    assert desk.store.undo_label == "Show the view ‘Tunnel & Courier’"


def test_a_name_that_is_taken_is_not_taken_twice(viewer: Driver) -> None:
    viewer.search("tunnel")
    for name in ("Tunnel", "TUNNEL "):
        choose(viewer, "Save this view…")
        dialog = next(d for d in viewer.window.findChildren(NameDialog) if d.isVisible())
        dialog.name.setText(name)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "Choose another one" in dialog.problem.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert list(views_in(viewer.window.desk.state.decisions)) == ["Tunnel"]


def test_a_view_can_be_forgotten_and_that_can_be_undone(viewer: Driver) -> None:
    viewer.window.views_menu._keep("Everything")
    viewer.window.views_menu.fill()
    forget = viewer.window.views_menu.actions()[-1].menu()
    assert isinstance(forget, QMenu)
    forget.actions()[0].trigger()
    assert views_in(viewer.window.desk.state.decisions) == {}
    viewer.window.desk.undo()
    assert list(views_in(viewer.window.desk.state.decisions)) == ["Everything"]
