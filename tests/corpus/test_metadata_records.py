"""Metadata without texts is given to the articles that it is about, and to no others."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from workbench.corpus import reading
from workbench.corpus.metadata_records import Described, with_metadata
from workbench.corpus.readers.contract import MetadataRecord
from workbench.corpus.reading_process import InThisProcess
from workbench.domain.article import Article, Refusal

read_sources = partial(reading.read_sources, parser=InThisProcess())

HARBOUR = Article(
    "a", "text", title="The harbour of Tidewater opens again", url="https://www.post.example/a/?utm_source=x"
)


def described(**fields: str) -> Described:
    return Described("list.ris", MetadataRecord("record 2", fields))


def given(article: Article, **fields: str) -> tuple[Article, list[Refusal]]:
    refusals: list[Refusal] = []
    (out,) = with_metadata([article], [described(**fields)], refusals, [])
    return out, refusals


def test_an_address_finds_its_article_in_spite_of_campaigns_and_slashes() -> None:
    article, refusals = given(HARBOUR, url="http://post.example/a", outlet="Tidewater Post", words="612")
    assert (article.outlet, article.outlet_source) == ("Tidewater Post", "list.ris, record 2")
    assert (article.stated_words, article.source_of("stated_words")) == ("612", "list.ris, record 2")
    assert not refusals


def test_a_title_finds_its_article_unless_outlet_or_day_say_otherwise() -> None:
    known = Article("a", "text", title=HARBOUR.title, outlet="Tidewater Post", date="2024-05-03")
    title = "THE HARBOUR of Tidewater – opens again"
    assert given(known, title=title, author="A. Reed")[0].author == "A. Reed"
    for contrary in ({"outlet": "Island News"}, {"date": "2024-06-01"}):
        article, (refusal,) = given(known, title=title, author="A. Reed", **contrary)
        assert article is known
        assert "no article that was read has its address or title" in refusal.reason


def test_a_short_title_finds_nothing() -> None:
    assert given(Article("a", "text", title="Weather"), title="Weather", author="A. Reed")[1]


def test_what_an_article_knows_stays_and_a_day_may_get_its_time() -> None:
    known = Article("a", "text", title=HARBOUR.title, author="B. Lane", date="2024-05-03")
    article, _ = given(known, title=HARBOUR.title, author="A. Reed", date="2024-05-03T10:30:00Z")
    assert (article.author, article.date, article.date_source) == (
        "B. Lane",
        "2024-05-03T10:30:00Z",
        "list.ris, record 2",
    )


def test_a_list_of_references_tells_about_the_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The harbour of Tidewater opens again\n\n" + "The gate stood open for all ships. " * 20
    )
    (tmp_path / "a.md").write_text("---\ntitle: The harbour of Tidewater opens again\n---\nThe gate stood open.")
    (tmp_path / "list.ris").write_text(
        "TY  - NEWS\nTI  - The harbour of Tidewater opens again\nAU  - Reed, A.\nDA  - 2024/05/03\nER  - \n"
        "TY  - NEWS\nTI  - Something that nobody put beside it\nER  - \n"
    )
    found = read_sources([tmp_path])
    article = next(article for article in found.articles if article.path == "a.md")
    assert article.author
    assert article.date == "2024-05-03"
    (refusal,) = found.refusals
    assert refusal.path == "list.ris"
    assert any("2 articles and no texts: 1 of them" in warning for warning in found.warnings)
