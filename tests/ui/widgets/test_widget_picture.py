from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from workbench.export.recipe import Recipe, read_png_recipe
from workbench.ui.plain_text import PlainLabel
from workbench.ui.widgets.widget_picture import save_widget

RECIPE = Recipe(program_version="1", corpus_hash="abc", kind="table", name="kwic", options={"window": 10})


@pytest.fixture
def label(qtbot: QtBot) -> PlainLabel:
    made = PlainLabel("The port <b>was</b> closed.")
    made.setFont(QFont("Inter", 20))
    made.resize(320, 96)
    qtbot.addWidget(made)
    return made


def test_a_png_has_300_dots_an_inch_and_its_recipe(label: PlainLabel, tmp_path: Path) -> None:
    path = tmp_path / "lines.png"
    assert save_widget(label, str(path), RECIPE.to_json()) == ""
    with Image.open(path) as image:
        assert image.size == (1000, 300)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert len(image.convert("L").getcolors(256) or ()) > 2
    assert read_png_recipe(path) == RECIPE


def test_an_svg_carries_its_recipe_as_description(label: PlainLabel, tmp_path: Path) -> None:
    path = tmp_path / "lines.svg"
    assert save_widget(label, str(path), json.dumps({"name": "kwic"})) == ""
    text = path.read_text(encoding="utf-8")
    assert "<desc>" in text
    assert "kwic" in text


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_place_that_cannot_be_written_is_named(label: PlainLabel, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    path = tmp_path / "file" / f"lines.{suffix}"
    problem = save_widget(label, str(path), "{}")
    assert str(path) in problem
    assert "Choose a folder" in problem
    assert not path.exists()
