"""What people decided about the list of function words that lists of terms hide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.function_words import built_in

STOP_WORD: Final = "stop word"
"""The collection of such words. A key is the word as it is counted, a value ``true`` (it is hidden although no list has it)
or ``false`` (it is shown although a list has it)."""

LONGEST: Final = 60
"""Characters that a word can have."""


def tidy_word(word: str) -> str:
    """A word as it can be a key: as it is counted (lower case, straight apostrophe), without spaces around it."""
    return " ".join(word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())


def changes_for_stop_words(words: Iterable[str], hidden: bool | None) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` so that words are hidden or shown.

    Args:
        words: single words; empty ones are left out.
        hidden: ``None`` leaves it to the lists again.
    """
    return {(STOP_WORD, tidy): hidden for word in words if (tidy := tidy_word(word))}


def stop_words_in(decisions: Decisions) -> dict[str, bool]:
    """For each word that people decided about, whether it is hidden. What this version can't read is left out."""
    return {word: value for word, value in decisions.collection(STOP_WORD).items() if word and isinstance(value, bool)}


def hidden_words(lists: Collection[str], choices: Mapping[str, bool]) -> frozenset[str]:
    """The words that lists of terms hide.

    Args:
        lists: codes of the languages whose lists hold, see :func:`workbench.domain.function_words.lists_for`.
        choices: what people decided, see :func:`stop_words_in`.
    """
    listed = {word for word in built_in(lists) if choices.get(word, True)}
    return frozenset(listed | {word for word, hidden in choices.items() if hidden})


def as_options(choices: Mapping[str, bool]) -> tuple[str, ...]:
    """Choices as an option of measures holds them: ``+word`` hides, ``-word`` shows."""
    return tuple(f"{'+' if hidden else '-'}{word}" for word, hidden in sorted(choices.items()))


def from_options(words: Iterable[str]) -> dict[str, bool]:
    """Choices that :func:`as_options` wrote; a word without a sign is hidden."""
    return {tidy: not word.startswith("-") for word in words if (tidy := tidy_word(word.lstrip("+-")))}
