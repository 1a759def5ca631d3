"""Imports: the batches in which articles came in. The first one is always there; later ones can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

IMPORT: Final = "import"
"""The collection of imports after the first. A key is the import's number, a value says how many articles it brought."""

FIRST: Final = 1
"""The number of the import that a project began with."""


def change_for(number: int, articles: int) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to take an import in."""
    return {(IMPORT, str(number)): {"articles": articles}}


def left_out(imports: Mapping[str, int], decisions: Decisions) -> frozenset[str]:
    """The articles whose import was taken back.

    Args:
        imports: the import of each article that did not come with the first one, by document id.
        decisions: what holds now.
    """
    if not imports:
        return frozenset()
    present = decisions.collection(IMPORT)
    return frozenset(document for document, number in imports.items() if str(number) not in present)
