"""kill -9 at a random moment of an import, of edits, of a save and of a migration."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from faults import made_up
from faults.heavy_files import folder_of_articles
from faults.nursery import Ended, Nursery, nursery
from faults.outcome import CORRUPT, HALF, LOST, OTHER, Outcome, require, require_words
from workbench.domain.imports import IMPORT
from workbench.project.backups import KEPT, Backups
from workbench.project.errors import NotAProjectError, ProjectNotWritableError
from workbench.project.store import SUFFIX, Project

PROMISE = "The file is sound. What was acknowledged is there. What was under way is there whole or not at all."


@dataclass
class Landing:
    """Where kills landed."""

    before_the_end: int = 0
    hot: int = 0
    """With a journal that SQLite had to take back."""
    rubbish: int = 0
    """With an unfinished file left in the folder."""

    def look(self, ended: Ended, path: Path, folder: Path) -> bool:
        """Note where one kill landed. True when something has to be taken back."""
        self.before_the_end += ended.killed
        hot = made_up.is_hot(path)
        self.hot += hot
        self.rubbish += any(name.endswith(".part") for name in made_up.names(folder))
        return hot

    def tell(self, outcome: Outcome) -> None:
        """Add it to the outcome's notes."""
        outcome.note(f"{self.before_the_end} of {outcome.runs} kills came before the work was done")
        if self.hot:
            outcome.note(f"{self.hot} left half-written pages that the next opening took back")
        if self.rubbish:
            outcome.note(f"{self.rubbish} left an unfinished file with a name of its own (.part), which nothing reads")


def killed_import(runs: int, seed: int, folder: Path, *, count: int = 400) -> Outcome:
    """Articles are added to a project."""
    outcome = Outcome(
        "kill -9 during an import",
        f"The process is ended by force while it adds {count} articles to a project.",
        f"{PROMISE} The same import works afterwards.",
    )
    base = made_up.project(folder / "base.counterpoint", 20)
    with Project.open(base, read_only=True) as project:
        before = made_up.content_of(project)
    landing = Landing()
    with nursery() as children:

        def work(path: Path, n: int, after: float | None) -> Ended:
            return children.one("add_articles", path, count, n, kill_after=after)

        for n, path, whole in _paths(outcome, runs, seed, folder, base, work):
            with outcome.run(f"seed {seed} run {n}"):
                ended = work(path, n, whole)
                _read_only_says_so(landing.look(ended, path, path.parent), path)
                added = made_up.articles(count, seed=n, prefix=f"new{n}-")
                with Project.open(path) as project:
                    _sound(project)
                    content = made_up.content_of(project)
                    if ended.said:
                        require(content[0] == (*before[0], *added), LOST, "acknowledged articles are not there")
                    elif content != before:
                        require(content[0] == (*before[0], *added), HALF, f"{len(content[0])} articles are there")
                    if content == before:
                        project.add_articles(added, label="later")
                        require(project.articles() == (*before[0], *added), OTHER, "the import can't be repeated")
                        _sound(project)
    landing.tell(outcome)
    return outcome


def killed_edits(runs: int, seed: int, folder: Path) -> Outcome:
    """Steps of the journal are written one after another."""
    outcome = Outcome(
        "kill -9 during edits",
        "The process is ended by force while it saves a burst of 60 gestures: edits of 1 to 30 values, merged typing, "
        "Undo, jumps and named versions.",
        f"{PROMISE} At most the one gesture that was under way is there beyond what was acknowledged.",
    )
    base = made_up.project(folder / "base.counterpoint", 20, steps=0)
    landing = Landing()
    length = 60
    extra = 0
    with nursery() as children:

        def work(path: Path, n: int, after: float | None) -> Ended:
            return children.one("record", path, seed * 1000 + n, length, kill_after=after)

        for n, path, whole in _paths(outcome, runs, seed, folder, base, work):
            with outcome.run(f"seed {seed} run {n}"):
                ended = work(path, n, whole)
                _read_only_says_so(landing.look(ended, path, path.parent), path)
                entries = made_up.plan(seed * 1000 + n, length)
                acknowledged = ended.said[-1] if ended.said else 0
                with Project.open(path) as project:
                    _sound(project)
                    found = made_up.journal_of(project)
                    model = made_up.model_of(entries[:acknowledged])
                    if found != model.content:
                        if acknowledged < length:
                            model.write(entries[acknowledged])
                        extra += 1
                        earlier = any(found == made_up.model_of(entries[:k]).content for k in range(acknowledged))
                        kind = LOST if earlier else HALF
                        require(found == model.content, kind, f"after {acknowledged} acknowledged gestures")
                    # the window sends again what was not acknowledged, and goes on
                    project.record(entries[acknowledged:])
                    whole_model = made_up.model_of(entries).content
                    require(made_up.journal_of(project) == whole_model, OTHER, "sending it again went wrong")
                    _sound(project)
    landing.tell(outcome)
    outcome.note(f"in {extra} runs the gesture that was under way had reached the disk whole")
    return outcome


def killed_create(runs: int, seed: int, folder: Path) -> Outcome:
    """A new project is written: Save as, of what was no project."""
    outcome = Outcome(
        "kill -9 during Save as (new project)",
        "The process is ended by force while a new project of 200 articles and a journal is written.",
        "The new file is there whole or not at all, and saving again under the same name works.",
    )
    return _killed_save(
        outcome, runs, seed, folder, source=None, work=lambda c, target, _, n, t: c.one(
            "create", target, 200, n, kill_after=t
        )
    )  # fmt: skip


def killed_copy(runs: int, seed: int, folder: Path) -> Outcome:
    """A copy of an open project is written, half of the time over an older one."""
    outcome = Outcome(
        "kill -9 during a copy of an open project",
        "The process is ended by force while it copies the project that it has open, every other time over an older copy.",
        "The project is unharmed. The copy is there whole or not at all; an older one in its place stays whole. "
        "Copying again works.",
    )
    source = made_up.project(folder / "source.counterpoint", 300, size=6000, steps=60)
    return _killed_save(
        outcome, runs, seed, folder, source=source, work=lambda c, target, path, n, t: c.one(
            "save_copy", path, target, kill_after=t
        )
    )  # fmt: skip


def _killed_save(
    outcome: Outcome,
    runs: int,
    seed: int,
    folder: Path,
    *,
    source: Path | None,
    work: Callable[[Nursery, Path, Path, int, float | None], Ended],
) -> Outcome:
    """Kill a save; ``source`` is what is open meanwhile."""
    chance = random.Random(seed)
    landing = Landing()
    older = made_up.project(folder / "older.counterpoint", 3, steps=3) if source is not None else None
    original = _content(source) if source is not None else None
    old_content = _content(older) if older is not None else None
    with nursery() as children:
        measured = 0.0
        for n in range(-2, runs):
            place = folder / f"{max(n, -1)}"
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            target, path = place / f"target{SUFFIX}", place / f"source{SUFFIX}"
            if source is not None:
                shutil.copyfile(source, path)
            if n < 0:
                ended = work(children, target, path, 0, None)
                ended.require_whole()
                measured = max(measured, ended.seconds) if n > -2 else 0.0
                continue
            replaces = older is not None and n % 2 == 1
            if replaces and older is not None:
                shutil.copyfile(older, target)
            with outcome.run(f"seed {seed} run {n}"):
                ended = work(children, target, path, n, chance.uniform(0, measured))
                landing.look(ended, path, place)
                if source is not None:
                    require(_content(path) == original, LOST, "the project that was copied is not as it was")
                if target.exists():
                    found = _content(target)
                    expected = original
                    if source is None:
                        expected = None
                        require(len(found[0]) == 200, HALF, f"{len(found[0])} of 200 articles are there")
                        model = made_up.model_of(made_up.plan(n, 20)).content
                        require(found[5] == model, HALF, "the journal is there in part")
                    if expected is not None and found != expected:
                        require(replaces and found == old_content and not ended.said, HALF, "the copy is not whole")
                else:
                    require(not ended.said and not replaces, LOST, "a file that was there is gone")
                if not target.exists() or source is not None:
                    work(children, target, path, n, None).require_whole()
                    _content(target)
            shutil.rmtree(place)
    landing.tell(outcome)
    return outcome


def killed_migration(runs: int, seed: int, folder: Path, *, megabytes: float = 4) -> Outcome:
    """A project of an older schema version is opened, copied before, and changed."""
    outcome = Outcome(
        "kill -9 during a migration",
        "The process is ended by force while it brings a project of the first schema version up to date: "
        "copying it, checking the copy, changing the file.",
        f"{PROMISE} The file is of the old or of the new version, whole; once it was changed, the copy of the old one "
        "is there, whole. Opening it again finishes the work.",
    )
    base = made_up.old_project(folder / "base.counterpoint", megabytes)
    reference = Path(shutil.copyfile(base, folder / "reference.counterpoint"))
    with Project.open(reference, before_migration=lambda _: None) as project:
        expected = made_up.content_of(project)
    landing = Landing()
    with nursery() as children:

        def work(path: Path, n: int, after: float | None) -> Ended:
            return children.one("migrate", path, kill_after=after)

        for n, path, whole in _paths(outcome, runs, seed, folder, base, work):
            with outcome.run(f"seed {seed} run {n}"):
                ended = work(path, n, whole)
                _read_only_says_so(landing.look(ended, path, path.parent), path)
                with Project.open(path) as project:
                    _sound(project)
                    found = made_up.content_of(project)
                    require(
                        _timeless(found) == _timeless(expected), HALF, "the content is not that of a whole migration"
                    )
                kept = [name for name in made_up.names(path.parent) if "before schema" in name and name[0] != "."]
                require(len(kept) == 1, LOST, f"the kept copies are {kept}")
                with Project.open(path.with_name(kept[0]), read_only=True) as project:
                    require(project.migrated_from == 1, CORRUPT, "the kept copy is not of the old version")
                    _sound(project)
                    require(project.articles() == expected[0], HALF, "the kept copy is not whole")
    landing.tell(outcome)
    return outcome


def killed_command_line_import(runs: int, seed: int, folder: Path) -> Outcome:
    """``counterpoint import`` reads a folder."""
    outcome = Outcome(
        "kill -9 during counterpoint import",
        "The command line is ended by force while it reads a folder of 120 articles into a new project, "
        "every other time into one that has articles already.",
        f"{PROMISE} The same command works afterwards and brings every article once.",
    )
    chance = random.Random(seed)
    sources = folder_of_articles(folder / "articles", 120, seed)
    landing = Landing()
    no_file = 0
    base = made_up.project(folder / "base.counterpoint", 20)
    with nursery("faults.heavy_children") as children:

        def work(path: Path, after: float | None) -> Ended:
            arguments = ("import", sources, "--project", path, "--on-duplicate", "skip")
            return children.one("run", *arguments, kill_after=after)

        durations = []
        for n in range(-2, runs):
            place = folder / f"run {n}"
            place.mkdir()
            path = place / f"p{SUFFIX}"
            existing = n % 2 == 1
            if existing:
                shutil.copyfile(base, path)
            already = 20 if existing else 0
            if n < 0:
                ended = work(path, None)
                require(ended.require_whole() == (0,), OTHER, f"the import failed: {ended.said}")
                durations.append(ended.seconds)
                continue
            with outcome.run(f"seed {seed} run {n}"):
                ended = work(path, chance.uniform(0, durations[n % 2]))
                landing.look(ended, path, place)
                if path.exists():
                    with Project.open(path) as project:
                        _sound(project)
                        count = len(project.articles())
                        require(count in (already, already + 120), HALF, f"{count} articles are there")
                        if ended.said:
                            require(count == already + 120, LOST, "acknowledged articles are not there")
                        if existing and count > already:
                            noted = "2" in project.decisions().collection(IMPORT)
                            waits = any(found.number == 2 for found in project.unnoted_imports())
                            require(noted or waits, LOST, "the journal will never hear of the import")
                else:
                    require(not ended.said, LOST, "the project is not there")
                    no_file += 1
                require(work(path, None).require_whole() == (0,), OTHER, "the same command does not work again")
                with Project.open(path) as project:
                    _sound(project)
                    ids = [article.document_id for article in project.listing()]
                    require(len(set(ids)) == already + 120, OTHER, f"{len(set(ids))} articles in the end")
            shutil.rmtree(place)
    landing.tell(outcome)
    outcome.note(f"in {no_file} runs there was no file yet")
    return outcome


def killed_save_as(runs: int, seed: int, folder: Path) -> Outcome:
    """Save as and Export a copy, as the window asks the working process for them."""
    outcome = Outcome(
        "kill -9 during Save as and Export a copy (working process)",
        "The working process is ended by force while it saves what is open, articles or a project, under a name, "
        "or writes a copy.",
        "What is open is unharmed. The new file is there whole or not at all, and saving again under the same name works.",
    )
    chance = random.Random(seed)
    sources = folder_of_articles(folder / "articles", 60, seed)
    base = made_up.project(folder / "base.counterpoint", 60, steps=20)
    original = _content(base)
    landing = Landing()
    with nursery("faults.heavy_children") as children:
        durations = []
        for n in range(-4, runs):
            place = folder / f"run {n}"
            place.mkdir()
            target, path = place / f"target{SUFFIX}", place / f"source{SUFFIX}"
            of_project, copy = bool(n % 2), bool(n // 2 % 2)
            source = Path(shutil.copyfile(base, path)) if of_project else sources
            if n < 0:
                ended = children.one("save_as", source, target, seed, copy)
                ended.require_whole()
                durations.append(ended.seconds)
                continue
            with outcome.run(f"seed {seed} run {n}"):
                after = chance.uniform(0, durations[n % 4])
                ended = children.one("save_as", source, target, seed, copy, kill_after=after)
                landing.look(ended, path, place)
                if of_project:
                    require(_content(path) == original, LOST, "the project that was open is not as it was")
                if target.exists():
                    found = _content(target)
                    journal = original[5] if of_project else made_up.model_of(made_up.plan(seed, 20)).content
                    require(len(found[0]) == 60 and found[5] == journal, HALF, "the new file is not whole")
                else:
                    require(not ended.said, LOST, "an acknowledged file is not there")
                    children.one("save_as", source, target, seed, copy).require_whole()
                    require(len(_content(target)[0]) == 60, OTHER, "saving again does not work")
            shutil.rmtree(place)
    landing.tell(outcome)
    return outcome


def killed_backup(runs: int, seed: int, folder: Path) -> Outcome:
    """Daily backups are made, and the oldest ones let go of."""
    outcome = Outcome(
        "kill -9 during daily backups",
        "The process is ended by force while it makes the backups of 8 days, of which 5 are kept.",
        "The project is unharmed. Every backup in the list is sound and whole, the last acknowledged one among them, and no "
        "fewer than 5 once there were 5. The next backup works.",
    )
    base = made_up.project(folder / f"base{SUFFIX}", 60, steps=20)
    original = _content(base)
    landing = Landing()
    with nursery() as children:

        def work(path: Path, n: int, after: float | None) -> Ended:
            return children.one("back_up", path, path.parent, 8, kill_after=after)

        for n, path, whole in _paths(outcome, runs, seed, folder, base, work):
            with (
                outcome.run(f"seed {seed} run {n}"),
                mock.patch.dict(os.environ, {"COUNTERPOINT_HOME": str(path.parent)}),
            ):
                ended = work(path, n, whole)
                landing.look(ended, path, path.parent)
                require(_content(path) == original, LOST, "the project is not as it was")
                with Project.open(path) as project:
                    backups = Backups.of(project)
                    numbers = [backup.number for backup in backups.list()]
                    acknowledged = ended.said[-1] if ended.said else 0
                    require(len(numbers) >= min(acknowledged, KEPT), LOST, f"{numbers} are left of {acknowledged}")
                    require(not acknowledged or acknowledged in numbers, LOST, f"{acknowledged} is not in {numbers}")
                    for backup in backups.list():
                        with Project.open(backup.path, read_only=True) as copy:
                            _sound(copy)
                            require(made_up.content_of(copy) == original, HALF, f"backup {backup.number} is not whole")
                    newest = backups.make(project)
                    require(newest.number > max(numbers, default=0), OTHER, "the next backup is not the newest")
                    require(len(backups.list()) <= KEPT, OTHER, f"{len(backups.list())} backups are kept")
    landing.tell(outcome)
    return outcome


# -- helpers -----------------------------------------------------------------------------------------------------------


def _paths(
    outcome: Outcome,
    runs: int,
    seed: int,
    folder: Path,
    base: Path,
    work: Callable[[Path, int, float | None], Ended],
) -> Any:
    """For each run its number, a copy of ``base`` in a folder of its own, and the moment of the kill.

    Moments are spread evenly over the time that the whole work takes, which is measured first.
    """
    chance = random.Random(seed)
    whole = 0.0
    for n in range(-2, runs):
        place = folder / f"run {n}"
        place.mkdir()
        path = Path(shutil.copyfile(base, place / f"p{SUFFIX}"))
        if n < 0:
            ended = work(path, 0, None)
            ended.require_whole()
            whole = ended.seconds  # of the second one: the first one is slower
        else:
            yield n, path, chance.uniform(0, whole)
        shutil.rmtree(place)


def _sound(project: Project) -> None:
    found = project.check()
    require(found == [], CORRUPT, f"the check found {found}")


def _content(path: Path) -> tuple[Any, ...]:
    with Project.open(path) as project:
        _sound(project)
        return made_up.content_of(project)


def _read_only_says_so(hot: bool, path: Path) -> None:
    """What a killed process left behind can't be taken back by somebody who may only read; that must be said."""
    if not hot:
        return
    try:
        with Project.open(path, read_only=True) as project:
            _sound(project)  # what it left behind was of no consequence
    except (ProjectNotWritableError, NotAProjectError) as error:
        words = require_words(error)
        require("interrupted" in words, OTHER, f"the words {words!r} do not say what happened")


def _timeless(content: tuple[Any, ...]) -> Any:
    """Without the moment of the migration, which is that of the last step."""
    *rest, (steps, position, snapshots, held) = content
    return rest, [(s.number, s.parent, s.label, s.edits) for s in steps], position, snapshots, held
