"""Giving the present point of the history a name."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.domain.table_data import TableData
from workbench.ui.desk import Desk
from workbench.ui.moments import exact_moment_words
from workbench.ui.plain_text import PlainLabel, visible
from workbench.ui.widgets.data_table import Column, DataTable

_LONGEST: Final = 120


class SaveSnapshotDialog(QDialog):
    """A name, prefilled with the date and time; Enter saves.

    Args:
        desk: what all panes share.
        parent: the window.
        now: the present moment, for the name that is offered.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, now: datetime | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._taken = {_folded(s.name): s for s in desk.store.history.snapshots}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, True)
        self.setWindowTitle("Save snapshot")
        self.setAccessibleName("Save snapshot")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 12)
        layout.setSpacing(8)
        layout.addWidget(
            PlainLabel(
                "Give this point a name, so that you find it again in History. "
                "All that you do is kept in any case; a snapshot only marks the place.",
                self,
                wrap=True,
            )
        )
        self.name = QLineEdit(self._free_name(now or datetime.now().astimezone()), self)
        self.name.setAccessibleName("Name of the snapshot")
        self.name.setMaxLength(_LONGEST)
        self.name.selectAll()
        self.name.textChanged.connect(self._look)
        layout.addWidget(self.name)
        self.problem = PlainLabel("", self, name="Problem", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        if self._taken:
            layout.addWidget(PlainLabel(f"Snapshots so far ({len(self._taken):,})", self, name="Heading"))
            layout.addWidget(self._build_table(), 1)
        else:
            layout.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton("Cancel", self)
        cancel.setAccessibleName("Cancel: save no snapshot")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = QPushButton("Save snapshot", self)
        self.save.setAccessibleName("Save snapshot")
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.save)
        layout.addLayout(row)
        self.name.setFocus()
        self.resize(480, 340 if self._taken else 150)

    def accept(self) -> None:
        """Mark the present point, unless the name is missing or taken."""
        problem = self._problem()
        if problem:
            self._say(problem)
            self.name.setFocus()
            return
        name = " ".join(self.name.text().split())
        self.desk.store.mark(name)
        self.desk.said.emit(f"Saved the snapshot ‘{visible(name)}’.")
        super().accept()

    def _look(self) -> None:
        """Say at once that a name is taken; that there is none yet is said only when it is wanted."""
        self._say(self._problem() if self.name.text().strip() else "")

    def _problem(self) -> str:
        if not self.name.text().strip():
            return "Type a name for this point."
        taken = self._taken.get(_folded(self.name.text()))
        if taken is not None:
            return f"A snapshot of {exact_moment_words(taken.made_at)} has this name. Choose another one."
        return ""

    def _say(self, problem: str) -> None:
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.name.setProperty("problem", bool(problem))
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
        self.name.setAccessibleDescription(problem)

    def _free_name(self, now: datetime) -> str:
        name = exact_moment_words(now.isoformat())
        number = 2
        offered = name
        while _folded(offered) in self._taken:
            offered = f"{name} ({number})"
            number += 1
        return offered

    def _build_table(self) -> DataTable:
        self.table = DataTable(self.desk, "Snapshots so far", self)
        newest_first = sorted(self._taken.values(), key=lambda snapshot: -snapshot.number)
        columns = (
            tuple(snapshot.name for snapshot in newest_first),
            tuple(exact_moment_words(snapshot.made_at) for snapshot in newest_first),
        )
        shown = (Column("name", "Name", stretch=True), Column("when", "Saved", width=140))
        self.table.show_table(TableData(("name", "when"), columns), shown)
        self.table.setMinimumHeight(90)
        return self.table


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
