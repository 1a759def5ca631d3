"""Pairs of rows of a sparse table whose product is large, among many rows.

Multiplying every row by every other takes time with the square of their number, and almost all of it goes into words that
most articles have. So each row has a signature: its weightiest columns. Pairs are looked for by the product of their
signatures, and only those for which it is a quarter of what is wanted are multiplied in full. Pairs that are barely alike
enough can be missed: of 10,000 news articles 39 to 74 came into another story than by comparing all pairs in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from workbench.index.store import LongArray

FloatArray = npt.NDArray[np.float64]

SIGNATURE: Final = 50
"""Columns of a signature."""
SIGNATURE_SHARE: Final = 0.25
"""The part of what is wanted that the product of two signatures must reach."""
ROWS: Final = 512
COLUMNS: Final = 16_384
"""Rows that are best multiplied at once, and by how many others."""


Wanted = Callable[[LongArray, LongArray], FloatArray]
"""The product that each of some pairs needs at least; infinite where a pair is not wanted at all."""


class PairFinder:
    """Finds pairs of rows.

    Args:
        vectors: rows of numbers that are not negative.
        exact: multiply all rows in full.
    """

    def __init__(self, vectors: csr_array, *, exact: bool) -> None:
        self._vectors = vectors
        self._exact = exact
        self._signatures = vectors if exact else signatures(vectors, SIGNATURE)
        self._turned: dict[tuple[int, int], csr_array] = {}

    def find(
        self, rows: slice, others: slice, wanted: Wanted, least: float, most: int | None = None
    ) -> tuple[LongArray, LongArray, FloatArray]:
        """Pairs of one of ``rows`` and one of ``others`` that stands before it, and their products.

        Args:
            rows: the ones.
            others: the others.
            wanted: what each pair needs.
            least: a number below which no pair is wanted.
            most: for each row, how many pairs at most are multiplied in full, those first whose signatures are most alike.
        """
        others = slice(others.start, min(others.stop, self._vectors.shape[0]))
        product = self._signatures[rows] @ self._columns(others)
        share = 1.0 if self._exact else SIGNATURE_SHARE
        at = np.flatnonzero(product.data >= share * least)
        one = rows.start + np.searchsorted(product.indptr, at, side="right").astype(np.int64) - 1
        other = others.start + product.indices[at].astype(np.int64)
        value = product.data[at].astype(np.float64)
        earlier = np.flatnonzero(other < one)
        one, other, value = one[earlier], other[earlier], value[earlier]
        needed = wanted(one, other)
        likely = np.flatnonzero(value >= share * needed)
        one, other, value, needed = one[likely], other[likely], value[likely], needed[likely]
        if most is not None and one.size > most * (rows.stop - rows.start):
            order = np.lexsort((-value, one))
            begins = np.searchsorted(one, one, side="left")  # pairs come row by row
            best = np.sort(order[np.arange(one.size) - begins < most])
            one, other, value, needed = one[best], other[best], value[best], needed[best]
        if self._exact:
            return one, other, value
        value = self._products(one, other)
        enough = np.flatnonzero(value >= needed)
        return one[enough], other[enough], value[enough]

    def _columns(self, others: slice) -> csr_array:
        """Signatures turned round, column by column. Whole stretches are wanted again and again, others once."""
        key = (others.start, others.stop)
        if key in self._turned:
            return self._turned[key]
        turned = self._signatures[others].T.tocsr()
        if others.start % COLUMNS == 0 and others.stop - others.start == COLUMNS:
            self._turned[key] = turned
        return turned

    def _products(self, one: LongArray, other: LongArray) -> FloatArray:
        """The whole products of pairs; those of one row stand together."""
        out = np.empty(one.size, dtype=np.float64)
        edges = np.flatnonzero(np.diff(one, prepend=-1, append=-1))
        spread = np.zeros(self._vectors.shape[1], dtype=np.float32)
        indptr, indices, data = self._vectors.indptr, self._vectors.indices, self._vectors.data
        for begin, end in pairwise(edges.tolist()):
            row = one[begin]
            own = slice(indptr[row], indptr[row + 1])
            spread[indices[own]] = data[own]
            out[begin:end] = self._vectors[other[begin:end]] @ spread
            spread[indices[own]] = 0
        return out


def stretches(low: int, end: int) -> Iterator[slice]:
    """Stretches of rows to compare others with; long ones begin where those of other blocks do, and reach beyond."""
    if end - low <= COLUMNS:
        yield slice(low, end)
        return
    for begin in range(low - low % COLUMNS, end, COLUMNS):
        yield slice(begin, begin + COLUMNS)


def signatures(vectors: csr_array, size: int) -> csr_array:
    """The ``size`` largest numbers of each row."""
    indptr, data = vectors.indptr.tolist(), vectors.data
    kept = []
    for begin, end in pairwise(indptr):
        if end - begin <= size:
            kept.append(np.arange(begin, end))
        else:
            kept.append(begin + np.sort(np.argpartition(data[begin:end], end - begin - size)[-size:]))
    keep = np.concatenate([np.empty(0, dtype=np.int64), *kept])
    edges = np.concatenate([[0], np.cumsum(np.minimum(np.diff(vectors.indptr), size))])
    return csr_array((data[keep], vectors.indices[keep], edges), shape=vectors.shape)
