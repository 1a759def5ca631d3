"""What articles can be told apart by besides their outlet: story, month, week, day, language.

A *dimension* is one of these, a *part* the articles with one value of it. The key of a part is that value (a story's id,
``2024-07``, ``2024-W27``), empty for the articles of which it is not known: they are a part of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from workbench.domain.article import Article
from workbench.domain.palette import UNKNOWN_OUTLET

OUTLET: Final = "outlet"
STORY: Final = "story"
MONTH: Final = "month"
WEEK: Final = "week"
DAY: Final = "day"
LANGUAGE: Final = "language"
ARTICLE: Final = "article"

DIMENSIONS: Final = (OUTLET, STORY, MONTH, WEEK, DAY, LANGUAGE)
"""What terms can be counted by, one or two of them at a time."""

NOT_KNOWN: Final[Mapping[str, str]] = {
    OUTLET: UNKNOWN_OUTLET,
    STORY: "No story",
    MONTH: "Month not known",
    WEEK: "Week not known",
    DAY: "Day not known",
    LANGUAGE: "Language not known",
}
"""What the articles are called of which a dimension is not known."""


def month_of(article: Article) -> str:
    """The month of an article's date, ``2024-07``; empty when it is not known."""
    return article.date[:7] if len(article.date) >= 7 else ""


def day_of(article: Article) -> str:
    """The day of an article's date, ``2024-07-04``; empty when it is not known."""
    return article.date[:10] if len(article.date) >= 10 else ""


def week_of(article: Article) -> str:
    """The week of an article's date after ISO 8601, ``2024-W27`` (from Monday); empty when its day is not known."""
    day = day_of(article)
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:
        return ""
    return f"{year:04}-W{week:02}"


KEYS: Final[Mapping[str, Callable[[Article], str]]] = {
    OUTLET: lambda article: article.outlet,
    STORY: lambda article: article.story_id,
    MONTH: month_of,
    WEEK: week_of,
    DAY: day_of,
    LANGUAGE: lambda article: article.language,
    ARTICLE: lambda article: article.document_id,
}
"""The key of the part that an article is in, by dimension."""


def part_text(parts: Iterable[tuple[str, str]]) -> str:
    """Parts as :attr:`workbench.domain.focus.Focus.part` holds them: a line ``dimension:key`` for each."""
    return "\n".join(f"{dimension}:{key}" for dimension, key in parts)


def parts_in(text: str) -> tuple[tuple[str, str], ...]:
    """The dimensions and keys in such a text. What names no dimension is left out."""
    pairs = (line.partition(":") for line in text.split("\n"))
    return tuple((dimension, key) for dimension, colon, key in pairs if colon and dimension in KEYS)
