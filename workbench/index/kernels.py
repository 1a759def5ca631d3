"""Loops over millions of tokens, compiled by numba when they are first used and kept on the disk after that.

A kernel takes arrays and numbers, no objects, and lets other threads run. It never uses numba's own threads: their pool
ends the process when two of our threads enter it at once. :func:`in_parts` splits work over plain threads instead.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])
Result = TypeVar("Result")

WORTH_SPLITTING: Final = 1_000_000
"""Tokens from which a loop is split over threads; for fewer, handing work over costs more than it saves."""
_THREADS: Final = max(min(os.cpu_count() or 1, 8), 1)


def kernel(function: Function) -> Function:
    """Compiles a function at its first call, for the kinds of arrays that it is called with."""
    try:
        return cast("Function", njit(cache=True, nogil=True, error_model="numpy")(function))
    except RuntimeError:  # there is no folder to keep it in: compiled anew in each session
        return cast("Function", njit(nogil=True, error_model="numpy")(function))


def in_parts(work: Callable[[int, int], Result], total: int, weights: int | None = None) -> Sequence[Result]:
    """Does ``work(begin, end)`` for stretches of ``range(total)``, in threads where it is worth it; results in order.

    One stretch is done by the thread that asks. Work that is itself part of such work is done where it is.

    Args:
        work: calls a kernel, so that the threads really run side by side.
        total: how much there is, in the unit that ``work`` takes (documents, tokens).
        weights: the tokens behind it, when the unit is another one.
    """
    size = total if weights is None else weights
    if size < WORTH_SPLITTING or _THREADS == 1 or total < _THREADS or getattr(_here, "in_part", False):
        return [work(0, total)]
    edges = [total * n // _THREADS for n in range(_THREADS + 1)]
    first, *rest = pairwise(edges)
    others = [_threads().submit(_as_part, work, begin, end) for begin, end in rest]
    try:
        own = _as_part(work, *first)
    finally:
        wait(others)  # what the caller handed over must not change any more
    return [own, *(other.result() for other in others)]


def _as_part(work: Callable[[int, int], Result], begin: int, end: int) -> Result:
    # a part that waited for parts of its own could wait for a thread that waits for it
    _here.in_part = True
    try:
        return work(begin, end)
    finally:
        _here.in_part = False


@cache
def _threads() -> ThreadPoolExecutor:
    """Kept, for starting them takes longer than a small question."""
    return ThreadPoolExecutor(max(_THREADS - 1, 1), thread_name_prefix="words")


_here: Final = threading.local()
