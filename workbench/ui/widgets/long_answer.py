"""What takes seconds to minutes to compare: how far it is, and a link that stops it, in one line below what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.domain.state import State
from workbench.jobs.worker import Failure, ProgressNotice
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel
from workbench.ui.widgets.pane_header import link_button
from workbench.workspace import tasks
from workbench.workspace.messages import Options, PaneTable

_SOON_MS: Final = 400
"""What is answered sooner needs no line about how far it is."""


class LongAnswer(QWidget):
    """A part of a pane that asks for one table of the catalogue, and whose question a person can stop."""

    noted = Signal()
    """What should be said below the pane is other than before."""
    worked = Signal()
    """How far it is, or whether it was stopped, is other than before."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__()
        self.desk = desk
        self._key = key
        self._asked: object = None
        self._answer: PaneTable | None = None
        self._waits = False
        self._stopped_in: object = None
        self.notice: ProgressNotice | None = None
        """How far the question under way is; ``None`` without one, or while nothing is known."""
        self.notes: tuple[str, ...] = ()
        """What a person should know about the answer."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to export."""
        return self._answer is None or not len(self._answer.table)

    @property
    def waits(self) -> bool:
        """Whether an answer is awaited."""
        return self._waits

    @property
    def is_stopped(self) -> bool:
        """Whether a person stopped it. It stays so until it is resumed, or something else is counted."""
        if self._stopped_in is not None and self._stopped_in != self.desk.state.scope:
            self._stopped_in = None
        return self._stopped_in is not None

    def refresh(self) -> None:
        """Ask for what is shown."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop comparing; what is shown stays."""
        if not self._waits:
            return
        self.desk.bridge.cancel(self._key)
        self._waits, self.notice, self._asked = False, None, None
        self._stopped_in = self.desk.state.scope
        if self._answer is None:
            self._say_stopped()
        self.worked.emit()

    def resume(self) -> None:
        """Compare again."""
        self._stopped_in = self._asked = None
        self.refresh()
        self.worked.emit()

    # -- for those that are one --------------------------------------------------------------------------------------

    def _say_stopped(self) -> None:
        """Say that nothing was found because it was stopped."""
        raise NotImplementedError

    def _ask_table(
        self,
        name: str,
        state: State,
        options: Options,
        done: Callable[[PaneTable], None],
        failed: Callable[[Failure], None],
    ) -> None:
        self._waits, self.notice = True, None

        def take(answer: PaneTable) -> None:
            self._waits, self.notice, self._answer = False, None, answer
            done(answer)
            self.worked.emit()

        def fail(failure: Failure) -> None:
            self._waits, self.notice = False, None
            failed(failure)
            self.worked.emit()

        self.desk.ask(
            tasks.pane_table, name, state, options,
            key=self._key, done=take, failed=fail, progress=self._tell, lane="passages",
        )  # fmt: skip

    def _tell(self, notice: ProgressNotice) -> None:
        self.notice = notice
        self.worked.emit()


class WorkLine(QWidget):
    """One line: how far the part on show is, with Stop; or that it was stopped, with Compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: LongAnswer | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(8)
        self.text = ElidedLabel("", self, name="Muted")
        self.text.setAccessibleName("How far the comparison is")
        self.stop = link_button("Stop", "Stop comparing; what is shown stays", self._stop)
        self.resume = link_button("Compare", "Compare again", self._resume)
        row.addWidget(self.text, 1)
        row.addWidget(self.stop)
        row.addWidget(self.resume)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.show)
        self.hide()

    def follow(self, part: LongAnswer) -> None:
        """Show how far a part is; called whenever that is other than before, or another part is on show."""
        self._part = part
        working, stopped = part.waits, part.is_stopped and not part.waits
        self.stop.setVisible(working)
        self.resume.setVisible(stopped)
        if working:
            self.text.set_text(progress_words(part.notice))
            if self.isHidden() and not self._soon.isActive():
                self._soon.start()
            return
        self._soon.stop()
        self.text.set_text("Stopped. What is shown was compared before." if not part.is_empty else "Stopped.")
        self.setVisible(stopped)

    def _stop(self) -> None:
        if self._part is not None:
            self._part.stop()

    def _resume(self) -> None:
        if self._part is not None:
            self._part.resume()


def progress_words(notice: ProgressNotice | None) -> str:
    """How far it is: ``Comparing sentences: 1,200 of 5,300``."""
    if notice is None:
        return "Waiting for what is compared before it …"
    message = notice.message or "Comparing"
    return f"{message}: {notice.done:,} of {notice.total:,}" if notice.total else f"{message} …"
