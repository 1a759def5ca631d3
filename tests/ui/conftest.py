"""The real window with its real working process, built once for all tests that only look and click."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from driver import Driver, MakeWindow, driver_of
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_corpus import write_small_corpus

from workbench import app
from workbench.folders import drafts_folder
from workbench.ui.main_window import MainWindow

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Qt; what the offscreen plugin can't do is of no interest."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.window)
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"))


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six articles and their metadata; never written to."""
    return write_small_corpus(tmp_path_factory.mktemp("corpus") / "small")


@pytest.fixture(scope="session")
def session_bot(request: pytest.FixtureRequest, qapp: QApplication) -> QtBot:
    """Waits like ``qtbot``, for what lives longer than one test."""
    return QtBot(request)


@pytest.fixture(scope="session")
def make_window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWindow]:
    """Build a window as the program does, show it, and close it in the end."""
    folder = tmp_path_factory.mktemp("settings")
    numbers = itertools.count()
    made: list[MainWindow] = []

    def make(launch: app.Launch | None = None, *, with_drafts: bool = False) -> MainWindow:
        if not with_drafts:  # what another test did not save is of no interest to this one
            shutil.rmtree(drafts_folder(), ignore_errors=True)
        settings = QSettings(str(folder / f"{next(numbers)}.ini"), QSettings.Format.IniFormat)
        launch = launch or app.Launch(workers=0)
        window = app.build(launch, qapp, settings)
        window.desk.native_dialogs = False
        window.resize(1600, 1000)
        app.start_when_painted(window, launch)
        window.show()
        made.append(window)
        return window

    yield make
    for window in filter(shiboken6.isValid, made):
        window._discard = True
        window.close()


@pytest.fixture(scope="session")
def small_window(make_window: MakeWindow, session_bot: QtBot, small_corpus: Path) -> Driver:
    """A window with the small corpus open, annotated by the real language model."""
    return driver_of(session_bot, make_window(app.Launch(sources=(str(small_corpus),), workers=0)))


@pytest.fixture
def person(small_window: Driver, qtbot: QtBot, small_corpus: Path) -> Iterator[Driver]:
    """A person at that window, with everything counted and nothing highlighted; nothing may fail behind their back."""
    small_window.bot = qtbot
    small_window.begin_anew(small_corpus)
    small_window.failures.clear()
    yield small_window
    assert not small_window.failures


@pytest.fixture(scope="module")
def module_window(make_window: MakeWindow, session_bot: QtBot) -> Iterator[Driver]:
    """A window for the tests of one module, in which nothing is open at first."""
    driver = Driver(session_bot, make_window())
    yield driver
    driver.leave()


@pytest.fixture
def newcomer(module_window: Driver, qtbot: QtBot, small_corpus: Path) -> Iterator[Driver]:
    """A person who just opened the corpus: decisions would begin a draft of the window that all modules share."""
    module_window.bot = qtbot
    module_window.failures.clear()
    module_window.window.activateWindow()
    module_window.open(small_corpus)
    yield module_window
    assert not module_window.failures


@pytest.fixture
def fresh_window(make_window: MakeWindow, qtbot: QtBot) -> Iterator[Callable[[], Driver]]:
    """Make windows that are closed after the test; names are looked for in a process of its own, as by default."""
    made: list[Driver] = []

    def make() -> Driver:
        made.append(Driver(qtbot, make_window(app.Launch(workers=1))))
        return made[-1]

    yield make
    for driver in made:
        driver.leave()
