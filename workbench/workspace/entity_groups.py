"""Which names are one entity, once people joined and split what the rules found.

Works on keys (see :mod:`workbench.domain.entity_decisions`) and knows no mention. The rules' entities are taken apart where a
name was split off; each part is one *group*, or several parts are one where they were joined. A group has the id, name and
type of its *root*: the part that the others were joined with. The part with the main name of the rules' entity keeps its id,
so that ids change as little as can be; others have an id made of their name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from workbench.annotation.spelling import slug
from workbench.domain.entity_decisions import EntityDecisions, readable_key

SPLIT_OFF: Final = "You split it off."
OF_MENTIONS: Final = "You made it of single mentions."
"""Reasons that the table of names gives."""


@dataclass(frozen=True, eq=False)
class FoundNames:
    """The names that the rules found, and the entities that they made of them."""

    keys_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of each entity, by id; the one of its main name first."""
    name_of: Mapping[str, str] = field(default_factory=dict)
    """What a key is called in the texts."""
    entities: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Name and type of each entity, by id. The most mentioned ones come first."""

    @cached_property
    def entity_of(self) -> Mapping[str, str]:
        """The id of each key's entity."""
        return {key: entity_id for entity_id, keys in self.keys_of.items() for key in keys}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each entity among all; the most mentioned one has 0."""
        return {entity_id: rank for rank, entity_id in enumerate(self.entities)}

    def found_with(self, key: str) -> tuple[str, ...]:
        """The other keys that the rules put into one entity with a key."""
        return tuple(other for other in self.keys_of.get(self.entity_of.get(key, ""), ()) if other != key)


@dataclass(frozen=True, slots=True)
class Part:
    """Names that stand together whatever else was joined: an entity of the rules, what is left of one, or one name."""

    head: str
    """The key of its main name."""
    keys: tuple[str, ...]
    """All its keys, the main one first."""
    entity_id: str
    found_id: str = ""
    """The rules' entity that it is or was a part of; empty for one that a person made of single mentions."""
    split: bool = False
    """Whether it is one name that was split off."""


@dataclass(frozen=True, slots=True)
class Group:
    """One entity after decisions."""

    entity_id: str
    name: str
    type: str
    parts: tuple[Part, ...]
    """The root first."""
    renamed: bool = False
    retyped: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """All its keys, the one of its main name first."""
        return tuple(key for part in self.parts for key in part.keys)


@dataclass(frozen=True, eq=False)
class EntityGroups:
    """The entities after decisions about names. Only what differs from what the rules found is worked out."""

    find: Callable[[], FoundNames]
    decided: EntityDecisions
    changed: Mapping[str, Group] = field(default_factory=dict)
    """The groups that differ in their names, name or type from an entity of the rules, by each of their keys."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """The id that an id of the rules or of a split-off name stands for now, where that is another one."""

    @cached_property
    def found(self) -> FoundNames:
        """What the rules found."""
        return self.find()

    def id_of(self, key: str) -> str:
        """The id of the entity that a key is in; empty for one that was rejected or that the corpus does not have."""
        if key in self.decided.rejected:
            return ""
        group = self.changed.get(key)
        return group.entity_id if group is not None else self.found.entity_of.get(key, "")

    def type_of(self, key: str) -> str:
        """The type of the entity that a key is in."""
        group = self.changed.get(key)
        if group is not None:
            return group.type
        return self.found.entities.get(self.found.entity_of.get(key, ""), ("", ""))[1]

    def current_id(self, entity_id: str) -> str:
        """The entity that one went into which was there before; the same id for all others."""
        return self.ids.get(entity_id, entity_id)

    @cached_property
    def _changed_keys(self) -> Mapping[str, tuple[str, ...]]:
        return {group.entity_id: group.keys for group in self.changed.values()}

    def keys_of(self, entity_id: str) -> tuple[str, ...]:
        """The keys of an entity, the one of its main name first; rejected ones are left out."""
        keys = self._changed_keys.get(entity_id)
        if keys is None:
            keys = self.found.keys_of.get(entity_id, ())
            if keys and keys[0] in self.changed:
                return ()  # it went into another one
        return tuple(key for key in keys if key not in self.decided.rejected)

    def name_of(self, key: str) -> str:
        """What a key is called: in the texts, or by its words where the corpus does not have it."""
        return self.found.name_of.get(key) or readable_key(key)


def entity_groups(found: FoundNames, decided: EntityDecisions, own: Mapping[str, str]) -> EntityGroups:
    """What decisions about names come to.

    Args:
        found: the names and entities of the rules.
        decided: what people decided about names; what is about keys that are not there waits for them.
        own: keys that only decisions about single mentions name, each with the type of its first mention.
    """
    making = _Making(found, decided, own)
    return EntityGroups(lambda: found, decided, *making.groups())


class _Making:
    def __init__(self, found: FoundNames, decided: EntityDecisions, own: Mapping[str, str]) -> None:
        self._found = found
        self._decided = decided
        self._own = {key: kind for key, kind in own.items() if key not in found.entity_of}
        self._parts: dict[str, Part] = {}
        """Parts by each of their keys, as far as they were looked at."""
        self._taken = set(found.entities)
        self._split()

    def _split(self) -> None:
        """Take entities apart, and give ids to what comes of it, in an order that does not follow that of decisions."""
        entities = {self._found.entity_of[key] for key in self._decided.apart if key in self._found.entity_of}
        loose: list[tuple[tuple[str, ...], str, bool]] = [((key,), "", False) for key in self._own]
        for found_id in entities:
            keys = self._found.keys_of[found_id]
            rest = tuple(key for key in keys if key not in self._decided.apart)
            for part in ([rest] if rest else []) + [(key,) for key in keys if key in self._decided.apart]:
                split = len(keys) > 1 and part != rest
                if part[0] == keys[0]:
                    self._keep(Part(part[0], part, found_id, found_id, split))
                else:
                    loose.append((part, found_id, split))
        for keys, found_id, split in sorted(loose):
            name = self._found.name_of.get(keys[0]) or readable_key(keys[0])
            self._keep(Part(keys[0], keys, self._free_id(slug(name)), found_id, split))

    def _keep(self, part: Part) -> None:
        for key in part.keys:
            self._parts[key] = part

    def _free_id(self, base: str) -> str:
        number, entity_id = 1, base
        while entity_id in self._taken:
            number += 1
            entity_id = f"{base}-{number}"
        self._taken.add(entity_id)
        return entity_id

    def _part(self, key: str) -> Part | None:
        """The part that a key is in; ``None`` for a key that the corpus does not have."""
        part = self._parts.get(key)
        if part is None and key in self._found.entity_of:
            found_id = self._found.entity_of[key]
            keys = self._found.keys_of[found_id]
            part = Part(keys[0], keys, found_id, found_id)
            self._keep(part)
        return part

    def _node(self, key: str) -> str:
        """What stands for a key when parts are joined: also a key that is not there can be what two others are one with."""
        part = self._part(key)
        return part.head if part is not None else key

    def groups(self) -> tuple[dict[str, Group], dict[str, str]]:
        touched = list(self._parts.values())
        for key in (*self._decided.names, *self._decided.types, *self._decided.rejected):
            part = self._part(key)
            if part is not None:
                touched.append(part)
        groups = [self._group(parts) for parts in self._joined(touched)]
        changed = {key: group for group in groups for key in group.keys}
        ids = {p.entity_id: group.entity_id for group in groups for p in group.parts if p.entity_id != group.entity_id}
        return changed, ids

    def _joined(self, touched: Iterable[Part]) -> list[tuple[Part, ...]]:
        """Parts that are one, the root first: all that were joined, and the others of ``touched`` each by itself."""
        parent: dict[str, str] = {}

        def root(node: str) -> str:
            parent.setdefault(node, node)
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        leads_on: set[str] = set()
        for key, to in self._decided.same.items():
            node, target = self._node(key), self._node(to)
            if node != target:
                leads_on.add(node)
                parent[root(node)] = root(target)
        by_head = {part.head: part for part in self._parts.values()}
        together: dict[str, list[Part]] = {}
        for node in parent:
            if node in by_head:
                together.setdefault(root(node), []).append(by_head[node])
        out = [tuple(self._in_order(parts, leads_on)) for parts in together.values() if len(parts) > 1]
        done = {part.head for parts in out for part in parts}
        out += [(part,) for part in {part.head: part for part in touched}.values() if part.head not in done]
        return out

    def _in_order(self, parts: Sequence[Part], leads_on: set[str]) -> list[Part]:
        """The root first: what was joined with nothing else, of several the most mentioned one; then as they rank."""
        ranks = self._found.ranks
        last = len(ranks)

        def place(part: Part) -> tuple[int, bool, str]:
            return (ranks.get(part.found_id, last), part.entity_id != part.found_id, part.head)

        chosen = min(parts, key=lambda part: (part.head in leads_on, place(part)))
        return [chosen, *sorted((part for part in parts if part is not chosen), key=place)]

    def _group(self, parts: tuple[Part, ...]) -> Group:
        root = parts[0]
        decided = self._decided
        name = next((decided.names[key] for key in root.keys if key in decided.names), "")
        kind = next((decided.types[key] for key in root.keys if key in decided.types), "")
        found_name, found_type = self._found.entities.get(root.found_id, ("", self._own.get(root.head, "")))
        left = next((key for part in parts for key in part.keys if key not in decided.rejected), root.head)
        if left == root.head and root.entity_id == root.found_id:
            shown = found_name
        else:
            shown = self._found.name_of.get(left) or readable_key(left)
        return Group(root.entity_id, name or shown, kind or found_type, parts, bool(name), bool(kind))


def decides_groups(decided: EntityDecisions) -> tuple[object, ...]:
    """What groups follow from, to be compared: kinds of speakers play no part, nor does the order of decisions."""
    texts = tuple(tuple(sorted(values.items())) for values in (decided.same, decided.names, decided.types))
    return (*texts, decided.apart, decided.rejected)
