"""Makes the answers about articles' metadata: the columns of the table, one cell with its source, what is suggested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Final

from workbench.corpus.date_evidence import DOUBTS, RELATIVE, date_evidence, day_of_reading, suggested_date
from workbench.corpus.text_evidence import stated_words_problem
from workbench.domain.article import Article
from workbench.domain.progress import Progress
from workbench.workspace.basis import Basis
from workbench.workspace.listing import Column, Names, Texts
from workbench.workspace.metadata_tasks import DOCUMENT, FIELDS, FILE, STORY_TITLE, MetadataCell, MetadataColumns
from workbench.workspace.overview import names_of

_TEXTS: Final = frozenset({DOCUMENT, FILE, "title", "url"})
"""Columns whose values hardly ever repeat."""
_BETWEEN_REPORTS: Final = 200


def columns_of(basis: Basis) -> MetadataColumns:
    """The columns of all present articles. Those that did not change since the last time are the same ones."""
    articles = basis.present
    kept: dict[str, tuple[Sequence[object], Column]] = basis.snapshot.memory.recall(
        "metadata columns", (basis.snapshot.articles,), dict
    )

    def column(name: str, value_of: Callable[[Article], str]) -> Column:
        values = list(map(value_of, articles))
        before = kept.get(name)
        if before is None or before[0] != values:
            before = kept[name] = (values, Texts.of(values) if name in _TEXTS else names_of(values))
        return before[1]

    columns = {DOCUMENT: column(DOCUMENT, attrgetter("document_id")), FILE: column(FILE, place_of)}
    columns |= {name: column(name, attrgetter(name)) for name in FIELDS}
    stories = columns["story_id"]
    assert isinstance(stories, Names)  # noqa: S101 - narrows the type
    titles = [basis.story_title(story) if story else "" for story in stories.values.all()]
    before = kept.get(STORY_TITLE)
    if before is None or before[0] != titles:
        before = kept[STORY_TITLE] = (titles, Texts.of(titles))
    columns[STORY_TITLE] = before[1]
    return MetadataColumns(basis.snapshot.revision, columns)


def place_of(article: Article) -> str:
    """Where an article stood: its file, and the place in it."""
    return f"{article.path}, {article.record}" if article.record else article.path


def cell_of(basis: Basis, document_id: str, name: str) -> MetadataCell:
    """One field of one article; an empty cell when there is no such article."""
    place = basis.snapshot.places.get(document_id)
    if place is None or name not in FIELDS:
        return MetadataCell(document_id, name)
    article, read = basis.articles[place], basis.snapshot.articles[place]
    suggestions: list[tuple[str, str]] = []
    remarks: list[str] = []
    if name == "date":
        relative = []
        for found in date_evidence(article, _today(basis)):
            if found.kind == RELATIVE:
                relative.append(f"“{found.text}”")
            elif found.iso:
                suggestions.append((found.iso, found.reason))
            if found.kind in DOUBTS or (found.kind != RELATIVE and not found.iso):
                remarks.append(found.reason)
        if relative:
            remarks.append(f"The text says {', '.join(dict.fromkeys(relative))}, which names no day by itself.")
    elif name == "outlet":
        suggestions = [(s.outlet, s.evidence) for s in basis.snapshot.suggestions if s.document_id == document_id]
    elif name == "stated_words" and (problem := stated_words_problem(article)):
        remarks.append(problem)
    value = getattr(article, name)
    different = {given: why for given, why in reversed(suggestions) if given != value}
    return MetadataCell(
        document_id=document_id,
        field=name,
        value=value,
        source=article.source_of(name),
        read_value=getattr(read, name),
        read_source=read.source_of(name),
        suggestions=tuple(reversed(different.items())),
        remarks=tuple(remarks),
    )


def suggestions_for(
    basis: Basis, documents: Sequence[str], name: str, progress: Progress
) -> tuple[tuple[str, str], ...]:
    """The best suggestion for each article that has one and does not say the same already."""
    places = basis.snapshot.places
    found: list[tuple[str, str]] = []
    outlets: dict[str, str] = {}
    if name == "outlet":
        for suggestion in basis.snapshot.suggestions:  # the strongest of each article comes first
            outlets.setdefault(suggestion.document_id, suggestion.outlet)
    today = _today(basis)
    for done, document_id in enumerate(documents):
        if done % _BETWEEN_REPORTS == 0:
            progress(done, len(documents), "Looking for suggestions")
        place = places.get(document_id)
        if place is None:
            continue
        article = basis.articles[place]
        value = outlets.get(document_id, "")
        if name == "date":
            best = suggested_date(date_evidence(article, today))
            value = best.iso if best is not None else ""
        if value and value != getattr(article, name):
            found.append((document_id, value))
    return tuple(found)


def _today(basis: Basis) -> date:
    articles = basis.snapshot.articles
    day: date = basis.snapshot.memory.recall(
        "day of reading", (articles,), lambda: day_of_reading(articles, datetime.now(UTC).date())
    )
    return day
