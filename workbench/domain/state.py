"""The state of a session, and what changed when it changes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from workbench.domain.article import EDITABLE_FIELDS, Article
from workbench.domain.focus import Focus
from workbench.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision about one metadata field of one article."""

    document_id: str
    field: str
    value: str

    def __post_init__(self) -> None:
        if self.field not in EDITABLE_FIELDS:
            raise ValueError(f"{self.field!r} can't be corrected; one of: {', '.join(EDITABLE_FIELDS)}")

    def to_json(self) -> dict[str, str]:
        """The correction as plain JSON values."""
        return {"document_id": self.document_id, "field": self.field, "value": self.value}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Correction:
        """The correction that :meth:`to_json` wrote."""
        return cls(str(values["document_id"]), str(values["field"]), str(values["value"]))


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the panes show follows from this and the corpus."""

    scope: Scope = field(default_factory=Scope)
    corrections: tuple[Correction, ...] = ()
    focus: Focus = field(default_factory=Focus)

    def corrected(self, articles: tuple[Article, ...]) -> tuple[Article, ...]:
        """The articles with this state's corrections applied, the latest one of a field winning."""
        return corrected(articles, self.corrections)


def corrected(articles: tuple[Article, ...], corrections: tuple[Correction, ...]) -> tuple[Article, ...]:
    """The articles with corrections applied in order; corrections of articles that are not there are ignored."""
    if not corrections:
        return articles
    by_document: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_document.setdefault(correction.document_id, []).append(correction)
    out = []
    for article in articles:
        changed = article
        for correction in by_document.get(article.document_id, ()):
            changed = changed.with_field(correction.field, correction.value)
        out.append(changed)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state: which fields differ, who began it, and what to call it."""

    old: State
    new: State
    origin: str = ""
    """The pane that began it, so that it need not react to its own gesture."""
    label: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The names of the state's fields that differ."""
        return frozenset(f.name for f in fields(State) if getattr(self.old, f.name) != getattr(self.new, f.name))
