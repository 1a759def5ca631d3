"""Drafts: project files for work that nobody has saved yet, so that it outlives the program too.

A draft comes into being with the first decision that no project file would keep. It goes when the work is saved under a
name or thrown away on purpose; after a crash it is offered at the next start.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from workbench.domain.progress import Progress, no_progress
from workbench.folders import drafts_folder
from workbench.project.errors import ProjectError, ProjectInUseError
from workbench.project.opening import SUFFIX
from workbench.project.store import Project
from workbench.workspace.kept_words import KeptWords
from workbench.workspace.messages import Draft

MOST_OFFERED: Final = 20
_UNFIT: Final = re.compile(r"[^\w .,()-]+")


def draft_path(name: str) -> Path:
    """Where a new draft of work called ``name`` goes; nothing is there yet.

    Raises:
        ProjectError: the folder can't be made.
    """
    folder = drafts_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProjectError(
            f"Unsaved work can't be kept in {folder} ({error.strerror}). Save it as a project (File, Save)."
        ) from error
    stem = _UNFIT.sub(" ", name)[:60].strip(" .") or "Articles"
    day = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M")
    for number in count(1):
        path = folder / f"{stem} {day}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        if not path.exists():
            return path
    raise AssertionError  # the numbers never end


def is_draft(path: Path) -> bool:
    """Whether a project file is a draft."""
    return path.resolve().parent == drafts_folder().resolve()


def discard(path: Path) -> None:
    """Delete a draft. Only files in the folder of drafts are ever deleted.

    Raises:
        ProjectError: it can't be deleted.
    """
    if not is_draft(path):
        raise ValueError(f"{path} is no draft")
    KeptWords(path).forget()
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(
            f"The unsaved work {path} can't be deleted ({error.strerror}). Delete it by hand."
        ) from error


def drafts(*, progress: Progress = no_progress) -> tuple[Draft, ...]:
    """The drafts that a crash or an opening left behind, newest first; those that are open elsewhere are left out."""
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        found = [(path.stat().st_mtime, path) for path in drafts_folder().glob(f"*{SUFFIX}")]
    out: list[Draft] = []
    for number, (changed, path) in enumerate(sorted(found, reverse=True)):
        if len(out) == MOST_OFFERED:
            break
        progress(number, len(found), "Looking for unsaved work")
        when = datetime.fromtimestamp(changed).astimezone().isoformat(timespec="seconds")
        try:
            with Project.open(path, read_only=True) as project:
                out.append(Draft(str(path), path.stem, when, len(project.characters())))
        except ProjectInUseError:
            continue  # another window has it
        except ProjectError:
            out.append(Draft(str(path), path.stem, when, None))
    return tuple(out)
