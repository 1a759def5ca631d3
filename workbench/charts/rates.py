"""Rates per 1,000 words by outlet, as the charts of terms and of frames have them: rows, labels, sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.charts.fonts import plain_text
from workbench.charts.marks import FULL
from workbench.charts.value_chart import Group, Value
from workbench.charts.wording import counted, interval, listing, number, outlet_name, rate, sentence
from workbench.domain.focus import Focus

Unit = tuple[str, str]
"""What is counted: one, many."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One group's rate in one outlet; a group is a term or a frame."""

    group: str
    outlet: str
    count: int
    per_1000: float
    """NaN when no words of the outlet are counted."""
    low: float
    high: float
    articles: int
    """Articles of the outlet that are counted."""
    words: int
    """Words of the outlet that are counted."""
    documents: int | None = None
    """Articles with at least one hit, where the table says so."""
    remark: str = ""
    """What else to say of the value, at the end of its label."""
    fill: str = FULL
    """How much of its mark is filled, see :mod:`workbench.charts.marks`."""


def rate_groups(
    rates: Sequence[Rate], unit: Unit, *, name: Callable[[str], str], focus: Callable[[Rate], Focus]
) -> tuple[Group, ...]:
    """The rates as groups in their order; a row that is there twice counts once.

    Raises:
        ValueError: a group has two different rows for one outlet.
    """
    groups: dict[str, dict[str, Value]] = {}
    for one in rates:
        values = groups.setdefault(one.group, {})
        label = rate_label(name(one.group), one, unit)
        if one.outlet in values and values[one.outlet].label != label:
            raise ValueError(f"two different rows for {one.group!r} in {one.outlet!r}")
        count = number(one.count)
        values[one.outlet] = Value(one.outlet, one.per_1000, one.low, one.high, count, focus(one), label, one.fill)
    return tuple(Group(name(group), tuple(values.values())) for group, values in groups.items())


def words_by_outlet(rates: Sequence[Rate]) -> Mapping[str, str]:
    """What the legend says of each outlet: ``552 words``."""
    return {one.outlet: counted(one.words, "word") for one in rates}


def rate_label(name: str, one: Rate, unit: Unit) -> str:
    """What one mark stands for, with value, interval and denominators."""
    per_1000 = "no words counted" if math.isnan(one.per_1000) else f"{rate(one.per_1000)} per 1,000 words"
    if one.documents is None:
        base = f"{counted(one.words, 'word')} in {counted(one.articles, 'article')}"
    else:
        base = f"in {number(one.documents)} of {counted(one.articles, 'article')}, {counted(one.words, 'word')}"
    values = sentence(counted(one.count, *unit), per_1000, interval(one.low, one.high))
    base = f"{base}; {one.remark}" if one.remark else base
    return f"{plain_text(name)} in {outlet_name(one.outlet)}: {values} ({base})"


def describe_rates(rates: Sequence[Rate], name: Callable[[str], str], unit: Unit) -> str:
    """The sentences that charts of rates share: denominators, the largest values, what was not found, the intervals."""
    first: dict[str, Rate] = {}
    for one in rates:
        first.setdefault(one.outlet, one)
    outlets = list(first.values())
    if len(outlets) <= 6:
        bases = [
            f"{outlet_name(one.outlet)} {counted(one.words, 'word')} in {counted(one.articles, 'article')}"
            for one in outlets
        ]
        sentences = [f"Counted: {'; '.join(bases)}."]
    else:
        words, articles = sum(one.words for one in outlets), sum(one.articles for one in outlets)
        base = f"{counted(words, 'word')} in {counted(articles, 'article')} of {counted(len(outlets), 'outlet')}"
        sentences = [f"Counted: {base}."]
    largest = sorted((one for one in rates if one.per_1000 > 0), key=lambda one: -one.per_1000)[:3]
    if largest:
        ranked = [
            f"{name(one.group)} in {outlet_name(one.outlet)} with {rate(one.per_1000)} ({counted(one.count, *unit)})"
            for one in largest
        ]
        sentences.append(f"Largest: {listing(ranked)}.")
    found = {one.group for one in rates if one.count}
    absent = [name(group) for group in dict.fromkeys(one.group for one in rates) if group not in found]
    if absent:
        sentences.append(f"Not found in any outlet: {listing(absent)}.")
    if any(not math.isnan(one.low) and not math.isnan(one.high) for one in rates):
        sentences.append("Lines show 95 % intervals by article bootstrap.")
    else:
        sentences.append("No interval is shown, as there are too few articles for one.")
    return " ".join(sentences)
