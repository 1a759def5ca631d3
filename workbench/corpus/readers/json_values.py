"""JSON values from untrusted bytes, with limits on how much memory they may take."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, AnyStr, Final

from workbench.domain.errors import CounterpointError
from workbench.text_decoding import Decoded, decode

LARGEST_JSON: Final = 200_000_000
"""Bytes of a JSON file."""

MOST_JSON_MARKS: Final = 8_000_000
"""Commas, brackets and (four times) braces in a JSON file: each can be a value that takes sixty bytes."""

_ALWAYS_WHOLE: Final = 30_000_000
"""Bytes; smaller files are decoded as a whole."""
_MOST_MEMORY: Final = 500_000_000
"""Bytes that the text of a file and the strings in it may take together."""
_CHUNK: Final = 1_000_000
_HEAD: Final = 65_536

_FAULTS: Final = {
    "Expecting value": "a value is missing",
    "Extra data": "something follows its end",
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name": "a key between quotation marks is missing",
    "Illegal trailing comma": "a comma is one too many",
    "Unterminated string": "a quotation mark is opened and never closed",
    "Invalid control character": "there is a control character between quotation marks",
    "Invalid \\": "a letter follows a backslash that may not stand there",
}
"""What Python's parser says, and what it means."""


class JsonError(CounterpointError):
    """JSON that is not read. The message is a whole sentence or two: what is wrong and what to do."""

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.too_large = too_large


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
    _check_size(data)
    _check_whole(data)
    return decode(data)


def _check_size(data: bytes) -> None:
    if len(data) > LARGEST_JSON:
        raise JsonError(
            f"The file has {len(data) / 1e6:,.0f} MB; more than {LARGEST_JSON / 1e6:,.0f} MB of JSON are not read."
            " Split it into smaller files.",
            too_large=True,
        )


def _check_whole(data: bytes) -> None:
    """:class:`JsonError` when a file that is one value would take too much memory."""
    _check_marks(data.count(b"{"), data.count(b"["), data.count(b","), "The file")
    if len(data) <= _ALWAYS_WHOLE:
        return
    # one character beyond the Latin alphabet makes a string two bytes wide, one beyond the first 65,536 four
    width = 4 if re.search(rb"[\xf0-\xf4]", data) else 2 if re.search(rb"[\xc4-\xef]", data) else 1
    if 2 * width * len(data) > _MOST_MEMORY:
        raise JsonError(
            f"The file has {len(data) / 1e6:,.0f} MB and would take more than {_MOST_MEMORY / 1e6:,.0f} MB of memory."
            " Save it with one object a line (JSON lines), or split it into smaller files.",
            too_large=True,
        )


def _check_marks(braces: int, brackets: int, commas: int, what: str) -> None:
    if 4 * braces + brackets + commas > MOST_JSON_MARKS:
        raise JsonError(
            f"{what} holds more than {MOST_JSON_MARKS:,} values. Split it into smaller files.", too_large=True
        )


class JsonSource:
    """A file of JSON, by lines or as a whole. Large files in UTF-8 are decoded line by line.

    Raises:
        JsonError: it is too large.
    """

    def __init__(self, data: bytes) -> None:
        _check_size(data)
        self._data = data
        self._text: str | None = None
        if len(data) > _ALWAYS_WHOLE:
            if not _is_utf8(data):
                raise JsonError(
                    f"The file has {len(data) / 1e6:,.0f} MB and is not in UTF-8, which is asked of JSON files of that size."
                    " Save it as UTF-8, or split it into smaller files.",
                    too_large=True,
                )
            marked = data.startswith(codecs.BOM_UTF8)
            self.decoded = Decoded("", "UTF-8 (byte order mark)" if marked else "UTF-8", True)
            """How its bytes become text, without the text."""
        else:
            decoded = decode(data)
            self._text = decoded.text.removeprefix("\ufeff")
            self.decoded = replace(decoded, text="")

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers, whatever ends them.

        Raises:
            JsonError: a line alone would take too much memory.
        """
        if self._text is not None:
            yield from _numbered_lines(self._text, re.compile(r"\r\n|\r|\n"))
            return
        for number, line in _numbered_lines(self._data, re.compile(rb"\r\n|\r|\n")):
            if len(line) > _ALWAYS_WHOLE:
                _check_whole(line)
            yield number, line.decode("utf-8").removeprefix("\ufeff")

    def text(self) -> str:
        """The whole file. :class:`JsonError` when that would take too much memory."""
        if self._text is not None:
            return self._text
        _check_whole(self._data)
        return self._data.decode("utf-8").removeprefix("\ufeff")


def _numbered_lines(text: AnyStr, end: re.Pattern[AnyStr]) -> Iterator[tuple[int, AnyStr]]:
    at = 0
    number = 1
    for match in end.finditer(text):
        yield number, text[at : match.start()]
        at = match.end()
        number += 1
    yield number, text[at:]


def _is_utf8(data: bytes) -> bool:
    """Whether a file is UTF-8, without a second copy of it in memory."""
    if b"\x00" in data[:_HEAD]:
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _CHUNK):
            decoder.decode(data[at : at + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def parsed_json(text: str, what: str = "This") -> Any:
    """The value in a text. :class:`JsonError` when it is none, or holds too many values."""
    if len(text) > _CHUNK:
        _check_marks(text.count("{"), text.count("["), text.count(","), what)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JsonError(f"{what} is not valid JSON: {_in_words(error)}. Repair it, or export it again.") from None


def values_in_a_row(text: str) -> list[Any]:
    """Values that stand one after another over several lines each; none when there is anything else."""
    decoder = json.JSONDecoder()
    found: list[Any] = []
    at = len(text) - len(text.lstrip())
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            while at < len(text) and text[at].isspace():
                at += 1
    except (ValueError, RecursionError):
        return []
    return found


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
    if not isinstance(error, json.JSONDecodeError):
        return "a number in it is too long"
    what = next((words for begin, words in _FAULTS.items() if error.msg.startswith(begin)), "it can't be understood")
    line = f"line {error.lineno:,}, " if error.lineno > 1 else ""
    return f"{what} ({line}column {error.colno:,})"


def as_text(value: Any) -> str:
    """A string as it is, a number written out, anything else as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return "" if value != value else str(value)  # noqa: PLR0124 - NaN
    return ""
