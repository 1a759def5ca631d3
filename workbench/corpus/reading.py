"""From what a person named to articles: files found, read, given their metadata and ids, or refused with a reason.

Formats live in :mod:`workbench.corpus.formats` and are read in a process of their own; nothing here knows one. What a person
decides about the same text coming twice does not belong here: both are kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workbench.corpus.date_evidence import day_of_reading
from workbench.corpus.finding import FoundFiles, SourceFile, find_files, shown_name
from workbench.corpus.formats import (
    Columns,
    FileRead,
    InnerMetadata,
    Job,
    Recognised,
    Unfinished,
    bytes_or_reason,
)
from workbench.corpus.metadata_records import Described, with_metadata
from workbench.corpus.outlets import suggest_outlets
from workbench.corpus.readers.columns import FIELDS
from workbench.corpus.readers.contract import Layout, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.metadata_table import (
    FILE_NAME,
    MetadataRow,
    MetadataTable,
    MetadataTableError,
    match_rows,
    read_metadata_table,
)
from workbench.corpus.reading_process import Parser, ReadingProcess
from workbench.corpus.records import Draft, articles_of
from workbench.corpus.text_evidence import with_text_evidence
from workbench.domain.article import Reading, Refusal, Source
from workbench.domain.errors import UsageError
from workbench.domain.progress import Progress, no_progress

_RECORDS_BETWEEN_REPORTS: Final = 500

Rows = Mapping[str, list[tuple[str, MetadataRow]]]
"""What metadata tables say about files, by the path that the articles carry, each with the table's name."""


@dataclass(slots=True)
class Gathered:
    """What has come together while reading."""

    found: FoundFiles
    drafts: list[Draft] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    tables: list[tuple[str, bytes]] = field(default_factory=list)
    """Tables of metadata inside containers: path and bytes."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each path that articles carry is: the absolute path of the file, and of what is inside it."""
    inside: dict[str, str] = field(default_factory=dict)
    """The file in which something lies that is in a container, by its path."""

    def placed(self, file: SourceFile, path: str) -> None:
        """Note where a path is that articles or tables carry."""
        if path not in self.places:
            self.places[path] = file.path.absolute().as_posix() + path[len(file.shown) :]
            if path != file.shown:
                self.inside[path] = file.shown


def read_sources(
    sources: Sequence[Path],
    *,
    metadata: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    choices: Mapping[Columns, Mapping[str, str]] | None = None,
    progress: Progress = no_progress,
    parser: Parser | None = None,
) -> Reading:
    """Read files and folders into articles.

    Folders are read with all that is in them, in the order of names, hidden files left out. A ``metadata.csv`` in a
    folder says what is known about the files there. Every other file gives articles or a refusal with its reason;
    nothing usable at all is a reading with refusals only.

    Args:
        sources: files and folders, as the person named them.
        metadata: a metadata table to use before any that lies in a folder.
        mapping: which column or key of tables and JSON is which field, e.g. ``{"text": "body", "outlet": "source"}``.
        choices: the same for tables with exactly these columns; it counts before ``mapping``.
        progress: told about each file; may raise to stop.
        parser: what looks into files; by default a process of its own, which ends afterwards.

    Raises:
        UsageError: a source or the metadata table does not exist, the table names no files, or ``mapping`` names
            something that is not a field.
    """
    mapping = dict(mapping or {})
    check_mapping(mapping)
    for chosen in (choices or {}).values():
        check_mapping(chosen)
    found = find_files(sources, leave_out=metadata)
    explicit = explicit_table(metadata, mapping)
    if parser is None:
        with ReadingProcess() as process:
            gathered = _gather(found, mapping, choices or {}, progress, process)
    else:
        gathered = _gather(found, mapping, choices or {}, progress, parser)
    return reading_of(gathered, explicit, progress)


def check_mapping(mapping: Mapping[str, str]) -> None:
    """``UsageError`` when a mapping names something that is not a field."""
    unknown = sorted(set(mapping) - set(FIELDS))
    if unknown:
        raise UsageError(
            f"There is no field {', '.join(unknown)} to map a column to. The fields are: {', '.join(FIELDS)}."
        )


def explicit_table(path: Path | None, mapping: Mapping[str, str]) -> tuple[MetadataTable, Path] | None:
    """The metadata table that a person named. ``UsageError`` when it can't be used."""
    if path is None:
        return None
    data = bytes_or_reason(path)
    if isinstance(data, str):
        raise UsageError(f"The metadata table {shown_name(str(path))} can't be used. {data}")
    try:
        return read_metadata_table(data, shown_name(path.name), mapping=mapping), path
    except MetadataTableError as error:
        raise UsageError(f"The metadata table {shown_name(str(path))} can't be used: {error}.") from None


def _gather(
    found: FoundFiles,
    mapping: Mapping[str, str],
    choices: Mapping[Columns, Mapping[str, str]],
    progress: Progress,
    parser: Parser,
) -> Gathered:
    gathered = Gathered(found, refusals=list(found.refusals), warnings=list(found.warnings))
    total = len(found.files)
    for done, file in enumerate(found.files):

        def still_here(done: int = done, file: SourceFile = file) -> None:
            progress(done, total, file.shown)

        still_here()
        if isinstance(parser, ReadingProcess):
            parser.on_wait = still_here
        job = Job(str(file.path), file.shown, mapping, choices)
        articles = 0
        for path, item in parser.read(job):
            take(gathered, file, path, item)
            if isinstance(item, RawRecord):
                articles += 1
                if articles % _RECORDS_BETWEEN_REPORTS == 0:
                    progress(done, total, f"{file.shown}: {articles:,} articles")
    progress(total, total)
    return gathered


def take(gathered: Gathered, file: SourceFile, path: str, item: object) -> None:
    """Put something that was found where it belongs."""
    if isinstance(item, RawRecord):
        gathered.drafts.append(Draft(path, item))
        gathered.placed(file, path)
    elif isinstance(item, MetadataRecord):
        gathered.described.append(Described(path, item))
    elif isinstance(item, Refusal):
        gathered.refusals.append(item)
    elif isinstance(item, Remark):
        gathered.warnings.append(f"{path}: {item.message}")
    elif isinstance(item, FileRead):
        gathered.sources.append(Source(path, item.sha256, item.size, item.read_at))
    elif isinstance(item, InnerMetadata):
        gathered.tables.append((path, item.data))
        gathered.placed(file, path)
    else:
        assert isinstance(item, Layout | Recognised | Unfinished), item  # noqa: S101 - all kinds are named here


def reading_of(gathered: Gathered, explicit: tuple[MetadataTable, Path] | None, progress: Progress) -> Reading:
    """Articles from all that was found."""
    rows = _metadata_rows(gathered, explicit)
    articles = with_metadata(
        tuple(articles_of(gathered.drafts, rows, gathered.refusals)),
        gathered.described,
        gathered.refusals,
        gathered.warnings,
    )
    total = len(articles)
    today = day_of_reading(articles, datetime.now(UTC).date())
    finished = []
    for done, article in enumerate(articles):
        if done % _RECORDS_BETWEEN_REPORTS == 0:
            progress(done, total, "Looking at titles and credits")
        finished.append(with_text_evidence(article, today=today))
    suggestions = suggest_outlets(finished)
    progress(total, total)
    outer = {source.path: source for source in gathered.sources}
    inner = [
        replace(outer[file], path=path) for path, file in gathered.inside.items() if file in outer and path not in outer
    ]
    return Reading(
        articles=tuple(finished),
        refusals=tuple(gathered.refusals),
        suggestions=suggestions,
        warnings=tuple(gathered.warnings),
        sources=(*gathered.sources, *inner),
    )


def _metadata_rows(gathered: Gathered, explicit: tuple[MetadataTable, Path] | None) -> Rows:
    """For each path the rows about it: the explicit table first, then the nearest folder's."""
    tables: list[tuple[MetadataTable, str, str]] = []
    if explicit is not None:
        table, path = explicit
        tables.append((table, path.absolute().parent.as_posix(), table.name))
    beside: list[tuple[str, bytes | str, str]] = [
        (file.path.absolute().as_posix(), bytes_or_reason(file.path), file.shown)
        for file in gathered.found.metadata_files
    ]
    beside += [(gathered.places[path], data, path) for path, data in gathered.tables]
    for place, data, shown in sorted(beside, key=lambda one: -one[0].count("/")):
        try:
            if isinstance(data, str):
                raise MetadataTableError(data.rstrip("."))
            tables.append((read_metadata_table(data, FILE_NAME), place.rpartition("/")[0], shown))
        except MetadataTableError as error:
            gathered.warnings.append(
                f"{shown} was not used: {error}. It is never read as articles; if it holds some, give it another name."
            )
    if not tables:
        return {}
    inner_tables = {path for path, _ in gathered.tables}
    at = {place: path for path, place in gathered.places.items()}
    for file in gathered.found.files:
        at.setdefault(file.path.absolute().as_posix(), file.shown)
    order = {place: n for n, place in enumerate(at)}
    by_name = sorted(at)
    rows: dict[str, list[tuple[str, MetadataRow]]] = {}
    in_reach: list[tuple[str, list[str]]] = []
    for n, (table, folder, shown) in enumerate(tables):
        everywhere = explicit is not None and n == 0
        near = list(at) if everywhere else sorted(_below(by_name, folder), key=order.__getitem__)
        matched = match_rows(table, near, folder=folder)
        for place, row in matched.by_path.items():
            rows.setdefault(at[place], []).append((table.name, row))
        gathered.warnings += [warning.replace(table.name, shown, 1) for warning in (*table.warnings, *matched.warnings)]
        if matched.rows_without_file:
            gathered.warnings.append(
                f"{shown}: {len(matched.rows_without_file):,} of {len(table.rows):,} rows name no file that was read:"
                f" {_some(matched.rows_without_file)}."
            )
        in_reach.append((shown, [at[place] for place in near]))
    containers = set(gathered.inside.values())
    for shown, paths in in_reach:
        files = [path for path in paths if path not in containers and path not in inner_tables]
        without = [path for path in files if path not in rows]
        if without:
            gathered.warnings.append(
                f"{shown}: {len(without):,} of {len(files):,} files have no row: {_some(without)}."
            )
    return rows


def _below(places: Sequence[str], folder: str) -> Sequence[str]:
    """Those of some sorted paths that lie below a folder: there may be as many folders with a table as files."""
    begin = folder.rstrip("/") + "/"
    return places[bisect_left(places, begin) : bisect_left(places, begin[:-1] + chr(ord("/") + 1))]


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")
