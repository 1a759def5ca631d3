"""Focus: what is highlighted in every pane. It never changes what is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from workbench.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Focus:
    """What is highlighted. At most one subject (term, entity or frame), possibly within an outlet or an article.

    "The bar for *nato* in Bloomberg" is ``Focus(term="nato", outlet="Bloomberg")``: its evidence is the places where the
    term stands in that outlet's articles, and the number on the bar is how many there are.
    """

    term: str = ""
    """A search in the query language of :mod:`workbench.index.query`."""
    entity: str = ""
    """An entity id."""
    frame: str = ""
    """A frame of the codebook in use."""
    outlet: str = ""
    article: str = ""
    """The article whose evidence is meant, by document id."""
    passage: Span | None = None
    """The one place that is shown now."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.term, self.entity, self.frame))) > 1:
            raise ValueError("a focus has one subject: a term, an entity or a frame")

    @property
    def subject(self) -> str:
        """``term``, ``entity`` or ``frame``, or ``""`` when no subject is highlighted."""
        return "term" if self.term else "entity" if self.entity else "frame" if self.frame else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is highlighted."""
        return self == Focus()

    @property
    def evidence_key(self) -> Focus:
        """The focus without the passage on show: two foci with the same key have the same evidence."""
        return replace(self, passage=None)

    def to_json(self) -> dict[str, Any]:
        """The focus as plain JSON values."""
        out: dict[str, Any] = {
            name: value for name in ("term", "entity", "frame", "outlet", "article") if (value := getattr(self, name))
        }
        if self.passage is not None:
            out["passage"] = [self.passage.document_id, self.passage.start, self.passage.end]
        return out

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Focus:
        """The focus that :meth:`to_json` wrote. ``ValueError`` or ``TypeError`` for anything else."""
        rest = dict(values)
        passage = rest.pop("passage", None)
        return cls(**{k: str(v) for k, v in rest.items()}, passage=Span(*passage) if passage else None)
