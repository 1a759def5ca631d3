"""GDELT files: addresses of articles and what a machine found in them, without their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from workbench.corpus.canonical import canonical_text
from workbench.corpus.readers.agency_fields import extended_date, given
from workbench.corpus.readers.character_references import unescaped
from workbench.corpus.readers.contract import Item, MetadataRecord, Remark
from workbench.corpus.readers.delimited import parse_table
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, has_keys, json_head, json_values
from workbench.domain.article import Refusal
from workbench.text_decoding import decode

_WEB: Final = ("http://", "https://")
_PAGE_TITLE: Final = re.compile(r"<PAGE_TITLE>(.{1,2000}?)</PAGE_TITLE>", re.DOTALL)
_GKG_ID: Final = re.compile(rb"\A\d{14}-T?\d+\t\d{14}\t[1-6]\t")
_EVENT: Final = re.compile(rb"\A\d{5,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t")
_MENTION: Final = re.compile(rb"\A\d{5,12}\t\d{14}\t\d{14}\t[1-6]\t")
_GKG_1_HEADER: Final = b"DATE\tNUMARTS\tCOUNTS\t"
_HEADERS: Final = (
    # names of columns in exports with a header: address, outlet, date, title
    ("documentidentifier", "sourcecommonname", "date", ""),
    ("mentionidentifier", "mentionsourcename", "mentiontimedate", ""),
    ("sourceurl", "", "dateadded", ""),
    ("url", "", "date", "title"),
)


class Gdelt:
    """Reads GDELT's article lists (JSON, CSV), and its event, mention and knowledge graph files."""

    name = "GDELT"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By its keys, its header, or the form of its first row."""
        head = json_head(data)
        if head:
            return head.startswith("{") and has_keys(head, "articles", "seendate", "sourcecountry")
        start = data[:400].removeprefix(b"\xef\xbb\xbf")
        if _GKG_ID.match(start) or _EVENT.match(start) or _MENTION.match(start) or start.startswith(_GKG_1_HEADER):
            return True
        names = _header_names(start.partition(b"\n")[0].decode("utf-8", "replace"))
        return (
            {"gkgrecordid", "documentidentifier"} <= names
            or {"globaleventid", "sourceurl"} <= names
            or {"globaleventid", "mentionidentifier"} <= names
            or {"url", "mobileurl", "date", "title"} <= names
        )

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """What is known about each article, once for each address."""
        try:
            rows = list(_from_json(data) if json_head(data) else _from_table(data, path))
        except JsonError as error:
            yield Refusal(path, "", str(error))
            return
        seen: set[str] = set()
        without = 0
        for where, fields, sources in rows:
            address = fields.get("url", "")
            if not address.startswith(_WEB):
                without += 1
            elif address not in seen:
                seen.add(address)
                yield MetadataRecord(where, fields, sources)
        again = len(rows) - without - len(seen)
        parts = [f"{len(rows):,} rows name {len(seen):,} {'article' if len(seen) == 1 else 'different articles'}"]
        if again:
            parts.append(f"{again:,} rows name one of them again")
        if without:
            parts.append(f"{without:,} rows hold no web address and were left out")
        yield Remark(
            f"GDELT's files hold no texts: {'; '.join(parts)}. The date is when GDELT saw the article. Get the texts from"
            " the addresses and read them as well."
        )


_Row = tuple[str, dict[str, str], dict[str, str]]


def _from_json(data: bytes) -> Iterator[_Row]:
    for _, value in json_values(decoded_json(data).text):
        articles = value.get("articles") if isinstance(value, dict) else None
        for number, article in enumerate(articles if isinstance(articles, list) else [], start=1):
            if isinstance(article, dict):
                yield _row(
                    f"article {number}",
                    address=as_text(article.get("url")),
                    outlet=as_text(article.get("domain")),
                    date=as_text(article.get("seendate")),
                    title=as_text(article.get("title")),
                    language=as_text(article.get("language")),
                )


def _from_table(data: bytes, path: str) -> Iterator[_Row]:
    text = canonical_text(decode(data).text)
    start = data[:400].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(_GKG_1_HEADER):
        yield from _first_knowledge_graph(text)
    elif _GKG_ID.match(start) or _EVENT.match(start) or _MENTION.match(start):
        # no quotation marks are used in these files
        for number, line in enumerate(text.split("\n"), start=1):
            if line:
                yield _headless(line.split("\t"), f"line {number}")
    else:
        table = parse_table(text, path=path)
        names = [name.strip().casefold() for name in table.header]
        columns = next((known for known in _HEADERS if known[0] in names), _HEADERS[-1])
        for row in table.rows:
            cells = dict(zip(names, row.cells, strict=False))
            address, outlet, date, title = (cells.get(name, "") for name in columns)
            title = title or _page_title(cells.get("extras", ""))
            yield _row(row.where, address=address, outlet=outlet, date=date, title=title)


def _headless(cells: list[str], where: str) -> _Row:
    """A row of a knowledge graph (27 columns), event (57 to 61) or mention (14 to 16) file."""

    def cell(place: int) -> str:
        return cells[place] if place < len(cells) else ""

    if "-" in cells[0]:
        return _row(where, address=cell(4), outlet=cell(3), date=cell(1), title=_page_title(cell(26)))
    if len(cells) < 30:
        return _row(where, address=cell(5), outlet=cell(4), date=cell(2))
    date = cell(59) if len(cells) > 60 else cell(56)
    return _row(where, address=cells[-1], date=date)


def _first_knowledge_graph(text: str) -> Iterator[_Row]:
    """Version 1 names several addresses in one row."""
    lines = text.split("\n")
    names = lines[0].split("\t")
    addresses = names.index("SOURCEURLS") if "SOURCEURLS" in names else len(names) - 1
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) > addresses:
            for address in cells[addresses].split("<UDIV>"):
                yield _row(f"line {number}", address=address, date=cells[0])


def _page_title(extras: str) -> str:
    match = _PAGE_TITLE.search(extras)
    return unescaped(match[1]) if match else ""


def _row(where: str, *, address: str, date: str, outlet: str = "", title: str = "", language: str = "") -> _Row:
    address = address.strip()
    outlet_source = "GDELT source name"
    if not outlet and address.startswith(_WEB):
        outlet, outlet_source = _host(address), "host of the address"
    fields, sources = given(
        {
            "title": (" ".join(title.split()), "GDELT title"),
            "outlet": (outlet, outlet_source),
            "date": (extended_date(date), "GDELT (when it saw the article)"),
            "url": (address, "GDELT address"),
            "language": (language, "GDELT language"),
        }
    )
    return where, fields, sources


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _header_names(line: str) -> set[str]:
    return {name.strip(' "\r').casefold() for name in line.replace("\t", ",").split(",")}
