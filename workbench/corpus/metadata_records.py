"""Metadata without texts (Media Cloud, GDELT, reference lists) given to the articles that it is about.

A record is about an article when both have the same address, or else the same title, with no outlet or day that contradicts it.
It fills what an article does not know, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from workbench.corpus.canonical import canonical_field
from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import MetadataRecord
from workbench.domain.article import EDITABLE_FIELDS, Article, Refusal

_FEWEST_TITLE_WORDS: Final = 4
"""A shorter title may be that of many articles."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Described:
    """A record and the file in which it stands."""

    path: str
    metadata: MetadataRecord


def with_metadata(
    articles: Sequence[Article], described: Sequence[Described], refusals: list[Refusal], warnings: list[str]
) -> tuple[Article, ...]:
    """The articles with what records say about them.

    Args:
        articles: what was read, in order.
        described: the records, in order; of two about one article the first counts.
        refusals: gets the records that are about no article.
        warnings: gets a line for each file that has such records.
    """
    if not described:
        return tuple(articles)
    by_address: dict[str, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    for n, article in enumerate(articles):
        if article.url:
            by_address[_address(article.url)].append(n)
        if (title := _title(article.title)) is not None:
            by_title[title].append(n)
    out = list(articles)
    used: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for one in described:
        total[one.path] += 1
        fields = {name: canonical_field(value) for name, value in one.metadata.fields.items()}
        places = by_address.get(_address(fields.get("url", "")), []) if fields.get("url") else []
        if not places and (title := _title(fields.get("title", ""))) is not None:
            places = [n for n in by_title.get(title, []) if not _contradicts(out[n], fields)]
        if not places:
            reason = "This is metadata without a text, and no article that was read has its address or title."
            refusals.append(Refusal(one.path, one.metadata.record, reason))
            continue
        used[one.path] += 1
        for n in places:
            out[n] = _filled(out[n], fields, one)
    for path, count in total.items():
        warnings.append(
            f"{path} holds metadata of {count:,} {'article' if count == 1 else 'articles'} and no texts:"
            f" {used[path]:,} of them fit articles that were read. Add the texts together with this file."
        )
    return tuple(out)


def _filled(article: Article, fields: dict[str, str], one: Described) -> Article:
    where = f"{one.path}, {one.metadata.record}" if one.metadata.record else one.path
    for name in EDITABLE_FIELDS:
        value = fields.get(name, "")
        if name == "date" and value:
            value = parse_date(value).iso
            # the same day, more precisely
            if article.date and len(value) > len(article.date) and value.startswith(article.date):
                article = article.with_field(name, value, where)
                continue
        if value and not getattr(article, name):
            article = article.with_field(name, value, where)
    words = fields.get("words", "")
    if words.isdecimal() and not article.stated_words:
        article = replace(article, stated_words=words, field_sources=(*article.field_sources, ("stated_words", where)))
    return article


def _contradicts(article: Article, fields: dict[str, str]) -> bool:
    outlet = fields.get("outlet", "")
    if article.outlet and outlet and article.outlet.casefold() != outlet.casefold():
        return True
    day = parse_date(fields.get("date", "")).iso[:10]
    known = article.date[: len(day)]
    return bool(known and day) and not day.startswith(known)


def _address(url: str) -> str:
    """An address for comparing: without scheme, ``www.``, trailing slash, query of campaigns and fragment."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return url
    query = "&".join(p for p in parts.query.split("&") if p and not p.lower().startswith(("utm_", "fbclid", "gclid")))
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def _title(title: str) -> str | None:
    """A title for comparing, or ``None`` when it is too short to tell one article."""
    words: Iterable[str] = _WORD.findall(unicodedata.normalize("NFKC", title).casefold())
    together = " ".join(words)
    return together if together.count(" ") + 1 >= _FEWEST_TITLE_WORDS else None
