"""Pages saved with all that belongs to them: MHTML (``.mht``, ``.mhtml``) and Safari's ``.webarchive``.

The page and the pages in its frames are read as web pages; pictures, styles and programs are left where they are.
"""

from __future__ import annotations

import email.errors
import email.parser
import email.policy
import plistlib
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Final
from xml.parsers.expat import ExpatError

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.page_source import decode_page
from workbench.corpus.readers.web_page import read_page
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

_HEAD: Final = 16_384
_HEADER_LINE: Final = re.compile(rb"^[!-9;-~]{1,80}:[ \t]*[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SNAPSHOT: Final = re.compile(
    rb"^(?:snapshot-content-location|content-location):|^from:[^\n]*\b(?:saved by|blink)", re.IGNORECASE | re.MULTILINE
)
_POSTED: Final = re.compile(rb"^(?:received|return-path|delivered-to|to):", re.IGNORECASE | re.MULTILINE)
_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml")
_MOST_PARTS: Final = 20_000
_MOST_FRAMES: Final = 50
_FEW_LETTERS: Final = 600
"""Letters up to which a frame is taken for an advertisement or a button."""
_PLIST: Final = b"bplist00"


class MhtmlPage:
    """Reads ``.mht`` and ``.mhtml``."""

    name = "web archive (MHTML)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the headers: several parts that belong together, saved by a browser."""
        head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n \t")
        if not _HEADER_LINE.match(head):
            return False
        headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
        if not _RELATED.search(headers) or _POSTED.search(headers):
            return False  # a message with pictures has the same form
        return path.lower().endswith((".mht", ".mhtml")) or _SNAPSHOT.search(headers) is not None

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The page; a frame with an article of its own is a second record."""
        if data.count(b"\n--") > _MOST_PARTS:
            yield Refusal(path, "", f"The archive has more than {_MOST_PARTS:,} parts. Save the page again as HTML.")
            return
        try:
            message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(
                data.lstrip(b"\xef\xbb\xbf\r\n \t")
            )
            pages = list(_pages(message))
        except (email.errors.MessageError, RecursionError, ValueError, LookupError):
            yield Refusal(path, "", "The archive is damaged: its parts can't be told apart. Save the page again.")
            return
        if not pages:
            yield Refusal(path, "", "The archive holds no page, only what belongs to one. Save the page again.")
            return
        where = str(message.get("Snapshot-Content-Location") or "")
        main = next((n for n, page in enumerate(pages) if where and page[2] == where), _start(message, pages))
        pages.insert(0, pages.pop(main))
        yield from _articles([(body, charset, address) for body, charset, address, _ in pages], path, where)


class SafariArchive:
    """Reads ``.webarchive``."""

    name = "Safari web archive"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the name of the page's entry in a property list."""
        head = data[:_HEAD]
        if head.startswith(_PLIST):
            return b"WebMainResource" in data[-_HEAD * 16 :] or b"WebMainResource" in head
        return b"<plist" in head and b"WebMainResource" in head

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The page and its frames."""
        damaged = Refusal(path, "", "The web archive is damaged. Open it in Safari and save the page again.")
        if not data.startswith(_PLIST) and b"<!ENTITY" in data:
            yield Refusal(
                path, "", "The web archive declares entities of its own, which is not safe to read. Save it again."
            )
            return
        try:
            archive = plistlib.loads(data)
        except (plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError, OverflowError):
            yield damaged
            return
        except (RecursionError, MemoryError, EOFError):
            yield damaged
            return
        pages = list(_resources(archive))
        if not pages:
            yield damaged
            return
        yield from _articles(pages, path, pages[0][2])


def _articles(pages: list[tuple[bytes, str, str]], path: str, url: str) -> Iterator[Item]:
    """The article of the first page, and those of frames that hold more than a few lines."""
    first = _read(pages[0], path, url or pages[0][2], "")
    frames = [
        found
        for n, page in enumerate(pages[1 : _MOST_FRAMES + 1], start=1)
        if isinstance(found := _read(page, path, page[2], f"frame {n}"), RawRecord) and len(found.text) > _FEW_LETTERS
    ]
    if isinstance(first, RawRecord) or not frames:
        yield first
    if frames and isinstance(first, Refusal):
        yield Remark("The page itself holds no text; the pages in its frames were read.")
    if isinstance(first, RawRecord):
        frames = [frame for frame in frames if frame.text != first.text]
    yield from frames
    if len(pages) - 1 > _MOST_FRAMES:
        yield Remark(f"The page has {len(pages) - 1:,} frames; the first {_MOST_FRAMES:,} were read.")


def _read(page: tuple[bytes, str, str], path: str, url: str, record: str) -> RawRecord | Refusal:
    body, charset, address = page
    web = next((a for a in (address, url) if a.startswith(("http://", "https://"))), "")
    return read_page(decode_page(body, declared=charset), path, url=web, record=record)


def _pages(message: Message) -> Iterator[tuple[bytes, str, str, str]]:
    """Body, charset, address and id of every part that is a page."""
    for part in message.walk():
        if part.is_multipart() or part.get_content_type() not in _PAGE_TYPES:
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip():
            location = "".join(str(part.get("Content-Location") or "").split())
            yield body, _charset(part), location, str(part.get("Content-ID") or "").strip("<> ")


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset("") or ""
    except (LookupError, UnicodeError, ValueError):
        return ""


def _start(message: Message, pages: list[tuple[bytes, str, str, str]]) -> int:
    start = message.get_param("start")
    wanted = start.strip("<> ") if isinstance(start, str) else ""
    return next((n for n, page in enumerate(pages) if wanted and page[3] == wanted), 0)


def _resources(archive: object) -> Iterator[tuple[bytes, str, str]]:
    """Body, charset and address of the page and of the pages in its frames, outer ones first."""
    waiting = [archive]
    for _ in range(_MOST_FRAMES + 1):
        if not waiting:
            return
        here = waiting.pop(0)
        if not isinstance(here, dict):
            continue
        main = here.get("WebMainResource")
        if isinstance(main, dict) and isinstance(body := main.get("WebResourceData"), bytes) and body.strip():
            kind = str(main.get("WebResourceMIMEType", "text/html")).lower()
            if kind in _PAGE_TYPES:
                charset = str(main.get("WebResourceTextEncodingName", ""))
                yield body, charset, str(main.get("WebResourceURL", ""))
            elif kind == "text/plain":
                text = decode(body, declared=str(main.get("WebResourceTextEncodingName", ""))).text
                yield f"<pre>{text}</pre>".encode(), "utf-8", str(main.get("WebResourceURL", ""))
        frames = here.get("WebSubframeArchives")
        waiting.extend(frames[:_MOST_FRAMES] if isinstance(frames, list) else [])
