"""ninjs in its versions, alone, in arrays and in lines."""

from __future__ import annotations

import json
from typing import Any

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.ninjs import Ninjs
from workbench.domain.article import Refusal

ITEM: dict[str, Any] = {
    "uri": "urn:x:1",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2024-03-05T10:00:00+0000",
    "headline": "Harbour opens",
    "byline": "By Ann Lee",
    "source": "HNA",
    "language": "en",
    "service": [{"name": "Ports", "code": "p"}],
    "description_text": "an abstract",
    "body_html": "<p>One.</p><p>Two &amp; three.</p>",
}


def read(value: Any, *, recognised: bool = True) -> list[Item]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    assert Ninjs().recognises(data, "a.json") == recognised
    return list(Ninjs().read(data, "a.json", mapping={}))


def test_an_item_gives_text_fields_and_sources() -> None:
    (record,) = read(ITEM)
    assert isinstance(record, RawRecord)
    assert record.text == "One.\n\nTwo & three."
    assert record.fields == {
        "title": "Harbour opens",
        "outlet": "HNA",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00+0000",
        "language": "en",
        "wire_agency": "HNA",
        "section": "Ports",
    }
    assert record.sources["date"] == "ninjs versioncreated"


def test_version_2_has_lists_of_headlines_and_bodies() -> None:
    (record,) = read(
        {
            "uri": "https://hna.example/1",
            "pubStatus": "usable",
            "versionCreated": "2024-03-05T10:00:00Z",
            "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Harbour opens"}],
            "bodies": [
                {"role": "short", "contentType": "text/plain", "value": "Short."},
                {"role": "main", "contentType": "text/html", "value": "<p>One.</p>"},
            ],
            "by": "Ann Lee",
            "infosources": [{"name": "HNA"}],
        }
    )
    assert isinstance(record, RawRecord)
    assert record.text == "One."
    assert record.fields == {
        "title": "Harbour opens",
        "outlet": "HNA",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00Z",
        "url": "https://hna.example/1",
        "wire_agency": "HNA",
    }


def test_texts_inside_an_item_are_articles_and_pictures_are_counted() -> None:
    composite = {
        "type": "composite",
        "versioncreated": "2024-03-05T10:00:00Z",
        "associations": {"a": ITEM, "b": {"type": "picture", "headline": "P"}, "c": "nonsense"},
    }
    record, remark = read(composite)
    assert isinstance(record, RawRecord)
    assert (record.record, record.fields["title"]) == ("association 1", "Harbour opens")
    assert isinstance(remark, Remark)
    assert remark.message.startswith("1 associated item without text")


def test_arrays_and_lines_hold_several_items() -> None:
    array = read([ITEM, 3, {**ITEM, "body_html": ""}])
    assert [(type(found), getattr(found, "record", "")) for found in array] == [
        (RawRecord, "item 1"),
        (Refusal, "item 2"),
        (Refusal, "item 3"),
    ]
    lines = read(b"\n".join([json.dumps(ITEM).encode(), b"", json.dumps({**ITEM, "body_html": "x"}).encode()]))
    assert [found.record for found in lines if isinstance(found, RawRecord)] == ["line 1", "line 3"]


def test_damaged_and_hostile_files_are_refused_in_words() -> None:
    for data in (json.dumps(ITEM).encode()[:-5], b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}", b"", b"[]x"):
        (refusal,) = Ninjs().read(data, "a.json", mapping={})
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


def test_inner_items_that_never_end_do_not_hang() -> None:
    value: dict[str, Any] = dict(ITEM)
    for _ in range(50):
        value = {**ITEM, "associations": {"a": value}}
    records = [found for found in read(value) if isinstance(found, RawRecord)]
    assert len(records) == 5


def test_other_json_is_not_recognised() -> None:
    for data in (b'{"text": "x"}', b"[]", b"", b"text", b'{"body_html": "x"}'):
        assert not Ninjs().recognises(data, "a.json")
