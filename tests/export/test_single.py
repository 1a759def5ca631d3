"""One table or chart in a file, with the recipe that makes it again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from PIL import Image
from town_corpus import MAIL, POST, write_town_corpus

from workbench.domain.columns import TABLES
from workbench.domain.decisions import Decisions
from workbench.domain.errors import UsageError
from workbench.domain.event_markers import changes_for_event, event_from, events_in
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope, Voice
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.export.everything import state_and_options
from workbench.export.recipe import Recipe, RecipeError, read_png_recipe
from workbench.export.single import options_of, recipe_for, write_one
from workbench.workspace.messages import ExportRequest, OpenRequest, Options
from workbench.workspace.workspace import Workspace

OPTIONS = Options(terms=("ferry",), replicates=20, permutations=0, seed=5)
FOCUS = Focus(term="ferry", outlet=MAIL, passage=Span("mail-one", 23, 28))
STATE = State(scope=Scope(outlets=(MAIL, POST)), focus=FOCUS)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace(workers=0)
    folder = write_town_corpus(tmp_path_factory.mktemp("single") / "town")
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    yield workspace
    workspace.close()


def test_a_recipe_brings_back_scope_options_and_highlight(words: Workspace) -> None:
    recipe = Recipe.from_json(recipe_for(words, "table", "terms", STATE, OPTIONS).to_json())
    assert Scope.from_json(dict(recipe.scope)) == STATE.scope
    assert options_of(recipe) == (replace(OPTIONS, model=words.model, codebook="generic_frames"), FOCUS)
    assert (recipe.kind, recipe.name, recipe.seed) == ("table", "terms", 5)
    assert recipe.codebooks[0].name == "Generic news frames"


def test_a_recipe_with_options_that_nobody_knows_is_refused(words: Workspace) -> None:
    recipe = recipe_for(words, "table", "terms", STATE, OPTIONS)
    with pytest.raises(RecipeError, match="does not know: colour"):
        options_of(replace(recipe, options={**recipe.options, "colour": "red"}))
    with pytest.raises(RecipeError, match="can't be used"):
        options_of(replace(recipe, options={**recipe.options, "focus": {"term": "a", "entity": "b"}}))


@pytest.mark.parametrize(
    ("name", "state", "named"),
    [
        ("terms", State(), False),
        ("mentions", State(), True),
        ("documents", State(), True),
        ("terms", State(scope=Scope(voice=Voice.QUOTED)), True),
        ("kwic", State(focus=Focus(entity="ada-brook")), True),
        ("keyness", State(focus=Focus(entity="ada-brook")), False),
    ],
)
@pytest.mark.model
def test_a_recipe_names_the_model_where_it_took_part(
    tmp_path: Path, words: Workspace, name: str, state: State, named: bool
) -> None:
    workspace = Workspace(workers=0)
    (tmp_path / "a.txt").write_text("Ada Brook sails.", encoding="utf-8")
    workspace.open(OpenRequest(sources=(str(tmp_path),)))
    assert bool(recipe_for(workspace, "table", name, state, OPTIONS).model) is named
    workspace.close()


@pytest.mark.model
@pytest.mark.parametrize("chart", ["ribbon", "omissions", "frames_by_part", "word_lists"])
def test_a_recipe_names_the_model_of_charts_of_sentences_and_quotes(tmp_path: Path, chart: str) -> None:
    workspace = Workspace(workers=0)
    (tmp_path / "a.txt").write_text("Ada Brook sails.", encoding="utf-8")
    workspace.open(OpenRequest(sources=(str(tmp_path),)))
    assert recipe_for(workspace, "chart", chart, State(), OPTIONS).model
    workspace.close()


@pytest.mark.model
def test_a_recipe_names_the_model_where_searches_or_windows_ask_for_its_words(tmp_path: Path) -> None:
    workspace = Workspace(workers=0)
    (tmp_path / "a.txt").write_text("Ada Brook sails.", encoding="utf-8")
    workspace.open(OpenRequest(sources=(str(tmp_path),)))
    by_lemma = replace(OPTIONS, terms=("[lemma=sail]",))
    in_sentences = replace(OPTIONS, within_sentences=True)
    nouns = replace(OPTIONS, terms=(), list_part="NOUN")
    highlighted = State(focus=Focus(term="[pos=VERB]"))
    for name, state, options, named in (
        ("terms", State(), by_lemma, True),
        ("timeline", State(), by_lemma, True),
        ("kwic", highlighted, replace(OPTIONS, terms=()), True),
        ("keyness", State(), by_lemma, False),
        ("collocates", State(), OPTIONS, False),
        ("collocates", State(), in_sentences, True),
        ("terms", State(), in_sentences, False),
        ("term_list", State(), nouns, True),
    ):
        assert bool(recipe_for(workspace, "table", name, state, options).model) is named, name
    assert recipe_for(workspace, "chart", "frequency", State(), by_lemma).model
    assert not recipe_for(workspace, "chart", "keyness", State(), by_lemma).model
    workspace.close()


def test_a_table_is_written_in_the_format_of_its_ending(words: Workspace, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        path = write_one(words, ExportRequest("terms", str(tmp_path / f"my terms.{ending}"), STATE, OPTIONS))
        assert path.stat().st_size > 0
    assert (tmp_path / "my terms.csv").read_bytes().startswith(b"\xef\xbb\xbfoutlet,term,count")
    table = pq.read_table(tmp_path / "my terms.parquet")
    assert set(TABLES["terms"]) <= set(table.column_names)
    assert table.column("count").to_pylist() == [6, 7]
    recipe = json.loads((tmp_path / "my terms.recipe.json").read_text())
    assert recipe["scope"]["outlets"] == [MAIL, POST]


@pytest.mark.parametrize("chart", ["frequency", "keyness", "dispersion", "frames"])
def test_a_chart_carries_its_recipe_and_has_the_same_bytes_each_time(
    words: Workspace, tmp_path: Path, chart: str
) -> None:
    for ending in (".png", ".svg"):
        one = write_one(words, ExportRequest(chart, str(tmp_path / f"one{ending}"), STATE, OPTIONS))
        two = write_one(words, ExportRequest(chart, str(tmp_path / f"two{ending}"), STATE, OPTIONS))
        assert one.read_bytes() == two.read_bytes()
    recipe = read_png_recipe(tmp_path / "one.png")
    assert (recipe.kind, recipe.name) == ("chart", chart)
    assert options_of(recipe)[1] == FOCUS
    with Image.open(tmp_path / "one.png") as picture:
        assert round(picture.info["dpi"][0]) == 300
    assert "corpus_hash" in (tmp_path / "one.svg").read_text("utf-8")


def test_a_chart_with_many_rows_is_made_higher(words: Workspace, tmp_path: Path) -> None:
    terms = (
        "ferry",
        "library",
        "brook",
        "haven",
        "holt",
        "reed",
        "mayor",
        "town",
        "books",
        "children",
        "cost",
        "night",
    )
    for count in (2, 12):
        options = replace(OPTIONS, terms=terms[:count])
        write_one(words, ExportRequest("frequency", str(tmp_path / f"{count}.png"), State(), options))
    with Image.open(tmp_path / "2.png") as low, Image.open(tmp_path / "12.png") as high:
        assert high.height > low.height
        assert high.width == low.width


def test_a_dark_chart_is_another_picture(words: Workspace, tmp_path: Path) -> None:
    light = ExportRequest("frames", str(tmp_path / "light.png"), STATE, OPTIONS)
    write_one(words, light)
    write_one(words, replace(light, path=str(tmp_path / "dark.png"), dark=True))
    with Image.open(tmp_path / "light.png") as one, Image.open(tmp_path / "dark.png") as two:
        assert one.convert("L").getpixel((2, 2)) > 200  # type: ignore[operator]
        assert two.convert("L").getpixel((2, 2)) < 60  # type: ignore[operator]


def test_an_ending_that_stands_for_nothing_or_an_unknown_name_is_wrong_use(words: Workspace, tmp_path: Path) -> None:
    for what, name in (("terms", "terms.pdf"), ("terms", "terms"), ("wether", "w.csv"), ("pie", "p.png")):
        with pytest.raises(UsageError):
            write_one(words, ExportRequest(what, str(tmp_path / name), STATE, OPTIONS))
    assert not list(tmp_path.iterdir())


def test_a_chart_in_a_file_says_above_it_what_was_counted(words: Workspace, tmp_path: Path) -> None:
    path = write_one(words, ExportRequest("dispersion", str(tmp_path / "ferry.svg"), STATE, OPTIONS))
    svg = path.read_text("utf-8")
    for written in (
        "Where “ferry” stands in each article",
        f"only {MAIL} and {POST}",
        "all text, boilerplate left out",
    ):
        assert written in svg


def test_the_recipe_of_a_timeline_brings_its_events_back(words: Workspace) -> None:
    events = (event_from("2032-01-05", "", "Last sailing"), event_from("2032-02-01", "2032-02-03", "Talks"))
    decisions = Decisions({key: value for event in events for key, value in changes_for_event(event).items()})
    state = State(decisions=decisions)
    recipe = Recipe.from_json(recipe_for(words, "chart", "timeline", state, OPTIONS).to_json())
    again, options = state_and_options(recipe)
    assert events_in(again.decisions) == events
    assert options == replace(OPTIONS, model=words.model, codebook="generic_frames")
    assert "events" not in recipe_for(words, "table", "timeline", state, OPTIONS).options
    with pytest.raises(RecipeError, match="is no day"):
        state_and_options(replace(recipe, options={**recipe.options, "events": [["soon", "", "X"]]}))
