"""What goes into and comes out of a project file besides articles: sources, imports, JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from workbench.domain.article import EDITABLE_FIELDS, STATED_FIELDS, Source

__all__ = [
    "FORMAT_BOILERPLATE",
    "STORED_FIELDS",
    "ImportOutcome",
    "ImportRecord",
    "Source",
    "dumped",
    "now",
    "storable",
    "text_hash",
]

STORED_FIELDS: Final = (*EDITABLE_FIELDS, *STATED_FIELDS, "review")
"""What the table ``metadata`` has about an article, each with its source."""

FORMAT_BOILERPLATE: Final = "format_boilerplate"
"""The field under which the same table has :attr:`Article.format_boilerplate`, as JSON."""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One time that articles were added."""

    number: int
    """1 for the first one."""
    made_at: str
    """ISO 8601, UTC."""
    label: str
    """What was read, in words."""
    articles: int
    """How many came with it."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did with each article, in the order in which they came."""

    added: tuple[str, ...] = ()
    """Document ids as stored."""
    skipped: tuple[str, ...] = ()
    """Document ids, as they came, of articles that the project already had (same path, same text)."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Document ids that were taken, each with the one that was stored instead."""
    number: int = 0
    """The number of the import, 1 for the first one; 0 when no article was added."""


def now() -> str:
    """The present second as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """Text as a project can hold it: NUL and lone surrogates become U+FFFD, so every position stays where it was."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def text_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def dumped(value: Any) -> str:
    """JSON text: keys sorted, ASCII only (so any text survives), and no NaN, which is not JSON."""
    return json.dumps(value, sort_keys=True, allow_nan=False)
