from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.nexis_documents import unwrapped
from workbench.corpus.readers.nexis_text import NexisText
from workbench.domain.article import Refusal

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "exports" / "sample.TXT"

COVER = "\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday, March 20, 2018\n\nTerms: (bridge)\n\n\n"
FIRST = """
                               1 of 2 DOCUMENTS



                         The Harbour Post (Northport)

                             January 11, 2010 Monday
                                   Edition 1;
                                    Coast

Bridge over the harbour opens after
ten years

BYLINE: BY ANN VALE

SECTION: NEWS; Pg. 6

LENGTH: 2,677 words

The bridge over the harbour was opened on Monday after ten years of work. The
mayor said that it had been worth the wait.

Prices
Car: 3 coins
NOTE: "No one pays on Sundays," she added, and the crowd that had come in spite
of the rain was glad to hear it.

GRAPHIC: The new bridge, seen from
the harbour

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                       Copyright 2010 Harbour Newspapers
                              All Rights Reserved
"""
SECOND = """
                               2 of 2 DOCUMENTS


                                 L'Écho du Port

                              11 janvier 2010 lundi

Le pont est ouvert

AUTEUR: Anne Val

RUBRIQUE: LOCAL

LONGUEUR: 12 mots

Le pont est ouvert.

DATE-CHARGEMENT: 12 janvier 2010

LANGUE: FRENCH; FRANÇAIS

                       Copyright 2010 L'Écho du Port
                              Tous droits réservés
"""


def read(text: str | bytes) -> list[Item]:
    data = text.encode() if isinstance(text, str) else text
    assert NexisText().recognises(data, "a.txt")
    return list(NexisText().read(data, "a.txt", mapping={}))


def records(items: list[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_both_documents_are_read_in_any_encoding(encoding: str, line_end: str) -> None:
    items = read((COVER + FIRST + SECOND).replace("\n", line_end).encode(encoding))
    first, second = records(items)
    assert len(items) == 2
    assert dict(first.fields) == {
        "title": "Bridge over the harbour opens after ten years",
        "outlet": "The Harbour Post (Northport)",
        "author": "ANN VALE",
        "date": "2010-01-11",
        "edition": "Edition 1; Coast",
        "section": "NEWS; Pg. 6",
        "words": "2677",
        "language": "en",
    }
    assert (second.fields["outlet"], second.fields["author"], second.fields["words"]) == (
        "L'Écho du Port",
        "Anne Val",
        "12",
    )
    assert (second.fields["date"], second.fields["language"]) == ("2010-01-11", "fr")
    assert second.text == "Le pont est ouvert."
    assert (first.review, second.review) == ("", "")


def test_lines_are_joined_to_paragraphs_and_short_ones_stay_lines() -> None:
    first, _ = records(read(COVER + FIRST + SECOND))
    paragraphs = first.text.split("\n\n")
    assert paragraphs[0].endswith("ten years of work. The mayor said that it had been worth the wait.")
    assert paragraphs[1].startswith("Prices\nCar: 3 coins\nNOTE:")
    assert paragraphs[1].endswith("in spite of the rain was glad to hear it.")
    ((start, end, kind, _),) = first.boilerplate
    assert " ".join(first.text[start:end].split()) == "The new bridge, seen from the harbour"
    assert kind == "media_caption"


def test_a_counter_with_another_total_is_marked_and_a_missing_document_named() -> None:
    odd = FIRST.replace("1 of 2", "1 of 3") + SECOND.replace("2 of 2", "2 of 383") + SECOND.replace("2 of 2", "4 of 3")
    items = read(odd)
    assert [bool(item.review) for item in records(items)] == [False, True, False]
    assert "2 of 383" in records(items)[1].review
    items = read(FIRST.replace("1 of 2", "1 of 3") + SECOND.replace("2 of 2", "3 of 3"))
    remarks = [item.message for item in items if isinstance(item, Remark)]
    assert "3 documents; 2 were found" in remarks[0]
    assert "number 2." in remarks[1]


def test_a_part_of_a_longer_list_is_complete_when_the_cover_says_so() -> None:
    part = (FIRST + SECOND).replace("1 of 2", "501 of 1200").replace("2 of 2", "502 of 1200")
    assert len(read(COVER.replace("1-2", "501-502") + part)) == 2


def test_headers_without_a_title_or_a_date_are_kept_for_review() -> None:
    untitled = FIRST.replace("Bridge over the harbour opens after\nten years\n", "")
    undated = SECOND.replace("                              11 janvier 2010 lundi\n", "")
    first, second = records(read(untitled + undated))
    assert "No title was found" in first.review
    assert first.text.startswith("The bridge over")
    assert (second.fields["outlet"], second.fields["title"]) == ("L'Écho du Port", "Le pont est ouvert")
    assert (second.fields["date"], second.sources["date"]) == ("2010-01-12", "label DATE-CHARGEMENT")
    assert "no date line" in second.review


def test_a_document_without_text_is_refused() -> None:
    empty = SECOND.replace("\nLe pont est ouvert.\n", "")
    items = read(FIRST + empty)
    assert isinstance(items[1], Refusal)
    assert items[1].record == "document 2 of 2"


def test_the_layout_of_documents_saved_as_text_is_read() -> None:
    text = """Bridge opens
The Harbour Post
May 2, 2005 Monday

Copyright 2005 Harbour Newspapers
Section: Home Pages, Pg. 15
Length: 8 words
Byline: Ann Vale

Body

The bridge over the harbour was opened on Monday after ten years of work, and
it rained.

Subject: unknown, the mayor said.

Classification

Language: ENGLISH
Subject: BRIDGES (90%)
Load-Date: May 2, 2005

End of Document


Bridge closes
The Harbour Post
May 3, 2005 Tuesday

Length: 3 words

Body

The bridge closed.

Load-Date: May 3, 2005

End of Document
"""
    first, second = records(read(text))
    assert first.text.split("\n\n") == [
        "The bridge over the harbour was opened on Monday after ten years of work, and it rained.",
        "Subject: unknown, the mayor said.",
    ]
    assert (first.fields["title"], first.fields["author"], first.fields["date"]) == (
        "Bridge opens",
        "Ann Vale",
        "2005-05-02",
    )
    assert (second.text, second.fields["title"], second.review) == ("The bridge closed.", "Bridge closes", "")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"", "a.txt"),
        (b"One of 2 documents was lost.\n\nLENGTH: 5 words", "a.txt"),
        (b"                1 of 2 DOCUMENTS\n\nA novel.", "a.txt"),
        (b"End of Document\n", "a.txt"),
        ((COVER + FIRST).encode(), "a.csv"),
        (b"<html><DOCFULL>\n1 of 2 DOCUMENTS\nLENGTH: 5 words", "a.html"),
    ],
)
def test_other_files_are_left_to_other_readers(data: bytes, path: str) -> None:
    assert not NexisText().recognises(data, path)


def test_hostile_files_take_no_time() -> None:
    for data in (
        b" " * 3_000_000 + b"1 of 2 DOCUMENTS" + b" " * 1_000_000,
        b"1 of 2 DOCUMENTS\nLENGTH: 5 words\n" * 5_000,
        b"1 of 1 DOCUMENT\n\nLENGTH: 5 words\n\n" + b"NOTES: a\n\n" * 20_000,
        b"Length: 5 words\nEnd of Document\n" * 5_000,
    ):
        if NexisText().recognises(data, "a.txt"):
            assert list(NexisText().read(data, "a.txt", mapping={}))


@given(st.text(alphabet="ab \n\t1ofDOCUMENTS:.\u00a0", max_size=400))
def test_any_text_after_a_counter_is_read_or_refused(text: str) -> None:
    items = list(NexisText().read(f"1 of 1 DOCUMENTS\n\n{text}".encode(), "a.txt", mapping={}))
    assert any(isinstance(item, RawRecord | Refusal) for item in items)


@given(st.lists(st.text(alphabet="abc .", max_size=60), max_size=30))
def test_joining_lines_loses_no_word(lines: list[str]) -> None:
    assert " ".join(" ".join(unwrapped(lines)).split()) == " ".join(" ".join(lines).split())


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample files are not here")
def test_a_real_download_gives_exactly_its_articles() -> None:
    items = read(SAMPLE.read_bytes())
    found = records(items)
    assert len(found) == len(items) == 10
    for item in found:
        assert item.fields["title"]
        assert parse_date(item.fields["date"]).iso == item.fields["date"]
        assert len(item.text) > 2000
        assert "LOAD-DATE" not in item.text
    assert [item.record for item in found if item.review] == ["document 8 of 10"]
    assert [item.fields["outlet"] for item in found][::4] == ["Guardian.com", "The Times (London)", "Sunday Mirror"]
    assert found[9].fields["words"] == "2968"
