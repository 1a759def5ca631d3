"""The paragraphs of a Word document (DOCX), in the order in which a person reads them.

Every ``w:t`` element is walked, so text boxes, nested tables, content controls, links and notes are not lost. Deleted
and hidden text, field codes and the second copy that Word keeps of a drawing for old programs are left out. A note
stands after the paragraph that refers to it; a text box after the paragraph that it is anchored to.

What a paragraph means (title, byline, body) does not belong here.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from lxml import etree

from workbench.corpus.readers.limits import (
    MOST_DOCUMENT_ENTRIES,
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    zip_names,
)
from workbench.domain.errors import CounterpointError

Kind = Literal["body", "table", "text box", "footnote", "endnote"]
"""Where a paragraph stands."""

LARGEST_PART: Final = 100_000_000
"""Unpacked bytes of one part that is read: 4 million words have about 60 MB of XML, and no tree is built of it."""
LARGEST_SUM: Final = 150_000_000
"""Unpacked bytes of all parts that are read."""
MOST_ELEMENTS: Final = 3_000_000
"""XML elements in one part: 100,000 words have some 70,000."""

_WORD_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAIN_PART_TYPE: Final = "/officeDocument"
_NOTE_TYPES: Final = {"/footnotes": "footnote", "/endnotes": "endnote"}
_DEFAULT_MAIN_PART: Final = "word/document.xml"

# Subtrees without visible text of their own: deleted and moved text, pronunciation, former properties, field codes;
# tab stops in a paragraph's properties are no tabs in its text.
_LEFT_OUT: Final = frozenset(
    {
        *("del", "moveFrom", "rt", "sdtPr", "instrText", "delText", "delInstrText", "ffData", "tabs"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
        "numberingChange",
    }
)
_OFF: Final = frozenset({"0", "false", "off"})
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


class WordFileError(CounterpointError):
    """A Word document that can't be read. The message says why and what to do; it ends with a full stop."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    r"""One paragraph. A line break inside it is ``\n``, a tab is ``\t``."""

    text: str
    kind: Kind = "body"
    style: str = ""
    """The id of its style (``Heading1``), empty for the usual one."""
    outline_level: int = 0
    """1 to 9 for a paragraph marked as a heading of its own, else 0. Headings by style have none."""
    list_item: bool = False
    table_row: int = 0
    """Which row of the document's tables (counted on from 1) it stands in, 0 outside tables."""
    table_cell: int = 0
    """Which cell of the document's tables (counted on from 1), 0 outside tables."""
    ends_section: bool = False


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A document's paragraphs, and what its properties say."""

    paragraphs: tuple[WordParagraph, ...]
    properties: dict[str, str] = field(default_factory=dict)
    """Of the core properties those that are there: ``title``, ``creator``, ``created``, ``modified``, ``language``."""
    custom: dict[str, str] = field(default_factory=dict)
    """The custom properties, which programs that make documents write (name and value)."""
    hidden_characters: int = 0
    """Characters of text that the document hides; they are left out."""
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read."""


def may_be_word(data: bytes) -> bool:
    """Whether the bytes look like a DOCX: a ZIP archive with a part ``word/document...``. Names are never packed.

    Of a damaged archive without a list of its entries the whole bytes are looked at.
    """
    if data[:4] != b"PK\x03\x04" or b"word/document" not in data:
        return False
    names = zip_names(data)
    return not names or any(name.lstrip("/").startswith("word/document") for name in names)


def peek(data: bytes, name: str, most: int) -> bytes:
    """The first bytes of a part as they are, without parsing; ``b""`` when that is not possible. Never raises."""
    if data.count(b"PK\x01\x02") > 2 * MOST_DOCUMENT_ENTRIES:
        return b""  # opening it would read the whole list of entries
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as stream:
            return stream.read(most)
    except Exception:
        return b""


def read_word_document(data: bytes) -> WordDocument:
    """Read a DOCX (also DOCM, DOTX and DOTM; macros are never looked at).

    Raises:
        WordFileError: the bytes are no Word document, are damaged or encrypted, or unpack to more than is sane.
    """
    package = _Package(data)
    main = package.related("_rels/.rels", _MAIN_PART_TYPE) or _DEFAULT_MAIN_PART
    if not package.has(main):
        raise WordFileError("The archive holds no Word document.")
    relations = posixpath.join(posixpath.dirname(main), "_rels", posixpath.basename(main) + ".rels")
    notes: dict[tuple[str, str], list[WordParagraph]] = {}
    hidden = 0
    remarks: list[str] = []
    for relation_type, kind in _NOTE_TYPES.items():
        part = package.related(relations, relation_type)
        if not part or not package.has(part):
            continue
        try:
            found, more_hidden = _paragraphs(package.read(part), main=False)
        except WordFileError as error:
            remarks.append(f"The {kind}s could not be read: {error}")
            continue
        hidden += more_hidden
        for item in found:
            if item.note_id:
                notes.setdefault((kind, item.note_id), []).append(
                    item.paragraph(kind="footnote" if kind == "footnote" else "endnote")
                )
    found, more_hidden = _paragraphs(package.read(main), main=True)
    ordered: list[WordParagraph] = []
    for item in found:
        ordered.append(item.paragraph())
        for reference in item.references:
            ordered += notes.pop(reference, [])
    if package.related(relations, "/aFChunk"):
        remarks.append("The document embeds another file (an imported chunk), which was not read.")
    if hidden + more_hidden:
        remarks.append(f"Hidden text was left out ({hidden + more_hidden:,} characters).")
    return WordDocument(tuple(ordered), package.properties(), package.custom(), hidden + more_hidden, tuple(remarks))


class _Package:
    """The parts of a ZIP archive, unpacked one by one within limits."""

    def __init__(self, data: bytes) -> None:
        self._budget = Budget(
            packed=len(data),
            most_unpacked=LARGEST_SUM,
            most_entries=MOST_DOCUMENT_ENTRIES,
            largest_entry=LARGEST_PART,
        )
        try:
            self._archive = open_zip(data, self._budget)
        except (LimitError, UnpackingError) as error:
            raise WordFileError(str(error)) from None
        self._entries = {info.filename: info for info in self._archive.infolist()}

    def has(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """One part, never more of it than the limits allow, whatever its headers claim."""
        try:
            return read_entry(self._archive, self._entries[name], self._budget)
        except (LimitError, UnpackingError) as error:
            raise WordFileError(f"The part {name} of the document: {_lowered(str(error))}") from None

    def related(self, relations: str, type_ending: str) -> str:
        """The part that a relations part names for a type, or ``""``; never outside the archive."""
        if not self.has(relations):
            return ""
        for element in _elements(self.read(relations)):
            if element.get("Type", "").endswith(type_ending) and element.get("TargetMode") != "External":
                target = element.get("Target", "")
                folder = "" if target.startswith("/") else posixpath.dirname(posixpath.dirname(relations))
                return posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
        return ""

    def properties(self) -> dict[str, str]:
        """The core properties. They are an extra: a document without them is read all the same."""
        try:
            name = self.related("_rels/.rels", "/core-properties") or "docProps/core.xml"
            if not self.has(name):
                return {}
            wanted = ("title", "creator", "created", "modified", "language")
            found = ((_local(element), (element.text or "").strip()) for element in _elements(self.read(name)))
            return {name: value for name, value in found if name in wanted and value}
        except WordFileError:
            return {}

    def custom(self) -> dict[str, str]:
        """The custom properties; an extra like the others."""
        name, found, text = "docProps/custom.xml", {}, ""
        try:
            for element in _elements(self.read(name)) if self.has(name) else ():
                if _local(element) == "property":
                    found[element.get("name", "")] = text
                else:
                    text = (element.text or "").strip()
        except WordFileError:
            pass
        return found


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


@lru_cache(maxsize=4_096)
def _name(tag: str) -> tuple[str, str]:
    """Namespace and local part of ``{namespace}local``; the same few come again all the time."""
    namespace, _, local = tag.rpartition("}")
    return namespace.removeprefix("{"), local


def _local(element: etree._Element) -> str:
    return _name(str(element.tag))[1]


def _elements(xml: bytes) -> Iterator[etree._Element]:
    """The elements of a small part (relations, properties) below its root."""
    for _event, element in _events(xml, ("end",)):
        yield element


def _events(xml: bytes, events: Sequence[Literal["start", "end"]]) -> Iterator[tuple[str, etree._Element]]:
    """Parsing events, without entities, external files or a tree that grows.

    Raises:
        WordFileError: the part is no well-formed XML, or has a document type declaration.
    """
    # zero bytes go so that the mark is also found in UTF-16
    if _DOCTYPE.search(xml.replace(b"\x00", b"")):
        raise WordFileError(
            "The document has a document type declaration, which Word never writes."
            " It was not read; open it with a word processor and save it again."
        )
    walker = etree.iterparse(
        io.BytesIO(xml),
        events=events,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # the part's size is already bounded, and a long paragraph is no attack
    )
    count = 0
    try:
        for event, element in walker:
            yield event, element
            if event != "end":
                continue
            count += 1
            if count > MOST_ELEMENTS:
                raise WordFileError(
                    f"The document has more than {MOST_ELEMENTS:,} elements. Split it into smaller files."
                )
            element.clear(keep_tail=True)
            # the parser may still write after this element, never before it
            while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
                parent.remove(before)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise WordFileError(
                "The document nests its parts far deeper than a person would. It was not read."
                " Copy its text into a new document."
            ) from None
        raise WordFileError(
            "The file is damaged: its text is not well formed. Open it with a word processor and save it again."
        ) from None


@dataclass(slots=True)
class _Found:
    """A paragraph while it is put together."""

    kind: Kind = "body"
    table_row: int = 0
    table_cell: int = 0
    note_id: str = ""
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    outline_level: int = 0
    list_item: bool = False
    ends_section: bool = False
    references: list[tuple[str, str]] = field(default_factory=list)
    run_hidden: bool = False

    def paragraph(self, *, kind: Kind | None = None) -> WordParagraph:
        return WordParagraph(
            text="".join(self.pieces),
            kind=kind or self.kind,
            style=self.style,
            outline_level=self.outline_level,
            list_item=self.list_item,
            table_row=self.table_row,
            table_cell=self.table_cell,
            ends_section=self.ends_section,
        )


class _Walk:
    """Where in the document the walk stands. No recursion: the nesting is the author's, not ours."""

    def __init__(self) -> None:
        self.found: list[_Found] = []
        self.hidden = 0
        self._open: list[_Found] = []
        self._boxes = 0
        self._rows: list[int] = []
        self._cells: list[int] = []
        self._last_row = 0
        self._last_cell = 0
        self._note = ""
        self._choices = 0

    def start(self, name: str, element: etree._Element, space: str) -> None:
        """An element begins. Its attributes are there, its content is not."""
        paragraph = self._open[-1] if self._open else None
        match name:
            case "p":
                kind: Kind = "text box" if self._boxes else "table" if self._cells else "body"
                row, cell = (self._rows[-1] if self._rows else 0), (self._cells[-1] if self._cells else 0)
                opened = _Found(kind, row, cell, self._note)
                # the place is taken now: a text box inside comes after the paragraph that holds it
                self.found.append(opened)
                self._open.append(opened)
            case "txbxContent":
                self._boxes += 1
            case "tr":
                self._last_row += 1
                self._rows.append(self._last_row)
            case "tc":
                self._last_cell += 1
                self._cells.append(self._last_cell)
            case "footnote" | "endnote":
                # separators between text and notes have a type and are no notes
                plain = _value(element, "type", space) in ("", "normal")
                self._note = _value(element, "id", space) if plain else ""
            case "footnoteReference" | "endnoteReference" if paragraph is not None:
                paragraph.references.append((name.removesuffix("Reference"), _value(element, "id", space)))
            case "pStyle" if paragraph is not None:
                paragraph.style = _value(element, "val", space)
            case "outlineLvl" if paragraph is not None:
                level = _value(element, "val", space)
                paragraph.outline_level = int(level) + 1 if re.fullmatch("[0-8]", level) else 0
            case "numPr" if paragraph is not None:
                paragraph.list_item = True
            case "sectPr" if paragraph is not None:
                paragraph.ends_section = True
            case "r" if paragraph is not None:
                paragraph.run_hidden = False
            case "vanish" if paragraph is not None:
                paragraph.run_hidden = _value(element, "val", space).lower() not in _OFF
            case _:
                pass

    def end(self, name: str, element: etree._Element, space: str) -> None:
        """An element ends."""
        match name:
            case "t":
                self._add(element.text or "")
            case "tab" | "ptab":
                self._add("\t")
            case "br" | "cr":
                self._add("\n")
            case "noBreakHyphen":
                self._add("\u2011")
            case "sym":
                self._add(_symbol(_value(element, "char", space)))
            case "p" if self._open:
                self._open.pop()
            case "r" if self._open:
                self._open[-1].run_hidden = False
            case "txbxContent":
                self._boxes -= 1
            case "tr":
                self._rows.pop()
            case "tc":
                self._cells.pop()
            case "footnote" | "endnote":
                self._note = ""
            case _:
                pass

    def _add(self, text: str) -> None:
        if not self._open or not text:
            return
        if self._open[-1].run_hidden:
            self.hidden += len(text)
        else:
            self._open[-1].pieces.append(text)


def _paragraphs(xml: bytes, *, main: bool) -> tuple[list[_Found], int]:
    """The paragraphs of a part with text, and the number of hidden characters."""
    walk = _Walk()
    skipping: etree._Element | None = None
    space = ""
    taken: list[bool] = []  # for each open alternative, whether one of its copies was already read
    for event, element in _events(xml, ("start", "end")):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
            continue
        namespace, local = _name(str(element.tag))
        own = namespace in _WORD_NAMESPACES
        if event == "start":
            if not space:
                if main and (not own or local != "document"):
                    raise WordFileError("The archive holds no Word document.")
                space = namespace
            if own and local in _LEFT_OUT:
                skipping = element
            elif own:
                walk.start(local, element, space)
            elif namespace == _COMPATIBILITY and local == "AlternateContent":
                taken.append(False)
            elif namespace == _COMPATIBILITY and local in ("Choice", "Fallback") and taken:
                if taken[-1]:
                    skipping = element
                taken[-1] = True
        elif own:
            walk.end(local, element, space)
        elif namespace in _MATH_NAMESPACES and local == "t":
            walk.end("t", element, space)
        elif namespace == _COMPATIBILITY and local == "AlternateContent":
            taken.pop()
    return walk.found, walk.hidden


def _value(element: etree._Element, name: str, space: str) -> str:
    return str(element.get(f"{{{space}}}{name}", ""))


def _symbol(code: str) -> str:
    """A symbol that has a character of its own; those of picture fonts have none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 < number < 0xD800 else ""
