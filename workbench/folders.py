"""Where the program keeps its own files: settings, the cache of annotations, backups of projects."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_config_path, user_data_path

HOME_VARIABLE: Final = "COUNTERPOINT_HOME"
"""Names one folder for all of it; portable installations and tests set it."""


def _folder(default: Path) -> Path:
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else default


def settings_file() -> Path:
    """Window layout and theme."""
    return _folder(user_config_path("Counterpoint", appauthor=False)) / "settings.ini"


def backups_folder() -> Path:
    """Backups of projects, one folder a project. Deleting it loses nothing but the backups."""
    return _folder(user_data_path("Counterpoint", appauthor=False)) / "backups"


def drafts_folder() -> Path:
    """Work that nobody has saved under a name yet. Deleting it loses that work."""
    return _folder(user_data_path("Counterpoint", appauthor=False)) / "unsaved"


def words_folder() -> Path:
    """The words of projects beside which they can't be kept. Deleting it loses nothing but time."""
    return _folder(user_cache_path("Counterpoint", appauthor=False)) / "words"


def compiled_folder() -> Path:
    """Compiled loops of the installed app. Deleting it loses nothing but time."""
    return _folder(user_cache_path("Counterpoint", appauthor=False)) / "compiled"


def cache_file() -> Path:
    """Annotations by text hash and pipeline version."""
    return _folder(user_cache_path("Counterpoint", appauthor=False)) / "annotations.sqlite3"
