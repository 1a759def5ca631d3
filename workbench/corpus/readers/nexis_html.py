"""Nexis UK and LexisNexis Academic downloads as HTML: many articles in one page, each between marks in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.character_references import unescaped
from workbench.corpus.readers.contract import Item
from workbench.corpus.readers.nexis_database import Block, read_database
from workbench.corpus.readers.nexis_layout import Origin
from workbench.corpus.readers.page_source import declared_charset
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.text_decoding import decode

_HEAD: Final = 20_000
_COUNT: Final = re.compile(r"<meta[^>]{0,300}?\bDOCUMENTS\s*=\s*[\"']?(?P<count>\d{1,7})", re.IGNORECASE)
_CENTRED_CLASS: Final = re.compile(r"\.(?P<name>[\w-]{1,40})\s*\{[^{}]{0,300}?text-align\s*:\s*center", re.IGNORECASE)
_TOKEN: Final = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<rest>[^<>]*+)>|(?P<text>[^<]+|<)")
_CLASS: Final = re.compile(
    r"\bclass\s*=\s*[\"']?(?P<name>[\w-]+)|\balign\s*=\s*[\"']?(?P<align>center)\b", re.IGNORECASE
)
_LABEL_SPAN: Final = re.compile(r"\s*[^\W\d_][\w()\- ]{1,40}\s?:\s*\Z")
_SILENT: Final = frozenset({"script", "style", "title", "head"})
_PARAGRAPHS: Final = frozenset(
    {"p", "tr", "li", "table", "ul", "ol", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "center", "pre"}
)
_CELLS: Final = frozenset({"td", "th"})


class NexisHtml:
    """Reads Nexis UK and LexisNexis Academic HTML downloads."""

    name = "Nexis UK (HTML)"
    binary = False
    rank = 10

    def recognises(self, data: bytes, path: str) -> bool:
        """By the marks that stand in comments."""
        if b"<DOCFULL>" in data and b"<DOC NUMBER=" in data:
            return True
        return b"<!-- LXNComment" in data[:100_000] and b"DOC_ID_" in data

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record for each document in the page."""
        decoded = decode(data, declared=declared_charset(data, within=_HEAD))
        page = canonical_text(decoded.text)
        count = _COUNT.search(page[:200_000])
        origin = Origin(decoded.encoding_in_words, decoded.certain, encoding_notes(decoded))
        yield from read_database(
            page_blocks(page), path=path, origin=origin, printed=int(count["count"]) if count else 0
        )


@dataclass(slots=True)
class _Open:
    """A block while its tags go by."""

    centred: bool = False
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    first_span: str | None = None
    """The text of the first stretch of its own formatting, once it is closed."""
    anything: bool = False

    def end_paragraph(self) -> None:
        # the page's own line ends are spaces by now; those of <br> are kept
        text = "\n".join(line.strip() for line in "".join(self.pieces).split("\n")).strip()
        self.pieces = []
        if text:
            self.paragraphs.append(text)

    def block(self) -> Block | None:
        self.end_paragraph()
        if not self.paragraphs:
            return None
        labelled = self.first_span is not None and _LABEL_SPAN.match(self.first_span) is not None
        lines = (
            [line for paragraph in self.paragraphs for line in paragraph.split("\n")]
            if self.centred
            else self.paragraphs
        )
        return Block(tuple(lines), centred=self.centred, labelled=labelled)


def page_blocks(page: str) -> list[Block]:
    """The blocks of a page: one for each ``div``, with its paragraphs.

    The tags are read one after the other and no tree is built, so that no nesting is too deep for it.
    """
    centred = frozenset(match["name"] for match in _CENTRED_CLASS.finditer(page[:200_000]))
    found: list[Block] = []
    current = _Open()
    silent = ""
    in_span = False
    for match in _TOKEN.finditer(without_comments(page)):
        if match["text"] is not None:
            if silent:
                continue
            text = unescaped(match["text"])
            # line ends of the page mean a space, as do several spaces
            text = re.sub(r"[ \t\n\r\f]+", " ", text)
            current.pieces.append(text)
            if in_span and text.strip() and not current.anything:
                current.first_span, current.anything = text, True
            elif text.strip():
                current.anything = True
            continue
        name, closes = match["name"].lower(), bool(match["close"])
        if silent:
            silent = "" if closes and name == silent else silent
        elif name in _SILENT:
            silent = "" if closes else name
        elif name == "div":
            block = current.block()
            if block is not None:
                found.append(block)
            current = _Open(centred=not closes and _is_centred(match["rest"], centred))
        elif name == "br":
            current.pieces.append("\n")
        elif name in ("span", "b", "strong"):
            in_span = not closes
        elif name in _CELLS and closes:
            current.pieces.append("\t")
        elif name in _PARAGRAPHS:
            current.end_paragraph()
    block = current.block()
    return [*found, block] if block is not None else found


def _is_centred(attributes: str, classes: frozenset[str]) -> bool:
    match = _CLASS.search(attributes)
    return match is not None and (match["align"] is not None or match["name"] in classes)


def without_comments(page: str) -> str:
    """The page without comments; one that is never closed reaches to the end."""
    first, *rest = page.split("<!--")
    return "".join((first, *(part.partition("-->")[2] for part in rest)))
