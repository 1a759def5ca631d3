"""The command line: what it writes, what it says on which stream, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from town_corpus import ARTICLES, FERRY_BY_OUTLET, MAIL, POST, WATCH, write_town_corpus

from workbench import cli, start
from workbench.domain.columns import TABLES
from workbench.domain.state import state_of
from workbench.domain.term_groups import TermGroup, changes_for_group
from workbench.export.everything import BY_OUTLET
from workbench.project.store import Project
from workbench.session.store import Command, Store

Run = Callable[..., "Outcome"]
QUICK = ("--workers", "0", "--replicates", "50", "--permutations", "0")
LEXICAL = "terms,keyness,frames"


class Outcome:
    """How a command ended."""

    def __init__(self, code: int, out: str, error: str) -> None:
        self.code, self.out, self.error = code, out, error

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program as a person would, but in this process."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        try:
            code = start.run([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        out, error = capsys.readouterr()
        return Outcome(code, out, error)

    return call


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_town_corpus(tmp_path_factory.mktemp("cli") / "town")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# tables


@pytest.mark.model
def test_tables_writes_every_file_of_the_contract_with_its_exact_header(run: Run, town: Path, tmp_path: Path) -> None:
    done = run("tables", town, "--out", tmp_path / "out", *QUICK)
    assert done.code == cli.DONE
    assert done.out == ""
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {f"{n}.csv" for n in TABLES} | {f"{n}.recipe.json" for n in TABLES} | {"texts.jsonl"}
    for name, columns in TABLES.items():
        content = (tmp_path / "out" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n")
        empty = {
            "refused",
            "kwic",
            "timeline",
            "collocates",
            "duplicates",
            "entity_links",
            "quotation_marks",
            "passages",
            "word_pairs",
            "frame_suggestions",
        }
        empty.add("shared_terms")  # intervals of so few articles are wide
        if name not in empty:
            assert len(read(tmp_path / "out" / f"{name}.csv")), name
    texts = [json.loads(line) for line in (tmp_path / "out" / "texts.jsonl").read_text("utf-8").splitlines()]
    assert {t["document_id"]: t["text"] for t in texts} == {
        name.partition(".")[0]: text for name, (*_, text) in ARTICLES.items()
    }


def test_only_writes_the_named_tables_without_looking_for_names(
    run: Run, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.workspace.workspace.annotated", None)  # would be called
    done = run("tables", town, "--out", tmp_path, "--only", LEXICAL, *QUICK)
    assert done.code == cli.DONE
    assert {p.name for p in tmp_path.glob("*.csv")} == {"terms.csv", "keyness.csv", "frames.csv"}
    assert json.loads((tmp_path / "terms.recipe.json").read_text())["model"] == ""


@pytest.mark.model
def test_a_table_has_the_same_bytes_alone_and_among_all(run: Run, town: Path, tmp_path: Path) -> None:
    run("tables", town, "--out", tmp_path / "all", *QUICK)
    run("tables", town, "--out", tmp_path / "some", "--only", f"{LEXICAL},texts", *QUICK)
    alone = files_of(tmp_path / "some")
    assert len(alone) == 7
    together = files_of(tmp_path / "all")
    assert alone == {name: together[name] for name in alone}


@pytest.mark.model
def test_tables_as_parquet_and_as_excel_hold_the_same_rows(run: Run, town: Path, tmp_path: Path) -> None:
    for kind in ("csv", "parquet", "xlsx"):
        done = run("tables", town, "--out", tmp_path, "--only", "terms,mentions", "--format", kind, *QUICK)
        assert done.code == cli.DONE
    for name in ("terms", "mentions"):
        rows = read(tmp_path / f"{name}.csv")
        parquet = pq.read_table(tmp_path / f"{name}.parquet")
        assert tuple(parquet.column_names) == TABLES[name]
        assert parquet.num_rows == len(rows) > 0
        sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
        cells = list(sheet.iter_rows(values_only=True))
        assert cells[0] == TABLES[name]
        assert len(cells) == len(rows) + 1


def test_an_unknown_table_is_told_before_anything_is_read(run: Run, town: Path, tmp_path: Path) -> None:
    done = run("tables", town, "--out", tmp_path, "--only", "terms,wether")
    assert done.code == cli.WRONG_USE
    assert "There is no table wether. Tables: documents" in done.error
    assert "Indexing" not in done.error


# exit codes and messages


def test_refused_inputs_are_named_with_reasons_and_the_rest_is_done(run: Run, tmp_path: Path) -> None:
    folder = write_town_corpus(tmp_path / "town")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "blank.txt").write_bytes(b"")
    done = run("tables", folder, "--out", tmp_path / "out", "--only", "refused,terms", *QUICK)
    assert done.code == cli.SOME_REFUSED
    refused = read(tmp_path / "out" / "refused.csv")
    assert [row["path"] for row in refused] == ["blank.txt", "photo.png"]
    for row in refused:
        assert f"Not taken in: {row['path']}: {row['reason']}" in done.error
    assert len(read(tmp_path / "out" / "terms.csv")) > 50


def test_nothing_usable_ends_with_3_and_the_reasons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("tables", tmp_path / "empty", "--out", tmp_path / "out")
    assert done.code == cli.NOTHING_USABLE
    assert "The folder holds no files to read" in done.error
    assert not (tmp_path / "out").exists()


def test_a_source_that_does_not_exist_is_wrong_use(run: Run, tmp_path: Path) -> None:
    for arguments in (
        ("tables", tmp_path / "nowhere", "--out", tmp_path / "out"),
        ("report", tmp_path / "nowhere", "--out", tmp_path / "out"),
        ("query", "terms", tmp_path / "nowhere"),
        ("import", tmp_path / "nowhere", "--project", tmp_path / "p.counterpoint"),
        (tmp_path / "nowhere",),
    ):
        done = run(*arguments)
        assert done.code == cli.WRONG_USE
        assert "nowhere" in done.error
        assert "Traceback" not in done.error


@pytest.mark.parametrize(
    "arguments",
    [
        ("tables", "SOURCE", "--out", "OUT", "--colour"),
        ("tables", "SOURCE"),
        ("tables", "SOURCE", "--out", "OUT", "--ngram", "9"),
        ("tables", "SOURCE", "--out", "OUT", "--replicates", "-5"),
        ("query", "weather", "SOURCE"),
        ("--colour",),
        ("--sample", "SOURCE"),
    ],
)
def test_wrong_use_ends_with_2(run: Run, town: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    places = {"SOURCE": str(town), "OUT": str(tmp_path / "out")}
    done = run(*(places.get(a, a) for a in arguments))
    assert done.code == cli.WRONG_USE
    assert done.error


def test_an_outlet_or_story_that_is_not_there_is_told_with_those_that_are(run: Run, town: Path) -> None:
    done = run("query", "terms", town, "--outlet", "Daily Mole")
    assert done.code == cli.WRONG_USE
    assert f"There is no outlet Daily Mole in the articles. Choose from: {MAIL}, {POST}, {WATCH}." in done.error
    done = run("query", "terms", town, "--story", "Bridge")
    assert "There is no story Bridge in the articles." in done.error
    assert "Night ferry" in done.error
    assert "Town library" in done.error
    done = run("query", "keyness", town, "--target", "Daily Mole")
    assert done.code == cli.WRONG_USE
    assert "There is no outlet “Daily Mole”" in done.error


@pytest.mark.parametrize("command", [("tables",), ("report",)])
def test_an_out_that_can_t_be_written_is_told_before_anything_is_read(
    run: Run, town: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    done = run(*command, town, "--out", file / "below" / "it")
    assert done.code == cli.WRONG_USE
    assert f"{file} is a file, so nothing can be written to {file / 'below' / 'it'}." in done.error
    assert "Indexing" not in done.error


def test_an_out_among_the_articles_is_refused(run: Run, tmp_path: Path) -> None:
    folder = write_town_corpus(tmp_path / "town")
    done = run("tables", folder, "--out", folder / "tables")
    assert done.code == cli.WRONG_USE
    assert "the next run would take the tables for articles" in done.error


@pytest.mark.parametrize("command", ["import", "tables", "report", "query", "check"])
def test_help_has_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert f"Example: counterpoint {command} " in done.out


def test_the_window_s_help_names_the_commands(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert "import, tables, report, query, codebooks, check" in done.out
    assert "Example: counterpoint my-articles/" in done.out


# query


def test_kwic_lists_each_hit_with_its_context(run: Run, town: Path) -> None:
    done = run("query", "kwic", town, "--term", "night ferry", "--window", "2")
    assert done.code == cli.DONE
    assert [(row["document_id"], row["left"], row["node"], row["right"]) for row in done.rows] == [
        ("mail-one", "ends the ", "night ferry", " to save"),
        ("mail-one", "that the ", "night ferry", " costs the"),
    ]
    assert done.out.splitlines()[0] == ",".join(TABLES["kwic"])
    assert len(run("query", "kwic", town, "--term", "ferry").rows) == sum(FERRY_BY_OUTLET.values())
    assert len(run("query", "kwic", town, "--term", "ferry", "--outlet", POST).rows) == FERRY_BY_OUTLET[POST]
    assert len(run("query", "kwic", town, "--term", "ferry", "--with-boilerplate").rows) == 20


def test_kwic_is_sorted_by_words_and_drawn_at_random(run: Run, town: Path) -> None:
    whole = run("query", "kwic", town, "--term", "ferry").rows
    done = run("query", "kwic", town, "--term", "ferry", "--sort", "1R,outlet")
    following = [re.findall(r"[\w']+", row["right"].casefold().replace("’", "'"))[:1] for row in done.rows]
    assert following == sorted(following)
    assert sorted(map(repr, done.rows)) == sorted(map(repr, whole))
    drawn = run("query", "kwic", town, "--term", "ferry", "--sample", "5", "--seed", "3")
    assert len(drawn.rows) == 5
    assert [row for row in whole if row in drawn.rows] == drawn.rows, "in the order of the articles"
    assert f"5 of {len(whole)} lines at random, seed 3." in drawn.error
    assert run("query", "kwic", town, "--term", "ferry", "--sample", "5", "--seed", "3").rows == drawn.rows


def test_an_unknown_order_of_lines_is_wrong_use(run: Run, town: Path) -> None:
    done = run("query", "kwic", town, "--term", "ferry", "--sort", "1R,size")
    assert done.code == cli.WRONG_USE
    assert "size" in done.error
    assert "1R" in done.error


def test_kwic_without_a_search_or_with_a_wrong_one_is_wrong_use(run: Run, town: Path) -> None:
    done = run("query", "kwic", town)
    assert done.code == cli.WRONG_USE
    assert "--term" in done.error
    done = run("query", "kwic", town, "--term", '"night ferry')
    assert done.code == cli.WRONG_USE
    assert "Traceback" not in done.error
    assert "Indexing" not in done.error


@pytest.mark.parametrize(
    ("search", "shown", "place"),
    [
        ("ferry NEAR/x brook", "ferry NEAR/x brook", 6),
        ("ferry\t(a | b", "ferry (a | b", 6),
        (f"{'ferry ' * 50}[pos=FOO]", f" {'ferry ' * 9}[pos=FOO]", 60),
    ],
)
@pytest.mark.parametrize("command", ["query", "tables", "report"])
def test_a_wrong_search_is_shown_with_a_caret_under_its_place_before_anything_is_read(
    run: Run, town: Path, tmp_path: Path, command: str, search: str, shown: str, place: int
) -> None:
    more = ["kwic", town] if command == "query" else [town, "--out", tmp_path / "out"]
    done = run(command, *more, "--term", search)
    assert done.code == cli.WRONG_USE
    lines = done.error.splitlines()
    assert len(lines) == 3
    assert lines[1:] == [f"  {shown}", f"  {' ' * place}^"]


def test_an_unknown_group_is_shown_at_its_place_and_an_empty_search_without_one(run: Run, town: Path) -> None:
    done = run("query", "kwic", town, "--term", "ferry @boats")
    assert done.code == cli.WRONG_USE
    assert done.error.splitlines()[-2:] == ["  ferry @boats", "        ^"]
    done = run("query", "kwic", town, "--term", " ")
    assert done.code == cli.WRONG_USE
    assert "^" not in done.error


def test_numbers_without_end_are_null_in_json(run: Run, town: Path) -> None:
    done = run("query", "keyness", town, "--target", POST, "--json", "--minimum-count", "1", *QUICK)
    rows = [json.loads(line, parse_constant=pytest.fail) for line in done.out.splitlines()]
    assert any(row["reference_count"] == 0 and row["percent_difference"] is None for row in rows)


@pytest.mark.model
def test_kwic_in_quoted_speech_looks_for_quotes(run: Run, town: Path) -> None:
    done = run("query", "kwic", town, "--term", "ferry", "--voice", "quoted", "--workers", "0")
    assert [row["document_id"] for row in done.rows] == ["mail-one", "post-two", "watch-one"]


def test_keyness_of_one_outlet_as_json_lines(run: Run, town: Path) -> None:
    done = run("query", "keyness", town, "--target", POST, "--json", "--minimum-count", "1", *QUICK)
    assert done.code == cli.DONE
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {tuple(row) for row in rows} == {TABLES["keyness"]}
    assert {row["outlet"] for row in rows} == {POST}
    assert rows[0]["term"] == "holt"
    assert (rows[0]["count"], rows[0]["reference_count"]) == (4, 0)
    assert rows[0]["p_documents"] is None
    assert "118 words in 3 articles" in done.error


@pytest.mark.model
@pytest.mark.parametrize("name", sorted(set(TABLES) - {"kwic", "timeline", "collocates"}))
def test_every_table_is_printed_as_csv_and_as_json(run: Run, town: Path, name: str) -> None:
    plain = run("query", name, town, *QUICK)
    assert plain.code == cli.DONE
    assert plain.out.splitlines()[0] == ",".join(TABLES[name])
    rows = [json.loads(line) for line in run("query", name, town, "--json", *QUICK).out.splitlines()]
    assert len(rows) == len(plain.rows)
    for row, cells in zip(rows, plain.rows, strict=True):
        assert [value is None for value in row.values() if value != ""] == [
            cells[column] in ("", "inf") for column, value in row.items() if value != ""
        ]


def test_frequency_counts_the_terms_that_are_named(run: Run, town: Path) -> None:
    done = run("query", "frequency", town, "--term", "ferry", "--term", "library", *QUICK)
    counts = {row["outlet"]: int(row["count"]) for row in done.rows if row["term"] == "ferry"}
    assert counts == FERRY_BY_OUTLET
    assert sum(int(row["count"]) for row in done.rows if row["term"] == "library") > 3


def test_a_zero_is_a_zero_and_not_the_default(run: Run, town: Path) -> None:
    done = run("query", "terms", town, "--term", "ferry", "--replicates", "0")
    assert {row["low"] for row in done.rows} == {""}
    assert "resampling" not in done.error
    done = run("query", "kwic", town, "--term", "ferry", "--window", "0")
    assert {row["left"] + row["right"] for row in done.rows} == {""}


def test_without_codes_nothing_is_suggested_and_the_note_says_what_is_missing(run: Run, town: Path) -> None:
    done = run("query", "frame_suggestions", town)
    assert done.code == cli.DONE
    assert done.out == ",".join(TABLES["frame_suggestions"]) + "\r\n"
    assert "Too few codes to learn from" in done.error
    learning = run("query", "frame_learning", town)
    assert {(row["coded_yes"], row["precision"]) for row in learning.rows} == {("0", "")}


def test_collocates_of_a_search(run: Run, town: Path) -> None:
    window = ("--left", "2", "--right", "1", "--minimum-count", "1", "--measure", "mi", "--replicates", "20")
    done = run("query", "collocates", town, "--term", "ferry", *window)
    assert done.code == cli.DONE
    assert {row["node"] for row in done.rows} == {"ferry"}
    assert done.rows[0]["outlet"] == "All outlets"
    assert len({row["outlet"] for row in done.rows}) > 2
    assert "MI, 2L 1R, minimum 1, within articles." in done.error
    assert "Intervals of MI" in done.error
    links = run("query", "collocate_links", town, "--term", "ferry", *window)
    assert links.code == cli.DONE
    assert {"collocate", "other"} <= set(links.rows[0])


def test_a_table_without_a_row_is_explained(run: Run, town: Path) -> None:
    done = run("query", "collocates", town, "--term", "ferry", "--minimum-count", "900", "--json")
    assert done.code == cli.DONE
    assert done.out == ""
    assert "No row: no word stands near it 900 times or more. Lower --minimum-count" in done.error


def test_collocates_need_a_node_and_a_window_that_can_be(run: Run, town: Path) -> None:
    done = run("query", "collocates", town)
    assert done.code == cli.WRONG_USE
    assert "needs a search" in done.error
    for wrong in (("--left", "51"), ("--measure", "luck"), ("--left", "0", "--right", "0")):
        assert run("query", "collocates", town, "--term", "ferry", *wrong).code == cli.WRONG_USE


# import


@pytest.mark.model
def test_a_search_may_use_the_groups_of_a_project(run: Run, town: Path, tmp_path: Path) -> None:
    path = tmp_path / "town.counterpoint"
    run("import", town, "--project", path)
    store = Store()
    with Project.open(path) as project:
        store.reset(state_of(project.decisions())[0], project.history())
        changes = changes_for_group(TermGroup("water", ("ferry", "harbour")))
        store.do(Command("Save", lambda state: replace(state, decisions=state.decisions.with_changes(changes))))
        project.record(store.history.steps[-1:])
    grouped = run("query", "kwic", path, "--term", "@water").rows
    assert grouped == run("query", "kwic", path, "--term", "ferry | harbour").rows != []
    unknown = run("query", "kwic", town, "--term", "@water")
    assert (unknown.code, "no group" in unknown.error) == (cli.WRONG_USE, True)


def test_a_project_gives_the_same_tables_as_the_folder(run: Run, town: Path, tmp_path: Path) -> None:
    project = tmp_path / "town.counterpoint"
    done = run("import", town, "--project", project)
    assert done.code == cli.DONE
    assert "8 articles added" in done.error
    assert "1 article without an outlet" in done.error
    assert run("tables", town, "--out", tmp_path / "folder", *QUICK).code == cli.DONE
    assert run("tables", project, "--out", tmp_path / "project", *QUICK).code == cli.DONE
    assert files_of(tmp_path / "folder") == files_of(tmp_path / "project")


def test_importing_twice_skips_what_is_there_or_keeps_it(run: Run, town: Path, tmp_path: Path) -> None:
    project = tmp_path / "town.counterpoint"
    run("import", town, "--project", project)
    again = run("import", town, "--project", project)
    assert again.code == cli.DONE
    assert "0 articles added, 8 skipped that it had already" in again.error
    kept = run("import", town, "--project", project, "--on-duplicate", "keep")
    assert "8 articles added" in kept.error
    done = run("tables", project, "--out", tmp_path / "out", "--only", "documents,texts", *QUICK)
    assert done.code == cli.DONE
    ids = [json.loads(line)["document_id"] for line in (tmp_path / "out" / "texts.jsonl").read_text().splitlines()]
    assert len(ids) == len(set(ids)) == 16
    assert "mail-one-2" in ids


def test_import_says_early_what_is_wrong_with_the_project(run: Run, town: Path, tmp_path: Path) -> None:
    done = run("import", town, "--project", tmp_path / "town.db")
    assert done.code == cli.WRONG_USE
    assert "--project town.db.counterpoint" in done.error
    (tmp_path / "a file").write_text("")
    done = run("import", town, "--project", tmp_path / "a file" / "town.counterpoint")
    assert done.code == cli.WRONG_USE
    assert "is a file" in done.error
    (tmp_path / "no.counterpoint").write_text("not a database")
    done = run("import", town, "--project", tmp_path / "no.counterpoint")
    assert done.code == cli.WRONG_USE
    assert "no.counterpoint" in done.error
    assert (tmp_path / "no.counterpoint").read_text() == "not a database"


def test_import_of_nothing_writes_no_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("")
    done = run("import", tmp_path / "blank.txt", "--project", tmp_path / "p.counterpoint")
    assert done.code == cli.NOTHING_USABLE
    assert "Not taken in: blank.txt" in done.error
    assert not (tmp_path / "p.counterpoint").exists()


def test_columns_are_mapped_and_metadata_is_joined(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("body,source,headline\nThe ferry sinks.,Gull,One\nThe ferry floats.,Tern,Two\n", encoding="utf-8")
    done = run("query", "terms", table, "--map", "text=body, outlet=source,title=headline", "--term", "ferry", *QUICK)
    assert {row["outlet"]: row["count"] for row in done.rows} == {"Gull": "1", "Tern": "1"}
    for wrong in ("body", "text=", "=body", "nothing=body"):
        done = run("query", "terms", table, "--map", wrong)
        assert done.code == cli.WRONG_USE
        assert "Traceback" not in done.error
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry sinks.")
    metadata = tmp_path / "elsewhere.csv"
    metadata.write_text("file,outlet\na.txt,Gull\n", encoding="utf-8")
    done = run("query", "terms", folder, "--metadata", metadata, "--term", "ferry", *QUICK)
    assert [row["outlet"] for row in done.rows] == ["Gull"]


# check


@pytest.mark.window
@pytest.mark.model
def test_check_looks_at_the_installation_and_a_project(run: Run, town: Path, tmp_path: Path) -> None:
    project = tmp_path / "town.counterpoint"
    run("import", town, "--project", project)
    done = run("check", project)
    assert done.code == cli.DONE, done.out
    assert "PROBLEM" not in done.out
    for looked_at in ("program", "Qt", "language model", "languages", "bundled files"):
        assert f"ok      {looked_at}:" in done.out
    assert "8 articles, no problem found" in done.out
    project.write_bytes(project.read_bytes()[:5000])
    broken = run("check", project)
    assert broken.code in (cli.SOME_REFUSED, cli.WRONG_USE)
    assert "town.counterpoint" in broken.out + broken.error
    assert run("check", tmp_path / "none.counterpoint").code == cli.WRONG_USE


# report


@pytest.mark.model
def test_a_report_made_twice_or_from_its_recipe_has_the_same_bytes(run: Run, town: Path, tmp_path: Path) -> None:
    scope = ("--outlet", MAIL, "--outlet", POST, "--voice", "outlet", "--seed", "7")
    assert run("report", town, "--out", tmp_path / "one", *scope, *QUICK).code == cli.DONE
    shutil.copy(tmp_path / "one" / "recipe.json", tmp_path / "recipe.json")
    told = run("report", town, "--out", tmp_path / "two", "--recipe", tmp_path / "recipe.json", "--workers", "0")
    assert told.code == cli.DONE
    assert "the recipe was made" not in told.error
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert one == two
    assert {f"tables/{name}.csv" for name in (*TABLES, *BY_OUTLET)} <= one.keys()
    assert {"report.html", "recipe.json", "tables/texts.jsonl"} <= one.keys()
    for chart in ("frequency", "keyness", "dispersion", "frames"):
        assert {f"charts/{chart}.png", f"charts/{chart}.svg", f"charts/{chart}-dark.png"} <= one.keys()
    assert {row["outlet"] for row in read(tmp_path / "two" / "tables" / "terms.csv")} == {MAIL, POST}


def test_a_recipe_says_what_is_counted_and_nothing_else_may(run: Run, town: Path, tmp_path: Path) -> None:
    run("tables", town, "--out", tmp_path / "t", "--only", "terms", *QUICK)
    recipe = tmp_path / "t" / "terms.recipe.json"
    done = run("report", town, "--out", tmp_path / "r", "--recipe", recipe, "--outlet", MAIL, "--seed", "3")
    assert done.code == cli.WRONG_USE
    assert "Leave out --outlet, --seed, or leave out --recipe" in done.error
    for wrong in (tmp_path / "none.json", town / "mail-one.txt"):
        done = run("report", town, "--out", tmp_path / "r", "--recipe", wrong)
        assert done.code == cli.WRONG_USE
        assert wrong.name in done.error


@pytest.mark.model
def test_a_recipe_of_other_articles_is_run_and_the_difference_told(run: Run, town: Path, tmp_path: Path) -> None:
    run("tables", town, "--out", tmp_path / "t", "--only", "terms", *QUICK)
    other = write_town_corpus(tmp_path / "town")
    (other / "mail-one.txt").unlink()
    done = run(
        "report", other, "--out", tmp_path / "r", "--recipe", tmp_path / "t" / "terms.recipe.json", "--workers", "0"
    )
    assert done.code == cli.DONE
    assert "Note: the recipe was made from other articles, metadata or decisions" in done.error


# as a process of its own


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    drop = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    values = {name: value for name, value in os.environ.items() if name not in drop}
    return subprocess.run(
        [sys.executable, "-m", "workbench", *map(str, arguments)],
        env={**values, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_data_go_to_standard_output_and_everything_else_to_standard_error(town: Path) -> None:
    done = process("query", "kwic", town, "--term", "neighbours", "--window", "3", PYTHONIOENCODING="ascii")
    assert done.returncode == cli.DONE
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["right"] for row in rows] == [", the ferry brought", ",” Holt said. Families"]
    assert "Indexing" in done.stderr or "Finding" in done.stderr
    assert "\r" not in done.stderr, "no bar where nobody can see it"


def test_whoever_stops_reading_the_output_gets_no_traceback(town: Path) -> None:
    command = f'"{sys.executable}" -m workbench query kwic "{town}" --term ferry | head -c 20'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, check=False)  # noqa: S602
    assert done.stdout.startswith("document_id,outlet")
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="a display is always there")
def test_without_a_display_the_window_says_what_to_do_instead(town: Path) -> None:
    done = process(town)
    assert done.returncode == cli.WRONG_USE
    assert done.stderr.startswith("No display was found")
    assert "counterpoint report SOURCE --out counterpoint-report" in done.stderr


@pytest.mark.window
@pytest.mark.model
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="a display is always there")
def test_the_sample_without_a_display_is_written_as_a_report(tmp_path: Path) -> None:
    out = tmp_path / "report"
    done = process("--sample", "--out", out)
    assert done.returncode == cli.DONE, done.stderr
    assert done.stdout == f"No display was found: writing the report of the sample corpus to {out}/ instead.\n"
    assert (out / "window.png").stat().st_size > 50_000
    html = (out / "report.html").read_text("utf-8")
    assert 'src="window.png"' in html
    assert len(read(out / "tables" / "documents.csv")) == 20


# what outlets call them, and opposed pairs


@pytest.mark.model
def test_what_is_said_of_one_entity_is_asked_by_its_name(run: Run, town: Path) -> None:
    every = run("query", "labels", town, *QUICK).rows
    said = run("query", "labels", town, "--entity", "owen reed", *QUICK).rows
    assert 0 < len(said) < len(every)
    assert {row["entity_id"] for row in said} == {"owen-reed"}
    assert [row for row in every if row["entity_id"] == "owen-reed"] == said
    by_outlet = run("query", "labels_by_outlet", town, "--entity", "Owen Reed", *QUICK).rows
    assert sum(int(row["count"]) for row in by_outlet) == len(said)


@pytest.mark.model
def test_an_entity_that_is_not_there_is_said_with_those_that_are(run: Run, town: Path) -> None:
    done = run("query", "labels", town, "--entity", "Nobody at all", *QUICK)
    assert done.code == cli.WRONG_USE
    assert "There is no entity Nobody at all." in done.error
    assert "Owen Reed" in done.error


@pytest.mark.model
@pytest.mark.parametrize("typed", ["OWEN R", "ree", "Reed Owen"])
def test_names_with_the_words_of_a_wrong_one_are_offered(run: Run, town: Path, typed: str) -> None:
    done = run("query", "labels", town, "--entity", typed, *QUICK)
    assert done.code == cli.WRONG_USE
    assert f"There is no entity {typed}. Did you mean: Owen Reed?" in done.error


def test_names_with_all_words_are_offered_before_those_that_begin_so() -> None:
    entities = [("Roebuck", ""), ("Jane Roe", "Jane; Ms. Roe"), ("City Hall", "the hall of Roe"), ("Oslo", "")]
    assert cli._with_words("roe", entities) == ["Jane Roe", "City Hall"]
    assert cli._with_words("roeb", entities) == ["Roebuck"]
    assert cli._with_words("jane hall", entities) == []
    assert cli._with_words("?", entities) == []
    assert len(cli._with_words("a", [(f"A {n}", "") for n in range(9)])) == 5


@pytest.mark.model
def test_entities_that_may_be_one_are_printed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Kari Nilsen opened the tunnel in Bergen on Tuesday. “It is a good day,” Kari Nilsen said. "
        "Kari Nilsen thanked the workers.\n",
        encoding="utf-8",
    )
    (folder / "two.txt").write_text(
        "K. Nilsen opened the tunnel in Bergen on Tuesday. “It is a good day,” K. Nilsen said.\n", encoding="utf-8"
    )
    done = run("query", "entity_suggestions", folder, *QUICK)
    assert done.code == cli.DONE
    assert ("Kari Nilsen", "K. Nilsen") in {(row["name_a"], row["name_b"]) for row in done.rows}
    assert all(row["reason"] for row in done.rows)
    assert run("query", "entity_suggestions", folder, "--entity", "Bergen", *QUICK).rows == []
    assert run("query", "entity_suggestions", folder, "--entity", "K. Nilsen", *QUICK).rows == done.rows


def test_labels_by_outlet_need_an_entity(run: Run, town: Path) -> None:
    done = run("query", "labels_by_outlet", town)
    assert done.code == cli.WRONG_USE
    assert "--entity" in done.error


def test_opposed_pairs_are_given_on_the_command_line(run: Run, town: Path) -> None:
    done = run("query", "word_pairs", town, "--pair", "ferry / librar*", "--pair", "fight | attack / dispute", *QUICK)
    assert done.code == cli.DONE
    assert [row["pair"] for row in done.rows] == ["ferry / librar*"] * 4 + ["fight | attack / dispute"] * 4
    ferry = {row["outlet"]: int(row["count_a"]) for row in done.rows[:4]}
    assert ferry == FERRY_BY_OUTLET
    assert run("query", "word_pairs", town, *QUICK).rows == []


@pytest.mark.parametrize(
    ("pair", "words"), [("ferry", "write two searches with a slash between"), ("(ferry / library", "not closed")]
)
def test_a_pair_that_is_none_is_refused_before_anything_is_read(run: Run, town: Path, pair: str, words: str) -> None:
    done = run("query", "word_pairs", town, "--pair", pair)
    assert done.code == cli.WRONG_USE
    assert words in done.error
