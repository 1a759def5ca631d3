"""When articles came out, as numbers for each document of the store: made once, and not for each question."""

from __future__ import annotations

import numpy as np

from workbench.analysis.timeline import ArticleDays, days_of_articles, step_numbers
from workbench.domain.time_steps import Unit, days_of
from workbench.index.arrays import BoolArray
from workbench.index.store import IntArray
from workbench.workspace.basis import Basis

_NEVER = 2**31 - 1


def article_days(basis: Basis) -> ArticleDays:
    """The days that each document's date may stand for; the same object while no date changes."""
    return basis.snapshot.memory.recall(
        "article days", (basis.articles,), lambda: days_of_articles([article.date for article in basis.articles])
    )


def article_steps(basis: Basis, unit: Unit) -> IntArray:
    """The day, week or month that each document is in, as a number."""
    days = article_days(basis)
    return basis.snapshot.memory.recall("article steps", (days, str(unit)), lambda: step_numbers(days, unit))


def dated_within(basis: Basis, date_from: str, date_to: str) -> BoolArray:
    """``bool[D]``: whether all days that a document's date may stand for lie between two days; an empty one is no limit."""
    days = article_days(basis)
    first, last = days_of(date_from), days_of(date_to)
    begin = first[0].toordinal() if first is not None else 1
    end = last[1].toordinal() if last is not None else _NEVER
    return np.asarray((days.first >= begin) & (days.first > 0) & (days.last <= end))
