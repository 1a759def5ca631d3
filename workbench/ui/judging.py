"""Judging passages and articles for frames: each judgement is one undoable step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.domain.judgements import ACCEPTED, REJECTED, changes_for_code, changes_for_verdict, judgements_in
from workbench.domain.spans import Span
from workbench.domain.table_data import Cell
from workbench.ui.desk import Desk

OPEN: Final = ""
"""The verdict of a passage that nobody judged."""
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may speak for a frame."""

    codebook: str
    """Name of the codebook."""
    frame: str
    place: Span
    text: str
    verdict: str = OPEN

    @classmethod
    def of_row(cls, row: Mapping[str, Cell]) -> Proposal:
        """The passage in a row of the table ``frame_evidence``."""
        place = Span(str(row["document_id"]), int(row["start"] or 0), int(row["end"] or 0))
        return cls(str(row["codebook"]), str(row["frame"]), place, str(row["text"]), str(row["verdict"] or ""))


def accept(desk: Desk, proposal: Proposal, *, origin: str = "") -> None:
    """Say that a passage speaks for its frame."""
    _judge(desk, proposal, ACCEPTED, f"Accept {_short(proposal.text)} for {proposal.frame}", origin)


def reject(desk: Desk, proposal: Proposal, *, origin: str = "") -> None:
    """Say that a passage does not speak for its frame."""
    _judge(desk, proposal, REJECTED, f"Reject {_short(proposal.text)} for {proposal.frame}", origin)


def take_back(desk: Desk, proposal: Proposal, *, origin: str = "") -> None:
    """Leave a passage as it was before anybody judged it; where it was moved, in the other frame, too."""
    changes = changes_for_verdict(proposal.codebook, proposal.frame, [proposal.place], None)
    for said in judgements_in(desk.state.decisions, proposal.codebook):
        if (said.frame, said.place) == (proposal.frame, proposal.place) and said.moved_to:
            changes |= changes_for_verdict(proposal.codebook, said.moved_to, [proposal.place], None)
    desk.decide(changes, f"Take back what was said of {_short(proposal.text)}", origin=origin)


def move(desk: Desk, proposal: Proposal, frame: str, *, origin: str = "") -> None:
    """Say that a passage speaks for another frame."""
    changes = changes_for_verdict(proposal.codebook, proposal.frame, [proposal.place], REJECTED, moved_to=frame)
    desk.decide(changes, f"Move {_short(proposal.text)} from {proposal.frame} to {frame}", origin=origin)


def code_by_hand(desk: Desk, codebook: str, frame: str, place: Span, text: str, *, origin: str = "") -> None:
    """Say that a passage that nothing proposed speaks for a frame."""
    _judge(desk, Proposal(codebook, frame, place, text), ACCEPTED, f"Code {_short(text)} as {frame}", origin)


def code_article(
    desk: Desk, codebook: str, frame: str, document_id: str, uses: bool | None, title: str, *, origin: str = ""
) -> None:
    """Say that an article as a whole uses a frame or does not; ``None`` takes that back."""
    said = {True: f"uses {frame}", False: f"does not use {frame}"}
    label = f"Take back the code of {_short(title)}" if uses is None else f"Code: {_short(title)} {said[uses]}"
    desk.decide(changes_for_code(codebook, frame, [document_id], uses), label, origin=origin)


def _judge(desk: Desk, proposal: Proposal, verdict: str | None, label: str, origin: str) -> None:
    changes = changes_for_verdict(proposal.codebook, proposal.frame, [proposal.place], verdict)
    desk.decide(changes, label, origin=origin)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else f'{line[: _LONGEST - 1]}…'}”"
