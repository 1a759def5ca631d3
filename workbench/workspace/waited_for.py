"""Which articles a person is waiting for while names and quotes are being looked for."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

_ON_SCREEN: Final = 4
"""Articles that the Reader shows side by side at most."""


class WaitedFor:
    """The articles on the screen, then those in the scope. Thread-safe: the window asks while annotation runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: tuple[str, ...] = ()
        self._counted: Sequence[str] = ()
        self._ids: tuple[str, ...] = ()

    def show(self, document_id: str) -> None:
        """An article is on the screen now."""
        with self._lock:
            if self._shown[:1] != (document_id,):
                others = tuple(other for other in self._shown if other != document_id)
                self._shown = (document_id, *others[: _ON_SCREEN - 1])
                self._ids = (*self._shown, *self._counted)

    def count(self, documents: Sequence[str]) -> None:
        """These articles are in the scope now."""
        with self._lock:
            if documents is not self._counted:
                self._counted = documents
                self._ids = (*self._shown, *documents)

    def ids(self) -> Sequence[str]:
        """The most urgent first; the same object as long as they are the same."""
        return self._ids
