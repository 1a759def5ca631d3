"""Dates as sources write them, turned into ISO 8601 or left out with the reason.

Nothing is guessed: ``03/04/2024`` is 3 April or 4 March, so it is left out and a person is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

_MONTHS_BY_LANGUAGE: Final = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janner feber maerz - - - - - sept okt - dez",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr - avr - - juil - - - - -",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene - - abr - - - ago setiembre - - dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
)
_MONTHS: Final = {
    name: number for names in _MONTHS_BY_LANGUAGE for number, name in enumerate(names.split(), start=1) if name != "-"
}

# RFC 2822 section 4.3 gives these names a meaning; other zone names stand for several zones.
_ZONES: Final = {
    "z": "Z", "utc": "Z", "gmt": "Z", "ut": "Z",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip

_LABEL: Final = re.compile(
    r"^(?:first |last )?(?:published|posted|updated|modified|created|date|issued|released)(?: on| at)?\s*:?\s+",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")
_TIME: Final = re.compile(
    r"""(?:^|[\s,T])(?:at\s+|um\s+|à\s+)?
        (?P<hour>[01]?\d|2[0-4])
        (?:[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?)?
        \s*(?P<half>[ap]\.?\s?m\.?)?
        (?:\s*(?:uhr|hrs?|h)\b)?
        \s*(?P<zone>[A-Za-z]{1,5}|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?
        (?:\s*\((?P<beside>[A-Za-z ]+)\))?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# "08:01, 22 June 2024", and with a zone after the time: "01:38:07 PM IST Nov 20, 2019"
_TIME_FIRST: Final = re.compile(
    r"""(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?(?:uhr|hrs?|h)\b)?)
        (?P<zone>\s?\(?(?:(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?P<name>[A-Za-z]{1,4})\b)\)?)?
        (?=[\s,|-])""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT_WEEKDAYS: Final = (
    "mon tue tues wed thu thur thurs fri sat sun mo di mi do fr sa so die mit don fre sam son lun mar mer jeu ven dim mie"
    " jue vie sab dom gio seg ter qua qui sex zo ma wo vr za пн вт ср чт пт сб вс"
)
_WEEKDAYS: Final = frozenset(_SHORT_WEEKDAYS.split())
"""Their short forms, which stand where a zone can stand."""
_NUMERIC: Final = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?")
_LONGEST: Final = 100
_EARLIEST_YEAR: Final = 1500
_LATEST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as precise as it was given; month and day are 0 when not given."""

    year: int
    month: int = 0
    day: int = 0


class ParsedDate(NamedTuple):
    """An ISO 8601 date (or ``""``) and what a person should know about how it was read (or ``""``)."""

    iso: str
    note: str


class _Unusable(Exception):  # noqa: N818 - carries a reason inside this module
    """A date that can't be used; the message says why."""


def parse_date(raw: str) -> ParsedDate:
    """The ISO 8601 form of a date, as precise as the source, and a note.

    ``Jun 22, 2024 - 08:01`` gives ``2024-06-22T08:01``; ``July 2024`` gives ``2024-07``. A date that is impossible,
    ambiguous or not understood gives an empty date and the reason in the note.
    """
    text = _plain(raw)
    if not text:
        return ParsedDate("", "")
    try:
        if len(text) > _LONGEST:
            raise _Unusable("it is too long to be one")
        iso, note = _parse(text)
    except _Unusable as reason:
        shown = " ".join(raw.split())
        shown = shown if len(shown) <= 60 else shown[:59] + "…"
        return ParsedDate("", f"The date “{shown}” was left out: {reason}.")
    return ParsedDate(iso, note)


def _plain(raw: str) -> str:
    text = unicodedata.normalize("NFKC", raw).translate(
        {0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-", 0x200E: ""}
    )
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)  # digits of any script
    text = " ".join(text.split()).strip(" ,;|·")
    return _LABEL.sub("", text)


def _parse(text: str) -> tuple[str, str]:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        moment = datetime.fromtimestamp(int(text[:10]), tz=UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ"), f"The date {text} was read as seconds since 1970 (Unix time)."
    if re.fullmatch(r"\d{4}[01]\d[0-3]\d", text):
        return _iso(_Day(int(text[:4]), int(text[4:6]), int(text[6:])), None), ""
    day = _day(text)
    if day is not None:
        return _iso(*day[:1], None), day[1]
    # from the longest beginning that is a date to the shortest, the rest being the time
    for cut in (match.start() for match in re.finditer(r"[\s,T]|(?<=\d)-(?=\s)", text)):
        day = _day(text[:cut].strip(" ,-|·"))
        if day is None:
            continue
        rest = text[cut:].strip(" ,-|·").removeprefix("T").strip()
        time = _TIME.search(" " + rest)
        if time is not None and time.start() == 0 and day[0].day:
            clock, zone_note = _clock(time)
            return _iso(day[0], clock), " ".join(filter(None, (day[1], zone_note)))
    for first, rest in _time_and_rest(text):
        day = _day(rest.strip(" ,-|·"))
        time = _TIME.search(f" {first}")
        if day is not None and day[0].day and time is not None:
            clock, zone_note = _clock(time)
            return _iso(day[0], clock), " ".join(filter(None, (day[1], zone_note)))
    raise _Unusable("it could not be understood; write it as YYYY-MM-DD")


def _time_and_rest(text: str) -> Iterator[tuple[str, str]]:
    """The time at the beginning of a text, with the zone when one follows, and what stands behind it."""
    match = _TIME_FIRST.match(text)
    if match is None:
        return
    if match["zone"] is not None:
        name = match["name"] or ""
        is_zone = not name or name.casefold() in _ZONES
        # a zone that is not known, and no "SAT" or "JUNE"
        is_unknown_zone = len(name) > 1 and name.isupper() and name.casefold() not in _MONTHS.keys() | _WEEKDAYS
        if is_zone or is_unknown_zone:
            yield f"{match['time']} {match['zone'].strip(' ()')}", text[match.end() :]
    yield match["time"], text[match.end("time") :]


def _day(text: str) -> tuple[_Day, str] | None:
    """A date without time, and a note; ``None`` when the text is something else."""
    if re.fullmatch(r"\d{4}", text):
        return _Day(int(text)), ""
    if (match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text)) is not None:
        return _Day(int(match[1]), int(match[2])), ""
    if (match := _NUMERIC.fullmatch(text)) is not None:
        return _numeric_day(match)
    return _named_day(text)


def _numeric_day(match: re.Match[str]) -> tuple[_Day, str]:
    first, separator, second, third = match[1], match[2], int(match[3]), match[4]
    if len(first) == 4 and len(third) <= 2:
        return _Day(int(first), second, int(third)), ""
    if len(third) != 4 or len(first) > 2:
        raise _Unusable("the year is not written in full")
    one, year = int(first), int(third)
    if separator == ".":
        return _Day(
            year, second, one
        ), "" if one > 12 or one == second else f"The date {match[0]} was read as day.month.year."
    if one > 12 or one == second:
        return _Day(year, second, one), ""
    if second > 12:
        return _Day(year, one, second), ""
    raise _Unusable(f"it can be day {one} of month {second} or day {second} of month {one}")


def _named_day(text: str) -> tuple[_Day, str] | None:
    folded = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\d+|[^\W\d_]+", _ORDINAL.sub("", folded))
    words = [word for word in words if word not in ("of", "de", "del", "the", "г", "року", "р")]
    months = [n for n, word in enumerate(words) if word in _MONTHS]
    if len(months) == 2 and "mar" in words[:1]:  # Spanish and Italian "mar" is also Tuesday
        words, months = words[1:], [months[1] - 1]
    if len(months) != 1 or re.search(r"[^\w\s,./\-()']", folded):
        return None
    month = _MONTHS[words[months[0]]]
    # at most a weekday before the date; nothing but numbers otherwise
    others = [word for n, word in enumerate(words) if n != months[0]]
    if others and not others[0].isdecimal() and words[0] == others[0] and 2 <= len(others[0]) <= 12:
        others = others[1:]
    if not others or len(others) > 2 or not all(re.fullmatch(r"\d{1,2}|\d{4}", word) for word in others):
        return None
    if len(others) == 1:
        if len(others[0]) != 4:
            return None
        return _Day(int(others[0]), month), ""
    years = [word for word in others if len(word) == 4]
    if not years:
        raise _Unusable("the year is not written in full")
    if len(years) == 2:
        return None
    day = others[1] if others[0] == years[0] else others[0]
    return _Day(int(years[0]), month, int(day)), ""


def _clock(match: re.Match[str]) -> tuple[str, str]:
    """``HH:MM[:SS][zone]`` and a note about the zone."""
    if match["minute"] is None and not match["half"]:
        raise _Unusable("it could not be understood; write it as YYYY-MM-DD")
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise _Unusable("its time does not exist")
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour == 24:
        raise _Unusable("its time does not exist")
    clock = f"{hour:02}:{match['minute'] or '00'}" + (f":{match['second']}" if match["second"] else "")
    beside = match["beside"] or ""
    zone = match["zone"] or (beside if re.fullmatch("[A-Z]{2,5}", beside) else "")
    if not zone:
        return clock, ""
    if (offset := re.fullmatch(r"(?:UTC|GMT)?([+-]\d{2}):?(\d{2})", zone, re.IGNORECASE)) is not None:
        if int(offset[1][1:]) > 14 or int(offset[2]) > 59:
            raise _Unusable("its time zone does not exist")
        return f"{clock}{offset[1]}:{offset[2]}", ""
    if zone.casefold() in _ZONES:
        return clock + _ZONES[zone.casefold()], ""
    return clock, f"The time zone {zone} of the date was left out: the name stands for several zones."


def _iso(day: _Day, clock: str | None) -> str:
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise _Unusable(f"the year {day.year} can't be right")
    if not day.month:
        return f"{day.year:04}"
    try:
        date(day.year, day.month, day.day or 1)
    except ValueError:
        raise _Unusable("no such day exists") from None
    if not day.day:
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-{day.month:02}-{day.day:02}" + (f"T{clock}" if clock else "")
