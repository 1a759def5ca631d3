"""Actors that have no name: governments by the name of who leads them, and groups of people an article keeps naming.

"The Trump administration" is not Donald Trump, and "the migrants" are nobody's name; yet articles speak of both as
actors. Each is a description with an entity of its own. A group of people is only taken when an article mentions it
repeatedly and as something the reader knows already ("the migrants"): common nouns must not fill the list of names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL, MentionAnnotation
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import phrases

GROUP: Final = "NORP"
GOVERNMENT: Final = "ORG"
REPEATED: Final = 3
"""A group is mentioned at least so often in an article to be an entity."""

_PEOPLE: Final = phrases(
    """
    migrants; immigrants; refugees; asylum seekers; asylum-seekers; protesters; protestors;
    demonstrators; rioters; strikers; dockers; dockworkers; workers; miners; farmers; fishermen; teachers; nurses;
    doctors; students; parents; families; residents; villagers; evacuees; survivors; victims; hostages; prisoners;
    detainees; voters; activists; campaigners; organizers; organisers; supporters; critics; opponents; lawmakers;
    senators; lawyers; prosecutors; investigators; inspectors; police; police officers; officers; soldiers; troops;
    rebels; militants; militiamen; insurgents; terrorists; separatists; hackers; shareholders; investors; lenders;
    conservatives; liberals; progressives; nationalists; populists; socialists; undocumented immigrants
    """
)
_GROUP: Final = re.compile(
    r"(?<![\w-])(?:(?P<known>[Tt]he|[Tt]hese|[Tt]hose) )?(?P<who>(?i:"
    + "|".join(re.escape(who) for who in sorted(_PEOPLE, key=lambda w: (-len(w), w)))
    + r"))(?![\w-])"
)
_GOVERNMENT: Final = re.compile(r" (?:administration|campaign|regime)(?![\w-])")


_SAME: Final = {
    "protestors": "protesters",
    "undocumented immigrants": "immigrants",
    "dockworkers": "dockers",
}


def same_group(key: str) -> str:
    """The key that stands for all names of one kind of group."""
    return _SAME.get(key, key)


def find_groups(text: str, mentions: Sequence[MentionAnnotation]) -> list[MentionAnnotation]:
    """Descriptions that have an entity of their own, in no order; mentions must be in order of position."""
    taken = bytearray(len(text) + 1)
    out: list[MentionAnnotation] = []
    for mention in mentions:
        if mention.kind == NAMED:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            if mention.type == "PERSON" and " " not in text[mention.start : mention.end]:
                governs = _GOVERNMENT.match(text, mention.end)
                if governs:
                    out.append(MentionAnnotation(mention.start, governs.end(), GOVERNMENT, NOMINAL))
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _GROUP.finditer(text):
        if not any(taken[match.start() : match.end()]):
            found[name_key(match.group("who"))].append(match)
    for places in found.values():
        if len(places) >= REPEATED and any(match.group("known") for match in places):
            out += [MentionAnnotation(match.start(), match.end(), GROUP, NOMINAL) for match in places]
    return out
