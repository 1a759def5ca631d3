"""OpenDocument text (ODT, OTT, FODT), and Writer files from before it (SXW).

The text is read in its order with text boxes and notes after the paragraph that they belong to. Deleted text, hidden
text, reviewers' comments and names of fields are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.readers.contract import Item, RawRecord
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
    LARGEST_XML,
    MOST_DOCUMENT_ENTRIES,
    Budget,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    zip_names,
)
from workbench.corpus.readers.rich_text import heading_level
from workbench.corpus.readers.safe_xml import (
    Element,
    XmlError,
    child,
    descendants,
    local_name,
    parse_xml,
    text_of,
    xml_head,
)
from workbench.domain.article import Refusal

_TYPES: Final = re.compile(
    rb"application/vnd\.(?:oasis\.opendocument\.text(?:-template|-web|-master)?|sun\.xml\.writer(?:\.template)?)(?![a-z.-])"
)
_FLAT: Final = re.compile(
    r"mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.text(?:-template|-web|-master)?[\"']"
)
_MOST_SPACES: Final = 20
"""Spaces that one ``text:s`` may stand for: its number can be anything."""

# Elements without text of the document: who changed what, comments, the program's own data, captions for blind readers.
_LEFT_OUT: Final = frozenset(
    [
        "tracked-changes",
        "annotation",
        "annotation-end",
        "forms",
        "event-listeners",
        "sequence-decls",
        "user-field-decls",
        "variable-decls",
        "dde-connection-decls",
        "alphabetical-index-auto-mark-file",
        "note-citation",
        "hidden-text",
        "hidden-paragraph",
        "title",
        "desc",
        "binary-data",
        "table-source",
        "scenario",
        "shapes",
        "ruby-text",
        "index-title-template",
        "script",
        "soft-page-break",
        "table-of-content-source",
        "illustration-index-source",
        "bibliography-source",
        "alphabetical-index-source",
        "user-index-source",
        "object-index-source",
        "table-index-source",
        "object",
        "object-ole",
        "settings",
        "styles",
        "automatic-styles",
        "master-styles",
        "font-face-decls",
        "font-decls",
        "scripts",
        "meta",
    ]
)
_PARAGRAPHS: Final = frozenset({"p", "h"})
_INDEXES: Final = frozenset(
    [
        "table-of-content",
        "illustration-index",
        "bibliography",
        "alphabetical-index",
        "user-index",
        "object-index",
        "table-index",
    ]
)


class OpenDocument:
    """Reads ``.odt``, ``.ott``, ``.fodt`` and ``.sxw``."""

    name = "OpenDocument text"
    binary = True
    rank = 50

    def recognises(self, data: bytes, path: str) -> bool:
        """By the type that the archive or the root element names."""
        if data[:4] == b"PK\x03\x04":
            names = zip_names(data)
            if names and not {"mimetype", "content.xml"} & set(names):
                return False  # an archive with a document in it
            return _TYPES.search(data[:200]) is not None or (
                path.lower().endswith((".odt", ".ott", ".sxw")) and b"content.xml" in data
            )
        head = xml_head(data, 20_000)
        return "<office:document" in head and _FLAT.search(head) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the document."""
        try:
            body, meta, styles = _parts(data)
        except (LimitError, UnpackingError, XmlError) as error:
            yield Refusal(path, "", str(error))
            return
        walk = _Walk(styles)
        if body is not None:
            walk.run(body)
        marked = joined(walk.paragraphs)
        text, boilerplate = marked.text, marked.boilerplate
        if not text:
            yield Refusal(path, "", "The document holds no text. If it shows a picture of one, save the text itself.")
            return
        properties = _properties(meta)
        fields: dict[str, str] = {}
        sources: dict[str, str] = {}
        if title := first_heading(walk.paragraphs):
            fields["title"], sources["title"] = title, "first heading"
        elif title := usable_title(properties.get("title", ""), path):
            fields["title"], sources["title"] = title, "document property title"
        for name in ("initial-creator", "creator"):
            if author := usable_author(properties.get(name, "")):
                fields["author"], sources["author"] = author, f"document property {name}"
                break
        for name in ("creation-date", "date"):
            if date := properties.get(name, ""):
                fields[MADE], sources[MADE] = re.sub(r"\.\d+", "", date), f"document property {name}"
                break
        if language := properties.get("language", ""):
            fields["language"], sources["language"] = language, "document property language"
        notes = [PROPERTIES_NOTE] if "author" in fields else []
        for count, one, several in (
            (walk.comments, "comment of a reader was", "comments of readers were"),
            (walk.hidden, "hidden passage was", "hidden passages were"),
        ):
            if count:
                notes.append(f"{count:,} {one if count == 1 else several} left out.")
        yield RawRecord(
            text=text,
            fields=fields,
            sources=sources,
            encoding="OpenDocument XML",
            notes=tuple(notes),
            boilerplate=boilerplate,
        )


def _parts(data: bytes) -> tuple[Element | None, Element | None, Mapping[str, str]]:
    """The body, the properties, and the names of the styles that automatic ones build on."""
    if data[:4] != b"PK\x03\x04":
        root = parse_xml(data)
        return child(root, "body"), child(root, "meta"), _styles(root)
    budget = Budget(packed=len(data), most_entries=MOST_DOCUMENT_ENTRIES, largest_entry=LARGEST_XML)
    with open_zip(data, budget) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and _encrypted(archive, budget):
            raise UnpackingError(
                "The document is protected by a password. Open it, save a copy without the password, and read that."
            )
        if "content.xml" not in names:
            raise UnpackingError("The archive holds no text (content.xml). Save the document again as ODT or DOCX.")
        content = parse_xml(read_entry(archive, "content.xml", budget))
        styles = dict(_styles(content))
        for name in ("styles.xml", "meta.xml"):  # extras: a document without them is read all the same
            if name not in names:
                continue
            try:
                root = parse_xml(read_entry(archive, name, budget))
            except (XmlError, UnpackingError):
                continue
            if name == "meta.xml":
                return child(content, "body"), child(root, "meta"), styles
            styles = {**_styles(root), **styles}
    return child(content, "body"), None, styles


def _encrypted(archive: zipfile.ZipFile, budget: Budget) -> bool:
    try:
        manifest = read_entry(archive, "META-INF/manifest.xml", budget)
    except UnpackingError:
        return False
    return b"encryption-data" in manifest


def _styles(root: Element) -> dict[str, str]:
    """For each style the name that its headings are told by: its own, or that of the style it builds on."""
    found: dict[str, str] = {}
    for style in descendants(root, "style"):
        name = _attribute(style, "name")
        if name:
            parent = _attribute(style, "parent-style-name")
            found[name] = _attribute(style, "display-name") or (name if not parent or heading_level(name) else parent)
    return found


def _attribute(element: Element, local: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == local:
            return str(value)
    return ""


def _properties(meta: Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    if meta is not None:
        for element in descendants(meta, "title", "creator", "initial-creator", "creation-date", "date", "language"):
            if text := text_of(element):
                found.setdefault(local_name(element), text)
    return found


@dataclass(slots=True)
class _Walk:
    """Collects paragraphs. The depth of the XML is bounded, so the walk may call itself."""

    styles: Mapping[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    comments: int = 0
    hidden: int = 0
    _index: bool = False

    def run(self, element: Element) -> None:
        for inner in element:
            name = local_name(inner)
            if not name:
                continue
            if name in _PARAGRAPHS:
                self._paragraph(inner, name)
            elif name in _INDEXES:
                outside, self._index = self._index, True
                self.run(inner)
                self._index = outside
            elif not self._skipped(inner, name):
                self.run(inner)

    def _skipped(self, element: Element, name: str) -> bool:
        if name == "annotation":
            self.comments += 1
        elif name in {"hidden-text", "hidden-paragraph"}:
            self.hidden += 1
        elif name == "section" and _attribute(element, "display") == "none":
            self.hidden += 1
            return True
        return name in _LEFT_OUT

    def _paragraph(self, element: Element, name: str) -> None:
        pieces: list[str] = []
        place = len(self.paragraphs)
        self._inline(element, pieces)
        after = self.paragraphs[place:]  # text boxes and notes that stood in the paragraph
        del self.paragraphs[place:]
        text = "".join(pieces)
        style = _attribute(element, "style-name")
        level = heading_level(self.styles.get(style, style).replace("_20_", " "))
        if name == "h":
            outline = _attribute(element, "outline-level") or _attribute(element, "level")
            level = int(outline) if outline.isdecimal() and len(outline) < 3 else level or 1
        if text.strip():
            kind, rule = ("navigation", "table of contents or index of the document") if self._index else ("", "")
            self.paragraphs.append(Paragraph(text, heading=0 if self._index else level, kind=kind, rule=rule))
        self.paragraphs += after

    def _inline(self, element: Element, pieces: list[str]) -> None:
        if element.text:
            pieces.append(_collapsed(element.text))
        for inner in element:
            name = local_name(inner)
            if name == "s":
                count = _attribute(inner, "c")
                pieces.append(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MOST_SPACES))
            elif name in {"tab", "tab-stop"}:
                pieces.append("\t")
            elif name == "line-break":
                pieces.append("\n")
            elif name in {"note", "footnote", "endnote", "text-box"}:
                self.run(inner)
            elif name in _PARAGRAPHS:  # in a frame without a text box, e.g. a table or a shape
                self._paragraph(inner, name)
            elif name and not self._skipped(inner, name):
                self._inline(inner, pieces)
            if inner.tail:
                pieces.append(_collapsed(inner.tail))


def _collapsed(text: str) -> str:
    """White space as the format defines it: runs are one space, further ones are written as elements."""
    return re.sub(r"[ \t\r\n]+", " ", text)
