"""What is said of an entity: the kinds of labels, and how one of them is highlighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.domain.focus import Focus
from workbench.domain.scope import Voice

TITLE: Final = "title"
APPOSITION: Final = "apposition"
NOMINAL: Final = "nominal"
MODIFIER: Final = "modifier"
SUBJECT_OF: Final = "subject_of"
OBJECT_OF: Final = "object_of"

RELATIONS: Final = (NOMINAL, TITLE, APPOSITION, MODIFIER, SUBJECT_OF, OBJECT_OF)
"""In the order in which they are shown: what it is called, what it is said to be, what it does, what is done to it."""

RELATION_WORDS: Final = {
    NOMINAL: "description in place of the name",
    TITLE: "title",
    APPOSITION: "apposition",
    MODIFIER: "adjective",
    SUBJECT_OF: "subject of",
    OBJECT_OF: "object of",
}
"""Kinds of labels in words."""

_VOICE: Final = "@"


@dataclass(frozen=True, slots=True)
class ChosenLabel:
    """One label of an entity, in all words or only in the outlet's own or the quoted ones."""

    relation: str
    label: str
    voice: Voice = Voice.ALL

    def focus(self, entity: str, outlet: str = "") -> Focus:
        """The focus that stands for it."""
        relation = self.relation if self.voice is Voice.ALL else f"{self.relation}{_VOICE}{self.voice}"
        return Focus(entity=entity, label=f"{relation}:{self.label}", outlet=outlet)

    @classmethod
    def of(cls, focus: Focus) -> ChosenLabel | None:
        """The label that a focus stands for; ``None`` for a focus without one, or one that can't be understood."""
        relation, sign, label = focus.label.partition(":")
        relation, _, voice = relation.partition(_VOICE)
        if not sign or relation not in RELATIONS:
            return None
        try:
            return cls(relation, label, Voice(voice) if voice else Voice.ALL)
        except ValueError:
            return None

    @property
    def words(self) -> str:
        """The label as a heading says it: ``“dictator” (apposition)``, ``subject of “accuse”, quoted``."""
        if self.relation in (SUBJECT_OF, OBJECT_OF):
            said = f"{RELATION_WORDS[self.relation]} “{self.label}”"
        else:
            said = f"“{self.label}” ({RELATION_WORDS[self.relation]})"
        return f"{said}{_VOICE_WORDS[self.voice]}"


_VOICE_WORDS: Final = {Voice.ALL: "", Voice.OUTLET: ", outlet’s own words", Voice.QUOTED: ", quoted words"}
