"""What people decided about entities: which names mean one, what it is called, what it is, and what is none.

Decisions name *keys* and not entity ids. A key is what the rules see as one before anything is joined, e.g.
``person|jane|roe`` or ``name|nato``; it stands in the column ``key`` of the program's tables of mentions and of names. A
key is the same whatever else is in the corpus, so that a decision holds for articles that come later, and one about a
name that the corpus does not have waits for it.

What decisions mean together is the matter of :mod:`workbench.workspace.decided_entities`:

1. A name that was split off (``apart``) leaves the entity in which the rules put it.
2. An entity that was joined (``same``) becomes part of another one, with all its names, step by step. Circles do no harm.
3. Single mentions that were given to another entity or another type, or rejected, are so.
4. Names that were rejected, and mentions that were given to them, are in no table.
5. The name, type and kind of speaker that a person set are those of the entity that the key is in now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.domain.decisions import Decisions, Json, Key
from workbench.domain.spans import Span

ENTITY: Final = "entity"
"""The collection of decisions about names. A key is ``<property>/<entity key>`` with one of the properties below."""

SAME: Final = "same"
"""The value is a key of the entity that this one is part of."""
APART: Final = "apart"
"""``true``: the name stands for itself, whatever the rules joined it with."""
REJECT: Final = "reject"
"""``true``: the name is none of an entity."""
NAME: Final = "name"
"""The value is what the entity is called."""
TYPE: Final = "type"
"""The value is the entity's type, usually one of :data:`ENTITY_TYPES`."""
SPEAKER: Final = "speaker"
"""The value is the kind of speaker: ``official``, ``expert`` or whatever a person wrote. A speaker who is no entity has
the key ``phrase:<folded words>``, as in :class:`workbench.domain.focus.Focus`."""

MENTION: Final = "mention"
"""The collection of decisions about single mentions. A key is ``<start>-<end>/<document id>``, in code points, a value an
object with what was decided: ``{"entity": key}``, ``{"type": type}``, ``{"rejected": true}`` or several of them."""

OWN: Final = "own"
"""Begins the keys of entities that a person made of single mentions."""

ENTITY_TYPES: Final = (
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL",
)  # fmt: skip
"""The types that a person can choose from."""

_TRUE: Final = (APART, REJECT)
_TEXT: Final = (SAME, NAME, TYPE, SPEAKER)


@dataclass(frozen=True, slots=True)
class EntityDecisions:
    """Everything that is decided about names, by key."""

    same: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MentionDecision:
    """What is decided about one mention."""

    place: Span
    entity: str = ""
    """Key of the entity that it means; empty when the rules say it."""
    type: str = ""
    """Empty: that of its entity."""
    rejected: bool = False

    def to_json(self) -> Json | None:
        """The value as it is kept; ``None`` when nothing is decided."""
        value: dict[str, Json] = {}
        if self.entity:
            value["entity"] = self.entity
        if self.type:
            value["type"] = self.type
        if self.rejected:
            value["rejected"] = True
        return value or None


# -- reading -----------------------------------------------------------------------------------------------------------


def entity_decisions_in(decisions: Decisions) -> EntityDecisions:
    """What is decided about names. What this version can't read is left out."""
    texts: dict[str, dict[str, str]] = {name: {} for name in _TEXT}
    flags: dict[str, set[str]] = {name: set() for name in _TRUE}
    for written, value in decisions.collection(ENTITY).items():
        name, sign, key = written.partition("/")
        if not sign or not key:
            continue
        if name in texts and isinstance(value, str) and value and not (name == SAME and value == key):
            texts[name][key] = value
        elif name in flags and value is True:
            flags[name].add(key)
    return EntityDecisions(
        same=texts[SAME],
        apart=frozenset(flags[APART]),
        rejected=frozenset(flags[REJECT]),
        names=texts[NAME],
        types=texts[TYPE],
        speakers=texts[SPEAKER],
    )


def mention_decisions_in(decisions: Decisions) -> dict[Span, MentionDecision]:
    """What is decided about single mentions, by where they stand. What this version can't read is left out."""
    out: dict[Span, MentionDecision] = {}
    for written, value in decisions.collection(MENTION).items():
        place = span_of(written)
        if place is not None and isinstance(value, dict):
            entity, kind = value.get("entity"), value.get("type")
            made = MentionDecision(
                place,
                entity=entity if isinstance(entity, str) else "",
                type=kind if isinstance(kind, str) else "",
                rejected=value.get("rejected") is True,
            )
            if made.to_json() is not None:
                out[place] = made
    return out


def speaker_kind_of(decisions: EntityDecisions, keys: Iterable[str]) -> str:
    """The kind of speaker of an entity with these keys, the first of them that has one; empty when none has."""
    return next((decisions.speakers[key] for key in keys if key in decisions.speakers), "")


# -- decisions about an entity, wherever it is mentioned -----------------------------------------------------------------


def changes_for_merge(decisions: Decisions, keys: Iterable[str], into: str) -> dict[Key, Json | None]:
    """What to change in :class:`Decisions` to join entities with another one, all their names with them.

    Args:
        decisions: what is decided now.
        keys: one key of each entity that becomes part of the other, best the one of its main name.
        into: a key of the entity that remains, with its id, name and type.
    """
    joined = [key for key in dict.fromkeys(keys) if key and key != into]
    changes: dict[Key, Json | None] = {(ENTITY, f"{SAME}/{key}"): into for key in joined}
    same = entity_decisions_in(decisions).same
    at, seen = into, {into}
    while at in same and same[at] not in seen:
        at = same[at]
        seen.add(at)
        if at in joined:
            # it was part of what it now takes in: the other way round from now on
            changes[ENTITY, f"{SAME}/{into}"] = None
            break
    return changes


def changes_for_split(decisions: Decisions, key: str, found_with: Sequence[str] = ()) -> dict[Key, Json | None]:
    """What to change so that one name stands for an entity of its own, and all others stay as they are together.

    Args:
        decisions: what is decided now.
        key: the name that is split off.
        found_with: the other keys that the rules put into one entity with it.
    """
    known = entity_decisions_in(decisions)
    mates = [mate for mate in found_with if mate != key and mate not in known.apart]
    changes: dict[Key, Json | None] = {}
    if mates:
        changes[ENTITY, f"{APART}/{key}"] = True
    target = known.same.get(key, "")
    joined_to_it = [other for other, to in known.same.items() if to == key]
    if target:
        changes[ENTITY, f"{SAME}/{key}"] = None
        free = next((mate for mate in mates if mate not in known.same), "")
        if free and target not in mates:
            changes[ENTITY, f"{SAME}/{free}"] = target
    # what was joined with the name was joined with all that stood together
    stays = mates[0] if mates else target or next(iter(joined_to_it), "")
    for other in joined_to_it:
        changes[ENTITY, f"{SAME}/{other}"] = stays if other != stays and other not in mates else None
    return changes


def changes_for_rename(decisions: Decisions, keys: Sequence[str], name: str) -> dict[Key, Json | None]:
    """What to change so that an entity has another name; an empty one leaves it to the rules again.

    Args:
        decisions: what is decided now.
        keys: the keys of the entity, that of its main name first.
        name: what it is called from now on.
    """
    return _changes_of_text(decisions, NAME, keys, " ".join(name.split()))


def changes_for_type(decisions: Decisions, keys: Sequence[str], kind: str) -> dict[Key, Json | None]:
    """What to change so that an entity has another type; an empty one leaves it to the rules again."""
    return _changes_of_text(decisions, TYPE, keys, kind.strip())


def changes_for_speaker_kind(decisions: Decisions, keys: Sequence[str], kind: str) -> dict[Key, Json | None]:
    """What to change so that a speaker is of a kind; an empty one says nothing about it."""
    return _changes_of_text(decisions, SPEAKER, keys, " ".join(kind.split()))


def changes_for_rejection(keys: Iterable[str], *, rejected: bool = True) -> dict[Key, Json | None]:
    """What to change so that names are none of an entity, or are one again.

    Args:
        keys: all keys of the entity, or those of single names of it.
        rejected: ``False`` restores them.
    """
    return {(ENTITY, f"{REJECT}/{key}"): True if rejected else None for key in keys if key}


def changes_for_restoring(decisions: Decisions, keys: Iterable[str]) -> dict[Key, Json | None]:
    """What to change so that everything about some names is as the rules found it."""
    decided = decisions.collection(ENTITY)
    written = [(name, key) for key in dict.fromkeys(keys) for name in (SAME, APART, REJECT, NAME, TYPE, SPEAKER)]
    return {(ENTITY, f"{name}/{key}"): None for name, key in written if f"{name}/{key}" in decided}


def _changes_of_text(decisions: Decisions, name: str, keys: Sequence[str], text: str) -> dict[Key, Json | None]:
    """The first key gets the text; taken back, no key keeps one."""
    if text:
        return {(ENTITY, f"{name}/{key}"): text for key in keys[:1]}
    decided = decisions.collection(ENTITY)
    return {(ENTITY, f"{name}/{key}"): None for key in keys if f"{name}/{key}" in decided}


# -- decisions about single mentions -------------------------------------------------------------------------------------


def changes_for_mentions(
    decisions: Decisions,
    places: Iterable[Span],
    *,
    entity: str | None = None,
    type: str | None = None,  # noqa: A002 - the name of the column
    rejected: bool | None = None,
) -> dict[Key, Json | None]:
    """What to change for single mentions; what is not named here stays as it is decided.

    Args:
        decisions: what is decided now.
        places: the mentions.
        entity: key of the entity that they mean, see also :func:`own_key`; empty leaves it to the rules again.
        type: their type; empty leaves it to the rules again.
        rejected: whether they are none of an entity.
    """
    known = mention_decisions_in(decisions)
    changes: dict[Key, Json | None] = {}
    for place in places:
        before = known.get(place, MentionDecision(place))
        after = MentionDecision(
            place,
            entity=before.entity if entity is None else entity,
            type=before.type if type is None else type.strip(),
            rejected=before.rejected if rejected is None else rejected,
        )
        changes[MENTION, place_key(place)] = after.to_json()
    return changes


def changes_for_own_entity(
    decisions: Decisions,
    places: Iterable[Span],
    name: str,
    type: str = "",  # noqa: A002 - the name of the column
) -> dict[Key, Json | None]:
    """What to change so that single mentions are an entity of their own, with this name (and type, where it is given)."""
    key = own_key(name, _own_keys(decisions))
    changes = changes_for_mentions(decisions, places, entity=key)
    changes[ENTITY, f"{NAME}/{key}"] = " ".join(name.split()) or None
    if type:
        changes[ENTITY, f"{TYPE}/{key}"] = type
    return changes


def _own_keys(decisions: Decisions) -> frozenset[str]:
    decided = (one.entity for one in mention_decisions_in(decisions).values())
    return frozenset(key for key in decided if key.startswith(f"{OWN}|"))


def own_key(name: str, taken: Collection[str] = ()) -> str:
    """A key for an entity that a person makes, which is none of those that are taken."""
    base = f"{OWN}|{' '.join(name.replace('|', ' ').casefold().split())}"
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}|{number}"
    return key


# -- keys ----------------------------------------------------------------------------------------------------------------


def place_key(place: Span) -> str:
    """A place as it stands in a key: ``<start>-<end>/<document id>``."""
    return f"{place.start}-{place.end}/{place.document_id}"


def span_of(key: str) -> Span | None:
    """The place that :func:`place_key` wrote; ``None`` for anything else, and for a place without a character."""
    numbers, sign, document = key.partition("/")
    start, _, end = numbers.partition("-")
    if not (sign and document and _is_number(start) and _is_number(end) and int(start) < int(end)):
        return None
    return Span(document, int(start), int(end))


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS


_MOST_DIGITS: Final = 12
"""No text is longer; what stands in a damaged or foreign file must not become a number without end."""


def readable_key(key: str) -> str:
    """A key as a name that a person can read: ``person|jane|roe`` as ``Jane Roe``."""
    kind, *parts = key.split("|")
    if key.startswith("phrase:"):
        name = key.removeprefix("phrase:")
    else:
        name = " ".join(filter(None, parts[:1] if kind == OWN else parts))
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) or key
