"""Nexis Uni and Lexis Advance downloads for word processors: DOCX and RTF, many articles in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.contract import Item
from workbench.corpus.readers.nexis_database import blocks_of_lines, has_counters, read_database
from workbench.corpus.readers.nexis_documents import DocumentLine, read_documents
from workbench.corpus.readers.nexis_layout import Origin, cover_count
from workbench.corpus.readers.rich_text import RichTextError, is_rich_text, read_rich_text
from workbench.corpus.readers.word_paragraphs import (
    WordDocument,
    WordFileError,
    may_be_word,
    peek,
    read_word_document,
)
from workbench.domain.article import Refusal

_DELIVERY: Final = b"LADeliveryID"
"""A custom property of downloads of Lexis Advance and its successors."""
_COUNT: Final = "LADocCount"
_LOOKED_AT: Final = 4_000_000
"""Bytes of a Word document's text in which the marks of the layout are looked for."""
_END_MARKS: Final = re.compile(
    rb"End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento|Einde van (?:het )?document"
)
_LABEL_MARKS: Final = re.compile(
    rb"Load-Date:|Length:|Copyright|L\xc3\xa4nge:|Longueur|Longitud|Lunghezza|Lengte:|Body<"
)
_RTF_LABEL_MARKS: Final = re.compile(rb"Load-Date|Length:|LOAD-DATE|LENGTH:|L\\'e4nge|Longueur|Body\b", re.IGNORECASE)
_RTF_COUNTER: Final = re.compile(rb"\b\d{1,7} (?:of|von|de) \d{1,7} (?:DOCUMENTS?|DOKUMENTE?N?)\b")


class NexisWord:
    """Reads Nexis Uni and Lexis Advance DOCX downloads."""

    name = "Nexis Uni or Lexis Advance (DOCX)"
    binary = True
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By the property that the service writes, or by the marks of its layout in the text."""
        if not may_be_word(data):
            return False
        if b"docProps/custom.xml" in data and _DELIVERY in peek(data, "docProps/custom.xml", 100_000):
            return True
        text = peek(data, "word/document.xml", _LOOKED_AT)
        return _END_MARKS.search(text) is not None and _LABEL_MARKS.search(text) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each document in the file."""
        try:
            document = read_word_document(data)
        except WordFileError as error:
            yield Refusal(path, "", str(error))
            return
        lines = [
            DocumentLine(
                paragraph.text,
                heading=paragraph.outline_level == 1 or paragraph.style.casefold() in ("heading1", "title"),
                ends_section=paragraph.ends_section,
            )
            for paragraph in document.paragraphs
        ]
        origin = Origin("Word document (XML)", notes=document.notes)
        yield from read_documents(
            lines, path=path, origin=origin, printed=_printed(document, lines), printed_where="cover or file properties"
        )


def _printed(document: WordDocument, lines: list[DocumentLine]) -> int:
    """How many documents the file says it holds. Its property counts the cover as one of them."""
    on_cover = next((count for line in lines[:40] if (count := cover_count(line.text))), 0)
    if on_cover:
        return on_cover
    written = document.custom.get(_COUNT, "")
    return int(written) if re.fullmatch(r"\d{1,7}", written) else 0


class NexisRichText:
    """Reads Nexis and LexisNexis RTF downloads, in the new and in the old layout."""

    name = "Nexis (RTF)"
    binary = True
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By the marks of the layout in the text."""
        if not is_rich_text(data) or _RTF_LABEL_MARKS.search(data, 0, 2 * _LOOKED_AT) is None:
            return False
        found = _END_MARKS.search(data, 0, 2 * _LOOKED_AT) or _RTF_COUNTER.search(data, 0, 2 * _LOOKED_AT)
        return found is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each document in the file."""
        try:
            document = read_rich_text(data)
        except RichTextError as error:
            yield Refusal(path, "", str(error))
            return
        notes = () if document.complete else ("The file ends in the middle of a document: text may be missing.",)
        origin = Origin("RTF", notes=notes)
        texts = [paragraph.text for paragraph in document.paragraphs]
        if has_counters(texts):
            yield from read_database(blocks_of_lines(texts), path=path, origin=origin)
            return
        lines = [DocumentLine(paragraph.text, heading=paragraph.heading == 1) for paragraph in document.paragraphs]
        yield from read_documents(lines, path=path, origin=origin)
