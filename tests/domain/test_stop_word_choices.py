"""Function words by language, and what people decide about them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions, Json
from workbench.domain.function_words import ENGLISH, FRENCH, GROUPS, built_in, lists_for
from workbench.domain.stop_word_choices import (
    STOP_WORD,
    as_options,
    changes_for_stop_words,
    from_options,
    hidden_words,
    stop_words_in,
    tidy_word,
)
from workbench.index.store import TokenStore


def test_a_word_is_hidden_or_shown_and_left_to_the_lists_again() -> None:
    changes = changes_for_stop_words([" Said ", "DON’T", "  "], True) | changes_for_stop_words(["However"], False)
    decisions = Decisions().with_changes(changes)
    assert stop_words_in(decisions) == {"said": True, "don't": True, "however": False}
    hidden = hidden_words(["en"], stop_words_in(decisions))
    assert hidden == (ENGLISH | {"said"}) - {"however"}
    again = decisions.with_changes(changes_for_stop_words(["said", "however"], None))
    assert stop_words_in(again) == {"don't": True}


@pytest.mark.parametrize("value", [1, "yes", [], {"hidden": True}])
def test_what_this_version_can_not_read_is_left_out(value: Json) -> None:
    decisions = Decisions({(STOP_WORD, "said"): value, (STOP_WORD, ""): True, (STOP_WORD, "war"): True})
    assert stop_words_in(decisions) == {"war": True}


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=9).map(tidy_word).filter(lambda w: w.strip("+-") == w != ""), st.booleans()
    )
)
def test_choices_survive_being_options(choices: dict[str, bool]) -> None:
    assert from_options(as_options(choices)) == choices


@pytest.mark.parametrize(
    ("languages", "lists"),
    [
        ({"en"}, ("en",)),
        ({"fr"}, ("fr",)),
        ({"fr", "en"}, ("en", "fr")),
        ({"fr", ""}, ("en", "fr")),
        ({"de"}, ("en",)),
        (set(), ("en",)),
    ],
)
def test_the_languages_of_the_articles_decide_which_lists_hold(languages: set[str], lists: tuple[str, ...]) -> None:
    assert lists_for(languages) == lists


def test_with_both_lists_words_that_matter_in_english_stay() -> None:
    both, french = built_in(["en", "fr"]), built_in(["fr"])
    assert {"car", "son", "eu", "ai", "pour"} <= set(french)
    assert not {"car", "son", "eu", "ai", "pour"} & set(both)
    assert set(both) >= ENGLISH | {"le", "dans", "qu'il"} - {"dans"}
    assert both["the"] == ("en", "articles and determiners")
    assert both["qu'il"] == ("fr", "contractions")


def test_every_listed_word_is_a_word_as_it_is_counted() -> None:
    for words in (ENGLISH - {"'s"}, FRENCH):
        assert set(TokenStore.build([("a", " ".join(sorted(words)))]).types) == words
    groups = [words for lists in GROUPS.values() for words in lists.values()]
    assert all(groups)
