"""Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, and JSON Feed.

Only the bytes of the file are read; nothing that they name is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.corpus.readers.agency_fields import given, joined_names
from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.embedded_page import Embedded, embedded_text
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, json_head, json_values
from workbench.corpus.readers.markup_text import element_text, html_or_plain_text
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.corpus.readers.safe_xml import (
    Element,
    child,
    children,
    decoded_xml,
    descendants,
    local_name,
    root_of,
    text_of,
    xml_or_refusal,
)
from workbench.domain.article import Refusal
from workbench.text_decoding import Decoded

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_MEDIA: Final = "http://search.yahoo.com/mrss/"
_WEB: Final = ("http://", "https://")
_SUMMARY_NOTE: Final = "The feed gives a summary of the article, not its whole text."
_MANY_WORDS: Final = 150
"""A description with so many words may be the whole article."""
_GOES_ON: Final = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|\+)\]"
    r"|\b(?:read\s+(?:more|on|the\s+full)|continue\s+reading|weiterlesen|lire\s+(?:la\s+suite|plus)|(?:leer|ler|leggi)\s+\w+)"
    r"\b[^.!?\n]{0,60})\W*\Z",
    re.IGNORECASE,
)
_MEDIA_NOTE: Final = "The text is the description of a picture or a film in the feed."
_ADDRESSED: Final = re.compile(r"[^\s@()]+@[^\s@()]+\s*\((?P<name>[^()]+)\)")


class Feed:
    """Reads RSS and Atom files."""

    name = "RSS or Atom feed"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the root element."""
        name, attributes = root_of(data)
        if name == "RDF":
            return "purl.org/rss/1.0" in attributes or "netscape.com/rdf" in attributes
        atom = "w3.org/2005/Atom" in attributes or "purl.org/atom" in attributes
        return name in {"rss", "channel"} or (name in {"feed", "entry"} and atom)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each entry with a text; metadata of the others."""
        root = xml_or_refusal(data, path)
        if isinstance(root, Refusal):
            yield root
            return
        decoded = decoded_xml(data)
        if local_name(root) in {"feed", "entry"}:
            entries = [root] if local_name(root) == "entry" else list(children(root, "entry"))
            about = _atom_feed(root) if local_name(root) == "feed" else _About()
            items = (_atom_entry(entry, about) for entry in entries)
        else:
            channel = root if local_name(root) == "channel" else child(root, "channel")
            holders = [holder for holder in (root, channel) if holder is not None]
            entries = [item for holder in dict.fromkeys(holders) for item in children(holder, "item")]
            about = _channel(channel)
            items = (_rss_item(entry, about) for entry in entries)
        yield from _records(items, len(entries), path, decoded)


class JsonFeed:
    """Reads JSON Feed."""

    name = "JSON feed"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the version that each such file names."""
        head = json_head(data)
        return head.startswith("{") and "jsonfeed.org/version" in head[:2000].replace("\\/", "/")

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each entry with a text; metadata of the others."""
        try:
            decoded = decoded_json(data)
            feeds = [value for _, value in json_values(decoded.text) if isinstance(value, dict)]
        except JsonError as error:
            yield Refusal(path, "", str(error))
            return
        entries = [
            (item, feed)
            for feed in feeds
            if isinstance(feed.get("items"), list)
            for item in feed["items"]
            if isinstance(item, dict)
        ]
        items = (_json_item(item, feed) for item, feed in entries)
        yield from _records(items, len(entries), path, decoded)


_Entry = tuple[Embedded, tuple[str, ...], dict[str, str], dict[str, str]]
"""Text, notes, fields and their sources."""
_NOTHING: Final = Embedded("")


def _records(items: Iterator[_Entry], total: int, path: str, decoded: Decoded) -> Iterator[Item]:
    if not total:
        yield Refusal(path, "", "The feed holds no entries. Save it again when it has some.")
        return
    without = summaries = empty = 0
    for number, (text, notes, fields, sources) in enumerate(items, start=1):
        where = f"entry {number} of {total}"
        if not text.text and not fields:
            empty += 1
        elif not text.text:
            without += 1
            yield MetadataRecord(where, fields, sources)
        else:
            summaries += bool(notes)
            yield RawRecord(
                text=text.text,
                record=where,
                fields=fields,
                sources=sources,
                encoding=decoded.encoding_in_words,
                encoding_certain=decoded.certain,
                notes=(*encoding_notes(decoded), *notes, *text.notes),
                review=_teaser_review(text.text) if notes == (_SUMMARY_NOTE,) else text.review,
                boilerplate=text.boilerplate,
            )
    if empty:
        yield Refusal(path, "", f"{empty:,} of {total:,} entries are empty. Look at the feed.")
    if summaries:
        yield Remark(
            f"{summaries:,} of {total:,} entries hold a summary only. Get the whole texts from their addresses."
        )
    if without:
        yield Remark(f"{without:,} of {total:,} entries hold no text; what is known about them was taken.")


def _namespace(element: Element) -> str:
    return str(element.tag).partition("}")[0].lstrip("{") if isinstance(element.tag, str) else ""


def _named(parent: Element | None, name: str, namespace: str | None = None) -> str:
    """The text of the first child with a name that has any, in a namespace or in RSS's own (none, or RSS 1.0's)."""
    if parent is None:
        return ""
    for found in children(parent, name):
        own = _namespace(found)
        if (own == namespace if namespace is not None else own not in {_CONTENT, _DUBLIN_CORE, _MEDIA}) and text_of(
            found
        ):
            return text_of(found)
    return ""


def _teaser_review(text: str) -> str:
    """Why a person should look at a summary, or ``""``: some feeds give whole articles where others give a summary."""
    words = len(text.split())
    if words >= _MANY_WORDS and not _GOES_ON.search(text):
        return ""
    return f"The feed gives only a teaser of the article ({words:,} words). Get the whole text from its address."


def _html(markup: str) -> Embedded:
    """The article on a whole page, which some feeds give, or the paragraphs of a piece of HTML."""
    return embedded_text(markup, html_or_plain_text)


def _markup(element: Element | None) -> Embedded:
    """The paragraphs of an element that holds escaped HTML, or elements themselves."""
    if element is None:
        return _NOTHING
    if any(True for _ in children(element)):
        found = element_text(element)
        return Embedded(found.text, found.boilerplate)
    return _html("".join(map(str, element.itertext())))


def _first(found: Iterable[Embedded]) -> Embedded:
    """The first that has any text."""
    return next((each for each in found if each.text), _NOTHING)


@dataclass(frozen=True, slots=True)
class _About:
    """What a feed says about itself; asked for once, as feeds can have very many entries."""

    title: str = ""
    language: str = ""
    people: tuple[str, ...] = ()


def _channel(channel: Element | None) -> _About:
    return _About(
        title=_named(channel, "title"),
        language=_named(channel, "language") or _named(channel, "language", _DUBLIN_CORE),
    )


def _atom_feed(feed: Element) -> _About:
    return _About(
        title=_markup(child(feed, "title")).text,
        language=feed.get(_LANG, ""),
        people=tuple(text_of(child(author, "name")) for author in children(feed, "author")),
    )


def _rss_item(item: Element, about: _About) -> _Entry:
    text = _first(_markup(found) for found in children(item, "encoded", "body", "fulltext", "full-text"))
    notes: tuple[str, ...] = ()
    if not text.text:
        text = _first(_markup(found) for found in children(item, "description") if _namespace(found) != _MEDIA)
        notes = (_SUMMARY_NOTE,) if text.text else ()
    if not text.text:
        text = _first(_markup(found) for found in _media_descriptions(item))
        notes = (_MEDIA_NOTE,) if text.text else ()
    author = _named(item, "creator", _DUBLIN_CORE)
    author_source = "feed dc:creator"
    if not author:
        author, author_source = _person(_named(item, "author")), "feed author"
    date, date_source = _named(item, "pubDate"), "feed pubDate"
    if not date:
        date, date_source = _named(item, "date", _DUBLIN_CORE), "feed dc:date"
    outlet, outlet_source = _named(item, "source"), "feed source"
    if not outlet:
        outlet, outlet_source = about.title, "feed title"
    fields, sources = given(
        {
            "title": (html_or_plain_text(_named(item, "title")), "feed item title"),
            "outlet": (outlet, outlet_source),
            "author": (author, author_source),
            "date": (date, date_source),
            "url": _rss_address(item),
            "language": (about.language, "feed language"),
            "section": (joined_names(text_of(found) for found in children(item, "category")), "feed category"),
        }
    )
    return text, notes, fields, sources


def _media_descriptions(item: Element) -> Iterator[Element]:
    return (found for found in descendants(item, "description") if _namespace(found) == _MEDIA)


def _person(author: str) -> str:
    """``ann@paper.example (Ann Lee)`` is ``Ann Lee``; an address alone is no name."""
    match = _ADDRESSED.fullmatch(author)
    if match:
        return match["name"]
    return "" if "@" in author and " " not in author else author


def _rss_address(item: Element) -> tuple[str, str]:
    for name in ("origLink", "link"):
        for found in children(item, name):
            address = text_of(found) or found.get("href", "")
            if address.startswith(_WEB):
                return address, f"feed {name}"
    guid = child(item, "guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and text_of(guid).startswith(_WEB):
        return text_of(guid), "feed guid"
    return "", ""


def _atom_entry(entry: Element, about: _About) -> _Entry:
    text = _atom_text(child(entry, "content"))
    notes: tuple[str, ...] = ()
    if not text.text:
        text = _atom_text(child(entry, "summary"))
        notes = (_SUMMARY_NOTE,) if text.text else ()
    if not text.text:
        text = _first(_markup(found) for found in _media_descriptions(entry))
        notes = (_MEDIA_NOTE,) if text.text else ()
    people = [text_of(child(author, "name")) for author in children(entry, "author")]
    if not any(people):
        people = list(about.people)
    outlet, outlet_source = text_of(child(entry, "source", "title")), "feed source"
    if not outlet:
        outlet, outlet_source = about.title, "feed title"
    dates = ((text_of(child(entry, name)), f"feed {name}") for name in ("published", "issued", "updated", "modified"))
    content = child(entry, "content")
    languages = [*(element.get(_LANG, "") for element in (content, entry) if element is not None), about.language]
    fields, sources = given(
        {
            "title": (" ".join(_markup(child(entry, "title")).text.split()), "feed entry title"),
            "outlet": (outlet, outlet_source),
            "author": (joined_names(people), "feed author"),
            "date": next((found for found in dates if found[0]), ("", "")),
            "url": (_atom_address(entry), "feed link"),
            "language": (next(filter(None, languages), ""), "feed xml:lang"),
            "section": (
                joined_names(found.get("label", "") or found.get("term", "") for found in children(entry, "category")),
                "feed category",
            ),
        }
    )
    return text, notes, fields, sources


def _atom_text(element: Element | None) -> Embedded:
    if element is None or element.get("src"):
        return _NOTHING
    kind = element.get("type", "text")
    if kind not in {"text", "html", "xhtml"} and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml")):
        return _NOTHING  # base64 of something else
    return _markup(
        element,
    )


def _atom_address(entry: Element) -> str:
    links = [link for link in children(entry, "link") if link.get("href", "").startswith(_WEB)]
    links.sort(key=lambda link: (link.get("rel", "alternate") != "alternate", "html" not in link.get("type", "html")))
    return links[0].get("href", "") if links and links[0].get("rel", "alternate") == "alternate" else ""


def _json_item(item: dict[str, Any], feed: dict[str, Any]) -> _Entry:
    text = _html(as_text(item.get("content_html")))
    notes: tuple[str, ...] = ()
    if not text.text:
        text = Embedded(html_or_plain_text(as_text(item.get("content_text"))))
    if not text.text:
        text = Embedded(html_or_plain_text(as_text(item.get("summary"))))
        notes = (_SUMMARY_NOTE,) if text.text else ()
    authors = item.get("authors") or [item.get("author") or feed.get("author")]
    names = (
        [as_text(author.get("name")) for author in authors if isinstance(author, dict)]
        if isinstance(authors, list)
        else []
    )
    fields, sources = given(
        {
            "title": (as_text(item.get("title")), "feed item title"),
            "outlet": (as_text(feed.get("title")), "feed title"),
            "author": (joined_names(names), "feed authors"),
            "date": (as_text(item.get("date_published")) or as_text(item.get("date_modified")), "feed date_published"),
            "url": (as_text(item.get("url")), "feed url"),
            "language": (as_text(item.get("language")) or as_text(feed.get("language")), "feed language"),
        }
    )
    return text, notes, fields, sources
