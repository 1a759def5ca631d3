"""Decisions about names, quotes and verbs in what the program shows and writes: all of it follows, and agrees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_annotations import ADA, GUILD, HARBOUR_GUILD, OTTO, REED, VELMORIA, decide, place_of, small_snapshot

from workbench.domain.cue_verbs import changes_for_cue_verbs
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import (
    changes_for_mentions,
    changes_for_merge,
    changes_for_rejection,
    changes_for_rename,
    changes_for_speaker_kind,
    changes_for_split,
    changes_for_type,
)
from workbench.domain.focus import Focus
from workbench.domain.quote_decisions import QuoteDecision, changes_for_quote_rejection, changes_for_quotes
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State, state_of
from workbench.domain.word_pairs import WordPair, changes_for_pair
from workbench.project.store import Project
from workbench.session.store import Command, Store
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import OUTLET_COLUMN
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

NOTHING = Decisions()
OPTIONS = Options(replicates=0, permutations=0)
MERGED = decide(changes_for_merge(NOTHING, [OTTO], ADA))


class Prepared(Workspace):
    """A workspace in which a snapshot is open that was made by hand."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self._become(small_snapshot(), lambda _: None)


@pytest.fixture(scope="module")
def open_now() -> Prepared:
    return Prepared()


def table(workspace: Workspace, name: str, decisions: Decisions, focus: Focus | None = None) -> Any:
    return workspace.measured(name, State(decisions=decisions, focus=focus or Focus()), OPTIONS).table


def test_a_merge_is_in_every_table_that_names_entities(open_now: Prepared) -> None:
    before, after = (table(open_now, "entities", d).set_index("entity_id")["mentions"] for d in (NOTHING, MERGED))
    assert before["ada-brook"] == 6
    assert after["ada-brook"] == 7
    assert "otto-brook" not in after.index
    names = table(open_now, "entity_names", MERGED)
    own = names[names["entity_id"] == "ada-brook"]
    assert own["name"].tolist() == ["Ada Brook", "Ada Broock", "Otto Brook"]
    assert own["reason"].tolist() == ["", "One letter differs.", "You joined it with “Ada Brook”."]
    assert "otto-brook" not in set(table(open_now, "prominence", MERGED)["entity_id"])
    assert "otto-brook" not in set(table(open_now, "entity_counts", MERGED)["entity_id"])


def test_what_was_highlighted_before_a_merge_goes_on_being_found(open_now: Prepared) -> None:
    stale = State(decisions=MERGED, focus=Focus(entity="otto-brook"))
    found = open_now.evidence(stale, OPTIONS)
    row = table(open_now, "entity_counts", MERGED).set_index("entity_id").loc["ada-brook"]
    assert found.passages == row["mentions"] == 6, "names only"
    assert found.label == "Ada Brook"
    assert found.focus == Focus(entity="otto-brook"), "the answer is to the question that was asked"
    called = table(open_now, "names_by_outlet", MERGED, Focus(entity="otto-brook"))
    assert set(called["name"]) == {"Ada Brook", "Ada Broock", "Brook", "Otto Brook"}


def test_the_quotes_of_a_speaker_who_was_merged_are_found(open_now: Prepared) -> None:
    decisions = MERGED.with_changes(changes_for_quotes([QuoteDecision(place_of("mail/2", "No comment,"), added=True)]))
    said = decisions.with_changes(changes_for_merge(decisions, [REED], ADA))
    found = open_now.evidence(State(decisions=said, focus=Focus(speaker="owen-reed")), OPTIONS)
    assert {row[0] for row in found.by_outlet} == {"Quay Post", "Mole Mail"}


changes = st.sampled_from(
    [
        changes_for_merge(NOTHING, [OTTO], ADA),
        changes_for_merge(NOTHING, [ADA], REED),
        changes_for_split(NOTHING, GUILD, [HARBOUR_GUILD]),
        changes_for_rejection([VELMORIA]),
        changes_for_rename(NOTHING, [REED], "Otto Brook"),
        changes_for_type(NOTHING, [GUILD], "FAC"),
        changes_for_mentions(NOTHING, [place_of("mail/2", "Guild")], entity=ADA),
        changes_for_mentions(NOTHING, [place_of("none/1", "Ada Brook")], rejected=True),
        changes_for_quote_rejection(NOTHING, [place_of("post/1", "It will last,")]),
        changes_for_cue_verbs(["grouse"], "evaluative"),
    ]
)
OPEN = Prepared()


@settings(max_examples=15, deadline=None)
@given(st.lists(changes, max_size=5))
def test_the_tables_agree_whatever_was_decided(some: list[dict[Key, Json | None]]) -> None:
    decisions = decide(*some)
    mentions, entities = (table(OPEN, name, decisions) for name in ("mentions", "entities"))
    counted = mentions[mentions["entity_id"] != ""].groupby("entity_id").size().to_dict()
    assert dict(zip(entities["entity_id"], entities["mentions"], strict=True)) == counted
    names = table(OPEN, "entity_names", decisions)
    by_name = mentions[(mentions["entity_id"] != "") & (mentions["kind"] != "pronoun")].groupby("entity_id").size()
    assert names.groupby("entity_id")["mentions"].sum().to_dict() == by_name.to_dict()
    assert set(table(OPEN, "prominence", decisions)["entity_id"]) == set(entities["entity_id"])
    wide = table(OPEN, "entity_counts", decisions)
    outlets = [column for column in wide.columns if str(column).startswith(OUTLET_COLUMN)]
    for row in wide.to_dict("records"):
        found = OPEN.evidence(State(decisions=decisions, focus=Focus(entity=row["entity_id"])), OPTIONS)
        assert found.passages == row["mentions"] == sum(row[outlet] for outlet in outlets)


# -- recipes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        changes_for_merge(NOTHING, [OTTO], ADA),
        changes_for_rejection([GUILD]),
        changes_for_speaker_kind(NOTHING, [ADA], "official"),
        changes_for_mentions(NOTHING, [place_of("mail/2", "Guild")], entity=ADA),
        changes_for_quote_rejection(NOTHING, [place_of("post/1", "It will last,")]),
        changes_for_cue_verbs(["say"], ""),
        changes_for_pair(WordPair("a / b", "a", "b")),
    ],
    ids=["merge", "rejection", "kind", "mention", "quote", "verb", "pair"],
)
def test_a_recipe_tells_that_something_was_decided(change: dict[Key, Json | None]) -> None:
    snapshot = small_snapshot()
    before, after = (Basis(snapshot, Scope(), decisions).corpus_hash for decisions in (NOTHING, decide(change)))
    assert before != after
    assert Basis(small_snapshot(), Scope(), decide(change)).corpus_hash == after


def test_a_recipe_does_not_mind_the_order_nor_what_is_about_other_articles() -> None:
    snapshot = small_snapshot()
    gone = Span("gone", 0, 4)
    waiting = decide(changes_for_mentions(NOTHING, [gone], rejected=True), changes_for_quote_rejection(NOTHING, [gone]))
    assert Basis(snapshot, Scope(), waiting).corpus_hash == Basis(snapshot, Scope()).corpus_hash
    some = [changes_for_rejection([GUILD]), changes_for_rejection([OTTO]), changes_for_cue_verbs(["say"], "")]
    one, other = (Basis(snapshot, Scope(), decide(*order)).corpus_hash for order in (some, some[::-1]))
    assert one == other


# -- the project file --------------------------------------------------------------------------------------------------


def test_decisions_come_back_from_the_project_file(tmp_path: Path) -> None:
    snapshot = small_snapshot()
    store = Store(clock=lambda: "2032-01-09T16:00:00+00:00")
    quote = QuoteDecision(place_of("none/1", "Ada Brook stayed away"), added=True, kind="mixed", speaker=(47, 56))
    for changed in (
        changes_for_merge(NOTHING, [OTTO], ADA),
        changes_for_mentions(NOTHING, [place_of("mail/2", "Guild")], entity=REED),
        changes_for_quotes([quote]),
        changes_for_cue_verbs(["grouse"], "evaluative"),
    ):
        after = replace(store.state, decisions=store.state.decisions.with_changes(changed))
        store.do(Command("Decide", lambda _, after=after: after))  # type: ignore[misc]
    with Project.create(tmp_path / "p.counterpoint") as project:
        project.add_articles(snapshot.articles)
        project.record(store.history.steps)
    with Project.open(tmp_path / "p.counterpoint") as again:
        kept = Basis(snapshot, Scope(), state_of(again.decisions())[0].decisions)
    made = Basis(snapshot, Scope(), store.state.decisions)
    assert kept.corpus_hash == made.corpus_hash != Basis(snapshot, Scope()).corpus_hash
    assert kept.annotations.quotes["quote_id"].tolist() == [
        "post/1#q1", "mail/1#q1", "mail/1#q2", "mail/2#q1", quote.quote_id,
    ]  # fmt: skip


# -- real annotations --------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_decision_about_one_name_leaves_all_others_of_a_real_corpus(sample: Workspace) -> None:
    snapshot = sample.snapshot
    found = snapshot.tables
    first, second = found.entities["entity_id"].tolist()[:2]
    groups = Basis(snapshot, Scope()).annotations
    decisions = decide(changes_for_merge(NOTHING, groups.keys_of(second)[:1], groups.keys_of(first)[0]))
    after = Basis(snapshot, Scope(), decisions).annotations
    expected = found.mentions["entity_id"].replace({second: first})
    assert after.mentions["entity_id"].tolist() == expected.tolist(), "keys and ids of the rules say the same"
    others = ~found.entities["entity_id"].isin([first, second])
    kept = after.entities[after.entities["entity_id"] != first]
    assert kept.to_dict("records") == found.entities[others].to_dict("records")
    quotes = Basis(snapshot, Scope()).annotations.quotes
    assert after.quotes["speaker_entity_id"].tolist() == quotes["speaker_entity_id"].replace({second: first}).tolist()
    labels = found.labels["entity_id"].replace({second: first})
    assert after.labels["entity_id"].tolist() == labels.tolist()
    name = found.names.loc[found.names["key"] == groups.keys_of(first)[0], "name"].tolist()
    assert name, "the main name is one of the names"
    # counted anew, an entity is what it was
    same = decide(changes_for_rename(NOTHING, groups.keys_of(first), found.entities["name"].tolist()[0]))
    again = Basis(snapshot, Scope(), same).annotations.entities
    assert again.to_dict("records") == found.entities.to_dict("records")
