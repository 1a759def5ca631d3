"""Quotes that people rejected, added and changed, and verbs of saying that they decided about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from small_annotations import ADA, OTTO, REED, TEXTS, decide, place_of, small_snapshot

from workbench.domain.cue_verbs import NO_CUE, changes_for_cue_verbs
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import changes_for_mentions, changes_for_merge, changes_for_rejection
from workbench.domain.quote_decisions import (
    NOWHERE,
    QuoteDecision,
    changes_for_quote_rejection,
    changes_for_quote_restoring,
    changes_for_quotes,
)
from workbench.domain.scope import Scope, Voice
from workbench.workspace.basis import Basis
from workbench.workspace.decided_annotations import DecidedAnnotations, decided_annotations
from workbench.workspace.memory import Memory
from workbench.workspace.snapshot import Snapshot

NOTHING = Decisions()
LAST = place_of("post/1", "It will last,")
SAFE = place_of("mail/1", "the pier is safe")
LEAKS = place_of("mail/1", "it leaks")
COMMENT = place_of("mail/2", "No comment,")
AWAY = place_of("none/1", "Ada Brook stayed away")


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return small_snapshot()


def after(snapshot: Snapshot, *changes: dict[Key, Json | None]) -> DecidedAnnotations:
    return decided_annotations(snapshot, decide(*changes))


def ids(annotations: DecidedAnnotations) -> list[str]:
    return [str(quote) for quote in annotations.quotes["quote_id"]]


def quote(annotations: DecidedAnnotations, quote_id: str) -> dict[str, Any]:
    rows = annotations.quotes[annotations.quotes["quote_id"] == quote_id].to_dict("records")
    assert len(rows) == 1, f"{quote_id} is not one row but {len(rows)}"
    return {str(column): value for column, value in rows[0].items()}


def span(place: Any) -> tuple[int, int]:
    return (place.start, place.end)


def test_without_decisions_the_quotes_are_those_of_the_rules_that_count(snapshot: Snapshot) -> None:
    annotations = after(snapshot)
    found = snapshot.tables.quotes
    assert_frame_equal(annotations.quotes, found[~found["proposed"]].reset_index(drop=True))
    assert dict(annotations.quoted_intervals) == {"post/1": [span(LAST)]}


def test_a_rejected_quote_is_the_outlets_own_words_and_comes_back(snapshot: Snapshot) -> None:
    decisions = decide(changes_for_quote_rejection(NOTHING, [LAST]))
    rejected = decided_annotations(snapshot, decisions)
    assert ids(rejected) == ["mail/1#q1", "mail/1#q2"]
    assert dict(rejected.quoted_intervals) == {}
    counted = [Basis(snapshot, Scope(voice=Voice.QUOTED), d).view.total for d in (NOTHING, decisions)]
    assert counted == [3, 0]
    back = decisions.with_changes(changes_for_quote_restoring([LAST]))
    assert_frame_equal(decided_annotations(snapshot, back).quotes, after(snapshot).quotes)


def test_a_quote_that_the_rules_missed_is_added(snapshot: Snapshot) -> None:
    speaker = place_of("none/1", "Ada Brook")
    made = QuoteDecision(AWAY, added=True, kind="mixed", speaker=span(speaker), cue=span(place_of("none/1", "saw")))
    annotations = after(snapshot, changes_for_quotes([made]))
    row = quote(annotations, f"none/1#p{AWAY.start}-{AWAY.end}")
    assert row["text"] == "Ada Brook stayed away"
    assert (row["kind"], row["source"], row["cue"]) == ("mixed", "person", "see"), "a listed form of a verb"
    assert (row["speaker"], row["speaker_key"], row["speaker_entity_id"]) == ("Ada Brook", ADA, "ada-brook")
    assert annotations.quoted_intervals["none/1"] == [span(AWAY)]
    assert ids(annotations)[-1] == f"none/1#p{AWAY.start}-{AWAY.end}", "in the order of the articles"
    gone = decide(changes_for_quotes([made]))
    assert gone.with_changes(changes_for_quote_rejection(gone, [AWAY])) == NOTHING


def test_an_added_quote_keeps_its_id_when_it_is_made_longer(snapshot: Snapshot) -> None:
    made = QuoteDecision(AWAY, added=True, kind="direct")
    longer = replace(made, end=AWAY.end + 1)
    row = quote(after(snapshot, changes_for_quotes([made]), changes_for_quotes([longer])), made.quote_id)
    assert row["text"] == "Ada Brook stayed away."


def test_one_mark_over_others_takes_their_place_only_when_it_is_said(snapshot: Snapshot) -> None:
    wide = QuoteDecision(place_of("post/1", "“It will last,” Brook said"), added=True, kind="direct")
    both = after(snapshot, changes_for_quotes([wide]))
    assert [i for i in ids(both) if i.startswith("post/1")] == [wide.quote_id, "post/1#q1"]
    alone = after(snapshot, changes_for_quotes([wide, QuoteDecision(LAST, rejected=True)]))
    assert [i for i in ids(alone) if i.startswith("post/1")] == [wide.quote_id]


def test_speaker_kind_and_place_of_a_quote_are_changed(snapshot: Snapshot) -> None:
    otto = place_of("mail/1", "Otto Brook")
    changed = QuoteDecision(LEAKS, kind="mixed", start=LEAKS.start + 3, speaker=span(otto), cue_class="neutral")
    row = quote(after(snapshot, changes_for_quotes([changed])), "mail/1#q2")
    assert (row["text"], row["kind"], row["source"]) == ("leaks", "mixed", "person")
    assert (row["speaker"], row["speaker_entity_id"]) == ("Otto Brook", "otto-brook")
    assert (row["cue"], row["cue_class"]) == ("mutter", "neutral")


def test_a_speaker_can_be_an_entity_that_the_words_do_not_name(snapshot: Snapshot) -> None:
    changes = changes_for_quotes([QuoteDecision(LEAKS, speaker_key=OTTO)])
    row = quote(after(snapshot, changes), "mail/1#q2")
    assert (row["speaker"], row["speaker_entity_id"]) == ("a fisher", "otto-brook")
    joined = quote(after(snapshot, changes, changes_for_merge(NOTHING, [OTTO], ADA)), "mail/1#q2")
    assert joined["speaker_entity_id"] == "ada-brook"
    unknown = quote(after(snapshot, changes_for_quotes([QuoteDecision(LEAKS, speaker_key="name|away")])), "mail/1#q2")
    assert unknown["speaker_entity_id"] == "", "it waits for an article that names it"


def test_a_quote_can_have_no_speaker_and_no_cue(snapshot: Snapshot) -> None:
    nobody = QuoteDecision(LAST, speaker=NOWHERE, cue=NOWHERE)
    row = quote(after(snapshot, changes_for_quotes([nobody])), "post/1#q1")
    assert (row["speaker"], row["speaker_entity_id"], row["cue"], row["cue_class"]) == ("", "", "", "")
    kinds = after(snapshot).quotes.dtypes.to_dict()
    assert after(snapshot, changes_for_quotes([nobody])).quotes.dtypes.to_dict() == kinds


def test_a_single_mention_decides_about_the_quote_whose_speaker_it_is(snapshot: Snapshot) -> None:
    brook = place_of("post/1", "Brook said", "Brook")
    given = quote(after(snapshot, changes_for_mentions(NOTHING, [brook], entity=REED)), "post/1#q1")
    assert (given["speaker_key"], given["speaker_entity_id"]) == (REED, "owen-reed")
    rejected = quote(after(snapshot, changes_for_mentions(NOTHING, [brook], rejected=True)), "post/1#q1")
    assert (rejected["speaker"], rejected["speaker_entity_id"]) == ("Brook", "")


def test_a_rejected_entity_is_no_speaker_though_its_words_stay(snapshot: Snapshot) -> None:
    row = quote(after(snapshot, changes_for_rejection([ADA])), "post/1#q1")
    assert (row["speaker"], row["speaker_entity_id"]) == ("Brook", "")


def test_an_unlisted_verb_makes_its_quotes_count(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_cue_verbs(["Grouse "], "evaluative"))
    row = quote(annotations, "mail/2#q1")
    assert (row["cue_class"], row["source"], row["speaker_entity_id"]) == ("evaluative", "rules", "owen-reed")
    assert not row["proposed"]
    assert annotations.quoted_intervals["mail/2"] == [span(COMMENT)]


def test_one_proposed_quote_can_count_without_its_verb(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_quotes([QuoteDecision(COMMENT, added=True)]))
    row = quote(annotations, "mail/2#q1")
    assert (row["cue"], row["source"], row["kind"]) == ("grouse", "person", "direct")


def test_a_verb_that_is_none_keeps_what_stands_between_marks(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_cue_verbs(["say", "claim", "grouse"], NO_CUE))
    assert ids(annotations) == ["post/1#q1", "mail/1#q2"]
    assert quote(annotations, "post/1#q1")["cue_class"] == ""
    assert quote(annotations, "post/1#q1")["speaker_entity_id"] == "ada-brook"


def test_a_verb_has_the_class_that_a_person_gave_it_and_a_quote_its_own(snapshot: Snapshot) -> None:
    verbs = changes_for_cue_verbs(["say", "claim"], "assertive")
    annotations = after(snapshot, verbs, changes_for_quotes([QuoteDecision(SAFE, cue_class="evaluative")]))
    assert quote(annotations, "post/1#q1")["cue_class"] == "assertive"
    assert quote(annotations, "mail/1#q1")["cue_class"] == "evaluative"
    kept = after(
        snapshot, changes_for_cue_verbs(["claim"], NO_CUE), changes_for_quotes([QuoteDecision(SAFE, kind="mixed")])
    )
    assert quote(kept, "mail/1#q1")["cue_class"] == "", "who looked at the quote kept it"


def test_a_quote_inside_one_that_was_rejected_stands_alone() -> None:
    whole = small_snapshot()
    found = whole.tables.quotes
    inside = found.assign(within=["", "", "mail/1#q1", ""])
    nested = replace(whole, tables=replace(whole.tables, quotes=inside))
    assert after(nested).quotes["within"].tolist() == ["", "", "mail/1#q1"]
    assert after(nested, changes_for_quote_rejection(NOTHING, [SAFE])).quotes["within"].tolist() == ["", ""]


def test_decisions_that_do_not_fit_the_text_change_nothing(snapshot: Snapshot) -> None:
    behind = replace(LAST, start=5000, end=5010)
    changes = [
        changes_for_quotes([QuoteDecision(behind, added=True, kind="direct")]),
        changes_for_quotes([QuoteDecision(replace(LAST, document_id="gone"), added=True, kind="direct")]),
        changes_for_quotes([QuoteDecision(replace(LAST, start=3), kind="mixed")]),
    ]
    assert_frame_equal(after(snapshot, *changes).quotes, after(snapshot).quotes)
    over = quote(after(snapshot, changes_for_quotes([QuoteDecision(LAST, end=9999, speaker=(1, 9999))])), "post/1#q1")
    assert (over["text"], over["speaker"]) == ("It will last,", "Brook")


def test_before_anything_is_annotated_an_added_quote_is_there() -> None:
    bare = Snapshot(articles=small_snapshot().articles)
    annotations = after(bare, changes_for_quotes([QuoteDecision(AWAY, added=True, kind="direct")]))
    assert annotations.quotes["text"].tolist() == ["Ada Brook stayed away"]
    assert annotations.quoted_intervals["none/1"] == [span(AWAY)]


def test_decisions_about_entities_leave_what_is_quoted_as_it_is(snapshot: Snapshot) -> None:
    decisions = decide(changes_for_quotes([QuoteDecision(LAST, speaker=NOWHERE)]))
    before = after(snapshot).quoted_intervals
    assert decided_annotations(snapshot, decisions).quoted_intervals is before
    joined = decisions.with_changes(changes_for_merge(decisions, [OTTO], ADA))
    assert decided_annotations(snapshot, joined).quoted_intervals is before


# -- any decisions -----------------------------------------------------------------------------------------------------

SNAPSHOT = small_snapshot()


@st.composite
def quote_changes(draw: st.DrawFn) -> dict[Key, Json | None]:
    document = draw(st.sampled_from(sorted(TEXTS)))
    places = [LAST, SAFE, LEAKS, COMMENT]
    start = draw(st.integers(0, 60))
    place = draw(st.sampled_from([*places, replace(AWAY, document_id=document, start=start, end=start + 9)]))
    some = st.one_of(st.none(), st.just(NOWHERE), st.tuples(st.integers(0, 40), st.integers(41, 130)))
    decision = QuoteDecision(
        place,
        rejected=draw(st.booleans()),
        added=draw(st.booleans()),
        kind=draw(st.sampled_from([None, "direct", "mixed", "indirect"])),
        start=draw(st.one_of(st.none(), st.integers(0, place.end - 1))),
        end=draw(st.one_of(st.none(), st.integers(place.end, 130))),
        speaker=draw(some),
        speaker_key=draw(st.sampled_from([None, "", ADA, "name|away"])),
        cue=draw(some),
        cue_class=draw(st.sampled_from([None, "", "neutral"])),
    )
    return changes_for_quotes([decision])


verb_changes = st.builds(
    lambda cue, kind: changes_for_cue_verbs([cue], kind),
    st.sampled_from(["say", "claim", "mutter", "grouse"]),
    st.sampled_from(["", "neutral", "distancing"]),
)
many = st.lists(st.one_of(quote_changes(), verb_changes), max_size=6)


@settings(max_examples=80, deadline=None)
@given(many)
def test_any_decisions_leave_quotes_whose_words_are_those_of_the_text(changes: list[dict[Key, Json | None]]) -> None:
    annotations = decided_annotations(SNAPSHOT, decide(*changes))
    quotes, found = annotations.quotes, SNAPSHOT.tables.quotes
    assert quotes.dtypes.to_dict() == found.dtypes.to_dict()
    assert quotes["quote_id"].is_unique
    assert not quotes["proposed"].any()
    assert set(quotes["source"]) <= {"rules", "person"}
    assert set(quotes["speaker_entity_id"]) - {""} <= set(annotations.entities["entity_id"])
    for row in quotes.to_dict("records"):
        text = TEXTS[row["document_id"]]
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert row["text"] == text[row["start"] : row["end"]]
        if row["speaker"]:
            assert row["speaker"] == text[row["speaker_start"] : row["speaker_end"]]
    order = [SNAPSHOT.places[document] for document in quotes["document_id"]]
    assert order == sorted(order)
    # undone, all is as it was
    assert_frame_equal(decided_annotations(SNAPSHOT, NOTHING).quotes, found[~found["proposed"]].reset_index(drop=True))


@settings(max_examples=30, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_decisions_plays_no_part(changes: list[dict[Key, Json | None]], random: Any) -> None:
    independent = list({key: change for change in changes for key in change}.values())
    shuffled = list(independent)
    random.shuffle(shuffled)
    one, other = (
        decided_annotations(replace(SNAPSHOT, memory=Memory()), decide(*some)).quotes
        for some in (independent, shuffled)
    )
    assert_frame_equal(one, other)
