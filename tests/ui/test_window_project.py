"""A project: saved from the window, opened again with what was decided and counted, and never lost on closing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from driver import CTRL, PATIENCE_MS, SHIFT, Driver, MakeWindow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from small_corpus import COURIER, TUNNEL, TUNNEL_BY_OUTLET

from workbench.domain.corrections import Correction, corrections_in
from workbench.domain.focus import Focus
from workbench.jobs.worker import Task
from workbench.project.store import Project
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.ui.widgets.outlet_mark import OutletChip


@pytest.fixture
def saver(newcomer: Driver) -> Driver:
    """A person with the small corpus open, not yet saved."""
    return newcomer


def small_folder(folder: Path) -> Path:
    """Another folder with one article."""
    (folder / "other").mkdir()
    (folder / "other" / "whale.txt").write_text("A whale\n\nA whale was seen.\n", encoding="utf-8")
    return folder / "other"


def chip(driver: Driver, outlet: str) -> OutletChip:
    return next(chip for chip in driver.window.scope_bar.chips if chip.outlet == outlet)


def unsaved(driver: Driver) -> bool:
    """Whether closing would ask."""
    return driver.window.project_file.has_unsaved_decisions


def press(driver: Driver, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """A keyboard command of the window."""
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    QTest.keyClick(driver.window, key, modifiers)


def save(driver: Driver, path: Path) -> None:
    """Ctrl+S, a file name, Save."""
    press(driver, Qt.Key.Key_S, CTRL)
    driver.answer_file_dialog(driver.file_dialog(), path)
    driver.settle()
    assert driver.status == f"Saved {path}"


def test_a_saved_project_opens_with_what_was_decided_and_counted(saver: Driver, tmp_path: Path) -> None:
    saver.window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    saver.settle()
    saver.click(chip(saver, COURIER))
    assert unsaved(saver)
    path = tmp_path / "study.counterpoint"
    save(saver, path)
    assert not unsaved(saver)
    scope = saver.window.desk.state.scope
    saver.open(path)
    assert saver.window.windowTitle() == "study.counterpoint — Counterpoint"
    assert saver.window.desk.state.scope == scope
    assert "Island Herald" in [chip.outlet for chip in saver.window.scope_bar.chips]
    saver.search("tunnel")
    assert saver.concordance_rows() == TUNNEL - TUNNEL_BY_OUTLET[COURIER]


def test_after_saving_the_person_goes_on_in_the_project(saver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "study.counterpoint"
    save(saver, path)
    assert saver.window.windowTitle() == "study.counterpoint — Counterpoint"
    saver.window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    saver.settle()
    assert not unsaved(saver)
    saver.open(small_folder(tmp_path))
    saver.open(path)
    assert "Island Herald" in [chip.outlet for chip in saver.window.scope_bar.chips]


def test_a_decision_that_was_undone_is_undone_in_the_project_too(saver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "study.counterpoint"
    kept, undone, later = (Correction("voice-ferry", "outlet", name) for name in ("First", "Second", "Third"))
    saver.window.desk.correct((kept,), "Set an outlet")
    save(saver, path)
    saver.window.desk.correct((undone,), "Set an outlet")
    saver.settle()
    saver.window.desk.store.undo()
    saver.settle()
    saver.window.desk.correct((later,), "Set an outlet")
    saver.settle()
    saver.open(small_folder(tmp_path))
    saver.open(path)
    assert corrections_in(saver.window.desk.state.decisions) == {kept.document_id: {"outlet": later.value}}


def test_a_project_remembers_what_is_counted_without_being_asked(saver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "study.counterpoint"
    save(saver, path)
    saver.open(path)
    saver.click(chip(saver, COURIER))
    scope = saver.window.desk.state.scope
    assert scope.outlets
    saver.open(path)
    assert saver.window.desk.state.scope == scope


def test_articles_added_to_a_project_are_in_it_and_can_be_taken_out_again(saver: Driver, tmp_path: Path) -> None:
    save(saver, tmp_path / "study.counterpoint")
    (tmp_path / "whale.txt").write_text("A whale\n\nA whale was seen in the fjord.\n", encoding="utf-8")
    saver.open(tmp_path / "whale.txt", add=True)
    assert saver.window.windowTitle() == "study.counterpoint — Counterpoint"
    assert saver.window.desk.store.undo_label == "Add 1 article from whale.txt"
    assert saver.window.scope_bar.summary.text().startswith("7 of 7 articles")
    press(saver, Qt.Key.Key_Z, CTRL)
    saver.settle()
    assert saver.window.scope_bar.summary.text().startswith("6 of 6 articles")
    saver.open(tmp_path / "study.counterpoint")
    assert saver.window.scope_bar.summary.text().startswith("6 of 6 articles")
    press(saver, Qt.Key.Key_Z, CTRL | SHIFT)
    saver.settle()
    assert saver.window.scope_bar.summary.text().startswith("7 of 7 articles")
    saver.window.desk.highlight(Focus(article="whale"))
    saver.settle()
    (view,) = saver.window.reader.views
    assert view.article is not None
    assert "fjord" in view.article.text


def test_undo_goes_on_after_a_restart(saver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "study.counterpoint"
    desk = saver.window.desk
    desk.correct((Correction("voice-ferry", "outlet", "First"),), "Set an outlet")
    save(saver, path)
    desk.correct((Correction("voice-ferry", "outlet", "Second"),), "Set it again")
    saver.settle()
    saver.open(small_folder(tmp_path))
    assert not saver.window.undo_action.isEnabled()
    saver.open(path)
    assert saver.window.undo_action.text() == "Undo: Set it again"
    for _ in range(2):
        press(saver, Qt.Key.Key_Z, CTRL)
        saver.settle()
    assert len(desk.state.decisions) == 0
    saver.open(path)
    assert saver.window.redo_action.text() == "Redo: Set an outlet"
    press(saver, Qt.Key.Key_Z, CTRL | SHIFT)
    saver.settle()
    assert corrections_in(desk.state.decisions) == {"voice-ferry": {"outlet": "First"}}


def test_what_was_never_saved_is_kept_for_the_next_start(
    saver: Driver, make_window: MakeWindow, tmp_path: Path
) -> None:
    file = saver.window.project_file
    saver.window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    saver.until(lambda: bool(file.draft) and not saver.window.desk.journal.waiting)
    assert file.saving_words == "Not saved as a project yet"
    draft = Path(file.draft)
    assert draft.is_file()
    # opening something else leaves it; a new window offers it
    saver.open(small_folder(tmp_path))
    other = Driver(saver.bot, make_window(with_drafts=True))
    other.until(other.window.banner.isVisible)
    assert "not saved is still here" in other.window.banner.text.text()
    with other.bot.waitSignal(other.window.opened, timeout=PATIENCE_MS):
        other.click(other.window.banner.button)
    other.settle()
    assert corrections_in(other.window.desk.state.decisions) == {"voice-ferry": {"outlet": "Island Herald"}}
    assert other.window.project_file.has_unsaved_decisions
    path = tmp_path / "kept.counterpoint"
    save(other, path)
    other.until(lambda: not draft.exists())
    assert other.window.project_file.saving_words == "All changes saved"
    other.leave()
    saver.open(path)
    assert corrections_in(saver.window.desk.state.decisions) == {"voice-ferry": {"outlet": "Island Herald"}}


def test_a_decision_that_no_number_follows_from_asks_for_no_number(
    saver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = saver.window.desk.bridge.ask

    def noting(task: Task, *arguments: Any, **named: Any) -> None:
        asked.append(task.__name__)
        ask(task, *arguments, **named)

    monkeypatch.setattr(saver.window.desk.bridge, "ask", noting)
    saver.window.desk.correct((Correction("voice-ferry", "author", "Ann Example"),), "Set an author")
    saver.settle()
    assert "overview" in asked
    assert {"pane_table", "picture", "evidence"}.isdisjoint(asked)
    saver.window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    saver.settle()
    assert "pane_table" in asked


def test_save_gives_the_present_point_of_a_project_a_name(saver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "study.counterpoint"
    save(saver, path)
    saver.window.desk.correct((Correction("voice-ferry", "outlet", "First"),), "Set an outlet")
    press(saver, Qt.Key.Key_S, CTRL)
    dialog = saver.window.findChild(SaveSnapshotDialog)
    assert dialog is not None
    dialog.name.setText("First draft")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    saver.settle()
    saver.open(path)
    (snapshot,) = saver.window.desk.store.history.snapshots
    assert (snapshot.name, snapshot.step) == ("First draft", 1)


def test_decisions_are_not_lost_by_closing(
    make_window: MakeWindow, qtbot: QtBot, small_corpus: Path, tmp_path: Path
) -> None:
    leaver = Driver(qtbot, make_window())
    leaver.open(small_corpus)
    window = leaver.window
    window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    leaver.settle()

    def asked() -> QMessageBox:
        leaver.until(lambda: len(leaver.message_boxes()) == 1)
        return leaver.message_boxes()[0]

    assert not window.close()
    box = asked()
    assert "Save it in a project before closing?" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.isVisible()
    assert not window.close()
    asked().button(QMessageBox.StandardButton.Save).click()
    path = tmp_path / "kept.counterpoint"
    leaver.answer_file_dialog(leaver.file_dialog(), path)
    leaver.until(lambda: not window.isVisible())  # once it is saved, it closes
    assert not leaver.failures
    leaver.leave()
    with Project.open(path) as kept:
        assert kept.check() == []
        assert corrections_in(kept.decisions()) == {"voice-ferry": {"outlet": "Island Herald"}}


def test_cancelling_an_opening_keeps_the_draft_of_what_was_open(saver: Driver, tmp_path: Path) -> None:
    file, window = saver.window.project_file, saver.window
    window.desk.correct((Correction("voice-ferry", "outlet", "Island Herald"),), "Set an outlet")
    saver.until(lambda: bool(file.draft) and not window.desk.journal.waiting)
    draft = file.draft
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number}.txt").write_text("A whale was seen in the fjord.\n" * 400, encoding="utf-8")
    came_back: list[str] = []
    window.opening.turned.connect(lambda: came_back.append(file.draft))
    window.open_sources([str(folder)])
    saver.until(lambda: "" in came_back)
    window.opening.cancel()
    saver.until(lambda: file.draft == draft)
    saver.settle()
    assert file.has_unsaved_decisions
    assert corrections_in(window.desk.state.decisions) == {"voice-ferry": {"outlet": "Island Herald"}}
    window.desk.correct((Correction("voice-ferry", "author", "Ann"),), "Set an author")
    saver.until(lambda: not window.desk.journal.waiting)
    assert not window.desk.journal.problem


def test_a_snapshot_of_what_was_never_saved_is_not_lost(saver: Driver) -> None:
    saver.window.desk.store.mark("Before the meeting")
    saver.until(lambda: bool(saver.window.project_file.draft) and not saver.window.desk.journal.waiting)
    assert saver.window.project_file.has_unsaved_decisions
