"""Articles, corrections, focus and the changes of a state."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.state import Change, Correction, State, corrected

ARTICLES = (Article("a1", "One two three."), Article("a2", "Four.", outlet="Post", outlet_source="metadata.csv"))


def test_a_field_is_set_with_its_source_and_the_rest_stays() -> None:
    changed = ARTICLES[1].with_field("outlet", "Mail")
    assert (changed.outlet, changed.outlet_source) == ("Mail", "person")
    assert ARTICLES[1].outlet == "Post"
    assert replace(changed, outlet="Post", outlet_source="metadata.csv") == ARTICLES[1]
    with pytest.raises(ValueError, match="'text' is not a metadata field"):
        ARTICLES[0].with_field("text", "another")


@pytest.mark.parametrize("field", EDITABLE_FIELDS)
def test_every_editable_field_can_be_corrected(field: str) -> None:
    (changed, same) = corrected(ARTICLES, (Correction("a1", field, "x"),))
    assert getattr(changed, field) == "x"
    assert same is ARTICLES[1]


def test_the_latest_correction_of_a_field_wins_and_strangers_are_ignored() -> None:
    corrections = (Correction("a1", "outlet", "A"), Correction("a1", "outlet", "B"), Correction("none", "outlet", "C"))
    assert [article.outlet for article in corrected(ARTICLES, corrections)] == ["B", "Post"]
    assert corrected(ARTICLES, ()) is ARTICLES


def test_a_field_that_is_none_can_t_be_corrected() -> None:
    with pytest.raises(ValueError, match="can't be corrected"):
        Correction("a1", "text", "x")


@given(st.text(), st.sampled_from(EDITABLE_FIELDS), st.text())
def test_a_correction_comes_back_from_its_json(document: str, field: str, value: str) -> None:
    correction = Correction(document, field, value)
    assert Correction.from_json(json.loads(json.dumps(correction.to_json()))) == correction


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
    subject: dict[str, str], outlet: str, article: str, passage: Span | None
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
    both = State(focus=Focus(term="nato"), corrections=(Correction("a1", "outlet", "B"),))
    assert Change(old, both).fields == {"focus", "corrections"}
    assert both.corrected(ARTICLES)[0].outlet == "B"
