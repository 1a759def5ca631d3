"""What a person types as an article's metadata: tidied, or refused with the reason. The window uses it while they type."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from workbench.corpus.canonical import canonical_field
from workbench.corpus.dates import parse_date
from workbench.domain.formula_guard import FORMULA_STARTS

LONGEST_VALUE: Final = 1_000
"""Characters."""
_LONGEST_ADDRESS: Final = 2_000
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def tidy_value(field: str, typed: str) -> tuple[str, str]:
    """The value as it is kept, and why it can't be taken; one of the two is empty, both when nothing was typed.

    A date that is written in words and can mean one day only becomes ISO 8601: ``4 July 2024`` is ``2024-07-04``.

    Args:
        field: one of :data:`workbench.domain.article.EDITABLE_FIELDS`.
        typed: as it was typed or pasted.
    """
    value = canonical_field(typed)
    if value.startswith("'") and value[1:].startswith(FORMULA_STARTS):
        value = value[1:]  # as this program writes it for spreadsheets
    if not value:
        return "", ""
    if field == "date":
        return _date(value)
    if field == "url":
        return _address(value)
    if field == "language" and not _LANGUAGE.fullmatch(value):
        return "", f"“{_short(value)}” is no code of a language. Write one such as en or pt-BR."
    if len(value) > LONGEST_VALUE:
        return "", f"This has {len(value):,} characters; up to {LONGEST_VALUE:,} are kept. Write less."
    return value, ""


def _date(value: str) -> tuple[str, str]:
    parsed = parse_date(value)
    if parsed.iso and not parsed.note:
        return parsed.iso, ""
    why = parsed.note.rpartition(": ")[2].rstrip(".") if not parsed.iso else parsed.note.rstrip(".")
    return (
        "",
        f"“{_short(value)}” is not taken as a date: {why}. Write 2024, 2024-07, 2024-07-04 or 2024-07-04T09:30+02:00.",
    )


def _address(value: str) -> tuple[str, str]:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or " " in value:
        return "", f"“{_short(value)}” is no address. It begins with http:// or https:// and has no spaces."
    if len(value) > _LONGEST_ADDRESS:
        return "", f"The address has {len(value):,} characters; up to {_LONGEST_ADDRESS:,} are kept."
    return value, ""


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
