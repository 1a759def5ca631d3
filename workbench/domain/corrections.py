"""Corrections: what people decided about articles' metadata, kept beside what the sources said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.decisions import Decisions, Json, Key

METADATA: Final = "metadata"
"""The collection of corrections. A key is ``<field>/<document id>``, a value is a text."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision about one metadata field of one article."""

    document_id: str
    field: str
    value: str

    def __post_init__(self) -> None:
        if self.field not in EDITABLE_FIELDS:
            raise ValueError(f"{self.field!r} can't be corrected; one of: {', '.join(EDITABLE_FIELDS)}")


def changes_for(corrections: Iterable[Correction]) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` for corrections; the latest one of a field wins."""
    return {(METADATA, f"{c.field}/{c.document_id}"): c.value for c in corrections}


def corrections_in(decisions: Decisions) -> dict[str, dict[str, str]]:
    """The corrected fields of each article. What this version can't read as a correction is left out."""
    out: dict[str, dict[str, str]] = {}
    for key, value in decisions.collection(METADATA).items():
        field, _, document = key.partition("/")
        if field in EDITABLE_FIELDS and isinstance(value, str):
            out.setdefault(document, {})[field] = value
    return out


def corrected(articles: tuple[Article, ...], decisions: Decisions) -> tuple[Article, ...]:
    """The articles with a person's corrections; those of articles that are not there are ignored."""
    by_document = corrections_in(decisions)
    if not by_document:
        return articles
    return tuple(
        with_fields(article, by_document[article.document_id]) if article.document_id in by_document else article
        for article in articles
    )


def with_fields(article: Article, fields: Mapping[str, str]) -> Article:
    """The article with some of its fields corrected."""
    for field, value in fields.items():
        article = article.with_field(field, value)
    return article
