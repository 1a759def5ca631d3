"""A recipe says everything that decides a result, and comes back as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from workbench.domain.scope import Scope, Voice
from workbench.export.recipe import CodebookUsed, Recipe, RecipeError, png_metadata, read_png_recipe

RECIPE = Recipe(
    program_version="0.1.0",
    corpus_hash="ab12",
    kind="chart",
    name="keyness",
    scope=Scope(outlets=("Časopis 🛰",), voice=Voice.QUOTED).to_json(),
    options={"target": "Bloomberg", "minimum": 3, "range": (0.5, 1.0)},
    seed=7,
    codebooks=(CodebookUsed("Generic news frames", "1.0", "CC0-1.0"),),
    model="en_core_web_sm 3.8.0",
)


def png(path: Path, metadata: dict[str, str]) -> Path:
    info = PngInfo()
    for key, value in metadata.items():
        info.add_text(key, value)
    Image.new("RGB", (4, 4)).save(path, "PNG", pnginfo=info)
    return path


def test_a_recipe_comes_back_from_its_json() -> None:
    assert Recipe.from_json(RECIPE.to_json()) == RECIPE
    assert Recipe.from_json(b"\xef\xbb\xbf" + RECIPE.to_json().encode()) == RECIPE
    assert Scope.from_json(dict(RECIPE.scope)).voice is Voice.QUOTED


def test_the_same_recipe_gives_the_same_text_whatever_the_order() -> None:
    one = Recipe("1", "h", "table", "t", options={"a": 1, "b": {"c": 2, "d": 3}})
    other = Recipe("1", "h", "table", "t", options={"b": {"d": 3, "c": 2}, "a": 1})
    assert one.to_json() == other.to_json()
    assert one.to_json().isascii()
    assert list(json.loads(one.to_json())) == sorted(json.loads(one.to_json()))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(options=st.dictionaries(st.text(), json_values, max_size=4), seed=st.none() | st.integers())
def test_any_options_come_back(options: dict[str, Any], seed: int | None) -> None:
    recipe = Recipe("1", "h", "report", "r", options=options, seed=seed)
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe.from_json(recipe.to_json()).to_json() == recipe.to_json()


def test_options_that_are_not_plain_are_refused() -> None:
    for value in (float("nan"), object(), {1, 2}):
        with pytest.raises(RecipeError, match="options of a recipe must be plain JSON"):
            Recipe("1", "h", "table", "t", options={"a": value})
    with pytest.raises(RecipeError, match="chart, report, table"):
        Recipe("1", "h", "picture", "t")  # type: ignore[arg-type]


def changed(**changes: Any) -> str:
    return json.dumps({**RECIPE.values(), **changes})


def without(name: str) -> str:
    return json.dumps({key: value for key, value in RECIPE.values().items() if key != name})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a recipe"),
        ('{"a": 1}', "is not a recipe"),
        (changed(recipe_version=2), "newer version"),
        (changed(recipe_version=True), "recipe version True"),
        (changed(extra=1), "unknown parts: extra"),
        (without("seed"), "lacks seed"),
        (changed(scope={"outlet": []}), "a scope has no outlet"),
        (changed(scope=[]), "scope must be named values"),
        (changed(seed="7"), "seed must be a whole number"),
        (changed(kind="picture"), "chart, report, table"),
        (changed(name=3), "name must be a text"),
        (changed(codebooks=[{"name": "a"}]), "version"),
        (changed(codebooks=[{"name": 1, "version": "a", "licence": "b"}]), "must be texts"),
        (changed(codebooks=7), "can't be used"),
    ],
)
def test_what_is_no_recipe_is_refused_in_words(text: str | bytes, words: str) -> None:
    with pytest.raises(RecipeError, match=words):
        Recipe.from_json(text)


def test_a_picture_carries_its_recipe(tmp_path: Path) -> None:
    assert read_png_recipe(png(tmp_path / "a.png", png_metadata(RECIPE))) == RECIPE


def test_a_chart_saved_by_matplotlib_carries_its_recipe(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    figure.savefig(tmp_path / "a.png", format="png", metadata=png_metadata(RECIPE))
    assert read_png_recipe(tmp_path / "a.png") == RECIPE


def test_a_picture_without_a_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"a\.png carries no recipe"):
        read_png_recipe(png(tmp_path / "a.png", {"Software": "x"}))
    with pytest.raises(RecipeError, match=r"b\.png is not JSON"):
        read_png_recipe(png(tmp_path / "b.png", {"Recipe": "{"}))
    (tmp_path / "c.png").write_bytes(b"GIF89a")
    with pytest.raises(RecipeError, match=r"c\.png is not a PNG"):
        read_png_recipe(tmp_path / "c.png")
    with pytest.raises(RecipeError, match=r"d\.png can't be read"):
        read_png_recipe(tmp_path / "d.png")
    whole = png(tmp_path / "e.png", png_metadata(RECIPE)).read_bytes()
    (tmp_path / "e.png").write_bytes(whole[:-30])
    with pytest.raises(RecipeError, match=r"e\.png"):
        read_png_recipe(tmp_path / "e.png")
