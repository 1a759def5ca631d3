"""Small Word documents for tests, written part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from zip_files import zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'


def run(text: str) -> str:
    """One run of text; a line end becomes a line break."""
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(pieces)}</w:r>"


def paragraph(*content: str, properties: str = "") -> str:
    """One paragraph of XML pieces."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def document_xml(body: str) -> str:
    """The main part around its paragraphs."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{_ROOT}<w:body>{body}</w:body></w:document>'


def relations(*targets: tuple[str, str]) -> str:
    """A relations part: the last word of each type, and its target."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{entries}</Relationships>'


def word_file(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document with the body's XML and further parts."""
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": document_xml(body),
            **(more or {}),
        }
    )


def word_file_of(lines: Iterable[str]) -> bytes:
    """A document with one paragraph for each line."""
    return word_file("".join(paragraph(run(line)) for line in lines))
