from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.document import DocumentAnnotation

Annotate = Callable[[str], DocumentAnnotation]


def told(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str]]:
    """Speaker and relay of each row."""
    return [
        (
            text[q.speaker_start : q.speaker_end] if q.speaker_start >= 0 else "",
            text[q.relay_start : q.relay_end] if q.relay_start >= 0 else "",
        )
        for q in annotation.quotes
    ]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("Interfax quoted Ines Almeida as saying that the pier would close.", "Interfax"),
        ("“The pier will close,” Tass quoted Ines Almeida as saying.", "Tass"),
        ("Ines Almeida was quoted by Interfax as saying that the pier would close.", "Interfax"),
        ("“The pier will close,” Ines Almeida was quoted as saying by Tass.", "Tass"),
        ("“The pier will close,” Ines Almeida told Reuters.", "Reuters"),
        ("Ines Almeida told Reuters that the pier would close.", "Reuters"),
        ("Ines Almeida told the Harbour Gazette that the pier would close.", "Harbour Gazette"),
        ("The pier would close, according to Ines Almeida, cited by Tass.", "Tass"),
        ("“The pier will close,” Ines Almeida said, according to the Harbour Gazette.", "Harbour Gazette"),
    ],
)
def test_who_passes_words_on_is_the_relay_and_not_the_speaker(annotated: Annotate, text: str, relay: str) -> None:
    assert told(text, annotated(text)) == [("Ines Almeida", relay)]


@pytest.mark.parametrize(
    "text",
    [
        "Ines Almeida told the council that the pier would close.",
        "Ines Almeida said that the pier would close.",
        "“The pier will close,” Ines Almeida told Tom Doe.",
    ],
)
def test_those_who_are_merely_told_are_no_relay(annotated: Annotate, text: str) -> None:
    assert told(text, annotated(text)) == [("Ines Almeida", "")]


def test_speech_that_an_outlet_reports_is_within_its_report(annotated: Annotate) -> None:
    text = "State media reported that the minister said the pier would close."
    annotation = annotated(text)
    assert told(text, annotation) == [("State media", ""), ("the minister", "State media")]
    assert [q.within for q in annotation.quotes] == [-1, 0]


def test_a_report_set_off_by_a_comma_holds_the_whole_sentence(annotated: Annotate) -> None:
    text = "Officials say the ferry will sail, the Harbour Gazette reported on Monday."
    annotation = annotated(text)
    assert [text[q.start : q.end] for q in annotation.quotes] == [
        "Officials say the ferry will sail",
        "the ferry will sail",
    ]
    assert told(text, annotation) == [("Harbour Gazette", ""), ("Officials", "Harbour Gazette")]
    assert [q.within for q in annotation.quotes] == [-1, 0]


def test_relays_are_mentions_where_they_are_names(annotated: Annotate) -> None:
    text = "“The pier will close,” Ines Almeida told Reuters."
    annotation = annotated(text)
    (quote,) = annotation.quotes
    relay = annotation.mentions[quote.relay_mention]
    assert text[relay.start : relay.end] == "Reuters"
