from __future__ import annotations

from workbench.domain.decisions import Decisions
from workbench.domain.entity_decisions import ENTITY, entity_decisions_in
from workbench.domain.entity_differences import changes_for_difference, differences_in
from workbench.domain.entity_names import name_focus, name_in
from workbench.domain.focus import Focus


def test_pairs_are_kept_whichever_way_round_they_were_said() -> None:
    decisions = Decisions()
    for one, other in (("b", "a"), ("a", "c/d"), ("c/d", "a"), ("c/d", "b")):
        decisions = decisions.with_changes(changes_for_difference(decisions, one, other))
    assert differences_in(decisions) == {frozenset("ab"), frozenset(("a", "c/d")), frozenset(("b", "c/d"))}
    assert len(decisions) == 2


def test_a_name_is_not_different_from_itself() -> None:
    assert changes_for_difference(Decisions(), "a", "a") == {}


def test_what_can_not_be_read_is_left_out() -> None:
    odd = {"different/a": "b", "different/": ["b"], "different/c": [1, "", "c", "d"], "same/a": "b"}
    decisions = Decisions({(ENTITY, key): value for key, value in odd.items()})
    assert differences_in(decisions) == {frozenset("cd")}


def test_other_decisions_about_entities_are_not_touched() -> None:
    decisions = Decisions(changes_for_difference(Decisions(), "a", "b"))
    assert entity_decisions_in(decisions) == entity_decisions_in(Decisions())


def test_a_focus_can_mean_one_name_of_an_entity() -> None:
    focus = name_focus("nato", "The: Alliance", "Daily Post")
    assert name_in(focus) == "The: Alliance"
    assert Focus.from_json(focus.to_json()) == focus
    assert name_in(Focus(entity="nato")) == ""
    assert name_in(Focus(entity="nato", label="nominal:the alliance")) == ""
