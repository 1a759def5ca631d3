"""Unfinished files of a process that was killed are removed by the next one that makes the same file; nothing else is."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.article import Article
from workbench.project.connection import connect
from workbench.project.copies import verified_copy
from workbench.project.salvage import salvage
from workbench.project.store import Project

LEFT = ".copy.counterpoint.0123abcd.part"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.counterpoint"
    with Project.create(file) as project:
        project.add_articles([Article(document_id="a", text="NATO said no.")])
    return file


def aged(file: Path, seconds: float) -> Path:
    then = time.time() - seconds
    os.utime(file, (then, then))
    return file


def left(folder: Path, name: str = LEFT, *, content: bytes = b"half of it", seconds: float = 7200) -> Path:
    file = folder / name
    file.write_bytes(content)
    return aged(file, seconds)


def save(path: Path) -> None:
    with Project.open(path) as project:
        project.save_copy(path.with_name("copy.counterpoint"))


@pytest.mark.parametrize("content", [b"", b"half of it", b"SQLite format 3\0" + bytes(500)])
def test_an_old_unfinished_file_of_the_same_name_goes(path: Path, content: bytes) -> None:
    file = left(path.parent, content=content)
    journal = left(path.parent, f"{LEFT}-journal")
    save(path)
    assert not file.exists()
    assert not journal.exists()


def test_a_whole_project_that_did_not_get_its_name_goes(path: Path) -> None:
    left(path.parent, content=path.read_bytes())
    save(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["copy.counterpoint", path.name]


def test_it_goes_whatever_makes_the_file(path: Path) -> None:
    target = path.with_name("copy.counterpoint")
    for make in (
        lambda: Project.create(target).close(),
        lambda: verified_copy(path, target),
        lambda: salvage(path, target),
    ):
        target.unlink(missing_ok=True)
        file = left(path.parent)
        make()
        assert target.exists()
        assert not file.exists()


@pytest.mark.parametrize(
    "name",
    [
        ".other.counterpoint.0123abcd.part",
        ".copy.counterpoint.0123abc.part",
        ".copy.counterpoint.0123abcde.part",
        ".copy.counterpoint.0123abcg.part",
        ".copy.counterpoint.0123abcd.part.bak",
        ".copyXcounterpoint.0123abcd.part",
        "x.copy.counterpoint.0123abcd.part",
        "copy.counterpoint.0123abcd.part",
        ".my copy.counterpoint.0123abcd.part",
    ],
)
def test_a_file_with_another_name_stays(path: Path, name: str) -> None:
    file = left(path.parent, name)
    save(path)
    assert file.read_bytes() == b"half of it"


def test_a_file_that_was_written_to_lately_stays(path: Path) -> None:
    file = left(path.parent, seconds=3000)
    save(path)
    assert file.exists()


def test_a_file_that_somebody_is_writing_stays(path: Path) -> None:
    file = left(path.parent, content=path.read_bytes())
    with closing(connect(file, writing=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        save(path)
        assert file.exists()
        connection.execute("ROLLBACK")
    aged(file, 7200)
    save(path)
    assert not file.exists()


def test_a_project_that_is_being_filled_for_hours_stays(tmp_path: Path) -> None:
    target = tmp_path / "copy.counterpoint"

    def slowly(project: Project) -> None:
        aged(project.path, 7200)
        Project.create(target).close()  # another window makes one of the same name
        target.unlink()
        assert project.path.exists()
        project.add_articles([Article(document_id="a", text="NATO said no.")])

    with Project.create(target, fill=slowly) as project:
        assert len(project.articles()) == 1


def test_a_folder_of_such_a_name_and_what_a_link_leads_to_stay(path: Path) -> None:
    folder = path.parent / LEFT
    folder.mkdir()
    (folder / "mine").write_text("kept")
    aged(folder, 7200)
    save(path)
    assert (folder / "mine").read_text() == "kept"
    if os.name == "posix":
        mine = left(path.parent, "mine")
        link = path.parent / ".copy.counterpoint.89abcdef.part"
        link.symlink_to(mine)
        save(path)
        assert mine.exists()
        assert link.is_symlink()
