"""What people decided, as named values: the part of the state that is kept in the project file.

A decision is one value under a *collection* ("metadata", "import", "view") and a *key* in it. Values are plain JSON values;
what they mean belongs to the module that owns the collection.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

Json = Any
"""A plain JSON value (text, number, true, false, list, object); never ``None``, which stands for "not decided"."""

Key = tuple[str, str]
"""A collection and a key in it."""

_NOTHING: Final[Mapping[str, Json]] = MappingProxyType({})
_numbers = itertools.count(1)


class Decisions:
    """All decisions at one moment: frozen, cheap to change, cheap to compare.

    Two objects with the same ``uid`` hold the same decisions, so that one need not be sent or compared twice.
    """

    __slots__ = ("_collections", "changes", "parent", "uid")

    def __init__(self, values: Mapping[Key, Json] | None = None) -> None:
        collections: dict[str, dict[str, Json]] = {}
        for (collection, key), value in (values or {}).items():
            collections.setdefault(collection, {})[key] = value
        self._become(collections, "", {})

    def _become(self, collections: dict[str, dict[str, Json]], parent: str, changes: Mapping[Key, Json | None]) -> None:
        self._collections = collections
        self.uid: str = f"{os.getpid()}-{next(_numbers)}" if collections else ""
        """Names this content; ``""`` for no decisions at all."""
        self.parent: str = parent
        """The ``uid`` of the decisions that these were made from, or ``""``."""
        self.changes: Mapping[Key, Json | None] = changes
        """What differs from the parent; ``None`` for what is no longer decided."""

    def collection(self, name: str) -> Mapping[str, Json]:
        """The decisions of one collection by key, in the order in which the keys were first decided about."""
        return self._collections.get(name, _NOTHING)

    def get(self, collection: str, key: str, default: Json = None) -> Json:
        """One decision, or ``default``."""
        return self._collections.get(collection, _NOTHING).get(key, default)

    def items(self) -> Iterator[tuple[Key, Json]]:
        """Everything that is decided, collection by collection."""
        for collection, values in self._collections.items():
            for key, value in values.items():
                yield (collection, key), value

    def with_changes(self, changes: Mapping[Key, Json | None]) -> Decisions:
        """Decisions in which some differ; ``None`` takes a decision away. These remain as they are."""
        collections = dict(self._collections)
        copied: set[str] = set()
        for (collection, key), value in changes.items():
            if collection not in copied:
                collections[collection] = dict(collections.get(collection, {}))
                copied.add(collection)
            if value is None:
                collections[collection].pop(key, None)
            else:
                collections[collection][key] = value
        for name in copied:
            if not collections[name]:
                del collections[name]
        made = Decisions.__new__(Decisions)
        made._become(collections, self.uid, dict(changes))
        return made

    def without(self, collections: Container[str]) -> Decisions:
        """These decisions without some collections; these themselves when they have none of them."""
        if not any(name in collections for name in self._collections):
            return self
        made = Decisions.__new__(Decisions)
        made._become({name: values for name, values in self._collections.items() if name not in collections}, "", {})
        return made

    def differences(self, older: Decisions) -> dict[Key, tuple[Json | None, Json | None]]:
        """What differs from ``older``: before and after of each key, ``None`` where it is not decided."""
        if older.uid == self.uid:
            return {}
        keys: Iterable[Key]
        if self.parent == older.uid and self.changes:
            keys = self.changes
        else:
            keys = dict.fromkeys((*(key for key, _ in older.items()), *(key for key, _ in self.items())))
        out = {}
        for collection, key in keys:
            before, after = older.get(collection, key), self.get(collection, key)
            if before is not after and before != after:
                out[collection, key] = (before, after)
        return out

    def __len__(self) -> int:
        """How many values are decided."""
        return sum(map(len, self._collections.values()))

    def __eq__(self, other: object) -> bool:
        """Whether the same is decided."""
        if not isinstance(other, Decisions):
            return NotImplemented
        return self.uid == other.uid or self._collections == other._collections

    def __hash__(self) -> int:
        """By size alone: equal decisions may have come about in different ways, and values need not be hashable."""
        return hash(("decisions", len(self)))

    def __repr__(self) -> str:
        """How many, by collection."""
        inside = ", ".join(f"{name}: {len(values)}" for name, values in self._collections.items())
        return f"Decisions({inside})"

    def packed(self, known: Container[str]) -> Any:
        """What to send to another process that knows the decisions with the uids ``known``."""
        if self.parent in known and self.changes:
            return (self.parent, dict(self.changes))
        return ("", self._collections)

    @classmethod
    def unpacked(cls, uid: str, packed: Any, known: Mapping[str, Decisions]) -> Decisions:
        """The decisions that :meth:`packed` gave."""
        parent, content = packed
        made = known[parent].with_changes(content) if parent else _rebuilt(content, uid)
        made.uid = uid
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent whole, with its name; how it came about is not sent."""
        return (_rebuilt, (self._collections, self.uid))


def _rebuilt(collections: dict[str, dict[str, Json]], uid: str) -> Decisions:
    made = Decisions.__new__(Decisions)
    made._become(collections, "", {})
    made.uid = uid
    return made
