"""From what a person named to articles: files found, read, given their metadata and ids, or refused with a reason.

Formats live in :mod:`workbench.corpus.readers`; nothing here knows one. What a person decides about the same text
coming twice does not belong here: both are kept.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workbench.corpus.canonical import canonical_field, canonical_text
from workbench.corpus.dates import parse_date
from workbench.corpus.encoding import looks_binary, unreadable_share
from workbench.corpus.outlets import suggest_outlets
from workbench.corpus.readers.columns import FIELDS
from workbench.corpus.readers.contract import RawRecord, Reader, Remark
from workbench.corpus.readers.delimited import Delimited
from workbench.corpus.readers.json_lines import JsonLines
from workbench.corpus.readers.metadata_table import (
    FILE_NAME,
    MetadataRow,
    MetadataTable,
    MetadataTableError,
    match_rows,
    read_metadata_table,
)
from workbench.corpus.readers.plain_text import Markdown, PlainText
from workbench.corpus.text_evidence import with_text_evidence
from workbench.domain.article import EDITABLE_FIELDS, Article, Reading, Refusal, Source
from workbench.domain.errors import UsageError
from workbench.domain.progress import Progress, no_progress

READERS: Final[tuple[Reader, ...]] = (PlainText(), Markdown(), JsonLines(), Delimited())
"""The formats that can be read, asked in this order."""

LARGEST_FILE: Final = 200_000_000
"""Bytes; larger files are refused rather than filling the memory."""

_READABLE: Final = ".txt, .md, .csv, .tsv, .json or .jsonl"
_NOT_YET: Final[Mapping[str, str]] = {
    suffix: what
    for suffixes, what in (
        (".docx .doc", "Word files can't be read yet by this version; save it as plain text (.txt)"),
        (".odt .rtf .pages", "Word-processor files can't be read yet by this version; save it as plain text (.txt)"),
        (".pdf", "PDF files can't be read yet by this version; save its text as plain text (.txt)"),
        (".html .htm .xhtml", "Web pages can't be read yet by this version; save its text as plain text (.txt)"),
        (".mht .mhtml .webarchive", "Web pages can't be read yet by this version; save its text as plain text (.txt)"),
        (".xlsx .xls .ods .numbers", "Spreadsheets can't be read yet by this version; save it as CSV (.csv)"),
        (".epub .mobi", "E-books can't be read yet by this version; save its text as plain text (.txt)"),
        (".eml .mbox .msg", "E-mail can't be read yet by this version; save its text as plain text (.txt)"),
        (".xml .rss .atom", "XML and feeds can't be read yet by this version; save its articles as CSV (.csv)"),
        (".enw .ris .bib", "Reference lists can't be read yet by this version; save its articles as CSV (.csv)"),
        (".zip .gz .tar .tgz .bz2 .xz .7z .rar .zst .warc .wacz", "This is an archive; unpack it first"),
        (".png .jpg .jpeg .gif .webp .tif .tiff .svg .bmp .heic .ico", "This is a picture, not text"),
        (".mp3 .mp4 .m4a .wav .ogg .flac .mov .avi .mkv .webm", "This is sound or video, not text"),
        (".parquet .feather .sqlite .db", "This is a database file; save the table as CSV (.csv)"),
        (".counterpoint", "This is a Counterpoint project; open it by itself"),
    )
    for suffix in suffixes.split()
}

_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})
_HTML_TAG: Final = re.compile(
    r"</?(?:html|head|body|div|span|p|br|a|script|style|table|td|li|meta)\b[^<>\n]*>", re.IGNORECASE
)
_RECORDS_BETWEEN_REPORTS: Final = 500


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: where it is, and how it is called to a person."""

    path: Path
    shown: str


@dataclass(slots=True)
class _Gathered:
    """What has come together while reading."""

    files: list[_File] = field(default_factory=list)
    metadata_files: list[_File] = field(default_factory=list)
    drafts: list[tuple[_File, RawRecord]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def read_sources(
    sources: Sequence[Path],
    *,
    metadata: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> Reading:
    """Read files and folders into articles.

    Folders are read with all that is in them, in the order of names, hidden files left out. A ``metadata.csv`` in a
    folder says what is known about the files there. Every other file gives articles or a refusal with its reason;
    nothing usable at all is a reading with refusals only.

    Args:
        sources: files and folders, as the person named them.
        metadata: a metadata table to use before any that lies in a folder.
        mapping: which column or key of tables and JSON is which field, e.g. ``{"text": "body", "outlet": "source"}``.
        progress: told about each file.

    Raises:
        UsageError: a source or the metadata table does not exist, the table names no files, or ``mapping`` names
            something that is not a field.
    """
    mapping = dict(mapping or {})
    unknown = sorted(set(mapping) - set(FIELDS))
    if unknown:
        raise UsageError(
            f"There is no field {', '.join(unknown)} to map a column to. The fields are: {', '.join(FIELDS)}."
        )
    for source in (*sources, *((metadata,) if metadata is not None else ())):
        if not os.path.lexists(source):
            raise UsageError(f"There is no file or folder {_shown(str(source))}. Look at the spelling of its name.")
    gathered = _Gathered()
    explicit = None if metadata is None else _explicit_table(metadata, mapping)
    _find(sources, gathered, leave_out=metadata)
    total = len(gathered.files)
    for done, file in enumerate(gathered.files):
        progress(done, total, file.shown)
        for count, item in enumerate(_read_file(file, mapping, gathered.sources), start=1):
            if isinstance(item, Refusal):
                gathered.refusals.append(item)
            elif isinstance(item, Remark):
                gathered.warnings.append(f"{file.shown}: {item.message}")
            else:
                gathered.drafts.append((file, item))
            if count % _RECORDS_BETWEEN_REPORTS == 0:
                progress(done, total, file.shown)
    rows = _metadata_rows(gathered, explicit)
    articles = tuple(with_text_evidence(article) for article in _articles(gathered, rows))
    progress(total, total)
    return Reading(
        articles=articles,
        refusals=tuple(gathered.refusals),
        suggestions=suggest_outlets(articles),
        warnings=tuple(gathered.warnings),
        sources=tuple(gathered.sources),
    )


def _shown(name: str) -> str:
    """A path as text that can be shown and stored: file names may hold any bytes."""
    return canonical_text(name.replace(os.sep, "/")).replace("\n", " ")


def _find(sources: Sequence[Path], gathered: _Gathered, *, leave_out: Path | None) -> None:
    """The files that the sources stand for, each once."""
    several_folders = sum(source.is_dir() for source in sources) > 1
    seen: dict[str, str] = {} if leave_out is None else {os.path.realpath(leave_out): ""}
    for source in sources:
        if not source.is_dir():
            _add(_File(source, _shown(source.name)), gathered, seen)
            continue
        name = source.resolve().name or str(source)
        before = len(seen) + len(gathered.refusals)
        for path in _walk(source, gathered):
            relative = path.relative_to(source).as_posix()
            _add(_File(path, _shown(f"{name}/{relative}" if several_folders else relative)), gathered, seen)
        if len(seen) + len(gathered.refusals) == before:
            gathered.refusals.append(Refusal(_shown(str(source)), "", "The folder holds no files to read."))


def _walk(folder: Path, gathered: _Gathered) -> Iterator[Path]:
    """All files below a folder in the order of names, without hidden ones; links to folders are not followed."""

    def unreadable(error: OSError) -> None:
        reason = f"The folder can't be opened: {(error.strerror or 'unknown reason').lower()}."
        gathered.refusals.append(Refusal(_shown(str(error.filename)), "", reason))

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        for name in [n for n in folders if Path(parent, n).is_symlink()]:
            gathered.warnings.append(f"{_shown(name)}: a link to another folder was not followed.")
        folders[:] = [n for n in folders if not _is_hidden(n) and not Path(parent, n).is_symlink()]
        found += [Path(parent, name) for name in names if not _is_hidden(name)]
    yield from sorted(found, key=lambda path: path.relative_to(folder).parts)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def _add(file: _File, gathered: _Gathered, seen: dict[str, str]) -> None:
    real = os.path.realpath(file.path)
    if real in seen:
        if seen[real]:
            gathered.warnings.append(f"{file.shown}: the same file as {seen[real]}; it was read once.")
        return
    seen[real] = file.shown
    target = gathered.metadata_files if file.path.name.casefold() == FILE_NAME else gathered.files
    target.append(file)


def _read_file(
    file: _File, mapping: Mapping[str, str], sources: list[Source]
) -> Iterator[RawRecord | Refusal | Remark]:
    """The records of one file, at least one refusal when there are none; notes the file in ``sources``."""
    data = _bytes_or_reason(file.path)
    if isinstance(data, str):
        yield Refusal(file.shown, "", data)
        return
    reader = next((r for r in READERS if r.recognises(data[:65_536], file.shown)), None)
    if reader is None:
        yield Refusal(file.shown, "", _why_no_reader(file.path))
        return
    if reason := looks_binary(data):
        yield Refusal(file.shown, "", f"{reason}.")
        return
    read_at = datetime.now(UTC).isoformat(timespec="seconds")
    sources.append(Source(file.shown, hashlib.sha256(data).hexdigest(), len(data), read_at))
    anything = False
    for item in reader.read(data, file.shown, mapping=mapping):
        anything = anything or not isinstance(item, Remark)
        yield _checked(item, file.shown) if isinstance(item, RawRecord) else item
    if not anything:
        yield Refusal(file.shown, "", "The file holds no article.")


def _bytes_or_reason(path: Path) -> bytes | str:
    """A file's bytes, or why they are not read. Pipes and devices, which could block for ever, are not opened."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return "This is not an ordinary file."
        if about.st_size > LARGEST_FILE:
            return (
                f"The file has {about.st_size / 1e6:,.0f} MB; more than {LARGEST_FILE / 1e6:,.0f} MB are not read."
                " Split it into smaller files."
            )
        if about.st_size == 0:
            return "The file is empty."
        return path.read_bytes()
    except FileNotFoundError:
        return "The file was gone when it was to be read (a link to nowhere, or moved meanwhile)."
    except PermissionError:
        return "The file can't be opened: permission denied. Allow reading it, or copy it to a folder of yours."
    except (OSError, ValueError) as error:
        return f"The file could not be read: {getattr(error, 'strerror', None) or error}."


def _why_no_reader(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in _NOT_YET:
        return f"{_NOT_YET[suffix]}."
    if not suffix:
        return f"The name has no ending that says what the file is; text files end in {_READABLE}."
    return f"Files ending in {_shown(suffix)} are not read; save it as {_READABLE}."


def _checked(record: RawRecord, path: str) -> RawRecord | Refusal:
    """The record with canonical text, or why it can't be an article."""
    text = canonical_text(record.text)
    if not text.strip():
        return Refusal(path, record.record, "There is no text." if not text else "There is no text, only white space.")
    if not record.encoding_certain and unreadable_share(text[:200_000]) > 0.05:
        return Refusal(
            path,
            record.record,
            f"The text can't be made out: as {record.encoding} more than 5 of 100 characters are unreadable."
            " Save the file as UTF-8.",
        )
    notes = record.notes
    replaced = text.count("\ufffd")
    if replaced:
        notes = (
            *notes,
            f"{replaced:,} {'character is' if replaced == 1 else 'characters are'} unreadable (shown as \ufffd).",
        )
    if len(_HTML_TAG.findall(text[:200_000])) >= 5:
        notes = (*notes, "The text holds HTML tags: it may be the source of a web page.")
    return replace(record, text=text, notes=notes)


def _explicit_table(path: Path, mapping: Mapping[str, str]) -> tuple[MetadataTable, Path]:
    data = _bytes_or_reason(path)
    if isinstance(data, str):
        raise UsageError(f"The metadata table {_shown(str(path))} can't be used. {data}")
    try:
        return read_metadata_table(data, _shown(path.name), mapping=mapping), path
    except MetadataTableError as error:
        raise UsageError(f"The metadata table {_shown(str(path))} can't be used: {error}.") from None


def _metadata_rows(
    gathered: _Gathered, explicit: tuple[MetadataTable, Path] | None
) -> Mapping[Path, list[tuple[str, MetadataRow]]]:
    """For each file the rows about it with their table's name: the explicit table first, then the nearest folder's."""
    tables: list[tuple[MetadataTable, Path, str]] = []
    if explicit is not None:
        tables.append((*explicit, explicit[0].name))
    for file in sorted(gathered.metadata_files, key=lambda f: -len(f.path.absolute().parts)):
        data = _bytes_or_reason(file.path)
        try:
            if isinstance(data, str):
                raise MetadataTableError(data.rstrip("."))
            tables.append((read_metadata_table(data, FILE_NAME), file.path, file.shown))
        except MetadataTableError as error:
            gathered.warnings.append(
                f"{file.shown} was not used: {error}. It is never read as articles; if it holds some, give it another"
                " name."
            )
    rows: dict[Path, list[tuple[str, MetadataRow]]] = {}
    absolute = {file.path.absolute().as_posix(): file for file in gathered.files}
    in_reach: list[tuple[str, list[_File]]] = []
    for n, (table, path, shown) in enumerate(tables):
        folder = path.absolute().parent.as_posix()
        everywhere = explicit is not None and n == 0
        near = [name for name in absolute if everywhere or name.startswith(folder.rstrip("/") + "/")]
        matched = match_rows(table, near, folder=folder)
        for name, row in matched.by_path.items():
            rows.setdefault(absolute[name].path, []).append((table.name, row))
        gathered.warnings += [warning.replace(table.name, shown, 1) for warning in (*table.warnings, *matched.warnings)]
        if matched.rows_without_file:
            gathered.warnings.append(
                f"{shown}: {len(matched.rows_without_file):,} of {len(table.rows):,} rows name no file that was read:"
                f" {_some(matched.rows_without_file)}."
            )
        in_reach.append((shown, [absolute[name] for name in near]))
    for shown, files in in_reach:
        without = [file.shown for file in files if file.path not in rows]
        if without:
            gathered.warnings.append(
                f"{shown}: {len(without):,} of {len(files):,} files have no row: {_some(without)}."
            )
    return rows


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def _articles(gathered: _Gathered, rows: Mapping[Path, list[tuple[str, MetadataRow]]]) -> Iterator[Article]:
    """Articles from records: metadata merged, dates read, ids given; an id that is taken is a refusal."""
    given: dict[str, str] = {}
    kept: list[tuple[_File, RawRecord, str]] = []
    for file, record in gathered.drafts:
        row_id = (
            ""
            if record.record
            else next((row.document_id for _, row in rows.get(file.path, ()) if row.document_id), "")
        )
        document_id = row_id or canonical_field(record.document_id)
        where = f"{file.shown}, {record.record}" if record.record else file.shown
        if document_id and document_id in given:
            reason = f"The id “{document_id}” is already that of {given[document_id]}; each article needs its own."
            gathered.refusals.append(Refusal(file.shown, record.record, reason))
            continue
        if document_id:
            given[document_id] = where
        kept.append((file, record, document_id))
    used = set(given)
    for file, record, given_id in kept:
        document_id = given_id
        if not document_id:
            document_id = _new_id(file.shown, record.record, used)
            used.add(document_id)
        yield _article(document_id, file, record, rows.get(file.path, ()))


def _article(document_id: str, file: _File, record: RawRecord, rows: Sequence[tuple[str, MetadataRow]]) -> Article:
    said = [
        (canonical_field(record.fields.get(name, "")), record.sources.get(name, ""), name) for name in EDITABLE_FIELDS
    ]
    from_rows = [(row.fields.get(name, ""), table, name) for table, row in rows for name in EDITABLE_FIELDS]
    # What a person wrote about a file counts before what the file says; a record in a table knows better than a row
    # about the whole table.
    in_order = [*said, *from_rows] if record.record else [*from_rows, *said]
    values: dict[str, str] = {}
    sources: dict[str, str] = {}
    for value, source, name in in_order:
        if value and name not in values:
            values[name], sources[name] = value, source
    notes = list(record.notes)
    date, note = parse_date(values.pop("date", ""))
    if note:
        notes.append(note)
    return Article(
        document_id=document_id,
        text=record.text,
        path=file.shown,
        record=record.record,
        outlet_source=sources.get("outlet", ""),
        date=date,
        date_source=sources.get("date", "") if date else "",
        encoding=record.encoding,
        notes=tuple(notes),
        **values,
    )


def _new_id(path: str, record: str, used: set[str]) -> str:
    """An id from a file's name, the same whenever the file is read again: ``000_fbf41ad62c310039``, ``news-12``."""
    stem = path.rsplit(".", 1)[0] if "." in path.rsplit("/", 1)[-1].lstrip(".") else path
    plain = unicodedata.normalize("NFC", stem)
    slug = re.sub(r"[^\w.]+", "-", plain).strip("-.") or "article"
    digest = hashlib.sha256(f"{path}\n{record}".encode("utf-8", "surrogatepass")).hexdigest()
    if len(slug) > 100:
        slug = f"{slug[:90]}-{digest[:8]}"
    number = "".join(filter(str.isdecimal, record))
    wanted = f"{slug}-{number}" if number else slug
    length = 8
    candidate = wanted
    while candidate in used:
        candidate = f"{wanted}-{digest[:length]}"
        length += 8
    return candidate
