"""Passages and omissions: what outlets of a story say alike, and what each of them leaves out."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QStackedWidget

from workbench.ui.desk import CORPUS, FOCUS, GROUPS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.omission_table import OmissionTable
from workbench.ui.widgets.passage_groups import PassageGroups
from workbench.ui.widgets.segments import segments

ALIKE, COVERED = 0, 1
"""What is seen, as positions in the choice."""
_NOTHING: Final = "Open articles of several outlets to compare them."


class Passages(Pane):
    """Groups of passages, or the table of what is covered."""

    name: ClassVar[str] = "passages"
    title: ClassVar[str] = "Passages and omissions"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS, SCOPE, GROUPS, FOCUS, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._theme = desk.theme
        self.groups = PassageGroups(desk, self.name)
        self.omissions = OmissionTable(desk, self.name)
        for part in (self.groups, self.omissions):
            part.noted.connect(self._say_notes)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.groups)
        self._stack.addWidget(self.omissions)
        self.part = segments(
            self.header,
            (
                ("alike", "Show passages that outlets have in common"),
                ("covered", "Show what each outlet covers and leaves out"),
            ),
        )
        self.part.idClicked.connect(self._turn)
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("passages"), optional=True)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self.body.addWidget(self._stack, 1)
        self.groups.message.say("Nothing open", _NOTHING)
        self.omissions.message.say("Nothing open", _NOTHING)

    def exportable(self) -> Exportable:
        """What Export offers: the passages, or what is covered."""
        if self.part.checkedId() == COVERED:
            return Exportable(
                "What outlets cover",
                table="coverage",
                text=self.omissions.table.as_text,
                available=not self.omissions.is_empty,
            )
        return Exportable(
            "Passages", table="passages", text=self.groups.table.as_text, available=not self.groups.is_empty
        )

    def refresh(self) -> None:
        """Ask for what is seen."""
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self.groups.apply_theme()
        if self.part.checkedId() == COVERED:
            self.omissions.refresh()
        else:
            self.groups.refresh()
        self._say_notes()

    def _turn(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.stale = True
        self.refresh_when_idle()

    def _say_notes(self) -> None:
        part = self.omissions if self.part.checkedId() == COVERED else self.groups
        self.set_note(*part.notes)
