from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from town_corpus import write_town_corpus

from workbench.codebooks import read_codebook
from workbench.domain.codebook_choices import changes_for_codebook, changes_for_use
from workbench.domain.decisions import Decisions
from workbench.domain.state import State
from workbench.export.codebooks_used import check_codebooks, codebooks_used, file_name, write_codebooks
from workbench.export.everything import state_and_options
from workbench.export.recipe import Recipe, RecipeError
from workbench.export.single import recipe_for
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace


def water(entry: str = "drought*") -> dict[str, Any]:
    return {
        "format": "counterpoint-codebook", "schema": 2, "name": "Water", "version": "3", "language": "en",
        "licence": "CC0-1.0", "source": "Here", "about": "",
        "frames": [{"name": "Dry", "definition": "", "colour": 0, "items": [{"question": "", "entries": [entry]}]}],
    }  # fmt: skip


def with_water(entry: str = "drought*", *, used: bool = True) -> State:
    changes = changes_for_codebook("Water", water(entry)) | (changes_for_use("Water") if used else {})
    return State(decisions=Decisions(changes))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace(workers=0)
    folder = write_town_corpus(tmp_path_factory.mktemp("used") / "town")
    workspace.open(OpenRequest(sources=(str(folder),)), annotate=False)
    yield workspace
    workspace.close()


def recipe(workspace: Workspace, state: State, name: str = "frames") -> Recipe:
    return Recipe.from_json(recipe_for(workspace, "table", name, state, Options()).to_json())


def test_a_recipe_names_the_codebook_in_use_with_version_licence_and_fingerprint(town: Workspace) -> None:
    made = recipe(town, with_water())
    (used,) = made.codebooks
    assert (used.name, used.version, used.licence) == ("Water", "3", "CC0-1.0")
    assert used.digest == town.codebook("Water", with_water().decisions).digest
    assert made.options["codebook"] == "Water"


def test_tables_of_word_lists_name_those_lists(town: Workspace) -> None:
    names = {
        name: [used.name for used in codebooks_used(town, name, with_water(), Options())]
        for name in ("word_choice", "report", "keyness")
    }
    assert names == {"word_choice": ["Word lists"], "report": ["Water", "Word lists"], "keyness": ["Water"]}


def test_a_recipe_is_made_again_with_the_same_codebook_though_another_one_is_in_use_now(town: Workspace) -> None:
    made = recipe(town, with_water())
    _, options = state_and_options(made)
    check_codebooks(made, town, with_water(used=False), options)


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (with_water("rain*"), "another codebook of the name “Water”.*--codebook FILE"),
        (State(), "made with the codebook “Water”, which is not here"),
    ],
)
def test_another_codebook_of_that_name_or_none_is_refused(town: Workspace, state: State, message: str) -> None:
    made = recipe(town, with_water())
    _, options = state_and_options(made)
    with pytest.raises(RecipeError, match=message):
        check_codebooks(made, town, state, options)


def test_a_recipe_of_an_earlier_version_without_a_fingerprint_is_taken_as_it_is(town: Workspace) -> None:
    made = recipe(town, with_water())
    values = json.loads(made.to_json())
    for codebook in values["codebooks"]:
        del codebook["digest"]
    earlier = Recipe.from_json(json.dumps(values))
    check_codebooks(earlier, town, with_water("rain*"), state_and_options(earlier)[1])
    renamed = replace(earlier, codebooks=(replace(earlier.codebooks[0], name="Else"),))
    with pytest.raises(RecipeError, match="made with the codebook “Else”, and here it would be “Water”"):
        check_codebooks(renamed, town, with_water(), state_and_options(renamed)[1])


def test_an_own_codebook_is_written_beside_a_report_and_a_bundled_one_is_not(town: Workspace, tmp_path: Path) -> None:
    write_codebooks(town, tmp_path / "none", State(), Options())
    assert not (tmp_path / "none").exists()
    write_codebooks(town, tmp_path / "own", with_water(), Options())
    again = read_codebook(tmp_path / "own" / "Water.json").codebook
    assert again.digest == town.codebook("Water", with_water().decisions).digest


def test_any_name_of_a_codebook_becomes_the_name_of_a_file() -> None:
    names = ("Water", "../../etc/passwd", "a:b*c?", "...", "", "x" * 300, "Wörter (2)")
    assert [file_name(name) for name in names] == [
        "Water", "etc-passwd", "a-b-c", "codebook", "codebook", "x" * 80, "Wörter (2)",
    ]  # fmt: skip
