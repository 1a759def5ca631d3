"""Joins of names that differ in form: well-known variants, legal forms, short forms, plurals, rivers and their valleys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL
from workbench.annotation.gazetteer import Known, known
from workbench.annotation.governments import state_of
from workbench.annotation.joining import KNOWN, Joined, Why
from workbench.annotation.named import NamedMention
from workbench.annotation.word_lists import words

COMPANY_ENDS: Final = words(
    """
    inc corp corporation ltd limited plc llc llp co company group holdings holding spa ag sa se nv gmbh
    """
)
"""Legal forms that a company's name may go without."""
_STEM: Final = "stem|"
_PERSON: Final = "PERSON"
_WATERS: Final = words("river valley lake loch")

_WELL_KNOWN: Final = Why("well-known other name of {other}", "well-known other name of {other}")
_PEOPLE: Final = Why("another word for the people {other}", "another word for the people {other}")
_MEMBERS: Final = Why("its members, for {other}", "the body whose members are {other}")
_STATE: Final = Why("those who act for {other}", "the state for which {other} act")
_LEGAL: Final = Why("{other} with or without its legal form", "{other} with or without its legal form")
_SHORT: Final = Why("short for {other} in the same article", "the long form, where the same article says {other}")
_FIRST_WORD: Final = Why(
    "first word of {other}, the only body in its articles that it can be short for", "the long form of {other}"
)
_PLURAL: Final = Why("the same word as {other} in another number", "the same word as {other} in another number")
_WATER: Final = Why("the same place as {other}", "the same place as {other}")


def join_variants(mentions: Sequence[NamedMention], longer: Mapping[str, str], joined: Joined) -> None:
    """Join keys that are variants of one name.

    Args:
        mentions: the mentions of all articles, with their keys.
        longer: names that are short for another one, as :func:`workbench.annotation.settling.settle_types` found.
        joined: is changed.
    """
    forms = {mention.entity_key: mention for mention in reversed(mentions)}
    _join_well_known(forms, joined)
    _join_states(forms, joined)
    _join_legal_forms(forms, joined)
    _join_nations(forms, joined)
    _join_short_forms(forms, joined)
    named = [mention for mention in mentions if mention.kind == NAMED]
    _join_companies(named, joined)
    _join_first_words(longer, joined)
    _join_plurals(forms, joined)
    _join_waters(forms, joined)


def listed_form(mention: NamedMention) -> Known | None:
    """What the list of well-known names says of a mention's name: of the name as written, or in capitals or title."""
    if mention.entity_key.startswith("person|"):
        return None
    key = mention.entity_key.split("|")[1] if mention.type == _PERSON else mention.key
    return known(mention.form) or known(key) or known(key.upper() if len(key) <= 5 and " " not in key else key.title())


def node_of(listed: Known) -> str:
    """The node of an entry of the list. A people stays apart from its country: "Russian" is not Russia."""
    return f"{KNOWN}people of {listed.key}" if listed.of_country else f"{KNOWN}{listed.key}"


def _join_well_known(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    for key, mention in sorted(forms.items()):
        if mention.kind == NOMINAL or key.count("|") > 1:
            continue
        listed = listed_form(mention)
        if listed is None or (listed.type == _PERSON) != (mention.type == _PERSON):
            continue
        why = _PEOPLE if listed.of_country else _MEMBERS if listed.people else _WELL_KNOWN
        joined.join(key, node_of(listed), why)


def _join_states(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    """Join "Russian officials" with Russia."""
    for key, mention in sorted(forms.items()):
        if mention.kind == NOMINAL and mention.type == "GPE":
            country = state_of(mention.form)
            if country:
                joined.join(key, f"{KNOWN}{country}", _STATE)


def _join_legal_forms(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    for key, mention in sorted(forms.items()):
        if mention.kind == NOMINAL or mention.type == _PERSON or key.count("|") > 1:
            continue
        parts = mention.key.split()
        while len(parts) > 1 and parts[-1] in COMPANY_ENDS:
            parts = parts[:-1]
        stem = " ".join(parts)
        if stem == mention.key:
            continue
        listed = known(stem.title())
        if listed is not None:
            joined.join(key, f"{KNOWN}{listed.key}", _LEGAL)
        elif f"name|{stem}" in joined:
            joined.join(key, f"name|{stem}", _LEGAL)
        else:
            joined.join(key, f"{_STEM}{stem}", _LEGAL)


def _join_nations(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    """Join "U.S. Air Force" with "United States Air Force"."""
    for key, mention in sorted(forms.items()):
        if mention.type == "ORG" and mention.kind == NAMED and mention.key.startswith("us ") and key.count("|") == 1:
            full = f"name|united states {mention.key.removeprefix('us ')}"
            if full in joined:
                joined.join(key, full, _WELL_KNOWN)


def _join_short_forms(forms: Iterable[str], joined: Joined) -> None:
    """Join "the Times" with the New York Times where the article names that paper."""
    for key in sorted(forms):
        parts = key.split("|")
        if len(parts) == 3 and f"name|{parts[2]}" in joined:
            joined.join(key, f"name|{parts[2]}", _SHORT)


def _join_companies(mentions: Sequence[NamedMention], joined: Joined) -> None:
    """Join a company's short form with the article's long one: "Ardent Robotics" and "Ardent Robotics Group"."""
    by_document: dict[int, dict[str, str]] = defaultdict(dict)
    for mention in mentions:
        if mention.type == "ORG":
            by_document[mention.document][mention.key] = mention.entity_key
    for here in by_document.values():
        long = [key for key in here if key.rsplit(" ", 1)[-1] in COMPANY_ENDS and " " in key]
        for key, own in sorted(here.items()) if long else ():
            if known(key) is not None or len(key) < 4:
                continue
            longer = [other for other in long if other.startswith(f"{key} ")]
            if len(longer) == 1:
                joined.join(own, here[longer[0]], _SHORT)


def _join_first_words(longer: Mapping[str, str], joined: Joined) -> None:
    """Join "Ardent" with "Ardent Robotics" where it was found that the one is short for the other."""
    for short, long in sorted(longer.items()):
        if f"name|{short}" in joined and f"name|{long}" in joined:
            joined.join(f"name|{short}", f"name|{long}", _FIRST_WORD)


def _join_plurals(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    """Join "Velmorians" with "Velmorian": one people in two numbers."""
    for key, mention in sorted(forms.items()):
        if mention.kind == NOMINAL or mention.type != "NORP" or " " in mention.key or known(mention.form) is not None:
            continue
        singular = mention.key.removesuffix("s")
        if singular != mention.key and f"name|{singular}" in joined:
            joined.join(key, f"name|{singular}", _PLURAL)


def _join_waters(forms: Mapping[str, NamedMention], joined: Joined) -> None:
    """Join a river, valley or lake with the place of that name: "River Velm" and "the Velm"."""
    places = {m.key: key for key, m in forms.items() if m.type in ("GPE", "LOC", "FAC") and m.kind == NAMED}
    for key, own in sorted(places.items()):
        parts = key.split()
        if len(parts) == 2 and known(key.title()) is None and not _WATERS.isdisjoint(parts):
            name = parts[0] if parts[1] in _WATERS else parts[1]
            if name in places and known(name.title()) is None:
                joined.join(own, places[name], _WATER)
