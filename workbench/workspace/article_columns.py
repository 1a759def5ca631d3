"""What is said of articles, as a number for each document of the store: made once, and not for each question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.analysis.document_groups import DocumentGroups
from workbench.domain.outlet_groups import OUTLET_GROUP
from workbench.domain.parts import KEYS
from workbench.index.store import IntArray
from workbench.workspace.basis import Basis, in_fixed_order


@dataclass(frozen=True, eq=False)
class ArticleColumns:
    """Numbers that stand for outlets and dates."""

    outlets: tuple[str, ...]
    """What is compared (outlets, or groups of them), in the fixed order; ``""`` for articles without an outlet."""
    outlet_codes: IntArray
    """``int32[D]``: the place in ``outlets`` of each document's outlet."""
    date_codes: IntArray
    """``int32[D]``: the place of each document's date among all dates; articles without a date come last."""


def article_columns(basis: Basis) -> ArticleColumns:
    """The columns of the articles of a basis; the same object while nothing of them changes."""
    return basis.snapshot.memory.recall(
        "article columns",
        (basis.articles, basis.decisions.collection(OUTLET_GROUP), basis.scope.compare),
        lambda: _columns(basis),
    )


def part_of(basis: Basis, dimension: str, key: str) -> IntArray:
    """``int32[D]``: 1 for each document in a part (see :mod:`workbench.domain.parts`), else 0."""
    groups: DocumentGroups = basis.snapshot.memory.recall(
        "articles by part",
        (basis.articles, dimension),
        lambda: DocumentGroups.of(list(map(KEYS[dimension], basis.articles))),
    )
    code = groups.keys.index((key,)) if (key,) in groups.keys else -1
    flags: IntArray = (groups.codes == code).astype(np.int32)
    return flags


def _columns(basis: Basis) -> ArticleColumns:
    outlets = DocumentGroups.of(basis.outlets)
    names = in_fixed_order(outlets.names)
    dates = DocumentGroups.of([article.date for article in basis.articles])
    days = sorted(dates.names, key=lambda day: (not day, day))
    return ArticleColumns(
        outlets=names,
        outlet_codes=_ranked(outlets, names),
        date_codes=_ranked(dates, days),
    )


def _ranked(groups: DocumentGroups, names: tuple[str, ...] | list[str]) -> IntArray:
    """The codes of groups as places in another order of their names."""
    place = {name: n for n, name in enumerate(names)}
    ranks = np.array([place[name] for name in groups.names], dtype=np.int32)
    codes: IntArray = ranks[groups.codes] if ranks.size else groups.codes
    codes.flags.writeable = False
    return codes
