"""What the import dialog asks of the working process, and what comes back: sources looked at before anything is read in."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.article import Refusal

ColumnChoice = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""A table's columns, and the column chosen for each field, as pairs of field and column."""


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What to look at."""

    sources: tuple[str, ...]
    metadata: str = ""
    choices: tuple[ColumnChoice, ...] = ()
    """Mappings for tables with exactly these columns."""


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """One file, as far as it was looked at. A file inside an archive is one too."""

    path: str
    """As its articles will carry it; a file inside an archive is ``export.zip/texts/one.html``."""
    format: str = ""
    """The format in words; empty when none fits."""
    encoding: str = ""
    """How bytes became text, in words; empty where that is no question."""
    encoding_certain: bool = True
    size: int = 0
    """In bytes."""
    records: int = 0
    """Articles found so far."""
    complete: bool = True
    """Whether all of the file was looked at; if not, it may hold more."""
    inside: bool = False
    """Whether it lies inside another file."""
    container: bool = False
    """Whether it holds files and no article of its own."""
    columns: tuple[str, ...] = ()
    """Columns of a table, from which a person chooses; empty for what is no table."""
    by_field: tuple[tuple[str, str], ...] = ()
    """The column of each field that has one."""
    problem: str = ""
    """Why nothing was read from it, empty when something was."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewRecord:
    """One article as it would come in."""

    file: int
    """The place of its file in ``ImportPreview.files``."""
    record: str
    title: str
    outlet: str
    outlet_source: str
    outlet_suggestion: str
    """A guess, where the source names no outlet; never filled in by itself."""
    outlet_evidence: str
    date: str
    date_source: str
    opening: str
    """The first words of its text."""
    words: int
    """White-space separated words of its text, about."""
    review: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameFold:
    """A name that sources give, the outlet that it may stand for, and why."""

    name: str
    outlet: str
    reason: str
    certain: bool = False
    """Whether nothing speaks for another outlet of a like name."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What sources hold: every file by name, and the first records of those that were looked at."""

    files: tuple[PreviewFile, ...]
    """Those that were looked at, in the order in which they are read."""
    files_found: int
    """All files that will be read; more than were looked at when there are many."""
    records: tuple[PreviewRecord, ...]
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    metadata_files: tuple[str, ...] = ()
    """Tables of metadata that were found beside the files (``metadata.csv``)."""
    names: tuple[NameFold, ...] = ()
    """Names of outlets that may be one."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An article that came in and that a person should look at before relying on it."""

    document_id: str
    title: str
    path: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class CameIn:
    """The articles of one import, in their order. Columns, as there may be a hundred thousand."""

    documents: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    """The different names of outlets that their sources give, unfolded."""
    without_outlet: int = 0
    first_date: str = ""
    last_date: str = ""
    """ISO 8601; empty when none of them is dated."""
    undated: int = 0
    there_already: int = 0
    """Articles that were read again and not added a second time."""
