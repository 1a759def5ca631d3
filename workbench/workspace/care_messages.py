"""What the window hears about backups, damage and salvage of project files. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup of a project file that was found sound when it was made."""

    path: str
    kind: str
    """``daily`` or ``before-migration``."""
    made_at: str
    """ISO 8601 with the offset from UTC."""
    articles: int
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """What was saved of a damaged project."""

    path: str
    """The new project; the damaged file is as it was."""
    articles: int
    lost: int | None
    """Articles that there were and that could not be saved; ``None`` when nobody can know."""
    decisions: int
    """Decided values that were saved."""
    notes: tuple[str, ...] = ()
    """What a person should know, in plain words."""


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """What a look at a project file found, without changing it."""

    path: str
    kind: str
    """What the file is, e.g. ``sound``, ``damaged``, ``empty`` (see ``workbench.project.inspection.Kind``)."""
    message: str
    """In plain words; empty when there is nothing to say."""
    restore: bool = False
    """Whether a backup would help."""
    salvage: bool = False
    """Whether saving what can be read would help."""


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """What the daily backup came to."""

    made: bool = False
    """Whether a backup was made now; not when there is one of today."""
    problem: str = ""
    """Why none could be made, as one quiet sentence."""
