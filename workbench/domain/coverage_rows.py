"""What a row of what outlets cover is about: its id says it, and so does a highlight."""

from __future__ import annotations

from typing import Final

from workbench.domain.focus import Focus

VOICE_ROW: Final = "voice:"
ENTITY_ROW: Final = "entity:"
"""What the ids of rows about a speaker and about an entity begin with; the rest is its id. Other ids are groups of passages."""

KIND_WORDS: Final = {"fact": "fact", "voice": "voice", "entity": "name", "figure": "figure"}
"""Kinds of rows in words."""


def subject_of_row(row_id: str, outlet: str = "") -> Focus:
    """A voice, an entity, or a group of passages, in one outlet or anywhere."""
    if row_id.startswith(VOICE_ROW):
        return Focus(speaker=row_id.removeprefix(VOICE_ROW), outlet=outlet, indirect=True)
    if row_id.startswith(ENTITY_ROW):
        return Focus(entity=row_id.removeprefix(ENTITY_ROW), outlet=outlet)
    return Focus(group=row_id, outlet=outlet)


def row_of_subject(focus: Focus) -> str:
    """The id of the row that a highlight is about, the other way round; empty for none."""
    if focus.speaker:
        return f"{VOICE_ROW}{focus.speaker}"
    return f"{ENTITY_ROW}{focus.entity}" if focus.entity else focus.group
