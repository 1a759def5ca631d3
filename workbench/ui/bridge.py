"""Between the working process and the window: answers arrive in the interface thread through one queued signal."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workbench.jobs.worker import Failure, ProgressNotice, Task, Worker

Done = Callable[[Any], None]

LANES: Final = ("open", "journal", "save", "list", "lines", "view", "preview", "export", "care", "passages")
_NOT_URGENT: Final = 1
"""The rank of what is asked once more while an answer to it is on the screen."""


@dataclass(slots=True, eq=False)
class _Awaited:
    """A question that has no answer yet."""

    about: Hashable
    task: Task
    arguments: tuple[Any, ...]
    done: Done
    failed: Callable[[Failure], None]
    progress: Callable[[ProgressNotice], None] | None
    lane: str
    again: bool = False
    """Whether it was asked again meanwhile, word for word."""

    def equals(self, other: _Awaited) -> bool:
        return self.about is not None and (self.about, self.task, self.lane, self.arguments) == (
            other.about,
            other.task,
            other.lane,
            other.arguments,
        )


class Bridge(QObject):
    """Asks the working process and hands its answers to the interface thread."""

    published = Signal(object)
    """Something that a task published."""
    died = Signal()
    """The working process ended by itself."""
    settled = Signal()
    """An answer was handed over and no other is awaited."""

    _arrived = Signal(object, object)

    def __init__(self, make_context: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker(
            make_context,
            lanes=LANES,
            on_event=lambda payload: self._arrived.emit(self.published.emit, payload),
            on_died=lambda: self._arrived.emit(lambda _: self.died.emit(), None),
        )
        self._keys: dict[str, _Awaited] = {}
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the working process. Returns at once."""
        self._worker.start()

    @property
    def idle(self) -> bool:
        """Whether no answer is awaited."""
        return not self._keys

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
        """Run a task; the latest of a key wins. Callbacks run in the interface thread, unless a newer one took over.

        Args:
            task: a module-level function.
            arguments: what it is given.
            key: names the question.
            done: takes the answer.
            failed: takes what went wrong.
            progress: told how far it is.
            lane: one of :data:`LANES`.
            rank: of what waits in a lane the lowest comes first.
            about: what the question is about, when its answer changes only by becoming more complete. Asked again word
                for word about the same, such a question keeps its place: its answer is taken, and it is asked once more
                then. Otherwise a question that takes longer than what it is about rests would never be answered.
        """
        asked = _Awaited(about, task, arguments, done, failed, progress, lane)
        before = self._keys.get(key)
        if before is not None and before.equals(asked):
            before.done, before.failed, before.progress, before.again = done, failed, progress, True
            return
        self._submit(key, asked, rank)

    def _submit(self, key: str, asked: _Awaited, rank: int) -> None:
        self._keys[key] = asked

        def finish(failure: bool, payload: Any) -> None:
            if self._keys.get(key) is not asked:
                return
            if asked.again and not (failure and payload.lost):
                asked.again = False
                once_more = _Awaited(
                    asked.about, asked.task, asked.arguments, asked.done, asked.failed, asked.progress, asked.lane
                )
                self._submit(key, once_more, _NOT_URGENT)
            else:
                del self._keys[key]
            (asked.failed if failure else asked.done)(payload)

        def tell(notice: ProgressNotice) -> None:
            if self._keys.get(key) is asked and asked.progress is not None:
                asked.progress(notice)

        self._worker.submit(
            asked.task,
            *asked.arguments,
            lane=asked.lane,
            key=key,
            done=lambda answer: self._arrived.emit(lambda payload: finish(False, payload), answer),
            failed=lambda failure: self._arrived.emit(lambda payload: finish(True, payload), failure),
            progress=(lambda notice: self._arrived.emit(tell, notice)) if asked.progress is not None else None,
            rank=rank,
        )

    def cancel(self, key: str) -> None:
        """Drop what is under way for a key; nobody is called."""
        if self._keys.pop(key, None) is not None:
            self._worker.cancel(key)
            if not self._keys:
                self.settled.emit()

    def close(self) -> None:
        """End the working process."""
        self._keys.clear()
        self._worker.close()

    @Slot(object, object)
    def _hand_over(self, callback: Done, payload: Any) -> None:
        was_idle = self.idle
        callback(payload)
        if self.idle and not was_idle:
            self.settled.emit()
