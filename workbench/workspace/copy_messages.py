"""What the window hears about copies. Plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.table_data import TableData


class Standing(StrEnum):
    """How an article is counted when copied text is counted once."""

    WHOLE = "whole"
    """All of it."""
    PARTLY = "partly"
    """All but what is counted in another article."""
    STANDS = "stands"
    """It stands for its duplicates."""
    LEFT_OUT = "left_out"
    """Not at all: another article stands for it."""
    OWN = "own"
    """All of it, because a person said that it is no copy."""


@dataclass(frozen=True, slots=True)
class CopyList:
    """The pairs of copies, and what they mean for the counts."""

    revision: int
    pairs: TableData
    """Columns kind, outlet, title, document_id, date, share, words, the same with ``_2`` for the other article, first, agency,
    copies; the article whose text is counted comes first. Empty columns while the words are being indexed."""
    compared: int = 0
    """Articles that were compared."""
    listed: int = 0
    """Pairs that would be listed if there were no limit."""
    groups: int = 0
    """Groups of duplicates."""
    left_out: int = 0
    """Articles that are left out when copies are counted once."""
    shortened: int = 0
    """Articles of which a part is left out then."""
    words_left_out: int = 0
    """Words that are left out then, boilerplate not among them."""
    words: int = 0
    """Words of all compared articles, boilerplate not among them."""


@dataclass(frozen=True, slots=True)
class CopySide:
    """One of two compared articles."""

    document_id: str
    title: str
    outlet: str
    date: str
    text: str
    words: int
    """Compared words: boilerplate is not among them."""
    shared_words: int
    """Those of them that stand in the other article, by shingles."""
    share: float
    """The share of its shingles that the other article has."""
    standing: Standing
    copies: int = 0
    """How many articles it stands for."""
    elsewhere_words: int = 0
    """Words of it that are counted in another article (:attr:`Standing.PARTLY`)."""
    stands_for_it: str = ""
    """The title of the article that stands for it (:attr:`Standing.LEFT_OUT`)."""
    chosen: bool = False
    """Whether a person made it stand for its duplicates."""
    also_chosen: tuple[str, ...] = ()
    """Others of its group that a person made stand for their duplicates."""
    in_group: bool = False
    """Whether it is in a group of duplicates, so that it can stand for others."""
    agency: str = ""
    """The agency whose text it has."""
    agency_why: str = ""
    boilerplate: tuple[tuple[int, int], ...] = ()
    """Stretches that are not compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two articles differ, as half-open spans in code points; a side that has nothing there is empty."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The same words in both articles."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    moved: bool = False
    """Whether it stands in another place of the order in the other article."""


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """Two articles side by side."""

    revision: int
    left: CopySide
    right: CopySide
    kind: str
    """``duplicate`` or ``shared_copy``; empty when they are no pair (any more)."""
    first: str
    """The document id of the one that is surely earlier; empty when the dates do not say."""
    shared: tuple[Stretch, ...]
    """In the order of the left article."""
    differences: tuple[Difference, ...]
    """In the order of the left article."""
