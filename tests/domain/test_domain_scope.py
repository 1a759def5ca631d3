"""What a scope admits, and that scopes come back from their JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.article import Article
from workbench.domain.scope import Copies, Scope, Voice

ARTICLE = Article("a1", "Text.", outlet="Mail", story_id="Ferry", date="2032-02-11")

NAMES = st.lists(st.text(max_size=8), max_size=3).map(tuple)
SCOPES = st.builds(
    Scope,
    stories=NAMES,
    outlets=NAMES,
    documents=NAMES,
    documents_label=st.text(max_size=8),
    date_from=st.text(max_size=10),
    date_to=st.text(max_size=10),
    voice=st.sampled_from(Voice),
    boilerplate=st.booleans(),
    copies=st.sampled_from(Copies),
    duplicate_share=st.floats(0.01, 1),
    shared_share=st.floats(0.01, 1),
    compare=st.text(max_size=8),
)


@pytest.mark.parametrize(
    ("scope", "admitted"),
    [
        (Scope(), True),
        (Scope(outlets=("Mail", "Post")), True),
        (Scope(outlets=("Post",)), False),
        (Scope(stories=("Ferry",)), True),
        (Scope(stories=("Library",)), False),
        (Scope(documents=("a1",)), True),
        (Scope(documents=("a2",)), False),
        (Scope(outlets=("Mail",), stories=("Library",)), False),
        (Scope(date_from="2032-02-11", date_to="2032-02-11"), True),
        (Scope(date_from="2032-02-12"), False),
        (Scope(date_to="2032-02-10"), False),
        (Scope(voice=Voice.QUOTED, boilerplate=True), True),
    ],
)
def test_every_field_narrows_what_the_others_left(scope: Scope, admitted: bool) -> None:
    assert scope.admits(ARTICLE) is admitted


@pytest.mark.parametrize(
    ("date", "admitted"),
    [("2032-02", True), ("2032", False), ("2032-03", False), ("", False), ("2032-02-15T08:00:00+01:00", True)],
)
def test_a_date_known_to_the_month_or_year_is_inside_when_all_of_that_is(date: str, admitted: bool) -> None:
    scope = Scope(date_from="2032-02-01", date_to="2032-03-15")
    assert scope.admits(replace(ARTICLE, date=date)) is admitted


def test_an_article_without_a_date_stays_while_dates_don_t_matter() -> None:
    assert Scope(outlets=("Mail",)).admits(replace(ARTICLE, date=""))


@given(SCOPES)
def test_a_scope_comes_back_from_its_json(scope: Scope) -> None:
    assert Scope.from_json(json.loads(json.dumps(scope.to_json()))) == scope


def test_a_scope_from_before_copies_and_groups_is_read() -> None:
    earlier = {
        "stories": [], "outlets": ["Mail"], "documents": [], "documents_label": "", "date_from": "", "date_to": "",
        "voice": "outlet", "boilerplate": False,
    }  # fmt: skip
    assert Scope.from_json(earlier) == Scope(outlets=("Mail",), voice=Voice.OUTLET, copies=Copies.ALL, compare="")


def test_what_is_compared_and_how_copies_are_counted_admits_the_same_articles() -> None:
    assert Scope(copies=Copies.ONCE, compare="Country").admits(ARTICLE)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"colour": "red"}, "no colour"),
        ({"outlets": "Mail"}, "outlets must be a list"),
        ({"outlets": [1]}, "outlets must be a list"),
        ({"voice": "loud"}, "loud"),
        ({"copies": "twice"}, "twice"),
        ({"duplicate_share": 0}, "duplicate_share must be a share"),
        ({"duplicate_share": True}, "duplicate_share must be a share"),
        ({"shared_share": 1.01}, "shared_share must be a share"),
        ({"shared_share": "half"}, "shared_share must be a share"),
        ({"shared_share": float("nan")}, "shared_share must be a share"),
        ({"boilerplate": "no"}, "boilerplate must be true or false"),
        ({"compare": 7}, "compare must be a text"),
        ({"date_from": None}, "date_from must be a text"),
    ],
)
def test_what_is_no_scope_is_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Scope.from_json(values)
