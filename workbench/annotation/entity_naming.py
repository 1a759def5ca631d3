"""How an entity is shown: its name, its type, its id, its other names, and why each of them is one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.annotation.document import NAMED
from workbench.annotation.gazetteer import Known, known
from workbench.annotation.governments import state_of
from workbench.annotation.joining import Joined
from workbench.annotation.named import NamedMention
from workbench.annotation.spelling import name_key, slug

LONG_FORM_SHARE: Final = 0.2
"""A body's long form is the name that is shown when it makes up at least this share of its mentions."""
_PERSON: Final = "PERSON"


@dataclass(frozen=True, slots=True)
class Reading:
    """One entity as it is shown."""

    entity_id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    keys: tuple[str, ...]
    main: str
    """The key of the name that is shown."""


class Naming:
    """Names, types and ids for all entities of a corpus."""

    def __init__(self, mentions: Sequence[NamedMention], joined: Joined) -> None:
        self._joined = joined
        self._groups: dict[str, list[NamedMention]] = defaultdict(list)
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in mentions:
            self._groups[joined.root(mention.entity_key)].append(mention)
            forms[mention.entity_key][mention.form] += 1
        self._counts = {key: sum(counted.values()) for key, counted in forms.items()}
        self._shown = {key: min(counted, key=lambda form: (-counted[form], form)) for key, counted in forms.items()}

    def shown(self, key: str) -> str:
        """The most frequent form of a key."""
        return self._shown[key]

    def reasons(self, reading: Reading) -> dict[str, str]:
        """Why each key of an entity belongs to it; empty for the name that is shown."""
        return self._joined.reasons(reading.main, self._shown)

    def readings(self) -> tuple[Reading, ...]:
        """The entities, the frequent ones first."""
        found = []
        for members in self._groups.values():
            own = [m for m in members if m.kind == NAMED] or members
            kind = _type_of_all(own)
            # a party is shown by its own name and not by its members'
            forms = Counter(m.form for m in own if kind == "NORP" or m.type != "NORP") or Counter(m.form for m in own)
            name = _name(own, forms, kind)
            every = Counter(m.form for m in own)
            aliases = tuple(form for form in sorted(every, key=lambda f: (-every[f], f)) if form != name)
            keys = tuple(sorted({m.entity_key for m in members}))
            found.append((-len(members), name_key(name), name, kind, aliases, keys))
        used: Counter[str] = Counter()
        out: list[Reading] = []
        # the more frequent one of two with the same name gets the plain id
        for _, _, name, kind, aliases, keys in sorted(found):
            out.append(Reading(_free_id(slug(name), used), name, kind, aliases, keys, self._main(name, keys)))
        return tuple(out)

    def _main(self, name: str, keys: Sequence[str]) -> str:
        """The key that has the shown name, else the most frequent one."""
        own = name_key(name)

        def rank(key: str) -> tuple[bool, bool, bool, int, str]:
            described = key.startswith(("state|", "group|"))
            return (self._shown[key] != name, key.split("|")[1] != own, described, -self._counts[key], key)

        return min(keys, key=rank)


def _free_id(base: str, used: Counter[str]) -> str:
    used[base] += 1
    entity_id = base if used[base] == 1 else f"{base}-{used[base]}"
    while used[base] > 1 and used[entity_id]:
        used[base] += 1
        entity_id = f"{base}-{used[base]}"
    if entity_id != base:
        used[entity_id] += 1
    return entity_id


def _type_of_all(members: Sequence[NamedMention]) -> str:
    """The type of most members; a party stays one however often its members are named."""
    kinds = Counter(m.type for m in members)
    if kinds["NORP"] and (kinds["ORG"] or _are_partisans(members)):
        kinds["ORG"] += kinds.pop("NORP")
    best = max(kinds.values())
    return min(k for k, n in kinds.items() if n == best)


def _are_partisans(members: Sequence[NamedMention]) -> bool:
    """Whether a well-known party is only named by its members."""
    found = [known(m.form) for m in members]
    return all(listed is not None and listed.people and not listed.of_country for listed in found)


def _name(members: Sequence[NamedMention], forms: Mapping[str, int], kind: str) -> str:
    """The list's name for what it has; else the most informative of the frequent forms."""
    if members[0].kind != NAMED and kind == "GPE":
        country = known(state_of(members[0].form).title())
        return country.name if country is not None else min(forms)
    listed: Counter[Known] = Counter()
    for member in members:
        # a surname that its article explains is that person's, however well known another one is
        found = known(member.form) if member.form in forms and member.entity_key.count("|") == 1 else None
        if found is not None and not found.of_country and (found.type == _PERSON) == (kind == _PERSON):
            listed[found] += 1
    if listed and not all(m.entity_key.startswith("person|") for m in members):
        return min(listed, key=lambda found: (-listed[found], found.name)).name
    total = sum(forms.values())

    def rank(form: str) -> tuple[int, int, int, str]:
        words = len(form.split())
        shouted = form.isupper() and words > 1
        enough = forms[form] >= max(1, LONG_FORM_SHARE * total) or kind == _PERSON
        return (-(words > 1 and enough and not shouted and kind not in ("GPE", "LOC")), -forms[form], len(form), form)

    return min(forms, key=rank)
