from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from workbench import installation
from workbench.installation import QtFinding, display_available, explain_qt, install_line, missing_qt_libraries

if TYPE_CHECKING:
    from pathlib import Path

LINKER = """Traceback (most recent call last):
  File "<string>", line 2, in <module>
ImportError: libEGL.so.1: cannot open shared object file: No such file or directory
"""
XCB = """qt.qpa.plugin: From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.
qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.
This application failed to start because no Qt platform plugin could be initialized.
"""


def finding(detail: str) -> QtFinding:
    return QtFinding(False, "", "", missing_qt_libraries(detail), detail)


def test_a_library_the_linker_misses_is_named() -> None:
    assert missing_qt_libraries(LINKER) == ("libEGL.so.1",)


def test_the_cursor_library_that_qt_itself_misses_is_named() -> None:
    assert missing_qt_libraries(XCB) == ("libxcb-cursor.so.0",)


def test_each_missing_library_is_named_once() -> None:
    assert missing_qt_libraries(LINKER + XCB + LINKER) == ("libEGL.so.1", "libxcb-cursor.so.0")


def test_other_errors_name_no_library() -> None:
    assert missing_qt_libraries("ModuleNotFoundError: No module named 'PySide6'") == ()


def test_the_message_names_the_library_and_the_line_that_installs_it() -> None:
    message = explain_qt(finding(LINKER), window=False)
    assert "libEGL.so.1 is missing" in message
    assert "apt-get install -y libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0" in message
    assert "libxcb" not in message


def test_a_real_window_needs_more_packages() -> None:
    line = install_line(window=True, root=True)
    assert line.startswith("apt-get install -y libegl1")
    assert set(installation.WINDOW_PACKAGES) <= set(line.split())


def test_only_those_who_are_not_root_are_told_sudo() -> None:
    assert install_line(window=False, root=False) == "sudo " + install_line(window=False, root=True)


def test_a_missing_library_outside_the_lists_adds_its_package_once() -> None:
    line = install_line(["libOpenGL.so.0", "libEGL.so.1", "libunheard.so.9"], window=False, root=True).split()
    assert line[-1] == "libopengl0"
    assert line.count("libegl1") == 1


def test_an_old_c_library_is_explained() -> None:
    detail = (
        "ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by libQt6Core.so.6)"
    )
    assert "older than GLIBC 2.34" in explain_qt(finding(detail), window=False)


def test_an_absent_qt_is_explained() -> None:
    assert "run.py setup" in explain_qt(finding("ModuleNotFoundError: No module named 'PySide6'"), window=False)


def test_an_unknown_cause_is_told_as_qt_told_it() -> None:
    assert explain_qt(finding("something new"), window=False) == "Qt can't start: something new"


def test_nothing_is_said_when_qt_works() -> None:
    assert explain_qt(QtFinding(True, "6.11.3", "xcb", (), ""), window=True) == ""


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "linux", True),
        ({"QT_QPA_PLATFORM": "minimal:fontengine=freetype"}, "win32", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_display_is_available(environ: dict[str, str], platform: str, expected: bool) -> None:
    assert display_available(environ, platform=platform) is expected


@pytest.mark.parametrize(
    ("version", "expected"), [((3, 10, 13), False), ((3, 11), True), ((3, 13, 1), True), ((3, 14), False)]
)
def test_which_python_is_supported(version: tuple[int, ...], expected: bool) -> None:
    assert installation.python_supported(version) is expected


def stand_in(tmp_path: Path, program: str) -> dict[str, str]:
    """A PySide6 that behaves as the given program says, on a path of its own."""
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("__version__ = '6.0.0'\n", "utf-8")
    (package / "QtWidgets.py").write_text(program, "utf-8")
    (package / "QtGui.py").write_text(
        "class QGuiApplication:\n"
        "    def __init__(self, arguments): pass\n"
        "    def platformName(self): return 'offscreen'\n",
        "utf-8",
    )
    return {"PYTHONPATH": str(tmp_path), "SYSTEMROOT": "C:\\Windows"}


def test_a_qt_that_starts_is_found_with_its_release(tmp_path: Path) -> None:
    found = installation.probe_qt(sys.executable, offscreen=True, environ=stand_in(tmp_path, ""))
    assert found == QtFinding(True, "6.0.0", "offscreen", (), "")


def test_a_qt_that_ends_its_process_is_reported_with_the_library(tmp_path: Path) -> None:
    program = f"import os, sys\nsys.stderr.write({XCB!r})\nsys.stderr.flush()\nos.abort()\n"
    found = installation.probe_qt(sys.executable, environ=stand_in(tmp_path, program))
    assert not found.works
    assert found.missing == ("libxcb-cursor.so.0",)


def test_a_qt_that_ends_without_a_word_is_reported(tmp_path: Path) -> None:
    found = installation.probe_qt(sys.executable, environ=stand_in(tmp_path, "raise SystemExit(7)"))
    assert (found.works, found.detail) == (False, "Qt ended with code 7 and said nothing.")


def test_a_python_that_is_not_there_is_reported(tmp_path: Path) -> None:
    found = installation.probe_qt(str(tmp_path / "python"), environ={})
    assert not found.works
    assert "python" in found.detail
