from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.focus import NOBODY, PHRASE, Focus
from workbench.domain.speakers import (
    KIND,
    SPECIAL,
    UNRESOLVED,
    folded_phrase,
    is_entity,
    kind_id,
    speaker_id,
    speaker_words,
)


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("officials", "officials"),
        ("The officials", "officials"),
        ("Two senior officials", "senior officials"),
        ("a spokesman", "spokesman"),
        ("the 17 members", "members"),
        ("12,000 protesters", "protesters"),
        ("70 percent of voters", "70 percent of voters"),
        ("a lawyer, who asked not to be named", "lawyer"),
        ("residents who stayed behind", "residents"),
        ("the union’s spokesman", "union's spokesman"),
        ("une porte-parole du ministère", "porte-parole du ministère"),
        ("l’avocat", "avocat"),
        ("  A\n spokeswoman ", "spokeswoman"),
        ("the", "the"),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_phrase_is_compared_without_what_stands_around_its_head(words: str, folded: str) -> None:
    assert folded_phrase(words) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_that_matters(words: str) -> None:
    assert " " not in (folded_phrase(words)[:1], folded_phrase(words)[-1:])
    assert folded_phrase(words) == folded_phrase(f"  {words}\n")


def test_a_speaker_is_an_entity_words_a_pronoun_or_nobody() -> None:
    assert speaker_id("jane-roe", "She") == "jane-roe"
    assert speaker_id("", "The officials") == f"{PHRASE}officials"
    assert speaker_id("", "She") == speaker_id("", "they") == UNRESOLVED
    assert speaker_id("", "") == speaker_id("", "”") == NOBODY


def test_speakers_who_are_no_entities_have_words() -> None:
    assert speaker_words(f"{PHRASE}officials") == "officials"
    assert speaker_words(NOBODY) == "Nobody named"
    assert speaker_words(KIND) == "No kind set"
    assert speaker_words(kind_id("expert")) == "expert"
    assert [is_entity(one) for one in ("jane-roe", f"{PHRASE}officials", *SPECIAL, kind_id("x"))] == [True] + [
        False
    ] * 4


@given(st.sampled_from(["jane-roe", f"{PHRASE}officials", NOBODY, kind_id("NGO")]), st.booleans(), st.text(max_size=5))
def test_a_highlighted_speaker_comes_back_from_its_json(speaker: str, indirect: bool, outlet: str) -> None:
    focus = Focus(speaker=speaker, outlet=outlet, indirect=indirect)
    assert Focus.from_json(focus.to_json()) == focus
    assert focus.subject == "speaker"


def test_indirect_speech_is_somebody_s() -> None:
    with pytest.raises(ValueError, match="indirect"):
        Focus(entity="jane-roe", indirect=True)
