"""Descriptions that rules propose, and putting them among an article's mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.annotation.document import NOMINAL, MentionAnnotation


@dataclass(frozen=True, slots=True)
class Proposed:
    """A description with the kind of what it stands for."""

    start: int
    end: int
    type: str
    antecedent: int = -1
    """Position in the list of mentions; behind their end, position in the list of proposals counted on; -1 for a
    description that has an entity of its own."""


def with_proposed(mentions: Sequence[MentionAnnotation], proposed: Sequence[Proposed]) -> tuple[MentionAnnotation, ...]:
    """Mentions and descriptions by position, the antecedents pointing to where their mentions now are.

    Of two for the same stretch the first is kept, and what leans on the other leans on it.
    """
    spans = {(m.start, m.end): number for number, m in enumerate(mentions)}
    instead: dict[int, int] = {}
    kept: list[tuple[int, Proposed]] = []
    taken: dict[tuple[int, int], int] = {}
    for offset, one in enumerate(proposed):
        number = len(mentions) + offset
        same = spans.get((one.start, one.end), taken.get((one.start, one.end)))
        if same is not None:
            instead[number] = same
            continue
        taken[one.start, one.end] = number
        kept.append((number, one))
    rows = [(m.start, m.end, number, m) for number, m in enumerate(mentions)]
    rows += [
        (one.start, one.end, number, MentionAnnotation(one.start, one.end, one.type, NOMINAL, one.antecedent))
        for number, one in kept
    ]
    rows.sort(key=lambda row: row[:3])
    place = {number: at for at, (_, _, number, _) in enumerate(rows)}

    def moved(antecedent: int) -> int:
        while antecedent in instead:
            antecedent = instead[antecedent]
        return place.get(antecedent, -1)

    out = [replace(m, antecedent=moved(m.antecedent)) if m.antecedent >= 0 else m for _, _, _, m in rows]
    # what leans on a pronoun, or on a description that leans on a name, counts for what that one counts for
    return tuple(
        replace(m, antecedent=out[m.antecedent].antecedent)
        if m.antecedent >= 0 and out[m.antecedent].antecedent >= 0
        else m
        for m in out
    )
