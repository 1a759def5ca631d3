"""Languages that have no model here: sentences, quotation marks, and saying what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.annotation.document import DocumentAnnotation
from workbench.annotation.pipeline import PipelineSettings, annotate_batch
from workbench.annotation.quotes_by_marks import quotes_by_marks
from workbench.annotation.run import annotate
from workbench.domain.article import Article

SPANISH = (
    "El Sr. Pérez llegó tarde. ¿Por qué? «No había ningún tren por la mañana», dijo ante la prensa.\n\n"
    "La «isla» sigue sin puente."
)


def read(text: str, language: str) -> DocumentAnnotation:
    return annotate_batch([("a", text)], PipelineSettings(language=language))[0]


def test_sentences_and_quotations_are_found_without_a_model() -> None:
    found = read(SPANISH, "es")
    assert [SPANISH[start:end] for start, end in found.sentences] == [
        "El Sr. Pérez llegó tarde.",
        "¿Por qué?",
        "«No había ningún tren por la mañana», dijo ante la prensa.",
        "La «isla» sigue sin puente.",
    ]
    assert [SPANISH[q.start : q.end] for q in found.quotes] == ["No había ningún tren por la mañana"]
    assert not found.mentions
    assert not found.labels


def test_what_is_missing_is_said() -> None:
    found = read(SPANISH, "es")
    assert (found.language, found.missing) == ("es", ("names", "speakers", "labels"))


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("ja", "船は遅れた。船長は黙っていた。", ["船は遅れた。", "船長は黙っていた。"]),
        ("zh", "渡轮晚点了。船长没有说话。", ["渡轮晚点了。", "船长没有说话。"]),
        ("pcm", "Di boat late. E no go today.", ["Di boat late.", "E no go today."]),
        ("ko", "배가 늦었다. 선장은 말이 없었다.", ["배가 늦었다.", "선장은 말이 없었다."]),
        ("qqq", "Abc def. Ghi jkl.", ["Abc def.", "Ghi jkl."]),
    ],
)
def test_any_language_has_sentences(language: str, text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in read(text, language).sentences] == sentences


@given(st.text(alphabet='ab .,!«»“”"\n', max_size=80))
def test_spans_without_a_model_lie_in_the_text(text: str) -> None:
    quotes, problems = quotes_by_marks(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(quote.speaker_start == quote.cue_start == -1 for quote in quotes)
    assert all(0 <= at < len(text) for at, _ in problems)


def test_a_word_at_a_distance_is_no_quote() -> None:
    assert quotes_by_marks("Die „Lösung“ hilft niemandem.")[0] == ()


def test_a_corpus_of_several_languages_is_read_each_in_its_own() -> None:
    articles = [
        Article("a", SPANISH),
        Article("b", "“The ferry was late again today,” said Ines Almeida, who leads the harbour company in the town."),
        Article("c", SPANISH + " Nadie lo sabe."),
    ]
    found = dict(annotate(articles))
    assert {document: annotation.language for document, annotation in found.items()} == {
        "a": "es",
        "b": "en",
        "c": "es",
    }
    assert [quote.cue for quote in found["b"].quotes] == ["say"]
    assert found["b"].missing == ()
