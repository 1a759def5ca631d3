"""Common words that have their capital from a headline, the start of a sentence, or a loud voice."""

from __future__ import annotations

import pytest

from workbench.annotation.document import DocumentAnnotation, MentionAnnotation
from workbench.annotation.entities import resolve
from workbench.annotation.tables import assemble
from workbench.domain.article import Article


def names(*texts: tuple[str, str]) -> list[str]:
    """Names of the entities of articles, each with a word that was taken for a name wherever it has capitals."""
    articles = [Article(f"d{number}", text) for number, (text, _) in enumerate(texts)]
    annotations = {}
    for article, (text, word) in zip(articles, texts, strict=True):
        places = [at for at in range(len(text)) if word and text.startswith(word, at)]
        mentions = tuple(MentionAnnotation(at, at + len(word), "ORG", "named") for at in places)
        annotations[article.document_id] = DocumentAnnotation(mentions=mentions)
    resolution = resolve(articles, annotations)
    tables = assemble(articles, annotations)
    assert set(tables.mentions["entity_id"]) == {entity.entity_id for entity in resolution.entities}
    return [entity.name for entity in resolution.entities]


@pytest.mark.parametrize(
    "text",
    [
        "Flood ends ferry service",
        "Ferries Halted As Flood Reaches Town",
        "FERRY FLOOD MAYHEM",
        "The water rose.\n\n“Flood and fire,” she said.",
        "They ran from the FLOODWATER. The floodwater rose.",
    ],
)
def test_a_word_with_capitals_only_by_its_place_is_no_name(text: str) -> None:
    word = next(word for word in ("FLOODWATER", "FLOOD", "Flood") if word in text)
    assert names((text, word), ("The flood came at noon. No flood was worse.", "")) == []


def test_a_word_in_capitals_inside_a_sentence_is_a_name_everywhere() -> None:
    headline, inside = (
        ("Flood ends ferry service", "Flood"),
        ("She asked the band Flood, which came by flood.", "Flood"),
    )
    assert names(headline, inside) == ["Flood"]


def test_a_word_that_the_corpus_never_has_in_lower_case_stays_a_name() -> None:
    assert names(("Ardent halts ferries", "Ardent"), ("The ferries lay still.", "")) == ["Ardent"]


def test_a_word_that_is_part_of_a_longer_name_stays_one() -> None:
    assert names(("Flood halts ferries. The flood fell.", "Flood"), ("She met Mary Flood.", "Mary Flood")) == [
        "Flood", "Mary Flood",
    ]  # fmt: skip


def test_a_short_word_in_capitals_inside_a_sentence_may_be_an_acronym() -> None:
    assert names(("The banks left SALT at a swift pace. Add salt.", "SALT")) == ["SALT"]
