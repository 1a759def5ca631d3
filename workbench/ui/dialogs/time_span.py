"""Choosing the days that are counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.domain.time_steps import whole_date
from workbench.ui.plain_text import PlainLabel, visible


class TimeSpanDialog(QDialog):
    """A first and a last day; an empty one is no limit.

    Args:
        date_from: the first day now, empty for none.
        date_to: the last day now.
        apply: called with both days.
        parent: the window.
    """

    def __init__(
        self, date_from: str, date_to: str, apply: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._apply = apply
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Days counted")
        self.setAccessibleName("Days counted")
        self.first, self.last = QLineEdit(date_from, self), QLineEdit(date_to, self)
        form = QFormLayout()
        for field, words in ((self.first, "First day"), (self.last, "Last day")):
            field.setPlaceholderText("e.g. 2024-06-03; empty: no limit")
            field.setAccessibleName(f"{words} that is counted")
            form.addRow(words, field)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        cancel, self.go = QPushButton("Cancel", self), QPushButton("Count only these", self)
        cancel.setAccessibleName("Cancel: change nothing")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go.setAccessibleName("Count only articles of these days")
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        words = "A limit leaves out articles without a date, and those dated to a month or year that reaches beyond it."
        layout.addWidget(PlainLabel(words, self, wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.first.setFocus()
        self.resize(420, 200)

    def accept(self) -> None:
        """Count only these days, when both can be read."""
        try:
            first, last = whole_date(self.first.text()), whole_date(self.last.text())
        except ValueError as error:
            self._say(str(error))
            return
        if first and last and last < first:
            self._say("The last day comes before the first. Change one of them.")
            return
        self._apply(first, last)
        super().accept()

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.problem.setAccessibleName(visible(problem))
