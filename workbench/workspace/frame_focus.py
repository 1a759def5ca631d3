"""The passages behind a frame in focus: those that count, or those of one verdict, place, voice or entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from workbench.analysis.article_places import PLACES
from workbench.analysis.frame_counting import ACCEPTED_ALONE, PROPOSED, Counted, Counting
from workbench.analysis.frame_passages import OWN, QUOTED, VERDICTS
from workbench.domain.focus import Focus, aspect_text
from workbench.index.arrays import BoolArray
from workbench.index.passages import Passages
from workbench.workspace.basis import Basis
from workbench.workspace.decided_frames import DecidedFrames, frame_view
from workbench.workspace.messages import Options

ALL: Final = "all"
"""The aspect ``verdict:all``: every passage that an entry or a person proposes, rejected ones too."""
OPEN: Final = "open"
"""The aspect ``verdict:open``: proposals that nobody judged, counted or not."""

_WORDS: Final = {OWN: "outlets’ words", QUOTED: "quoted words", OPEN: "not judged", ALL: "all passages"}


def counting_of(options: Options) -> Counting:
    """How options count passages of frames. ``ValueError`` for what is no way of counting."""
    return Counting(basis=options.frame_basis, place=options.frame_place, voice=options.frame_voice)


def aspect_of(options: Options, *, place: str = "", voice: str = "") -> str:
    """The aspect of a focus on what options count, so that a number made with them opens its own passages."""
    return aspect_text(
        place=place or options.frame_place, voice=voice or options.frame_voice, verdict=options.frame_basis
    )


def aspect_words(aspect: tuple[str, str]) -> str:
    """An aspect of a focus as a label has it: ``lead``, ``quoted words``, ``“blame*”``."""
    dimension, value = aspect
    if dimension == "entry":
        return f"“{value}”"
    return _WORDS.get(value, value)


def frame_passages(basis: Basis, focus: Focus, decided: DecidedFrames) -> Passages:
    """The passages that a focus on a frame means, as far as they are counted."""
    aspects = dict(focus.aspects)
    verdict = aspects.get("verdict", "")
    basis_of = verdict if verdict in (ACCEPTED_ALONE, PROPOSED) else ""
    view = frame_view(basis, Counting(voice=aspects.get("voice", "")))
    counted = Counted.of(decided.passages, view, Counting(basis=basis_of))
    return in_focus(decided, focus, counted.rows if verdict not in (ALL, OPEN, "rejected") else counted.seen)


def in_focus(decided: DecidedFrames, focus: Focus, rows: BoolArray) -> Passages:
    """Those of some passages that are of the frame and the aspects of a focus."""
    passages = decided.passages
    chosen = np.flatnonzero(rows & of_aspects(decided, focus.frame, focus.aspects))
    return Passages.of_spans(passages.store, passages.documents[chosen], passages.starts[chosen], passages.ends[chosen])


def of_aspects(decided: DecidedFrames, frame: str, aspects: Iterable[tuple[str, str]]) -> BoolArray:
    """Whether each passage is of a frame (empty: any) and has all of some aspects."""
    passages = decided.passages
    names = [one.name for one in passages.codebook.frames]
    kept = np.ones(len(passages), dtype=np.bool_)
    if frame:
        kept &= passages.frames == (names.index(frame) if frame in names else -1)
    for dimension, value in aspects:
        if dimension == "place":
            kept &= passages.places == (PLACES.index(value) if value in PLACES else -1)
        elif dimension == "voice":
            kept &= passages.quoted == (value == QUOTED)
        elif dimension == "entry":
            numbers = [n for n, (_, text) in enumerate(passages.entry_names) if text == value]
            kept &= np.isin(passages.entries, numbers)
        elif value == OPEN:
            kept &= passages.verdicts == VERDICTS.index("")
        elif value in VERDICTS:
            kept &= passages.verdicts == VERDICTS.index(value)
    return kept
