"""Which pane is answered first, and which of its questions keep their place while more becomes known."""

from __future__ import annotations

from typing import ClassVar

import pytest
from fake_bridge import FakeBridge
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.session.store import Store
from workbench.ui.desk import CORPUS, Desk
from workbench.ui.pane import Pane
from workbench.ui.theme import LIGHT
from workbench.workspace import tasks
from workbench.workspace.messages import CorpusEvent, Stage


class Asking(Pane):
    """A pane that asks for one table."""

    name: ClassVar[str] = "asking"
    title: ClassVar[str] = "Asking"
    reads: ClassVar[frozenset[str]] = frozenset({CORPUS})
    called = ""

    def refresh(self) -> None:
        state, options = self.desk.state, self.desk.options
        self.desk.ask(tasks.pane_table, "x", state, options, key=self.called, done=lambda _: None)


class Bench:
    """Some panes over a working process that never answers."""

    def __init__(self, bot: QtBot) -> None:
        self.bot, self.bridge = bot, FakeBridge()
        self.desk = Desk(Store(), self.bridge, LIGHT)
        self.panes: list[Asking] = []
        self.revision = 0

    def pane(self, called: str) -> Asking:
        pane = Asking(self.desk)
        pane.called = called
        self.bot.addWidget(pane)
        with self.bot.waitExposed(pane):
            pane.show()
        self.panes.append(pane)
        return pane

    def more(self, stage: Stage) -> None:
        """The corpus became more complete, and every pane asked."""
        self.revision += 1
        self.desk.on_corpus(CorpusEvent(self.revision, stage, 3, 0, ("Post",), ()))
        self.bot.waitUntil(lambda: not any(pane._scheduled for pane in self.panes))

    def order(self) -> list[str]:
        """What was asked, the most urgent first."""
        called = [pane.called for pane in self.panes]
        return sorted(called, key=lambda key: (self.bridge.ranks[key], called.index(key)))


@pytest.fixture
def bench(qapp: QApplication, qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_the_pane_that_came_to_the_front_last_comes_first(bench: Bench) -> None:
    framing, terms = bench.pane("framing"), bench.pane("terms")
    bench.pane("reader")  # it is in no dock, and always in front
    framing.come_to_front(True)
    terms.come_to_front(True)
    bench.more(Stage.INDEXED)
    assert bench.order() == ["terms", "reader", "framing"]
    framing.come_to_front(True)
    bench.more(Stage.ANNOTATING)
    assert bench.order() == ["framing", "reader", "terms"]


def test_what_a_gesture_asks_is_as_urgent_as_the_pane_in_front(bench: Bench) -> None:
    terms = bench.pane("terms")
    terms.come_to_front(True)
    bench.more(Stage.INDEXED)
    bench.desk.ask(tasks.pane_table, "x", key="gesture", done=lambda _: None)
    assert bench.bridge.ranks["gesture"] == bench.bridge.ranks["terms"]


def test_only_what_brings_a_pane_up_to_date_keeps_its_place_while_the_same_articles_are_annotated(bench: Bench) -> None:
    bench.pane("terms")
    about = []
    for stage in (Stage.READ, Stage.INDEXED, Stage.ANNOTATING, Stage.ANNOTATING, Stage.COMPLETE, Stage.READ):
        bench.more(stage)
        about.append(bench.bridge.about["terms"])
        assert bench.bridge.about["overview"] == about[-1]
    read, indexed, *annotated, another = about
    assert annotated == [indexed] * 3
    assert len({read, indexed, another}) == 3
    bench.desk.ask(tasks.pane_table, "x", key="gesture", done=lambda _: None)
    assert bench.bridge.about["gesture"] is None
