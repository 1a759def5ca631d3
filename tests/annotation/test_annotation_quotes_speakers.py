from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.annotation.document import DocumentAnnotation, QuoteAnnotation

Annotate = Callable[[str], DocumentAnnotation]


def named_speaker(text: str, annotation: DocumentAnnotation, quote: QuoteAnnotation) -> str:
    """The name behind a quote's speaker."""
    mention = annotation.mentions[quote.speaker_mention]
    named = annotation.mentions[mention.antecedent] if mention.antecedent >= 0 else mention
    return text[named.start : named.end]


def speakers(text: str, annotation: DocumentAnnotation) -> list[str]:
    return [named_speaker(text, annotation, q) for q in annotation.quotes if q.speaker_mention >= 0]


def test_a_pronoun_that_speaks_stands_for_who_spoke_and_not_for_who_was_spoken_about(annotated: Annotate) -> None:
    text = "Jane Roe said Tom Doe had lied. “That is bad,” she said."
    assert speakers(text, annotated(text)) == ["Jane Roe", "Jane Roe"]


def test_a_pronoun_of_another_gender_stands_for_another_person(annotated: Annotate) -> None:
    text = "Jane Roe criticised Tom Doe. She said he should resign. He said he would not."
    assert speakers(text, annotated(text)) == ["Jane Roe", "Jane Roe", "Tom Doe"]


def test_a_title_rules_a_person_out(annotated: Annotate) -> None:
    text = "Mrs Roe met Mr Doe at the harbour. Mr Doe smiled. “We close it,” she said."
    assert speakers(text, annotated(text))[-1] == "Roe"


def test_the_articles_own_pronouns_rule_a_person_out(annotated: Annotate) -> None:
    text = (
        "Robin Roe sold her boat. Then Robin Roe moved her shop. "
        "Robin Roe lost her licence. Kim Doe watched from the pier.\n\nRobin Roe left.\n\n“I saw it all,” he said."
    )
    assert speakers(text, annotated(text))[-1] == "Kim Doe"


def test_a_name_alone_never_tells_a_gender(annotated: Annotate) -> None:
    text = "Jane Roe opened the fair. “It is late,” he said."
    assert speakers(text, annotated(text)) == ["Jane Roe"]


def test_a_relative_pronoun_that_speaks_stands_for_the_name_before_it(annotated: Annotate) -> None:
    text = "Ines Almeida, who said the pier was safe, left."
    annotation = annotated(text)
    (quote,) = annotation.quotes
    assert text[quote.speaker_start : quote.speaker_end] == "who"
    assert speakers(text, annotation) == ["Ines Almeida"]


def test_a_relative_pronoun_behind_a_common_noun_gives_the_noun(annotated: Annotate) -> None:
    text = "The critics who said the pier was safe left."
    (quote,) = annotated(text).quotes
    assert text[quote.speaker_start : quote.speaker_end] == "The critics"


_ARTICLES = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "eurasian-security"


@pytest.fixture(scope="module")
def security_articles(annotated: Annotate) -> list[tuple[str, DocumentAnnotation]]:
    files = sorted(_ARTICLES.glob("*.txt")) if _ARTICLES.is_dir() else []
    if not files:
        pytest.skip("the articles on Eurasian security are not here")
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [(text, annotated(text)) for text in texts]


def test_a_quotation_of_seven_paragraphs_is_one_quote_with_its_speaker(
    security_articles: list[tuple[str, DocumentAnnotation]],
) -> None:
    (found,) = [(t, a, q) for t, a in security_articles for q in a.quotes if len(q.parts) == 7]
    text, annotation, quote = found
    assert quote.kind == "direct"
    assert text[quote.speaker_start : quote.speaker_end] == "He"
    assert named_speaker(text, annotation, quote) == "Stepan Stepanenko"


def test_two_renderings_of_a_sentence_have_the_same_speaker(
    security_articles: list[tuple[str, DocumentAnnotation]],
) -> None:
    who = [
        named_speaker(text, annotation, quote).split()[-1]
        for text, annotation in security_articles
        for quote in annotation.quotes
        if "indivisible security and development" in text[quote.start : quote.end] and quote.kind != "indirect"
    ]
    assert len(who) == 2
    assert len(set(who)) == 1
