"""Which passages count for a frame: what people accepted where they judged, what was proposed where they did not.

The unit is an article and a frame. Where a person judged at least one passage of the frame in the article, the accepted ones
count and nothing else does. Elsewhere everything that an entry of the codebook proposed counts. Passages that were proposed
because of their meaning count only once they are accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.analysis.article_places import PLACES, PlaceArray
from workbench.analysis.frame_passages import (
    ACCEPTED,
    ENTRY,
    OPEN,
    QUOTED,
    REJECTED,
    SOURCES,
    VOICES,
    FramePassages,
)
from workbench.index.arrays import LongArray
from workbench.index.view import BoolArray, View

ACCEPTED_ALONE: Final = "accepted"
PROPOSED: Final = "proposed"
BASES: Final = ("", ACCEPTED_ALONE, PROPOSED)
"""What can be counted: what the module says; accepted passages alone; everything an entry proposed or a person accepted that
nobody rejected."""

JUDGED: Final = "judged"
MIXED: Final = "mixed"
NONE: Final = "none"
"""What numbers rest on, beside :data:`PROPOSED`: judgements, both (of an outlet), or no passage at all."""


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What counts as a passage of a frame."""

    basis: str = ""
    """One of :data:`BASES`."""
    place: str = ""
    """``headline``, ``lead`` or ``body``; empty for everywhere."""
    voice: str = ""
    """``own`` or ``quoted``; empty for both."""

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ValueError(f"frames are counted by one of {', '.join(BASES[1:])}, or by nothing")
        if self.place and self.place not in PLACES:
            raise ValueError(f"a place is one of {', '.join(PLACES)}")
        if self.voice and self.voice not in VOICES:
            raise ValueError(f"a voice is one of {', '.join(VOICES)}")


@dataclass(frozen=True, eq=False)
class Counted:
    """Passages with what of them a view and a way of counting let in."""

    passages: FramePassages
    counting: Counting
    seen: BoolArray
    """Whether each passage stands where the view and the way of counting look, whatever was said of it."""
    rows: BoolArray
    """Whether each passage is counted."""
    judged: BoolArray
    """``bool[documents, frames]``: whether anything was said of a passage of the frame in the article, wherever it stands."""

    @classmethod
    def of(cls, passages: FramePassages, view: View, counting: Counting | None = None) -> Counted:
        """What a view counts of passages. A view that is narrowed by :func:`narrowed_view` gives the same."""
        counting = counting or Counting()
        seen = passages.in_view(view)
        if counting.place:
            seen &= passages.places == PLACES.index(counting.place)
        if counting.voice:
            seen &= passages.quoted == (counting.voice == QUOTED)
        documents, frames = passages.shape
        judged = np.zeros(documents * frames, dtype=np.bool_)
        judged[passages.pairs[passages.verdicts != OPEN]] = True
        by_entry = passages.sources == SOURCES.index(ENTRY)
        accepted = passages.verdicts == ACCEPTED
        if counting.basis == ACCEPTED_ALONE:
            counts = accepted
        elif counting.basis == PROPOSED:
            counts = accepted | (by_entry & (passages.verdicts != REJECTED))
        else:
            counts = accepted | (by_entry & ~judged[passages.pairs])
        return cls(passages, counting, seen, seen & counts, judged.reshape(documents, frames))

    @property
    def hits(self) -> LongArray:
        """``int64[documents, frames]``: counted passages."""
        return self.passages.by_article(self.rows)

    def said(self, verdict: int) -> LongArray:
        """``int64[documents, frames]``: passages of which that was said, counted or not."""
        return self.passages.by_article(self.seen & (self.passages.verdicts == verdict))

    @property
    def rests_on_judgements(self) -> BoolArray:
        """``bool[documents, frames]``: whether the number of an article and a frame rests on what people said."""
        return np.zeros_like(self.judged) if self.counting.basis == PROPOSED else self.judged

    def notes(self, documents: LongArray) -> list[str]:
        """What a reader must know about how passages of some documents were counted.

        Args:
            documents: the documents that are counted.
        """
        judged = int(self.rests_on_judgements[documents].sum())
        hits = self.hits[documents]
        proposed = int(((hits > 0) & ~self.rests_on_judgements[documents]).sum())
        among = np.zeros(self.passages.shape[0], dtype=np.bool_)
        among[documents] = True
        left = self.seen & (self.passages.verdicts == OPEN) & ~self.rows & among[self.passages.documents]
        notes = [f"{_pairs(judged)} on judgements, {proposed:,} on proposals that nobody judged."]
        if waiting := int(left.sum()):
            one = waiting == 1
            notes.append(
                f"{waiting:,} open {'proposal is' if one else 'proposals are'} not counted, because"
                f" {_WHY_NOT.get(self.counting.basis, _WHY_NOT[''])}."
            )
        return notes


_WHY_NOT: Final = {
    "": "others of the same frame and article were judged, or they were proposed by meaning",
    ACCEPTED_ALONE: "only accepted ones are",
    PROPOSED: "they were proposed by meaning",
}


def narrowed_view(view: View, counting: Counting, *, places: PlaceArray | None, quoted: BoolArray | None) -> View:
    """A view of the words of one place or voice alone: the denominators of what stands there.

    Args:
        view: what is counted.
        counting: the place and the voice.
        places: the place of each word (``int8[N]``), where a place is asked for.
        quoted: whether each word is quoted (``bool[N]``), where a voice is asked for.

    Raises:
        ValueError: what the way of counting asks for is not known.
    """
    if not counting.place and not counting.voice:
        return view
    kept = ~view.left_out if view.left_out.size else np.ones(len(view.store), dtype=np.bool_)
    if counting.place:
        if places is None:
            raise ValueError("the places of words are not known")
        kept = kept & (places == PLACES.index(counting.place))
    if counting.voice:
        if quoted is None:
            raise ValueError("which words are quoted is not known")
        kept = kept & (quoted == (counting.voice == QUOTED))
    return View.of_tokens(view.store, kept, view.documents, words=view.words)


def _pairs(number: int) -> str:
    return f"{number:,} {'pair' if number == 1 else 'pairs'} of article and frame {'rests' if number == 1 else 'rest'}"
