from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench import installation

ROOT = Path(__file__).parents[1]

if TYPE_CHECKING:
    import run
else:
    specification = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    run = importlib.util.module_from_spec(specification)
    sys.modules["run"] = run
    specification.loader.exec_module(run)


@pytest.mark.parametrize("name", ["run.py", "workbench/installation.py", "workbench/__init__.py"])
def test_an_old_python_can_read_the_message_about_its_age(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 7))
    imported = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= sys.stdlib_module_names


def test_an_unsupported_python_without_another_is_told_what_to_install() -> None:
    with pytest.raises(run.SetupError, match=r"needs Python 3\.11 to 3\.13, and this is 3\.9\. .*python3\.12 run\.py"):
        run.base_python((3, 9), find=lambda _name: None)


def test_another_supported_python_on_the_path_is_used() -> None:
    found = run.base_python((3, 14), find=lambda name: f"bin/{name}", version_of=lambda python: (3, int(python[-2:])))
    assert found == "bin/python3.13"


def test_a_python_that_is_not_what_its_name_says_is_passed_over() -> None:
    found = run.base_python(
        (3, 14), find=lambda name: name, version_of=lambda python: (3, 12) if python == "python3.12" else None
    )
    assert found == "python3.12"


def test_a_python_without_ensurepip_is_told_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError('split off')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(run.SetupError, match="apt-get install python3-venv"):
        run.create_venv(tmp_path / "venv")


def test_line_ends_do_not_make_a_set_up_stale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\ntwo\n")
    before = run.fingerprint(tmp_path, ["a.txt"])
    (tmp_path / "a.txt").write_bytes(b"one\r\ntwo\r\n")
    assert run.fingerprint(tmp_path, ["a.txt"]) == before
    (tmp_path / "a.txt").write_bytes(b"one\nthree\n")
    assert run.fingerprint(tmp_path, ["a.txt"]) != before


def test_the_development_set_up_covers_the_app_but_not_the_other_way_round() -> None:
    stamp = {"level": "development", "fingerprint": "f"}
    assert run.is_current(stamp, "app", "f")
    assert run.is_current(stamp, "development", "f")
    assert not run.is_current({**stamp, "level": "app"}, "development", "f")
    assert not run.is_current(stamp, "app", "changed")
    assert not run.is_current({}, "app", "f")


class Installer:
    """Stands where a virtual environment would be made and filled, and writes down what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, venv: Path, version: tuple[int, int] | None) -> None:
        self.asked: list[str] = []
        self.version = version
        self.venv = venv
        self.fails_at = ""
        monkeypatch.setattr(run, "python_version", lambda _python: self.version)
        monkeypatch.setattr(run, "create_venv", self.create)
        monkeypatch.setattr(run, "run_pip", self.pip)

    def create(self, venv: Path) -> None:
        self.asked.append("create")
        venv.mkdir(exist_ok=True)
        self.version = (3, 12)

    def pip(self, arguments: list[str], what: str, _venv: Path) -> None:
        if what == self.fails_at:
            raise run.SetupError("no network")
        self.asked.append(arguments[-1])


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Installer:
    return Installer(monkeypatch, tmp_path / "venv", None)


def test_the_first_set_up_makes_the_environment_and_the_second_does_nothing(installer: Installer) -> None:
    assert run.set_up("app", installer.venv) is True
    assert installer.asked == ["create", "requirements/lock.txt", "."]
    assert run.set_up("app", installer.venv) is False
    assert len(installer.asked) == 3


def test_changed_pins_are_installed_into_the_same_environment(installer: Installer) -> None:
    run.set_up("development", installer.venv)
    stamp = run.stamp_file(installer.venv)
    stamp.write_text(json.dumps({**json.loads(stamp.read_text("utf-8")), "fingerprint": "older"}), "utf-8")
    installer.asked.clear()
    assert run.set_up("app", installer.venv) is True
    assert installer.asked == ["requirements/lock-dev.txt", "."], "what the tests need stays installed"


def test_a_set_up_cut_short_is_done_again(installer: Installer) -> None:
    run.set_up("app", installer.venv)
    installer.fails_at = "the pinned packages"
    with pytest.raises(run.SetupError):
        run.set_up("development", installer.venv)
    installer.fails_at = ""
    installer.asked.clear()
    assert run.set_up("app", installer.venv) is True


def test_an_environment_whose_python_is_gone_or_too_old_is_made_anew(installer: Installer) -> None:
    run.set_up("app", installer.venv)
    for version in (None, (3, 10), (3, 13)):
        installer.asked.clear()
        installer.version = version
        assert run.set_up("app", installer.venv) is True
        assert installer.asked[0] == "create", version


def test_an_environment_whose_folder_was_moved_is_made_anew(
    installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.set_up("app", installer.venv)
    stamp = json.loads(run.stamp_file(installer.venv).read_text("utf-8"))
    run.stamp_file(installer.venv).write_text(json.dumps({**stamp, "root": "elsewhere"}), "utf-8")
    installer.asked.clear()
    assert run.set_up("app", installer.venv) is True
    assert installer.asked[0] == "create"


def test_a_damaged_stamp_counts_as_none(tmp_path: Path) -> None:
    for text in ("", "[]", "{", "\udcff"):
        run.stamp_file(tmp_path).write_text(text, "utf-8", errors="surrogateescape")
        assert run.read_stamp(tmp_path) == {}


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        (
            "WARNING: Retrying after 'NewConnectionError(...)'\nERROR: No matching distribution found",
            "can't be reached",
        ),
        ("[Errno -3] Temporary failure in name resolution", "can't be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from the one"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "no Qt for this system"),
        ("ERROR: something else", "pip failed"),
    ],
)
def test_why_pip_failed_is_told_with_its_last_lines(output: str, cause: str) -> None:
    message = run.explain_pip("first line\n" * 30 + output + "\n", "the pinned packages")
    assert message.startswith("Can't install the pinned packages: ")
    assert cause in message.splitlines()[0]
    assert message.endswith(output.splitlines()[-1])
    assert message.count("first line") == 7, "what pip said before"


def test_what_pip_says_while_it_tries_again_is_left_out() -> None:
    output = "Ignoring numpy: markers\nWARNING: Retrying (Retry(total=4)) ...\nERROR: No matching distribution found"
    assert run.last_lines(output, 8) == "ERROR: No matching distribution found"


def test_pip_is_kept_inside_the_environment() -> None:
    environ = run.pip_environ({"PIP_USER": "1", "PIP_TARGET": "x", "PYTHONPATH": "y", "PIP_CERT": "z"})
    assert environ["PIP_CERT"] == "z"
    assert not environ.keys() & {"PIP_USER", "PIP_TARGET", "PYTHONPATH"}


def test_programs_are_found_on_every_system() -> None:
    assert run.venv_program("python", Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert run.venv_program("ruff", Path("v"), windows=False) == Path("v/bin/ruff")


def steps(tmp_path: Path, *codes: int) -> list[run.Step]:
    return [run.Step(f"step {code}", (sys.executable, "-c", f"raise SystemExit({code})")) for code in codes]


def test_all_steps_run_and_the_first_failure_gives_the_exit_code(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = run.finish(steps(tmp_path, 0, 3, 0, 4))
    told = capfd.readouterr().out
    assert code == 3
    assert [line for line in told.splitlines() if line.startswith("== step")] == [
        "== step 0",
        "== step 3",
        "== step 0",
        "== step 4",
    ]
    assert "FAILED (exit code 4)" in told
    assert "Failed: step 3, step 4" in told


def test_success_is_exit_code_0(tmp_path: Path) -> None:
    assert run.finish(steps(tmp_path, 0, 0)) == 0


def test_a_step_ended_by_a_signal_fails() -> None:
    assert run.first_failure([run.Outcome("pytest", -6, 1.0)]) == 134


def test_the_result_of_each_test_is_read_from_what_pytest_wrote(tmp_path: Path) -> None:
    counts = tmp_path / "counts.xml"
    cases = [
        '<testcase classname="tests.a" name="one"/>',
        '<testcase classname="tests.a" name="two"><failure message="x">y</failure></testcase>',
        '<testcase classname="tests.b" name="two"><skipped message="x"/></testcase>',
        # one that passed and whose surroundings could not be taken down
        '<testcase classname="tests.b" name="one"/>',
        '<testcase classname="tests.b" name="one"><error message="x"/></testcase>',
    ]
    counts.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>", encoding="utf-8")
    results = run.read_results(counts)
    assert results == {
        "tests.a::one": "passed",
        "tests.a::two": "failed",
        "tests.b::two": "skipped",
        "tests.b::one": "failed",
    }
    assert run.in_words(results) == "1 passed, 2 failed, 1 skipped"
    assert run.read_results(tmp_path / "absent.xml") == {}
    assert run.in_words({}) == ""


def test_the_summary_ends_with_the_count_of_all_tests_each_once() -> None:
    outcomes = [
        run.Outcome("mypy", 0, 1.0),
        run.Outcome("pytest", 0, 1.0, {"a": "passed", "b": "passed", "c": "skipped", "d": "passed"}),
        run.Outcome("pytest without Qt", 0, 1.0, {"b": "failed", "c": "passed", "d": "skipped", "e": "passed"}),
    ]
    lines = run.summary(outcomes).splitlines()
    assert lines[-2:] == ["All steps succeeded", "Tests: 4 passed, 1 failed"]
    assert lines[2].endswith("ok     3 passed, 0 failed, 1 skipped")


def test_both_test_runs_are_without_a_display_and_the_second_without_qt(tmp_path: Path) -> None:
    *_lint, with_qt, without_qt = run.test_steps(["-x"], tmp_path)
    assert with_qt.environ["QT_QPA_PLATFORM"] == without_qt.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert without_qt.environ["PYTHONPATH"].split(os.pathsep)[0] == str(ROOT / "tests" / "no_qt")
    assert without_qt.command[-4:] == ("--ignore", "tests/ui", "-m", "not window and not long")
    assert "-x" in with_qt.command
    assert with_qt.accepted == (0,)


def test_what_the_run_with_qt_leaves_out_is_in_the_other_one(tmp_path: Path) -> None:
    *_lint, with_qt, without_qt = run.test_steps([], tmp_path)
    assert with_qt.command[-2:] == ("-m", "not below")
    assert without_qt.command[-1] == "not window and not long"
    *_lint, with_qt, _without_qt = run.test_steps(["tests/index"], tmp_path)
    assert "not below" not in with_qt.command, "or it would find nothing"


@pytest.mark.parametrize(
    ("folder", "marks", "below"),
    [
        ("index", (), True),
        ("corpus/readers", ("model",), True),
        ("project", ("long",), False),
        ("corpus", ("window",), False),
        ("cli", (), False),
        ("ui", (), False),
        ("", (), False),
    ],
)
def test_below_is_what_knows_nothing_of_qt_and_is_not_left_out_of_the_run_without_it(
    folder: str, marks: tuple[str, ...], below: bool, request: pytest.FixtureRequest
) -> None:
    conftest = request.config.pluginmanager.getplugin(str(ROOT / "tests" / "conftest.py"))
    assert conftest is not None
    assert conftest.is_below(ROOT / "tests" / folder / "test_it.py", set(marks)) is below


def test_a_run_that_finds_no_tests_fails_unless_some_were_asked_for(tmp_path: Path) -> None:
    assert run.test_steps([], tmp_path)[-1].accepted == (0,)
    assert run.test_steps(["tests/ui"], tmp_path)[-1].accepted == (0, run.NO_TESTS_RAN)


def test_the_blocker_hides_qt_from_a_process_and_from_its_children() -> None:
    attempt = "try:\n    import {0}\nexcept ModuleNotFoundError as error:\n    print(error.name, flush=True)\n"
    child = attempt.format("shiboken6")
    program = (
        f"{attempt.format('PySide6.QtCore')}import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(run.NO_QT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["PySide6", "shiboken6"], done.stderr


def test_an_unknown_task_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["tset"]) == 2
    assert "no task called tset" in capsys.readouterr().err


def test_every_task_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["help"]) == 0
    told = capsys.readouterr().out
    assert [name for name in run.TASKS if f"run.py {name}" not in told] == []


def test_what_a_person_has_to_put_right_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_level: str) -> bool:
        raise run.SetupError("No network.")

    monkeypatch.setattr(run, "set_up", refuse)
    assert run.main([]) == 1
    assert capsys.readouterr().err == "run.py: No network.\n"


def opened_with(monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> tuple[int, list[str]]:
    commands: list[list[str]] = []

    def start(command: list[str]) -> int:
        commands.append(command)
        return code

    monkeypatch.setattr(run, "set_up", lambda _level: False)
    monkeypatch.setattr(run, "run_here", start)
    monkeypatch.setattr(installation, "display_available", lambda: False)
    return run.main(arguments), commands[0][1:]


def test_without_arguments_the_app_opens_on_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened_with(monkeypatch, [], 0) == (0, ["-P", "-m", "workbench", "--sample"])


def test_what_follows_open_goes_to_the_app_and_its_exit_code_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    code, command = opened_with(monkeypatch, ["open", "my story", "--x"], 3)
    assert (code, command) == (3, ["-P", "-m", "workbench", "my story", "--x"])


def test_an_app_that_qt_ended_is_explained(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lost = installation.QtFinding(False, "", "", ("libxcb-cursor.so.0",), "")
    monkeypatch.setattr(run, "set_up", lambda _level: False)
    monkeypatch.setattr(run, "run_here", lambda _command: -6)
    monkeypatch.setattr(installation, "display_available", lambda: True)
    monkeypatch.setattr(installation, "probe_qt", lambda *_arguments, **_options: lost)
    assert run.main([]) == 1
    assert "libxcb-cursor.so.0 is missing" in capsys.readouterr().err


def test_the_lock_holds_no_address() -> None:
    uv = run.lock_commands("uv", ["--upgrade"])
    assert [command[-1] for command in uv] == ["requirements/lock.txt", "requirements/lock-dev.txt"]
    assert all("--no-emit-index-url" in command and "--upgrade" in command for command in uv)
