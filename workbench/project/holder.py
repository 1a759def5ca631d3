"""Who has a project open: a small file beside it. SQLite's own lock decides; this file only tells people who holds it."""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_LARGEST: Final = 10_000
"""In bytes. The file is read before anything else is known about the folder, so no more than this is taken in."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who opened a project for writing."""

    user: str = ""
    machine: str = ""
    pid: int = 0
    """The number of the process."""
    since: str = ""
    """ISO 8601, UTC."""

    @property
    def is_here(self) -> bool:
        """Whether it is this machine."""
        return self.machine == platform.node()

    def __str__(self) -> str:
        """In words, for the middle of a sentence."""
        who = self.user or "somebody"
        where = f" on {self.machine}" if self.machine else ""
        when = f" since {self.since[:16].replace('T', ' ')} UTC" if self.since else ""
        return f"{who}{where}{when}"


def this_process() -> Holder:
    """Who we are."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name in the environment, no entry for the number
        user = ""
    return Holder(user, platform.node(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))


def holder_file(project: Path) -> Path:
    """The file that tells who has a project open."""
    return project.with_name(f".{project.name}.open")


def read_holder(project: Path) -> Holder | None:
    """Who has a project open according to the file beside it; ``None`` when nothing or nonsense stands there."""
    try:
        with holder_file(project).open("rb") as stream:
            values = json.loads(stream.read(_LARGEST))
        user, machine, since = (str(values.get(name, ""))[:200] for name in ("user", "machine", "since"))
        return Holder(user, machine, int(values.get("pid", 0)), since)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def write_holder(project: Path, holder: Holder) -> None:
    """Tell others who has the project. A folder that does not take the file makes no difference to the lock."""
    with suppress(OSError):
        holder_file(project).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def remove_holder(project: Path, holder: Holder) -> None:
    """Take back what :func:`write_holder` wrote, unless somebody else's stands there by now."""
    if read_holder(project) == holder:
        with suppress(OSError):
            holder_file(project).unlink()
