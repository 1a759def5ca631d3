"""Articles, corrections, focus and the changes of a state."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.corrections import Correction, changes_for, corrected, corrections_in
from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.imports import change_for, left_out
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import Change, State, edits_between, state_of, with_edits

ARTICLES = (Article("a1", "One two three."), Article("a2", "Four.", outlet="Post", outlet_source="metadata.csv"))


def test_a_field_is_set_with_its_source_and_the_rest_stays() -> None:
    changed = ARTICLES[1].with_field("outlet", "Mail")
    assert (changed.outlet, changed.outlet_source) == ("Mail", "person")
    assert ARTICLES[1].outlet == "Post"
    assert replace(changed, outlet="Post", outlet_source="metadata.csv") == ARTICLES[1]
    with pytest.raises(ValueError, match="'text' is not a metadata field"):
        ARTICLES[0].with_field("text", "another")


def decided(*corrections: Correction) -> Decisions:
    return Decisions().with_changes(changes_for(corrections))


@pytest.mark.parametrize("field", EDITABLE_FIELDS)
def test_every_editable_field_can_be_corrected(field: str) -> None:
    (changed, same) = corrected(ARTICLES, decided(Correction("a1", field, "x")))
    assert getattr(changed, field) == "x"
    assert same is ARTICLES[1]


def test_the_latest_correction_of_a_field_wins_and_strangers_are_ignored() -> None:
    decisions = decided(
        Correction("a1", "outlet", "A"), Correction("a1", "outlet", "B"), Correction("none", "outlet", "C")
    )
    assert [article.outlet for article in corrected(ARTICLES, decisions)] == ["B", "Post"]
    assert corrected(ARTICLES, Decisions()) is ARTICLES


def test_a_field_that_is_none_can_t_be_corrected() -> None:
    with pytest.raises(ValueError, match="can't be corrected"):
        Correction("a1", "text", "x")


@given(st.text(), st.sampled_from(EDITABLE_FIELDS), st.text())
def test_a_correction_is_read_from_what_it_was_decided_as(document: str, field: str, value: str) -> None:
    assert corrections_in(decided(Correction(document, field, value))) == {document: {field: value}}


def test_what_is_no_correction_is_left_out() -> None:
    strange = Decisions({("metadata", "colour/a1"): "red", ("metadata", "outlet/a1"): 7, ("metadata", "outlet"): "x"})
    assert corrections_in(strange) == {"": {"outlet": "x"}}


SCOPES = st.builds(
    Scope,
    outlets=st.lists(st.sampled_from(["", "Post", "Mail"]), unique=True, max_size=2).map(tuple),
    date_from=st.sampled_from(["", "2032-01"]),
    voice=st.sampled_from(Voice),
    boilerplate=st.booleans(),
    copies=st.sampled_from(Copies),
    shared_share=st.sampled_from([0.15, 0.3]),
    compare=st.sampled_from(["", "Country"]),
)
DECIDED = st.dictionaries(
    st.tuples(st.sampled_from(["metadata", "view"]), st.sampled_from(["outlet/a1", "b", "c"])), st.text(max_size=2)
).map(Decisions)
STATES = st.builds(State, SCOPES, DECIDED)


@given(STATES, STATES)
def test_edits_lead_from_one_state_to_another_and_back(old: State, new: State) -> None:
    edits = edits_between(old, new)
    assert (edits == ()) is (old == new)
    assert with_edits(old, edits) == new
    assert with_edits(new, edits, backwards=True) == old


@given(STATES)
def test_a_state_comes_back_from_the_decisions_that_a_project_holds(state: State) -> None:
    edits = edits_between(State(), state)
    held = Decisions().with_changes({(edit.collection, edit.key): edit.after for edit in edits})
    assert state_of(held) == (state, "")


def test_a_scope_that_can_t_be_read_counts_everything_and_says_so() -> None:
    state, problem = state_of(Decisions({("scope", "voice"): "whisper", ("metadata", "outlet/a1"): "Post"}))
    assert state.scope == Scope()
    assert "whisper" in problem
    assert corrections_in(state.decisions) == {"a1": {"outlet": "Post"}}


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    assert ARTICLES[0].display_title == "Untitled: “One two three.…”"
    assert Article("e", " ").display_title == "Untitled"
    assert Article("t", "x", title="Ferry").display_title == "Ferry"


SUBJECTS = st.sampled_from([{}, {"term": "nato"}, {"entity": "e1"}, {"frame": "Conflict"}])
PASSAGES = st.none() | st.builds(
    lambda d, s, n: Span(d, s, s + n), st.text(max_size=5), st.integers(0, 99), st.integers(0, 9)
)


@given(SUBJECTS, st.text(max_size=5), st.text(max_size=5), PASSAGES)
def test_a_focus_comes_back_from_its_json(
    subject: dict[str, Any], outlet: str, article: str, passage: Span | None
) -> None:
    focus = Focus(**subject, outlet=outlet, article=article, passage=passage)
    assert Focus.from_json(json.loads(json.dumps(focus.to_json()))) == focus
    assert focus.evidence_key == replace(focus, passage=None)
    assert focus.subject == next(iter(subject), "")
    assert focus.is_empty is (focus == Focus())


def test_a_focus_has_one_subject() -> None:
    with pytest.raises(ValueError, match="one subject"):
        Focus(term="nato", frame="Conflict")
    with pytest.raises(TypeError):
        Focus.from_json({"colour": "red"})


def test_a_change_names_the_fields_that_differ() -> None:
    old = State()
    assert Change(old, old).fields == frozenset()
    assert Change(old, replace(old, scope=Scope(outlets=("Post",)))).fields == {"scope"}
    both = State(focus=Focus(term="nato"), decisions=decided(Correction("a1", "outlet", "B")))
    assert Change(old, both).fields == {"focus", "decisions"}
    assert both.corrected(ARTICLES)[0].outlet == "B"


def test_a_change_says_what_it_touched() -> None:
    old = State()
    new = State(Scope(outlets=("Post",)), decided(Correction("a1", "author", "B")).with_changes({("view", "v"): 1}))
    change = Change(old, new, edits=edits_between(old, new))
    assert change.touched == {"scope", "metadata/author", "view"}


def test_an_import_that_was_taken_back_is_left_out() -> None:
    imports = {"b1": 2, "b2": 2, "c1": 3}
    present = Decisions().with_changes(change_for(2, 2))
    assert left_out(imports, present) == {"c1"}
    assert left_out(imports, Decisions()) == {"b1", "b2", "c1"}
    assert left_out({}, Decisions()) == frozenset()
