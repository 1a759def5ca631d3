"""Answers of news search services in JSON (NewsAPI and those that answer alike), whose texts are cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.corpus.readers.agency_fields import given
from workbench.corpus.readers.cell_values import CUT_TEXT_NOTE
from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.json_values import JsonError, as_text, decoded_json, has_keys, json_head, json_values
from workbench.corpus.readers.markup_text import html_or_plain_text
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal

_CUT: Final = re.compile(r"(?:…|\.\.\.)?\s*\[\+?(\d{1,9}) chars\]\s*\Z")
_COUNTS: Final = ("totalResults", "totalArticles")
_REMOVED: Final = "[Removed]"
_DESCRIPTION_NOTE: Final = "The text is the description that the service gives, not the article."


class NewsApi:
    """Reads answers of NewsAPI and GNews."""

    name = "NewsAPI (JSON)"
    binary = False
    rank = 20

    def recognises(self, data: bytes, path: str) -> bool:
        """By its keys."""
        head = json_head(data)
        return (
            head.startswith("{")
            and has_keys(head, "articles", "publishedAt", "source")
            and any(has_keys(head, key) for key in (*_COUNTS, "status", "urlToImage"))
            and not any(has_keys(head, key) for key in ("text", "body", "fullText"))
        )

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """An article for each one with a text; metadata of those without."""
        try:
            decoded = decoded_json(data)
            answers = list(json_values(decoded.text))
        except JsonError as error:
            yield Refusal(path, "", str(error))
            return
        cut = texts = total = 0
        for where, answer in answers:
            articles = answer.get("articles") if isinstance(answer, dict) else None
            if not isinstance(articles, list):
                yield Refusal(path, where, "There is no list of articles here. Look at the answer of the service.")
                continue
            yield from _count_remark(answer, len(articles))
            for number, article in enumerate(articles, start=1):
                place = ", ".join(filter(None, (where, f"article {number} of {len(articles)}")))
                total += 1
                if not isinstance(article, dict):
                    yield Refusal(path, place, "This is no article. Look at the answer of the service.")
                    continue
                if article.get("title") == _REMOVED and article.get("content") in {_REMOVED, None, ""}:
                    yield Refusal(path, place, "The service has removed this article. Get it from the newspaper.")
                    continue
                fields, sources = _fields(article)
                text = html_or_plain_text(as_text(article.get("content")))
                notes = list(encoding_notes(decoded))
                found = _CUT.search(text)
                if not text:
                    text = html_or_plain_text(as_text(article.get("description")))
                    notes.append(_DESCRIPTION_NOTE)
                elif found:
                    cut += 1
                    notes.append(CUT_TEXT_NOTE)
                if not text:
                    yield MetadataRecord(place, fields, sources)
                    continue
                texts += 1
                mark = ((found.start(), len(text), "navigation", "cut text"),) if found and found.start() else ()
                yield RawRecord(
                    text=text,
                    record=place,
                    fields=fields,
                    sources=sources,
                    boilerplate=mark,
                    encoding=decoded.encoding_in_words,
                    encoding_certain=decoded.certain,
                    notes=tuple(notes),
                )
        if cut:
            yield Remark(
                f"{cut:,} of {texts:,} texts are cut short by the service: they end in “[+… chars]”. Counts of words"
                " hold for the beginnings only; get the whole texts from the addresses."
            )
        if total > texts:
            yield Remark(f"{total - texts:,} of {total:,} articles have no text; what is known about them was taken.")


def _count_remark(answer: dict[str, Any], count: int) -> Iterator[Remark]:
    for key in _COUNTS:
        said = answer.get(key)
        if isinstance(said, int) and not isinstance(said, bool) and said != count:
            yield Remark(
                f"The service found {said:,} articles, and this answer holds {count:,}. The others are on further pages."
            )
            return


def _fields(article: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    source = article.get("source")
    outlet = as_text(source.get("name")) or as_text(source.get("id")) if isinstance(source, dict) else as_text(source)
    author = as_text(article.get("author"))
    return given(
        {
            "title": (as_text(article.get("title")), "field title"),
            "outlet": (outlet, "field source"),
            "author": ("" if author.startswith(("http://", "https://")) else author, "field author"),
            "date": (as_text(article.get("publishedAt")), "field publishedAt"),
            "url": (as_text(article.get("url")), "field url"),
            "language": (as_text(article.get("language")) or as_text(article.get("lang")), "field language"),
        }
    )
