from __future__ import annotations

from workbench.domain.codebook_choices import changes_for_use
from workbench.domain.coding import CODING, coded_in
from workbench.domain.decisions import Decisions
from workbench.domain.judgements import FRAME_CODE, JUDGEMENT, changes_for_code, changes_for_verdict
from workbench.domain.passage_decisions import PASSAGE, changes_for_split
from workbench.domain.spans import Span

HERE, GONE = Span("a", 0, 5), Span("gone", 0, 5)


def test_decisions_without_codes_keep_the_very_same_values_of_the_others() -> None:
    decided = Decisions({("term group", "war"): ["war"], **changes_for_verdict("B", "F", [HERE], "accepted")})
    without = decided.without(CODING)
    assert without.collection(JUDGEMENT) == {}
    assert without.collection("term group") is decided.collection("term group")
    assert without == Decisions({("term group", "war"): ["war"]})
    assert decided.collection(JUDGEMENT)
    assert without.uid != decided.uid


def test_decisions_without_any_code_are_themselves() -> None:
    decided = Decisions({("term group", "war"): ["war"]})
    assert decided.without(CODING) is decided
    assert Decisions().without(CODING).uid == ""
    assert Decisions(changes_for_use("x")).without(CODING).uid != Decisions(changes_for_use("x")).uid


def test_what_is_said_of_articles_that_are_not_there_plays_no_part() -> None:
    decided = Decisions(
        {
            **changes_for_verdict("B", "F", [HERE, GONE], "accepted"),
            **changes_for_code("B", "F", ["a", "gone"], True),
            **changes_for_split([HERE, GONE]),
            (JUDGEMENT, "no place"): "accepted",
        }
    )
    found = coded_in(decided, {"a"})
    assert {name: len(values) for name, values in found.items()} == {JUDGEMENT: 1, FRAME_CODE: 1, PASSAGE: 1}
    assert list(found[FRAME_CODE]) == ["B/F/a"]
