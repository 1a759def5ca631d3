from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.cue_verbs import (
    CUE_VERB,
    NO_CUE,
    changes_for_cue_verbs,
    cue_verbs_in,
)
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.quote_decisions import (
    NOWHERE,
    QUOTE,
    QUOTE_KINDS,
    QuoteDecision,
    changes_for_quote_rejection,
    changes_for_quote_restoring,
    changes_for_quotes,
    quote_decision_at,
    quote_decisions_in,
)
from workbench.domain.spans import Span

PLACE = Span("a/b", 3, 9)


def decided(*quotes: QuoteDecision) -> Decisions:
    return Decisions().with_changes(changes_for_quotes(quotes))


def test_a_rejected_quote_says_nothing_else() -> None:
    decisions = decided(QuoteDecision(PLACE, rejected=True, kind="mixed"))
    assert dict(decisions.collection(QUOTE)) == {"3-9/a/b": {"rejected": True}}


def test_only_what_differs_is_kept() -> None:
    made = QuoteDecision(PLACE, added=True, kind="direct", start=3, end=12, speaker=(20, 30), cue=NOWHERE)
    decisions = decided(made)
    assert dict(decisions.collection(QUOTE)) == {
        "3-9/a/b": {"added": True, "kind": "direct", "end": 12, "speaker": [20, 30], "cue": []}
    }
    assert quote_decision_at(decisions, PLACE) == replace(made, start=None)
    assert made.quote_id == "a/b#p3-9"
    assert made.interval == (3, 12)
    assert decided(QuoteDecision(PLACE)) == Decisions()


def test_what_a_person_added_is_gone_when_it_is_rejected_and_what_was_found_is_rejected() -> None:
    decisions = decided(QuoteDecision(PLACE, added=True, kind="direct"))
    other = Span("c", 0, 4)
    after = decisions.with_changes(changes_for_quote_rejection(decisions, [PLACE, other]))
    assert dict(after.collection(QUOTE)) == {"0-4/c": {"rejected": True}}
    assert after.with_changes(changes_for_quote_restoring([other])) == Decisions()


@pytest.mark.parametrize(
    "value",
    [7, "rejected", [], {}, {"kind": "loud"}, {"kind": ["direct"]}, {"start": -1}, {"end": True}, {"end": 3},
     {"speaker": [1]}, {"speaker": [4, 2]}, {"speaker": "x"}, {"class": "loud"}, {"class": {}}, {"cue_word": 1}],
)  # fmt: skip
def test_what_can_not_be_read_is_left_out(value: Json) -> None:
    decisions = Decisions({(QUOTE, "3-9/a"): value})
    assert quote_decisions_in(decisions) == {}
    assert quote_decision_at(Decisions({(QUOTE, "x"): value}), Span("a", 3, 9)) is None


intervals = st.one_of(st.none(), st.just(NOWHERE), st.tuples(st.integers(0, 40), st.integers(41, 90)))
decisions_about_quotes = st.builds(
    QuoteDecision,
    st.builds(Span, st.text(min_size=1), st.integers(0, 40), st.integers(41, 90)),
    added=st.booleans(),
    kind=st.sampled_from([None, *QUOTE_KINDS]),
    start=st.one_of(st.none(), st.integers(0, 40)),
    end=st.one_of(st.none(), st.integers(41, 90)),
    speaker=intervals,
    speaker_key=st.one_of(st.none(), st.text()),
    cue=intervals,
    cue_word=st.one_of(st.none(), st.text()),
    cue_class=st.sampled_from([None, "", "neutral"]),
)


@given(decisions_about_quotes)
def test_a_decision_is_found_again(one: QuoteDecision) -> None:
    decisions = decided(one)
    found = quote_decision_at(decisions, one.place)
    if one.to_json() is None:
        assert found is None
    else:
        assert found is not None
        assert found.interval == one.interval
        assert replace(found, start=one.start, end=one.end) == one
        assert quote_decisions_in(decisions) == {one.place.document_id: (found,)}


def test_verbs_have_the_class_that_people_gave_them() -> None:
    changes = changes_for_cue_verbs([" Claim ", "according  to"], "neutral") | changes_for_cue_verbs(["say"], NO_CUE)
    decisions = Decisions().with_changes(changes)
    assert cue_verbs_in(decisions) == {"claim": "neutral", "according to": "neutral", "say": ""}
    assert cue_verbs_in(decisions.with_changes(changes_for_cue_verbs(["claim"], None))) == {
        "according to": "neutral", "say": "",
    }  # fmt: skip
    assert changes_for_cue_verbs(["  "], "neutral") == {}


def test_a_verb_has_no_other_class() -> None:
    with pytest.raises(ValueError, match="loud"):
        changes_for_cue_verbs(["claim"], "loud")
    values: dict[Key, Json] = {(CUE_VERB, "claim"): "loud", (CUE_VERB, "say"): 1, (CUE_VERB, "add"): "neutral"}
    assert cue_verbs_in(Decisions(values)) == {"add": "neutral"}
