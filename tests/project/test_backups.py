"""Backups: checked before they count, found when the project can't be read, and no clock or full disk stops the work."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench import folders
from workbench.domain.article import Article
from workbench.domain.journal import Edit, Step
from workbench.project import backups as module
from workbench.project.backups import KEPT, Backups, before_migration, find, restore
from workbench.project.errors import NotAProjectError, ProjectDamagedError, ProjectNotWritableError
from workbench.project.migrations import tables_of
from workbench.project.records import text_hash
from workbench.project.schema import APPLICATION_ID, one_line
from workbench.project.store import Project

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(folders.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "work" / "story #1.counterpoint"
    file.parent.mkdir()
    with Project.create(file) as project:
        project.add_articles([Article(document_id=f"d{n}", text="word " * 300) for n in range(9)])
        edit = Edit("metadata", "title/d1", None, "New")
        project.record([Step(1, 0, "Change", "2026-11-22T10:00:00+00:00", (edit,))])
    return file


def names(backups: Backups) -> list[int]:
    return [backup.number for backup in backups.list()]


def test_a_backup_is_a_sound_copy_with_its_numbers(path: Path) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        assert backups.list() == ()
        assert backups.due(NOON)
        made = backups.make(project, now=NOON)
        articles = project.articles()
    assert backups.list() == (made,)
    assert (made.kind, made.articles, made.decisions, made.made_at, made.name) == ("daily", 9, 1, NOON, "story #1")
    assert made.size == made.path.stat().st_size > 0
    assert not backups.due(NOON + timedelta(hours=23))
    assert backups.due(NOON + DAY)
    with Project.open(made.path, read_only=True) as copy:
        assert copy.articles() == articles
    assert sorted(file.name for file in backups.folder.iterdir()) == sorted([made.path.name, "about.json"])


def test_the_last_five_are_kept_and_the_newest_before_a_migration_beside_them(path: Path) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        backups.make(project, "before-migration", now=NOON)
        backups.make(project, "before-migration", now=NOON)
        for day in range(1, 8):
            backups.make(project, now=NOON + day * DAY)
    assert names(backups) == [9, 8, 7, 6, 5, 2]
    assert backups.list()[-1].kind == "before-migration"
    assert KEPT == 5


def test_a_damaged_project_makes_no_backup_and_rotates_nothing(path: Path) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        for day in range(5):
            backups.make(project, now=NOON + day * DAY)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE text SET text = 'changed' WHERE position = 3")
    before = {file.name: file.read_bytes() for file in backups.folder.iterdir() if file.suffix != ".json"}
    with Project.open(path) as project, pytest.raises(ProjectDamagedError, match="story #1"):
        backups.make(project, now=NOON + 9 * DAY)
    assert {file.name: file.read_bytes() for file in backups.folder.iterdir() if file.suffix != ".json"} == before


def test_clocks_that_jump_neither_stop_backups_nor_rotate_at_each_opening(path: Path) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        for day in range(3):
            backups.make(project, now=NOON + day * DAY)
        # far into the future, and back
        backups.make(project, now=NOON + 9000 * DAY)
        assert backups.due(NOON + 3 * DAY)
        backups.make(project, now=NOON + 3 * DAY)
        assert not backups.due(NOON + 3 * DAY + timedelta(hours=1))
        assert names(backups) == [5, 4, 3, 2, 1]  # the one from the future counts once, and goes in its turn
        # a clock that begins in 1970 at each start of the machine
        backups.make(project, now=datetime(1970, 1, 1, tzinfo=UTC))
        assert not backups.due(datetime(1970, 1, 1, 5, tzinfo=UTC))
        assert backups.due(NOON)
        assert names(backups) == [6, 5, 4, 3, 2]
        # a clock that is right and wrong in turns
        assert not backups.due(NOON + 3 * DAY + timedelta(hours=5))
        assert not backups.due(datetime(1970, 1, 1, 9, tzinfo=UTC))


def test_a_full_disk_is_told_in_words_and_lets_nothing_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        for day in range(KEPT):
            backups.make(project, now=NOON + day * DAY)
        before = backups.list()

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_text", full)
            with pytest.raises(ProjectNotWritableError, match="No space left"):
                backups.make(project, now=NOON + 9 * DAY)
        assert backups.list() == before
        assert len(list(backups.folder.iterdir())) == KEPT + 1


def test_a_data_folder_that_is_a_file_is_told_in_words(path: Path, home: Path) -> None:
    home.write_text("not a folder")
    with Project.open(path) as project:
        backups = Backups.of(project)
        assert backups.due(NOON)
        assert backups.list() == ()
        assert find(path) == ()
        backups.note_where(project)
        with pytest.raises(ProjectNotWritableError, match="No backup was made"):
            backups.make(project)


def test_edits_go_on_while_a_backup_is_made(path: Path) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        recorded: list[bool] = []

        def edit(number: int) -> None:
            edit = Edit("metadata", f"title/x{number}", None, "New")
            project.record([Step(number, number - 1, "Change", "2026-11-22T10:00:00+00:00", (edit,))])
            recorded.append(True)

        threads: list[threading.Thread] = []

        def progress(done: int, total: int, message: str = "") -> None:
            if not threads:
                threads.append(threading.Thread(target=edit, args=(2,)))
                threads[0].start()

        backups.make(project, progress=progress)
        threads[0].join(10)
        assert recorded == [True]
        assert project.check() == []


def older(path: Path) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for sql in tables_of(1).values():
            connection.execute(one_line(sql))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO source VALUES (1, 'a', '', NULL, '2026-01-01T00:00:00+00:00')")
        connection.execute("INSERT INTO article VALUES ('d', 1, 1, '', '', '[]', ?, 'words')", (text_hash("words"),))
    return path


def test_an_older_project_is_kept_before_its_migration(tmp_path: Path) -> None:
    path = older(tmp_path / "old.counterpoint")
    content = path.read_bytes()
    with Project.open(path, before_migration=before_migration) as project:
        assert project.migrated_from == 1
        (backup,) = Backups.of(project).list()  # it moved to the folder of the id that the project has now
    assert (backup.kind, backup.articles) == ("before-migration", 1)
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert find(path) == (backup,)
    assert len(content) == backup.size


def test_a_damaged_older_project_is_not_kept_as_good(tmp_path: Path) -> None:
    path = older(tmp_path / "old.counterpoint")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE article SET text = 'other'")
    with pytest.raises(ProjectDamagedError):
        Backups.of_file(path).make_before_migration(path)
    assert Backups.of_file(path).list() == ()


def test_backups_of_a_project_that_cannot_be_read_are_found(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        made = Backups.of(project).make(project)
    path.write_bytes(b"nothing")
    assert find(path) == (made,)
    moved = tmp_path / path.name
    path.rename(moved)
    assert find(moved) == (made,)
    assert find(tmp_path / "other.counterpoint") == ()


def test_a_copy_that_a_person_made_has_backups_of_its_own(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.counterpoint"
    copy.write_bytes(path.read_bytes())
    with Project.open(path) as project:
        mine = Backups.of(project).make(project)
    with Project.open(copy) as project:
        others = Backups.of(project)
        made = others.make(project)
        assert Backups.of(project).folder == others.folder
    assert find(path) == (mine,)
    assert find(copy) == (made,)


def test_a_moved_project_keeps_its_backups(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        made = Backups.of(project).make(project)
    moved = path.rename(tmp_path / "renamed.counterpoint")
    with Project.open(moved) as project:
        backups = Backups.of(project)
        backups.note_where(project)
        assert [backup.path for backup in backups.list()] == [made.path]
    assert [backup.path for backup in find(moved)] == [made.path]


def test_restoring_makes_a_new_file_and_never_overwrites(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.open(path) as project:
        made = Backups.of(project).make(project, now=datetime(2026, 11, 22, 16, 58, tzinfo=UTC))
        articles = project.articles()
    content = path.read_bytes()
    first = restore(made, path.parent)
    second = restore(made, path.parent)
    local = made.made_at.astimezone()
    assert first.name == f"story #1 (backup of 22 November 2026 {local:%H.%M}).counterpoint"
    assert second.name == f"story #1 (backup of 22 November 2026 {local:%H.%M}) 2.counterpoint"
    assert path.read_bytes() == content
    with Project.open(first) as project:
        assert project.articles() == articles
        assert project.check() == []


def test_a_backup_that_is_damaged_or_gone_is_not_restored(path: Path) -> None:
    with Project.open(path) as project:
        made = Backups.of(project).make(project)
    broken = bytearray(made.path.read_bytes())
    broken[20_000:60_000] = bytes(40_000)
    made.path.write_bytes(broken)
    with pytest.raises(ProjectDamagedError):
        restore(made, path.parent)
    made.path.unlink()
    with pytest.raises(NotAProjectError):
        restore(made, path.parent)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("about", ["{", "[]", "[" * 90_000, '{"path": 3, "name": ["x"]}', ""])
def test_nonsense_in_the_folder_is_no_reason_to_stop(path: Path, about: str) -> None:
    with Project.open(path) as project:
        backups = Backups.of(project)
        made = backups.make(project)
        (backups.folder / "about.json").write_text(about)
        (backups.folder / "notes.txt").write_text("mine")
        (backups.folder / "000009 daily 99999999T999999Z 1a 1d.counterpoint").write_text("x")
        (backups.folder / "000008 daily 20260101T000000Z 1a 1d.counterpoint").mkdir()
        assert [backup.path for backup in backups.list()] == [made.path]
        find(path)
        assert backups.make(project).number in (2, 9, 10)
    assert (backups.folder / "notes.txt").read_text() == "mine"
    assert json.loads((backups.folder / "about.json").read_text())["name"] == "story #1"


def test_an_id_from_a_stranger_names_no_other_folder(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("""UPDATE setting SET value = '"../../elsewhere"' WHERE name = 'project id'""")
    with Project.open(path) as project:
        folder = Backups.of(project).folder
    assert folder.parent == folders.backups_folder()
    assert os.sep not in folder.name
    assert module.find(path) == ()
