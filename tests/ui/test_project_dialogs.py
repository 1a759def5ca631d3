from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from fake_bridge import FakeBridge
from interface_walk import problems_of
from made_up import article_row, corpus_event, overview_of
from naughty_strings import OWN
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.jobs.worker import Failure, ProgressNotice
from workbench.session.store import Store
from workbench.ui.care import Care
from workbench.ui.desk import Desk
from workbench.ui.dialogs.cannot_open import CannotOpenDialog, holder_words, salvage_words
from workbench.ui.dialogs.restore import RestoreDialog
from workbench.ui.dialogs.save_snapshot import SaveSnapshotDialog
from workbench.ui.moments import exact_moment_words
from workbench.ui.theme import LIGHT
from workbench.workspace import care_tasks, tasks
from workbench.workspace.care_messages import BackupRow, DailyBackup, InspectionReport, SalvageReport

pytestmark = [pytest.mark.window, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

LEFT = Qt.MouseButton.LeftButton
PROJECT = "/archive/projects/Grain & <b>corridor.counterpoint"
BACKUPS = (
    BackupRow("/backups/2", "daily", "2024-11-22T15:58:00+00:00", 120, 12_300_000),
    BackupRow("/backups/1", "before-migration", "2024-11-20T08:00:00+00:00", 1, 800),
)
DAMAGED = Failure("The project is damaged (malformed).", True, kind="ProjectDamagedError", facts=(("path", PROJECT),))
IN_USE = Failure("Close it there.", True, kind="ProjectInUseError", facts=(("path", PROJECT),))


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge(at_once=True)


@pytest.fixture
def desk(bridge: FakeBridge, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(Store(), bridge, LIGHT)
    overview = overview_of([article_row("a1", "One")])
    bridge.answer(tasks.overview, overview)
    desk.on_corpus(corpus_event(overview))
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


def count_boilerplate(desk: Desk, on: bool = True) -> None:
    desk.narrow(lambda scope: replace(scope, boilerplate=on), "Boilerplate")


def buttons(dialog: QWidget) -> dict[str, QPushButton]:
    """The buttons from top to bottom, by their words."""
    seen = sorted((b for b in dialog.findChildren(QPushButton) if b.isVisible()), key=lambda button: button.y())
    return {button.text().replace("&&", "&"): button for button in seen}


def signals_of(dialog: CannotOpenDialog) -> list[tuple[str, ...]]:
    heard: list[tuple[str, ...]] = []
    dialog.read_only_wanted.connect(lambda path: heard.append(("read only", path)))
    dialog.take_over_wanted.connect(lambda path: heard.append(("take over", path)))
    dialog.backup_wanted.connect(lambda backup, path: heard.append(("backup", backup, path)))
    dialog.salvage_wanted.connect(lambda path: heard.append(("salvage", path)))
    dialog.open_wanted.connect(lambda path: heard.append(("open", path)))
    return heard


class TestSaveSnapshot:
    NOW = datetime(2024, 11, 22, 16, 58).astimezone()

    def dialog(self, desk: Desk, window: QWidget) -> SaveSnapshotDialog:
        dialog = SaveSnapshotDialog(desk, window, now=self.NOW)
        dialog.open()
        return dialog

    def test_enter_saves_under_the_date_and_time(self, desk: Desk, window: QWidget) -> None:
        dialog = self.dialog(desk, window)
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert [(s.name, s.step) for s in desk.store.history.snapshots] == [("22 Nov 2024, 16:58", 0)]

    def test_typing_replaces_the_name_that_is_offered(self, desk: Desk, window: QWidget) -> None:
        count_boilerplate(desk)
        dialog = self.dialog(desk, window)
        QTest.keyClicks(dialog.name, "  Before   the meeting ")
        QTest.mouseClick(dialog.save, LEFT)
        assert [(s.name, s.step) for s in desk.store.history.snapshots] == [("Before the meeting", 1)]

    def test_a_second_one_in_the_same_minute_is_offered_another_name(self, desk: Desk, window: QWidget) -> None:
        for _ in range(3):
            QTest.keyClick(self.dialog(desk, window).name, Qt.Key.Key_Return)
        names = [snapshot.name for snapshot in desk.store.history.snapshots]
        assert names == ["22 Nov 2024, 16:58", "22 Nov 2024, 16:58 (2)", "22 Nov 2024, 16:58 (3)"]

    def test_a_name_that_is_taken_is_refused_in_words(self, desk: Desk, window: QWidget) -> None:
        desk.store.mark("First look")
        dialog = self.dialog(desk, window)
        QTest.keyClicks(dialog.name, "first  LOOK")
        assert dialog.problem.isVisible()
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert len(desk.store.history.snapshots) == 1
        assert dialog.table.table_model.rowCount() == 1
        QTest.keyClicks(dialog.name, " again")
        assert not dialog.problem.isVisible()
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert desk.store.history.snapshots[-1].name == "first LOOK again"

    def test_no_name_is_refused_in_words(self, desk: Desk, window: QWidget) -> None:
        dialog = self.dialog(desk, window)
        dialog.name.setText("  ")
        assert not dialog.problem.isVisible(), "nobody is told off while they type"
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.problem.text() == "Type a name for this point."
        assert not desk.store.history.snapshots

    def test_escape_saves_nothing(self, desk: Desk, window: QWidget) -> None:
        dialog = self.dialog(desk, window)
        QTest.keyClick(dialog.name, Qt.Key.Key_Escape)
        assert not desk.store.history.snapshots


class TestRestore:
    @pytest.fixture
    def dialog(self, desk: Desk, bridge: FakeBridge, window: QWidget) -> RestoreDialog:
        count_boilerplate(desk)
        desk.store.mark("With boilerplate")
        count_boilerplate(desk, on=False)
        desk.store.mark("Without & <b>it</b>")
        bridge.answer(care_tasks.list_backups, BACKUPS)
        dialog = RestoreDialog(desk, PROJECT, window)
        dialog.open()
        return dialog

    def test_a_snapshot_is_gone_to_and_nothing_is_lost(self, dialog: RestoreDialog, desk: Desk) -> None:
        assert dialog.tabs.tabText(0) == "Snapshots (2)"
        assert not dialog.go_button.isEnabled(), "that is where we are"
        dialog.snapshots.setFocus()
        QTest.keyClick(dialog.snapshots, Qt.Key.Key_Down)
        assert dialog.go_button.isEnabled()
        QTest.mouseClick(dialog.go_button, LEFT)
        assert desk.state.scope.boilerplate
        assert len(desk.store.history.steps) == 2

    def test_enter_in_the_list_goes_to_a_snapshot(self, dialog: RestoreDialog, desk: Desk, qtbot: QtBot) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.snapshots.setFocus()
        QTest.keyClick(dialog.snapshots, Qt.Key.Key_Down)
        QTest.keyClick(dialog.snapshots, Qt.Key.Key_Return)
        assert desk.state.scope.boilerplate

    def test_a_backup_is_opened_as_a_new_project(self, dialog: RestoreDialog, bridge: FakeBridge, qtbot: QtBot) -> None:
        dialog.tabs.setCurrentIndex(1)
        table = dialog.backups
        assert [table.table_model.index(n, 1).data() for n in range(2)] == [
            "daily",
            "before an update of the file format",
        ]
        bridge.answer(care_tasks.restore_backup, lambda backup, project: f"{backup} beside {project}")
        QTest.mouseClick(table.viewport(), LEFT, pos=table.row_position(1))
        with qtbot.waitSignal(dialog.open_wanted) as heard:
            QTest.mouseClick(dialog.open_button, LEFT)
        assert heard.args == [f"/backups/1 beside {PROJECT}"]

    def test_a_backup_that_can_t_be_copied_says_why(self, dialog: RestoreDialog, bridge: FakeBridge) -> None:
        dialog.tabs.setCurrentIndex(1)
        bridge.answer(care_tasks.restore_backup, Failure("The disk is full. Make room.", True))
        QTest.mouseClick(dialog.open_button, LEFT)
        assert dialog.problem.isVisible()
        assert dialog.problem.text() == "The disk is full. Make room."
        assert dialog.open_button.isEnabled()
        assert dialog.open_button.text() == "Open as a new project"

    def test_without_anything_it_says_what_will_come(self, desk: Desk, bridge: FakeBridge, window: QWidget) -> None:
        dialog = RestoreDialog(desk, "", window)
        assert bridge.asked_for(care_tasks.list_backups) == []
        assert "No point of this project has a name yet." in dialog.about_snapshots.text()
        assert "Save what is open as a project first." in dialog.about_backups.text()
        bridge.answer(care_tasks.list_backups, ())
        dialog = RestoreDialog(desk, PROJECT, window)
        assert dialog.tabs.currentIndex() == 1
        assert "There is no backup of" in dialog.about_backups.text()
        bridge.answer(care_tasks.list_backups, Failure("No such folder.", True))
        dialog = RestoreDialog(desk, PROJECT, window)
        assert "No such folder." in dialog.about_backups.text()

    def test_text_in_it_is_text(self, dialog: RestoreDialog) -> None:
        for page in range(2):
            dialog.tabs.setCurrentIndex(page)
            assert problems_of(dialog) == []


class TestCannotOpen:
    def dialog(self, failure: Failure, window: QWidget) -> CannotOpenDialog:
        dialog = CannotOpenDialog(PROJECT, failure, window)
        dialog.open()
        return dialog

    def test_a_damaged_project_offers_backup_and_salvage_once_both_are_known(self, window: QWidget) -> None:
        dialog = self.dialog(DAMAGED, window)
        heard = signals_of(dialog)
        assert list(buttons(dialog)) == ["Close"]
        dialog.show_backups(BACKUPS[::-1])
        first, second, _ = buttons(dialog).values()
        assert first.text() == f"Open the last good backup ({exact_moment_words(BACKUPS[0].made_at)})"
        assert first.isDefault()
        assert second.nextInFocusChain() is dialog.close_button
        assert "stays as it is" in dialog.words.text()
        QTest.mouseClick(second, LEFT)
        QTest.keyClick(first, Qt.Key.Key_Space)
        assert heard == [("salvage", PROJECT), ("backup", "/backups/2", PROJECT)]
        assert dialog.isVisible(), "it stays until that is done"

    def test_without_a_backup_it_says_so(self, window: QWidget) -> None:
        dialog = self.dialog(DAMAGED, window)
        dialog.show_backups(())
        assert list(buttons(dialog)) == ["Save what can be read into a new project", "Close"]
        assert "There is no backup of it." in dialog.words.text()

    def test_no_button_is_cut(self, window: QWidget, qtbot: QtBot) -> None:
        dialog = self.dialog(DAMAGED, window)
        dialog.show_backups(BACKUPS)
        dialog.show_progress(ProgressNotice(1, 3, "Reading"))
        dialog.show_problem(Failure("The disk is full. " * 12, True))
        qtbot.waitExposed(dialog)
        for button in buttons(dialog).values():
            assert button.height() >= button.sizeHint().height()

    def test_who_has_a_project_that_is_locked_is_said_and_nothing_is_offered_that_can_t_work(
        self, window: QWidget
    ) -> None:
        facts = (("machine", "newsroom-7"), ("path", PROJECT), ("since", "2024-11-22T15:58:00+00:00"), ("user", "Béla"))
        dialog = self.dialog(replace(IN_USE, facts=facts), window)
        assert f"Béla on newsroom-7 has had it open since {exact_moment_words(facts[2][1])}." in dialog.words.text()
        assert list(buttons(dialog)) == ["Close"]

    def test_a_project_that_another_machine_noted_as_open_can_be_read(self, window: QWidget) -> None:
        dialog = self.dialog(replace(IN_USE, facts=(("holder_only", "1"), ("path", PROJECT))), window)
        heard = signals_of(dialog)
        assert list(buttons(dialog)) == ["Open for reading only", "Open anyway", "Close"]
        QTest.mouseClick(buttons(dialog)["Open for reading only"], LEFT)
        assert heard == [("read only", PROJECT)]

    def test_only_another_machine_s_note_can_be_overruled(self, window: QWidget) -> None:
        dialog = self.dialog(replace(IN_USE, facts=(("holder_only", "1"), ("path", PROJECT))), window)
        heard = signals_of(dialog)
        QTest.mouseClick(buttons(dialog)["Open anyway"], LEFT)
        assert heard == [("take over", PROJECT)]

    @pytest.mark.parametrize("kind", ["NotAProjectError", "NewerProjectError"])
    def test_what_can_t_be_helped_is_words_alone(self, kind: str, window: QWidget) -> None:
        dialog = self.dialog(Failure("Use a newer Counterpoint.", True, kind=kind), window)
        assert list(buttons(dialog)) == ["Close"]
        assert "Use a newer Counterpoint." in dialog.words.text()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    @pytest.mark.parametrize("text", OWN[:14])
    def test_text_in_it_is_text(self, text: str, window: QWidget) -> None:
        facts = (("machine", text), ("path", f"a folder/{text}"), ("user", text))
        dialog = self.dialog(replace(IN_USE, message=text, facts=facts), window)
        assert problems_of(dialog) == []

    def test_words_about_what_was_saved_count_what_was_lost(self) -> None:
        report = SalvageReport("/x/Grain (saved).counterpoint", 118, 2, 1, ("The journal ends at step 210.",))
        assert salvage_words(report).splitlines() == [
            "118 articles were saved. 2 articles could not be read.",
            "1 decision was saved.",
            "The damaged file is as it was.",
            "• The journal ends at step 210.",
        ]
        assert "can't be known" in salvage_words(replace(report, lost=None))
        assert "No decision could be read. If you made any in this project, they are lost." in salvage_words(
            replace(report, decisions=0)
        )
        assert "No article is missing." in salvage_words(replace(report, lost=0))
        assert holder_words({}) == ""


class TestCare:
    @pytest.fixture
    def care(self, desk: Desk, window: QWidget) -> Care:
        return Care(desk, window)

    def test_only_failures_that_it_has_words_for_are_taken(self, care: Care) -> None:
        assert care.cannot_open(PROJECT, Failure("No such folder.", True, kind="UnusableInputError")) is None

    def test_the_last_good_backup_is_opened(self, care: Care, bridge: FakeBridge, qtbot: QtBot) -> None:
        bridge.answer(care_tasks.list_backups, BACKUPS)
        bridge.answer(care_tasks.restore_backup, "/archive/new.counterpoint")
        dialog = care.cannot_open("", DAMAGED)
        assert dialog is not None
        assert bridge.asked_for(care_tasks.list_backups) == [(PROJECT,)]
        with qtbot.waitSignal(care.open_wanted) as heard:
            QTest.mouseClick(next(iter(buttons(dialog).values())), LEFT)
        assert heard.args == ["/archive/new.counterpoint"]
        assert bridge.asked_for(care_tasks.restore_backup) == [("/backups/2", PROJECT)]
        assert not dialog.isVisible()

    def test_what_was_a_project_once_may_have_a_backup(self, care: Care, bridge: FakeBridge) -> None:
        empty = Failure("The file is empty.", True, kind="NotAProjectError")
        bridge.answer(care_tasks.list_backups, BACKUPS)
        bridge.answer(care_tasks.inspect_project, InspectionReport(PROJECT, "empty", "", restore=True))
        dialog = care.cannot_open(PROJECT, empty)
        assert dialog is not None
        assert [words[:25] for words in buttons(dialog)] == ["Open the last good backup", "Close"]
        bridge.answer(care_tasks.inspect_project, InspectionReport(PROJECT, "strange schema", ""))
        dialog = care.cannot_open(PROJECT, empty)
        assert dialog is not None
        assert list(buttons(dialog)) == ["Close"]

    def test_what_was_saved_is_told_and_opened(self, care: Care, bridge: FakeBridge, qtbot: QtBot) -> None:
        bridge.answer(care_tasks.list_backups, Failure("No.", True))
        bridge.answer(care_tasks.salvage_project, SalvageReport("/archive/saved.counterpoint", 5, 1, 3))
        dialog = care.cannot_open(PROJECT, DAMAGED)
        assert dialog is not None
        QTest.mouseClick(buttons(dialog)["Save what can be read into a new project"], LEFT)
        assert "5 articles were saved. 1 article could not be read.\n3 decisions were saved." in dialog.words.text()
        with qtbot.waitSignal(care.open_wanted) as heard:
            QTest.mouseClick(buttons(dialog)["Open the new project"], LEFT)
        assert heard.args == ["/archive/saved.counterpoint"]

    def test_a_salvage_that_fails_leaves_the_other_way_open(self, care: Care, bridge: FakeBridge) -> None:
        bridge.answer(care_tasks.list_backups, BACKUPS)
        bridge.answer(care_tasks.salvage_project, Failure("The disk is full.", True))
        dialog = care.cannot_open(PROJECT, DAMAGED)
        assert dialog is not None
        QTest.mouseClick(buttons(dialog)["Save what can be read into a new project"], LEFT)
        assert dialog.problem.text() == "The disk is full."
        assert not dialog.bar.isVisible()
        assert all(button.isEnabled() for button in buttons(dialog).values())

    def test_closing_it_asks_for_nothing_more(self, care: Care, bridge: FakeBridge) -> None:
        bridge.at_once = False
        bridge.answer(care_tasks.list_backups, BACKUPS)
        dialog = care.cannot_open(PROJECT, DAMAGED)
        assert dialog is not None
        assert not bridge.idle
        dialog.reject()
        assert bridge.idle

    def test_the_restore_dialog_asks_for_its_project_to_be_opened(
        self, care: Care, bridge: FakeBridge, qtbot: QtBot
    ) -> None:
        bridge.answer(care_tasks.list_backups, BACKUPS)
        bridge.answer(care_tasks.restore_backup, "/archive/new.counterpoint")
        dialog = care.restore(PROJECT)
        with qtbot.waitSignal(care.open_wanted):
            QTest.mouseClick(dialog.open_button, LEFT)

    def test_a_backup_is_made_by_and_by_and_a_reason_against_it_is_told_once(
        self, care: Care, desk: Desk, bridge: FakeBridge, window: QWidget
    ) -> None:
        said: list[str] = []
        failed: list[str] = []
        desk.said.connect(said.append)
        desk.failed.connect(lambda text, _: failed.append(text))
        care.watch("")
        timer = care.findChild(QTimer)
        assert timer is not None
        assert not timer.isActive()
        care.watch(PROJECT, read_only=True)
        assert not timer.isActive()
        care.watch(PROJECT)
        assert timer.isActive()
        full = DailyBackup(problem="The disk is full.")
        for answer in (DailyBackup(made=True), full, full, Failure("Oh.", False)):
            bridge.answer(care_tasks.daily_backup, answer)
            timer.timeout.emit()
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        assert [(box.text(), box.isModal()) for box in boxes] == [("The disk is full.", False)]
        assert said == ["Today’s backup could not be made."]
        assert not failed
        assert len(bridge.asked_for(care_tasks.daily_backup)) == 4
        boxes[0].close()
