"""EPUB: each part of the reading order that holds more than a title page is an article.

Newspapers and magazines as e-books have one part for each article, books one for each chapter. Covers, title pages and
tables of contents are left out, and a remark names them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.document_text import usable_author
from workbench.corpus.readers.limits import (
    MOST_DOCUMENT_ENTRIES,
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    zip_names,
)
from workbench.corpus.readers.page_source import declared_charset
from workbench.corpus.readers.safe_xml import (
    Element,
    XmlError,
    child,
    children,
    descendants,
    local_name,
    parse_xml,
    text_of,
)
from workbench.corpus.readers.simple_markup import MarkupText, markup_text
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

FEWEST_WORDS: Final = 40
"""A part with fewer words is a cover, a title page or an advertisement."""
LARGEST_PART: Final = 20_000_000
"""Bytes of one part; a book has one million."""
MOST_PARTS: Final = 10_000

_TYPE: Final = b"mimetypeapplication/epub+zip"
_MARKUP: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_NO_CONTENT_PROTECTED: Final = re.compile(rb"font|obfuscation|\.(?:otf|ttf|woff2?)", re.IGNORECASE)


class Epub:
    """Reads ``.epub``."""

    name = "EPUB"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the type at the beginning of the archive, or by the file that names the package."""
        if data[:4] != b"PK\x03\x04":
            return False
        names = zip_names(data)
        if names and not {"mimetype", "META-INF/container.xml"} & set(names):
            return False  # an archive with a book in it
        return _TYPE in data[:200] or (path.lower().endswith(".epub") and b"META-INF/container.xml" in data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each part with a text."""
        budget = Budget(packed=len(data), most_entries=MOST_DOCUMENT_ENTRIES, largest_entry=LARGEST_PART)
        try:
            with open_zip(data, budget) as archive:
                yield from _read(_Book(archive, budget), path)
        except (LimitError, UnpackingError, XmlError) as error:
            yield Refusal(path, "", str(error))


@dataclass(slots=True)
class _Book:
    """The archive, and what its package says."""

    archive: zipfile.ZipFile
    budget: Budget
    folder: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """What the table of contents calls each part."""

    def has(self, name: str) -> bool:
        return name in self.archive.NameToInfo

    def entry(self, name: str) -> bytes:
        return read_entry(self.archive, name, self.budget)

    def resolved(self, reference: str, folder: str) -> str:
        """The name in the archive of what a reference names; never outside of it."""
        place = unquote(reference.partition("#")[0])
        return posixpath.normpath(posixpath.join(folder, place)).lstrip("/") if place else ""


def _read(book: _Book, path: str) -> Iterator[Item]:
    if book.has("META-INF/encryption.xml") and _protected(book.entry("META-INF/encryption.xml")):
        yield Refusal(
            path,
            "",
            "The e-book is protected (DRM), so its text can't be read. Use a copy without protection, or its text.",
        )
        return
    package_name = _package_name(book)
    if not package_name:
        yield Refusal(path, "", "The e-book does not say where its parts are (no package file). Get the file again.")
        return
    package = parse_xml(book.entry(package_name))
    book.folder = posixpath.dirname(package_name)
    book.metadata = _metadata(package)
    parts, navigation = _reading_order(package, book)
    if not parts:
        yield Refusal(path, "", "The e-book names no parts to read. Get the file again, or save its text.")
        return
    _read_labels(book, navigation)
    short: list[str] = []
    articles = 0
    total = len(parts)
    for number, name in enumerate(parts[:MOST_PARTS], start=1):
        where = f"part {number} of {total}"
        if not book.has(name):
            yield Refusal(path, where, f"The part {name} is missing from the e-book. Get the file again.")
            continue
        try:
            raw = book.entry(name)
        except UnpackingError as error:
            yield Refusal(path, where, str(error))
            continue
        decoded = decode(raw, declared=declared_charset(raw))
        part = markup_text(decoded.text)
        words = len(part.text.split())
        letters = sum(c.isalpha() for c in part.text)
        # languages without spaces have few words and many letters
        if (words < FEWEST_WORDS and letters < 8 * FEWEST_WORDS) or name in navigation:
            short.append(book.labels.get(name) or posixpath.basename(name))
            continue
        articles += 1
        fields, sources = _fields(book, part, name, only=total == 1)
        yield RawRecord(
            text=part.text,
            record=where,
            fields=fields,
            sources=sources,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
        )
    if total > MOST_PARTS:
        yield Remark(f"Only the first {MOST_PARTS:,} of {total:,} parts were read.")
    if short and articles:
        shown = ", ".join(short[:10]) + (", …" if len(short) > 10 else "")
        yield Remark(
            f"{len(short):,} of {total:,} parts were left out: fewer than {FEWEST_WORDS} words, as covers and title pages"
            f" have, or a table of contents ({shown})."
        )
    elif not articles:
        yield Refusal(
            path,
            "",
            f"None of the {total:,} parts of the e-book has {FEWEST_WORDS} words or more: it may hold pictures only.",
        )


def _protected(encryption: bytes) -> bool:
    """Whether more than fonts is encrypted."""
    root = parse_xml(encryption)
    for data in descendants(root, "EncryptedData"):
        described = " ".join(
            str(value) for element in data.iter() for value in element.attrib.values() if local_name(element)
        )
        if not _NO_CONTENT_PROTECTED.search(described.encode("utf-8", "replace")):
            return True
    return False


def _package_name(book: _Book) -> str:
    if book.has("META-INF/container.xml"):
        container = parse_xml(book.entry("META-INF/container.xml"))
        for root_file in descendants(container, "rootfile"):
            name = book.resolved(root_file.get("full-path", ""), "")
            if name and book.has(name):
                return name
    return next((name for name in book.archive.namelist() if name.lower().endswith(".opf")), "")


def _metadata(package: Element) -> dict[str, str]:
    """What the package says about the whole book; of several authors all."""
    found: dict[str, list[str]] = {}
    metadata = child(package, "metadata")
    if metadata is not None:
        for element in descendants(metadata, "title", "creator", "publisher", "language", "date", "source"):
            if text := text_of(element):
                found.setdefault(local_name(element), []).append(text)
    return {name: "; ".join(dict.fromkeys(texts)) if name == "creator" else texts[0] for name, texts in found.items()}


def _reading_order(package: Element, book: _Book) -> tuple[list[str], frozenset[str]]:
    """The names of the parts in reading order, and of those that are tables of contents."""
    manifest: dict[str, str] = {}
    navigation: set[str] = set()
    for item in descendants(package, "item"):
        name = book.resolved(item.get("href", ""), book.folder)
        kind = item.get("media-type", "").lower()
        if "nav" in item.get("properties", "").split() or kind == "application/x-dtbncx+xml":
            navigation.add(name)
        if kind in _MARKUP or name.lower().endswith((".xhtml", ".html", ".htm")):
            manifest[item.get("id", "")] = name
    spine = child(package, "spine")
    order: dict[str, None] = {}
    if spine is not None:
        for reference in children(spine, "itemref"):
            name = manifest.get(reference.get("idref", ""), "")
            if name and reference.get("linear", "yes") != "no":
                order[name] = None
    return list(order), frozenset(navigation)


def _read_labels(book: _Book, navigation: frozenset[str]) -> None:
    """What the tables of contents call the parts: an extra, so that a broken one stops nothing."""
    for name in sorted(navigation):
        if not book.has(name):
            continue
        folder = posixpath.dirname(name)
        try:
            root = parse_xml(book.entry(name))
        except (XmlError, UnpackingError):
            continue
        for point in descendants(root, "navPoint"):
            content = child(point, "content")
            label = text_of(child(point, "navLabel"))
            if content is not None and label:
                book.labels.setdefault(book.resolved(content.get("src", ""), folder), label)
        for link in descendants(root, "a"):
            if label := text_of(link):
                book.labels.setdefault(book.resolved(link.get("href", ""), folder), label)


def _fields(book: _Book, part: MarkupText, name: str, *, only: bool) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    sources: dict[str, str] = {}

    def put(field_name: str, value: str, source: str) -> None:
        if value and field_name not in fields:
            fields[field_name], sources[field_name] = value, source

    highest = min((heading.level for heading in part.headings), default=0)
    heading = next((each.text for each in part.headings if each.level == highest), "")
    book_title = book.metadata.get("title", "")
    if only:
        put("title", book_title, "EPUB dc:title")
    put("title", heading, "first heading")
    put("title", book.labels.get(name, ""), "EPUB table of contents")
    if part.title != book_title:
        put("title", part.title, "title element")
    put("author", usable_author(book.metadata.get("creator", "")), "EPUB dc:creator (of the whole e-book)")
    publisher = book.metadata.get("publisher", "")
    put("outlet", usable_author(publisher), "EPUB dc:publisher")
    if not only:
        put("edition", book_title, "EPUB dc:title")
    put("date", re.sub(r"\.\d+(?=[Z+-])", "", book.metadata.get("date", "")), "EPUB dc:date (of the whole e-book)")
    put("language", book.metadata.get("language", ""), "EPUB dc:language")
    return fields, sources
