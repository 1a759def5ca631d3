"""When an article's date lies, as precisely as it is known: a day, a month or a year is a range, not a point."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=[T ]|$)")
_MINUTES_A_DAY: Final = 24 * 60


class DateRange(NamedTuple):
    """The first and the last unit that a date can mean, both included."""

    first: int
    last: int

    def distance(self, other: DateRange) -> int:
        """Units between the two at least; 0 when they can be the same."""
        return max(0, self.first - other.last, other.first - self.last)


def day_range(iso: str) -> DateRange | None:
    """The days that an ISO 8601 date can mean, as ordinals; ``None`` for an empty or impossible one.

    ``2024-07-04T12:00`` is one day, ``2024-07`` is 31 of them.
    """
    match = _DATE.match(iso)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            last = first
        elif month:
            last = date(year, month, calendar.monthrange(year, month)[1])
        else:
            last = date(year, 12, 31)
    except ValueError:
        return None
    return DateRange(first.toordinal(), last.toordinal())


def minute_range(iso: str) -> DateRange | None:
    """The minutes that an ISO 8601 date can mean, in universal time; ``None`` for an empty or impossible one.

    A time without a zone may have been any place's, so it is taken as its day.
    """
    if "T" in iso:
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            moment = None
        if moment is not None and moment.tzinfo is not None:
            try:
                moment = moment.astimezone(UTC)
            except OverflowError:
                return None
            minute = moment.toordinal() * _MINUTES_A_DAY + moment.hour * 60 + moment.minute
            return DateRange(minute, minute)
    days = day_range(iso)
    if days is None:
        return None
    return DateRange(days.first * _MINUTES_A_DAY, (days.last + 1) * _MINUTES_A_DAY - 1)
