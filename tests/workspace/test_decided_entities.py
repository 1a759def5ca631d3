"""Entities that people joined, split, renamed, retyped and rejected: every table says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from small_annotations import (
    ADA,
    BROOCK,
    GUILD,
    HARBOUR_GUILD,
    OTTO,
    REED,
    TEXTS,
    VELMORIA,
    VELMORIAN,
    decide,
    place_of,
    small_snapshot,
)

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import (
    ENTITY,
    changes_for_mentions,
    changes_for_merge,
    changes_for_own_entity,
    changes_for_rejection,
    changes_for_rename,
    changes_for_restoring,
    changes_for_speaker_kind,
    changes_for_split,
    changes_for_type,
)
from workbench.domain.focus import Focus
from workbench.workspace.decided_annotations import DecidedAnnotations, decided_annotations
from workbench.workspace.memory import Memory
from workbench.workspace.snapshot import Snapshot

TABLES = ("mentions", "entities", "quotes", "names", "links", "labels")
NOTHING = Decisions()


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return small_snapshot()


def after(snapshot: Snapshot, *changes: dict[Key, Json | None]) -> DecidedAnnotations:
    return decided_annotations(snapshot, decide(*changes))


def entity(annotations: DecidedAnnotations, entity_id: str) -> dict[str, Any]:
    rows = annotations.entities[annotations.entities["entity_id"] == entity_id].to_dict("records")
    assert len(rows) == 1, f"{entity_id} is not one row but {len(rows)}"
    return {str(column): value for column, value in rows[0].items()}


def id_at(annotations: DecidedAnnotations, document: str, words: str, part: str = "") -> str:
    place, table = place_of(document, words, part), annotations.mentions
    rows = table[(table["document_id"] == document) & (table["start"] == place.start) & (table["end"] == place.end)]
    return str(rows["entity_id"].iloc[0]) if len(rows) else "gone"


def reasons(annotations: DecidedAnnotations) -> dict[str, tuple[str, str]]:
    names = annotations.names
    return {k: (e, r) for k, e, r in zip(names["key"], names["entity_id"], names["reason"], strict=True)}


def same_tables(one: DecidedAnnotations, other: DecidedAnnotations) -> None:
    for name in TABLES:
        assert_frame_equal(getattr(one, name), getattr(other, name))


# -- nothing decided ---------------------------------------------------------------------------------------------------


def test_without_decisions_the_tables_are_those_of_the_rules(snapshot: Snapshot) -> None:
    annotations = after(snapshot)
    for name in ("mentions", "entities", "names", "links", "labels"):
        assert getattr(annotations, name) is getattr(snapshot.tables, name)
    assert annotations.keys_of("ada-brook") == (ADA, BROOCK)
    assert annotations.found_with(GUILD) == (HARBOUR_GUILD,)
    assert annotations.current_id("ada-brook") == "ada-brook"


def test_decisions_about_names_that_are_not_there_wait_for_them() -> None:
    some = small_snapshot("mail/1")
    changes = [changes_for_merge(NOTHING, [OTTO], REED), changes_for_rename(NOTHING, [REED], "Reed of the Guild")]
    early = after(some, *changes)
    same_tables(early, after(some))
    later = after(small_snapshot(), *changes)
    assert entity(later, "owen-reed")["name"] == "Reed of the Guild"
    assert id_at(later, "mail/1", "Otto Brook") == "owen-reed"


# -- joining -----------------------------------------------------------------------------------------------------------


def test_a_joined_entity_goes_into_the_other_with_all_its_names(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_merge(NOTHING, [ADA], OTTO))
    assert entity(annotations, "otto-brook") == {
        "entity_id": "otto-brook", "name": "Otto Brook", "type": "PERSON",
        "aliases": "Ada Brook; Ada Broock; Brook", "mentions": 7, "documents": 4, "outlets": 2,
    }  # fmt: skip
    assert "ada-brook" not in set(annotations.entities["entity_id"])
    assert annotations.current_id("ada-brook") == "otto-brook"
    assert annotations.keys_of("otto-brook") == (OTTO, ADA, BROOCK)
    assert annotations.keys_of("ada-brook") == ()
    assert reasons(annotations)[ADA] == ("otto-brook", "You joined it with “Otto Brook”.")
    assert reasons(annotations)[BROOCK] == ("otto-brook", "One letter differs."), "what the rules knew stays"
    assert reasons(annotations)[OTTO] == ("otto-brook", "")


def test_pronouns_quotes_and_labels_follow_the_entity(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_merge(NOTHING, [ADA], OTTO))
    assert id_at(annotations, "post/1", "She") == "otto-brook"
    assert annotations.labels["entity_id"].tolist() == ["otto-brook"]
    assert annotations.quotes["speaker_entity_id"].tolist() == ["otto-brook", "otto-brook", ""]


def test_joining_goes_on_from_one_to_the_next_and_circles_do_no_harm(snapshot: Snapshot) -> None:
    chain = after(snapshot, {(ENTITY, f"same/{GUILD}"): OTTO}, {(ENTITY, f"same/{OTTO}"): REED})
    assert entity(chain, "owen-reed")["mentions"] == 7
    assert chain.current_id("harbor-guild") == "owen-reed"
    circle = after(snapshot, {(ENTITY, f"same/{ADA}"): OTTO}, {(ENTITY, f"same/{OTTO}"): ADA})
    assert entity(circle, "ada-brook")["mentions"] == 7, "the most mentioned one stands for a circle"
    itself = after(snapshot, {(ENTITY, f"same/{ADA}"): BROOCK}, {(ENTITY, f"same/{BROOCK}"): ADA})
    same_tables(itself, after(snapshot))


def test_two_that_are_one_with_a_name_that_is_not_there_are_one(snapshot: Snapshot) -> None:
    annotations = after(snapshot, {(ENTITY, f"same/{REED}"): "name|away", (ENTITY, f"same/{OTTO}"): "name|away"})
    assert id_at(annotations, "mail/1", "Otto Brook") == "owen-reed"


def test_what_takes_in_the_entity_that_it_was_part_of_is_the_one_that_stays(snapshot: Snapshot) -> None:
    first = decide(changes_for_merge(NOTHING, [ADA], OTTO))
    second = first.with_changes(changes_for_merge(first, [OTTO], ADA))
    assert entity(decided_annotations(snapshot, second), "ada-brook")["mentions"] == 7


def test_a_peoples_name_stays_one_in_its_country_unless_the_country_is_retyped(snapshot: Snapshot) -> None:
    join = changes_for_merge(NOTHING, [VELMORIAN], VELMORIA)

    def types(annotations: DecidedAnnotations) -> list[str]:
        own = annotations.mentions[annotations.mentions["entity_id"] == "velmoria"]
        return [str(kind) for kind in own["type"]]

    assert types(after(snapshot, join)) == ["GPE", "GPE", "NORP"]
    assert types(after(snapshot, join, changes_for_type(NOTHING, [VELMORIA], "LOC"))) == ["LOC", "LOC", "LOC"]


def test_a_link_between_two_that_became_one_is_gone(snapshot: Snapshot) -> None:
    assert len(after(snapshot).links) == 1
    assert after(snapshot, changes_for_merge(NOTHING, [VELMORIAN], VELMORIA)).links.empty
    moved = after(snapshot, changes_for_merge(NOTHING, [VELMORIA], HARBOUR_GUILD)).links
    assert moved["linked_entity_id"].tolist() == ["harbor-guild"], "a link follows"


# -- splitting ---------------------------------------------------------------------------------------------------------


def test_a_name_that_is_split_off_stands_for_itself(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_split(NOTHING, GUILD, [HARBOUR_GUILD]))
    assert id_at(annotations, "mail/2", "Guild") == "guild"
    assert id_at(annotations, "post/1", "Harbour Guild") == "harbor-guild"
    assert entity(annotations, "guild") == {
        "entity_id": "guild", "name": "Guild", "type": "ORG", "aliases": "", "mentions": 1, "documents": 1, "outlets": 1,
    }  # fmt: skip
    assert entity(annotations, "harbor-guild")["aliases"] == ""
    assert reasons(annotations)[GUILD] == ("guild", "You split it off.")


def test_the_main_name_keeps_the_id_when_it_is_split_off(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_split(NOTHING, ADA, [BROOCK]))
    assert id_at(annotations, "mail/1", "Ada Brook") == "ada-brook"
    assert id_at(annotations, "mail/2", "Ada Broock") == "ada-broock"
    assert entity(annotations, "ada-broock")["name"] == "Ada Broock"
    assert reasons(annotations)[BROOCK] == ("ada-broock", ""), "what it was joined for does not hold any more"


def test_a_split_off_name_gets_an_id_that_no_other_has(snapshot: Snapshot) -> None:
    tables = snapshot.tables
    names = tables.names.assign(name=tables.names["name"].replace("Guild", "Otto Brook"))
    renamed = Snapshot(articles=snapshot.articles, tables=replace(tables, names=names))
    annotations = after(renamed, changes_for_split(NOTHING, GUILD, [HARBOUR_GUILD]))
    assert id_at(annotations, "mail/2", "Guild") == "otto-brook-2"


def test_a_split_off_name_can_be_joined_with_another_entity(snapshot: Snapshot) -> None:
    annotations = after(
        snapshot, changes_for_split(NOTHING, GUILD, [HARBOUR_GUILD]), changes_for_merge(NOTHING, [GUILD], REED)
    )
    assert id_at(annotations, "mail/2", "Guild") == "owen-reed"
    assert id_at(annotations, "post/1", "Harbour Guild") == "harbor-guild"
    assert annotations.current_id("guild") == "owen-reed", "a highlight of what was split off follows too"


@pytest.mark.parametrize("key", [ADA, BROOCK, OTTO])
def test_splitting_one_name_off_leaves_all_others_together(snapshot: Snapshot, key: str) -> None:
    joined = decide(changes_for_merge(NOTHING, [ADA], OTTO))
    mates = decided_annotations(snapshot, joined).found_with(key)
    split = decided_annotations(snapshot, joined.with_changes(changes_for_split(joined, key, mates)))
    ids = {k: e for k, (e, _) in reasons(split).items() if k in (ADA, BROOCK, OTTO)}
    alone = ids.pop(key)
    assert len(set(ids.values())) == 1
    assert alone not in ids.values()


def test_splitting_off_the_name_that_others_were_joined_with_leaves_them_together(snapshot: Snapshot) -> None:
    joined = decide(changes_for_merge(NOTHING, [REED, VELMORIA], OTTO))
    split = decided_annotations(snapshot, joined.with_changes(changes_for_split(joined, OTTO)))
    ids = {key: found for key, (found, _) in reasons(split).items()}
    assert ids[OTTO] == "otto-brook"
    assert ids[REED] == ids[VELMORIA] == "owen-reed"


# -- names, types, rejection -------------------------------------------------------------------------------------------


def test_a_new_name_is_shown_everywhere_and_changes_no_id(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_rename(NOTHING, [ADA, BROOCK], "  Mayor   Brook "))
    assert entity(annotations, "ada-brook")["name"] == "Mayor Brook"
    assert entity(annotations, "ada-brook")["aliases"] == "Ada Brook; Ada Broock; Brook"
    assert annotations.entity_names["ada-brook"] == "Mayor Brook"
    back = decide(changes_for_rename(NOTHING, [ADA, BROOCK], "Mayor Brook"))
    same_tables(
        decided_annotations(snapshot, back.with_changes(changes_for_rename(back, [ADA, BROOCK], ""))), after(snapshot)
    )


def test_the_name_of_what_stays_holds_and_that_of_what_was_joined_comes_back_with_it(snapshot: Snapshot) -> None:
    named = decide(changes_for_rename(NOTHING, [OTTO], "The fisher"))
    joined = named.with_changes(changes_for_merge(named, [OTTO], ADA))
    assert entity(decided_annotations(snapshot, joined), "ada-brook")["name"] == "Ada Brook"
    split = joined.with_changes(changes_for_split(joined, OTTO))
    assert entity(decided_annotations(snapshot, split), "otto-brook")["name"] == "The fisher"


def test_a_new_type_holds_for_the_entity_and_its_mentions(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_type(NOTHING, [HARBOUR_GUILD, GUILD], "FAC"))
    assert entity(annotations, "harbor-guild")["type"] == "FAC"
    own = annotations.mentions[annotations.mentions["entity_id"] == "harbor-guild"]
    assert own["type"].tolist() == ["FAC", "FAC"]


def test_a_rejected_entity_is_in_no_table(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_rejection([ADA, BROOCK]))
    assert "ada-brook" not in set(annotations.entities["entity_id"])
    assert "ada-brook" not in set(annotations.names["entity_id"])
    assert id_at(annotations, "post/1", "She") == "gone"
    assert annotations.labels.empty
    assert annotations.quotes["speaker_entity_id"].tolist() == ["", "", ""]
    assert annotations.quotes["speaker"].tolist() == ["Brook", "Ada Brook", "a fisher"], "the words still say who"
    assert (annotations.mentions["document_id"] == "post/1").sum() == 2


def test_a_rejected_name_leaves_the_others_of_its_entity(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_rejection([HARBOUR_GUILD]))
    assert entity(annotations, "harbor-guild")["name"] == "Guild", "it is shown by a name that it has"
    assert entity(annotations, "harbor-guild")["mentions"] == 1
    assert annotations.keys_of("harbor-guild") == (GUILD,)


def test_restoring_takes_everything_about_a_name_back(snapshot: Snapshot) -> None:
    decisions = decide(
        changes_for_rejection([GUILD]),
        changes_for_rename(NOTHING, [GUILD], "x"),
        changes_for_merge(NOTHING, [GUILD], ADA),
    )
    back = decisions.with_changes(changes_for_restoring(decisions, [GUILD]))
    assert back == NOTHING
    same_tables(decided_annotations(snapshot, back), after(snapshot))


# -- single mentions ---------------------------------------------------------------------------------------------------


def test_one_mention_means_another_entity(snapshot: Snapshot) -> None:
    place = place_of("post/1", "Brook said", "Brook")
    annotations = after(snapshot, changes_for_mentions(NOTHING, [place], entity=OTTO))
    assert id_at(annotations, "post/1", "Brook said", "Brook") == "otto-brook"
    assert entity(annotations, "otto-brook")["mentions"] == 2
    assert entity(annotations, "otto-brook")["aliases"] == "Brook"
    assert entity(annotations, "ada-brook")["mentions"] == 5
    assert annotations.quotes["speaker_entity_id"].tolist() == ["otto-brook", "ada-brook", ""], "its quote follows"


def test_one_mention_is_no_name_or_of_another_type(snapshot: Snapshot) -> None:
    ada, guild = place_of("post/1", "Ada Brook"), place_of("mail/2", "Guild")
    annotations = after(
        snapshot,
        changes_for_mentions(NOTHING, [ada], rejected=True),
        changes_for_mentions(NOTHING, [guild], type="EVENT"),
    )
    assert id_at(annotations, "post/1", "Ada Brook") == "gone"
    assert annotations.labels.empty, "what was said of it is said of nobody"
    assert entity(annotations, "harbor-guild")["type"] == "ORG", "its entity is what it was"
    own = annotations.mentions[annotations.mentions["entity_id"] == "harbor-guild"]
    assert own["type"].tolist() == ["ORG", "EVENT"]


def test_an_unresolved_pronoun_can_be_given_to_an_entity(snapshot: Snapshot) -> None:
    place = place_of("mail/1", "it leaks", "it")
    annotations = after(snapshot, changes_for_mentions(NOTHING, [place], entity=VELMORIA))
    assert id_at(annotations, "mail/1", "it leaks", "it") == "velmoria"
    assert annotations.mentions["type"].tolist()[7] == "GPE"


def test_single_mentions_become_an_entity_of_their_own(snapshot: Snapshot) -> None:
    places = [place_of("post/1", "Brook said", "Brook"), place_of("mail/1", "Ada Brook")]
    decisions = decide(changes_for_own_entity(NOTHING, places, "Ada Brook"))
    annotations = decided_annotations(snapshot, decisions)
    assert id_at(annotations, "mail/1", "Ada Brook") == "ada-brook-2"
    assert entity(annotations, "ada-brook-2") == {
        "entity_id": "ada-brook-2", "name": "Ada Brook", "type": "PERSON", "aliases": "Brook", "mentions": 2,
        "documents": 2, "outlets": 2,
    }  # fmt: skip
    own = annotations.keys_of("ada-brook-2")
    assert reasons(annotations)[own[0]] == ("ada-brook-2", "You made it of single mentions.")
    joined = decisions.with_changes(changes_for_merge(decisions, own, OTTO))
    assert id_at(decided_annotations(snapshot, joined), "mail/1", "Ada Brook") == "otto-brook"
    again = decisions.with_changes(changes_for_own_entity(decisions, [place_of("none/1", "Ada Brook")], "Ada Brook"))
    assert id_at(decided_annotations(snapshot, again), "none/1", "Ada Brook") == "ada-brook-3", "another one"


def test_a_decision_about_a_place_that_is_no_mention_changes_nothing(snapshot: Snapshot) -> None:
    changes = changes_for_mentions(NOTHING, [place_of("post/1", "pier"), place_of("mail/1", "pier")], entity=OTTO)
    same_tables(after(snapshot, changes), after(snapshot))


# -- what was highlighted ----------------------------------------------------------------------------------------------


def test_a_highlighted_entity_that_was_joined_is_the_one_that_it_went_into(snapshot: Snapshot) -> None:
    annotations = after(snapshot, changes_for_merge(NOTHING, [ADA], OTTO))
    assert annotations.current_focus(Focus(entity="ada-brook", outlet="x")) == Focus(entity="otto-brook", outlet="x")
    assert annotations.current_focus(Focus(speaker="ada-brook")) == Focus(speaker="otto-brook")
    assert annotations.current_focus(Focus(term="ada")) == Focus(term="ada")


# -- what is remembered ------------------------------------------------------------------------------------------------


def test_other_decisions_leave_the_tables_as_they_are(snapshot: Snapshot) -> None:
    decisions = decide(changes_for_merge(NOTHING, [ADA], OTTO))
    before = decided_annotations(snapshot, decisions)
    assert decided_annotations(snapshot, decisions.with_changes({("copy", "post/1"): "own"})) is before
    kind = decisions.with_changes(changes_for_speaker_kind(decisions, [ADA], "official"))
    assert decided_annotations(snapshot, kind) is before
    assert after(snapshot).quoted_intervals is before.quoted_intervals, "frames need not be looked for again"


# -- any decisions -----------------------------------------------------------------------------------------------------

KEYS = (ADA, BROOCK, OTTO, REED, HARBOUR_GUILD, GUILD, VELMORIA, VELMORIAN, "name|away", "own|new")
PLACES = tuple(
    place_of(document, words)
    for document in TEXTS
    for words in ("Ada Brook", "Owen Reed", "Velmoria", "Guild", "She", "pier")
    if words in TEXTS[document]
)
keys = st.sampled_from(KEYS)
entity_changes = st.one_of(
    st.tuples(keys, keys).map(lambda pair: {(ENTITY, f"same/{pair[0]}"): pair[1]}),
    keys.map(lambda key: {(ENTITY, f"apart/{key}"): True}),
    keys.map(lambda key: {(ENTITY, f"reject/{key}"): True}),
    st.tuples(keys, st.sampled_from(["A new name", "Otto Brook"])).map(
        lambda one: {(ENTITY, f"name/{one[0]}"): one[1]}
    ),
    st.tuples(keys, st.sampled_from(["ORG", "NORP"])).map(lambda one: {(ENTITY, f"type/{one[0]}"): one[1]}),
    st.tuples(st.sampled_from(PLACES), keys).map(lambda o: changes_for_mentions(NOTHING, [o[0]], entity=o[1])),
    st.sampled_from(PLACES).map(lambda place: changes_for_mentions(NOTHING, [place], rejected=True)),
    st.sampled_from(PLACES).map(lambda place: changes_for_mentions(NOTHING, [place], type="EVENT")),
)
many = st.lists(entity_changes, max_size=7)


def check(snapshot: Snapshot, annotations: DecidedAnnotations) -> None:
    """What holds whatever was decided."""
    mentions, entities = annotations.mentions, annotations.entities
    for name in TABLES:
        before, now = getattr(snapshot.tables, name), getattr(annotations, name)
        assert list(now.columns) == list(before.columns)
        assert now.dtypes.to_dict() == before.dtypes.to_dict(), name
    for document, start, end, text in mentions[["document_id", "start", "end", "text"]].itertuples(index=False):
        assert TEXTS[document][start:end] == text
    assert entities["entity_id"].is_unique
    assert set(mentions["entity_id"]) - {""} == set(entities["entity_id"])
    for table, column in (
        (annotations.names, "entity_id"), (annotations.labels, "entity_id"), (annotations.links, "entity_id"),
        (annotations.links, "linked_entity_id"), (annotations.quotes, "speaker_entity_id"),
    ):  # fmt: skip
        assert set(table[column]) - {""} <= set(entities["entity_id"]), column
    named = mentions[mentions["entity_id"] != ""].groupby("entity_id")
    counts = dict(zip(entities["entity_id"], entities["mentions"], strict=True))
    assert counts == named.size().to_dict()
    documents = dict(zip(entities["entity_id"], entities["documents"], strict=True))
    assert documents == named["document_id"].nunique().to_dict()
    assert list(entities["mentions"]) == sorted(entities["mentions"], reverse=True)
    # every key is a name of the entity that its mentions have
    of_key = dict(zip(annotations.names["key"], annotations.names["entity_id"], strict=True))
    for key, entity_id in mentions[["key", "entity_id"]].itertuples(index=False):
        assert entity_id == (of_key[key] if key else "")
    for entity_id in entities["entity_id"]:
        assert annotations.current_id(entity_id) == entity_id
        assert set(annotations.keys_of(entity_id)) >= {key for key, of in of_key.items() if of == entity_id}


SNAPSHOT = small_snapshot()


def forgetful() -> Snapshot:
    """The same articles, with nothing made of them yet."""
    return replace(SNAPSHOT, memory=Memory())


@settings(max_examples=80, deadline=None)
@given(many)
def test_any_decisions_leave_tables_that_agree(changes: list[dict[Key, Json | None]]) -> None:
    check(SNAPSHOT, decided_annotations(SNAPSHOT, decide(*changes)))


@settings(max_examples=30, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_independent_decisions_plays_no_part(changes: list[dict[Key, Json | None]], random: Any) -> None:
    independent = {key: change for change in changes for key in change}
    shuffled = list(independent.values())
    random.shuffle(shuffled)
    same_tables(
        decided_annotations(forgetful(), decide(*independent.values())),
        decided_annotations(forgetful(), decide(*shuffled)),
    )


@settings(max_examples=30, deadline=None)
@given(many, entity_changes)
def test_undoing_a_decision_brings_everything_back(
    changes: list[dict[Key, Json | None]], last: dict[Key, Json | None]
) -> None:
    before = decide(*changes)
    done = before.with_changes(last)
    undone = done.with_changes({key: old for key, (old, _) in done.differences(before).items()})
    fresh = forgetful()
    expected = decided_annotations(fresh, before)
    decided_annotations(fresh, done)
    same_tables(decided_annotations(fresh, undone), expected)
    same_tables(decided_annotations(forgetful(), undone), expected)
