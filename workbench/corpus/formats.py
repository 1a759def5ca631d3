"""Which format a file is of, and what is in it: containers opened, tables mapped, every text made canonical.

This is what runs in the reading process (:mod:`workbench.corpus.reading_process`): all that looks inside a file.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.finding import shown_name
from workbench.corpus.readers.contract import Item, Layout, Part, RawRecord, Reader, Remark
from workbench.corpus.readers.delimited import Delimited
from workbench.corpus.readers.epub import Epub
from workbench.corpus.readers.europresse import Europresse
from workbench.corpus.readers.factiva_html import FactivaHtml
from workbench.corpus.readers.factiva_rtf import FactivaRtf
from workbench.corpus.readers.factiva_xml import FactivaXml
from workbench.corpus.readers.feeds import Feed, JsonFeed
from workbench.corpus.readers.gdelt import Gdelt
from workbench.corpus.readers.json_lines import JsonLines
from workbench.corpus.readers.limits import DEEPEST_NESTING, MOST_UNPACKED
from workbench.corpus.readers.mail import Mail
from workbench.corpus.readers.media_cloud import MediaCloud
from workbench.corpus.readers.metadata_table import FILE_NAME
from workbench.corpus.readers.news_api import NewsApi
from workbench.corpus.readers.newsml import NewsMl1, NewsMlG2
from workbench.corpus.readers.nexis_html import NexisHtml
from workbench.corpus.readers.nexis_text import NexisText
from workbench.corpus.readers.nexis_word import NexisRichText, NexisWord
from workbench.corpus.readers.ninjs import Ninjs
from workbench.corpus.readers.nitf import Nitf
from workbench.corpus.readers.open_document import OpenDocument
from workbench.corpus.readers.parquet import Parquet
from workbench.corpus.readers.pdf import Pdf
from workbench.corpus.readers.plain_text import Markdown, PlainText, why_no_article
from workbench.corpus.readers.proquest_text import ProQuestText
from workbench.corpus.readers.references import BibTex, EndNote, Ris
from workbench.corpus.readers.rich_text import RichText
from workbench.corpus.readers.spreadsheet import Spreadsheet
from workbench.corpus.readers.web_archive import Wacz, WebArchive
from workbench.corpus.readers.web_archive_page import MhtmlPage, SafariArchive
from workbench.corpus.readers.web_page import WebPage
from workbench.corpus.readers.word_document import CompoundFile, WordDocument
from workbench.corpus.readers.xml_records import XmlRecords
from workbench.corpus.readers.zip_archive import GzipFile, ZipArchive
from workbench.domain.article import Refusal
from workbench.text_decoding import looks_binary, unreadable_share

READERS: Final[tuple[Reader, ...]] = tuple(
    sorted(
        (
            NexisWord(), NexisRichText(), NexisText(), NexisHtml(), FactivaHtml(), FactivaXml(), FactivaRtf(),
            Europresse(), ProQuestText(),
            MhtmlPage(), SafariArchive(), Nitf(), NewsMlG2(), NewsMl1(), Ninjs(), Feed(), JsonFeed(), NewsApi(),
            MediaCloud(), Gdelt(), Ris(), EndNote(), BibTex(), Spreadsheet(), Parquet(), WebArchive(), Wacz(), Epub(),
            JsonLines(), Delimited(), Markdown(),
            WebPage(), WordDocument(), OpenDocument(), RichText(), Pdf(), Mail(),
            ZipArchive(), GzipFile(), CompoundFile(), XmlRecords(), PlainText(),
        ),
        key=lambda reader: reader.rank,
    )
)  # fmt: skip
"""The formats that can be read, in the order in which they are asked."""

READABLE: Final = (
    "texts, web pages, Word, PDF and e-mail files, tables (CSV, Excel, JSON), feeds, or downloads from Nexis, Factiva,"
    " Europresse or ProQuest"
)
"""What can be read, in words for a person who named something else."""

LARGEST_FILE: Final = 200_000_000
"""Bytes; larger files are refused rather than filling the memory."""

Columns = tuple[str, ...]

_EMPTY: Final = "The file is empty. Save it again where it came from."
_NO_ARTICLE: Final = "The file holds no article. Open it with the program that made it, and save the text itself."

_UNREADABLE_SHARE: Final = 0.05
_LOOKED_AT: Final = 200_000
_NO_TEXT: Final[Mapping[str, str]] = {
    suffix: what
    for suffixes, what in (
        (".png .jpg .jpeg .gif .webp .tif .tiff .bmp .heic .ico", "This is a picture, not text"),
        (".mp3 .mp4 .m4a .wav .ogg .flac .mov .avi .mkv .webm", "This is sound or video, not text"),
        (".tar .tgz .bz2 .xz .7z .rar .zst", "This is an archive of a kind that is not read; unpack it first"),
        (".pages .numbers", "Files of Apple’s iWork are not read; export it as Word (.docx) or CSV (.csv)"),
        (".mobi .azw .azw3", "E-books of this kind are not read; convert it to EPUB (.epub)"),
        (".msg", "Outlook’s own mail files are not read; save the message as .eml"),
        (".feather .sqlite .db", "This is a database file; save the table as CSV (.csv)"),
        (".counterpoint", "This is a Counterpoint project; open it by itself"),
    )
    for suffix in suffixes.split()
}
_HTML_TAG: Final = re.compile(
    r"</?(?:html|head|body|div|span|p|br|a|script|style|table|td|li|meta)\b[^<>\n]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    path: str
    """Where it is."""
    shown: str
    """How it is called to a person."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Which of the source's names a person chose for a field."""
    choices: Mapping[Columns, Mapping[str, str]] = field(default_factory=dict)
    """The same for tables with exactly these columns; it counts before ``mapping``."""
    most: int = 0
    """Articles after which reading stops; 0 reads them all. Of a file inside it a quarter of them is enough."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """The file itself, before what is in it."""

    sha256: str
    size: int
    """In bytes."""
    read_at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a file, or of one inside it."""

    format: str
    size: int


@dataclass(frozen=True, slots=True)
class InnerMetadata:
    """A table called ``metadata.csv`` inside a container: it tells about the files beside it."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Reading stopped here, because enough was seen."""


Found = tuple[str, RawRecord | Item | FileRead | Recognised | InnerMetadata | Unfinished]
"""Something that was found, and the path under which: of the file, or of one inside it (``export.zip/texts/1.html``)."""


def read_file(job: Job) -> Iterator[Found]:
    """What is in a file. A file that gives nothing gives a refusal with its reason."""
    data = bytes_or_reason(Path(job.path))
    if isinstance(data, str):
        yield job.shown, Refusal(job.shown, "", data)
        return
    read_at = datetime.now(UTC).isoformat(timespec="seconds")
    yield job.shown, FileRead(hashlib.sha256(data).hexdigest(), len(data), read_at)
    articles = 0
    for path, item in _Opener(job).opened(data, job.shown, depth=1):
        if isinstance(item, RawRecord):
            if job.most and articles >= job.most:
                for place in dict.fromkeys((path, job.shown)):
                    yield place, Unfinished()
                return
            articles += 1
        yield path, item


def bytes_or_reason(path: Path) -> bytes | str:
    """A file's bytes, or why they are not read. Pipes and devices, which could block for ever, are not opened."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return "This is not an ordinary file but a device, a pipe or the like. Save what it gives in a file and read that."
        if about.st_size > LARGEST_FILE:
            return (
                f"The file has {about.st_size / 1e6:,.0f} MB; more than {LARGEST_FILE / 1e6:,.0f} MB are not read."
                " Split it into smaller files."
            )
        if about.st_size == 0:
            return _EMPTY
        return path.read_bytes()
    except FileNotFoundError:
        return (
            "The file was gone when it was to be read (a link to nowhere, or moved meanwhile)."
            " Look where it is now, and read it there."
        )
    except PermissionError:
        return "The file can't be opened: permission denied. Allow reading it, or copy it to a folder of yours."
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        return f"The file could not be read: {why}. Copy it to another folder of this computer and read it there."


def reader_for(data: bytes, path: str) -> Reader | str:
    """The reader for a file, or why there is none."""
    binary = looks_binary(data)
    for reader in READERS:
        if (reader.binary or not binary) and reader.recognises(data, path):
            return reader
    suffix = Path(path).suffix.lower()
    if suffix in _NO_TEXT:
        return f"{_NO_TEXT[suffix]}."
    return f"{why_no_article(data, path)}."


class _Opener:
    """Reads one file with all that is inside it, within one bound on how much is unpacked."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._unpacked = 0
        self._most_inside = max(job.most // 4, 1) if job.most else 0
        """Articles of a file inside this one, so that others inside it are seen too."""

    def opened(self, data: bytes, path: str, *, depth: int) -> Iterator[Found]:
        """What is in the bytes of a file or part."""
        reader = reader_for(data, path)
        if isinstance(reader, str):
            yield path, Refusal(path, "", reader)
            return
        yield path, Recognised(reader.name, len(data))
        anything, articles = False, 0
        for item in self._items(reader, data, path):
            anything = anything or not isinstance(item, Remark | Layout)
            if isinstance(item, Part):
                yield from self._part(item, path, depth)
            elif isinstance(item, RawRecord):
                if depth > 1 and articles and articles == self._most_inside:
                    yield path, Unfinished()
                    return
                articles += 1
                yield path, checked(item, path)
            else:
                yield path, item
        if not anything:
            yield path, Refusal(path, "", _NO_ARTICLE)

    def _items(self, reader: Reader, data: bytes, path: str) -> Iterator[Item]:
        """What a reader finds, read again with the columns that a person chose for such a table."""
        for item in reader.read(data, path, mapping=self._job.mapping):
            if isinstance(item, Layout) and item.columns in self._job.choices:
                chosen = self._job.choices[item.columns]
                if dict(chosen) != dict(item.by_field):
                    yield from reader.read(data, path, mapping=chosen)
                    return
            yield item

    def _part(self, part: Part, path: str, depth: int) -> Iterator[Found]:
        inner = f"{path}/{shown_name(part.path)}"
        self._unpacked += len(part.data)
        if depth >= DEEPEST_NESTING:
            reason = f"It lies in containers inside one another, more than {DEEPEST_NESTING}. Unpack them yourself."
            yield inner, Refusal(inner, "", reason)
        elif self._unpacked > MOST_UNPACKED:
            reason = (
                f"More than {MOST_UNPACKED / 1e6:,.0f} MB come out of {path}; the rest is not read. Unpack it yourself."
            )
            yield inner, Refusal(inner, "", reason)
        elif not part.data:
            yield inner, Refusal(inner, "", _EMPTY)
        elif part.path.rpartition("/")[2].casefold() == FILE_NAME:
            yield inner, InnerMetadata(part.data)
        else:
            for where, item in self.opened(part.data, inner, depth=depth + 1):
                yield where, _with_part(item, part) if isinstance(item, RawRecord) else item


def _with_part(record: RawRecord, part: Part) -> RawRecord:
    """The record with what its container says where it says nothing itself."""
    missing = {name: value for name, value in part.fields.items() if value and not record.fields.get(name)}
    if not missing:
        return record
    sources = {**record.sources, **{name: part.sources.get(name, "") for name in missing}}
    return replace(record, fields={**record.fields, **missing}, sources=sources)


def checked(record: RawRecord, path: str) -> RawRecord | Refusal:
    """The record with canonical text, or why it can't be an article."""
    text = canonical_text(record.text)
    if not text.strip():
        return Refusal(path, record.record, "There is no text." if not text else "There is no text, only white space.")
    if not record.encoding_certain and unreadable_share(text[:_LOOKED_AT]) > _UNREADABLE_SHARE:
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
    if len(_HTML_TAG.findall(text[:_LOOKED_AT])) >= 5:
        notes = (*notes, "The text holds HTML tags: it may be the source of a web page.")
    boilerplate = record.boilerplate
    if boilerplate and text != record.text:
        boilerplate = tuple(
            (len(canonical_text(record.text[:start])), len(canonical_text(record.text[:end])), kind, rule)
            for start, end, kind, rule in boilerplate
        )
    return replace(record, text=text, notes=notes, boilerplate=boilerplate)
