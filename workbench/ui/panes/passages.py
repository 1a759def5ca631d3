"""Passages and omissions: what outlets of a story say alike, and what each of them leaves out."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from workbench.ui.desk import CODES, CORPUS, FOCUS, GROUPS, OVERVIEW, SCOPE, THEME, Desk
from workbench.ui.pane import Pane
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.export_menu import Exportable, ExportMenu
from workbench.ui.widgets.long_answer import LongAnswer, WorkLine
from workbench.ui.widgets.omission_table import OmissionTable
from workbench.ui.widgets.passage_groups import PassageGroups
from workbench.ui.widgets.ribbon_view import RibbonView
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.ui.widgets.segments import fit_choice, narrow_choice, segments

ALIKE, WHERE, COVERED, MAP = 0, 1, 2, 3
"""What is seen, as positions in the choice."""
_ROW: Final = 24
"""Pixels that a row of the chart needs."""
_MOST_DRAWN: Final = 100
"""Rows of the chart on the screen."""
_NOTHING: Final = "Open articles of several outlets to compare them."


class Passages(Pane):
    """Groups of passages, where they stand, or what is covered, as a table or as a chart."""

    name: ClassVar[str] = "passages"
    title: ClassVar[str] = "Passages and omissions"
    reads: ClassVar[frozenset[str]] = frozenset({CODES, CORPUS, SCOPE, GROUPS, FOCUS, OVERVIEW, THEME})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._theme = desk.theme
        self.groups = PassageGroups(desk, self.name)
        self.omissions = OmissionTable(desk, self.name)
        self.ribbon = RibbonView(desk)
        for part in (self.groups, self.omissions, self.ribbon):
            part.noted.connect(self._say_notes)
            part.worked.connect(self._say_work)
        self.omissions.noted.connect(self._turn_page)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.groups)
        self._stack.addWidget(self.omissions)
        self._stack.addWidget(self.ribbon)
        self.chart = ChartView(desk, "omissions", "What each outlet covers")
        self.chart.set_options(self.omissions.settings)
        self._scroll = ScrollingChart(self.chart)
        self._stack.addWidget(self._scroll)
        choices = (
            ("alike", "Show passages that outlets have in common"),
            ("where", "Show where the passages in common stand in an article of each outlet, as a picture"),
            ("covered", "Show what each outlet covers and leaves out"),
            ("map", "Show the chart of what each outlet covers, of the rows chosen under covered"),
        )
        self.part = segments(self.header, choices)
        self.narrow = narrow_choice(self.header, self.part, choices)
        self.part.idClicked.connect(lambda _: self._turn())
        self.header.add_link("How?", "How is this computed?", lambda: desk.explain.emit("passages"), optional=True)
        self.export = ExportMenu(desk, self.exportable, self.title, self)
        self.header.add(self.export)
        self.body.addWidget(self._stack, 1)
        self.work = WorkLine()
        self.body.addWidget(self.work)
        self.groups.message.say("Nothing open", _NOTHING)
        self.omissions.message.say("Nothing open", _NOTHING)
        self.ribbon.message.say("Nothing open", _NOTHING)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where four buttons have no room, a list has the same choice."""
        super().resizeEvent(event)
        QTimer.singleShot(
            0, self, self.fit_choice
        )  # what comes and goes would resize the pane once more inside this event

    def fit_choice(self) -> None:
        """Show the buttons where they have room, else the list."""
        fit_choice(self.part, self.narrow, self.width() - self.export.sizeHint().width() - 28)

    def exportable(self) -> Exportable:
        """What Export offers: the passages, or what is covered."""
        chosen = self.part.checkedId()
        if chosen == WHERE:
            return Exportable(
                "Where alike passages stand",
                "ribbon",
                "passages",
                image=self.ribbon.chart.image,
                available=not self.ribbon.is_empty,
            )
        if chosen != ALIKE:
            return Exportable(
                "What outlets cover",
                "omissions",
                "coverage",
                options=self.omissions.settings,
                image=self.chart.image if chosen == MAP else None,
                text=self.omissions.table.as_text,
                available=not self.omissions.is_empty,
            )
        return Exportable(
            "Passages",
            table="passages",
            text=self.groups.table.as_text,
            widget=lambda: self.groups.table,
            available=not self.groups.is_empty,
        )

    def refresh(self) -> None:
        """Ask for what is seen."""
        if self._theme != self.desk.theme:
            self._theme = self.desk.theme
            self.groups.apply_theme()
        self._chosen().refresh()
        self._turn_page()
        self._say_notes()
        self._say_work()

    def _chosen(self) -> LongAnswer:
        """The part whose answer is on show."""
        return {ALIKE: self.groups, WHERE: self.ribbon}.get(self.part.checkedId(), self.omissions)

    def _turn(self) -> None:
        self.stale = True
        self.refresh_when_idle()

    def _turn_page(self) -> None:
        """The chart is shown where it has rows; else the table says why there are none."""
        chosen = self.part.checkedId()
        if chosen == MAP and not self.omissions.is_empty:
            self._scroll.need(96 + _ROW * min(self.omissions.rows, _MOST_DRAWN))
            self._stack.setCurrentWidget(self._scroll)
            self.chart.draw()
        else:
            self._stack.setCurrentWidget(self._chosen())

    def _say_notes(self) -> None:
        self.set_note(*self._chosen().notes)

    def _say_work(self) -> None:
        self.work.follow(self._chosen())
