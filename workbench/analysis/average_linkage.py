"""Agglomerative clustering by average linkage over a sparse table of similarities, with groups that must stay.

Average linkage (UPGMA, Sokal & Michener 1958) joins, again and again, the two groups whose members are most alike on
average. It resists the chains of single linkage, in which A is like B and B like C and so all become one. A pair without
an entry has similarity 0.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.domain.progress import Progress, no_progress
from workbench.index.store import LongArray

_REPORT_EVERY = 2000


def average_linkage(
    count: int,
    one: LongArray,
    other: LongArray,
    similarity: npt.NDArray[np.float64],
    *,
    cut: float,
    fixed: LongArray | None = None,
    when: Sequence[tuple[int, int] | None] | None = None,
    reach: int = 0,
    progress: Progress = no_progress,
) -> LongArray:
    """The group of each of ``count`` things, as the index of the group's first member.

    Args:
        count: how many things there are.
        one: index of one thing of each pair.
        other: index of the other; each unordered pair once at most.
        similarity: of each pair, not negative.
        cut: two groups are joined as long as their average similarity is at least this. Above 0.
        fixed: for each thing the number of the group that it belongs to from the start, -1 for none. Such a group is
            never divided, and two of them are never joined; things without one may join it.
        when: for each thing the first and the last moment that it can belong to, ``None`` where that is not known.
        reach: how far apart in time two groups may be to be joined: from the latest moment of the one to the earliest
            of the other. So a thing of no known time does not join two groups of different years.
        progress: told how many joins were made; may raise to stop.

    Equal averages are settled by the order of the things, so the result depends on nothing else.
    """
    if cut <= 0:
        raise ValueError(f"the cut must be above 0, not {cut}")
    group = np.arange(count, dtype=np.int64)
    is_fixed = np.zeros(count, dtype=np.bool_)
    if fixed is not None and count:
        numbers, first = np.unique(fixed, return_index=True)
        leader = dict(zip(numbers.tolist(), first.tolist(), strict=True))
        for thing, number in enumerate(fixed.tolist()):
            if number >= 0:
                group[thing] = leader[number]
                is_fixed[thing] = True
    size = np.bincount(group, minlength=count).tolist()
    span: list[tuple[int, int] | None] = [None] * count
    for thing, moments in enumerate(when or ()):
        at = int(group[thing])
        span[at] = _both(span[at], moments)
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for a, b, value in zip(group[one].tolist(), group[other].tolist(), similarity.tolist(), strict=True):
        if a != b:
            sums[a][b] = sums[a].get(b, 0.0) + value
            sums[b][a] = sums[b].get(a, 0.0) + value

    heap: list[tuple[float, int, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        """Puts a pair of groups into the queue when it can be joined; the sizes tell later whether it is out of date."""
        average = sums[a][b] / (size[a] * size[b])
        # A joined group is never more like a third than the liker of its parts: what is below the cut stays there.
        # Times that are too far apart now may be bridged when a group grows; it is offered again then.
        if average >= cut and not (is_fixed[a] and is_fixed[b]) and _gap(span[a], span[b]) <= reach:
            a, b = min(a, b), max(a, b)
            heap.append((-average, a, b, size[a], size[b]))

    for a in range(count):
        for b in sums[a]:
            if a < b:
                offer(a, b)
    heapq.heapify(heap)
    joined_into: dict[int, int] = {}
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if size[a] != size_a or size[b] != size_b:
            continue
        joined_into[b] = a
        if len(joined_into) % _REPORT_EVERY == 0:
            progress(len(joined_into), 0, "Grouping articles into stories")
        is_fixed[a] |= is_fixed[b]
        span[a] = _both(span[a], span[b])
        size[a] += size[b]
        size[b] = 0
        del sums[a][b]
        for third, value in sums[b].items():
            if third != a:
                del sums[third][b]
                sums[a][third] = sums[third][a] = sums[a].get(third, 0.0) + value
        sums[b] = {}
        fresh = len(heap)
        for third in sums[a]:
            offer(a, third)
        added = heap[fresh:]
        del heap[fresh:]
        for entry in added:
            heapq.heappush(heap, entry)
    for thing in range(count):
        at = int(group[thing])
        while at in joined_into:
            at = joined_into[at]
        group[thing] = at
    return group


def _both(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def _gap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int:
    return 0 if one is None or other is None else max(0, one[0] - other[1], other[0] - one[1])
