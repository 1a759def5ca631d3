"""The entries of the Reader's menu that are about frames: judging what is proposed, and coding words by hand."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from workbench.domain.spans import Interval, Span
from workbench.ui.desk import Desk
from workbench.ui.judging import Proposal, accept, code_by_hand, move, reject, take_back
from workbench.ui.plain_text import mnemonic_safe, visible
from workbench.workspace.messages import FrameSpan, ReaderArticle

MOST_FRAMES: Final = 40
"""Frames in a menu; a larger codebook is for the Framing pane."""
_SHORT: Final = 30


def add_coding(menu: QMenu, desk: Desk, article: ReaderArticle, selected: Interval) -> None:
    """Add the frames that the selected words can be coded as."""
    if not article.codebook_frames:
        return
    frames = menu.addMenu("Code as")
    frames.setAccessibleName("Frame that the selected words speak for")
    start, end = selected
    for frame in article.codebook_frames[:MOST_FRAMES]:
        frames.addAction(mnemonic_safe(frame)).triggered.connect(
            partial(_code, desk, article, frame, Span(article.document_id, start, end))
        )


def add_judging(menu: QMenu, desk: Desk, article: ReaderArticle, position: int) -> None:
    """Add what can be said of the passages at a place, if there are some."""
    here = [one for one in article.frames if one.start <= position < one.end]
    if not here:
        return
    menu.addSeparator()
    for one in here:
        text = " ".join(article.text[one.start : one.end].split())
        short = text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
        proposal = _proposal(article, one)
        about = menu.addMenu(mnemonic_safe(f"{one.frame}: “{short}”"))
        about.setAccessibleName(visible(f"What to say of a passage of the frame {one.frame}"))
        if one.verdict != "accepted":
            about.addAction("Accept").triggered.connect(lambda _=False, p=proposal: accept(desk, p))
        about.addAction("Reject").triggered.connect(lambda _=False, p=proposal: reject(desk, p))
        others = about.addMenu("Move to")
        others.setAccessibleName("Frame to move the passage to")
        for frame in article.codebook_frames[:MOST_FRAMES]:
            if frame != one.frame:
                others.addAction(mnemonic_safe(frame)).triggered.connect(
                    lambda _=False, p=proposal, chosen=frame: move(desk, p, chosen)
                )
        if one.verdict:
            about.addAction("Take back").triggered.connect(lambda _=False, p=proposal: take_back(desk, p))


def _proposal(article: ReaderArticle, span: FrameSpan) -> Proposal:
    place = Span(article.document_id, span.start, span.end)
    return Proposal(article.codebook, span.frame, place, article.text[span.start : span.end], span.verdict)


def _code(desk: Desk, article: ReaderArticle, frame: str, place: Span, _checked: bool = False) -> None:
    code_by_hand(desk, article.codebook, frame, place, article.text[place.start : place.end])
