"""The program never opens a connection: everything is done with each way to a network refused, and without any network."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]


def run(*command: str, home: Path, guarded: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    """Run something in a new process, with the guards of ``sitecustomize.py`` in it and in all that it starts."""
    path = os.pathsep.join([*([str(HERE)] if guarded else []), str(ROOT)])
    environ = {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", "COUNTERPOINT_HOME": str(home), **more}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environ, timeout=280, check=False
    )


# the guards themselves

ATTEMPTS = {
    "connect": "import socket; socket.socket().connect(('127.0.0.1', 9))",
    "connect_ex": "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    "connect v6": "import socket; socket.socket(socket.AF_INET6).connect(('::1', 9))",
    "create_connection": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "sendto": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "listen": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "name": "import socket; socket.getaddrinfo('example.org', 80)",
    "host": "import socket; socket.gethostbyname('example.org')",
    "urllib": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "http": "import http.client; http.client.HTTPConnection('127.0.0.1', 9).connect()",
}
SWALLOWED = "try:\n    {}\nexcept Exception:\n    pass\n"


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_ends_the_process_even_where_it_would_be_swallowed(name: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = SWALLOWED.format(ATTEMPTS[name])
    result = run(
        sys.executable,
        "-c",
        code,
        home=tmp_path,
        COUNTERPOINT_NETWORK_LOG=str(log),
        COUNTERPOINT_NETWORK_GUARD="python",
    )
    assert result.returncode == 1
    assert "NetworkRefused" in result.stderr
    assert log.read_text(encoding="utf-8").startswith("network refused")


def test_an_attempt_of_a_process_that_was_started_ends_too(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import multiprocessing\nfrom child import reach\n"
        "if __name__ == '__main__':\n"
        "    p = multiprocessing.get_context('spawn').Process(target=reach); p.start(); p.join()\n"
        "    raise SystemExit(0 if p.exitcode else 3)\n",
        encoding="utf-8",
    )
    child = f"def reach():\n    {ATTEMPTS['connect']}\n"
    (tmp_path / "child.py").write_text(child, encoding="utf-8")
    result = run(sys.executable, str(script), home=tmp_path, COUNTERPOINT_NETWORK_GUARD="python")
    assert result.returncode == 0
    assert "NetworkRefused" in result.stderr


def in_kernel(home: Path) -> bool:
    """Whether the kernel's guard works here."""
    code = "import sitecustomize; print(sitecustomize.IN_KERNEL)"
    return run(sys.executable, "-c", code, home=home).stdout.strip() == "True"


def test_the_kernel_ends_what_reaches_out_without_python_noticing(tmp_path: Path) -> None:
    if not in_kernel(tmp_path):
        pytest.skip("this system has no filter for system calls that can be set without rights")
    code = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
    assert run(sys.executable, "-c", code, home=tmp_path).returncode == -signal.SIGSYS


def test_processes_of_one_machine_may_talk(tmp_path: Path) -> None:
    code = (
        "import socket, multiprocessing as m\na, b = socket.socketpair()\na.send(b'x')\nassert b.recv(1) == b'x'\n"
        "left, right = m.get_context('spawn').Pipe()\nleft.send(1)\nassert right.recv() == 1\n"
    )
    if not hasattr(__import__("socket"), "AF_UNIX"):
        pytest.skip("this system has no local sockets")
    result = run(sys.executable, "-c", code, home=tmp_path)
    assert result.returncode == 0, result.stderr


# the scenarios


def scenarios(folder: Path, *before: str, guarded: bool) -> tuple[str, dict[str, list[str]]]:
    """Commands, then the window; gives what was written down of attempts, and what the window had loaded."""
    log = folder / "attempts.log"
    for part in ("commands", "window"):
        result = run(
            *before,
            sys.executable, "-W", "error", str(HERE / "scenarios.py"), part, str(folder),
            home=folder.parent / "home", guarded=guarded, COUNTERPOINT_NETWORK_LOG=str(log),
        )  # fmt: skip
        assert result.returncode == 0, f"{part}: {result.stdout[-500:]}\n{result.stderr[-3000:]}"
        assert "NetworkRefused" not in result.stderr
    attempts = log.read_text(encoding="utf-8") if log.exists() else ""
    return attempts, json.loads(result.stdout.splitlines()[-1])


def without_network() -> list[str]:
    """The command that starts another one in an empty network namespace; empty when this system allows none."""
    unshare = shutil.which("unshare")
    for options in (["-n"], ["-rn"]):
        if unshare and subprocess.run([unshare, *options, "true"], capture_output=True, check=False).returncode == 0:
            return [unshare, *options]
    return []


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, list[str]]]:
    """Everything is done once, under guards, and where there is no network if such a place can be made.

    As no guard had to end anything, the same would have been done without them.
    """
    folder = tmp_path_factory.mktemp("refused") / "run"
    folder.mkdir()
    return scenarios(folder, *without_network(), guarded=True)


@pytest.mark.window
@pytest.mark.model
def test_everything_is_done_while_every_connection_is_refused(refused: tuple[str, dict[str, list[str]]]) -> None:
    attempts, _ = refused
    assert attempts == ""


@pytest.mark.window
@pytest.mark.model
def test_after_all_of_it_the_window_has_no_part_of_qt_that_knows_networks(
    refused: tuple[str, dict[str, list[str]]],
) -> None:
    _, loaded = refused
    assert set(loaded["qt"]) <= {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"}
    assert loaded["mapped"] == []
    assert loaded["modules"] == []


@pytest.mark.window
@pytest.mark.model
def test_everything_is_done_where_there_is_no_network_at_all(refused: tuple[str, dict[str, list[str]]]) -> None:
    if not without_network():
        pytest.skip("no empty network namespace can be made here (unshare is missing or not allowed)")
    attempts, loaded = refused
    assert loaded["interfaces"] == ["lo"]
    assert attempts == ""


def test_the_guards_hold_where_there_is_no_network_too(tmp_path: Path) -> None:
    before = without_network()
    if not before:
        pytest.skip("no empty network namespace can be made here (unshare is missing or not allowed)")
    log = tmp_path / "log"
    result = run(
        *before,
        sys.executable,
        "-c",
        SWALLOWED.format(ATTEMPTS["connect"]),
        home=tmp_path,
        COUNTERPOINT_NETWORK_LOG=str(log),
        COUNTERPOINT_NETWORK_GUARD="python",
    )
    assert result.returncode == 1
    assert log.read_text(encoding="utf-8").startswith("network refused")
    if in_kernel(tmp_path):
        code = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
        assert run(*before, sys.executable, "-c", code, home=tmp_path).returncode == -signal.SIGSYS


# the source

REACHES_OUT = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "xmlrpc", "wsgiref",
}  # fmt: skip
QT_REACHES_OUT = (
    "Network",
    "WebEngine",
    "WebSockets",
    "HttpServer",
    "Qml",
    "Quick",
    "WebView",
    "WebChannel",
    "Bluetooth",
)
ALLOWED = {
    ("workbench/corpus/readers/main_text.py", "socket"): "keeps urllib3, which trafilatura brings, from opening one",
    ("workbench/jobs/sharing.py", "socket"): "the name of this machine, for saying who has a project open",
}
"""Imports that only look as if they reached out, each with its reason."""


def imports(path: Path) -> list[tuple[int, str]]:
    """What a module imports, with its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
            found += [(node.lineno, f"{node.module}.{name.name}") for name in node.names]
    return found


def reaches_out(name: str) -> bool:
    top, _, rest = name.partition(".")
    if top == "PySide6":
        return rest.removeprefix("Qt").startswith(QT_REACHES_OUT)
    return (
        top in REACHES_OUT
        or name.startswith(("urllib.request", "multiprocessing.managers"))
        or name in ("multiprocessing.connection.Listener", "multiprocessing.connection.Client")
    )


def test_no_module_imports_what_reaches_out() -> None:
    wrong = []
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        wrong += [
            f"{where}:{line} imports {name}"
            for line, name in imports(path)
            if reaches_out(name) and (where, name.partition(".")[0]) not in ALLOWED
        ]
    assert wrong == []


def test_addresses_are_opened_in_one_place_only() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "workbench").rglob("*.py")
        if "QDesktopServices" in path.read_text(encoding="utf-8")
        or "setOpenExternalLinks(True)" in path.read_text(encoding="utf-8")
    }
    assert users == {"workbench/ui/links.py"}
