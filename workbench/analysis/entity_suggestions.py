"""Pairs of entities that may be one: what rules were not sure enough of to join, each with its reason and its evidence.

Nothing here is ever applied by itself. A pair is suggested for what its names look like (a shared surname, a spelling
that differs by a letter, the letters of an acronym, one name inside the other) or for what an article says ("also known
as"). How often the same articles and stories name both is the evidence beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import pandas as pd

from workbench.domain.measured import Measured

SUGGESTION_COLUMNS: Final = (
    "entity_id_a", "key_a", "name_a", "mentions_a", "entity_id_b", "key_b", "name_b", "mentions_b", "type", "reason",
    "articles", "stories", "document_id", "start", "end",
)  # fmt: skip
"""``a`` is the more mentioned one. ``articles`` and ``stories`` name both; the place is a mention of ``b``."""

MOST_SUGGESTIONS: Final = 200
MOST_COMPARED: Final = 10_000
"""Entities that are compared with each other; in a larger corpus the most mentioned ones."""
_MOST_IN_A_GROUP: Final = 12
"""A surname that more entities share than these says nothing about two of them."""
_PERSON: Final = "PERSON"
_PEOPLES: Final = "NORP"
_BODIES: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})
_PLACES: Final = frozenset({"GPE", "LOC"})
_NAMED_IN_PART: Final = _BODIES - _PLACES
_SMALL: Final = frozenset(
    ("a", "an", "and", "at", "de", "der", "des", "di", "du", "el", "for", "in", "la", "le", "of", "on", "the", "to")
)  # fmt: skip
_TOO_COMMON: Final = frozenset(
    (
        "north", "south", "east", "west", "central", "new", "republic", "state", "states", "city", "university", "bank",
        "party", "council", "court", "ministry", "department", "group", "company", "agency", "committee", "union",
        "national", "international",
    )
)  # fmt: skip
"""One such word inside a longer name is no hint that the two are one."""
_NEEDS_EVIDENCE: Final = 2
"""The strength of a reason that says something only where an article or a story names both."""
_GAP: Final = 40
"""Code points between two mentions that may link them."""
_ALSO_KNOWN: Final = re.compile(
    r"[\s,(“\"’']*(?:also|otherwise|better|formerly|previously|once|now|sometimes|popularly)?\s*"
    r"(?:known as|called|styled|dubbed|a\.?k\.?a\.?|alias|née|formerly|renamed)[\s:,“\"‘']*(?:the\s+)?",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"[\s”\"’']*\((?:the\s+|or\s+)?[“\"‘']?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entity:
    entity_id: str
    name: str
    type: str
    key: str
    """Its most mentioned key."""
    names: tuple[str, ...]
    """The names of its keys, without accents and in lower case."""
    written: tuple[str, ...]
    """The same as the texts have them."""
    mentions: int
    first: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Hint:
    strength: int
    """The greater, the likelier."""
    reason: str


def suggest_merges(
    entities: pd.DataFrame,
    names: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    texts: Mapping[str, str] | None = None,
    stories: Mapping[str, str] | None = None,
    links: pd.DataFrame | None = None,
    different: Collection[frozenset[str]] = (),
) -> Measured:
    """Find pairs of entities that may be one.

    Args:
        entities: a table ``entities``, for names and types.
        names: ``key``, ``entity_id`` and ``name`` of every name.
        mentions: a table ``mentions`` with the column ``key``; mentions by name are looked at, and only their entities.
        texts: the articles' texts by document id, to read what stands between two names; without it that is left out.
        stories: the story of each article by document id; an empty one is none.
        links: a table ``entity_links``: what belongs together and stays two is never suggested.
        different: pairs of keys that a person says are two.

    Returns:
        One row a pair, the likeliest first: the reason of greatest weight, then the pair that most articles name.
    """
    mentions = mentions[(mentions["kind"] == "named") & (mentions["entity_id"] != "")]
    counts = mentions["entity_id"].value_counts()
    if len(counts) > MOST_COMPARED:
        ranked_ids = sorted(counts.to_dict().items(), key=lambda pair: (-pair[1], str(pair[0])))
        mentions = mentions[mentions["entity_id"].isin([entity for entity, _ in ranked_ids[:MOST_COMPARED]])]
    found = _entities(entities, names, mentions)
    hints: dict[tuple[str, str], _Hint] = {}

    def hint(a: _Entity, b: _Entity, strength: int, reason: str) -> None:
        pair = (min(a.entity_id, b.entity_id), max(a.entity_id, b.entity_id))
        known = hints.get(pair)
        if (
            pair[0] != pair[1]
            and not _two_people(a, b)
            and (known is None or (strength, reason) > (known.strength, known.reason))
        ):
            hints[pair] = _Hint(strength, reason)

    for pairs in (
        _one_name_two_types(found), _surnames(found), _spellings(found), _acronyms(found), _contained(found),
        _said_to_be_one(found, mentions, texts or {}),
    ):  # fmt: skip
        for a, b, strength, reason in pairs:
            hint(a, b, strength, reason)
    by_id = {entity.entity_id: entity for entity in found}
    apart = _linked(links) | {frozenset(pair) for pair in _different(names, different)}
    documents = _documents(mentions[mentions["entity_id"].isin({entity for pair in hints for entity in pair})])
    stories = stories or {}
    rows: list[tuple[Any, ...]] = []
    order: list[tuple[Any, ...]] = []
    for (one, other), why in hints.items():
        if frozenset((one, other)) in apart:
            continue
        a, b = sorted((by_id[one], by_id[other]), key=lambda e: (-e.mentions, e.entity_id))
        shared = documents[one] & documents[other]
        told = {stories.get(d, "") for d in documents[one]} & {stories.get(d, "") for d in documents[other]} - {""}
        if why.strength == _NEEDS_EVIDENCE and not (shared or told):
            continue
        rows.append(
            (
                a.entity_id, a.key, a.name, a.mentions, b.entity_id, b.key, b.name, b.mentions, b.type, why.reason,
                len(shared), len(told), *b.first,
            )
        )  # fmt: skip
        order.append((-why.strength, -bool(told or shared), -len(shared), -b.mentions, a.entity_id, b.entity_id))
    ranked = [rows[n] for n in sorted(range(len(rows)), key=order.__getitem__)]
    notes = []
    if len(ranked) > MOST_SUGGESTIONS:
        notes.append(f"The {MOST_SUGGESTIONS:,} likeliest of {len(ranked):,} pairs.")
    if len(counts) > MOST_COMPARED:
        notes.append(f"The {MOST_COMPARED:,} most mentioned of {len(counts):,} entities were compared.")
    return Measured(pd.DataFrame(ranked[:MOST_SUGGESTIONS], columns=list(SUGGESTION_COLUMNS)), tuple(notes))


# ---------------------------------------------------------------- what is looked at
def folded(name: str) -> str:
    """A name without accents, case, possessive and punctuation, words apart by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’]s\b", "", plain).replace(".", "")
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def _entities(entities: pd.DataFrame, names: pd.DataFrame, mentions: pd.DataFrame) -> list[_Entity]:
    firsts: dict[str, tuple[str, int, int]] = {}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    columns = (mentions[c].tolist() for c in ("entity_id", "key", "document_id", "start", "end"))
    for entity, key, document, start, end in zip(*columns, strict=True):
        firsts.setdefault(entity, (document, int(start), int(end)))
        counts[entity][key] += 1
    written: dict[str, list[str]] = defaultdict(list)
    for key, entity, name in zip(
        names["key"].tolist(), names["entity_id"].tolist(), names["name"].tolist(), strict=True
    ):
        if key in counts.get(entity, ()):
            written[entity].append(name)
    out = []
    columns = (entities[c].tolist() for c in ("entity_id", "name", "type"))
    for entity, name, kind in zip(*columns, strict=True):
        own = counts.get(entity)
        if own:
            forms = tuple(dict.fromkeys((name, *written[entity])))
            plain = tuple(dict.fromkeys(filter(None, map(folded, forms))))
            key = min(own, key=lambda k: (-own[k], k))
            out.append(_Entity(entity, name, kind, key, plain, forms, sum(own.values()), firsts[entity]))
    return sorted(out, key=lambda entity: entity.entity_id)


def _documents(mentions: pd.DataFrame) -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for entity, document in zip(mentions["entity_id"].tolist(), mentions["document_id"].tolist(), strict=True):
        out[entity].add(document)
    return out


def _linked(links: pd.DataFrame | None) -> set[frozenset[str]]:
    if links is None:
        return set()
    return set(map(frozenset, zip(links["entity_id"].tolist(), links["linked_entity_id"].tolist(), strict=True)))


def _different(names: pd.DataFrame, different: Collection[frozenset[str]]) -> Iterable[frozenset[str]]:
    """The entities of keys that a person says are two."""
    if different:
        of = dict(zip(names["key"].tolist(), names["entity_id"].tolist(), strict=True))
        for keys in different:
            yield frozenset(of.get(key, "") for key in keys)


# ---------------------------------------------------------------- rules
_Pairs = Iterable[tuple[_Entity, _Entity, int, str]]


def _pairs_of(groups: Mapping[Any, Sequence[_Entity]]) -> Iterable[tuple[_Entity, _Entity]]:
    for _, group in sorted(groups.items()):
        members = list({entity.entity_id: entity for entity in group}.values())
        if 2 <= len(members) <= _MOST_IN_A_GROUP:
            yield from combinations(members, 2)


def _may_be_one(a: _Entity, b: _Entity) -> bool:
    """Whether types allow it: a person is no body, and a people is not its country."""
    if _PERSON in (a.type, b.type) or _PEOPLES in (a.type, b.type):
        return a.type == b.type
    return a.type in _BODIES and b.type in _BODIES


def _two_people(a: _Entity, b: _Entity) -> bool:
    """Whether both have a first name, and not the same: Petra and Declan Roe are two, whoever is called Roe."""
    if not (a.type == b.type == _PERSON):
        return False
    firsts, others = ({n.split()[0] for n in e.names if len(n.split()) > 1 and len(n.split()[0]) > 1} for e in (a, b))
    return bool(firsts and others) and not any(
        one == other or _letters_apart(one, other) or (min(len(one), len(other)) > 2 and one[:3] == other[:3])
        for one in firsts
        for other in others
    )


def _one_name_two_types(found: Sequence[_Entity]) -> _Pairs:
    groups: dict[str, list[_Entity]] = defaultdict(list)
    for entity in found:
        for name in entity.names:
            if len(name) > 2:
                groups[name].append(entity)
    for a, b in _pairs_of(groups):
        if _PEOPLES not in (a.type, b.type) or a.type == b.type:
            shared = next(name for name in a.names if name in b.names)
            written = next(form for form in a.written if folded(form) == shared)
            yield a, b, 5, f"Both are called “{written}”."


def _surnames(found: Sequence[_Entity]) -> _Pairs:
    """Somebody with a surname alone or an initial, and somebody with that surname."""
    groups: dict[str, list[_Entity]] = defaultdict(list)
    for entity in found:
        if entity.type == _PERSON:
            for name in entity.names:
                groups[name.split()[-1]].append(entity)
    for a, b in _pairs_of(groups):
        for one, other in ((a, b), (b, a)):
            for short in one.names:
                for long in other.names:
                    parts, whole = short.split(), long.split()
                    if parts[-1] != whole[-1] or len(whole) < 2:
                        continue
                    surname = _as_written(other, whole[-1])
                    if len(parts) == 1:
                        yield a, b, 3, f"“{surname}” may be short for “{_form(other, long)}”."
                    elif len(parts[0]) == 1 and parts[0] == whole[0][0] and len(whole[0]) > 1:
                        yield (
                            a,
                            b,
                            4,
                            f"“{_form(one, short)}” has the surname and the initial of “{_form(other, long)}”.",
                        )


def _spellings(found: Sequence[_Entity]) -> _Pairs:
    """Names that differ by a letter or two, as transliterations do."""
    groups: dict[tuple[str, str], list[tuple[_Entity, str]]] = defaultdict(list)
    for entity in found:
        for name in entity.names:
            if len(name) >= 5:
                # a difference stands in one half or in the other, so that one half is the same in both
                groups["begin", name[: len(name) // 2 - 1]].append((entity, name))
                for size in (len(name) // 2 - 1, len(name) // 2):
                    groups["end", name[-size:]].append((entity, name))
                groups["begin", name[: len(name) // 2]].append((entity, name))
    for _, members in sorted(groups.items()):
        if len(members) > 40:
            continue
        for (a, one), (b, other) in combinations(members, 2):
            if a.entity_id == b.entity_id or one == other or one[0] != other[0] or not _may_be_one(a, b):
                continue
            letters = _letters_apart(one, other)
            if letters:
                words = "1 letter" if letters == 1 else f"{letters} letters"
                yield a, b, 4, f"“{_form(a, one)}” and “{_form(b, other)}” differ by {words}."


def _letters_apart(one: str, other: str) -> int:
    """How many letters two names differ by, 0 when by too many: one in a word of five letters, two in one of nine."""
    left, right = one.split(), other.split()
    if len(left) != len(right):
        joined, rejoined = "".join(left), "".join(right)
        return 1 if joined == rejoined and len(joined) >= 7 else 0
    total = 0
    for x, y in zip(left, right, strict=True):
        if x == y:
            continue
        size = min(len(x), len(y))
        limit = 0 if size < 5 else 1 if size < 9 else 2
        # Iran and Iraq, Austria and Australia are two: what differs by a letter must begin alike
        if not limit or x[:2] != y[:2] or x.isdigit() or y.isdigit() or _is_plural(x, y):
            return 0
        apart = _distance(x, y, limit)
        if apart > limit:
            return 0
        total += apart
    return total if total <= 2 else 0


def _is_plural(x: str, y: str) -> bool:
    return x in (f"{y}n", f"{y}s") or y in (f"{x}n", f"{x}s")


def _distance(a: str, b: str, limit: int) -> int:
    """Levenshtein distance, as far as it matters."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def _acronyms(found: Sequence[_Entity]) -> _Pairs:
    """Capitals alone, and a name whose words begin with these letters."""
    long: dict[str, list[tuple[_Entity, str]]] = defaultdict(list)
    for entity in found:
        for name in entity.names:
            words = name.split()
            if len(words) >= 2:
                for letters in {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL)}:
                    long[letters].append((entity, name))
    for entity in found:
        for form in entity.written:
            plain = form.replace(".", "")
            if not (3 <= len(plain) <= 8 and plain.isupper() and plain.isalpha()):
                continue
            for other, name in long.get(plain.casefold(), ())[:_MOST_IN_A_GROUP]:
                if other.entity_id != entity.entity_id and _may_be_one(entity, other):
                    yield entity, other, 4, f"“{form}” has the initial letters of “{_form(other, name)}”."


def _contained(found: Sequence[_Entity]) -> _Pairs:
    """One name at the beginning or the end of the other: "Ardent" and "Ardent Robotics". Places in places are two."""
    by_name: dict[str, list[_Entity]] = defaultdict(list)
    for entity in found:
        for name in entity.names:
            by_name[name].append(entity)
    for entity in found:
        if entity.type not in _NAMED_IN_PART:
            continue
        for name in entity.names:
            words = name.split()
            for size in range(1, len(words)):
                for part in (" ".join(words[:size]), " ".join(words[size:])):
                    if len(part) < 4 or part in _TOO_COMMON:
                        continue
                    for other in by_name.get(part, ())[:_MOST_IN_A_GROUP]:
                        if other.entity_id != entity.entity_id and other.type == entity.type:
                            yield (
                                entity,
                                other,
                                _NEEDS_EVIDENCE,
                                f"“{_form(other, part)}” is a part of “{_form(entity, name)}”.",
                            )


def _said_to_be_one(found: Sequence[_Entity], mentions: pd.DataFrame, texts: Mapping[str, str]) -> _Pairs:
    """What stands between two names says so: "also known as", or the second is in brackets behind the first."""
    if not texts:
        return
    by_id = {entity.entity_id: entity for entity in found}
    columns = (mentions[c].tolist() for c in ("document_id", "start", "end", "entity_id", "text"))
    before: tuple[str, int, int, str, str] | None = None
    for document, start, end, entity, form in sorted(zip(*columns, strict=True)):
        if before is not None and before[0] == document and before[3] != entity and 0 < start - before[2] <= _GAP:
            between = texts.get(document, "")[before[2] : start]
            a, b = by_id.get(before[3]), by_id.get(entity)
            if a is not None and b is not None and _PEOPLES not in (a.type, b.type):
                known = _ALSO_KNOWN.fullmatch(between)
                closed = texts.get(document, "")[end : end + 2].lstrip("”\"’'")[:1] == ")"
                short = form.replace(".", "")
                if known:
                    words = " ".join(between.split()).strip(" ,(“\"‘'")
                    yield a, b, 6, f"An article says “{before[4]}, {words} {form}”."
                elif (
                    _BRACKET.fullmatch(between)
                    and closed
                    and short.isupper()
                    and len(short) >= 2
                    and a.type != _PERSON
                    and not _is_dateline(a, b, before[4], short)
                ):
                    yield a, b, 5, f"An article writes “{before[4]} ({form})”."
        before = (document, int(start), int(end), entity, " ".join(form.split()))


def _is_dateline(place: _Entity, body: _Entity, name: str, short: str) -> bool:
    """Whether a place stands before the agency that reports from it, as in "ASHPORT (GNA)", and not before its letters."""
    if place.type not in _PLACES or body.type in _PLACES:
        return False
    letters = iter(folded(name))
    return name[:1].casefold() != short[:1].casefold() or not all(letter in letters for letter in short.casefold())


def _form(entity: _Entity, name: str) -> str:
    """A name as the texts have it."""
    return next((form for form in entity.written if folded(form) == name), name)


def _as_written(entity: _Entity, word: str) -> str:
    """A word of a name as the texts have it."""
    return next((part for form in entity.written for part in form.split() if folded(part) == word), word)
