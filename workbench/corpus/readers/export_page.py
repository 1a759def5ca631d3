"""Saved pages of news databases as trees: decoded, bounded, never fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.page_source import declared_charset
from workbench.text_decoding import Decoded, decode

LARGEST_PAGE: Final = 50_000_000
"""Bytes; a saved page of a hundred articles has one or two million."""
MOST_TAGS: Final = 2_000_000
"""``<`` in one page: each may become an element, which takes up to 500 bytes."""

_HEAD: Final = 200_000
"""Bytes in which the encoding is looked for: style sheets come first in some exports."""
# Characters that the parser takes for the end of the text, or that can't be written as UTF-8.
_NOT_ALLOWED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page, its text as it was decoded, and how."""

    root: HtmlElement
    source: str
    decoded: Decoded


def parse_page(data: bytes) -> Page | str:
    """The page, or why it is not read (a sentence that ends in a full stop and says what to do)."""
    if len(data) > LARGEST_PAGE or data.count(b"<") > MOST_TAGS:
        return (
            f"The page has {len(data) / 1e6:,.1f} MB and {data.count(b'<'):,} tags, more than an export of articles has;"
            " it was not read. Export fewer articles at a time."
        )
    decoded = decode(data, declared=declared_charset(data, within=_HEAD))
    source = _NOT_ALLOWED.sub("\ufffd", canonical_text(decoded.text))
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return "The page is empty or too damaged to be read. Save it again from the database."
    return Page(root, source, decoded)


def flat_text(element: etree._Element | None) -> str:
    """All the text in an element on one line, or ``""``."""
    if element is None:
        return ""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        breaks = " " if node.tag in ("br", "p", "div", "td", "li") else ""
        if event == "start":
            parts += [breaks, node.text or ""]
        elif node is not element:
            parts += [breaks, node.tail or ""]
    return " ".join("".join(parts).split())


def has_class(element: etree._Element, *names: str) -> bool:
    """Whether an element has one of the class names."""
    return not set(names).isdisjoint(element.get("class", "").split())
