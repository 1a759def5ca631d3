from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import (
    ENTITY,
    MENTION,
    MentionDecision,
    changes_for_mentions,
    changes_for_merge,
    changes_for_own_entity,
    changes_for_rejection,
    changes_for_rename,
    changes_for_restoring,
    changes_for_speaker_kind,
    changes_for_split,
    changes_for_type,
    entity_decisions_in,
    mention_decisions_in,
    own_key,
    place_key,
    readable_key,
    span_of,
    speaker_kind_of,
)
from workbench.domain.spans import Span

ADA, OTTO, GUILD, HG = "person|ada|brook", "person|otto|brook", "name|guild", "name|harbour guild"
NOTHING = Decisions()
PLACE = Span("a/b.txt#1", 3, 9)


def decided(*changes: dict[Key, Json | None]) -> Decisions:
    decisions = NOTHING
    for change in changes:
        decisions = decisions.with_changes(change)
    return decisions


def test_everything_that_is_decided_about_names_is_found_again() -> None:
    decisions = decided(
        changes_for_merge(NOTHING, [OTTO], ADA),
        changes_for_split(NOTHING, GUILD, [HG]),
        changes_for_rejection(["name|i take"]),
        changes_for_rename(NOTHING, [ADA, OTTO], " Ada  Brook "),
        changes_for_type(NOTHING, [HG], "ORG"),
        changes_for_speaker_kind(NOTHING, [ADA], "official"),
    )
    known = entity_decisions_in(decisions)
    assert known.same == {OTTO: ADA}
    assert known.apart == {GUILD}
    assert known.rejected == {"name|i take"}
    assert known.names == {ADA: "Ada Brook"}
    assert known.types == {HG: "ORG"}
    assert speaker_kind_of(known, [OTTO, ADA]) == "official"
    assert speaker_kind_of(known, [OTTO]) == ""


def test_what_can_not_be_read_is_left_out() -> None:
    values: dict[Key, Json] = {
        (ENTITY, f"same/{ADA}"): ADA,
        (ENTITY, "same/x"): 7,
        (ENTITY, "apart/x"): "yes",
        (ENTITY, "name/"): "nobody",
        (ENTITY, "name"): "nobody",
        (ENTITY, "colour/x"): "red",
        (MENTION, "9-3/a"): {"rejected": True},
        (MENTION, "3-9"): {"rejected": True},
        (MENTION, "3-9/a"): {"type": 7},
        (MENTION, "4-9/a"): "rejected",
        (MENTION, "²-9/a"): {"rejected": True},
        (MENTION, f"1-{'9' * 5000}/a"): {"rejected": True},
    }
    decisions = Decisions(values)
    known = entity_decisions_in(decisions)
    assert not any((known.same, known.apart, known.rejected, known.names, known.types, known.speakers))
    assert mention_decisions_in(decisions) == {}


def test_a_text_that_is_taken_back_is_taken_back_from_every_name() -> None:
    decisions = decided(changes_for_rename(NOTHING, [ADA], "A"), changes_for_rename(NOTHING, [OTTO], "B"))
    assert decisions.with_changes(changes_for_rename(decisions, [ADA, OTTO], "")) == NOTHING
    assert changes_for_rename(NOTHING, [ADA], "") == {}


def test_joining_with_itself_decides_nothing() -> None:
    assert changes_for_merge(NOTHING, [ADA, ADA], ADA) == {}


def test_splitting_off_what_a_person_joined_takes_that_back() -> None:
    decisions = decided(changes_for_merge(NOTHING, [OTTO], ADA))
    assert decisions.with_changes(changes_for_split(decisions, OTTO)) == NOTHING
    assert decisions.with_changes(changes_for_split(decisions, ADA)) == NOTHING, "whichever of the two it is"


def test_a_name_that_the_rules_joined_leaves_the_others_where_they_were_joined_to() -> None:
    decisions = decided(changes_for_merge(NOTHING, [GUILD], ADA))
    split = entity_decisions_in(decisions.with_changes(changes_for_split(decisions, GUILD, [HG])))
    assert split.apart == {GUILD}
    assert split.same == {HG: ADA}


def test_restoring_takes_back_all_that_is_decided_about_names() -> None:
    decisions = decided(
        changes_for_merge(NOTHING, [OTTO], ADA),
        changes_for_rename(NOTHING, [OTTO], "B"),
        changes_for_rejection([GUILD]),
    )
    assert decisions.with_changes(changes_for_restoring(decisions, [OTTO])) == decided(changes_for_rejection([GUILD]))
    assert changes_for_restoring(NOTHING, [OTTO]) == {}


def test_decisions_about_one_mention_add_up_and_are_taken_back_one_by_one() -> None:
    decisions = decided(changes_for_mentions(NOTHING, [PLACE], entity=ADA))
    decisions = decisions.with_changes(changes_for_mentions(decisions, [PLACE], type="ORG"))
    assert mention_decisions_in(decisions) == {PLACE: MentionDecision(PLACE, ADA, "ORG")}
    decisions = decisions.with_changes(changes_for_mentions(decisions, [PLACE], entity=""))
    assert dict(decisions.collection(MENTION)) == {"3-9/a/b.txt#1": {"type": "ORG"}}
    assert decisions.with_changes(changes_for_mentions(decisions, [PLACE], type="")) == NOTHING


def test_entities_that_a_person_makes_have_keys_of_their_own() -> None:
    first = decided(changes_for_own_entity(NOTHING, [PLACE], "Ada Brook", "PERSON"))
    other = Span("z", 0, 4)
    both = first.with_changes(changes_for_own_entity(first, [other], "Ada Brook"))
    keys = [one.entity for one in mention_decisions_in(both).values()]
    assert keys == ["own|ada brook", "own|ada brook|2"]
    assert entity_decisions_in(both).types == {"own|ada brook": "PERSON"}
    assert own_key("a|b") == "own|a b"


def test_keys_are_readable() -> None:
    words = {
        "person|jane|roe": "Jane Roe", "person||roe": "Roe", "name|harbour guild": "Harbour Guild",
        "own|ada brook|2": "Ada Brook", "phrase:local officials": "Local Officials", "odd": "odd", "": "",
    }  # fmt: skip
    assert {key: readable_key(key) for key in words} == words


@given(st.builds(Span, st.text(min_size=1), st.integers(0, 10**9), st.just(10**9 + 1)))
def test_a_place_is_found_again_whatever_the_document_is_called(place: Span) -> None:
    assert span_of(place_key(place)) == place


keys = st.sampled_from([ADA, OTTO, GUILD, HG, "name|x"])


@given(st.lists(st.tuples(keys, keys), max_size=8), keys)
def test_joining_leads_to_what_remains(joins: list[tuple[str, str]], into: str) -> None:
    decisions = NOTHING
    for key, target in joins:
        decisions = decisions.with_changes(changes_for_merge(decisions, [key], target))
    same = entity_decisions_in(decisions).same
    for start in same:
        seen = {start}
        at = start
        while at in same:
            at = same[at]
            assert at not in seen or len(joins) > 1, "a circle of one join"
            if at in seen:
                break
            seen.add(at)
    after = decisions.with_changes(changes_for_merge(decisions, [ADA], into))
    if into != ADA:
        assert entity_decisions_in(after).same[ADA] == into
