"""The folder of everything: what the report says agrees with the tables beside it."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from decided import decided, history_to
from town_corpus import MAIL, POST, WATCH, write_town_corpus

from workbench.domain.corrections import Correction
from workbench.domain.errors import Cancelled, UsageError
from workbench.domain.focus import Focus
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.scope import Scope, Voice
from workbench.domain.state import State, state_of
from workbench.export.everything import state_and_options, write_everything, write_tables
from workbench.export.recipe import Recipe, RecipeError
from workbench.export.save_project import copy_project, save_as_project
from workbench.project.errors import ProjectExistsError
from workbench.project.store import Project
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

OPTIONS = Options(replicates=20, permutations=0, minimum_count=2)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(write_town_corpus(tmp_path_factory.mktemp("all") / "town")),)))
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def folder(town: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_everything(town, tmp_path_factory.mktemp("report") / "out", state=State(), options=OPTIONS)


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def table(page: str, caption: str) -> list[dict[str, str]]:
    """A table of the page by the beginning of its caption."""
    (found,) = re.findall(rf"<table><caption[^>]*>{re.escape(caption)}.*?</table>", page, flags=re.DOTALL)
    heads = [html.unescape(h) for h in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', found)]
    out = []
    for row in re.findall(r"<tr>(.*?)</tr>", found.partition("<tbody>")[2], flags=re.DOTALL):
        cells = [html.unescape(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]
        out.append(dict(zip(heads, cells, strict=True)))
    return out


def test_the_title_is_the_stories_and_the_lead_the_outlets_and_what_is_counted(page: str) -> None:
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == ["Night ferry and Town library"]
    assert f"8 articles from 4 outlets: {MAIL}, {POST}, {WATCH} and {UNKNOWN_OUTLET}." in page
    assert "Dated 2032-01-04 to 2032-03; 1 without a date." in page
    assert "326 words in 8 of 8 articles; all text, quoted or not; boilerplate left out." in page


def test_sections_stand_in_a_useful_order(page: str) -> None:
    headings = [html.unescape(h) for h in re.findall(r"<h2 id=[^>]*>(.*?)</h2>", page)]
    assert headings == [
        "Contents", "Outlets", "Framing", "Framing, as a map", "Keyness", "Terms", "Lists of words", "Dispersion", "Timeline",
        "Voices", "Names", "What outlets call them", "Quotes", "What is left out", "Articles", "How this report was made",
    ]  # fmt: skip


def test_what_each_outlet_wrote_adds_up_to_the_documents(page: str, folder: Path) -> None:
    documents = read(folder / "tables" / "documents.csv")
    quotes = read(folder / "tables" / "quotes.csv")
    outlet_of = {row["document_id"]: row["outlet"] for row in documents}
    rows = {row["outlet"]: row for row in table(page, "What each outlet wrote")}
    assert list(rows) == [MAIL, POST, WATCH, UNKNOWN_OUTLET]
    for outlet, row in rows.items():
        own = [d for d in documents if (d["outlet"] or UNKNOWN_OUTLET) == outlet]
        assert int(row["articles"]) == len(own)
        assert int(row["words"]) == sum(int(d["words"]) for d in own)
        assert int(row["quotes"]) == sum((outlet_of[q["document_id"]] or UNKNOWN_OUTLET) == outlet for q in quotes)


def test_frames_have_outlets_as_columns(page: str, folder: Path) -> None:
    long = read(folder / "tables" / "frames_by_outlet.csv")
    for row in table(page, "Passages per 1,000 words"):
        own = {r["outlet"]: r for r in long if r["frame"].casefold() == row["frame"].casefold()}
        assert int(row["passages"]) == sum(int(r["hits"]) for r in own.values())
        assert {MAIL, POST, WATCH, UNKNOWN_OUTLET} <= row.keys()
        assert float(row[POST]) == pytest.approx(float(own[POST]["per_1000"]), abs=0.01)


def test_keywords_are_the_strongest_positive_ones_of_each_outlet(page: str, folder: Path) -> None:
    long = read(folder / "tables" / "keyness.csv")
    shown = table(page, "Strongest positive keywords")
    for outlet in (MAIL, POST, WATCH):
        mine = [row["term"] for row in shown if row["outlet"] == outlet]
        positive = [row for row in long if row["outlet"] == outlet and float(row["log_ratio"]) > 0]
        best = sorted(positive, key=lambda row: -float(row["g2"]))[:5]
        assert mine == [row["term"] for row in best]
    assert not any(row["Log Ratio"].startswith("−") for row in shown)


def test_names_are_counted_by_outlet(page: str) -> None:
    rows = {row["name"]: row for row in table(page, "Mentions of each name")}
    assert rows["Ada Brook"] == {
        "name": "Ada Brook", "mentions": "7", "articles": "5", MAIL: "3", POST: "1", WATCH: "3", UNKNOWN_OUTLET: "0",
    }  # fmt: skip
    called = table(page, "What each outlet calls Ada Brook")
    assert [(row["outlet"], row["mentions"]) for row in called] == [(MAIL, "3"), (POST, "1"), (WATCH, "3")]
    assert called[0]["names"] == "Ada Brook (2), Brook (1)"


def test_quotes_are_shown_with_speaker_and_outlet(page: str) -> None:
    rows = table(page, "The first direct quotes of each outlet")
    assert {row["outlet"] for row in rows} == {MAIL, POST, WATCH}
    assert ("Lena Holt", "I will lose my job and my neighbours,") in {(r["speaker"], r["quote"]) for r in rows}
    speakers = {row["speaker"]: row for row in table(page, "Who is quoted how often")}
    assert speakers["Lena Holt"][POST] == speakers["Lena Holt"]["quotes"] == "3"


def test_every_file_that_the_page_names_is_there_and_charts_come_in_pairs(page: str, folder: Path) -> None:
    named = set(re.findall(r'(?:href|src|srcset)="([^"#:]+)"', page))
    assert len(named) > 15
    assert all((folder / name).is_file() for name in named)
    pairs = re.findall(r'<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)"><img src="([^"]+)"', page)
    assert sorted(pairs) == [
        (f"charts/{name}-dark.png", f"charts/{name}.png")
        for name in (
            "dispersion",
            "frames",
            "frames_heat",
            "frequency",
            "keyness",
            "omissions",
            "timeline",
            "voices",
            "word_lists",
        )
    ]


def test_the_report_follows_what_is_highlighted(town: Workspace, tmp_path: Path) -> None:
    write_everything(town, tmp_path, state=State(focus=Focus(term="library")), options=OPTIONS)
    assert "Where “library” stands in each article" in (tmp_path / "report.html").read_text("utf-8")


def test_one_outlet_in_its_own_voice_is_a_report_too(town: Workspace, tmp_path: Path) -> None:
    state = State(scope=Scope(outlets=(WATCH,), voice=Voice.OUTLET))
    write_everything(town, tmp_path, state=state, options=OPTIONS)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "the outlets’ own voice, without quotations" in page
    assert "keyness compares an outlet with others" in page
    assert "quoted, % of words" not in page


def test_a_scope_without_articles_is_a_report_of_nothing(town: Workspace, tmp_path: Path) -> None:
    write_everything(town, tmp_path, state=State(scope=Scope(outlets=("Nobody",))), options=OPTIONS)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "0 words in 0 of 8 articles" in page


def test_many_outlets_get_the_columns_that_a_page_has_room_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [
        f"a{n}-{m},Outlet {n:02d},The ferry number {n} of {m} sails and Ada Brook waves."
        for n in range(12)
        for m in range(1 + (n < 8))
    ]
    (folder / "all.csv").write_text("\n".join(["id,outlet,text", *lines]), encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)))
    write_everything(workspace, tmp_path / "out", state=State(), options=OPTIONS)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    frames = table(page, "Passages per 1,000 words in the 8 of 12 outlets with most articles")
    assert list(frames[0])[2:] == [f"Outlet {n:02d}" for n in range(8)]
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == ["in"], "without stories it is called by its folder"


def test_cancelling_stops_between_files(town: Workspace, tmp_path: Path) -> None:
    def progress(done: int, total: int, message: str = "") -> None:
        if message == "Writing quotes":
            raise Cancelled

    with pytest.raises(Cancelled):
        write_tables(town, tmp_path, state=State(), options=OPTIONS, progress=progress)
    assert (tmp_path / "mentions.csv").exists()
    assert not (tmp_path / "quotes.csv").exists()
    assert not list(tmp_path.glob("*.part"))


def test_an_unknown_table_is_wrong_use(town: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no table wether"):
        write_tables(town, tmp_path, state=State(), options=OPTIONS, only=["wether"])
    assert not list(tmp_path.iterdir())


def test_a_recipe_with_a_scope_that_there_is_not_is_refused() -> None:
    recipe = Recipe("1", "x", "report", "report", scope={"colour": "red"})
    with pytest.raises(RecipeError, match="scope can't be used"):
        state_and_options(recipe)


def test_a_project_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    town_folder = write_town_corpus(tmp_path / "town")
    town = Workspace(workers=0)
    town.open(OpenRequest(sources=(str(town_folder),)), annotate=False)
    state = State(scope=Scope(outlets=(POST,)), decisions=decided(Correction("found", "outlet", POST)))

    def progress(done: int, total: int, message: str = "") -> None:
        if done == 3:
            raise Cancelled

    target = tmp_path / "saved" / "town"
    target.parent.mkdir()
    with pytest.raises(Cancelled):
        save_as_project(town, str(target), history=history_to(state), progress=progress)
    assert not list(target.parent.iterdir())
    path = save_as_project(town, str(target), history=history_to(state))
    assert town.project is not None
    assert town.project.articles() == town.snapshot.articles
    assert [source.sha256 for source in town.project.sources()] == [s.sha256 for s in town.snapshot.sources]
    assert state_of(town.project.decisions()) == (state, "")
    with pytest.raises(ProjectExistsError):
        save_as_project(town, str(path))
    assert path.exists(), "what was there is not taken away"
    copy = copy_project(town, str(target.parent / "copy"))
    with pytest.raises(ProjectExistsError):
        copy_project(town, str(copy))
    with Project.open(copy) as copied:
        assert copied.history() == town.project.history()
        assert copied.articles() == town.project.articles()
        assert copied.project_id != town.project.project_id
    town.close()
