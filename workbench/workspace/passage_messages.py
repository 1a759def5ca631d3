"""Passages that say the same, as the window shows them: groups, their members, and how the wording differs."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.spans import Interval

SAME_QUOTE = "same-quote"
SAME_FACT = "same-fact"
CONTRADICTION = "contradiction"
KINDS = (SAME_QUOTE, SAME_FACT, CONTRADICTION)
"""Kinds of groups: the same words of the same speaker; the same fact; passages that differ in figures, dates or in who did it."""
KIND_WORDS = {SAME_QUOTE: "Same quote", SAME_FACT: "Same fact", CONTRADICTION: "Contradiction"}
"""Kinds of groups in words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of words in which two passages differ, or stand alike but in and out of quotation marks.

    Places are code points in the articles' stored texts; an empty one (start = end) says where words are missing.
    """

    change: str
    """``insert`` (only in the other), ``delete`` (only in the one), ``replace``, ``quoted`` (in quotation marks in the one
    alone) or ``unquoted`` (in quotation marks in the other alone)."""
    one: Interval
    other: Interval


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a group."""

    document_id: str
    start: int
    end: int
    text: str
    outlet: str
    title: str
    date: str
    similarity: float
    """0 to 1: how sure it is that it says the same as its nearest counterpart in the group."""
    speaker: str = ""
    """Who says it, where it is quoted."""
    place: str = ""
    """``headline``, ``lead`` or ``body``."""
    differences: tuple[Difference, ...] = ()
    """From the passage that it is compared with (``one``) to this one (``other``)."""
    decided: bool = False
    """Whether a person put it there."""
    frames: tuple[str, ...] = ()
    """Frames of the codebook in use that words of it are proposed or accepted for, each with what was said."""


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """A group of passages with their differences from one of them."""

    revision: int
    group_id: str
    kind: str = ""
    story_id: str = ""
    story: str = ""
    reason: str = ""
    """Why they are taken for the same, and in what they contradict one another, in words."""
    base: int = 0
    """The member that the others are compared with."""
    members: tuple[Member, ...] = ()
    """In the order of the corpus; empty when there is no such group any more."""
    outlets_without: tuple[str, ...] = ()
    """The outlets of the story that none of them is from."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A group of passages as it stands in articles side by side."""

    group_id: str
    kind: str
    places: tuple[tuple[int, Interval], ...]
    """Pairs of an article's position (0 is the leftmost) and a place in it, from left to right; two articles at least."""
    differences: tuple[tuple[int, int, tuple[Difference, ...]], ...] = ()
    """For places that follow one another, as indexes into ``places``: how the second differs from the first."""
    words: str = ""
    """What it is in a sentence: ``Same quote: 3 of 12 words differ``."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What articles side by side have in common."""

    revision: int
    documents: tuple[str, ...]
    aligned: tuple[Aligned, ...] = ()
    """In the order of the leftmost article."""
    shared: tuple[tuple[Interval, ...], ...] = ()
    """For each article the stretches that another one on show says too; what is left is its alone."""
    note: str = ""
    """What a person should know: that articles are of several stories, or that words alone were compared."""
    waiting: bool = field(default=False)
    """Whether sentences are not known yet for one of them."""
