"""What a machine can do to an open project: kill, fill the disk, move the file, open it twice, close it in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from workbench.domain.article import Article
from workbench.domain.journal import Edit, Move, Step
from workbench.project import database, opening, store
from workbench.project.copies import verified_copy
from workbench.project.errors import (
    ProjectClosedError,
    ProjectDamagedError,
    ProjectExistsError,
    ProjectInUseError,
    ProjectMovedError,
    ProjectNotWritableError,
)
from workbench.project.holder import Holder, holder_file, read_holder, this_process
from workbench.project.migrations import MIGRATIONS
from workbench.project.schema import SCHEMA_VERSION
from workbench.project.store import Project

OLD = Path(__file__).parents[1] / "projects" / "schema-1.counterpoint"
ONE = Article(document_id="a", text="NATO said no.", path="a.txt", outlet="AP")
posix_only = pytest.mark.skipif(
    os.name == "nt", reason="there an open file can't be moved, and processes end otherwise"
)


def step(number: int) -> Step:
    return Step(number, number - 1, f"Step {number}", "", (Edit("c", "k", number - 1 or None, number),), "", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "p.counterpoint"
    with Project.create(file) as project:
        project.add_articles([ONE])
    return file


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# making


def test_a_new_project_that_fails_while_it_is_filled_leaves_no_file(tmp_path: Path) -> None:
    def failing(project: Project) -> None:
        project.add_articles([ONE])
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        Project.create(tmp_path / "p.counterpoint", fill=failing)
    assert names(tmp_path) == []


def test_a_new_project_does_not_take_a_name_that_was_taken_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "p.counterpoint"
    with pytest.raises(ProjectExistsError):
        Project.create(path, fill=lambda _: path.write_text("mine"))
    assert path.read_text() == "mine"
    assert names(tmp_path) == [path.name]


def test_a_new_project_is_made_on_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "p.counterpoint"
    with Project.create(path, fill=lambda project: project.add_articles([ONE])) as project:
        assert project.articles() == (ONE,)
    assert names(tmp_path) == [path.name]
    with pytest.raises(ProjectExistsError):
        Project.create(path)


# kill

KILLED = """
import os, signal, sys
from dataclasses import replace
from workbench.project import migrations
from workbench.project.store import Project

def run(connection, progress):
    connection.execute("PRAGMA cache_size = 5")  # little memory, so that pages go to the disk before the end
    whole.run(connection, progress)

whole = migrations.MIGRATIONS[1]
migrations.MIGRATIONS[1] = replace(whole, run=run)
migrations._BATCH = 1

def killing(done, total, message=""):
    if done >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

Project.open(sys.argv[1], before_migration=lambda _: None, progress=killing)
"""


@posix_only
@pytest.mark.parametrize("reached", [1, 12, 21])
def test_a_process_killed_during_a_migration_leaves_the_old_version_whole(tmp_path: Path, reached: int) -> None:
    path = Path(shutil.copyfile(OLD, tmp_path / "p.counterpoint"))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(reached)], check=False, capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    if reached > 1:  # by then SQLite has long written pages into the file itself
        assert path.read_bytes() != OLD.read_bytes()
    with Project.open(path) as project:
        assert project.check() == []
        assert (project.migrated_from, len(project.articles())) == (1, 21)
        assert project.history().position == 5
    kept = tmp_path / "p before schema 2.counterpoint"
    with Project.open(kept, read_only=True) as project:
        assert project.migrated_from == 1
        assert project.check() == []


WRITING = """
import sys
from workbench.domain.journal import Edit, Step
from workbench.project.store import Project

project = Project.open(sys.argv[1])
number = project.history().position
while True:
    number += 1
    edits = tuple(Edit("c", str(n), number - 1 or None, number) for n in range(20))
    project.record([Step(number, number - 1, "x" * 5000, "", edits)])
    print(number, flush=True)
"""


@posix_only
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there_when_the_writer_is_killed(path: Path) -> None:
    acknowledged = 0
    for run in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(1 + run * 3):
                acknowledged = int(writer.stdout.readline())
            writer.kill()
            for line in writer.stdout:  # what it said before it died
                if line.endswith("\n"):
                    acknowledged = int(line)
        with Project.open(path) as project:
            position = project.history().position
            assert position >= acknowledged
            assert {value for _, value in project.decisions().items()} == {position}
            assert project.check() == []
    assert acknowledged > 50


# full disk

FULL = """
import resource, signal, sys
from pathlib import Path
from workbench.domain.article import Article
from workbench.domain.journal import Edit, Step
from workbench.project.errors import ProjectNotWritableError
from workbench.project.store import Project

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
project = Project.open(path)
project.record([Step(1, 0, "before", "", (Edit("c", "k", None, 1),))])
limit = path.stat().st_size + 20_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
long = Step(2, 1, "x" * 500_000, "", (Edit("c", "k", 1, 2),))
for attempt in (
    lambda: project.record([long]),
    lambda: project.add_articles([Article(str(n), "text " * 9000, path=str(n)) for n in range(100)]),
    lambda: project.save_copy(path.with_name("copy.counterpoint")) or project.record([long]),
):
    try:
        attempt()
    except ProjectNotWritableError as error:
        assert "Nothing was changed" in str(error), error
    else:
        raise AssertionError("the limit was not met")
    assert project.history().position == 1
    assert project.check() == [], project.check()
project.record([Step(2, 1, "small", "", (Edit("c", "k", 1, 2),))])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
project.record([Step(3, 2, "x" * 500_000, "", (Edit("c", "k", 2, 3),))])
project.close()
print("done")
"""


@posix_only
def test_a_full_disk_changes_nothing_and_the_same_connection_writes_on(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], check=False, capture_output=True, text=True)
    assert done.stdout == "done\n", done.stderr
    with Project.open(path) as project:
        assert project.decisions().get("c", "k") == 3
        assert project.articles() == (ONE,)
        assert project.check() == []


FULL_MIGRATION = """
import resource, signal, sys
from workbench.project.errors import ProjectNotWritableError
from workbench.project.store import Project

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
for keep in (None, lambda _: None):  # the copy does not fit, or the migration does not
    try:
        Project.open(sys.argv[1], before_migration=keep)
    except ProjectNotWritableError as error:
        print("refused")
"""


@posix_only
def test_a_disk_that_is_too_full_for_a_migration_leaves_the_old_version(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD, tmp_path / "p.counterpoint"))
    done = subprocess.run(
        [sys.executable, "-c", FULL_MIGRATION, str(path)], check=False, capture_output=True, text=True
    )
    assert done.stdout == "refused\nrefused\n", done.stderr
    with Project.open(path, read_only=True) as project:
        assert project.migrated_from == 1
        assert project.check() == []
    assert path.read_bytes() == OLD.read_bytes()
    assert names(tmp_path) == [path.name]


def test_a_failed_import_into_a_full_database_leaves_a_usable_connection(path: Path) -> None:
    with Project.open(path) as project:
        connection = project._database._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(ProjectNotWritableError, match="full"):
            project.record([replace(step(1), label="x" * 200_000)])
        project.record([step(1)])
        assert project.decisions().get("c", "k") == 1
        assert project.check() == []


# moved


@posix_only
@pytest.mark.parametrize(
    "target", ["renamed.counterpoint", "below/p.counterpoint", "../beside/p.counterpoint", "../up.x"]
)
def test_a_project_that_was_moved_while_open_is_not_written_and_is_found(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "mine"
    for made in (folder, folder / "below", tmp_path / "beside"):
        made.mkdir()
    path, moved = folder / "p.counterpoint", (folder / target).resolve()
    with Project.create(path) as project:
        project.add_articles([ONE])
        project.record([step(1)])
        path.rename(moved)
        left = {name: (folder / name).stat().st_size for name in names(folder) if name.endswith("-journal")}
        for write in (
            lambda: project.record([step(2)]),
            lambda: project.set_setting("a", 1),
            lambda: project.add_articles([replace(ONE, document_id="b")]),
        ):
            with pytest.raises(ProjectMovedError, match="save the project under a new one") as caught:
                write()
            assert caught.value.now_at == moved
        assert {name: (folder / name).stat().st_size for name in names(folder) if name.endswith("-journal")} == left
        assert project.decisions().get("c", "k") == 1  # and can be read
        project.save_copy(path)
        with Project.open(path) as copy:
            assert copy.decisions() == project.decisions()
            assert copy.check() == []
        path.unlink()
        moved.rename(path)
        project.record([step(2)])  # back under its old name
    with Project.open(path) as project:
        assert project.history().position == 2


@posix_only
def test_a_project_that_was_deleted_or_replaced_while_open_says_so_and_can_be_saved_elsewhere(path: Path) -> None:
    with Project.open(path) as project:
        path.unlink()
        with pytest.raises(ProjectMovedError, match="moved or deleted") as caught:
            project.record([step(1)])
        assert caught.value.now_at is None
        path.write_bytes(b"something else")
        with pytest.raises(ProjectMovedError, match="replaced by another file"):
            project.record([step(1)])
        project.save_copy(path.with_name("saved.counterpoint"))
    assert path.read_bytes() == b"something else"
    with Project.open(path.with_name("saved.counterpoint")) as saved:
        assert saved.articles() == (ONE,)


# who has it


def test_a_file_beside_an_open_project_says_who_has_it(path: Path) -> None:
    with Project.open(path) as project:
        holder = read_holder(path)
        assert holder == replace(this_process(), since=holder.since if holder else "")
        with pytest.raises(ProjectInUseError, match="open in another window") as caught:
            Project.open(path)
        assert caught.value.holder == holder
        project.record([step(1)])
    assert names(path.parent) == [path.name]
    with Project.open(path, read_only=True):
        assert names(path.parent) == [path.name]


def test_a_stale_file_of_this_machine_is_replaced(path: Path) -> None:
    holder_file(path).write_text(json.dumps(asdict(replace(this_process(), pid=1, since="1999-01-01T00:00:00+00:00"))))
    with Project.open(path):
        found = read_holder(path)
        assert found is not None
        assert found.pid == os.getpid()


def test_a_project_held_on_another_machine_is_opened_only_when_asked_for(path: Path) -> None:
    other = Holder("ana", "elsewhere", 7, "2031-01-01T09:00:00+00:00")
    holder_file(path).write_text(json.dumps(asdict(other)))
    with pytest.raises(ProjectInUseError, match="ana on elsewhere since 2031-01-01 09:00 UTC") as caught:
        Project.open(path)
    assert caught.value.holder == other
    assert read_holder(path) == other
    with Project.open(path, read_only=True) as project:
        assert project.articles() == (ONE,)
    with Project.open(path, take_over=True) as project:
        project.record([step(1)])
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize(
    "content", ["", "[]", "null", "{", '{"pid": "x"}', '{"pid": [1]}', "[" * 9000, '{"machine": ""}']
)
def test_nonsense_beside_a_project_does_not_keep_it_shut(path: Path, content: str) -> None:
    holder_file(path).write_text(content)
    Project.open(path).close()


# threads


def test_a_copy_lets_others_write_and_holds_what_they_wrote(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_COPIED_AT_ONCE", 1)
    with Project.open(path) as project:
        project.add_articles([Article(str(n), "x" * 20_000, path=str(n)) for n in range(20)])
        written: list[int] = []
        writers: list[threading.Thread] = []

        def write(number: int) -> None:
            project.record([step(number)])
            written.append(number)

        def progress(done: int, total: int, message: str = "") -> None:
            if len(writers) < 5 and total:
                number = len(writers) + 1
                writer = threading.Thread(target=write, args=(number,))
                writers.append(writer)
                writer.start()
                told.append((done, total))

        told: list[tuple[int, int]] = []
        copy = path.with_name("copy.counterpoint")
        project.save_copy(copy, progress=progress)
        assert written[:3] == [1, 2, 3]  # acknowledged before the copy was done
        for writer in writers:
            writer.join()
        with Project.open(copy) as copied:
            assert copied.history().position >= 3
            assert copied.check() == []
        assert project.check() == []


def test_closing_waits_for_what_is_being_written_and_ends_a_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_COPIED_AT_ONCE", 1)
    project = Project.open(path)
    closer = threading.Thread(target=project.close)
    in_the_middle = threading.Event()

    def articles() -> list[Article]:
        closer.start()
        in_the_middle.set()
        return [replace(ONE, document_id="b")]

    outcome = project.add_articles(article for articles_ in [articles] for article in articles_())
    closer.join()
    assert in_the_middle.is_set()
    for use in (lambda: project.record([step(1)]), project.listing, project.history, project.check):
        with pytest.raises(ProjectClosedError, match="Open it again"):
            use()
    with Project.open(path) as again:
        assert [a.document_id for a in again.listing()] == ["a", *outcome.added]
        closer = threading.Thread(target=again.close)

        def progress(done: int, total: int, message: str = "") -> None:
            if not closer.is_alive():
                closer.start()
                while not again._database._waiting:
                    pass

        with pytest.raises(ProjectClosedError):
            again.save_copy(path.with_name("copy.counterpoint"), progress=progress)
        closer.join()
    assert names(path.parent) == [path.name]


# migration


def test_there_is_a_migration_from_every_earlier_version() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION))


def test_a_migration_happens_only_after_the_old_file_was_kept(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD, tmp_path / "p.counterpoint"))

    def refusing(file: Path) -> None:
        assert file == path
        verified_copy(file, tmp_path / "kept.counterpoint")
        raise ProjectNotWritableError("no room")

    with pytest.raises(ProjectNotWritableError, match="no room"):
        Project.open(path, before_migration=refusing)
    assert path.read_bytes() == OLD.read_bytes()
    with Project.open(tmp_path / "kept.counterpoint", read_only=True) as kept:
        assert kept.check() == []
        assert kept.migrated_from == 1


def test_a_file_that_changes_between_keeping_and_migrating_is_left_alone(tmp_path: Path) -> None:
    path = Path(shutil.copyfile(OLD, tmp_path / "p.counterpoint"))

    def meddling(file: Path) -> None:
        file.write_bytes(OLD.read_bytes())
        os.utime(file, ns=(1, 1))

    with pytest.raises(ProjectInUseError, match="changed by another program"):
        Project.open(path, before_migration=meddling)
    assert path.read_bytes() == OLD.read_bytes()


def test_a_damaged_old_project_is_not_migrated(tmp_path: Path) -> None:
    content = bytearray(OLD.read_bytes())
    with Project.open(OLD, read_only=True) as old:
        start = old.articles()[3].text[:40].encode()
    at = content.index(start)
    content[at] ^= 1  # only the hash of the text shows it
    path = tmp_path / "p.counterpoint"
    path.write_bytes(content)
    with pytest.raises(ProjectDamagedError, match="hash differs"):
        Project.open(path)
    assert path.read_bytes() == content
    assert names(tmp_path) == [path.name]


def test_the_copy_before_a_migration_is_not_made_twice_and_replaces_nothing(tmp_path: Path) -> None:
    other = tmp_path / "p before schema 2.counterpoint"
    other.write_text("mine")
    path = Path(shutil.copyfile(OLD, tmp_path / "p.counterpoint"))
    for _ in range(2):
        shutil.copyfile(OLD, path)
        Project.open(path).close()
    assert other.read_text() == "mine"
    assert names(tmp_path) == sorted([path.name, other.name, "p before schema 2 2.counterpoint"])


def test_a_second_import_is_numbered_and_named(path: Path) -> None:
    with Project.open(path) as project:
        assert project.add_articles([ONE], on_duplicate="skip").number == 0
        outcome = project.add_articles([replace(ONE, document_id="b", text="Other")], label="later")
        assert outcome.number == 2
        assert project.imports() == {"b": 2}
        assert [(i.number, i.label, i.articles) for i in project.import_list()] == [(1, "", 1), (2, "later", 1)]
        assert project.text("b") == "Other"
        assert project.listing()[1] == replace(ONE, document_id="b", text="")
        assert list(project.texts()) == [("a", ONE.text), ("b", "Other")]
        assert project.characters() == {"a": len(ONE.text), "b": 5}
        assert project.opening_words() == {"a": "NATO said no.", "b": "Other"}
        with pytest.raises(KeyError):
            project.text("c")


def test_settings_of_the_file_itself_are_not_changed_by_name(path: Path) -> None:
    with Project.open(path) as project:
        for name in ("position", "project id", "written lately"):
            with pytest.raises(ValueError, match="belongs to the project file"):
                project.set_setting(name, 1)
        assert opening.SUFFIX == store.SUFFIX
        project.record([Move(0)])
