"""What a file is is told in words before it is opened, without writing, waiting or falling over."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from workbench.domain.article import Article
from workbench.project.holder import Holder, holder_file, write_holder
from workbench.project.inspection import Inspection, Kind, NextStep, inspect
from workbench.project.migrations import tables_of
from workbench.project.schema import APPLICATION_ID, one_line
from workbench.project.store import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "story #1 %20.counterpoint"
    with Project.create(file) as project:
        project.add_articles([Article(document_id=f"d{n}", text="word " * 3000) for n in range(9)])
    return file


def inspected(path: Path) -> Inspection:
    """What is said of a file, after a look at whether anything in its folder changed."""

    def state() -> dict[str, object]:
        return {
            file.name: (os.lstat(file).st_mtime_ns, os.lstat(file).st_size, os.lstat(file).st_ino)
            for file in path.parent.iterdir()
        }

    before = state() if path.parent.is_dir() else {}
    found = inspect(path)
    assert (state() if path.parent.is_dir() else {}) == before
    if found.message:
        assert path.name in found.message
        assert found.message.endswith(".")
    assert found.next_steps
    return found


def run_on(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_project_needs_no_words(path: Path) -> None:
    found = inspected(path)
    assert (found.kind, found.message, found.next_steps, found.version) == (Kind.SOUND, "", (NextStep.OPEN,), 2)


def test_a_project_of_an_older_version_is_announced(tmp_path: Path) -> None:
    path = tmp_path / "old.counterpoint"
    run_on(
        path,
        *map(one_line, tables_of(1).values()),
        f"PRAGMA application_id = {APPLICATION_ID}",
        "PRAGMA user_version = 1",
    )
    found = inspected(path)
    assert (found.kind, found.version) == (Kind.OLDER, 1)
    assert "backup" in found.message


def test_a_newer_project_can_be_read_as_long_as_its_tables_are_known(path: Path) -> None:
    run_on(path, "PRAGMA user_version = 99", "CREATE TABLE more (x)")
    found = inspected(path)
    assert (found.kind, found.next_steps[0]) == (Kind.NEWER, NextStep.OPEN_READ_ONLY)
    run_on(path, "DROP TABLE snapshot")
    found = inspected(path)
    assert (found.kind, found.next_steps) == (Kind.NEWER, (NextStep.INSTALL_NEWER,))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON article BEGIN SELECT 1; END",
        "CREATE TABLE more (x)",
        "CREATE INDEX i ON article (record)",
    ],
)
def test_what_no_project_holds_is_refused(path: Path, statement: str) -> None:
    run_on(path, statement)
    assert inspected(path).kind is Kind.STRANGE_SCHEMA


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda content: b"", Kind.EMPTY),
        (lambda content: content[:50], Kind.DAMAGED),
        (lambda content: content[: len(content) // 2], Kind.DAMAGED),
        (lambda content: content[:-1], Kind.DAMAGED),
        (lambda content: bytes(100) + content[100:], Kind.DAMAGED),
        (lambda content: content[:16] + b"\x33\x33" + content[18:], Kind.DAMAGED),
        (lambda content: content[:68] + b"XXXX" + content[72:], Kind.OTHER_DATABASE),
        (lambda content: content[:60] + bytes(4) + content[64:], Kind.DAMAGED),
        (lambda content: content[:16384] + bytes(16384) + content[32768:], Kind.DAMAGED),
    ],
)
def test_damage_is_told_with_what_can_be_done(path: Path, change: Callable[[bytes], bytes], kind: Kind) -> None:
    path.write_bytes(change(path.read_bytes()))
    found = inspected(path)
    assert found.kind is kind
    if kind is Kind.DAMAGED:
        assert found.next_steps == (NextStep.RESTORE_BACKUP, NextStep.SALVAGE)


def test_a_schema_that_is_no_text_is_damage(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE refused", b"CREATE TABLE \x8cefused"))
    assert inspected(path).kind is Kind.DAMAGED


def test_a_quick_look_does_not_read_all_of_it(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-16384] + bytes(16384))
    assert inspect(path, thorough=False).kind is Kind.SOUND
    assert inspected(path).kind is Kind.DAMAGED


def test_random_damage_never_stops_it(path: Path) -> None:
    sound = path.read_bytes()
    rng = random.Random(1)
    seen = set()
    for _ in range(150):
        content = bytearray(sound)
        for _ in range(rng.choice((1, 5, 500))):
            content[rng.choice((rng.randrange(len(content)), rng.randrange(200)))] = rng.randrange(256)
        path.write_bytes(content[: rng.choice((len(content), rng.randrange(len(content))))])
        seen.add(inspected(path).kind)
    assert Kind.DAMAGED in seen


def test_other_things_are_not_projects(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("hello " * 50)
    assert inspected(tmp_path / "text.txt").kind is Kind.NOT_A_PROJECT
    assert inspected(tmp_path / "none.counterpoint").kind is Kind.MISSING
    assert inspected(tmp_path).kind is Kind.FOLDER
    loop = tmp_path / "loop.counterpoint"
    loop.symlink_to(loop)
    assert inspected(loop).kind is Kind.MISSING
    assert inspected(tmp_path / ("x" * 5000)).kind is Kind.MISSING
    assert inspect(tmp_path / "a\0b").kind is Kind.MISSING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.counterpoint"
    os.mkfifo(pipe)
    assert inspected(pipe).kind is Kind.NOT_A_PROJECT
    assert inspect(Path(os.devnull)).kind is Kind.NOT_A_PROJECT


def test_a_project_in_use_names_who_has_it(path: Path) -> None:
    # the lock of another process: this one must not open the file itself while it holds it
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        write_holder(path, Holder("ana", "desk-7", 5, "2026-11-22T10:00:00+00:00"))
        # a copy of the head read here would drop the lock, so the kernel is asked as another process would ask it
        import subprocess
        import sys

        code = (
            "import sys; from pathlib import Path; from workbench.project.inspection import inspect;"
            "found = inspect(Path(sys.argv[1])); print(found.kind.name, found.next_steps[0].name, found.message)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", check=True
        )
    assert done.stdout.startswith("IN_USE CLOSE_ELSEWHERE")
    assert "ana on desk-7" in done.stdout


def test_a_project_that_another_machine_has_can_be_taken_over(path: Path) -> None:
    write_holder(path, Holder("ana", "desk-7", 5, "2026-11-22T10:00:00+00:00"))
    found = inspected(path)
    assert found.kind is Kind.IN_USE
    assert found.holder is not None
    assert found.holder.user == "ana"
    assert NextStep.TAKE_OVER in found.next_steps
    holder_file(path).write_text("[" * 9000)
    assert inspected(path).kind is Kind.SOUND


def test_an_interrupted_save_is_told_and_left_to_the_opening(path: Path) -> None:
    content, journal = path.read_bytes(), b""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE text SET text = 'GONE ' || text")
        written, journal = path.read_bytes(), path.with_name(f"{path.name}-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert written != content
    path.write_bytes(written)
    path.with_name(f"{path.name}-journal").write_bytes(journal)
    found = inspected(path)
    assert (found.kind, found.next_steps) == (Kind.INTERRUPTED, (NextStep.OPEN,))
    with Project.open(path) as project:
        assert project.check() == []
        assert project.text("d1").startswith("word")
    assert inspected(path).kind is Kind.SOUND


def test_a_project_with_a_write_ahead_log_is_looked_at_without_making_files(path: Path) -> None:
    run_on(path, "PRAGMA journal_mode = WAL", "UPDATE article SET record = 'x'")
    found = inspected(path)
    assert found.kind is Kind.STRANGE_SCHEMA
    assert "-wal" in found.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_project_is_offered_for_reading(path: Path) -> None:
    path.chmod(0o444)
    found = inspected(path)
    assert (found.kind, found.next_steps[0]) == (Kind.READ_ONLY, NextStep.OPEN_READ_ONLY)


def test_a_file_that_may_not_be_written_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert inspected(path).kind is Kind.READ_ONLY


def test_a_synced_folder_is_told_beside_what_the_file_is(path: Path) -> None:
    (path.parent / ".stfolder").mkdir()
    assert inspected(path).concern
