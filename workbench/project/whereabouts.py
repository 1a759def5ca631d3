"""Whether a file is still the one that was opened, and where it went."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

Identity = tuple[int, int]
"""The device and the number of a file on it; names come and go, these stay."""

_MOST_ENTRIES: Final = 2000
"""Of one folder that are looked at, and folders beside the file's own. Looking must not take longer than a glance."""


def identity(path: Path) -> Identity | None:
    """Which file has this name now; ``None`` when none has, or when the system does not number its files."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None


def where_it_went(path: Path, wanted: Identity) -> Path | None:
    """The new name of a file that was at ``path``: in its folder, the one above, or one beside it. ``None`` if unseen."""
    for folder in _folders_around(path.parent):
        try:
            with os.scandir(folder) as entries:
                for entry in islice(entries, _MOST_ENTRIES):
                    if entry.inode() == wanted[1] and identity(Path(entry.path)) == wanted:
                        return Path(entry.path)
        except OSError:
            continue
    return None


def _folders_around(folder: Path) -> Iterator[Path]:
    yield folder
    for around in (folder, folder.parent):
        if around != folder:
            yield around
        try:
            with os.scandir(around) as entries:
                for entry in islice(entries, _MOST_ENTRIES):
                    if entry.is_dir(follow_symlinks=False) and entry.path != str(folder):
                        yield Path(entry.path)
        except OSError:
            continue
