"""Which column of a table is which field: what a person chose, what they chose last time, and the way back to the guess."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QSettings

from workbench.workspace.import_messages import ColumnChoice, ImportPreview

Columns = tuple[str, ...]

FIELD_WORDS: Final = {
    "text": "Text",
    "title": "Title",
    "outlet": "Outlet",
    "date": "Date",
    "author": "Author",
    "url": "Address",
    "section": "Section",
    "language": "Language",
    "words": "Length",
    "wire_agency": "Agency",
    "story_id": "Story",
    "id": "Own id",
}
"""The fields that a column can be, in the order in which they are shown, in words."""

_SETTING: Final = "import columns"
_MOST_REMEMBERED: Final = 100
"""Layouts of tables that are remembered; the one that was used longest ago goes first."""


class Origin(Enum):
    """Where the mapping of a table comes from."""

    GUESSED = "guessed"
    LAST_TIME = "as last time"
    CHOSEN = "chosen"


class RememberedColumns:
    """What was chosen for tables in earlier imports, kept among the settings by the exact names of their columns."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def load(self) -> dict[Columns, dict[str, str]]:
        """All that is remembered, the newest first. What can't be read is left out."""
        try:
            stored: Any = json.loads(str(self._settings.value(_SETTING, "[]")))
        except ValueError:
            return {}
        found: dict[Columns, dict[str, str]] = {}
        for entry in stored if isinstance(stored, list) else ():
            match entry:
                case [list(columns), dict(by_field)]:
                    kept = {str(field): str(column) for field, column in by_field.items() if field in FIELD_WORDS}
                    if kept:
                        found.setdefault(tuple(str(column) for column in columns), kept)
        return found

    def update(self, used: Mapping[Columns, Mapping[str, str]], dropped: Iterable[Columns] = ()) -> None:
        """Remember what was used just now, and forget what was given up for the guess."""
        gone = {*used, *dropped}
        before = self.load()
        kept = {**used, **{columns: by_field for columns, by_field in before.items() if columns not in gone}}
        if kept == before and list(kept) == list(before):
            return
        newest = [[list(columns), dict(by_field)] for columns, by_field in kept.items()][:_MOST_REMEMBERED]
        self._settings.setValue(_SETTING, json.dumps(newest))


class ColumnChoices:
    """The mappings of one import. Tables with the same columns have one mapping."""

    def __init__(self, remembered: RememberedColumns) -> None:
        self._remembered = remembered
        self._last_time = remembered.load()
        self._chosen: dict[Columns, dict[str, str]] = {}
        self._guessed: dict[Columns, dict[str, str]] = {}
        self._given_up: set[Columns] = set()

    def choose(self, columns: Columns, shown: Mapping[str, str], field: str, column: str) -> None:
        """Take a column for a field, no column when it is empty; the other fields stay as they are shown."""
        by_field = {name: shown.get(name, "") for name in FIELD_WORDS}
        by_field[field] = column
        self._chosen[columns] = by_field
        self._given_up.discard(columns)

    def back_to_guess(self, columns: Columns) -> None:
        """Use what the program takes the columns for."""
        self._chosen.pop(columns, None)
        if columns in self._last_time:
            self._given_up.add(columns)

    def origin(self, columns: Columns) -> Origin:
        """Where the mapping of tables with these columns comes from."""
        if columns in self._chosen:
            return Origin.CHOSEN
        if columns in self._last_time and columns not in self._given_up:
            return Origin.LAST_TIME
        return Origin.GUESSED

    def is_guess(self, columns: Columns, field: str, column: str) -> bool:
        """Whether the program would have taken the same column for the field."""
        return self.origin(columns) is Origin.GUESSED or self._guessed.get(columns, {}).get(field, "") == column != ""

    def note_guesses(self, preview: ImportPreview) -> None:
        """Learn from a preview what is guessed where nothing was chosen."""
        for file in preview.files:
            if file.columns and self.origin(file.columns) is Origin.GUESSED:
                self._guessed[file.columns] = dict(file.by_field)

    def for_request(self) -> tuple[ColumnChoice, ...]:
        """What the working process is told: choices of now, and those of last time for other tables."""
        every = {**{c: m for c, m in self._last_time.items() if c not in self._given_up}, **self._chosen}
        return tuple((columns, tuple(by_field.items())) for columns, by_field in every.items())

    def remember(self, preview: ImportPreview) -> None:
        """Keep for the next time what is used for the tables of this import."""
        here = {file.columns for file in preview.files if file.columns}
        every = {**self._last_time, **self._chosen}
        used = {c: by_field for c, by_field in every.items() if c in here and c not in self._given_up}
        self._remembered.update(used, self._given_up)
