"""Dates along an axis: which days get a tick, and what stands at it, as the room allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from workbench.domain.time_steps import short_month


@dataclass(frozen=True, slots=True)
class DateTick:
    """A day on an axis with its label; ``below`` is a second line, empty at most ticks."""

    day: date
    label: str
    below: str = ""


def date_ticks(
    first: date, last: date, pixels: float, measure: Callable[[str], float], *, apart: float, finest: str = "day"
) -> list[DateTick]:
    """The ticks of an axis, as close as their labels leave room for.

    Args:
        first: the day at the beginning of the axis.
        last: the day at its end, which is on it.
        pixels: its length.
        measure: the width of a label in pixels.
        apart: pixels between two labels at least.
        finest: ``day``, ``week`` or ``month``: no tick stands within a step.

    Returns:
        Ticks from left to right; the year stands below the first one and wherever a new one has begun. At least one,
        however narrow the axis is.
    """
    days = max((last - first).days + 1, 1)
    ticks: list[DateTick] = []
    for ticks in _candidates(first, last, finest):
        if not ticks:
            continue
        widths = [max(measure(tick.label), measure(tick.below)) for tick in ticks]
        places = [(tick.day - first).days / days * pixels for tick in ticks]
        halves = [width / 2 for width in widths]
        if all(b - a >= ha + hb + apart for (a, ha), (b, hb) in pairwise(zip(places, halves, strict=True))):
            return ticks
    return ticks[:1] or [DateTick(first, f"{first.day} {short_month(first)}", str(first.year))]


def _candidates(first: date, last: date, finest: str) -> Iterator[list[DateTick]]:
    """Ticks from close to wide."""
    span = (last - first).days
    if finest == "day" and span <= 400:
        for step in (1, 2):
            yield _days([first + timedelta(days=n) for n in range(0, span + 1, step)])
    if finest in ("day", "week") and span <= 4000:
        monday = first + timedelta(days=-first.weekday() % 7)
        for step in (7, 14, 28):
            yield _days([monday + timedelta(days=n) for n in range(0, max((last - monday).days, -1) + 1, step)])
    if span <= 40_000:
        for months in (1, 2, 3, 6):
            yield _months(first, last, months)
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        starts = [date(y, 1, 1) for y in range(max(first.year, 1), last.year + 1) if y % years == 0]
        yield [DateTick(day, str(day.year)) for day in starts if first <= day <= last]


def _days(days: list[date]) -> list[DateTick]:
    return _with_years([(day, f"{day.day} {short_month(day)}") for day in days])


def _months(first: date, last: date, months: int) -> list[DateTick]:
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    starts = [date(n // 12, n % 12 + 1, 1) for n in range(begin, end + 1) if n % 12 % months == 0]
    return _with_years([(day, short_month(day)) for day in starts if first <= day <= last])


def _with_years(ticks: list[tuple[date, str]]) -> list[DateTick]:
    out, year = [], 0
    for day, label in ticks:
        out.append(DateTick(day, label, str(day.year) if day.year != year else ""))
        year = day.year
    return out
