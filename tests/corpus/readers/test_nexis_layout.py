from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.nexis_layout import (
    NexisArticle,
    Origin,
    counter,
    cover_count,
    date_line,
    is_end_of_document,
    is_strong_body_heading,
    label_of,
    most_common_total,
    take_front,
    take_trailer,
    to_record,
    trailer_heading,
    word_count,
)
from workbench.domain.article import Refusal

ORIGIN = Origin("UTF-8")


@pytest.mark.parametrize(
    ("line", "iso", "time", "edition"),
    [
        ("January 31, 1986", "1986-01-31", "", ""),
        ("January 11, 2018 Thursday, Late Edition - Final", "2018-01-11", "", "Late Edition - Final"),
        ("May 2, 2002, Thursday,, FINAL EDITION", "2002-05-02", "", "FINAL EDITION"),
        ("January 10, 2018 Wednesday 10:36 EST", "2018-01-10T10:36-05:00", "10:36 EST", ""),
        ("July 2, 2019 Tuesday 9:33 AM GMT", "2019-07-02T09:33Z", "9:33 AM GMT", ""),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27T21:50+01:00", "9:50 PM GMT+1", ""),
        ("4 juillet 2019 jeudi 12:05 AM GMT", "2019-07-04T00:05Z", "12:05 AM GMT", ""),
        ("lundi 11 janvier 2010", "2010-01-11", "", ""),
        ("4 de julio de 2019 jueves", "2019-07-04", "", ""),
        ("March 2005", "2005-03", "", ""),
        ("2 March 2005 Wednesday\u00a0", "2005-03-02", "", ""),
    ],
)
def test_date_lines_of_several_languages_are_taken_apart(line: str, iso: str, time: str, edition: str) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.iso, found.time, found.edition, found.notes) == (iso, time, edition, ())
    assert parse_date(found.iso).iso == iso  # what the rest of the program makes of it


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The Harbour Post",
        "Town remembers January 31, 1986",
        "03/04/2024",
        "February 30, 2010",
        "January 31, 1986th birthday",
        "May be 2005",
        "January 31, 1986 " + "x" * 400,
    ],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert date_line(line) is None


def test_a_weekday_that_does_not_fit_and_winter_time_in_summer_are_noted() -> None:
    wrong = date_line("December 24, 2005 Sunday")
    summer = date_line("June 26, 2009 Friday 15:25 EST")
    unknown = date_line("June 26, 2009 Friday 15:25 XYZT")
    assert wrong is not None
    assert summer is not None
    assert unknown is not None
    assert "does not fit" in wrong.notes[0]
    assert "an hour off" in summer.notes[0]
    assert (unknown.iso, "XYZT" in unknown.notes[0]) == ("2009-06-26T15:25", True)


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        *[("355 words", "355"), ("2,968 words", "2968"), ("1285 Wörter", "1285"), ("1.285 Wörter", "1285")],
        *[
            ("1 285 mots", "1285"),
            ("812\u00a0mots", "812"),
            ("1 palabra", "1"),
            ("long", ""),
            ("12 pages", ""),
            ("", ""),
        ],
    ],
)
def test_word_counts_are_read_in_several_languages(value: str, digits: str) -> None:
    assert word_count(value) == digits


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Length:\u00a0812 words", ("words", "Length", "812 words")),
        ("LÄNGE: 812 Wörter", ("words", "LÄNGE", "812 Wörter")),
        ("LONGUEUR: 812 mots", ("words", "LONGUEUR", "812 mots")),
        ("AUTEUR : Jo Doe", ("author", "AUTEUR", "Jo Doe")),
        ("\nLoad-Date:\u00a0April 16, 2005", ("load_date", "Load-Date", "April 16, 2005")),
        ("DATE-CHARGEMENT: 12 janvier 2010", ("load_date", "DATE-CHARGEMENT", "12 janvier 2010")),
    ],
)
def test_labels_are_known_in_several_languages(line: str, expected: tuple[str, str, str]) -> None:
    assert label_of(line) == expected


@pytest.mark.parametrize(
    "line", ["MAYOR: It was late.", "At 10:30 the bridge opened", "http://www.example.org", "", ":", "Length"]
)
def test_speakers_and_times_are_no_labels(line: str) -> None:
    assert label_of(line) is None


def test_marks_of_the_layouts_are_recognised_alone_in_their_line_only() -> None:
    assert counter("   3 of 62 DOCUMENTS ") == (3, 62)
    assert counter("3 von 62 DOKUMENTEN") == (3, 62)
    assert counter("Document 3 of 62 documents was lost") is None
    assert cover_count("Documents (10)") == 10
    assert cover_count("Dokumente (7)") == 7
    assert is_end_of_document("\nEnd of Document")
    assert is_end_of_document(" Ende des Dokuments ")
    assert not is_end_of_document("The End of Document Day")
    assert is_strong_body_heading("Body")
    assert not is_strong_body_heading("Body of water")
    assert trailer_heading("Klassifikation") == trailer_heading("Classification") == "other"
    assert most_common_total([10, 10, 383]) == 10
    assert most_common_total([]) == 0


def record_of(article: NexisArticle) -> RawRecord:
    record = to_record(article, path="a.txt", record="document 1 of 1", origin=ORIGIN)
    assert isinstance(record, RawRecord)
    return record


def test_a_full_header_gives_fields_with_their_sources_and_no_doubt() -> None:
    article = NexisArticle(body=[" The bridge opened. ", "", "It rained."], captions=["PHOTO: The bridge"])
    take_front(article, ["Bridge opens", "The Harbour Post - Final Edition", "May 2, 2005", ""])
    article.add_label("author", "Byline", "By Ann Vale")
    article.add_label("words", "Length", "5 words")
    article.add_label("language", "Language", "GERMAN; DEUTSCH")
    record = record_of(article)
    assert dict(record.fields) == {
        "title": "Bridge opens",
        "outlet": "The Harbour Post",
        "author": "Ann Vale",
        "date": "2005-05-02",
        "edition": "Final Edition",
        "words": "5",
        "language": "de",
    }
    assert (record.sources["author"], record.sources["date"]) == ("label Byline", "date line")
    assert record.review == ""
    assert record.text == "The bridge opened.\n\nIt rained.\n\nPHOTO: The bridge"
    ((start, end, kind, _),) = record.boilerplate
    assert (record.text[start:end], kind) == ("PHOTO: The bridge", "media_caption")


def test_irregular_headers_are_kept_and_say_why() -> None:
    gap = NexisArticle(body=["Text."])
    take_front(gap, ["Title", " ", "The Harbour Post", "May 2, 2005"])
    column = NexisArticle(body=["Text."])
    take_front(column, ["Title", "The Harbour Post", "(Green)", "May 2, 2005"])
    undated = NexisArticle(body=["Text."])
    take_front(undated, ["Title - Correction Appended", "The Harbour Post", "", " Correction Appended"])
    undated.add_label("load_date", "Load-Date", "May 3, 2005")
    nothing = NexisArticle(body=["Text."])
    take_front(nothing, ["", " "])
    assert "empty line" in record_of(gap).review
    assert "(Green)" in record_of(column).review
    found = record_of(undated)
    assert (found.fields["title"], found.fields["date"]) == ("Title", "2005-05-03")
    assert found.sources["date"] == "label Load-Date"
    assert "no date line" in found.review
    assert "no title was found; no outlet was found; no date was found" in record_of(nothing).review


def test_a_header_without_an_outlet_is_not_given_its_date_as_one() -> None:
    article = NexisArticle(body=["Text."])
    take_front(article, ["Title", "May 2, 2005"])
    record = record_of(article)
    assert "outlet" not in record.fields
    assert record.fields["date"] == "2005-05-02"
    assert "no line with the outlet" in record.review


def test_the_highlight_comes_first_without_its_address() -> None:
    article = NexisArticle(title="T", outlet="O", date_line="May 2, 2005", body=["Text&#8217;s end."])
    article.add_label("highlight", "HIGHLIGHT", "A bridge at last.; http://example.org/a,1.html")
    record = record_of(article)
    assert record.text == "A bridge at last.\n\nText’s end."
    assert record.fields["url"] == "http://example.org/a,1.html"
    assert any("highlight" in note for note in record.notes)


def test_addresses_and_picture_lines_at_the_end_are_marked() -> None:
    article = NexisArticle(
        title="T", outlet="O", date_line="May 2, 2005", body=["Text.", "PHOTO: (Jo)", "https://example.org/2005/a.html"]
    )
    record = record_of(article)
    assert record.fields["url"] == "https://example.org/2005/a.html"
    assert [record.text[start:end] for start, end, _, _ in record.boilerplate] == [
        "PHOTO: (Jo)",
        "https://example.org/2005/a.html",
    ]


def test_helpers_named_in_a_byline_go_into_the_notes() -> None:
    article = NexisArticle(title="T", outlet="O", date_line="May 2, 2005", body=["Text."])
    article.add_label("author", "Byline", "By ANN VALE; Edited by hand contributed reporting from Copenhagen.")
    record = record_of(article)
    assert record.fields["author"] == "ANN VALE"
    assert record.notes == ("The byline goes on: Edited by hand contributed reporting from Copenhagen.",)
    other = NexisArticle(title="T", outlet="O", date_line="May 2, 2005", body=["Text."])
    other.add_label("author", "AUTOR", "Vale, Ann; Oder, Jo")
    assert record_of(other).fields["author"] == "Vale, Ann; Oder, Jo"


def test_captions_corrections_and_labels_of_the_trailer_are_told_apart() -> None:
    article = NexisArticle(body=["Text."])
    lines = [
        "Correction",
        "",
        "The bridge is red.",
        "Correction-Date:\u00a0May 4, 2005",
        "Graphic",
        "",
        "PHOTO: Bridge",
    ]
    take_trailer(article, [*lines, "Load-Date:\u00a0May 3, 2005", "Copyright 2005 The Harbour Post"])
    assert article.captions == ["PHOTO: Bridge"]
    assert article.notes == ["Correction, as the source gives it: The bridge is red"]
    assert article.value("load_date") == "May 3, 2005"


def test_a_document_without_text_is_refused_with_what_to_do() -> None:
    refusal = to_record(NexisArticle(title="Picture"), path="a.txt", record="document 1 of 1", origin=ORIGIN)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "The document “Picture” has no text in this download. Download it in full."


def test_a_count_of_words_is_kept_and_judged_with_those_of_other_formats() -> None:
    article = NexisArticle(title="T", outlet="O", date_line="May 2, 2005", body=["word " * 100])
    article.add_label("words", "Length", "1,000 words")
    record = record_of(article)
    assert record.fields["words"] == "1000"
    assert (record.notes, record.review) == ((), ""), "with_text_evidence says it, once"


@given(st.text(max_size=300))
def test_no_line_makes_the_helpers_fail(line: str) -> None:
    label_of(line)
    counter(line)
    cover_count(line)
    word_count(line)
    found = date_line(line)
    assert found is None or found.iso


def test_long_hostile_lines_take_no_time() -> None:
    for line in ("a-" * 200_000, " " * 400_000, "\u00a0" * 400_000 + "x", "1 " * 200_000, "January " * 50_000):
        label_of(line)
        counter(line)
        cover_count(line)
        date_line(line)
        article = NexisArticle(body=[line, "x"], title=line, outlet=line)
        article.add_label("highlight", "HIGHLIGHT", line)
        article.add_label("author", "BYLINE", line)
        to_record(article, path="a", record="", origin=ORIGIN)
