"""Dates as the interfaces of news databases write them, in the language of the person who saved the file.

A database writes the date of an English article as ``9 Januar 1993`` when the interface was German. Only dates with
the month in words (or in Chinese, Japanese and Korean characters) are read here, which can mean one day only; numbers
alone (``03/04/2024``) are left to :mod:`workbench.corpus.dates`, which says why it can't tell.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

_MONTHS_BY_LANGUAGE: Final = (
    ("English", "january february march april may june july august september october november december"),
    ("English, short", "jan feb mar apr - jun jul aug sep oct nov dec"),
    ("German", "januar februar märz april mai juni juli august september oktober november dezember"),
    ("German, other", "jänner feber maerz - - - - - sept okt - dez"),
    ("French", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    ("French, short", "janv févr - avr - - juil - - - - déc"),
    ("Spanish", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    ("Spanish, other", "ene - - abr - - - ago setiembre - - dic"),
    ("Italian", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    ("Italian, short", "gen - - - mag giu lug ago set ott - dic"),
    ("Portuguese", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    ("Portuguese, short", "- fev - abr mai - - ago set out - dez"),
    ("Dutch", "januari februari maart april mei juni juli augustus september oktober november december"),
    ("Catalan", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    ("Danish, Norwegian", "januar februar marts april maj juni juli august september oktober november december"),
    ("Norwegian, Swedish", "- februari mars april mai juni juli augusti september oktober november desember"),
    ("Finnish", "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta"
                " lokakuuta marraskuuta joulukuuta"),
    ("Polish", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
    ("Polish, nominative", "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
                           " grudzień"),
    ("Czech", "ledna února března dubna května června července srpna září října listopadu prosince"),
    ("Hungarian", "január február március április május június július augusztus szeptember október november december"),
    ("Romanian", "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
    ("Turkish", "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"),
    ("Indonesian, Malay", "januari februari maret april mei juni juli agustus september oktober november desember"),
    ("Russian", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ("Russian, nominative", "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    ("Ukrainian", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
    ("Greek", "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου"
              " νοεμβρίου δεκεμβρίου"),
)  # fmt: skip

_WEEKDAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "понедельник вторник среда четверг пятница суббота воскресенье"
)


def _folded(word: str) -> str:
    """A name for comparing: small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


MONTHS: Final = {
    _folded(name): number
    for _, names in _MONTHS_BY_LANGUAGE
    for number, name in enumerate(names.split(), start=1)
    if name != "-"
}
"""The number of a month by its name in small letters without accents."""

_FOLDED_WEEKDAYS: Final = frozenset(map(_folded, _WEEKDAYS.split()))

_WORD: Final = r"[^\W\d_]{3,14}"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR: Final = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d){_DAY}\s+(?:de\s+|d['’]|of\s+)?(?P<month>{_WORD})\.?,?\s+(?:de[l]?\s+)?{_YEAR}(?!\d)"
)
_MONTH_FIRST: Final = re.compile(rf"(?<!\w)(?P<month>{_WORD})\.?\s+{_DAY}\s*,?\s+{_YEAR}(?!\d)")
_YEAR_FIRST: Final = re.compile(rf"(?<!\d){_YEAR}[.,]?\s+(?P<month>{_WORD})\.?\s+{_DAY}(?!\d)")
_EAST_ASIAN: Final = re.compile(
    r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)\s?[年년]\s?(?P<month>[01]?\d)\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]"
)
_ISO: Final = re.compile(r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_PATTERNS: Final = (_ISO, _EAST_ASIAN, _DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)
_TIME: Final = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?P<zone>GMT|UTC|Z))?",
    re.IGNORECASE,
)
_LONGEST_LINE: Final = 200


class FoundDate(NamedTuple):
    """A day in ISO 8601, and where in the text it stands; a weekday before it belongs to it."""

    iso: str
    start: int
    end: int


def find_date(text: str) -> FoundDate | None:
    """The first date in a line of text (of at most 200 characters), whatever stands around it.

    ``Politique, jeudi 5 octobre 2013, p. 3`` gives ``2013-10-05`` and the place of ``jeudi 5 octobre 2013``.
    """
    if len(text) > _LONGEST_LINE:
        return None
    found: FoundDate | None = None
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            iso = _iso(match)
            if iso:
                if found is None or match.start() < found.start:
                    found = FoundDate(iso, _weekday_start(text, match.start()), match.end())
                break
    return found


def iso_date(text: str) -> str:
    """The ISO 8601 form of a text that is nothing but a date, perhaps with a weekday; ``""`` for any other."""
    line = " ".join(text.split()).strip(" ,;.")
    found = find_date(line)
    if found is None or line[: found.start].strip(" ,;.") or line[found.end :].strip(" ,;."):
        return ""
    return found.iso


def iso_time(text: str) -> str:
    """The ISO 8601 form of a text that is nothing but a time of day: ``15:32``, ``15:32:10Z``; else ``""``."""
    match = _TIME.fullmatch(" ".join(text.split()))
    if match is None:
        return ""
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    clock = f"{hour:02}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    return clock + ("Z" if match["zone"] else "")


def _iso(match: re.Match[str]) -> str:
    name = match["month"]
    month = int(name) if name.isdecimal() else MONTHS.get(_folded(name), 0)
    try:
        return date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:
        return ""


def _weekday_start(text: str, start: int) -> int:
    """Where the date begins when a weekday before it is part of it."""
    before = re.search(r"(?<![\w-])([^\W\d_][^\W\d_-]{1,12}(?:-feira)?)\.?,?\s*$", text[:start])
    return before.start() if before is not None and _folded(before[1]) in _FOLDED_WEEKDAYS else start
