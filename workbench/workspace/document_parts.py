"""The parts that terms can be counted by, as numbers for the documents of the store, and what each part is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.analysis.document_groups import DocumentGroups, Key
from workbench.annotation.languages.codes import language_name
from workbench.domain.errors import UsageError
from workbench.domain.outlet_groups import NO_GROUP
from workbench.domain.parts import ARTICLE, DIMENSIONS, KEYS, LANGUAGE, NOT_KNOWN, OUTLET, STORY, part_text
from workbench.workspace.basis import Basis

_BY_NAME: Final = (OUTLET, STORY, LANGUAGE, ARTICLE)


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts by one or two dimensions, in the order in which tables and charts show them."""

    by: tuple[str, ...]
    groups: DocumentGroups
    names: tuple[Key, ...]
    """What each part of ``groups`` is called: a name for each dimension. No two parts have the same."""

    def focus_part(self, key: Key) -> str:
        """What :attr:`workbench.domain.focus.Focus.part` is for a part: everything but the outlet."""
        pairs = zip(self.by, key, strict=True)
        return part_text((dimension, value) for dimension, value in pairs if dimension not in (OUTLET, ARTICLE))


def checked(by: Sequence[str], *, most: int = 2, more: Sequence[str] = ()) -> tuple[str, ...]:
    """Dimensions as they were asked for. ``UsageError`` for none, too many, or what is none."""
    known = (*DIMENSIONS, *more)
    chosen = tuple(dict.fromkeys(by))
    if not 1 <= len(chosen) <= most or any(dimension not in known for dimension in chosen):
        how_many = "one" if most == 1 else "one or two"
        raise UsageError(
            f"Terms can't be counted by {', '.join(by) or 'nothing'}. Choose {how_many} of: {', '.join(known)}."
        )
    return chosen


def parts_by(basis: Basis, by: Sequence[str]) -> Parts:
    """The parts of the articles by one or two dimensions, those that are not known last. Made once for the same articles."""
    by = tuple(by)
    return basis.snapshot.memory.recall(
        "parts by", (by, basis.articles, basis.outlets, basis.story_titles), lambda: _parts(basis, by)
    )


def document_groups(basis: Basis, dimension: str) -> DocumentGroups:
    """The parts by one dimension, by their keys; the same object while nothing of it changes."""
    if dimension == OUTLET:
        return DocumentGroups.of(basis.outlets)
    groups: DocumentGroups = basis.snapshot.memory.recall(
        "articles by part",
        (basis.articles, dimension),
        lambda: DocumentGroups.of(list(map(KEYS[dimension], basis.articles))),
    )
    return groups


def _parts(basis: Basis, by: tuple[str, ...]) -> Parts:
    groups = document_groups(basis, by[0])
    for dimension in by[1:]:
        groups = groups.crossed_with(document_groups(basis, dimension))
    called = [_names(basis, dimension, {key[n] for key in groups.keys}) for n, dimension in enumerate(by)]
    names = [tuple(called[n][value] for n, value in enumerate(key)) for key in groups.keys]
    order = sorted(
        range(len(names)), key=lambda n: [_rank(*one) for one in zip(by, groups.keys[n], names[n], strict=True)]
    )
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    codes = places[groups.codes] if places.size else groups.codes
    codes.flags.writeable = False
    ordered = DocumentGroups(tuple(groups.keys[n] for n in order), codes)
    return Parts(by, ordered, tuple(names[n] for n in order))


def _rank(dimension: str, key: str, name: str) -> tuple[bool, bool, str, str]:
    """By name, what is not known last; months and days by their keys."""
    return (not key, key == NO_GROUP, name.casefold() if dimension in _BY_NAME else key, key)


def _names(basis: Basis, dimension: str, keys: set[str]) -> dict[str, str]:
    """What parts are called. Two stories of one title are told apart by their ids."""
    if dimension == OUTLET:
        return {key: key for key in keys}
    if dimension == STORY:
        names = {key: basis.story_title(key) if key else NOT_KNOWN[STORY] for key in keys}
    elif dimension == ARTICLE:
        names = {key: basis.by_id[key].display_title for key in keys}
    elif dimension == LANGUAGE:
        names = {key: language_name(key) or key if key else NOT_KNOWN[LANGUAGE] for key in keys}
    else:
        names = {key: key or NOT_KNOWN[dimension] for key in keys}
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    return {key: f"{name} ({key})" if name in twice else name for key, name in names.items()}
