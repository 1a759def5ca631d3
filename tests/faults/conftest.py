"""Faults are made in a folder without a slow disk behind it where there is one: what is tested is not the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for one fault."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="counterpoint-faults-", dir=_MEMORY) as made:
        yield Path(made)
