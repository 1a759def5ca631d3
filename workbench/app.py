"""The composition root of the window: builds store, bridge, desk and window, and starts the work behind them."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from workbench.folders import cache_file, settings_file
from workbench.resource_files import resource
from workbench.session.store import Store
from workbench.ui.bridge import Bridge
from workbench.ui.desk import Desk
from workbench.ui.main_window import MainWindow
from workbench.ui.theme import LIGHT, THEMES, apply_theme, load_fonts
from workbench.workspace.tasks import make_workspace


@dataclass(frozen=True, slots=True)
class Launch:
    """What the command line asks of the window."""

    sources: tuple[str, ...] = ()
    sample: bool = False
    report: str = ""
    """Without a display: folder for the report, after which the program ends."""
    smoke: str = ""
    """Folder for the exports of the smoke test, after which the program ends."""
    model: str = ""
    workers: int | None = None
    cache: bool = True
    started: float = 0.0
    """``time.perf_counter()`` at the start of the program."""


def build(launch: Launch, application: QApplication, settings: QSettings) -> MainWindow:
    """The window with everything behind it, not shown and with nothing started."""
    load_fonts()
    application.setWindowIcon(QIcon(str(resource("icons", "counterpoint.png"))))
    theme = THEMES.get(str(settings.value("theme", LIGHT.name)), LIGHT)
    size = settings.value("text size", 10.0)
    apply_theme(application, theme, point_size=float(size) if isinstance(size, int | float | str) else 10.0)
    factory = partial(
        make_workspace,
        cache=str(cache_file()) if launch.cache else "",
        model=launch.model,
        workers=launch.workers,
    )
    bridge = Bridge(factory)
    desk = Desk(Store(), bridge, theme)
    window = MainWindow(desk, settings)
    bridge.setParent(window)
    desk.setParent(window)
    return window


def start_when_painted(window: MainWindow, launch: Launch) -> None:
    """Start the working process after the first paint, then open what was asked for."""

    def begin() -> None:
        window.desk.bridge.start()
        if launch.sample:
            window.open_sources([str(resource("sample"))])
        elif launch.sources:
            window.open_sources(list(launch.sources))

    window.painted.connect(begin)
    window.open_sample.connect(lambda: window.open_sources([str(resource("sample"))]))


def run(launch: Launch) -> int:
    """Show the window and run until it is closed. Returns the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Counterpoint")
    application.setApplicationDisplayName("Counterpoint")
    settings = QSettings(str(settings_file()), QSettings.Format.IniFormat)
    own_folder = tempfile.TemporaryDirectory(prefix="counterpoint-") if launch.report or launch.smoke else None
    if own_folder is not None:
        # a run without a person neither follows nor changes how a person's window looks
        settings = QSettings(str(Path(own_folder.name) / "settings.ini"), QSettings.Format.IniFormat)
    window = build(launch, application, settings)
    if launch.smoke:
        window.painted.connect(
            lambda: sys.stdout.write(f"window painted {1000 * (time.perf_counter() - launch.started):.0f} ms\n")
        )
    start_when_painted(window, launch)
    if launch.report:
        from workbench.ui.offscreen import OffscreenReport  # noqa: PLC0415 - not needed with a display

        OffscreenReport(window, Path(launch.report), lambda code: _leave(window, code))
    if launch.smoke:
        from workbench.ui.smoke import SmokeRun  # noqa: PLC0415 - only for the smoke test

        SmokeRun(window, Path(launch.smoke), lambda code: _leave(window, code))
    window.show()
    code = application.exec()
    if own_folder is not None:
        own_folder.cleanup()
    return code


def _leave(window: MainWindow, code: int) -> None:
    """Close the window and end with a code."""
    application = QApplication.instance()
    window.close()
    if application is not None:
        QTimer.singleShot(0, application, lambda: application.exit(code))
