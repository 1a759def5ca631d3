"""Where the headline and the lead of each article are, so that passages can be told apart by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.analysis.prominence import headline_end, lead_of
from workbench.domain.article import Article
from workbench.domain.spans import Interval, merged
from workbench.index.store import LongArray, TokenStore

HEADLINE: Final = "headline"
LEAD: Final = "lead"
BODY: Final = "body"
PLACES: Final = (HEADLINE, LEAD, BODY)
"""The places of an article, in the order of their numbers."""

PlaceArray = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class ArticlePlaces:
    """Where headline and lead of each document end and begin, in code points of its text."""

    headline_ends: LongArray
    """0 where the text does not begin with the headline."""
    lead_starts: LongArray
    lead_ends: LongArray

    @property
    def without_headline(self) -> int:
        """How many documents don't have their headline in the text."""
        return int((self.headline_ends == 0).sum())

    def of(self, documents: LongArray, starts: npt.NDArray[np.integer]) -> PlaceArray:
        """Numbers in :data:`PLACES` of places in documents: where each one begins."""
        headline = starts < self.headline_ends[documents]
        lead = (starts >= self.lead_starts[documents]) & (starts < self.lead_ends[documents])
        return np.where(headline, 0, np.where(lead, 1, 2)).astype(np.int8)

    def of_words(self, store: TokenStore) -> PlaceArray:
        """``int8[N]``: where each word of the store stands."""
        return self.of(np.asarray(store.token_documents, dtype=np.int64), store.starts)


def article_places(
    articles: Sequence[Article], sentences: pd.DataFrame, boilerplate: Mapping[str, Sequence[Interval]]
) -> ArticlePlaces:
    """Headline and lead of articles, by the rule of :func:`workbench.analysis.prominence.prominence`.

    The headline is the start of the text where it repeats the title. The lead is the first two sentences behind it outside
    boilerplate, or the first paragraph when no sentences are known.

    Args:
        articles: in the order of the store's documents.
        sentences: a table ``sentences``.
        boilerplate: stretches of boilerplate by document id.
    """
    spans: defaultdict[str, list[Interval]] = defaultdict(list)
    columns = (sentences[name].tolist() for name in ("document_id", "start", "end"))
    for document_id, start, end in zip(*columns, strict=True):
        spans[str(document_id)].append((int(start), int(end)))
    rows = []
    for article in articles:
        head = headline_end(article.text, article.title)
        left_out = merged(boilerplate.get(article.document_id, ()))
        rows.append((head, *lead_of(article.text, head, sorted(spans.get(article.document_id, ())), left_out)))
    numbers = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return ArticlePlaces(numbers[:, 0].copy(), numbers[:, 1].copy(), numbers[:, 2].copy())
