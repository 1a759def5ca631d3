"""From the bytes of a web page to its tree: encoding, views of a page's source, and pages that no parser takes whole.

Nothing is loaded from anywhere: frames, pictures, style sheets and redirects stay where they are.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from workbench.corpus.readers.character_references import unescaped
from workbench.text_decoding import Decoded, decode

_HEAD: Final = 8_192
"""Bytes in which a page declares its encoding; the standard asks for 1,024, many pages come later."""
_META_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:+-]{2,40})", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?P<name>[\w.:+-]{2,40})[\"']", re.IGNORECASE
)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)

# Labels that mean another encoding on web pages than their names say (WHATWG Encoding Standard).
_MEANT: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb-2312": "gb18030", "x-gbk": "gb18030", "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949", "ksc5601": "cp949", "shift-jis": "cp932", "shift_jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "x-mac-cyrillic": "mac_cyrillic", "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252",
    "x-euc-jp": "euc_jp", "x-x-big5": "big5hkscs", "big5": "big5hkscs", "windows-874": "cp874", "unicode": "utf-8",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "dos-874": "cp874", "iso-8859-8-i": "iso-8859-8",
}  # fmt: skip

_FEW_LETTERS: Final = 200
"""Letters that may be missing from the tree of a page without its being called damaged."""
_RAW: Final = ("script", "style", "textarea", "title", "noscript", "template", "xmp", "svg", "math")
_NAME: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_BORDER_TAGS: Final = """
p div br hr li ul ol dl dd dt tr td th table section article aside header footer nav main h1 h2 h3 h4 h5 h6 title
blockquote pre form body html figure figcaption
"""
_BORDER: Final = frozenset(_BORDER_TAGS.split())


def decode_page(data: bytes, *, declared: str = "") -> Decoded:
    """A page's bytes as text.

    Args:
        data: the page.
        declared: the charset that came with it, in the header of an archive or of a message. It counts before the one
            that the page names.
    """
    return decode(data, declared=_meant(declared) or declared_charset(data))


def declared_charset(data: bytes, *, within: int = _HEAD) -> str:
    """The encoding that a page names for itself (``meta charset``, ``http-equiv``, XML declaration), or ``""``.

    Args:
        data: the page.
        within: how many bytes of it are looked at.
    """
    head = _COMMENT.sub(b"", data[:within])
    match = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    return _meant(match["name"].decode("ascii")) if match is not None else ""


def _meant(label: str) -> str:
    name = label.strip().strip("\"'").lower()
    if name.startswith(("utf-16", "utf-32", "ucs-")):
        return ""  # a page in them could not be read as far as this label
    name = _MEANT.get(name, name)
    try:
        return codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""


@dataclass(frozen=True, slots=True)
class PageTree:
    """A page as a tree, and how much of its text the tree holds."""

    root: HtmlElement | None
    whole: bool
    """Whether the tree holds what the source says; a page nested without end comes out empty."""


def page_tree(source: str) -> PageTree:
    """Parse a page. The tree is ``None`` when there is nothing in it."""
    parser = HTMLParser(encoding="utf-8", no_network=True, recover=True, remove_pis=True)
    plain = source.replace("\x00", "\ufffd")
    try:
        root = document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return PageTree(None, not plain_page_text(source))
    there = sum(_letters(text) for text in root.itertext("*"))
    wanted = _letters(plain_page_text(source))
    # the two do not agree to the letter: attributes may hold markup
    return PageTree(root, there >= wanted / 2 or (there > 0 and wanted - there < _FEW_LETTERS))


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def plain_page_text(source: str) -> str:
    """What a page says, without a tree: tags are left out, and block elements end a line. Linear in time."""
    parts: list[str] = []
    closed: dict[str, bool] = {}
    at = 0
    while True:
        tag = source.find("<", at)
        if tag < 0:
            parts.append(source[at:])
            break
        parts.append(source[at:tag])
        if source.startswith("<!--", tag):
            end = source.find("-->", tag + 4)
            at = end + 3 if end >= 0 else len(source)
            continue
        name = _NAME.match(source, tag)
        if name is None and not source.startswith(("<!", "<?"), tag):
            parts.append("<")
            at = tag + 1
            continue
        end = source.find(">", tag)
        if end < 0:
            break
        at = end + 1
        what = name[1].lower() if name is not None else ""
        if what in _BORDER:
            parts.append("\n")
        if what in _RAW and source[tag + 1] != "/" and closed.get(what, True):
            close = source.find(f"</{what}", at)
            if close < 0:
                close = source.lower().find(f"</{what}", at) if closed.setdefault(f"{what}?", True) else -1
                closed[f"{what}?"] = False
            closed[what] = close >= 0
            at = close if close >= 0 else at
    lines = (" ".join(unescaped(line).split()) for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def inner_source(root: HtmlElement) -> str:
    """The source that a saved "view source" page shows, or ``""`` for any other page."""
    body = next(root.iter("body"), None)
    if body is None:
        return ""
    lines = root.xpath("//td[contains(concat(' ', normalize-space(@class), ' '), ' line-content ')]")
    if lines and ("line-gutter-backdrop" in etree.tostring(root, encoding="unicode")[:20_000] or len(lines) > 3):
        return "\n".join("".join(line.itertext()) for line in lines)
    if body.get("id") == "viewsource":
        return "".join("".join(pre.itertext()) for pre in body.iter("pre"))
    return ""
