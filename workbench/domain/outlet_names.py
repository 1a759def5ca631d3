"""Several names of one outlet: which name stands for which outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

OUTLET_NAME: Final = "outlet name"
"""The collection of names that were folded. A key is a name as a source or a person gave it, a value the outlet's name."""


def changes_for_fold(names: Iterable[str], outlet: str) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` so that names stand for an outlet.

    A name folded into itself stands alone again: that is how one is split off.
    """
    return {(OUTLET_NAME, name): outlet if name != outlet else None for name in names if name}


def folds_in(decisions: Decisions) -> dict[str, str]:
    """The outlet that each folded name stands for in the end. What this version can't read as a name is left out."""
    direct = {
        name: outlet
        for name, outlet in decisions.collection(OUTLET_NAME).items()
        if isinstance(outlet, str) and outlet and outlet != name
    }
    return {name: folded(name, direct) for name in direct}


def folded(name: str, folds: Mapping[str, str]) -> str:
    """The outlet that a name stands for, step by step; a name in a circle of folds stands for itself."""
    seen = {name}
    at = name
    while (further := folds.get(at, "")) and further != at:
        if further in seen:
            return name
        seen.add(further)
        at = further
    return at
