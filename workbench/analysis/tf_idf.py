"""TF-IDF: the words that characterise an outlet, a story or an article against all articles that are counted.

The variant, in the notation of Salton & Buckley (1988) ``l t n`` without a normalisation of length:

- weight of a term in an article = (1 + ln tf) x ln(N / df), 0 where it does not stand;
- tf is how often it stands in the article, df in how many articles it stands, N how many articles there are. Articles are
  the documents, and N and df are of all articles that are counted, whatever part is looked at;
- ln(N / df) is the inverse document frequency of Spärck Jones (1972). A word that stands in every article weighs nothing;
- a part's value is the mean of the weights over all its articles with counted words, also those without the term.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from workbench.analysis.document_groups import DocumentGroups, Key, members, sizes_of
from workbench.domain.measured import Measured
from workbench.index.arrays import LongArray
from workbench.index.document_term_matrix import DocumentTermMatrix
from workbench.index.kernels import in_parts
from workbench.index.tokenizer import fold
from workbench.index.type_weights import FloatArray, TypeWeigher
from workbench.index.view import View

COLUMNS: Final = (
    "by",
    "part",
    "term",
    "tf_idf",
    "idf",
    "count",
    "documents",
    "articles",
    "all_documents",
    "all_articles",
)
"""``count``, ``documents`` (those with the term) and ``articles`` are the part's, ``all_...`` those of all that is counted."""

MOST: Final = 50
"""Terms of each part in a table that nobody limited."""


def tf_idf(
    view: View,
    groups: DocumentGroups,
    by: str,
    *,
    names: Sequence[Key] | None = None,
    most: int = MOST,
    minimum_articles: int = 1,
    hide: Collection[str] = (),
) -> Measured:
    """The words with the greatest TF-IDF in each part.

    Args:
        view: what is counted.
        groups: the part that each document of the store is in.
        by: what the parts are: ``outlet``, ``story``, ``article``, ...
        names: what the parts are called in the table; without them, by their keys.
        most: words that each part has in the table at most.
        minimum_articles: articles of the part that a word must stand in.
        hide: words to leave out; they stay part of the word totals.

    Returns:
        :data:`COLUMNS`; by part, then value downwards, then term. Words with a value of 0 have no row.
    """
    store = view.store
    sizes = sizes_of(view, groups)
    called = groups.keys if names is None else names
    all_articles = int(sizes.articles.sum())
    frequency = DocumentTermMatrix.of(view).sums(view.documents).documents
    idf = np.zeros(frequency.size)
    seen = frequency > 0
    idf[seen] = np.log(all_articles / frequency[seen])
    hidden = np.zeros(frequency.size, dtype=np.bool_)
    hidden[[i for word in hide if (i := store.id_of(fold(word))) is not None]] = True
    own = members(view, groups)

    def work(begin: int, end: int) -> list[_Best]:
        weigher = TypeWeigher(view)
        found = []
        for part in range(begin, end):
            if own[part].size:
                weights = weigher.weigh(own[part])
                values = weights.weights * idf[weights.types] / own[part].size
                values[hidden[weights.types] | (weights.documents < minimum_articles)] = 0.0
                chosen = _best(values, most)
                found.append(
                    _Best(
                        part, weights.types[chosen], values[chosen], weights.counts[chosen], weights.documents[chosen]
                    )
                )
        return found

    best = [one for found in in_parts(work, len(groups), view.total) for one in found]
    types = np.concatenate([np.empty(0, dtype=np.int64), *(one.types for one in best)])
    parts = np.repeat([one.part for one in best], [one.types.size for one in best]).astype(np.int64)
    articles = np.array([documents.size for documents in own], dtype=np.int64)
    table = pd.DataFrame(
        {
            "by": pd.Series([by] * types.size, dtype="str"),
            "part": pd.Series([", ".join(called[part]) for part in parts.tolist()], dtype="str"),
            "term": pd.Series([store.types[kind] for kind in types.tolist()], dtype="str"),
            "tf_idf": np.concatenate([np.empty(0), *(one.values for one in best)]),
            "idf": idf[types],
            "count": np.concatenate([np.empty(0, dtype=np.int64), *(one.counts for one in best)]),
            "documents": np.concatenate([np.empty(0, dtype=np.int64), *(one.documents for one in best)]),
            "articles": articles[parts],
            "all_documents": frequency[types],
            "all_articles": np.full(types.size, all_articles, dtype=np.int64),
        }
    )
    notes = [
        f"TF-IDF = (1 + ln tf) × ln(N / df), the mean over the articles of each {by}; N = {all_articles:,} articles.",
    ]
    if any(one.types.size == most for one in best):
        notes.append(f"The {most:,} words with the greatest value of each {by}.")
    if minimum_articles > 1:
        notes.append(f"Words in fewer than {minimum_articles:,} articles of the {by} are left out.")
    if hide:
        notes.append("Hidden words are left out of the table; they are part of the word totals.")
    if all_articles < 2:
        notes.append("With one article every word stands in all articles, so that no word has a value.")
    return Measured(table, tuple(notes))


class _Best(NamedTuple):
    """The words with the greatest values in one part, the greatest first."""

    part: int
    types: LongArray
    values: FloatArray
    counts: LongArray
    documents: LongArray


def _best(values: FloatArray, most: int) -> LongArray:
    """The places of the greatest values above 0, the greatest first, of equal ones the first."""
    chosen = np.flatnonzero(values > 0)
    if chosen.size > most:  # the rest need not be sorted
        least = -np.partition(-values[chosen], most - 1)[most - 1]
        chosen = chosen[values[chosen] >= least]
    return chosen[np.lexsort((chosen, -values[chosen]))][:most]
