"""The counted sentences of the annotated articles in scope with their vectors, made once for whatever compares meanings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.workspace.meanings import VectorArray
from workbench.workspace.passage_sentences import counted_sentences

if TYPE_CHECKING:
    from workbench.workspace.basis import Basis
    from workbench.workspace.catalogue import Making

Place = tuple[str, int, int]
"""Document id, start and end."""


@dataclass(frozen=True, eq=False)
class SentenceMeanings:
    """Sentences in the order of the corpus."""

    places: tuple[Place, ...]
    """Empty while no sentence is known."""
    vectors: VectorArray | None
    """A unit vector for each sentence; ``None`` where meanings can't be compared."""
    why: str = ""
    """Why they can't, as a sentence that names the next step; empty without sentences."""


def sentence_meanings(making: Making) -> SentenceMeanings:
    """The sentences in scope with their vectors, remembered for as long as nothing about them changes."""
    basis, most = making.basis, making.options.most_meanings
    return basis.snapshot.memory.recall(
        "sentence meanings",
        (basis.annotated_view, basis.snapshot.tables.sentences, making.meanings.model, most),
        lambda: _made(making),
    )


def sentence_text(basis: Basis, place: Place) -> str:
    """The words of a sentence."""
    document, start, end = place
    return basis.by_id[document].text[start:end]


def _made(making: Making) -> SentenceMeanings:
    basis = making.basis
    known = counted_sentences(basis, set(basis.annotated))
    places = tuple((document, start, end) for document in basis.annotated for start, end in known.get(document, ()))
    if not places:
        return SentenceMeanings((), None)
    texts = [sentence_text(basis, place) for place in places]
    vectors, why = making.meanings.vectors(texts, most=making.options.most_meanings, progress=making.progress)
    return SentenceMeanings(places, vectors, why)
