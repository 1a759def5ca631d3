"""The number in a cell is the number of passages that it leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus
from workbench.domain.labels import ChosenLabel
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State
from workbench.domain.word_pairs import WordPair, changes_for_pair
from workbench.export.single import options_of, recipe_for
from workbench.workspace.catalogue import LABEL_LISTS, LABEL_TABLES, OUTLET_COLUMN
from workbench.workspace.messages import Options
from workbench.workspace.pictures import CHARTS, LABEL_CHARTS
from workbench.workspace.word_pair_tasks import SearchCount, count_searches
from workbench.workspace.workspace import Workspace

OPTIONS = Options(replicates=20)


def most_said(workspace: Workspace, state: State) -> str:
    """The entity of which most is said."""
    return str(workspace.measured("labels", state, OPTIONS).table["entity_id"].value_counts().index[0])


@pytest.mark.parametrize("voice", list(Voice))
def test_each_count_is_the_number_of_passages_behind_it(workspace: Workspace, voice: Voice) -> None:
    state = State()
    entity = most_said(workspace, state)
    table = workspace.measured(LABEL_TABLES[voice], replace(state, focus=Focus(entity=entity)), OPTIONS).table
    if voice is Voice.ALL:
        assert table["count"].sum() > 3
    for relation, label, outlet, count in zip(
        table["relation"], table["label"], table["outlet"], table["count"], strict=True
    ):
        focus = ChosenLabel(relation, label, voice).focus(entity, outlet or UNKNOWN_OUTLET)
        assert workspace.evidence(replace(state, focus=focus), OPTIONS).passages == count


@pytest.mark.parametrize("scope", [Scope(), Scope(voice=Voice.OUTLET), Scope(boilerplate=True)])
def test_the_list_on_the_screen_adds_up(workspace: Workspace, scope: Scope) -> None:
    state = State(scope=scope)
    state = replace(state, focus=Focus(entity=most_said(workspace, state)))
    table = workspace.measured(LABEL_LISTS[Voice.ALL], state, OPTIONS).table
    outlets = [name for name in table.columns if name.startswith(OUTLET_COLUMN)]
    assert outlets
    assert table[outlets].sum(axis=1).tolist() == table["count"].tolist()
    assert (table["own"] + table["quoted"]).tolist() == table["count"].tolist()
    if scope.voice is Voice.OUTLET:
        assert table["quoted"].sum() == 0


def test_a_label_is_named_with_its_entity(workspace: Workspace) -> None:
    entity = most_said(workspace, State())
    focus = ChosenLabel("subject_of", "say", Voice.OUTLET).focus(entity)
    label = workspace.evidence(State(focus=focus), OPTIONS).label
    assert label.endswith(" — subject of “say”, outlet’s own words")


def test_a_label_that_cannot_be_understood_has_no_passages(workspace: Workspace) -> None:
    focus = Focus(entity=most_said(workspace, State()), label="of:all kinds")
    assert workspace.evidence(State(focus=focus), OPTIONS).passages == 0


def test_pairs_come_from_decisions_or_from_options(workspace: Workspace) -> None:
    decided = State(decisions=Decisions().with_changes(changes_for_pair(WordPair("way", "ferry", "library"))))
    assert set(workspace.measured("word_pairs", decided, OPTIONS).table["pair"]) == {"way"}
    options = replace(OPTIONS, word_pairs=(("other", "mayor", "council"),))
    assert set(workspace.measured("word_pairs", decided, options).table["pair"]) == {"other"}
    assert workspace.measured("word_pairs", State(), OPTIONS).table.empty


def test_each_side_of_a_pair_leads_to_as_many_passages(workspace: Workspace) -> None:
    options = replace(OPTIONS, word_pairs=(("way", "ferry", "librar*"),))
    table = workspace.measured("word_pairs", State(), options).table
    assert table["count_a"].sum() > 10
    for a, b, outlet, count_a, count_b in zip(
        table["word_a"], table["word_b"], table["outlet"], table["count_a"], table["count_b"], strict=True
    ):
        for term, count in ((a, count_a), (b, count_b)):
            focus = Focus(term=term, outlet=outlet or UNKNOWN_OUTLET)
            assert workspace.evidence(State(focus=focus), OPTIONS).passages == count


def test_a_recipe_holds_the_pairs_that_were_decided(workspace: Workspace) -> None:
    decided = State(decisions=Decisions().with_changes(changes_for_pair(WordPair("way", "ferry", "library"))))
    recipe = recipe_for(workspace, "table", "word_pairs", decided, OPTIONS)
    options, _ = options_of(recipe)
    assert options.word_pairs == (("way", "ferry", "library"),)
    again = workspace.measured("word_pairs", State(), options).table
    assert again.equals(workspace.measured("word_pairs", decided, OPTIONS).table)


def test_the_charts_have_a_mark_for_each_row(workspace: Workspace) -> None:
    entity = most_said(workspace, State())
    focus = ChosenLabel("subject_of", "say").focus(entity)
    making = workspace.making(State(focus=focus), replace(OPTIONS, word_pairs=(("way", "ferry", "library"),)))
    for voice, name in LABEL_CHARTS.items():
        table = CHARTS[name].table(making).table
        if voice is Voice.ALL:
            assert ("subject_of", "say") in set(zip(table["relation"], table["label"], strict=True))
        assert table.attrs["entity"] == entity
    assert CHARTS["word_pairs"].table(making).table["pair"].nunique() == 1


def test_searches_are_counted_while_they_are_typed(workspace: Workspace) -> None:
    found = count_searches(workspace, lambda *_: None, ("ferry", "(ferry", "zebra"), State())
    assert found[0].hits == workspace.evidence(State(focus=Focus(term="ferry")), OPTIONS).passages
    assert 0 < found[0].articles <= found[0].hits
    assert found[1].problem
    assert found[2] == SearchCount("zebra")
