"""Writing a picture file whole or not at all. What is in the picture is drawn in :mod:`workbench.charts`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from workbench.export.files import written_whole


def write_picture(save: Callable[[BinaryIO], None], path: Path) -> None:
    """Call ``save`` with a stream (PNG, SVG or anything else) and give its file the name when all of it is written.

    Raises:
        ExportError: the folder or the file can't be written.
    """
    with written_whole(path) as stream:
        save(stream)
