"""JSON lines (one object a line) and JSON files that hold one object or an array of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.corpus.encoding import Decoded, decode
from workbench.corpus.readers.columns import ID, TEXT, Columns, resolve_columns, source_in_words
from workbench.corpus.readers.contract import RawRecord, Remark
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal

_SUFFIXES: Final = (".jsonl", ".ndjson", ".json", ".jsonlines")
_WRAPPERS: Final = ("articles", "documents", "items", "results", "records", "data")
CUT_TEXT: Final = re.compile(r"\[\+\d+ chars\]\s*\Z")
"""How news interfaces end a text that they shortened."""
CUT_TEXT_NOTE: Final = "The text was cut short by the service that it came from: it ends in “[+… chars]”."


class JsonLines:
    """Reads ``.jsonl`` and ``.json``."""

    name = "JSON lines"

    def recognises(self, head: bytes, path: str) -> bool:
        """By the ending of the name."""
        return path.lower().endswith(_SUFFIXES)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[RawRecord | Refusal | Remark]:
        """One record for each object that has a text."""
        decoded = decode(data)
        # the strings inside become canonical one by one; here only line ends matter
        text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        records = _Records(path, mapping, decoded)
        try:
            whole = _whole(text)
        except (ValueError, RecursionError) as error:
            yield Refusal(path, "", f"This is not valid JSON: {_in_words(error)}.")
            return
        if whole is None:
            yield from records.lines(text)
        else:
            yield from records.items(whole)
        yield from records.without_text()


def _whole(text: str) -> list[Any] | None:
    """The objects of a file that is one JSON value, or ``None`` for JSON lines. ``ValueError`` for a broken array."""
    start = text.lstrip()[:1]
    if start == "[":
        try:
            value = json.loads(text)
        except ValueError:
            # a line that begins with "[" may also be a stray value among JSON lines
            if any(line.lstrip().startswith("{") and _is_json(line) for line in text.split("\n")):
                return None
            raise
        return value if isinstance(value, list) else None
    lines = text.strip().split("\n")
    if start != "{" or len(lines) == 1 or _is_json(lines[0]):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    for key in _WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
    return [value]


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _in_words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error) if isinstance(error, json.JSONDecodeError) else "a number in it is too long"


class _Records:
    """Turns JSON values of one file into records, remembering what was said about its keys."""

    def __init__(self, path: str, mapping: Mapping[str, str], decoded: Decoded) -> None:
        self._path = path
        self._mapping = mapping
        self._decoded = decoded
        self._columns: dict[tuple[str, ...], Columns] = {}
        self._said: set[str] = set()
        self._with_text = 0
        self._without_text: list[Refusal] = []

    def lines(self, text: str) -> Iterator[RawRecord | Refusal | Remark]:
        """The records of JSON lines. A file in which no line at all is JSON gets one refusal."""
        broken: list[Refusal] | None = []
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            where = f"line {number}"
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                refusal = Refusal(self._path, where, f"This line is not valid JSON: {_in_words(error)}.")
                if broken is None:
                    yield refusal
                else:
                    broken.append(refusal)
                continue
            if broken is not None:
                yield from broken
                broken = None
            yield from self._record(value, where)
        if broken:
            first = broken[0]
            if len(broken) == 1:
                yield first
            else:
                yield Refusal(
                    first.path, "", f"None of the {len(broken):,} lines is valid JSON. {first.record}: {first.reason}"
                )

    def items(self, values: list[Any]) -> Iterator[RawRecord | Refusal | Remark]:
        """The records of an array."""
        for number, value in enumerate(values, start=1):
            yield from self._record(value, f"item {number}")

    def without_text(self) -> Iterator[Refusal]:
        """The refusals of objects without a text; one for the file when that is all of several."""
        if self._with_text or len(self._without_text) < 2:
            yield from self._without_text
        else:
            first = self._without_text[0]
            yield Refusal(
                first.path,
                "",
                f"None of the {len(self._without_text):,} objects has a text. {first.record}: {first.reason}",
            )

    def _record(self, value: Any, where: str) -> Iterator[RawRecord | Refusal | Remark]:
        if not isinstance(value, dict):
            yield Refusal(self._path, where, f"This is {_kind(value)}, not a JSON object with a text.")
            return
        keys = tuple(key for key, inner in value.items() if inner is not None)
        columns = self._columns.get(keys)
        if columns is None:
            columns = self._columns[keys] = resolve_columns(keys, self._mapping)
            for note in columns.notes:
                if note not in self._said:
                    self._said.add(note)
                    yield Remark(note.replace("column", "key"))
        if columns.problem:
            if not resolve_columns(value, self._mapping).problem:
                yield Refusal(self._path, where, "The text is empty (null).")
                return
            reason = f"Not read: {columns.problem.replace('column', 'key')}."
            self._without_text.append(Refusal(self._path, where, reason))
            return
        self._with_text += 1
        text = value[columns.by_field[TEXT]]
        if not isinstance(text, str):
            yield Refusal(self._path, where, f"The text is {_kind(text)}, not a string.")
            return
        fields: dict[str, str] = {}
        sources: dict[str, str] = {}
        notes = list(encoding_notes(self._decoded))
        for field, key in columns.by_field.items():
            if field == TEXT:
                continue
            simple = _simple(value[key])
            if simple is None:
                notes.append(f"The {field} was left out: it is {_kind(value[key])}.")
                continue
            fields[field] = simple
            sources[field] = source_in_words(key)
        if CUT_TEXT.search(text):
            notes.append(CUT_TEXT_NOTE)
        yield RawRecord(
            text=text,
            record=where,
            document_id=fields.pop(ID, ""),
            fields=fields,
            sources=sources,
            encoding=self._decoded.encoding_in_words,
            encoding_certain=self._decoded.certain,
            notes=tuple(notes),
        )


def _simple(value: Any) -> str | None:
    """A metadata value as text, or ``None`` when it is not a simple one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return "" if value != value else str(value)  # noqa: PLR0124 - NaN, what some programs write for "nothing"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])  # {"id": "the-paper", "name": "The Paper"}
    return None


def _kind(value: Any) -> str:
    if value is None:
        return "empty (null)"
    if isinstance(value, bool):
        return "true or false"
    return {str: "a string", int: "a number", float: "a number", list: "a list", dict: "an object"}[type(value)]
