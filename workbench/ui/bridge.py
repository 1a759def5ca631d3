"""Between the working process and the window: answers arrive in the interface thread through one queued signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from workbench.jobs.worker import Failure, ProgressNotice, Task, Worker

Done = Callable[[Any], None]


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
            lanes=("open", "journal", "save", "list", "lines", "view", "preview", "export", "care"),
            on_event=lambda payload: self._arrived.emit(self.published.emit, payload),
            on_died=lambda: self._arrived.emit(lambda _: self.died.emit(), None),
        )
        self._awaited = 0
        self._keys: dict[str, object] = {}
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
    ) -> None:
        """Run a task; the latest of a key wins. Callbacks run in the interface thread, unless a newer one took over."""
        token = object()
        self._keys[key] = token

        def current(callback: Done, last: bool) -> Done:
            def deliver(payload: Any) -> None:
                if self._keys.get(key) is token:
                    if last:
                        del self._keys[key]
                    callback(payload)

            return lambda payload: self._arrived.emit(deliver, payload)

        self._worker.submit(
            task,
            *arguments,
            lane=lane,
            key=key,
            done=current(done, True),
            failed=current(failed, True),
            progress=current(progress, False) if progress is not None else None,
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
