"""The entries of the Reader's menu about frames: judging what is proposed, coding words by hand, coding the article."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu

from workbench.domain.judgements import frame_codes_in
from workbench.domain.spans import Interval, Span
from workbench.ui.desk import Desk
from workbench.ui.judging import Proposal, accept, code_article, code_by_hand, move, reject, take_back
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


def add_article_codes(menu: QMenu, desk: Desk, article: ReaderArticle) -> None:
    """Add whether the article as a whole uses each frame."""
    if not article.codebook_frames:
        return
    about = menu.addMenu("Code article")
    about.setAccessibleName("Frames that the whole article uses")
    codes = {
        code.frame: code.uses
        for code in frame_codes_in(desk.state.decisions, article.codebook)
        if code.document_id == article.document_id
    }
    for frame in article.codebook_frames[:MOST_FRAMES]:
        code = codes.get(frame)
        sign = {None: "", True: "✓ ", False: "✗ "}[code]
        one = about.addMenu(mnemonic_safe(f"{sign}{frame}"))
        one.setAccessibleName(visible(f"Whether the article uses the frame {frame}"))
        for words, uses in (("Uses it", True), ("Does not use it", False), ("Take back", None)):
            action = one.addAction(words)
            action.setEnabled(uses != code)
            action.triggered.connect(partial(_code_article, desk, article, frame, uses))


def _code_article(desk: Desk, article: ReaderArticle, frame: str, uses: bool | None, _checked: bool = False) -> None:
    code_article(desk, article.codebook, frame, article.document_id, uses, article.title)


def _proposal(article: ReaderArticle, span: FrameSpan) -> Proposal:
    place = Span(article.document_id, span.start, span.end)
    return Proposal(article.codebook, span.frame, place, article.text[span.start : span.end], span.verdict)


def _code(desk: Desk, article: ReaderArticle, frame: str, place: Span, _checked: bool = False) -> None:
    code_by_hand(desk, article.codebook, frame, place, article.text[place.start : place.end])
