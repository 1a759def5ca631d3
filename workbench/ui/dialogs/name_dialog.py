"""Asking for a name that is not taken yet: of a snapshot, of a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.ui.plain_text import PlainLabel, visible

_LONGEST: Final = 120


class NameDialog(QDialog):
    """A name, prefilled; Enter saves. What is wrong with the name is said while it is typed.

    Args:
        title: of the dialog, and of the button that saves.
        explanation: what the name is for.
        label: what the name is of, for a screen reader.
        offered: the name to begin with; it gets a number when it is taken.
        taken: what to say about a name that is taken, by the name in lower case.
        missing: what to say when there is no name.
        save: called with the name, white space tidied, once it is free.
        parent: the window.
    """

    def __init__(
        self,
        *,
        title: str,
        explanation: str,
        label: str,
        offered: str,
        taken: Mapping[str, str],
        missing: str,
        save: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._taken = {folded(name): problem for name, problem in taken.items()}
        self._missing = missing
        self._save = save
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle(visible(title))
        self.setAccessibleName(visible(title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(explanation, self, wrap=True))
        self.name = QLineEdit(self._free(offered), self)
        self.name.setAccessibleName(visible(label))
        self.name.setMaxLength(_LONGEST)
        self.name.selectAll()
        self.name.textChanged.connect(self._look)
        layout.addWidget(self.name)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.place = QVBoxLayout()
        """For what a subclass shows below the name."""
        layout.addLayout(self.place, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton("Cancel", self)
        cancel.setAccessibleName("Cancel: save nothing")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = QPushButton(visible(title), self)
        self.save.setAccessibleName(visible(title))
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.save)
        layout.addLayout(row)
        self.name.setFocus()
        self.resize(480, 150)

    def accept(self) -> None:
        """Save under the name, unless it is missing or taken."""
        problem = self._problem()
        if problem:
            self._say(problem)
            self.name.setFocus()
            return
        self._save(" ".join(self.name.text().split()))
        super().accept()

    def _look(self) -> None:
        """Say at once that a name is taken; that there is none yet is said only when it is wanted."""
        self._say(self._problem() if self.name.text().strip() else "")

    def _problem(self) -> str:
        return self._taken.get(folded(self.name.text()), "") if self.name.text().strip() else self._missing

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.name.setProperty("problem", bool(problem))
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
        self.name.setAccessibleDescription(visible(problem))

    def _free(self, name: str) -> str:
        number, free = 2, name
        while name and folded(free) in self._taken:
            free = f"{name} ({number})"
            number += 1
        return free


def folded(name: str) -> str:
    """A name as it is compared: names that differ only in case and white space are the same."""
    return " ".join(name.split()).casefold()
