"""Frames proposed by meaning: with vectors that are made up here, so that nothing depends on a model of meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from workbench.analysis.frame_meanings import VectorArray
from workbench.domain.columns import TABLES
from workbench.domain.focus import Focus
from workbench.domain.judgements import changes_for_verdict
from workbench.domain.progress import Progress, no_progress
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.meanings import Meanings
from workbench.workspace.messages import OpenRequest, Options
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

FRAME = "Conflict"
NEAR = "The two neighbours have not spoken since the fence went up."
LIKE = "The two cousins have not spoken since the shed went up."
HIT = "The parties clash over the fence."
CALM = "Gulls slept on the old pier in the sun."
MEANT = Options(frames_by_meaning=True)


class MadeUp(Meanings):
    """Meanings by a word or two of each sentence."""

    def __init__(self, *, missing: bool = False) -> None:
        super().__init__()
        self._gone = missing

    @property
    def model(self) -> str:
        return "" if self._gone else "made up"

    def vectors(
        self, sentences: Sequence[str], *, most: int, progress: Progress = no_progress
    ) -> tuple[VectorArray | None, str]:
        if self._gone or len(sentences) > most:
            return None, "No vectors here." if self._gone else "Too many sentences."
        rows = []
        for text in sentences:
            low = text.lower()
            conflict = "disagreement" in low or "neighbours" in low or "clash" in low
            rows.append((float(conflict), 0.9 * ("cousins" in low or "neighbours" in low), 0.1))
        found = np.array(rows, dtype=np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True), ""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("fence") / "articles"
    folder.mkdir()
    (folder / "post.txt").write_text(f"{NEAR} {CALM}\n", encoding="utf-8")
    (folder / "herald.txt").write_text(f"{HIT} {LIKE}\n", encoding="utf-8")
    workspace = Workspace(workers=0)
    workspace.open(OpenRequest(sources=(str(folder),)))
    workspace.annotate()
    yield workspace
    workspace.close()


@pytest.fixture(autouse=True)
def made_up(town: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town, "meanings", MadeUp())


def proposed(town: Workspace, state: State | None = None, options: Options = MEANT) -> dict[str, str]:
    """Why each sentence is proposed by meaning for the frame."""
    table = town.measured("frame_evidence", state or State(), options).table
    assert tuple(table.columns) == TABLES["frame_evidence"]
    own = table[(table["source"] == "meaning") & (table["frame"] == FRAME)]
    return dict(zip(own["text"].tolist(), own["why"].tolist(), strict=True))


def judged(town: Workspace, text: str, verdict: str, state: State | None = None) -> State:
    for document, stored in town.snapshot.texts.items():
        if text in stored:
            start = stored.index(text)
            place = Span(document, start, start + len(text))
    changes = changes_for_verdict("Generic news frames", FRAME, [place], verdict)
    return State(decisions=(state or State()).decisions.with_changes(changes))


def test_a_sentence_near_a_question_is_proposed_with_the_question(town: Workspace) -> None:
    assert list(proposed(town)) == [NEAR], "in the other one an entry stands"
    why = proposed(town)[NEAR]
    assert why.startswith("Its meaning is near the ")
    assert "disagreement" in why


def test_nothing_is_proposed_by_meaning_unless_it_is_asked_for(town: Workspace) -> None:
    assert proposed(town, options=Options()) == {}


def test_a_proposal_counts_once_it_is_accepted(town: Workspace) -> None:
    def hits(state: State) -> int:
        table = town.measured("frames", state, MEANT).table
        return int(table.loc[table["frame"] == FRAME, "hits"].sum())

    before = hits(State())
    assert hits(judged(town, NEAR, "accepted")) == before + 1
    assert hits(judged(town, NEAR, "rejected")) == before
    table = town.measured("frame_evidence", judged(town, NEAR, "accepted"), MEANT).table
    row = table[(table["text"] == NEAR) & (table["frame"] == FRAME)].iloc[0]
    assert (row["verdict"], row["counted"], row["source"], row["negated"]) == ("accepted", 1, "meaning", 1)
    without = town.measured("frame_evidence", judged(town, NEAR, "accepted"), Options()).table
    assert (without["text"] == NEAR).any(), "what was accepted stays when meaning is switched off"


def test_what_is_like_an_accepted_passage_is_proposed_too(town: Workspace) -> None:
    found = proposed(town, judged(town, NEAR, "accepted"))
    assert LIKE in found
    assert found[LIKE].startswith("Like an accepted passage (nearness 0.")
    assert "neighbours" in found[LIKE]
    assert LIKE not in proposed(town, judged(town, LIKE, "rejected", judged(town, NEAR, "rejected")))


def test_the_list_for_judging_shows_them_with_their_nearness(town: Workspace) -> None:
    state = State(focus=Focus(frame=FRAME))
    table = town.measured("frame_proposals", state, MEANT).table
    assert NEAR in table["text"].tolist()
    assert 0.3 <= table.loc[table["text"] == NEAR, "similarity"].iloc[0] <= 1


def test_without_the_model_the_note_says_why(town: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town, "meanings", MadeUp(missing=True))
    notes = town.measured("frame_evidence", State(), Options(frames_by_meaning=True, most_meanings=19_999)).notes
    assert "Nothing is proposed by meaning: No vectors here." in notes


def test_with_too_many_sentences_the_note_says_so(town: Workspace) -> None:
    notes = town.measured("frame_evidence", State(), Options(frames_by_meaning=True, most_meanings=1)).notes
    assert any("Too many sentences" in note for note in notes)
