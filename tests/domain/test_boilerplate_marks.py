from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.boilerplate_marks import (
    BOILERPLATE,
    BoilerplateMark,
    changes_for_marks,
    changes_for_stretches,
    marks_in,
)
from workbench.domain.decisions import Decisions


def decided(*marks: tuple[int, int, str], document: str = "a/b") -> Decisions:
    decisions = Decisions()
    for start, end, kind in marks:
        mark = BoilerplateMark(document, start, end, kind)
        decisions = decisions.with_changes(changes_for_stretches(decisions, [mark]))
    return decisions


def places(decisions: Decisions, document: str = "a/b") -> list[tuple[int, int, str]]:
    return sorted((mark.start, mark.end, mark.kind) for mark in marks_in(decisions).get(document, ()))


def test_a_decision_is_found_again_whatever_the_document_is_called() -> None:
    decisions = decided((3, 9, "marked"))
    assert dict(decisions.collection(BOILERPLATE)) == {"3-9/a/b": "marked"}
    assert places(decisions) == [(3, 9, "marked")]


def test_what_can_not_be_read_is_left_out() -> None:
    values = {"9-3/a": "x", "a-b/a": "x", "3-9": "x", "3-9/a": 7, "1-2/a": ""}
    decisions = Decisions({(BOILERPLATE, key): value for key, value in values.items()})
    assert places(decisions, "a") == [(1, 2, "")]


def test_a_later_decision_cuts_earlier_ones() -> None:
    assert places(decided((0, 20, "marked"), (5, 10, ""))) == [(0, 5, "marked"), (5, 10, ""), (10, 20, "marked")]
    assert places(decided((5, 10, "marked"), (0, 20, ""))) == [(0, 20, "")]


def test_a_decision_is_taken_back_in_a_stretch_and_stays_beside_it() -> None:
    decisions = decided((0, 20, "marked"))
    back = [BoilerplateMark("a/b", 0, 8)]
    assert places(decisions.with_changes(changes_for_stretches(decisions, back, withdraw=True))) == [(8, 20, "marked")]


def test_what_is_decided_already_changes_nothing() -> None:
    decisions = decided((0, 20, "marked"))
    assert changes_for_stretches(decisions, [BoilerplateMark("a/b", 0, 20, "marked")]) == {}


def test_several_articles_change_in_one_step() -> None:
    decisions = decided((0, 20, "marked"))
    changes = changes_for_stretches(decisions, [BoilerplateMark("c", 1, 2), BoilerplateMark("d", 1, 2)])
    assert changes == changes_for_marks([BoilerplateMark("c", 1, 2), BoilerplateMark("d", 1, 2)])


stretches = st.tuples(st.integers(0, 30), st.integers(1, 30), st.sampled_from(["", "marked", "credit"])).map(
    lambda s: (s[0], s[0] + s[1], s[2])
)


@given(st.lists(stretches, max_size=12))
def test_each_character_is_as_it_was_decided_last(marks: list[tuple[int, int, str]]) -> None:
    wanted: dict[int, str] = {}
    for start, end, kind in marks:
        wanted.update(dict.fromkeys(range(start, end), kind))
    got: dict[int, str] = {}
    for start, end, kind in places(decided(*marks)):
        for at in range(start, end):
            assert at not in got, "two decisions overlap"
            got[at] = kind
    assert got == wanted
