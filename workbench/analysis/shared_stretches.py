"""Where two articles have the same words: the stretches for a side-by-side comparison.

Stretches may stand in another order in the other article, as they do when an agency's paragraphs were moved. They are
found by greedy string tiling (Wise 1993, "String similarity via greedy string tiling and Running Karp-Rabin matching"):
the longest stretch that is the same in both is taken first, then the longest of what is left, down to the size of a
shingle. Between two stretches that follow each other in both articles, a short gap is compared word by word, so that an
exchanged word does not hide the three words beside it.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from workbench.analysis.shingles import SHINGLE_WORDS, HashArray, document_shingles
from workbench.domain.spans import Interval
from workbench.index.store import IntArray
from workbench.index.view import View

LONGEST_GAP: Final = 40
"""Words between two stretches that are compared word by word at most, in either article."""

LEAST_COPIED: Final = 14
"""Words in a row that count as copied: ten shingles of five words. Shorter ones are names, titles and phrases."""

_MOST_PLACES: Final = 50
"""A shingle that stands in one article more often than this is looked up at the texts' beginnings and ends only."""


@dataclass(frozen=True, slots=True)
class SharedStretch:
    """The same words in two articles, as half-open spans in code points of their texts."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    words: int
    """Words in the stretch; counted words only."""


def shared_stretches(
    view: View, document_a: str, document_b: str, *, size: int = SHINGLE_WORDS
) -> tuple[SharedStretch, ...]:
    """The stretches of at least ``size`` words that two articles share, and the short ones in small gaps between them.

    Each word is in one stretch at most. Case and punctuation play no part; words that are not counted are stepped over,
    and so a stretch's span can hold some. Stretches come in the order of the first article.

    Args:
        view: what is counted.
        document_a: one article's id.
        document_b: the other's.
        size: words that a stretch needs, at least 1.

    Raises:
        KeyError: the store does not hold one of the articles.
        ValueError: ``size`` is below 1.
    """
    if size < 1:
        raise ValueError(f"a stretch needs at least 1 word, not {size}")
    store = view.store
    index_a, index_b = store.document_index(document_a), store.document_index(document_b)
    hashes_a, words_a = document_shingles(view, index_a, size=size)
    hashes_b, words_b = document_shingles(view, index_b, size=size)
    ids_a, ids_b = store.ids[words_a], store.ids[words_b]
    matches = [*_matches(hashes_a, hashes_b), *_at_edges(ids_a, ids_b, size)]
    runs = _tiles(matches, size, words_a.size, words_b.size)
    runs = _joined(sorted([*runs, *_in_gaps(sorted(runs), ids_a.tolist(), ids_b.tolist())]))
    return tuple(
        SharedStretch(
            int(store.starts[words_a[a]]),
            int(store.ends[words_a[a + length - 1]]),
            int(store.starts[words_b[b]]),
            int(store.ends[words_b[b + length - 1]]),
            length,
        )
        for a, b, length in runs
    )


def copied_intervals(view: View, document_id: str, others: Sequence[HashArray]) -> list[Interval]:
    """The stretches of an article that stand in one of some other articles too, as spans in code points.

    A word is copied when it is one of :data:`LEAST_COPIED` counted words in a row that one of the others has in the same
    order. Unlike :func:`shared_stretches` this asks nothing of the others: a paragraph that stands twice here and once
    there is copied both times.

    Args:
        view: what is counted. A stretch ends before a word that is not counted, so that no such word is in one.
        document_id: the article.
        others: of each other article the shingles of :data:`LEAST_COPIED` words.
    """
    hashes, words = document_shingles(view, view.store.document_index(document_id), size=LEAST_COPIED)
    shared = np.zeros(hashes.size, dtype=np.bool_)
    for other in others:
        shared |= np.isin(hashes, other)
    at = np.flatnonzero(shared)
    change = np.zeros(words.size + 1, dtype=np.int64)
    np.add.at(change, at, 1)
    np.add.at(change, at + LEAST_COPIED, -1)
    copied = words[np.cumsum(change[:-1]) > 0]
    if not copied.size:
        return []
    breaks = np.flatnonzero(np.diff(copied) != 1) + 1
    first, last = copied[np.concatenate([[0], breaks])], copied[np.concatenate([breaks - 1, [copied.size - 1]])]
    return list(zip(view.store.starts[first].tolist(), view.store.ends[last].tolist(), strict=True))


Run = tuple[int, int, int]
"""First word in a, first word in b, words."""


def _matches(hashes_a: HashArray, hashes_b: HashArray) -> list[Run]:
    """All longest runs of shared shingles, as (shingle in a, shingle in b, shingles)."""
    order = np.argsort(hashes_b, kind="stable")
    ordered = hashes_b[order]
    low = np.searchsorted(ordered, hashes_a, side="left")
    times = np.searchsorted(ordered, hashes_a, side="right") - low
    _, which, often = np.unique(hashes_a, return_inverse=True, return_counts=True)
    times = np.where((times <= _MOST_PLACES) & (often[which] <= _MOST_PLACES), times, 0)
    a = np.repeat(np.arange(hashes_a.size), times)
    within = np.arange(a.size) - np.repeat(np.cumsum(times) - times, times)
    b = order[np.repeat(low, times) + within]
    if not a.size:
        return []
    by_diagonal = np.lexsort((a, a - b))
    a, b = a[by_diagonal], b[by_diagonal]
    begins = np.ones(a.size, dtype=np.bool_)
    begins[1:] = (np.diff(a) != 1) | (np.diff(b) != 1)
    at = np.flatnonzero(begins)
    lengths = np.diff(np.append(at, a.size))
    return list(zip(a[at].tolist(), b[at].tolist(), lengths.tolist(), strict=True))


def _at_edges(ids_a: IntArray, ids_b: IntArray, size: int) -> list[Run]:
    """The common beginning and the common end, as :func:`_matches` gives runs."""
    both = min(ids_a.size, ids_b.size)
    out: list[Run] = []
    beginning = _leading(ids_a[:both] == ids_b[:both])
    if beginning >= size:
        out.append((0, 0, beginning - size + 1))
    end = _leading((ids_a[ids_a.size - both :] == ids_b[ids_b.size - both :])[::-1])
    if end >= size:
        out.append((ids_a.size - end, ids_b.size - end, end - size + 1))
    return out


def _leading(flags: npt.NDArray[np.bool_]) -> int:
    """How many flags are true before the first that is not."""
    return flags.size if flags.all() else int(np.argmin(flags))


def _tiles(matches: list[Run], size: int, words_a: int, words_b: int) -> list[Run]:
    """Stretches that do not overlap, the longest first; of equal ones the one that was moved least."""
    taken_a, taken_b = np.zeros(words_a, dtype=np.bool_), np.zeros(words_b, dtype=np.bool_)
    heap = [(-(shingles + size - 1), abs(a - b), a, b) for a, b, shingles in matches]
    heapq.heapify(heap)
    out: list[Run] = []
    while heap:
        negative, moved, a, b = heapq.heappop(heap)
        length = -negative
        free = ~(taken_a[a : a + length] | taken_b[b : b + length])
        if free.all():
            taken_a[a : a + length] = taken_b[b : b + length] = True
            out.append((a, b, length))
            continue
        # what is left of it waits for its turn
        edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            if end - begin >= size:
                heapq.heappush(heap, (begin - end, moved, a + begin, b + begin))
    return out


def _in_gaps(runs: list[Run], ids_a: list[int], ids_b: list[int]) -> list[Run]:
    """Shared words in the short gaps between stretches that follow each other in both articles."""
    starts_b = sorted(b for _, b, _ in runs)
    following = dict(pairwise(starts_b))
    out: list[Run] = []
    for (a, b, length), (next_a, next_b, _) in pairwise(runs):
        gap_a, gap_b = (a + length, next_a), (b + length, next_b)
        short = all(0 < end - begin <= LONGEST_GAP for begin, end in (gap_a, gap_b))
        if not short or following.get(b) != next_b:
            continue
        matcher = SequenceMatcher(None, ids_a[slice(*gap_a)], ids_b[slice(*gap_b)], autojunk=False)
        out += [(gap_a[0] + m.a, gap_b[0] + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    return out


def _joined(runs: list[Run]) -> list[Run]:
    """Runs that touch in both articles made one."""
    out: list[Run] = []
    for a, b, length in runs:
        if out and (out[-1][0] + out[-1][2], out[-1][1] + out[-1][2]) == (a, b):
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + length)
        else:
            out.append((a, b, length))
    return out
