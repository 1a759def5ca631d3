from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.factiva_rtf import FactivaRtf
from workbench.domain.article import Refusal

ENGLISH = ("9 words", "9 March 2017", "The Harbour Post", "HARBP", "4", "English", "(c) 2017 Harbour Ltd")
GERMAN = ("9 Wörter", "9 März 2017", "Hafenbote", "HARBP", "4", "Deutsch", "Copyright 2017. Verlag Hafenbote.")


def escaped(text: str) -> str:
    return "".join(c if ord(c) < 128 else f"\\'{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c)}?" for c in text)


def article(
    *,
    section: str = "News",
    headline: str = "Ferry returns to the harbour",
    author: str = "Ann Other",
    lines: Sequence[str] = ENGLISH,
    paragraphs: Sequence[str] = ("The ferry returned on Tuesday.", "Nobody was on board."),
    last: str = "Document HARBP00020170309ed3900001",
    bold: bool = True,
) -> str:
    head = rf"\pard{{\b\fs28 {escaped(headline)}}}\par" if bold else rf"\pard {escaped(headline)}\par"
    above = [rf"\pard {escaped(section)}\par"] if section else []
    plain = [author] if author else []
    rest = [*plain, *lines, "", *paragraphs, "Harbour Post Limited", last]
    return "\n".join([*above, head, *(rf"\pard {escaped(line)}\par" for line in rest)]) + r"\page"


def document(*articles: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\header\pard Dow Jones Factiva\par}"
    summary = r"\pard Search Summary\par Text\cell ferry\cell\row Results Found\cell 2\row}"
    return "\n".join([head, *articles, summary]).encode("ascii")


def read(data: bytes) -> list[Item]:
    assert FactivaRtf().recognises(data, "a.rtf")
    return list(FactivaRtf().read(data, "a.rtf", mapping={}))


@pytest.mark.parametrize(("lines", "last", "language"), [(ENGLISH, "Document", "en"), (GERMAN, "Dokument", "de")])
def test_the_article_layout_gives_text_and_metadata(lines: Sequence[str], last: str, language: str) -> None:
    (record,) = read(document(article(lines=lines, last=f"{last} HARBP00020170309ed3900001")))
    assert isinstance(record, RawRecord)
    assert record.text == "The ferry returned on Tuesday.\n\nNobody was on board."
    assert record.document_id == "HARBP00020170309ed3900001"
    assert dict(record.fields) == {
        "title": "Ferry returns to the harbour",
        "outlet": lines[2],
        "author": "Ann Other",
        "date": "2017-03-09",
        "language": language,
        "section": "News",
        "words": "9",
        "pages": "4",
    }
    assert record.review == ""


def test_several_articles_are_split_at_their_accession_numbers() -> None:
    second = article(section="", author="", headline="Brücke für Löwen", last="Document HARBP00020170310ed3a00002")
    items = read(document(article(), second))
    assert [item.fields["title"] for item in items if isinstance(item, RawRecord)] == [
        "Ferry returns to the harbour",
        "Brücke für Löwen",
    ]
    assert "section" not in (items[1].fields if isinstance(items[1], RawRecord) else {})


def test_a_headline_that_is_not_bold_calls_for_a_look() -> None:
    (record,) = read(document(article(bold=False)))
    assert isinstance(record, RawRecord)
    assert record.fields["title"] == "Ferry returns to the harbour"
    assert record.fields["author"] == "Ann Other"
    assert "headline is not marked" in record.review


@pytest.mark.parametrize("between", ["\\tab ", "\\cell "])
def test_the_indexed_layout_gives_text_and_metadata(between: str) -> None:
    rows = [
        ("HD", "Ferry returns"), ("BY", "Ann Other"), ("WC", "7 words"), ("PD", "9 March 2017"), ("SN", "The Harbour Post"),
        ("SC", "HARBP"), ("LA", "English"), ("LP", r"The ferry returned.\par On Tuesday."), ("TD", "Nobody was there."),
        ("NS", "gcat : General News"), ("AN", "Document HARBP00020170309ed3900001"),
    ]  # fmt: skip
    body = "".join(f"{code}{between}{value}\\par " for code, value in rows)
    (record,) = read((r"{\rtf1\ansi " + body + "}").encode())
    assert isinstance(record, RawRecord)
    assert record.text == "The ferry returned.\n\nOn Tuesday.\n\nNobody was there."
    assert (record.fields["title"], record.fields["outlet"]) == ("Ferry returns", "The Harbour Post")
    assert (record.fields["date"], record.fields["author"]) == ("2017-03-09", "Ann Other")
    assert record.document_id == "HARBP00020170309ed3900001"


def test_a_file_that_breaks_off_says_so() -> None:
    data = document(article(), article(last="Document HARBP00020170310ed3a00002"))
    items = read(data[: data.rindex(b"Nobody")])
    assert [type(item).__name__ for item in items] == ["RawRecord", "RawRecord", "Remark", "Remark"]
    assert isinstance(items[1], RawRecord)
    assert "no accession number" in items[1].review.lower()


def test_an_rtf_file_with_no_article_in_it_is_refused() -> None:
    (refusal,) = read(rb"{\rtf1 see HARBP00020170309ed3900001 for more}")
    assert isinstance(refusal, Refusal)


@pytest.mark.parametrize("data", [b"", b"{\\rtf1 A letter.}", b"HARBP00020170309ed3900001", b"PK\x03\x04"])
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not FactivaRtf().recognises(data, "a.rtf")


def test_many_bold_marks_take_no_time() -> None:
    data = document(article(headline=r"x" + r"\b " * 50_000))
    assert any(isinstance(item, RawRecord | Remark) for item in read(data))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(min_value=8, max_value=900))
def test_damaged_files_never_fail(noise: bytes, place: int) -> None:
    data = document(article())
    assert list(FactivaRtf().read(data[:place] + noise + data[place:], "a.rtf", mapping={}))
