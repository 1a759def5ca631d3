"""Which documents belong to which outlet, among those that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.index.store import LongArray
from workbench.index.view import View


@dataclass(frozen=True, slots=True, eq=False)
class OutletGroup:
    """The admitted articles of one outlet that have at least one counted word, by document index, and their words."""

    outlet: str
    documents: LongArray
    words: LongArray

    @property
    def articles(self) -> int:
        """The number of articles with counted words: the n of every interval and test."""
        return int(self.documents.size)

    @property
    def total_words(self) -> int:
        """Counted words of the outlet."""
        return int(self.words.sum())


def outlet_groups(view: View, outlets: Sequence[str]) -> tuple[OutletGroup, ...]:
    """A group for each outlet with an admitted article, by name. Articles without an outlet form a group of their own.

    Args:
        view: what is counted.
        outlets: the outlet of each document of the store, in the store's order; ``""`` is "not known".

    Raises:
        ValueError: ``outlets`` has another length than the store has documents.
    """
    if len(outlets) != len(view.store.document_ids):
        raise ValueError(f"{len(outlets)} outlets for {len(view.store.document_ids)} documents")
    members: dict[str, list[int]] = {}
    for document in view.documents.tolist():
        members.setdefault(outlets[document], []).append(document)
    words = view.words_by_document
    groups = []
    for outlet in sorted(members):
        documents = np.array(members[outlet], dtype=np.int64)
        documents = documents[words[documents] > 0]
        groups.append(OutletGroup(outlet, documents, words[documents]))
    return tuple(groups)


def shown(outlet: str) -> str:
    """The outlet's name as a sentence shows it."""
    return outlet or UNKNOWN_OUTLET


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def with_articles(groups: Sequence[OutletGroup]) -> str:
    """Outlets as a sentence lists them with their articles: ``A (3 articles) and B (1 article)``."""
    return listed([f"{shown(group.outlet)} ({articles_in_words(group.articles)})" for group in groups])


def articles_in_words(number: int) -> str:
    """``1 article``, ``3 articles``."""
    return f"{number:,} article" if number == 1 else f"{number:,} articles"
