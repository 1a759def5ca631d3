"""Groups of sentences over outlets that say the same: what one passage of each outlet tells, side by side.

Pairs are joined from the most to the least alike. Two groups are joined when the sentences of different outlets in them say
the same on average: a chain of half-alike pairs does not make one group. A sentence is in one group at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbench.analysis.passages.sentence_pairs import Sentence, SentencePair

Kind = Literal["same-quote", "same-fact", "contradiction"]

LEAST_SHARE: Final = 0.5
"""The share of the pairs between two groups that must say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sentences of at least two outlets, by their numbers, in order."""

    kind: Kind
    members: tuple[int, ...]
    similarities: tuple[float, ...]
    """For each member how alike it is to the one of another outlet that is most like it."""


def grouped(sentences: Sequence[Sentence], pairs: Sequence[SentencePair]) -> list[Group]:
    """The groups that pairs make, in the order of their first sentences.

    Args:
        sentences: those of one story.
        pairs: what :func:`workbench.analysis.passages.sentence_pairs.same_pairs` found among them.
    """
    linked = {(pair.one, pair.other): pair for pair in pairs}
    group_of: dict[int, list[int]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.anchored, -pair.similarity, pair.one, pair.other)):
        first = group_of.setdefault(pair.one, [pair.one])
        second = group_of.setdefault(pair.other, [pair.other])
        if first is second or not _belong(sentences, linked, first, second):
            continue
        first.extend(second)
        for member in second:
            group_of[member] = first
    distinct = {id(group): sorted(group) for group in group_of.values() if len(group) > 1}
    return [_group(members, linked) for members in sorted(distinct.values())]


def _belong(
    sentences: Sequence[Sentence], linked: dict[tuple[int, int], SentencePair], first: list[int], second: list[int]
) -> bool:
    across = [
        (min(one, other), max(one, other)) in linked
        for one in first
        for other in second
        if sentences[one].outlet != sentences[other].outlet
    ]
    return bool(across) and sum(across) >= LEAST_SHARE * len(across)


def _group(members: list[int], linked: dict[tuple[int, int], SentencePair]) -> Group:
    inside = [linked[one, other] for one in members for other in members if (one, other) in linked]
    kind: Kind = "same-fact"
    if any(pair.conflicts for pair in inside):
        kind = "contradiction"
    elif any(pair.quote_in_common for pair in inside):
        kind = "same-quote"
    best = [max((p.similarity for p in inside if member in (p.one, p.other)), default=0.0) for member in members]
    return Group(kind=kind, members=tuple(members), similarities=tuple(best))
