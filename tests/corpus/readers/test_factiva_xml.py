from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.factiva_xml import FactivaXml
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "exports"


def article(number: int, *, extra: str = "", body: str = "The ferry <hlt>returned</hlt> on Tuesday.") -> str:
    return f"""<ppsarticle><article>
      <accessionNo>HARBP00020170309ed390000{number}</accessionNo><baseLanguage>EN</baseLanguage>
      <byline>Ann Other</byline><sectionName>News</sectionName>
      <headline><paragraph lang="EN"><hlt>Ferry</hlt> returns, part {number}</paragraph></headline>
      <leadParagraph><paragraph>Lead &amp; more.</paragraph></leadParagraph>
      <pages><page>4</page><page>5</page></pages>
      <publicationDate><dateTime>2017-03-09T01:35:58Z</dateTime></publicationDate>
      <sourceName>The Harbour Post</sourceName>
      <tailParagraphs><paragraph display="Proportional">{body}</paragraph>
        <paragraph display="Fixed">Adults    4\nChildren  2</paragraph></tailParagraphs>
      <wordCount>15</wordCount>{extra}</article></ppsarticle>"""


def document(*articles: str, count: int | None = None, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    inside = "".join(articles)
    return (
        f'{head}<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">'
        f'<ppsarticleResultSet count="{len(articles) if count is None else count}">{inside}</ppsarticleResultSet>'
        "</ppsArticleResponse></PPSResponse>"
    ).encode()


def read(data: bytes) -> list[Item]:
    assert FactivaXml().recognises(data, "a.xml")
    return list(FactivaXml().read(data, "a.xml", mapping={}))


def test_every_article_gives_text_and_metadata() -> None:
    items = read(document(article(1), article(2)))
    assert [item.record for item in items if isinstance(item, RawRecord)] == ["document 1 of 2", "document 2 of 2"]
    first = items[0]
    assert isinstance(first, RawRecord)
    assert first.text == "Lead & more.\n\nThe ferry returned on Tuesday.\n\nAdults 4\nChildren 2"
    assert first.document_id == "HARBP00020170309ed3900001"
    assert dict(first.fields) == {
        "title": "Ferry returns, part 1",
        "outlet": "The Harbour Post",
        "author": "Ann Other",
        "date": "2017-03-09T01:35:58Z",
        "language": "en",
        "section": "News",
        "words": "15",
        "time": "01:35:58Z",
        "pages": "4, 5",
    }
    assert first.sources["outlet"] == "element sourceName"
    assert first.review == ""


def test_captions_are_marked_and_notes_are_told() -> None:
    extra = "<artWork><paragraph>The ferry at dawn.</paragraph></artWork><notes>Corrected twice.</notes>"
    (record,) = read(document(article(1, extra=extra)))
    assert isinstance(record, RawRecord)
    ((start, end, kind, _),) = record.boilerplate
    assert (record.text[start:end], kind) == ("The ferry at dawn.", "media_caption")
    assert record.notes == ("The source's notes: Corrected twice.",)


def test_the_announced_number_is_compared() -> None:
    items = read(document(article(1), count=3))
    assert isinstance(items[-1], Remark)
    assert "announces 3 articles, but 1 were found" in items[-1].message


def test_a_file_that_breaks_off_gives_the_whole_articles() -> None:
    data = document(article(1), article(2))
    items = read(data[: data.rindex(b"<sourceName>")])
    assert [type(item).__name__ for item in items] == ["RawRecord", "Remark", "Remark"]
    assert isinstance(items[1], Remark)
    assert "1 articles that are whole were read" in items[1].message


def test_broken_xml_without_a_whole_article_is_refused() -> None:
    (refusal,) = read(document(article(1))[:700])
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")


def test_entities_are_refused_and_not_expanded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/hostname">]>'
    (refusal,) = read(document(article(1, body="&x;&y;"), head=bomb))
    assert isinstance(refusal, Refusal)
    assert "entities" in refusal.reason


def test_an_article_without_text_is_refused() -> None:
    empty = (
        "<ppsarticle><article><accessionNo>X</accessionNo>"
        "<headline><paragraph>Only a headline</paragraph></headline></article></ppsarticle>"
    )
    items = read(document(article(1), empty))
    assert isinstance(items[1], Refusal)
    assert "Only a headline" in items[1].reason


def test_an_encoding_that_is_declared_is_used() -> None:
    text = document(article(1, body="Fähre"), head='<?xml version="1.0" encoding="iso-8859-1"?>').decode()
    (record,) = read(text.encode("latin-1"))
    assert isinstance(record, RawRecord)
    assert "Fähre" in record.text


@pytest.mark.parametrize(
    "data", [b"", b"<rss><item/></rss>", b"<article><p>x</p></article>", b"plain", b"\xff\xfe\x00"]
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not FactivaXml().recognises(data, "a.xml")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(min_value=0, max_value=1500))
def test_damaged_files_never_fail(noise: bytes, place: int) -> None:
    data = document(article(1), article(2))
    assert list(FactivaXml().read(data[:place] + noise + data[place:], "a.xml", mapping={}))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not here")
def test_the_real_file_gives_three_articles() -> None:
    items = read((SAMPLES / "factiva_test.xml").read_bytes())
    found = [item for item in items if isinstance(item, RawRecord)]
    assert len(found) == len(items) == 3
    assert [record.fields["title"] for record in found] == [
        "TEST - first test article",
        "TEST - second article de test",
        "TEST - third test article",
    ]
    assert [record.fields["date"][:10] for record in found] == ["2012-01-09", "2012-01-06", "2012-05-06"]
    assert [record.fields["words"] for record in found] == ["942", "780", "531"]
    assert all(record.fields["outlet"] == "My Newspaper" and record.text.count("\n\n") == 1 for record in found)
