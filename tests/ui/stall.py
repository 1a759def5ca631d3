"""Measures how long the event loop was busy without coming round: what a person feels as a window that hangs."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final, Self

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL_MS: Final = 5


class StallWatch(QObject):
    """A timer that notes the longest time between two of its ticks, beyond its own interval.

    Used with ``with``: watching begins on entering, and the gap up to leaving counts too.
    """

    def __init__(self, parent: QObject | None = None, *, interval_ms: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._interval = interval_ms / 1000
        self._last = 0.0
        self.longest = 0.0
        """Seconds by which the latest tick came late, at most."""
        self.ticks = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(interval_ms)
        self._timer.timeout.connect(self._tick)

    @property
    def longest_ms(self) -> float:
        """The longest stall in milliseconds."""
        return 1000 * self.longest

    def start(self) -> None:
        """Begin to watch, from nothing."""
        self.longest, self.ticks, self._last = 0.0, 0, time.perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """Stop watching. Returns the longest stall in milliseconds."""
        if self._timer.isActive():
            self._note()
            self._timer.stop()
        return self.longest_ms

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()

    def _tick(self) -> None:
        self.ticks += 1
        self._note()

    def _note(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - self._interval)
        self._last = now
