"""Which documents belong to which outlet, among those that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.analysis.document_groups import DocumentGroups, check_length, members, sizes_of
from workbench.domain.palette import UNKNOWN_OUTLET
from workbench.index.arrays import LongArray
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
    check_length(view, len(outlets), "outlets")
    groups = DocumentGroups.of(outlets)
    words = view.words_by_document
    admitted = sizes_of(view, groups).admitted
    return tuple(
        OutletGroup(outlet, documents, words[documents])
        for outlet, documents, there in zip(groups.names, members(view, groups), admitted, strict=True)
        if there
    )


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
