"""What can be wrong with a project file, each with the next step in its message."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import CounterpointError
from workbench.project.holder import Holder


class ProjectError(CounterpointError):
    """Base of everything that can go wrong with a project file."""


class NotAProjectError(ProjectError):
    """What was named is no project: it is missing, empty, something else, or holds what no project holds."""


class ProjectDamagedError(NotAProjectError):
    """A project whose content can't be read: cut short, or changed by something other than this program."""


class NewerProjectError(ProjectError):
    """A newer version of the program wrote this project, so it is not changed here."""


class ProjectInUseError(ProjectError):
    """Another window, program or machine has the project open."""

    def __init__(self, message: str, holder: Holder | None = None, *, holder_only: bool = False) -> None:
        super().__init__(message)
        self.holder = holder
        """Who has it, when that is known."""
        self.holder_only = holder_only
        """Whether only the note of another machine says so, and SQLite's own lock was free."""

    @property
    def facts(self) -> dict[str, str]:
        """Who has it, and ``holder_only`` "1" when it may be taken over."""
        found = {"holder_only": "1"} if self.holder_only else {}
        if self.holder is not None:
            found |= {"user": self.holder.user, "machine": self.holder.machine, "since": self.holder.since}
        return found


class ProjectNotWritableError(ProjectError):
    """The project can't be written: a read-only file or folder, a full disk, or opened for reading."""


class ProjectMovedError(ProjectNotWritableError):
    """The file was moved, renamed, deleted or replaced while it was open. What it held can still be read."""

    def __init__(self, message: str, now_at: Path | None = None) -> None:
        super().__init__(message)
        self.now_at = now_at
        """Where it was found, or ``None``."""


class ProjectConflictError(ProjectError):
    """What was to be written into the journal does not follow from what is there. Nothing was written."""


class ProjectClosedError(ProjectError):
    """The project was closed before or while it was used."""


class ProjectExistsError(ProjectError):
    """A new project was to be made where a file already is."""
