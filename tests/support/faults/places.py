"""Where a project lies: read-only files and folders, and files that are moved, deleted or replaced while they are open."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from faults import made_up
from faults.nursery import nursery
from faults.outcome import CORRUPT, HALF, LOST, OTHER, Outcome, RefusedError, require, require_words
from workbench.project.errors import ProjectMovedError
from workbench.project.store import SUFFIX, Project


def read_only(runs: int, seed: int, folder: Path) -> Outcome:
    """Files and folders that may only be read, as a process without special rights meets them; ``runs`` is not used."""
    outcome = Outcome(
        "read-only files and folders",
        "A project in a read-only folder, a read-only project, both, one without any permission, and one that was "
        "interrupted while it was saved, each opened for writing and for reading only.",
        "For reading only it opens with everything in it, unless it can't be read or was interrupted; for writing it is "
        "refused. Both in words. Nothing is changed.",
    )
    # not in `folder`: another user must get there
    with tempfile.TemporaryDirectory(prefix="counterpoint-", dir=_open_to_all()) as made, nursery() as children:
        top = Path(made)
        top.chmod(0o755)
        for number, (name, file_mode, folder_mode, hot) in enumerate(
            (
                ("a read-only folder", 0o644, 0o555, False),
                ("a read-only file", 0o444, 0o777, False),
                ("both read-only", 0o444, 0o555, False),
                ("no permission", 0o000, 0o777, False),
                ("interrupted, in a read-only folder", 0o444, 0o555, True),
            )
        ):
            place = top / str(number)
            place.mkdir()
            path = made_up.project(place / f"p{SUFFIX}", 10)
            if hot:
                _interrupt(path, seed)
            path.chmod(file_mode)
            for journal in place.glob("*-journal"):
                journal.chmod(0o444)
            content, there = path.read_bytes() if os.access(path, os.R_OK) else b"", made_up.names(place)
            place.chmod(folder_mode)
            for for_reading in (True, False):
                with outcome.run(f"{name}, {'for reading' if for_reading else 'for writing'}"):
                    (said,) = children.one("open_and_tell", path, for_reading, True).require_whole()
                    readable = for_reading and file_mode and not hot
                    if content:
                        require(path.read_bytes() == content, CORRUPT, "the file was changed")
                    require(made_up.names(place) == there, OTHER, f"files came: {made_up.names(place)}")
                    if readable:
                        require(said.get("found") == [], OTHER, f"it can't be read: {said}")
                        require("reading only" in said["wrote"], OTHER, said["wrote"])
                    else:
                        require("refused" in said, OTHER, f"it was opened: {said}")
                        require(len(said["refused"]) > 30, OTHER, f"the words {said['refused']!r} do not help")
                        raise RefusedError
            place.chmod(0o755)
    return outcome


def _open_to_all() -> str | None:
    """A folder that everybody may enter."""
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a folder of its own is made in it


def moved(runs: int, seed: int, folder: Path) -> Outcome:
    """Another program takes the open file away, and sometimes brings it back."""
    outcome = Outcome(
        "renamed, deleted or replaced while open",
        "While a project is open its file is renamed, moved, deleted, replaced by another one or by a copy of itself, or its "
        "folder is renamed; half of the time it is put back.",
        "Nothing is written anywhere else. It is said in words, with the new place when it is found. What was acknowledged "
        "stays readable and can be saved under a new name; put back, the project works on.",
    )
    chance = random.Random(seed)
    ways: list[Callable[[Path], Callable[[], object]]] = [
        _renamed,
        _moved_below,
        _folder_renamed,
        _deleted,
        _replaced,
        _replaced_by_copy,
    ]
    for n in range(runs):
        way = ways[n % len(ways)]
        place = folder / f"run {n}" / "mine"
        place.mkdir(parents=True)
        path = made_up.project(place / f"p{SUFFIX}", 8, steps=0)
        entries = made_up.plan(seed * 1000 + n, 12)
        before = chance.randrange(1, 8)
        with outcome.run(f"{way.__name__}, seed {seed} run {n}"):
            with Project.open(path) as project:
                for entry in entries[:before]:
                    project.record([entry])
                back = way(path)
                writes: tuple[Callable[[], object], ...] = (
                    partial(project.record, entries[before:]),
                    partial(project.add_articles, made_up.articles(3, prefix="z")),
                    partial(project.set_setting, "a", 1),
                )
                for write in writes:
                    try:
                        write()
                    except ProjectMovedError as error:
                        require_words(error)
                    else:
                        require(False, LOST, "it was written into a file that is gone")
                expected = made_up.model_of(entries[:before]).content
                require(made_up.journal_of(project) == expected, LOST, "what was acknowledged can't be read any more")
                saved = folder / f"run {n}" / f"saved{SUFFIX}"
                project.save_copy(saved)
                _require_content(saved, expected)
                if chance.random() < 0.5:
                    back()
                    if way is not _deleted and way is not _replaced and way is not _replaced_by_copy:
                        project.record(entries[before:])
                        expected = made_up.model_of(entries).content
            for found in (path, *path.parent.rglob(f"*{SUFFIX}"), *path.parent.parent.glob(f"*/*{SUFFIX}")):
                if (
                    found.is_file()
                    and found.stat().st_size
                    and found.name != "other.counterpoint"
                    and way is not _replaced
                ):
                    _require_content(found, expected)
        shutil.rmtree(folder / f"run {n}")
    return outcome


def _require_content(path: Path, expected: object) -> None:
    with Project.open(path) as project:
        require(project.check() == [], CORRUPT, f"{path.name} is not sound")
        require(made_up.journal_of(project) == expected, HALF, f"{path.name} does not hold what was acknowledged")


def _renamed(path: Path) -> Callable[[], object]:
    target = path.with_name(f"new name{SUFFIX}")
    path.rename(target)
    return lambda: target.rename(path)


def _moved_below(path: Path) -> Callable[[], object]:
    target = path.parent / "below" / path.name
    target.parent.mkdir()
    path.rename(target)
    return lambda: target.rename(path)


def _folder_renamed(path: Path) -> Callable[[], object]:
    target = path.parent.with_name("other name")
    path.parent.rename(target)
    return lambda: target.rename(path.parent)


def _deleted(path: Path) -> Callable[[], None]:
    path.unlink()
    return lambda: None


def _replaced(path: Path) -> Callable[[], None]:
    other = made_up.project(path.with_name(f"other{SUFFIX}"), 2, steps=2, seed=9)
    other.replace(path)
    return lambda: None


def _replaced_by_copy(path: Path) -> Callable[[], None]:
    """As a synced folder does: the same bytes in a new file. Copied by another process, for a lock is at stake."""
    copy = path.with_name("copy")
    if os.system(f"cp '{path}' '{copy}'"):  # noqa: S605 - a path of our own
        raise OSError("cp failed")
    copy.replace(path)
    return lambda: None


def stale_journal(runs: int, seed: int, folder: Path) -> Outcome:
    """A killed process left a journal; the project was deleted or is replaced, and its name is used again."""
    outcome = Outcome(
        "a name used again after a crash",
        "A process is ended by force in the middle of a write and leaves a journal. Its project is deleted, and another one "
        "is saved, copied or imported under the same name; or a copy replaces it.",
        "The new project is whole: nothing of the old one gets into it.",
    )
    other = made_up.project(folder / f"other{SUFFIX}", 5, steps=5, seed=6)
    with Project.open(other, read_only=True) as project:
        expected = made_up.content_of(project)
    for n in range(runs):
        place = folder / f"run {n}"
        place.mkdir()
        path = made_up.project(place / f"p{SUFFIX}", 20)
        _interrupt(path, seed + n)
        with outcome.run(f"way {n % 3}, seed {seed} run {n}"):
            if n % 3 < 2:
                path.unlink()
            if n % 3 == 0:
                made_up.project(path, 5, size=3000, steps=5, seed=6)
            else:
                with Project.open(other) as project:
                    project.save_copy(path)
            with Project.open(path) as project:
                require(project.check() == [], CORRUPT, "the new project is not sound")
                found = made_up.content_of(project)
                require(found[0] == expected[0] and found[5] == expected[5], CORRUPT, "the new project holds old pages")
        shutil.rmtree(place)
    return outcome


def _interrupt(path: Path, seed: int) -> None:
    """Leave a project as a process does that is killed in the middle of a large import: with a hot journal."""
    with nursery() as children:
        ended = children.one("die_in_import", path, seed)
    if not ended.killed or not made_up.is_hot(path):
        raise AssertionError(f"the child left nothing to take back: {ended}")
