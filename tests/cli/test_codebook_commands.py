from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from workbench import cli
from workbench.codebooks import read_codebook

CSV = "frame,entry\nDry,drought*\nDry,water shortage\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Drought in the valley. A water shortage, says the mayor.", encoding="utf-8")
    return folder


@pytest.fixture
def water(tmp_path: Path) -> Path:
    path = tmp_path / "water.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def tables(source: Path, out: Path, *more: str) -> int:
    command = ["tables", str(source), "--out", str(out), "--workers", "0", "--only", "frames", "--replicates", "0"]
    return cli.run([*command, *more])


def test_the_bundled_codebooks_are_listed_with_their_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["codebooks"]) == cli.run(["codebooks", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("generic_frames: Generic news frames, version 1")
    assert len(lines) == 2 * 5


def test_a_codebook_is_shown_by_its_name_and_a_file_by_its_path(
    water: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["codebooks", "show", "Policy frames"]) == 0
    assert "Licence: CC0-1.0" in capsys.readouterr().out
    assert cli.run(["codebooks", "show", str(water)]) == 0
    assert "\nDry\n    drought*\n    water shortage\n" in capsys.readouterr().out
    assert cli.run(["codebooks", "show", "nothing"]) == cli.WRONG_USE
    assert "There is no codebook 'nothing'. Choose from: generic_frames" in capsys.readouterr().err


def test_a_dictionary_is_converted_and_what_is_lost_is_told(
    tmp_path: Path, water: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["codebooks", "convert", str(water), str(tmp_path / "w.lc3")]) == 0
    assert (tmp_path / "w.lc3").read_text("utf-8") == "+Dry\ndrought*\nwater shortage\n"
    assert cli.run(["codebooks", "convert", "generic_frames", str(tmp_path / "g.dic")]) == 0
    assert "which a LIWC dictionary can't hold" in capsys.readouterr().err
    assert len(read_codebook(tmp_path / "g.dic").codebook.frames) == 5
    assert cli.run(["codebooks", "convert", str(water), str(tmp_path / "w.xyz")]) == cli.WRONG_USE
    assert cli.run(["codebooks", "convert", str(tmp_path / "no.dic"), str(tmp_path / "w.dic")]) == cli.WRONG_USE
    assert "no.dic: can't be read" in capsys.readouterr().err


def test_tables_are_made_with_a_codebook_from_a_file_and_the_recipe_says_so(
    articles: Path, water: Path, tmp_path: Path
) -> None:
    assert tables(articles, tmp_path / "out", "--codebook", str(water)) == 0
    (row,) = rows(tmp_path / "out" / "frames.csv")
    assert (row["frame"], row["hits"], row["codebook"]) == ("Dry", "2", "water")
    used = json.loads((tmp_path / "out" / "frames.recipe.json").read_text("utf-8"))["codebooks"]
    assert [one["name"] for one in used] == ["water"]
    assert len(used[0]["digest"]) == 64


def test_a_bundled_codebook_is_named_by_its_name(articles: Path, tmp_path: Path) -> None:
    assert tables(articles, tmp_path / "out", "--codebook", "framing functions") == 0
    assert {row["codebook"] for row in rows(tmp_path / "out" / "frames.csv")} == {"Framing functions"}


def test_a_codebook_that_is_not_there_is_told_before_anything_is_written(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tables(articles, tmp_path / "out", "--codebook", "Fire") == cli.WRONG_USE
    assert tables(articles, tmp_path / "out", "--codebook", str(tmp_path / "fire.json")) == cli.WRONG_USE
    assert "There is no codebook 'Fire'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.model
def test_a_report_is_made_again_with_the_codebook_beside_it_and_refused_with_another_one(
    articles: Path, water: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def report(out: str, *more: str) -> int:
        return cli.run(["report", str(articles), "--out", str(tmp_path / out), "--workers", "0", "--no-cache", *more])

    assert report("one", "--codebook", str(water), "--replicates", "0", "--permutations", "0") == 0
    recipe = ("--recipe", str(tmp_path / "one" / "recipe.json"))
    assert report("two", *recipe) == cli.WRONG_USE
    assert "made with the codebook “water”, which is not here" in capsys.readouterr().err
    water.write_text(CSV + "Dry,thirst\n", encoding="utf-8")
    assert report("two", *recipe, "--codebook", str(water)) == cli.WRONG_USE
    assert "another codebook of the name “water”" in capsys.readouterr().err
    assert not (tmp_path / "two").exists()
    assert report("two", *recipe, "--codebook", str(tmp_path / "one" / "codebooks" / "water.json")) == 0
    one, two = ((tmp_path / name / "tables" / "frames.csv").read_bytes() for name in ("one", "two"))
    assert one == two
