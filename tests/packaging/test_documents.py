"""The documents agree with the code and with one another."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest

import workbench
from workbench import installation

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_and_picture_of_a_document_is_there(name: str) -> None:
    path = ROOT / name
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8"))
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_the_citation_names_this_version() -> None:
    assert f"\nversion: {workbench.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_the_readme_names_the_supported_releases_of_python() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    releases = re.findall(r"Python :: (3\.\d+)", "\n".join(classifiers))
    assert releases
    assert [release for release in releases if release not in readme] == []


def test_every_task_that_a_document_names_exists() -> None:
    tasks = set(re.findall(r'^    "(\w+)": \w+,$', (ROOT / "run.py").read_text("utf-8"), re.MULTILINE)) | {"help"}
    assert len(tasks) > 5
    for name in DOCUMENTS:
        named = set(re.findall(r"\brun\.py ([a-z]+)", (ROOT / name).read_text("utf-8")))
        assert named <= tasks, name


def test_the_build_server_runs_the_readmes_test_command() -> None:
    command = "python3 run.py test"
    assert f"\n{command}\n" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / ".ci" / "run").read_text("utf-8").rstrip().endswith(f"exec {command}")


def test_the_build_server_installs_what_qt_needs() -> None:
    packages = (ROOT / ".ci" / "run").read_text("utf-8").split()
    needed = {*installation.OFFSCREEN_PACKAGES, *installation.WINDOW_PACKAGES}
    assert needed <= set(packages)


def test_the_desktop_entry_is_whole() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # names are told apart by case
    entry.read(ROOT / "packaging" / "counterpoint.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert (values["Type"], values["Name"], values["Exec"]) == ("Application", "Counterpoint", "counterpoint %F")
