"""RSS, Atom and JSON feeds as files."""

from __future__ import annotations

import json

import pytest

from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.feeds import Feed, JsonFeed
from workbench.domain.article import Refusal

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Paper</title><atom:link href="https://paper.example/feed" rel="self"/><link>https://paper.example</link>
<language>en-gb</language>
<item><title>Harbour &amp;amp; town</title><link>https://paper.example/1</link><dc:creator>Ann Lee</dc:creator>
 <pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><category>Ports</category><category>Town</category>
 <description>A teaser.</description><content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]></content:encoded></item>
<item><title>Teaser</title><guid>https://paper.example/2</guid><author>bo@paper.example (Bo Ray)</author>
 <dc:date>2024-03-06</dc:date><description>&lt;p&gt;Short &amp;amp; sweet.&lt;/p&gt;</description></item>
<item><title>Picture</title><media:group><media:description>A boat.</media:description></media:group></item>
<item><title>Nothing</title><source url="https://other.example/feed">The Other Paper</source></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &lt;b&gt;Paper&lt;/b&gt;</title>
<author><name>The desk</name></author>
<entry><title>One</title><link rel="edit" href="https://paper.example/edit"/><link href="https://paper.example/1"/>
 <published>2024-03-05T10:00:00Z</published><updated>2024-03-06T10:00:00Z</updated><author><name>Ann Lee</name></author>
 <summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A.</p><p>B.</p></div></content>
</entry>
<entry><title>Two</title><updated>2024-03-06T10:00:00Z</updated><content type="text">5 &lt; 6</content></entry>
<entry><title>Three</title><content type="image/png">AAAA</content><summary type="html">&lt;i&gt;Short&lt;/i&gt;</summary></entry>
<entry><title>Four</title><content src="https://paper.example/4"/></entry>
</feed>"""


def read(text: str | bytes) -> list[Item]:
    data = text if isinstance(text, bytes) else text.encode()
    assert Feed().recognises(data, "a.dat")
    return list(Feed().read(data, "a.dat", mapping={}))


def records(items: list[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


def test_the_whole_text_counts_before_a_teaser() -> None:
    whole = records(read(RSS))[0]
    assert whole.text == "One & two.\n\nThree."
    assert whole.record == "entry 1 of 4"
    assert whole.notes == ()
    assert whole.fields == {
        "title": "Harbour & town",
        "outlet": "The Paper",
        "author": "Ann Lee",
        "date": "Tue, 05 Mar 2024 10:00:00 GMT",
        "url": "https://paper.example/1",
        "language": "en-gb",
        "section": "Ports; Town",
    }
    assert whole.sources["author"] == "feed dc:creator"


def test_a_teaser_or_the_description_of_a_picture_is_said_to_be_one() -> None:
    _, teaser, picture = records(read(RSS))
    assert teaser.text == "Short & sweet."
    assert teaser.notes == ("The feed gives a summary of the article, not its whole text.",)
    assert (teaser.fields["author"], teaser.fields["date"], teaser.fields["url"]) == (
        "Bo Ray",
        "2024-03-06",
        "https://paper.example/2",
    )
    assert picture.text == "A boat."
    assert "picture" in picture.notes[0]


def test_an_entry_without_text_is_metadata_and_the_remarks_count_them() -> None:
    items = read(RSS)
    (known,) = [item for item in items if isinstance(item, MetadataRecord)]
    assert known.record == "entry 4 of 4"
    assert known.fields["outlet"] == "The Other Paper"
    assert [item.message.split(".")[0] for item in items if isinstance(item, Remark)] == [
        "2 of 4 entries hold a summary only",
        "1 of 4 entries hold no text; what is known about them was taken",
    ]


def test_atom_entries() -> None:
    items = read(ATOM)
    one, two, three = records(items)
    assert one.text == "A.\n\nB."
    assert one.fields == {
        "title": "One",
        "outlet": "The Paper",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00Z",
        "url": "https://paper.example/1",
        "language": "en",
    }
    assert (two.text, two.fields["author"], two.fields["date"]) == ("5 < 6", "The desk", "2024-03-06T10:00:00Z")
    assert (three.text, len(three.notes)) == ("Short", 1)
    assert [item.record for item in items if isinstance(item, MetadataRecord)] == ["entry 4 of 4"]


def test_the_rdf_form_keeps_its_items_beside_the_channel() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Paper</title><dc:language>de</dc:language></channel>
      <item><title>One</title><link>https://paper.example/1</link><description>Text.</description></item></rdf:RDF>"""
    (record,) = records(read(rdf))
    assert record.fields == {
        "title": "One",
        "outlet": "The Paper",
        "url": "https://paper.example/1",
        "language": "de",
    }


def test_old_feeds_with_a_document_type_and_lone_ampersands_are_read() -> None:
    old = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss.dtd">'
        "<rss version='0.91'><channel><title>Caf\xe9 &amp; Co</title><item><title>A & B</title>"
        "<description>C&eacute; & D&nbsp;E</description></item></channel></rss>"
    )
    (record,) = records(read(old.encode("iso-8859-1")))
    assert (record.text, record.fields["title"], record.fields["outlet"]) == ("Cé & D\u00a0E", "A & B", "Café & Co")


def page_of(paragraphs: int) -> str:
    words = "The ferry to the island stopped on Monday, and nobody in the village knew when it would sail again. "
    body = "".join(f"<p>{number}. {words * 3}</p>" for number in range(paragraphs))
    return (
        "<!DOCTYPE html><html><head><title>T</title><meta property='og:title' content='T'></head><body>"
        "<nav><ul><li><a href='/a'>Home page of the paper</a></li><li><a href='/b'>Sport and weather</a></li></ul></nav>"
        f"<article><h1>T</h1>{body}</article><footer>All rights belong to the paper.</footer></body></html>"
    )


def test_an_entry_that_is_a_whole_page_gives_the_article_on_it() -> None:
    content = page_of(5).replace("&", "&amp;").replace("<", "&lt;")
    feed = f"<rss><channel><item><title>T</title><description>{content}</description></item></channel></rss>"
    (record,) = records(read(feed.encode()))
    assert record.text.startswith("0. The ferry")
    assert "Sport and weather" not in record.text
    assert record.review == ""


@pytest.mark.parametrize(
    ("text", "teaser"),
    [
        ("A few words.", True),
        ("Many words here. " * 60, False),
        ("Many words here. " * 60 + "Read more", True),
        ("Many words here. " * 60 + "[…]", True),
        ("Many words here. " * 60 + "They will continue to fight.", False),
    ],
)
def test_a_description_that_is_only_a_teaser_is_to_be_looked_at(text: str, teaser: bool) -> None:
    feed = f"<rss><channel><item><title>T</title><description>{text}</description></item></channel></rss>"
    (record,) = records(read(feed.encode()))
    assert ("only a teaser" in record.review) is teaser


def test_scripts_and_pictures_in_a_feed_are_not_text_and_not_fetched() -> None:
    feed = (
        '<rss version="2.0"><channel><item><title>&lt;script&gt;alert(1)&lt;/script&gt;x</title>'
        '<description>&lt;img src="http://127.0.0.1:9/p.png" onerror="alert(1)"&gt;Text</description></item></channel></rss>'
    )
    (record,) = records(read(feed))
    assert (record.text, record.fields["title"]) == ("Text", "x")


def test_empty_damaged_and_hostile_feeds_are_refused_in_words() -> None:
    for text in (
        "<rss/>",
        "<rss version='2.0'><channel/></rss>",
        RSS[:900],
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{'<a>' * 999}",
    ):
        (refusal,) = read(text)
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")
    hostile = (
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
    )
    (refusal,) = Feed().read(hostile.encode(), "a.rss", mapping={})
    assert isinstance(refusal, Refusal)
    assert "declares entities" in refusal.reason


def test_an_entry_with_nothing_at_all_is_refused() -> None:
    items = read("<rss><channel><item/><item><title>T</title><description>D</description></item></channel></rss>")
    (refusal,) = [item for item in items if isinstance(item, Refusal)]
    assert refusal.reason == "1 of 2 entries are empty. Look at the feed."


def test_other_xml_is_not_recognised() -> None:
    for data in (b"<feed/>", b"<html/>", b"<rdf:RDF xmlns:rdf='x'/>", b"", b"rss"):
        assert not Feed().recognises(data, "a.rss")


def test_json_feeds() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "language": "en",
        "items": [
            {
                "id": "1",
                "url": "https://paper.example/1",
                "title": "One",
                "content_html": "<p>A.</p><p>B.</p>",
                "date_published": "2024-03-05",
                "authors": [{"name": "Ann Lee"}],
            },
            {"id": "2", "summary": "Short."},
            {"id": "3", "title": "Nothing"},
        ],
    }
    data = json.dumps(feed).encode()
    assert JsonFeed().recognises(data, "a.json")
    items = list(JsonFeed().read(data, "a.json", mapping={}))
    one, two = records(items)
    assert one.text == "A.\n\nB."
    assert one.fields == {
        "title": "One",
        "outlet": "The Paper",
        "author": "Ann Lee",
        "date": "2024-03-05",
        "url": "https://paper.example/1",
        "language": "en",
    }
    assert (two.text, len(two.notes)) == ("Short.", 1)
    assert sum(isinstance(item, MetadataRecord) for item in items) == 1
    (refusal,) = JsonFeed().read(data[:-9], "a.json", mapping={})
    assert isinstance(refusal, Refusal)
