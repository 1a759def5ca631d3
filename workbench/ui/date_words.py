"""Dates as a person reads them: ``4 Jul 2024``, ``3–4 Jul 2024``. No more is said than the source knew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(date: str, *, year: bool = True) -> str:
    """An ISO date in words, as precise as it is; what is no date stays as it stands.

    ``year=False`` leaves the year away where day or month is known.

    >>> day_words("2024-07-04"), day_words("2024-07"), day_words("2024"), day_words("")
    ('4 Jul 2024', 'Jul 2024', '2024', '')
    """
    parts = _parts(date)
    return " ".join(parts if year or len(parts) < 2 else parts[:-1]) or date


def range_words(dates: Iterable[str]) -> str:
    """From the first to the last of some ISO dates, without saying twice what both have; empty dates are passed over.

    >>> range_words(["2024-07-04", "2024-07-03"]), range_words(["2024-06-28", "2024-07-03"])
    ('3–4 Jul 2024', '28 Jun–3 Jul 2024')
    """
    known = sorted({date[:10] for date in dates if date})
    if not known:
        return ""
    first, last = known[0], known[-1]
    if last.startswith(first):
        return day_words(first)  # "2024-07" already says everything about "2024-07-04"
    left, right = _parts(first), _parts(last)
    if not left or not right:
        return f"{day_words(first)}–{day_words(last)}"
    shared = _shared_end(left, right) if len(left) == len(right) else 0
    if not shared:
        return f"{' '.join(left)}–{' '.join(right)}"
    return f"{' '.join(left[:-shared])}–{' '.join(right)}"


def _shared_end(left: list[str], right: list[str]) -> int:
    shared = 0
    while shared < len(left) - 1 and left[-1 - shared] == right[-1 - shared]:
        shared += 1
    return shared


def _parts(date: str) -> list[str]:
    """Day, month and year as words, as far as they are known; nothing when it is no ISO date."""
    pieces = date[:10].split("-")
    if not 1 <= len(pieces) <= 3 or not all(piece.isdigit() for piece in pieces):
        return []
    words = [pieces[0]]
    if len(pieces) > 1:
        month = int(pieces[1])
        if not 1 <= month <= 12:
            return []
        words.insert(0, _MONTHS[month - 1])
    if len(pieces) > 2:
        words.insert(0, str(int(pieces[2])))
    return words
