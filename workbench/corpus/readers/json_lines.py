"""JSON lines (one object a line) and JSON files that hold one object or an array of objects.

Lines are taken one at a time, so that a large file does not stand in the memory as a whole; a file that is one value has to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from workbench.corpus.readers.cell_values import CUT_TEXT, CUT_TEXT_NOTE
from workbench.corpus.readers.columns import (
    ID,
    TEXT,
    WORDS,
    Columns,
    layout_of,
    resolve_columns,
    source_in_words,
    words_in_digits,
)
from workbench.corpus.readers.contract import Item, RawRecord, Remark
from workbench.corpus.readers.json_values import JsonError, JsonSource, json_head, parsed_json, values_in_a_row
from workbench.corpus.readers.plain_text import encoding_notes
from workbench.domain.article import Refusal
from workbench.text_decoding import looks_binary

_SUFFIXES: Final = (".jsonl", ".ndjson", ".json", ".jsonlines")
_OBJECT: Final = re.compile(r"(?:\[\s*)?\{\s*(?:\"(?:[^\"\\\n]|\\.){0,200}\"\s*:|\}\s*(?:\]|\Z|\n))")
"""How an object, or an array of objects, begins. Ordinary text that begins with a bracket does not."""
_WRAPPERS: Final = ("articles", "documents", "items", "results", "records", "docs", "data")
_WRAPPED_LEVELS: Final = 3
_SAMPLE: Final = 200
"""Objects whose keys are shown to a person as columns."""
_SAMPLE_SIZE: Final = 5_000_000
"""Characters of the lines that are held for it."""
_MOST_LAYOUTS: Final = 1_000
"""Sets of keys whose fields are remembered."""
_MOST_REMARKS: Final = 100
_MOST_REFUSALS: Final = 1_000
"""Lines that are no JSON, and objects without a text, that are refused one by one."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What stood in one place: a value, or why it is none."""

    where: str
    value: Any = None
    problem: str = ""
    size: int = 0


class JsonLines:
    """Reads ``.jsonl`` and ``.json``, and such files under other names."""

    name = "JSON lines"
    binary = False
    rank = 70

    def recognises(self, data: bytes, path: str) -> bool:
        """By an object or an array of objects at its beginning; by the ending of the name unless it is markup."""
        head = json_head(data)
        if head and _OBJECT.match(head):
            return True
        named = path.lower().endswith(_SUFFIXES)
        return named and not data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not looks_binary(data)

    def read(self, data: bytes, path: str, *, mapping: Mapping[str, str]) -> Iterator[Item]:
        """The keys, and one record for each object that has a text."""
        try:
            source = JsonSource(data)
            whole = _whole(source, mapping)
        except JsonError as error:
            yield Refusal(path, "", str(error))
            return
        yield from _Records(path, mapping, source).items(_lines(source) if whole is None else whole)


def _lines(source: JsonSource) -> Iterator[_Value]:
    number = 0
    try:
        for number, line in source.lines():
            if not line.strip():
                continue
            try:
                yield _Value(f"line {number}", parsed_json(line, "This line"), size=len(line))
            except JsonError as error:
                yield _Value(f"line {number}", problem=str(error))
    except JsonError as error:
        yield _Value(f"line {number + 1} and all that follow", problem=str(error))


def _whole(source: JsonSource, mapping: Mapping[str, str]) -> list[_Value] | None:
    """The values of a file that is one JSON value, or ``None`` for JSON lines.

    Raises:
        JsonError: it is a broken array, or too large to be taken apart.
    """
    filled = (line for _, line in source.lines() if line.strip())
    first = next(filled, "").strip()
    alone = next(filled, None) is None
    if first[:1] not in {"[", "{"}:
        return None
    try:
        value = parsed_json(first)
    except JsonError:
        pass
    else:
        if alone:
            return _inside(value, mapping, "line 1")
        if first.startswith("{"):
            return None
    try:
        return _inside(parsed_json(source.text()), mapping, "item 1")
    except JsonError as error:
        # a line that begins with a bracket may also be a stray one among JSON lines
        if any(line.lstrip().startswith("{") and _is_json(line) for _, line in source.lines()):
            return None
        if first.startswith("["):
            raise
        if values := values_in_a_row(source.text()):
            return _numbered(values)
        if alone or error.too_large:
            raise
        return None


def _is_json(line: str) -> bool:
    try:
        parsed_json(line)
    except JsonError:
        return False
    return True


def _inside(value: Any, mapping: Mapping[str, str], where: str) -> list[_Value]:
    """The items of an array, of a list that an object is wrapped around, or the object itself."""
    if isinstance(value, list):
        return _numbered(value)
    wrapped = _wrapped(value, mapping) if isinstance(value, dict) else None
    return [_Value(where, value)] if wrapped is None else _numbered(wrapped)


def _numbered(values: Iterable[Any]) -> list[_Value]:
    return [_Value(f"item {number}", value) for number, value in enumerate(values, start=1)]


def _wrapped(value: dict[str, Any], mapping: Mapping[str, str]) -> list[Any] | None:
    """The list of objects that an object without a text is wrapped around: ``{"response": {"docs": [{…}, {…}]}}``."""
    level = [value]
    if not resolve_columns(value, mapping).problem:
        return None
    for _ in range(_WRAPPED_LEVELS):
        lists: list[tuple[str, list[Any]]] = [
            (key, inner) for outer in level for key, inner in outer.items() if _is_list_of_objects(inner)
        ]
        named = [inner for name in _WRAPPERS for key, inner in lists if key == name]
        with_text = [inner for _, inner in lists if not resolve_columns(inner[0], mapping).problem]
        if found := with_text or named:
            return found[0]
        level = [inner for outer in level for inner in outer.values() if isinstance(inner, dict)][:100]
    return None


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


class _Several:
    """Refusals of one kind: some one by one, and how many more there were."""

    def __init__(self) -> None:
        self.kept: list[Refusal] = []
        self.count = 0

    def add(self, refusal: Refusal) -> None:
        self.count += 1
        if len(self.kept) < _MOST_REFUSALS:
            self.kept.append(refusal)

    def as_one(self, what: str) -> Refusal:
        """One refusal for all of them."""
        first = self.kept[0]
        if self.count == 1:
            return first
        return Refusal(first.path, "", f"None of the {self.count:,} {what}. {first.record}: {first.reason}")

    def one_by_one(self, what: str) -> Iterator[Refusal]:
        """Each, as far as they were kept."""
        yield from self.kept
        if self.count > len(self.kept):
            yield Refusal(self.kept[0].path, "", f"{self.count - len(self.kept):,} more {what}.")


class _Records:
    """Turns JSON values of one file into records, remembering what was said about its keys."""

    def __init__(self, path: str, mapping: Mapping[str, str], source: JsonSource) -> None:
        self._path = path
        self._mapping = mapping
        self._decoded = source.decoded
        self._notes = encoding_notes(source.decoded)
        self._columns: dict[tuple[str, ...], Columns] = {}
        self._said: set[str] = set()
        self._with_text = 0
        self._broken = _Several()
        self._without_text = _Several()

    def items(self, values: Iterable[_Value]) -> Iterator[Item]:
        """The keys, the records, and a refusal for what is none; one for the file when that is all of it."""
        values = iter(values)
        first = self._first(values)
        objects = [value.value for value in first if isinstance(value.value, dict)]
        if objects:
            keys = (key for value in objects for key in _keys(value))
            yield layout_of(keys, *(self._columns_of(value) for value in objects))
        valid = False
        for value in chain(first, values):
            if value.problem:
                self._broken.add(Refusal(self._path, value.where, value.problem))
                continue
            valid = True
            yield from self._record(value.value, value.where)
        if self._broken.count:
            if valid:
                yield from self._broken.one_by_one("lines are not valid JSON")
            else:
                yield self._broken.as_one("lines is valid JSON")
        if self._without_text.count:
            if self._with_text:
                yield from self._without_text.one_by_one("objects have no text")
            else:
                yield self._without_text.as_one("objects has a text")

    @staticmethod
    def _first(values: Iterator[_Value]) -> list[_Value]:
        first: list[_Value] = []
        size = 0
        for value in values:
            first.append(value)
            size += value.size
            if len(first) >= _SAMPLE or size > _SAMPLE_SIZE:
                break
        return first

    def _columns_of(self, value: dict[str, Any]) -> Columns:
        keys = _keys(value)
        columns = self._columns.get(keys)
        if columns is None:
            columns = resolve_columns(keys, self._mapping)
            if len(self._columns) < _MOST_LAYOUTS:
                self._columns[keys] = columns
        return columns

    def _record(self, value: Any, where: str) -> Iterator[RawRecord | Refusal | Remark]:
        if not isinstance(value, dict):
            yield Refusal(self._path, where, f"This is {_kind(value)}, not a JSON object with a text.")
            return
        columns = self._columns_of(value)
        for note in columns.notes:
            if note not in self._said and len(self._said) < _MOST_REMARKS:
                self._said.add(note)
                yield Remark(note.replace("column", "key"))
        if columns.problem:
            if not resolve_columns(value, self._mapping).problem:
                yield Refusal(self._path, where, "The text is empty (null).")
                return
            reason = f"Not read: {columns.problem.replace('column', 'key')}."
            self._without_text.add(Refusal(self._path, where, reason))
            return
        self._with_text += 1
        text = value[columns.by_field[TEXT]]
        if not isinstance(text, str):
            yield Refusal(self._path, where, f"The text is {_kind(text)}, not a string.")
            return
        fields: dict[str, str] = {}
        notes = list(self._notes)
        for field, key in columns.by_field.items():
            if field == TEXT:
                continue
            simple = _simple(value[key])
            if simple and field == WORDS:
                simple = words_in_digits(simple) or None
            if simple is None:
                notes.append(f"The {field} was left out: it is {_kind(value[key])}.")
                continue
            fields[field] = simple
        if CUT_TEXT.search(text):
            notes.append(CUT_TEXT_NOTE)
        yield RawRecord(
            text=text,
            record=where,
            document_id=fields.pop(ID, ""),
            fields=fields,
            sources={field: source_in_words(columns.by_field[field]) for field in fields},
            encoding=self._decoded.encoding_in_words,
            encoding_certain=self._decoded.certain,
            notes=tuple(notes),
        )


def _keys(value: dict[str, Any]) -> tuple[str, ...]:
    return tuple(key for key, inner in value.items() if inner is not None)


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
