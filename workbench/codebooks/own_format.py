"""A codebook: frames, the questions that define each one, and the searches that suggest where a frame may be.

A codebook is a JSON file of plain texts (docs/codebooks.md describes it). Nothing in it is executed: every entry is a
search in the query language of :mod:`workbench.index.query`, and a file with anything unexpected in it is refused with
the file, the frame and the entry named. Counting is the matter of :mod:`workbench.analysis.frames`.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from workbench.domain.errors import CounterpointError, QueryError
from workbench.index import query

FORMAT: Final = "counterpoint-codebook"
SCHEMA: Final = 1
"""The version of the file format that this program reads."""

DEFAULT_HALF_SCORE_AT: Final = 0.1
"""Variety at which a frame is suggested when its file does not say: 2 different entries in 400 words."""

_LARGEST_FILE: Final = 4_000_000  # bytes: about 100 times the bundled codebook
_LONGEST_ENTRY: Final = 200
_MOST_FRAMES: Final = 100
_MOST_ENTRIES: Final = 2_000

_CODEBOOK_KEYS: Final = ("format", "schema", "name", "version", "language", "licence", "source", "about", "frames")
_FRAME_KEYS: Final = ("name", "definition", "colour", "half_score_at", "items")
_ITEM_KEYS: Final = ("question", "entries")


class CodebookError(CounterpointError):
    """A codebook that can't be used. The message names the file, the frame and the entry, and what to change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One search that suggests a frame, and the question of the codebook that it speaks to."""

    text: str
    """The search as it stands in the file, in the query language of :mod:`workbench.index.query`."""
    frame: str
    item: int
    """Which question of the frame, counted from 0."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: what it means, its yes/no questions, and the entries that suggest it."""

    name: str
    definition: str
    colour: int
    """Its place in the order of colours, from 0; two frames never share one."""
    half_score_at: float
    """The variety (different entries per square root of words) at which the score is 0.5 and the frame is suggested."""
    items: tuple[str, ...]
    """The yes/no questions, in the codebook's order."""
    entries: tuple[Entry, ...]
    """All entries, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook as read from its file."""

    name: str
    version: str
    language: str
    licence: str
    source: str
    """Where the frames come from, and who compiled the entries."""
    about: str
    frames: tuple[Frame, ...]
    digest: str
    """SHA-256 of the file's bytes, so that a recipe can tell whether it is the same codebook."""
    needs_words: bool = False
    """Whether an entry asks for dictionary forms or parts of speech, which annotation finds."""

    def frame(self, name: str) -> Frame:
        """The frame of that name. ``KeyError`` when there is none."""
        for frame in self.frames:
            if frame.name == name:
                return frame
        raise KeyError(name)


def load_codebook(path: Path) -> Codebook:
    """Read a codebook file.

    Raises:
        CodebookError: the file can't be read, is not a codebook of this format, or has an entry that is not a valid
            search. The message names the file, the frame and the entry.
    """
    where = path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_FILE else b""
    except OSError as error:
        raise CodebookError(f"{where}: can't be read ({error.strerror or error}). Choose another file.") from error
    if size > _LARGEST_FILE:
        raise CodebookError(f"{where}: {size:,} bytes is too large for a codebook (at most {_LARGEST_FILE:,}).")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{where}: not UTF-8 text (byte {error.start}). Save the file as UTF-8.") from error
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise CodebookError(
            f"{where}: not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        ) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise CodebookError(f"{where}: not valid JSON: {reason}.") from error
    return _codebook(values, where, hashlib.sha256(data).hexdigest())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, refusing a name that stands in it twice (the later one would silently win)."""
    out: dict[str, Any] = {}
    for name, value in pairs:
        if name in out:
            raise ValueError(f"{name!r} stands twice in the same object")
        out[name] = value
    return out


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number of JSON")


def _codebook(values: Any, where: str, digest: str) -> Codebook:
    _keys(values, _CODEBOOK_KEYS, where)
    if values.get("format") != FORMAT:
        raise CodebookError(f'{where}: not a codebook of this program; "format" must be "{FORMAT}".')
    schema = values.get("schema")
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise CodebookError(f'{where}: "schema" must be {SCHEMA}.')
    if schema > SCHEMA:
        raise CodebookError(
            f"{where}: made for a newer version of Counterpoint (format {schema}; this one reads {SCHEMA}). Update it."
        )
    listed = _listed(values, "frames", where)
    if len(listed) > _MOST_FRAMES:
        raise CodebookError(f"{where}: {len(listed):,} frames; at most {_MOST_FRAMES} fit in one codebook.")
    frames: list[Frame] = []
    for n, value in enumerate(listed, start=1):
        frame = _frame(value, where, n)
        for other in frames:
            if other.name.casefold() == frame.name.casefold():
                raise CodebookError(f"{where}: two frames are called {frame.name!r}. Rename one.")
            if other.colour == frame.colour:
                raise CodebookError(
                    f'{where}: frames {other.name!r} and {frame.name!r} have the same "colour" {frame.colour}. '
                    "Give each its own number."
                )
        frames.append(frame)
    return Codebook(
        name=_text(values, "name", where),
        version=_text(values, "version", where),
        language=_text(values, "language", where),
        licence=_text(values, "licence", where),
        source=_text(values, "source", where),
        about=_text(values, "about", where, needed=False),
        frames=tuple(frames),
        digest=digest,
        needs_words=any(
            "[" in entry.text and query.parse(entry.text).needs_words for frame in frames for entry in frame.entries
        ),
    )


def _frame(value: Any, where: str, n: int) -> Frame:
    _keys(value, _FRAME_KEYS, f"{where}, frame {n}")
    name = _text(value, "name", f"{where}, frame {n}")
    where = f"{where}, frame {name!r}"
    colour = value.get("colour", n - 1)
    if isinstance(colour, bool) or not isinstance(colour, int) or not 0 <= colour < _MOST_FRAMES:
        raise CodebookError(f'{where}: "colour" must be a whole number from 0 to {_MOST_FRAMES - 1}.')
    half = value.get("half_score_at", DEFAULT_HALF_SCORE_AT)
    if isinstance(half, bool) or not isinstance(half, int | float) or not (math.isfinite(half) and half > 0):
        raise CodebookError(f'{where}: "half_score_at" must be a number above 0, for example {DEFAULT_HALF_SCORE_AT}.')
    items: list[str] = []
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, item in enumerate(_listed(value, "items", where)):
        place = f"{where}, item {number + 1}"
        _keys(item, _ITEM_KEYS, place)
        items.append(_text(item, "question", place))
        for position, entry in enumerate(_listed(item, "entries", place, may_be_empty=True), start=1):
            text = _entry(entry, f"{place}, entry {position}")
            folded = " ".join(text.split()).casefold()
            if folded in seen:
                raise CodebookError(f"{place}, entry {text!r}: stands twice in this frame. Remove one.")
            seen.add(folded)
            entries.append(Entry(text=text, frame=name, item=number))
    if len(entries) > _MOST_ENTRIES:
        raise CodebookError(f"{where}: {len(entries):,} entries; at most {_MOST_ENTRIES:,} fit in one frame.")
    return Frame(
        name=name,
        definition=_text(value, "definition", where),
        colour=colour,
        half_score_at=float(half),
        items=tuple(items),
        entries=tuple(entries),
    )


def _entry(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"{where}: must be a search in quotation marks, not {_named(value)}.")
    text = value.strip()
    if len(text) > _LONGEST_ENTRY:
        raise CodebookError(f"{where} ({text[:40]!r}…): longer than {_LONGEST_ENTRY} characters.")
    try:
        query.parse(text)
    except QueryError as error:
        raise CodebookError(f"{where} ({text!r}): not a valid search: {error}") from error
    return text


def _keys(value: Any, allowed: tuple[str, ...], where: str) -> None:
    if not isinstance(value, dict):
        raise CodebookError(f"{where}: must be an object in braces, not {_named(value)}.")
    for key in value:
        if key not in allowed:
            raise CodebookError(f"{where}: {key!r} is not known here. Known are: {', '.join(allowed)}.")


def _listed(values: dict[str, Any], key: str, where: str, *, may_be_empty: bool = False) -> list[Any]:
    value = values.get(key)
    if not isinstance(value, list) or not (value or may_be_empty):
        raise CodebookError(f'{where}: "{key}" must be a list in square brackets with something in it.')
    return value


def _text(values: dict[str, Any], key: str, where: str, *, needed: bool = True) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise CodebookError(f'{where}: "{key}" must be text in quotation marks, not {_named(value)}.')
    text = value.strip()
    if needed and not text:
        raise CodebookError(f'{where}: "{key}" is missing or empty.')
    if any(not character.isprintable() for character in text):
        raise CodebookError(f'{where}: "{key}" holds a line break or a character that does not print.')
    return text


def _named(value: Any) -> str:
    """A JSON value in words that fit into a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    kinds = {str: "an empty text", dict: "an object", list: "a list", int: "a number", float: "a number"}
    return kinds.get(type(value), type(value).__name__)
