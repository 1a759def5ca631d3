"""The key of each mention: what its own article makes of it.

A key is the name in one spelling of letters and marks (``name|nato``), or a short name with the long one that it is
short for in its article (``name|roe|jane roe``), or a description (``group|migrants``, ``state|russian officials``).
Types are no part of it, because what a name is may become clear only with more articles. One exception: a person whose
name is a well-known place or people (``person|jordan``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from workbench.annotation.document import NOMINAL
from workbench.annotation.gazetteer import known
from workbench.annotation.groups import group_key
from workbench.annotation.named import NamedMention
from workbench.annotation.people_names import PERSON, PeopleNames
from workbench.annotation.spelling import SMALL_WORDS
from workbench.annotation.word_lists import words

_HALVES: Final = {"north": ("north korea",), "south": ("south korea",), "emirates": ("united arab emirates",)}
_NATIONS: Final = (
    "us ",
    "united states ",
    "american ",
    "uk ",
    "british ",
    "russian ",
    "chinese ",
    "french ",
    "german ",
)
_CALLED_BY_LAST_WORD: Final = ("ORG", "FAC")
_SHORTENED: Final = words(
    """
    times post journal herald tribune commission committee court agency ministry department bank union council
    senate parliament institute foundation fund university association organization party alliance federation
    """
)


def keys_in_articles(mentions: Sequence[NamedMention], people: PeopleNames) -> None:
    """Give each mention its key."""
    for mention in mentions:
        if mention.kind == NOMINAL:
            mention.entity_key = _description(mention)
        elif mention.type == PERSON:
            mention.entity_key = people.key(mention)
        else:
            mention.entity_key = f"name|{mention.key}"
    _shorten(mentions)


@lru_cache(maxsize=100_000)
def without_country(key: str) -> str:
    """The name of a body without the country before it: "air force" for "U.S. Air Force"; empty where there is none."""
    for prefix in _NATIONS:
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return ""


def _description(mention: NamedMention) -> str:
    if mention.type == "GPE":
        return f"state|{mention.key}"
    return f"group|{group_key(mention.form)}"


def _shorten(mentions: Sequence[NamedMention]) -> None:
    """Bring short forms to the long ones of their article: "the North" to North Korea, "the Times" to the one paper."""
    longer: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    national: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    last_words: dict[tuple[int, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    here: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.kind != NOMINAL and mention.type != PERSON and " " in mention.key:
            here[mention.document].add(mention.key)
            longer[mention.document][mention.key.rsplit(" ", 1)[-1]].add(mention.key)
            if SMALL_WORDS.isdisjoint(mention.key.split()):
                last_words[mention.document, mention.type][mention.key.rsplit(" ", 1)[-1]].add(mention.key)
            if mention.type == "ORG" and (without := without_country(mention.key)):
                national[mention.document][without].add(mention.key)
    for mention in mentions:
        if mention.kind == NOMINAL or mention.type == PERSON:
            continue
        if mention.key in national[mention.document] and known(mention.form) is None:
            found = national[mention.document][mention.key]
        elif " " in mention.key:
            continue
        elif mention.key in _HALVES:
            found = {key for key in _HALVES[mention.key] if key in here[mention.document]}
        elif known(mention.form) is not None:
            continue
        elif mention.key in _SHORTENED:
            found = longer[mention.document].get(mention.key, set())
        elif mention.type in _CALLED_BY_LAST_WORD:
            # "the Gull" is the Morning Gull; the University of Velmora is not called Velmora, nor Lower Velm Velm
            found = last_words[mention.document, mention.type].get(mention.key, set())
        else:
            continue
        if len(found) == 1:
            mention.entity_key = f"name|{mention.key}|{next(iter(found))}"
