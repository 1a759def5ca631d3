"""The journal of the open project, as the window keeps it: each step is sent to the disk at once, and none is forgotten.

While no project is open the steps stay in the store, and saving takes them from there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.state import Change
from workbench.jobs.worker import Failure
from workbench.session.outbox import Outbox
from workbench.session.store import Store
from workbench.ui.bridge import Bridge
from workbench.workspace import tasks


class Journal(QObject):
    """Writes what the store does into the project file."""

    changed = Signal()
    """Something was saved, or waits, or could not be saved."""
    failed = Signal(str, str)
    """Something could not be saved: words for a person, and details. It is kept, and sent again with the next step."""

    def __init__(self, store: Store, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._outbox = Outbox()
        self._held = 0
        self._paused = False
        self._batch = 0
        self._when_saved: list[Callable[[], object]] = []
        self.project = ""
        """Path of the project file that is written to; empty while there is none, or it can only be read."""
        self.problem = ""
        """Why the last step could not be saved, empty when it could."""
        self._unsubscribe = store.subscribe(self._on_change)

    @property
    def waiting(self) -> int:
        """How many steps are not known to be on the disk."""
        return len(self._outbox)

    def open(self, project: str) -> None:
        """Write into a project from now on; what an earlier one had to be told is dropped."""
        self._outbox.clear()
        self._held, self._paused = 0, False
        self.go_on_in(project)
        self._tell_saved()

    def go_on_in(self, project: str) -> None:
        """Write into a project from now on, beginning with what was held back for it."""
        self._batch += 1  # an answer that is still to come concerns the project before
        self._outbox.returned()
        self.project, self.problem, self._held = project, "", max(0, self._held - 1)
        if not project:
            self._outbox.clear()
        self._send()
        self.changed.emit()

    def hold(self) -> None:
        """Keep steps back: the whole journal is being written to another file, and they belong there.

        Each hold ends with :meth:`go_on_in` or :meth:`release`.
        """
        self._held += 1

    def release(self) -> None:
        """Write on where it was written before: saving to another file failed."""
        self._held = max(0, self._held - 1)
        self._send()
        self.changed.emit()

    def pause(self) -> None:
        """The working process ended: what is sent now would reach one that has not opened the project yet."""
        self._paused = True

    def give_up(self, problem: str) -> None:
        """Nothing can be saved any more, for a reason in words."""
        self._outbox.returned()
        self.problem = problem
        self._when_saved.clear()
        self.changed.emit()

    def try_again(self) -> None:
        """Send what could not be saved once more."""
        self._paused = False
        self._outbox.returned()
        self._send()

    def when_saved(self, then: Callable[[], object]) -> bool:
        """Call ``then`` when everything is on the disk, which may be at once.

        Returns:
            False when the last try failed: then ``then`` is not called.
        """
        if not len(self._outbox):
            then()
            return True
        if self.problem:
            return False
        self._when_saved.append(then)
        return True

    def close(self) -> None:
        """Hear nothing more of the store."""
        self._unsubscribe()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.entry is None or not (self.project or self._held):
            return
        self._outbox.add(change.entry)
        self._send()
        self.changed.emit()

    def _send(self) -> None:
        batch = self._outbox.next_batch() if self.project and not (self._held or self._paused) else ()
        if batch:
            self._batch += 1
            self._bridge.ask(
                tasks.record,
                self.project,
                batch,
                key=f"journal {self._batch}",  # a key of its own: a newer batch must not cancel this one
                done=partial(self._on_saved, self._batch),
                failed=partial(self._on_failed, self._batch),
                lane="journal",
            )

    def _on_saved(self, batch: int, _: int) -> None:
        if batch != self._batch:
            return
        self._outbox.acknowledged()
        self.problem = ""
        self._send()
        self.changed.emit()
        self._tell_saved()

    def _tell_saved(self) -> None:
        if not len(self._outbox):
            waiting, self._when_saved = self._when_saved, []
            for then in waiting:
                then()

    def _on_failed(self, batch: int, failure: Failure) -> None:
        if batch != self._batch:
            return
        self._outbox.returned()
        if failure.lost:
            self._paused = True
            return  # the working process is started again, and everything is sent once the project is open there
        self.problem = failure.message
        self._when_saved.clear()
        self.changed.emit()
        self.failed.emit(failure.message, failure.traceback)
