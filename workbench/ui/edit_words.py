"""What a step changed, in words: ``Outlet of ‘report-21’: Bloomberg → The Guardian``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbench.domain.boilerplate_marks import BOILERPLATE
from workbench.domain.copy_choices import COPY, OWN, REPRESENTATIVE
from workbench.domain.corrections import METADATA
from workbench.domain.decisions import Json
from workbench.domain.event_markers import EVENT, event_label, event_words
from workbench.domain.imports import IMPORT
from workbench.domain.journal import Edit
from workbench.domain.outlet_groups import OUTLET_GROUP
from workbench.domain.outlet_names import OUTLET_NAME
from workbench.domain.removal import REMOVED
from workbench.domain.reviews import REVIEW
from workbench.domain.scope import Copies, Scope, Voice
from workbench.domain.state import SCOPE
from workbench.domain.stop_word_choices import STOP_WORD
from workbench.domain.story_names import FOUND, STORY
from workbench.domain.term_groups import TERM_GROUP, term_group_words
from workbench.domain.word_pairs import WORD_PAIR, word_pair_words
from workbench.ui.annotation_edit_words import annotation_edit_article, annotation_edit_words
from workbench.ui.framing_edit_words import framing_edit_article, framing_edit_words

_FIELDS: Final = {"story_id": "Story", "wire_agency": "Wire agency", "url": "Address"}
_LONGEST: Final = 160
_NAMED: Final = 4
"""Names of a list that are said before the rest is counted."""

_SCOPE: Final = {
    "stories": "Stories counted",
    "outlets": "Outlets counted",
    "documents": "Articles counted",
    "documents_label": "What that selection is called",
    "date_from": "Counted from",
    "date_to": "Counted up to",
    "voice": "Words counted",
    "boilerplate": "Boilerplate",
    "copies": "Copied text",
    "duplicate_share": "Share of text from which an article is a duplicate",
    "shared_share": "Share of text from which articles share copy",
    "compare": "Compared",
}
_VOICES: Final = {Voice.ALL: "all text", Voice.OUTLET: "the outlets’ own voice", Voice.QUOTED: "quoted speech"}
_COPY_CHOICES: Final = {REPRESENTATIVE: "it stands for them", OWN: "no copy, counted whole"}
_STOP_WORDS: Final = {"None": "as our lists say", "True": "hidden", "False": "shown"}
_AT_FIRST: Final = Scope().to_json()
_NO_TITLES: Final[Mapping[str, str]] = MappingProxyType({})


def edit_words(edit: Edit, titles: Mapping[str, str] = _NO_TITLES) -> str:
    """One edit in words, for one line.

    Args:
        edit: what changed.
        titles: what stories are called, by story id.
    """
    if edit.collection == IMPORT:
        return _import_words(edit)
    if edit.collection == METADATA and edit_article(edit):
        field, _, document = edit.key.partition("/")
        name = _FIELDS.get(field, field.capitalize())
        before, after = (
            "as read" if value is None else _value(_titled(value, titles) if field == "story_id" else value)
            for value in (edit.before, edit.after)
        )
        return f"{name} of ‘{_cut(document)}’: {before} → {after}"
    if edit.collection == BOILERPLATE and edit_article(edit):
        place = edit.key.partition("/")[0].replace("-", "–")
        before, after = (_boilerplate_value(value) for value in (edit.before, edit.after))
        return f"Characters {place} of ‘{_cut(edit_article(edit))}’: {before} → {after}"
    if edit.collection == COPY:
        before, after = (_COPY_CHOICES.get(str(value), "as the rules say") for value in (edit.before, edit.after))
        return f"Copies of ‘{_cut(edit.key)}’: {before} → {after}"
    if edit.collection == REVIEW:
        before, after = ("not looked at" if value is None else "looked at" for value in (edit.before, edit.after))
        return f"Review of ‘{_cut(edit.key)}’: {before} → {after}"
    if edit.collection == REMOVED:
        before, after = ("in the corpus" if value is None else "left out" for value in (edit.before, edit.after))
        return f"Article ‘{_cut(edit.key)}’: {before} → {after}"
    if edit.collection == STORY:
        before, after = ("its found name" if value is None else _value(value) for value in (edit.before, edit.after))
        which = "a found story" if edit.key.startswith(FOUND) else f"the story ‘{_cut(edit.key)}’"
        return f"Name of {which}: {before} → {after}"
    if edit.collection == OUTLET_NAME:
        before, after = (_value(edit.key if value is None else value) for value in (edit.before, edit.after))
        return f"Outlet that the name ‘{_cut(edit.key)}’ stands for: {before} → {after}"
    if edit.collection == OUTLET_GROUP and "/" in edit.key:
        grouping, _, outlet = edit.key.partition("/")
        before, after = ("no group" if value is None else _value(value) for value in (edit.before, edit.after))
        return f"{_cut(grouping)} of {_cut(outlet)}: {before} → {after}"
    if edit.collection == WORD_PAIR:
        before, after = (
            "none" if value is None else _cut(word_pair_words(value)) for value in (edit.before, edit.after)
        )
        return f"Pair of words ‘{_cut(edit.key)}’: {before} → {after}"
    if edit.collection == TERM_GROUP:
        before, after = (
            "none" if value is None else _cut(term_group_words(value)) for value in (edit.before, edit.after)
        )
        return f"Searches of ‘{_cut(edit.key)}’: {before} → {after}"
    if edit.collection == STOP_WORD:
        before, after = (_STOP_WORDS.get(repr(value), _value(value)) for value in (edit.before, edit.after))
        return f"The word ‘{_cut(edit.key)}’ in lists of terms: {before} → {after}"
    if edit.collection == EVENT:
        before, after = (
            "none" if value is None else event_words(edit.key, value) or _value(value)
            for value in (edit.before, edit.after)
        )
        return f"Event ‘{_cut(event_label(edit.key))}’: {before} → {after}"
    if edit.collection == SCOPE and edit.key in _SCOPE:
        before, after = (
            _scope_value(edit.key, _titled(value, titles) if edit.key == "stories" else value)
            for value in (edit.before, edit.after)
        )
        return f"{_SCOPE[edit.key]}: {before} → {after}"
    if words := annotation_edit_words(edit) or framing_edit_words(edit):
        return words
    before = "not decided" if edit.before is None else _value(edit.before)
    after = "not decided" if edit.after is None else _value(edit.after)
    return f"{_cut(edit.collection.capitalize())} ‘{_cut(edit.key)}’: {before} → {after}"


def edit_article(edit: Edit) -> str:
    """The article that an edit is about, by document id; empty when it is about no single one."""
    if edit.collection in (REVIEW, COPY, REMOVED):
        return edit.key
    if edit.collection in (METADATA, BOILERPLATE):
        return edit.key.partition("/")[2]
    return annotation_edit_article(edit) or framing_edit_article(edit)


def values_words(count: int) -> str:
    """How many values were changed: ``1 value``, ``12 values``."""
    return "1 value" if count == 1 else f"{count:,} values"


def _import_words(edit: Edit) -> str:
    value = edit.after if edit.after is not None else edit.before
    articles = value.get("articles") if isinstance(value, dict) else None
    many = f" ({'1 article' if articles == 1 else f'{articles:,} articles'})" if isinstance(articles, int) else ""
    return f"Articles added as import {_cut(edit.key)}: {'left out' if edit.after is None else 'taken in'}{many}"


def _titled(value: Json | None, titles: Mapping[str, str]) -> Json | None:
    """A story or a list of stories by what they are called; the id of a found one says nothing to a person."""
    if isinstance(value, list):
        return [_titled(item, titles) for item in value]
    if not isinstance(value, str):
        return value
    return titles.get(value) or ("a found story" if value.startswith(FOUND) else value)


def _boilerplate_value(value: Json | None) -> str:
    if value is None:
        return "as the rules say"
    return "left out as boilerplate" if value else "counted"


def _scope_value(field: str, value: Json | None) -> str:
    if value is None:
        value = _AT_FIRST[field]
    if field == "documents":
        many = len(value) if isinstance(value, list) else 0
        return "all" if not many else "1 article" if many == 1 else f"{many:,} articles"
    if field == "voice" and value in _VOICES:
        return _VOICES[Voice(value)]
    if field == "boilerplate":
        return "counted" if value else "left out"
    if field == "copies":
        return "counted once" if value == Copies.ONCE else "counted each time"
    if field in ("duplicate_share", "shared_share") and isinstance(value, int | float):
        return f"{100 * value:.0f} %"
    if field == "compare":
        return f"groups of {_value(value)}" if value else "outlets"
    if value in ("", []):
        return {"date_from": "the beginning", "date_to": "the end", "documents_label": "nothing"}.get(field, "all")
    return _value(value)


def _value(value: Json) -> str:
    if isinstance(value, str):
        return _cut(value) or "nothing"
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        named = ", ".join(value[:_NAMED])
        rest = len(value) - _NAMED
        return _cut(named) + (f" and {rest:,} more" if rest > 0 else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
