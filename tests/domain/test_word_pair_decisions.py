from __future__ import annotations

import pytest

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.labels import RELATION_WORDS, RELATIONS, ChosenLabel
from workbench.domain.scope import Voice
from workbench.domain.word_pairs import WORD_PAIR, WordPair, changes_for_pair, pair_from, word_pair_words, word_pairs_in

PAIR = WordPair("regime / government", "regime", "government")


def test_a_pair_is_kept_changed_and_taken_away() -> None:
    kept = Decisions().with_changes(changes_for_pair(PAIR))
    assert word_pairs_in(kept) == (PAIR,)
    other = WordPair("rulers", "regime | junta", "government")
    changed = kept.with_changes(changes_for_pair(other, instead_of=PAIR.name))
    assert word_pairs_in(changed) == (other,)
    same_name = WordPair(PAIR.name, "junta", "government")
    assert word_pairs_in(kept.with_changes(changes_for_pair(same_name, instead_of=PAIR.name))) == (same_name,)
    assert word_pairs_in(kept.with_changes(changes_for_pair(None, instead_of=PAIR.name))) == ()


def test_pairs_stand_in_the_order_in_which_they_were_made() -> None:
    decisions = Decisions()
    for name in ("b", "a", "c"):
        decisions = decisions.with_changes(changes_for_pair(WordPair(name, "x", "y")))
    assert [pair.name for pair in word_pairs_in(decisions)] == ["b", "a", "c"]


@pytest.mark.parametrize("pair", [WordPair("", "a", "b"), WordPair("n", " ", "b"), WordPair("n", "a", "")])
def test_a_pair_needs_a_name_and_both_searches(pair: WordPair) -> None:
    with pytest.raises(ValueError, match="lacks"):
        changes_for_pair(pair)


@pytest.mark.parametrize("value", ["regime", 3, ["a", "b"], {"a": "x"}, {"a": "x", "b": 2}, {"a": "", "b": "y"}])
def test_what_is_no_pair_is_left_out(value: object) -> None:
    assert word_pairs_in(Decisions({(WORD_PAIR, "n"): value})) == ()
    assert "against" in word_pair_words(value)


def test_a_pair_on_one_line() -> None:
    assert pair_from("  regime | junta  /  government ") == WordPair(
        "regime | junta / government", "regime | junta", "government"
    )
    assert pair_from("us NEAR/5 ban / talks") == WordPair("us NEAR/5 ban / talks", "us NEAR/5 ban", "talks")
    for wrong in ("regime", "regime/government", " / government", ""):
        with pytest.raises(ValueError, match="no pair"):
            pair_from(wrong)


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize("label", ["dictator", "give up", "not sign", "a: b"])
def test_a_label_comes_back_from_its_focus(voice: Voice, label: str) -> None:
    for relation in RELATIONS:
        chosen = ChosenLabel(relation, label, voice)
        focus = chosen.focus("e1", "Daily Post")
        assert (focus.entity, focus.outlet) == ("e1", "Daily Post")
        assert ChosenLabel.of(Focus.from_json(focus.to_json())) == chosen
        assert RELATION_WORDS[relation] in chosen.words


@pytest.mark.parametrize("label", ["", "dictator", "colour:red", "modifier@nobody:weak"])
def test_a_focus_with_another_label_has_none(label: str) -> None:
    assert ChosenLabel.of(Focus(entity="e1", label=label)) is None
