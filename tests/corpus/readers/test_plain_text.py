from __future__ import annotations

import pytest

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.plain_text import Markdown, PlainText, why_no_article


def markdown(text: str, mapping: dict[str, str] | None = None) -> RawRecord:
    (record,) = Markdown().read(text.encode(), "a.md", mapping=mapping or {})
    assert isinstance(record, RawRecord)
    return record


def test_plain_text_is_one_record_without_metadata() -> None:
    (record,) = PlainText().read("# Not a heading\nText é".encode("cp1252"), "a.txt", mapping={})
    assert isinstance(record, RawRecord)
    assert record.text == "# Not a heading\nText é"
    assert record.fields == {}
    assert record.record == ""
    assert not record.encoding_certain
    assert "windows-1252 (guessed)" in record.notes[0]


@pytest.mark.parametrize("name", ["a.TXT", "a.text", "README", "a.txt.docx", "a.article", "letter.log", "über.αβγ"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_any_text_is_read_whatever_its_name(name: str, encoding: str) -> None:
    assert PlainText().recognises("[1] Ein Satz über Fähren, und noch einer.".encode(encoding), name)


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt", "a PNG picture"),
        (b"%PDF-1.7", "a.txt", "a PDF document"),
        (b"\0\1\2\3" * 50, "a", "not text"),
        (b"body { margin: 0 }", "page_files/style.css", "a style sheet (.css)"),
        (b"window.x = 1;", "page_files/a.JS", "the source of a program (.js)"),
    ],
)
def test_what_is_no_text_or_no_article_is_not_and_says_why(data: bytes, name: str, what: str) -> None:
    assert not PlainText().recognises(data, name)
    assert what in why_no_article(data, name)


@pytest.mark.parametrize(
    ("text", "name", "mine"),
    [
        ("any", "a.MD", True),
        ("---\ntitle: A\n---\nBody", "a.txt", True),
        ("\ufeff---\r\nauthor: A\r\n---\r\nBody", "a", True),
        ("---\nA text between two rules.\n---\nMore", "a.txt", False),
        ("---\nspeed: fast\n---\nMore", "a.txt", False),
        ("# A headline\n\nBody", "a.txt", False),
    ],
)
def test_markdown_is_known_by_its_name_or_front_matter(text: str, name: str, mine: bool) -> None:
    assert Markdown().recognises(text.encode(), name) is mine


@pytest.mark.parametrize(
    "text", ["# A headline\n\nBody *text*.", "\n\n#  A headline ##\nBody", "A headline\n==========\nBody"]
)
def test_a_heading_at_the_top_gives_the_title_and_stays_in_the_text(text: str) -> None:
    record = markdown(text)
    assert record.fields == {"title": "A headline"}
    assert record.sources == {"title": "first heading"}
    assert record.text == text


@pytest.mark.parametrize("text", ["Body\n\n# Later heading", "#hashtag\nBody", "## Small heading\nBody", ""])
def test_other_beginnings_give_no_title(text: str) -> None:
    assert markdown(text).fields == {}


def test_front_matter_gives_metadata_as_text_and_is_not_part_of_the_text() -> None:
    record = markdown(
        "---\n"
        "# a comment\n"
        "id: story-7\n"
        'title: "Prices: up \\"again\\""\n'
        "outlet: NO\n"
        "date: 2024-07-04\n"
        "author: 'O''Neil'\n"
        "time: 12:30\n"
        "tags:\n"
        "  - one\n"
        "- two\n"
        "---\n"
        "# Headline\nBody\n"
    )
    assert record.document_id == "story-7"
    assert record.fields == {"title": 'Prices: up "again"', "outlet": "NO", "date": "2024-07-04", "author": "O'Neil"}
    assert set(record.sources.values()) == {"front matter"}
    assert record.text == "# Headline\nBody\n"
    assert any("time" in note and "nested" in note for note in record.notes)


@pytest.mark.parametrize(
    "text",
    [
        "---\nA text between two rules.\n---\nMore",
        "---\n\n---\nx",
        "---\ntitle: never closed\nBody",
        "text\n---\na: b\n---\n",
    ],
)
def test_a_rule_at_the_top_is_not_front_matter(text: str) -> None:
    record = markdown(text)
    assert record.text == text
    assert record.fields == {}


def test_front_matter_keys_can_be_mapped() -> None:
    record = markdown("---\npaper: The Courier\n---\nBody", {"outlet": "paper"})
    assert record.fields == {"outlet": "The Courier"}


def test_long_runs_of_key_like_lines_do_not_hang() -> None:
    text = "---\n" + "key " * 20_000 + "\n" + "a: b\n" * 20_000
    assert markdown(text).text == text


def test_text_under_the_name_of_another_format_is_read_with_a_note() -> None:
    (record,) = PlainText().read(b"Prices rose.", "a.docx", mapping={})
    assert isinstance(record, RawRecord)
    assert record.text == "Prices rose."
    assert record.notes == ("The name ends in .docx, but the file is plain text, and was read as such.",)
