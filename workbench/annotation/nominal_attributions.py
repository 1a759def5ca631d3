"""Attributions by nouns and adjectives: "the claim that", "Roe's promise to", "is confident that"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.annotation.content_spans import Reported, spans_beside
from workbench.annotation.governed_contents import is_clause, is_infinitive
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.speakers import subject_of

_NOUN_TAGS: Final = frozenset(("NN", "NNS"))
_ADJECTIVE_TAGS: Final = frozenset(("JJ", "JJR", "VBN"))


def nominal_contents(context: QuoteContext, tokens: Iterable[int]) -> Iterator[Reported]:
    """What the nouns and adjectives of the lists report among some tokens, outside quotation marks."""
    parsed, words = context.parsed, context.words
    for token in tokens:
        tag = parsed.tags[token]
        one = None
        if tag in _NOUN_TAGS and not context.quoted(token):
            lemma = _noun_lemma(context, token)
            if lemma:
                one = _noun(context, token, lemma)
        elif tag in _ADJECTIVE_TAGS and not context.quoted(token):
            word = parsed.lower(token)
            if word in words.adjectives or word in words.adjective_prepositions:
                one = _adjective(context, token, word)
        if one is not None:
            yield one


# ---------------------------------------------------------------- nouns
def _noun_lemma(context: QuoteContext, noun: int) -> str:
    """Dictionary form of a noun of the lists, else an empty string."""
    words = context.words
    if words.noun_forms:
        return words.noun_forms.get(context.parsed.lower(noun), "")
    lemma = context.parsed.lemma(noun)
    return lemma if lemma in words.nouns or lemma in words.noun_prepositions else ""


def _noun(context: QuoteContext, noun: int, lemma: str) -> Reported | None:
    words = context.words
    content, needs_owner = _clause_of_noun(context, noun) if lemma in words.nouns else ([], True)
    if not content:
        content = _behind_preposition(context, noun, words.noun_prepositions.get(lemma, frozenset()))
    owner = _owner(context, noun) if content else -1
    if not content or (owner < 0 and needs_owner):
        return None
    if owner >= 0 and context.parsed.lower(owner) in words.first_and_second:
        return None
    spans = spans_beside(context, noun, content)
    return Reported(Attribution(noun, owner), spans) if spans else None


def _clause_of_noun(context: QuoteContext, noun: int) -> tuple[list[int], bool]:
    """The clause or infinitive of a noun, and whether it says too little without an owner."""
    parsed, words = context.parsed, context.words
    for child in parsed.children(noun):
        if child < noun:
            continue
        if parsed.relations[child] in ("acl", "ccomp", "relcl") and _opened(context, child):
            return parsed.subtree(child), False
        if parsed.relations[child] == "acl" and is_infinitive(context, child):
            return parsed.subtree(child), True
    head = parsed.heads[noun]
    if parsed.relations[noun] == "nsubj" and parsed.lower(head) in words.copulas:
        # "his bet is that …"
        for child in parsed.children(head):
            clause = parsed.relations[child] == "ccomp" and is_clause(context, child)
            if child > head and (clause or (parsed.relations[child] == "xcomp" and is_infinitive(context, child))):
                return parsed.subtree(child), True
    return [], True


def _opened(context: QuoteContext, clause: int) -> bool:
    parsed, openers = context.parsed, context.words.noun_openers or context.words.complementizers
    marks = (c for c in parsed.children(clause) if parsed.relations[c] == "mark")
    return any(parsed.lower(c) in openers for c in marks) and is_clause(context, clause)


def _behind_preposition(context: QuoteContext, token: int, allowed: frozenset[str]) -> list[int]:
    parsed = context.parsed
    for child in parsed.children(token):
        if child > token and parsed.relations[child] in ("prep", "agent") and parsed.lower(child) in allowed:
            return parsed.subtree(child)[1:]
    return []


def _owner(context: QuoteContext, noun: int) -> int:
    """Whose claim it is: "Roe's claim", "a claim by Roe", "Roe made the claim", "the Freedonian claim"."""
    parsed, words = context.parsed, context.words
    children = parsed.children(noun)
    for child in children:
        if parsed.relations[child] == "poss":
            return child
        if parsed.relations[child] in ("prep", "agent") and parsed.lower(child) in words.owner_prepositions:
            who = next((c for c in parsed.children(child) if parsed.relations[c] == "pobj"), -1)
            if who >= 0:
                return who
    head = parsed.heads[noun]
    lemma = words.forms.get(parsed.lower(head)) or parsed.lemma(head)
    if parsed.relations[noun] in ("dobj", "attr") and (lemma in words.light or parsed.lower(head) in words.copulas):
        subject = subject_of(context, head)
        if subject >= 0 and parsed.relations[subject] != "expl":
            return subject
    if words.noun_forms.get(parsed.lower(noun)) in words.holders:
        # "Roe, a critic of the plan": Roe; "critics of the plan": they themselves
        return head if parsed.relations[noun] == "appos" and context.can_speak(head) else noun
    for child in children:
        beside = parsed.relations[child] in ("compound", "nmod", "amod")
        if beside and child in context.mention_at and context.can_speak(child):
            return child
    return -1


# ---------------------------------------------------------------- adjectives
def _adjective(context: QuoteContext, token: int, word: str) -> Reported | None:
    parsed, words = context.parsed, context.words
    head, children = parsed.heads[token], list(parsed.children(token))
    behind_copula = parsed.relations[token] == "acomp" and parsed.lower(head) in words.copulas
    if behind_copula:
        children += [
            c for c in parsed.children(head) if c > token and parsed.relations[c] in ("ccomp", "xcomp", "prep")
        ]
    elif not _is_state(context, token):
        return None
    content: list[int] = []
    for child in children if word in words.adjectives else ():
        clause = parsed.relations[child] == "ccomp" and is_clause(context, child)
        if child > token and (clause or (parsed.relations[child] == "xcomp" and is_infinitive(context, child))):
            content = parsed.subtree(child)
    if not content:
        allowed = words.adjective_prepositions.get(word, frozenset())
        kinds = ("prep", "agent")
        found = [c for c in children if c > token and parsed.relations[c] in kinds and parsed.lower(c) in allowed]
        content = parsed.subtree(found[0])[1:] if found else []
    holder = (subject_of(context, head) if behind_copula else _in_state(context, token)) if content else -1
    if holder < 0 or parsed.relations[holder] == "expl":
        return None
    if parsed.lower(holder) in words.first_and_second | words.neuter:
        return None
    spans = spans_beside(context, token, content)
    return Reported(Attribution(token, holder), spans) if spans else None


def _is_state(context: QuoteContext, token: int) -> bool:
    """Whether a participle stands behind a form of "be": "was convinced"."""
    parsed = context.parsed
    return parsed.tags[token] == "VBN" and any(
        parsed.relations[c] == "auxpass" or (parsed.relations[c] == "aux" and parsed.lower(c) in context.words.copulas)
        for c in parsed.children(token)
    )


def _in_state(context: QuoteContext, token: int) -> int:
    """Who is in the state that a participle names."""
    parsed = context.parsed
    subject = next((c for c in parsed.children(token) if parsed.relations[c] in ("nsubjpass", "nsubj")), -1)
    if subject >= 0 and parsed.lower(subject) in context.words.relatives:
        return parsed.heads[token] if parsed.relations[token] == "relcl" else -1
    if subject < 0 and parsed.relations[token] == "conj":
        return subject_of(context, parsed.heads[token], 1)
    return subject
