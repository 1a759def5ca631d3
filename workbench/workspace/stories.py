"""Which story each article belongs to: found while opening, and what of it people named or put together otherwise.

What is found depends on the articles as they were read, not on decisions: a decision about a story is a correction of the
field ``story_id``, which counts before what was found (see :mod:`workbench.domain.story_names`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.analysis.stories import FOUND, group_stories
from workbench.domain.progress import Progress, no_progress
from workbench.index.view import View
from workbench.workspace.snapshot import Snapshot

MOST_ALONE: Final = 30
"""With more stories of a single article than this, lists show such articles under one heading."""


@dataclass(frozen=True)
class FoundStories:
    """Which articles cover the same event."""

    stories: Mapping[str, str] = field(default_factory=dict)
    """The story's id by document id, for every article."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The story's title by its id."""
    notes: tuple[str, ...] = ()
    """What a person should know about how they were found."""


def find_stories(snapshot: Snapshot, progress: Progress = no_progress) -> FoundStories:
    """The story of each article, and the title of each story. A snapshot without words has none.

    Words that are boilerplate don't count. A story that a source gave is kept, and others may join it. An article that
    is like no other is a story of its own.
    """
    if snapshot.store is None or not snapshot.articles:
        return FoundStories()
    view = View.of(snapshot.store, without=snapshot.boilerplate_intervals or None)
    measured = group_stories(view, snapshot.articles, progress=progress)
    table = measured.table
    documents, stories = table["document_id"].tolist(), table["story_id"].tolist()
    return FoundStories(
        dict(zip(documents, stories, strict=True)),
        dict(zip(stories, table["title"].tolist(), strict=True)),
        measured.notes,
    )


def story_titles(titles: Mapping[str, str], stories: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The titles of stories, those that people named by that name.

    A found story is called after its earliest article, so it has another id once an earlier one comes in. The name that
    people gave it under its old id goes with it.

    Args:
        titles: of the stories that were found.
        stories: the found story of each article.
        names: what people call stories, by story id.
    """
    out = dict(titles)
    for story_id, name in names.items():
        if story_id not in titles and story_id.startswith(FOUND):
            now = stories.get(story_id.removeprefix(FOUND), "")
            if now and now not in names:
                out[now] = name
    out.update(names)
    return out


def listed_stories(stories: Sequence[str], kept: Collection[str]) -> list[str]:
    """The story of each article as lists show it: an empty one for articles alone in theirs, where these are many.

    A list of thousands of stories with an article each would hide those that can be compared. Up to :data:`MOST_ALONE`
    such stories are listed like others.

    Args:
        stories: the story of each article.
        kept: stories that are always listed: those that somebody named, or that a source or a person gave.
    """
    size = Counter(stories)
    alone = {story for story, articles in size.items() if articles == 1 and story not in kept}
    if len(alone) <= MOST_ALONE:
        return list(stories)
    return ["" if story in alone else story for story in stories]
