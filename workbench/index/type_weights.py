"""Types of a group of documents, with what each weighs there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.index.arrays import IntArray, LongArray
from workbench.index.document_term_matrix import CountArray, DocumentTermMatrix
from workbench.index.kernels import kernel
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


class TypeWeigher:
    """Weighs one group of documents after another. It keeps what it counts with, so each thread needs its own."""

    def __init__(self, view: View) -> None:
        self._matrix = DocumentTermMatrix.of(view)
        types = self._matrix.size
        self._counts = np.zeros(types, dtype=np.int64)
        self._documents = np.zeros(types, dtype=np.int64)
        self._weights = np.zeros(types, dtype=np.float64)
        self._touched = np.empty(types, dtype=np.int64)

    def weigh(self, documents: LongArray) -> TypeWeights:
        """The types of some documents."""
        matrix = self._matrix
        found = _weigh(
            documents,
            matrix.begins,
            matrix.terms,
            matrix.counts,
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
def _weigh(
    documents: LongArray,
    begins: LongArray,
    terms: IntArray,
    counts: CountArray,
    in_group: LongArray,
    in_documents: LongArray,
    weights: FloatArray,
    touched: LongArray,
) -> int:
    found = 0
    for document in documents:
        for n in range(begins[document], begins[document + 1]):
            term = terms[n]
            if in_documents[term] == 0:
                touched[found] = term
                found += 1
            in_documents[term] += 1
            in_group[term] += counts[n]
            weights[term] += 1.0 + np.log(counts[n])
    return found
