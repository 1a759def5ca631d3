"""The amounts in a sentence with what they are amounts of, and when two of them are the same figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from workbench.analysis.passages.agreement import figure_places
from workbench.domain.function_words import ENGLISH

ALONE: Final = 100.0
"""From here on a whole number is the same figure whatever word follows: "3,000 guests" and "3,000 people"."""
UNIT: Final = 5
"""Letters of the unit that are compared: "members" and "member states" are one."""
MOST_UNITS: Final = 2
"""Words that are looked at: "four eastern regions"."""
_NEXT_WORD: Final = regex.compile(r"(?:\s|-)(\p{L}[\p{L}\p{M}'’]*)")
_CURRENCIES: Final = "$€£¥₹₽"
_LETTERED: Final = regex.compile(r"(?:US|A|C|HK|NZ|R)$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text."""

    start: int
    end: int
    value: float
    percent: bool
    units: frozenset[str]
    """The starts of the words behind it, folded; empty where the value says enough by itself."""
    words: str
    """The amount as the text has it, with its currency or unit."""

    @property
    def value_key(self) -> str:
        """The value as text: ``3000``, ``4.5%``."""
        value = f"{int(self.value)}" if self.value == int(self.value) else f"{self.value:g}"
        return f"{value}{'%' if self.percent else ''}"


def same_figures(found: Sequence[Amount]) -> dict[str, list[int]]:
    """Which amounts of a story are the same figure.

    Amounts of one value are; below 100 only those that share a word of what they are amounts of, directly or through others:
    "four regions" and "four eastern regions", not "four days".

    Returns:
        By key of the figure (``3000``, ``4.5%``, ``4 regio``) the places of its amounts in ``found``.
    """
    out: dict[str, list[int]] = {}
    by_value: defaultdict[str, list[int]] = defaultdict(list)
    for n, amount in enumerate(found):
        if amount.units:
            by_value[amount.value_key].append(n)
        else:
            out.setdefault(amount.value_key, []).append(n)
    for value, places in by_value.items():
        groups: list[tuple[set[str], list[int]]] = []
        for n in places:
            joined = [group for group in groups if not group[0].isdisjoint(found[n].units)]
            units = set(found[n].units).union(*(group[0] for group in joined))
            members = sorted([n, *(m for group in joined for m in group[1])])
            groups = [group for group in groups if group not in joined] + [(units, members)]
        for units, members in groups:
            often = Counter(unit for n in members for unit in found[n].units)
            name = min(units, key=lambda unit: (-often[unit], unit))
            out[f"{value} {name}"] = members
    return out


def amounts(sentence: str, at: int = 0) -> tuple[Amount, ...]:
    """The amounts of a sentence that say something; dates, times of day, ordinals and bare small numbers do not.

    Args:
        sentence: the text.
        at: where it begins; added to the places.
    """
    found = []
    for start, end, figure in figure_places(sentence):
        before, behind = sentence[max(start - 1, 0) : start], sentence[end : end + 2]
        clock = before == ":" or (behind[:1] == ":" and behind[1:].isdigit())
        if clock or (behind[:1].isalpha() and sentence[end - 1].isdigit()):
            continue
        units, finish = _units(sentence, end)
        currency = before in _CURRENCIES and before != ""
        specific = figure.percent or currency or figure.value >= ALONE or figure.value != int(figure.value)
        if not specific and not units:
            continue
        begin = start - 1 if currency else start
        if currency and (lettered := _LETTERED.search(sentence[max(begin - 2, 0) : begin])):
            begin -= len(lettered.group())
        found.append(
            Amount(
                at + start,
                at + end,
                figure.value,
                figure.percent,
                frozenset() if specific else units,
                " ".join(sentence[begin : end if figure.percent or currency else finish].split()),
            )
        )
    return tuple(found)


def _units(sentence: str, at: int) -> tuple[frozenset[str], int]:
    """The starts of the words behind a number that say what it counts, and where they end."""
    units: list[str] = []
    while len(units) < MOST_UNITS and (following := _NEXT_WORD.match(sentence, at)):
        word = following[1].replace("’", "'").removesuffix("'s").casefold()
        if word in ENGLISH:
            break
        units.append(word[:UNIT])
        at = following.end()
    return frozenset(units), at
