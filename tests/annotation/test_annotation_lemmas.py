"""Dictionary forms by the tables of the model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.annotation.parsed import Parsed

pytestmark = pytest.mark.model


def test_inflected_words_have_their_dictionary_form(parse: Callable[[str], Parsed]) -> None:
    parsed = parse("The leaders said they were dying to see better days, and the largest ships have left.")
    lemmas = {parsed.word(token): parsed.lemma(token) for token in range(len(parsed))}
    assert lemmas["leaders"] == "leader"
    assert lemmas["said"] == "say"
    assert lemmas["were"] == "be"
    assert lemmas["dying"] == "die"
    assert lemmas["better"] == "good"
    assert lemmas["largest"] == "large"
    assert lemmas["left"] == "leave"


def test_short_forms_have_the_form_of_the_word_they_stand_for(parse: Callable[[str], Parsed]) -> None:
    parsed = parse("She’s late, they won’t wait, and we're gone.")
    assert [parsed.lemma(token) for token in range(len(parsed))] == [
        "she", "be", "late", ",", "they", "will", "not", "wait", ",", "and", "we", "be", "go", ".",
    ]  # fmt: skip


def test_names_keep_their_form() -> None:
    parsed = Parsed("Rivers", starts=[0], ends=[6], tags=["NNP"], relations=["ROOT"], heads=[0])
    assert parsed.lemma(0) == "rivers"
