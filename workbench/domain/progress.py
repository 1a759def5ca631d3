"""How a long task says how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by a task at each step. Raises :class:`workbench.domain.errors.Cancelled` when the task should stop."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Report ``done`` of ``total`` steps; ``total`` 0 means "not known yet"."""


def no_progress(done: int, total: int, message: str = "") -> None:
    """A progress that tells nobody and never cancels."""
