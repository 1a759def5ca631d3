"""Tables with copied text and without, groups of outlets, and that every number still opens exactly its passages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.domain.copy_choices import OWN, REPRESENTATIVE, change_for_copy
from workbench.domain.corrections import Correction, changes_for
from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.errors import Cancelled
from workbench.domain.focus import Focus
from workbench.domain.outlet_groups import NO_GROUP, changes_for_group
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.state import State
from workbench.export.everything import state_and_options
from workbench.export.recipe import Recipe
from workbench.export.single import recipe_for
from workbench.workspace.basis import Basis
from workbench.workspace.catalogue import OUTLET_COLUMN, make
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.pictures import CHARTS, caption, style_for
from workbench.workspace.workspace import Workspace

SHARED = (
    "The harbour of Haven was closed on Monday after a ferry struck the northern pier in thick fog and began to take in"
    " water. All forty passengers were brought ashore by fishing boats within the hour, the harbour master said, and"
    " nobody was badly hurt. Divers will look at the hull once the wind drops."
)
OWN_TEXT = (
    "Our reporter walked the length of the pier in the evening. Shops were shut, nets lay in heaps, and the old light"
    " blinked as if nothing had happened. A baker told us that her windows shook when the ship hit the stones. She has"
    " seen worse winters, she said, but never so grey a sea. The town council meets on Thursday and will talk about new"
    " lamps, a longer wall and the price of both."
)
ALONE = (
    "The library bought nine hundred books this spring, most of them for children. A clerk counted them twice because"
    " the first list was lost behind a radiator. The ferry brings more each week."
)
WIRE, REPOST, PART, OTHER = "wire.txt", "repost.txt", "part.txt", "alone.txt"
FILES = {
    WIRE: ("Agency Desk", "2032-01-04", f"Ferry strikes pier\n\n{SHARED}\n\n(Reuters)\n"),
    REPOST: ("Quay Post", "2032-01-05", f"Ferry strikes pier\n\n{SHARED}\n"),
    PART: ("Mole Mail", "2032-01-06", f"After the accident\n\n{SHARED}\n\n{OWN_TEXT}\n\n{OWN_TEXT[::-1]}\n"),
    OTHER: ("Tide Watch", "2032-01-07", f"Books arrive\n\n{ALONE}\n"),
}
NAMES = {name.removesuffix(".txt") for name in FILES}
ONCE = Scope(copies=Copies.ONCE)
PLAIN = Options(minimum_count=1, hide_function_words=False, replicates=0, permutations=0)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("copies") / "harbour"
    folder.mkdir()
    rows = []
    for name, (outlet, date, text) in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        rows.append(f"{name},{outlet},{date}")
    (folder / "metadata.csv").write_text("\n".join(["file,outlet,date", *rows]), encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    return workspace


def decide(*changes: dict[Key, Json | None]) -> Decisions:
    made = Decisions()
    for change in changes:
        made = made.with_changes(change)
    return made


def words_by_document(basis: Basis) -> dict[str, int]:
    return dict(zip(basis.store.document_ids, basis.view.words_by_document.tolist(), strict=True))


def test_once_the_representative_alone_is_counted_and_shared_text_not_again(harbour: Workspace) -> None:
    every, once = harbour.basis(Scope()), harbour.basis(ONCE)
    assert set(every.in_scope) == NAMES
    assert set(once.in_scope) == NAMES - {"repost"}
    before, after = words_by_document(every), words_by_document(once)
    assert after["wire"] == before["wire"]
    assert after["alone"] == before["alone"]
    assert after["repost"] == 0
    shared = len(SHARED.split())
    assert before["part"] - after["part"] == once.copied_words_left_out == shared
    assert once.copies_left_out == 1
    assert once.view.total == every.view.total - before["repost"] - shared


def test_each_table_says_which_way_it_was_made(harbour: Workspace) -> None:
    shared = len(SHARED.split())
    said = f"Copied text counted once: 1 article and {shared} words of other articles left out."
    for name in ("terms", "term_list", "keyness", "frames", "documents", "stories", "boilerplate"):
        assert said in harbour.measured(name, State(scope=ONCE), PLAIN).notes, name
        assert not any("counted once" in note for note in harbour.measured(name, State(), PLAIN).notes), name
    assert not any("counted once" in note for note in harbour.measured("refused", State(scope=ONCE), PLAIN).notes)
    alone = State(scope=replace(ONCE, outlets=("Tide Watch",)))
    assert "Copied text counted once: nothing left out." in harbour.measured("terms", alone, PLAIN).notes


def test_a_picture_says_it_too(harbour: Workspace) -> None:
    grouped = decide(changes_for_group("Owner", ["Quay Post"], "Harbour Press"))
    making = harbour.making(State(scope=replace(ONCE, compare="Owner"), decisions=grouped), PLAIN)
    said = caption(making, CHARTS["frames"].table(making).table)
    shared = len(SHARED.split())
    assert f"copied text counted once (1 duplicate and {shared} words of other articles left out)" in said
    assert "outlets put together by “Owner”" in said
    assert set(style_for(making).outlets) >= {"Harbour Press", NO_GROUP}


def test_recipes_from_before_copies_and_groups_are_read(harbour: Workspace) -> None:
    recipe = recipe_for(harbour, "table", "terms", State(scope=ONCE), PLAIN)
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert state_and_options(recipe)[0].scope == ONCE
    values = json.loads(recipe.to_json())
    for later in ("copies", "duplicate_share", "shared_share", "compare"):
        del values["scope"][later]
    assert state_and_options(Recipe.from_json(json.dumps(values)))[0].scope == Scope()


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize("boilerplate", [False, True])
def test_the_overview_counts_what_the_tables_count(harbour: Workspace, voice: Voice, boilerplate: bool) -> None:
    scope = replace(ONCE, voice=voice, boilerplate=boilerplate)
    overview, basis = harbour.overview(State(scope=scope)), harbour.basis(scope)
    assert overview.words == basis.view.total
    assert overview.copied_words_left_out == basis.copied_words_left_out
    assert overview.copies_left_out == 1
    assert overview.in_scope == 3
    assert {row.document_id for row in overview.articles if not row.in_scope} == {"repost"}


def test_a_term_s_count_is_its_number_of_lines_when_copies_count_once(harbour: Workspace) -> None:
    terms = harbour.measured("terms", State(scope=ONCE), PLAIN).table
    for term in ("ferry", "pier", "harbour", "books"):
        own = terms[terms["term"] == term]
        lines = harbour.evidence(State(scope=ONCE, focus=Focus(term=term)), PLAIN)
        assert lines.passages == own["count"].sum() > 0
        assert dict(lines.by_outlet) == dict(zip(own["outlet"], own["count"], strict=True))


def test_which_articles_are_copies_does_not_depend_on_the_rest_of_the_scope(harbour: Workspace) -> None:
    narrowed = harbour.basis(replace(ONCE, outlets=("Quay Post", "Mole Mail")))
    assert narrowed.in_scope == ("part",)
    assert narrowed.copies_left_out == 1
    assert narrowed.copies is harbour.basis(ONCE).copies, "so it is found only once"


def test_people_choose_the_representative_and_what_is_no_copy(harbour: Workspace) -> None:
    chosen = harbour.basis(ONCE, decide(change_for_copy("repost", REPRESENTATIVE)))
    assert set(chosen.in_scope) == NAMES - {"wire"}
    own = harbour.basis(ONCE, decide(change_for_copy("repost", OWN), change_for_copy("part", OWN)))
    assert set(own.in_scope) == NAMES
    assert own.copied_words_left_out == 0


@pytest.mark.parametrize(
    ("thresholds", "articles", "words"),
    [
        ({}, 1, len(SHARED.split())),
        ({"shared_share": 1.0}, 1, 0),  # the part has a headline of its own
        ({"duplicate_share": 0.3}, 2, 0),  # a quarter of the part is enough
        ({"duplicate_share": 1.0}, 1, len(SHARED.split())),
    ],
)
def test_thresholds_decide_what_a_copy_is(
    harbour: Workspace, thresholds: dict[str, float], articles: int, words: int
) -> None:
    basis = harbour.basis(replace(ONCE, **thresholds))  # type: ignore[arg-type]
    assert (basis.copies_left_out, basis.copied_words_left_out) == (articles, words)


def test_the_documents_table_names_representatives_and_agencies(harbour: Workspace) -> None:
    table = harbour.measured("documents", State(), PLAIN).table.set_index("document_id")
    assert table["duplicate_of"].to_dict() == {"wire": "", "repost": "wire", "part": "", "alone": ""}
    agencies = table["wire_agency"].to_dict()
    assert (agencies["wire"], agencies["repost"], agencies["alone"]) == ("Reuters", "Reuters", "")
    cleared = decide(changes_for([Correction("repost", "wire_agency", "")]))
    again = harbour.measured("documents", State(decisions=cleared), PLAIN).table.set_index("document_id")
    assert again.at["repost", "wire_agency"] == "", "a person said that it is no agency's"


def test_the_table_of_duplicates_has_the_pairs_of_the_scope_however_copies_are_counted(harbour: Workspace) -> None:
    every = harbour.measured("duplicates", State(), PLAIN)
    once = harbour.measured("duplicates", State(scope=ONCE), PLAIN)
    pairs = {frozenset(pair) for pair in zip(every.table["document_id_a"], every.table["document_id_b"], strict=True)}
    assert frozenset(("wire", "repost")) in pairs
    assert every.table.equals(once.table)
    assert "70%" in every.notes[0]
    narrowed = harbour.measured("duplicates", State(scope=Scope(outlets=("Quay Post",))), PLAIN)
    assert narrowed.table.empty


def test_the_list_marks_copies_only_once_somebody_asked_for_them(tmp_path: Path, harbour: Workspace) -> None:
    fresh = Workspace(workers=0)
    for name, (_, _, text) in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    fresh.open(OpenRequest(sources=(str(tmp_path),)), annotate=False)
    overview = fresh.overview(State())
    assert overview.duplicates is None
    assert not any(row.duplicate_of for row in overview.articles)
    assert fresh.article("repost", State()).copies == ()
    fresh.basis(Scope()).find_copies()
    overview = fresh.overview(State())
    assert overview.duplicates == 1
    marks = {row.document_id: row.duplicate_of for row in overview.articles}
    assert sorted(filter(None, marks.values())) in (["wire"], ["repost"])
    titled = decide(changes_for([Correction("wire", "title", "Other")]))
    assert fresh.basis(Scope(), titled).known_copies is fresh.basis(Scope()).known_copies, "a title decides nothing"
    redated = decide(changes_for([Correction("wire", "date", "2040")]))
    assert fresh.overview(State(decisions=redated)).duplicates == 1


def test_the_reader_says_what_is_known_about_copies(harbour: Workspace) -> None:
    harbour.basis(Scope()).find_copies()
    repost = harbour.article("repost", State())
    assert repost.copies[0] == "A duplicate of “Ferry strikes pier” (Agency Desk, 2032-01-04), which stands for it."
    wire = harbour.article("wire", State())
    assert wire.copies[0] == "It stands for 1 duplicate: “Ferry strikes pier” (Quay Post, 2032-01-05)."
    assert harbour.article("alone", State()).copies == ()
    assert repost.wire_agency == "Reuters"
    assert "Reuters" in dict(repost.sources)["wire_agency"]
    assert dict(repost.sources)["outlet"] == "metadata.csv"


def test_the_sample_says_whose_report_a_paper_printed(sample: Workspace) -> None:
    sample.basis(Scope()).find_copies()
    printed = sample.article("2031-03-14-kpb-news-port-gate-cleared", State())
    assert printed.wire_agency == "Northline"
    assert "(Northline), whose metadata name Northline" in dict(printed.sources)["wire_agency"]
    own = sample.article("2031-03-14-northline-police-clear-gate", State())
    assert (own.wire_agency, dict(own.sources)["wire_agency"]) == ("Northline", "metadata.csv")


def test_groups_head_the_columns_and_their_numbers_open_their_lines(harbour: Workspace) -> None:
    grouped = decide(
        changes_for_group("Owner", ["Quay Post", "Mole Mail"], "Harbour Press"),
        changes_for_group("Owner", ["Tide Watch"], "Trust"),
    )
    scope = Scope(compare="Owner")
    state = State(scope=scope, decisions=grouped)
    wide = harbour.measured("term_list", state, PLAIN)
    assert [c for c in wide.table.columns if c.startswith(OUTLET_COLUMN)] == [
        f"{OUTLET_COLUMN}{name}" for name in ("Harbour Press", "Trust", NO_GROUP)
    ]
    assert "“Owner”" in wide.notes[-1]
    terms = harbour.measured("terms", state, PLAIN).table
    own = terms[terms["term"] == "ferry"]
    assert set(own["outlet"]) == {"Harbour Press", "Trust", NO_GROUP}
    for outlet, count in zip(own["outlet"], own["count"], strict=True):
        lines = harbour.evidence(replace(state, focus=Focus(term="ferry", outlet=outlet)), PLAIN)
        assert lines.passages == count
    documents = harbour.measured("documents", state, PLAIN).table
    assert set(documents["outlet"]) == {outlet for outlet, _, _ in FILES.values()}, "an article keeps its outlet"


def test_a_table_without_words_can_be_asked_for_before_they_are_there(harbour: Workspace) -> None:
    listed = Basis(replace(harbour.snapshot, store=None), ONCE)
    assert set(listed.in_scope) == NAMES
    making = replace(harbour.making(State(scope=ONCE), PLAIN), basis=listed)
    assert make("stories", making).table["document_id"].nunique() == len(NAMES)


def test_looking_for_copies_can_be_stopped_and_is_done_anew_then(tmp_path: Path) -> None:
    fresh = Workspace(workers=0)
    for name, (_, _, text) in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    fresh.open(OpenRequest(sources=(str(tmp_path),)), annotate=False)

    def stop(done: int, total: int, message: str = "") -> None:
        raise Cancelled

    fresh.prepare(State(), progress=stop)
    with pytest.raises(Cancelled):
        fresh.prepare(State(scope=ONCE), progress=stop)
    assert fresh.overview(State()).duplicates is None
    assert fresh.overview(State(scope=ONCE)).duplicates == 1
    fresh.prepare(State(scope=ONCE), progress=stop)
