"""Groups of searches in what the program counts, shows and writes: one meaning everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.decisions import Decisions
from workbench.domain.errors import QueryError
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope
from workbench.domain.state import State, state_of
from workbench.domain.term_groups import TermGroup, changes_for_group, term_groups_in
from workbench.domain.word_pairs import WordPair, changes_for_pair
from workbench.export.everything import state_and_options
from workbench.export.recipe import Recipe, RecipeError
from workbench.export.single import recipe_for
from workbench.project.store import Project
from workbench.session.store import Command, Store
from workbench.workspace.messages import Options
from workbench.workspace.searches import Searches, parse_in
from workbench.workspace.word_pair_tasks import count_searches
from workbench.workspace.workspace import Workspace

OPTIONS = Options(replicates=0, permutations=0)
WATER = TermGroup("on the water", ("ferry", "ferry crossing", "harbour | boat*"))
ALL = TermGroup("all", ('@"on the water"', "library"))
DECISIONS = Decisions().with_changes(changes_for_group(WATER)).with_changes(changes_for_group(ALL))
STATE = State(decisions=DECISIONS)
TERM = '@"on the water"'


def test_a_group_has_one_number_in_every_place(workspace: Workspace) -> None:
    evidence = workspace.evidence(replace(STATE, focus=Focus(term=TERM)), OPTIONS)
    assert evidence.passages > 0
    options = replace(OPTIONS, terms=(TERM,))
    terms = workspace.measured("terms", STATE, options).table
    assert terms["count"].sum() == evidence.passages
    assert set(terms["term"]) == {TERM}
    assert len(workspace.measured("kwic", STATE, options).table) == evidence.passages
    positions = workspace.measured("positions", replace(STATE, focus=Focus(term=TERM)), OPTIONS).table
    assert (positions["start"] >= 0).sum() == evidence.passages
    (counted,) = count_searches(workspace, lambda *_: None, (TERM,), STATE)
    assert (counted.hits, counted.articles) == (evidence.passages, evidence.articles)


def test_overlapping_hits_of_a_group_are_one(workspace: Workspace) -> None:
    alone = workspace.evidence(replace(STATE, focus=Focus(term="ferry | harbour | boat*")), OPTIONS)
    assert workspace.evidence(replace(STATE, focus=Focus(term=TERM)), OPTIONS).passages == alone.passages


def test_a_pair_of_words_may_use_groups(workspace: Workspace) -> None:
    pair = changes_for_pair(WordPair("way", TERM, "library"))
    state = State(decisions=DECISIONS.with_changes(pair))
    measured = workspace.measured("word_pairs", state, OPTIONS)
    evidence = workspace.evidence(replace(state, focus=Focus(term=TERM)), OPTIONS)
    assert measured.table["count_a"].sum() == evidence.passages
    unknown = workspace.measured("word_pairs", State(decisions=Decisions().with_changes(pair)), OPTIONS)
    assert "no group" in unknown.notes[0]


def test_a_group_that_is_gone_is_an_answer_with_its_place(workspace: Workspace) -> None:
    evidence = workspace.evidence(State(focus=Focus(term=f"library {TERM}")), OPTIONS)
    assert evidence.problem_at == len("library ")
    assert "on the water" in evidence.problem
    with pytest.raises(QueryError, match="no group"):
        parse_in(workspace.basis(Scope()), TERM)


def test_what_a_group_means_is_in_the_fingerprint(workspace: Workspace) -> None:
    plain = workspace.basis(Scope()).corpus_hash
    grouped = workspace.basis(Scope(), DECISIONS).corpus_hash
    changed = DECISIONS.with_changes(changes_for_group(replace(WATER, searches=("ferry",))))
    assert len({plain, grouped, workspace.basis(Scope(), changed).corpus_hash}) == 3


def test_a_recipe_holds_the_groups_that_were_used_and_makes_the_table_again(workspace: Workspace) -> None:
    options = replace(OPTIONS, terms=("@all",))
    recipe = recipe_for(workspace, "table", "terms", STATE, options)
    again = Recipe.from_json(recipe.to_json())
    assert again.options["term_groups"] == {WATER.name: list(WATER.searches), ALL.name: list(ALL.searches)}
    state, read = state_and_options(again)
    assert term_groups_in(state.decisions) == {WATER.name: WATER.searches, ALL.name: ALL.searches}
    assert read.terms == ("@all",)
    before = workspace.measured("terms", STATE, options).table
    assert workspace.measured("terms", state, replace(read, model="")).table.equals(before)
    assert "term_groups" not in recipe_for(workspace, "table", "terms", STATE, OPTIONS).options
    focused = recipe_for(workspace, "chart", "dispersion", replace(STATE, focus=Focus(term=TERM)), OPTIONS)
    assert list(focused.options["term_groups"]) == [WATER.name]


@pytest.mark.parametrize("groups", ["war", {"war": "x" * 2000}, {"": ["war"]}, [1], {"war": []}])
def test_a_recipe_with_groups_that_are_none_is_refused(workspace: Workspace, groups: object) -> None:
    recipe = recipe_for(workspace, "table", "terms", STATE, OPTIONS)
    with pytest.raises(RecipeError, match="term_groups"):
        state_and_options(replace(recipe, options={**recipe.options, "term_groups": groups}))


def test_groups_are_undone_and_kept_in_a_project(tmp_path: Path) -> None:
    store = Store()
    for group in (WATER, ALL):
        changes = changes_for_group(group)
        after = replace(store.state, decisions=store.state.decisions.with_changes(changes))
        store.do(Command("Save", lambda _, after=after: after))  # type: ignore[misc]
    with Project.create(tmp_path / "p.counterpoint") as project:
        project.record(store.history.steps)
    with Project.open(tmp_path / "p.counterpoint") as project:
        kept = term_groups_in(state_of(project.decisions())[0].decisions)
    assert kept == term_groups_in(store.state.decisions)
    assert list(kept) == [WATER.name, ALL.name]
    store.undo()
    assert list(term_groups_in(store.state.decisions)) == [WATER.name]
    store.redo()
    assert term_groups_in(store.state.decisions) == kept
    assert term_groups_in(state_of(store.state.decisions)[0].decisions) == kept


def test_a_search_is_understood_where_a_person_decided(workspace: Workspace) -> None:
    understand = Searches.of(DECISIONS)
    assert understand("@ALL").groups == {"all", "on the water"}
    assert understand.used(["library", "(", TERM]) == {WATER.name: list(WATER.searches)}
    assert parse_in(workspace.basis(Scope(), DECISIONS), "@all") == understand("@all")


def test_parts_of_speech_that_are_not_known_everywhere_are_noted(workspace: Workspace) -> None:
    measured = workspace.measured("terms", STATE, replace(OPTIONS, terms=("[lemma=say]", "ferry")))
    assert measured.table["count"].sum() > 0
    plain = workspace.measured("terms", STATE, replace(OPTIONS, terms=("ferry",)))
    assert not any("are known in" in note for note in plain.notes)
