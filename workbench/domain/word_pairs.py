"""Opposed pairs of words that a person sets against one another: regime and government, invasion and conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from workbench.domain.decisions import Decisions, Json, Key

WORD_PAIR: Final = "word pair"
"""The collection of opposed pairs. A key is the pair's name, a value ``{"a": search, "b": search}``."""

LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class WordPair:
    """Two searches of the query language under one name."""

    name: str
    a: str
    b: str


def tidy(text: str) -> str:
    """A name or a search as it is kept: one line, single blanks."""
    return " ".join(text.split())


def default_name(a: str, b: str) -> str:
    """What a pair is called unless a person names it: ``regime / government``."""
    return f"{tidy(a)} / {tidy(b)}"[:LONGEST_NAME]


def changes_for_pair(pair: WordPair | None, *, instead_of: str = "") -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to keep a pair; ``None`` takes the one called ``instead_of`` away.

    Args:
        pair: what is to be kept, with a name.
        instead_of: the name of the pair that it was before.

    Raises:
        ValueError: the pair lacks its name or one of its searches.
    """
    changes: dict[Key, Json | None] = {(WORD_PAIR, instead_of): None} if instead_of else {}
    if pair is not None:
        values = {"name": tidy(pair.name), "a": tidy(pair.a), "b": tidy(pair.b)}
        missing = [what for what, value in values.items() if not value]
        if missing:
            raise ValueError(f"a pair of words lacks: {', '.join(missing)}")
        changes[WORD_PAIR, values["name"]] = {"a": values["a"], "b": values["b"]}
    return changes


def word_pairs_in(decisions: Decisions) -> tuple[WordPair, ...]:
    """The pairs in the order in which they were made. What this version can't read as a pair is left out."""
    out = []
    for name, value in decisions.collection(WORD_PAIR).items():
        a, b = _side(value, "a"), _side(value, "b")
        if name and a and b:
            out.append(WordPair(name, a, b))
    return tuple(out)


def word_pair_words(value: Json) -> str:
    """A decided pair in words: ``regime against government``."""
    return f"{_side(value, 'a') or 'nothing'} against {_side(value, 'b') or 'nothing'}"


def pair_from(text: str) -> WordPair:
    """The pair that a person writes on one line: ``regime / government``.

    Raises:
        ValueError: there are not two sides, with a slash and blanks between them.
    """
    a, sign, b = tidy(text).partition(" / ")
    if not (sign and a and b):
        raise ValueError(f"{text!r} is no pair of words")
    return WordPair(default_name(a, b), a, b)


def _side(value: Any, name: str) -> str:
    side = value.get(name) if isinstance(value, dict) else None
    return tidy(side) if isinstance(side, str) else ""
