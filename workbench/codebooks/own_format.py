"""The program's own format: a JSON file of plain texts (docs/codebooks.md describes it).

Nothing in it is executed: every entry is a search in the query language of :mod:`workbench.index.query`, and a file with
anything unexpected in it is refused with the file, the frame and the entry named.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any, Final, NoReturn

from workbench.codebooks.decoding import read_bytes
from workbench.codebooks.model import (
    DEFAULT_HALF_SCORE_AT,
    LONGEST_ENTRY,
    MOST_ENTRIES,
    MOST_FRAMES,
    Codebook,
    CodebookError,
    Entry,
    Frame,
)
from workbench.domain.errors import QueryError
from workbench.index import query

FORMAT: Final = "counterpoint-codebook"
SCHEMA: Final = 2
"""The newest version of the file format that this program reads, and the one that it writes."""

_CODEBOOK_KEYS: Final = ("format", "schema", "name", "version", "language", "licence", "source", "about", "frames")
_FRAME_KEYS: Final = {
    1: ("name", "definition", "colour", "half_score_at", "items"),
    2: ("name", "definition", "colour", "half_score_at", "parent", "include", "exclude", "items"),
}
_ITEM_KEYS: Final = ("question", "entries")
_ENTRY_KEYS: Final = ("entry", "weight")


def load_codebook(path: Path) -> Codebook:
    """Read a codebook file.

    Raises:
        CodebookError: the file can't be read, is not a codebook of this format, or has an entry that is not a valid
            search. The message names the file, the frame and the entry.
    """
    return codebook_of(read_bytes(path), path.name)


def codebook_of(data: bytes, where: str) -> Codebook:
    """The codebook in the bytes of a file that is called ``where``; see :func:`load_codebook`."""
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
        raise CodebookError(f'{where}: "schema" must be 1 or {SCHEMA}.')
    if schema > SCHEMA:
        raise CodebookError(
            f"{where}: made for a newer version of Counterpoint (format {schema}; this one reads {SCHEMA}). Update it."
        )
    listed = _listed(values, "frames", where)
    if len(listed) > MOST_FRAMES:
        raise CodebookError(f"{where}: {len(listed):,} frames; at most {MOST_FRAMES} fit in one codebook.")
    frames: list[Frame] = []
    for n, value in enumerate(listed, start=1):
        frame = _frame(value, where, n, schema)
        for other in frames:
            if other.name.casefold() == frame.name.casefold():
                raise CodebookError(f"{where}: two frames are called {frame.name!r}. Rename one.")
            if other.colour == frame.colour:
                raise CodebookError(
                    f'{where}: frames {other.name!r} and {frame.name!r} have the same "colour" {frame.colour}. '
                    "Give each its own number."
                )
        frames.append(frame)
    _check_parents(frames, where)
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


def _check_parents(frames: list[Frame], where: str) -> None:
    parents = {frame.name: frame.parent for frame in frames}
    for frame in frames:
        above, seen = frame.parent, {frame.name}
        while above:
            if above not in parents:
                raise CodebookError(
                    f"{where}, frame {frame.name!r}: its parent {above!r} is no frame of this codebook. Correct the name."
                )
            if above in seen:
                raise CodebookError(f"{where}, frame {frame.name!r}: it is a part of itself. Change its parent.")
            seen.add(above)
            above = parents[above]


def _frame(value: Any, where: str, n: int, schema: int) -> Frame:
    _keys(value, _FRAME_KEYS[schema], f"{where}, frame {n}")
    name = _text(value, "name", f"{where}, frame {n}")
    where = f"{where}, frame {name!r}"
    colour = value.get("colour", n - 1)
    if isinstance(colour, bool) or not isinstance(colour, int) or not 0 <= colour < MOST_FRAMES:
        raise CodebookError(f'{where}: "colour" must be a whole number from 0 to {MOST_FRAMES - 1}.')
    half = value.get("half_score_at", DEFAULT_HALF_SCORE_AT)
    if isinstance(half, bool) or not isinstance(half, int | float) or not (math.isfinite(half) and half > 0):
        raise CodebookError(f'{where}: "half_score_at" must be a number above 0, for example {DEFAULT_HALF_SCORE_AT}.')
    items: list[str] = []
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, item in enumerate(_listed(value, "items", where, may_be_empty=schema > 1)):
        place = f"{where}, item {number + 1}"
        _keys(item, _ITEM_KEYS, place)
        items.append(_text(item, "question", place, needed=schema == 1))
        for position, entry in enumerate(_listed(item, "entries", place, may_be_empty=True), start=1):
            text, weight = _weighted(entry, f"{place}, entry {position}", schema)
            folded = " ".join(text.split()).casefold()
            if folded in seen:
                raise CodebookError(f"{place}, entry {text!r}: stands twice in this frame. Remove one.")
            seen.add(folded)
            entries.append(Entry(text=text, frame=name, item=number, weight=weight))
    if len(entries) > MOST_ENTRIES:
        raise CodebookError(f"{where}: {len(entries):,} entries; at most {MOST_ENTRIES:,} fit in one frame.")
    return Frame(
        name=name,
        definition=_text(value, "definition", where, needed=schema == 1),
        colour=colour,
        half_score_at=float(half),
        items=tuple(items),
        entries=tuple(entries),
        include=_sentences(value, "include", where),
        exclude=_sentences(value, "exclude", where),
        parent=_text(value, "parent", where, needed=False),
    )


def _sentences(values: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    if key not in values:
        return ()
    listed = _listed(values, key, where, may_be_empty=True)
    return tuple(_text({key: sentence}, key, where) for sentence in listed)


def _weighted(value: Any, where: str, schema: int) -> tuple[str, float]:
    """An entry and its weight: a text, or from the second version on an object with both."""
    if schema == 1 or not isinstance(value, dict):
        return _entry(value, where), 1.0
    _keys(value, _ENTRY_KEYS, where)
    weight = value.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight):
        raise CodebookError(f'{where}: "weight" must be a number, for example 0.5.')
    return _entry(value.get("entry"), where), float(weight)


def codebook_json(codebook: Codebook) -> str:
    """The text of a codebook's file, in the newest version of the format."""
    frames = []
    for frame in codebook.frames:
        values: dict[str, Any] = {
            "name": frame.name,
            "definition": frame.definition,
            "colour": frame.colour,
            "half_score_at": frame.half_score_at,
            "parent": frame.parent,
            "include": list(frame.include),
            "exclude": list(frame.exclude),
            "items": [
                {
                    "question": question,
                    "entries": [
                        entry.text if entry.weight == 1 else {"entry": entry.text, "weight": entry.weight}
                        for entry in frame.entries
                        if entry.item == number
                    ],
                }
                for number, question in enumerate(frame.items)
            ],
        }
        frames.append(
            {key: value for key, value in values.items() if value or key not in ("parent", "include", "exclude")}
        )
    whole = {
        "format": FORMAT,
        "schema": SCHEMA,
        "name": codebook.name,
        "version": codebook.version,
        "language": codebook.language,
        "licence": codebook.licence,
        "source": codebook.source,
        "about": codebook.about,
        "frames": frames,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"{where}: must be a search in quotation marks, not {_named(value)}.")
    text = value.strip()
    if len(text) > LONGEST_ENTRY:
        raise CodebookError(f"{where} ({text[:40]!r}…): longer than {LONGEST_ENTRY} characters.")
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
