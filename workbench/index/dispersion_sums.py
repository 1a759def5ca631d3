"""The sums behind measures of dispersion, made from the documents that have a term: no number for each of the others."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.index.kernels import kernel
from workbench.index.store import IntArray, LongArray

FloatArray = npt.NDArray[np.float64]

SUMS = ("deviation", "rates", "squares", "entropy", "roots", "divergence")
"""What each row of :func:`dispersion_sums` is, see there."""


def dispersion_sums(
    documents: LongArray,
    counts: LongArray,
    words: LongArray,
    codes: IntArray,
    totals: LongArray,
    articles: LongArray,
    part_words: LongArray,
) -> FloatArray:
    """Sums over the documents of each part (an outlet), in which v is a document's count and s its share of the words.

    Args:
        documents: the documents with the term, each once.
        counts: how often it stands in each of them.
        words: counted words of every document of the store.
        codes: the part that every document of the store is in.
        totals: how often the term stands in each part.
        articles: documents with words of each part.
        part_words: words of each part.

    Returns:
        ``float64[6, parts]``: the sum of abs(p - s), where p is v by the part's total; of the rates r = v by the document's
        words; of the squared differences of r from its mean; of -q log2 q, where q is r by the sum of all r; of sqrt(v s);
        of p log2(p / s). Documents without the term are in them.
    """
    out = np.zeros((len(SUMS), totals.size), dtype=np.float64)
    out[0] = 1.0
    _dispersion_sums(documents, counts, words, codes, totals, articles, part_words, out)
    return out


@kernel
def _dispersion_sums(
    documents: LongArray,
    counts: LongArray,
    words: LongArray,
    codes: IntArray,
    totals: LongArray,
    articles: LongArray,
    part_words: LongArray,
    out: FloatArray,
) -> None:
    having = np.zeros(totals.size, dtype=np.int64)
    for n in range(documents.size):
        document = documents[n]
        part = codes[document]
        having[part] += 1
        v = float(counts[n])
        p = v / totals[part]
        s = words[document] / part_words[part]
        # a document without the term adds s to the sum, which is 1 without any term: correct those that have it
        out[0, part] += abs(p - s) - s
        out[1, part] += v / words[document]
        out[4, part] += math.sqrt(v * s)
        out[5, part] += p * math.log2(p / s)
    for part in range(totals.size):
        if articles[part] > 0:
            mean = out[1, part] / articles[part]
            out[2, part] = (articles[part] - having[part]) * mean * mean
    for n in range(documents.size):
        document = documents[n]
        part = codes[document]
        rate = counts[n] / words[document]
        difference = rate - out[1, part] / articles[part]
        out[2, part] += difference * difference
        q = rate / out[1, part]
        out[3, part] -= q * math.log2(q)
