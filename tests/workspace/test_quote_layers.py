"""What the Reader gets about quotes and who stands behind words, and the table of verbs of saying."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from town_corpus import ARTICLES

from workbench.domain.cue_verbs import changes_for_cue_verbs
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.quote_decisions import (
    NOWHERE,
    QuoteDecision,
    changes_for_quote_rejection,
    changes_for_quotes,
)
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.messages import Options, QuoteSpan, ReaderArticle
from workbench.workspace.workspace import Workspace

EMPTY = "The ferry is empty at night,"
TEXT = ARTICLES["mail-one.txt"][4]


def read(
    workspace: Workspace, changes: dict[Key, Json | None] | None = None, document: str = "mail-one"
) -> ReaderArticle:
    return workspace.article(document, State(decisions=Decisions().with_changes(changes or {})))


def quote(article: ReaderArticle, words: str) -> QuoteSpan:
    return next(one for one in article.quotes if article.text[one.start : one.end] == words)


def verbs(
    workspace: Workspace, changes: dict[Key, Json | None] | None = None, **scope: Any
) -> dict[str, dict[str, Any]]:
    state = State(scope=Scope(**scope), decisions=Decisions().with_changes(changes or {}))
    rows = workspace.measured("cue_verbs", state, Options()).table.to_dict("records")
    return {str(row["lemma"]): {str(name): cell for name, cell in row.items()} for row in rows}


def test_a_quote_says_who_by_which_verb_and_how_long(workspace: Workspace) -> None:
    article = read(workspace)
    found = quote(article, EMPTY)
    assert (found.kind, found.cue, found.cue_class, found.words) == ("direct", "tell", "neutral", 6)
    assert TEXT[slice(*found.speaker_at)] == "Brook"
    assert TEXT[slice(*found.cue_at)] == "told"
    assert found.speaker_name == "Ada Brook"
    assert found.speaker_key
    assert found.speaker_id == next(one.entity_id for one in article.entities if one.name == "Ada Brook")
    assert found.found == (found.start, found.end)
    assert not found.decided
    assert (found.relay, found.relay_at) == ("", NOWHERE)


def test_pronouns_stand_for_somebody_and_are_no_names(workspace: Workspace) -> None:
    article = read(workspace, document="mail-two")
    assert all(one.kind == "named" for one in article.entities)
    she = next(one for one in article.references if article.text[one.start : one.end] == "she")
    assert (she.kind, she.name) == ("pronoun", "Ada Brook")
    named = next(one for one in article.entities if one.name == "Ada Brook")
    assert she.key == named.key


def test_a_changed_quote_keeps_the_place_that_the_next_decision_must_name(workspace: Workspace) -> None:
    before = quote(read(workspace), EMPTY)
    place = Span("mail-one", *before.found)
    changed = read(workspace, changes_for_quotes([QuoteDecision(place, start=before.start + 4, speaker=NOWHERE)]))
    after = quote(changed, EMPTY[4:])
    assert after.found == before.found
    assert after.decided
    assert not after.made
    assert (after.speaker, after.speaker_at) == ("", NOWHERE)
    assert after.words == before.words - 1


def test_a_quote_made_by_hand_names_the_place_that_was_marked(workspace: Workspace) -> None:
    start = TEXT.index("rising fuel prices")
    place = Span("mail-one", start, start + 18)
    made = QuoteDecision(place, added=True, kind="mixed", end=start + 11)
    after = quote(read(workspace, changes_for_quotes([made])), "rising fuel")
    assert after.found == (start, start + 18)
    assert after.made
    assert after.words == 2


def test_what_was_rejected_is_kept_apart(workspace: Workspace) -> None:
    before = quote(read(workspace), EMPTY)
    state = Decisions()
    article = read(workspace, changes_for_quote_rejection(state, [Span("mail-one", *before.found)]))
    assert all(one.found != before.found for one in article.quotes)
    assert [one.found for one in article.rejected_quotes] == [before.found]
    assert not read(workspace).rejected_quotes


def test_a_quote_in_a_quote_is_deeper_and_one_beside_it_is_not(workspace: Workspace) -> None:
    before = quote(read(workspace), EMPTY)
    inner = Span("mail-one", before.start + 4, before.start + 9)
    article = read(workspace, changes_for_quotes([QuoteDecision(inner, added=True, kind="mixed")]))
    assert quote(article, "ferry").depth == 1
    assert {one.depth for one in article.quotes if one.found != (inner.start, inner.end)} == {0}
    outer = QuoteDecision(Span("mail-one", *before.found), kind="indirect")
    article = read(workspace, changes_for_quotes([outer, QuoteDecision(inner, added=True, kind="mixed")]))
    assert quote(article, "ferry").depth == 0  # inside reported speech nothing is quoted yet


def test_what_was_read_as_what_is_said(workspace: Workspace) -> None:
    article = read(workspace)
    assert article.read_as == "English"
    assert article.missing == ()
    assert article.marks == ()


# -- verbs ---------------------------------------------------------------------------------------------------------------


def test_every_quote_with_a_verb_is_counted_for_it(workspace: Workspace) -> None:
    table = verbs(workspace, boilerplate=True)
    quotes = workspace.measured("quotes", State(scope=Scope(boilerplate=True)), Options()).table
    counts = Counter(cue for cue in quotes["cue"].tolist() if cue)
    for verb, count in counts.items():
        assert table[verb]["quotes"] == count, verb
    assert sum(row["quotes"] for row in table.values()) == counts.total()
    assert [table["tell"][name] for name in ("class", "listed", "state")] == ["neutral", "neutral", "listed"]


def test_numbers_follow_the_scope(workspace: Workspace) -> None:
    one, every = verbs(workspace, documents=("mail-one",)), verbs(workspace)
    assert 0 < one["say"]["quotes"] < every["say"]["quotes"]
    assert one.keys() <= every.keys()


@pytest.mark.parametrize(
    ("verb", "decided", "state", "shown"),
    [
        ("tell", "evaluative", "changed", "evaluative"),
        ("tell", "", "off", ""),
        ("yodel", "neutral", "added", "neutral"),
    ],
)
def test_a_verb_that_was_decided_about_says_so(
    workspace: Workspace, verb: str, decided: str, state: str, shown: str
) -> None:
    row = verbs(workspace, changes_for_cue_verbs([verb], decided))[verb]
    assert (row["state"], row["class"]) == (state, shown)
    assert row["listed"] == ("neutral" if verb == "tell" else "")


def test_the_places_of_a_verb_are_as_many_as_its_numbers_say(workspace: Workspace) -> None:
    table = verbs(workspace)
    for verb in ("say", "tell"):
        places = workspace.measured("cue_verb_places", State(), replace(Options(), terms=(verb,))).table
        assert len(places) == table[verb]["quotes"] + table[verb]["proposed"]
        assert (places["quote_start"] < places["quote_end"]).all()
    assert set(places["node"]) <= {"tell", "tells", "told", "telling"}
    nothing = workspace.measured("cue_verb_places", State(), replace(Options(), terms=("no such verb",))).table
    assert not len(nothing)
    assert list(nothing.columns) == list(places.columns)


def test_a_verb_that_is_off_may_still_stand_beside_quoted_words(workspace: Workspace) -> None:
    changes = changes_for_cue_verbs(["tell"], "")
    assert quote(read(workspace, changes), EMPTY).cue_class == ""
    assert verbs(workspace, changes)["tell"]["quotes"] >= 1
