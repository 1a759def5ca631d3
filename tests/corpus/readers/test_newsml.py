"""NewsML-G2 and NewsML 1: items, messages and packages."""

from __future__ import annotations

from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.newsml import NewsMl1, NewsMlG2
from workbench.domain.article import Refusal

SPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def item(*, headline: str = "Harbour opens", body: str = "", kind: str = "text", about: str = "") -> str:
    return f"""<newsItem guid="urn:x" standard="NewsML-G2" xml:lang="de">
    <itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:HN"><name>Harbour News Agency</name></provider>
      <versionCreated>2024-03-05T10:00:00+01:00</versionCreated><firstCreated>2024-03-04T09:00:00+01:00</firstCreated>
      <service qcode="s:1"><name>Ports</name></service>{about}</itemMeta>
    <contentMeta><creator qcode="a:lee.ann"><name>lee.ann</name></creator><by>Von Ann Lee</by>
      <headline>{headline}</headline><creditline>hna</creditline><language tag="de"/></contentMeta>
    <contentSet>{body}</contentSet></newsItem>"""


XHTML = """<inlineXML contenttype="application/xhtml+xml" wordcount="4"><html xmlns="http://www.w3.org/1999/xhtml">
  <head><title>no</title></head><body><header><ul><li>Port</li></ul><time>05.03.2024</time><h1>Harbour opens</h1></header>
  <section><p><span>Port (hna) - </span>First.</p><p>Second.</p></section></body></html></inlineXML>"""


def read(text: str) -> list[Item]:
    data = text.encode()
    assert NewsMlG2().recognises(data, "a.xml")
    return list(NewsMlG2().read(data, "a.xml", mapping={}))


def message(*items: str) -> str:
    return f"<newsMessage {SPACE}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


def test_an_item_gives_text_fields_and_what_is_furniture() -> None:
    (record,) = read(message(item(body=XHTML)))
    assert isinstance(record, RawRecord)
    assert record.text == "Port\n\n05.03.2024\n\nHarbour opens\n\nPort (hna) - First.\n\nSecond."
    assert record.fields == {
        "title": "Harbour opens",
        "outlet": "Harbour News Agency",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00+01:00",
        "language": "de",
        "wire_agency": "hna",
        "section": "Ports",
        "words": "4",
    }
    assert [(record.text[start:end], kind) for start, end, kind, _ in record.boilerplate] == [
        ("Port", "navigation"),
        ("05.03.2024", "date_line"),
        ("Harbour opens", "repeated_headline"),
    ]
    assert record.notes == ("The date is that of this version; the first one is of 2024-03-04T09:00:00+01:00.",)


def test_several_items_of_a_message_are_several_articles_and_pictures_are_refused() -> None:
    data = "<inlineData contenttype='text/plain'>One &amp;amp; two.\n\nThree.</inlineData>"
    picture = item(kind="picture", body="<remoteContent href='a.jpg'/>")
    first, second, third = read(message(item(body=XHTML), item(headline="B", body=data), picture))
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert isinstance(third, Refusal)
    assert (first.record, second.record, third.record) == ("item 1 of 3", "item 2 of 3", "item 3 of 3")
    assert second.text == "One & two.\n\nThree."
    assert "no text (picture)" in third.reason


def test_nitf_inside_an_item_is_read_as_nitf() -> None:
    nitf = """<inlineXML><nitf xmlns=""><body><body.head><hedline><hl1>Inner</hl1></hedline><byline>By Bo Ray</byline>
      </body.head><body.content><p>One.</p></body.content></body></nitf></inlineXML>"""
    (record,) = read(message(item(body=nitf).replace("<by>Von Ann Lee</by>", "")))
    assert isinstance(record, RawRecord)
    assert (record.text, record.fields["title"], record.fields["author"]) == ("One.", "Harbour opens", "Bo Ray")


def test_names_of_accounts_and_agencies_are_no_authors() -> None:
    (record,) = read(
        message(item(body=XHTML).replace("<by>Von Ann Lee</by>", '<creator literal="Harbour News Agency"/>'))
    )
    assert isinstance(record, RawRecord)
    assert "author" not in record.fields


def test_a_package_gives_metadata_of_its_texts_and_says_that_it_holds_none() -> None:
    package = f"""<packageItem {SPACE} standard="NewsML-G2"><itemMeta><provider qcode="nprov:AcmeNews"/></itemMeta>
      <groupSet><group><itemRef residref="a"><itemClass qcode="ninat:text"/><title>One</title></itemRef>
      <itemRef residref="b"><itemClass qcode="ninat:picture"/><title>Two</title></itemRef></group></groupSet></packageItem>"""
    metadata, remark = read(package)
    assert isinstance(metadata, MetadataRecord)
    assert metadata.fields == {"title": "One", "outlet": "AcmeNews", "wire_agency": "AcmeNews"}
    assert isinstance(remark, Remark)
    assert "holds no text" in remark.message


def test_messages_without_items_or_text_and_damaged_and_hostile_ones_are_refused_in_words() -> None:
    for text in (
        message(),
        message(item()),
        message(item(body="<remoteContent href='x'/>")),
        message(item(body=XHTML))[:-40],
        f'<newsItem {SPACE} standard="NewsML-G2">&undeclared;</newsItem>',
        f"<packageItem {SPACE}/>",
    ):
        (refusal,) = read(text)
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


def test_other_xml_is_not_recognised() -> None:
    assert not NewsMlG2().recognises(b"<newsItem/>", "a.xml")
    assert not NewsMlG2().recognises(b"", "a.xml")
    assert not NewsMl1().recognises(b"<newsItem standard='NewsML-G2'/>", "a.xml")


FIRST = """<?xml version="1.0" encoding="iso-8859-1"?><NewsML><NewsItem>
  <Identification><NewsIdentifier><ProviderId>hn.example</ProviderId><DateId>20240305</DateId></NewsIdentifier></Identification>
  <NewsManagement><FirstCreated>20240305T090000Z</FirstCreated>
    <ThisRevisionCreated>20240305T100000+0100</ThisRevisionCreated></NewsManagement>
  <NewsComponent><NewsLines><HeadLine>Café ouvert</HeadLine><ByLine>Par Ann Lee</ByLine></NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="HN"/></Provider></AdministrativeMetadata>
    <DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata>
    <NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><p>Un é.</p><p>Deux.</p></DataContent></ContentItem>
    </NewsComponent>
    <NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>Une photo.</DataContent></ContentItem></NewsComponent>
    <NewsComponent><ContentItem><MediaType FormalName="Photo"/><DataContent>AAAA</DataContent></ContentItem></NewsComponent>
  </NewsComponent></NewsItem></NewsML>"""


def test_newsml_1_gives_text_and_fields() -> None:
    data = FIRST.encode("iso-8859-1")
    assert NewsMl1().recognises(data, "a.xml")
    (record,) = NewsMl1().read(data, "a.xml", mapping={})
    assert isinstance(record, RawRecord)
    assert record.text == "Un é.\n\nDeux.\n\nUne photo."
    assert [(record.text[start:end], kind) for start, end, kind, _ in record.boilerplate] == [
        ("Une photo.", "media_caption")
    ]
    assert record.fields == {
        "title": "Café ouvert",
        "outlet": "HN",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00+01:00",
        "language": "fr",
        "wire_agency": "HN",
    }


def test_parts_of_a_newsml_1_item_with_headlines_of_their_own_are_articles_of_their_own() -> None:
    part = (
        "<NewsComponent><NewsLines><HeadLine>{0}</HeadLine></NewsLines>"
        "<ContentItem><DataContent>Text {0}.</DataContent></ContentItem></NewsComponent>"
    )
    text = f"<NewsML><NewsItem><NewsComponent>{part.format('A')}{part.format('B')}</NewsComponent></NewsItem><NewsItem/></NewsML>"
    first, second, third = NewsMl1().read(text.encode(), "a.xml", mapping={})
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert isinstance(third, Refusal)
    assert [(found.fields["title"], found.text) for found in (first, second)] == [("A", "Text A."), ("B", "Text B.")]
    assert third.record == "item 3 of 3"
