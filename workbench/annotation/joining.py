"""Keys that turn out to mean the same, and why each was joined."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

KNOWN: Final = "known|"
"""Prefix of a node that stands for an entry of the list of well-known names; no mention has such a key."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why two keys are one, read from either side; ``{other}`` is the name on the other side."""

    first: str
    """What the first of the two is to the second."""
    second: str
    """What the second is to the first."""


class Joined:
    """Keys that are one (union-find, the smallest key as root so that the order does not matter)."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent: dict[str, str] = {key: key for key in keys}
        self._edges: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def __contains__(self, key: str) -> bool:
        return key in self._parent

    def root(self, key: str) -> str:
        """The key that stands for all joined with this one."""
        parent = self._parent
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(self, first: str, second: str, why: Why) -> None:
        """Make one of two; nothing happens where they are one already."""
        self._parent.setdefault(first, first)
        self._parent.setdefault(second, second)
        low, high = sorted((self.root(first), self.root(second)))
        if low == high:
            return
        self._parent[high] = low
        self._edges[first].append((second, why.second))
        self._edges[second].append((first, why.first))

    def reasons(self, main: str, names: Mapping[str, str]) -> dict[str, str]:
        """For each key joined with the main one why it was, in words; empty for the main one itself.

        Args:
            main: the key of the name that is shown for all.
            names: how each key is shown.
        """
        out = {main: ""}
        waiting = deque([main])
        while waiting:
            key = waiting.popleft()
            for other, reason in self._edges.get(key, ()):
                if other not in out:
                    # a node of the list of well-known names is no name: what lies behind it is told of the main name
                    shown = names.get(key) or names[main]
                    out[other] = reason.format(other=f"“{shown}”")
                    waiting.append(other)
        return {key: reason for key, reason in out.items() if key in names}
