"""What the formats of news agencies have in common: dates without separators, bylines, names behind codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BASIC: Final = re.compile(
    r"(?P<day>\d{8})(?:T?(?P<clock>\d{4}(?:\d{2})?)(?:[.,]\d+)?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?", re.IGNORECASE
)
_BY: Final = re.compile(r"(?:by|von|par|por|di|door|av|af)\s*:?\s+(?=\S)", re.IGNORECASE)


def extended_date(raw: str) -> str:
    """``20151210T191044Z`` as ``2015-12-10T19:10:44Z``; anything else as it is."""
    match = _BASIC.fullmatch(raw.strip())
    if match is None:
        return raw.strip()
    day, clock, zone = match["day"], match["clock"] or "", (match["zone"] or "").upper()
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if not clock:
        return date
    if len(zone) == 3:
        zone += ":00"
    elif len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{date}T{':'.join(clock[at : at + 2] for at in range(0, len(clock), 2))}{zone}"


def without_by(byline: str) -> str:
    """A byline without the word before the names: ``By Ann Lee`` is ``Ann Lee``."""
    line = " ".join(byline.split())
    return _BY.sub("", line, count=1) if _BY.match(line) else line


def code_tail(code: str) -> str:
    """What a coded name ends in: ``nprov:AcmeNews`` is ``AcmeNews``."""
    return code.rpartition(":")[2].strip()


def joined_names(names: Iterable[str]) -> str:
    """Names with ``; `` between them, each once, in their order."""
    return "; ".join(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))


def given(values: dict[str, tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Fields and their sources from ``{field: (value, source)}``, without the empty ones."""
    kept = {field: (value.strip(), source) for field, (value, source) in values.items() if value.strip()}
    return {field: value for field, (value, _) in kept.items()}, {field: source for field, (_, source) in kept.items()}
