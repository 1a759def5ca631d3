"""The real window: its processes are killed, and it is closed while it works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from faults import window
from PySide6.QtWidgets import QApplication

SEED = 20310406

pytestmark = [
    pytest.mark.window,
    pytest.mark.model,
    pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX systems do it"),
    pytest.mark.qt_log_ignore("^This plugin does not support"),
]


def test_everything_arrives_when_the_working_process_is_killed(qapp: QApplication, place: Path) -> None:
    window.killed_worker(3, SEED, place).require()


def test_a_window_whose_working_process_is_gone_for_good_can_be_closed(
    qapp: QApplication, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "PATIENCE", 20.0)
    window.killed_for_good(1, SEED, place).require()


def test_names_are_found_when_the_processes_that_look_for_them_are_killed(qapp: QApplication, place: Path) -> None:
    outcome = window.killed_annotators(1, SEED, place, articles=40)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    outcome.require()


def test_everything_shown_is_saved_when_the_window_is_closed_during_work(qapp: QApplication, place: Path) -> None:
    window.closed_during_work(5, SEED, place).require()
