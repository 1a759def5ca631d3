"""One type for one name over the corpus: by the list of well-known names, the words beside it, and the majority.

The model sees one sentence at a time and guesses unknown names by their shape, differently from article to article. A
corpus says more: what is "in Velmora" here and typed as a person there is a place; "Ardent" that follows "Ardent
Robotics" in its articles and never has a title is that company.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Final

from workbench.annotation.clues import clues
from workbench.annotation.document import NAMED
from workbench.annotation.gazetteer import known
from workbench.annotation.named import NamedMention
from workbench.annotation.people import FIRST_NAMES, first_and_last, name_parts
from workbench.annotation.spelling import name_key
from workbench.domain.article import Article

_PERSON: Final = "PERSON"
_PEOPLE_ENDS: Final = re.compile(r"(?:ans?|ese|ish|is?|ites?|ists?|crats?|ers|eans?|ics?|als?)$")
"""How the names of peoples, faiths and parties end; the model also gives their type to unknown places."""
_PLACES: Final = ("GPE", "LOC")


def settle_types(articles: Sequence[Article], mentions: Sequence[NamedMention]) -> Mapping[str, str]:
    """Give each name one type over the corpus, unless an article has its own reason to call it a person.

    Args:
        articles: all articles.
        mentions: their named mentions; their types are changed.

    Returns:
        Names that are short for the longer name of one organisation, as keys: ``ardent`` to ``ardent robotics``.
    """
    mentions = [mention for mention in mentions if mention.kind == NAMED]
    people = _Surnames(mentions)
    votes, told = _votes(articles, mentions)
    people.single = {
        m.key for m in mentions if m.type == _PERSON and " " not in m.key and told[m.key][_PERSON] and not m.title
    } - {m.key for m in mentions if m.title}
    longer = _first_words(articles, mentions, people, told)
    outlets = {name_key(article.outlet) for article in articles if article.outlet} - {""}
    settled: dict[str, str] = {}
    for mention in mentions:
        listed = known(mention.form)
        if listed is not None and listed.certain:
            mention.type = listed.type
        elif mention.key in people.here[mention.document] or _is_first_name(mention, people, told[mention.key]):
            mention.type = _PERSON
        elif mention.key in outlets or mention.key in longer:
            mention.type = "ORG"
        elif _is_surname(mention, people) and listed is None:
            mention.type = _PERSON
        else:
            if mention.key not in settled:
                settled[mention.key] = _settled(mention.key, votes[mention.key], told[mention.key], people)
            best = settled[mention.key]
            counted = votes[mention.key]
            if listed is None or counted[mention.type] * 2 <= counted[best]:
                mention.type = best
    return longer


class _Surnames:
    """Surnames of people with full names, by article and over the corpus."""

    def __init__(self, mentions: Sequence[NamedMention]) -> None:
        self.here: dict[int, set[str]] = defaultdict(set)
        self.counts: Counter[str] = Counter()
        self.firsts: dict[int, set[str]] = defaultdict(set)
        """First names, by article."""
        self.every_first: set[str] = set()
        self.single: set[str] = set()
        """Single words that are people by what stands beside them, with no title: "Tamsin, 23"."""
        for mention in mentions:
            parts = name_parts(mention.form)
            if mention.type == _PERSON and 2 <= len(parts) <= 5:
                self.here[mention.document].update((parts[-1], first_and_last(parts)[1]))
                self.counts[parts[-1]] += 1
                self.firsts[mention.document].add(parts[0])
                self.every_first.add(parts[0])


def _is_surname(mention: NamedMention, people: _Surnames) -> bool:
    return mention.type != _PERSON and " " not in mention.key and people.counts[mention.key] >= 2


def _is_first_name(mention: NamedMention, people: _Surnames, told: Counter[str]) -> bool:
    """Whether an article calls somebody by the first name: "Berit" where it names Berit Aune."""
    here = mention.key in people.firsts[mention.document]
    return here and not told["ORG"] and not told["GPE"] and known(mention.form) is None


def _votes(
    articles: Sequence[Article], mentions: Sequence[NamedMention]
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """For each name the types that mentions have, clues added, and the clues alone."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.key][mention.type] += 1
        listed = known(mention.form)
        if listed is not None and listed.certain:
            continue
        for kind, weight in clues(articles[mention.document].text, mention.start, mention.end):
            told[mention.key][kind] += weight
    for key, counted in told.items():
        own = votes[key]
        for kind, weight in counted.items():
            own["LOC" if kind == "GPE" and own["LOC"] > own["GPE"] else kind] += weight
    return votes, told


def _settled(key: str, counted: Counter[str], told: Counter[str], people: _Surnames) -> str:
    """The type that most of a name's mentions and clues speak for."""
    chosen = Counter(counted)
    if chosen["NORP"] and " " not in key and not _PEOPLE_ENDS.search(key) and len(+chosen) > 1:
        del chosen["NORP"]
    parts = key.split()
    if chosen["NORP"] and len(chosen) == 1 and not _PEOPLE_ENDS.search(key) and key in people.every_first:
        return _PERSON
    if len(parts) == 2 and (
        (chosen[_PERSON] and (parts[0] in FIRST_NAMES or people.counts[parts[1]] > 1))
        or (parts[0] in people.single and not told["ORG"])
    ):
        return _PERSON
    if len(parts) == 1 and told and not told[_PERSON] and not people.counts[key]:
        # nobody is "in" a person
        chosen[_PERSON] //= 3
    best = max(chosen.values())
    if people.counts[key] and 2 * chosen[_PERSON] >= best:
        return _PERSON
    # a place is a place whether the model calls it a state or a region
    places = sum(chosen[kind] for kind in _PLACES)
    if places > best:
        return "GPE" if told["GPE"] else max(_PLACES, key=lambda kind: (chosen[kind], kind))
    kind = min(kind for kind, n in chosen.items() if n == best)
    return "GPE" if kind == "LOC" and told["GPE"] and len(parts) == 1 else kind


def _first_words(
    articles: Sequence[Article],
    mentions: Sequence[NamedMention],
    people: _Surnames,
    told: Mapping[str, Counter[str]],
) -> dict[str, str]:
    """Single words that are short for the one organisation whose name begins with them.

    The word must stand in the longer name's articles more often than not, be nobody's surname, have no title or age
    beside it, hardly ever stand where a place does, and be no common word.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[int]] = defaultdict(set)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        documents[mention.key].add(mention.document)
        kinds[mention.key][mention.type] += 1
        if mention.type == "ORG" and " " in mention.key:
            longer[mention.key.split()[0]].add(mention.key)
    out: dict[str, str] = {}
    for short, names in sorted(longer.items()):
        if short not in documents or len(short) < 4 or not short.isalpha() or known(short.title()) is not None:
            continue
        if people.counts[short] or short in FIRST_NAMES:
            continue
        if kinds[short]["NORP"] and _PEOPLE_ENDS.search(short):
            continue
        # "Ardent Robotics" and "Ardent Robotics Inc" are one name; of two organisations none is meant
        first = min(names, key=lambda name: (len(name), name))
        if any(not name.startswith(first) for name in names):
            continue
        clue = told.get(short, Counter())
        total = sum(kinds[short].values())
        if clue[_PERSON] or clue["GPE"] * 5 > total + clue["ORG"]:
            continue
        together = documents[short] & set().union(*(documents[name] for name in names))
        if 2 * len(together) >= len(documents[short]) and not _common(short, articles, documents[short]):
            out[short] = first
    return out


def _common(word: str, articles: Sequence[Article], documents: Set[int]) -> bool:
    """Whether a word also stands in lower case in these articles."""
    found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return any(found.search(articles[document].text) for document in documents)
