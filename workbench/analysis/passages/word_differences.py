"""How one passage is worded against another: words inserted, deleted, replaced, or moved into or out of quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from workbench.domain.spans import Interval, covers, merged
from workbench.index.tokenizer import tokenize

Change = Literal["equal", "insert", "delete", "replace"]
Marks = Literal["same", "only in one", "only in other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDifference:
    """A stretch of words and its counterpart, as half-open spans in the two texts; empty where there is none."""

    change: Change
    start_one: int
    end_one: int
    start_other: int
    end_other: int
    marks: Marks = "same"
    """For equal words: in which text alone they stand inside quotation marks."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    quoted: bool


def word_differences(
    one: str, other: str, *, quoted_one: Iterable[Interval] = (), quoted_other: Iterable[Interval] = ()
) -> list[WordDifference]:
    """What turns one text into the other, word by word, in the order of both.

    Case and punctuation play no part. The words of each text are in exactly one difference.

    Args:
        one: a text.
        other: another.
        quoted_one: spans inside quotation marks in the one.
        quoted_other: the same in the other.
    """
    mine, theirs = _words(one, quoted_one), _words(other, quoted_other)
    matcher = SequenceMatcher(None, [word.text for word in mine], [word.text for word in theirs], autojunk=False)
    out: list[WordDifference] = []
    for change, low, high, other_low, other_high in matcher.get_opcodes():
        if change != "equal":
            out.append(_difference(change, mine, theirs, low, high, other_low, other_high, "same"))
            continue
        begin = 0
        marks = [_marks(mine[low + at], theirs[other_low + at]) for at in range(high - low)]
        for at in range(1, len(marks) + 1):
            if at == len(marks) or marks[at] != marks[begin]:
                out.append(
                    _difference(
                        "equal", mine, theirs, low + begin, low + at, other_low + begin, other_low + at, marks[begin]
                    )
                )
                begin = at
    return out


def _words(text: str, quoted: Iterable[Interval]) -> list[_Word]:
    tokens, inside = tokenize(text), merged(quoted)
    return [
        _Word(word, start, end, covers(inside, start))
        for word, start, end in zip(tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    ]


def _marks(one: _Word, other: _Word) -> Marks:
    if one.quoted == other.quoted:
        return "same"
    return "only in one" if one.quoted else "only in other"


def _difference(
    change: Change, mine: Sequence[_Word], theirs: Sequence[_Word], low: int, high: int, other_low: int, other_high: int,
    marks: Marks,
) -> WordDifference:  # fmt: skip
    start_one, end_one = _span(mine, low, high)
    start_other, end_other = _span(theirs, other_low, other_high)
    return WordDifference(
        change=change, start_one=start_one, end_one=end_one, start_other=start_other, end_other=end_other, marks=marks
    )


def _span(words: Sequence[_Word], low: int, high: int) -> Interval:
    """The span of some words; empty at the end of the word before when there are none."""
    if low < high:
        return words[low].start, words[high - 1].end
    place = words[low - 1].end if low else 0
    return place, place
