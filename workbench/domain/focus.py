"""Focus: what is highlighted in every pane. It never changes what is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.domain.spans import Span

NOBODY: Final = "nobody:"
"""The speaker of quotes that nobody is said to have said."""
PHRASE: Final = "phrase:"
"""Begins a speaker who is no entity."""
_SUBJECTS: Final = ("term", "entity", "frame", "speaker", "group")
ASPECTS: Final = ("place", "voice", "verdict", "entry")
"""What an aspect of a frame can be: where a passage stands (``headline``, ``lead``, ``body``), whose words it is (``own``,
``quoted``), what was said of it (``accepted``, ``rejected``, ``open``), and the entry that proposed it."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What is highlighted: at most one subject (term, entity, frame, speaker or group of passages).

    It may be meant within an outlet or an article alone.

    "The bar for *nato* in Bloomberg" is ``Focus(term="nato", outlet="Bloomberg")``: its evidence is the places where the
    term stands in that outlet's articles, and the number on the bar is how many there are.
    """

    term: str = ""
    """A search in the query language of :mod:`workbench.index.query`."""
    entity: str = ""
    """An entity id."""
    frame: str = ""
    """A frame of the codebook in use, or of ``codebook``."""
    speaker: str = ""
    """Whose quotes are meant: an entity id, ``phrase:<folded words>`` for a speaker who is no entity ("officials"),
    :data:`NOBODY` for quotes without a speaker, or another one of :mod:`workbench.domain.speakers`."""
    label: str = ""
    """What is said of the entity: ``<relation>:<label>``, with ``entity`` alone."""
    group: str = ""
    """A group of passages that say the same, or another row of what is covered by whom, by its ``group_id``."""
    codebook: str = ""
    """The codebook that ``frame`` is of; empty for the one in use."""
    aspect: str = ""
    """Which passages of ``frame`` are meant: a line ``dimension:value`` for each of :data:`ASPECTS` that matters."""
    outlet: str = ""
    article: str = ""
    """The article whose evidence is meant, by document id."""
    passage: Span | None = None
    """The one place that is shown now."""
    indirect: bool = False
    """Whether speech reported without quotation marks is meant too, with ``speaker`` alone."""
    part: str = ""
    """Which articles are meant, beside those of ``outlet``: those of a month, a story, a language (a line
    ``dimension:key`` for each, see :func:`workbench.domain.parts.part_text`)."""

    date_from: str = ""
    date_to: str = ""
    """ISO days, both included: only articles are meant all possible days of whose dates lie between them."""

    collocate: str = ""
    """A word near ``term`` or ``entity``: its places in their windows are meant. Several words, with spaces between them,
    stand for the windows that have all of them."""
    span: tuple[int, int] = (0, 0)
    """The window in which ``collocate`` stands: words before and behind."""
    within_sentences: bool = False
    """Whether that window ends with the sentence."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.term, self.entity, self.frame, self.speaker, self.group))) > 1:
            raise ValueError("a focus has one subject: a term, an entity, a frame, a speaker or a group of passages")
        if (self.codebook or self.aspect) and not self.frame:
            raise ValueError("a codebook and an aspect belong to a frame")
        if any(dimension not in ASPECTS or not value for dimension, value in self.aspects):
            raise ValueError(f"an aspect is one of {', '.join(ASPECTS)} with its value")
        if self.label and not self.entity:
            raise ValueError("a label is said of an entity")
        if self.indirect and not self.speaker:
            raise ValueError("indirect speech is somebody's")
        if self.collocate and (not (self.term or self.entity) or self.label):
            raise ValueError("a collocate is one of a term or an entity")
        if (
            bool(self.collocate) != any(self.span)
            or min(self.span) < 0
            or (self.within_sentences and not self.collocate)
        ):
            raise ValueError("a collocate has a window, and nothing else has one")

    @property
    def subject(self) -> str:
        """``term``, ``entity``, ``frame``, ``speaker`` or ``group``, or ``""`` when no subject is highlighted."""
        return next((name for name in _SUBJECTS if getattr(self, name)), "")

    @property
    def aspects(self) -> tuple[tuple[str, str], ...]:
        """The aspects as pairs of dimension and value."""
        pairs = (line.partition(":") for line in self.aspect.split("\n") if line)
        return tuple((dimension, value) for dimension, _, value in pairs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is highlighted."""
        return self == Focus()

    @property
    def evidence_key(self) -> Focus:
        """The focus without the passage on show: two foci with the same key have the same evidence."""
        return replace(self, passage=None)

    @property
    def wherever(self) -> Focus:
        """What it is about, wherever and whenever it stands."""
        return replace(
            self, outlet="", article="", passage=None, part="", date_from="", date_to="", collocate="", span=(0, 0),
            within_sentences=False,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The focus as plain JSON values."""
        out: dict[str, Any] = {
            name: value
            for name in (*_SUBJECTS, "label", "codebook", "aspect", "outlet", "article", "part", "date_from", "date_to")
            if (value := getattr(self, name))
        }
        if self.indirect:
            out["indirect"] = True
        if self.collocate:
            out |= {"collocate": self.collocate, "span": list(self.span)}
        if self.within_sentences:
            out["within_sentences"] = True
        if self.passage is not None:
            out["passage"] = [self.passage.document_id, self.passage.start, self.passage.end]
        return out

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Focus:
        """The focus that :meth:`to_json` wrote. ``ValueError`` or ``TypeError`` for anything else."""
        rest = dict(values)
        passage, indirect = rest.pop("passage", None), rest.pop("indirect", False)
        (left, right), bounded = rest.pop("span", (0, 0)), rest.pop("within_sentences", False)
        texts = {k: str(v) for k, v in rest.items()}
        return cls(
            **texts,
            passage=Span(*passage) if passage else None,
            indirect=indirect is True,
            span=(int(left), int(right)),
            within_sentences=bounded is True,
        )


def aspect_text(**aspects: str) -> str:
    """Aspects as they stand in a focus, e.g. ``aspect_text(place="lead", voice="own")``; empty ones are left out."""
    return "\n".join(f"{dimension}:{aspects[dimension]}" for dimension in ASPECTS if aspects.get(dimension))
