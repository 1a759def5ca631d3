"""What speaks for an article's date, or against the one that it has. It is shown to a person and never applied by itself.

Where a source gives no date, or only a year or a month, the address and the first lines of the text may say more. Words
such as *on Thursday* are kept with their place: they are relative to a day that nobody said. A date that an article
has is doubted when it lies in the future, before newspapers were printed as they are now, or when a line of the text
itself says another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workbench.corpus.dates import parse_date
from workbench.domain.article import Article

ADDRESS: Final = "address"
"""Found in the article's address."""
DATE_LINE: Final = "date line"
"""A line at the top that is a date."""
DATELINE: Final = "dateline"
"""Place and day at the beginning of the report: ``ASTANA, July 4 (AFP) -``."""
RELATIVE: Final = "relative"
"""Words that name a day only for somebody who knows when they were written."""
IMPOSSIBLE: Final = "impossible"
FUTURE: Final = "future"
TOO_EARLY: Final = "too early"
CONTRADICTED: Final = "contradicted"

SUPPORT: Final = (ADDRESS, DATE_LINE, DATELINE, RELATIVE)
"""Kinds that speak for a date, the strongest first."""
DOUBTS: Final = (IMPOSSIBLE, FUTURE, TOO_EARLY, CONTRADICTED)
"""Kinds that speak against the date that an article has."""

EARLIEST_YEAR: Final = 1800
"""A date before it is doubted."""

_TOP: Final = 1_200
"""Code points in which lines at the top are looked for."""
_FIRST_LINES: Final = 6
_RELATIVE_WITHIN: Final = 4_000
"""Code points in which relative words are looked for."""
_MOST_RELATIVE: Final = 5
_AROUND: Final = 32
"""Code points around such a word that can belong to it: ``earlier on Wednesday afternoon``."""
_LONGEST_DATE_LINE: Final = 60
_LINE_MAY_DIFFER: Final = timedelta(days=1)
"""Between a date line and the given date: time zones."""
_DATELINE_MAY_DIFFER: Final = timedelta(days=10)
"""Between a dateline and the given date: a report may be printed days after it was sent."""
_FULL_DATE: Final = 10
"""Code points of ``2024-07-04``."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATELINE: Final = re.compile(
    rf"""[A-ZÀ-ÞĀ-Ž][^\n()\d]{{1,60}}[,\s]\s*[\[(]?
    (?P<when>(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:,?\s(?P<year>\d{{4}}))?
     |(?P<day2>\d{{1,2}})\s(?P<month2>{_MONTH})(?:,?\s(?P<year2>\d{{4}}))?)
    \s*[\])]?,?\s*(?:\([^()\n]{{1,60}}\)|/[^/\n]{{1,40}}/)?\s*[-–—:]""",
    re.VERBOSE,
)
_ISO_DAY: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_UPDATED: Final = re.compile(r"(?:last\s+)?(?:updated|modified|changed)\b", re.IGNORECASE)
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELATIVE: Final = re.compile(
    rf"""\b(?:
    (?:on|last|next|this|late|early|since|until|by)\s{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?
    |(?:earlier|later)\s(?:on\s{_WEEKDAY}|this\s(?:week|month|year)|today)
    |(?:last|next|this)\s(?:week|weekend|month|year|night|spring|summer|autumn|fall|winter)
    |(?:yesterday|tomorrow|today|tonight)(?:\s(?:morning|afternoon|evening|night))?
    |(?:\d{{1,2}}|two|three|four|five|six|seven)\s(?:days|weeks|months)\sago
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_RELATIVE_WORDS: Final = (
    "day", "week", "month", "year", "night", "tomorrow", "spring", "summer", "autumn", "fall", "winter",
)  # fmt: skip
_BEFORE, _AFTER = r"(?<![\d])", r"(?!\d)"
_ADDRESS_DAYS: Final = (
    re.compile(rf"{_BEFORE}(?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{{1,2}})[/_-](?P<day>\d{{1,2}}){_AFTER}"),
    re.compile(rf"{_BEFORE}(?P<year>(?:19|20)\d\d)/(?P<month>{'|'.join(_MONTHS)})[a-z]*/(?P<day>\d{{1,2}}){_AFTER}"),
    re.compile(rf"{_BEFORE}(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d){_AFTER}"),
)
_ADDRESS_MONTH: Final = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})(?=/|$)")


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One thing that speaks for a date, or against the one that an article has."""

    kind: str
    """One of :data:`SUPPORT` or :data:`DOUBTS`."""
    iso: str
    """The date that it stands for, as precise as it is; empty where it stands for none by itself."""
    start: int
    """Where its words begin in the article's text, in code points; both 0 where they stand elsewhere."""
    end: int
    text: str
    """The words: ``text[start:end]`` of the article, or what stands in its address or its date."""
    reason: str
    """In plain words."""


def date_evidence(article: Article, today: date) -> tuple[DateEvidence, ...]:
    """What speaks against the date that an article has, and what speaks for one, the strongest first.

    For an article with a full date only doubts are given.

    Args:
        article: with its text.
        today: the day on which it was read.
    """
    return tuple(look_for_dates(article, today))


def look_for_dates(article: Article, today: date) -> Iterator[DateEvidence]:
    """The same one by one, so that nobody needs to look further than to what is wanted."""
    given = article.date
    for doubt in _doubts(article, today):
        yield doubt
        given = "" if doubt.kind == IMPOSSIBLE else given
    if len(given) >= _FULL_DATE:
        return
    yield from _in_address(article.url, given, today)
    for line, updated in _date_lines(article.text):
        if not updated and _more_precise(line.iso, given):
            yield line
    yield from _datelines(article.text, given)
    yield from _relative(article.text)


def day_of_reading(articles: Iterable[Article], today: date) -> date:
    """The day after which dates lie in the future: today, or the last day of the articles where most are of later days.

    Then it is the computer's clock that is wrong, or the corpus is of a time that was made up.
    """
    days = sorted(article.date[:_FULL_DATE] for article in articles if _is_date(article.date[:_FULL_DATE]))
    if not days or days[len(days) // 2] <= today.isoformat():
        return today
    last = days[-1]
    return _as_day(last + "-12-31"[len(last) - 4 :]) if len(last) != 7 else _as_day(f"{last}-28")


def suggested_date(evidence: tuple[DateEvidence, ...]) -> DateEvidence | None:
    """The strongest evidence that stands for a date; ``None`` when none does."""
    return next((found for found in evidence if found.iso and found.kind in SUPPORT), None)


def _doubts(article: Article, today: date) -> Iterator[DateEvidence]:
    given = article.date
    if not given:
        return
    if not _is_date(given):
        yield DateEvidence(IMPOSSIBLE, "", 0, 0, given, f"There is no date “{given}”.")
        return
    # a day ahead is still today somewhere
    if given[:_FULL_DATE] > (today + timedelta(days=1)).isoformat()[: len(given[:_FULL_DATE])]:
        yield DateEvidence(
            FUTURE, "", 0, 0, given, f"The date {given} lies after the day on which the article was read."
        )
    elif given[:4].isdecimal() and int(given[:4]) < EARLIEST_YEAR:
        yield DateEvidence(TOO_EARLY, "", 0, 0, given, f"The date {given} lies before {EARLIEST_YEAR}.")
    for line, updated in _date_lines(article.text):
        if not updated and _apart(line.iso, given, _LINE_MAY_DIFFER):
            reason = f"The source says {given}, a line of the text says “{line.text}”."
            yield DateEvidence(CONTRADICTED, line.iso, line.start, line.end, line.text, reason)
            return
    if len(given) >= _FULL_DATE:
        for line in _datelines(article.text, ""):
            if _dateline_apart(line, given):
                reason = f"The source says {given}, the report itself begins with “{line.text}”."
                yield DateEvidence(CONTRADICTED, line.iso, line.start, line.end, line.text, reason)
                return


def _in_address(url: str, given: str, today: date) -> Iterator[DateEvidence]:
    path = url.partition("://")[2] or url
    for pattern in _ADDRESS_DAYS:
        for match in pattern.finditer(path):
            month = match["month"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
            iso = _day(int(match["year"]), number, int(match["day"]))
            if iso and iso <= (today + timedelta(days=1)).isoformat() and _more_precise(iso, given):
                yield DateEvidence(ADDRESS, iso, 0, 0, match[0], f"The address has “{match[0]}”.")
                return
    only = _ADDRESS_MONTH.search(path)
    if only is not None and 1 <= int(only["month"]) <= 12:
        iso = f"{only['year']}-{int(only['month']):02}"
        if iso <= today.isoformat()[:7] and _more_precise(iso, given):
            yield DateEvidence(ADDRESS, iso, 0, 0, only[0], f"The address has “{only[0]}”.")


def _date_lines(text: str) -> Iterator[tuple[DateEvidence, bool]]:
    """Lines at the top that are dates, and whether one says when the article was changed."""
    for start, line in _top_lines(text):
        if len(line) > _LONGEST_DATE_LINE or not _YEAR.search(line):
            continue
        iso = parse_date(line).iso
        if len(iso) >= _FULL_DATE:
            end = start + len(line)
            found = DateEvidence(DATE_LINE, iso, start, end, line, f"A line at the top is a date: “{line}”.")
            yield found, bool(_UPDATED.match(line))


def _datelines(text: str, given: str) -> Iterator[DateEvidence]:
    for start, line in _top_lines(text):
        match = _DATELINE.match(line[:160])
        if match is None:
            continue
        month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        day = int(match["day"] or match["day2"])
        year = match["year"] or match["year2"] or ""
        words = match[0].rstrip(" -–—:")
        iso, reason = "", f"The report begins with “{words}”; it does not say the year."
        if year:
            iso, reason = _day(int(year), month, day), f"The report begins with “{words}”."
        elif given and (whole := _day(int(given[:4]), month, day)) and _more_precise(whole, given):
            iso, reason = whole, f"The report begins with “{words}”; the year is that of the source."
        if (iso and _more_precise(iso, given)) or (not iso and _day(2024, month, day)):
            yield DateEvidence(DATELINE, iso, start, start + len(words), words, reason)
        return


def _relative(text: str) -> Iterator[DateEvidence]:
    count = 0
    for begin, end in _around_relative_words(text[:_RELATIVE_WITHIN]):
        for match in _RELATIVE.finditer(text, begin, end):
            reason = f"The text says “{match[0]}”, which names no day by itself."
            yield DateEvidence(RELATIVE, "", match.start(), match.end(), match[0], reason)
            count += 1
            if count == _MOST_RELATIVE:
                return


def _around_relative_words(text: str) -> list[tuple[int, int]]:
    """Stretches that have such a word. Looking for words is many times quicker than for all that may stand with them."""
    stretches: list[tuple[int, int]] = []
    places = []
    for word in _RELATIVE_WORDS:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    for at in sorted(places):
        begin, end = max(at - _AROUND, 0), at + _AROUND
        if stretches and begin <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((begin, end))
    return stretches


def _top_lines(text: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not blank, without the white space around them, and where each begins."""
    begin = seen = 0
    for line in text[:_TOP].split("\n"):
        if stripped := line.strip():
            yield begin + len(line) - len(line.lstrip()), stripped
            seen += 1
            if seen == _FIRST_LINES:
                return
        begin += len(line) + 1


def _more_precise(iso: str, given: str) -> bool:
    """Whether a date says more than the given one, and nothing else."""
    return len(iso) > len(given) and iso.startswith(given)


def _apart(iso: str, given: str, by: timedelta) -> bool:
    """Whether two dates can't be the same day, each as precise as it is."""
    if len(given) < _FULL_DATE:
        return not iso.startswith(given)
    return abs(_as_day(iso) - _as_day(given)) > by


def _dateline_apart(line: DateEvidence, given: str) -> bool:
    """Whether a dateline is of another time of the year (or another year, where it says one)."""
    if line.iso:
        return _apart(line.iso, given, _DATELINE_MAY_DIFFER)
    match = _DATELINE.match(f"{line.text} -")
    if match is None:
        return False
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    day = int(match["day"] or match["day2"])
    there = _as_day(given)
    days = [_day(year, month, day) for year in (there.year - 1, there.year, there.year + 1) if 1 <= year <= 9999]
    return all(abs(_as_day(iso) - there) > _DATELINE_MAY_DIFFER for iso in days if iso)


def _day(year: int, month: int, day: int) -> str:
    """The day in ISO 8601; empty when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _is_date(given: str) -> bool:
    """Whether what an article has as its date is one, as precise as it may be."""
    day = given[:_FULL_DATE]
    if not _ISO_DAY.fullmatch(day):
        return False
    return bool(_day(int(day[:4]), int(day[5:7] or 1), int(day[8:] or 1)))


def _as_day(iso: str) -> date:
    return date.fromisoformat(iso[:_FULL_DATE])
