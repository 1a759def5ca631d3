"""Those who act for a state without being named: "Russian officials", "the regime", "the Roe administration".

"Russian officials" are no people's name: they speak for Russia, and count for it as descriptions. "The Roe
administration" is not Jane Roe: it is an entity of its own, linked with her.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from workbench.annotation.document import NAMED, MentionAnnotation
from workbench.annotation.gazetteer import is_country, known
from workbench.annotation.proposing import Proposed
from workbench.annotation.well_known_people import LEADERS

STATE: Final = "GPE"
GOVERNMENT: Final = "ORG"

_BODIES: Final = "government|regime|administration|leadership|junta|authorities|military|army|navy|air force"
_ACTING: Final = (
    rf"{_BODIES}|officials|leaders|forces|troops|soldiers|diplomats|delegation|negotiators|representatives|envoys|"
    "servicemen|officers|side|intelligence|intelligence services|intelligence agencies|warplanes|lawmakers"
)
_OF_STATE: Final = re.compile(
    r"\s(?:(?:top|senior|high-ranking|military|government|intelligence|security|armed|state|foreign|border|defen[sc]e|"
    rf"immigration|law enforcement|federal|trade|political|ruling|special|ground) ){{0,2}}(?:{_ACTING})(?![\w-])"
)
_IN_CAPITAL: Final = re.compile(rf"(?<![\w-])(?:[a-z]+ )?(?i:{_BODIES}|officials|leaders|diplomats|policymakers) in $")
_BEFORE: Final = 50
_LED: Final = re.compile(r"(?:['’]s)? (?P<what>administration|campaign|regime|transition team|White House)(?![\w-])")
_RULED: Final = re.compile(r"(?:['’]s?)? (?:own )?(?P<what>regime|government|forces|army|military|troops)(?![\w-])")
_TEAM: Final = re.compile(
    r"['’]s? (?:own )?(?:legal |defense |campaign )?(?:team|office|staff|investigators|prosecutors)(?![\w-])"
)
_GOVERNMENT_FORM: Final = re.compile(r" (?:administration|regime|transition team|White House)$")
_ALONE: Final = re.compile(
    r"(?<![\w-])(?:[Tt]h(?:e|is)|(?P<own>[Hh]is|[Hh]er)) (?P<what>administration|campaign|regime|government)(?![\w-])(?! of\b)"
)
_OWN_STATE: Final = re.compile(r"['’]s? (?P<what>regime|government)(?![\w-])")


def find_governments(text: str, mentions: Sequence[MentionAnnotation]) -> list[Proposed]:
    """Descriptions of those who act for a state, or for a leader; mentions must be in order of position."""
    out: list[Proposed] = []
    meant: dict[str, dict[str, tuple[int, int]]] = {}
    """By word ("regime"), whose it can be in this article: a key, and the first place and what it is counted for."""

    def remember(word: str, whose: str, number: int) -> None:
        meant.setdefault(word, {}).setdefault(whose, (mentions[number].start if number < len(mentions) else 0, number))

    for number, mention in enumerate(mentions):
        if mention.kind != NAMED:
            continue
        form = text[mention.start : mention.end]
        if mention.type == "PERSON":
            led = _LED.match(text, mention.end)
            ruled = _RULED.match(text, mention.end) if form.split()[-1].lower() in LEADERS else None
            if ruled:
                remember(ruled.group("what"), LEADERS[form.split()[-1].lower()], len(mentions) + len(out))
                out.append(Proposed(mention.start, ruled.end(), STATE))
            elif led:
                remember(led.group("what"), form.split()[-1].lower(), len(mentions) + len(out))
                out.append(Proposed(mention.start, led.end(), GOVERNMENT))
            elif team := _TEAM.match(text, mention.end):
                out.append(Proposed(mention.start, team.end(), GOVERNMENT))
            continue
        if mention.type not in ("NORP", "GPE"):
            continue
        listed = known(form)
        if listed is None:
            continue
        if listed.of_country:
            acting = _OF_STATE.match(text, mention.end)
            if acting and "\n" not in acting.group():
                word = acting.group().rsplit(" ", 1)[-1]
                remember(word, listed.key, len(mentions) + len(out))
                out.append(Proposed(mention.start, acting.end(), STATE))
        elif listed.capital_of:
            begin = max(0, mention.start - _BEFORE)
            before = _IN_CAPITAL.search(text[begin : mention.start])
            if before and "\n" not in before.group():
                out.append(Proposed(begin + before.start(), mention.end, STATE))
        elif owned := _OWN_STATE.match(text, mention.end):
            remember(owned.group("what"), listed.key, number)
    countries = Counter(
        listed.key
        for m in mentions
        if m.kind == NAMED and m.type in ("GPE", "NORP") and (listed := known(text[m.start : m.end])) is not None
        if is_country(listed.key)
    )
    most = {country for country, count in countries.items() if count == max(countries.values())}
    for match in _ALONE.finditer(text) if meant else ():
        word = match.group("what")
        whose = meant.get(word, {})
        if word == "government" and most.isdisjoint(whose):
            # the government of a country that an article only mentions is hardly ever "the government"
            continue
        if match.group("own") and word not in ("administration", "campaign"):
            continue
        if len(whose) == 1:
            ((_, number),) = whose.values()
            kind = GOVERNMENT if number >= len(mentions) and out[number - len(mentions)].type == GOVERNMENT else STATE
            out.append(Proposed(match.start(), match.end(), kind, number))
    return out


@lru_cache(maxsize=10_000)
def state_of(form: str) -> str:
    """The key of the country for which a description speaks: "Russian officials", "officials in Beijing"."""
    if " in " in form:
        listed = known(form.rsplit(" in ", 1)[1])
        if listed is not None and listed.capital_of:
            return listed.capital_of
    parts = form.split()
    ruler = next((part for part in map(_bare, parts[:-1]) if part in LEADERS), "")
    if ruler:
        return LEADERS[ruler]
    for length in (3, 2, 1):
        listed = known(" ".join(parts[:length])) if length < len(parts) else None
        if listed is not None and (listed.of_country or listed.type == "GPE"):
            return listed.key
    return ""


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’")


def is_government(form: str) -> bool:
    """Whether a description made of a leader's name means a government: "Roe administration", not "Roe campaign"."""
    return _GOVERNMENT_FORM.search(form) is not None
