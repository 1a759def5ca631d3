"""Two who want the same project, and a clock that jumps."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest import mock

from faults import made_up
from faults.nursery import Job, nursery
from faults.outcome import CORRUPT, HALF, LOST, OTHER, Outcome, require, require_words
from workbench.domain.journal import Entry
from workbench.domain.state import Change, State
from workbench.project import articles, migrations, opening
from workbench.project.backups import KEPT, Backups
from workbench.project.errors import ProjectInUseError
from workbench.project.holder import Holder, holder_file, read_holder, this_process
from workbench.project.store import SUFFIX, Project
from workbench.session.store import Command, Store


def races(runs: int, seed: int, folder: Path) -> Outcome:
    """Three processes open one project in the same moment; every fourth time it has to be migrated first."""
    outcome = Outcome(
        "three openers at once",
        "Three processes open the same project for writing in the same moment; every fourth time it is of an older version.",
        "No two have it at the same time. Who does not get it is told so, and who has it. The file is sound and holds what "
        "each of those who got it wrote.",
    )
    base = made_up.project(folder / f"base{SUFFIX}", 20)
    old = made_up.old_project(folder / f"old{SUFFIX}", 0.2)
    told = named = 0
    with nursery() as children:
        for n in range(runs):
            place = folder / f"run {n}"
            place.mkdir()
            path = Path(shutil.copyfile(old if n % 4 == 3 else base, place / f"p{SUFFIX}"))
            with outcome.run(f"seed {seed} run {n}"):
                ended = children.run(*(Job("race", (path, number)) for number in range(3)))
                answers = [answer for child in ended for answer in child.require_whole()]
                won = [answer["got"] for answer in answers if "got" in answer]
                require(bool(won), OTHER, f"nobody got it: {answers}")
                for answer in answers:
                    if "refused" in answer:
                        told += 1
                        named += bool(answer["holder"])
                        require("open" in answer["refused"], OTHER, answer["refused"])
                with Project.open(path) as project:
                    require(project.check() == [], CORRUPT, "the file is not sound")
                    wrote = [project.get_setting(f"winner {number}") for number in range(3)]
                    require(sorted(filter(None, wrote)) == sorted(won), LOST, "a winner's writing is not there")
                rest = made_up.leftovers(place, [path.name, f"p before schema 2{SUFFIX}"])
                require(not rest, OTHER, f"left behind: {rest}")
            shutil.rmtree(place)
    outcome.note(f"{told} times somebody was told that it is open elsewhere, {named} of them with who has it")
    return outcome


def holders(runs: int, seed: int, folder: Path) -> Outcome:
    """A project is open elsewhere, was open when its process was killed, or is said to be open on another machine."""
    outcome = Outcome(
        "a project that is open elsewhere",
        "Another process has it open and is asked, read over the shoulder, then killed; or another machine is said to have "
        "it; or nonsense lies where it should say who has it.",
        "A second opener is told who has it. After a kill it opens without a question. Another machine's is opened when the "
        "person takes it over, and for reading.",
    )
    with nursery() as children:
        for n in range(runs):
            place = folder / f"run {n}"
            place.mkdir()
            path = made_up.project(place / f"p{SUFFIX}", 3)
            if n % 2 == 0:
                with outcome.run(f"a killed holder, run {n}"):
                    held, asked, _ = children.run(
                        Job("hold", (path,), 0.2),
                        Job("ask_for_held", (path,)),
                        Job("open_and_tell", (path, True, False)),
                    )
                    require(held.killed, OTHER, f"the holder ended with {held.code}")
                    (said,) = asked.require_whole()
                    left = read_holder(path)
                    require(
                        left is not None and said["holder"] == left.pid, OTHER, f"it was not told who has it: {said}"
                    )
                    _works(path)
                    require(made_up.names(place) == [path.name], OTHER, "the note of the dead process stays")
            else:
                other = Holder("ana", "elsewhere", 7, "2031-01-01T09:00:00+00:00")
                with outcome.run(f"another machine, run {n}"):
                    holder_file(path).write_text(json.dumps(asdict(other)), encoding="utf-8")
                    try:
                        Project.open(path)
                    except ProjectInUseError as error:
                        require("ana on elsewhere" in require_words(error), OTHER, "it does not say who has it")
                        require(error.holder == other, OTHER, "it does not know who has it")
                    else:
                        require(False, OTHER, "it was opened without a question")
                    with Project.open(path, read_only=True) as project:
                        require(len(project.articles()) == 3, HALF, "it can't be read")
                    with Project.open(path, take_over=True) as project:
                        project.set_setting("a", 1)
                    _works(path)
            shutil.rmtree(place)
    return outcome


def _works(path: Path) -> None:
    with Project.open(path) as project:
        require(project.check() == [], CORRUPT, "the file is not sound")
        project.set_setting("b", 2)


def jumping_clock(runs: int, seed: int, folder: Path) -> Outcome:
    """The clock goes back and forth by hours to centuries between gestures, imports, migrations and backups."""
    outcome = Outcome(
        "a clock that jumps",
        "Between gestures, imports, a migration and daily backups the clock jumps by up to 100 years forth or 10 back, "
        "or by the hour of summer time.",
        "The order of steps, imports and backups is that in which they were made. Undo and Redo work. The newest backups "
        "are kept, and one is made on each new day.",
    )
    chance = random.Random(seed)
    jumps = (
        timedelta(days=-3653),
        timedelta(days=36525),
        timedelta(hours=-1),
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(seconds=-1),
    )
    old = made_up.old_project(folder / f"old{SUFFIX}", 0.1)
    for n in range(runs):
        place = folder / f"run {n}"
        place.mkdir()
        now = [datetime(2031, 3, 30, 0, 59, tzinfo=UTC)]

        def told(now: list[datetime] = now) -> str:
            return now[0].isoformat(timespec="seconds")

        def jump(now: list[datetime] = now) -> None:
            later = now[0] + chance.choice(jumps)
            now[0] = later if 1985 < later.year < 2400 else datetime(2031, 3, 30, tzinfo=UTC)

        with (
            outcome.run(f"seed {seed} run {n}"),
            mock.patch.object(articles, "now", told),
            mock.patch.object(migrations, "now", told),
            mock.patch.object(opening, "this_process", partial(_process_at, told)),
            mock.patch.dict(os.environ, {"COUNTERPOINT_HOME": str(place)}),
        ):
            path = place / f"p{SUFFIX}"
            if n % 2:
                shutil.copyfile(old, path)
            else:
                Project.create(path).close()
            with Project.open(path) as project:
                history = project.history()
                store = Store(State(decisions=project.decisions()), clock=told)
                store.reset(State(decisions=project.decisions()), history)
                waiting: list[Entry] = []
                store.subscribe(partial(_collect, waiting))
                first, imports = history.position, []
                for turn in range(8):
                    jump()
                    label = f"turn {turn}"
                    store.do(Command(label, partial(_decide, turn)))
                    jump()
                    project.record(waiting)
                    waiting.clear()
                    imports.append(
                        project.add_articles(made_up.articles(2, prefix=f"t{turn}-", size=300), label=label).number
                    )
                    backups = Backups.of(project)
                    due = backups.due(now[0])
                    if due:
                        made = backups.make(project, now=now[0])
                        require(backups.list()[0] == made, LOST, "the newest backup is not the first of the list")
                        require(not backups.due(now[0]), OTHER, "a backup was made and another one is due at once")
                    require(len(backups.list()) <= KEPT + 1, OTHER, f"{len(backups.list())} backups are kept")
                for _ in range(8):
                    jump()
                    store.undo()
                require(store.position == first, OTHER, "Undo does not lead back")
                for _ in range(8):
                    jump()
                    store.redo()
                project.record(waiting)
            with Project.open(path) as project:
                require(project.check() == [], CORRUPT, "the file is not sound")
                steps = project.history().steps[-8:]
                require([s.label for s in steps] == [f"turn {t}" for t in range(8)], LOST, "the order of steps is lost")
                require(project.history().position == steps[-1].number, LOST, "Redo does not lead to the end")
                numbers = [found.number for found in project.import_list()]
                require(numbers == sorted(numbers) and numbers[-8:] == imports, LOST, "the order of imports is lost")
                labels = [found.label for found in project.import_list()][-8:]
                require(labels == [s.label for s in steps], LOST, "imports and steps are not in the same order")
                for backup in Backups.of(project).list():
                    with Project.open(backup.path, read_only=True) as copy:
                        require(copy.check() == [], CORRUPT, "a backup is not sound")
        shutil.rmtree(place)
    return outcome


def _process_at(told: Callable[[], str]) -> Holder:
    return replace(this_process(), since=told())


def _collect(waiting: list[Entry], change: Change) -> None:
    if change.entry is not None:
        waiting.append(change.entry)


def _decide(turn: int, state: State) -> State:
    changes = {("metadata", f"outlet/{turn % 3}"): str(turn)}
    return replace(state, decisions=state.decisions.with_changes(changes))
