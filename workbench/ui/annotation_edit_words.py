"""What a step changed about names, quotes and verbs of saying, in words: ``Merged: ‘Otto Brook’ into ‘Ada Brook’``."""

from __future__ import annotations

from typing import Final

from workbench.domain.cue_verbs import CUE_VERB, NO_CUE
from workbench.domain.decisions import Json
from workbench.domain.entity_decisions import (
    APART,
    ENTITY,
    MENTION,
    NAME,
    REJECT,
    SAME,
    SPEAKER,
    TYPE,
    readable_key,
    span_of,
)
from workbench.domain.entity_differences import DIFFERENT
from workbench.domain.journal import Edit
from workbench.domain.quote_decisions import QUOTE
from workbench.ui.widgets.entity_words import type_words

_LONGEST: Final = 80
_FLAGS: Final = {
    APART: ("Split off", "No longer split off"),
    REJECT: ("Rejected as an entity", "No longer rejected as an entity"),
}
_TEXTS: Final = {
    NAME: ("Name of", "as found"),
    TYPE: ("Type of", "as found"),
    SPEAKER: ("Kind of speaker of", "none"),
}
_QUOTE_PARTS: Final = {
    "kind": "kind",
    "start": "where it begins",
    "end": "where it ends",
    "speaker": "speaker",
    "speaker_key": "speaker",
    "cue": "verb",
    "cue_word": "verb",
    "class": "class of the verb",
}
_TOLD: Final = frozenset({"kind", "cue_word", "class"})
"""Parts whose values are words."""


def annotation_edit_words(edit: Edit) -> str:
    """One edit about names, quotes or verbs on one line; empty for an edit about anything else."""
    if edit.collection == ENTITY:
        return _entity_words(edit)
    if edit.collection == CUE_VERB:
        before, after = (_cue_class(value) for value in (edit.before, edit.after))
        return f"Verb {_quoted(edit.key)}: {before} → {after}"
    place = span_of(edit.key) if edit.collection in (MENTION, QUOTE) else None
    if place is None:
        return ""
    what, say = ("Mention", _mention_value) if edit.collection == MENTION else ("Quote", _quote_value)
    where = f"{what} at characters {place.start}–{place.end} of {_quoted(place.document_id)}"
    return f"{where}: {say(edit.before)} → {say(edit.after)}"


def annotation_edit_article(edit: Edit) -> str:
    """The article that an edit about one mention or quote is about, by document id; empty for any other."""
    place = span_of(edit.key) if edit.collection in (MENTION, QUOTE) else None
    return place.document_id if place is not None else ""


def _entity_words(edit: Edit) -> str:
    what, sign, key = edit.key.partition("/")
    if not sign or not key:
        return ""
    name = _of_key(key)
    if what in _FLAGS:
        done, undone = _FLAGS[what]
        return f"{undone if edit.after is None else done}: {name}"
    if what == SAME:
        if edit.after is None:
            return f"No longer merged: {name} into {_of_key(edit.before)}"
        instead = f" instead of {_of_key(edit.before)}" if edit.before is not None else ""
        return f"Merged: {name} into {_of_key(edit.after)}{instead}"
    if what == DIFFERENT:
        gone, new = (_keys(edit.before), _keys(edit.after))
        added, taken = [key for key in new if key not in gone], [key for key in gone if key not in new]
        return "; ".join(
            f"{words}: {name} and {_of_key(other)}"
            for words, others in (("Kept apart", added), ("No longer kept apart", taken))
            for other in others
        )
    if what in _TEXTS:
        words, nothing = _TEXTS[what]
        before, after = (_text(what, value, nothing) for value in (edit.before, edit.after))
        return f"{words} {name}: {before} → {after}"
    return ""


def _text(what: str, value: Json | None, nothing: str) -> str:
    if value is None:
        return nothing
    return type_words(value) if what == TYPE and isinstance(value, str) else _cut(str(value))


def _mention_value(value: Json | None) -> str:
    if not isinstance(value, dict):
        return "as found"
    parts = [_of_key(value["entity"])] if value.get("entity") else []
    if isinstance(kind := value.get("type"), str):
        parts.append(type_words(kind))
    if value.get("rejected"):
        parts.append("no entity")
    return ", ".join(parts) or "as found"


def _quote_value(value: Json | None) -> str:
    if not isinstance(value, dict):
        return "as found"
    if value.get("rejected"):
        return "no quote"
    parts: dict[str, str] = {"marked by hand": ""} if value.get("added") else {}
    for part, words in _QUOTE_PARTS.items():
        if part in value:
            parts[words] = _quote_part(part, value[part]) or parts.get(words, "")
    if value.get("added"):  # where it stands is said before this
        parts = {words: told for words, told in parts.items() if told or words == "marked by hand"}
    return ", ".join(f"{words} {told}".rstrip() for words, told in parts.items()) or "as found"


def _quote_part(part: str, value: Json | None) -> str:
    """What a part of a quote is said to be; empty where it is only a place in the text."""
    if part == "speaker_key" and value:
        return _of_key(value)
    if part in ("speaker", "cue") and value == []:
        return "nobody" if part == "speaker" else "none"
    return _cut(value) if part in _TOLD and isinstance(value, str) else ""


def _cue_class(value: Json | None) -> str:
    if value is None:
        return "as listed"
    return "no verb of saying" if value == NO_CUE else _cut(str(value))


def _keys(value: Json | None) -> list[str]:
    return [key for key in value if isinstance(key, str)] if isinstance(value, list) else []


def _of_key(key: Json | None) -> str:
    return _quoted(readable_key(str(key)))


def _quoted(name: str) -> str:
    return f"‘{_cut(name)}’"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
