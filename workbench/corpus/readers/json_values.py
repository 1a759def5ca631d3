"""JSON values from untrusted bytes, with limits on how much memory they may take."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from workbench.corpus.encoding import Decoded, decode
from workbench.domain.errors import CounterpointError

LARGEST_JSON: Final = 200_000_000
"""Bytes of a JSON file."""

MOST_JSON_MARKS: Final = 8_000_000
"""Commas, brackets and (four times) braces in a JSON file: each can be a value that takes sixty bytes."""

_HEAD: Final = 65_536


class JsonError(CounterpointError):
    """JSON that is not read. The message is a whole sentence or two: what is wrong and what to do."""


def json_head(data: bytes) -> str:
    """The beginning of what may be a JSON object or array, or ``""``. Never raises."""
    head = data[:_HEAD]
    text = decode(head).text if b"\x00" in head[:64] else head.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff").lstrip()
    return text if text[:1] in {"{", "["} else ""


def has_keys(head: str, *names: str) -> bool:
    """Whether all the names stand as keys in the beginning of a file."""
    return all(re.search(rf'"{re.escape(name)}"\s*:', head) for name in names)


def decoded_json(data: bytes) -> Decoded:
    """The file as text. :class:`JsonError` when it is too large to be taken apart."""
    if len(data) > LARGEST_JSON:
        raise JsonError(
            f"The file has {len(data) / 1e6:,.0f} MB; more than {LARGEST_JSON / 1e6:,.0f} MB of JSON are not read."
            " Split it into smaller files."
        )
    decoded = decode(data)
    text = decoded.text
    if 4 * text.count("{") + text.count("[") + text.count(",") > MOST_JSON_MARKS:
        raise JsonError(f"The file holds more than {MOST_JSON_MARKS:,} values. Split it into smaller files.")
    return decoded


def json_values(text: str) -> Iterator[tuple[str, Any]]:
    """The values of a JSON file, each with where it stood: the items of an array, one value, or one for each line.

    Raises:
        JsonError: it is not JSON.
    """
    text = text.removeprefix("\ufeff").strip()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _lines(text, error)
        return
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield f"item {number}", item
    else:
        yield "", value


def _lines(text: str, error: Exception) -> Iterator[tuple[str, Any]]:
    """The values of JSON lines; the error of the whole when the first line is no value by itself."""
    first = True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as line_error:
            if first:
                raise JsonError(f"This is not valid JSON: {_in_words(error)}. Get the file again.") from None
            raise JsonError(f"Line {number} is not valid JSON: {_in_words(line_error)}. Get the file again.") from None
        first = False
        yield f"line {number}", value
    if first:
        raise JsonError(f"This is not valid JSON: {_in_words(error)}. Get the file again.")


def _in_words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error) if isinstance(error, json.JSONDecodeError) else "a number in it is too long"


def as_text(value: Any) -> str:
    """A string as it is, a number written out, anything else as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return "" if value != value else str(value)  # noqa: PLR0124 - NaN
    return ""
