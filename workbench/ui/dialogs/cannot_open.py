"""What is left to do with a project that could not be opened: a backup, a salvage, reading it only, or taking it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from workbench.jobs.worker import Failure, ProgressNotice
from workbench.ui.moments import exact_moment_words
from workbench.ui.plain_text import PlainLabel, mnemonic_safe, visible
from workbench.workspace.care_messages import BackupRow, SalvageReport

DAMAGED: Final = "ProjectDamagedError"
IN_USE: Final = "ProjectInUseError"
NEWER: Final = "NewerProjectError"
NOT_A_PROJECT: Final = "NotAProjectError"

KINDS: Final = frozenset({DAMAGED, IN_USE, NEWER, NOT_A_PROJECT})
"""Kinds of failures that this window has words for."""

_HEADINGS: Final = {
    DAMAGED: "{} is damaged",
    IN_USE: "{} is open elsewhere",
    NEWER: "{} was made by a newer version",
    NOT_A_PROJECT: "{} can't be opened as a project",
}


class CannotOpenDialog(QDialog):
    """Says what is wrong with a project, and offers what can be done. It opens and changes nothing itself.

    Args:
        path: the project; what the failure knows about it is taken first.
        failure: why it could not be opened.
        parent: the window.
    """

    read_only_wanted = Signal(str)
    """Open this project for reading only."""
    take_over_wanted = Signal(str)
    """Open this project although another machine seems to have it."""
    backup_wanted = Signal(str, str)
    """Write this backup beside this project, and open it."""
    salvage_wanted = Signal(str)
    """Save what can be read of this project into a new one."""
    open_wanted = Signal(str)
    """Open this project, which was saved from the damaged one."""

    def __init__(self, path: str, failure: Failure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.failure = failure
        self.facts = dict(failure.facts)
        self.path = self.facts.get("path") or path
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Could not open")
        name = visible(Path(self.path).name)
        heading = _HEADINGS.get(failure.kind, "{} could not be opened").format(name)
        self.setAccessibleName(visible(heading))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(10)
        self.heading = PlainLabel(heading, self, name="Heading", wrap=True)
        font = QFont(self.heading.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self.heading.setFont(font)
        self.words = PlainLabel("", self, wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        self.busy = PlainLabel("", self, name="Muted", wrap=True)
        self.busy.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.bar.hide()
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        self._buttons: list[QPushButton] = []
        self._remarks: list[PlainLabel] = []
        for widget in (self.heading, self.words, self.problem):
            layout.addWidget(widget)
        layout.addLayout(self._choices)
        layout.addWidget(self.busy)
        layout.addWidget(self.bar)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = QPushButton("Close", self)
        self.close_button.setAccessibleName("Close")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        row.addWidget(self.close_button)
        layout.addLayout(row)
        self._fill()
        self.setMinimumWidth(480)
        self.resize(560, self.sizeHint().height())

    # -- what the window tells -------------------------------------------------------------------------------------

    def show_backups(self, backups: Sequence[BackupRow], *, salvage: bool = True) -> None:
        """Offer the newest backup of a damaged project, of which there may be none, and a salvage where it can help."""
        self._clear_choices()
        newest = max(backups, key=lambda backup: backup.made_at, default=None)
        if newest is not None:
            many = "1 article" if newest.articles == 1 else f"{newest.articles:,} articles"
            self._offer(
                f"Open the last good backup ({exact_moment_words(newest.made_at)})",
                f"It has {many}. It is opened as a new project beside the damaged one.",
                partial(self.backup_wanted.emit, newest.path, self.path),
            )
        if salvage:
            self._offer(
                "Save what can be read into a new project",
                "Every article and decision that can still be read is written into a new file, with a note on what is "
                "missing.",
                partial(self.salvage_wanted.emit, self.path),
            )
        sentences = []
        if self._buttons:
            sentences.append("The damaged file stays as it is, whatever you choose.")
        if newest is None:
            sentences.append("There is no backup of it.")
        self.words.set_text(f"{self.failure.message}\n\n{' '.join(sentences)}")
        self._fit()

    def show_progress(self, notice: ProgressNotice | None, words: str = "") -> None:
        """Say what is under way; ``None`` without words ends it."""
        busy = notice is not None or bool(words)
        self.problem.hide()
        self.busy.setVisible(busy)
        self.bar.setVisible(busy)
        for button in self._buttons:
            button.setEnabled(not busy)
        if notice is not None:
            self.bar.setRange(0, max(notice.total, 0))
            self.bar.setValue(notice.done)
        else:
            self.bar.setRange(0, 0)
        if words or (notice is not None and notice.message):
            self.busy.set_text(words or (notice.message if notice is not None else ""))
        self._fit()

    def show_problem(self, failure: Failure) -> None:
        """Say that what was tried did not work either; the other ways stay open."""
        self.show_progress(None)
        self.problem.set_text(failure.message)
        self.problem.show()
        self._fit()

    def show_salvaged(self, report: SalvageReport) -> None:
        """Say what was saved, and offer to open it."""
        self.show_progress(None)
        self._clear_choices()
        self.heading.set_text(f"Saved as {Path(report.path).name}")
        self.words.set_text(salvage_words(report))
        self._offer("Open the new project", "", partial(self._open, report.path))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the height that the words need."""
        super().showEvent(event)
        self._fit()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        kind = self.failure.kind
        self.words.set_text(self.failure.message)
        if kind == DAMAGED:
            # what to do is offered once it is known whether there is a backup, which is better than a salvage
            self.words.set_text(f"{self.failure.message}\n\nLooking for backups …")
        elif kind == IN_USE:
            who = holder_words(self.facts)
            self.words.set_text(f"{who}\n\n{self.failure.message}" if who else self.failure.message)
            if self.facts.get("holder_only") == "1":  # else the file itself is locked, for reading too
                self._offer(
                    "Open for reading only",
                    "You see the project as it was saved last, and change nothing in it.",
                    partial(self._then, self.read_only_wanted.emit),
                )
                self._offer(
                    "Open anyway",
                    "If the other machine still has it open, two people write into one file, and the work of one is lost.",
                    partial(self._then, self.take_over_wanted.emit),
                )

    def _then(self, emit: Callable[[str], object]) -> None:
        emit(self.path)
        self.accept()

    def _open(self, path: str) -> None:
        self.open_wanted.emit(path)
        self.accept()

    def _offer(self, words: str, remark: str, slot: Callable[[], object]) -> None:
        button = QPushButton(mnemonic_safe(words), self)
        button.setAccessibleName(visible(words))
        button.setAccessibleDescription(visible(remark))
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: slot())
        self._choices.addSpacing(4)
        self._choices.addWidget(button)
        button.show()
        QWidget.setTabOrder(button, self.close_button)
        if not self._buttons:
            button.setDefault(True)
            button.setFocus()
        self._buttons.append(button)
        if remark:
            label = PlainLabel(remark, self, name="Muted", wrap=True)
            label.setContentsMargins(2, 0, 0, 4)
            self._choices.addWidget(label)
            label.show()
            self._remarks.append(label)

    def _clear_choices(self) -> None:
        for widget in (*self._buttons, *self._remarks):
            self._choices.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._buttons.clear()
        self._remarks.clear()
        while self._choices.count():
            self._choices.takeAt(0)

    def _fit(self) -> None:
        """As high as the words need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), 480)
            needed = layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
            self.resize(width, max(needed, 120))


def holder_words(facts: dict[str, str]) -> str:
    """Who has a project open, as a sentence; empty when nobody knows."""
    user, machine, since = facts.get("user", ""), facts.get("machine", ""), facts.get("since", "")
    if not user and not machine:
        return ""
    who = user or "Somebody"
    where = f" on {machine}" if machine else ""
    when = f" since {exact_moment_words(since)}" if since else ""
    return f"{who}{where} has had it open{when}." if when else f"{who}{where} has it open."


def salvage_words(report: SalvageReport) -> str:
    """What a salvage came to, in a few lines."""
    came = "1 article was saved." if report.articles == 1 else f"{report.articles:,} articles were saved."
    if report.lost is None:
        lost = "How many are missing can't be known: the list of articles is damaged too."
    elif report.lost == 0:
        lost = "No article is missing."
    else:
        lost = "1 article could not be read." if report.lost == 1 else f"{report.lost:,} articles could not be read."
    if not report.decisions:  # the damage may have taken the very pages that would tell whether there were any
        decided = "No decision could be read. If you made any in this project, they are lost."
    else:
        decided = "1 decision was saved." if report.decisions == 1 else f"{report.decisions:,} decisions were saved."
    lines = [f"{came} {lost}", decided, "The damaged file is as it was."]
    return "\n".join([*lines, *(f"• {note}" for note in report.notes[:12])])
