"""One name of an entity as what is highlighted: NATO as "the alliance", and nowhere else."""

from __future__ import annotations

from typing import Final

from workbench.domain.focus import Focus

NAME: Final = "name"
"""Begins the label of a focus that means one name of its entity, as the texts write it."""


def name_focus(entity: str, name: str, outlet: str = "") -> Focus:
    """The focus on the places where an entity has a name.

    Args:
        entity: an entity id.
        name: the name as the texts have it, with white space folded.
        outlet: where it has it; empty means everywhere.
    """
    return Focus(entity=entity, label=f"{NAME}:{name}", outlet=outlet)


def name_in(focus: Focus) -> str:
    """The name that a focus means; empty when it means all names or something else."""
    begin, sign, name = focus.label.partition(":")
    return name if sign and begin == NAME else ""
