"""Articles as they are once everything is applied that people decided and that was found about their metadata.

In this order: corrections of single articles, names of outlets that stand for another outlet, found stories. Of 100,000
articles only those are made anew that a decision is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from workbench.domain.article import Article
from workbench.domain.corrections import METADATA, corrections_in, with_fields
from workbench.domain.decisions import Decisions
from workbench.domain.outlet_names import OUTLET_NAME, folds_in
from workbench.workspace.snapshot import Snapshot

FOUND_STORY: Final = "found by words and dates"
"""The source of a story that neither the article's source nor a person gave."""


def decided_articles(snapshot: Snapshot, decisions: Decisions) -> tuple[Article, ...]:
    """All articles of a snapshot with what was decided and found, in their order."""
    corrections, names = decisions.collection(METADATA), decisions.collection(OUTLET_NAME)
    if not corrections and not names and not snapshot.stories:
        return snapshot.articles
    return snapshot.memory.recall(
        "articles",
        (snapshot.articles, snapshot.stories, corrections, names),
        lambda: _corrected(snapshot, decisions),
    )


def _corrected(snapshot: Snapshot, decisions: Decisions) -> tuple[Article, ...]:
    folds = folds_in(decisions)
    whole = _folded(snapshot, decisions, folds)
    by_document = corrections_in(decisions)
    if not by_document:
        return whole
    places = snapshot.places
    before: dict[str, tuple[tuple[object, ...], Article]] = snapshot.memory.recall(
        "corrected", (snapshot.articles,), dict
    )
    articles = list(whole)
    for document, fields in by_document.items():
        place = places.get(document)
        if place is None:
            continue
        # an outlet or story that a person gave depends on nothing else; the others on what holds for the name they have
        made_from = (fields, folds.get(fields.get("outlet", snapshot.articles[place].outlet)), whole[place].story_id)
        known = before.get(document)
        if known is None or known[0] != made_from:
            article = with_fields(snapshot.articles[place], fields)
            if "story_id" not in fields:  # else a person decided about it, also that it has none
                article = _with_story(article, snapshot.stories)
            known = before[document] = (made_from, _with_fold(article, folds))
        articles[place] = known[1]
    return tuple(articles)


def _folded(snapshot: Snapshot, decisions: Decisions, folds: Mapping[str, str]) -> tuple[Article, ...]:
    """The articles with found stories and with outlets by the names that these stand for."""
    with_stories = _with_stories(snapshot)
    if not folds:
        return with_stories
    return snapshot.memory.recall(
        "folded",
        (with_stories, decisions.collection(OUTLET_NAME)),
        lambda: tuple(_with_fold(a, folds) if a.outlet in folds else a for a in with_stories),
    )


def _with_stories(snapshot: Snapshot) -> tuple[Article, ...]:
    stories = snapshot.stories
    if not stories:
        return snapshot.articles
    return snapshot.memory.recall(
        "with stories",
        (snapshot.articles, stories),
        lambda: tuple(_with_story(article, stories) for article in snapshot.articles),
    )


def _with_story(article: Article, stories: Mapping[str, str]) -> Article:
    found = "" if article.story_id else stories.get(article.document_id, "")
    if not found:
        return article
    others = tuple(pair for pair in article.field_sources if pair[0] != "story_id")
    return replace(article, story_id=found, field_sources=(*others, ("story_id", FOUND_STORY)))


def _with_fold(article: Article, folds: Mapping[str, str]) -> Article:
    outlet = folds.get(article.outlet, "")
    if not outlet:
        return article
    named = f"“{article.outlet}”"
    source = f"{article.outlet_source}: {named}" if article.outlet_source else named
    return replace(article, outlet=outlet, outlet_source=source)
