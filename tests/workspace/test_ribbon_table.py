"""Passages in common, article by article; nearest sentences by meaning; how far a comparison is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from workbench.charts.ribbon import COLUMNS
from workbench.domain.errors import Cancelled
from workbench.domain.focus import Focus
from workbench.domain.progress import Progress, no_progress
from workbench.domain.scope import Scope
from workbench.domain.state import State
from workbench.workspace.meanings import Meanings, VectorArray
from workbench.workspace.messages import OpenRequest, Options, PictureRequest
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

WORDS_ALONE = Options(by_meaning=False, replicates=20)
POST, HERALD = "Coast Post", "Lock Herald"
BRIDGE = "“We will build the bridge before the winter comes, and nobody will have to wait,” Mayor Ada Brook said."
TOLL = "The ferry Alba sank off the coast of Norway with {} people on board, the police said on Monday."
FIRE = "A fire destroyed the old library of Millbrook on Friday night, and nobody was hurt in it."
ONLY = "Officials promised 500 new ovens for the bakers of the old town by the summer."
NEAR = "Help for those who make bread was announced at the town hall in a long speech."
FAR = "The weather stayed dry along the river during the whole of that week in spring."

ARTICLES = {
    "a.txt": (POST, "bridge", f"The bridge\n\n{BRIDGE}\n\n{TOLL.format(12)}\n\n{NEAR}\n\n{FAR}\n"),
    "b.txt": (HERALD, "bridge", f"A bridge at last\n\n{TOLL.format(31)}\n\n{ONLY}\n\n{BRIDGE}\n"),
    "c.txt": (HERALD, "bridge", f"More on the bridge\n\n{BRIDGE}\n\nThe rest of the day was quiet in the town.\n"),
    "d.txt": (POST, "fire", f"Fire\n\n{FIRE}\n"),
    "e.txt": (HERALD, "fire", f"A fire in town\n\n{FIRE}\n\nThe town mourns for its books.\n"),
}


class FakeMeanings(Meanings):
    """Two sentences mean the same: the one about ovens and the one about bread."""

    def vectors(
        self, sentences: Sequence[str], *, most: int, progress: Progress = no_progress
    ) -> tuple[VectorArray | None, str]:
        if len(sentences) > most:
            return None, "too many sentences."
        out = np.eye(len(sentences) + 1, dtype=np.float32)[: len(sentences)]
        for number, sentence in enumerate(sentences):
            if sentence in (ONLY, NEAR):
                out[number] = 0.0
                out[number, -1] = 1.0
        return out, ""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("ribbon") / "articles"
    folder.mkdir()
    rows = ["file,outlet,date,story_id"]
    for name, (outlet, story, text) in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
        rows.append(f"{name},{outlet},2031-02-03,{story}")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)))
    workspace.annotate()
    yield workspace
    workspace.close()


def document(town: Workspace, file: str) -> str:
    (found,) = (a.document_id for a in town.basis(Scope()).present if a.text.startswith(ARTICLES[file][2][:20]))
    return found


def shown(town: Workspace, focus: Focus | None = None, scope: Scope | None = None) -> list[str]:
    state = State(focus=focus or Focus(), scope=scope or Scope())
    return list(dict.fromkeys(town.measured("passage_ribbon", state, WORDS_ALONE).table["document_id"].tolist()))


def test_each_outlet_of_the_story_with_most_groups_has_its_article_with_most_passages(town: Workspace) -> None:
    measured = town.measured("passage_ribbon", State(), WORDS_ALONE)
    assert tuple(measured.table.columns) == COLUMNS
    assert shown(town) == [document(town, "a.txt"), document(town, "b.txt")]
    basis = town.basis(Scope())
    for row in measured.table.itertuples():
        text = basis.by_id[str(row.document_id)].text
        assert " ".join(text[int(str(row.start)) : int(str(row.end))].split()) == row.text
        assert row.length == len(text)
    assert measured.notes[0].endswith("2 groups of passages, in one article of each of 2 outlets.")


def test_what_is_highlighted_decides_the_story_and_the_article(town: Workspace) -> None:
    table = town.measured("passages", State(), WORDS_ALONE).table
    fire = str(table.loc[table["story_id"] == "fire", "group_id"].iloc[0])
    told = [document(town, "d.txt"), document(town, "e.txt")]
    assert shown(town, Focus(group=fire)) == told
    assert shown(town, Focus(article=told[1])) == told
    assert shown(town, Focus(group="figure:12/fire")) == told
    assert shown(town, Focus(term="winter")) == shown(town), "what has no story changes nothing"
    assert shown(town, Focus(article=document(town, "c.txt"))) == [document(town, "a.txt"), document(town, "c.txt")]
    assert shown(town, scope=Scope(stories=("fire",))) == told


def test_without_a_story_of_two_outlets_there_is_no_row(town: Workspace) -> None:
    measured = town.measured("passage_ribbon", State(scope=Scope(outlets=(POST,))), WORDS_ALONE)
    assert measured.table.empty
    assert any("nothing to compare" in note for note in measured.notes)


def test_the_ribbon_is_drawn_with_a_mark_for_each_passage(town: Workspace) -> None:
    table = town.measured("passage_ribbon", State(), WORDS_ALONE).table
    picture = town.picture(PictureRequest("ribbon", State(), WORDS_ALONE, 700, 400, 1.0, dark=False, font_size=9.0))
    assert [mark.focus.group for mark in picture.hitmap.marks] == table["group_id"].tolist()


def nearest(town: Workspace, options: Options) -> str:
    """What comes nearest in the Post to the fact that the Herald alone has."""
    table = town.measured("coverage", State(), options).table
    (row,) = table[(table["name"] == ONLY) & (table["outlet"] == POST)].to_dict("records")
    assert row["covered"] == 0
    if not row["nearest_document_id"]:
        return ""
    text = town.basis(Scope()).by_id[row["nearest_document_id"]].text
    return str(text[int(row["nearest_start"]) : int(row["nearest_end"])]).strip()


def test_the_nearest_sentence_is_found_by_meaning_where_there_is_a_model(
    town: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nearest(town, WORDS_ALONE) != NEAR
    monkeypatch.setattr(town, "meanings", FakeMeanings())
    options = Options(by_meaning=True, replicates=21)
    assert nearest(town, options) == NEAR
    assert any("by words and meaning" in note for note in town.measured("coverage", State(), options).notes)


def test_with_too_many_sentences_words_alone_decide_and_it_says_so(
    town: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town, "meanings", FakeMeanings())
    options = Options(by_meaning=True, most_meanings=3, replicates=22)
    assert nearest(town, options) != NEAR
    notes = town.measured("coverage", State(), options).notes
    assert "Nearest sentences by words alone: too many sentences." in notes


class NoModel(Meanings):
    """As on a computer without the model."""

    def vectors(
        self, sentences: Sequence[str], *, most: int, progress: Progress = no_progress
    ) -> tuple[VectorArray | None, str]:
        return None, "The model is not installed."


def test_without_a_model_coverage_is_found_by_words_and_says_so(
    town: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(town, "meanings", NoModel())
    options = Options(by_meaning=True, most_meanings=4000)
    assert nearest(town, options) == nearest(town, WORDS_ALONE)
    notes = town.measured("coverage", State(), options).notes
    assert "Nearest sentences by words alone: The model is not installed." in notes
    assert not any(note.startswith("Nearest") for note in town.measured("coverage", State(), WORDS_ALONE).notes)


def test_it_tells_how_many_sentences_were_compared_and_can_be_stopped(town: Workspace) -> None:
    told: list[tuple[int, int, str]] = []

    def stop(done: int, total: int, message: str = "") -> None:
        told.append((done, total, message))
        if message == "Comparing sentences":
            raise Cancelled

    scope = Scope(stories=("bridge",))
    with pytest.raises(Cancelled):
        town.pane_table("passage_list", State(scope=scope), WORDS_ALONE, progress=stop)
    assert told[0][2] == "Reading sentences"
    assert told[-1][:2] == (0, told[0][1])
    assert town.pane_table("passage_list", State(scope=scope), WORDS_ALONE).table.texts("kind"), "it can be asked again"
