"""Terms by any parts, TF-IDF, lexical diversity and function words of a small corpus; each number opens its passages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from town_corpus import FERRY, LIBRARY, MAIL, POST

from workbench.domain.decisions import Decisions
from workbench.domain.errors import UsageError
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.domain.stop_word_choices import changes_for_stop_words
from workbench.export.single import options_of, recipe_for
from workbench.workspace.messages import Options, PictureRequest
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

OPTIONS = Options(replicates=20)
LABEL = re.compile(r"\b([\d,]+) times?\b")


def passages(workspace: Workspace, **focus: Any) -> int:
    return workspace.evidence(State(focus=Focus(**focus)), OPTIONS).passages


@pytest.mark.parametrize(
    "by",
    [
        ("month",),
        ("story",),
        ("week",),
        ("day",),
        ("language",),
        ("outlet", "month"),
        ("story", "month"),
        ("month", "story"),
    ],
    ids=" and ".join,
)
def test_a_mark_s_number_is_its_number_of_passages(workspace: Workspace, by: tuple[str, ...]) -> None:
    options = replace(OPTIONS, by=by, terms=("ferry", "library"))
    picture = workspace.picture(PictureRequest("frequency_by", State(), options, 900, 2400))
    table = workspace.measured("terms_by", State(), options).table
    assert tuple(table.columns[: len(by)]) == by
    assert len(picture.hitmap.marks) == len(table)
    for mark in picture.hitmap.marks:
        found = LABEL.search(mark.label)
        assert found is not None, mark.label
        assert workspace.evidence(State(focus=mark.focus), OPTIONS).passages == int(found[1]), mark.label
    assert table.groupby("term")["count"].sum().to_dict() == {
        term: passages(workspace, term=term) for term in ("ferry", "library")
    }


def test_articles_of_which_a_part_is_not_known_are_a_part_of_their_own(workspace: Workspace) -> None:
    rows = workspace.measured("terms_by", State(), replace(OPTIONS, by=("language",), terms=("ferry",))).table
    assert rows["language"].tolist() == ["Language not known"]
    by_story = workspace.measured("terms_by", State(), replace(OPTIONS, by=("story",), terms=("ferry",))).table
    assert set(by_story["story"]) >= {FERRY, LIBRARY}


def test_without_terms_it_is_what_is_highlighted_else_the_most_frequent_ones(workspace: Workspace) -> None:
    options = replace(OPTIONS, by=("month",))
    highlighted = workspace.measured("terms_by", State(focus=Focus(term="library")), options).table
    assert set(highlighted["term"]) == {"library"}
    frequent = workspace.measured("terms_by", State(), options).table
    assert set(frequent["term"]) == set(workspace.measured("term_list", State(), OPTIONS).table["term"].head(3))


@pytest.mark.parametrize("by", [(), ("colour",), ("outlet", "month", "day")])
def test_what_is_no_dimension_is_refused(workspace: Workspace, by: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="Terms can't be counted by"):
        workspace.measured("terms_by", State(), replace(OPTIONS, by=by, terms=("ferry",)))


def test_the_list_is_filtered_over_the_whole_vocabulary(workspace: Workspace) -> None:
    def terms(**options: Any) -> list[str]:
        return workspace.measured("term_list", State(), replace(OPTIONS, **options)).table["term"].tolist()

    assert terms(list_text="librar") == ["library"]
    assert terms(list_text="ferr*", list_match="is") == ["ferry"]
    assert terms(list_text="(f|l).*r?ry", list_match="expression") == ["ferry", "library"]
    assert "the" not in terms()
    assert "the" in terms(hide_function_words=False)
    assert all(count >= 5 for count in (passages(workspace, term=f'"{term}"') for term in terms(list_count=5)))
    assert terms(ngram=2, list_text="ferry", list_match="ends", list_count=2) == ["night ferry"]


def test_parts_of_speech_are_what_most_places_of_a_word_are(workspace: Workspace) -> None:
    listed = {
        part: set(workspace.measured("term_list", State(), replace(OPTIONS, list_part=part)).table["term"])
        for part in ("NOUN", "VERB", "PROPN")
    }
    assert {"ferry", "library"} <= listed["NOUN"]
    assert "wept" in listed["VERB"]
    assert "haven" in listed["PROPN"]
    assert not listed["NOUN"] & listed["VERB"]


@pytest.mark.parametrize("by", ["outlet", "story", "month", "article"])
def test_each_row_of_tf_idf_opens_its_passages(workspace: Workspace, by: str) -> None:
    table = workspace.measured("tf_idf_list", State(), replace(OPTIONS, by=(by,))).table
    assert len(table)
    for row in table.iloc[::7].to_dict("records"):
        focus = {"outlet": row["outlet"], "article": row["article"], "part": row["focus_part"]}
        assert passages(workspace, term=f'"{row["term"]}"', **focus) == row["count"], row


def test_tf_idf_of_the_highlighted_article_alone(workspace: Workspace) -> None:
    state = State(focus=Focus(article="mail-one"))
    table = workspace.measured("tf_idf", state, replace(OPTIONS, by=("article",))).table
    assert table["part"].drop_duplicates().tolist() == ["Council ends the night ferry to save $2 million"]


def test_lexical_diversity_has_a_row_for_each_outlet_and_says_what_is_too_few(workspace: Workspace) -> None:
    measured = workspace.measured("lexical_diversity", State(), OPTIONS)
    wide = workspace.measured("diversity_list", State(), OPTIONS).table
    assert wide["outlet"].tolist() == list(workspace.basis(Scope()).outlet_names)
    assert set(measured.table["outlet"]) == set(wide["outlet"])
    assert any(note.startswith("With fewer than 5 articles samples differ little") for note in measured.notes)
    chart = workspace.picture(PictureRequest("lexical_diversity", State(), replace(OPTIONS, measure="ttr"), 700, 500))
    assert {mark.focus.outlet for mark in chart.hitmap.marks} >= {MAIL, POST}
    assert chart.description.startswith("Type-token ratio of 4 outlets")


def test_what_a_person_decided_about_function_words_holds_in_every_list(workspace: Workspace) -> None:
    changes = changes_for_stop_words(["ferry"], True) | changes_for_stop_words(["the"], False)
    state = State(decisions=Decisions().with_changes(changes))
    listed = workspace.measured("term_list", state, OPTIONS).table["term"].tolist()
    assert "the" in listed
    assert "ferry" not in listed
    assert "ferry" not in set(workspace.measured("terms", state, OPTIONS).table["term"])
    assert "ferry" in set(workspace.measured("terms", state, replace(OPTIONS, terms=("ferry",))).table["term"])
    rows = workspace.measured("stop_words", state, OPTIONS).table.set_index("word")
    assert (rows.loc["ferry", "state"], rows.loc["ferry", "hidden"]) == ("added", 1)
    assert (rows.loc["the", "state"], rows.loc["the", "hidden"]) == ("kept", 0)
    assert rows.loc["ferry", "count"] == passages(workspace, term="ferry")
    assert rows.loc["of", "state"] == "listed"


def test_a_recipe_carries_the_function_words_that_were_decided(workspace: Workspace) -> None:
    changes = changes_for_stop_words(["ferry"], True) | changes_for_stop_words(["the"], False)
    state = State(decisions=Decisions().with_changes(changes))
    options = replace(OPTIONS, by=("month", "outlet"))
    recipe = recipe_for(workspace, "table", "term_list", state, options)
    again, _ = options_of(recipe)
    assert again.stop_words == ("+ferry", "-the")
    assert again.by == ("month", "outlet")
    assert recipe.corpus_hash != recipe_for(workspace, "table", "term_list", State(), options).corpus_hash
    remade = workspace.measured("term_list", State(), again).table
    assert remade["term"].tolist() == workspace.measured("term_list", state, options).table["term"].tolist()
