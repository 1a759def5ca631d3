"""What the rules for quotes need to know of a language: its verbs of saying and thinking, and what they govern.

One value of :class:`ReportingWords` holds all of it, so that a language is added by writing one module of word lists
(:mod:`workbench.annotation.reporting_english`) and naming it in :mod:`workbench.annotation.cues`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = frozenset[str]
NO_WORDS: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Governed:
    """What verbs of saying, thinking and judging take as their content, by dictionary form."""

    clauses: Words = NO_WORDS
    """A clause is the content: "said that …", "wonders whether …"."""
    infinitives: Words = NO_WORDS
    """An infinitive of the subject is: "promised to …"."""
    urged: Words = NO_WORDS
    """An infinitive of the object is, and the object is spoken to: "urged her to …"."""
    gerunds: Words = NO_WORDS
    """A gerund is: "denied taking …"."""
    objects: Words = NO_WORDS
    """A noun phrase is: "cited the report"."""
    named: Words = NO_WORDS
    """An object together with what it is called is: "called the plan a mistake"."""
    prepositions: Mapping[str, Words] = field(default_factory=dict)
    """What follows a preposition is: "speak" with "about"."""
    object_prepositions: Mapping[str, Words] = field(default_factory=dict)
    """What follows a preposition after an object is: "accuse" with "of"."""
    particles: Mapping[str, Words] = field(default_factory=dict)
    """An object or clause is, but only with a particle: "rule" with "out"."""


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The words of one language by which rules see who says what."""

    language: str
    """Its code (ISO 639-1)."""
    classes: Mapping[str, str]
    """Dictionary form of every listed cue but those in ``phrases``, with its class: verbs, nouns, adjectives, adverbs."""
    forms: Mapping[str, str]
    """Form of a verb, in lower case, with its dictionary form; listed verbs only."""
    quoting: Words
    """Dictionary forms that may stand beside words between quotation marks."""
    weak: Words
    """Those of them that report words only where the sentence says so."""
    signs: Words
    """Cues whose subject may be a fact and not a speaker: "the figures suggest that"."""
    governed: Governed
    nouns: Words
    """Nouns that announce a content: "the claim that", "her promise to"."""
    noun_prepositions: Mapping[str, Words]
    """Nouns whose content follows a preposition: "allegation" with "of"."""
    adjectives: Words
    """Adjectives of belief and will: "confident that", "willing to"."""
    adjective_prepositions: Mapping[str, Words]
    """Adjectives whose content follows a preposition: "critical" with "of"."""
    adverbs: Words
    """Adverbs that leave a whole clause to unnamed others: "reportedly"."""
    light: Words
    """Verbs whose subject is the one who claims in "made the claim that"."""
    quoters: Words
    """Verb forms that pass on another's words: "quoted", "cited"."""
    saying: Words
    """Forms that follow them: "as saying"."""
    according: Mapping[str, str]
    """First word of a phrase that names a source, with the word after it: ``according`` with ``to``."""
    phrases: Words
    """Cues that are no verbs, in the form in which they are shown; all of them neutral."""
    copulas: Words
    """Forms of "be" and the like."""
    complementizers: Words
    """Words that only open a clause: "that"."""
    relatives: Words
    """Relative pronouns that stand for the noun before them."""
    interrogatives: Words
    """Pronouns that are no speaker though they are a subject: "what"."""
    first_and_second: Words
    """Pronouns of who writes and who reads: outside quotation marks they are nobody in the story."""
    masculine: Words
    feminine: Words
    neuter: Words
    sources: Words
    """Nouns of what speaks though it is nobody: "poll", "report", "law"."""
    no_cues: Words
    """Verbs with a clause that are never proposed as a cue: "ensure", "mean"."""
    noun_forms: Mapping[str, str] = field(default_factory=dict)
    """Form of a listed noun, in lower case, with its dictionary form; empty to ask the language model's tables."""
    noun_openers: Words = NO_WORDS
    """Words that open the clause of a noun: "the claim that", "the question whether"."""
    owner_prepositions: Words = NO_WORDS
    """Prepositions before the one whose claim it is: "a claim by"."""
    agents: Words = NO_WORDS
    """Prepositions before the one who does what a passive says: "quoted by"."""
    works: Words = NO_WORDS
    """Nouns before the title of a work: "the novel “Northern Line”"."""
    publishing: Words = NO_WORDS
    """Verbs whose object between marks is a title: "published “Northern Line”"."""
    titling: Words = NO_WORDS
    """Participles before a title: "entitled"."""
    showing: Words = NO_WORDS
    """Verbs whose object is a content only where a document is the subject: "the poll shows a lead"."""
    holders: Words = NO_WORDS
    """Nouns for those who hold a view, behind which the view stands: "Roe, a critic of the plan"."""
    times: Words = NO_WORDS
    """Nouns that make a phrase with a preposition say when or where: "voted on Monday", "spoke on television"."""
    causing: Words = NO_WORDS
    """Verbs whose object does what the infinitive says: "forced her to admit"."""
    reported_passives: Words = NO_WORDS
    """Verbs that leave to unnamed others what a passive with an infinitive says: "is said to have left"."""
    tail_prepositions: Words = NO_WORDS
    """Prepositions that belong to the noun phrase before them, even where the tree hangs them on the verb."""
    joint_prepositions: Words = NO_WORDS
    """Those after an object with which it makes up one content: "cited the vote as a reason"."""
    views: Words = NO_WORDS
    """Nouns of "in the view of Roe" and "in Roe's view"."""
    records: Words = NO_WORDS
    """Nouns for what keeps another's words: "a transcript of his speech"."""
    speeches: Words = NO_WORDS
    """Nouns for what one person says: "speech", "remarks"."""
    as_words: Words = NO_WORDS
    """Words of "as Roe said"."""
    telling: Words = NO_WORDS
    """Verbs whose object is the one who is told."""
    media: Words = NO_WORDS
    """Names of news outlets and agencies, in lower case without an article."""
    media_words: Words = NO_WORDS
    """Last words of such names, and common nouns for them: "times", "news", "newspaper"."""
