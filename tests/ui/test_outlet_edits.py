from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.journal import Edit
from workbench.domain.outlet_groups import NO_GROUP, OUTLET_GROUP, changes_for_group, groupings_in
from workbench.domain.outlet_names import OUTLET_NAME, changes_for_fold, folds_in
from workbench.domain.palette import outlet_styles
from workbench.domain.scope import Scope
from workbench.domain.state import SCOPE
from workbench.ui.dialogs.outlet_edits import OutletEdits
from workbench.ui.edit_words import edit_words
from workbench.workspace.outlet_tasks import OutletName, OutletNames


def names_of(*names: str, decisions: Decisions | None = None, suggestions: dict[str, str] | None = None) -> OutletNames:
    decided = decisions or Decisions()
    folds = folds_in(decided)
    return OutletNames(
        1,
        tuple(
            OutletName(name, 2, folds.get(name, name), (suggestions or {}).get(name, ""), "Why.", certain=True)
            for name in sorted(names)
        ),
        groupings=tuple((grouping, tuple(groups.items())) for grouping, groups in groupings_in(decided).items()),
    )


def after(edits: OutletEdits, decisions: Decisions | None = None) -> Decisions:
    return (decisions or Decisions()).with_changes(edits.changes())


def test_names_are_merged_and_split_off() -> None:
    edits = OutletEdits(names_of("A", "B", "C"))
    edits.merge(["A", "B"], "A")
    assert edits.outlets() == {"A": 4, "C": 2}
    assert edits.label() == "Change 1 outlet name"
    first = after(edits)
    assert folds_in(first) == {"B": "A"}
    again = OutletEdits(names_of("A", "B", "C", decisions=first))
    again.split(["B"])
    assert folds_in(after(again, first)) == {}


def test_names_of_an_outlet_follow_when_it_is_merged() -> None:
    first = Decisions().with_changes(changes_for_fold(["A"], "B"))
    edits = OutletEdits(names_of("A", "B", "C", decisions=first))
    edits.merge(["B"], "C")
    assert folds_in(after(edits, first)) == {"A": "C", "B": "C"}


def test_merging_an_outlet_into_one_of_its_names_turns_them_round() -> None:
    first = Decisions().with_changes(changes_for_fold(["A"], "B"))
    edits = OutletEdits(names_of("A", "B", decisions=first))
    edits.merge(["A", "B"], "A")
    assert folds_in(after(edits, first)) == {"B": "A"}


def test_a_known_outlet_keeps_its_spelling_but_names_that_differ_in_case_are_told_apart() -> None:
    edits = OutletEdits(names_of("Post", "POST", "Other"))
    edits.merge(["Other"], "pOST")
    assert edits.outlet("Other") in ("Post", "POST")
    edits.merge(["POST"], "Post")
    assert edits.outlet("POST") == "Post"


def test_suggestions_are_used_where_nothing_was_decided() -> None:
    edits = OutletEdits(names_of("A", "B", "C", suggestions={"A": "B", "C": "B"}))
    edits.merge(["C"], "Else")
    assert edits.certain == ("A",)
    edits.use(edits.certain)
    assert (edits.outlet("A"), edits.outlet("C")) == ("B", "Else")
    assert not edits.certain


def test_a_suggestion_that_would_lead_back_is_not_offered() -> None:
    edits = OutletEdits(names_of("A", "B", suggestions={"A": "B"}))
    edits.merge(["B"], "A")
    assert not edits.offers("A")


def test_groups_follow_names_and_a_known_group_keeps_its_spelling() -> None:
    first = Decisions().with_changes(changes_for_group("Country", ["B"], "Norway"))
    edits = OutletEdits(names_of("A", "B", decisions=first))
    edits.merge(["B"], "A")
    assert edits.groups("Country") == {"A": "Norway", "B": "Norway"}
    edits.set_group("Country", ["A"], "")
    assert "A" not in edits.groups("Country")
    edits.set_group("Country", ["B"], "NORWAY")
    edits.set_group("Country", ["A"], "norway")
    assert edits.groups("Country")["A"] == "NORWAY"


def test_a_grouping_is_renamed_and_deleted_and_the_scope_follows() -> None:
    first = Decisions().with_changes(changes_for_group("Country", ["A"], "Norway"))
    edits = OutletEdits(names_of("A", "B", decisions=first))
    edits.rename("Country", "State / land")
    assert groupings_in(after(edits, first)) == {"State land": {"A": "Norway"}}
    assert edits.scope(Scope(compare="Country")).compare == "State land"
    edits.rename("State land", "Land")
    assert edits.scope(Scope(compare="Country")).compare == "Land"
    edits.delete("Land")
    assert groupings_in(after(edits, first)) == {}
    assert edits.scope(Scope(compare="Country")).compare == ""
    assert edits.scope(Scope(compare="Type")).compare == "Type"


def test_what_is_counted_stays_the_same_outlets() -> None:
    edits = OutletEdits(names_of("A", "B", "C"))
    edits.merge(["A", "B"], "New")
    assert edits.scope(Scope(outlets=("A", "B", "C"))).outlets == ("New", "C")


def test_a_table_says_what_it_has_that_the_corpus_has_not() -> None:
    edits = OutletEdits(names_of("A", "Big  Post"))
    edits.merge(["A"], "Alpha")
    found, unknown = edits.take_in("Owner", {"a": "One", "big post": "Two", "Nobody": "Three"})
    assert (found, unknown) == (2, ("Nobody",))
    assert edits.groups("Owner") == {"Alpha": "One", "Big  Post": "Two"}


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Edit(OUTLET_NAME, "Guardian.com", None, "The Guardian"), "Guardian.com → The Guardian"),
        (Edit(OUTLET_NAME, "Guardian.com", "The Guardian", None), "The Guardian → Guardian.com"),
        (Edit(OUTLET_GROUP, "Country/A/B", None, "Norway"), "Country of A/B: no group → Norway"),
        (Edit(OUTLET_GROUP, "Country/A", "Norway", None), "Country of A: Norway → no group"),
        (Edit(SCOPE, "compare", None, "Country"), "Compared: outlets → groups of Country"),
        (Edit(SCOPE, "copies", None, "once"), "Copied text: counted each time → counted once"),
        (Edit(SCOPE, "duplicate_share", 0.7, 0.55), "70 % → 55 %"),
    ],
)
def test_the_history_says_it_in_words(edit: Edit, words: str) -> None:
    assert edit_words(edit).endswith(words)


def test_outlets_in_no_group_look_as_an_unknown_outlet_and_take_no_colour_from_the_others() -> None:
    styles = outlet_styles(["B", "A", NO_GROUP])
    assert styles[NO_GROUP] == styles[""]
    assert {name: styles[name] for name in "AB"} == {name: outlet_styles("AB")[name] for name in "AB"}


_NAME = st.sampled_from("ABCDE")
_STEP = st.one_of(
    st.tuples(st.just("merge"), st.lists(_NAME, min_size=1, max_size=3), _NAME),
    st.tuples(st.just("split"), st.lists(_NAME, min_size=1, max_size=3), st.just("")),
    st.tuples(st.just("use"), st.lists(_NAME, min_size=1, max_size=3), st.just("")),
    st.tuples(st.just("group"), st.lists(_NAME, min_size=1, max_size=3), st.sampled_from(["", "x", "y"])),
)


@given(first=st.lists(_STEP, max_size=6), second=st.lists(_STEP, max_size=6))
def test_what_is_previewed_is_what_is_decided(
    first: list[tuple[str, list[str], str]], second: list[tuple[str, list[str], str]]
) -> None:
    decisions = Decisions()
    for steps in (first, second):
        edits = OutletEdits(names_of(*"ABCDE", decisions=decisions, suggestions={"A": "B", "B": "C"}))
        assert edits.changes() == {}
        for verb, names, value in steps:
            if verb == "merge":
                edits.merge(names, value)
            elif verb == "split":
                edits.split(names)
            elif verb == "use":
                edits.use(names)
            else:
                edits.set_group("Type", names, value)
                here = edits.groups("Type")
                assert all(here.get(name, "") == value for name in names)
        decisions = after(edits, decisions)
        folds = folds_in(decisions)
        assert {name: folds.get(name, name) for name in "ABCDE"} == {name: edits.outlet(name) for name in "ABCDE"}
        assert groupings_in(decisions).get("Type", {}) == edits.groups("Type")
