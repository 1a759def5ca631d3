"""Links between entities that belong together and stay two: peoples, capitals and governments with their countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL
from workbench.annotation.entity_naming import Reading
from workbench.annotation.governments import is_government
from workbench.annotation.joining import KNOWN, Joined
from workbench.annotation.name_variants import listed_form
from workbench.annotation.named import NamedMention

PEOPLE_OF: Final = "people_of"
CAPITAL_OF: Final = "capital_of"
GOVERNMENT_OF: Final = "government_of"

Link = tuple[str, str, str, str]
"""An entity, the one that it is linked with, how, and why in words."""


def linked_pairs(
    readings: Sequence[Reading], mentions: Sequence[NamedMention], joined: Joined, id_of_key: Mapping[str, str]
) -> tuple[Link, ...]:
    """The links between entities that are both present, in the order of the entities.

    Args:
        readings: the entities.
        mentions: all mentions with their keys.
        joined: which keys are one.
        id_of_key: entity by key.
    """
    names = {reading.entity_id: reading.name for reading in readings}
    by_root = {joined.root(reading.main): reading.entity_id for reading in readings}

    def listed(key: str) -> str:
        """The present entity of an entry of the list of well-known names."""
        node = f"{KNOWN}{key}"
        return by_root.get(joined.root(node), "") if node in joined else ""

    found: dict[tuple[str, str, str], str] = {}
    for mention in {m.entity_key: m for m in reversed(mentions) if m.kind == NAMED}.values():
        own = id_of_key[mention.entity_key]
        entry = listed_form(mention)
        if entry is None:
            continue
        if entry.of_country and (country := listed(entry.key)):
            reason = f"“{mention.form}” is the people, or the adjective, of {names[country]}"
            found.setdefault((own, country, PEOPLE_OF), reason)
        elif entry.capital_of and (country := listed(entry.capital_of)):
            reason = f"{names[own]} is the capital of {names[country]}, and often named for its government"
            found.setdefault((own, country, CAPITAL_OF), reason)
        elif entry.government_of and (country := listed(entry.government_of)):
            reason = f"{names[own]} is, or stands for, a part of the government of {names[country]}"
            found.setdefault((own, country, GOVERNMENT_OF), reason)
    found.update(_led(mentions, id_of_key, names))
    order = {reading.entity_id: at for at, reading in enumerate(readings)}
    return tuple(
        (own, other, kind, reason)
        for (own, other, kind), reason in sorted(
            found.items(), key=lambda item: (order[item[0][0]], order[item[0][1]], item[0][2])
        )
        if own != other
    )


def _led(
    mentions: Sequence[NamedMention], id_of_key: Mapping[str, str], names: Mapping[str, str]
) -> dict[tuple[str, str, str], str]:
    """Links of "the Roe administration" with the person whom the name beginning it means, where it means one."""
    people: dict[tuple[int, int], str] = {
        (m.document, m.start): id_of_key[m.entity_key] for m in mentions if m.kind == NAMED and m.type == "PERSON"
    }
    leaders: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, str] = {}
    for mention in mentions:
        if mention.kind != NOMINAL or mention.type != "ORG" or not is_government(mention.form):
            continue
        if (mention.document, mention.start) in people:
            own = id_of_key[mention.entity_key]
            leaders[own].add(people[mention.document, mention.start])
            forms.setdefault(own, mention.form)
    return {
        (own, next(iter(who)), GOVERNMENT_OF): f"“{forms[own]}” is named after {names[next(iter(who))]}"
        for own, who in sorted(leaders.items())
        if len(who) == 1
    }
