"""Phrases that name nobody who could have said something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.focus import NOBODY, PHRASE
from workbench.domain.speakers import UNRESOLVED, folded_phrase, speaker_id
from workbench.domain.voiceless import can_speak


@pytest.mark.parametrize(
    "words",
    [
        "51 percent", "21%", "the remaining 12 percent", "tens of thousands", "some", "five", "someone", "$3 billion",
        "the two sides", "an agreement", "the blockade", "Mr Ryan’s decision", "a clause", "the 24th summit of the Council",
        "the emergence of a rival", "policies", "crises", "unhappiness", "algorithms", "70 percent of imports", "les deux côtés",
        "51 pour cent",
    ],
)  # fmt: skip
def test_quantities_things_and_events_say_nothing(words: str) -> None:
    assert not can_speak(folded_phrase(words))
    assert speaker_id("", words) == NOBODY


@pytest.mark.parametrize(
    "words",
    [
        "70 percent of voters", "at least 50 senators", "nearly seven in 10 respondents", "a majority of Republicans",
        "officials", "a witness", "witnesses", "the Russian side", "the right", "the Times", "a think tank",
        "the authors of the agreement", "a new poll", "the annual report", "Louisiana law", "the control room",
        "a group of lawmakers", "the ministry’s spokesman", "furniture makers", "Kyiv", "le gouvernement",
        "la porte-parole du sommet",
    ],
)  # fmt: skip
def test_people_bodies_and_documents_speak(words: str) -> None:
    assert can_speak(folded_phrase(words))
    assert speaker_id("", words).startswith(PHRASE)


def test_what_a_person_decided_stays_a_speaker() -> None:
    assert speaker_id("", "the two sides", decided=True) == f"{PHRASE}sides"


def test_a_possessive_alone_is_a_pronoun() -> None:
    assert speaker_id("", "its") == speaker_id("", "their") == UNRESOLVED


@given(st.text(max_size=60))
def test_any_phrase_has_an_answer(words: str) -> None:
    assert can_speak(folded_phrase(words)) in (True, False)
