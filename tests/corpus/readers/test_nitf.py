"""NITF: one article in a file."""

from __future__ import annotations

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.nitf import Nitf
from workbench.domain.article import Refusal

ARTICLE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "http://example.org/nitf-3-4.dtd">
<nitf baselang="en-GB">
 <head>
  <title>A slug</title>
  <tobject tobject.type="Domestic"/>
  <docdata><doc-id regsrc="HN"/><date.issue norm="20240305T191044Z"/></docdata>
  <pubdata item-length="7" unit-of-measure="word"/>
 </head>
 <body>
  <body.head>
   <hedline><hl1>Harbour café opens</hl1><hl2>More</hl2></hedline>
   <byline>By ANN LEE<byttl>Harbour News Writer</byttl></byline>
   <distributor>Harbour News</distributor>
  </body.head>
  <body.content>
   <block id="Main"><p>PORT (HN) - The first.</p><hl2>A heading</hl2><p>The <em>second</em>.</p></block>
   <media media-type="image"><media-reference source="a.jpg"/><media-caption>A café. Photo: HN</media-caption></media>
   <table><tr><td>Reds</td><td>3</td></tr></table>
  </body.content>
  <body.end><tagline>Ann Lee writes about ports.</tagline></body.end>
 </body>
</nitf>""".encode("iso-8859-1")


def read(data: bytes) -> list[object]:
    return list(Nitf().read(data, "a.xml", mapping={}))


def test_an_article_is_recognised_by_its_root_whatever_the_name() -> None:
    assert Nitf().recognises(ARTICLE, "a.bin")
    assert not Nitf().recognises(b"<rss/>", "a.nitf")
    assert not Nitf().recognises(b"", "a.nitf")


def test_text_fields_and_sources() -> None:
    (record,) = read(ARTICLE)
    assert isinstance(record, RawRecord)
    assert record.text == (
        "PORT (HN) - The first.\n\nA heading\n\nThe second.\n\nA café. Photo: HN\n\nReds\t3\n\nAnn Lee writes about ports."
    )
    assert record.fields == {
        "title": "Harbour café opens",
        "outlet": "Harbour News",
        "author": "ANN LEE",
        "date": "2024-03-05T19:10:44Z",
        "language": "en-GB",
        "wire_agency": "Harbour News",
        "section": "Domestic",
        "words": "7",
    }
    assert record.sources["author"] == "NITF byline"
    assert record.encoding.endswith("(declared)")
    assert [(record.text[start:end], kind) for start, end, kind, _ in record.boilerplate] == [
        ("A café. Photo: HN", "media_caption"),
        ("Ann Lee writes about ports.", "credit"),
    ]


def test_a_newspaper_archive_gives_its_own_name_and_the_whole_text_once() -> None:
    data = b"""<nitf><head><pubdata name="The Town Paper" date.publication="19990304T000000" ex-ref="https://town.example/1"
      item-length="9" unit-of-measure="word"/></head><body><body.head><hedline><hl1>T</hl1></hedline></body.head>
      <body.content><block class="lead_paragraph"><p>First.</p></block>
      <block class="full_text"><p>First.</p><p>Second.</p></block></body.content></body></nitf>"""
    (record,) = read(data)
    assert isinstance(record, RawRecord)
    assert record.text == "First.\n\nSecond."
    assert record.fields["outlet"] == "The Town Paper"
    assert record.fields["date"] == "1999-03-04T00:00:00"
    assert record.fields["url"] == "https://town.example/1"
    assert "wire_agency" not in record.fields


def test_files_without_text_damaged_and_hostile_ones_are_refused_in_words() -> None:
    for data in (
        b"<nitf><body><body.content/></body></nitf>",
        b"<nitf/>",
        b"<nitf><body>",
        b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf>&x;</nitf>',
        ARTICLE[:-30],
    ):
        (refusal,) = read(data)
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")
