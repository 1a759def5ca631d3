"""Can this machine run the program? Findings as data, for ``run.py`` and for ``counterpoint check``.

Standard library only, as it is needed before anything is installed, and written so that Python 3.7 can read it and say
what is wrong. Nothing here changes the machine.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)

OFFSCREEN_PACKAGES = ("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0")
"""Debian packages that Qt needs even when nothing is shown."""

WINDOW_PACKAGES = ("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0")
"""Debian packages that Qt needs to show a window, beside `OFFSCREEN_PACKAGES`."""

_PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

_X11_LIBRARIES = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
)

# "libEGL.so.1: cannot open shared object file: No such file or directory" (the dynamic linker)
_LINKER = re.compile(r"(lib[\w.+-]+?\.so(?:\.\d+)*): cannot open shared object file")
# "xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin" (Qt itself)
_XCB_CURSOR = re.compile(r"\blib(xcb-cursor)0 is needed to load the Qt xcb platform plugin")
_GLIBC = re.compile(r"version [`'](GLIBC_[\d.]+)' not found")

_PROBE = """\
import sys
import PySide6.QtWidgets
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["counterpoint"])
sys.stdout.write(PySide6.__version__ + " " + application.platformName())
"""


@dataclass(frozen=True)
class QtFinding:
    """What came of starting Qt in a process of its own.

    Attributes:
        works: Qt started.
        version: the release of PySide6, empty when it could not be loaded.
        platform: Qt's name of where it draws (``xcb``, ``wayland``, ``offscreen``, ``windows``, ``cocoa``); empty when
            it did not start.
        missing: names of system libraries that were not found, in the order they were reported.
        detail: the last lines that Qt or Python wrote, empty when all went well.
    """

    works: bool
    version: str
    platform: str
    missing: tuple[str, ...]
    detail: str


def python_supported(version: Sequence[int]) -> bool:
    """Whether the program runs on this release of Python, given as ``(major, minor, ...)``."""
    return OLDEST_PYTHON <= (version[0], version[1]) <= NEWEST_PYTHON


def display_available(
    environ: Mapping[str, str] | None = None,
    *,
    platform: str = sys.platform,
) -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere when an X or Wayland display is named.

    A set ``QT_QPA_PLATFORM`` decides: ``offscreen``, ``minimal`` and ``vnc`` show nothing here.
    """
    values = os.environ if environ is None else environ
    chosen = values.get("QT_QPA_PLATFORM", "").split(":", maxsplit=1)[0].split(";", maxsplit=1)[0]
    if chosen in {"offscreen", "minimal", "minimalegl", "vnc"}:
        return False
    if platform in {"win32", "darwin"}:
        return True
    return bool(values.get("DISPLAY") or values.get("WAYLAND_DISPLAY"))


def missing_qt_libraries(stderr_text: str) -> tuple[str, ...]:
    """Names of the system libraries (``libEGL.so.1``) that Qt or the dynamic linker says are missing."""
    found = [match.group(1) for match in _LINKER.finditer(stderr_text)]
    found += [f"lib{match.group(1)}.so.0" for match in _XCB_CURSOR.finditer(stderr_text)]
    return tuple(dict.fromkeys(found))


def missing_window_libraries(platform: str = sys.platform) -> tuple[str, ...]:
    """Libraries that Qt's X11 plugin needs and that can't be loaded; Qt would end the process over them.

    Empty on other systems, and where a Wayland display is there too.
    """
    if platform != "linux" or not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ()
    missing = []
    for library in _X11_LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return tuple(missing)


def debian_package(library: str) -> str:
    """The Debian and Ubuntu package that holds a system library; empty when it is not one that Qt asks for."""
    return _PACKAGE_OF.get(library, "")


def install_line(
    missing: Sequence[str] = (),
    *,
    window: bool,
    root: bool | None = None,
) -> str:
    """The one ``apt-get`` line that installs everything Qt needs on Debian and Ubuntu.

    Args:
        missing: libraries known to be missing; their packages are added when they are not in the lists.
        window: also what a real window needs.
        root: whether the person is root and needs no ``sudo``; found out when not given.
    """
    packages = list(OFFSCREEN_PACKAGES) + (list(WINDOW_PACKAGES) if window else [])
    packages += [package for package in map(debian_package, missing) if package and package not in packages]
    if root is None:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
    return f"{'' if root else 'sudo '}apt-get install -y {' '.join(packages)}"


def probe_qt(
    python: str | None = None,
    *,
    offscreen: bool = False,
    environ: Mapping[str, str] | None = None,
    seconds: float = 60.0,
) -> QtFinding:
    """Start Qt in another process, because Qt ends the process it is in when a library is missing.

    Args:
        python: the Python that has PySide6; this one when not given. The frozen program has no Python to start, so it
            only loads Qt's libraries, in its own process.
        offscreen: try without a display; otherwise as the desktop is.
        environ: the environment to start it in; this process's own when not given.
        seconds: give up after this long.
    """
    if python is None:
        if getattr(sys, "frozen", False):
            return _load_qt_here()
        python = sys.executable
    values = dict(os.environ if environ is None else environ)
    if offscreen:
        values["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(  # noqa: S603 - our own program text, run by the person's own Python
            [python, "-c", _PROBE], env=values, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return QtFinding(False, "", "", (), f"Qt did not start within {seconds:.0f} s.")
    except OSError as error:
        return QtFinding(False, "", "", (), str(error))
    written = done.stdout.split()
    if done.returncode == 0 and len(written) == 2:
        return QtFinding(True, written[0], written[1], (), "")
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    detail = "\n".join(lines[-6:]) or f"Qt ended with code {done.returncode} and said nothing."
    return QtFinding(False, "", "", missing_qt_libraries(done.stderr), detail)


def _load_qt_here() -> QtFinding:
    try:
        version = importlib.import_module("PySide6").__version__
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return QtFinding(False, "", "", missing_qt_libraries(str(error)), str(error))
    return QtFinding(True, str(version), "", (), "")


def explain_qt(finding: QtFinding, *, window: bool) -> str:
    """What is wrong with Qt and what to do next, in words for a person; empty when nothing is wrong.

    Args:
        finding: what `probe_qt` gave.
        window: whether a real window is wanted, so that the install line covers it.
    """
    if finding.works:
        return ""
    if finding.missing:
        names = ", ".join(finding.missing)
        plural = "ies" if len(finding.missing) > 1 else "y"
        return (
            f"Qt can't start: the system librar{plural} {names} {'are' if len(finding.missing) > 1 else 'is'} missing. "
            f"On Debian and Ubuntu, install what Qt needs with: {install_line(finding.missing, window=window)}"
        )
    glibc = _GLIBC.search(finding.detail)
    if glibc:
        return (
            f"Qt can't start: this system's C library is older than {glibc.group(1).replace('_', ' ')}. "
            "Use Debian 12, Ubuntu 22.04 or anything newer."
        )
    if "No module named 'PySide6" in finding.detail:
        return "Qt can't start: PySide6 is not installed. Set Counterpoint up again with: python3 run.py setup"
    if "could not connect to display" in finding.detail.lower():
        return (
            "Qt can't start: the display that DISPLAY or WAYLAND_DISPLAY names does not answer. "
            "Start Counterpoint from a desktop session, or without a window: counterpoint report SOURCE --out FOLDER"
        )
    return f"Qt can't start: {finding.detail}"
