"""One id for each person, body and place of the corpus, whatever an article calls it.

Works on names alone: full name and surname, acronym and long form, spelling variants. Rules look at one article first
(a surname there means the nearest full name there), then at the whole corpus, and leave apart what they are not sure
of: joining two people by mistake does more harm than leaving one person in two.

Two steps. Each mention gets a *key*, which says what its own article makes of it. Keys stay as they are when articles
are added: what people decide refers to them. Then keys are joined, each time for a reason that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.annotation.acronyms import join_acronyms
from workbench.annotation.common_words import without_common_words
from workbench.annotation.document import NAMED, DocumentAnnotation, MentionAnnotation
from workbench.annotation.entity_links import linked_pairs
from workbench.annotation.entity_naming import Naming, Reading
from workbench.annotation.group_ties import join_tied_groups
from workbench.annotation.joining import Joined
from workbench.annotation.keys import keys_in_articles
from workbench.annotation.name_variants import join_variants
from workbench.annotation.named import named_mentions
from workbench.annotation.people_names import PeopleNames
from workbench.annotation.settling import settle_types
from workbench.domain.article import Article


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
    """Names what an article's own words make one, e.g. ``name|jane roe``; people decide about keys."""
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
    """By document id, the key of each mention: what its own article makes of it, before anything was joined."""
    names: tuple[EntityName, ...] = ()
    links: tuple[EntityLink, ...] = ()

    def type_of(self) -> dict[str, str]:
        """Type by entity id."""
        return {entity.entity_id: entity.type for entity in self.entities}


def resolve(articles: Sequence[Article], annotations: Mapping[str, DocumentAnnotation]) -> Resolution:
    """Find out which mentions of the corpus mean the same.

    Args:
        articles: all articles that are to be looked at together, in the order of the corpus.
        annotations: by document id; articles without one are passed over.
    """
    mentions = without_common_words(articles, named_mentions(articles, annotations))
    longer = settle_types(articles, mentions)
    people = PeopleNames(articles, mentions)
    keys_in_articles(mentions, people)
    named = [mention for mention in mentions if mention.kind == NAMED]
    joined = Joined(mention.entity_key for mention in mentions)
    people.join(joined)
    join_variants(mentions, longer, joined)
    join_acronyms(articles, named, joined)
    join_tied_groups(articles, annotations, joined)
    naming = Naming(mentions, joined)
    readings = naming.readings()
    own = {(mention.document, mention.number): mention.entity_key for mention in mentions}
    keys = {
        article.document_id: _keys_of(annotation.mentions, number, own)
        for number, article in enumerate(articles)
        if (annotation := annotations.get(article.document_id)) is not None
    }
    id_of_key = {key: reading.entity_id for reading in readings for key in reading.keys} | {"": ""}
    return Resolution(
        tuple(Entity(r.entity_id, r.name, r.type, r.aliases) for r in readings),
        {document: tuple(id_of_key[key] for key in row) for document, row in keys.items()},
        keys,
        _names(readings, naming),
        tuple(EntityLink(*pair) for pair in linked_pairs(readings, mentions, joined, id_of_key)),
    )


def _keys_of(
    mentions: Sequence[MentionAnnotation], document: int, own: Mapping[tuple[int, int], str]
) -> tuple[str, ...]:
    def key(number: int) -> str:
        # a pronoun may lean on a description that leans on a name
        for _ in mentions:
            if mentions[number].antecedent < 0:
                break
            number = mentions[number].antecedent
        return own.get((document, number), "")

    return tuple(key(number) for number in range(len(mentions)))


def _names(readings: Sequence[Reading], naming: Naming) -> tuple[EntityName, ...]:
    """The most frequent form of each key, with why it is a name of its entity."""
    return tuple(
        sorted(
            (
                EntityName(key, reading.entity_id, naming.shown(key), reason)
                for reading in readings
                for key, reason in naming.reasons(reading).items()
            ),
            key=lambda name: name.key,
        )
    )
