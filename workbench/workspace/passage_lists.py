"""Passages that were looked for last, and their orders, so that the next lines of a concordance are there at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from typing import Any, Final, TypeVar

_Made = TypeVar("_Made", bound=Sized)

_MOST: Final = 16
_MOST_ENTRIES: Final = 12_000_000
"""Passages in all lists together; one takes 16 bytes, or 8 in an order."""


class PassageLists:
    """The lists that were used last. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """The list of a key, made when it is not there any more; two who ask at the same time may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: _Made = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and (
                len(self._kept) > _MOST or sum(map(len, self._kept.values())) > _MOST_ENTRIES
            ):
                self._kept.popitem(last=False)
        return made
