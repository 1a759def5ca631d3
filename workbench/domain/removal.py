"""Articles that people took out of the corpus. They stay in the project file, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

REMOVED: Final = "removed"
"""The collection of such articles. A key is a document id, a value is ``true``."""


def changes_for_removal(documents: Iterable[str], *, removed: bool = True) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to take articles out, or back in."""
    return {(REMOVED, document): True if removed else None for document in documents}


def removed_in(decisions: Decisions) -> frozenset[str]:
    """The articles that were taken out."""
    return frozenset(decisions.collection(REMOVED))
