"""Web archives: WARC and ARC files, packed or not, and WACZ. Every saved page is a part with its address and date.

That date is when the page was saved, which is on or after the day it was published, so it counts only for a page that
gives none itself, and its source says what it is. The same holds for the address.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

from workbench.corpus.readers.agency_fields import extended_date
from workbench.corpus.readers.contract import Item, Part, Remark
from workbench.corpus.readers.entry_names import UniqueNames, name_of_address
from workbench.corpus.readers.limits import (
    Budget,
    GzipStream,
    LimitError,
    UnpackingError,
    open_zip,
    read_entry,
    zip_names,
)
from workbench.domain.article import Refusal

_PAGES: Final = {"text/html": ".html", "application/xhtml+xml": ".html"}
_LARGEST_PAGE: Final = 20_000_000
"""Bytes of one page; larger ones are no articles."""
_LARGEST_HEADER: Final = 200_000
_CHUNK: Final = 262_144
_ARC_LINE: Final = re.compile(
    rb"(?P<url>\S+) (?P<ip>\S+) (?P<date>\d{14}) (?P<mime>\S+)(?: .*)? (?P<length>\d{1,12})\r?\n"
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]{1,40})", re.IGNORECASE)
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")


class WebArchive:
    """Reads WARC and ARC, also when they are packed with gzip."""

    name = "web archive (WARC)"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the first line of the first record."""
        start = data[:200]
        if start.startswith(b"\x1f\x8b"):
            try:
                start = zlib.decompressobj(wbits=31).decompress(data[:4096], 200)
            except zlib.error:
                return False
        return start.startswith((b"WARC/", b"filedesc://"))

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """A part for each page."""
        yield from _Pages(path).read(data, Budget(len(data)))


class Wacz:
    """Reads WACZ: web archives with a list of pages in a ZIP archive."""

    name = "web archive (WACZ)"
    binary = True
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the names of its entries."""
        names = zip_names(data)
        return "datapackage.json" in names and any(name.startswith("archive/") for name in names)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """A part for each page; of frames and the like, which are no pages by themselves, none."""
        budget = Budget(len(data))
        try:
            with open_zip(data, budget) as archive:
                names = archive.namelist()
                listed: set[str] = set()
                for name in names:
                    if name.startswith("pages/") and name.endswith(".jsonl"):
                        listed |= _listed_pages(read_entry(archive, name, budget))
                reader = _Pages(path, listed)
                found = False
                for name in names:
                    if name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz", ".arc", ".arc.gz")):
                        found = True
                        yield from reader.read(read_entry(archive, name, budget), budget.nested())
        except (LimitError, UnpackingError) as error:
            yield Refusal(path, "", str(error))
            return
        if not found:
            yield Refusal(
                path, "", "There is no web archive in the folder “archive” of this file. Save the pages again."
            )


def _listed_pages(data: bytes) -> set[str]:
    """The addresses in a list of pages; lines that are no JSON are passed over."""
    found: set[str] = set()
    for line in data.splitlines():
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("url"), str):
            found.add(value["url"].partition("#")[0])
    return found


@dataclass(frozen=True, slots=True)
class _Record:
    """One record of an archive."""

    kind: str
    address: str
    date: str
    mime: str
    length: int


class _Pages:
    """Finds the pages in the records of archives.

    Args:
        path: the file's name for refusals.
        listed: the addresses that count as pages; empty when nobody listed them.
    """

    def __init__(self, path: str, listed: set[str] | None = None) -> None:
        self._path = path
        self._listed = listed or set()
        self._names = UniqueNames()

    def read(self, data: bytes, budget: Budget) -> Iterator[Item]:
        """The pages of one archive, and what was left out."""
        left: Counter[str] = Counter()
        pages = records = 0
        packed = data.startswith(b"\x1f\x8b")
        source: IO[bytes] = io.BufferedReader(GzipStream(data, budget), _CHUNK) if packed else io.BytesIO(data)
        with source as stream:
            try:
                for record in _records(stream, left):
                    records += 1
                    budget.add_entries()
                    part = self._part(record, stream, left)
                    if part is not None:
                        pages += 1
                        budget.add_bytes(max(0, len(part.data) - record.length))  # pages are packed by themselves
                        yield part
            except (LimitError, UnpackingError) as error:
                yield Refusal(self._path, f"record {records + 1}", str(error))
                if not pages:
                    return
        words = "; ".join(
            f"{what}: {count:,}" for what, count in sorted(left.items(), key=lambda item: (-item[1], item[0]))
        )
        if not records:
            yield Refusal(self._path, "", "The web archive holds no records. Save the pages again.")
        elif not pages:
            yield Refusal(
                self._path,
                "",
                f"None of the {records:,} records of the web archive is a page ({words}). Save the pages again.",
            )
        elif words:
            yield Remark(f"{pages:,} of {records:,} records of the web archive are pages. Left out: {words}.")

    def _part(self, record: _Record, stream: IO[bytes], left: Counter[str]) -> Part | None:
        """The page of a record, or ``None``, counted by its reason. The record is read to its end."""
        body = _Body(stream, record.length)
        reason = _why_no_page(record)
        if not reason and self._listed and record.address.partition("#")[0] not in self._listed:
            reason = "frames and other pages that are not in the list of pages"
        if reason:
            left[reason] += 1
            body.skip()
            return None
        content = body.read(_LARGEST_PAGE + _LARGEST_HEADER)
        too_large = body.left > 0
        body.skip()
        if body.cut:
            left["cut at the end of the file"] += 1
        if too_large:
            left[f"larger than {_LARGEST_PAGE / 1e6:,.0f} MB"] += 1
            return None
        mime, charset = _media_type(record.mime)
        if record.kind == "response":
            answer = _http(content)
            if isinstance(answer, str):
                left[answer] += 1
                return None
            content, mime, charset = answer
        ending = ".txt" if record.kind == "conversion" else _PAGES.get(mime, "")
        if not ending:
            left[_what(mime)] += 1
            return None
        if not content.strip():
            left["empty pages"] += 1
            return None
        fields = {"url": record.address, "date": record.date}
        sources = {"url": "web archive (address)", "date": "web archive (when the page was saved)"}
        return Part(
            self._names.take(name_of_address(record.address, ending)),
            _as_utf8(content, charset),
            {field: value for field, value in fields.items() if value},
            {field: sources[field] for field, value in fields.items() if value},
        )


def _why_no_page(record: _Record) -> str:
    """What a record is instead of a page, or ``""`` when it may be one."""
    if record.kind == "conversion":
        return "" if record.mime.startswith("text/plain") else "conversions"
    if record.kind not in {"response", "resource"}:
        return {"request": "requests", "revisit": "pages that had not changed (revisit)"}.get(
            record.kind, f"records of the kind {record.kind or 'unknown'}"
        )
    if not record.address.startswith(("http://", "https://")):
        return "records without a web address"
    mime, _ = _media_type(record.mime)
    if record.kind == "response" and mime not in {"application/http", ""}:
        return "answers that are not from the web"
    if record.kind == "resource" and mime not in _PAGES:
        return _what(mime)
    return ""


def _what(mime: str) -> str:
    """A kind of file in words."""
    kind, _, detail = mime.partition("/")
    known = {"image": "pictures", "video": "films", "audio": "sounds", "font": "fonts"}
    if kind in known:
        return known[kind]
    if detail in {"css", "javascript", "x-javascript", "json", "ecmascript"}:
        return "scripts, styles and data"
    return f"files of the type {mime[:60]}" if mime else "files of unknown type"


def _media_type(value: str) -> tuple[str, str]:
    """``text/html; charset=utf-8`` as its two parts."""
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower(), charset[1] if charset else ""


class _Body:
    """The content of a record: so many bytes of the stream and no more."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream = stream
        self.left = length
        self.cut = False

    def read(self, most: int) -> bytes:
        """Up to ``most`` bytes."""
        parts: list[bytes] = []
        wanted = min(most, self.left)
        while wanted:
            chunk = self._stream.read(min(_CHUNK, wanted))
            if not chunk:
                self.cut, self.left = True, 0
                break
            parts.append(chunk)
            wanted -= len(chunk)
            self.left -= len(chunk)
        return b"".join(parts)

    def skip(self) -> None:
        """Read the rest without keeping it."""
        while self.left:
            chunk = self._stream.read(min(_CHUNK, self.left))
            if not chunk:
                self.cut, self.left = True, 0
                return
            self.left -= len(chunk)


def _records(stream: IO[bytes], left: Counter[str]) -> Iterator[_Record]:
    """The headers of the records; who iterates reads each record's content before asking for the next.

    Raises:
        UnpackingError: there is something else where a record should begin.
    """
    first = True
    while True:
        line = stream.readline(_LARGEST_HEADER)
        if not line:
            return
        if not line.strip():
            continue
        if line.startswith(b"WARC/"):
            headers = _headers(stream)
            length = headers.get("content-length", "")
            if not length.isdecimal() or len(length) > 15:
                raise UnpackingError(
                    "A record does not say how long it is; the rest was not read. Save the pages again."
                )
            yield _Record(
                kind=headers.get("warc-type", "").lower(),
                address=headers.get("warc-target-uri", "").strip("<>"),
                date=headers.get("warc-date", ""),
                mime=headers.get("content-type", ""),
                length=int(length),
            )
        elif (match := _ARC_LINE.fullmatch(line)) is not None:
            address = match["url"].decode("utf-8", "replace")
            yield _Record(
                kind="filedesc" if address.startswith("filedesc:") else "response",
                address=address,
                date=extended_date(match["date"].decode("ascii") + "Z"),
                mime="application/http",
                length=int(match["length"]),
            )
        else:
            if first:
                raise UnpackingError("This is no web archive, or its beginning is damaged. Save the pages again.")
            left["bytes between records"] += 1
            if left["bytes between records"] > _MOST_STRAY_LINES:
                raise UnpackingError("It is damaged: records don't follow one another. Save the pages again.")
        first = False


_MOST_STRAY_LINES: Final = 1_000


def _headers(stream: IO[bytes]) -> dict[str, str]:
    """The lines up to an empty one, by name in small letters."""
    found: dict[str, str] = {}
    size = 0
    while line := stream.readline(_LARGEST_HEADER):
        size += len(line)
        if size > _LARGEST_HEADER:
            raise UnpackingError("The header of a record never ends. Save the pages again.")
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found


def _http(content: bytes) -> tuple[bytes, str, str] | str:
    """The body of an answer with its type and charset, or what it is instead of a page."""
    end = _HEADER_END.search(content, 0, _LARGEST_HEADER)
    if not content.startswith(b"HTTP/") or end is None:
        return "answers without a proper header"
    lines = content[: end.start()].decode("iso-8859-1").split("\n")
    status = [*lines[0].split(), "", ""][1]
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    if not status.startswith("2"):
        return "errors and redirections (HTTP status other than 200)"
    mime, charset = _media_type(headers.get("content-type", ""))
    body = content[end.end() :]
    if mime not in _PAGES:
        return _what(mime)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        unpacked = _decoded_content(body, coding.strip())
        if isinstance(unpacked, str):
            return unpacked
        body = unpacked
    return body, mime, charset


def _dechunked(body: bytes) -> bytes:
    """The pieces of a body put together; a body that is not in pieces as it is, as some programs store it."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(parts) if parts else body
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _decoded_content(body: bytes, coding: str) -> bytes | str:
    """The body unpacked, not beyond the largest page; or why it can't be."""
    if coding in {"", "identity"}:
        return body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        return f"pages packed with {coding[:20]}"
    if coding != "deflate" and not body.startswith(b"\x1f\x8b"):
        return body  # programs unpack pages and leave the header as it was
    for window in (31,) if coding != "deflate" else (15, -15):
        unpacker = zlib.decompressobj(wbits=window)
        try:
            unpacked = unpacker.decompress(body, _LARGEST_PAGE)
        except zlib.error:
            continue
        if unpacker.unconsumed_tail:
            return f"larger than {_LARGEST_PAGE / 1e6:,.0f} MB"
        return unpacked
    return "pages that can't be unpacked" if coding != "deflate" else body


def _as_utf8(content: bytes, charset: str) -> bytes:
    """A page whose charset only its header told, as UTF-8 with a byte order mark; others as they are."""
    if not charset or charset.lower().replace("-", "").replace("_", "") == "utf8":
        return content
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return content
    try:
        return b"\xef\xbb\xbf" + content.decode(charset).encode("utf-8")
    except (UnicodeError, LookupError, ValueError):
        return content
