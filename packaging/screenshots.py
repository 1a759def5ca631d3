"""The pictures in docs/images/: the window on the sample corpus, light and dark, large and small.

    python packaging/screenshots.py [FOLDER]

Drawn offscreen, so that they look the same everywhere.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGE, SMALL = (1600, 1000), (1024, 640)
SETTLED = 4
"""Looks in a row, 150 ms apart, at which everything must be at rest."""


def main() -> int:
    """Open the sample corpus, and grab the window at each step of the tour."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from workbench import app
    from workbench.domain.focus import Focus
    from workbench.ui.main_window import MainWindow

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    home = tempfile.TemporaryDirectory(prefix="counterpoint-screenshots-")
    os.environ["COUNTERPOINT_HOME"] = home.name
    application = QApplication([])
    settings = QSettings(str(Path(home.name) / "settings.ini"), QSettings.Format.IniFormat)
    launch = app.Launch(sample=True)

    def grab(window: MainWindow, name: str) -> None:
        window.grab().save(str(folder / f"{name}.png"), "PNG")
        sys.stdout.write(f"{name}.png\n")

    def resized(window: MainWindow, size: tuple[int, int], theme: str) -> None:
        window.set_theme(theme)
        window.resize(*size)
        application.processEvents()
        window.lay_out()

    def tour(window: MainWindow) -> Iterator[None]:
        """Each step changes something; the next one comes when the window is at rest again."""
        desk = window.desk
        side_by_side = ("2031-03-14-northline-police-clear-gate", "2031-03-15-morning-gull-dock-mob")
        desk.read_requested.emit(side_by_side)
        yield
        entity = window.entities.table.table_model.table
        rows = [n for n, name in enumerate(entity.texts("name")) if "Northern Straits" in name]
        desk.highlight(Focus(entity=entity.texts("entity_id")[rows[0] if rows else 0]))
        yield
        for size, part in ((LARGE, ""), (SMALL, "-small")):
            for theme in ("light", "dark"):
                resized(window, size, theme)
                desk.read_requested.emit(side_by_side[: 2 if size == LARGE else 1])
                yield
                grab(window, f"window{part}-{theme}")
        resized(window, LARGE, "light")
        desk.search("strike | walkout | blockade")
        window.show_pane("concordance")
        window.show_pane("keyness")
        yield
        grab(window, "concordance-keyness")
        window.show_pane("terms")
        window.terms.show_chart(1)
        window.show_pane("framing")
        desk.highlight(Focus(frame="Human interest"))
        yield
        grab(window, "framing-dispersion")

    window = app.build(launch, application, settings)
    window.resize(*LARGE)
    failures: list[str] = []
    window.desk.failed.connect(lambda text, _: failures.append(text))
    steps = tour(window)
    rest = [0]
    timer = QTimer(window)
    timer.setInterval(150)

    def end(code: int) -> None:
        timer.stop()
        window.close()
        application.exit(code)

    def look() -> None:
        rest[0] = rest[0] + 1 if window.complete else 0
        if rest[0] < SETTLED:
            return
        rest[0] = 0
        try:
            next(steps)
        except StopIteration:
            end(1 if failures else 0)
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
            end(1)

    timer.timeout.connect(look)
    start: Callable[[object], None] = lambda _: timer.start()  # noqa: E731 - a slot of one line
    window.opened.connect(start)
    app.start_when_painted(window, launch)
    window.show()
    code = application.exec()
    home.cleanup()
    for failure in failures:
        sys.stderr.write(failure + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
