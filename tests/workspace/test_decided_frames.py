"""What people say of passages decides what counts for a frame, and every number opens its passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.decisions import Decisions
from workbench.domain.focus import Focus, aspect_text
from workbench.domain.judgements import changes_for_verdict
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.domain.spans import Span
from workbench.domain.state import State
from workbench.workspace.messages import Options
from workbench.workspace.workspace import Workspace

pytestmark = pytest.mark.model

BOOK, CONFLICT, MORALITY = "Generic news frames", "Conflict", "Morality"
QUICK = Options(replicates=0)


def judged(workspace: Workspace) -> tuple[Decisions, Span, Span]:
    """Of the first article with two conflict passages the first is accepted, the second moved to morality."""
    table = workspace.measured("frame_evidence", State(), QUICK).table
    own = table[table["frame"] == CONFLICT]
    own = own[own["document_id"] == own["document_id"].value_counts().index[0]]
    places = [Span(*row) for row in own[["document_id", "start", "end"]].itertuples(index=False, name=None)]
    changes = changes_for_verdict(BOOK, CONFLICT, places[:1], "accepted")
    changes |= changes_for_verdict(BOOK, CONFLICT, places[1:2], "rejected", moved_to=MORALITY)
    return Decisions().with_changes(changes), places[0], places[1]


def test_where_people_judged_only_accepted_passages_count(workspace: Workspace) -> None:
    decisions, kept, moved = judged(workspace)
    table = workspace.measured("frames", State(decisions=decisions), QUICK).table
    own = table[table["document_id"] == kept.document_id].set_index("frame")
    conflict, morality = (own.to_dict("index")[frame] for frame in (CONFLICT, MORALITY))
    assert [conflict[name] for name in ("hits", "accepted", "rejected", "basis", "suggested")] == [1, 1, 1, "judged", 1]
    assert [morality[name] for name in ("hits", "accepted", "basis")] == [1, 1, "judged"]
    rows = workspace.measured("frame_evidence", State(decisions=decisions), QUICK).table
    by_hand = rows[rows["source"] == "person"]
    assert by_hand[["frame", "start", "end", "verdict"]].to_numpy().tolist() == [
        [MORALITY, moved.start, moved.end, "accepted"]
    ]
    assert "Moved here from Conflict." in by_hand["why"].iloc[0]


def test_rejected_passages_leave_the_reader(workspace: Workspace) -> None:
    decisions, kept, moved = judged(workspace)
    frames = workspace.article(kept.document_id, State(decisions=decisions)).frames
    assert [f.verdict for f in frames if (f.frame, f.start) == (CONFLICT, kept.start)] == ["accepted"]
    assert {f.frame for f in frames if (f.start, f.end) == (moved.start, moved.end)} == {MORALITY}


@pytest.mark.parametrize("basis", ["", "accepted", "proposed"])
@pytest.mark.parametrize("place", ["", "headline", "lead", "body"])
@pytest.mark.parametrize("voice", ["", "own", "quoted"])
def test_every_number_opens_its_passages(workspace: Workspace, basis: str, place: str, voice: str) -> None:
    decisions, _, _ = judged(workspace)
    options = replace(QUICK, frame_basis=basis, frame_place=place, frame_voice=voice)
    table = workspace.measured("frames_by_outlet", State(decisions=decisions), options).table
    aspect = aspect_text(place=place, voice=voice, verdict=basis)
    for frame, outlet, hits in zip(table["frame"], table["outlet"], table["hits"], strict=True):
        focus = Focus(frame=frame, outlet=outlet or UNKNOWN_OUTLET, aspect=aspect)
        assert workspace.evidence(State(decisions=decisions, focus=focus), QUICK).passages == hits


def test_the_parts_of_articles_make_up_the_whole(workspace: Workspace) -> None:
    decisions, _, _ = judged(workspace)
    state = State(decisions=decisions)
    whole = workspace.measured("frames_by_outlet", state, QUICK).table.set_index(["frame", "outlet"])
    parts = (
        workspace.measured("frames_by_part", state, QUICK).table.groupby(["frame", "outlet"])[["hits", "words"]].sum()
    )
    assert parts.reindex(whole.index)["hits"].tolist() == whole["hits"].tolist()
    assert parts.reindex(whole.index)["words"].tolist() == whole["words"].tolist()


def test_the_precision_of_an_entry_follows_from_judgements(workspace: Workspace) -> None:
    decisions, _, _ = judged(workspace)
    table = workspace.measured("frame_entries", State(decisions=decisions), QUICK).table
    assert (table["judged"].sum(), table["accepted"].sum()) == (2, 1)
