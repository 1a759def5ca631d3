"""For every test, with Qt or without: no screen is needed, and no folder of the person who runs them is touched."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# a loop is compiled when it is first called, which takes as long as it takes; what hangs is ended by pytest-timeout
settings.register_profile("counterpoint", deadline=None)
settings.load_profile("counterpoint")

if sys.platform not in {"win32", "darwin"} and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    # before anything imports Qt, which would end the process where there is no screen
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_HOME = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep settings and caches in a folder that goes away."""
    home = tempfile.TemporaryDirectory(prefix="counterpoint-tests-", ignore_cleanup_errors=True)
    config.stash[_HOME] = home
    os.environ["COUNTERPOINT_HOME"] = home.name


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let that folder go."""
    home = config.stash.get(_HOME, None)
    if home is not None:
        home.cleanup()


_BELOW = (
    "analysis",
    "annotation",
    "benchmarks",
    "codebooks",
    "corpus",
    "domain",
    "index",
    "project",
    "session",
    "vectors",
    "workspace",
)
"""Folders of tests whose subject neither has Qt nor looks for it. Charts, exports and commands may: they are tested both
with Qt and without."""


_LONGEST = frozenset(
    (
        "test_text_is_text",
        "test_no_network",
        "test_window_faults",
        "test_kills",
        "test_window_project",
        "test_window_process",
    )
)
"""Files of which the last one to begin would keep one core busy while the others have nothing left to do."""


def is_below(path: Path, marks: Container[str]) -> bool:
    """Whether a test is only for the run without Qt, when all tests are run: with Qt it would show nothing more."""
    folder, *rest = path.relative_to(Path(__file__).parent).parts
    return bool(rest) and folder in _BELOW and "window" not in marks and "long" not in marks


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark those tests, before ``-m`` chooses, and begin with the longest files."""
    for item in items:
        if is_below(item.path, {mark.name for mark in item.iter_markers()}):
            item.add_marker(pytest.mark.below)
    items.sort(key=lambda item: item.path.stem not in _LONGEST)


_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for one fault, without a slow disk behind it where there is one: what is tested is not the disk."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="counterpoint-faults-", dir=_MEMORY) as made:
        yield Path(made)
