"""What people say of passages and articles for a frame: the codes behind every frame score.

A passage that the machine proposes is accepted or rejected, or moved to another frame: rejected for one, accepted for the
other, in one step. A passage that nothing proposed may be accepted, too: that is coding by hand. An article as a whole may be
said to use a frame or not; suggestions learn from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import place_key, span_of
from workbench.domain.spans import Span

JUDGEMENT: Final = "judgement"
"""The collection of what is said of passages. A key is ``<codebook>/<frame>/<start>-<end>/<document id>``, codebook and frame
with their own slashes escaped, places in code points; a value ``accepted``, ``rejected``, or ``moved:<frame>``."""

FRAME_CODE: Final = "frame code"
"""The collection of what is said of articles. A key is ``<codebook>/<frame>/<document id>``, a value ``true`` when the article
uses the frame and ``false`` when it does not."""

ACCEPTED: Final = "accepted"
REJECTED: Final = "rejected"
VERDICTS: Final = (ACCEPTED, REJECTED)
"""Values of the column ``verdict``; empty while nobody said anything."""

_MOVED: Final = "moved:"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of one passage for one frame."""

    codebook: str
    """Name of the codebook."""
    frame: str
    place: Span
    verdict: str
    """``accepted`` or ``rejected``."""
    moved_to: str = ""
    """The frame that it was moved to; only of a rejected passage."""


@dataclass(frozen=True, slots=True)
class FrameCode:
    """Whether a person said that an article uses a frame."""

    codebook: str
    frame: str
    document_id: str
    uses: bool


def changes_for_verdict(
    codebook: str, frame: str, places: Iterable[Span], verdict: str | None, *, moved_to: str = ""
) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to judge passages; the verdict ``None`` takes judgements away.

    Args:
        codebook: name of the codebook.
        frame: the frame that the passages were proposed for.
        places: where they stand.
        verdict: ``accepted``, ``rejected``, or ``None``.
        moved_to: the frame that they belong to instead; then the verdict is ``rejected``.

    Raises:
        ValueError: another verdict, or a move that is no rejection or leads to the same frame.
    """
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(f"a verdict is one of {', '.join(VERDICTS)}")
    if moved_to and (verdict != REJECTED or moved_to == frame):
        raise ValueError("a passage is moved to another frame by rejecting it for this one")
    changes: dict[Key, Json | None] = {}
    for place in places:
        value = f"{_MOVED}{moved_to}" if moved_to else verdict
        changes[JUDGEMENT, _key(codebook, frame, place)] = value
        if moved_to:
            changes[JUDGEMENT, _key(codebook, moved_to, place)] = ACCEPTED
    return changes


def changes_for_code(codebook: str, frame: str, documents: Iterable[str], uses: bool | None) -> dict[Key, Json | None]:
    """What to change to say that articles use a frame or do not; ``None`` takes that away."""
    return {(FRAME_CODE, f"{_part(codebook)}/{_part(frame)}/{document}"): uses for document in documents}


def judgements_in(decisions: Decisions, codebook: str) -> tuple[Judgement, ...]:
    """What was said of passages with a codebook, in the order in which it was first said.

    What this version can't read is left out.
    """
    begin = f"{_part(codebook)}/"
    found = (
        _read(codebook, key[len(begin) :], value)
        for key, value in decisions.collection(JUDGEMENT).items()
        if key.startswith(begin)
    )
    return tuple(judgement for judgement in found if judgement is not None)


def frame_codes_in(decisions: Decisions, codebook: str) -> tuple[FrameCode, ...]:
    """What was said of articles with a codebook."""
    begin = f"{_part(codebook)}/"
    out = []
    for key, value in decisions.collection(FRAME_CODE).items():
        frame, sign, document = key[len(begin) :].partition("/")
        if key.startswith(begin) and sign and frame and document and isinstance(value, bool):
            out.append(FrameCode(codebook, unquote(frame), document, value))
    return tuple(out)


def judged_place(key: str) -> tuple[str, str, Span] | None:
    """Codebook, frame and place in a key of :data:`JUDGEMENT`; ``None`` for anything else."""
    codebook, _, rest = key.partition("/")
    frame, _, place = rest.partition("/")
    span = span_of(place)
    return (unquote(codebook), unquote(frame), span) if codebook and frame and span is not None else None


def coded_article(key: str) -> tuple[str, str, str] | None:
    """Codebook, frame and document id in a key of :data:`FRAME_CODE`; ``None`` for anything else."""
    codebook, _, rest = key.partition("/")
    frame, _, document = rest.partition("/")
    return (unquote(codebook), unquote(frame), document) if codebook and frame and document else None


def verdict_words(value: Json | None) -> str:
    """A value of :data:`JUDGEMENT` in words: ``accepted``, ``moved to morality``; empty for none."""
    if isinstance(value, str) and value.startswith(_MOVED):
        return f"moved to {value.removeprefix(_MOVED)}"
    return value if isinstance(value, str) else ""


def by_place(judgements: Iterable[Judgement]) -> Mapping[tuple[str, str, int, int], Judgement]:
    """Judgements by document id, frame, start and end."""
    return {(j.place.document_id, j.frame, j.place.start, j.place.end): j for j in judgements}


def _key(codebook: str, frame: str, place: Span) -> str:
    return f"{_part(codebook)}/{_part(frame)}/{place_key(place)}"


def _part(name: str) -> str:
    return quote(name, safe=" ")


def _read(codebook: str, key: str, value: Any) -> Judgement | None:
    frame, _, rest = key.partition("/")
    place = span_of(rest)
    if place is None or not frame or not isinstance(value, str):
        return None
    if value.startswith(_MOVED):
        return Judgement(codebook, unquote(frame), place, REJECTED, value.removeprefix(_MOVED))
    return Judgement(codebook, unquote(frame), place, value) if value in VERDICTS else None
