"""The shape of the project: arrows between packages, what the window must not load, what no file may name."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbench"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

HEAVY = ("pandas", "numpy", "matplotlib", "scipy", "spacy", "pyarrow", "openpyxl", "PIL")
"""What takes long to load; it is for the working process, not for the window."""


def test_imports_keep_to_the_contracts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    linter = pytest.importorskip("importlinter.cli")
    monkeypatch.chdir(ROOT)
    code = linter.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


LIGHT = (
    "workbench.start",
    "workbench.domain.state",
    "workbench.session.store",
    "workbench.jobs.worker",
    "workbench.workspace.messages",
    "workbench.workspace.tasks",
    "workbench.export.tasks",
)


def loaded_by(*modules: str) -> set[str]:
    """The top names of all modules that are loaded after importing some, in a fresh process."""
    program = f"import sys, {', '.join(modules)}; print(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_what_the_window_process_imports_is_light() -> None:
    loaded = loaded_by(*LIGHT)
    assert not loaded & {*HEAVY, "PySide6"}


@pytest.mark.window
def test_the_window_itself_loads_only_qt() -> None:
    loaded = loaded_by("workbench.app")
    assert "PySide6" in loaded
    assert not loaded & set(HEAVY)


def test_the_command_line_needs_no_qt() -> None:
    assert "PySide6" not in loaded_by("workbench.cli")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{path} has no docstring"


def test_names_of_test_files_are_unique() -> None:
    assert [name for name, times in Counter(path.name for path in TESTS).items() if times > 1] == []


def tracked() -> list[Path]:
    """The files under version control; in a tree without it, those that would be."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]
    folders = ("workbench", "tests", "docs", "resources", "packaging", "benchmarks", "requirements")
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


# written so that this file does not name them itself
FOREIGN = re.compile(
    r"py[p]i\.org|python[h]osted|anaconda\.[o]rg|deb\.[d]ebian\.org|archive\.[u]buntu|registry\.[n]pmjs|crates\.[i]o"
    r"|(?<![\w.])/(?:[w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+)/"
)


def test_no_file_names_a_registry_or_a_path_of_somebody_s_machine() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content[:8000]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
            if match := FOREIGN.search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {match[0]}")
    assert found == []


def test_the_pattern_of_foreign_names_finds_them() -> None:
    slash = "/"
    for line in (
        f"see https:{slash}{slash}py" + "pi.org",
        f"{slash}wo" + f"rk{slash}x",
        f"{slash}home{slash}anna{slash}a",
    ):
        assert FOREIGN.search(line)
    assert not FOREIGN.search("a network/work/shop, ../shared/corpora")
