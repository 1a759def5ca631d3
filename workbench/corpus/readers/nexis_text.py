"""LexisNexis downloads as text: the database layout (``1 of 10 DOCUMENTS``), and the document layout saved as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.contract import Item
from workbench.corpus.readers.nexis_database import Block, has_counters, read_database
from workbench.corpus.readers.nexis_documents import DocumentLine, read_documents, unwrapped
from workbench.corpus.readers.nexis_layout import Origin, counter, label_of
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.text_decoding import decode

_COUNTER: Final = re.compile(
    rb"^[ \t\xa0\xc2\xef\xbb\xbf\xfe\xff]*+\d{1,7} (?:of|von|de|di|van|sur) \d{1,7}"
    rb" D[Oo][CcKk][Uu][Mm][Ee][Nn][TtEeSsNnOoIi]{0,4}[ \t]*+$",
    re.MULTILINE,
)
_CAPITAL_LABEL: Final = re.compile(
    rb"^[ \t]*(?:LENGTH|LOAD-DATE|L\xc3?[\x84\xc4]NGE|LONGUEUR|LONGITUD|LUNGHEZZA|LENGTE|BYLINE|AUTOR|UPDATE):",
    re.MULTILINE,
)
_END: Final = re.compile(
    rb"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento)[ \t]*\r?$",
    re.MULTILINE,
)
_LABEL: Final = re.compile(
    rb"^[ \t]*(?:Load-Date|Length|L\xc3?[\xa4\xe4]nge|Longueur|Longitud|Section|Byline):", re.MULTILINE
)
_OTHER_FORMATS: Final = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".md", ".eml", ".mbox", ".mht", ".mhtml")
"""Files that may quote such a document inside one of their own records."""
_LOOKED_AT: Final = 4_000_000
_CENTRED_FROM: Final = 8
"""Spaces before a line that stands in the middle of the page."""
_LONGEST_WRAPPED: Final = 110
"""Characters; files with longer lines hold a paragraph in each."""


class NexisText:
    """Reads LexisNexis text downloads."""

    name = "LexisNexis (text)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By counters and labels, or by ``End of Document`` and labels, in lines of their own."""
        if data[:1] in (b"{", b"[", b"<") or data[:2] == b"PK" or path.lower().endswith(_OTHER_FORMATS):
            return False
        plain = data[:_LOOKED_AT].replace(b"\x00", b"")  # the letters of UTF-16 then stand as they do in ASCII
        if b"\r" in plain:
            plain = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if _COUNTER.search(plain) is not None and _CAPITAL_LABEL.search(plain) is not None:
            return b"<DOCFULL>" not in plain
        return _END.search(plain) is not None and _LABEL.search(plain) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each document in the file."""
        decoded = decode(data)
        lines = canonical_text(decoded.text).replace("\f", "\n").split("\n")
        origin = Origin(decoded.encoding_in_words, decoded.certain, encoding_notes(decoded))
        if has_counters(lines):
            yield from read_database(_blocks(lines), path=path, origin=origin)
            return
        wrapped = max(map(len, lines), default=0) <= _LONGEST_WRAPPED
        yield from read_documents([DocumentLine(line) for line in lines], path=path, origin=origin, wrapped=wrapped)


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Groups of lines between empty ones. Lines in the middle of the page stay lines; others are one paragraph."""
    found: list[Block] = []
    group: list[str] = []
    width = max((len(line.rstrip()) for line in lines if len(line) <= _LONGEST_WRAPPED), default=0)
    for line in [*lines, ""]:
        if line.strip() and not (group and _splits(group[-1], line)):
            group.append(line)
            continue
        if group:
            found.append(_block(group, width))
        group = [line] if line.strip() else []
    return found


def _splits(before: str, line: str) -> bool:
    """Whether a new block begins although no empty line says so: at a counter, and where label follows on label."""
    if counter(line) is not None or counter(before) is not None:
        return True
    return _is_label(before) and _is_label(line)


def _is_label(line: str) -> bool:
    found = label_of(line)
    return found is not None and found[1].isupper() and not line[:1].isspace()


def _block(group: Sequence[str], width: int) -> Block:
    if all(_is_centred(line) for line in group):
        return Block(tuple(line.strip() for line in group), centred=True)
    # the width of the file counts, not that of a short group
    paragraphs = unwrapped([*group, "", "x" * width])[:-1]
    return Block(tuple(paragraphs))


def _is_centred(line: str) -> bool:
    return len(line) - len(line.lstrip()) >= _CENTRED_FROM
