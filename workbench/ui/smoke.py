"""The smoke test of a build: shows each pane on the sample corpus, exports from each, and ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from workbench.domain.focus import Focus
from workbench.ui.main_window import MainWindow
from workbench.ui.widgets.export_menu import ExportMenu

_STEP_MS: Final = 50
_PATIENCE_MS: Final = 5 * 60 * 1000


class SmokeRun(QObject):
    """Walks through the window step by step, each step after the one before has settled."""

    def __init__(self, window: MainWindow, folder: Path, done: Callable[[int], None]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._done = done
        self._expected: list[Path] = []
        self._problems: list[str] = []
        window.desk.failed.connect(lambda text, details: self._problems.append(f"{text}\n{details}"))
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)
        window.opened.connect(lambda _: self._begin())
        window.open_failed.connect(self._give_up)
        QTimer.singleShot(_PATIENCE_MS, self, lambda: self._give_up("The smoke test was not finished in 5 minutes."))

    def _begin(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._steps = self._walk()
        self._timer.start()

    def _step(self) -> None:
        if self._problems:
            self._finish()
        elif self._window.desk.bridge.idle:
            try:
                next(self._steps)
            except StopIteration:
                self._finish()

    def _walk(self) -> Iterator[None]:
        window = self._window
        terms = window.entities.table.table_model.table
        window.desk.search("the port | the dam")
        yield
        for pane in window.panes:
            window.show_pane(pane.name)
            yield
            yield
            picture = self._folder / f"pane-{pane.name}.png"
            if not pane.grab().save(str(picture), "PNG"):
                self._problems.append(f"{picture} could not be written")
            menu: ExportMenu | None = getattr(pane, "export", None)
            if menu is None:
                continue
            shown = menu._exportable()
            for suffix, wanted in (
                ("png", shown.chart or shown.widget),
                ("svg", shown.chart or shown.widget),
                ("csv", shown.table),
            ):
                if wanted:
                    path = self._folder / f"{pane.name}.{suffix}"
                    self._expected.append(path)
                    menu.save(str(path))
                    yield
        if len(terms):
            window.desk.highlight(Focus(entity=terms.texts("entity_id")[0]))
            yield
        window.grab().save(str(self._folder / "window.png"), "PNG")

    def _give_up(self, problem: str) -> None:
        self._problems.append(problem)
        self._finish()

    def _finish(self) -> None:
        self._timer.stop()
        self._problems += [f"{path.name} was not written" for path in self._expected if not path.is_file()]
        for problem in self._problems:
            sys.stderr.write(f"{problem}\n")
        self._done(1 if self._problems else 0)
