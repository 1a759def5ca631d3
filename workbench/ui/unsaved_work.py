"""Unsaved work of earlier sessions: offered at the start, and in the File menu at any time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.desk import Desk
from workbench.ui.moments import moment_words
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.workspace import tasks
from workbench.workspace.messages import Draft


class UnsavedWorkMenu(QMenu):
    """Lists the drafts there are each time it opens; the working process looks for them."""

    open_wanted = Signal(str)
    """Open this draft."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Unsaved work", parent)
        self.desk = desk
        self._say("Looking …")
        self.aboutToShow.connect(self._ask)

    def _ask(self) -> None:
        self.desk.ask(
            tasks.unsaved_work,
            key="unsaved work menu",
            lane="care",
            done=self.fill,
            failed=lambda failure: self._say(failure.message),
        )

    def fill(self, drafts: tuple[Draft, ...]) -> None:
        """Show drafts."""
        if not drafts:
            self._say("There is none")
            return
        self.clear()
        for draft in drafts:
            action = self.addAction(mnemonic_safe(draft_words(draft)))
            action.triggered.connect(partial(self._open, draft.path))

    def _open(self, path: str, _checked: bool = False) -> None:
        self.open_wanted.emit(path)

    def _say(self, words: str) -> None:
        self.clear()
        self.addAction(mnemonic_safe(words)).setEnabled(False)


def draft_words(draft: Draft) -> str:
    """A draft on one line: what it is of, how much, and from when."""
    much = "damaged" if draft.articles is None else f"{draft.articles:,} articles"
    if draft.articles == 1:
        much = "1 article"
    return f"{visible(draft.name)} ({much}, {moment_words(draft.changed_at)})"
