"""Sources looked at before anything is read in: which formats, which columns, and the first articles as they would come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbench.corpus.finding import SourceFile, find_files
from workbench.corpus.formats import Columns, FileRead, Job, Recognised, Unfinished
from workbench.corpus.readers.contract import Layout, RawRecord, Remark
from workbench.corpus.reading import Gathered, check_mapping, explicit_table, reading_of, take
from workbench.corpus.reading_process import Parser, ReadingProcess
from workbench.domain.article import Reading, Refusal
from workbench.domain.progress import Progress, no_progress

MOST_FILES: Final = 60
"""Files that are looked into; of the others only the names are known."""
MOST_ARTICLES: Final = 40
"""Articles of one file that are looked at."""
ENOUGH: Final = 400
"""Articles after which only one of each further file is looked at."""


@dataclass(slots=True)
class FileLook:
    """What was seen of one file, or of one inside a container."""

    path: str
    format: str = ""
    encoding: str = ""
    encoding_certain: bool = True
    size: int = 0
    records: int = 0
    complete: bool = True
    inside: bool = False
    """Whether it lies inside another file."""
    columns: Columns = ()
    by_field: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """What sources hold."""

    files: tuple[FileLook, ...]
    files_found: int
    metadata_files: tuple[str, ...]
    reading: Reading
    """Of the articles that were looked at."""


def preview_sources(
    sources: Sequence[Path],
    *,
    metadata: Path | None = None,
    choices: Mapping[Columns, Mapping[str, str]] | None = None,
    progress: Progress = no_progress,
    parser: Parser | None = None,
) -> Preview:
    """Look at the first files of some sources, and at the first articles of each.

    Args:
        sources: files and folders, as the person named them.
        metadata: a metadata table to use.
        choices: which column is which field in tables with exactly these columns.
        progress: told about each file; may raise to stop.
        parser: what looks into files; by default a process of its own, which ends afterwards.

    Raises:
        UsageError: a source does not exist, or the metadata table can't be used.
    """
    for chosen in (choices or {}).values():
        check_mapping(chosen)
    found = find_files(sources, leave_out=metadata)
    explicit = explicit_table(metadata, {})
    gathered = Gathered(found, refusals=list(found.refusals), warnings=list(found.warnings))
    looks: dict[str, FileLook] = {}
    if parser is None:
        with ReadingProcess() as process:
            _look(gathered, looks, choices or {}, progress, process)
    else:
        _look(gathered, looks, choices or {}, progress, parser)
    reading = reading_of(gathered, explicit, progress)
    return Preview(
        files=tuple(looks.values()),
        files_found=len(found.files),
        metadata_files=tuple(file.shown for file in found.metadata_files),
        reading=reading,
    )


def _look(
    gathered: Gathered,
    looks: dict[str, FileLook],
    choices: Mapping[Columns, Mapping[str, str]],
    progress: Progress,
    parser: Parser,
) -> None:
    files = gathered.found.files[:MOST_FILES]
    for done, file in enumerate(files):

        def still_here(done: int = done, file: SourceFile = file) -> None:
            progress(done, len(files), file.shown)

        still_here()
        if isinstance(parser, ReadingProcess):
            parser.on_wait = still_here
        most = MOST_ARTICLES if len(gathered.drafts) < ENOUGH else 1
        for path, item in parser.read(Job(str(file.path), file.shown, {}, choices, most)):
            take(gathered, file, path, item)
            _note(looks.setdefault(path, FileLook(path, inside=path != file.shown)), item)
    progress(len(files), len(files))


def _note(look: FileLook, item: object) -> None:
    if isinstance(item, FileRead):
        look.size = item.size
    elif isinstance(item, Recognised):
        look.format, look.size = item.format, item.size
    elif isinstance(item, Layout):
        look.columns, look.by_field = item.columns, item.by_field
    elif isinstance(item, RawRecord):
        look.records += 1
        if not look.encoding or (look.encoding_certain and not item.encoding_certain):
            look.encoding, look.encoding_certain = item.encoding, item.encoding_certain
    elif isinstance(item, Refusal):
        look.problems.append(f"{item.record}: {item.reason}" if item.record else item.reason)
    elif isinstance(item, Remark):
        look.remarks.append(item.message)
    elif isinstance(item, Unfinished):
        look.complete = False
