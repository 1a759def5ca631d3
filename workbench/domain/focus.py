"""Focus: what is highlighted in every pane. It never changes what is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.domain.spans import Span

NOBODY: Final = "nobody:"
"""The speaker of quotes that nobody is said to have said."""
PHRASE: Final = "phrase:"
"""Begins a speaker who is no entity."""
_SUBJECTS: Final = ("term", "entity", "frame", "speaker")


@dataclass(frozen=True, slots=True)
class Focus:
    """What is highlighted. At most one subject (term, entity, frame or speaker), possibly within an outlet or an article.

    "The bar for *nato* in Bloomberg" is ``Focus(term="nato", outlet="Bloomberg")``: its evidence is the places where the
    term stands in that outlet's articles, and the number on the bar is how many there are.
    """

    term: str = ""
    """A search in the query language of :mod:`workbench.index.query`."""
    entity: str = ""
    """An entity id."""
    frame: str = ""
    """A frame of the codebook in use."""
    speaker: str = ""
    """Whose quotes are meant: an entity id, ``phrase:<folded words>`` for a speaker who is no entity ("officials"),
    :data:`NOBODY` for quotes without a speaker, or another one of :mod:`workbench.domain.speakers`."""
    label: str = ""
    """What is said of the entity: ``<relation>:<label>``, with ``entity`` alone."""
    outlet: str = ""
    article: str = ""
    """The article whose evidence is meant, by document id."""
    passage: Span | None = None
    """The one place that is shown now."""
    indirect: bool = False
    """Whether speech reported without quotation marks is meant too, with ``speaker`` alone."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.term, self.entity, self.frame, self.speaker))) > 1:
            raise ValueError("a focus has one subject: a term, an entity, a frame or a speaker")
        if self.label and not self.entity:
            raise ValueError("a label is said of an entity")
        if self.indirect and not self.speaker:
            raise ValueError("indirect speech is somebody's")

    @property
    def subject(self) -> str:
        """``term``, ``entity``, ``frame`` or ``speaker``, or ``""`` when no subject is highlighted."""
        return next((name for name in _SUBJECTS if getattr(self, name)), "")

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
            name: value for name in (*_SUBJECTS, "label", "outlet", "article") if (value := getattr(self, name))
        }
        if self.indirect:
            out["indirect"] = True
        if self.passage is not None:
            out["passage"] = [self.passage.document_id, self.passage.start, self.passage.end]
        return out

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Focus:
        """The focus that :meth:`to_json` wrote. ``ValueError`` or ``TypeError`` for anything else."""
        rest = dict(values)
        passage, indirect = rest.pop("passage", None), rest.pop("indirect", False)
        texts = {k: str(v) for k, v in rest.items()}
        return cls(**texts, passage=Span(*passage) if passage else None, indirect=indirect is True)
