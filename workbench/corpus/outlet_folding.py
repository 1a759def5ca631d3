"""Which names stand for one outlet, with the reason: ``Guardian.com``, ``The Guardian (London)``, ``THE GUARDIAN``.

Names are never compared in pairs. Each name is taken apart once: into its title (letters alone, without an article), its
place in brackets, and what says which edition it is. Names with the same title and no place that parts them are one
outlet; there is no likeness by degrees. So ``The Times of India`` is never ``The Times``, nor is the ``Sunday Times``.
Nothing here is applied by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.corpus.known_outlets import (
    HOMES,
    OUTLET_BY_HOST,
    OUTLET_BY_OTHER_NAME,
    OUTLET_BY_SHARED_NAME,
    OUTLET_BY_TITLE_AND_PLACE,
    OUTLET_NAMES,
)
from workbench.corpus.known_places import COUNTRY_BY_ENDING, COUNTRY_BY_PLACE

_WORDS: Final = {
    kind.strip(): frozenset(words.split())
    for kind, _, words in (
        line.partition(":")
        for line in """
        articles: the le la les l der die das el los il lo gli
        editions: edition editions online print web website site digital international global national final early late
        editions of a day: first second third main newspaper epaper app internet text only abstracts weekday weekend
        endings: online print web website international digital com
        regions: us usa uk europe european asia asian americas africa middle east world domestic overseas
        languages: arabic bengali bulgarian chinese czech dutch english estonian farsi french german greek hebrew hindi
        more languages: hungarian indonesian italian japanese korean latvian lithuanian pashto persian polish portuguese
        still more languages: romanian russian serbian spanish swahili turkish ukrainian urdu vietnamese
        ends of hosts: com org net co info news tv eu io press media ac gov edu online
        """.strip().splitlines()
    )
}
_ARTICLES: Final = _WORDS["articles"]
_EDITION_WORDS: Final = _WORDS["editions"] | _WORDS["editions of a day"]
"""Words that say which edition of an outlet it is, where all of a bracket consists of them."""
_ENDINGS: Final = _WORDS["endings"]
"""Words at the end of a name that do so."""
_REGIONS: Final = _WORDS["regions"]
"""Words that say so before ``edition``."""
_LANGUAGES: Final = _WORDS["languages"] | _WORDS["more languages"] | _WORDS["still more languages"]
_HOST_ENDINGS: Final = _WORDS["ends of hosts"]
_EVERYDAY_TITLES: Final = """
advertiser advocate age argus bulletin capital chronicle citizen courier daily dispatch echo enquirer evening examiner
express gazette globe guardian herald independent inquirer journal leader ledger life mail mercury metro mirror monitor
morning nation national news observer people post press record register reporter republic review standard star sun sunday
telegraph times today tribune union vanguard voice weekly world and
"""
_EVERYDAY_TITLE: Final = re.compile(rf"(?:{'|'.join(_EVERYDAY_TITLES.split())})+")
"""Titles that papers of several places have: ``The Times``, ``Daily News``."""

_HOST: Final = re.compile(
    r"(?:https?://)?(?:(?:www|m|amp)\.)?(?P<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})/?", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"^(?P<name>.*\S)\s*[(\[{](?P<inside>[^()\[\]{}]*)[)\]}]\s*$", re.DOTALL)
_TAIL: Final = re.compile(r"^(?P<name>.*\S)(?:\s+[-–—|:]+\s*|\s*[,;|–—]\s*)(?P<inside>[^,;|–—]+)$", re.DOTALL)
_WORD: Final = re.compile(r"[^\W_]+")
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_NO_MARKS: Final = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
_LONGEST: Final = 400
"""Characters of a name that are looked at."""
_LONGEST_SHORT: Final = 6
"""Characters of an abbreviation."""
_MOST_OF_ONE_HOST: Final = 4
"""A host with more names than this is a collection of many outlets."""


@dataclass(frozen=True, slots=True)
class FoldSuggestion:
    """A name that may stand for an outlet, and why."""

    name: str
    outlet: str
    """What the outlet is called: its usual name, or the name of it that most articles have."""
    reason: str
    certain: bool
    """Whether nothing speaks for another outlet of a like name."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name taken apart."""

    name: str
    title: str
    """Letters and digits without accents, article, place and edition."""
    article: str
    german: str
    """The title with ``ü`` written as ``ue``, where that differs."""
    place: str
    place_said: str
    """The place as the name says it."""
    place_known: bool
    editions: tuple[str, ...]
    language: str
    host: str


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a name stands for as far as the name itself tells."""

    key: tuple[str, str, str]
    """Title, article and place. A known outlet has the key of its usual name."""
    usual: str
    """The usual name of a known outlet."""
    doubt: str = ""
    """Why it may be another outlet than :attr:`leaning`."""
    leaning: tuple[str, str, str] | None = None
    """The outlet that it may be."""


def suggest_folds(names: Mapping[str, int], hosts: Mapping[str, str] | None = None) -> tuple[FoldSuggestion, ...]:
    """Which names stand for one outlet.

    Args:
        names: the number of articles by name. An empty name is left out.
        hosts: the internet host that most articles of a name are at, where it is known. It is weak evidence, because
            outlets print one another's articles; but a host of another outlet makes a suggestion uncertain.

    Returns:
        At most one suggestion for a name, by name in alphabetical order. Following suggestions from name to outlet never
        leads back. The order of ``names`` does not matter.
    """
    counts = {name: int(count) for name, count in names.items() if name.strip()}
    parts = _taken_apart(counts)
    titles_in_full = _titles_in_full(parts.values())
    parts = {name: _with_host_title(part, titles_in_full) for name, part in parts.items()}
    identities = _identities(parts, counts)
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in parts:
        groups[identities[name].key].append(name)
    called = {key: _called(members, identities[members[0]].usual, counts) for key, members in groups.items()}
    hosts = {name: _plain_host(host) for name, host in (hosts or {}).items()}

    out: dict[str, FoldSuggestion] = {}
    for key, members in groups.items():
        for name in members:
            outlet = called[key]
            if name == outlet or (len(members) == 1 and _same_but_for_article(name, outlet)):
                continue
            reason = _reason(parts[name], outlet)
            elsewhere = _elsewhere(hosts.get(name, ""), outlet, identities[name].usual)
            if elsewhere:
                reason += f" But most of its articles are at {elsewhere}."
            out[name] = FoldSuggestion(name, outlet, reason, certain=not elsewhere)
    targets = {name: suggestion.outlet for name, suggestion in out.items()}
    for name, outlet, reason in _doubtful(parts, identities, groups, called, hosts):
        if name not in targets and not _leads_to(outlet, name, targets):
            targets[name] = outlet
            out[name] = FoldSuggestion(name, outlet, reason, certain=False)
    return tuple(out[name] for name in sorted(out, key=lambda name: (name.casefold(), name)))


# -- taking names apart --------------------------------------------------------------------------------------------------


def _taken_apart(names: Iterable[str]) -> dict[str, _Parts]:
    return {name: _parts(name) for name in sorted(names)}


def _parts(name: str) -> _Parts:
    rest = " ".join(name[:_LONGEST].split())
    match = _HOST.fullmatch(rest)
    if match is not None:
        return _host_parts(name, match["host"].casefold())
    place = place_said = language = ""
    place_known = False
    editions: list[str] = []
    while True:
        bracket, tail = _BRACKET.match(rest), _TAIL.match(rest)
        found = bracket or tail
        if found is None or not _letters(found["name"]):
            break
        inside = found["inside"].strip()
        words = tuple(_words(inside))
        if words and set(words) <= _ARTICLES and bracket is None:  # Guardian, The
            rest = f"{inside} {found['name']}"
            continue
        country = _country(inside)
        if not words:
            pass
        elif _names_edition(words):
            editions.insert(0, inside)
        elif len(words) <= 2 and words[0] in _LANGUAGES and set(words[1:]) <= {"edition", "service"}:
            language = inside
        elif country and not place:
            place, place_said, place_known = country, inside, True
        elif bracket is not None and not place:
            place, place_said = " ".join(words), inside
        else:
            break
        rest = found["name"].rstrip(" -–—|,;:")
    match = _HOST.fullmatch(rest)
    if match is not None:  # theguardian.com (London)
        found_in_host = _host_parts(name, match["host"].casefold())
        return _Parts(
            name, found_in_host.title, "", "", place or found_in_host.place, place_said, place_known, tuple(editions),
            language, found_in_host.host,
        )  # fmt: skip
    words_left = _words(rest)
    if "".join(words_left) not in _outlet_by_title():
        ending = _ending(words_left)
        if ending:
            editions.append(" ".join(rest.split()[-1:]) if ending == 1 else " ".join(words_left[-ending:]))
            words_left = words_left[:-ending]
    article = ""
    if len(words_left) > 1 and words_left[0] in _ARTICLES and not _short_for_a_place(rest, words_left):
        article, words_left = words_left[0], words_left[1:]
    title = "".join(words_left) or name.casefold()
    german = "".join(_words(rest.casefold().translate(_GERMAN)))
    if article:
        german = german.removeprefix(article)
    return _Parts(
        name=name,
        title=title,
        article=article,
        german=german if german != title and not editions else "",
        place=place,
        place_said=place_said,
        place_known=place_known,
        editions=tuple(editions),
        language=language,
        host="",
    )


def _host_parts(name: str, host: str) -> _Parts:
    """A name that is a host: its title is the part before ``.com``."""
    labels = host.split(".")
    place = COUNTRY_BY_ENDING.get(labels[-1], "")
    kept = labels[:-1]
    while len(kept) > 1 and kept[-1] in _HOST_ENDINGS:
        kept = kept[:-1]
    title = "".join(_words(kept[-1]))
    return _Parts(name, title or name.casefold(), "", "", place, f".{labels[-1]}", bool(place), (), "", host)


def _names_edition(words: Sequence[str]) -> bool:
    if set(words) <= _EDITION_WORDS:
        return True
    return words[-1] == "edition" and set(words[:-1]) <= _EDITION_WORDS | _REGIONS


def _ending(words: Sequence[str]) -> int:
    """How many words at the end say which edition it is; never all of them."""
    length = 0
    if words and words[-1] == "edition":
        length = 1
        while length < len(words) - 1 and words[-length - 1] in _EDITION_WORDS | _REGIONS:
            length += 1
        if length == 1:
            return 0
    while length < len(words) - 1 and words[-length - 1] in _ENDINGS:
        if words[-length - 1] == "international" and words[0] == "radio":
            break  # the foreign service of a broadcaster
        length += 1
    left = words[: len(words) - length]
    return 0 if not left or set(left) <= _ARTICLES else length


def _short_for_a_place(name: str, words: Sequence[str]) -> bool:
    """Whether ``LA`` at the beginning is Los Angeles."""
    first = name.split(maxsplit=1)[0]
    return words[0] == "la" and (
        (first == "LA" and name.upper() != name) or _EVERYDAY_TITLE.fullmatch("".join(words[1:])) is not None
    )


@lru_cache(maxsize=4096)
def _country(said: str) -> str:
    """The country of a place, of ``London``, ``London, England`` or ``U.K.``."""
    for part in (said, *reversed(said.split(","))):
        country = _countries().get("".join(_words(part)))
        if country is not None:
            return country
    return ""


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    return {"".join(_words(place)): country for place, country in COUNTRY_BY_PLACE.items()}


def _plain(text: str) -> str:
    """Lower case without accents. Marks that make other letters (in kana, in Hindi) stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_NO_MARKS))
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", decomposed))


def _words(text: str) -> list[str]:
    """The words in lower case without accents; ``U.S.`` is one word, ``&`` is ``and``."""
    plain = _plain(text).replace("&", " and ").replace("+", " plus ")
    plain = re.sub(r"(?<!\w)(\w)\.(?=(?:\w\.)|\w(?!\w))", r"\1", plain)
    plain = re.sub(r"[’'‘`](?=s\b)", "", plain)
    return _WORD.findall(plain)


def _letters(text: str) -> str:
    return "".join(_words(text))


def _plain_host(host: str) -> str:
    match = _HOST.fullmatch(host.strip())
    return match["host"].casefold() if match is not None else ""


def _outlet_of_host(host: str) -> str:
    """The usual name for a host or one of the hosts above it."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if (name := OUTLET_BY_HOST.get(".".join(labels[start:]))) is not None:
            return name
    return ""


# -- which outlet a name stands for --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _outlet_by_title() -> Mapping[str, str]:
    """Known outlets by the letters of their names, with and without an article. Shared names are not among them."""
    out: dict[str, str] = {}
    for other, outlet in (*OUTLET_BY_OTHER_NAME.items(), *((name, name) for name in sorted(OUTLET_NAMES))):
        words = _words(other)
        bare = "".join(words[1:]) if len(words) > 1 and words[0] in _ARTICLES else "".join(words)
        forms = {"".join(words), "".join(_words(other.casefold().translate(_GERMAN)))}
        shared = bare in _shared_titles()
        if not shared:
            forms.add(bare)
        if words[0] not in _ARTICLES and not shared:
            forms.add("the" + bare)
        for form in sorted(forms):
            out[form] = outlet
    return out


@lru_cache(maxsize=1)
def _shared_titles() -> Mapping[str, str]:
    return {_letters(name): outlet for name, outlet in OUTLET_BY_SHARED_NAME.items()}


@lru_cache(maxsize=1)
def _placed_titles() -> Mapping[tuple[str, str], str]:
    return {(_letters(title), place): outlet for (title, place), outlet in OUTLET_BY_TITLE_AND_PLACE.items()}


def _key_of_known(outlet: str) -> tuple[str, str, str]:
    return (_letters(outlet), "", "known")


def _titles_in_full(parts: Iterable[_Parts]) -> dict[str, tuple[str, str]]:
    """Title and article by all letters of a name, so that ``elmundo.es`` finds ``El Mundo``."""
    return {part.article + part.title: (part.title, part.article) for part in parts if not part.host}


def _with_host_title(part: _Parts, titles_in_full: Mapping[str, tuple[str, str]]) -> _Parts:
    if not part.host:
        return part
    title, article = titles_in_full.get(part.title, (part.title, ""))
    if part.title not in titles_in_full and part.title.startswith("the") and len(part.title) > 6:
        title, article = part.title[3:], "the"
    return _Parts(
        part.name, title, article, "", part.place, part.place_said, part.place_known, part.editions, part.language,
        part.host,
    )  # fmt: skip


def _identities(parts: Mapping[str, _Parts], counts: Mapping[str, int]) -> dict[str, _Identity]:
    respelled = {part.german: part.title for part in parts.values() if part.german}
    articles: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, set[str]] = defaultdict(set)
    for part in parts.values():
        title = respelled.get(part.title, part.title)
        if part.article:
            articles[title][part.article] += counts[part.name]
        if part.place and not part.host:
            places[title].add(part.place)
    return {
        name: _identity(part, respelled.get(part.title, part.title), articles, places) for name, part in parts.items()
    }


def _identity(
    part: _Parts, title: str, articles: Mapping[str, Counter[str]], places: Mapping[str, set[str]]
) -> _Identity:
    if part.host and (outlet := _outlet_of_host(part.host)):
        return _Identity(_key_of_known(outlet), outlet)
    placed = _placed_titles().get((title, part.place))
    if placed is not None:
        return _Identity(_key_of_known(placed), placed)
    known = _outlet_by_title().get(part.article + title)
    if known is None and not part.article and title not in _shared_titles():
        known = _outlet_by_title().get(title)
    if known is None and title in _shared_titles():
        return _shared(part, title, articles)
    if known is not None:
        return _edition_of_known(part, title, known, articles)
    return _unknown(part, title, articles, places)


def _shared(part: _Parts, title: str, articles: Mapping[str, Counter[str]]) -> _Identity:
    """A title that a known outlet and others have."""
    outlet = _shared_titles()[title]
    if part.place in HOMES.get(outlet, ()):
        return _Identity(_key_of_known(outlet), outlet)
    own = (title, part.article if len(articles[title]) > 1 else "", part.place or "-")
    if part.place or part.article not in ("", "the"):
        return _Identity(own, "")
    doubt = f"It often stands for {outlet}. But other outlets are called so too: look at its articles."
    return _Identity(own, "", doubt, _key_of_known(outlet))


def _edition_of_known(part: _Parts, title: str, known: str, articles: Mapping[str, Counter[str]]) -> _Identity:
    home = _key_of_known(known)
    if part.language:
        own = (title, "", f"language {part.language.casefold()}")
        return _Identity(own, "", f"“{part.language}” may be an edition in another language.", home)
    if not part.place or part.place in HOMES.get(known, ()):
        return _Identity(home, known)
    own = (title, part.article if len(articles[title]) > 1 else "", part.place)
    if not part.place_known:
        return _Identity(own, "", f"What “{part.place_said}” in brackets stands for is not known.", home)
    if _EVERYDAY_TITLE.fullmatch(title) is not None:
        return _Identity(own, "")  # a paper of another place with the same title
    return _Identity(own, "", f"“{part.place_said}” may be an edition of it, or another outlet of that name.", home)


def _unknown(
    part: _Parts, title: str, articles: Mapping[str, Counter[str]], places: Mapping[str, set[str]]
) -> _Identity:
    everyday = _EVERYDAY_TITLE.fullmatch(title) is not None
    several = len(articles[title]) > 1  # Der Standard and The Standard
    article = part.article if several else ""
    plain = (title, article, "")
    doubt = "Outlets of that name differ in their article: look at its articles." if several and not article else ""
    leaning = (title, min(articles[title], key=lambda a: (-articles[title][a], a)), "") if doubt else None
    if part.language:
        own = (title, article, f"language {part.language.casefold()}")
        return _Identity(own, "", f"“{part.language}” may be an edition in another language.", plain)
    if part.host and everyday and not part.place:
        return _Identity((title, article, "host"), "", "Other outlets are called so too.", plain)
    if not part.place or (part.host and not everyday and not places[title]):
        return _Identity(plain, "", doubt, leaning)
    if not part.place_known:
        own = (title, article, part.place)
        return _Identity(own, "", f"What “{part.place_said}” in brackets stands for is not known.", plain)
    alone = places[title] <= {part.place}
    if alone and not everyday:
        return _Identity(plain, "", doubt, leaning)
    own = (title, article, part.place)
    if everyday:
        if not alone:
            return _Identity(own, "")
        return _Identity(own, "", f"Outlets of other places than {part.place_said} are called so too.", plain)
    said = ", ".join(sorted(places[title]))
    return _Identity(own, "", f"Outlets of that name are from several places ({said}).", plain)


def _called(members: Sequence[str], usual: str, counts: Mapping[str, int]) -> str:
    """What the outlet is called: its usual name as the corpus writes it, else the name that most articles have."""
    most = sorted(members, key=lambda name: (-counts[name], name.casefold(), name))
    if not usual or usual in members:
        return usual or _best_written(most, counts)
    return next((name for name in most if _same_but_for_article(name, usual)), usual)


def _best_written(most: Sequence[str], counts: Mapping[str, int]) -> str:
    """The name of most articles; of those with equally many no host, none in capitals alone, none with a bracket."""
    highest = counts[most[0]]
    first = [name for name in most if counts[name] == highest]

    def how_odd(name: str) -> tuple[bool, bool, bool, int, str, str]:
        one_case = name in (name.upper(), name.lower())
        return (_HOST.fullmatch(name) is not None, "(" in name, one_case, len(name), name.casefold(), name)

    return min(first, key=how_odd)


def _same_but_for_article(name: str, other: str) -> bool:
    def bare(text: str) -> str:
        first, _, rest = text.partition(" ")
        return rest if rest and first.casefold() in _ARTICLES else text

    return bare(name) == bare(other)


def _doubtful(
    parts: Mapping[str, _Parts],
    identities: Mapping[str, _Identity],
    groups: Mapping[tuple[str, str, str], Sequence[str]],
    called: Mapping[tuple[str, str, str], str],
    hosts: Mapping[str, str],
) -> list[tuple[str, str, str]]:
    """Names that may stand for an outlet, with the outlet and the reason; what is likelier comes first."""
    out: list[tuple[str, str, str]] = []
    for key, members in groups.items():
        # the whole group goes where its first member goes, so one of its names is enough
        name = called[key] if called[key] in parts else members[0]
        identity = identities[name]
        if identity.leaning is not None and identity.leaning != key:
            known = identity.leaning[2] == "known"
            outlet = called.get(identity.leaning) or (_usual_of(identity.leaning) if known else "")
            if outlet and outlet != name:
                out.append((name, outlet, f"Perhaps. {identity.doubt}"))
    by_host: dict[str, list[str]] = defaultdict(list)
    for name in sorted(parts):
        if hosts.get(name):
            by_host[hosts[name]].append(name)
    sizes = Counter({key: len(members) for key, members in groups.items()})
    for host in sorted(by_host):
        outlet = _outlet_of_host(host)
        keys = {identities[name].key for name in by_host[host]}
        for name in by_host[host]:
            identity = identities[name]
            if outlet and not identity.usual and called[identity.key] == name:
                home = called.get(_key_of_known(outlet), outlet)
                out.append((name, home, f"Perhaps. Most of its articles are at {host}, which is {outlet}."))
            elif not outlet and 1 < len(keys) <= _MOST_OF_ONE_HOST and called[identity.key] == name:
                first = min(keys, key=lambda key: (-sizes[key], called[key].casefold(), called[key]))
                if called[first] != name:
                    out.append((name, called[first], f"Perhaps. Most articles of both are at {host}."))
    return out


def _elsewhere(host: str, outlet: str, usual: str) -> str:
    """The host, with words, when it is not one of the outlet's."""
    at = _outlet_of_host(host) if host else ""
    if at:
        return "" if _same_but_for_article(at, usual or outlet) else f"{host}, which is {at}"
    country = COUNTRY_BY_ENDING.get(host.rpartition(".")[2], "")
    return host if country and usual in HOMES and country not in HOMES[usual] else ""


def _usual_of(key: tuple[str, str, str]) -> str:
    return next((name for name in sorted(OUTLET_NAMES) if _key_of_known(name) == key), "")


def _leads_to(name: str, wanted: str, targets: Mapping[str, str]) -> bool:
    """Whether following suggestions from a name comes to another one."""
    seen = set()
    while name not in seen:
        if name == wanted:
            return True
        seen.add(name)
        name = targets.get(name, name)
    return False


# -- in words ------------------------------------------------------------------------------------------------------------


def _reason(part: _Parts, outlet: str) -> str:
    """Why a name stands for an outlet, in a short sentence."""
    if part.host:
        if _outlet_of_host(part.host):
            return f"{part.host} is its internet address."
        return f"{part.host} is the name written as an internet address."
    said: list[str] = []
    usual = _parts(outlet)
    if part.place and part.place_said != usual.place_said:
        said.append(f"“{part.place_said}” is its place")
    said += [f"“{edition}” is an edition" for edition in part.editions if edition not in usual.editions]
    if (part.title, "") != (usual.title, "") and part.german != usual.title and usual.german != part.title:
        short = len(part.name) <= _LONGEST_SHORT and part.name.isupper()
        said.append(f"{part.name} is short for {outlet}" if short else f"it is another name of {outlet}")
    elif not said:
        said.append(_difference(part.name, outlet, part.article != usual.article))
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _difference(name: str, outlet: str, article: bool) -> str:
    if article and _same_but_for_article(name.casefold(), outlet.casefold()):
        return "the same name, with or without its article"
    differing = _differing(name, outlet)
    if differing:
        return f"only {differing} differ"
    words, others = _words(name), _words(outlet)
    if words != others and sorted(words) == sorted(others):
        return "only the order of the words differs"
    if article:
        return "the same name, with or without its article"
    return "only the spelling differs"


def _differing(name: str, outlet: str) -> str:
    """What differs between two names that have the same letters in the same order; empty when their letters differ."""
    one, other = ("".join(_WORD.findall(text)) for text in (name, outlet))
    if _plain(one) != _plain(other):
        return ""
    kinds = {
        "capital letters": _without_accents(one) != _without_accents(other),
        "accents": one.casefold() != other.casefold(),
        "spaces or punctuation": _plain(name) != _plain(outlet),
    }
    *most, last = [kind for kind, differs in kinds.items() if differs] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _without_accents(text: str) -> str:
    """The text with its capital letters and without accents."""
    return "".join(plain.upper() if letter.isupper() else plain for letter in text for plain in _plain(letter))
