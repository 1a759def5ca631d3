"""What people decided about copies: which article stands for a group of duplicates, and which is no copy."""

from __future__ import annotations

from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

COPY: Final = "copy"
"""The collection of such decisions. A key is a document id, a value one of the two below."""

REPRESENTATIVE: Final = "representative"
"""The article stands for its duplicates."""
OWN: Final = "own"
"""The article is counted whole, whatever it shares with others."""


def change_for_copy(document_id: str, choice: str | None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions`; ``None`` leaves it to the rule again."""
    return {(COPY, document_id): choice}


def representatives_in(decisions: Decisions) -> frozenset[str]:
    """The articles that people chose to stand for their duplicates."""
    return frozenset(doc for doc, choice in decisions.collection(COPY).items() if choice == REPRESENTATIVE)


def own_in(decisions: Decisions) -> frozenset[str]:
    """The articles that people said are no copies."""
    return frozenset(doc for doc, choice in decisions.collection(COPY).items() if choice == OWN)
