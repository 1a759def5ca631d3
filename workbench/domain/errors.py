"""Errors meant for people: what happened, to what, and what to do next."""

from __future__ import annotations


class CounterpointError(Exception):
    """Base of every error whose message is shown to a person as it stands."""

    @property
    def facts(self) -> dict[str, str]:
        """What a window needs to offer the next step, e.g. the path of a damaged file."""
        return {}


class UnusableInputError(CounterpointError):
    """Nothing in what was named could be read as an article (exit code 3)."""


class UsageError(CounterpointError):
    """A command or option that makes no sense (exit code 2)."""


class QueryError(CounterpointError):
    """A search that can't be understood. ``position`` is the code point in the query where it went wrong."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Cancelled(Exception):  # noqa: N818 - a signal to stop, not an error
    """Raised inside a task by its progress when a person cancelled it or a newer request took its place."""
