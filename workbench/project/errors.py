"""What can be wrong with a project file, each with the next step in its message."""

from __future__ import annotations

from workbench.domain.errors import CounterpointError


class ProjectError(CounterpointError):
    """Base of everything that can go wrong with a project file."""


class NotAProjectError(ProjectError):
    """What was named is no project: it is missing, empty, something else, or holds what no project holds."""


class ProjectDamagedError(NotAProjectError):
    """A project whose content can't be read: cut short, or changed by something other than this program."""


class NewerProjectError(ProjectError):
    """A newer version of the program wrote this project, so it is not changed here."""


class ProjectInUseError(ProjectError):
    """Another window or program has the project open."""


class ProjectNotWritableError(ProjectError):
    """The project can't be written: a read-only file or folder, a full disk, or opened for reading."""


class ProjectExistsError(ProjectError):
    """A new project was to be made where a file already is."""
