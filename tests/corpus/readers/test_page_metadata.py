"""What web pages say about themselves, and from where it is taken. All pages here are made up."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from workbench.corpus.readers.linked_data import linked_article
from workbench.corpus.readers.page_metadata import PageMetadata, page_metadata


def read(
    head: str = "", body: str = "<p>Words.</p>", *, attributes: str = "", source: str = "", url: str = ""
) -> PageMetadata:
    root = document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>")
    return page_metadata(root, source=source, url=url)


def meta(**pairs: str) -> str:
    return "".join(
        f'<meta name="{name.replace("__", ":").replace("_o_", ".")}" content="{value}">'
        for name, value in pairs.items()
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry line closes &amp; reopens",
    "datePublished": "2024-05-03T18:20:00+02:00",
    "author": [{"@type": "Person", "name": "Ana Brandt"}, {"@type": "Person", "name": "By Li Wei"}],
    "publisher": {"@type": "Organization", "name": "Harbour Media GmbH"},
    "articleSection": ["Islands"],
    "inLanguage": "de_AT",
    "wordCount": 412,
    "url": "https://harbour.example/ferry",
    "articleBody": "<p>The ferry closes.</p>",
}


def test_json_ld_gives_every_field_with_its_place() -> None:
    found = read(linked(ARTICLE))
    assert found.fields == {
        "url": "https://harbour.example/ferry",
        "title": "Ferry line closes & reopens",
        "outlet": "Harbour Media GmbH",
        "author": "Ana Brandt; Li Wei",
        "date": "2024-05-03T18:20:00+02:00",
        "language": "de-AT",
        "section": "Islands",
        "words": "412",
    }
    assert found.sources["date"] == "JSON-LD datePublished"
    assert found.sources["outlet"] == "JSON-LD publisher"
    assert found.body.split() == ["The", "ferry", "closes."]


def test_a_graph_with_references_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "https://h.example/a", "name": "A page"},
            {"@type": "Person", "@id": "#ana", "name": "Ana Brandt"},
            {"@type": ["Thing", "Article"], "headline": "Ferry line closes", "author": {"@id": "#ana"},
             "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "The Harbour"},
        ]
    }  # fmt: skip
    found = read(linked(graph))
    assert (found.fields["author"], found.fields["outlet"]) == ("Ana Brandt", "The Harbour")
    assert found.fields["title"] == "Ferry line closes"


def test_of_several_articles_the_one_with_the_page_s_own_address_counts() -> None:
    teasers = [{**ARTICLE, "headline": f"Teaser {n}", "url": f"https://harbour.example/{n}"} for n in range(3)]
    own = {**ARTICLE, "headline": "The article", "url": "http://www.harbour.example/own/"}
    head = linked([*teasers, own]) + '<link rel="canonical" href="https://harbour.example/own">'
    assert read(head).fields["title"] == "The article"


@pytest.mark.parametrize(
    "script",
    ["", "{", "null", "[[[]]]", '{"@type": 5}', '{"@type":"NewsArticle","author":{"name":["",null,7]},"headline":{"a":1}}',
     "[" * 50_000, '{"@type":"NewsArticle","headline":["x"],"publisher":[{}]}'],
)  # fmt: skip
def test_broken_json_ld_is_passed_over(script: str) -> None:
    root = document_fromstring(f'<html><script type="application/ld+json">{script}</script><p>x</html>')
    linked_article(root)
    assert page_metadata(root).fields.get("date") is None


def test_json_ld_in_a_comment_and_with_a_comma_too_many_is_read() -> None:
    text = '<!-- {"@type": "NewsArticle", "headline": "Ferry line closes",} -->'
    assert read(f'<script type="application/ld+json">{text}</script>').fields["title"] == "Ferry line closes"


def test_open_graph_comes_before_the_title_element() -> None:
    head = '<title>Ferry line closes | The Harbour</title><meta property="og:title" content="Council shuts ferry">'
    found = read(head + '<meta property="og:site_name" content="The Harbour">')
    assert (found.fields["title"], found.sources["title"]) == ("Council shuts ferry", "meta og:title")
    assert (found.fields["outlet"], found.sources["outlet"]) == ("The Harbour", "meta og:site_name")
    assert "Ferry line closes | The Harbour" in found.titles


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        ("Ferry closes | The Harbour", "The Harbour", "", "Ferry closes"),
        ("Iran - what next? | Harbour", "The Harbour", "", "Iran - what next?"),
        ("Ferry closes - Islands - harbour.com", "Harbour", "", "Ferry closes - Islands"),
        ("The Harbour: Ferry closes", "The Harbour", "", "The Harbour: Ferry closes"),
        ("The Harbour - Ferry closes", "The Harbour", "", "Ferry closes"),
        ("Ferry closes – a blow to islands", "", "", "Ferry closes – a blow to islands"),
    ],
)
def test_the_outlet_s_name_is_taken_off_the_title(title: str, site: str, heading: str, expected: str) -> None:
    head = f"<title>{title}</title>" + (f'<meta property="og:site_name" content="{site}">' if site else "")
    assert read(head).fields["title"] == expected


def test_a_site_and_another_publisher_are_both_told() -> None:
    found = read(linked(ARTICLE) + '<meta property="og:site_name" content="Island Post | News | Sport">')
    assert found.fields["outlet"] == "Island Post"
    assert any("two outlets" in note and "Harbour Media" in note for note in found.notes)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (meta(author="By Ana Brandt"), "Ana Brandt"),
        (meta(author="Von Ana Brandt, ana@harbour.example"), "Ana Brandt"),
        (meta(citation_author="Brandt, Ana") + meta(citation_author="Li, Wei"), "Brandt, Ana; Li, Wei"),
        ('<meta property="article:author" content="https://www.facebook.com/ana"><meta name="byl" content="By ANA BRANDT">',
         "ANA BRANDT"),
        (meta(author="admin"), ""),
        (meta(author="Ana Brandt|Li Wei;Ana Brandt"), "Ana Brandt; Li Wei"),
        (meta(sailthru_o_author="Ana Brandt"), "Ana Brandt"),
    ],
)  # fmt: skip
def test_authors_are_cleaned_and_joined(head: str, author: str) -> None:
    assert read(head).fields.get("author", "") == author


@pytest.mark.parametrize(
    ("body", "author", "source"),
    [
        ('<a rel="author" href="/ana">Ana Brandt</a>', "Ana Brandt", "link rel=author"),
        (
            '<div itemprop="author" itemscope><span itemprop="name">Ana Brandt</span>, editor</div>',
            "Ana Brandt",
            "itemprop author",
        ),
        ('<p class="article-byline">By Ana Brandt</p>', "Ana Brandt", "element of class article-byline"),
        ('<form id="comment"><p class="author">Name *</p></form>', "", ""),
        ('<div itemprop="comment"><span itemprop="author">A Reader</span></div>', "", ""),
    ],
)
def test_authors_are_found_in_the_page_itself(body: str, author: str, source: str) -> None:
    found = read(body=body)
    assert found.fields.get("author", "") == author
    assert found.sources.get("author", "") == source


@pytest.mark.parametrize(
    ("head", "body", "date", "source"),
    [
        ('<meta property="article:published_time" content="2024-05-03T18:20:00Z">', "", "2024-05-03T18:20:00Z",
         "meta article:published_time"),
        (meta(DC_o_date_o_issued="2024-05-03"), "", "2024-05-03", "meta dc.date.issued"),
        (meta(citation_publication_date="2024/05/03"), "", "2024/05/03", "meta citation_publication_date"),
        (meta(**{"parsely-pub-date": "2024-05-03T18:20:00Z"}), "", "2024-05-03T18:20:00Z", "meta parsely-pub-date"),
        ("", '<article><time datetime="2024-05-03T18:20+02:00">3 May</time></article>', "2024-05-03T18:20+02:00", "element time"),
        ("", '<span itemprop="datePublished" content="2024-05-03">yesterday</span>', "2024-05-03", "itemprop datePublished"),
        (meta(date="not a day") + meta(pubdate="2024-05-03"), "", "2024-05-03", "meta pubdate"),
        ("", '<ul><li><time datetime="2019-01-01">old</time></ul>', None, None),
    ],
)  # fmt: skip
def test_dates_are_found_in_their_places(head: str, body: str, date: str | None, source: str | None) -> None:
    found = read(head, body or "<p>x</p>")
    assert found.fields.get("date") == date
    assert found.sources.get("date") == source


def test_a_date_with_a_time_zone_comes_before_the_same_minute_without() -> None:
    data = {"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2024-05-03T18:20:00"}
    found = read(linked(data) + '<meta property="article:published_time" content="2024-05-03T18:20:00+02:00">')
    assert found.fields["date"] == "2024-05-03T18:20:00+02:00"


def test_a_date_that_can_t_be_read_is_handed_on_when_there_is_no_other() -> None:
    assert read(meta(pubdate="some day in May")).fields["date"] == "some day in May"


@pytest.mark.parametrize(
    ("head", "source", "given", "url", "where"),
    [
        ('<link rel="canonical" href="https://harbour.example/a">', "", "", "https://harbour.example/a", "link rel=canonical"),
        ('<link rel="canonical" href="/a?x=1">', "", "https://harbour.example/b", "https://harbour.example/a?x=1",
         "link rel=canonical"),
        ('<meta property="og:url" content="https://harbour.example/a">', "", "", "https://harbour.example/a", "meta og:url"),
        ("", "<!-- saved from url=(0026)https://harbour.example/a -->", "", "https://harbour.example/a",
         "comment of the browser that saved the page"),
        ("", "", "https://harbour.example/c", "https://harbour.example/c", "address in the archive"),
        ('<link rel="canonical" href="javascript:alert(1)">', "", "", None, None),
        ('<link rel="canonical" href="http://[">', "", "", None, None),
    ],
)  # fmt: skip
def test_the_address_is_found(head: str, source: str, given: str, url: str | None, where: str | None) -> None:
    found = read(head, source=source, url=given)
    assert found.fields.get("url") == url
    assert found.sources.get("url") == where


@pytest.mark.parametrize(
    ("attributes", "head", "language"),
    [
        ('lang="en-GB"', "", "en-GB"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("", '<meta http-equiv="Content-Language" content="fr">', "fr"),
        ('lang="the one that we speak"', "", None),
    ],
)
def test_the_language_is_found(attributes: str, head: str, language: str | None) -> None:
    assert read(head, attributes=attributes).fields.get("language") == language


@pytest.mark.parametrize(
    ("data", "site", "agency"),
    [
        ({"author": {"name": "Associated Press"}}, "The Harbour", "AP"),
        ({"author": "Ana Brandt, Associated Press"}, "The Harbour", "AP"),
        ({"author": "ANA BRANDT, AP Sports Writer"}, "The Harbour", "AP"),
        ({"publisher": {"name": "Reuters"}}, "The Harbour", "Reuters"),
        ({"sourceOrganization": {"name": "AFP"}}, "The Harbour", "AFP"),
        ({"author": {"name": "Reuters"}}, "Reuters", None),
        ({"author": {"name": "Ana Brandt"}}, "The Harbour", None),
    ],
)
def test_an_agency_in_the_page_s_data_is_the_wire_agency(
    data: dict[str, object], site: str, agency: str | None
) -> None:
    head = (
        linked({"@type": "NewsArticle", "headline": "Ferry", **data})
        + f'<meta property="og:site_name" content="{site}">'
    )
    found = read(head)
    assert found.fields.get("wire_agency") == agency
    assert found.fields["outlet"] == site
    assert found.notes == ()


def test_a_page_that_says_nothing_gives_nothing() -> None:
    found = read()
    assert found.fields == {}
    assert found.sources == {}


def test_entries_of_a_live_page_are_handed_on() -> None:
    live = {"@type": "LiveBlogPosting", "headline": "Ferry day",
            "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "First", "articleBody": "It left."}, None, 7]}  # fmt: skip
    found = read(linked([{"@type": "NewsArticle", "headline": "Ferry day"}, live]))
    assert found.live_posts == ("First\nIt left.",)
