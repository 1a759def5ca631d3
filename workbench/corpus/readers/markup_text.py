"""Paragraphs from marked-up text: short HTML as feeds and agencies carry it, and elements of an XML document.

Only what is a paragraph is decided here. What of a whole web page is the article is not: feeds and agency files hold
no menus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from workbench.corpus.readers.block_elements import HTML_BLOCKS
from workbench.corpus.readers.character_references import unescaped
from workbench.corpus.readers.marked_text import NO_MARK, Mark, MarkedText, joined_texts, marked_paragraph
from workbench.corpus.readers.safe_xml import Element, local_name

_BLOCKS: Final = HTML_BLOCKS | {
    "block",
    "bq",
    "dialog",
    "fn",
    "hl1",
    "hl2",
    "media",
    "media-caption",
    "nitf-table",
    "note",
    "pubdata",
    "tagline",
    "title",
}
_CELLS: Final = frozenset({"td", "th"})
_SKIPPED: Final = frozenset({
    "script", "style", "template", "noscript", "noembed", "noframes", "iframe", "textarea", "select", "svg",
    "math", "object", "audio", "video", "canvas", "head", "media-reference", "media-producer", "media-metadata",
    "media-object",
})  # fmt: skip
_TAG_NAME: Final = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:\-]{0,40})")
_LONGEST_TAG: Final = 20_000
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")  # what HTML takes for white space; a no-break space is a character
_ANY_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


class Paragraphs:
    """Gathers pieces of text into paragraphs."""

    def __init__(self) -> None:
        self._done: list[MarkedText] = []
        self._pieces: list[str] = []
        self._mark: Mark = NO_MARK

    def add(self, text: str) -> None:
        """A piece of the present paragraph; white space in it counts as one space."""
        if text:
            self._pieces.append(_SPACES.sub(" ", text))

    def line_break(self) -> None:
        """A new line in the present paragraph; a second one in a row begins a new paragraph."""
        self._pieces.append("\n")

    def cell_break(self) -> None:
        """The end of a cell in the row of a table."""
        self._pieces.append("\t")

    def row_break(self) -> None:
        """A new line for a row of a table, unless a line has just begun."""
        for piece in reversed(self._pieces):
            if piece == "\n":
                return
            if piece.strip():
                break
        self._pieces.append("\n")

    def end_paragraph(self) -> None:
        """What comes next is another paragraph."""
        if not self._pieces:
            return
        joined = "".join(self._pieces)
        self._pieces.clear()
        joined = re.sub(r"\t+", "\t", re.sub(r" *([\n\t]) *", r"\1", joined))
        for part in re.split(r"\n{2,}", re.sub(r"\t(?=\n)|(?<=\n)\t", "", joined)):
            paragraph = re.sub(r" {2,}", " ", part).strip(" \n\t")
            if paragraph.strip():
                self._done.append(marked_paragraph(paragraph, *self._mark))

    def marked(self, mark: Mark) -> None:
        """What comes next is boilerplate of a kind, or the article again (:data:`NO_MARK`)."""
        if mark != self._mark:
            self.end_paragraph()
            self._mark = mark

    def result(self) -> MarkedText:
        """All paragraphs."""
        self.end_paragraph()
        return joined_texts(self._done, merged=True)


def plain_paragraphs(text: str) -> str:
    """Text without markup: line ends as they are, blank lines between paragraphs, no space at the ends of lines."""
    lines = [line.strip(" \t\r\f\v") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_or_plain_text(text: str) -> str:
    """The text of what a feed gives as a description: HTML when there is a tag in it, plain text otherwise."""
    if _ANY_TAG.search(text):
        return html_text(text)
    return plain_paragraphs(unescaped(text))


def html_text(markup: str) -> str:
    """The paragraphs of a piece of HTML. Takes time in proportion to its length, whatever is in it."""
    out = Paragraphs()
    missing: set[str] = set()  # end tags that don't come any more; looking again would take the square of the time
    cells = 0
    at = 0
    size = len(markup)
    while at < size:
        start = markup.find("<", at)
        if start < 0:
            start = size
        if start > at:
            out.add(unescaped(markup[at:start]))
        if start >= size:
            break
        if markup.startswith("<!--", start):
            at = _after("-->", markup, start + 4, missing)
            continue
        if markup[start + 1 : start + 2] in {"!", "?"}:
            at = _after(">", markup, start + 2, missing)
            continue
        name = _TAG_NAME.match(markup, start + 1)
        if name is None or ">" in missing:
            out.add("<")
            at = start + 1
            continue
        end = _tag_end(markup, name.end(), missing)
        if end < 0:
            out.add("<")
            at = start + 1
            continue
        at = end
        tag = name[1].lower()
        closing = markup[start + 1] == "/"
        if tag in _SKIPPED and not closing and markup[end - 2] != "/":
            at = _after_element(tag, markup, end, missing)
        elif tag == "br":
            out.line_break() if not cells else out.add(" ")
        elif tag in _CELLS:
            cells = 0 if closing else 1
            out.cell_break()
        elif tag == "tr":
            cells = 0
            out.row_break()
        elif tag in _BLOCKS:
            if tag == "table":
                cells = 0
            out.add(" ") if cells else out.end_paragraph()
    return out.result().text


def _after(sign: str, markup: str, at: int, missing: set[str]) -> int:
    """Behind the next ``sign``, or the end."""
    end = -1 if sign in missing else markup.find(sign, at)
    if end < 0:
        missing.add(sign)
        return len(markup) if sign == "-->" else at
    return end + len(sign)


def _tag_end(markup: str, at: int, missing: set[str]) -> int:
    """Behind the ``>`` that ends a tag, not one in a quoted value; -1 when there is none."""
    quote = ""
    for place in range(at, min(len(markup), at + _LONGEST_TAG)):
        sign = markup[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and markup[place - 1] in "= \t\n":
            quote = sign
        elif sign == ">":
            return place + 1
    end = markup.find(">", at)
    if end < 0:
        missing.add(">")
        return -1
    return end + 1


def _after_element(tag: str, markup: str, at: int, missing: set[str]) -> int:
    """Behind the end tag of an element that is skipped, or right behind its start tag when it has none."""
    if tag in missing:
        return at
    end = re.compile(rf"</{tag}\b[^<>]*>", re.IGNORECASE).search(markup, at)
    if end is None:
        missing.add(tag)
        return at
    return end.end()


def element_text(element: Element, *, mark_of: Callable[[Element], Mark | None] = lambda _: None) -> MarkedText:
    """The paragraphs of an XML element that holds XHTML, NITF or the like.

    Args:
        element: what to read; its own name does not matter.
        mark_of: kind and rule of boilerplate for an element and all in it, or ``None`` for what its parent is.
    """
    out = Paragraphs()
    marks: list[Mark] = [NO_MARK]
    cells = 0
    skipping: Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = local_name(node).lower()
        if event == "start":
            if skipping is not None:
                continue
            if node is not element and name in _SKIPPED:
                skipping = node
                continue
            if name in _BLOCKS and not cells and name != "tr":
                out.end_paragraph()
            mark = mark_of(node)
            if mark is not None:
                out.end_paragraph()
            marks.append(mark if mark is not None else marks[-1])
            out.marked(marks[-1])
            cells += name in _CELLS
            if name == "br":
                out.line_break() if not cells else out.add(" ")
            _add_own(out, node.text, name, cells)
            continue
        if skipping is not None and node is not skipping:
            continue
        if skipping is None:
            marks.pop()
            cells -= name in _CELLS
            if name in _CELLS:
                out.cell_break()
            elif name == "tr":
                out.row_break()
            elif name in _BLOCKS:
                out.add(" ") if cells else out.end_paragraph()
            out.marked(marks[-1])
        skipping = None
        if node is not element:
            parent = node.getparent()
            _add_own(out, node.tail, local_name(parent).lower() if parent is not None else "", cells)
    return out.result()


def _add_own(out: Paragraphs, text: str | None, name: str, cells: int) -> None:
    """Text that stands directly in an element; lines that are indented as paragraphs become paragraphs."""
    if not text:
        return
    parts = list(indented_paragraphs(text)) if name in {"p", "pre", "body", "div", "block"} and not cells else [text]
    for number, part in enumerate(parts):
        if number:
            out.end_paragraph()
        if name == "pre" and not cells:
            for line_number, line in enumerate(part.strip("\n").split("\n")):
                if line_number:
                    out.line_break()
                out.add(line)
        else:
            out.add(part)


def indented_paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of text in lines where each paragraph begins with spaces and its other lines do not.

    Agencies send whole stories like this inside one element. Text whose lines are all indented (as XML is printed) or
    none is one piece.
    """
    lines = text.split("\n")
    body = [line for line in lines[1:] if line.strip()]
    indented = sum(line.startswith((" ", "\t")) for line in body)
    if len(body) < 4 or indented < 2 or len(body) - indented < 2:
        yield text
        return
    paragraph: list[str] = [lines[0]]
    for line in lines[1:]:
        if not line.strip() or line.startswith((" ", "\t")):
            yield "\n".join(paragraph)
            paragraph = []
        paragraph.append(line)
    yield "\n".join(paragraph)
