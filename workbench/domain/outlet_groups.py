"""Groups of outlets that people make: by country, type, owner or anything else. The program itself asserts none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

OUTLET_GROUP: Final = "outlet group"
"""The collection of outlets in groups. A key is ``<grouping>/<outlet>``, a value the group's name."""

NO_GROUP: Final = "No group"
"""What outlets are called together that are in no group of a grouping."""


def tidy_grouping(name: str) -> str:
    """A grouping's name as it can be kept: one line, and no ``/``, which ends it in a key."""
    return " ".join(name.replace("/", " ").split())


def changes_for_group(grouping: str, outlets: Iterable[str], group: str) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to put outlets into a group; no group takes them out of theirs.

    Raises:
        ValueError: the grouping has no name, or one with ``/``.
    """
    if not grouping or "/" in grouping:
        raise ValueError(f"a grouping needs a name without a slash, not {grouping!r}")
    return {(OUTLET_GROUP, f"{grouping}/{outlet}"): group or None for outlet in outlets if outlet}


def groupings_in(decisions: Decisions) -> dict[str, dict[str, str]]:
    """The group of each outlet, by grouping. What this version can't read as a group is left out."""
    out: dict[str, dict[str, str]] = {}
    for key, group in decisions.collection(OUTLET_GROUP).items():
        grouping, sign, outlet = key.partition("/")
        if sign and grouping and outlet and isinstance(group, str) and group:
            out.setdefault(grouping, {})[outlet] = group
    return out
