"""Which person a name means: by full name, else by the nearest full name with that surname."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Final

from workbench.annotation.document import NAMED
from workbench.annotation.gazetteer import known
from workbench.annotation.joining import Joined, Why
from workbench.annotation.named import NamedMention
from workbench.annotation.people import FAMILY_FIRST, NICKNAMES, PARTICLES, first_and_last, generation, name_parts
from workbench.domain.article import Article

PERSON: Final = "PERSON"
_FAMOUS: Final = 8
"""So many full mentions in the corpus make a person the one whom a shared surname means."""
_BETTER_KNOWN: Final = 4
_NEXT_SENTENCE: Final = 150
"""Within so many code points after a full name its surname means that person, however well known another one is."""
_NEARLY_ALWAYS: Final = 0.8

_SURNAME: Final = Why(
    "surname of {other}, named in full in the same article", "the full name, where the same article says only {other}"
)
_FIRST_NAME: Final = Why(
    "first name of {other}, named in full in the same article",
    "the full name, where the same article says only {other}",
)
_FIRST_NAME_BESIDE: Final = Why(
    "first name of {other}, whose surname stands in the same article",
    "the full name, where the same article says {other} and the surname",
)
_ONLY_BEARER: Final = Why(
    "surname; nearly all full names with it in the corpus are {other}",
    "the person whom nearly all full names with the surname {other} mean",
)
_SAME_NAMES: Final = Why("the same first name and surname as {other}", "the same first name and surname as {other}")
_SPELLING: Final = Why("another spelling of {other}", "another spelling of {other}")
_NICKNAME: Final = Why(
    "the same surname as {other}, with another form of the first name",
    "the same surname as {other}, with another form of the first name",
)
_SHORTER: Final = Why("the beginning of {other}, the only longer name that begins so", "the longer name of {other}")

Name = tuple[str, str]
"""First name and surname as keys; the surname has a mark where others have the same two names: ``roe#jr``, ``roe#h``."""
_MARK: Final = "#"


class PeopleNames:
    """The people of a corpus, by their full names."""

    def __init__(self, articles: Sequence[Article], mentions: Sequence[NamedMention]) -> None:
        people = [m for m in mentions if m.type == PERSON and m.kind == NAMED]
        self._stories = [article.story_id for article in articles]
        self._canonical: dict[Name, tuple[Name, Why]] = {}
        self._full: dict[int, list[tuple[int, Name, tuple[str, ...]]]] = defaultdict(list)
        counts: Counter[Name] = Counter()
        self._middles: dict[Name, set[str]] = defaultdict(set)
        self._keys: dict[Name, set[str]] = defaultdict(set)
        """The keys of full names, by first name and surname."""
        self._short: dict[str, tuple[str, Name, Why]] = {}
        """Short names that their article explains, by key: the person."""
        self._alone: set[str] = set()
        """Keys of single names that no article explains."""
        surnames = {
            first_and_last(parts)[1] for m in people if len(parts := name_parts(m.form)) > 2 and parts[-2] in PARTICLES
        }
        self._parts = {m.form: _without_particles(name_parts(m.form), surnames) for m in people}
        self._names = _names_of(people, self._parts)
        for mention in people:
            parts = self._parts[mention.form]
            if len(parts) >= 2:
                name = self._names[mention.form]
                counts[name] += 1
                if len(parts) == 3:
                    self._middles[name].add(parts[1])
        self._spellings(counts)
        self._longer_names(counts)
        self._titles: dict[Name, set[str]] = defaultdict(set)
        self._bare: dict[tuple[int, str], int] = {}
        """Where an article first uses a surname by itself."""
        self._by_part: dict[str, Counter[Name]] = defaultdict(Counter)
        self._by_first: dict[str, set[Name]] = defaultdict(set)
        self._by_story: dict[tuple[str, str], Counter[Name]] = defaultdict(Counter)
        for mention in people:
            parts = self._parts[mention.form]
            if len(parts) < 2:
                bare = (mention.document, parts[0] if parts else mention.key)
                self._bare[bare] = min(self._bare.get(bare, mention.position), mention.position)
                continue
            person = self._person(self._names[mention.form])
            if mention.title:
                self._titles[person].add(mention.title)
            self._full[mention.document].append((mention.position, person, parts))
            self._by_first[person[0]].add(person)
            story = self._stories[mention.document]
            for part in surname_forms(parts):
                self._by_part[part][person] += 1
                if story:
                    self._by_story[story, part][person] += 1

    def _person(self, name: Name) -> Name:
        """One name for all spellings of a person."""
        return self._canonical[name][0]

    def _spellings(self, counts: Counter[Name]) -> None:
        """Bring spellings of one full name together: "Zelensky" and "Zelenskyy" with the same first name."""
        kept: dict[Name, list[Name]] = defaultdict(list)
        for name in sorted(counts, key=lambda n: (-counts[n], n)):
            first, last = name
            listed = known(" ".join(name).title()) if _MARK not in last else None
            if listed is not None and listed.type == PERSON:
                name_of = tuple(listed.key.split(maxsplit=1))
                same = (name_of[0], name_of[-1])
                self._canonical[name] = (same, _SPELLING)
                continue
            same = next((other for other in kept[_initial(first), last[:3]] if _same_person(name, other)), name)
            if same == name:
                kept[_initial(first), last[:3]].append(name)
            nickname = same[1] == last and same[0] != first and not _near(same[0], first, 2)
            self._canonical[name] = (same, _NICKNAME if nickname else _SPELLING)

    def _longer_names(self, counts: Counter[Name]) -> None:
        """Bring "Kim Jong" to "Kim Jong Un" where the family name comes first and only one longer name begins so."""
        for first, last in sorted(counts):
            if first not in FAMILY_FIRST or self._middles.get((first, last)):
                continue
            longer = {
                name
                for name, middles in self._middles.items()
                if name[0] == first and last in middles and name[1] != last
            }
            if len(longer) == 1:
                self._canonical[first, last] = (self._person(next(iter(longer))), _SHORTER)

    def key(self, mention: NamedMention) -> str:
        """The key of a person's mention."""
        parts = self._parts[mention.form]
        if len(parts) >= 2:
            key = f"name|{' '.join((*parts, generation(mention.form)))}".rstrip()
            self._keys[self._names[mention.form]].add(key)
            return key
        part = parts[0] if parts else mention.key
        found = self._in_article(mention, part)
        if found is not None:
            person, why = found
            key = f"name|{part}|{' '.join(person)}"
            self._short[key] = (part, person, why)
            return key
        listed = known(mention.form)
        key = f"name|{part}" if listed is None or listed.type == PERSON else f"person|{part}"
        self._alone.add(key)
        return key

    def _in_article(self, mention: NamedMention, part: str) -> tuple[Name, Why] | None:
        """The person whom a single name means in its article, or nobody."""
        full = self._full.get(mention.document, ())
        here = [(position, person) for position, person, parts in full if part in surname_forms(parts)]
        if here:
            return self._nearest(mention, part, here), _SURNAME
        if _listed_person(part) is None:
            firsts = {person for _, person, parts in full if parts[0] == part}
            beside = self._by_surname_beside(mention.document, part) if not firsts else None
            if len(firsts) == 1:
                return next(iter(firsts)), _FIRST_NAME
            if beside is not None:
                return beside, _FIRST_NAME_BESIDE
        story = self._stories[mention.document]
        found = _dominant(self._by_story.get((story, part))) if story else None
        return (found, _SURNAME) if found is not None else None

    def _by_surname_beside(self, document: int, first: str) -> Name | None:
        """The person of that first name whom the article calls by the surname alone."""
        found = {
            person
            for person in self._by_first.get(first, ())
            if (document, surname := person[1].split(_MARK)[0]) in self._bare
            and _dominant(self._by_part.get(surname)) == person
        }
        return next(iter(found)) if len(found) == 1 else None

    def _nearest(self, mention: NamedMention, part: str, here: Sequence[tuple[int, Name]]) -> Name:
        """The nearest full name before a surname, or the first one after it.

        When the article has several people of that surname (a couple), a title decides, and then the far better known
        one of the corpus, unless another was named just before.
        """
        before = [entry for entry in here if entry[0] <= mention.position]
        nearest = (max(before) if before else min(here))[1]
        people = {person for _, person in here}
        counted = self._by_part[part]
        best = min(counted, key=lambda person: (-counted[person], person))
        unnamed = counted[best] >= max(_FAMOUS, *(4 * counted[person] for person in people))
        listed = _listed_person(part)
        if listed is not None and listed not in people:
            best, unnamed = listed, True
        if best not in people and unnamed and self._bare[mention.document, part] < min(here)[0]:
            # the article begins with the bare surname of somebody whom everybody knows, and names a relative later
            return best
        if len(people) == 1:
            return nearest
        titled = {person for person in people if mention.title and mention.title in self._titles[person]}
        if len(titled) == 1:
            return next(iter(titled))
        far = not before or mention.position - max(before)[0] > _NEXT_SENTENCE
        if listed in people and far:
            return listed
        best = min(people, key=lambda person: (-counted[person], person))
        subject = min(here)[1]
        named = Counter(person for _, person in here)
        if subject != best and named[best] <= named[subject]:
            # "Declan Roe, no relation to the minister, Petra Roe": the article is about whom it names first
            return subject if far else nearest
        known_best = all(counted[best] >= _BETTER_KNOWN * counted[person] for person in people if person != best)
        famous = counted[best] >= _FAMOUS
        return best if known_best and (far or famous) else nearest

    def join(self, joined: Joined) -> None:
        """Join the keys that mean one person."""
        hub: dict[Name, str] = {}
        """The key that stands for each first name and surname."""
        for name, keys in sorted(self._keys.items()):
            hub[name] = first = min(keys, key=lambda key: (len(key), key))
            for key in sorted(keys - {first}):
                joined.join(key, first, _SAME_NAMES)
        for name, (same, why) in sorted(self._canonical.items()):
            if same != name and name in hub and same in hub:
                joined.join(hub[name], hub[same], why)
        shared: dict[Name, str] = {}
        for name in sorted(hub):
            shared.setdefault(self._person(name), hub[name])
        for key, (_, person, why) in sorted(self._short.items()):
            if person in shared:
                joined.join(key, shared[person], why)
        for key in sorted(self._alone):
            part = key.split("|")[1]
            found = _dominant(self._by_part.get(part))
            if found is not None and found in shared:
                joined.join(key, shared[found], _ONLY_BEARER)


def _names_of(people: Sequence[NamedMention], parts_of: Mapping[str, tuple[str, ...]]) -> dict[str, Name]:
    """First name and surname of each full name, as written.

    A child gets a mark where an article names the parent, too ("Jane Roe" and "Jane Roe Jr."), and so do people whose
    middle names say that they are others ("John H. Roe" and "John W. Roe"), but for the one who is named most.
    """
    plain: dict[Name, set[int]] = defaultdict(set)
    young: dict[tuple[Name, str], set[int]] = defaultdict(set)
    middles: dict[Name, Counter[str]] = defaultdict(Counter)
    for mention in people:
        parts = parts_of[mention.form]
        if len(parts) < 2:
            continue
        name = first_and_last(parts)
        suffix = generation(mention.form)
        if suffix:
            young[name, suffix].add(mention.document)
        else:
            plain[name].add(mention.document)
        if len(parts) == 3 and parts[-2] not in PARTICLES:
            middles[name][parts[1][:1]] += 1
    out: dict[str, Name] = {}
    for form, parts in parts_of.items():
        if len(parts) < 2:
            continue
        first, last = first_and_last(parts)
        suffix = generation(form)
        counted = middles.get((first, last), Counter())
        usual = min(counted, key=lambda middle: (-counted[middle], middle)) if counted else ""
        middle = parts[1][:1] if len(parts) == 3 and parts[-2] not in PARTICLES else usual
        # "Jane Q. Roe Jr." is the full name of Jane Roe; "Jane Roe Jr." beside Jane Roe is another one
        written_out = suffix == "jr" and len(parts) > 2
        if suffix and not written_out and young[(first, last), suffix] & plain[first, last]:
            last = f"{last}{_MARK}{suffix}"
        elif middle != usual:
            last = f"{last}{_MARK}{middle}"
        out[form] = (first, last)
    return out


def surname_forms(parts: tuple[str, ...]) -> set[str]:
    """Words that may stand for a full name: the last one, and the first where the family comes first ("Xi")."""
    first, last = first_and_last(parts)
    forms = {parts[-1], last}
    if first in FAMILY_FIRST:
        forms.add(first)
    return forms


def _listed_person(part: str) -> Name | None:
    """The well-known person whom a surname by itself means."""
    listed = known(part.title())
    if listed is None or listed.type != PERSON:
        return None
    first, last = listed.key.split(maxsplit=1) if " " in listed.key else ("", listed.key)
    return first, last


def _without_particles(parts: tuple[str, ...], surnames: Set[str]) -> tuple[str, ...]:
    """The last part alone where the name is a surname with its particle that somebody has: "al-Rashid", "De Witt"."""
    return parts[-1:] if parts[:1] and parts[0] in PARTICLES and " ".join(parts) in surnames else parts


def _initial(first: str) -> str:
    """What spellings of one first name begin with."""
    return NICKNAMES.get(first, first)[:1]


def _same_person(name: Name, other: Name) -> bool:
    """Whether two full names are spellings of one: the same or nearly the same first name and surname."""
    a, b = name[0], other[0]
    if name[1].partition(_MARK)[2] != other[1].partition(_MARK)[2]:
        return False
    firsts = a == b or (
        # Maria and Mario are two people, Aleksandr and Alexandr one
        min(len(a), len(b)) >= 7 and a[-1] == b[-1] and _near(a, b, 2)
    )
    if not firsts:
        return name[1] == other[1] and a != b and NICKNAMES.get(a, a) == NICKNAMES.get(b, b)
    if name[1] == other[1]:
        return True
    return min(len(name[1]), len(other[1])) >= 6 and _near(name[1], other[1], 2) and name[1][:4] == other[1][:4]


def _near(a: str, b: str, limit: int) -> bool:
    """Whether two words differ by at most ``limit`` letters (Levenshtein distance)."""
    if abs(len(a) - len(b)) > limit:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1] <= limit


def _dominant(counted: Mapping[Name, int] | None) -> Name | None:
    """The person that a surname means nearly always, or nobody."""
    if not counted:
        return None
    best = min(counted, key=lambda person: (-counted[person], person))
    return best if counted[best] >= _NEARLY_ALWAYS * sum(counted.values()) else None
