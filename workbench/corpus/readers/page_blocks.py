"""The blocks of text of a web page, in reading order: what stands between two borders of block elements.

Which blocks are the article does not belong here (see :mod:`workbench.corpus.readers.main_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from workbench.corpus.readers.block_elements import HTML_BLOCKS

_NO_TEXT: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "textarea",
        "button",
        "head",
        "applet",
        "map",
        "area",
        "frame",
        "datalist",
        "dialog",
        "input",
        "meter",
        "progress",
    ]
)
"""Elements whose content is never part of what a page says."""
_BLOCKS: Final = HTML_BLOCKS | {
    "amp-img",
    "dir",
    "frameset",
    "img",
    "legend",
    "menu",
    "noframes",
    "picture",
    "td",
    "th",
}
_NOT_IN_DRAWINGS: Final = ("p", "div", "h1", "h2", "h3", "ul", "ol", "table", "blockquote", "body")
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACES: Final = re.compile(r"[^\S\n]+")
_AROUND_BREAKS: Final = re.compile(r" *\n[ \n]*")
_FOR_SCREEN_READERS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|u-visually-?hidden|screen-?reader(?:-text|-only)?|assistive-text|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_CLIPPED: Final = re.compile(r"clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_CELL: Final = 300
_LARGEST_TABLE: Final = 50_000
"""Descendants; a larger table is not looked at as one."""


@dataclass(slots=True)
class Block:
    """A run of text with the element that it stands in."""

    text: str
    """White space as one space; a forced line break as a line end."""
    element: HtmlElement
    """The innermost block element."""
    linked: int
    """Characters inside links."""
    emphasised: int
    """Characters in bold or italics."""
    hidden: bool
    """Whether a style attribute says that the page does not show it at first."""
    row: bool = False
    """Whether it is a row of a table, its cells joined by ``|``."""

    @property
    def link_share(self) -> float:
        """The share (0 to 1) of the characters that are links."""
        return min(1.0, self.linked / max(1, len(self.text)))

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.element.tag in _HEADINGS


def page_blocks(root: HtmlElement) -> list[Block]:
    """All blocks of a page with any text, in document order. The tree is not changed."""
    return [block for block in _walk(root) if block.text]


def is_no_text(element: etree._Element) -> bool:
    """Whether an element holds code, controls or media, no text."""
    if not isinstance(element.tag, str):
        return True
    if element.tag in ("svg", "math"):
        # browsers end a drawing that was never closed where the page goes on; the parser takes it all in
        return next(element.iterdescendants(*_NOT_IN_DRAWINGS), None) is None
    return element.tag in _NO_TEXT


class _Run:
    """Text coming together between two borders."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.emphasised = 0

    def add(self, text: str | None, *, link: int, emphasis: int) -> None:
        if not text:
            return
        self.parts.append(text)
        if link or emphasis:
            size = len(" ".join(text.split()))
            self.linked += size if link else 0
            self.emphasised += size if emphasis else 0

    def take(self) -> tuple[str, int, int]:
        text = _AROUND_BREAKS.sub("\n", _SPACES.sub(" ", "".join(self.parts))).strip()
        taken = text, self.linked, self.emphasised
        self.parts, self.linked, self.emphasised = [], 0, 0
        return taken


def _walk(root: HtmlElement) -> Iterator[Block]:
    run = _Run()
    owners: list[HtmlElement] = [root]
    hidden: list[bool] = [False]
    link = emphasis = breaks = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))

    def finish() -> Iterator[Block]:
        text, linked, emphasised = run.take()
        if text:
            yield Block(text, owners[-1], linked, emphasised, hidden[-1])

    for event, node in walk:
        if event in ("comment", "pi"):
            run.add(_flat(node.tail), link=link, emphasis=emphasis)
            continue
        tag = node.tag
        if event == "start":
            if is_no_text(node) or _is_for_screen_readers(node):
                walk.skip_subtree()
                continue
            if tag == "br":
                breaks += 1
                if breaks == 2:
                    yield from finish()
                run.add("\n", link=0, emphasis=0)
                continue
            if tag in _BLOCKS:
                yield from finish()
                if tag == "table" and (rows := _data_rows(node)):
                    yield from rows
                    walk.skip_subtree()
                    continue
                owners.append(node)
                hidden.append(hidden[-1] or _is_hidden(node))
            elif tag == "a":
                link += 1
            elif tag in ("b", "strong", "i", "em", "u"):
                emphasis += 1
            if node.text and not node.text.isspace():
                breaks = 0
            run.add(_flat(node.text), link=link, emphasis=emphasis)
            continue
        # the end of an element, and the text after it
        if tag in _BLOCKS and isinstance(tag, str):
            if owners[-1] is node:
                yield from finish()
                owners.pop()
                hidden.pop()
            breaks = 0
        elif tag == "a":
            link -= 1
        elif tag in ("b", "strong", "i", "em", "u"):
            emphasis -= 1
        if node is not root:
            if node.tail and not node.tail.isspace():
                breaks = 0
            run.add(_flat(node.tail), link=link, emphasis=emphasis)
    yield from finish()


def _flat(text: str | None) -> str | None:
    """Line ends in the source are spaces; those that count come from ``<br>``."""
    return text.replace("\n", " ").replace("\r", " ") if text else text


def _is_for_screen_readers(node: HtmlElement) -> bool:
    """Words inside a line that are only read aloud (``, opens new tab``); nobody sees them."""
    return node.tag in ("span", "i", "em", "b", "small") and bool(
        _FOR_SCREEN_READERS.search(node.get("class", "")) or _CLIPPED.search(node.get("style", ""))
    )


def _is_hidden(node: HtmlElement) -> bool:
    return "hidden" in node.attrib or bool(_HIDDEN.search(node.get("style", "")))


def _data_rows(table: HtmlElement) -> list[Block]:
    """A table's rows as blocks when it holds data; none when it only lays out a page."""
    size = 0
    for size, inner in enumerate(table.iterdescendants()):
        if inner.tag == "table" or size > _LARGEST_TABLE:
            return []
    rows: list[Block] = []
    wide = 0
    for row in table.iterdescendants("tr", "caption"):
        cells = [row] if row.tag == "caption" else [cell for cell in row if cell.tag in ("td", "th")]
        texts = [element_text(cell) for cell in cells]
        if any(len(text) > _LONGEST_CELL for text in texts):
            return []
        if text := " | ".join(filter(None, texts)):
            linked = sum(len(element_text(a)) for cell in cells for a in cell.iterdescendants("a"))
            rows.append(Block(text, row, linked, 0, False, row=len(cells) > 1))
            wide += len(cells) > 1
    return rows if wide * 2 >= len(rows) and wide > 1 else []


def element_text(cell: HtmlElement) -> str:
    """What an element says, on one line."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and node is not cell and is_no_text(node):
            walk.skip_subtree()
        elif event == "start":
            parts.append(f" {node.text or ''}" if node.tag in _BLOCKS or node.tag == "br" else node.text or "")
        elif node is not cell:
            parts.append(f" {node.tail or ''}" if node.tag in _BLOCKS else node.tail or "")
    return " ".join("".join(parts).split())
