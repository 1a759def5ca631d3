"""Word documents (DOCX, DOCM, DOTX, DOTM) that hold one article each, and the reasons why other Word files are not read.

Downloads of news databases in the same format have readers of their own, which are asked first.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.contract import Item, Part, RawRecord
from workbench.corpus.readers.document_text import (
    MADE,
    PROPERTIES_NOTE,
    Paragraph,
    first_heading,
    joined,
    usable_author,
    usable_title,
)
from workbench.corpus.readers.limits import (
    MOST_DOCUMENT_ENTRIES,
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
)
from workbench.corpus.readers.rich_text import heading_level
from workbench.corpus.readers.safe_xml import XmlError, descendants, parse_xml
from workbench.corpus.readers.word_paragraphs import WordFileError, WordParagraph, may_be_word, read_word_document
from workbench.domain.article import Refusal

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old Office programs and protected new ones begin."""
_STYLE_ID: Final = re.compile(r"(?P<words>[^\W\d]+)(?P<level>[1-9]?)\Z")
_CONTENTS_STYLE: Final = re.compile(r"(?:TOC|Verzeichnis|TM|TDC|Sommario|Inhopg|Indholdsfortegnelse|Oglavlenie)\d\Z")
_EMPTY_DATE: Final = "2013-12-23T23:15:00Z"
"""The date in the template of a library that programs write Word files with: it says nothing."""


class WordDocument:
    """Reads ``.docx``, ``.docm``, ``.dotx`` and ``.dotm``."""

    name = "Word document"
    binary = True
    rank = 50

    def recognises(self, data: bytes, path: str) -> bool:
        """By the part of the archive that holds the text."""
        return may_be_word(data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the document."""
        try:
            document = read_word_document(data)
        except WordFileError as error:
            yield Refusal(path, "", str(error))
            return
        paragraphs = [_paragraph(paragraph) for paragraph in document.paragraphs]
        marked = joined(paragraphs)
        text, boilerplate = marked.text, marked.boilerplate
        chunks = list(_embedded(data)) if any("imported chunk" in note for note in document.notes) else []
        notes = [note for note in document.notes if not (chunks and "imported chunk" in note)]
        if not text and chunks:
            yield from chunks
            return
        if not text:
            yield Refusal(
                path,
                "",
                " ".join(("The document holds no text.", *document.notes, "Save its text as plain text (.txt).")),
            )
            return
        properties = document.properties
        fields: dict[str, str] = {}
        sources: dict[str, str] = {}
        if title := first_heading(paragraphs):
            fields["title"], sources["title"] = title, "first heading"
        elif title := usable_title(properties.get("title", ""), path):
            fields["title"], sources["title"] = title, "docProps/core.xml title"
        if author := usable_author(properties.get("creator", "")):
            fields["author"], sources["author"] = author, "docProps/core.xml creator"
        for name in ("created", "modified"):
            if (date := properties.get(name, "")) and date != _EMPTY_DATE:
                fields[MADE], sources[MADE] = date, f"docProps/core.xml {name}"
                break
        if language := properties.get("language", ""):
            fields["language"], sources["language"] = language, "docProps/core.xml language"
        if "author" in fields:
            notes.append(PROPERTIES_NOTE)
        yield RawRecord(
            text=text,
            fields=fields,
            sources=sources,
            encoding="Word XML",
            notes=tuple(notes),
            boilerplate=boilerplate,
        )
        yield from chunks


def _embedded(data: bytes) -> Iterator[Part]:
    """The files of other formats that a Word document takes its text from (imported chunks)."""
    budget = Budget(packed=len(data), most_entries=MOST_DOCUMENT_ENTRIES)
    try:
        with open_zip(data, budget) as archive:
            relations = [
                name for name in archive.namelist() if re.fullmatch(r"word/_rels/document\d*\.xml\.rels", name)
            ]
            for name in relations[:1]:
                for relation in descendants(parse_xml(read_entry(archive, name, budget)), "Relationship"):
                    target = relation.get("Target", "")
                    if relation.get("Type", "").endswith("/aFChunk") and relation.get("TargetMode") != "External":
                        place = posixpath.normpath(posixpath.join("/word", target)).lstrip("/")
                        yield Part(place, read_entry(archive, place, budget))
    except (LimitError, UnpackingError, XmlError):
        return


class CompoundFile:
    """Recognises files of old Office programs, protected ones and Outlook messages, and says why they are not read."""

    name = "old Office file"
    binary = True
    rank = 90

    def recognises(self, data: bytes, path: str) -> bool:
        """By its first bytes."""
        return data.startswith(_COMPOUND)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One refusal."""
        yield Refusal(path, "", _why_not(data, path.lower()))


def _why_not(data: bytes, path: str) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "The file is protected by a password. Open it in its program, save a copy without the password, and read that."
    if holds("__substg1.0_") or holds("__properties_version1.0"):
        return (
            "This is an Outlook message (.msg), which is not read. In Outlook or another mail program save it as .eml,"
            " or save its text as plain text (.txt)."
        )
    if holds("WordDocument"):
        return "This is a file of Word 97 to 2003 (.doc), which is not read. Open it and save it as .docx."
    if holds("Workbook") or holds("Book"):
        return (
            "This is a file of Excel 97 to 2003 (.xls), which is not read. Open it and save it as .xlsx or CSV (.csv)."
        )
    if holds("PowerPoint Document"):
        return "This is a file of PowerPoint 97 to 2003 (.ppt), which is not read. Save its text as plain text (.txt)."
    suffix = path.rpartition(".")[2]
    what = (
        f"a .{suffix} file of an old Office program" if suffix in {"doc", "xls", "ppt", "msg"} else "an old Office file"
    )
    return f"This is {what}, and what is in it can't be made out. Open it and save it as .docx or plain text (.txt)."


def _paragraph(paragraph: WordParagraph) -> Paragraph:
    if _CONTENTS_STYLE.match(paragraph.style):
        return Paragraph(paragraph.text, kind="navigation", rule=f"style {paragraph.style} (table of contents)")
    level = paragraph.outline_level
    if not level and (style := _STYLE_ID.match(paragraph.style)) is not None:
        # ids are names without spaces, and in some languages without their first letter
        words = {"berschrift": "Überschrift"}.get(style["words"], style["words"])
        level = heading_level(f"{words} {style['level']}".strip())
    return Paragraph(paragraph.text, heading=level)
