"""What people decided about stretches of text: that they are part of the article after all, or that they are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key

BOILERPLATE: Final = "boilerplate"
"""The collection of such stretches. A key is ``<start>-<end>/<document id>``, a value the kind of boilerplate, or ``""``
for text that is counted."""

PERSON_RULE: Final = "person"
"""The rule of boilerplate that a person marked."""
MARKED: Final = "marked"
"""Its kind, when the person did not choose another."""


@dataclass(frozen=True, slots=True)
class BoilerplateMark:
    """One decision about one stretch, half-open in code points."""

    document_id: str
    start: int
    end: int
    kind: str = ""
    """Empty: the stretch belongs to the article and is counted."""


def changes_for_marks(marks: Iterable[BoilerplateMark]) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to take in such decisions."""
    return {(BOILERPLATE, f"{m.start}-{m.end}/{m.document_id}"): m.kind for m in marks}


def changes_for_stretches(
    decisions: Decisions, stretches: Iterable[BoilerplateMark], *, withdraw: bool = False
) -> dict[Key, Json | None]:
    """What to change so that stretches are decided about anew. No two decisions are left to overlap.

    Earlier decisions give way there; what they say about the text beside stays.

    Args:
        decisions: what is decided now.
        stretches: the new decisions.
        withdraw: decide nothing about the stretches instead, so that what the rules found holds again.
    """
    before = marks_in(decisions)
    changes: dict[Key, Json | None] = {}
    after: dict[str, dict[tuple[int, int], str]] = {}
    for new in stretches:
        known = after.get(new.document_id)
        if known is None:
            known = {(old.start, old.end): old.kind for old in before.get(new.document_id, ())}
            after[new.document_id] = known
        for (start, end), kind in list(known.items()):
            if start < new.end and new.start < end:
                del known[start, end]
                for rest in ((start, new.start), (new.end, end)):
                    if rest[0] < rest[1]:
                        known[rest] = kind
        if not withdraw:
            known[new.start, new.end] = new.kind
    for document, known in after.items():
        old_places = {(old.start, old.end): old.kind for old in before.get(document, ())}
        gone = [BoilerplateMark(document, *place) for place in old_places if place not in known]
        changes.update(dict.fromkeys(changes_for_marks(gone)))
        changes.update(
            changes_for_marks(
                BoilerplateMark(document, *place, kind)
                for place, kind in known.items()
                if old_places.get(place) != kind
            )
        )
    return changes


def marks_in(decisions: Decisions) -> dict[str, tuple[BoilerplateMark, ...]]:
    """The decisions of each article, oldest first. What this version can't read is left out."""
    out: dict[str, list[BoilerplateMark]] = {}
    for key, kind in decisions.collection(BOILERPLATE).items():
        place, sign, document = key.partition("/")
        start, _, end = place.partition("-")
        if sign and isinstance(kind, str) and start.isdecimal() and end.isdecimal() and int(start) < int(end):
            out.setdefault(document, []).append(BoilerplateMark(document, int(start), int(end), kind))
    return {document: tuple(marks) for document, marks in out.items()}
