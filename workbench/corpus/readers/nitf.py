"""NITF, the News Industry Text Format: one article in a file, also inside NewsML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from workbench.corpus.readers.agency_fields import extended_date, given, joined_names, without_by
from workbench.corpus.readers.contract import Item, RawRecord
from workbench.corpus.readers.marked_text import Mark, MarkedText, joined_texts
from workbench.corpus.readers.markup_text import element_text
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

_CAPTION: Final[Mark] = ("media_caption", "NITF media")
_TAGLINE: Final[Mark] = ("credit", "NITF body.end")
_SECTION_NAMES: Final = ("online_sections", "dsk", "section", "NTBTjeneste")


class Nitf:
    """Reads NITF."""

    name = "NITF (news agency)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the root element."""
        return root_of(data)[0].lower() == "nitf"

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The article of the file."""
        root = xml_or_refusal(data, path)
        if isinstance(root, Refusal):
            yield root
            return
        body = nitf_text(root)
        if not body.text:
            yield Refusal(path, "", "The NITF file has no text in its body. Get the full article from the agency.")
            return
        fields, sources = nitf_fields(root)
        decoded = decoded_xml(data)
        yield RawRecord(
            text=body.text,
            fields=fields,
            sources=sources,
            boilerplate=body.boilerplate,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
            notes=encoding_notes(decoded),
        )


def nitf_text(root: Element) -> MarkedText:
    """The paragraphs of an article, captions and the line at its end marked."""
    body = child(root, "body")
    if body is None:
        return MarkedText("")
    texts: list[MarkedText] = []
    for content in children(body, "body.content"):
        blocks = list(children(content, "block"))
        # newspapers' archives give the first paragraph by itself and again with the whole text
        full = [block for block in blocks if block.get("class") == "full_text"]
        texts += [element_text(part, mark_of=_mark) for part in full or [content]]
    texts += [element_text(end, mark_of=lambda _: _TAGLINE) for end in children(body, "body.end")]
    return joined_texts(texts)


def _mark(element: Element) -> Mark | None:
    return _CAPTION if local_name(element) == "media" else None


def nitf_fields(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    """What the article says about itself, and where."""
    head = child(root, "head")
    body_head = child(root, "body", "body.head")
    hedline = child(body_head, "hedline")
    title = text_of(child(hedline, "hl1")) or text_of(hedline)
    title_source = "NITF hedline"
    if not title:
        title, title_source = text_of(child(head, "title")), "NITF title"
    published = child(head, "pubdata")
    issued = child(head, "docdata", "date.issue")
    distributor = text_of(child(body_head, "distributor"))
    identity = child(head, "docdata", "doc-id")
    agency, agency_source = distributor, "NITF distributor"
    if not agency and identity is not None:
        agency, agency_source = identity.get("regsrc", ""), "NITF doc-id regsrc"
    outlet, outlet_source = agency, agency_source
    if published is not None and published.get("name"):
        outlet, outlet_source = published.get("name", ""), "NITF pubdata name"
        if not distributor:
            agency = ""
    date, date_source = "", ""
    if issued is not None and issued.get("norm"):
        date, date_source = issued.get("norm", ""), "NITF date.issue"
    elif published is not None:
        date, date_source = published.get("date.publication", ""), "NITF pubdata"
    if not date:
        date, date_source = _story_date(body_head), "NITF story.date"
    section, section_source = _section(head, published)
    return given(
        {
            "title": (title, title_source),
            "outlet": (outlet, outlet_source),
            "author": (_byline(body_head), "NITF byline"),
            "date": (extended_date(date), date_source),
            "url": (published.get("ex-ref", "") if published is not None else "", "NITF pubdata ex-ref"),
            "language": (_language(root), "NITF baselang"),
            "wire_agency": (agency, agency_source),
            "section": (section, section_source),
            "words": (_words(published), "NITF pubdata item-length"),
        }
    )


def _byline(body_head: Element | None) -> str:
    """The names without titles: ``<byline>By Ann Lee<byttl>Staff writer</byttl></byline>`` is ``Ann Lee``."""
    if body_head is None:
        return ""
    names: list[str] = []
    for byline in children(body_head, "byline"):
        people = [text_of(person) for person in descendants(byline, "person")]
        if people:
            names += people
            continue
        pieces = [byline.text or ""]
        for part in byline:
            if local_name(part) != "byttl":
                pieces.append(text_of(part))
            pieces.append(part.tail or "")
        names.append(without_by(" ".join(pieces)))
    return joined_names(names)


def _story_date(body_head: Element | None) -> str:
    date = child(body_head, "dateline", "story.date")
    return "" if date is None else date.get("norm", "") or text_of(date)


def _section(head: Element | None, published: Element | None) -> tuple[str, str]:
    if published is not None and published.get("position.section"):
        return published.get("position.section", ""), "NITF pubdata position.section"
    if head is None:
        return "", ""
    for wanted in _SECTION_NAMES:
        for meta in children(head, "meta"):
            if meta.get("name") == wanted and meta.get("content"):
                return meta.get("content", ""), f"NITF meta {wanted}"
    subject = child(head, "tobject")
    return ("", "") if subject is None else (subject.get("tobject.type", ""), "NITF tobject.type")


def _words(published: Element | None) -> str:
    if published is None or published.get("unit-of-measure", "word") != "word":
        return ""
    length = published.get("item-length", "")
    return length if length.isdecimal() and int(length[:9]) else ""


def _language(root: Element) -> str:
    return root.get("baselang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
