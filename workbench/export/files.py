"""Writing a file whole or not at all, and the error that says why it could not be written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from workbench.domain.errors import CounterpointError


class ExportError(CounterpointError):
    """Something could not be exported; the message names the file or folder and the next step."""


def check_folder(folder: Path) -> None:
    """Say early that a folder can't be written, before long work is done for it. Nothing is made.

    Raises:
        ExportError: it, or the folder that it would be made in, is no folder or can't be written.
    """
    nearest = next((place for place in (folder, *folder.parents) if os.path.lexists(place)), Path())
    if not nearest.is_dir():
        raise ExportError(f"{nearest} is a file, so nothing can be written to {folder}. Choose another folder.")
    if not os.access(nearest, os.W_OK):
        raise ExportError(
            f"Nothing can be written to the folder {folder} (no permission). Choose a folder that you can write to."
        )


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream for a file that gets its name only when everything is written; until then an older one stays.

    Folders on the way are made. Whatever is raised inside, nothing half-written is left.

    Raises:
        ExportError: the folder or the file can't be written.
    """
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{path.name[:100]}.{secrets.token_hex(4)}.part"
        stream = part.open("xb")
    except OSError as error:
        raise ExportError(
            f"Nothing can be written to the folder {folder} ({_why(error)}). Choose a folder that you can write to."
        ) from error
    try:
        try:
            with stream:
                yield stream
            os.replace(part, path)  # noqa: PTH105 - the one call that replaces a file in one step on every system
        except OSError as error:
            raise ExportError(
                f"{path} could not be written ({_why(error)}). "
                "Close it if it is open in another program, check that the disk has room, and try again."
            ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
