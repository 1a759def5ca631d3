"""Answers of news search services."""

from __future__ import annotations

import json
from typing import Any

from workbench.corpus.readers.cell_values import CUT_TEXT_NOTE
from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.news_api import NewsApi
from workbench.domain.article import Refusal


def article(**changed: Any) -> dict[str, Any]:
    return {
        "source": {"id": None, "name": "The Paper"},
        "author": "Ann Lee",
        "title": "Harbour opens",
        "description": "A description.",
        "url": "https://paper.example/1",
        "urlToImage": None,
        "publishedAt": "2024-03-05T10:00:00Z",
        "content": "The harbour\r\nopened… [+1234 chars]",
        **changed,
    }


def read(*articles: Any, total: int | None = None) -> list[Item]:
    answer = {"status": "ok", "totalResults": len(articles) if total is None else total, "articles": list(articles)}
    data = json.dumps(answer).encode()
    assert NewsApi().recognises(data, "a.json")
    return list(NewsApi().read(data, "a.json", mapping={}))


def test_cut_texts_are_taken_and_said_to_be_cut() -> None:
    record, remark = read(article())
    assert isinstance(record, RawRecord)
    assert record.text == "The harbour\nopened… [+1234 chars]"
    assert [record.text[start:end] for start, end, _, _ in record.boilerplate] == ["… [+1234 chars]"]
    assert record.notes == (CUT_TEXT_NOTE,)
    assert record.fields == {
        "title": "Harbour opens",
        "outlet": "The Paper",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00Z",
        "url": "https://paper.example/1",
    }
    assert isinstance(remark, Remark)
    assert remark.message.startswith("1 of 1 texts are cut short")


def test_without_a_text_there_is_the_description_or_what_is_known() -> None:
    described, known, remark = read(article(content=None), article(content="", description=None))
    assert isinstance(described, RawRecord)
    assert described.text == "A description."
    assert "not the article" in described.notes[0]
    assert isinstance(known, MetadataRecord)
    assert known.record == "article 2 of 2"
    assert isinstance(remark, Remark)


def test_articles_on_further_pages_and_removed_ones_are_told() -> None:
    first, removed, nonsense, last = read(article(title="[Removed]", content="[Removed]"), 3, total=40)
    assert isinstance(first, Remark)
    assert "found 40 articles, and this answer holds 2" in first.message
    assert isinstance(removed, Refusal)
    assert isinstance(nonsense, Refusal)
    assert isinstance(last, Remark)


def test_lists_with_whole_texts_are_left_to_other_readers() -> None:
    assert not NewsApi().recognises(json.dumps({"articles": [article(text="All of it.")]}).encode(), "a.json")
    assert not NewsApi().recognises(b"", "a.json")


def test_damaged_files_are_refused_in_words() -> None:
    for data in (
        b'{"status": "ok", "articles": [',
        b'{"articles": 3}',
        b"3",
        b'{"articles": [{"source":1,"publishedAt":2,}]}',
    ):
        (refusal,) = NewsApi().read(data, "a.json", mapping={})
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")
