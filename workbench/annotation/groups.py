"""Groups of people without a name that an article keeps naming: "the migrants", "the caravan".

A group is only taken when an article mentions it repeatedly and as something the reader knows already ("the
migrants"): common nouns must not fill the list of names. Several nouns are one group only where the text ties them
("a caravan of migrants", "migrants seeking asylum").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from workbench.annotation.document import NAMED, VALUES, MentionAnnotation
from workbench.annotation.proposing import Proposed
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import phrases

GROUP: Final = "NORP"
REPEATED: Final = 3
"""A group is mentioned at least so often in an article to be an entity."""

_PEOPLE: Final = phrases(
    """
    migrants; immigrants; refugees; asylum seekers; asylum-seekers; protesters; protestors; detainees; deportees;
    demonstrators; rioters; strikers; dockers; dockworkers; workers; miners; farmers; fishermen; teachers; nurses;
    doctors; students; parents; families; residents; villagers; evacuees; survivors; victims; hostages; prisoners;
    voters; activists; campaigners; organizers; organisers; supporters; critics; opponents; lawmakers;
    senators; lawyers; prosecutors; investigators; inspectors; police; police officers; officers; soldiers; troops;
    rebels; militants; militiamen; insurgents; terrorists; separatists; hackers; shareholders; investors; lenders;
    conservatives; liberals; progressives; nationalists; populists; socialists; marchers; jurors;
    squatters; pilgrims; settlers; gunmen; fighters; jihadists; mercenaries; smugglers; traffickers; advocates
    """
)
_COLLECTIVES: Final = phrases("caravan; convoy; crowd; mob; flotilla; militia; gang; delegation; column; march")
_SINGULAR: Final = {"migrant": "migrants", "immigrant": "immigrants", "refugee": "refugees", "protest": "protesters"}
"""Nouns that say before a collective one of whom it consists: "the migrant caravan"."""
_SAME: Final = {
    "protestors": "protesters",
    "dockworkers": "dockers",
    "asylum seeker": "asylum seekers",
    "organisers": "organizers",
}


def _one_of(nouns: frozenset[str]) -> str:
    return "|".join(re.escape(noun).replace(r"\ ", " ") for noun in sorted(nouns, key=lambda n: (-len(n), n)))


_NOUN: Final = rf"(?i:{_one_of(_PEOPLE)})"
_COLLECTIVE: Final = rf"(?i:{_one_of(_COLLECTIVES)})"
_KNOWN: Final = r"(?:(?P<known>[Tt]he|[Tt]h(?:is|ese|ose|at)|[Ii]ts|[Tt]heir) (?:(?:same|remaining|other) )?)?"
_KIND: Final = r"(?:[Uu]ndocumented |[Uu]nauthorized |[Ii]llegal |[Yy]oung |[Ii]ndividual |[Aa]sylum-seeking )?"
_ASKING: Final = (
    r"(?=,? [^.;\n]{0,40}\b(?:seek|seeking|sought|request|requesting|claim|claiming|apply for|applying for|present) "
    r"(?:political )?asylum\b)"
)
_GROUP: Final = re.compile(rf"(?<![\w-]){_KNOWN}(?P<kind>{_KIND})(?P<who>{_NOUN})(?![\w-])(?P<behind>{_ASKING})?")
_BAND: Final = re.compile(
    rf"(?<![\w-])(?:{_KNOWN}|[Aa] )(?:(?P<of>{_one_of(frozenset(_SINGULAR))}|[Mm]igrant|[Ii]mmigrant|[Rr]efugee) )?"
    rf"[“\"‘']?(?P<band>{_COLLECTIVE})[”\"’']?"
    rf"(?: of (?:[\w,-]+ ){{0,4}}?(?P<who>{_NOUN}))?(?![\w-])"
)


_OF_PEOPLE: Final = re.compile(r" of (?:[a-z]+ ){0,3}(?:[A-Z]\w+ ?){1,3}")
_TEAM: Final = re.compile(r"['’]s? (?:own )?(?:team|staff|investigators|prosecutors)$")
"""Those who work for somebody, by whichever of these words."""
_LED: Final = re.compile(
    r"(?P<who>[^\s'’]+)(?:['’]s?)? (?P<what>administration|campaign|regime|transition team|office)$"
)
_POSSESSIVE: Final = re.compile(r"['’]s? ")


@lru_cache(maxsize=10_000)
def group_key(form: str) -> str:
    """The key that stands for all descriptions of one kind of group: its noun."""
    band = _BAND.search(form)
    if band:
        return name_key(band.group("band"))
    if team := _TEAM.search(form):
        return name_key(f"{form[: team.start()].rsplit(maxsplit=1)[-1]} team")
    if led := _LED.search(form):
        # the Roe administration is Jane Roe's, too
        return name_key(f"{led.group('who')} {led.group('what')}")
    found = list(_GROUP.finditer(form))
    return _noun(found[-1].group("who")) if found else name_key(_POSSESSIVE.sub(" ", form))


def _noun(word: str) -> str:
    key = name_key(word)
    return _SAME.get(key, key)


def _members(text: str, band: str, taken: bytearray) -> list[tuple[int, int]]:
    """Where an article names the members of a band, once it has said that they are: "the caravan’s participants"."""
    own = re.search(
        rf"(?i:{band})(?:['’]s)? (members|participants)\b|\b([Mm]embers|[Pp]articipants) of the [\w ]*?{band}", text
    )
    if own is None:
        return []
    noun = (own.group(1) or own.group(2)).lower()
    return [
        match.span()
        for match in re.finditer(rf"(?<![\w-])(?:[Tt]he |[Ii]ts )?(?i:{noun})(?![\w-])(?! of)", text)
        if not any(taken[match.start() : match.end()])
    ]


def find_groups(text: str, mentions: Sequence[MentionAnnotation]) -> list[Proposed]:
    """Groups of people; mentions must be in order of position.

    The first mention of a group's own noun stands for it; the others lean on it.
    """
    taken = bytearray(len(text) + 1)
    peoples: dict[int, int] = {}
    """Where the name of a people begins, by its end: "Honduran migrants" are one description."""
    counted: dict[int, int] = {}
    """The same for numbers: "200 migrants"."""
    for mention in mentions:
        if mention.kind == NAMED:
            if mention.type not in VALUES:
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            if mention.type in ("CARDINAL", "QUANTITY"):
                counted[mention.end] = mention.start
            if mention.type == "NORP":
                peoples[mention.end] = mention.start
    tied: dict[str, str] = {}
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    definite: set[str] = set()

    def root(noun: str) -> str:
        while tied.get(noun, noun) != noun:
            noun = tied[noun]
        return noun

    def tie(noun: str, other: str) -> None:
        first, second = root(noun), root(other)
        tied[max(first, second)] = min(first, second)

    people_ends = set(peoples) | {end + 1 for end in peoples if text[end : end + 1] == "s"}
    bands: set[str] = set()
    for match in _BAND.finditer(text):
        if "\n" in match.group() or any(taken[match.start("band") : match.end("band")]):
            continue
        noun = name_key(match.group("band"))
        bands.add(noun)
        for part in ("of", "who"):
            if word := match.group(part):
                tie(_SINGULAR.get(word.lower()) or _noun(word), noun)
        end = match.end()
        if of := _OF_PEOPLE.match(text, end):
            end = next((at for at in range(end + 4, of.end() + 1) if at in people_ends), end)
        places[noun].append((match.start(), end))
        if match.group("known"):
            definite.add(noun)
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for match in _GROUP.finditer(text):
        if "\n" in match.group() or any(taken[match.start() : match.end()]):
            continue
        noun = _noun(match.group("who"))
        if match.group("behind") is not None or match.group("kind").lower().startswith("asylum"):
            tie(noun, "asylum seekers")
        start = match.start()
        for before in (peoples, counted):
            if text[start - 1 : start] == " ":
                start = before.get(start - 1, start)
        if text[start - 4 : start] == " of ":
            start = counted.get(start - 4, start)
        places[noun].append((start, match.end("who")))
        owned = text[max(0, match.start() - 3) : match.start()] in ("'s ", "’s ")
        if match.group("known") or owned or text.startswith(" of the ", match.end("who")):
            definite.add(noun)
    for band in sorted(bands):
        places[band] += _members(text, band, taken)
        places[band].sort()
    groups: dict[str, list[str]] = defaultdict(list)
    for noun in places:
        groups[root(noun)].append(noun)
    out: list[Proposed] = []
    for nouns in groups.values():
        count = Counter({noun: len(places[noun]) for noun in nouns})
        if sum(count.values()) < REPEATED or definite.isdisjoint(nouns):
            continue
        own = min(nouns, key=lambda noun: (noun not in bands, -count[noun], noun))
        anchor = len(mentions) + len(out)
        out.append(Proposed(*places[own][0], GROUP))
        out += [
            Proposed(*span, GROUP, anchor)
            for noun in sorted(nouns)
            for at, span in enumerate(places[noun])
            if noun != own or at
        ]
    return out
