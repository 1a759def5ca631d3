"""What was made before from the very same things, so that one decision does not make everything anew."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Final, TypeVar

_Made = TypeVar("_Made")

_KEPT: Final = 6
"""Results of one kind that are kept: enough for undo, redo and a change of scope and back."""
_COMPARED: Final = (str, int, float, bytes, tuple, frozenset, type(None))
"""Sources that are the same when they are equal. All others must be the same object."""


class Memory:
    """The last results of each kind, with what each was made from. Thread-safe; what is made is made once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[str, threading.RLock] = {}
        self._kept: dict[str, deque[tuple[tuple[object, ...], Any]]] = {}

    def recall(self, kind: str, sources: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """What was made from these sources before, or is made now.

        Args:
            kind: what it is; each kind has its own results.
            sources: everything that it follows from. They must not be changed afterwards.
            make: makes it.
        """
        with self._lock:
            gate = self._making.setdefault(kind, threading.RLock())
        known: tuple[_Made] | None = self.known(kind, sources)
        if known is None:
            with gate:
                known = self.known(kind, sources)  # another thread may have made it meanwhile
                if known is None:
                    known = (make(),)
                    self.keep(kind, sources, known[0])
        return known[0]

    def keep(self, kind: str, sources: tuple[object, ...], made: object) -> None:
        """Remember something; of several with the same sources the latest is given."""
        with self._lock:
            self._kept.setdefault(kind, deque(maxlen=_KEPT)).append((sources, made))

    def known(self, kind: str, sources: tuple[object, ...]) -> tuple[Any] | None:
        """What was made from these sources before, alone in a tuple; ``None`` when nothing was."""
        with self._lock:
            kept = list(self._kept.get(kind, ()))
        for before, made in reversed(kept):
            if len(before) == len(sources) and all(map(_same, before, sources)):
                return (made,)
        return None


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, _COMPARED) and type(one) is type(other) and one == other)
