r"""Rich Text Format (RTF), as word processors and news databases write it.

The format is read by an own tokenizer: what stands in fonts of different code pages, in double-byte code pages, beside
``\u`` escapes, in text boxes and in notes comes out right, and nesting takes no recursion. Field codes, hidden and
deleted text, headers, pictures and comments are left out; the first two are counted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.corpus.canonical import REPLACEMENT
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
from workbench.domain.article import Refusal
from workbench.domain.errors import CounterpointError

DEEPEST_GROUP: Final = 2_000
"""Groups inside one another; word processors write fewer than 100."""

_TOKEN: Final = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,9})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>.))"
    rb"|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)

# Groups that hold no text of the document, even where no "\*" says so.
_LEFT_OUT: Final = frozenset(
    [
        "aftncn",
        "aftnsep",
        "aftnsepc",
        "annotation",
        "atnauthor",
        "atndate",
        "atnicn",
        "atnid",
        "atnparent",
        "atnref",
        "atntime",
        "atrfend",
        "atrfstart",
        "bkmkend",
        "bkmkstart",
        "blipuid",
        "buptim",
        "colorschememapping",
        "colortbl",
        "comment",
        "datafield",
        "datastore",
        "defchp",
        "defpap",
        "docvar",
        "dptxbxtextskip",
        "falt",
        "fchars",
        "ffdeftext",
        "ffentrymcr",
        "ffexitmcr",
        "ffformat",
        "ffhelptext",
        "ffl",
        "ffname",
        "ffstattext",
        "filetbl",
        "fldinst",
        "fldtype",
        "fname",
        "fontemb",
        "fontfile",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "ftncn",
        "ftnsep",
        "ftnsepc",
        "generator",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "keycode",
        "keywords",
        "latentstyles",
        "lchars",
        "levelnumbers",
        "leveltext",
        "linkval",
        "listlevel",
        "listname",
        "listoverridetable",
        "listpicture",
        "liststylename",
        "listtable",
        "listtext",
        "mmathpr",
        "nesttableprops",
        "nextfile",
        "nonesttables",
        "nonshppict",
        "objalias",
        "objclass",
        "objdata",
        "objname",
        "objsect",
        "objtime",
        "oldcprops",
        "oldpprops",
        "oldsprops",
        "oldtprops",
        "oleclsid",
        "panose",
        "passwordhash",
        "pgdsctbl",
        "pgptbl",
        "pict",
        "pntext",
        "pntxta",
        "pntxtb",
        "private",
        "propname",
        "protusertbl",
        "revtbl",
        "rsidtbl",
        "rxe",
        "shprslt",
        "sn",
        "sp",
        "staticval",
        "sv",
        "tc",
        "tcn",
        "template",
        "themedata",
        "txe",
        "userprops",
        "wgrffmtfilter",
        "writereservation",
        "xe",
        "xform",
        "xmlattrname",
        "xmlattrvalue",
        "xmlclose",
        "xmlname",
        "xmlnstbl",
        "xmlopen",
    ]
)
# Groups behind "\*" that do hold text.
_KEPT: Final = frozenset(["shpinst", "do", "ud", "shptxt", "dptxbxtext", "footnote"])
_SEPARATE: Final = frozenset(["footnote", "shptxt", "dptxbxtext"])
_INFO: Final = frozenset(["title", "author", "subject", "company", "operator"])
_TIMES: Final = frozenset(["creatim", "revtim"])
_TIME_PARTS: Final = frozenset(["yr", "mo", "dy", "hr", "min", "sec"])

_CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_BREAKS: Final = frozenset(
    ["par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow", "softpage", "softcol"]
)
_CODE_PAGE_OF_CHARSET: Final = {
    0: 1252, 77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 82: 932, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950,
    161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
_CODECS: Final = {65001: "utf-8", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
                  10079: "mac_iceland", 10081: "mac_turkish", 1361: "johab", 936: "gbk", 20866: "koi8_r",
                  28591: "cp1252", 28592: "iso8859_2"}  # fmt: skip
_HEADING_STYLE: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|nagłówek|заголовок)\s*(?P<level>[1-9])\b"
    r"|(?P<title>title|titel|titre|título|titolo|tytuł|название)\s*\Z",
    re.IGNORECASE,
)


def is_rich_text(data: bytes) -> bool:
    r"""Whether a file begins with ``{\rtf``, white space and marks of encodings aside."""
    return data[:64].lstrip(b" \t\r\n\x00\xef\xbb\xbf").startswith(b"{\\rtf")


class RichTextError(CounterpointError):
    """RTF that is not read. The message is a whole sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class RichTextDocument:
    r"""What an RTF file holds, in reading order. A line break inside a paragraph is ``\n``."""

    paragraphs: tuple[Paragraph, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    """Of ``title``, ``author``, ``subject``, ``company``, ``created`` (ISO 8601) and ``modified`` those that are there."""
    hidden_characters: int = 0
    code_pages: tuple[int, ...] = ()
    """The code pages in which bytes beyond ASCII were read."""
    complete: bool = True
    """Whether all groups were closed."""


def read_rich_text(data: bytes) -> RichTextDocument:
    """Read RTF.

    Raises:
        RichTextError: the bytes are no RTF, or groups are nested too deeply.
    """
    start = data.find(b"{\\rtf", 0, 2000)
    if start < 0:
        raise RichTextError("This is not RTF. Save it again as RTF or DOCX.")
    parsing = _Parsing()
    parsing.run(data, start)
    return parsing.document()


class RichText:
    """Reads ``.rtf``."""

    name = "RTF"
    binary = True
    rank = 50

    def recognises(self, data: bytes, path: str) -> bool:
        r"""By ``{\rtf`` at the beginning."""
        return is_rich_text(data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """One record: the document."""
        try:
            document = read_rich_text(data)
        except RichTextError as error:
            yield Refusal(path, "", str(error))
            return
        marked = joined(document.paragraphs)
        text, boilerplate = marked.text, marked.boilerplate
        if not text:
            yield Refusal(path, "", "The RTF file holds no text. If it shows a picture of one, save the text itself.")
            return
        fields: dict[str, str] = {}
        sources: dict[str, str] = {}
        if title := first_heading(document.paragraphs):
            fields["title"], sources["title"] = title, "first heading"
        elif title := usable_title(document.properties.get("title", ""), path):
            fields["title"], sources["title"] = title, "RTF info title"
        if author := usable_author(document.properties.get("author", "")):
            fields["author"], sources["author"] = author, "RTF info author"
        if created := document.properties.get("created", ""):
            fields[MADE], sources[MADE] = created, "RTF info creatim"
        notes: list[str] = []
        if "author" in fields:
            notes.append(PROPERTIES_NOTE)
        if document.hidden_characters:
            notes.append(f"Hidden text was left out ({document.hidden_characters:,} characters).")
        pages = ", ".join(f"{page}" for page in document.code_pages)
        yield RawRecord(
            text=text,
            fields=fields,
            sources=sources,
            encoding=f"RTF, code page {pages}" if pages else "RTF",
            encoding_certain=True,
            notes=tuple(notes),
            review="" if document.complete else "The file ends in the middle of the document: text may be missing.",
            boilerplate=boilerplate,
        )


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces, inherited by those inside it."""

    skip: bool = False
    destination: str = ""
    fallback: int = 1
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    opens_flow: bool = False
    skip_outside: bool = False
    """For the two versions of a text (``\\upr``): whether the better one is wanted at all."""
    style: int = -1

    def inner(self) -> _Group:
        return _Group(
            self.skip, self.destination, self.fallback, self.font, self.hidden, self.deleted, False, self.skip_outside,
            self.style,
        )  # fmt: skip


@dataclass(slots=True)
class _Flow:
    """Text that is read by itself: the document, a note, a text box."""

    pieces: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    after: list[Paragraph] = field(default_factory=list)
    """Notes and text boxes that come when the paragraph ends."""
    style: int = -1
    outline: int = -1


class _Parsing:
    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._group = _Group()
        self._flows = [_Flow()]
        self._bytes = bytearray()
        self._bytes_page = 1252
        self._fresh = False  # whether nothing but "\*" has come in this group
        self._starred = False
        self._skip_characters = 0
        self._ansi_page = 1252
        self._default_font = -1
        self._charsets: dict[int, int] = {}
        self._pages: dict[int, int] = {}
        self._font_in_table = -1
        self._styles: dict[int, str] = {}
        self._style_level: dict[int, int] = {}
        self._info: dict[str, list[str]] = {}
        self._times: dict[str, dict[str, int]] = {}
        self._hidden = 0
        self._used_pages: set[int] = set()
        self._complete = False
        self._own_ansi_charset: bool | None = None

    def run(self, data: bytes, start: int) -> None:
        at, size = start, len(data)
        match_at = _TOKEN.match
        while at < size:
            token = match_at(data, at)
            if token is None:  # a backslash as the last byte
                break
            at = token.end()
            kind = token.lastgroup
            if kind is None:
                continue
            if kind == "text":
                if not self._group.skip:
                    self._text(token["text"])
                self._fresh = False
            elif kind == "brace":
                if token["brace"] == b"{":
                    self._open()
                elif not self._close():
                    following = data.find(b"{\\rtf", at)  # some exports are several documents in a row
                    if following < 0:
                        break
                    self._end_paragraph()
                    at, self._complete = following, False
            elif kind == "hex":
                if not self._group.skip:
                    self._text(bytes((int(token["hex"], 16),)))
                self._fresh = False
            elif kind == "symbol":
                self._symbol(token["symbol"])
            else:
                number = token["number"]
                word = token["word"].decode("ascii")
                if word == "bin":
                    at += max(0, int(number or 0))
                    self._skip_characters = 0
                else:
                    self._word(word, None if number is None else int(number))
        self._flush()
        while len(self._flows) > 1:
            self._end_flow()
        self._end_paragraph()

    def document(self) -> RichTextDocument:
        properties = {name: text for name, parts in self._info.items() if (text := " ".join("".join(parts).split()))}
        for name, time in (("created", "creatim"), ("modified", "revtim")):
            if iso := _iso(self._times.get(time, {})):
                properties[name] = iso
        return RichTextDocument(
            paragraphs=tuple(self._flows[0].paragraphs),
            properties=properties,
            hidden_characters=self._hidden,
            code_pages=tuple(sorted(self._used_pages)),
            complete=self._complete,
        )

    def _open(self) -> None:
        if len(self._groups) >= DEEPEST_GROUP:
            raise RichTextError(
                f"Groups are nested more than {DEEPEST_GROUP:,} deep, as no word processor writes them; the file was not"
                " read. Open it with a word processor and save it again."
            )
        self._flush()
        self._groups.append(self._group)
        self._group = self._group.inner()
        self._fresh, self._starred, self._skip_characters = True, False, 0

    def _close(self) -> bool:
        """End a group; whether the document goes on."""
        self._flush()
        self._fresh, self._skip_characters = False, 0
        if not self._groups:
            return False
        ended, self._group = self._group, self._groups.pop()
        if ended.opens_flow:
            self._end_flow()
        if not self._groups:
            self._complete = True
            return False
        return True

    def _end_flow(self) -> None:
        self._end_paragraph()
        ended = self._flows.pop()
        self._flows[-1].after += ended.paragraphs

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        fresh, starred = self._fresh, self._starred
        self._fresh = self._starred = False
        lowered = word if word.islower() else word.lower()
        if fresh and self._begins_destination(lowered, starred):
            return
        if word == "u":
            if not group.skip and number is not None:
                self._unicode(number)
            self._skip_characters = group.fallback
            return
        if word == "uc":
            group.fallback = min(max(0, number or 0), 100)
            return
        if group.destination == "fonttbl":
            self._font_table(word, number)
            return
        if group.destination == "stylesheet":
            if word in {"s", "cs", "ds", "ts"}:
                group.style = number if word == "s" and number is not None else -1
            elif word == "outlinelevel" and group.style >= 0 and number is not None and 0 <= number <= 8:
                self._style_level[group.style] = number + 1
            return
        if group.destination in _TIMES and word in _TIME_PARTS:
            self._times.setdefault(group.destination, {})[word] = number or 0
            return
        if not group.skip:
            self._visible_word(word, number)

    def _visible_word(self, word: str, number: int | None) -> None:
        group = self._group
        if word in _BREAKS:
            if group.destination == "":
                self._end_paragraph()
        elif word in _CHARACTERS:
            self._character(_CHARACTERS[word])
        else:
            match word:
                case "f":
                    group.font = number if number is not None else -1
                case "plain":
                    group.font, group.hidden, group.deleted = self._default_font, False, False
                case "pard":
                    self._flows[-1].style = self._flows[-1].outline = -1
                case "s":
                    self._flows[-1].style = number if number is not None else -1
                case "outlinelevel":
                    self._flows[-1].outline = number if number is not None else -1
                case "v":
                    group.hidden = number != 0
                case "deleted":
                    group.deleted = number != 0
                case "ansicpg":
                    self._ansi_page = number or self._ansi_page
                case "mac":
                    self._ansi_page = 10000
                case "pc":
                    self._ansi_page = 437
                case "pca":
                    self._ansi_page = 850
                case "deff":
                    self._default_font = number if number is not None else -1
                case _:
                    pass

    def _begins_destination(self, word: str, starred: bool) -> bool:
        """Whether the first word of a group says that it is something else than text."""
        group = self._group
        if word == "upr":
            group.skip_outside = group.skip
            group.skip = True
        elif word == "ud":
            group.skip = group.skip_outside
        elif group.skip:
            return False
        elif word in {"fonttbl", "stylesheet"}:
            group.destination = word
        elif word == "info":
            group.destination = "info"
        elif group.destination == "info":
            wanted = word in _TIMES or (word in _INFO and word not in self._info)
            group.destination = word if wanted else "info"
        elif word in _SEPARATE:
            self._flows.append(_Flow())
            group.opens_flow = True
        elif word in _LEFT_OUT or (starred and word not in _KEPT and not self._is_style(word)):
            group.skip = True
        else:
            return False
        return True

    def _is_style(self, word: str) -> bool:
        return self._group.destination == "stylesheet" and word in {"cs", "ds", "ts"}

    def _font_table(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._font_in_table = number
        elif word == "fcharset" and number is not None:
            self._charsets.setdefault(self._font_in_table, number)
        elif word == "cpg" and number:
            self._pages.setdefault(self._font_in_table, number)

    def _page(self) -> int:
        """The code page of the bytes that come."""
        font = self._group.font if self._group.font >= 0 else self._default_font
        if font in self._pages:
            return self._pages[font]
        charset = self._charsets.get(font, 1)
        if charset != 0:
            return _CODE_PAGE_OF_CHARSET.get(charset, self._ansi_page)
        # Charset 0 is windows-1252 where the fonts are told apart by it. Programs that know of no charsets write 0 for
        # every font and mean the code page of the document.
        if self._own_ansi_charset is None:
            pages = {_CODE_PAGE_OF_CHARSET.get(each, 0) for each in self._charsets.values()}
            self._own_ansi_charset = self._ansi_page in pages
        return 1252 if self._own_ansi_charset else self._ansi_page

    def _text(self, raw: bytes) -> None:
        if self._skip_characters:
            skipped = min(self._skip_characters, len(raw))
            self._skip_characters -= skipped
            raw = raw[skipped:]
        if not raw:
            return
        group = self._group
        if group.destination == "fonttbl":
            return
        page = self._page() if group.destination == "" else self._ansi_page
        if page != self._bytes_page:
            self._flush()
            self._bytes_page = page
        self._bytes += raw

    def _flush(self) -> None:
        if not self._bytes:
            return
        raw = bytes(self._bytes)
        self._bytes.clear()
        if raw.isascii():
            text = raw.decode("ascii")
        else:
            text = _decoded(raw, self._bytes_page)
            if not self._group.destination:
                self._used_pages.add(self._bytes_page)
        self._put(text)

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        if not 0 < code <= 0x10FFFF:
            return
        if 0xF000 <= code <= 0xF0FF:  # a place in a font of symbols
            self._character("•" if code == 0xF0B7 else "")
            return
        self._character(chr(code))

    def _character(self, text: str) -> None:
        self._flush()
        if text:
            self._put(text)

    def _put(self, text: str) -> None:
        group = self._group
        if group.destination == "":
            if group.hidden:
                self._hidden += len(text)
            elif not group.deleted:
                self._flows[-1].pieces.append(text)
        elif group.destination == "stylesheet":
            if group.style >= 0:
                name = text.partition(";")[0].strip()
                if name:
                    self._styles.setdefault(group.style, name)
        elif group.destination in _INFO:
            self._info.setdefault(group.destination, []).append(text)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            if self._fresh:
                self._starred = True
            return
        self._fresh = False
        if self._group.skip:
            return
        if self._skip_characters and symbol in b"\\{}":
            self._skip_characters -= 1
            return
        if symbol in b"\\{}":
            self._text(symbol)
        elif symbol == b"~":
            self._character("\u00a0")
        elif symbol == b"_":
            self._character("\u2011")
        elif symbol == b"\t":
            self._character("\t")
        elif symbol in b"\r\n":
            if not self._group.destination:
                self._end_paragraph()
        elif symbol not in b"-:|":
            self._text(symbol)

    def _end_paragraph(self) -> None:
        self._flush()
        flow = self._flows[-1]
        text = "".join(flow.pieces)
        flow.pieces.clear()
        if any("\ud800" <= c <= "\udfff" for c in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if text.strip():
            flow.paragraphs.append(Paragraph(text, heading=self._heading(flow)))
        flow.paragraphs += flow.after
        flow.after.clear()

    def _heading(self, flow: _Flow) -> int:
        if 0 <= flow.outline <= 8:
            return flow.outline + 1
        style = flow.style
        if style in self._style_level:
            return self._style_level[style]
        return heading_level(self._styles.get(style, ""))


def heading_level(style: str) -> int:
    """The level that the name of a style speaks for: 1 for titles and first headings, 0 for no heading."""
    match = _HEADING_STYLE.match(style)
    if match is None:
        return 0
    return int(match["level"]) if match["level"] else 1


def _decoded(raw: bytes, page: int) -> str:
    name = _CODECS.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        name = "cp1252"
    text = raw.decode(name, "replace")
    if name == "cp1252" and REPLACEMENT in text:  # five bytes without a character, which Windows takes for controls
        text = "".join(bytes((byte,)).decode(name, "ignore") for byte in raw)
    return text


def _iso(parts: Mapping[str, int]) -> str:
    if not parts.get("yr"):
        return ""
    iso = f"{parts['yr']:04}"
    if 1 <= parts.get("mo", 0) <= 12:
        iso += f"-{parts['mo']:02}"
        if 1 <= parts.get("dy", 0) <= 31:
            iso += f"-{parts['dy']:02}"
            if "hr" in parts and 0 <= parts["hr"] <= 23 and 0 <= parts.get("min", 0) <= 59:
                iso += f"T{parts['hr']:02}:{parts.get('min', 0):02}"
    return iso
