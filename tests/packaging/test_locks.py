"""The pinned packages: whole, hashed, for every system, and without an address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("lock.txt", "lock-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
PYTHONS = ("3.11", "3.12", "3.13")


def logical_lines(name: str) -> list[str]:
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def pins(name: str) -> list[Requirement]:
    return [Requirement(line.partition(" --hash")[0]) for line in logical_lines(name)]


def version_for(name: str, package: str, python: str, system: tuple[str, str, str]) -> list[str]:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system[0],
        "platform_system": system[1],
        "os_name": system[2],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return [
        str(pin.specifier).removeprefix("==")
        for pin in pins(name)
        if canonicalize_name(pin.name) == canonicalize_name(package)
        and (pin.marker is None or pin.marker.evaluate(environment))
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_no_place_on_a_disk(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    assert re.findall(r"://|^-|--(?!hash=sha256:)\S*|(?:^|\s)[./~]\S*/|[A-Za-z]:\\", text, re.MULTILINE) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    for line in logical_lines(name):
        assert re.match(r"[a-z0-9][a-z0-9.-]*==\S+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("system", SYSTEMS, ids=[system[1] for system in SYSTEMS])
@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_is_pinned_once_to_a_version_the_project_allows(
    python: str, system: tuple[str, str, str]
) -> None:
    groups = PROJECT["dependency-groups"]
    wanted = {
        "lock.txt": PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"],
        "lock-dev.txt": PROJECT["project"]["dependencies"] + groups["dev"] + groups["build"],
    }
    for name, requirements in wanted.items():
        for requirement in map(Requirement, requirements):
            if requirement.marker is not None and not requirement.marker.evaluate({"python_version": python}):
                continue
            versions = version_for(name, requirement.name, python, system)
            assert len(versions) == 1, f"{requirement} in {name}: pinned {versions}; run python3 run.py lock"
            assert requirement.specifier.contains(versions[0], prereleases=True), f"{requirement} in {name}"


def test_what_windows_and_macos_need_is_pinned_too() -> None:
    assert version_for("lock.txt", "colorama", "3.12", SYSTEMS[2])
    assert not version_for("lock.txt", "colorama", "3.12", SYSTEMS[0])
    assert version_for("lock-dev.txt", "macholib", "3.12", SYSTEMS[1])
    assert version_for("lock-dev.txt", "pefile", "3.12", SYSTEMS[2])


def test_what_the_app_runs_with_is_what_it_is_tested_with() -> None:
    tested = {str(pin) for pin in pins("lock-dev.txt")}
    assert [str(pin) for pin in pins("lock.txt") if str(pin) not in tested] == []


@pytest.mark.parametrize("package", ["numpy", "scipy", "pandas", "spacy", "matplotlib"])
def test_every_python_and_system_computes_with_the_same_release(package: str) -> None:
    found = {tuple(version_for("lock.txt", package, python, system)) for python in PYTHONS for system in SYSTEMS}
    assert len(found) == 1


def test_no_python_loads_the_release_of_qt_that_ends_the_process() -> None:
    for python in PYTHONS:
        (version,) = version_for("lock.txt", "pyside6-essentials", python, SYSTEMS[0])
        assert tuple(map(int, version.split(".")[:2])) < (6, 12)
