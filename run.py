#!/usr/bin/env python3
"""Every task of the project in one place; ``python3 run.py help`` lists them.

Without an argument it sets up what is missing and opens the app on the sample corpus. Standard library only. What is
installed comes from ``requirements/lock.txt``, each file checked against its hash, into ``.venv`` beside this file.
Readable by Python 3.7, so that a person with an old one is told so in a sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as Xml

from workbench import installation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = {"app": "requirements/lock.txt", "development": "requirements/lock-dev.txt"}
STAMPED = ("pyproject.toml", *LOCKS.values())
NO_QT = ROOT / "tests" / "no_qt"
NO_TESTS_RAN = 5
SOURCES = ("workbench", "tests", "benchmarks", "packaging", "run.py")

HELP = """\
python3 run.py                     set up what is missing and open the app on the sample corpus
python3 run.py open [ARGUMENTS]    the same, with arguments for the app: a project, files, a folder, or a command
python3 run.py setup [--dev]       only set up; --dev adds what the tests need
python3 run.py test [ARGUMENTS]    all checks and tests; arguments go to pytest
python3 run.py lint                style, formatting, types and import rules, without the tests
python3 run.py format              put the code into the project's format
python3 run.py lock [--upgrade]    write requirements/lock.txt and lock-dev.txt again
python3 run.py build               the frozen app in dist/, then its smoke test
python3 run.py screenshots         the pictures in docs/images/
python3 run.py bench [NAME...]     the measurements in benchmarks/
"""


class SetupError(Exception):
    """Something a person has to put right; the message says what and how, in one line."""


class Step(NamedTuple):
    """One command of a longer task.

    Attributes:
        name: what is printed and shown in the summary.
        command: the program and its arguments.
        environ: variables to set beside those there are.
        accepted: exit codes that count as success.
        counts: where pytest writes its counts, or None.
    """

    name: str
    command: tuple[str, ...]
    environ: Mapping[str, str] = {}
    accepted: tuple[int, ...] = (0,)
    counts: Path | None = None


class Outcome(NamedTuple):
    """How one step ended: its name, exit code (0 when it succeeded), seconds and, for tests, the result of each."""

    name: str
    code: int
    seconds: float
    results: Mapping[str, str] = {}


# --- Python and the virtual environment ---------------------------------------------------------------------------


def venv_program(name: str, venv: Path = VENV, *, windows: bool = os.name == "nt") -> Path:
    """Where a program of the virtual environment is, e.g. ``venv_program("python")``."""
    return venv / "Scripts" / f"{name}.exe" if windows else venv / "bin" / name


def fingerprint(root: Path = ROOT, files: Sequence[str] = STAMPED) -> str:
    """A hash over the files that decide what is installed. Line ends do not count: they differ on Windows."""
    digest = hashlib.sha256()
    for name in files:
        digest.update(name.encode() + b"\0" + (root / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def stamp_file(venv: Path = VENV) -> Path:
    """The file that says what was installed into the virtual environment."""
    return venv / "counterpoint-setup.json"


def read_stamp(venv: Path = VENV) -> dict[str, str]:
    """What was installed: ``level``, ``fingerprint``, ``python`` and ``root``; empty when set-up never finished."""
    try:
        stamp = json.loads(stamp_file(venv).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stamp.items()} if isinstance(stamp, dict) else {}


def is_current(stamp: Mapping[str, str], level: str, expected: str) -> bool:
    """Whether a stamp covers a level: ``app``, or ``development``, which holds all of ``app``."""
    return stamp.get("fingerprint") == expected and stamp.get("level") in {level, "development"}


def python_version(python: str) -> tuple[int, int] | None:
    """``(major, minor)`` of a Python, or None when it does not run."""
    try:
        done = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        major, minor = done.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def base_python(
    running: tuple[int, int] | None = None,
    find: Callable[[str], str | None] = shutil.which,
    version_of: Callable[[str], tuple[int, int] | None] = python_version,
) -> str:
    """The Python to make the virtual environment with: this one, or another on the path when this one is not supported.

    Raises:
        SetupError: there is none.
    """
    current = running or (sys.version_info[0], sys.version_info[1])
    if installation.python_supported(current):
        return sys.executable
    oldest, newest = installation.OLDEST_PYTHON, installation.NEWEST_PYTHON
    for minor in range(newest[1], oldest[1] - 1, -1):
        other = find(f"python{newest[0]}.{minor}")
        if other and version_of(other) == (newest[0], minor):
            return other
    raise SetupError(
        f"Counterpoint needs Python {oldest[0]}.{oldest[1]} to {newest[0]}.{newest[1]}, and this is "
        f"{current[0]}.{current[1]}. Install one of those and start run.py with it, e.g.: "
        f"python{newest[0]}.{newest[1] - 1} run.py"
    )


def create_venv(venv: Path = VENV) -> None:
    """Make the virtual environment anew.

    Raises:
        SetupError: no fitting Python, or it came without ensurepip (as on a bare Debian), or the disk refused.
    """
    python = base_python()
    if subprocess.run([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL, check=False).returncode:
        raise SetupError(
            f"{python} can't make a virtual environment because its module venv or ensurepip is missing. "
            "On Debian and Ubuntu, run: apt-get install python3-venv"
        )
    say(f"Making the virtual environment {venv.name} with {python}")
    done = subprocess.run(
        [python, "-m", "venv", "--clear", str(venv)], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise SetupError(f"The virtual environment {venv} could not be made: {last_lines(decoded(done.stdout), 3)}")


# --- Installing ---------------------------------------------------------------------------------------------------


def pip_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for pip: the person's own, less what would put packages elsewhere than into ``.venv``."""
    outside = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in environ.items() if name not in outside}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUNBUFFERED": "1"}


def run_pip(arguments: Sequence[str], what: str, venv: Path = VENV) -> None:
    """Run pip, showing one moving line on a terminal and nothing elsewhere.

    Raises:
        SetupError: pip failed; its last lines are part of the message.
    """
    command = [str(venv_program("python", venv)), "-m", "pip", "install", *arguments]
    lines = []
    with subprocess.Popen(
        command, cwd=str(ROOT), env=pip_environ(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - it was asked for above
        for raw in pip.stdout:
            line = decoded(raw).rstrip()
            lines.append(line)
            show_progress(line)
    show_progress("")
    if pip.returncode:
        raise SetupError(explain_pip("\n".join(lines), what))


def explain_pip(output: str, what: str) -> str:
    """Why pip failed, for a person: the usual causes in a sentence, then pip's last lines."""
    cause = "pip failed"
    if re.search(
        r"NewConnectionError|Failed to establish a new connection|name resolution|getaddrinfo failed|ConnectTimeout"
        r"|Network is unreachable|ReadTimeout|Read timed out|ProxyError|Connection aborted|nodename nor servname",
        output,
    ):
        cause = "the package index can't be reached. Check the network connection or the proxy, then run this again"
    elif "THESE PACKAGES DO NOT MATCH THE HASHES" in output:
        cause = "a package differs from the one that was checked for this release, so it was not installed"
    elif "No space left on device" in output or "not enough space" in output:
        cause = "the disk is full (about 1.2 GB are needed)"
    elif re.search(r"No matching distribution found for (pyside6|shiboken6)", output, re.IGNORECASE):
        cause = (
            "there is no Qt for this system (it needs 64-bit Windows 10, macOS 13, or Linux with glibc 2.34 "
            "as in Debian 12 or Ubuntu 22.04, or anything newer)"
        )
    return f"Can't install {what}: {cause}. The last lines of pip:\n{last_lines(output, 8)}"


def last_lines(text: str, count: int) -> str:
    """The last lines of a text that say something."""
    noise = re.compile(r"^Ignoring |^WARNING: (Retrying|Location .* is ignored)")
    told = [line for line in text.splitlines() if line.strip() and not noise.match(line)]
    return "\n".join(told[-count:])


def set_up(level: str, venv: Path = VENV) -> bool:
    """Install what is missing for a level, ``app`` or ``development``. Does nothing when all is there.

    Returns:
        Whether anything was installed.

    Raises:
        SetupError: it could not be done.
    """
    stamp = read_stamp(venv)
    found = python_version(str(venv_program("python", venv)))
    usable = found is not None and installation.python_supported(found)
    # An environment names its own place in its programs: one whose folder was moved does not work any more.
    here = {"python": f"{found}", "root": str(ROOT)}
    usable = usable and all(stamp.get(key, value) == value for key, value in here.items())
    expected = fingerprint()
    if usable and is_current(stamp, level, expected):
        return False
    begun = time.monotonic()
    if not usable:
        create_venv(venv)
    elif stamp.get("level") == "development":
        level = "development"  # what the tests need stays
    # A set-up that is cut short must be seen as unfinished the next time.
    if stamp_file(venv).exists():
        stamp_file(venv).unlink()
    say(f"Installing the packages pinned in {LOCKS[level]}. The first time takes a minute or more (about 350 MB)")
    hashed = ["--require-hashes", "--only-binary", ":all:", "-r", LOCKS[level]]
    run_pip(hashed, "the pinned packages", venv)
    # The build backend is among the pinned packages, so nothing else is fetched.
    run_pip(["--no-deps", "--no-build-isolation", "--no-index", "--editable", "."], "Counterpoint itself", venv)
    python = python_version(str(venv_program("python", venv)))
    stamp = {"level": level, "fingerprint": expected, "python": f"{python}", "root": str(ROOT)}
    stamp_file(venv).write_text(json.dumps(stamp, indent=1) + "\n", "utf-8")
    say(f"Set up in {time.monotonic() - begun:.0f} s")
    return True


def check_qt(*, offscreen: bool, venv: Path = VENV) -> None:
    """Start Qt once in a process of its own.

    Raises:
        SetupError: it did not start, e.g. a system library is missing; the message has the line that installs it.
    """
    finding = installation.probe_qt(str(venv_program("python", venv)), offscreen=offscreen)
    if not finding.works:
        raise SetupError(installation.explain_qt(finding, window=installation.display_available()))


# --- The tasks ----------------------------------------------------------------------------------------------------


def open_app(arguments: Sequence[str]) -> int:
    """Set up, start the app, and give back its exit code."""
    fresh = set_up("app")
    window = installation.display_available()
    if fresh and window:
        check_qt(offscreen=False)
    # -P: a file called pandas.py in the folder the person is in must not be imported.
    code = run_here([str(venv_program("python")), "-P", "-m", "workbench", *arguments])
    # Qt ends the process itself when a system library is missing: negative is a signal, 0xC000.... a crash on Windows.
    if window and (code < 0 or code > 255):
        check_qt(offscreen=False)
    return 128 - code if code < 0 else code


def run_here(command: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """Run a command in this terminal to its end. Ctrl+C goes to the command, whose exit code still counts."""
    process = subprocess.Popen(command, cwd=str(ROOT) if environ is not None else None, env=merged(environ))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def merged(environ: Mapping[str, str] | None) -> dict[str, str] | None:
    """This process's environment with some variables set, or None for it as it is."""
    return None if environ is None else {**os.environ, **environ}


def lint_steps() -> list[Step]:
    """Style, formatting, types, import rules."""
    python = str(venv_program("python"))
    sources = tuple(name for name in SOURCES if (ROOT / name).exists())
    return [
        Step("ruff check", (python, "-m", "ruff", "check", *sources)),
        Step("ruff format --check", (python, "-m", "ruff", "format", "--check", *sources)),
        Step("mypy", (python, "-m", "mypy")),
        Step("lint-imports", (str(venv_program("lint-imports")),)),
    ]


def test_steps(arguments: Sequence[str], counts: Path) -> list[Step]:
    """All checks, then pytest twice: with Qt, and everything but the window where Qt can't be imported.

    The run with Qt leaves out what knows nothing of Qt (``below``, see ``tests/conftest.py``), as the other one has it.

    Args:
        arguments: for pytest; with any, the run with Qt leaves out nothing that they select, and the other one may
            select no test.
        counts: a folder for pytest's counts.
    """
    python = str(venv_program("python"))
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    paths = [str(NO_QT), *filter(None, [os.environ.get("PYTHONPATH")])]
    without_qt = {**offscreen, "PYTHONPATH": os.pathsep.join(paths)}
    with_qt, rest = counts / "with-qt.xml", counts / "without-qt.xml"
    left_out = () if arguments else ("-m", "not below")
    # files stay together, as their tests share windows and corpora, and in their order: tests/conftest.py has the longest first
    workers = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    together = () if any(word.startswith("-n") for word in arguments) else workers
    return [
        *lint_steps(),
        Step(
            "pytest",
            (python, "-m", "pytest", f"--junitxml={with_qt}", *together, *left_out, *arguments),
            offscreen,
            counts=with_qt,
        ),
        Step(
            "pytest without Qt",
            (
                *(python, "-m", "pytest", f"--junitxml={rest}", "-p", "no:pytest-qt", "-p", "without_qt"),
                *(*together, *arguments, "--ignore", "tests/ui", "-m", "not window and not long"),
            ),
            without_qt,
            accepted=(0, NO_TESTS_RAN) if arguments else (0,),
            counts=rest,
        ),
    ]


def read_results(path: Path) -> dict[str, str]:
    """``passed``, ``failed`` or ``skipped`` for each test in the file that pytest wrote; nothing when there is none."""
    try:
        cases = list(Xml.parse(str(path)).getroot().iter("testcase"))  # noqa: S314 - our own pytest wrote it just now
    except (OSError, Xml.ParseError):
        return {}
    results: dict[str, str] = {}
    for case in cases:
        kinds = {part.tag for part in case}
        result = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        merge_results(results, {"::".join(case.get(name, "") for name in ("classname", "name")): result})
    return results


def merge_results(results: dict[str, str], more: Mapping[str, str]) -> None:
    """Add results of another run: a test that failed in one of them failed, and one that passed in one was not skipped."""
    order = ("skipped", "passed", "failed")
    for test, result in more.items():
        results[test] = max(result, results.get(test, result), key=order.index)


def in_words(results: Mapping[str, str]) -> str:
    """``12 passed, 0 failed, 3 skipped``; empty when no tests were run."""
    counts = {name: list(results.values()).count(name) for name in ("passed", "failed", "skipped")}
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {counts['failed']} failed{skipped}" if results else ""


def run_steps(steps: Sequence[Step], run: Callable[[Step], int] | None = None) -> list[Outcome]:
    """Run all steps, also after one failed, each under its name."""
    outcomes = []
    for step in steps:
        say(f"== {step.name}")
        begun = time.monotonic()
        code = run(step) if run else run_here(step.command, step.environ)
        code = 0 if code in step.accepted else code
        results = read_results(step.counts) if step.counts else {}
        outcomes.append(Outcome(step.name, code, time.monotonic() - begun, results))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> str:
    """One line a step, then one line that says how many tests passed; one that was run twice counts once."""
    wide = max(len(outcome.name) for outcome in outcomes)
    lines = ["== Summary"]
    tests: dict[str, str] = {}
    for name, code, seconds, results in outcomes:
        result = "ok    " if code == 0 else f"FAILED (exit code {code})"
        lines.append(f"{name:<{wide}}  {seconds:6.1f} s  {result} {in_words(results)}".rstrip())
        merge_results(tests, results)
    failed = [outcome.name for outcome in outcomes if outcome.code]
    lines.append(f"Failed: {', '.join(failed)}" if failed else "All steps succeeded")
    if tests:
        lines.append(f"Tests: {in_words(tests)}")
    return "\n".join(lines)


def first_failure(outcomes: Sequence[Outcome]) -> int:
    """The exit code of the first step that failed; 0 when none did."""
    for outcome in outcomes:
        if outcome.code:
            return outcome.code if outcome.code > 0 else 128 - outcome.code
    return 0


def finish(steps: Sequence[Step]) -> int:
    """Run steps, print their summary, give the exit code."""
    outcomes = run_steps(steps)
    say(summary(outcomes))
    return first_failure(outcomes)


def setup_task(arguments: Sequence[str]) -> int:
    """``run.py setup [--dev]``."""
    if not set_up("development" if "--dev" in arguments else "app"):
        say("All is set up already")
    return 0


def test_task(arguments: Sequence[str]) -> int:
    """``run.py test``."""
    set_up("development")
    check_qt(offscreen=True)
    with tempfile.TemporaryDirectory(prefix="counterpoint-test-") as folder:
        return finish(test_steps(arguments, Path(folder)))


def lint_task(_arguments: Sequence[str]) -> int:
    """``run.py lint``."""
    set_up("development")
    return finish(lint_steps())


def format_task(_arguments: Sequence[str]) -> int:
    """``run.py format``."""
    set_up("development")
    python = str(venv_program("python"))
    sources = tuple(name for name in SOURCES if (ROOT / name).exists())
    fix = Step("ruff check --fix", (python, "-m", "ruff", "check", "--fix", *sources))
    return finish([fix, Step("ruff format", (python, "-m", "ruff", "format", *sources))])


def lock_commands(uv: str, arguments: Sequence[str]) -> list[list[str]]:
    """The commands that write the lock files: exact versions with hashes for every system, and no address in them."""
    common = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    # One version for every Python and system where there is one: the same articles give the same figures everywhere.
    common += ["--fork-strategy", "fewest", "--only-binary", ":all:"]
    common += ["--no-emit-index-url", "--no-annotate", "--no-header", *arguments]
    sources = ["pyproject.toml", "requirements/backend.in"]
    development = ["--group", "dev", "--group", "build", "--constraint", LOCKS["app"]]
    return [
        [*common, *sources, "--output-file", LOCKS["app"]],
        [*common, *sources, *development, "--output-file", LOCKS["development"]],
    ]


def lock_task(arguments: Sequence[str]) -> int:
    """``run.py lock [--upgrade]``: with uv, in a virtual environment that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="counterpoint-lock-") as folder:
        tools = Path(folder) / "tools"
        create_venv(tools)
        run_pip(["--only-binary", ":all:", "uv>=0.7"], "uv, which writes the lock files", tools)
        environ = {"UV_DEFAULT_INDEX": os.environ["PIP_INDEX_URL"]} if os.environ.get("PIP_INDEX_URL") else {}
        for command in lock_commands(str(venv_program("uv", tools)), arguments):
            code = run_here(command, environ)
            if code:
                return code
    say(f"Written: {', '.join(LOCKS.values())}")
    return 0


def build_task(arguments: Sequence[str]) -> int:
    """``run.py build``: the frozen app, then its smoke test."""
    set_up("development")
    python = str(venv_program("python"))
    steps = [Step("build", (python, str(ROOT / "packaging" / "build.py"), *arguments))]
    code = finish(steps)
    return code or finish([Step("smoke test of the frozen app", (python, str(ROOT / "packaging" / "smoke.py")))])


def screenshots_task(arguments: Sequence[str]) -> int:
    """``run.py screenshots``: drawn offscreen, so that they look the same everywhere."""
    set_up("development")
    command = (str(venv_program("python")), str(ROOT / "packaging" / "screenshots.py"), *arguments)
    return finish([Step("screenshots", command, OFFSCREEN)])


def bench_task(arguments: Sequence[str]) -> int:
    """``run.py bench [NAME...]``: each script in ``benchmarks/``, or those named."""
    set_up("development")
    scripts = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if not path.name.startswith("_"))
    unknown = sorted(set(arguments) - {path.stem for path in scripts})
    if unknown:
        known = ", ".join(path.stem for path in scripts) or "none yet"
        raise SetupError(f"There is no benchmark called {unknown[0]}. There are: {known}")
    python = str(venv_program("python"))
    chosen = [path for path in scripts if not arguments or path.stem in arguments]
    return finish([Step(path.stem, (python, str(path)), OFFSCREEN) for path in chosen]) if chosen else 0


OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    "open": open_app,
    "setup": setup_task,
    "test": test_task,
    "lint": lint_task,
    "format": format_task,
    "lock": lock_task,
    "build": build_task,
    "screenshots": screenshots_task,
    "bench": bench_task,
}


# --- Talking to a person ------------------------------------------------------------------------------------------


def say(text: str) -> None:
    """Print at once, so that lines stay in order with those of the commands that are run."""
    print(text, flush=True)


def show_progress(line: str) -> None:
    """Show what pip is doing on one line of a terminal; an empty line clears it."""
    if not sys.stderr.isatty():
        return
    words = line.strip()
    if words and not words.startswith(("Collecting", "Downloading", "Installing", "Using cached", "Building")):
        return
    width = max(20, shutil.get_terminal_size().columns - 1)
    sys.stderr.write("\r" + words[:width].ljust(width) + ("" if words else "\r"))
    sys.stderr.flush()


def decoded(raw: bytes) -> str:
    """The text of what a program wrote, whatever its encoding."""
    return raw.decode("utf-8", "replace")


def main(arguments: Sequence[str]) -> int:
    """Do the task that is named; exit code 2 for one that does not exist, 1 when set-up failed."""
    if not arguments:
        return guarded(open_app, ["--sample"])
    name, rest = arguments[0], arguments[1:]
    if name in {"help", "-h", "--help"}:
        say(HELP.rstrip())
        return 0
    if name not in TASKS:
        print(f"run.py knows no task called {name}.\n\n{HELP}", file=sys.stderr, end="")
        return 2
    return guarded(TASKS[name], rest)


def guarded(task: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Do a task; what a person has to put right is printed as a sentence, not as a traceback."""
    try:
        return task(arguments)
    except SetupError as error:
        print(f"run.py: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("run.py: stopped", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
