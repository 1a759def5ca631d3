"""Web pages: encodings, structure, what is refused, and pages made to do harm. All pages here are made up."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import RawRecord
from workbench.corpus.readers.page_source import declared_charset, plain_page_text
from workbench.corpus.readers.web_page import WebPage
from workbench.domain.article import Refusal

SHARED = Path(__file__).resolve().parents[4] / "shared"

PARAGRAPHS = (
    "The harbour council voted on Tuesday evening to close the old ferry line between the two islands for the winter.",
    "“Nobody asked the people who cross every morning,” said Ana Brandt, who runs a bakery beside the northern pier.",
    "The council answered that the ferry had carried fewer than forty passengers a day since a bridge was opened nearby.",
    "A decision on the summer timetable is expected in March, when the accounts of the company are to be published.",
)


def page(body: str, head: str = "<title>Ferry line closes</title>") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def article_page() -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    return page(
        f"<nav><ul>{menu}</ul></nav><article><h1>Ferry line closes</h1>{paragraphs}</article><footer>© us</footer>"
    )


def read(source: str | bytes, path: str = "page.html") -> RawRecord | Refusal:
    data = source.encode() if isinstance(source, str) else source
    (item,) = WebPage().read(data, path, mapping={})
    assert isinstance(item, RawRecord | Refusal)
    return item


def article(source: str | bytes) -> RawRecord:
    item = read(source)
    assert isinstance(item, RawRecord), item
    return item


def refusal(source: str | bytes) -> str:
    item = read(source)
    assert isinstance(item, Refusal), item
    return item.reason


def test_the_text_is_the_paragraphs_of_the_article_and_nothing_around_them() -> None:
    record = article(article_page())
    assert record.text == "\n\n".join(PARAGRAPHS)
    assert record.fields["title"] == "Ferry line closes"
    assert record.fields["language"] == "en"
    assert record.review == ""
    assert record.notes == ()


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><html>",
        "\ufeff<!doctype HTML>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html>",
        "<!-- saved from url=(0022)https://news.example/a -->\n<html>",
        "\n\n  <HTML><HEAD>",
    ],
)
def test_a_page_is_recognised_by_its_beginning_whatever_its_name(start: str) -> None:
    assert WebPage().recognises(start.encode(), "download")


@pytest.mark.parametrize(
    "data", [b"Plain words.", b"%PDF-1.4", b"<rss version='2.0'>", b"{}", b"", b"<?xml version='1.0'?><nitf>"]
)
def test_other_files_are_not_taken_for_pages(data: bytes) -> None:
    assert not WebPage().recognises(data, "file.txt")


def test_the_ending_of_the_name_is_enough_for_text_without_a_proper_beginning() -> None:
    assert WebPage().recognises(b"<div><p>Words", "a.HTM")
    assert not WebPage().recognises(b"PK\x03\x04\x00\x00", "a.html")


@pytest.mark.parametrize(
    ("charset", "meta"),
    [
        ("windows-1251", '<meta charset="windows-1251">'),
        ("koi8-r", '<META http-equiv="Content-Type" content="text/html; charset=KOI8-R">'),
        ("gb18030", "<meta charset=gb2312>"),
        ("cp932", "<meta charset='shift_jis'>"),
        ("utf-8", ""),
        ("utf-16", ""),
    ],
)
def test_the_declared_encoding_is_used(charset: str, meta: str) -> None:
    word = "漢字の記事です" if charset in ("gb18030", "cp932") else "Паром больше не ходит"
    text = f"{word}. " * 20
    source = page(f"<p>{text}</p>", head=f"{meta}<title>{word}</title>")
    assert text.strip() in article(source.encode(charset)).text


def test_an_encoding_named_in_a_comment_does_not_count() -> None:
    assert declared_charset(b'<!-- <meta charset="koi8-r"> --><meta charset="iso-8859-2">') == "iso8859-2"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"<meta charset='utf-8'>", "utf-8"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso8859-2"),
        (b"<p>charset=x</p>", ""),
    ],
)
def test_the_declared_charset_is_found(data: bytes, charset: str) -> None:
    assert declared_charset(data) == charset


def test_a_page_in_another_encoding_than_it_says_is_noted_as_not_certain() -> None:
    text = "Die Fähre fährt nicht mehr über den Fluß, sagte die Bürgermeisterin. " * 5
    record = article(page(f"<p>{text}</p>", head="<meta charset=no-such-charset>").encode("cp1252"))
    assert "Fähre" in record.text
    assert not record.encoding_certain
    assert record.notes


def test_a_saved_view_of_a_page_s_source_gives_the_page() -> None:
    cells = "".join(
        f'<tr><td class="line-number"></td><td class="line-content">{line.replace("&", "&amp;").replace("<", "&lt;")}</td></tr>'
        for line in article_page().replace("><", ">\n<").split("\n")
    )
    record = article(
        f'<html><body><div class="line-gutter-backdrop"></div><table><tbody>{cells}</tbody></table></body></html>'
    )
    assert record.text == "\n\n".join(PARAGRAPHS)
    assert any("view of a page's source" in note for note in record.notes)


def test_a_page_nested_without_end_keeps_its_text_and_asks_for_a_look() -> None:
    record = article("<div>" * 50_000 + "The only words of the page.")
    assert record.text == "The only words of the page."
    assert "nested" in record.review


def test_pictures_saved_inside_the_page_do_not_make_it_too_large() -> None:
    picture = f'<img src="data:image/png;base64,{"QUJD" * 6_000_000}">'
    record = article(article_page().replace("<article>", f"<article>{picture}"))
    assert record.text == "\n\n".join(PARAGRAPHS)


def test_a_drawing_that_was_never_closed_does_not_swallow_the_article() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert PARAGRAPHS[2] in article(page(f"<svg onload=x()>{paragraphs}")).text


def test_a_page_of_frames_is_refused_with_what_to_do() -> None:
    reason = refusal('<html><frameset cols="20,80"><frame src="a.html"><frame src="b.html"></frameset></html>')
    assert "frames" in reason
    assert reason.endswith(".")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "no text"),
        ("<html><body></body></html>", "no text"),
        ("<html><body><div id=root></div><script>start()</script></body></html>", "programs"),
        ('<html><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><body>&x;</body></html>', "entities"),
        ('<html><body><iframe src="https://x.example/a"></iframe></body></html>', "another page inside"),
    ],
)
def test_a_page_without_text_is_refused_and_the_reason_says_why(source: str, words: str) -> None:
    reason = refusal(source)
    assert words in reason
    assert reason.endswith(".")


def test_a_very_short_article_is_kept_for_review() -> None:
    record = article(page("<p>The ferry is late.</p>"))
    assert record.text == "The ferry is late."
    assert "5 words" not in record.review
    assert "4 words" in record.review


def test_nothing_that_runs_or_is_only_for_screen_readers_gets_into_the_text() -> None:
    hidden = '<script>var secret = "x"</script><style>.x{}</style><span class="sr-only">, opens new tab</span>'
    text = article(page("".join(f"<p>{text}{hidden}</p>" for text in PARAGRAPHS))).text
    assert text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "source", ["<html><p>" + "word " * 4_100_000, "<html>" + "<p>" * 510_000], ids=["text", "elements"]
)
def test_a_page_that_would_fill_the_memory_is_refused(source: str) -> None:
    assert "too large" in refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<a>" * 60_000 + "x",
        "<html>" + "<script>" * 40_000,
        "<html>" + "<" * 300_000,
        "<html>" + '<a b="' * 50_000,
        "<html>" + "<!--" * 50_000,
        "<html><head><title>" + "a - " * 60_000 + "</title><body><p>x",
        "<html><body>" + '<div itemprop="author">' * 240 + '<span itemprop="name">x</span>' * 5_000,
        "<html><body><table>" + "<tr><td>a</td><td>b</td></tr>" * 10_000,
        '<html><script type="application/ld+json">' + "[" * 50_000 + "</script><p>x",
    ],
    ids=["links", "scripts", "marks", "quotes", "comments", "title", "properties", "table", "data"],
)
def test_a_page_made_to_take_for_ever_is_done_in_seconds(source: str) -> None:
    began = time.monotonic()
    item = read(source)
    assert time.monotonic() - began < 20
    assert isinstance(item, RawRecord) or item.reason.endswith(".")


MARKS = (
    "<p> </p> <div> </div> <table><tr><td> <svg> <br> <!-- --> <script> <a\xa0href=x> </a> <li> <blockquote> <h1> &amp; &#0;"
    " <![CDATA[ ]]> <frameset> <time\xa0datetime=2024>"
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([mark.replace("\xa0", " ") for mark in MARKS.split(" ")]),
            st.text(max_size=40),
        ),
        max_size=60,
    )
)
def test_any_page_is_read_or_refused_and_its_furniture_lies_inside_the_text(parts: list[str]) -> None:
    item = read("<html><body>" + "".join(parts).encode("utf-8", "ignore").decode())
    if isinstance(item, Refusal):
        assert item.reason.endswith(".")
        return
    assert item.text.strip() == item.text
    before = 0
    for start, end, kind, rule in item.boilerplate:
        assert before <= start < end <= len(item.text)
        assert kind
        assert rule
        before = end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_plain_text_without_marks_comes_through_the_tree_free_reading(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert plain_page_text(f"<div>{plain}</div>").split() == plain.split()


# real pages, where they are at hand


def _pages(name: str) -> list[tuple[bytes, str]]:
    folder = SHARED / "eval" / "data" / name
    listing = folder / "normalized.dev.jsonl"
    if not listing.exists():
        pytest.skip(f"{name} is not here")
    rows = [json.loads(line) for line in listing.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(gzip.decompress((folder / row["html_path"]).read_bytes()), row["text"]) for row in rows]


def test_real_pages_keep_the_words_of_their_articles() -> None:
    missing = []
    for data, text in _pages("article_extraction_benchmark")[::6]:
        words = set(text.split())
        found = set(article(data).text.split())
        missing.append(len(words - found) / len(words))
    assert sum(missing) / len(missing) < 0.06


@pytest.mark.parametrize("name", ["html", "generated"])
def test_awkward_pages_are_read_or_refused(name: str) -> None:
    folder = SHARED / "samples" / "awkward" / name
    files = sorted(folder.glob("*.html")) if folder.is_dir() else []
    if not files:
        pytest.skip("the awkward pages are not here")
    for file in files:
        item = read(file.read_bytes())
        assert isinstance(item, RawRecord) or item.reason.endswith(".")
