"""What the words beside a name say about its kind: "Ms", an age, "shares in", "the town of".

The model guesses the type of an unknown name from the shape of the word as much as from its sentence. These clues read
the sentence alone, and are few and plain, so that each is right nearly always.
"""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.people import STRONG_TITLES

PERSON: Final = "PERSON"
BODY: Final = "ORG"
PLACE: Final = "GPE"

Clues = tuple[tuple[str, int], ...]
"""Kinds with a weight; a mention that the model types counts for 1."""

_WINDOW: Final = 48
_KIN: Final = (
    "son|daughter|mother|father|wife|husband|brother|sister|widow|widower|uncle|aunt|cousin|nephew|niece|"
    "grandmother|grandfather|grandson|granddaughter|boyfriend|girlfriend|fianc[eé]e?"
)
_PERSON_BEFORE: Final = re.compile(
    rf"(?:\b(?i:his|her|their|my)\s(?:\w+\s)?(?:{_KIN}),?\s|\b(?i:little|baby|{_KIN})\s|"
    r"(?:^|\n)By\s|\b(?i:reporting|editing|writing)\sby\s|"
    r"\b(?:driver|owner|farmer|teacher|nurse|doctor|fisherman|engineer|resident|student|pensioner|baker|"
    r"constable|inspector|superintendent|sergeant|detective|prosecutor|ombudsman|judge|lawyer|captain)\s)$"
)
_PERSON_AFTER: Final = re.compile(
    rf",\s(?:aged?\s)?\d{{1,2}}(?:,|\.|\s(?:and|who|of|from)\b)|\s\(\d{{2}}\)|['’]s?\s(?:late\s)?(?:{_KIN})\b|,\swho\sis\s\d"
)
_PRONOUN_AFTER: Final = re.compile(r"\s[a-z]+(?:\s[a-z]+){0,2}\s(?:he|she|his|her)\b")
_BODY_BEFORE: Final = re.compile(
    r"(?:\b(?:chief\sexecutive|chairman|chairwoman|shareholders?|shares|stake|bonds|subsidiary|employees|managers)"
    r"\s(?:of|in|at)\s|\b(?:company|firm|operator|carmaker|drugmaker|retailer|startup|start-up|(?<!gentle\s)giant|newspaper|"
    r"agency|outlet|broadcaster|charity)\s)$"
)
_BODY_AFTER: Final = re.compile(
    r"(?:['’]s?)?\s(?:shares|stock|bonds|shareholders|investors|chief\sexecutive|board|headquarters|quarterly|"
    r"(?:regional|managing|finance|executive)\sdirector|subsidiar(?:y|ies)|spokes(?:man|woman|person)|executives|"
    r"newspaper)\b|\)\s[—–-]\s"
)
_PLACE_BEFORE: Final = re.compile(
    r"(?:\b(?<!stake\s)(?<!shares\s)(?<!investors\s)(?<!confidence\s)(?<!trust\s)(?<!believe\s)(?<!interest\s)"
    r"(?<!involved\s)(?:[Ii]n|[Nn]ear|[Oo]utside|throughout)\s|"
    r"\b(?:town|city|village|port|valley|island|province|region|district|county|capital)\s(?:of\s)?|"
    r"\b(?:north|south|east|west|outskirts|mouth|people|streets|residents|colony)\sof\s(?:the\s)?|\bcapital,\s)$"
)
_PLACE_AFTER: Final = re.compile(
    r"['’]?s?\s(?:valley|river|reservoir|dam|harbou?r|port|peninsula|province|region|district|county|island|coast|bay|"
    r"container\sterminal|residents)\b"
)
_DATELINE: Final = re.compile(r"(?:,\s\w+)?(?:\s\([^)\n]{2,30}\))?\s[—–-]\s")


def clues(text: str, start: int, end: int) -> Clues:
    """What the words before and after a name say; empty when they say nothing."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    out: dict[str, int] = {}

    def add(kind: str, weight: int) -> None:
        out[kind] = out.get(kind, 0) + weight

    if after_title(text, start):
        add(PERSON, 3)
    if _PERSON_BEFORE.search(before):
        add(PERSON, 3)
    if " " in text[start:end] and _PRONOUN_AFTER.match(after):
        add(PERSON, 1)
    if _PERSON_AFTER.match(after):
        add(PERSON, 3)
    if _BODY_BEFORE.search(before):
        add(BODY, 2)
    if _BODY_AFTER.match(after) and (not after.startswith(")") or before.endswith("(")):
        add(BODY, 2)
    if _PLACE_BEFORE.search(before):
        add(PLACE, 1)
    if _PLACE_AFTER.match(after):
        add(PLACE, 2)
    if (not before or before.endswith("\n")) and _DATELINE.match(after):
        add(PLACE, 2)
    return tuple(out.items())


def after_title(text: str, start: int) -> bool:
    """Whether a capitalised title stands right before a name: "Minister", "Ms"."""
    before = text[max(0, start - 25) : start].rstrip()
    if not before or before.endswith("\n"):
        return False
    last = re.split(r"[\s\-‐‑]", before)[-1]
    return last.rstrip(".").lower() in STRONG_TITLES and last[:1].isupper()
