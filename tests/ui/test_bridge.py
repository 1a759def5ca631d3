"""What is asked of the working process, and which answers are taken."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.domain.errors import UsageError
from workbench.jobs.worker import Call, Failure
from workbench.ui.bridge import Bridge


class Context:
    """What tasks work on: how often each was run, and a gate that holds those that begin with “slow”."""

    def __init__(self) -> None:
        self.runs: dict[str, int] = {}
        self.gate = threading.Semaphore(0)


def run(context: Context, call: Call, name: str) -> str:
    """Says how often it was run."""
    context.runs[name] = context.runs.get(name, 0) + 1
    number = context.runs[name]
    if name.startswith("slow"):
        call.publish(f"{name} {number} runs")
        context.gate.acquire()
    if name.endswith("wrong"):
        raise UsageError(f"{name} {number}")
    return f"{name} {number}"


def go_on(context: Context, call: Call) -> None:
    """Lets one slow task go on."""
    context.gate.release()


@pytest.fixture
def bridge(qapp: QApplication) -> Iterator[Bridge]:
    made = Bridge(Context)
    made.start()
    yield made
    made.close()


class Asked:
    """Asks, and notes what comes back in its order."""

    def __init__(self, bridge: Bridge, bot: QtBot) -> None:
        self.bridge, self.bot = bridge, bot
        self.said: list[str] = []
        self.events: list[str] = []
        self.numbers = itertools.count()
        bridge.published.connect(self.events.append)

    def ask(self, name: str, *, key: str = "", lane: str = "view", who: str = "", **more: Any) -> None:
        def done(answer: str) -> None:
            self.said.append(f"{who}{answer}")

        def failed(failure: Failure) -> None:
            self.said.append(f"{who}failed: {failure.message}")

        self.bridge.ask(run, name, key=key or name, lane=lane, done=done, failed=failed, **more)

    def until_runs(self, name: str) -> None:
        self.bot.waitUntil(lambda: f"{name} runs" in self.events, timeout=20_000)

    def go_on(self, times: int = 1) -> None:
        for _ in range(times):
            self.bridge.ask(
                go_on, key=f"go {next(self.numbers)}", lane="care", done=lambda _: None, failed=lambda _: None
            )

    def until_idle(self) -> None:
        self.bot.waitUntil(lambda: self.bridge.idle, timeout=20_000)


@pytest.fixture
def asked(bridge: Bridge, qtbot: QtBot) -> Asked:
    return Asked(bridge, qtbot)


def test_a_question_asked_again_word_for_word_is_answered_and_asked_once_more(asked: Asked) -> None:
    asked.ask("slow", about="corpus", who="first ")
    asked.until_runs("slow 1")
    for who in ("second ", "third "):  # however often more became known meanwhile
        asked.ask("slow", about="corpus", who=who)
    asked.go_on()
    asked.until_runs("slow 2")
    assert asked.said == ["third slow 1"]
    asked.go_on()
    asked.until_idle()
    assert asked.said == ["third slow 1", "third slow 2"]


def test_of_questions_that_differ_or_are_about_something_else_the_latest_wins(asked: Asked) -> None:
    for before, after in (
        ({"about": "corpus"}, {"about": "another corpus"}),
        ({"about": "corpus"}, {}),
        ({}, {}),
    ):
        asked.ask("slow", who="before ", **before)
        asked.ask("slow", who="after ", **after)
        asked.go_on(2)
        asked.until_idle()
    asked.ask("slow other", key="slow", about="corpus", who="before ")
    asked.ask("slow", about="corpus", who="after ")
    asked.go_on(2)
    asked.until_idle()
    assert len(asked.said) == 4
    assert all(one.startswith("after slow ") for one in asked.said)


def test_a_question_asked_again_does_not_lose_its_place(asked: Asked) -> None:
    asked.ask("slow", about="corpus")
    asked.until_runs("slow 1")
    for _ in range(3):  # the slow one is asked again for as long as it runs, and the other one waits behind it
        asked.ask("slow", about="corpus")
        asked.ask("other", about="corpus")
    asked.go_on()
    asked.until_runs("slow 2")
    assert asked.said == ["slow 1", "other 1"]
    asked.go_on()
    asked.until_idle()
    assert asked.said == ["slow 1", "other 1", "slow 2", "other 2"]


def test_a_failure_is_told_and_the_question_asked_once_more(asked: Asked) -> None:
    asked.ask("slow wrong", about="corpus")
    asked.until_runs("slow wrong 1")
    asked.ask("slow wrong", about="corpus")
    asked.go_on(2)
    asked.until_idle()
    assert asked.said == ["failed: slow wrong 1", "failed: slow wrong 2"]


def test_a_cancelled_question_is_not_asked_once_more(asked: Asked) -> None:
    asked.ask("slow", about="corpus")
    asked.until_runs("slow 1")
    asked.ask("slow", about="corpus")
    asked.bridge.cancel("slow")
    assert asked.bridge.idle
    asked.go_on()
    asked.ask("other")
    asked.until_idle()
    assert asked.said == ["other 1"]


def test_what_is_asked_in_front_comes_before_what_waits(asked: Asked) -> None:
    asked.ask("slow", rank=-1)
    asked.until_runs("slow 1")
    asked.ask("behind", rank=-1)
    asked.ask("in front", rank=-2)
    asked.go_on()
    asked.until_idle()
    assert asked.said == ["slow 1", "in front 1", "behind 1"]
