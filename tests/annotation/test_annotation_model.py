"""What the rules find together with the language model, in short texts of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.document import DocumentAnnotation, QuoteAnnotation
from workbench.annotation.parsed import Parsed
from workbench.annotation.pipeline import PIECE, PipelineSettings, annotate_batch

pytestmark = pytest.mark.model

Annotate = Callable[[str], DocumentAnnotation]


def said(text: str, annotation: DocumentAnnotation, kind: str = "") -> list[tuple[str, str, str]]:
    """Words, speaker and cue of each quote."""
    return [
        (text[q.start : q.end], text[max(q.speaker_start, 0) : max(q.speaker_end, 0)], q.cue)
        for q in annotation.quotes
        if kind in ("", q.kind)
    ]


def named(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in annotation.mentions if m.kind == "named"]


def entity_of_speaker(text: str, annotation: DocumentAnnotation, quote: QuoteAnnotation) -> str:
    mention = annotation.mentions[quote.speaker_mention]
    found = annotation.mentions[mention.antecedent] if mention.antecedent >= 0 else mention
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The ferry will sail on Monday,” Ines Almeida said.", "Ines Almeida", "say"),
        ("“The ferry will sail on Monday,” said Ines Almeida, the harbour master.", "Ines Almeida", "say"),
        ("“The ferry will sail on Monday,” Ines Almeida, the harbour master, told reporters.", "Ines Almeida", "tell"),
        ('Ines Almeida said: "The ferry will sail on Monday."', "Ines Almeida", "say"),
        ("Ines Almeida insisted, “The ferry will sail on Monday.”", "Ines Almeida", "insist"),
        ("“The ferry,” Ines Almeida warned, “will sail on Monday.”", "Ines Almeida", "warn"),
        ("“The ferry will sail on Monday,” according to Ines Almeida.", "Ines Almeida", "according to"),
        ("“The ferry will sail on Monday.” — Ines Almeida", "Ines Almeida", ""),
        ("‘The ferry will sail on Monday,’ Ines Almeida said.", "Ines Almeida", "say"),
        ("“The ferry will sail on Monday,” the newspaper quoted Ines Almeida as saying.", "Ines Almeida", "say"),
        ("“Will the ferry sail on Monday?” Ines Almeida asked.", "Ines Almeida", "ask"),
        (
            "“The ferry will sail on Monday,” the harbour company’s spokesman said.",
            "the harbour company’s spokesman",
            "say",
        ),
    ],
)
def test_the_speaker_and_cue_of_a_direct_quote_are_found(
    annotated: Annotate, text: str, speaker: str, cue: str
) -> None:
    found = said(text, annotated(text), "direct")
    assert found
    assert all(row[1:] == (speaker, cue) for row in found)


def test_a_quote_that_goes_on_after_its_attribution_has_the_same_speaker(annotated: Annotate) -> None:
    text = "“The ferry is old,” Ines Almeida said. “It needs a new engine.”\n\n“We have no money for it.”"
    annotation = annotated(text)
    assert [row[1] for row in said(text, annotation)] == ["Ines Almeida"] * 3
    assert [q.inherited for q in annotation.quotes] == [False, True, True]


def test_a_quotation_over_several_paragraphs_is_one_quote_of_the_person_named_before(annotated: Annotate) -> None:
    text = (
        "According to the harbour master, Ines Almeida, the pier is not safe.\n\n"
        "She told the council: “The piles are rotten.\n\n“The deck is worse.\n\n“Nobody should walk on it.”\n\n"
        "The council meets again in May."
    )
    annotation = annotated(text)
    direct = [q for q in annotation.quotes if q.kind == "direct"]
    assert len(direct) == 1
    assert len(direct[0].parts) == 3
    assert text[direct[0].start : direct[0].end].startswith("The piles")
    assert text[direct[0].speaker_start : direct[0].speaker_end] == "She"
    assert entity_of_speaker(text, annotation, direct[0]) == "Ines Almeida"


def test_a_fragment_in_the_outlets_clause_is_mixed(annotated: Annotate) -> None:
    text = "Ines Almeida called the pier “a danger to everyone who walks on it” on Tuesday."
    assert [(q.kind, q.cue_class) for q in annotated(text).quotes] == [("mixed", "neutral")]


def test_scare_quotes_and_titles_are_no_quotes(annotated: Annotate) -> None:
    text = "The “new” pier is older than the ferry. A novel, “The Old Man and the Pier”, tells its story."
    assert [q for q in annotated(text).quotes if q.kind != "indirect"] == []


def test_speech_without_marks_is_indirect(annotated: Annotate) -> None:
    text = "Ines Almeida said that the ferry would sail on Monday. According to the council, the pier is safe."
    assert said(text, annotated(text), "indirect") == [
        ("that the ferry would sail on Monday", "Ines Almeida", "say"),
        ("the pier is safe", "the council", "according to"),
    ]


def test_names_are_cut_to_the_name(annotated: Annotate) -> None:
    text = "The anti-US march in France's capital drew the crowd. Portugal’s neighbour Spain was silent."
    assert named(text, annotated(text)) == [("US", "GPE"), ("France", "GPE"), ("Portugal", "GPE"), ("Spain", "GPE")]


def test_no_name_crosses_a_line_break(annotated: Annotate) -> None:
    text = "Minister for France\nGermany and Spain meet\n\nRead also:\n\nJohn Smith\nParis"
    for start, end in ((m.start, m.end) for m in annotated(text).mentions):
        assert "\n" not in text[start:end]
    assert "Read also" not in [name for name, _ in named(text, annotated(text))]


def test_a_surname_is_found_in_every_place(annotated: Annotate) -> None:
    text = "Tomasz Wieczorek opened the bridge. The crowd saw Wieczorek wave.\n\nWieczorek left at noon."
    assert [n for n in named(text, annotated(text)) if "Wieczorek" in n[0]] == [
        ("Tomasz Wieczorek", "PERSON"),
        ("Wieczorek", "PERSON"),
        ("Wieczorek", "PERSON"),
    ]


def test_a_description_with_the_title_of_a_named_person_is_a_mention_of_it(annotated: Annotate) -> None:
    text = "President Ana Moreira arrived in Lisbon. The crowd cheered when the president waved."
    annotation = annotated(text)
    nominal = [m for m in annotation.mentions if m.kind == "nominal"]
    assert [text[m.start : m.end] for m in nominal] == ["the president"]
    antecedent = annotation.mentions[nominal[0].antecedent]
    assert text[antecedent.start : antecedent.end] == "Ana Moreira"


def test_sentences_cover_the_text_without_white_space(annotated: Annotate) -> None:
    text = "Headline without a stop\n\nThe ferry sails. “It is late,” she said.\nIt is  not.\n\n  “Good.”\n"
    sentences = [text[a:b] for a, b in annotated(text).sentences]
    assert sentences[0] == "Headline without a stop"
    assert all(s == s.strip() and "\n" not in s for s in sentences)
    assert "".join("".join(sentences).split()) == "".join(text.split())


def test_a_text_longer_than_a_piece_keeps_its_offsets(annotated: Annotate) -> None:
    paragraph = "The ferry sails at noon. “It is late,” Ines Almeida said.\n\n"
    text = paragraph * (PIECE // len(paragraph) + 5)
    annotation = annotated(text)
    assert all(text[q.start : q.end] == "It is late," for q in annotation.quotes if q.kind == "direct")
    assert sum(q.kind == "direct" for q in annotation.quotes) == text.count("“")
    assert all(
        text[m.start : m.end] == "Ines Almeida" for m in annotation.mentions if m.type == "PERSON" and m.kind == "named"
    )


@pytest.mark.parametrize(
    "text", ["", " \n ", "\n\n\n", "“", "a", "🙂", "\u200b", "…\n—", "\x00\ufffd", "\u202eabc", "１２３"]
)
def test_odd_texts_are_annotated_without_error(annotated: Annotate, text: str) -> None:
    annotation = annotated(text)
    assert all(0 <= a < b <= len(text) for a, b in annotation.sentences)


def test_offsets_are_code_points_after_an_emoji(annotated: Annotate) -> None:
    text = "🙂🙂 “The ferry will sail,” Ines Almeida said."
    assert said(text, annotated(text), "direct") == [("The ferry will sail,", "Ines Almeida", "say")]


def test_a_batch_gives_one_annotation_for_each_text_in_order(parse: Callable[[str], Parsed]) -> None:
    texts = [("a", "Ines Almeida left."), ("b", ""), ("c", "One. Two.")]
    assert [len(a.sentences) for a in annotate_batch(texts, PipelineSettings())] == [1, 0, 2]
