"""What the window asks about its project file, over a working process that is made up."""

from __future__ import annotations

from pathlib import Path

from fake_bridge import FakeBridge
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.export import tasks as export_tasks
from workbench.jobs.worker import Failure
from workbench.session.store import Store
from workbench.ui.desk import Desk
from workbench.ui.project_file import ProjectFile
from workbench.ui.theme import LIGHT
from workbench.workspace import tasks


def test_words_are_kept_beside_a_project_once_it_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = FakeBridge(at_once=True)
    window = QWidget()
    qtbot.addWidget(window)
    desk = Desk(Store(), bridge, LIGHT)
    file = ProjectFile(desk, window)
    problems: list[str] = []
    desk.failed.connect(lambda words, _: problems.append(words))
    written = str(tmp_path / "study.counterpoint")
    bridge.answer(tasks.keep_words, Failure("The disk is full.", True))
    bridge.answer(export_tasks.save_project, lambda *_: written)
    with qtbot.waitSignal(file.saved):
        file._save_now(written)
    assert [name for name, _ in bridge.asked] == ["save_project", "keep_words"]
    assert problems == [], "the project is saved, whatever becomes of its words"
    desk.close()
