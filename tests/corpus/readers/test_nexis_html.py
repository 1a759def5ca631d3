from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.dates import parse_date
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.nexis_html import NexisHtml, page_blocks, without_comments
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "exports"

HEAD = """<HTML><HEAD>
<STYLE TYPE="text/css"><!--
.c0 { text-align: center; }
.c1 { text-align: center; margin-top: 0em; }
.c4 { text-align: left; }
--></STYLE>
<!-- LXNComment 1:2 --><TITLE>&nbsp;</TITLE>
<META TOPIC="null" DOCUMENTS="{count}" UPDATED="Monday, June 19, 2017" /></HEAD><BODY>
"""
START = '<A NAME="DOC_ID_1_{0}"></A><!-- Hide XML section from browser\n<DOC NUMBER={0}>\n<DOCFULL> -->\n'
END = "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"


def head(count: int) -> str:
    return HEAD.replace("{count}", str(count))


def centred(*lines: str) -> str:
    return f'<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{"<BR>".join(lines)}</SPAN></P>\n</DIV>\n'


def label(name: str, value: str) -> str:
    return f'<BR><DIV CLASS="c4"><P CLASS="c5"><SPAN CLASS="c7">{name}: </SPAN><SPAN CLASS="c2">{value}</SPAN></P>\n</DIV>\n'


def text(*paragraphs: str) -> str:
    inner = "".join(f'<P CLASS="c8"><SPAN CLASS="c2">{paragraph}</SPAN></P>\n' for paragraph in paragraphs)
    return f'<BR><DIV CLASS="c4">{inner}</DIV>\n'


FIRST = "".join(
    (
        START.format(1),
        centred("1 of 2 DOCUMENTS"),
        centred("The Harbour Post (Northport)"),
        centred("January 31, 1986"),
        text("Bridge opens / The harbour &amp; its road"),
        label("BYLINE", "By ANN VALE"),
        label("LENGTH", "1269 words"),
        label("DATELINE", "NORTHPORT"),
        text("&nbsp;", "The <SPAN CLASS='c9'>bridge</SPAN>\nopened.", "", "MAYOR: It was late."),
        label("LOAD-DATE", "June 13, 2000"),
        label("LANGUAGE", "ENGLISH"),
        centred("Copyright 1986 Harbour Newspapers", "All Rights Reserved"),
        END,
    )
)
SECOND = "".join(
    (
        START.format(2),
        centred("2 of 2 DOCUMENTS"),
        centred("Der Hafenbote"),
        '<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c4">27.</SPAN><SPAN CLASS="c2"> Februar 2012 Montag 9:50 PM GMT+1'
        "</SPAN></P></DIV>",
        text("Br&uuml;cke offen"),
        label("AUTOR", "Anna Tal"),
        label("RUBRIK", "LOKALES"),
        label("L&Auml;NGE", "1285 W&ouml;rter"),
        label("HIGHLIGHT", "Endlich.; http://example.org/a.html<BR>"),
        text("Die Br&uuml;cke ist offen."),
        label("UPDATE", "28. Februar 2012"),
        label("SPRACHE", "GERMAN; DEUTSCH"),
        label("GRAFIK", "Die Br&uuml;cke<BR>Der Hafen"),
        label("PUBLICATION-TYPE", "Web-Publikation"),
        centred("Copyright 2012 Hafenbote"),
        END,
    )
)


def read(page: str) -> list[Item]:
    data = page.encode("cp1252", errors="xmlcharrefreplace")
    assert NexisHtml().recognises(data, "a.html")
    return list(NexisHtml().read(data, "a.html", mapping={}))


def records(items: list[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


def test_english_and_german_documents_are_read() -> None:
    items = read(head(2) + FIRST + SECOND + "</BODY></HTML>")
    first, second = records(items)
    assert len(items) == 2
    assert dict(first.fields) == {
        "title": "Bridge opens / The harbour & its road",
        "outlet": "The Harbour Post (Northport)",
        "author": "ANN VALE",
        "date": "1986-01-31",
        "words": "1269",
        "language": "en",
        "dateline": "NORTHPORT",
    }
    assert first.text == "The bridge opened.\n\nMAYOR: It was late."
    assert second.text == "Endlich.\n\nDie Brücke ist offen.\n\nDie Brücke\nDer Hafen"
    assert dict(second.fields) == {
        "title": "Brücke offen",
        "outlet": "Der Hafenbote",
        "author": "Anna Tal",
        "date": "2012-02-27T21:50+01:00",
        "time": "9:50 PM GMT+1",
        "section": "LOKALES",
        "words": "1285",
        "language": "de",
        "url": "http://example.org/a.html",
    }
    ((start, end, kind, _),) = second.boilerplate
    assert (second.text[start:end], kind) == ("Die Brücke\nDer Hafen", "media_caption")
    assert (first.review, second.review) == ("", "")


def test_french_labels_are_understood() -> None:
    french = (FIRST.replace("January 31, 1986", "31 janvier 1986 vendredi").replace("BYLINE", "AUTEUR")).replace(
        "LENGTH", "LONGUEUR"
    )
    french = (
        french.replace("1269 words", "1 269 mots").replace("LOAD-DATE", "DATE-CHARGEMENT").replace("LANGUAGE", "LANGUE")
    )
    (found,) = records(read(head(1) + french.replace(">ENGLISH<", ">FRENCH; FRAN&Ccedil;AIS<")))
    assert (found.fields["date"], found.fields["words"], found.fields["language"]) == ("1986-01-31", "1269", "fr")
    assert found.text == "The bridge opened.\n\nMAYOR: It was late."


def test_the_count_of_the_page_is_compared() -> None:
    items = read(head(3) + FIRST + SECOND)
    assert any(isinstance(item, Remark) and "holds 3 documents; 2 were found" in item.message for item in items)


def test_a_label_in_capitals_inside_a_paragraph_does_not_end_the_text() -> None:
    spoken = text("The bridge opened.", "It is red.") + text("NOTES: nobody took any.") + text("It rained.")
    page = FIRST.replace(
        text("&nbsp;", "The <SPAN CLASS='c9'>bridge</SPAN>\nopened.", "", "MAYOR: It was late."), spoken
    )
    (found,) = records(read(head(1) + page))
    assert found.text.endswith("NOTES: nobody took any.\n\nIt rained.")


def test_a_page_that_was_cut_off_keeps_what_is_there() -> None:
    first, second = records(read(head(2) + FIRST + SECOND[: SECOND.index("UPDATE")]))
    assert first.review == ""
    assert second.text.startswith("Endlich.\n\nDie Brücke ist offen.")


def test_a_document_without_its_date_line_is_kept_for_review() -> None:
    (found,) = records(read(head(1) + FIRST.replace(centred("January 31, 1986"), "")))
    assert (found.fields["outlet"], found.fields["date"]) == ("The Harbour Post (Northport)", "2000-06-13")
    assert found.fields["title"] == "Bridge opens / The harbour & its road"
    assert "no date line" in found.review


def test_a_page_without_documents_is_refused() -> None:
    items = list(NexisHtml().read(b"<DOC NUMBER=1><DOCFULL>", "a.html", mapping={}))
    assert [type(item) for item in items] == [Refusal]


@pytest.mark.parametrize("data", [b"", b"<html><body>1 of 2 DOCUMENTS</body></html>", b"\x00\xff" * 50])
def test_other_pages_are_left_to_other_readers(data: bytes) -> None:
    assert not NexisHtml().recognises(data, "a.html")


def test_scripts_and_comments_are_no_text_and_deep_nesting_loses_none() -> None:
    page = "<div>a<script>var b = '<p>';</script><!-- c --></div>" + "<div>" * 60_000 + "deep" + "</div>" * 60_000
    assert [block.text for block in page_blocks(page)] == ["a", "deep"]
    assert without_comments("a<!--b-->c<!--d") == "ac"


def test_hostile_pages_take_no_time() -> None:
    for page in (
        "<a" * 300_000,
        "<" + "a" * 600_000,
        "<!--" * 200_000,
        "&nbsp;" * 200_000,
        "<div>" + " \u00a0" * 300_000,
    ):
        page_blocks(HEAD + page)


@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "<br>", "<span>", "</span>", "word ", "&amp;", "<", ">", "<!--"])
    )
)
def test_any_tags_are_read_and_no_word_is_lost(tokens: list[str]) -> None:
    page = "".join(tokens)
    found = " ".join(block.text for block in page_blocks(page))
    assert found.count("word") == without_comments(page).replace("<word ", "").count("word") or "<" in tokens


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
@pytest.mark.parametrize(
    ("name", "count", "outlets"),
    [
        ("guardian_1986-01-01_0001.html", 262, {"The Guardian (London)"}),
        ("spiegel_2012-02-01_0001.html", 49, {"Spiegel Online", "Der Spiegel"}),
    ],
)
def test_real_downloads_give_exactly_their_articles(name: str, count: int, outlets: set[str]) -> None:
    data = (SAMPLES / name).read_bytes()
    assert NexisHtml().recognises(data, name)
    items = list(NexisHtml().read(data, name, mapping={}))
    found = records(items)
    assert len(found) == len(items) == count
    assert {item.fields["outlet"] for item in found} == outlets
    for item in found:
        assert item.fields["title"]
        assert item.fields["words"].isdecimal()
        assert parse_date(item.fields["date"]).iso == item.fields["date"]
        assert len(item.text) > 40
        assert not item.review
        # the printed count of words is that of the text, so nothing was lost
        assert not any("counts" in note for note in item.notes)
