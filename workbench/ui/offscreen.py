"""Without a display: the same window, drawn into a picture, and the report of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer

from workbench.domain.focus import Focus
from workbench.export import tasks as export_tasks
from workbench.ui.main_window import MainWindow

WINDOW_PICTURE: Final = "window.png"
_PATIENCE_MS: Final = 15 * 60 * 1000
"""When to give up, so that a lost worker never leaves a script waiting."""


class OffscreenReport(QObject):
    """Waits until everything is shown, takes a picture of the window, and writes the report around it.

    Args:
        window: a shown window that is opening something.
        folder: where to write.
        done: called with the exit code.
    """

    def __init__(self, window: MainWindow, folder: Path, done: Callable[[int], None]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._done = done
        window.resize(QSize(1600, 1000))
        window.opened.connect(lambda _: self._highlight())
        window.open_failed.connect(lambda message: done(self._fail(message)))
        QTimer.singleShot(_PATIENCE_MS, self, lambda: done(self._fail("The report was not finished in 15 minutes.")))

    def _highlight(self) -> None:
        """Highlight the entity that most outlets name, so that the picture shows what linking means."""
        self._when_idle(self._write)
        table = self._window.entities.table.table_model.table
        if len(table):
            self._window.desk.highlight(Focus(entity=table.texts("entity_id")[0]))

    def _when_idle(self, then: Callable[[], None]) -> None:
        def check() -> None:
            if self._window.complete:
                timer.stop()
                then()

        timer = QTimer(self)
        timer.setInterval(200)
        timer.timeout.connect(check)
        timer.start()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(self._folder / WINDOW_PICTURE), "PNG")
        desk = self._window.desk
        desk.ask(
            export_tasks.export_everything,
            str(self._folder),
            desk.state,
            desk.options,
            WINDOW_PICTURE,
            key="report",
            lane="export",
            done=lambda _: self._done(0),
            failed=lambda failure: self._done(self._fail(failure.message)),
        )

    @staticmethod
    def _fail(message: str) -> int:
        import sys  # noqa: PLC0415

        sys.stderr.write(f"{message}\n")
        return 1
