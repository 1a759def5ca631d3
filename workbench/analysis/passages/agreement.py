"""Figures, dates, names and negation of a sentence, and whether those of two sentences agree.

Everything is read from the text by rule. A date is kept as far as it is known: with the article's date "on Thursday" is a
day, without it a weekday. Two dates agree when nothing that is known of both differs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

import regex

from workbench.domain.function_words import ENGLISH

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """An amount in a sentence."""

    value: float
    percent: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known; weekdays are 0 for Monday to 6."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    def agrees(self, other: When) -> bool:
        """Whether the two have a part in common and no part that differs."""
        pairs = [
            (mine, theirs)
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
                (self.weekday, other.weekday),
            )
            if mine is not None and theirs is not None
        ]
        return bool(pairs) and all(mine == theirs for mine, theirs in pairs)

    def conflicts(self, other: When) -> bool:
        """Whether a part that is known of both differs."""
        return not self.agrees(other) and any(
            mine is not None and theirs is not None
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
                (self.weekday, other.weekday),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many of the things in two sentences have a counterpart in the other."""

    of_one: int
    """Things in one sentence."""
    of_other: int
    matched_one: int
    """Things in the one that the other has too."""
    matched_other: int

    @property
    def share(self) -> float:
        """The part of all things that have a counterpart, 0 to 1; 1 when neither sentence has any."""
        total = self.of_one + self.of_other
        return (self.matched_one + self.matched_other) / total if total else 1.0

    @property
    def conflict(self) -> bool:
        """Whether each sentence has a thing that the other lacks."""
        return self.matched_one < self.of_one and self.matched_other < self.of_other

    @property
    def one_sided(self) -> bool:
        """Whether exactly one sentence has a thing that the other lacks."""
        return (self.matched_one < self.of_one) != (self.matched_other < self.of_other)


def compare(one: Collection[_T], other: Collection[_T], same: Callable[[_T, _T], bool] | None = None) -> Agreement:
    """Which things of two sentences match one another. ``same`` defaults to equality."""
    alike = same or (lambda first, second: first == second)
    return Agreement(
        of_one=len(one),
        of_other=len(other),
        matched_one=sum(any(alike(mine, theirs) for theirs in other) for mine in one),
        matched_other=sum(any(alike(mine, theirs) for mine in one) for theirs in other),
    )


_UNIT_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_UNITS: Final = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TEN_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {word: 10 * n for n, word in enumerate(_TEN_WORDS.split(), 2)}
_SCALES: Final = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_WORD_NUMBER: Final = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_WORD_SCALE: Final = "hundred|thousand|million|billion|trillion"
_FIGURE: Final = regex.compile(
    rf"(?<![\p{{L}}\d.,])(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[\s-]?(?P<scale>{_WORD_SCALE}|bn|mn|tn|k|m|b)\b)?"
    rf"|(?P<words>(?:(?:{_WORD_NUMBER})[\s-]+|(?:a|{_WORD_NUMBER})[\s-]+(?={_WORD_SCALE})|(?:{_WORD_SCALE})[\s-]+(?:and\s+)?"
    rf"(?=(?:{_WORD_NUMBER}|{_WORD_SCALE})\b))*(?:{_WORD_NUMBER}|(?<=\s){_WORD_SCALE})\b))"
    r"(?P<percent>\s?%|[\s-]per\s?cent\b|\spercentage points?\b)?",
    regex.IGNORECASE,
)

_MONTH_NAMES: Final = "january february march april may june july august september october november december"
MONTHS: Final = tuple(_MONTH_NAMES.split())
_WEEKDAY_NAMES: Final = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS: Final = tuple(_WEEKDAY_NAMES.split())
_MONTH: Final = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE: Final = regex.compile(
    rf"\b(?:{_MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
    rf"|(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
    rf"|{_MONTH},?\s+(?P<year>(?:1[5-9]|20)\d\d)\b"
    rf"|(?:in|of|since|by|until|his|her|their|its)\s+{_MONTH}\b(?!,?\s+\d)"
    r"|(?P<year>(?:1[5-9]|20)\d\d)(?![\d,.%]*\d|\s?%)\b"
    r"|(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|(?P<relative>(?i:today|yesterday|tomorrow|last month|this month|next month|last year|this year|next year)))"
)

_TIME_OF_DAY: Final = regex.compile(r"\b(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d\b)", regex.IGNORECASE)
"""4.30am, 4:30 p.m., 16:30: no amount, and written in too many ways to tell two apart."""


def figures_and_dates(text: str, published: date | None = None) -> tuple[frozenset[Figure], frozenset[When]]:
    """The amounts and the dates in a sentence; what is part of a date is no amount.

    Args:
        text: the sentence. "Three million", "3m" and "3,000,000" are one figure; a lone "one" is none, and so is a figure
            inside a word (G7).
        published: the article's date, for "yesterday", "on Thursday" (that day or the last one before it) and days
            without a year (the year that brings them nearest).
    """
    dates = frozenset(_when(match, published) for match in _DATE.finditer(text))
    return frozenset(figure for _, _, figure in figure_places(text)), dates


def figure_places(text: str) -> tuple[tuple[int, int, Figure], ...]:
    """Where each amount in a sentence stands (half-open code points) and what it is, by :func:`figures_and_dates`' rule."""
    rest = list(text)
    for match in _DATE.finditer(text):
        rest[match.start() : match.end()] = "·" * (match.end() - match.start())
    for match in _TIME_OF_DAY.finditer("".join(rest)):
        rest[match.start() : match.end()] = "·" * (match.end() - match.start())
    amounts: list[tuple[int, int, Figure]] = []
    for match in _FIGURE.finditer("".join(rest)):
        words = match["words"]
        if words and words.casefold() in {"one", "a"}:
            continue
        if words:
            value = _in_words(words)
        else:
            value = float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").casefold(), 1.0)
        amounts.append((match.start(), match.end(), Figure(round(value, 6), bool(match["percent"]))))
    return tuple(amounts)


def _in_words(words: str) -> float:
    """What a number written in words is: "two hundred and five thousand" is 205,000."""
    total = part = 0.0
    for word in regex.split(r"[\s-]+", words.casefold()):
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total += (part or 1) * _SCALES[word]
            part = 0.0
    return total + part


def _when(match: regex.Match[str], published: date | None) -> When:
    year = int(match["year"]) if match["year"] else None
    day = int(match["day"]) if match["day"] else None
    month = None
    if match["month"]:
        month = next(n for n, name in enumerate(MONTHS, 1) if name[:3] == match["month"][:3].casefold())
    weekday = WEEKDAYS.index(match["weekday"].casefold()) if match["weekday"] else None
    relative = (match["relative"] or "").casefold()
    if published is None:
        return When(year, month, day, weekday)
    if weekday is not None:
        return _whole(published - timedelta(days=(published.weekday() - weekday) % 7))
    if relative in {"today", "yesterday", "tomorrow"}:
        return _whole(published + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[relative]))
    if relative:
        step = {"last": -1, "this": 0, "next": 1}[relative.split()[0]]
        if relative.endswith("year"):
            return When(published.year + step)
        months = published.year * 12 + published.month - 1 + step
        return When(months // 12, months % 12 + 1)
    if month is not None and year is None:
        middle = [
            (abs((date(y, month, 15) - published).days), y) for y in range(published.year - 1, published.year + 2)
        ]
        year = min(middle)[1]
    if year and month and day:
        try:
            return _whole(date(year, month, day))
        except ValueError:  # 31 June: keep what the article says
            return When(year, month, day)
    return When(year, month, day)


def _whole(day: date) -> When:
    return When(day.year, day.month, day.day, day.weekday())


_NAME: Final = regex.compile(r"\b\p{Lu}[\p{L}\p{M}’'.-]*[\p{L}\p{M}]|\b\p{Lu}\b")
_NOT_NAMES: Final = frozenset([*MONTHS, *WEEKDAYS, "mr", "mrs", "ms", "dr"])


def names(text: str) -> frozenset[str]:
    """Words that begin with a capital, without case and possessive; function words, months and titles are left out."""
    found = (regex.sub(r"['’]s?$", "", match.group()).casefold() for match in _NAME.finditer(text))
    return frozenset(name for name in found if name not in ENGLISH and name not in _NOT_NAMES)


NEGATIONS: Final = frozenset(["not", "no", "never", "none", "nobody", "nothing", "nor", "neither", "without", "cannot"])
"""Words that turn a statement round."""
_REFUSALS: Final = (
    "denied denies deny denying refused refuses refuse rejected rejects reject failed fails fail unable unlikely"
)
REFUSALS: Final = frozenset(_REFUSALS.split())
"""Words that say no to something; in a sentence of two statements they are often about the other."""


def negated(words: Collection[str]) -> bool:
    """Whether one of the folded words turns the statement round; contractions with n't too."""
    return any(word in NEGATIONS or word.endswith("n't") for word in words)


def refused(words: Collection[str]) -> bool:
    """Whether one of the folded words says no to something."""
    return not REFUSALS.isdisjoint(words)
