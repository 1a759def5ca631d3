"""The status line: what is highlighted and how often, and what is going on in the background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from workbench.jobs.worker import ProgressNotice
from workbench.ui.desk import CORPUS, EVIDENCE, FOCUS, SCOPE, Desk
from workbench.ui.plain_text import ElidedLabel, PlainLabel, visible
from workbench.ui.widgets.pane_header import link_button


class StatusLine(QWidget):
    """Left: the highlight and what can be done with it. Right: progress with cancel."""

    cancel_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 8, 1)
        row.setSpacing(8)
        self.text = ElidedLabel("", self)
        self.text.setAccessibleName("What is highlighted")
        self.passages = link_button("show passages", "List the passages in the Concordance", self._show_passages)
        self.narrow = link_button(
            "narrow to these", "Count only the articles in which it occurs", desk.narrow_to_evidence
        )
        self.clear = link_button("clear (Esc)", "Highlight nothing", desk.clear_highlight)
        self.saved = PlainLabel("", self, name="Muted")
        self.saved.setAccessibleName("What is saved")
        self.busy = ElidedLabel("", self, name="Muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(110)
        self.bar.setAccessibleName("Progress")
        self.cancel = link_button("cancel", "Stop what is going on in the background", self.cancel_wanted.emit)
        row.addWidget(self.text, 3)
        for widget in (self.passages, self.narrow, self.clear):
            row.addWidget(widget)
            widget.hide()
        row.addWidget(self.busy, 2)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        row.addWidget(self.saved)
        # links come and go; the line keeps its height, or the whole window would jump
        self._keep_height()
        self._message_over = QTimer(self)
        self._message_over.setSingleShot(True)
        self._message_over.setInterval(8000)
        self._message_over.timeout.connect(self._show)
        desk.touched.connect(self._on_touched)
        desk.said.connect(self.say)
        self.working(None)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Larger text needs a higher line."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "clear"):
            self._keep_height()

    def _keep_height(self) -> None:
        self.clear.ensurePolished()
        self.setFixedHeight(self.clear.sizeHint().height() + 4)

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.text.set_text(text)
        self._message_over.start()

    def show_saved(self, text: str, *, trouble: bool) -> None:
        """Say how far what was decided is saved."""
        self.saved.setVisible(bool(text))
        self.saved.set_text(text)
        name = "Trouble" if trouble else "Muted"
        if self.saved.objectName() != name:
            self.saved.setObjectName(name)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)

    def working(self, notice: ProgressNotice | None) -> None:
        """Show progress; ``None`` when nothing is going on."""
        for widget in (self.busy, self.bar, self.cancel):
            widget.setVisible(notice is not None)
        if notice is None:
            return
        counted = f" {notice.done:,} of {notice.total:,}" if notice.total else ""
        self.busy.set_text(f"{notice.message or 'Working'}{counted}")
        self.bar.setRange(0, max(notice.total, 0))
        self.bar.setValue(min(notice.done, max(notice.total, 0)))

    def _on_touched(self, touched: frozenset[str]) -> None:
        if touched & {FOCUS, EVIDENCE, SCOPE, CORPUS}:
            self._message_over.stop()
            self._show()

    def _show(self) -> None:
        focus, evidence = self.desk.state.focus, self.desk.evidence
        found = bool(evidence and focus.subject and evidence.passages)
        for widget in (self.passages, self.narrow):
            widget.setVisible(found)
        self.clear.setVisible(not focus.is_empty)
        if self.desk.stage is None and self.desk.overview is not None:
            self.text.set_text("The background process is being started again …")
        elif self.desk.stage is None:
            self.text.set_text("Open a folder of articles to begin.")
        elif focus.is_empty:
            self.text.set_text("Click a name, a word, a bar or a row to highlight it everywhere.")
        elif not focus.subject:
            self.text.set_text(f"Highlighting {visible(focus.outlet or 'one article')}")
        elif evidence is None or evidence.focus != focus.evidence_key:
            self.text.set_text("Looking …")
        elif evidence.problem:
            self.text.set_text(evidence.problem)
        else:
            number = evidence.passages
            # "Quotes of" somebody begins a heading elsewhere, and goes on with a sentence here
            label = f"{evidence.label[:1].lower()}{evidence.label[1:]}" if focus.speaker else evidence.label
            self.text.set_text(
                f"Highlighting {label}: {number:,} {'passage' if number == 1 else 'passages'} in"
                f" {evidence.articles:,} of {evidence.articles_in_scope:,} articles"
            )

    def _show_passages(self) -> None:
        self.desk.show_pane.emit("concordance")
