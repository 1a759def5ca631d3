"""Days, weeks and months: the steps of a timeline, which dates lie in one, and what a stretch of time is called.

A week is one after ISO 8601: it begins on Monday. What is known to the month only lies in a month and in no week or day.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Unit(StrEnum):
    """How long a step of a timeline is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@lru_cache(maxsize=1 << 14)  # a corpus has many articles of the same day
def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that an ISO date may stand for: ``2024-07`` for all of July. ``None`` when it is none."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return (date(year, month, day),) * 2
        if month:
            return date(year, month, 1), _last_of_month(year, month)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def step_of(day: date, unit: Unit) -> tuple[date, date]:
    """The first and the last day of the step that a day is in."""
    if unit is Unit.DAY:
        return day, day
    if unit is Unit.MONTH:
        return day.replace(day=1), _last_of_month(day.year, day.month)
    monday = day - timedelta(days=day.weekday())  # the calendar begins on a Monday
    return monday, monday + timedelta(days=min(6, (date.max - monday).days))


def lies_within(text: str, date_from: str, date_to: str) -> bool:
    """Whether all days that an ISO date may stand for lie in a stretch of time (ISO dates, both ends included; empty: open)."""
    days = days_of(text)
    if days is None:
        return False
    first, last = days_of(date_from), days_of(date_to)
    return (first is None or days[0] >= first[0]) and (last is None or days[1] <= last[1])


def whole_date(text: str) -> str:
    """A day as a person types it, ``2024-06-03``, as ISO date; empty for nothing.

    Raises:
        ValueError: it is no day of the calendar; the message says how to write one.
    """
    tidy = text.strip()
    if not tidy:
        return ""
    try:
        return date.fromisoformat(tidy).isoformat()
    except ValueError:
        raise ValueError(f"“{tidy}” is no day. Write year, month and day: 2024-06-03.") from None


def period_words(date_from: str, date_to: str) -> str:
    """A stretch of time in words: ``3–9 June 2024``, ``June 2024``, ``from 3 June 2024``; empty for no limits."""
    first, last = days_of(date_from), days_of(date_to)
    if first is None or last is None:
        open_end = f"from {_day(first[0])}" if first is not None else ""
        return open_end or (f"until {_day(last[1])}" if last is not None else "")
    begin, end = first[0], last[1]
    if begin == end:
        return _day(begin)
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return str(begin.year) if begin.year == end.year else f"{begin.year}–{end.year}"
    if begin.day == 1 and end == _last_of_month(end.year, end.month):
        if (begin.year, begin.month) == (end.year, end.month):
            return month_words(begin)
        start = _MONTHS[begin.month - 1] if begin.year == end.year else month_words(begin)
        return f"{start} – {month_words(end)}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{_day(end)}"
    if begin.year == end.year:
        return f"{begin.day} {_MONTHS[begin.month - 1]} – {_day(end)}"
    return f"{_day(begin)} – {_day(end)}"


def month_words(day: date) -> str:
    """The month of a day: ``June 2024``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """The month of a day in three letters, for an axis: ``Jun``."""
    return _MONTHS[day.month - 1][:3]


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _last_of_month(year: int, month: int) -> date:
    if year == MAXYEAR and month == len(_MONTHS):
        return date.max
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)
