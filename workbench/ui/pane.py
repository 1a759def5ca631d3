"""What every pane has: a header with its exports, a note line, and the rule of when it refreshes."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.domain.scope import Voice
from workbench.ui.desk import Desk
from workbench.ui.plain_text import ElidedLabel
from workbench.ui.widgets.pane_header import PaneHeader
from workbench.workspace.messages import PaneTable


class Pane(QWidget):
    """A pane declares what it reads; it refreshes when that changes and it is seen, and is stale when it is not.

    Subclasses set the class variables, build their widgets into ``self.body`` and override :meth:`refresh`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    reads: ClassVar[frozenset[str]]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("Pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAccessibleName(self.title)
        self.stale = True
        self._scheduled = False
        self._in_front = True
        self._came_forward: int | None = None
        """When it was brought to the front; ``None`` for what is always in front."""
        self.header = PaneHeader(self.title, self)
        self.header.pinned.connect(self._on_pinned)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.note = ElidedLabel("", self, name="PaneNote")
        self.note.setContentsMargins(12, 3, 12, 5)
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.note)
        desk.touched.connect(self._on_touched)

    def refresh(self) -> None:
        """Ask for what the pane shows. Called only when it is visible, not pinned, and something it reads changed."""
        raise NotImplementedError

    def set_note(self, *sentences: str) -> None:
        """Show plain sentences in one line under the pane, all of them in its tool tip; none hides the line."""
        text = " ".join(dict.fromkeys(s for s in sentences if s))
        self.note.set_text(text)
        self.note.setVisible(bool(text))

    @staticmethod
    def coverage_note(covered: int, in_scope: int) -> str:
        """What to say while annotation has not reached every article."""
        return (
            f"Annotated so far: {covered:,} of {in_scope:,} articles; only these are counted."
            if covered < in_scope
            else ""
        )

    def quote_coverage(self, answer: PaneTable) -> str:
        """The same for what needs annotation only to tell quoted words from the outlet's own."""
        counts_all = self.desk.state.scope.voice is Voice.ALL
        return "" if counts_all else self.coverage_note(answer.covered, answer.in_scope)

    def refresh_when_idle(self) -> None:
        """Refresh once the present event is over, however often this was called in it."""
        if not self._scheduled:
            self._scheduled = True
            QTimer.singleShot(0, self, self._refresh_now)

    def come_to_front(self, in_front: bool) -> None:
        """Work, and let Tab in, only in front: Qt takes a pane behind another tab for visible."""
        self._in_front = in_front
        self.setEnabled(in_front)
        self.header.setEnabled(in_front)
        if in_front:
            self._came_forward = self.desk.next_turn()
            self.stale = True
            self.refresh_when_idle()

    def take_focus(self) -> None:
        """Let the keyboard work in the pane's content, as it is once the pane has caught up."""
        self._refresh_now()
        tab = Qt.FocusPolicy.TabFocus.value
        for widget in self.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy().value & tab and not self.header.isAncestorOf(widget):
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A stale pane catches up when it is seen."""
        super().showEvent(event)
        if self.stale:
            self.refresh_when_idle()

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & self.reads:
            self.stale = True
            if self.isVisible() and self._in_front:
                self.refresh_when_idle()

    def _on_pinned(self, pinned: bool) -> None:
        if not pinned and self.stale:
            self.refresh_when_idle()

    def _refresh_now(self) -> None:
        self._scheduled = False
        seen = self.isVisible() and self._in_front
        if self.stale and seen and not self.header.is_pinned and self.desk.stage is not None:
            self.stale = False
            with self.desk.refreshing(self.desk.turn if self._came_forward is None else self._came_forward):
                self.refresh()
