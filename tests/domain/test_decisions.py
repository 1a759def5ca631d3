"""Decisions are frozen values that know how they differ."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions
from workbench.domain.journal import path_between

KEYS = st.sampled_from([(c, k) for c in ("metadata", "view") for k in "abcd"])
VALUES = st.text(max_size=3) | st.integers() | st.lists(st.booleans(), max_size=2)
CHANGES = st.dictionaries(KEYS, st.none() | VALUES, max_size=5)


@given(st.lists(CHANGES, max_size=8))
def test_decisions_follow_a_plain_mapping_and_say_how_they_differ(rows: list[dict[tuple[str, str], object]]) -> None:
    made, plain = [Decisions()], [dict[tuple[str, str], object]()]
    for changes in rows:
        made.append(made[-1].with_changes(changes))
        merged = {**plain[-1], **changes}
        plain.append({key: value for key, value in merged.items() if value is not None})
    for new, wanted in zip(made, plain, strict=True):
        assert dict(new.items()) == wanted
        assert len(new) == len(wanted)
        for old, before in zip(made, plain, strict=True):
            differences = new.differences(old)
            assert differences == {
                key: (before.get(key), wanted.get(key))
                for key in {**before, **wanted}
                if before.get(key) != wanted.get(key)
            }
            assert (new == old) is (before == wanted)
            if new == old:
                assert hash(new) == hash(old)
    again = pickle.loads(pickle.dumps(made[-1]))  # noqa: S301 - our own bytes
    assert again == made[-1]
    assert again.uid == made[-1].uid


def test_no_decisions_have_no_name_so_that_they_are_never_sent() -> None:
    assert Decisions().uid == ""
    assert Decisions({("view", "a"): 1}).with_changes({("view", "a"): None}).uid == ""
    assert repr(Decisions({("view", "a"): 1})) == "Decisions(view: 1)"
    assert Decisions() != {}


def test_the_way_between_two_positions_leads_over_what_they_share() -> None:
    parents = {1: 0, 2: 1, 3: 2, 4: 2, 5: 4}
    assert path_between(parents, 3, 5) == ([3], [4, 5])
    assert path_between(parents, 5, 1) == ([5, 4, 2], [])
    assert path_between(parents, 0, 3) == ([], [1, 2, 3])
    assert path_between(parents, 4, 4) == ([], [])
    with pytest.raises(KeyError):
        path_between(parents, 1, 9)
