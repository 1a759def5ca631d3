"""What a model of articles sees: their words, weighted by TF-IDF, and the mean meaning of their sentences.

Words: weight (1 + ln tf) x ln(N / df) (Salton & Buckley 1988, as :mod:`workbench.analysis.tf_idf`), rows of unit length. A word
is left out when it stands in fewer than 3 articles (it can't be learned from), in more than 60 % of them (it says little), or
when it has no two letters (figures).

Meaning: the mean of the unit vectors of an article's sentences, less the mean over all articles, of unit length. Articles whose
sentences are not known have zeros, which is what the average article has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from workbench.index.arrays import BoolArray, LongArray
from workbench.index.document_term_matrix import DocumentTermMatrix
from workbench.index.view import View

FEWEST_ARTICLES: Final = 3
"""Articles that a word stands in at least."""
MOST_ARTICLES: Final = 0.6
"""The share of the articles that a word stands in at most."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WordFeatures:
    """Words of articles as a matrix."""

    matrix: csr_array
    """``float64[articles, words]``: the articles of a view in its order, rows of unit length (or 0)."""
    words: tuple[str, ...]
    """The words of the columns."""


def word_features(view: View) -> WordFeatures:
    """The words of the articles of a view, by weight."""
    store, documents = view.store, view.documents
    counted = DocumentTermMatrix.of(view)
    frequency = counted.sums(documents).documents
    few_enough = max(MOST_ARTICLES * documents.size, FEWEST_ARTICLES)
    kept = np.flatnonzero((frequency >= FEWEST_ARTICLES) & (frequency <= few_enough))
    kept = kept[[_has_letters(store.types[kind]) for kind in kept.tolist()]] if kept.size else kept
    slots = np.full(counted.size, -1, dtype=np.int32)
    slots[kept] = np.arange(kept.size, dtype=np.int32)
    begins, columns, counts = counted.rows(documents, slots)
    whole = csr_array((1.0 + np.log(counts), columns, begins), shape=(begins.size - 1, kept.size))
    weights = np.log(documents.size / frequency[kept]) if kept.size else np.zeros(0)
    matrix = csr_array(whole[documents] @ diags_array(weights)) if kept.size else csr_array(whole[documents])
    lengths = np.sqrt(np.asarray(matrix.power(2).sum(axis=1)).ravel())
    scaled = csr_array(diags_array(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)) @ matrix)
    return WordFeatures(scaled, tuple(store.types[kind] for kind in kept.tolist()))


def mean_meanings(vectors: npt.NDArray[np.floating], articles: Sequence[int] | LongArray, size: int) -> FloatArray:
    """The mean meaning of each article's sentences.

    Args:
        vectors: ``[sentences, dimensions]``, of unit length.
        articles: the number of the article of each sentence.
        size: how many articles there are.

    Returns:
        ``float64[size, dimensions]``, as the module says.
    """
    owner = np.asarray(articles, dtype=np.int64)
    sentences = np.bincount(owner, minlength=size)
    adding = csr_array((np.ones(owner.size), (owner, np.arange(owner.size))), shape=(size, owner.size))
    means = np.asarray(adding @ vectors.astype(np.float64))
    known: BoolArray = sentences > 0
    means[known] /= sentences[known][:, None]
    if known.any():
        means[known] -= means[known].mean(axis=0)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    out: FloatArray = np.divide(means, lengths, out=np.zeros_like(means), where=lengths > 1e-9)
    return out


def _has_letters(word: str) -> bool:
    return sum(map(str.isalpha, word)) > 1
