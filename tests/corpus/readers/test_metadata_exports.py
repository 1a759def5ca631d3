"""Exports that hold no texts: Media Cloud and GDELT."""

from __future__ import annotations

import json

import pytest

from workbench.corpus.readers.contract import Item, MetadataRecord, Remark
from workbench.corpus.readers.gdelt import Gdelt
from workbench.corpus.readers.media_cloud import MediaCloud
from workbench.domain.article import Refusal

STORY = {
    "id": "a1",
    "indexed_date": "2024-03-06",
    "language": "en",
    "media_name": "paper.example",
    "media_url": "paper.example",
    "publish_date": "2024-03-05",
    "title": "Harbour, again",
    "url": "https://paper.example/1",
}
STORY_FIELDS = {
    "title": "Harbour, again",
    "outlet": "paper.example",
    "date": "2024-03-05",
    "url": "https://paper.example/1",
    "language": "en",
}


def metadata(items: list[Item]) -> list[MetadataRecord]:
    return [item for item in items if isinstance(item, MetadataRecord)]


def last_remark(items: list[Item]) -> str:
    assert isinstance(items[-1], Remark)
    return items[-1].message


@pytest.mark.parametrize(
    "text",
    [
        ",".join(STORY) + "\n" + ",".join(f'"{value}"' for value in STORY.values()) + "\n",
        json.dumps([STORY]),
        json.dumps({"stories": [STORY], "count": 1}),
        json.dumps(STORY),
    ],
)
def test_media_cloud_gives_what_it_knows_and_says_that_there_are_no_texts(text: str) -> None:
    data = text.encode()
    assert MediaCloud().recognises(data, "a.csv")
    items = list(MediaCloud().read(data, "a.csv", mapping={}))
    (found,) = metadata(items)
    assert found.fields == STORY_FIELDS
    assert found.sources["date"] == "Media Cloud publish_date"
    assert last_remark(items).startswith("Media Cloud's exports hold no texts. What they say about 1 story was taken")


def test_tables_with_texts_and_other_tables_are_left_alone() -> None:
    for text in (
        ",".join([*STORY, "text"]) + "\n",
        json.dumps([{**STORY, "text": "x"}]),
        "media_name,title\n",
        "",
        "[]",
    ):
        assert not MediaCloud().recognises(text.encode(), "a.csv")


def test_a_damaged_media_cloud_file_is_refused_in_words() -> None:
    (refusal,) = MediaCloud().read(json.dumps([STORY]).encode()[:-4], "a.json", mapping={})
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


def gdelt(text: str) -> list[Item]:
    data = text.encode()
    assert Gdelt().recognises(data, "a.csv")
    return list(Gdelt().read(data, "a.csv", mapping={}))


GKG = "\t".join(
    [
        *("20240305100000-0", "20240305100000", "1", "paper.example", "https://paper.example/1", *[""] * 21),
        "<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>Harbour &amp; town</PAGE_TITLE>",
    ]
)
EVENT = "\t".join(
    [
        "1234567890",
        "20240305",
        "202403",
        "2024",
        "2024.1753",
        *[""] * 54,
        "20240305100000",
        "https://www.paper.example/1",
    ]
)
MENTION = "\t".join(
    ["1234567890", "20240305100000", "20240305100000", "1", "paper.example", "https://paper.example/1", *[""] * 10]
)


def test_knowledge_graph_files() -> None:
    items = gdelt(GKG + "\n" + GKG.replace("/1", "/2").replace("PAGE_TITLE", "X") + "\n")
    assert [found.fields for found in metadata(items)] == [
        {
            "title": "Harbour & town",
            "outlet": "paper.example",
            "date": "2024-03-05T10:00:00",
            "url": "https://paper.example/1",
        },
        {"outlet": "paper.example", "date": "2024-03-05T10:00:00", "url": "https://paper.example/2"},
    ]
    assert "hold no texts: 2 rows name 2 different articles." in last_remark(items)


def test_event_and_mention_files_name_an_article_several_times() -> None:
    for row in (EVENT, MENTION):
        items = gdelt(f"{row}\n{row}\n{row.replace('https://', 'BBC ')}\n")
        (found,) = metadata(items)
        assert found.fields["outlet"] == "paper.example"
        assert found.fields["date"] == "2024-03-05T10:00:00"
        assert "3 rows name 1 article; 1 rows name one of them again; 1 rows hold no web address" in last_remark(items)


def test_the_first_knowledge_graph_names_several_addresses_in_a_row() -> None:
    header = "DATE\tNUMARTS\tCOUNTS\tTHEMES\tSOURCES\tSOURCEURLS"
    items = gdelt(f"{header}\n20240305\t2\t\t\tx\thttps://a.example/1<UDIV>https://b.example/2\n")
    assert [found.fields["url"] for found in metadata(items)] == ["https://a.example/1", "https://b.example/2"]


def test_article_lists_as_json_and_csv() -> None:
    article = {
        "url": "https://paper.example/1",
        "url_mobile": "",
        "title": "Harbour",
        "seendate": "20240305T100000Z",
        "domain": "paper.example",
        "language": "English",
        "sourcecountry": "United Kingdom",
    }
    (found,) = metadata(gdelt(json.dumps({"articles": [article, "nonsense"]})))
    assert found.fields == {
        "title": "Harbour",
        "outlet": "paper.example",
        "date": "2024-03-05T10:00:00Z",
        "url": "https://paper.example/1",
        "language": "English",
    }
    (row,) = metadata(
        gdelt('\ufeffURL,MobileURL,Date,Title\nhttps://paper.example/1,,2024-03-05 10:00:00,"Harbour, again"\n')
    )
    assert row.fields["title"] == "Harbour, again"
    (exported,) = metadata(
        gdelt(
            "GKGRECORDID,DATE,SourceCommonName,DocumentIdentifier\nx,20240305100000,paper.example,https://p.example/1\n"
        )
    )
    assert exported.fields["outlet"] == "paper.example"


def test_damaged_gdelt_files_and_other_tables() -> None:
    (refusal,) = Gdelt().read(b'{"articles": [', "a.json", mapping={})
    assert isinstance(refusal, Refusal)
    for text in ("url,title\n", "", "20240305\tx\n", '{"articles": []}', "1\t2\t3\n"):
        assert not Gdelt().recognises(text.encode(), "a.csv")
