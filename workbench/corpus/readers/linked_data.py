"""What a web page says about itself in JSON-LD (schema.org): its article, and the text of it.

Names and dates are given as they are written; choosing between them and other sources does not belong here (see
:mod:`workbench.corpus.readers.page_metadata`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml.html import HtmlElement

from workbench.corpus.readers.character_references import unescaped

_ARTICLE_TYPES: Final = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "Review",
    "VideoObject",
    "WebPage",
)
"""Types in the order in which they are preferred."""
_LARGEST_SCRIPT: Final = 5_000_000
_MOST_OBJECTS: Final = 20_000
_COMMENT_AROUND: Final = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_COMMA_BEFORE_END: Final = re.compile(r",(\s*[}\]])")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article that a page describes; empty strings where it says nothing."""

    kind: str = ""
    """Its schema.org type."""
    headline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    credited: tuple[str, ...] = ()
    """Whom it names as the source or holder of the rights."""
    published: str = ""
    url: str = ""
    language: str = ""
    section: str = ""
    words: str = ""
    body: str = ""
    live_posts: tuple[str, ...] = ()
    other_headlines: tuple[str, ...] = field(default=())


def linked_article(root: HtmlElement, *, url: str = "") -> LinkedArticle | None:
    """The article in the JSON-LD of a page, or ``None``.

    Where several are described (teasers), the one whose address is the page's own counts, then the more specific type,
    then the first.

    Args:
        root: the page.
        url: the page's own address as far as it is known.
    """
    objects = [found for script in _scripts(root) for found in _objects(script)]
    by_id = {str(o["@id"]): o for o in objects if "@id" in o and len(o) > 1}
    candidates = [(o, kind) for o in objects if (kind := _article_type(o))]
    if not candidates:
        return None
    own = _address(url)

    def rank(item: tuple[int, tuple[Mapping[str, Any], str]]) -> tuple[bool, int, int]:
        number, (o, kind) = item
        here = own != "" and own in {_address(value) for value in _urls(o)}
        return (not here, _ARTICLE_TYPES.index(kind), number)

    chosen, kind = min(enumerate(candidates), key=rank)[1]
    return LinkedArticle(
        kind=kind,
        headline=_text(chosen.get("headline")) or (_text(chosen.get("name")) if kind != "WebPage" else ""),
        authors=tuple(dict.fromkeys(_names(chosen.get("author") or chosen.get("creator"), by_id))),
        publisher=next(_names(chosen.get("publisher"), by_id), ""),
        credited=tuple(
            dict.fromkeys(
                name
                for key in ("sourceOrganization", "copyrightHolder", "provider", "creditText")
                for name in _names(chosen.get(key), by_id)
            )
        ),
        published=_text(chosen.get("datePublished")) or _text(chosen.get("dateCreated")),
        url=next(_urls(chosen), ""),
        language=_language(chosen.get("inLanguage")),
        section=_text(chosen.get("articleSection")),
        words=_text(chosen.get("wordCount")),
        body=_body(chosen),
        live_posts=tuple(post for o in objects for post in _live_posts(o)),
        other_headlines=tuple(filter(None, (_text(chosen.get("alternativeHeadline")), _text(chosen.get("name"))))),
    )


def _scripts(root: HtmlElement) -> Iterator[Any]:
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        text = script.text or ""
        if not text.strip() or len(text) > _LARGEST_SCRIPT:
            continue
        text = _COMMENT_AROUND.sub("", text)
        for attempt in (text, _COMMA_BEFORE_END.sub(r"\1", text).rstrip().rstrip(";")):
            try:
                yield json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
            break


def _objects(data: Any) -> Iterator[Mapping[str, Any]]:
    """All objects in a piece of JSON-LD, in order; the entries of live pages are left to their page."""
    waiting = [data]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        here = waiting.pop()
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            yield here
            waiting.extend(
                value
                for key, value in reversed(here.items())
                if isinstance(value, dict | list) and key not in ("liveBlogUpdate", "comment", "hasPart", "isPartOf")
            )


def _article_type(o: Mapping[str, Any]) -> str:
    kinds = o.get("@type")
    names = {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}
    return next((kind for kind in _ARTICLE_TYPES if kind in names), "")


def _text(value: Any) -> str:
    """A value as one line of text; the first of several, the name of an object."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("text") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(unescaped(str(value)[:5000]).split())


def _names(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The names of persons or organisations, given as text, objects or references to objects."""
    for item in value if isinstance(value, list) else [value]:
        person = item
        if isinstance(item, dict) and not item.get("name") and str(item.get("@id", "")) in by_id:
            person = by_id[str(item["@id"])]
        if isinstance(person, dict) and isinstance(person.get("name"), list):
            yield from filter(None, map(_text, person["name"]))
        elif name := _text(person):
            yield name


def _urls(o: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = o.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            yield value.split("#", 1)[0].strip()


def _address(url: str) -> str:
    """An address for comparing: without the way of fetching it, the query and the slash at the end."""
    return re.sub(r"^https?://(?:www\.)?", "", url.split("#", 1)[0].split("?", 1)[0]).rstrip("/").casefold()


def _language(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return _text(value)


def _body(o: Mapping[str, Any]) -> str:
    value = o.get("articleBody") or o.get("text")
    return unescaped(_TAG.sub(" ", value[:2_000_000])) if isinstance(value, str) else ""


def _live_posts(o: Mapping[str, Any]) -> Iterable[str]:
    posts = o.get("liveBlogUpdate")
    for post in posts if isinstance(posts, list) else [posts]:
        if isinstance(post, dict) and (text := "\n".join(filter(None, (_text(post.get("headline")), _body(post))))):
            yield text
