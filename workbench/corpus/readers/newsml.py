"""NewsML-G2 (items, messages, packages) and NewsML 1, the wrappers in which agencies send their stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.corpus.readers.agency_fields import code_tail, extended_date, given, joined_names, without_by
from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.marked_text import Mark, MarkedText, joined_texts
from workbench.corpus.readers.markup_text import (
    element_text,
    html_or_plain_text,
)
from workbench.corpus.readers.nitf import nitf_fields, nitf_text
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
_ROOTS: Final = ("newsMessage", "newsItem", "packageItem")
_PICTURE_WORDS: Final = ("picture", "photo", "graphic", "video", "audio", "animated", "image")


class NewsMlG2:
    """Reads NewsML-G2: news items, messages with several of them, and packages."""

    name = "NewsML-G2 (news agency)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the root element and its namespace or standard."""
        name, attributes = root_of(data)
        return name in _ROOTS and ("iptc.org/std/nar" in attributes or "NewsML-G2" in attributes)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each text item; what packages name without text as metadata."""
        root = xml_or_refusal(data, path)
        if isinstance(root, Refusal):
            yield root
            return
        decoded = decoded_xml(data)
        items = [root] if local_name(root) != "newsMessage" else list(_items_of(root))
        if not items:
            yield Refusal(path, "", "The message holds no news item. Ask the agency for the items themselves.")
        for number, item in enumerate(items, start=1):
            where = "" if len(items) == 1 else f"item {number} of {len(items)}"
            if local_name(item) == "packageItem":
                yield from _package(item, path, where)
            else:
                yield from _news_item(item, path, where, decoded)


def _items_of(message: Element) -> Iterator[Element]:
    for group in children(message, "itemSet"):
        yield from children(group, "newsItem", "packageItem")


def _news_item(item: Element, path: str, where: str, decoded: Decoded) -> Iterator[Item]:
    fields, sources = _g2_fields(item)
    texts: list[MarkedText] = []
    remote = 0
    inline_fields: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for content in children(item, "contentSet"):
        for part in children(content):
            name = local_name(part)
            if name == "inlineXML":
                words = part.get("wordcount", "")
                if words.isdecimal() and "words" not in fields:
                    fields["words"], sources["words"] = words, "NewsML inlineXML wordcount"
                texts.append(_inline_xml(part))
                nitf = _nitf_in(part)
                if nitf is not None:
                    inline_fields = nitf_fields(nitf)
            elif name == "inlineData":
                texts.append(MarkedText(html_or_plain_text(part.text or "")))
            elif name == "remoteContent":
                remote += 1
    for field, value in inline_fields[0].items():
        if field not in fields:
            fields[field], sources[field] = value, inline_fields[1][field]
    body = joined_texts(texts)
    if body.text:
        yield RawRecord(
            text=body.text,
            record=where,
            fields=fields,
            sources=sources,
            boilerplate=body.boilerplate,
            encoding=decoded.encoding_in_words,
            encoding_certain=decoded.certain,
            notes=(*encoding_notes(decoded), *_g2_notes(item)),
        )
        return
    kind = _item_class(item)
    if any(word in kind for word in _PICTURE_WORDS):
        reason = f"The item is no text ({kind}); it was not read."
    elif remote:
        reason = "The text of the item lies in another file, which is not fetched. Read that file."
    else:
        reason = "The item has no text. Ask the agency for the item with its content."
    yield Refusal(path, where, reason)


def _item_class(item: Element) -> str:
    found = child(item, "itemMeta", "itemClass")
    found = child(item, "itemClass") if found is None else found
    return "" if found is None else code_tail(found.get("qcode", "") or found.get("uri", "").replace("/", ":"))


def _nitf_in(part: Element) -> Element | None:
    return next((inner for inner in children(part) if local_name(inner).lower() == "nitf"), None)


def _inline_xml(part: Element) -> MarkedText:
    nitf = _nitf_in(part)
    return nitf_text(nitf) if nitf is not None else element_text(part, mark_of=_xhtml_mark)


def _xhtml_mark(element: Element) -> Mark | None:
    """What an agency puts around the story in XHTML: a header with keywords, captions."""
    name = local_name(element).lower()
    if name == "header":
        return ("navigation", "XHTML header")
    if name in {"figcaption", "caption"}:
        return ("media_caption", "XHTML caption")
    if name in {"h1", "time"} and any(local_name(above).lower() == "header" for above in element.iterancestors()):
        return ("repeated_headline", "XHTML header") if name == "h1" else ("date_line", "XHTML header")
    return None


def _g2_fields(item: Element) -> tuple[dict[str, str], dict[str, str]]:
    about, content = child(item, "itemMeta"), child(item, "contentMeta")
    title, title_source = _first_text(content, "headline"), "NewsML headline"
    if not title:
        title, title_source = _first_text(about, "title"), "NewsML title"
    provider = _name_of(child(about, "provider"))
    credit = _first_text(content, "creditline")
    info = _name_of(child(content, "infoSource"))
    agency, agency_source = next(
        (
            (value, source)
            for value, source in ((credit, "creditline"), (info, "infoSource"), (provider, "provider"))
            if value
        ),
        ("", ""),
    )
    date, date_source = text_of(child(about, "versionCreated")), "NewsML versionCreated"
    if not date:
        date, date_source = text_of(child(content, "contentCreated")), "NewsML contentCreated"
    language = child(content, "language")
    author, author_source = _g2_author(content, {agency.casefold(), provider.casefold(), info.casefold()})
    section = child(about, "service")
    return given(
        {
            "title": (title, title_source),
            "outlet": _g2_outlet(child(about, "provider"), credit),
            "author": (author, author_source),
            "date": (extended_date(date), date_source),
            "url": (_address(about), "NewsML link"),
            "language": (
                (language.get("tag", "") if language is not None else "") or item.get(_LANG, ""),
                "NewsML language",
            ),
            "wire_agency": (agency, f"NewsML {agency_source}"),
            "section": (text_of(child(section, "name")), "NewsML service"),
        }
    )


def _g2_outlet(provider: Element | None, credit: str) -> tuple[str, str]:
    """The provider's name; the line of credit counts before a code or the address of a site."""
    named = text_of(child(provider, "name"))
    if named or not credit:
        return named or _name_of(provider), "NewsML provider"
    return credit, "NewsML creditline"


def _g2_author(content: Element | None, agencies: set[str]) -> tuple[str, str]:
    """The byline, or the creators that have a person's name; agencies and names of accounts are not authors."""
    if content is None:
        return "", ""
    byline = joined_names(without_by(text_of(by)) for by in children(content, "by"))
    if byline:
        return byline, "NewsML by"
    people = [name for name in map(_name_of, children(content, "creator")) if " " in name.strip()]
    return joined_names(name for name in people if name.casefold() not in agencies), "NewsML creator"


def _address(about: Element | None) -> str:
    """The address of the story itself, not of what it refers to."""
    if about is None:
        return ""
    for link in children(about, "link"):
        if code_tail(link.get("rel", "")).casefold() in {"canonical", "weburl", "webpage", "permalink"}:
            return str(link.get("href", ""))
    return ""


def _g2_notes(item: Element) -> tuple[str, ...]:
    first, last = (text_of(child(item, "itemMeta", name)) for name in ("firstCreated", "versionCreated"))
    if first and last and extended_date(first)[:10] != extended_date(last)[:10]:
        return (f"The date is that of this version; the first one is of {extended_date(first)}.",)
    return ()


def _first_text(parent: Element | None, name: str) -> str:
    if parent is None:
        return ""
    found = list(children(parent, name))
    found.sort(key=lambda element: element.get("rank", "1") != "1")
    return next((text for text in map(text_of, found) if text), "")


def _name_of(party: Element | None) -> str:
    """How a provider or creator is called: by its name, else by what it is written as, else by its code."""
    if party is None:
        return ""
    return text_of(child(party, "name")) or party.get("literal", "") or code_tail(party.get("qcode", "") or "")


def _package(item: Element, path: str, where: str) -> Iterator[Item]:
    """What a package says about the texts that it refers to."""
    provider = _name_of(child(item, "itemMeta", "provider"))
    references = list(descendants(item, "itemRef"))
    pictures = 0
    texts = 0
    for number, reference in enumerate(references, start=1):
        kind = _item_class(reference)
        if any(word in kind for word in _PICTURE_WORDS):
            pictures += 1
            continue
        created = text_of(child(reference, "versionCreated"))
        title = text_of(child(reference, "headline")) or text_of(child(reference, "title"))
        outlet = _name_of(child(reference, "provider")) or provider
        fields, sources = given(
            {
                "title": (title, "NewsML itemRef title"),
                "outlet": (outlet, "NewsML provider"),
                "wire_agency": (outlet, "NewsML provider"),
                "date": (extended_date(created), "NewsML itemRef versionCreated"),
                "language": (reference.get("hreflang", ""), "NewsML itemRef hreflang"),
                "url": (reference.get("href", ""), "NewsML itemRef href"),
            }
        )
        if fields:
            texts += 1
            yield MetadataRecord(f"{where}, reference {number}".lstrip(", "), fields, sources)
    if not references:
        yield Refusal(path, where, "The package refers to no items. Ask the agency for the items themselves.")
        return
    also = (
        f"; {pictures:,} {'is no text and was' if pictures == 1 else 'are no texts and were'} left out"
        if pictures
        else ""
    )
    yield Remark(
        f"This is a package: it names {len(references):,} {'item' if len(references) == 1 else 'items'} and holds no text"
        f" itself{also}. What it says about {texts:,} of them was taken; read the files of the items as well."
    )


@dataclass(frozen=True, slots=True)
class _Story:
    """What of a NewsML 1 item is one article."""

    component: Element
    text: MarkedText


class NewsMl1:
    """Reads NewsML 1."""

    name = "NewsML 1 (news agency)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By the root element."""
        return root_of(data)[0] == "NewsML"

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each news item, or for each of its parts that has a headline of its own."""
        root = xml_or_refusal(data, path)
        if isinstance(root, Refusal):
            yield root
            return
        decoded = decoded_xml(data)
        stories: list[tuple[_About, _Story | None]] = []
        for item in children(root, "NewsItem"):
            about = _about(item)
            found = list(_stories(item))
            stories += [(about, story) for story in found] or [(about, None)]
        if not stories:
            yield Refusal(path, "", "The file holds no news item. Ask the agency for the items themselves.")
        for number, (about, story) in enumerate(stories, start=1):
            where = "" if len(stories) == 1 else f"item {number} of {len(stories)}"
            if story is None:
                yield Refusal(
                    path, where, "The item has no text of its own. Ask the agency for the item with its text."
                )
                continue
            fields, sources = _newsml1_fields(about, story.component)
            yield RawRecord(
                text=story.text.text,
                record=where,
                fields=fields,
                sources=sources,
                boilerplate=story.text.boilerplate,
                encoding=decoded.encoding_in_words,
                encoding_certain=decoded.certain,
                notes=encoding_notes(decoded),
            )


def _stories(item: Element) -> Iterator[_Story]:
    """The texts of an item: together, unless several parts have a headline of their own."""
    by_component: dict[Element, list[MarkedText]] = {}
    for content in descendants(item, "ContentItem"):
        media = child(content, "MediaType")
        kind = media.get("FormalName", "").casefold() if media is not None else ""
        if kind and kind not in {"text", "complexdata"}:
            continue
        owner = next(
            (
                above
                for above in content.iterancestors()
                if local_name(above) == "NewsComponent" and text_of(child(above, "NewsLines", "HeadLine"))
            ),
            item,
        )
        for data in children(content, "DataContent"):
            text = _data_content(data)
            if text.text:
                by_component.setdefault(owner, []).append(_as_caption(text) if _is_caption(content) else text)
    for component, texts in by_component.items():
        yield _Story(component, joined_texts(texts))


def _is_caption(content: Element) -> bool:
    component = content.getparent()
    role = child(component, "Role")
    return role is not None and "caption" in role.get("FormalName", "").casefold()


def _as_caption(text: MarkedText) -> MarkedText:
    return MarkedText(text.text, ((0, len(text.text), "media_caption", "NewsML caption"),))


def _data_content(data: Element) -> MarkedText:
    nitf = _nitf_in(data)
    if nitf is not None:
        return nitf_text(nitf)
    if any(True for _ in children(data)):
        return element_text(data, mark_of=_xhtml_mark)
    return MarkedText(html_or_plain_text(data.text or ""))


@dataclass(frozen=True, slots=True)
class _About:
    """What a NewsML 1 item says about all that is in it; asked for once, as items can have very many parts."""

    provider: str
    date: str
    date_source: str
    language: str
    section: str
    lines: Element | None


def _about(item: Element) -> _About:
    wanted = {"Provider": "", "Source": "", "Creator": ""}
    language = section = ""
    lines: Element | None = None
    for found in descendants(item, "Party", "Language", "Property", "NewsLines"):
        name = local_name(found)
        if name == "Party":
            parent = found.getparent()
            role = local_name(parent) if parent is not None else ""
            if role in wanted:
                wanted[role] = wanted[role] or found.get("FormalName", "")
        elif name == "Language":
            language = language or found.get("FormalName", "")
        elif name == "Property":
            section = section or (found.get("Value", "") if found.get("FormalName") == "Section" else "")
        elif lines is None:
            lines = found
    identity = child(item, "Identification", "NewsIdentifier")
    management = child(item, "NewsManagement")
    date, date_source = text_of(child(management, "ThisRevisionCreated")), "NewsML ThisRevisionCreated"
    if not date:
        date, date_source = text_of(child(management, "FirstCreated")), "NewsML FirstCreated"
    if not date:
        date, date_source = text_of(child(identity, "DateId")), "NewsML DateId"
    return _About(
        provider=next(filter(None, wanted.values()), "") or text_of(child(identity, "ProviderId")),
        date=extended_date(date),
        date_source=date_source,
        language=language,
        section=section,
        lines=lines,
    )


def _newsml1_fields(about: _About, component: Element) -> tuple[dict[str, str], dict[str, str]]:
    own = child(component, "NewsLines")
    lines = own if own is not None else about.lines
    return given(
        {
            "title": (text_of(child(lines, "HeadLine")), "NewsML HeadLine"),
            "outlet": (about.provider, "NewsML Provider"),
            "author": (without_by(text_of(child(lines, "ByLine"))), "NewsML ByLine"),
            "date": (about.date, about.date_source),
            "language": (about.language, "NewsML Language"),
            "wire_agency": (about.provider, "NewsML Provider"),
            "section": (about.section, "NewsML Property Section"),
        }
    )
