"""Descriptions that stand for a body or country that the article names: "the union", "the bloc", "the company"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.annotation.document import NAMED, MentionAnnotation
from workbench.annotation.gazetteer import is_company, is_country, known
from workbench.annotation.proposing import Proposed
from workbench.annotation.spelling import name_key
from workbench.annotation.word_lists import phrases, words

_HEADS: Final = words(
    """
    union ministry inspectorate commission committee council court agency department party association organization
    federation alliance institute university hospital bank parliament foundation bureau tribunal ombudsman league
    authority consortium coalition cooperative corporation group company museum church college club army brigade
    regiment senate assembly congress campaign front movement
    """
)
_COMPANY_HEADS: Final = words(
    """
    company firm carmaker automaker airline bank retailer drugmaker startup manufacturer chain conglomerate lender
    publisher developer operator planemaker chipmaker brewer supermarket insurer
    """
)
_MORE_HEADS: Final = words("newspaper paper broadcaster magazine charity nonprofit watchdog regulator bloc think-tank")
_COMPANY_ENDS: Final = words(
    "inc corp corporation ltd limited plc llc co company group holdings holding spa ag sa se nv gmbh motors airlines"
)
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "european union": ("bloc", "union"),
    "asean": ("bloc",),
    "brics": ("bloc", "group"),
    "eurasian economic union": ("bloc", "union"),
    "shanghai cooperation organization": ("bloc", "organization", "group"),
    "commonwealth of independent states": ("bloc",),
    "collective security treaty organization": ("alliance", "bloc", "organization"),
    "nato": ("alliance", "bloc"),
    "opec": ("cartel", "group"),
    "united nations": ("organization",),
    "federal bureau of investigation": ("bureau", "agency"),
    "central intelligence agency": ("agency",),
    "immigration and customs enforcement": ("agency",),
    "customs and border protection": ("agency",),
    "hamas": ("group",),
    "hezbollah": ("group",),
    "taliban": ("group",),
    "islamic state": ("group",),
    "xinhua": ("agency",),
    "tass": ("agency",),
    "reuters": ("agency",),
    "associated press": ("agency",),
}
"""What some well-known bodies are called beside the last word of their names."""
_HEAD: Final = re.compile(r"(?<![\w-])[Tt]h(?:e|is|at) (?P<head>[a-z]{4,14})(?![\w-])(?! of )(?! [A-Z])")
_BESIDE: Final = re.compile(r",\s(?:a|an|the)\s(?:[\w’'-]+\s){0,4}?(?P<head>[a-z-]{4,14})\b")
_BEFORE: Final = re.compile(r"(?P<head>[a-z]{4,14}) $")
_COUNTRY: Final = re.compile(r"(?<![\w-])(?:[Tt]h(?:e|at) country|[Tt]hat nation)(?![\w-])")
_SENTENCE_END: Final = re.compile(r"[a-z0-9)][.!?][”\"’']?\s|\n|[.!?][”\"]\s")
_FEDERAL: Final = re.compile(r"(?<![\w-])(?:[Tt]he )?[Ff]ederal (?:government|authorities)(?![\w-])")
_FEDERATIONS: Final = phrases(
    "united states; germany; russia; mexico; brazil; india; canada; australia; nigeria; switzerland; austria; belgium"
)
_WINDOW: Final = 500
"""Code points back in which the only body of a kind is meant."""
_NEAR: Final = 250
"""The same for countries."""


def describe_bodies(text: str, mentions: Sequence[MentionAnnotation]) -> list[Proposed]:
    """Descriptions of bodies by a noun that the article ties to a name: by its last word, or beside it.

    Where it ties a noun to several names, the description means the only one of them in the text before it.
    """
    kinds: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    """By noun the names, and where they stand."""
    taken = [(m.start, m.end) for m in mentions]
    bodies = [(n, m, name_key(text[m.start : m.end])) for n, m in enumerate(mentions) if _is_body(m)]
    told: dict[str, set[str]] = defaultdict(set)
    for _, mention, key in bodies:
        told[_same(key)] |= _nouns(text, mention, key)
    for number, mention, key in bodies:
        for noun in told[_same(key)]:
            kinds[noun][_same(key)].append((mention.start, number))
    if not kinds:
        return []
    found: list[Proposed] = []
    for match in _HEAD.finditer(text):
        noun = name_key(match.group("head"))
        names = kinds.get(noun, {})
        near = bisect_left(taken, (match.start(), 0))
        beside = any(span[0] < match.end() and span[1] > match.start() for span in taken[max(0, near - 1) : near + 1])
        if not names or beside:
            continue
        before = {}
        for name, places in names.items():
            at = bisect_left(places, (match.start(), 0))
            if at:
                before[name] = places[at - 1]
        if len(names) > 1:
            before = {name: place for name, place in before.items() if match.start() - place[0] <= _WINDOW}
        if len(before) == 1:
            found.append(Proposed(match.start(), match.end(), "ORG", next(iter(before.values()))[1]))
    return found


def _is_body(mention: MentionAnnotation) -> bool:
    return mention.kind == NAMED and mention.type == "ORG"


def _nouns(text: str, mention: MentionAnnotation, key: str) -> set[str]:
    """The nouns by which an article, or general knowledge, may call a body."""
    listed = known(text[mention.start : mention.end])
    out = {full.split()[-1] for full in {key, listed.key if listed else key} if " " in full} & _HEADS
    if listed is not None:
        out.update(_KINDS.get(listed.key, ()))
    if is_company(key) or key.rsplit(maxsplit=1)[-1] in _COMPANY_ENDS:
        out.update(("company", "firm"))
    beside = _BESIDE.match(text, mention.end)
    before = _BEFORE.search(text[max(0, mention.start - 16) : mention.start])
    for match in (beside, before):
        if match and match.group("head") in _COMPANY_HEADS:
            out.update((match.group("head"), "company", "firm"))
        elif match and match.group("head") in _MORE_HEADS | _HEADS:
            out.add(match.group("head"))
    return out


def _same(key: str) -> str:
    """One key for a well-known body and its other names."""
    listed = known(key) or known(key.upper() if " " not in key else key.title())
    return listed.key if listed is not None else key


def describe_countries(text: str, mentions: Sequence[MentionAnnotation]) -> list[Proposed]:
    """Find "the country" where it has just been named, no other one beside it."""
    places = []
    for number, mention in enumerate(mentions):
        if mention.kind == NAMED and mention.type in ("GPE", "NORP"):
            listed = known(text[mention.start : mention.end])
            country = (listed.capital_of or listed.key) if listed is not None else ""
            if listed is not None and is_country(country):
                places.append((mention.start, number, country, mention.type == "GPE" and not listed.capital_of))
    counted = Counter(place[2] for place in places)
    out: list[Proposed] = []
    for match in _COUNTRY.finditer(text) if places else ():
        at = bisect_left(places, (match.start(),))
        begin = max(0, match.start() - _NEAR)
        ends = [end.end() for end in _SENTENCE_END.finditer(text, begin, match.start())]
        near = [place for place in places[max(0, at - 12) : at] if place[0] >= begin]
        here = {place[2] for place in near if ends and place[0] >= ends[-1]}
        if len(here) != 1:
            here = {place[2] for place in near}
            if len(here) != 1 or counted[next(iter(here))] < max(counted.values()):
                continue
        named = [place[1] for place in places[:at] if place[2] in here and place[3]]
        if named:
            out.append(Proposed(match.start(), match.end(), "GPE", named[-1]))
    most = {country for country, count in counted.items() if count == max(counted.values())}
    if len(most) == 1 and most <= _FEDERATIONS:
        named = [place[1] for place in places if place[2] in most and place[3]]
        out += [Proposed(*match.span(), "GPE", named[0]) for match in _FEDERAL.finditer(text) if named]
    return out
