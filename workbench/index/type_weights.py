"""Words of documents counted type by type: in how many documents each stands, and what it weighs in a group of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import BoolArray, IntArray, LongArray
from workbench.index.kernels import in_parts, kernel
from workbench.index.view import View

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TypeWeights:
    """The types of a group of documents, ascending, with what each comes to there."""

    types: LongArray
    counts: LongArray
    documents: LongArray
    """Documents of the group with the type."""
    weights: FloatArray
    """The sum of 1 + ln(count in a document) over these documents."""


_known: WeakKeyDictionary[View, LongArray] = WeakKeyDictionary()
_lock = threading.Lock()


def documents_with_type(view: View) -> LongArray:
    """``int64[types]``: in how many admitted documents each type is counted. Remembered as long as the view is."""
    with _lock:
        known = _known.get(view)
    if known is None:
        store, documents = view.store, view.documents

        def count(low: int, high: int) -> LongArray:
            found = np.zeros(len(store.types), dtype=np.int64)
            seen = np.full(len(store.types), -1, dtype=np.int32)
            _documents_with_type(store.ids, store.offsets, documents[low:high], view.left_out, found, seen)
            return found

        known = np.sum(in_parts(count, int(documents.size), weights=len(store)), axis=0, dtype=np.int64)
        known.flags.writeable = False
        with _lock:
            _known[view] = known
    return known


class TypeWeigher:
    """Weighs one group of documents after another. It keeps what it counts with, so each thread needs its own."""

    def __init__(self, view: View) -> None:
        self._view = view
        types = len(view.store.types)
        self._times = np.zeros(types, dtype=np.int32)
        self._fresh = np.empty(types, dtype=np.int32)
        self._counts = np.zeros(types, dtype=np.int64)
        self._documents = np.zeros(types, dtype=np.int64)
        self._weights = np.zeros(types, dtype=np.float64)
        self._touched = np.empty(types, dtype=np.int64)

    def weigh(self, documents: LongArray) -> TypeWeights:
        """The types of some documents."""
        store = self._view.store
        found = _weigh(
            store.ids,
            store.offsets,
            documents,
            self._view.left_out,
            self._times,
            self._fresh,
            self._counts,
            self._documents,
            self._weights,
            self._touched,
        )
        types = np.sort(self._touched[:found])
        out = TypeWeights(types, self._counts[types], self._documents[types], self._weights[types])
        for scratch in (self._counts, self._documents, self._weights):
            scratch[types] = 0
        return out


@kernel
def _documents_with_type(
    ids: IntArray, offsets: LongArray, documents: LongArray, left_out: BoolArray, found: LongArray, seen: IntArray
) -> None:
    cut = left_out.size > 0
    for document in documents:
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            kind = ids[position]
            if seen[kind] != document:
                seen[kind] = document
                found[kind] += 1


@kernel
def _weigh(
    ids: IntArray,
    offsets: LongArray,
    documents: LongArray,
    left_out: BoolArray,
    times: IntArray,
    fresh: IntArray,
    counts: LongArray,
    in_documents: LongArray,
    weights: FloatArray,
    touched: LongArray,
) -> int:
    cut = left_out.size > 0
    found = 0
    for document in documents:
        different = 0
        for position in range(offsets[document], offsets[document + 1]):
            if cut and left_out[position]:
                continue
            kind = ids[position]
            if times[kind] == 0:
                fresh[different] = kind
                different += 1
            times[kind] += 1
        for n in range(different):
            kind = fresh[n]
            if in_documents[kind] == 0:
                touched[found] = kind
                found += 1
            in_documents[kind] += 1
            counts[kind] += times[kind]
            weights[kind] += 1.0 + np.log(times[kind])
            times[kind] = 0
    return found
