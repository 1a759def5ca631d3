"""What children of a nursery do. Each function is given ``say`` first, and says "begin" when its work begins."""

from __future__ import annotations

import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from faults import made_up
from workbench.domain.article import Article
from workbench.project.backups import Backups
from workbench.project.errors import ProjectError, ProjectInUseError
from workbench.project.holder import read_holder
from workbench.project.store import Project

Say = Callable[[Any], None]


def as_nobody() -> None:
    """Give up what the superuser may do, for it may write everywhere."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


# -- work during which a child is killed -------------------------------------------------------------------------------


def add_articles(say: Say, path: str, count: int, seed: int) -> None:
    """An import."""
    more = made_up.articles(count, seed=seed, prefix=f"new{seed}-")
    with Project.open(path) as project:
        say("begin")
        outcome = project.add_articles(more, label="later")
        say(len(outcome.added))


def die_in_import(say: Say, path: str, seed: int) -> None:
    """End by force in the middle of an import, when pages were written into the file."""
    with Project.open(path) as project:
        project._database._connection.execute("PRAGMA cache_size = 5")  # so that pages go to the disk early

        def some() -> Iterator[Article]:
            yield from made_up.articles(100, seed=seed, prefix="new-")
            os.kill(os.getpid(), signal.SIGKILL)

        say("begin")
        project.add_articles(some())


def record(say: Say, path: str, seed: int, count: int) -> None:
    """A burst of edits; says how many are acknowledged."""
    entries = made_up.plan(seed, count)
    with Project.open(path) as project:
        say("begin")
        for number, entry in enumerate(entries, start=1):
            project.record([entry])
            say(number)


def create(say: Say, path: str, count: int, seed: int) -> None:
    """A save of something that was no project."""
    content = made_up.articles(count, seed=seed)
    entries = made_up.plan(seed, 20)

    def fill(project: Project) -> None:
        project.add_articles(content)
        project.record(entries)

    say("begin")
    Project.create(path, fill=fill).close()
    say("done")


def save_copy(say: Say, path: str, target: str) -> None:
    """A save under another name."""
    with Project.open(path) as project:
        say("begin")
        project.save_copy(target)
        say("done")


def back_up(say: Say, path: str, home: str, days: int) -> None:
    """Daily backups of some days; says the number of each. The oldest ones are let go of."""
    os.environ["COUNTERPOINT_HOME"] = home
    with Project.open(path) as project:
        backups = Backups.of(project)
        say("begin")
        for day in range(1, days + 1):
            say(backups.make(project, now=datetime(2031, 1, day, tzinfo=UTC)).number)


def migrate(say: Say, path: str) -> None:
    """Opening an older project, with the copy that is kept before."""
    say("begin")
    Project.open(path).close()
    say("done")


# -- opening -----------------------------------------------------------------------------------------------------------


def open_and_tell(say: Say, path: str, read_only: bool, nobody: bool) -> None:
    """Open a project, read all of it, and say what came of it."""
    if nobody:
        as_nobody()
    say("begin")
    try:
        with Project.open(path, read_only=read_only) as project:
            found = project.check()
            digest = "" if found else made_up.digest_of(project)
            wrote = ""
            if not read_only:
                project.set_setting("opened", 1)
            elif not project.notice:
                try:
                    project.set_setting("opened", 1)
                    wrote = "it could be written"
                except ProjectError as error:
                    wrote = str(error)
            say({"digest": digest, "found": found, "wrote": wrote})
    except ProjectError as error:
        say({"refused": str(error), "kind": type(error).__name__})


def race(say: Say, path: str, number: int) -> None:
    """Try to get a project, keep it for a moment and write into it; say who has it when somebody else does."""
    say("begin")
    try:
        project = Project.open(path)
    except ProjectInUseError as error:
        say({"refused": str(error), "holder": error.holder.pid if error.holder else 0})
        return
    with project:
        project.set_setting(f"winner {number}", os.getpid())
        say({"got": os.getpid()})


def hold(say: Say, path: str) -> None:
    """Have a project open until killed."""
    while True:
        try:
            project = Project.open(path)
            break
        except ProjectInUseError:  # somebody reads it at this moment
            continue
    say("begin")
    signal.pause()
    project.close()


def ask_for_held(say: Say, path: str) -> None:
    """Try to open a project that somebody has, and say who that is."""
    while read_holder(Path(path)) is None:
        pass
    say("begin")
    try:
        Project.open(path).close()
    except ProjectInUseError as error:
        say({"refused": str(error), "holder": error.holder.pid if error.holder else 0})


# -- a full disk -------------------------------------------------------------------------------------------------------


class Room:
    """The room on a disk: either a limit to the size of files, or a file that fills a small disk."""

    def __init__(self, folder: Path, *, small_disk: bool) -> None:
        self._filler = folder / "filler"
        self._small_disk = small_disk
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def leave(self, room: int) -> None:
        """Leave so many bytes; for a limit, that is how large a file may be."""
        if not self._small_disk:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            return
        disk = os.statvfs(self._filler.parent)
        free = disk.f_bavail * disk.f_frsize
        with self._filler.open("wb") as stream:
            os.posix_fallocate(stream.fileno(), 0, max(1, free - room))

    def make(self) -> None:
        """Make room."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self._filler.unlink(missing_ok=True)


def work_on_full_disk(say: Say, operation: str, folder: str, room: int, small_disk: bool) -> None:
    """Do something without enough room, look at what is there, make room, and do it again in the same process."""
    place = Path(folder)
    path = place / "p.counterpoint"
    disk = Room(place, small_disk=small_disk)
    before_names = made_up.names(place)
    say("begin")
    if operation == "migration":
        disk.leave(room)
        answer = _try(lambda: Project.open(path).close())
        left = [name for name in made_up.names(place) if name not in before_names and name != "filler"]
        disk.make()
        again = _try(lambda: Project.open(path).close())
        with Project.open(path) as project:
            found, whole = project.check(), len(project.listing())
        say({"first": answer, "again": again, "found": found, "half": "", "left": left, "whole": whole})
        return
    with Project.open(path) as project:
        before = made_up.content_of(project)
        doing, done = _operation(operation, project, place)
        disk.leave(room)
        answer = _try(doing)
        found = project.check()
        half = ""
        if answer["refused"]:
            if made_up.content_of(project) != before:
                half = "the project changed although it said that nothing was"
            left = [
                n
                for n in made_up.names(place)
                if n not in before_names and not n.startswith(("filler", "backups", ".p.", "p."))
            ]
        else:
            left = []
        disk.make()
        again = _try(doing) if answer["refused"] else {"refused": "", "kind": ""}
        whole = done()
        found += project.check()
    say({"first": answer, "again": again, "found": found, "half": half, "left": left, "whole": whole})


def _operation(name: str, project: Project, place: Path) -> tuple[Callable[[], object], Callable[[], bool]]:
    """What is done on the full disk, and whether it is done in the end."""
    if name == "import":
        more = made_up.articles(60, seed=7, prefix="more-")
        count = len(project.listing())
        return lambda: project.add_articles(more), lambda: len(project.listing()) == count + 60
    if name == "edit":
        entries = made_up.plan(8, 40)
        return lambda: project.record(entries), lambda: made_up.journal_of(project) == made_up.model_of(entries).content
    if name == "backup":
        os.environ["COUNTERPOINT_HOME"] = str(place)
        backups = Backups.of(project)

        def is_good() -> bool:
            (backup,) = backups.list()
            with Project.open(backup.path, read_only=True) as copy:
                rubbish = [left for left in made_up.names(backups.folder) if left.startswith(".")]
                return copy.check() == [] and made_up.content_of(copy) == made_up.content_of(project) and not rubbish

        return lambda: backups.make(project), is_good
    target = place / f"{name}.counterpoint"

    def is_whole() -> bool:
        with Project.open(target, read_only=True) as copy:
            return copy.check() == [] and made_up.content_of(copy)[:3] == made_up.content_of(project)[:3]

    if name == "copy":
        return lambda: project.save_copy(target), is_whole
    content = project.articles(), project.sources(), project.refusals()

    def fill(new: Project) -> None:
        new.add_articles(content[0], sources=content[1], refusals=content[2])

    return lambda: Project.create(target, fill=fill).close(), is_whole


def _try(doing: Callable[[], object]) -> dict[str, str]:
    try:
        doing()
    except ProjectError as error:
        return {"refused": str(error), "kind": type(error).__name__}
    return {"refused": "", "kind": ""}


def fill_small_disk(say: Say, source: str, folder: str) -> None:
    """Put a project on a small disk."""
    say("begin")
    shutil.copyfile(source, Path(folder) / "p.counterpoint")
