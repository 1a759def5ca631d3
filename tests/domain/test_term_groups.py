"""Saved searches and groups as decisions: what is kept, what is left out, and new names."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.term_groups import (
    LONGEST_SEARCH,
    TERM_GROUP,
    TermGroup,
    changes_for_group,
    changes_for_new_name,
    group_named,
    reference,
    searches_of,
    term_group_words,
    term_groups_in,
    tidy_name,
    with_new_name,
)

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(lines, st.lists(lines, max_size=5))
def test_a_group_comes_back_as_it_was_kept(name: str, searches: list[str]) -> None:
    group = TermGroup(tidy_name(name), searches_of("\n".join(searches)))
    if not group.name or not group.searches:
        with pytest.raises(ValueError, match="lacks"):
            changes_for_group(group)
        return
    changes = changes_for_group(group)
    decisions = Decisions().with_changes(changes)
    assert term_groups_in(decisions) == {group.name: group.searches}
    assert json.loads(json.dumps(decisions.get(TERM_GROUP, group.name))) == list(group.searches)
    assert term_groups_in(decisions.with_changes(changes_for_group(None, instead_of=group.name))) == {}


def test_what_is_no_group_is_left_out() -> None:
    values = {
        "good": ["war", "  conflict ", "war", ""],
        "": ["war"],
        "text": "war",
        "numbers": [1],
        "empty": [],
        "blank": [" "],
        "long": ["a" * (LONGEST_SEARCH + 1)],
        "null": [None],
    }
    decisions = Decisions({(TERM_GROUP, name): value for name, value in values.items()})
    assert term_groups_in(decisions) == {"good": ("war", "conflict")}


@pytest.mark.parametrize("searches", [("a" * (LONGEST_SEARCH + 1),), tuple(map(str, range(501)))])
def test_more_than_fits_is_refused(searches: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at most"):
        changes_for_group(TermGroup("war", searches))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("war", "@war"),
        ("war-words", "@war-words"),
        ("état", "@état"),
        ("war words", '@"war words"'),
        ("u.s.", '@"u.s."'),
    ],
)
def test_a_search_names_a_group(name: str, written: str) -> None:
    assert reference(name) == written


def test_a_group_is_known_in_any_case() -> None:
    groups = {"War words": ("war",), "war": ("x",)}
    assert group_named("WAR  words", groups) == "War words"
    assert group_named("war", groups) == "war"
    assert group_named("peace", groups) is None


def test_a_new_name_is_followed_by_the_groups_that_use_it() -> None:
    groups = (
        TermGroup("war", ("war",)),
        TermGroup("all", ("@war | peace", "(@war) NEAR/3 @warfare", "mail@war", "@war-words")),
        TermGroup("other", ("peace",)),
    )
    changes = changes_for_new_name("war", "armed conflict", groups)
    assert changes == {
        (TERM_GROUP, "war"): None,
        (TERM_GROUP, "armed conflict"): ["war"],
        (TERM_GROUP, "all"): [
            '@"armed conflict" | peace', '(@"armed conflict") NEAR/3 @warfare', "mail@war", "@war-words",
        ],
    }  # fmt: skip
    assert with_new_name('@"armed conflict" x', "armed conflict", "war") == "@war x"
    assert changes_for_new_name("war", " war ", groups) == {}


def test_a_group_in_words() -> None:
    assert term_group_words(["war", "conflict*"]) == "war | conflict*"
    assert term_group_words(None) == "nothing"
