"""The watch that measures how long the window did not come round, and what it measures at the real window."""

from __future__ import annotations

import time

from driver import Driver
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stall import StallWatch


def busy(seconds: float) -> None:
    """Keep the interface thread from coming round."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_a_busy_interface_is_measured(qtbot: QtBot) -> None:
    with StallWatch() as watch:
        qtbot.waitUntil(lambda: watch.ticks >= 3)
        busy(0.15)
        qtbot.waitUntil(lambda: watch.ticks >= 6)
    assert 140 <= watch.longest_ms < 1000


def test_a_stall_up_to_the_end_counts(qtbot: QtBot) -> None:
    with StallWatch() as watch:
        qtbot.waitUntil(lambda: watch.ticks >= 3)
        busy(0.15)
    assert watch.longest_ms >= 140


def test_it_begins_from_nothing_each_time(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    busy(0.15)
    assert watch.stop() >= 140
    watch.start()
    assert watch.longest_ms == 0
    assert watch.ticks == 0
    watch.stop()


def test_after_it_stopped_nothing_is_measured(qtbot: QtBot) -> None:
    watch = StallWatch()
    watch.start()
    before = watch.stop()
    busy(0.1)
    QApplication.processEvents()
    assert watch.stop() == before


def test_searching_does_not_stall_the_window(person: Driver) -> None:
    """A generous bound, as a test machine is shared; the benchmarks measure against the real one."""
    with StallWatch() as watch:
        person.type_and_enter("tunnel")
        person.settle()
    assert watch.ticks > 0
    assert watch.longest_ms < 1000
