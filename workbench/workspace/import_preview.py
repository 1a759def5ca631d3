"""Answers the import dialog: what sources hold, as messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from workbench.corpus.outlet_folding import suggest_folds
from workbench.corpus.preview import FileLook, Preview, preview_sources
from workbench.corpus.reading_process import Parser
from workbench.domain.article import Article, OutletSuggestion
from workbench.domain.progress import Progress
from workbench.workspace.import_messages import (
    ColumnChoice,
    ImportPreview,
    NameFold,
    PreviewFile,
    PreviewRecord,
    PreviewRequest,
)

_OPENING_WORDS: Final = 40


def import_preview(request: PreviewRequest, parser: Parser | None, progress: Progress) -> ImportPreview:
    """What the sources of a request hold. ``UsageError`` when one does not exist or the metadata table can't be used."""
    preview = preview_sources(
        [Path(source) for source in request.sources],
        metadata=Path(request.metadata) if request.metadata else None,
        choices=choices_of(request.choices),
        progress=progress,
        parser=parser,
    )
    return as_message(preview)


def choices_of(choices: tuple[ColumnChoice, ...]) -> dict[tuple[str, ...], Mapping[str, str]]:
    """What a person chose for tables, by their columns."""
    return {tuple(columns): dict(pairs) for columns, pairs in choices}


def as_message(preview: Preview) -> ImportPreview:
    """A preview as the window gets it."""
    reading = preview.reading
    place = {look.path: n for n, look in enumerate(preview.files)}
    suggested: dict[str, OutletSuggestion] = {}
    for suggestion in reading.suggestions:
        suggested.setdefault(suggestion.document_id, suggestion)
    containers = _containers(preview.files)
    names = Counter(article.outlet for article in reading.articles if article.outlet)
    return ImportPreview(
        files=tuple(_file(look, containers) for look in preview.files),
        files_found=preview.files_found,
        records=tuple(
            _record(article, place[article.path], suggested.get(article.document_id)) for article in reading.articles
        ),
        refusals=reading.refusals,
        warnings=reading.warnings,
        metadata_files=preview.metadata_files,
        names=tuple(NameFold(fold.name, fold.outlet, fold.reason, fold.certain) for fold in suggest_folds(names)),
    )


def _containers(looks: Sequence[FileLook]) -> frozenset[str]:
    """The paths of the files in which others lie."""
    inside = (look.path.split("/") for look in looks if look.inside)
    return frozenset("/".join(parts[:depth]) for parts in inside for depth in range(1, len(parts)))


def _file(look: FileLook, containers: Collection[str]) -> PreviewFile:
    return PreviewFile(
        path=look.path,
        format=look.format,
        encoding=look.encoding,
        encoding_certain=look.encoding_certain,
        size=look.size,
        records=look.records,
        complete=look.complete,
        inside=look.inside,
        container=look.path in containers and not look.records,
        columns=look.columns,
        by_field=tuple(look.by_field.items()),
        problem="" if look.records else "; ".join(look.problems[:3]),
        remarks=(*look.remarks, *(look.problems if look.records else ())),
    )


def _record(article: Article, file: int, suggestion: OutletSuggestion | None) -> PreviewRecord:
    opening = article.text.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS]
    return PreviewRecord(
        file=file,
        record=article.record,
        title=article.display_title,
        outlet=article.outlet,
        outlet_source=article.outlet_source,
        outlet_suggestion=suggestion.outlet if suggestion else "",
        outlet_evidence=suggestion.evidence if suggestion else "",
        date=article.date,
        date_source=article.date_source,
        opening=" ".join(opening),
        words=len(article.text.split()),
        review=article.review,
        notes=article.notes,
    )
