"""ninjs, the JSON format of news agencies, in its versions 1 to 3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.corpus.readers.agency_fields import extended_date, given, joined_names, without_by
from workbench.corpus.readers.columns import words_in_digits
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, has_keys, json_head, json_values
from workbench.corpus.readers.markup_text import html_or_plain_text, html_text, plain_paragraphs
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal

_BODIES: Final = ("body_html", "body_xhtml", "body_text")
_DEEPEST: Final = 5
_MOST_ASSOCIATED: Final = 10_000


class Ninjs:
    """Reads ninjs: one item, an array of items or one item in each line."""

    name = "ninjs (news agency)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By its keys."""
        head = json_head(data)
        if not head or not any(has_keys(head, key) for key in (*_BODIES, "bodies", "renditions", "associations")):
            return False
        return any(has_keys(head, key) for key in ("versioncreated", "versionCreated", "pubstatus", "pubStatus"))

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each text item, also for those inside a composite item."""
        try:
            decoded = decoded_json(data)
            values = list(json_values(decoded.text))
        except JsonError as error:
            yield Refusal(path, "", str(error))
            return
        left_out = 0
        for where, value in values:
            if not isinstance(value, dict):
                yield Refusal(path, where, "This is no ninjs item. Look at the file.")
                continue
            found = 0
            for number, item in enumerate(_with_associated(value)):
                text = _text(item)
                if not text:
                    left_out += bool(number)
                    continue
                found += 1
                fields, sources = _fields(item, value)
                yield RawRecord(
                    text=text,
                    record=", ".join(filter(None, (where, f"association {number}" if number else ""))),
                    fields=fields,
                    sources=sources,
                    encoding=decoded.encoding_in_words,
                    encoding_certain=decoded.certain,
                    notes=encoding_notes(decoded),
                )
            if not found:
                kind = as_text(value.get("type")) or "item"
                yield Refusal(path, where, f"The {kind} has no text. Ask the agency for the item with its body.")
        if left_out:
            yield Remark(
                f"{left_out:,} associated {'item' if left_out == 1 else 'items'} without text (pictures and the like)"
                f" {'was' if left_out == 1 else 'were'} left out."
            )


def _with_associated(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The item and those inside it, not deeper than some levels and not more than some thousand."""
    waiting = [(item, 1)]
    count = 0
    while waiting and count < _MOST_ASSOCIATED:
        present, depth = waiting.pop(0)
        count += 1
        yield present
        inner = present.get("associations")
        if depth < _DEEPEST and isinstance(inner, dict | list):
            members = list(inner.values()) if isinstance(inner, dict) else inner
            waiting += [(member, depth + 1) for member in members if isinstance(member, dict)]


def _text(item: dict[str, Any]) -> str:
    """The body: as HTML, which has paragraphs, before plain text; never a description."""
    bodies = item.get("bodies")
    if isinstance(bodies, list):
        whole = [body for body in bodies if isinstance(body, dict) and as_text(body.get("value")).strip()]
        whole.sort(key=lambda body: (as_text(body.get("role")) not in {"", "main"}, "html" not in _kind(body)))
        if whole:
            value = as_text(whole[0].get("value"))
            return html_text(value) if "html" in _kind(whole[0]) else html_or_plain_text(value)
    for key in _BODIES:
        value = as_text(item.get(key))
        if value.strip():
            return plain_paragraphs(value) if key == "body_text" else html_text(value)
    return ""


def _kind(body: dict[str, Any]) -> str:
    return (as_text(body.get("contentType")) or as_text(body.get("contenttype"))).casefold()


def _fields(item: dict[str, Any], outer: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    def first(*keys: str) -> tuple[str, str]:
        for source in (item, outer):
            for key in keys:
                value = as_text(source.get(key))
                if value.strip():
                    return " ".join(value.split()), f"ninjs {key}"
        return "", ""

    title, title_source = " ".join(as_text(item.get("headline")).split()), "ninjs headline"
    if not title:
        title, title_source = _role_value(item.get("headlines")), "ninjs headlines"
    if not title:
        title, title_source = " ".join(as_text(item.get("title")).split()), "ninjs title"
    agency, agency_source = first("source", "copyrightholder", "copyrightHolder")
    named = _names(item.get("infosources") or item.get("infoSources"))
    if named and agency_source != "ninjs source":
        agency, agency_source = named, "ninjs infosources"
    author, author_source = " ".join(as_text(item.get("byline")).split()), "ninjs byline"
    if not author:
        author, author_source = " ".join(as_text(item.get("by")).split()), "ninjs by"
    if not author:
        author, author_source = _names(item.get("authors")), "ninjs authors"
    words, words_source = as_text(item.get("wordcount")), "ninjs wordcount"
    if not words:
        words, words_source = as_text(item.get("wordCount")), "ninjs wordCount"
    date, date_source = first("versioncreated", "versionCreated", "contentcreated", "contentCreated", "firstcreated")
    return given(
        {
            "title": (title, title_source),
            "outlet": (agency, agency_source),
            "author": (without_by(author), author_source),
            "date": (extended_date(date), date_source),
            "url": _address(item),
            "language": first("language"),
            "wire_agency": (agency, agency_source),
            "section": (_names(item.get("service")), "ninjs service"),
            "words": (words_in_digits(words), words_source),
        }
    )


def _address(item: dict[str, Any]) -> tuple[str, str]:
    for key in ("canonical_url", "weburl", "uri", "url"):
        value = as_text(item.get(key)).strip()
        if value.startswith(("http://", "https://")):
            return value, f"ninjs {key}"
    return "", ""


def _role_value(values: Any) -> str:
    """The main one of several headlines."""
    if not isinstance(values, list):
        return ""
    whole = [value for value in values if isinstance(value, dict) and as_text(value.get("value")).strip()]
    whole.sort(key=lambda value: as_text(value.get("role")) not in {"", "main", "headline"})
    return html_or_plain_text(as_text(whole[0].get("value"))) if whole else ""


def _names(values: Any) -> str:
    if not isinstance(values, list):
        return ""
    return joined_names(as_text(value.get("name")) for value in values if isinstance(value, dict))
