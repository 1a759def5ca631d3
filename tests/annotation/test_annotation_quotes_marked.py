from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.document import DocumentAnnotation, QuoteAnnotation

Annotate = Callable[[str], DocumentAnnotation]


def rows(text: str, annotation: DocumentAnnotation) -> list[tuple[str, str, str]]:
    """Kind, words and speaker of what stands between marks."""
    return [
        (q.kind, text[q.start : q.end], speaker(text, q))
        for q in annotation.quotes
        if q.kind != "indirect" and q.within < 0
    ]


def speaker(text: str, quote: QuoteAnnotation) -> str:
    return text[quote.speaker_start : quote.speaker_end] if quote.speaker_start >= 0 else ""


@pytest.mark.parametrize(
    "text",
    [
        "“We close the pier,” Ines Almeida said.",
        '"We close the pier," said Ines Almeida.',
        "«We close the pier», said Ines Almeida.",
        "‘We close the pier,’ said Ines Almeida.",
        "''We close the pier,'' Ines Almeida said.",
        "Ines Almeida said: “We close the pier.”",
        "Ines Almeida said, “We close the pier.”",
        "Ines Almeida said “we close the pier today.”",
        "“We close the pier,” Ines Almeida, who leads the council, said.",
        "“Do we close the pier?” Ines Almeida pressed.",
        "“We close the pier.” — Ines Almeida",
        "Fares rise again - Ines Almeida: “We close the pier.”",
        "Ines Almeida emailed supporters saying: “We close the pier.”",
        "In a letter to supporters Ines Almeida wrote: “We close the pier.”",
        "“We close the pier,” wrote Ines Almeida in a letter.",
        "As Ines Almeida put it: “We close the pier.”",
        "“We close the pier.”\n\n- Ines Almeida.\n\nThe town went home.",
        "Ines Almeida sent a blunt message to Tom Doe: “We close the pier.”",
        "Fares rose because, in Ines Almeida’s words, “we close the pier for the whole winter.”",
    ],
)
def test_every_way_to_frame_a_direct_quote_gives_its_speaker(annotated: Annotate, text: str) -> None:
    found = rows(text, annotated(text))
    assert [(kind, who) for kind, _, who in found] == [("direct", "Ines Almeida")]
    assert "lose the pier" in found[0][1]


def test_the_parts_of_a_split_quote_are_one_act(annotated: Annotate) -> None:
    text = "“We close the pier,” Ines Almeida said, “and we build a new one.”"
    quotes = annotated(text).quotes
    assert [text[q.start : q.end] for q in quotes] == ["We close the pier,", "and we build a new one."]
    assert len({(q.cue_start, q.speaker_mention) for q in quotes}) == 1


def test_a_quote_goes_on_behind_a_long_description_of_its_speaker(annotated: Annotate) -> None:
    text = (
        "“It was small,” said Ines Almeida, director of the harbour museum at the old port in the north of the town, "
        "“but it was ours.”"
    )
    assert rows(text, annotated(text)) == [
        ("direct", "It was small,", "Ines Almeida"),
        ("direct", "but it was ours.", "Ines Almeida"),
    ]


def test_what_goes_on_after_a_quote_is_the_same_act(annotated: Annotate) -> None:
    text = "“We close,” Ines Almeida said on Monday. “We must.”\n\n“There is no other way.”"
    quotes = annotated(text).quotes
    assert [q.inherited for q in quotes] == [False, True, True]
    assert len({q.cue_start for q in quotes}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “experts” left the room.",
        "Ines “Cat” Almeida left the town on Monday.",
        "Her first novel, “Northern Line,” will be published on Monday.",
        "“Northern Line,” which opens on Friday, is her first film.",
        "He pushed the button for “R,” not for another one.",
        "The novel “Northern Line” was written by Ines Almeida.",
        "In the spring Ines Almeida published “Northern Line” and left.",
        "Ines Almeida visited the “Today” show to discuss the pier.",
        "A dog called “Rex” barked.",
    ],
)
def test_scare_quotes_nicknames_and_titles_are_no_quotes(annotated: Annotate, text: str) -> None:
    assert rows(text, annotated(text)) == []


def test_a_fragment_is_mixed(annotated: Annotate) -> None:
    text = "Ines Almeida called the pier “a danger to everyone who walks on it” on Tuesday."
    assert rows(text, annotated(text)) == [("mixed", "a danger to everyone who walks on it", "Ines Almeida")]


def test_a_fragment_belongs_to_the_clause_that_it_stands_in(annotated: Annotate) -> None:
    text = "When thieves are caught, Roe and Almeida call them “lone wolves of the harbour” and leave."
    annotation = annotated(text)
    (fragment,) = [q for q in annotation.quotes if q.kind == "mixed"]
    assert fragment.cue == "call"


def test_a_mark_that_is_never_closed_is_a_problem_and_no_quote_of_nobody(annotated: Annotate) -> None:
    text = "“We close the pier, said Ines Almeida.\n\nNothing else happened."
    annotation = annotated(text)
    assert annotation.problems == ((0, "this quotation mark is never closed"),)
    assert [speaker(text, q) for q in annotation.quotes if q.cue == "say"] == ["Ines Almeida"]


def test_nested_words_have_the_speaker_that_the_outer_ones_name(annotated: Annotate) -> None:
    text = "“The mayor told me, ‘Go home and stay there,’ and I left,” Ines Almeida said."
    outer, inner = annotated(text).quotes
    assert (outer.kind, speaker(text, outer), outer.within) == ("direct", "Ines Almeida", -1)
    assert (inner.kind, speaker(text, inner), inner.within) == ("direct", "The mayor", 0)
    assert text[inner.start : inner.end] == "Go home and stay there,"
    assert text[inner.relay_start : inner.relay_end] == "Ines Almeida"


def test_speech_reported_inside_a_quotation_stands_within_it(annotated: Annotate) -> None:
    text = "“The mayor said that the pier would close,” Ines Almeida recalled."
    outer, inner = annotated(text).quotes
    assert (inner.kind, speaker(text, inner), inner.within) == ("indirect", "The mayor", 0)
    assert outer.within == -1


def test_words_used_at_a_distance_inside_a_quotation_have_no_row(annotated: Annotate) -> None:
    text = "“The captain called it ‘madness’,” Ines Almeida said."
    assert len(annotated(text).quotes) == 1


def test_what_the_speaker_says_of_himself_inside_a_quotation_has_no_row(annotated: Annotate) -> None:
    text = "“I told him, ‘Go home,’ and he left,” Ines Almeida said."
    assert len(annotated(text).quotes) == 1
