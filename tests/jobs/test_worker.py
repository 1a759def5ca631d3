from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.domain.errors import UsageError
from workbench.jobs.worker import Call, Failure, ProgressNotice, Worker

WAIT = 60.0


class Context:
    def __init__(self) -> None:
        self.gate = threading.Event()


def add(context: Context, call: Call, a: int, b: int) -> int:
    return a + b


def steps(context: Context, call: Call, n: int) -> int:
    for i in range(n):
        call(i, n, f"step {i}")
    return n


def until_cancelled(context: Context, call: Call) -> None:
    call.publish("begun")
    while True:
        call.check()
        context.gate.wait(0.01)


def wait_for_gate(context: Context, call: Call) -> str:
    call.publish("waiting")
    context.gate.wait(WAIT)
    return "opened"


def open_gate(context: Context, call: Call) -> None:
    context.gate.set()


def fail_for_a_person(context: Context, call: Call) -> None:
    raise UsageError("Name a folder.")


def fail_by_mistake(context: Context, call: Call) -> None:
    raise KeyError("oops")


def die(context: Context, call: Call) -> None:
    os._exit(9)


class Answers:
    def __init__(self) -> None:
        self.all: queue.Queue[tuple[str, Any]] = queue.Queue()

    def hooks(self) -> dict[str, Any]:
        return {"done": lambda r: self.all.put(("done", r)), "failed": lambda f: self.all.put(("failed", f))}

    def next(self) -> tuple[str, Any]:
        return self.all.get(timeout=WAIT)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def worker(answers: Answers) -> Iterator[Worker]:
    made = Worker(
        Context,
        lanes=("long", "short"),
        on_event=lambda e: answers.all.put(("event", e)),
        on_died=lambda: answers.all.put(("died", None)),
    )
    made.start()
    yield made
    made.close()


def test_a_task_runs_in_the_worker_and_its_answer_comes_back(worker: Worker, answers: Answers) -> None:
    worker.submit(add, 2, 3, lane="short", key="sum", **answers.hooks())
    assert answers.next() == ("done", 5)
    assert worker.idle


def test_progress_arrives_in_order(worker: Worker, answers: Answers) -> None:
    seen: list[ProgressNotice] = []
    worker.submit(steps, 3, lane="short", key="steps", progress=seen.append, **answers.hooks())
    assert answers.next() == ("done", 3)
    assert [(p.done, p.total, p.message) for p in seen] == [(0, 3, "step 0"), (1, 3, "step 1"), (2, 3, "step 2")]


def test_a_short_question_does_not_wait_behind_a_long_task(worker: Worker, answers: Answers) -> None:
    worker.submit(wait_for_gate, lane="long", key="long", **answers.hooks())
    assert answers.next() == ("event", "waiting")
    worker.submit(add, 1, 1, lane="short", key="sum", **answers.hooks())
    assert answers.next() == ("done", 2)
    worker.submit(open_gate, lane="short", key="gate", **answers.hooks())
    assert {answers.next()[1], answers.next()[1]} == {None, "opened"}


def test_the_latest_task_of_a_key_wins(worker: Worker, answers: Answers) -> None:
    worker.submit(until_cancelled, lane="short", key="view", **answers.hooks())
    assert answers.next() == ("event", "begun")
    worker.submit(add, 20, 22, lane="short", key="view", **answers.hooks())
    assert answers.next() == ("done", 42)
    assert answers.all.empty()


def test_a_cancelled_task_stops_and_calls_nobody(worker: Worker, answers: Answers) -> None:
    worker.submit(until_cancelled, lane="short", key="view", **answers.hooks())
    assert answers.next() == ("event", "begun")
    worker.cancel("view")
    assert worker.idle
    worker.submit(add, 1, 2, lane="short", key="sum", **answers.hooks())
    assert answers.next() == ("done", 3)


def test_failures_tell_a_persons_error_from_a_mistake(worker: Worker, answers: Answers) -> None:
    worker.submit(fail_for_a_person, lane="short", key="a", **answers.hooks())
    kind, failure = answers.next()
    assert (kind, failure.message, failure.expected) == ("failed", "Name a folder.", True)
    worker.submit(fail_by_mistake, lane="short", key="a", **answers.hooks())
    kind, failure = answers.next()
    assert isinstance(failure, Failure)
    assert not failure.expected
    assert "fail_by_mistake" in failure.traceback


def test_a_worker_that_dies_fails_its_tasks_and_can_be_started_again(worker: Worker, answers: Answers) -> None:
    worker.submit(die, lane="short", key="die", **answers.hooks())
    kind, failure = answers.next()
    assert kind == "failed"
    assert "ended unexpectedly" in failure.message
    assert answers.next() == ("died", None)
    # what is asked of a process that is gone was meant for what it knew, not for the next one
    worker.submit(add, 1, 2, lane="short", key="late", **answers.hooks())
    kind, failure = answers.next()
    assert kind == "failed"
    assert failure.lost
    worker.start()
    worker.submit(add, 3, 4, lane="short", key="sum", **answers.hooks())
    assert answers.next() == ("done", 7)


def test_closing_ends_a_process_that_is_still_at_work(worker: Worker, answers: Answers) -> None:
    worker.submit(until_cancelled, lane="short", key="view", **answers.hooks())
    assert answers.next() == ("event", "begun")
    worker.close()
    assert not worker.running


def say_that_it_runs(context: Context, call: Call, name: str) -> str:
    call.publish(name)
    return name


def test_of_the_tasks_that_wait_the_lowest_rank_comes_first_then_the_first_that_was_asked(
    worker: Worker, answers: Answers
) -> None:
    worker.submit(wait_for_gate, lane="long", key="long", **answers.hooks())
    assert answers.next() == ("event", "waiting")
    for name, rank in (("hidden", -1), ("first in front", -2), ("second in front", -2), ("not urgent", 0)):
        worker.submit(say_that_it_runs, name, lane="long", key=name, rank=rank, **answers.hooks())
    worker.submit(open_gate, lane="short", key="gate", **answers.hooks())
    begun: list[str] = []
    while len(begun) < 4:
        kind, what = answers.next()
        begun += [what] if kind == "event" else []
    assert begun == ["first in front", "second in front", "hidden", "not urgent"]
