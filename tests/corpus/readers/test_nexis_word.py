from __future__ import annotations

from pathlib import Path

import pytest
from word_files import paragraph, run, word_file, word_file_of
from zip_files import zipped

from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.nexis_word import NexisRichText, NexisWord
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "exports"
HEADING = '<w:outlineLvl w:val="0"/>'


def cover(*titles: str) -> list[str]:
    lines = ["", "User Name: Ann Vale", "Date and Time: Friday, 5. July 2019 09:31:00 CEST", "Job Number: 1"]
    lines.append(f"Documents ({len(titles)})")
    for number, title in enumerate(titles, start=1):
        lines += [f"{number}. {title}", "Client/Matter: -None-", "Search Terms: bridge", "Narrowed by: ", ""]
    return [*lines, "", ""]


def document(title: str, *body: str, date: str = "May 2, 2005 Monday, Final Edition") -> list[str]:
    return [
        title,
        "The Harbour Post",
        date,
        "",
        "\nCopyright 2005 Harbour Newspapers",
        "Section:\u00a0Home Pages, Pg. 15",
        "Length:\u00a08 words",
        "Byline:\u00a0By Ann Vale",
        "Body",
        "",
        *body,
        "Classification",
        "",
        "Language:\u00a0ENGLISH",
        "\nSubject:\u00a0BRIDGES (90%)",
        "\nLoad-Date:\u00a0May 2, 2005",
        "",
        "\nEnd of Document",
        "",
        "",
    ]


def read(data: bytes) -> list[Item]:
    assert NexisWord().recognises(data, "a.docx")
    return list(NexisWord().read(data, "a.docx", mapping={}))


def records(items: list[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


def with_headings(*documents: list[str], first: list[str] | None = None) -> bytes:
    body = "".join(paragraph(run(line)) for line in first or [])
    for lines in documents:
        body += paragraph(run(lines[0]), properties=HEADING) + "".join(paragraph(run(line)) for line in lines[1:])
    return word_file(body)


def test_documents_are_split_and_their_labels_become_fields() -> None:
    items = read(
        with_headings(
            document("Bridge opens", "The bridge opened.", "It rained."),
            document("Bridge closes", "The bridge closed."),
            first=cover("Bridge opens", "Bridge closes"),
        )
    )
    first, second = records(items)
    assert len(items) == 2
    assert (first.record, second.record) == ("document 1 of 2", "document 2 of 2")
    assert first.text == "The bridge opened.\n\nIt rained."
    assert dict(first.fields) == {
        "title": "Bridge opens",
        "outlet": "The Harbour Post",
        "author": "Ann Vale",
        "date": "2005-05-02",
        "edition": "Final Edition",
        "section": "Home Pages, Pg. 15",
        "words": "8",
        "language": "en",
    }
    assert (first.review, second.text) == ("", "The bridge closed.")


@pytest.mark.parametrize("with_cover", [True, False])
def test_titles_that_are_not_marked_as_headings_are_found_too(with_cover: bool) -> None:
    lines = document("Bridge opens", "The bridge opened.") + document("Bridge closes", "The bridge closed.")
    found = records(read(word_file_of([*(cover("Bridge opens", "Bridge closes") if with_cover else []), *lines])))
    assert [item.fields["title"] for item in found] == ["Bridge opens", "Bridge closes"]
    assert [item.review for item in found] == ["", ""]


def test_a_count_on_the_cover_that_does_not_fit_is_a_remark() -> None:
    items = read(
        with_headings(document("Bridge opens", "Text."), first=cover("Bridge opens", "Bridge closes", "Third"))
    )
    (remark,) = [item for item in items if isinstance(item, Remark)]
    assert "holds 3 documents; 1 were found" in remark.message


def test_the_count_among_the_properties_is_compared_when_there_is_no_cover() -> None:
    custom = (
        '<Properties xmlns="urn:a" xmlns:vt="urn:b"><property name="LADeliveryID"><vt:lpwstr>7</vt:lpwstr></property>'
        '<property name="LADocCount"><vt:i4>2</vt:i4></property></Properties>'
    )
    body = "".join(paragraph(run(line)) for line in document("Bridge opens", "Text."))
    items = read(word_file(body, {"docProps/custom.xml": custom}))
    assert any(isinstance(item, Remark) and "holds 2 documents; 1 were found" in item.message for item in items)


def test_a_missing_end_and_a_missing_body_are_kept_for_review() -> None:
    unended = [line for line in document("Bridge opens", "The bridge opened.") if "End of Document" not in line]
    bodiless = [line for line in document("Bridge closes", "The bridge closed.") if line != "Body"]
    first, second, third = records(
        read(with_headings(unended, document("Bridge sold", "The bridge was sold."), bodiless))
    )
    assert "“End of Document” is missing" in first.review
    assert (first.text, second.text, second.review) == ("The bridge opened.", "The bridge was sold.", "")
    assert (third.text, third.fields["title"]) == ("The bridge closed.", "Bridge closes")
    assert "no line “Body”" in third.review


def test_a_download_that_was_cut_off_keeps_its_last_document() -> None:
    lines = document("Bridge opens", "Text.") + document("Bridge closes", "The bridge closed.", "It was")[:11]
    first, last = records(read(with_headings(lines)))
    assert (first.review, last.text) == ("", "The bridge closed.")
    assert "missing" in last.review


def test_captions_and_corrections_are_no_text_of_the_article() -> None:
    lines = document("Bridge opens", "The bridge opened.", "Notes", "The mayor took notes.")
    at = lines.index("Classification")
    lines[at:at] = ["Correction", "", "The bridge is red.", "\nGraphic", "", " ", "PHOTO: The bridge (Jo)"]
    (found,) = records(read(with_headings(lines)))
    assert found.text == "The bridge opened.\n\nNotes\n\nThe mayor took notes.\n\nPHOTO: The bridge (Jo)"
    assert [kind for _, _, kind, _ in found.boilerplate] == ["media_caption"]
    assert "Correction, as the source gives it: The bridge is red" in found.notes


def test_a_label_of_the_articles_own_does_not_end_it() -> None:
    body = ["The bridge opened.", "Subject: bridges, said the mayor.", "Notes", "", *(f"Point {n}." for n in range(20))]
    (found,) = records(read(with_headings(document("Bridge opens", *body))))
    assert found.text.endswith("Point 19.")
    assert found.text.count("\n\n") == 22


def test_lines_of_a_narrow_column_are_joined() -> None:
    column = ["The bridge over the harbour was", "closed on Monday because the", "wind had risen in the night and"] * 5
    (found,) = records(read(with_headings(document("Bridge opens", *column, "it stayed closed."))))
    assert "was closed on Monday because the wind" in found.text
    assert any("joined" in note for note in found.notes)


def test_german_labels_are_understood() -> None:
    german = [
        *["Brücke offen", "Der Hafenbote", "27. Februar 2012 Montag 9:50 PM GMT+1", "", "\nCopyright 2012 Hafenbote"],
        *[
            "Rubrik:\u00a0LOKALES",
            "Länge:\u00a01.285 Wörter",
            "Autor:\u00a0Anna Tal",
            "Body",
            "",
            "Die Brücke ist offen.",
        ],
        *[
            "Klassifikation",
            "",
            "Sprache:\u00a0GERMAN; DEUTSCH",
            "Ladedatum:\u00a028. Februar 2012",
            "\nEnde des Dokuments",
        ],
    ]
    (found,) = records(read(with_headings(german)))
    assert (found.text, found.fields["words"], found.fields["author"]) == ("Die Brücke ist offen.", "1285", "Anna Tal")
    assert (found.fields["date"], found.fields["language"]) == ("2012-02-27T21:50+01:00", "de")


def test_other_documents_are_left_to_other_readers() -> None:
    reader = NexisWord()
    for data in (
        b"",
        b"End of Document Length: 5",
        word_file_of(["A story", "that ends."]),
        zipped({"a.txt": "End of Document"}),
        b"PK\x03\x04 word/document.xml",
    ):
        assert not reader.recognises(data, "a.docx")


def test_a_damaged_file_is_refused_with_its_reason() -> None:
    data = word_file_of(document("Bridge opens", "Text."))
    items = list(NexisWord().read(data[: len(data) // 2], "a.docx", mapping={}))
    assert [type(item) for item in items] == [Refusal]
    assert isinstance(items[0], Refusal)
    assert items[0].reason.endswith(".")


def test_very_many_headings_and_labels_take_no_time() -> None:
    lines = document("Bridge opens", *["Notes"] * 5_000)
    (found,) = records(read(word_file_of(lines)))
    assert found.fields["title"] == "Bridge opens"
    headings = paragraph(run("Title"), properties=HEADING) * 3_000
    assert read(word_file(headings + "".join(paragraph(run(line)) for line in lines)))


def rtf(lines: list[str]) -> bytes:
    def escaped(line: str) -> str:
        return "".join(
            c if c.isascii() else "\\~" if c == "\u00a0" else f"\\u{ord(c)}?" for c in line.replace("\n", "")
        )

    return ("{\\rtf1\\ansi\\ansicpg1252 " + "".join(f"{escaped(line)}\\par\r\n" for line in lines) + "}").encode()


def test_rich_text_in_the_layout_of_documents_is_read() -> None:
    data = rtf(document("Brücke opens", "The bridge opened.", "It rained.") + document("Bridge closes", "Closed."))
    reader = NexisRichText()
    assert reader.recognises(data, "a.rtf")
    first, second = records(list(reader.read(data, "a.rtf", mapping={})))
    assert (first.fields["title"], first.fields["outlet"], first.fields["date"]) == (
        "Brücke opens",
        "The Harbour Post",
        "2005-05-02",
    )
    assert (first.text, second.text) == ("The bridge opened.\n\nIt rained.", "Closed.")
    assert (first.fields["words"], first.review) == ("8", "")


def test_rich_text_in_the_layout_of_databases_is_read() -> None:
    lines = ["1 of 1 DOCUMENT", "The Harbour Post", "May 2, 2005 Monday", "Bridge opens", "BYLINE: Ann Vale"]
    data = rtf([*lines, "LENGTH: 3 words", "The bridge opened.", "LOAD-DATE: May 3, 2005", "Copyright 2005 Harbour"])
    assert NexisRichText().recognises(data, "a.rtf")
    (found,) = records(list(NexisRichText().read(data, "a.rtf", mapping={})))
    assert (found.fields["title"], found.fields["outlet"], found.text) == (
        "Bridge opens",
        "The Harbour Post",
        "The bridge opened.",
    )


def test_other_rich_text_is_left_to_other_readers() -> None:
    assert not NexisRichText().recognises(rtf(["A story", "that ends."]), "a.rtf")
    assert not NexisRichText().recognises(b"", "a.rtf")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
@pytest.mark.parametrize(
    ("name", "count", "reviews"),
    [("sample.DOCX", 10, 0), ("guardian3.docx", 62, 9), ("nyt.docx", 50, 3), ("usa-today.docx", 7, 0)],
)
def test_real_downloads_give_exactly_their_articles(name: str, count: int, reviews: int) -> None:
    items = read((SAMPLES / name).read_bytes())
    found = records(items)
    assert len(found) == len(items) == count
    assert sum(bool(item.review) for item in found) == reviews
    for item in found:
        assert item.fields["title"]
        assert not {"\n", "\u00a0"} & set(item.fields["title"])
        assert 3 < len(item.fields["outlet"]) < 40
        assert item.fields["words"].isdecimal()
        assert parse_date(item.fields["date"]).iso == item.fields["date"]
        assert len(item.text) > 200
        assert "End of Document" not in item.text
        assert "Load-Date" not in item.text
    expected = {"sample.DOCX": "The Guardian(London)", "nyt.docx": "The New York Times", "usa-today.docx": "USA TODAY"}
    assert found[0].fields["outlet"] == expected.get(name, "The Guardian (London)")
