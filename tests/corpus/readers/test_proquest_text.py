import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, MetadataRecord, RawRecord, Remark
from workbench.corpus.readers.proquest_text import ProQuestText
from workbench.domain.article import Refusal

RULE = "_" * 60
LONG = (
    "The bridge opened on Tuesday after nine years of work, three mayors and more reports than anybody cared to count."
)


def record(
    number: int = 1, *, head: str = "", text: str = f"Full text: {LONG}\n{LONG}\n\nThe mayor spoke.", labels: str = ""
) -> str:
    return f"""{head}
Harbour bridge opens: crowds cross on foot

Author: Quill, Anna; Other, Ann.

Publication info: The Harbour Post ; Portsea [Portsea]12 Mar 2015: A.1.

http://search.proquest.com/docview/100000{number}?accountid=1

Abstract: The bridge is open.

{text}

Subject: Bridges; Mayors

Title: Harbour bridge opens: crowds cross on foot

Publication title: The Harbour Post, Late Edition (East Coast); Portsea

First page: A.1

Publication date: Mar 12, 2015

Section: A

Language of publication: English

ProQuest document ID: 100000{number}

Document URL: http://search.proquest.com/docview/100000{number}?accountid=1
{labels}
Last updated: 2017-11-18

Database: Newsstream
"""


def document(*records: str) -> str:
    cover = f"{RULE}\n\nReport Information from ProQuest\nMarch 09 2017 18:53\n"
    end = "Contact us at: http://www.proquest.com/go/contact Copyright © 2017 ProQuest LLC. All rights reserved.\n"
    return f"\n{RULE}\n".join([cover, *records, end])


def read(text: str | bytes) -> list[Item]:
    data = text if isinstance(text, bytes) else text.encode()
    assert ProQuestText().recognises(data, "a.txt")
    return list(ProQuestText().read(data, "a.txt", mapping={}))


def one(text: str) -> RawRecord:
    (item,) = read(text)
    assert isinstance(item, RawRecord)
    return item


def test_a_record_gives_text_and_metadata() -> None:
    item = one(document(record()))
    assert item.text == f"{LONG}\n\n{LONG}\n\nThe mayor spoke."
    assert dict(item.fields) == {
        "title": "Harbour bridge opens: crowds cross on foot",
        "outlet": "The Harbour Post",
        "author": "Quill, Anna; Other, Ann.",
        "date": "2015-03-12",
        "url": "http://search.proquest.com/docview/1000001?accountid=1",
        "language": "en",
        "section": "A",
        "edition": "Late Edition (East Coast)",
        "pages": "A.1",
    }
    assert item.sources["outlet"] == "label Publication title"
    assert item.document_id == "proquest-1000001"
    assert item.review == ""


def test_labels_in_another_language_are_known() -> None:
    text = f"""{RULE}

Die Brücke ist offen

Autor: Muster, Anna

Volltext: Die Brücke ist seit Dienstag offen.

Titel der Publikation: Hafenbote

Publikationsdatum: 12. März 2015

Sprache der Publikation: Deutsch

ProQuest-Dokument-ID: 1000001

Dokument-URL: http://search.proquest.com/docview/1000001

{RULE}
"""
    item = one(text)
    assert item.text == "Die Brücke ist seit Dienstag offen."
    assert (item.fields["title"], item.fields["outlet"]) == ("Die Brücke ist offen", "Hafenbote")
    assert (item.fields["date"], item.fields["language"]) == ("2015-03-12", "de")
    assert item.document_id == "proquest-1000001"


def test_the_number_that_the_file_announces_is_compared() -> None:
    items = read(document(record(head="Document 1 of 3\n"), record(2, head="Document 2 of 3\n")))
    assert [item.record for item in items if isinstance(item, RawRecord)] == ["document 1 of 2", "document 2 of 2"]
    assert isinstance(items[-1], Remark)
    assert "announces 3 documents, but 2 were found" in items[-1].message
    assert one(document(record(head="Document 1 of 1\n"))).fields["title"].startswith("Harbour")


@pytest.mark.parametrize("text", ["", "Full text: Not available.", "Full text:"])
def test_a_record_without_full_text_gives_its_metadata(text: str) -> None:
    items = read(document(record(text=text), record(2)))
    assert isinstance(items[0], MetadataRecord)
    assert items[0].fields["title"] == "Harbour bridge opens: crowds cross on foot"
    assert isinstance(items[1], RawRecord)
    assert isinstance(items[2], Remark)
    assert "1 of 2 records hold no full text" in items[2].message


def test_a_paragraph_that_begins_like_a_label_stays_in_the_text() -> None:
    text = f"Full text: {LONG}\n\nSubject: a word that the mayor likes.\n\nShe said so.\n\nAnd again."
    assert one(document(record(text=text))).text.endswith(
        "Subject: a word that the mayor likes.\n\nShe said so.\n\nAnd again."
    )


def test_a_line_of_underscores_in_an_article_does_not_end_it() -> None:
    text = f"Full text: {LONG}\n\n{RULE}\n\nAfter the line."
    item = one(document(record(text=text)))
    assert item.text.startswith(LONG)
    assert item.text.endswith("After the line.")
    assert item.fields["outlet"] == "The Harbour Post"


def test_an_irregular_record_is_kept_for_review() -> None:
    item = one(f"{RULE}\n\nA title\n\nFull text: Some text.\n\nDocument URL: http://proquest.com/1\n\n{RULE}\n")
    assert item.text == "Some text."
    assert item.review == "No outlet was found; no date was found; no ProQuest document ID was found."


def test_a_file_without_records_is_refused() -> None:
    (refusal,) = read(f"{RULE}\nReport Information from ProQuest\n{RULE}\nhttp://proquest.com\n")
    assert isinstance(refusal, Refusal)


def test_windows_1252_and_windows_line_ends_are_read() -> None:
    data = document(record(text="Full text: Café “Harbour”.")).replace("\n", "\r\n").encode("cp1252")
    (item,) = read(data)
    assert isinstance(item, RawRecord)
    assert item.text == "Café “Harbour”."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        RULE.encode(),
        b"A text about ProQuest and https://proquest.com.",
        f"{RULE}\nProQuest\n{RULE}".encode(),
        b"<html>ProQuest",
    ],
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not ProQuestText().recognises(data, "a.txt")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=100), st.integers(min_value=0, max_value=1500))
def test_damaged_files_never_fail(noise: str, place: int) -> None:
    text = document(record(), record(2))
    assert list(
        ProQuestText().read((text[:place] + noise + text[place:]).encode("utf-8", "replace"), "a.txt", mapping={})
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,12}( [a-z]{1,12}){0,10}\.", fullmatch=True), min_size=1, max_size=8))
def test_paragraphs_come_back_as_they_were(paragraphs: list[str]) -> None:
    text = "Full text: " + "\n\n".join(paragraphs)
    assert one(document(record(text=text))).text == "\n\n".join(paragraphs)
