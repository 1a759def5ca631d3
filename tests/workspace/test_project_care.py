from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain.article import Article
from workbench.domain.errors import Cancelled
from workbench.domain.journal import Edit, Step
from workbench.jobs.worker import Call
from workbench.project.errors import NotAProjectError, ProjectDamagedError, ProjectInUseError
from workbench.project.holder import Holder, write_holder
from workbench.project.store import Project
from workbench.workspace import care_tasks
from workbench.workspace.care_messages import DailyBackup
from workbench.workspace.messages import OpenRequest
from workbench.workspace.project_care import (
    before_migration,
    daily_backup,
    inspect_project,
    list_backups,
    restore_backup,
    salvage_project,
)
from workbench.workspace.workspace import Workspace

FIRST_SCHEMA = Path(__file__).parents[1] / "projects" / "schema-1.counterpoint"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("COUNTERPOINT_HOME", str(home))
    return home


def fill(project: Project) -> None:
    project.add_articles(
        [Article(document_id=f"a{n}", text=f"Grain left port {n} today. " * 200) for n in range(1, 41)]
    )
    project.record([Step(1, 0, "Set outlet", "", (Edit("metadata", "outlet/a1", None, "Daily Post"),))])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Grain & <b>corridor.counterpoint"
    Project.create(path, fill=fill).close()
    return path


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    opened = Workspace(workers=0)
    opened.open(OpenRequest(sources=(str(path),)), annotate=False)
    yield opened
    opened.close()


def call() -> Call:
    return Call(1, lambda message: None)


def flip(path: Path) -> None:
    """Overwrite the page with the text of an article, as a bad disk does."""
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = content.index(b"Grain left port 20 today") // size * size
    content[start : start + size] = b"\xa5" * size
    path.write_bytes(content)


def test_a_backup_is_made_once_a_day_and_listed(workspace: Workspace, path: Path) -> None:
    assert care_tasks.list_backups(workspace, call(), str(path)) == ()
    assert care_tasks.daily_backup(workspace, call()) == DailyBackup(made=True)
    assert daily_backup(workspace) == DailyBackup()
    (row,) = care_tasks.list_backups(workspace, call(), str(path))
    assert (row.kind, row.articles) == ("daily", 40)
    assert row.size == Path(row.path).stat().st_size
    assert row.made_at.endswith("+00:00")


def test_without_a_project_there_is_nothing_to_back_up() -> None:
    empty = Workspace(workers=0)
    assert daily_backup(empty) == DailyBackup()
    empty.close()


def test_a_project_that_is_open_for_reading_only_is_not_backed_up(path: Path) -> None:
    opened = Workspace(workers=0)
    opened.open(OpenRequest(sources=(str(path),), read_only=True), annotate=False)
    assert daily_backup(opened) == DailyBackup()
    opened.close()
    assert list_backups(str(path)) == ()


def test_a_folder_that_takes_no_backup_is_one_quiet_sentence(workspace: Workspace, own_home: Path) -> None:
    own_home.write_text("in the way")
    backup = daily_backup(workspace)
    assert not backup.made
    assert backup.problem.startswith("Today’s backup could not be made.")
    assert str(own_home) in backup.problem


def test_a_backup_of_a_project_that_is_gone_is_found_and_restored_beside_it(workspace: Workspace, path: Path) -> None:
    daily_backup(workspace)
    workspace.close()
    before = path.read_bytes()
    flip(path)
    damaged = path.read_bytes()
    (row,) = list_backups(str(path))
    restored = Path(restore_backup(row.path, str(path)))
    again = Path(restore_backup(row.path, str(path)))
    assert restored.parent == path.parent
    assert len({restored, again, path}) == 3
    assert path.read_bytes() == damaged != before
    with Project.open(restored) as project:
        assert len(project.listing()) == 40
        assert project.decisions().get("metadata", "outlet/a1") == "Daily Post"
        assert project.check() == []


def test_nothing_but_a_backup_of_that_project_is_restored(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.counterpoint"
    other.write_bytes(b"anything")
    with pytest.raises(NotAProjectError, match="gone"):
        restore_backup(str(other), str(path))


def test_what_can_be_read_of_a_damaged_project_is_saved_beside_it(path: Path) -> None:
    flip(path)
    damaged = path.read_bytes()
    first = care_tasks.salvage_project(Workspace(workers=0), call(), str(path))
    second = salvage_project(str(path))
    assert first.path != second.path
    assert Path(first.path).name == "Grain & <b>corridor (saved).counterpoint"
    assert path.read_bytes() == damaged
    with Project.open(Path(first.path)) as project:
        assert len(project.listing()) == first.articles
        assert first.decisions == 1
    assert first.lost is None or first.articles + first.lost == 40


def test_a_salvage_can_be_cancelled_and_leaves_nothing(path: Path) -> None:
    flip(path)
    names = {file.name for file in path.parent.iterdir()}

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        salvage_project(str(path), progress=stop)
    assert {file.name for file in path.parent.iterdir()} == names


def test_nothing_can_be_saved_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "holiday.counterpoint"
    path.write_bytes(b"\xff\xd8\xff" * 5000)
    with pytest.raises(ProjectDamagedError):
        salvage_project(str(path))
    assert [file.name for file in tmp_path.iterdir() if file.name != "home"] == ["holiday.counterpoint"]


def test_a_look_at_a_file_says_what_would_help(path: Path, tmp_path: Path) -> None:
    found = care_tasks.inspect_project(Workspace(workers=0), call(), str(path))
    assert (found.kind, found.restore, found.salvage) == ("sound", False, False)
    content = path.read_bytes()
    path.write_bytes(b"\0" * 600 + content[600:])
    found = inspect_project(str(path))
    assert (found.restore, found.salvage) == (True, True)
    path.write_bytes(b"")
    found = inspect_project(str(path))
    assert (found.kind, found.restore, found.salvage) == ("empty", True, False)
    found = inspect_project(str(tmp_path / "nowhere.counterpoint"))
    assert (found.kind, found.restore, found.salvage) == ("missing", False, False)


def test_a_project_that_is_open_here_is_not_read_as_bytes(workspace: Workspace, path: Path) -> None:
    """Closing such a file would drop SQLite's lock on it."""
    assert care_tasks.inspect_project(workspace, call(), str(path)).kind == "sound"
    with pytest.raises(ProjectInUseError):
        Project.open(path)


def test_another_machine_s_note_is_told_from_a_lock(path: Path) -> None:
    with Project.open(path), pytest.raises(ProjectInUseError) as locked:
        Project.open(path)
    assert locked.value.facts.get("holder_only") is None
    write_holder(path, Holder("Béla", "newsroom-7", 12, "2024-11-22T15:58:00+00:00"))
    with pytest.raises(ProjectInUseError) as noted:
        Project.open(path)
    assert noted.value.facts == {
        "holder_only": "1",
        "user": "Béla",
        "machine": "newsroom-7",
        "since": "2024-11-22T15:58:00+00:00",
    }
    Project.open(path, take_over=True).close()


def test_a_project_is_kept_before_its_format_changes(tmp_path: Path) -> None:
    path = tmp_path / "old.counterpoint"
    path.write_bytes(FIRST_SCHEMA.read_bytes())
    with Project.open(path, before_migration=before_migration) as project:
        assert project.migrated_from == 1
        articles = len(project.listing())
    (row,) = list_backups(str(path))
    assert (row.kind, row.articles) == ("before-migration", articles)
    restored = restore_backup(row.path, str(path))
    with Project.open(Path(restored), read_only=True) as project:
        assert len(project.listing()) == articles


def test_of_some_paths_those_are_told_where_there_is_a_file(path: Path, tmp_path: Path) -> None:
    paths = (str(tmp_path / "gone"), str(path), str(tmp_path), "a\0b", "x" * 5000)
    assert care_tasks.existing(Workspace(workers=0), call(), paths) == (str(path),)
