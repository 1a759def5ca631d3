"""The verbs that a noun phrase is the subject or object of, in the tree that the language model gave.

Passives are turned round: who was accused is the object of "accuse", and who is behind "by" its subject. A verb that is
joined by "and" shares the subject of the first one. Objects of prepositions ("voted for Roe") are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.annotation.parsed import Parsed
from workbench.annotation.word_lists import words

SUBJECT: Final = "subject"
OBJECT: Final = "object"

_OBJECTS: Final = frozenset({"dobj", "dative"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVE: Final = frozenset({"WP", "WDT"})
_TO_THE_NEXT: Final = words("have use need devoir pouvoir vouloir aller")
"""Verbs behind which the one that matters stands: "has to leave", "used to lead", "doit partir"."""
_NEVER: Final = words("pas jamais aucunement nullement")
"""Words that deny a verb in French, where the tree calls them adverbs."""
_LONGEST_CHAIN: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A noun phrase's part in a clause."""

    verb: int
    """The token of the verb."""
    role: str
    """``subject`` or ``object``."""
    passive: bool = False


def top_of(parsed: Parsed, start: int, end: int) -> int:
    """The token of a span on which its others depend; -1 when no token lies in the span."""
    inside = parsed.within(start, end)
    top = -1
    for token in inside:
        head = parsed.heads[token]
        # of several, the last one: English names have their head at the end
        if head not in inside or head == token:
            top = token
    return top


def parts_of(parsed: Parsed, noun: int) -> list[Part]:
    """Every part that a noun phrase, by its head, plays in clauses: the one it stands in, and those behind it."""
    found = [*_outer(parsed, noun), *_clauses_behind(parsed, noun)]
    return [one for n, one in enumerate(found) if one not in found[:n]]


def is_subject(parsed: Parsed, noun: int) -> bool:
    """Whether a noun phrase, by its head, is the subject of an active verb, or the agent of a passive one."""
    place = _place(parsed, noun)
    return parsed.relations[place] == "nsubj" or _agent_of(parsed, place) >= 0


def predicate_of(parsed: Parsed, verb: int) -> Iterator[int]:
    """What a verb says that its subject or object is: "a dictator" of "was a dictator", "weak" of "called him weak"."""
    for child in parsed.children(verb):
        if parsed.relations[child] in ("attr", "acomp", "oprd"):
            yield child
            yield from _joined(parsed, child)


def negation_of(parsed: Parsed, token: int) -> str:
    """What a verb that is denied is counted with: "not", or "ne pas" in French; empty where it is not denied."""
    adverbs = {parsed.lower(child) for child in parsed.children(token) if parsed.relations[child] in ("neg", "advmod")}
    if adverbs & _NEVER or ("plus" in adverbs and adverbs & {"ne", "n'"}):
        return "ne pas"
    return "not" if any(parsed.relations[child] == "neg" for child in parsed.children(token)) else ""


def particle_of(parsed: Parsed, verb: int) -> int:
    """The particle of a verb ("up" of "gave up"), or -1."""
    return next((child for child in parsed.children(verb) if parsed.relations[child] == "prt"), -1)


def _place(parsed: Parsed, noun: int) -> int:
    """The token whose relation says what the noun's part is: the first of several that are joined, or what it renames."""
    at = noun
    for _ in range(_LONGEST_CHAIN):
        head = parsed.heads[at]
        joined = parsed.relations[at] == "conj" and parsed.tags[head].startswith(("N", "PRP"))
        # "the bloc, NATO, expanded": the name stands behind the common noun that it explains
        renames = parsed.relations[at] == "appos" and parsed.tags[head] in ("NN", "NNS")
        if head == at or not (joined or renames):
            return at
        at = head
    return at


def _outer(parsed: Parsed, noun: int) -> Iterator[Part]:
    place = _place(parsed, noun)
    relation, head = parsed.relations[place], parsed.heads[place]
    if relation == "nsubj":
        yield from _with_joined(parsed, _main_verb(parsed, head), passive=False)
    elif relation == "nsubjpass":
        yield from _with_joined(parsed, head, passive=True)
    elif relation in _OBJECTS:
        yield Part(head, OBJECT)
    elif (verb := _agent_of(parsed, place)) >= 0:
        yield Part(verb, SUBJECT, passive=True)


def _agent_of(parsed: Parsed, token: int) -> int:
    """The passive verb whose agent ("by Roe") a token is, or -1."""
    by = parsed.heads[token]
    return parsed.heads[by] if parsed.relations[token] == "pobj" and parsed.relations[by] == "agent" else -1


def _clauses_behind(parsed: Parsed, noun: int) -> Iterator[Part]:
    """Relative clauses and participles behind a noun: "Roe, who founded it", "Roe, accused of fraud"."""
    for child in parsed.children(noun):
        if parsed.relations[child] == "relcl":
            for pronoun in parsed.children(child):
                if parsed.tags[pronoun] not in _RELATIVE:
                    continue
                relation = parsed.relations[pronoun]
                if relation == "nsubj":
                    yield from _with_joined(parsed, _main_verb(parsed, child), passive=False)
                elif relation == "nsubjpass":
                    yield from _with_joined(parsed, child, passive=True)
                elif relation == "dobj":
                    yield Part(child, OBJECT)
        elif parsed.relations[child] == "acl" and child > noun:
            if parsed.tags[child] == "VBN":
                yield Part(child, OBJECT, passive=True)
            elif parsed.tags[child] == "VBG":
                yield Part(child, SUBJECT)


def _main_verb(parsed: Parsed, verb: int) -> int:
    """The verb that says what is done: "leave" of "has to leave" and of "is going to leave"."""
    lemma = parsed.lemma(verb)
    if lemma not in _TO_THE_NEXT and not (lemma == "go" and parsed.tags[verb] == "VBG"):
        return verb
    for child in parsed.children(verb):
        if parsed.relations[child] == "xcomp" and parsed.tags[child] == "VB":
            return child
    return verb


def _with_joined(parsed: Parsed, verb: int, *, passive: bool) -> Iterator[Part]:
    """The part in a verb, and in those joined to it that have no subject of their own."""
    yield Part(verb, OBJECT if passive else SUBJECT, passive)
    for other in _joined(parsed, verb):
        if not parsed.tags[other].startswith("V"):
            continue
        relations = {parsed.relations[child] for child in parsed.children(other)}
        if relations & _SUBJECTS:
            return
        helped = relations & {"aux", "auxpass"}
        still = "auxpass" in relations or (passive and parsed.tags[other] == "VBN" and not helped)
        yield Part(_main_verb(parsed, other) if not still else other, OBJECT if still else SUBJECT, still)


def _joined(parsed: Parsed, token: int) -> Iterator[int]:
    """Tokens joined to one by "and", "or" or commas, one behind the other."""
    for _ in range(_LONGEST_CHAIN):
        following = [child for child in parsed.children(token) if parsed.relations[child] == "conj"]
        if not following:
            return
        yield from following
        token = following[-1]
