"""XML of no known kind, by the names of its elements."""

from __future__ import annotations

from workbench.corpus.readers.contract import Item, Layout, RawRecord, Remark
from workbench.corpus.readers.xml_records import XmlRecords
from workbench.domain.article import Refusal


def read(text: str, /, **mapping: str) -> list[Item]:
    data = text.encode()
    assert XmlRecords().recognises(data, "a.xml")
    return list(XmlRecords().read(data, "a.xml", mapping=mapping))


def test_one_record_with_escaped_html() -> None:
    items = read(
        "<?xml version='1.0'?><News><headline>Harbour</headline><PublishDate>2024-03-05T10:00:00.397</PublishDate>"
        "<origin>/hna/</origin><section>Ports</section><byLine>Ann Lee</byLine><empty/>"
        "<content>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></News>"
    )
    (record,) = [item for item in items if isinstance(item, RawRecord)]
    assert record.record == ""
    assert record.text == "One.\n\nTwo."
    assert record.fields == {
        "title": "Harbour",
        "outlet": "hna",
        "author": "Ann Lee",
        "date": "2024-03-05T10:00:00.397",
        "wire_agency": "hna",
        "section": "Ports",
    }
    assert record.sources["title"] == "element headline"
    assert all("element" in item.message for item in items if isinstance(item, Remark))


def test_many_records_alike_with_elements_in_the_text() -> None:
    article = "<article><id>{0}</id><title>T{0}</title><body><p>One {0}.</p><p>Two.</p></body></article>"
    items = read(f"<export><meta/><articles>{article.format(1)}{article.format(2)}<article/></articles></export>")
    records = [item for item in items if isinstance(item, RawRecord)]
    assert [(record.document_id, record.record, record.text) for record in records] == [
        ("1", "article 1 of 3", "One 1.\n\nTwo."),
        ("2", "article 2 of 3", "One 2.\n\nTwo."),
    ]
    (refusal,) = [item for item in items if isinstance(item, Refusal)]
    assert refusal.record == "article 3 of 3"


def test_a_person_can_say_which_element_is_the_text() -> None:
    layout, record = read("<r><x>Some text.</x></r>", text="x")
    assert layout == Layout(("x",), {"text": "x"})
    assert isinstance(record, RawRecord)
    assert record.text == "Some text."


def test_unknown_damaged_and_hostile_files_are_refused_in_words() -> None:
    for text in (
        "<r><a>1</a><b/></r>",
        "<r/>",
        "<?xml version='1.0'?><address>An entity here&undeclared_entity; is invalid!</address>",
        "<r>",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r><text>&x;</text></r>',
    ):
        (refusal,) = [item for item in read(text) if not isinstance(item, Layout)]
        assert isinstance(refusal, Refusal)
        assert refusal.reason.endswith(".")


def test_web_pages_and_other_files_are_left_alone() -> None:
    for data in (b"<html><body>x", b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', b"text", b"", b"<p>x</p>"):
        assert not XmlRecords().recognises(data, "a.html")


def test_the_elements_of_records_are_shown_as_columns_whether_there_is_a_text_or_not() -> None:
    record = "<a><head>T</head><body>One.</body><desk>World</desk><wordcount>1,204 words</wordcount><x>y</x></a>"
    layout, *rest = read(f"<r>{record}{record}</r>")
    columns = ("head", "body", "desk", "wordcount", "x")
    assert layout == Layout(columns, {"title": "head", "section": "desk", "words": "wordcount", "text": "body"})
    (first, _) = [item for item in rest if isinstance(item, RawRecord)]
    assert (first.fields["section"], first.fields["words"]) == ("World", "1204")
    assert first.sources["words"] == "element wordcount"
    layout, refusal = read("<r><a><x>y</x><z>w</z></a></r>")
    assert layout == Layout(("x", "z"), {})
    assert isinstance(refusal, Refusal)
