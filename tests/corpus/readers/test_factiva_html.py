import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.factiva_html import FactivaHtml
from workbench.corpus.readers.factiva_layout import count_words
from workbench.domain.article import Refusal

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "exports"


def read(page: str | bytes) -> list[Item]:
    data = page.encode() if isinstance(page, str) else page
    assert FactivaHtml().recognises(data, "page.html")
    return list(FactivaHtml().read(data, "page.html", mapping={}))


def records(items: Sequence[Item]) -> list[RawRecord]:
    return [item for item in items if isinstance(item, RawRecord)]


def page(*articles: str, summary: str = "") -> str:
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Factiva</title></head><body>'
        '<table><tr><td class="factivalogo"><h1>Factiva</h1></td></tr></table><div id="contentLeft">'
        + "<br>".join(articles)
        + f'{summary}</div><span class="copyright">© 2017 Factiva, Inc.</span></body></html>'
    )


def article(
    *,
    section: str = "News",
    headline: str = "Ferry returns to the harbour",
    author: str = "Ann Other",
    lines: Sequence[str] = (
        "12 words",
        "9 March 2017",
        "The Harbour Post",
        "HARBP",
        "4",
        "English",
        "(c) 2017 Harbour Ltd",
    ),
    paragraphs: Sequence[str] = ("The ferry returned on Tuesday.", "Nobody was on board."),
    tail: Sequence[str] = ("Harbour Post Limited", "Document HARBP00020170309ed3900001"),
    accession: str = "HARBP00020170309ed3900001",
) -> str:
    name = f'<div class="author">{escape(author)} </div>' if author else ""
    return (
        f'<div id="article-{accession}" class="article"><div class="article enArticle"><p>\n</p><div>{escape(section)}</div>\n'
        f'<div id="hd"><span class="enHeadline">{escape(headline)}  </span>\n</div>{name}'
        + "".join(f"<div>{escape(line)}</div>" for line in lines)
        + "\n<p></p>\n"
        + "".join(f'<p class="articleParagraph enarticleParagraph">{escape(text)}  </p>\n' for text in paragraphs)
        + "".join(f"<p>{escape(text)}</p>" for text in tail)
        + "</div></div>"
    )


def test_the_article_layout_gives_text_and_metadata() -> None:
    (record,) = records(read(page(article())))
    assert record.text == "The ferry returned on Tuesday.\n\nNobody was on board."
    assert record.document_id == "HARBP00020170309ed3900001"
    assert dict(record.fields) == {
        "title": "Ferry returns to the harbour",
        "outlet": "The Harbour Post",
        "author": "Ann Other",
        "date": "2017-03-09",
        "language": "en",
        "section": "News",
        "words": "12",
        "pages": "4",
    }
    assert record.sources.keys() == record.fields.keys()
    assert all(record.sources.values())
    assert record.review == ""
    assert record.record == "document 1 of 1"


@pytest.mark.parametrize(
    ("count", "day", "language", "last"),
    [
        ("12 Wörter", "9 März 2017", "Englisch", "Dokument"),
        ("12 mots", "9 mars 2017", "Anglais", "Document"),
        ("12 palabras", "9 marzo 2017", "Inglés", "Documento"),
        ("12 parole", "9 marzo 2017", "Inglese", "Documento"),
        ("12 palavras", "9 Março 2017", "Inglês", "Documento"),
        ("12 слов", "9 марта 2017", "Английский", "Документ"),
        ("12 字", "2017年3月9日", "英语", "文件"),
        ("12 qwertys", "9 Mart 2017", "English", "Belge"),
    ],
)
def test_the_interface_language_changes_nothing(count: str, day: str, language: str, last: str) -> None:
    lines = (count, day, "The Harbour Post", "HARBP", "4", language, "(c) 2017 Harbour Ltd")
    (record,) = records(
        read(page(article(lines=lines, tail=("Harbour Post Limited", f"{last} HARBP00020170309ed3900001"))))
    )
    assert record.fields["words"] == "12"
    assert record.fields["date"] == "2017-03-09"
    assert record.fields["language"] == "en"
    assert record.fields["outlet"] == "The Harbour Post"
    assert record.review == ""


def test_the_time_the_edition_and_the_group_are_told_apart() -> None:
    lines = (
        "12 words",
        "9 March 2017",
        "harbour.example",
        "HARBP",
        "HARB",
        "15:32:10",
        "Late Edition - Final",
        "0",
        "German",
        "© X",
    )
    (record,) = records(read(page(article(lines=lines))))
    assert record.fields["date"] == "2017-03-09T15:32:10"
    assert record.fields["time"] == "15:32:10"
    assert record.fields["outlet"] == "harbour.example"
    assert record.fields["edition"] == "Late Edition - Final"
    assert "pages" not in record.fields
    assert record.fields["language"] == "de"


def test_a_credit_above_the_word_count_is_kept_and_names_the_agency() -> None:
    lines = ("Reuters", "12 words", "9 March 2017", "The Harbour Post", "HARBP", "English", "(c) 2017")
    (record,) = records(read(page(article(author="By ANN OTHER", lines=lines))))
    assert record.fields["wire_agency"] == "Reuters"
    assert record.fields["author"] == "ANN OTHER"


def test_captions_behind_the_text_are_kept_and_marked() -> None:
    tail = ("The ferry at dawn. The captain waves.", "Harbour Post Limited", "Document HARBP00020170309ed3900001")
    (record,) = records(read(page(article(tail=tail))))
    ((start, end, kind, rule),) = record.boilerplate
    assert record.text[start:end] == tail[0]
    assert (kind, rule) == ("media_caption", "factiva-after-body")
    assert "Limited" not in record.text


def test_captions_that_outnumber_the_text_call_for_a_look() -> None:
    tail = ("word " * 400, "Harbour Post Limited", "Document HARBP00020170309ed3900001")
    (record,) = records(read(page(article(lines=("412 words", "9 March 2017", "Post", "HARBP"), tail=tail))))
    assert "400 of 409 words stand behind the text as captions" in record.review


def test_a_printed_count_that_does_not_fit_calls_for_a_look() -> None:
    (record,) = records(read(page(article(lines=("900 words", "9 March 2017", "The Harbour Post", "HARBP")))))
    assert record.review == "The text and its headline have 14 words, the source says 900."


def test_an_irregular_header_is_kept_for_review() -> None:
    (record,) = records(read(page(article(headline="", lines=("The Harbour Post",)))))
    assert record.text.startswith("The ferry")
    assert "no word count was found" in record.review.lower()
    assert "no date was found" in record.review


def test_an_article_without_text_is_refused_by_its_headline() -> None:
    (item,) = read(page(article(paragraphs=())))
    assert isinstance(item, Refusal)
    assert "Ferry returns" in item.reason
    assert item.reason.endswith(".")


def test_the_total_of_the_search_is_compared() -> None:
    summary = (
        '<table class="searchPreview"><tr><td>Text</td><td>ferry</td></tr>'
        "<tr><td>Gefundene Ergebnisse</td><td>1,771</td></tr><tr><td>Zeitstempel</td><td>19 Mai 2017 14:52</td></tr></table>"
    )
    items = read(page(article(), summary=summary))
    assert [item.message for item in items if isinstance(item, Remark)] == [
        "The search behind this file found 1,771 articles; the file gave 1."
    ]


def test_an_article_that_the_page_names_and_that_is_missing_is_told() -> None:
    cut = article(accession="HARBP00020170310ed3a00002").replace("article enArticle", "gone")
    items = read(page(article(), cut))
    assert any(isinstance(item, Remark) and "names 2 articles, but 1 were found" in item.message for item in items)


def test_numbers_that_the_page_puts_before_headlines_go() -> None:
    items = read(
        page(article(headline="1) First"), article(headline="2) Second", accession="HARBP00020170310ed3a00002"))
    )
    assert [record.fields["title"] for record in records(items)] == ["First", "Second"]
    assert any(isinstance(item, Remark) and "numbered" in item.message for item in items)


def test_a_headline_that_begins_with_a_number_keeps_it() -> None:
    items = read(page(article(headline="1) First"), article(headline="Second", accession="HARBP00020170310ed3a00002")))
    assert records(items)[0].fields["title"] == "1) First"


def test_the_indexed_layout_gives_text_and_metadata() -> None:
    rows = {
        "SE": "Region",
        "HD": "<b class='frHeadline'>Le bac revient</b>",
        "BY": "Anne Autre",
        "WC": "13 mots",
        "PD": "29 décembre 2011",
        "ET": "15:32",
        "SN": "La Poste du Port",
        "SC": "PORTFR",
        "ED": "Nord",
        "PG": "26",
        "LA": "Français",
        "CY": "(c) Port.",
        "LP": "<p class='articleParagraph'>Le bac revient à quai.</p><p class='articleParagraph'>Enfin.</p>",
        "TD": "<p class='articleParagraph'>Les passagers<br>sont ravis du retour.</p>",
        "ART": "<p>Photo du bac.</p>",
        "NS": "gcat : Political/General News",
        "AN": "<br>Document PORTFR0020111229e7ct0001r",
    }
    cells = "".join(
        f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows.items()
    )
    (record,) = records(read(page(f"<div class='article frArticle'><table>{cells}</table></div>")))
    assert record.text == "Le bac revient à quai.\n\nEnfin.\n\nLes passagers\nsont ravis du retour.\n\nPhoto du bac."
    assert record.fields["title"] == "Le bac revient"
    assert record.fields["date"] == "2011-12-29T15:32"
    assert record.fields["outlet"] == "La Poste du Port"
    assert (record.fields["section"], record.fields["edition"], record.fields["pages"]) == ("Region", "Nord", "26")
    assert (record.fields["words"], record.fields["language"]) == ("13", "fr")
    assert record.sources["date"] == "field PD"
    assert record.document_id == "PORTFR0020111229e7ct0001r"
    ((start, end, kind, _),) = record.boilerplate
    assert (record.text[start:end], kind) == ("Photo du bac.", "media_caption")


def test_latin_1_bytes_in_a_page_that_says_utf_8_are_read() -> None:
    lines = ("12 Wörter", "9 März 2017", "The Harbour Post", "HARBP", "Englisch")
    (record,) = records(read(page(article(lines=lines)).encode("cp1252")))
    assert record.fields["words"] == "12"
    assert record.fields["date"] == "2017-03-09"
    assert record.notes == ()  # the article itself has no letter that could be read in two ways


def test_an_uncertain_encoding_is_noted_where_it_matters() -> None:
    (record,) = records(read(page(article(paragraphs=("Die Fähre für Löwen.",))).encode("cp1252")))
    assert record.text == "Die Fähre für Löwen."
    assert not record.encoding_certain
    assert record.notes


@pytest.mark.parametrize(
    "data", [b"", b"<html><p>Factiva</p></html>", b"\x00\x01", b"<div class='article'>Headline</div>"]
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    assert not FactivaHtml().recognises(data, "page.html")


def test_a_page_that_breaks_off_gives_what_is_there() -> None:
    whole = page(article(), article(accession="HARBP00020170310ed3a00002", headline="Second"))
    items = read(whole[: whole.index("Nobody was on board", whole.index("Second"))])
    assert [record.fields["title"] for record in records(items)] == ["Ferry returns to the harbour", "Second"]


def test_deep_nesting_is_refused_and_not_followed() -> None:
    bomb = '<div class="article enArticle"><span class="enHeadline">x</span>' + "<div>" * 50_000 + "text"
    items = read(bomb)
    assert all(isinstance(item, Refusal) for item in items)


def test_scripts_and_addresses_in_the_page_do_nothing() -> None:
    evil = article(paragraphs=("A.",)).replace(
        "A.", "A.<script src='http://127.0.0.1:9/x.js'>alert(1)</script><img src='http://127.0.0.1:9/x'>"
    )
    (record,) = records(read(page(evil)))
    assert record.text == "A."


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(min_value=0, max_value=2000))
def test_damaged_pages_never_fail(noise: bytes, place: int) -> None:
    data = page(article()).encode()
    items = list(FactivaHtml().read(data[:place] + noise + data[place:], "page.html", mapping={}))
    for item in items:
        if isinstance(item, RawRecord):
            assert all(item.text[start:end].strip() for start, end, _, _ in item.boilerplate)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize(
    ("name", "count", "outlets", "authors"),
    [
        ("factiva_test.html", 2, {"Test newspaper", "Ouest France"}, 0),
        ("irish-independence_1_2017-11-14.html", 44, {"Irish Independent"}, 32),
        (
            "german-ui.html",
            100,
            {"Der Tagesspiegel Online", "bild.de", "WELT online", "Spiegel Online", "ZEIT online"},
            62,
        ),
        ("nyt_1_1993-01-03.html", 27, {"The New York Times"}, 21),
    ],
)
def test_real_files_give_every_article_with_its_metadata(
    name: str, count: int, outlets: set[str], authors: int
) -> None:
    found = records(read((SAMPLES / name).read_bytes()))
    assert len(found) == count
    assert {record.fields["outlet"] for record in found} == outlets
    assert sum("author" in record.fields for record in found) == authors
    assert len({record.document_id for record in found}) == count
    for record in found:
        assert record.fields["title"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?", record.fields["date"])
        assert record.fields["language"] in {"en", "de", "fr"}
        printed = int(record.fields["words"])
        # the first file is cut to a few sentences
        assert name == "factiva_test.html" or 0.8 * printed <= count_words(record.text) <= 1.05 * printed
