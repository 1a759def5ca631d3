from __future__ import annotations

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
