"""One id for each person, body and place of the corpus, whatever an article calls it.

Works on names alone: full name and surname, acronym and long form, spelling variants. Rules look at one article first
(a surname there means the nearest full name there), then at the article's story, then at the whole corpus, and leave
apart what they are not sure of: joining two people by mistake does more harm than leaving one person in two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from workbench.annotation.document import NAMED, NOMINAL, DocumentAnnotation, MentionAnnotation
from workbench.annotation.gazetteer import known
from workbench.annotation.groups import same_group
from workbench.annotation.named import NamedMention, named_mentions
from workbench.annotation.people import PARTICLES, first_and_last, name_parts
from workbench.annotation.settling import settle_types
from workbench.annotation.spelling import SMALL_WORDS, initials, name_key, slug
from workbench.annotation.word_lists import words
from workbench.domain.article import Article

_PERSON: Final = "PERSON"
_COMPANY_ENDS: Final = words(
    """
    inc corp corporation ltd limited plc llc llp co company group holdings holding spa ag sa se nv gmbh
    """
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?(?:[A-Z0-9.&]|\.[A-Z])*[A-Z0-9]\.?")
_IN_BRACKETS: Final = re.compile(r"[’']?s?\s*\(\s*(?:the\s+|or\s+)?[\"“']?([A-Z][\w.&]{1,11})[\"”']?\s*[),;]")
_FAMOUS: Final = 8
"""So many full mentions in the corpus make a person the one whom a shared surname means."""
_BETTER_KNOWN: Final = 4
_NEXT_SENTENCE: Final = 150
"""Within so many code points after a full name its surname means that person, however well known another one is."""
LONG_FORM_SHARE: Final = 0.2
"""A body's long form is the name that is shown when it makes up at least this share of its mentions."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity of the corpus."""

    entity_id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    """Other forms found in the texts, the frequent ones first."""


@dataclass(frozen=True, slots=True)
class EntityName:
    """One name of an entity, and why it is taken for one."""

    key: str
    """Names what the rules see as one before anything is joined, e.g. ``person|jane|roe``; people decide about keys."""
    entity_id: str
    name: str
    """The form as the texts have it most often."""
    reason: str
    """Why it belongs to the entity, in words; empty for the name that the others were joined to."""


@dataclass(frozen=True, slots=True)
class EntityLink:
    """Two entities that belong together and stay two: a people and its country, a capital and its country."""

    entity_id: str
    linked_entity_id: str
    kind: str
    """``people_of``, ``capital_of``, ``government_of``."""
    reason: str


@dataclass(frozen=True)
class Resolution:
    """The corpus's entities, and for each article the entity id and the key of each of its mentions (empty: none)."""

    entities: tuple[Entity, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By document id, the key of each mention: what the rules saw as one before anything was joined."""
    names: tuple[EntityName, ...] = ()
    links: tuple[EntityLink, ...] = ()

    def type_of(self) -> dict[str, str]:
        """Type by entity id."""
        return {entity.entity_id: entity.type for entity in self.entities}


Name = tuple[str, str]
"""First name and surname as keys."""

Cluster = tuple[str, ...]
"""What stands for an entity while it has no id: ("person", "vladimir", "putin"), ("name", "nato")."""


def resolve(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Resolution:
    """Find out which mentions of the corpus mean the same.

    Args:
        articles: all articles that are to be looked at together, in the order of the corpus.
        annotations: by document id; articles without one are passed over.
    """
    mentions = named_mentions(articles, annotations)
    longer = settle_types(articles, mentions)
    people = _People(articles, [m for m in mentions if m.type == _PERSON])
    clusters: dict[tuple[int, int], Cluster] = {}
    for mention in mentions:
        clusters[mention.document, mention.number] = (
            ("group", same_group(mention.key))
            if mention.kind == NOMINAL
            else people.cluster(mention)
            if mention.type == _PERSON
            else _name_or_people(mention)
        )
    named = [mention for mention in mentions if mention.kind == NAMED]
    _settle_short_forms(named, clusters)
    joined = _Joined(clusters.values())
    _join_acronyms(articles, annotations, named, clusters, joined)
    _join_short_forms(named, clusters, joined)
    _join_first_words(named, clusters, longer, joined)
    _join_plurals(named, clusters, joined)
    _join_waters(named, clusters, joined)
    groups: dict[Cluster, list[NamedMention]] = defaultdict(list)
    for mention in mentions:
        groups[joined.root(clusters[mention.document, mention.number])].append(mention)
    entities, ids_by_group = _name_entities(groups)
    keys = {
        article.document_id: _keys_of(annotation.mentions, number, clusters)
        for number, article in enumerate(articles)
        if (annotation := annotations.get(article.document_id)) is not None
    }
    id_of_key = {_written(cluster): ids_by_group[joined.root(cluster)] for cluster in clusters.values()} | {"": ""}
    ids = {document: tuple(id_of_key[key] for key in own) for document, own in keys.items()}
    return Resolution(entities, ids, keys, _names(mentions, clusters, id_of_key))


def _written(cluster: Cluster) -> str:
    """A cluster as the key that decisions are about."""
    return "|".join(cluster)


def _keys_of(
    mentions: Sequence[MentionAnnotation], document: int, clusters: Mapping[tuple[int, int], Cluster]
) -> tuple[str, ...]:
    def of(number: int) -> str:
        cluster = clusters.get((document, number))
        return _written(cluster) if cluster is not None else ""

    return tuple(of(m.antecedent if m.antecedent >= 0 else n) for n, m in enumerate(mentions))


def _names(
    mentions: Sequence[NamedMention], clusters: Mapping[tuple[int, int], Cluster], id_of_key: Mapping[str, str]
) -> tuple[EntityName, ...]:
    """The most frequent form of each key."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        forms[_written(clusters[mention.document, mention.number])][mention.form] += 1
    return tuple(
        EntityName(key, id_of_key[key], min(counted, key=lambda form: (-counted[form], form)), "")
        for key, counted in sorted(forms.items())
    )


# ---------------------------------------------------------------- people
class _People:
    """Which person a name means: by full name, else by the nearest full name with that surname."""

    def __init__(self, articles: Sequence[Article], mentions: Sequence[NamedMention]) -> None:
        self._stories = [article.story_id for article in articles]
        self._canonical: dict[Name, Name] = {}
        self._full: dict[int, list[tuple[int, Name, tuple[str, ...]]]] = defaultdict(list)
        counts: Counter[Name] = Counter()
        self._middles: dict[Name, set[str]] = defaultdict(set)
        surnames = {
            first_and_last(parts)[1]
            for m in mentions
            if len(parts := name_parts(m.form)) > 2 and parts[-2] in PARTICLES
        }
        self._parts = {m.form: _without_particles(name_parts(m.form), surnames) for m in mentions}
        for mention in mentions:
            parts = self._parts[mention.form]
            if len(parts) >= 2:
                counts[first_and_last(parts)] += 1
                if len(parts) == 3:
                    self._middles[first_and_last(parts)].add(parts[1])
        self._spellings(counts)
        self._longer_names(counts)
        self._titles: dict[Name, set[str]] = defaultdict(set)
        self._bare: dict[tuple[int, str], int] = {}
        """Where an article first uses a surname by itself."""
        self._by_part: dict[str, Counter[Name]] = defaultdict(Counter)
        self._by_story: dict[str, dict[str, Counter[Name]]] = defaultdict(lambda: defaultdict(Counter))
        for mention in mentions:
            parts = self._parts[mention.form]
            if len(parts) < 2:
                bare = (mention.document, parts[0] if parts else mention.key)
                self._bare[bare] = min(self._bare.get(bare, mention.position), mention.position)
                continue
            person = self._canonical[first_and_last(parts)]
            if mention.title:
                self._titles[person].add(mention.title)
            self._full[mention.document].append((mention.position, person, parts))
            for part in _surname_forms(parts):
                self._by_part[part][person] += 1
                story = self._stories[mention.document]
                if story:
                    self._by_story[story][part][person] += 1

    def _spellings(self, counts: Counter[Name]) -> None:
        """Bring spellings of one full name together: "Zelensky" and "Zelenskyy" with the same first name."""
        kept: dict[Name, list[Name]] = defaultdict(list)
        for name in sorted(counts, key=lambda n: (-counts[n], n)):
            first, last = name
            same = next((other for other in kept[first[:1], last[:3]] if _same_person(name, other)), name)
            if same == name:
                kept[first[:1], last[:3]].append(name)
            self._canonical[name] = same

    def _longer_names(self, counts: Counter[Name]) -> None:
        """Bring "Kim Jong" to "Kim Jong Un" where the family name comes first and only one longer name begins so."""
        for first, last in sorted(counts):
            if first not in _FAMILY_FIRST or (first, last) not in self._canonical:
                continue
            longer = {
                name
                for name, middles in self._middles.items()
                if name[0] == first and last in middles and name[1] != last
            }
            if len(longer) == 1:
                self._canonical[first, last] = self._canonical[next(iter(longer))]

    def cluster(self, mention: NamedMention) -> Cluster:
        """The cluster of a person's mention."""
        parts = self._parts[mention.form]
        if len(parts) >= 2:
            return ("person", *self._canonical[first_and_last(parts)])
        part = parts[0] if parts else mention.key
        here = [
            (position, person)
            for position, person, full in self._full[mention.document]
            if part in _surname_forms(full)
        ]
        if here:
            return ("person", *self._nearest(mention, part, here))
        first_names = {person for _, person, full in self._full[mention.document] if full[0] == part}
        if len(first_names) == 1:
            return ("person", *next(iter(first_names)))
        story = self._stories[mention.document]
        if story:
            found = _dominant(self._by_story[story].get(part))
            if found:
                return ("person", *found)
        found = _dominant(self._by_part.get(part))
        return ("person", *found) if found else ("person", "", part)

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
        if best not in people and unnamed and self._bare[mention.document, part] < min(here)[0]:
            # the article begins with the bare surname of somebody whom everybody knows, and names a relative later
            return best
        if len(people) == 1:
            return nearest
        titled = {person for person in people if mention.title and mention.title in self._titles[person]}
        if len(titled) == 1:
            return next(iter(titled))
        best = min(people, key=lambda person: (-counted[person], person))
        far = not before or mention.position - max(before)[0] > _NEXT_SENTENCE
        subject = min(here)[1]
        named = Counter(person for _, person in here)
        if subject != best and named[best] <= named[subject]:
            # "Declan Roe, no relation to the minister, Petra Roe": the article is about whom it names first
            return subject if far else nearest
        known_best = all(counted[best] >= _BETTER_KNOWN * counted[person] for person in people if person != best)
        famous = counted[best] >= _FAMOUS
        return best if known_best and (far or famous) else nearest


def _without_particles(parts: tuple[str, ...], surnames: Set[str]) -> tuple[str, ...]:
    """The last part alone where the name is a surname with its particle that somebody has: "al-Rashid", "De Witt"."""
    return parts[-1:] if parts[:1] and parts[0] in PARTICLES and " ".join(parts) in surnames else parts


def _surname_forms(parts: tuple[str, ...]) -> set[str]:
    """Words that may stand for a full name: the last one, and the first where the family comes first ("Xi")."""
    first, last = first_and_last(parts)
    forms = {parts[-1], last}
    if first in _FAMILY_FIRST:
        forms.add(first)
    return forms


_FAMILY_FIRST: Final = words(
    """
    xi li wang zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo deng mao jiang hua kim park
    lee moon yoon choi jung kang cho ban nguyen tran le pham hun
    """
)
"""Family names that stand first in Chinese, Korean and Vietnamese names."""


def _same_person(name: Name, other: Name) -> bool:
    """Whether two full names are spellings of one: the same or nearly the same first name and surname."""
    firsts = name[0] == other[0] or (
        # Maria and Mario are two people, Aleksandr and Alexandr one
        min(len(name[0]), len(other[0])) >= 7 and name[0][-1] == other[0][-1] and _near(name[0], other[0], 2)
    )
    if not firsts:
        return False
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


def _dominant(counted: Counter[Name] | None) -> Name | None:
    """The person that a surname means nearly always, or nobody."""
    if not counted:
        return None
    total = sum(counted.values())
    best = min(counted, key=lambda person: (-counted[person], person))
    return best if counted[best] >= 0.8 * total else None


# ---------------------------------------------------------------- bodies and places
def _body_key(key: str) -> str:
    """The key of a body or place: the well-known one's, else the name without the legal form of a company."""
    listed = known(key) or known(key.upper() if len(key) <= 5 else key.title())
    if listed is not None:
        return listed.key
    words = key.split()
    while len(words) > 1 and words[-1] in _COMPANY_ENDS:
        words = words[:-1]
    return " ".join(words)


class _Joined:
    """Clusters that turned out to be one (union-find, the smallest key as root so that the order does not matter)."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._parent: dict[Cluster, Cluster] = {cluster: cluster for cluster in clusters}

    def __contains__(self, cluster: Cluster) -> bool:
        return cluster in self._parent

    def root(self, cluster: Cluster) -> Cluster:
        """The cluster that stands for all joined with this one."""
        while self._parent[cluster] != cluster:
            self._parent[cluster] = self._parent[self._parent[cluster]]
            cluster = self._parent[cluster]
        return cluster

    def join(self, a: Cluster, b: Cluster) -> None:
        """Make one of two."""
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first


def _join_acronyms(
    articles: Sequence[Article],
    annotations: Mapping[str, DocumentAnnotation],
    mentions: Sequence[NamedMention],
    clusters: Mapping[tuple[int, int], Cluster],
    joined: _Joined,
) -> None:
    """Join an acronym with its long form: as a bracket explains it, or by the initials if only one fits."""
    explained: dict[Cluster, Counter[str]] = defaultdict(Counter)
    long_forms: dict[str, set[Cluster]] = defaultdict(set)
    acronyms: dict[str, set[Cluster]] = defaultdict(set)
    for mention in mentions:
        if mention.type == _PERSON:
            continue
        cluster = clusters[mention.document, mention.number]
        plain = mention.form.replace(".", "")
        if " " not in plain and 2 <= len(plain) <= 10 and plain.isupper():
            acronyms[mention.key].add(cluster)
        if " " not in mention.key:
            continue
        for short in initials(mention.key):
            long_forms[short].add(cluster)
        article = articles[mention.document]
        end = annotations[article.document_id].mentions[mention.number].end
        bracket = _IN_BRACKETS.match(article.text, end)
        if bracket:
            short = name_key(bracket.group(1))
            if _explains(short, mention.key):
                explained[cluster][short] += 1
    for cluster, shorts in sorted(explained.items()):
        for short in sorted(shorts):
            for other in sorted(acronyms.get(short, ())):
                joined.join(cluster, other)
    for short, own in sorted(acronyms.items()):
        candidates = {joined.root(c) for c in long_forms.get(short, ())}
        if len(candidates) == 1:
            for other in sorted(own):
                joined.join(next(iter(candidates)), other)


def _explains(short: str, long: str) -> bool:
    """Whether a bracket can be the acronym of what stands before it: its letters begin the words, in order."""
    if short in initials(long):
        return True
    words = [w for w in long.split() if w not in SMALL_WORDS]
    if not words or short[:1] != words[0][:1] or len(short) < 2 or len(short) > 2 * len(words) + 1:
        return False
    at = 0
    text = long.replace(" ", "")
    for letter in short:
        at = text.find(letter, at) + 1
        if at == 0:
            return False
    return True


def _settle_short_forms(mentions: Sequence[NamedMention], clusters: dict[tuple[int, int], Cluster]) -> None:
    """Bring short forms to the long ones of their article: "the North" to North Korea, "the Times" to the one paper."""
    keys: dict[int, dict[str, Cluster]] = defaultdict(dict)
    for mention in mentions:
        if mention.type != _PERSON and " " in mention.key:
            keys[mention.document][mention.key] = clusters[mention.document, mention.number]
    for mention in mentions:
        if mention.type == _PERSON or " " in mention.key:
            continue
        here = keys[mention.document]
        if mention.key in _HALVES:
            longer = [here[key] for key in _HALVES[mention.key] if key in here]
        elif mention.key in _SHORTENED:
            longer = sorted({cluster for key, cluster in here.items() if key.split()[-1] == mention.key})
        else:
            continue
        if len(longer) == 1:
            clusters[mention.document, mention.number] = longer[0]


def _name_or_people(mention: NamedMention) -> Cluster:
    """Where a name that is no person's belongs. A people stays apart from its country: "Russian" is not Russia."""
    listed = known(mention.form) if mention.type == "NORP" else None
    main = known(listed.name) if listed is not None and listed.people else None
    if listed is not None and main is not None and main.type == "GPE":
        return ("people", listed.key)
    return ("name", _body_key(mention.key))


_HALVES: Final = {"north": ("north korea",), "south": ("south korea",), "emirates": ("united arab emirates",)}
_SHORTENED: Final = words(
    """
    times post journal herald tribune commission committee court agency ministry department bank union council
    senate parliament institute foundation fund university association organization party alliance federation
    """
)


def _join_short_forms(
    mentions: Sequence[NamedMention], clusters: Mapping[tuple[int, int], Cluster], joined: _Joined
) -> None:
    """Join a company's short form with the article's long one: "Ardent Robotics" and "Ardent Robotics Group"."""
    by_document: dict[int, dict[str, Cluster]] = defaultdict(dict)
    for mention in mentions:
        if mention.type == "ORG":
            by_document[mention.document][mention.key] = clusters[mention.document, mention.number]
    for forms in by_document.values():
        for key, cluster in sorted(forms.items()):
            if known(key) is not None or len(key) < 4:
                continue
            longer = [other for other in forms if other.startswith(f"{key} ") and other.split()[-1] in _COMPANY_ENDS]
            if len(longer) == 1:
                joined.join(cluster, forms[longer[0]])


def _join_first_words(
    mentions: Sequence[NamedMention],
    clusters: Mapping[tuple[int, int], Cluster],
    longer: Mapping[str, str],
    joined: _Joined,
) -> None:
    """Join "Ardent" with "Ardent Robotics" where :func:`settle_types` found that the one is short for the other."""
    by_key: dict[str, set[Cluster]] = defaultdict(set)
    for mention in mentions:
        by_key[mention.key].add(clusters[mention.document, mention.number])
    for short, long in sorted(longer.items()):
        for cluster in sorted(by_key[short]):
            if cluster[0] == "name":
                joined.join(cluster, min(by_key[long]))


def _join_plurals(
    mentions: Sequence[NamedMention], clusters: Mapping[tuple[int, int], Cluster], joined: _Joined
) -> None:
    """Join "Velmorians" with "Velmorian": one people in two numbers."""
    for mention in mentions:
        if mention.type != "NORP" or " " in mention.key or known(mention.form) is not None:
            continue
        singular = mention.key.removesuffix("s")
        if singular != mention.key and ("name", singular) in joined:
            joined.join(clusters[mention.document, mention.number], ("name", singular))


def _join_waters(
    mentions: Sequence[NamedMention], clusters: Mapping[tuple[int, int], Cluster], joined: _Joined
) -> None:
    """Join a river, valley or lake with the place of that name: "River Velm" and "the Velm"."""
    places = {m.key: clusters[m.document, m.number] for m in mentions if m.type in ("GPE", "LOC", "FAC")}
    for key, cluster in sorted(places.items()):
        parts = key.split()
        if len(parts) == 2 and known(key.title()) is None and not _WATERS.isdisjoint(parts):
            name = parts[0] if parts[1] in _WATERS else parts[1]
            if name in places and known(name.title()) is None:
                joined.join(cluster, places[name])


_WATERS: Final = words("river valley lake loch")


# ---------------------------------------------------------------- names and ids
def _name_entities(groups: Mapping[Cluster, list[NamedMention]]) -> tuple[tuple[Entity, ...], dict[Cluster, str]]:
    """A name, a type and an id for each group; the frequent entities come first."""
    found = []
    for cluster, members in groups.items():
        kind = _type_of_all(members)
        forms = Counter(m.form for m in members)
        # a party is shown by its own name and not by its members'
        own = Counter(m.form for m in members if m.type != "NORP") if kind != "NORP" else forms
        name = _shown(cluster, own or forms, kind)
        aliases = tuple(form for form in sorted(forms, key=lambda f: (-forms[f], f)) if form != name)
        found.append((-len(members), name_key(name), name, kind, aliases, cluster))
    entities: list[Entity] = []
    ids: dict[Cluster, str] = {}
    used: Counter[str] = Counter()
    # the more frequent one of two with the same name gets the plain id
    for _, _, name, kind, aliases, cluster in sorted(found):
        base = slug(name)
        used[base] += 1
        entity_id = base if used[base] == 1 else f"{base}-{used[base]}"
        while used[base] > 1 and used[entity_id]:
            used[base] += 1
            entity_id = f"{base}-{used[base]}"
        if entity_id != base:
            used[entity_id] += 1
        ids[cluster] = entity_id
        entities.append(Entity(entity_id, name, kind, aliases))
    return tuple(entities), ids


def _type_of_all(members: Sequence[NamedMention]) -> str:
    """The type of most members; a party stays one however often its members are named."""
    kinds = Counter(m.type for m in members)
    if kinds["NORP"] and kinds["ORG"]:
        kinds["ORG"] += kinds.pop("NORP")
    best = max(kinds.values())
    return min(k for k, n in kinds.items() if n == best)


def _shown(cluster: Cluster, forms: Counter[str], kind: str) -> str:
    """The most informative of the frequent forms."""
    if cluster[0] == "name":
        listed = [found for form in sorted(forms) if (found := known(form)) is not None]
        if listed:
            return next((found for found in listed if found.key == cluster[1]), listed[0]).name
    total = sum(forms.values())

    def rank(form: str) -> tuple[int, int, int, str]:
        words = len(form.split())
        shouted = form.isupper() and words > 1
        enough = forms[form] >= max(1, LONG_FORM_SHARE * total) or cluster[0] == "person"
        return (-(words > 1 and enough and not shouted and kind not in ("GPE", "LOC")), -forms[form], len(form), form)

    return min(forms, key=rank)
