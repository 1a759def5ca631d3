"""Pairs of entities that a person said are two, so that nobody suggests again that they are one.

They are kept with the other decisions about entities, for keys: see :mod:`workbench.domain.entity_decisions`.
"""

from __future__ import annotations

from typing import Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import ENTITY

DIFFERENT: Final = "different"
"""Begins a key of the collection. The value is a list of keys, each of which is another entity than this one."""


def differences_in(decisions: Decisions) -> frozenset[frozenset[str]]:
    """The pairs of keys. What this version can't read is left out."""
    out = set()
    for written, value in decisions.collection(ENTITY).items():
        name, sign, key = written.partition("/")
        if name == DIFFERENT and sign and key and isinstance(value, list):
            out |= {frozenset((key, other)) for other in value if isinstance(other, str) and other and other != key}
    return frozenset(out)


def changes_for_difference(decisions: Decisions, one: str, other: str) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to say that the entities of two keys are two."""
    first, second = sorted((one, other))
    if first == second:
        return {}
    known = decisions.get(ENTITY, f"{DIFFERENT}/{first}")
    listed = [key for key in known if isinstance(key, str)] if isinstance(known, list) else []
    return {(ENTITY, f"{DIFFERENT}/{first}"): sorted({*listed, second})}
