"""Names that people gave to stories. Which article is in which story is its metadata field ``story_id``."""

from __future__ import annotations

from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

STORY: Final = "story"
"""The collection of names. A key is a story's id, a value its name."""
FOUND: Final = "story-"
"""What the id of a found story begins with; the id of its earliest article follows."""


def change_for_story_name(story_id: str, name: str) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to name a story; no name takes the name away."""
    return {(STORY, story_id): name or None}


def story_names_in(decisions: Decisions) -> dict[str, str]:
    """The names by story id. What this version can't read as a name is left out."""
    return {
        story: name for story, name in decisions.collection(STORY).items() if story and isinstance(name, str) and name
    }
