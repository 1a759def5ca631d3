"""Sentences that may speak for a frame because of what they mean: near its definition, or near passages accepted for it.

Nearness is the cosine of sentence vectors.

A sentence is near a **definition** when its nearest one among the definitions and questions of all frames is at
:data:`NEAR_DEFINITION` or more, and nearer by :data:`AHEAD` than the nearest one of any other frame (of one that it is part of,
or that is part of it, does not matter). So a sentence about nothing in particular, which is a little near to all of them, is
proposed for none.

A sentence is like **accepted passages** when the nearest of them is at :data:`NEAR_ACCEPTED` or more, and nearer than every
passage that was rejected for the frame.

The values were chosen on news articles whose frames people had coded: the first two so that proposals stood in articles with the
frame about two and a half times as often as by chance. They propose; nothing counts before a person accepted it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import LongArray

NEAR_DEFINITION: Final = 0.30
AHEAD: Final = 0.06
NEAR_ACCEPTED: Final = 0.55
_AT_ONCE: Final = 4096
"""Sentences whose products are in memory at once."""

VectorArray = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Near:
    """Sentences that are near something of a frame, by sentence and frame; each pair once."""

    sentences: LongArray
    """Numbers of the sentences."""
    frames: LongArray
    """Numbers of the frames."""
    nearest: LongArray
    """The number of the text or passage that each is nearest to."""
    similarity: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return int(self.sentences.size)


def near_definitions(
    sentences: VectorArray,
    texts: VectorArray,
    frame_of: Sequence[int] | LongArray,
    *,
    related: Mapping[int, frozenset[int]] | None = None,
) -> Near:
    """Sentences that are near the definition or a question of one frame.

    Args:
        sentences: their vectors, ``[sentences, dimensions]``, of unit length.
        texts: those of definitions and questions, likewise.
        frame_of: the number of the frame of each text.
        related: for a frame the frames that it need not be told from, by number.
    """
    owner = np.asarray(frame_of, dtype=np.int64)
    frames = np.unique(owner)
    parts = []
    for begin in range(0, len(sentences) if frames.size else 0, _AT_ONCE):
        cosines = sentences[begin : begin + _AT_ONCE] @ texts.T
        best = np.stack([cosines[:, owner == frame].max(axis=1) for frame in frames], axis=1)
        of_frame = np.argmax(best, axis=1)
        rows = np.arange(len(best))
        top = best[rows, of_frame]
        rivals = best.copy()
        rivals[rows, of_frame] = -1.0
        for n, frame in enumerate(frames.tolist()):
            kin = [m for m, other in enumerate(frames.tolist()) if other in (related or {}).get(frame, frozenset())]
            rivals[np.ix_(of_frame == n, kin)] = -1.0
        kept = np.flatnonzero((top >= NEAR_DEFINITION) & (top - rivals.max(axis=1) >= AHEAD))
        own = np.where(owner[None, :] == frames[of_frame[kept]][:, None], cosines[kept], -2.0)
        parts.append((kept + begin, frames[of_frame[kept]], np.argmax(own, axis=1), top[kept]))
    return _joined(parts)


def near_accepted(
    sentences: VectorArray,
    accepted: Mapping[int, Sequence[int]],
    rejected: Mapping[int, Sequence[int]],
) -> Near:
    """Sentences that are like passages accepted for a frame.

    Args:
        sentences: their vectors, of unit length.
        accepted: for each frame the numbers of the sentences with accepted passages.
        rejected: likewise of rejected ones; a sentence that is among both counts as accepted.
    """
    parts = []
    for frame, own in sorted(accepted.items()):
        right = np.unique(np.asarray(own, dtype=np.int64))
        wrong = np.setdiff1d(np.asarray(rejected.get(frame, ()), dtype=np.int64), right)
        if not right.size:
            continue
        for begin in range(0, len(sentences), _AT_ONCE):
            some = sentences[begin : begin + _AT_ONCE]
            cosines = some @ sentences[right].T
            cosines[np.arange(begin, begin + len(some))[:, None] == right[None, :]] = -1.0  # not like itself
            nearest = np.argmax(cosines, axis=1)
            top = cosines[np.arange(len(some)), nearest]
            away = (some @ sentences[wrong].T).max(axis=1) if wrong.size else np.full(len(some), -1.0)
            kept = np.flatnonzero((top >= NEAR_ACCEPTED) & (top > away))
            parts.append((kept + begin, np.full(kept.size, frame, dtype=np.int64), right[nearest[kept]], top[kept]))
    return _joined(parts)


def _joined(parts: Sequence[tuple[npt.NDArray[np.generic], ...]]) -> Near:
    columns = [np.concatenate([part[n] for part in parts]) if parts else np.empty(0) for n in range(4)]
    sentences, frames, nearest = (column.astype(np.int64) for column in columns[:3])
    order = np.lexsort((frames, sentences))
    return Near(sentences[order], frames[order], nearest[order], columns[3].astype(np.float64)[order])
