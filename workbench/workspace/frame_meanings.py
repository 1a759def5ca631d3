"""Passages that are proposed for frames because of their meaning: whole sentences, judged and counted like any other passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbench.analysis.frame_hits import denies
from workbench.analysis.frame_meanings import Near, VectorArray, near_accepted, near_definitions
from workbench.analysis.frame_passages import MEANING
from workbench.codebooks import Codebook, Frame
from workbench.domain.columns import TABLES
from workbench.domain.judgements import ACCEPTED, JUDGEMENT, judgements_in
from workbench.domain.measured import Measured
from workbench.workspace.sentence_meanings import Place, SentenceMeanings, sentence_meanings, sentence_text

if TYPE_CHECKING:
    from workbench.workspace.catalogue import Making

_SHORT: Final = 60


def meaning_evidence(making: Making, codebook: Codebook) -> Measured:
    """Sentences in scope that are near a definition, a question or accepted passages of a frame: a table ``frame_evidence``.

    A sentence in which an entry of the frame stands is not among them. Made once from the same things.
    """
    basis = making.basis
    sentences = sentence_meanings(making)
    if sentences.vectors is None:
        note = f"Nothing is proposed by meaning: {sentences.why}" if sentences.places else _UNKNOWN
        return Measured(_table(making, codebook, sentences, []), (note,))
    vectors, memory, found = sentences.vectors, basis.snapshot.memory, making.find_frame_evidence(codebook)
    near = memory.recall(
        "near definitions", (sentences, codebook.digest), lambda: _near_definitions(making, codebook, vectors)
    )
    numbers = memory.recall("sentence numbers", (sentences,), lambda: _Numbers(sentences.places))
    with_hit = memory.recall(
        "sentences with hits", (sentences, found, codebook.digest), lambda: _with_hits(found, codebook, numbers)
    )
    waiting = len(basis.in_scope) - len(basis.annotated)
    notes = (f"Sentences of {waiting:,} articles are not known yet; nothing is proposed in them.",) * bool(waiting)
    return memory.recall(
        "meaning evidence",
        (near, with_hit, basis.decisions.collection(JUDGEMENT), notes),
        lambda: Measured(
            _table(
                making, codebook, sentences, _proposed(making, codebook, sentences, vectors, near, numbers, with_hit)
            ),
            notes,
        ),
    )


_UNKNOWN: Final = "Sentences are not known yet, so nothing is proposed by meaning."


# -- inside ----------------------------------------------------------------------------------------------------------


def _near_definitions(making: Making, codebook: Codebook, sentences: VectorArray) -> Near:
    texts = _defining_texts(codebook)
    vectors, _ = making.meanings.vectors([text for _, _, text in texts], most=len(texts))
    if vectors is None:
        return near_definitions(sentences, np.zeros((0, sentences.shape[1]), np.float32), [])
    return near_definitions(sentences, vectors, [frame for frame, _, _ in texts], related=_related(codebook.frames))


def _defining_texts(codebook: Codebook) -> list[tuple[int, str, str]]:
    """Number of the frame, what it is, and the text: definitions and questions of all frames."""
    return [
        (number, what, text)
        for number, frame in enumerate(codebook.frames)
        for what, text in (("definition", frame.definition), *(("question", item) for item in frame.items))
        if text
    ]


def _related(frames: Sequence[Frame]) -> Mapping[int, frozenset[int]]:
    """For each frame those that it is part of, and those that are part of it."""
    numbers = {frame.name: n for n, frame in enumerate(frames)}
    out: dict[int, set[int]] = {n: set() for n in range(len(frames))}
    for n, frame in enumerate(frames):
        parent, seen = frame.parent, {frame.name}
        while parent in numbers and parent not in seen:
            seen.add(parent)
            out[n].add(numbers[parent])
            out[numbers[parent]].add(n)
            parent = frames[numbers[parent]].parent
    return {n: frozenset(kin) for n, kin in out.items()}


def _proposed(
    making: Making,
    codebook: Codebook,
    sentences: SentenceMeanings,
    vectors: VectorArray,
    near: Near,
    numbers: _Numbers,
    with_hit: set[tuple[int, int]],
) -> list[tuple[int, int, float, str]]:
    """Sentence, frame, nearness and reason of each proposal."""
    frames = {frame.name: n for n, frame in enumerate(codebook.frames)}
    accepted: dict[int, list[int]] = {}
    rejected: dict[int, list[int]] = {}
    for judgement in judgements_in(making.basis.decisions, codebook.name):
        if judgement.frame in frames:
            place = judgement.place
            said = accepted if judgement.verdict == ACCEPTED else rejected
            said.setdefault(frames[judgement.frame], []).extend(numbers(place.document_id, place.start, place.end))
    liked = near_accepted(vectors, accepted, rejected)
    texts = _defining_texts(codebook)
    chosen: dict[tuple[int, int], tuple[float, str]] = {}
    for row in range(len(liked)):
        words = " ".join(sentence_text(making.basis, sentences.places[int(liked.nearest[row])]).split())
        short = words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"
        value = float(liked.similarity[row])
        key = int(liked.sentences[row]), int(liked.frames[row])
        chosen[key] = (value, f"Like an accepted passage (nearness {value:.2f}): “{short}”")
    for row in range(len(near)):
        _, what, text = texts[int(near.nearest[row])]
        value = float(near.similarity[row])
        key = int(near.sentences[row]), int(near.frames[row])
        chosen.setdefault(key, (value, f"Its meaning is near the {what} (nearness {value:.2f}): {text}"))
    return [(*key, *chosen[key]) for key in sorted(chosen) if key not in with_hit]


class _Numbers:
    """Finds the numbers of the sentences that have something of a place."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._own: dict[str, list[tuple[int, int, int]]] = {}
        for number, (document, start, end) in enumerate(places):
            self._own.setdefault(document, []).append((start, end, number))

    def __call__(self, document: str, start: int, end: int) -> list[int]:
        return [n for low, high, n in self._own.get(document, ()) if low < end and start < high]


def _with_hits(found: pd.DataFrame, codebook: Codebook, numbers: _Numbers) -> set[tuple[int, int]]:
    """Sentences and frames of which an entry stands there."""
    frames = {frame.name: n for n, frame in enumerate(codebook.frames)}
    columns = (found[name].tolist() for name in ("document_id", "frame", "start", "end"))
    return {
        (number, frames[frame])
        for document, frame, start, end in zip(*columns, strict=True)
        if frame in frames
        for number in numbers(document, int(start), int(end))
    }


def _table(
    making: Making, codebook: Codebook, sentences: SentenceMeanings, rows: Sequence[tuple[int, int, float, str]]
) -> pd.DataFrame:
    places = [sentences.places[number] for number, _, _, _ in rows]
    texts = [sentence_text(making.basis, place) for place in places]
    empty = _texts([""] * len(rows))
    return pd.DataFrame(
        {
            "document_id": _texts([document for document, _, _ in places]),
            "frame": _texts([codebook.frames[frame].name for _, frame, _, _ in rows]),
            "start": np.array([start for _, start, _ in places], dtype=np.int64),
            "end": np.array([end for _, _, end in places], dtype=np.int64),
            "text": _texts(texts),
            "entry": empty,
            "in_quote": np.zeros(len(rows), dtype=np.int64),
            "negated": np.array([denies(text) for text in texts], dtype=np.int64),
            "verdict": empty,
            "codebook": _texts([codebook.name] * len(rows)),
            "source": _texts([MEANING] * len(rows)),
            "place": empty,
            "similarity": np.array([value for _, _, value, _ in rows], dtype=np.float64),
            "why": _texts([why for _, _, _, why in rows]),
            "counted": np.zeros(len(rows), dtype=np.int64),
        },
        columns=list(TABLES["frame_evidence"]),
    )


def _texts(values: Sequence[str]) -> pd.Series[str]:
    return pd.Series(values, dtype="str")
