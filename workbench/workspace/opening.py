"""What is done with articles once they are read: find boilerplate, index, annotate. Each step yields a more complete snapshot."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.annotation.cache import AnnotationCache
from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.pipeline import PipelineSettings, models_used
from workbench.annotation.run import Wanted, annotate
from workbench.annotation.tables import assemble
from workbench.corpus.boilerplate import find_boilerplate
from workbench.domain.article import Article
from workbench.domain.corrections import corrections_in
from workbench.domain.decisions import Decisions
from workbench.domain.progress import Progress
from workbench.index.store import TokenStore
from workbench.workspace.kept_words import KeptWords
from workbench.workspace.memory import Memory
from workbench.workspace.messages import Stage
from workbench.workspace.snapshot import Snapshot
from workbench.workspace.stories import find_stories

MOST_GROUPED_AT_ONCE: Final = 2000
"""Up to this many articles are put into stories before the first words are shown; more would keep them waiting."""
_FIRST_PARTIAL: Final = 0.5
"""Seconds of annotation before the first partial result is shown."""
ON_SCREEN: Final = 4
"""So many of the wanted articles can be on the screen: they are worth a partial result of their own."""
_PARTIAL_SHARE: Final = 5.0
"""Putting a partial result together may take a sixth of the time at most."""


def indexed(
    snapshot: Snapshot, progress: Progress, *, known: TokenStore | None = None, kept: KeptWords | None = None
) -> Snapshot:
    """The snapshot with boilerplate marked and words indexed.

    Args:
        snapshot: what was read.
        progress: told how far it is.
        known: the words of what was open before, when articles were added to it.
        kept: the words of an earlier session.
    """
    articles = snapshot.articles
    progress(0, len(articles), "Reading kept words")
    known = known or (kept.read() if kept is not None else None)
    boilerplate = kept.boilerplate(articles) if kept is not None else None
    if boilerplate is None:
        progress(0, len(articles), "Finding boilerplate")
        boilerplate = find_boilerplate(articles, progress=progress)
    store = TokenStore.build(
        [(article.document_id, article.text) for article in articles],
        known=known,
        progress=lambda done, total, message="": progress(done, total, message or "Indexing words"),
    )
    # what was made of the articles when they were only listed is not needed any more
    return replace(snapshot, boilerplate=boilerplate, store=store, stage=Stage.INDEXED, memory=Memory())


def ready_to_count(
    snapshot: Snapshot, progress: Progress, *, known: TokenStore | None = None, kept: KeptWords | None = None
) -> Snapshot:
    """The indexed snapshot, its stories found where that takes no time; see :func:`indexed`."""
    counted = indexed(snapshot, progress, known=known, kept=kept)
    return grouped(counted, progress) if len(counted.articles) <= MOST_GROUPED_AT_ONCE else counted


def grouped(snapshot: Snapshot, progress: Progress) -> Snapshot:
    """The snapshot with the story of each article."""
    progress(0, len(snapshot.articles), "Grouping articles into stories")
    found = find_stories(snapshot, progress)
    return replace(snapshot, stories=found.stories, story_titles=found.titles, story_notes=found.notes)


def annotated(
    snapshot: Snapshot,
    *,
    settings: PipelineSettings,
    cache: AnnotationCache | None,
    workers: int,
    progress: Progress,
    wanted: Wanted = tuple,
    decisions: Decisions | None = None,
) -> Iterator[Snapshot]:
    """Ever more complete snapshots, the last one with every article annotated.

    What is wanted comes first, and is shown as soon as all that the person is looking at is there. Of the decisions, the
    languages that a person gave articles count.
    """
    found: dict[str, DocumentAnnotation] = {}
    total = len(snapshot.articles)
    began = time.monotonic()
    next_partial = began + _FIRST_PARTIAL
    # short articles first: a very long one would keep all the others waiting
    waiting = sorted(_in_given_languages(snapshot.articles, decisions), key=lambda article: len(article.text))
    for document, annotation in annotate(
        waiting, settings=settings, cache=cache, workers=workers, progress=progress, wanted=wanted
    ):
        found[document] = annotation
        on_screen = document in wanted()[:ON_SCREEN]
        if on_screen and len(found) < total:
            next_partial = min(next_partial, max(time.monotonic(), began + _FIRST_PARTIAL))
        if len(found) < total and time.monotonic() >= next_partial:
            started = time.monotonic()
            yield _with_annotations(snapshot, found, settings, Stage.ANNOTATING)
            cost = time.monotonic() - started
            next_partial = time.monotonic() + max(1.0, _PARTIAL_SHARE * cost)
    yield _with_annotations(snapshot, found, settings, Stage.COMPLETE)


def _in_given_languages(articles: Sequence[Article], decisions: Decisions | None) -> Sequence[Article]:
    """The articles with the languages that a person gave them."""
    fields = corrections_in(decisions) if decisions is not None else {}
    given = {document: corrected["language"] for document, corrected in fields.items() if "language" in corrected}
    if not given:
        return articles
    return [replace(a, language=given[a.document_id]) if a.document_id in given else a for a in articles]


def _with_annotations(
    snapshot: Snapshot, found: Mapping[str, DocumentAnnotation], settings: PipelineSettings, stage: Stage
) -> Snapshot:
    articles: tuple[Article, ...] = tuple(a for a in snapshot.articles if a.document_id in found)
    return replace(
        snapshot,
        stage=stage,
        annotated=frozenset(found),
        tables=assemble(articles, found),
        words={document: one.words for document, one in found.items() if one.words is not None},
        model=models_used(settings, {annotation.language for annotation in found.values()}),
    )
