"""Stories as the window knows them from the list of articles, and what putting together or splitting off decides.

A story that lists do not name, because its one article is like no other, has an empty id here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.domain.corrections import METADATA, Correction, changes_for
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.story_names import STORY, change_for_story_name
from workbench.ui.date_words import range_words
from workbench.workspace.listing import STORY as BY_STORY
from workbench.workspace.listing import Articles

FIELD: Final = "story_id"
LONGEST_NAME: Final = 120

Changes = dict[Key, Json | None]


@dataclass(frozen=True, slots=True)
class Story:
    """A story in lists."""

    story_id: str
    title: str
    dates: str
    """In words, empty when no article has one."""
    articles: int

    @property
    def remark(self) -> str:
        """Dates and size: ``3–4 Jul 2024 · 3 articles``."""
        return " · ".join(part for part in (self.dates, articles_words(self.articles)) if part)


def articles_words(count: int) -> str:
    """``1 article``, ``1,200 articles``."""
    return "1 article" if count == 1 else f"{count:,} articles"


def stories_in(articles: Articles) -> tuple[Story, ...]:
    """The stories that lists name, the newest first."""
    arrangement = articles.arranged(BY_STORY)
    order, codes, empty = arrangement.order, articles.dates.codes, articles.dates.empty
    out = []
    for start, end in pairwise(arrangement.starts):
        story_id = articles.stories[order[start]]
        if not story_id:
            continue
        dated = bisect_left(range(end), True, start, key=lambda at: codes[order[at]] == empty)
        ends = (articles.dates[order[start]], articles.dates[order[dated - 1]]) if dated > start else ()
        out.append(Story(story_id, articles.story_title(order[start]), range_words(ends), end - start))
    return tuple(out)


def offered_name(title: str) -> str:
    """A title as a name that can be edited in one line."""
    return " ".join(title[:LONGEST_NAME].split())


def stories_of(articles: Articles, documents: Iterable[str]) -> tuple[str, ...]:
    """The stories that some articles belong to, each once, in the order of the articles; an empty id counts as one."""
    places = (articles.place(document) for document in documents)
    return tuple(dict.fromkeys(articles.stories[place] for place in places if place is not None))


def articles_of(articles: Articles, stories: Collection[str]) -> tuple[str, ...]:
    """All articles of stories, by document id, whether they are counted or not."""
    values = articles.stories.values.all()
    wanted = {code for code, story in enumerate(values) if story and story in stories}
    return tuple(articles.ids[n] for n, code in enumerate(articles.stories.codes) if code in wanted)


def taken_names(articles: Articles, besides: Collection[str] = ()) -> dict[str, str]:
    """What to say about a name that another story has. Names as well as ids are taken, as a name can become an id."""
    out = {}
    for story, title in zip(articles.stories.values.all(), articles.story_titles.all(), strict=True):
        if story and story not in besides:
            for name in (story, title):
                out[name] = "Another story has this name. Choose another one, or put the two together."
    return out


def moved(documents: Iterable[str], story_id: str) -> Changes:
    """What to decide to put articles into a story."""
    return changes_for(Correction(document, FIELD, story_id) for document in documents)


def made_one(articles: Articles, documents: Sequence[str], stories: Sequence[str], name: str) -> Changes:
    """What to decide to make one story under a name.

    Args:
        articles: all articles.
        documents: the articles of the story.
        stories: the stories that become this one as a whole; the largest of them lives on. Without any, the story is a
            new one, and its name is its id.
        name: what it is called.
    """
    listed = [story for story in stories_in(articles) if story.story_id in stories]
    if not listed:
        return moved(documents, name)
    largest = max(listed, key=lambda story: story.articles)
    changes = moved(documents, largest.story_id)
    if name != offered_name(largest.title):
        changes |= change_for_story_name(largest.story_id, name)
    return changes


def decided_by_person(decisions: Decisions, documents: Iterable[str]) -> tuple[str, ...]:
    """The articles whose story a person decided."""
    decided: Mapping[str, Json] = decisions.collection(METADATA)
    return tuple(document for document in documents if f"{FIELD}/{document}" in decided)


def given_back(documents: Iterable[str]) -> Changes:
    """What to decide to leave the story of articles to the source or the program again."""
    return {(METADATA, f"{FIELD}/{document}"): None for document in documents}


def is_named(decisions: Decisions, story_id: str) -> bool:
    """Whether a person named a story."""
    return story_id in decisions.collection(STORY)
