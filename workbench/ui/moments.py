"""Moments as a person reads them, in local time: ``today 16:58``, ``22 Nov 16:58``; and sizes of files."""

from __future__ import annotations

from datetime import datetime, timedelta

from workbench.ui.date_words import day_words


def moment_words(moment: str, now: datetime | None = None) -> str:
    """An ISO moment in words, the day as it is called now; what is no moment stays as it stands.

    A moment of another year has its date alone: the time of the day no longer helps to find it, and takes room. A clock
    that was wrong makes moments that lie ahead: those have their date, not "tomorrow".

    >>> moment_words("2024-11-22T16:58:03", datetime(2024, 11, 23, 9, 0).astimezone())
    'yesterday 16:58'
    """
    local = _local(moment)
    if local is None:
        return moment
    now = (now or datetime.now().astimezone()).astimezone(local.tzinfo)
    clock = f"{local:%H:%M}"
    if local.date() == now.date():
        return f"today {clock}"
    if local.date() == now.date() - timedelta(days=1):
        return f"yesterday {clock}"
    if local.year != now.year:
        return day_words(local.date().isoformat())
    return f"{day_words(local.date().isoformat(), year=False)} {clock}"


def exact_moment_words(moment: str) -> str:
    """An ISO moment in words with its year: ``22 Nov 2024, 16:58``; what is no moment stays as it stands."""
    local = _local(moment)
    return moment if local is None else f"{day_words(local.date().isoformat())}, {local:%H:%M}"


def size_words(size: int) -> str:
    """A number of bytes in words: ``820 bytes``, ``12.5 MB``.

    >>> size_words(820), size_words(12_500_000)
    ('820 bytes', '12.5 MB')
    """
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:,.0f} {unit}" if unit == "bytes" or value >= 100 else f"{value:,.1f} {unit}"
        value /= 1000
    raise AssertionError  # the last unit takes everything


def _local(moment: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError, OSError):  # years that the system's clock can't have
        return None
