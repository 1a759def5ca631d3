"""The real window, without a screen: its working processes are killed, and it is closed while it works."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

import shiboken6
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from faults import made_up
from faults.heavy_files import folder_of_articles
from faults.outcome import CORRUPT, HALF, LOST, OTHER, Outcome, require
from workbench import app
from workbench.domain.imports import IMPORT
from workbench.project.store import SUFFIX, Project
from workbench.workspace.messages import Stage

PATIENCE = 60.0
"""Seconds after which something that is waited for is given up."""


class Seat:
    """A person at a window."""

    def __init__(self, folder: Path, *, workers: int = 0) -> None:
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.application = application
        launch = app.Launch(workers=workers)
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = app.build(launch, application, settings)
        self.window.desk.native_dialogs = False
        self.failures: list[str] = []
        """What the window said went wrong, and what was raised inside of it."""
        self.window.desk.failed.connect(lambda text, details: self.failures.append(f"{text} {details}"))
        self._killed = 0
        self._hook = sys.excepthook
        sys.excepthook = self._note
        app.start_when_painted(self.window, launch)
        self.window.show()
        self.until(lambda: self.window.desk.bridge._worker.running, "the working process starts")

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.failures.append("".join(traceback.format_exception(error)[-4:]))

    def require_quiet(self) -> None:
        """Nothing may have gone wrong that a person sees, or that is written where nobody sees it."""
        failures, self.failures = self.failures, []
        require(not failures, OTHER, f"the window said: {' | '.join(dict.fromkeys(failures))}")

    @property
    def journal(self) -> tuple[object, ...]:
        """What the window has, as it must stand in the file."""
        history = self.window.desk.store.history
        return (history.steps, history.position, history.snapshots, dict(self.window.desk.state.decisions.items()))

    @property
    def worker(self) -> int:
        """The id of the working process."""
        process = self.window.desk.bridge._worker._process
        assert process is not None
        assert process.pid is not None
        return process.pid

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window work until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            self.application.processEvents()
            require(time.monotonic() < deadline, OTHER, f"waited in vain: {what} ({self.words})")
            time.sleep(0.002)

    def work_for(self, seconds: float) -> None:
        """Let the window work for some time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.application.processEvents()
            time.sleep(0.001)

    @property
    def words(self) -> str:
        """What message boxes say."""
        return " | ".join(box.text() for box in self.boxes)

    @property
    def boxes(self) -> list[QMessageBox]:
        """The message boxes that are open."""
        return [box for box in self.window.findChildren(QMessageBox) if box.isVisible()]

    @property
    def is_whole(self) -> bool:
        """Whether everything is read, annotated and saved."""
        desk = self.window.desk
        return desk.stage is Stage.COMPLETE and desk.bridge.idle and not desk.journal.waiting

    def open(self, *sources: Path) -> None:
        """Open something and wait until it is complete."""
        self.window.open_sources([str(source) for source in sources])
        self.until(lambda: self.window.opening.request is None and self.is_whole, "opening")

    def edit(self, number: int) -> None:
        """Decide something."""
        changes = {("metadata", f"outlet/a{key}"): f"edit {number} of {key}" for key in range(number % 5 + 1)}
        self.window.desk.decide(changes, f"Edit {number}")

    def kill(self) -> None:
        """End the working process by force."""
        self._killed = self.worker
        os.kill(self._killed, signal.SIGKILL)

    def recover(self) -> None:
        """Wait until the window has a working process again, with everything in it. It may be killed ever again."""
        self.window.opening.restarts = 0
        self.until(lambda: self.worker != self._killed, "the window notices")
        self.until(lambda: self.is_whole and self.window.desk.bridge._worker.running, "recovering")

    def close(self) -> None:
        """Close the window as a person does, and let it finish what it must."""
        process = self.window.desk.bridge._worker._process
        self.window.close()
        self.until(lambda: not self.window.isVisible(), "the window closes")
        require(process is None or not process.is_alive(), OTHER, "the working process is still there")
        self.let_go()

    def let_go(self) -> None:
        """Close without a question and delete the window, if that is still to do."""
        if not shiboken6.isValid(self.window):
            return
        sys.excepthook = self._hook
        self.window._discard = True
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)


def _has_children(seat: Seat) -> bool:
    return bool(_children(seat.worker))


def _annotates(seat: Seat) -> bool:
    return seat.window.desk.stage is Stage.ANNOTATING


def _require_saved(path: Path, journal: tuple[object, ...] | None, *, killed: bool = False) -> int:
    """Look at a project that nobody has open any more. Gives how many articles it has.

    A process that was ``killed`` could not take away its note that the project is open; the next opening does.
    """
    held = path.with_name(f".{path.name}.open")
    require(killed or not held.exists(), OTHER, "it is still said to be open")
    with Project.open(path) as project:
        require(project.check() == [], CORRUPT, "the file is not sound")
        if journal is not None:
            require(made_up.journal_of(project) == journal, LOST, "the file does not hold what the window showed")
        return len(project.listing())


def killed_worker(runs: int, seed: int, folder: Path) -> Outcome:
    """The working process is killed during edits, an import and a save."""
    outcome = Outcome(
        "kill -9 of the working process, window open",
        "The process behind the window is ended by force during a burst of edits, an import into the open project, and "
        "Save as.",
        "The window stays. A new process is started by itself, and everything that the window shows arrives in the file.",
    )
    chance = random.Random(seed)
    path = made_up.project(folder / f"p{SUFFIX}", 12, size=400, steps=0)
    seat = Seat(folder)
    try:
        seat.open(path)
        durations = {"import": 0.3, "save": 0.05}
        articles = 12
        count = 0
        for n in range(runs):
            way = ("edits", "import", "save")[n % 3]
            with outcome.run(f"{way}, seed {seed} run {n}"):
                if way == "edits":
                    fatal = chance.randrange(20)
                    for number in range(20):
                        count += 1
                        seat.edit(count)
                        if number == fatal:
                            seat.kill()
                        seat.work_for(chance.choice((0, 0, 0.002, 0.01)))
                elif way == "import":
                    more = folder_of_articles(folder / f"more {n}", 6, 500 + n, prefix=f"m{n}-", size=400)
                    seat.window.open_sources([str(more)], add=True)
                    seat.work_for(chance.uniform(0, durations["import"]))
                    count += 1
                    seat.edit(count)
                    seat.kill()
                else:
                    seat.window.project_file.save_as_to(str(folder / f"saved {n}{SUFFIX}"))
                    count += 1
                    seat.edit(count)
                    seat.work_for(chance.uniform(0, durations["save"]))
                    seat.kill()
                count += 1
                seat.edit(count)
                seat.work_for(0.05)
                seat.recover()
                boxes = [(box.text(), box.close()) for box in seat.boxes]
                require(seat.window.isVisible(), OTHER, "the window is gone")
                open_now = Path(seat.window.project_file.path)
                count += 1
                seat.edit(count)
                seat.until(lambda: seat.is_whole, "saving")
                overview = seat.window.desk.overview
                assert overview is not None
                came, articles = len(overview.articles) - articles, len(overview.articles)
                require(came in ((0, 6) if way == "import" else (0,)), HALF, f"{came} of 6 articles came in")
                if way == "save":
                    target = folder / f"saved {n}{SUFFIX}"
                    require(open_now in (path, target), OTHER, f"open is {open_now}")
                    if open_now != target and target.exists():
                        _require_saved(target, None, killed=True)
                    path = open_now
                # an import or a save that was interrupted must be told
                require(way != "edits" or not boxes, OTHER, f"the window says: {boxes}")
                seat.require_quiet()
        journal = seat.journal
        with outcome.run("closing"):
            seat.close()
            found = _require_saved(path, journal)
            require(found == articles, LOST, f"{found} articles are in the file, the window showed {articles}")
    finally:
        seat.let_go()
    return outcome


def killed_for_good(runs: int, seed: int, folder: Path) -> Outcome:
    """The working process dies more often than it is started again."""
    outcome = Outcome(
        "a working process that dies again and again",
        "The process behind the window is ended by force until it is not started any more; then something is decided and the "
        "window is closed.",
        "The window says what is not saved and asks before it closes; it does not wait for ever. What was acknowledged before "
        "is in the file.",
    )
    for n in range(runs):
        path = made_up.project(folder / f"p{n}{SUFFIX}", 5, size=300, steps=0, seed=seed + n)
        seat = Seat(folder)
        try:
            with outcome.run(f"seed {seed} run {n}"):
                seat.open(path)
                seat.edit(1)
                seat.until(partial(getattr, seat, "is_whole"), "saving")
                journal = seat.journal
                seat.window.opening.restarts = 3
                seat.kill()
                seat.until(partial(getattr, seat, "boxes"), "the window says that it is over")
                seat.edit(2)
                seat.work_for(0.2)
                require(
                    "not saved" in seat.window.project_file.saving_words, OTHER, "it does not say what is not saved"
                )
                for box in seat.boxes:
                    box.close()
                seat.window.close()
                seat.until(lambda seat=seat: bool(seat.boxes) or seat.window.isHidden(), "it asks")  # type: ignore[misc]
                seat.let_go()
                _require_saved(path, journal, killed=True)
        finally:
            seat.let_go()
    return outcome


def killed_annotators(runs: int, seed: int, folder: Path, *, articles: int = 150) -> Outcome:
    """The processes that look for names are killed while they work."""
    outcome = Outcome(
        "kill -9 of the processes that look for names",
        "The processes that look for names and quotes are ended by force in the middle of their work.",
        "They are started again, every article gets its names in the end, and edits made meanwhile are saved.",
    )
    if not Path("/proc/self/task").exists():
        outcome.skipped = "processes are looked up in /proc, which this system does not have"
        return outcome
    for n in range(runs):
        path = made_up.project(folder / f"p{n}{SUFFIX}", articles, size=1500, steps=0, seed=seed + n)
        seat = Seat(folder, workers=1)
        try:
            with outcome.run(f"seed {seed} run {n}"):
                seat.window.open_sources([str(path)])
                seat.until(partial(_has_children, seat), "looking for names begins")
                seat.work_for(random.Random(seed + n).uniform(0, articles / 50))
                seat.edit(1)
                for child in _children(seat.worker):
                    os.kill(child, signal.SIGKILL)
                seat.until(partial(getattr, seat, "is_whole"), "looking for names ends")
                overview = seat.window.desk.overview
                assert overview is not None
                require(overview.annotated == articles, HALF, f"{overview.annotated} of {articles} articles have names")
                seat.require_quiet()
                journal = seat.journal
                seat.close()
                _require_saved(path, journal)
        finally:
            seat.let_go()
    return outcome


def _children(process: int) -> list[int]:
    """The annotation processes of a working process; the one that tracks resources is another one."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
    out = []
    for child in found:
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command:
            out.append(child)
    return out


def closed_during_work(runs: int, seed: int, folder: Path) -> Outcome:
    """The window is closed during edits, an import, the search for names, and a save."""
    outcome = Outcome(
        "closing the window during work",
        "The window is closed in the middle of a burst of edits, an import, the search for names, Save as, and a copy.",
        "It closes by itself once everything that it showed is in the file. All processes end, the file is sound and free, "
        "and no note stays that it is open.",
    )
    chance = random.Random(seed)
    for n in range(runs):
        way = ("edits", "import", "save", "copy", "names")[n % 5]
        place = folder / f"run {n}"
        place.mkdir()
        path = made_up.project(place / f"p{SUFFIX}", 60 if way == "names" else 12, size=400, steps=0, seed=seed + n)
        seat = Seat(place, workers=1 if way == "names" else 0)
        try:
            with outcome.run(f"{way}, seed {seed} run {n}"):
                if way == "names":
                    seat.window.open_sources([str(path)])
                    seat.until(partial(_annotates, seat), "looking for names begins")
                else:
                    seat.open(path)
                target = place / f"target{SUFFIX}"
                if way == "import":
                    more = folder_of_articles(place / "more", 200, seed, prefix="more-", size=400)
                    seat.window.open_sources([str(more)], add=True)
                elif way == "save":
                    seat.window.project_file.save_as_to(str(target))
                elif way == "copy":
                    seat.window.project_file.copy_to(str(target))
                for number in range(1, 1 + chance.randrange(2, 40)):
                    seat.edit(number)
                seat.work_for(chance.uniform(0, 0.3))
                journal = seat.journal
                seat.window.close()
                seat.until(seat.window.isHidden, "the window closes")
                seat.require_quiet()
                shown = seat.journal  # an import may have come in while it waited
                saved = Path(seat.window.project_file.path)
                seat.close()
                require(shown[1] >= journal[1], LOST, "the window forgot something")  # type: ignore[operator]
                count = _require_saved(saved, shown)
                if way == "import":
                    require(count in (12, 212), HALF, f"{count - 12} of 200 articles came in")
                    with Project.open(saved) as project:
                        noted = "2" in project.decisions().collection(IMPORT)
                        waits = any(found.number == 2 for found in project.unnoted_imports())
                        require(count == 12 or noted or waits, LOST, "the journal will never hear of the import")
                for file in (path, target):
                    if file != saved and file.exists():
                        _require_saved(file, None)
        finally:
            seat.let_go()
        shutil.rmtree(place, ignore_errors=True)
    return outcome
