"""What crosses to the window of a concordance: plain frozen data, and no more of it than is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from workbench.domain.focus import Focus
from workbench.domain.spans import Span
from workbench.domain.table_data import TableData

PAGE: Final = 200
"""Lines of a concordance that are made and sent at a time."""


@dataclass(frozen=True)
class PassagesByArticle:
    """The articles with a passage of a focus, in the order of the corpus, each with how many and with the first one."""

    documents: tuple[str, ...] = ()
    counts: Sequence[int] = ()
    starts: Sequence[int] = ()
    """Where the first passage of each article begins."""
    ends: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.documents)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self.by_id

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """How many passages each of the articles has, by document id."""
        return dict(zip(self.documents, self.counts, strict=True))

    def first_of(self, document_id: str) -> Span | None:
        """The first passage of an article; ``None`` when it has none."""
        place = self._places.get(document_id)
        return Span(document_id, self.starts[place], self.ends[place]) if place is not None else None

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {document_id: place for place, document_id in enumerate(self.documents)}


@dataclass(frozen=True, slots=True)
class ConcordancePage:
    """Some lines of a concordance, in its order."""

    revision: int
    focus: Focus
    first: int
    """The number of the first of these lines among all, from 0."""
    total: int
    """How many lines there are in all: all passages, or those of a sample."""
    lines: TableData
    """Columns document_id, outlet, date, start, end, left, node, right, title, story."""
    marks: tuple[tuple[tuple[int, int, int, int], ...], ...] = ()
    """For each line the words that it is sorted by: context (0 left, 1 right), start, end in it, and which key it is. Empty
    when lines are not sorted by words of the context."""
    notes: tuple[str, ...] = ()
