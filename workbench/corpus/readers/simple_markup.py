"""The text of simple HTML, such as e-mails and e-books hold, without deciding what in it is the article.

One pass from left to right without a tree, so that broken or hostile markup takes no more time than good markup.
Nothing is loaded. Web pages have a reader of their own.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.readers.block_elements import HTML_BLOCKS
from workbench.corpus.readers.character_references import unescaped

_BLOCKS: Final = HTML_BLOCKS | {"dialog", "dir", "legend", "menu", "optgroup", "option", "td", "th", "title"}
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_LEFT_OUT: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "applet",
        "audio",
        "video",
        "canvas",
        "select",
        "textarea",
        "button",
        "noembed",
        "noframes",
        "map",
        "rt",
        "rp",
        "xml",
    ]
)
_RAW: Final = frozenset({"script", "style"})
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:^|\s)hidden(?:\s|=|/|$)", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:._-]{0,60})(?P<inside>[^<>]*)>")
_OPENS: Final = re.compile("<(?=[A-Za-z/!?])")
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_HEADING: Final = re.compile("h[1-6]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 to 6) and its text on one line."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkupText:
    """What simple HTML says."""

    text: str
    """Paragraphs separated by a blank line; a forced line break is a line end."""
    title: str = ""
    """Its ``title`` element."""
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Places in it that links can name."""


def markup_text(markup: str) -> MarkupText:
    """The text of HTML or XHTML, in its order, without scripts, styles, form fields and what a style hides."""
    scan = _Scan()
    scan.run(markup)
    return MarkupText(
        text="\n\n".join(scan.paragraphs),
        title=scan.title,
        headings=tuple(scan.headings),
        anchors=frozenset(scan.anchors),
    )


@dataclass(slots=True)
class _Scan:
    paragraphs: list[str] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    title: str = ""
    _pieces: list[str] = field(default_factory=list)
    _left_out: str = ""
    _depth: int = 0
    _preformatted: int = 0
    _in_title: bool = False
    _in_head: bool = False
    _heading: int = 0
    _heading_pieces: list[str] = field(default_factory=list)

    def run(self, markup: str) -> None:
        at = 0
        size = len(markup)
        no_end: set[str] = set()  # ends that are nowhere in the rest; looking for each again would take for ever
        while at < size:
            opened = _OPENS.search(markup, at)
            if opened is None:
                self._text(markup[at:])
                break
            start = opened.start()
            if start > at:
                self._text(markup[at:start])
            for opening, ending in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">")):
                if markup.startswith(opening, start):
                    end = -1 if ending in no_end else markup.find(ending, start + len(opening))
                    if end < 0:
                        no_end.add(ending)
                        self._text("<")
                        at = start + 1
                    else:
                        if opening == "<![CDATA[":
                            self._text(html.escape(markup[start + 9 : end]))
                        at = end + len(ending)
                    break
            else:
                tag = _TAG.match(markup, start)
                if tag is None:
                    self._text("<")
                    at = start + 1
                    continue
                at = tag.end()
                name = tag["name"].lower()
                self._tag(name, tag["inside"], closing=bool(tag["close"]))
                if name in _RAW and not tag["close"] and not tag["inside"].endswith("/"):
                    # what is inside is no markup
                    end_tag = f"</{name}"
                    found = -1 if end_tag in no_end else _find_ignoring_case(markup, end_tag, at)
                    if found < 0:
                        no_end.add(end_tag)
                        self._left_out, self._depth = "", 0
                    else:
                        at = found
        self._end_paragraph()

    def _tag(self, name: str, inside: str, *, closing: bool) -> None:
        name = name.rpartition(":")[2]
        empty = inside.endswith("/") or name in _VOID
        if self._left_out:
            if name == self._left_out and not empty:
                self._depth += -1 if closing else 1
                if self._depth <= 0:
                    self._left_out = ""
            return
        if closing:
            self._close(name)
            return
        hidden = bool(inside) and _HIDDEN.search(inside) is not None and name not in {"html", "body"}
        if (name in _LEFT_OUT or hidden) and not empty:
            if name in _BLOCKS:
                self._end_paragraph()
            self._left_out, self._depth = name, 1
            return
        if inside and ("id" in inside or "name" in inside):
            self.anchors += re.findall(r"""\b(?:id|name)\s*=\s*["']([^"'<>]{1,200})["']""", inside)[:2]
        match name:
            case "br":
                self._add("\n")
            case "title":
                self._end_paragraph()
                self._in_title = True
            case "head":
                self._in_head = True
            case "body":
                self._in_head = False
                self._end_paragraph()
            case "wbr":
                pass
            case _ if name in _BLOCKS:
                self._end_paragraph()
                if name == "pre" and not empty:
                    self._preformatted += 1
                if _HEADING.fullmatch(name) and not empty:
                    self._heading = int(name[1])
            case _:
                pass

    def _close(self, name: str) -> None:
        if name == "title" and self._in_title:
            self.title = self.title or " ".join("".join(self._pieces).split())
            self._pieces.clear()
            self._in_title = False
        elif name == "head":
            self._in_head = False
            self._pieces.clear()
        elif name in _BLOCKS:
            self._end_paragraph()
            if name == "pre":
                self._preformatted = max(0, self._preformatted - 1)
            if _HEADING.fullmatch(name):
                self._end_heading()

    def _text(self, raw: str) -> None:
        if self._left_out or (self._in_head and not self._in_title):
            return
        text = unescaped(raw) if "&" in raw else raw
        if not self._preformatted:
            text = _SPACES.sub(" ", text)
        self._add(text)

    def _add(self, text: str) -> None:
        if text:
            self._pieces.append(text)

    def _end_paragraph(self) -> None:
        if not self._pieces or self._in_title:
            return
        lines = (line.strip(" \t\r") for line in "".join(self._pieces).split("\n"))
        # two forced line breaks in a row are how mail programs write a new paragraph
        blocks = re.split(r"\n\n+", "\n".join(_SPACES.sub(" ", line) for line in lines))
        self._pieces.clear()
        for block in blocks:
            text = block.strip("\n")
            if not text or text.isspace():
                continue
            self.paragraphs.append(text)
            if self._heading:
                self._heading_pieces.append(text)

    def _end_heading(self) -> None:
        text = " ".join(" ".join(self._heading_pieces).split())
        if text and self._heading:
            self.headings.append(Heading(self._heading, text))
        self._heading_pieces.clear()
        self._heading = 0


def _find_ignoring_case(text: str, wanted: str, at: int) -> int:
    match = re.compile(re.escape(wanted), re.IGNORECASE).search(text, at)
    return match.start() if match else -1
