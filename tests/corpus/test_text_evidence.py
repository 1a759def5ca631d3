from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from workbench.corpus.text_evidence import first_line_headline, with_text_evidence
from workbench.domain.article import Article

BODY = "The council met on Monday evening and talked for three hours about the harbour. " * 4


def test_a_short_first_line_over_paragraphs_is_the_headline() -> None:
    article = with_text_evidence(Article("a", f"Council puts off harbour vote\n\n{BODY}"))
    assert article.title == "Council puts off harbour vote"
    assert "headline taken from the first line" in article.notes


def test_a_first_paragraph_is_no_headline() -> None:
    assert first_line_headline(f"{BODY.strip()}\n\n{BODY}") == ""


def test_a_first_sentence_is_no_headline() -> None:
    assert first_line_headline(f"The council met on Monday.\n\n{BODY}") == ""


def test_a_line_over_too_little_text_is_no_headline() -> None:
    assert first_line_headline("Council puts off harbour vote\n\nMore follows.") == ""
    assert first_line_headline("") == ""


def test_a_title_that_the_source_gave_is_kept() -> None:
    article = Article("a", f"Council puts off harbour vote\n\n{BODY}", title="Harbour")
    assert with_text_evidence(article).title == "Harbour"


def test_a_credited_agency_is_taken_with_its_evidence() -> None:
    article = with_text_evidence(Article("a", f"{BODY}\n\nSource: With information from Reuters", title="Harbour"))
    assert article.wire_agency == "Reuters"
    assert any("With information from Reuters" in note for note in article.notes)


def test_what_is_taken_from_the_text_says_so_as_its_source() -> None:
    text = f"Council puts off harbour vote\n\n{BODY}\n\nSource: With information from Reuters"
    article = with_text_evidence(Article("a", text, url="x", field_sources=(("url", "field link"),)))
    assert article.field_sources == (
        ("title", "first line of the text"),
        ("url", "field link"),
        ("wire_agency", "text: “Source: With information from Reuters”"),
    )
    given = Article("a", text, title="Harbour", wire_agency="AP", date="2024")
    assert with_text_evidence(given) == given


@pytest.mark.parametrize(
    ("article", "note"),
    [
        (Article("a", BODY), "no date in the source; the text says “on Monday evening”"),
        (
            Article("a", BODY, url="https://x.example/2024/07/04/y"),
            "no date in the source; the address has “2024/07/04”",
        ),
    ],
)
def test_an_article_without_a_date_gets_a_note_and_no_date(article: Article, note: str) -> None:
    done = with_text_evidence(article)
    assert (done.date, done.notes, done.review) == ("", (note,), "")


def test_an_article_with_a_date_gets_no_note_about_it() -> None:
    assert with_text_evidence(Article("a", BODY, date="2024-07-04")).notes == ()
    assert with_text_evidence(Article("a", "Nothing.")).notes == ()


def test_a_date_that_can_t_be_right_is_a_reason_to_look() -> None:
    article = Article("a", BODY, date="2024-07-04", review="Its header is irregular.")
    done = with_text_evidence(article, today=date(2024, 7, 1))
    assert done.date == "2024-07-04"
    assert done.review == (
        "Its header is irregular. The date 2024-07-04 lies after the day on which the article was read."
    )
    assert with_text_evidence(done, today=date(2024, 7, 1)) == done
    assert with_text_evidence(article, today=date(2024, 7, 5)) == article


@pytest.mark.parametrize(
    ("stated", "review"),
    [
        ("812", "The source says 812 words, the text has 56: it may be cut."),
        ("40", "The source says 40 words, the text has 56: it may hold more than the article."),
        ("84", ""),
        ("42", ""),
        ("9", ""),
        ("", ""),
    ],
)
def test_a_text_of_another_length_than_the_source_says_is_a_reason_to_look(stated: str, review: str) -> None:
    article = Article("a", BODY, title="T", date="2024-07-04", stated_words=stated)
    assert with_text_evidence(article).review == review


def test_what_the_format_marks_as_no_part_of_the_article_does_not_lengthen_it() -> None:
    article = Article("a", f"Home News Sport {BODY}", title="T", date="2024-07-04", stated_words="43")
    assert "59: it may hold more" in with_text_evidence(article).review
    navigation = replace(article, format_boilerplate=((0, 16, "navigation", "nav"),))
    assert with_text_evidence(navigation).review == ""


def test_a_length_that_the_reader_doubted_is_not_doubted_twice() -> None:
    doubt = "The text and its headline have 58 words, the source says 1,812."
    article = with_text_evidence(Article("a", BODY, title="T", stated_words="1812", review=doubt))
    assert article.review == doubt


def test_words_that_no_spaces_part_are_not_counted() -> None:
    assert (
        with_text_evidence(Article("a", "港口投票推迟" * 90, title="T", date="2024", stated_words="500")).review == ""
    )
