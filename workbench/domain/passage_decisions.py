"""What people decided about which passages say the same: joined by hand, or taken apart.

A decision is about a passage by its place, so that it holds however groups are found again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.entity_decisions import place_key, span_of
from workbench.domain.spans import Span

PASSAGE: Final = "passage"
"""The collection of such decisions. A key is ``<start>-<end>/<document id>`` of a passage, a value ``{"apart": true}`` (it is in
no group), or ``{"with": "<start>-<end>/<document id>"}`` (it says the same as that other passage)."""


def changes_for_split(passages: Iterable[Span]) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to take passages out of their group."""
    return {(PASSAGE, place_key(passage)): {"apart": True} for passage in passages}


def changes_for_join(passages: Sequence[Span]) -> dict[Key, Json | None]:
    """What to change to put passages into one group, with all that is in the groups of any of them.

    Raises:
        ValueError: fewer than two passages.
    """
    if len(passages) < 2:
        raise ValueError("it takes two passages to join them")
    first, *others = passages
    changes: dict[Key, Json | None] = {(PASSAGE, place_key(other)): {"with": place_key(first)} for other in others}
    changes[PASSAGE, place_key(first)] = {"with": place_key(others[0])}  # it may have been taken apart before
    return changes


def changes_for_forgetting(passages: Iterable[Span]) -> dict[Key, Json | None]:
    """What to change to leave passages where they are found."""
    return {(PASSAGE, place_key(passage)): None for passage in passages}


def passages_apart(decisions: Decisions) -> frozenset[Span]:
    """The passages that are in no group."""
    items = decisions.collection(PASSAGE).items()
    spans = (span_of(key) for key, value in items if isinstance(value, dict) and value.get("apart") is True)
    return frozenset(span for span in spans if span is not None)


def passages_joined(decisions: Decisions) -> tuple[tuple[Span, Span], ...]:
    """Pairs of passages that say the same, in the order in which that was decided."""
    out = []
    for key, value in decisions.collection(PASSAGE).items():
        other = value.get("with") if isinstance(value, dict) else None
        one, another = span_of(key), span_of(other) if isinstance(other, str) else None
        if one is not None and another is not None and one != another:
            out.append((one, another))
    return tuple(out)
