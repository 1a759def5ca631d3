"""The words of a project come back without being cut again, and never keep a project from being opened."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.corpus import boilerplate
from workbench.export.save_project import save_as_project
from workbench.folders import words_folder
from workbench.index import building, scanning
from workbench.index.arrays import CodeArray, IntArray
from workbench.index.query import find, parse
from workbench.index.view import View
from workbench.project.store import Project
from workbench.workspace import kept_words, opening
from workbench.workspace.kept_words import MARK, KeptWords
from workbench.workspace.messages import OpenRequest
from workbench.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def keep_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight articles are worth keeping here."""
    monkeypatch.setattr(kept_words, "_SMALL", 1)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    opened = Workspace(workers=0)
    yield opened
    opened.close()


@pytest.fixture
def project(town_folder: Path, tmp_path: Path, workspace: Workspace) -> Path:
    """A project that was opened once, so that its words are kept."""
    workspace.open(OpenRequest(sources=(str(town_folder),)), annotate=False)
    path = save_as_project(workspace, str(tmp_path / "town"))
    reopen(workspace, path)
    return path


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done anew."""
    done: list[str] = []
    scan, find_boilerplate = scanning.scan_code_points, boilerplate.find_boilerplate

    def noted_scan(codes: CodeArray) -> tuple[IntArray, IntArray]:
        done.append("words")
        return scan(codes)

    def noted_boilerplate(*arguments: object, **named: object) -> object:
        done.append("boilerplate")
        return find_boilerplate(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "scan_code_points", noted_scan)
    monkeypatch.setattr(opening, "find_boilerplate", noted_boilerplate)
    return done


def reopen(workspace: Workspace, path: Path) -> tuple[str, ...]:
    return workspace.open(OpenRequest(sources=(str(path),)), annotate=False).warnings


def kept_beside(path: Path) -> list[Path]:
    return sorted(other for other in path.parent.iterdir() if MARK in other.name)


def ferries(workspace: Workspace) -> int:
    store = workspace.snapshot.store
    assert store is not None
    return len(find(View.of(store), parse("ferry")))


def test_a_project_that_is_opened_again_is_not_cut_again(workspace: Workspace, project: Path, work: list[str]) -> None:
    before, found = ferries(workspace), workspace.snapshot.boilerplate
    assert len(kept_beside(project)) == 1
    reopen(workspace, project)
    assert work == []
    assert ferries(workspace) == before
    assert workspace.snapshot.boilerplate.equals(found)
    assert found.size


def test_added_articles_alone_are_cut(workspace: Workspace, project: Path, work: list[str], tmp_path: Path) -> None:
    before = ferries(workspace)
    more = tmp_path / "more.txt"
    more.write_text("The ferry is back. A ferry sails at night.", encoding="utf-8")
    workspace.open(OpenRequest(sources=(str(more),), add=True), annotate=False)
    assert work == ["boilerplate", "words"]
    assert ferries(workspace) == before + 2
    work.clear()
    reopen(workspace, project)
    assert work == []
    assert len(kept_beside(project)) == 1


@pytest.mark.parametrize("damage", ["cut off", "flipped", "emptied", "removed", "another rule"])
def test_whatever_is_wrong_with_what_was_kept_the_project_opens(
    workspace: Workspace, project: Path, work: list[str], damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ferries(workspace)
    (kept,) = kept_beside(project)
    data = kept.read_bytes()
    match damage:
        case "cut off":
            kept.write_bytes(data[: len(data) // 2])
        case "flipped":
            kept.write_bytes(data[:-200] + bytes(255 - byte for byte in data[-200:]))
        case "emptied":
            kept.write_bytes(b"")
        case "removed":
            kept.unlink()
        case _:
            monkeypatch.setattr("workbench.index.store_file.VERSION", 99)
    assert not reopen(workspace, project)
    assert "words" in work
    assert ferries(workspace) == before
    work.clear()
    reopen(workspace, project)
    assert work == []
    assert len(kept_beside(project)) == 1


def test_a_full_disk_costs_nothing_but_time(
    workspace: Workspace, project: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = kept_beside(project)
    kept.unlink()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(kept_words, "write_store", full)
    (warning,) = reopen(workspace, project)
    assert warning.startswith(
        "The words of town.counterpoint could not be kept for the next time (no space left on device)"
    )
    assert ferries(workspace) > 0
    assert kept_beside(project) == []


def test_where_nothing_can_be_written_beside_it_words_are_kept_in_the_program_s_folder(
    workspace: Workspace, project: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = kept_beside(project)
    kept.unlink()
    monkeypatch.setattr(kept_words, "concern", lambda path: "This folder is synced.")
    reopen(workspace, project)
    assert kept_beside(project) == []
    assert len(list(words_folder().iterdir())) == 1
    work.clear()
    reopen(workspace, project)
    assert work == []
    shutil.rmtree(words_folder())


def test_another_project_of_the_same_name_does_not_get_them(
    workspace: Workspace, project: Path, work: list[str], tmp_path: Path
) -> None:
    with Project.create(tmp_path / "other.counterpoint") as other:
        other.add_articles(article for article in workspace.snapshot.articles[:2])
    workspace.close()
    (tmp_path / "other.counterpoint").replace(project)
    reopen(workspace, project)
    assert "boilerplate" in work
    assert workspace.snapshot.store is not None
    assert len(workspace.snapshot.store.document_ids) == 2


def test_words_are_kept_when_what_is_open_gets_a_file_of_its_own(
    town_folder: Path, tmp_path: Path, workspace: Workspace, work: list[str]
) -> None:
    workspace.keep_words()  # there is no project beside which they could be kept
    workspace.open(OpenRequest(sources=(str(town_folder),)), annotate=False)
    path = save_as_project(workspace, str(tmp_path / "town"))
    assert kept_beside(path) == []
    workspace.keep_words()
    assert len(kept_beside(path)) == 1
    work.clear()
    assert reopen(workspace, path) == ()
    assert work == []
    assert ferries(workspace) > 0
    other = save_as_project(workspace, str(tmp_path / "other"))
    workspace.keep_words()
    assert len([found for found in kept_beside(other) if found.name.startswith("other")]) == 1


def test_kept_words_are_no_source_of_articles(workspace: Workspace, project: Path, tmp_path: Path) -> None:
    workspace.close()
    (tmp_path / "an article.txt").write_text("A ferry sails.", encoding="utf-8")
    project.unlink()
    opened = workspace.open(OpenRequest(sources=(str(tmp_path),)), annotate=False)
    assert (opened.articles, opened.refusals) == (1, ())


def test_they_are_forgotten_with_a_draft(project: Path) -> None:
    KeptWords(project).forget()
    assert kept_beside(project) == []
