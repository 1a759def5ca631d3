"""Where alike passages stand in their articles: a bar for each article, with bands between what says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from workbench.jobs.worker import Failure
from workbench.ui.desk import Desk
from workbench.ui.widgets.chart_view import ChartView
from workbench.ui.widgets.long_answer import LongAnswer
from workbench.ui.widgets.message_panel import MessagePanel
from workbench.ui.widgets.scrolling_chart import ScrollingChart
from workbench.workspace.messages import PaneTable

_ARTICLE: Final = 68
"""Pixels that an article needs: its outlet and title, its bar, and the bands below."""
_AROUND: Final = 70


class RibbonView(LongAnswer):
    """The ribbon of the story of what is highlighted, or why there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "pane ribbon")
        self.message = MessagePanel()
        self.chart = ChartView(desk, "ribbon", "Where alike passages stand")
        self._scroll = ScrollingChart(self.chart)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self._scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def refresh(self) -> None:
        """Ask for the passages when what is counted, decided or highlighted differs, and draw."""
        focus = self.desk.state.focus.evidence_key
        asked = (self.desk.coded, self.desk.options, focus)
        if asked != self._asked and not self.is_stopped:
            self._asked = asked
            if self._answer is None:
                self.message.say("Comparing passages …", "Sentences of the outlets of each story are compared.")
            state = replace(self.desk.state, focus=focus)
            self._ask_table("passage_ribbon", state, self.desk.options, self._show, self._failed)
        if not self.is_empty:
            self.chart.draw()

    def _show(self, answer: PaneTable) -> None:
        data = answer.table
        self.notes = data.notes
        if len(data):
            self._scroll.need(_AROUND + _ARTICLE * len(set(data.texts("document_id"))))
            self._stack.setCurrentWidget(self._scroll)
            self.chart.draw()
        else:
            self._say_nothing(answer)
            self._stack.setCurrentWidget(self.message)
        self.noted.emit()

    def _say_nothing(self, answer: PaneTable) -> None:
        if answer.covered < answer.in_scope and not self.desk.stopped:
            self.message.say(
                "Sentences are still being found",
                f"{answer.covered:,} of {answer.in_scope:,} articles are done. The picture comes by itself.",
            )
        else:
            self.message.say(
                "No passages alike",
                "No two outlets of a story say the same in the articles that are counted.",
            )

    def _say_stopped(self) -> None:
        self.message.say("Stopped", "Passages were not compared.", "Compare", self.resume)
        self._stack.setCurrentWidget(self.message)

    def _failed(self, failure: Failure) -> None:
        self._asked, self._answer = None, None
        self.message.say("Passages could not be compared", failure.message, "Try again", self.refresh)
        self._stack.setCurrentWidget(self.message)
