"""Everything that people decide about articles is seen by every number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.article import Article
from workbench.domain.boilerplate_marks import BoilerplateMark, changes_for_marks
from workbench.domain.copy_choices import OWN, change_for_copy
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.outlet_groups import NO_GROUP, changes_for_group
from workbench.domain.outlet_names import changes_for_fold
from workbench.domain.removal import changes_for_removal
from workbench.domain.reviews import changes_for_review
from workbench.domain.scope import Scope
from workbench.domain.story_names import change_for_story_name
from workbench.index.store import TokenStore
from workbench.workspace.basis import Basis
from workbench.workspace.decided_articles import FOUND_STORY
from workbench.workspace.listing import STORY
from workbench.workspace.overview import OverviewMaker
from workbench.workspace.snapshot import Snapshot

ARTICLES = (
    Article("a", "One two three four.", outlet="Guardian.com", outlet_source="field outlet", date="2032-01-04"),
    Article(
        "b", "Five six.", outlet="The Guardian", outlet_source="metadata.csv", date="2032-01-05", story_id="Summit"
    ),
    Article("c", "Seven.", outlet="Post", date="2032-02-01", review="The date is not sure."),
    Article("d", "Eight nine ten.", date="2032-02-02"),
)
FOUND = {"a": "Summit", "b": "Summit", "c": "story-c", "d": "story-c"}
TITLES = {"Summit": "Summit", "story-c": "Ferry sinks"}


def snapshot(**values: object) -> Snapshot:
    store = TokenStore.build([(article.document_id, article.text) for article in ARTICLES])
    made = Snapshot(articles=ARTICLES, store=store, stories=FOUND, story_titles=TITLES)
    return replace(made, **values)  # type: ignore[arg-type]


def decide(*changes: dict[Key, Json | None]) -> Decisions:
    made = Decisions()
    for change in changes:
        made = made.with_changes(change)
    return made


def corrected(document: str, field: str, value: str) -> dict[Key, Json | None]:
    return changes_for([Correction(document, field, value)])


def test_a_folded_name_stands_for_its_outlet_and_its_source_says_what_it_was() -> None:
    basis = Basis(snapshot(), Scope(), decide(changes_for_fold(["Guardian.com"], "The Guardian")))
    assert [article.outlet for article in basis.articles] == ["The Guardian", "The Guardian", "Post", ""]
    assert basis.by_id["a"].outlet_source == "field outlet: “Guardian.com”"
    assert basis.by_id["b"].outlet_source == "metadata.csv"
    narrowed = Basis(basis.snapshot, Scope(outlets=("The Guardian",)), basis.decisions)
    assert narrowed.in_scope == ("a", "b")


def test_folding_applies_to_the_corrected_name() -> None:
    fold = changes_for_fold(["Guardian.com"], "The Guardian")
    basis = Basis(snapshot(), Scope(), decide(fold, corrected("c", "outlet", "Guardian.com")))
    assert basis.by_id["c"].outlet == "The Guardian"
    assert basis.by_id["c"].outlet_source == "person: “Guardian.com”"
    away = Basis(basis.snapshot, Scope(), decide(fold, corrected("a", "outlet", "Post")))
    assert (away.by_id["a"].outlet, away.by_id["a"].outlet_source) == ("Post", "person")


def test_found_stories_fill_what_neither_the_source_nor_a_person_gave() -> None:
    basis = Basis(snapshot(), Scope(), decide(corrected("d", "story_id", "Harvest")))
    assert [article.story_id for article in basis.articles] == ["Summit", "Summit", "story-c", "Harvest"]
    assert basis.by_id["a"].source_of("story_id") == FOUND_STORY
    assert basis.by_id["b"].source_of("story_id") == ""
    assert basis.by_id["d"].source_of("story_id") == "person"
    none = Basis(basis.snapshot, Scope(), decide(corrected("a", "story_id", "")))
    assert none.by_id["a"].story_id == "", "a person said that it is in no story"
    assert Basis(basis.snapshot, Scope(stories=("story-c",))).in_scope == ("c", "d")


def test_people_s_names_of_stories_stand_in_lists() -> None:
    given = snapshot()
    basis = Basis(given, Scope(), decide(change_for_story_name("story-c", "The ferry")))
    assert basis.story_title("story-c") == "The ferry"
    overview = OverviewMaker().make(basis)
    assert dict(zip(overview.stories, overview.story_titles, strict=True)) == {
        "Summit": "Summit",
        "story-c": "The ferry",
    }
    assert [row.story for row in overview.articles] == ["Summit", "Summit", "story-c", "story-c"]
    assert [row.story_title for row in overview.articles] == ["Summit", "Summit", "The ferry", "The ferry"]
    assert overview.articles.group_title(3, STORY) == "The ferry"
    before = OverviewMaker().make(Basis(given, Scope()))
    assert before.articles.group_title(3, STORY) == "Ferry sinks"


def test_one_decision_makes_only_its_article_anew_and_the_scope_makes_none() -> None:
    given = snapshot()
    fold = decide(changes_for_fold(["Guardian.com"], "The Guardian"))
    first = Basis(given, Scope(), fold).articles
    assert Basis(given, Scope(outlets=("Post",)), fold).articles is first
    one = Basis(given, Scope(), fold.with_changes(corrected("c", "title", "New")))
    assert [new is old for new, old in zip(one.articles, first, strict=True)] == [True, True, False, True]
    two = Basis(given, Scope(), one.decisions.with_changes(corrected("a", "author", "Ada")))
    assert [new is old for new, old in zip(two.articles, one.articles, strict=True)] == [False, True, True, True]
    assert two.by_id["a"].outlet == "The Guardian"
    assert two.by_id["a"].story_id == "Summit"
    later = replace(given, revision=given.revision + 1)
    assert Basis(later, Scope(), two.decisions).articles is two.articles, "also when annotation went on"
    regrouped = replace(given, stories={**FOUND, "a": "story-a"})
    assert Basis(regrouped, Scope(), two.decisions).by_id["a"].story_id == "story-a"


def test_a_removed_article_is_nowhere_until_it_is_taken_back() -> None:
    given = snapshot()
    decisions = decide(changes_for_removal(["b", "gone"]))
    basis = Basis(given, Scope(), decisions)
    assert [article.document_id for article in basis.present] == ["a", "c", "d"]
    assert basis.view.total == 8
    overview = OverviewMaker().make(basis)
    assert overview.articles.ids.all() == ["a", "c", "d"]
    assert (overview.words, overview.words_all, overview.removed) == (8, 8, 1)
    assert Basis(given, Scope(), decisions.with_changes(changes_for_removal(["b"], removed=False))).view.total == 10


def test_an_article_needs_review_until_somebody_looked() -> None:
    given = snapshot()
    maker = OverviewMaker()
    overview = maker.make(Basis(given, Scope()))
    assert overview.needs_review == 1
    assert [row.review for row in overview.articles] == ["", "", "The date is not sure.", ""]
    seen = maker.make(Basis(given, Scope(), decide(changes_for_review(["c"]))))
    assert seen.needs_review == 0
    assert not any(row.review for row in seen.articles)


def test_groups_are_compared_instead_of_outlets() -> None:
    given = snapshot()
    decisions = decide(
        changes_for_group("Owner", ["The Guardian"], "Trust"), changes_for_group("Country", ["Post"], "UK")
    )
    basis = Basis(given, Scope(compare="Owner"), decisions)
    assert basis.outlets == (NO_GROUP, "Trust", NO_GROUP, NO_GROUP)
    assert basis.outlet_names == ("Trust", NO_GROUP), "what is in no group comes last"
    overview = OverviewMaker().make(basis)
    assert overview.compared == ("Trust", NO_GROUP)
    assert overview.groupings == ("Country", "Owner")
    assert overview.outlets == ("Guardian.com", "Post", "The Guardian", "")
    narrowed = Basis(given, Scope(compare="Owner", outlets=("The Guardian",)), decisions)
    assert narrowed.in_scope == ("b",), "the scope goes on to name outlets"
    assert narrowed.outlet_names == ("Trust",)


def test_groups_hold_for_folded_names_and_an_unknown_grouping_compares_outlets() -> None:
    given = snapshot()
    decisions = decide(
        changes_for_group("Owner", ["The Guardian"], "Trust"), changes_for_fold(["Guardian.com"], "The Guardian")
    )
    assert Basis(given, Scope(compare="Owner"), decisions).outlets == ("Trust", "Trust", NO_GROUP, NO_GROUP)
    unknown = Basis(given, Scope(compare="Country"), decisions)
    assert unknown.outlets == ("The Guardian", "The Guardian", "Post", "")
    assert OverviewMaker().make(unknown).compared == ("Post", "The Guardian", "")


@pytest.mark.parametrize(
    "change",
    [
        corrected("a", "title", "New"),
        changes_for_fold(["Guardian.com"], "The Guardian"),
        changes_for_removal(["a"]),
        changes_for_marks([BoilerplateMark("a", 0, 3, "marked")]),
        change_for_copy("a", OWN),
        change_for_story_name("story-c", "The ferry"),
        changes_for_group("Owner", ["Post"], "Trust"),
    ],
    ids=["correction", "fold", "removal", "boilerplate", "copy", "story name", "group"],
)
def test_a_recipe_tells_that_something_else_was_decided(change: dict[Key, Json | None]) -> None:
    scope = Scope(compare="Owner")
    before, after = Basis(snapshot(), scope).corpus_hash, Basis(snapshot(), scope, decide(change)).corpus_hash
    assert before != after
    assert Basis(snapshot(), scope, decide(change)).corpus_hash == after


def test_a_recipe_does_not_mind_what_changes_no_number() -> None:
    before = Basis(snapshot(), Scope()).corpus_hash
    for change in (
        changes_for_review(["c"]),
        changes_for_group("Owner", ["Post"], "Trust"),  # which is not compared
        change_for_copy("gone", OWN),
        changes_for_marks([BoilerplateMark("gone", 0, 3, "marked")]),
    ):
        assert Basis(snapshot(), Scope(), decide(change)).corpus_hash == before
