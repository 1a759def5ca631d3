"""Articles that needed a person's look and got it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

REVIEW: Final = "review"
"""The collection of articles that were looked at. A key is a document id, a value is :data:`SEEN`."""
SEEN: Final = "seen"


def changes_for_review(documents: Iterable[str], *, seen: bool = True) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` once a person has looked at articles, or wants to look again."""
    return {(REVIEW, document): SEEN if seen else None for document in documents}


def reviewed_in(decisions: Decisions) -> frozenset[str]:
    """The articles that were looked at."""
    return frozenset(doc for doc, value in decisions.collection(REVIEW).items() if value == SEEN)
