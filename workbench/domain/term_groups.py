"""Saved searches and groups of searches: ``@war`` in a search stands for all searches of the group “war”.

A group counts as one term. A saved search is a group of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

TERM_GROUP: Final = "term group"
"""The collection of groups. A key is the group's name, a value the list of its searches."""

LONGEST_NAME: Final = 80
MOST_SEARCHES: Final = 500
"""Searches in one group."""
LONGEST_SEARCH: Final = 1_000
"""Characters of one search in a group."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Searches of the query language under one name."""

    name: str
    searches: tuple[str, ...]


def tidy_name(text: str) -> str:
    """A name as it is kept: one line, single blanks, no quotation marks and no ``@`` before it."""
    for mark in '"“”„‟«»':
        text = text.replace(mark, " ")
    return " ".join(text.split()).lstrip("@").strip()[:LONGEST_NAME].strip()


def searches_of(text: str) -> tuple[str, ...]:
    """The searches that a person wrote, one in a line; empty lines and repeated ones are left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def reference(name: str) -> str:
    """How a search names a group: ``@war``, or ``@"war words"`` where the name is not one plain word."""
    plain = bool(name) and all(sign.isalnum() or sign in "_-" for sign in name) and name[0] != "-"
    return f"@{name}" if plain else f'@"{name}"'


def changes_for_group(group: TermGroup | None, *, instead_of: str = "") -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to keep a group; ``None`` takes the one called ``instead_of`` away.

    Args:
        group: what is to be kept.
        instead_of: the name of the group that it was before.

    Raises:
        ValueError: the group lacks a name or a search, or has more or longer ones than a group can.
    """
    changes: dict[Key, Json | None] = {(TERM_GROUP, instead_of): None} if instead_of else {}
    if group is None:
        return changes
    name, searches = tidy_name(group.name), searches_of("\n".join(group.searches))
    if not name or not searches:
        raise ValueError(f"a group of searches lacks {'a name' if not name else 'searches'}")
    if len(searches) > MOST_SEARCHES or any(len(search) > LONGEST_SEARCH for search in searches):
        raise ValueError(f"at most {MOST_SEARCHES} searches of {LONGEST_SEARCH} characters fit in a group")
    changes[TERM_GROUP, name] = list(searches)
    return changes


def changes_for_new_name(old: str, new: str, groups: Sequence[TermGroup]) -> dict[Key, Json | None]:
    """What to change to give a group another name; searches of other groups that name it follow.

    Raises:
        KeyError: there is no group of the old name.
        ValueError: the new name is empty.
    """
    by_name = {group.name: group for group in groups}
    group, name = by_name[old], tidy_name(new)
    if name == old:
        return {}
    changes = changes_for_group(TermGroup(name, group.searches), instead_of=old)
    for other in groups:
        if other.name != old:
            renamed = tuple(with_new_name(search, old, name) for search in other.searches)
            if renamed != other.searches:
                changes |= changes_for_group(TermGroup(other.name, renamed))
    return changes


def with_new_name(search: str, old: str, new: str) -> str:
    """A search in which a group goes by another name."""
    out = search
    for written in dict.fromkeys((f'@"{old}"', f"@“{old}”", reference(old))):
        at = out.find(written)
        while at >= 0:
            end = at + len(written)
            alone = at == 0 or out[at - 1] in " (|"
            whole = written.endswith(('"', "”")) or end == len(out) or not (out[end].isalnum() or out[end] in "_-")
            if alone and whole:
                out = f"{out[:at]}{reference(new)}{out[end:]}"
                end = at + len(reference(new))
            at = out.find(written, end)
    return out


def term_groups_in(decisions: Decisions) -> dict[str, tuple[str, ...]]:
    """The searches of each group by its name. What this version can't read as a group is left out."""
    out = {}
    for name, value in decisions.collection(TERM_GROUP).items():
        searches = _searches(value)
        if name and searches:
            out[name] = searches
    return out


def group_named(name: str, groups: Mapping[str, tuple[str, ...]]) -> str | None:
    """The name of the group that a person means by ``name``, whose case and blanks may differ; ``None``: no group."""
    if name in groups:
        return name
    wanted = " ".join(name.split()).casefold()
    return next((known for known in groups if known.casefold() == wanted), None)


def term_group_words(value: Json) -> str:
    """A decided group in words: ``war | conflict | fighting``."""
    return " | ".join(_searches(value)) or "nothing"


def _searches(value: Json) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_SEARCHES:
        return ()
    if not all(isinstance(one, str) and len(one) <= LONGEST_SEARCH for one in value):
        return ()
    return searches_of("\n".join(value))
