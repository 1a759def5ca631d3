"""Opening, as the window sees it: what was asked for, what is open, and what to do when it fails or the process dies."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from workbench.domain.journal import BEGINNING, History
from workbench.domain.state import State
from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.project_file import ProjectFile
from workbench.workspace import tasks
from workbench.workspace.import_messages import ColumnChoice
from workbench.workspace.messages import CorpusEvent, Opened, OpenRequest, Proposal, Stage

_MOST_RESTARTS: Final = 3
_FORGIVEN_AFTER: Final = 600.0
"""Seconds after which an end of the working process has nothing to do with the one before."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was open before an opening, for the case that it is given up."""

    sources: tuple[str, ...]
    project: str
    read_only: str
    state: State
    history: History
    result: Opened | None
    draft: str
    saved_state: State
    how: How


@dataclass(frozen=True, slots=True)
class How:
    """How sources are read, to be read in the same way when the working process died."""

    metadata: str = ""
    choices: tuple[ColumnChoice, ...] = ()

    def with_more(self, other: How) -> How:
        """For what is open and what is added to it."""
        choices = {**dict(self.choices), **dict(other.choices)}
        return How(self.metadata or other.metadata, tuple(choices.items()))


@dataclass(frozen=True, slots=True)
class BeforeAdding:
    """The same when articles were to be added."""

    sources: tuple[str, ...]
    result: Opened | None
    how: How
    position: int
    """Where the journal was."""


class Opening(QObject):
    """Asks the working process to open sources, and turns the window to what it reads."""

    begun = Signal()
    """Something is being opened."""
    asked = Signal()
    """The working process was asked; ``request`` says for what."""
    progressed = Signal(object)
    """How far it is; ``None`` when nothing is going on."""
    told = Signal(object)
    """What was read and what was refused, as soon as it is known and again in the end."""
    turned = Signal()
    """Something else is open now."""
    opened = Signal(object)
    """Opening is complete."""
    failed = Signal(str, object)
    """Nothing could be opened: the first source, and the failure."""
    left_draft = Signal(str)
    """Something else was opened over unsaved work, which is kept in this draft."""
    gave_up = Signal(str)
    """The working process ended too often; words for a person."""

    def __init__(self, desk: Desk, project_file: ProjectFile) -> None:
        super().__init__(project_file)
        self.desk = desk
        self.project_file = project_file
        self.request: OpenRequest | None = None
        """What is being opened."""
        self.sources: tuple[str, ...] = ()
        """What is open, to be opened again when the working process dies."""
        self.result: Opened | None = None
        """What opening came to."""
        self.restarts = 0
        self._died_at: float | None = None
        self._before: Before | None = None
        self._before_adding: BeforeAdding | None = None
        self._added_at = BEGINNING
        """Where the journal was once articles were added."""
        self._how = How()
        self._then: Proposal | None = None
        self._turned = False
        """Whether the window shows what is being opened."""
        self._closed = False
        desk.bridge.published.connect(self._on_corpus)
        desk.bridge.died.connect(self._on_died)
        project_file.saved.connect(self._on_saved)

    def open(
        self,
        sources: Sequence[str],
        *,
        add: bool = False,
        read_only: bool = False,
        take_over: bool = False,
        metadata: str = "",
        choices: Sequence[ColumnChoice] = (),
        then: Proposal | None = None,
    ) -> bool:
        """Open files, folders or a project; see ``MainWindow.open_sources``.

        Args:
            sources: paths of files and folders, or of one project.
            add: keep what is open and add to it.
            read_only: open a project for reading only.
            take_over: open a project although another machine seems to have it open.
            metadata: a table that says what is known about the files.
            choices: which column is which field, for tables with exactly these columns.
            then: a step for the journal once everything is read.

        Returns:
            Whether it is being opened; else the person was told why not.
        """
        if not sources:
            return False
        request = OpenRequest(
            sources=tuple(sources),
            add=add and self.desk.overview is not None,
            decisions=self.desk.state.decisions,
            read_only=read_only,
            take_over=take_over,
            metadata=metadata,
            choices=tuple(choices),
        )
        # the project that is open is let go of when another one is read: everything must be in it by then
        if not self.desk.journal.when_saved(lambda: self._open(request, then)):
            self.desk.said.emit("Nothing was opened: what you decided last must be saved first.")
            self.project_file.tell_problem()
            return False
        return True

    def cancel(self) -> None:
        """Stop reading or annotating; what is there stays."""
        self.desk.stop()
        self.desk.bridge.cancel("open")
        self.progressed.emit(None)
        self.desk.said.emit(
            "Stopped. What was found so far can be used; open the same folder again to go on."
            if self._turned
            else "Stopped. Nothing was brought in."
        )

    def close(self) -> None:
        """Hear nothing more: what still arrives could not be saved any more.

        An import that is in the file, and in no step of the journal, is noted when the project is next opened.
        """
        self._closed = True

    # -- inside ----------------------------------------------------------------------------------------------------

    def _open(self, request: OpenRequest, then: Proposal | None) -> None:
        self.begun.emit()
        self.request, self._then, self._turned = request, then, False
        self._before_adding = None
        self.desk.bridge.ask(
            tasks.open_sources,
            request,
            key="open",
            lane="open",
            done=self._on_opened,
            failed=self._on_failed,
            progress=self.progressed.emit,
        )
        self.asked.emit()

    def _on_corpus(self, event: CorpusEvent | Opened) -> None:
        """The corpus became more complete. What was open gives way only once something else was read."""
        if self._closed:
            return
        if isinstance(event, Opened):
            self._go_on_with(event)
            return
        request = self.request
        if request is not None and event.stage is Stage.READ:
            self._turned = True
            how = How(request.metadata, request.choices)
            if request.add:
                position = self.desk.store.position
                self._before_adding = BeforeAdding(self.sources, self.result, self._how, position)
                self._how = self._how.with_more(how)
                self.sources = tuple(dict.fromkeys((*self.sources, *request.sources)))
            else:
                file, store = self.project_file, self.desk.store
                self._before = Before(
                    self.sources, file.path, file.read_only, store.state, store.history, self.result, file.draft,
                    file.saved_state, self._how,
                )  # fmt: skip
                self._how = how
                self.sources = request.sources
                file.nothing_saved()
                store.reset(State())
                self.desk.overview = None
            self.turned.emit()
        self.desk.on_corpus(event)

    def _go_on_with(self, result: Opened) -> None:
        """Everything is read: say what was refused and take up what a project remembers, before the long work."""
        if result.returned:
            self._come_back()
            return
        if self.request is None:
            # the working process was started again: the window has all of it, and what was not saved can be now
            self.desk.journal.try_again()
            return
        self.result = result
        self.told.emit(result)
        if not self.request.add:
            self.project_file.opened(result)
            self.turned.emit()
        then, self._then = self._then, None
        for proposal in (*result.proposals, *((then,) if then is not None else ())):
            self.desk.decide(dict(proposal.changes), proposal.label)
        self._added_at = self.desk.store.position

    def _come_back(self) -> None:
        """Opening was given up after the window had turned to it: show again what was open before."""
        before, self._before = self._before, None
        if before is None:
            self._come_back_from_adding()
            return
        self.sources, self.result, self._how = before.sources, before.result, before.how
        self.project_file.came_back(
            before.project,
            before.read_only,
            before.state,
            before.history,
            draft=before.draft,
            saved_state=before.saved_state,
        )
        self.desk.overview = None
        self.turned.emit()

    def _come_back_from_adding(self) -> None:
        """What was to be added is not there: take back the steps that came with it."""
        before, self._before_adding = self._before_adding, None
        if before is None:
            return
        self.sources, self.result, self._how = before.sources, before.result, before.how
        store = self.desk.store
        if store.position == self._added_at != before.position:
            self.desk.jump(before.position)

    def _on_opened(self, result: Opened) -> None:
        self.progressed.emit(None)
        before = self._before
        self._before, self._before_adding, self.request, self.result = None, None, None, result
        self.told.emit(result)
        if before is not None and before.draft and before.draft != result.project:
            self.left_draft.emit(before.draft)
        if not result.refusals and not result.warnings and not result.read_only:
            self.desk.said.emit(f"{result.articles:,} articles are ready.")
        self.opened.emit(result)

    def _on_failed(self, failure: Failure) -> None:
        self.progressed.emit(None)
        path = self.request.sources[0] if self.request is not None else next(iter(self.sources), "")
        self.request = None
        self.failed.emit(path, failure)

    def _on_saved(self, path: str) -> None:
        self.sources = (path,)
        self.turned.emit()

    def _on_died(self) -> None:
        """The working process ended: start it again and open the same thing, but not for ever."""
        now = time.monotonic()
        if self._died_at is not None and now - self._died_at > _FORGIVEN_AFTER:
            self.restarts = 0
        self._died_at = now
        self.restarts += 1
        journal = self.desk.journal
        journal.pause()
        if self.restarts > _MOST_RESTARTS:
            ended = "The background process ended again and again."
            journal.give_up(ended)
            many = "The last change" if journal.waiting == 1 else f"The last {journal.waiting:,} changes"
            lost = f" {many} could not be saved." if journal.waiting else " Everything you did is saved."
            self.gave_up.emit(f"{ended}{lost if journal.project else ''} Close Counterpoint and start it anew.")
            return
        self.desk.said.emit("The background process ended unexpectedly. It was started again.")
        self.request, self._turned = None, True
        self.desk.on_died()
        self.desk.bridge.start()
        if self.sources:
            sources = self.project_file.sources or self.sources
            self.desk.bridge.ask(
                tasks.open_sources,
                OpenRequest(
                    sources=sources,
                    decisions=self.desk.state.decisions,
                    read_only=bool(self.project_file.read_only and not self.project_file.draft),
                    metadata=self._how.metadata,
                    choices=self._how.choices,
                ),
                key="open",
                lane="open",
                done=self._on_reopened,
                failed=self._on_failed,
                progress=self.progressed.emit,
            )

    def _on_reopened(self, result: Opened) -> None:
        self.result = result
        self.progressed.emit(None)
