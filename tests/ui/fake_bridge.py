"""A bridge without a working process: answers come from a table of what each task gives."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from workbench.jobs.worker import Failure, ProgressNotice, Task
from workbench.ui.bridge import Bridge, Done


def _no_context() -> None:
    return None


class FakeBridge(Bridge):
    """Answers ``ask`` from ``answers``: a value, a :class:`Failure`, or a function of the task's arguments.

    Answers come through the event loop, as they do from the working process, or at once when ``at_once`` is set. A task
    without an answer is never answered. ``asked`` holds what was asked: the task's name, and its arguments.
    """

    def __init__(self, *, at_once: bool = False, parent: QObject | None = None) -> None:
        super().__init__(_no_context, parent)
        self.at_once = at_once
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.ranks: dict[str, int] = {}
        """How urgent each key was asked last; the lowest comes first."""
        self.about: dict[str, Hashable] = {}
        self._waiting: dict[str, object] = {}

    def answer(self, task: Task, value: Any) -> None:
        """What a task gives from now on."""
        self.answers[task.__name__] = value

    def asked_for(self, task: Task) -> list[tuple[Any, ...]]:
        """The arguments of each time that a task was asked."""
        return [arguments for name, arguments in self.asked if name == task.__name__]

    def start(self) -> None:
        """There is no process to start."""

    @property
    def idle(self) -> bool:
        """Whether no answer is awaited."""
        return not self._waiting

    def ask(
        self,
        task: Task,
        *arguments: Any,
        key: str,
        done: Done,
        failed: Callable[[Failure], None],
        progress: Callable[[ProgressNotice], None] | None = None,
        lane: str = "view",
        rank: int = 0,
        about: Hashable = None,
    ) -> None:
        """Answer a task; the latest of a key wins."""
        self.asked.append((task.__name__, arguments))
        self.ranks[key], self.about[key] = rank, about
        if task.__name__ not in self.answers:
            return
        token = object()
        self._waiting[key] = token

        def deliver() -> None:
            if self._waiting.get(key) is not token:
                return
            del self._waiting[key]
            answer = self.answers[task.__name__]
            value = answer(*arguments) if callable(answer) else answer
            if isinstance(value, Failure):
                failed(value)
            else:
                done(value)
            if self.idle:
                self.settled.emit()

        if self.at_once:
            deliver()
        else:
            QTimer.singleShot(0, self, deliver)

    def cancel(self, key: str) -> None:
        """Drop what is under way for a key."""
        self._waiting.pop(key, None)

    def close(self) -> None:
        """There is no process to end."""
        self._waiting.clear()
