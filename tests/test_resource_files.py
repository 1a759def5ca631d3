"""Bundled files are found in a checkout, an installed package and a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import workbench.resource_files
from workbench.resource_files import resource


def test_what_the_program_ships_is_there() -> None:
    for parts in (
        ("sample", "metadata.csv"),
        ("codebooks", "episodic_thematic.json"),
        ("codebooks", "functions.json"),
        ("codebooks", "generic_frames.json"),
        ("codebooks", "policy_frames.json"),
        ("codebooks", "word_lists.json"),
        ("fonts", "Inter-Regular.ttf"),
        ("report", "report.css"),
        ("sample-LICENCE.txt",),
    ):
        assert resource(*parts).is_file()
    assert resource("sample").is_dir()


def test_a_missing_file_says_which_one_and_what_to_do() -> None:
    with pytest.raises(FileNotFoundError, match=r"The bundled file fonts/none\.ttf is missing.*Install Counterpoint"):
        resource("fonts", "none.ttf")


def package(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's place elsewhere, without the checkout around it."""
    folder = root / "site" / "workbench"
    folder.mkdir(parents=True)
    monkeypatch.setattr(workbench.resource_files, "__file__", str(folder / "resource_files.py"))
    return folder


def test_an_installed_package_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path, monkeypatch)
    with pytest.raises(FileNotFoundError):
        resource("report", "report.css")
    (folder / "_resources" / "report").mkdir(parents=True)
    (folder / "_resources" / "report" / "report.css").write_text("")
    assert resource("report", "report.css") == folder / "_resources" / "report" / "report.css"


def test_a_frozen_app_looks_beside_its_program_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path, monkeypatch)
    for root in (folder / "_resources", tmp_path / "app" / "resources"):
        root.mkdir(parents=True)
        (root / "a.txt").write_text("")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "app"), raising=False)
    assert resource("a.txt") == tmp_path / "app" / "resources" / "a.txt"
