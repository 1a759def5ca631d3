"""Who did it: two sentences that are alike but for one name, which stands for another one in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from workbench.analysis.passages.word_differences import WordDifference, word_differences

if TYPE_CHECKING:
    from workbench.analysis.passages.sentence_pairs import Mention, Sentence

LEAST_EQUAL: Final = 0.75
"""The share of the words of each sentence that the other has in the same order."""
ALMOST: Final = 0.6
"""The share of letters in common from which two names are spelled almost alike."""
MOST_BESIDE: Final = 5
"""Characters beside a name in the stretch that is replaced, at most: room for "the " and no more."""
LEAST_WORDS: Final = 5
"""Words in common at least."""


def other_doers(one: Sentence, other: Sentence) -> tuple[str, str] | None:
    """The two names, where one sentence has another name in the place of one of the other's.

    Besides that name the sentences are nearly word for word the same: "Ukraine shelled the dam on Tuesday" and "Russia shelled
    the dam on Tuesday". Both names are of one type and spelled differently, for "the U.S." and "American", or "HP" and "HPs",
    are the same ones more often than not. Names of one entity are the same name, and a sentence that names both entities only
    orders its words differently.

    Args:
        one: a sentence.
        other: another.

    Returns:
        The names as the sentences have them; ``None`` where no name differs, or more than one thing does.
    """
    if not _only_in(one, other) or not _only_in(other, one):
        return None  # most pairs: their words need not be compared
    differences = word_differences(one.text, other.text)
    equal = [difference for difference in differences if difference.change == "equal"]
    common = sum(len(one.text[part.start_one : part.end_one].split()) for part in equal)
    longest = max(len(one.text.split()), len(other.text.split()))
    if common < LEAST_WORDS or common < LEAST_EQUAL * longest:
        return None
    found = [
        (mine, theirs)
        for difference in differences
        if difference.change == "replace"
        for mine, theirs in [_names(difference, one, other)]
        if mine is not None and theirs is not None
    ]
    if len(found) != 1:
        return None
    mine, theirs = found[0]
    if mine.type != theirs.type or mine.entity_id in other.entity_ids or theirs.entity_id in one.entity_ids:
        return None
    names = one.text[mine.start : mine.end], other.text[theirs.start : theirs.end]
    return None if _alike(*names) else names


def _only_in(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence names something that the other does not."""
    return any(mention.entity_id not in other.entity_ids for mention in one.mentions)


def _alike(one: str, other: str) -> bool:
    """Whether two names may be the same: one stands in the other, is its acronym, or is spelled almost like it."""
    first, second = sorted((one.casefold(), other.casefold()), key=len)
    letters = "".join(word[0] for word in second.replace("-", " ").split())
    near = SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALMOST
    return first in second or first.replace(".", "") == letters or near


def _names(difference: WordDifference, one: Sentence, other: Sentence) -> tuple[Mention | None, Mention | None]:
    """The mentions that stand in the two sides of a replacement, one in each."""
    mine = _inside(one.mentions, difference.start_one, difference.end_one)
    theirs = _inside(other.mentions, difference.start_other, difference.end_other)
    return mine, theirs


def _inside(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The one mention that has something of a stretch, if there is one alone, and little of the stretch is beside it."""
    found = [mention for mention in mentions if mention.start < end and start < mention.end]
    if len(found) != 1:
        return None
    beside = max(found[0].start - start, 0) + max(end - found[0].end, 0)
    return found[0] if beside <= MOST_BESIDE else None
