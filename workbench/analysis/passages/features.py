"""What two sentences have in common, as numbers that a person can read.

Every number is the same whichever sentence comes first. Words weigh by inverse document frequency over the sentences that
are compared (Spärck Jones 1972), smoothed so that a handful of sentences still gives sensible weights. Runs of words are
compared as in the scores for machine translation (BLEU, Papineni et al. 2002), which Madnani, Tetreault & Chodorow (2012)
showed to serve for paraphrases.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Final, TypeVar

from workbench.analysis.passages.agreement import (
    Agreement,
    Figure,
    When,
    compare,
    figures_and_dates,
    names,
    negated,
    refused,
)
from workbench.domain.function_words import ENGLISH
from workbench.index.tokenizer import tokenize

_T = TypeVar("_T")

STEM: Final = 5
"""Letters of a word that are compared where inflection shall not matter."""
OTHER_SENTENCES: Final = 50
"""Sentences on other things that the word weights are smoothed with."""
FUNCTION_WORD_WEIGHT: Final = 0.25

NAMES: Final = (
    "overlap_less", "overlap_more", "stem_less", "stem_more", "unmatched_less", "unmatched_more", "trigrams", "pairs_less",
    "pairs_more", "triples", "longest_run", "in_order", "length_ratio", "figures_share", "figures_conflict",
    "figures_one_sided", "dates_share", "dates_conflict", "names_share", "names_conflict", "negation_differs",
    "quoted_in_common",
)  # fmt: skip
"""The numbers in the order of :func:`pair_features`. "less" is the sentence of which less is in the other."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A sentence taken apart once, for many comparisons."""

    words: tuple[str, ...]
    stems: frozenset[str]
    trigrams: Counter[str]
    figures: frozenset[Figure]
    dates: frozenset[When]
    names: frozenset[str]
    negated: bool
    refused: bool
    quoted: frozenset[tuple[str, ...]]
    """Runs of three words inside quotation marks."""


def prepare(text: str, published: date | None = None, quoted: Iterable[tuple[int, int]] = ()) -> Prepared:
    """Takes a sentence apart.

    Args:
        text: the sentence.
        published: the article's date, if it is known.
        quoted: spans of quoted speech within the sentence, in code points.
    """
    tokens = tokenize(text)
    words = tuple(word for word in tokens.words if word != "'s")
    joined = f" {' '.join(words)} "
    figures, dates = figures_and_dates(text, published)
    inside: set[tuple[str, ...]] = set()
    for start, end in quoted:
        stretch = tokenize(text[start:end]).words
        inside.update(zip(stretch, stretch[1:], stretch[2:], strict=False))
    return Prepared(
        words,
        frozenset(word[:STEM] for word in words if word not in ENGLISH),
        Counter(joined[at : at + 3] for at in range(len(joined) - 2)),
        figures,
        dates,
        names(text),
        negated(words),
        refused(words),
        frozenset(inside),
    )


class WordWeights:
    """How much a word says, by the share of sentences that have it.

    Args:
        sentences: all sentences of the corpus, or of what is compared.
    """

    def __init__(self, sentences: Iterable[Prepared]) -> None:
        prepared = list(sentences)
        self._all = len(prepared) + OTHER_SENTENCES
        self._words = Counter(word for one in prepared for word in set(one.words))
        self._stems = Counter(stem for one in prepared for stem in one.stems)
        self._weights: dict[str, float] = {}
        self._stem_weights: dict[str, float] = {}

    def word(self, word: str) -> float:
        """The weight of a folded word."""
        known = self._weights.get(word)
        if known is None:  # it is asked for each pair of sentences
            weight = max(math.log(self._all / (self._words.get(word, 0) + 1)), 0.0)
            known = self._weights[word] = weight * (FUNCTION_WORD_WEIGHT if word in ENGLISH else 1.0)
        return known

    def stem(self, stem: str) -> float:
        """The weight of a word's first letters."""
        known = self._stem_weights.get(stem)
        if known is None:
            known = self._stem_weights[stem] = max(math.log(self._all / (self._stems.get(stem, 0) + 1)), 0.0)
        return known


def pair_features(one: Prepared, other: Prepared, weights: WordWeights) -> tuple[float, ...]:
    """The numbers named in :data:`NAMES`."""
    words = _covered(_weighed(set(one.words), weights.word), _weighed(set(other.words), weights.word))
    stems = _covered(_weighed(one.stems, weights.stem), _weighed(other.stems, weights.stem))
    pairs = _covered(_runs(one.words, 2), _runs(other.words, 2))
    triples = _covered(_runs(one.words, 3), _runs(other.words, 3))
    only = sorted(
        sum(weights.word(word) for word in set(mine.words) - set(theirs.words))
        for mine, theirs in ((one, other), (other, one))
    )
    first, second = sorted((one.words, other.words))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    longest = matcher.find_longest_match().size
    ordered = sum(block.size for block in matcher.get_matching_blocks())
    lengths = sorted((len(one.words), len(other.words)))
    figures = compare(one.figures, other.figures)
    dates = compare(one.dates, other.dates, When.agrees)
    named = compare(one.names, other.names)
    return (
        words[0], words[1], stems[0], stems[1], math.log1p(only[0]), math.log1p(only[1]),
        _dice(one.trigrams, other.trigrams), pairs[0], pairs[1], triples[0],
        longest / max(lengths[0], 1), 2 * ordered / max(sum(lengths), 1), lengths[0] / max(lengths[1], 1),
        figures.share, float(figures.conflict), float(figures.one_sided), dates.share,
        float(dates_conflict(one, other)), named.share, float(_names_conflict(named)),
        float((one.negated or one.refused) != (other.negated or other.refused)),
        float(bool(one.quoted & other.quoted)),
    )  # fmt: skip


def dates_conflict(one: Prepared, other: Prepared) -> bool:
    """Whether both have a date and none of the one's agrees with one of the other's, though they could be compared."""
    pairs = [(mine, theirs) for mine in one.dates for theirs in other.dates]
    return any(a.conflicts(b) for a, b in pairs) and not any(a.agrees(b) for a, b in pairs)


def _names_conflict(named: Agreement) -> bool:
    return named.conflict


def _weighed(items: Iterable[str], weight: Callable[[str], float]) -> dict[str, float]:
    return {item: weight(item) for item in items}


def _runs(words: tuple[str, ...], size: int) -> dict[tuple[str, ...], float]:
    return {words[at : at + size]: 1.0 for at in range(len(words) - size + 1)}


def _covered(one: Mapping[_T, float], other: Mapping[_T, float]) -> tuple[float, float]:
    """The share of each one's weight that the other has too, the lesser first."""
    shares = []
    for mine, theirs in ((one, other), (other, one)):
        total = math.fsum(mine.values())
        shares.append(math.fsum(weight for item, weight in mine.items() if item in theirs) / total if total else 0.0)
    return min(shares), max(shares)


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
