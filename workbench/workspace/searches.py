"""Searches as people write them here: the query language with the groups that a project has.

Everything that understands a search in the working process does it with :func:`parse_in` or a :class:`Searches`, so that
``@war`` means the same in the search box, in a chart, in a table and on the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain.decisions import Decisions
from workbench.domain.errors import QueryError
from workbench.domain.term_groups import term_groups_in
from workbench.index.query import Query, parse

if TYPE_CHECKING:
    from workbench.workspace.basis import Basis


@dataclass(frozen=True)
class Searches:
    """Understands searches; may be handed to a measure as its parser."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The searches of each group by its name."""

    @classmethod
    def of(cls, decisions: Decisions) -> Searches:
        """With the groups that a person decided."""
        return cls(term_groups_in(decisions))

    def __call__(self, text: str) -> Query:
        """Understands one search. ``QueryError`` says what is wrong, where, and what to type instead."""
        return parse(text, groups=self.groups)

    def used(self, texts: Iterable[str]) -> dict[str, list[str]]:
        """The groups that searches use, also through other groups: what has to be kept to understand them later."""
        names: set[str] = set()
        for text in texts:
            try:
                names |= self(text).groups
            except QueryError:
                continue
        return {name: list(self.groups[name]) for name in self.groups if name in names}


def needs_of_searches(basis: Basis, texts: Iterable[str]) -> tuple[bool, bool]:
    """Whether one of some searches asks for what annotation says of words at all, and whether for dictionary forms."""
    understand, words, lemmas = Searches.of(basis.decisions), False, False
    for text in texts:
        try:
            query = understand(text)
        except QueryError:
            continue
        words, lemmas = words or query.needs_words, lemmas or query.needs_lemmas
    return words, lemmas


def parse_in(basis: Basis, text: str) -> Query:
    """Understands a search where a basis is what is counted. ``QueryError`` says what is wrong and where."""
    return Searches.of(basis.decisions)(text)
