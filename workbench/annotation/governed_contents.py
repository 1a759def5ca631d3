"""Speech and thought reported without marks: what a verb of saying, thinking or judging has as its content.

The content is the whole of what the verb governs, with the word that opens a clause ("that") and with everything that
belongs to it; the verb and its subject are left out. Which verb governs what stands in the language's lists
(:class:`workbench.annotation.reporting.Governed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.annotation.content_spans import Reported, spans_beside, trimmed_span
from workbench.annotation.document import NAMED
from workbench.annotation.quote_context import SUBJECTS, Attribution, QuoteContext
from workbench.annotation.speakers import as_saying, attributed, subject_of

_CLAUSE: Final = "clause"
_UNNAMED: Final = "unnamed"
"""Rule of a passive that leaves its content to unnamed others."""
_OTHER: Final = "other"

_DASHES: Final = frozenset((",", "–", "—", "-", "--"))
_CLOSING_MARKS: Final = frozenset("”\"’'»")
_IN_GROUP: Final = ("aux", "advmod", "neg", "mark", "prt", "npadvmod", "dobj", "dative", "prep", "cc")
"""Relations of what stands with a cue between commas: "…, as Roe also told them on Friday, …"."""
_LONGEST_GROUP: Final = 40
_THAT_REACH: Final = 15
"""Tokens behind a cue within which "that" must come where the tree has lost its clause."""
_SHORTEST_REST: Final = 3


@dataclass(slots=True)
class _Verb:
    """A verb with what hangs on it."""

    token: int
    lemma: str
    by: dict[str, list[int]] = field(default_factory=dict)
    """Children by relation."""

    @property
    def passive(self) -> bool:
        return "auxpass" in self.by

    def of(self, *relations: str) -> list[int]:
        return [child for relation in relations for child in self.by.get(relation, ())]


def verb_contents(context: QuoteContext, used: frozenset[int], tokens: Iterable[int]) -> Iterator[Reported]:
    """What the verbs among some tokens report, where these stand outside quotation marks.

    ``used`` are cues, by code point, that belong to words between quotation marks already.
    """
    parsed = context.parsed
    for token in tokens:
        if not parsed.tags[token].startswith("VB") or context.quoted(token) or parsed.starts[token] in used:
            continue
        verb = _Verb(token, context.cue_lemma(token))
        for child in parsed.children(token):
            verb.by.setdefault(parsed.relations[child], []).append(child)
        one = _reported(context, verb) if verb.lemma else _proposed(context, verb)
        if one is not None:
            yield one


def _reported(context: QuoteContext, verb: _Verb) -> Reported | None:
    words = context.words
    if as_saying(context, verb.token) is not None:
        return None  # "quoted Roe as saying": Roe says it
    # a verb that can only be one of saying or thinking: its clause may be looked for where the tree does not have it
    certain = verb.lemma in words.quoting and verb.lemma not in words.weak
    if certain:
        one = _set_off(context, verb)
        if one is not None:
            return one
    for rule, tokens in _candidates(context, verb):
        found = _attributed(context, verb, rule)
        spans = spans_beside(context, verb.token, tokens) if found is not None else ()
        if found is not None and spans:
            return Reported(found, spans, clause=rule == _CLAUSE and certain)
    return _behind_that(context, verb) if certain and not verb.passive else None


def _attributed(context: QuoteContext, verb: _Verb, rule: str) -> Attribution | None:
    parsed, words = context.parsed, context.words
    if rule == _UNNAMED:
        return Attribution(verb.token)
    speaker = subject_of(context, verb.token)
    if speaker < 0 and rule == _CLAUSE:
        if verb.passive:
            return Attribution(verb.token)
        if verb.lemma in words.quoting and verb.lemma not in words.weak:
            return _by_order(context, verb.token)
    if speaker < 0 or parsed.relations[speaker] == "expl":
        return None
    if parsed.lower(speaker) in words.first_and_second:
        return None
    if verb.lemma in words.signs and not _can_say(context, speaker):
        return None
    if rule == _OTHER and verb.lemma in words.showing and not _is_source(context, speaker):
        return None
    return Attribution(verb.token, speaker)


def _can_say(context: QuoteContext, speaker: int) -> bool:
    """Whether a subject can show or suggest something as a speaker does, and is not a mere fact."""
    if speaker in context.mention_at:
        return context.can_speak(speaker)
    return context.parsed.tags[speaker] == "PRP" or _is_source(context, speaker)


def _is_source(context: QuoteContext, speaker: int) -> bool:
    """Whether a noun names a document, a poll or the like."""
    parsed, sources = context.parsed, context.words.sources
    return parsed.lower(speaker) in sources or parsed.lemma(speaker) in sources


def _by_order(context: QuoteContext, token: int) -> Attribution | None:
    found = attributed(context, token, context.sentence(token)[0])
    if found.speaker < 0 or context.parsed.lower(found.speaker) in context.words.first_and_second:
        return None
    return found


# ---------------------------------------------------------------- what the tree hangs on the verb
def _candidates(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    """Contents that the lists allow, best first: by which rule, and the tokens."""
    yield from _clauses(context, verb)
    yield from _infinitives(context, verb)
    yield from _phrases(context, verb)
    yield from _with_preposition(context, verb)
    yield from _around(context, verb)


def _clauses(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    parsed, governed = context.parsed, context.words.governed
    clauses = verb.of("ccomp")
    if not clauses:
        return
    if verb.lemma in governed.clauses or not context.is_weak(verb.token):
        finite = [c for c in clauses if is_clause(context, c)]
        if finite:
            yield _CLAUSE, [t for c in finite for t in parsed.subtree(c)]
    for clause in clauses:
        if is_infinitive(context, clause) and verb.lemma in governed.urged | governed.infinitives:
            yield _OTHER, parsed.subtree(clause)
    if verb.lemma in governed.named:
        # "called them liars": the tree takes it for a clause without a verb
        yield _OTHER, [t for c in clauses for t in parsed.subtree(c)]


def is_clause(context: QuoteContext, token: int) -> bool:
    """Whether a token heads a clause with a subject."""
    parsed = context.parsed
    return any(parsed.relations[c] in SUBJECTS for c in parsed.children(token))


def is_infinitive(context: QuoteContext, token: int) -> bool:
    """Whether a token heads an infinitive: "to close", "to have closed"."""
    parsed = context.parsed
    return parsed.tags[token] == "VB" or any(parsed.tags[c] == "TO" for c in parsed.children(token))


def _infinitives(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    parsed, governed, lemma = context.parsed, context.words.governed, verb.lemma
    agent = bool(verb.of("agent"))
    if verb.passive and not agent and lemma in context.words.reported_passives and verb.of("nsubjpass"):
        for inner in verb.of("xcomp"):
            if is_infinitive(context, inner):
                yield _UNNAMED, parsed.subtree(inner)
    for inner in verb.of("xcomp"):
        if is_infinitive(context, inner):
            if lemma in governed.infinitives and not verb.passive:
                yield _OTHER, [*parsed.subtree(inner), *_joined_infinitives(context, verb, inner)]
            elif lemma in governed.urged and (verb.of("dobj", "dative") or (verb.passive and agent)):
                yield _OTHER, parsed.subtree(inner)
        elif parsed.tags[inner] == "VBG" and lemma in governed.gerunds:
            yield _OTHER, parsed.subtree(inner)


def _joined_infinitives(context: QuoteContext, verb: _Verb, inner: int) -> list[int]:
    """Further infinitives that the tree joins to the cue and not to the first one: "wants to stay and win"."""
    parsed = context.parsed
    if parsed.tags[verb.token] == "VB":
        return []
    joined = [c for c in verb.of("conj") if c > inner and parsed.tags[c] == "VB" and not is_clause(context, c)]
    return [t for c in joined for t in parsed.subtree(c)]


def _objects(context: QuoteContext, verb: _Verb) -> list[int]:
    """Heads of the noun phrases that the verb is done to, in passives only where it is said by whom."""
    parsed = context.parsed
    if not verb.of("agent"):
        return verb.of("dobj")
    if verb.passive:
        return verb.of("nsubjpass")
    behind_noun = parsed.relations[verb.token] == "acl" and parsed.tags[verb.token] == "VBN"
    return [parsed.heads[verb.token]] if behind_noun else verb.of("dobj")


def _phrases(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    parsed, words, governed = context.parsed, context.words, context.words.governed
    objects, lemma = _objects(context, verb), verb.lemma
    allowed = governed.object_prepositions.get(lemma, frozenset())
    if allowed and (objects or verb.of("agent")):
        tails = [c for c in verb.of("prep") if parsed.lower(c) in allowed]
        if not tails:
            # "accused the party of fraud": the tree may hang it on the object
            loose = allowed - words.joint_prepositions
            tails = [
                c
                for o in objects
                for c in parsed.children(o)
                if parsed.relations[c] == "prep" and parsed.lower(c) in loose
            ]
        tail = [t for c in tails for t in parsed.subtree(c)]
        joint = any(parsed.lower(c) in words.joint_prepositions for c in tails)
        if tails and joint and lemma in governed.objects | governed.named:
            yield _OTHER, [*_whole(context, verb, objects), *tail]
        elif tails:
            yield _OTHER, tail[1:]
    if not objects or (context.parsed.lower(verb.token) in words.quoters and _is_named(context, objects[0])):
        return  # "citing Roe" says who said it
    if lemma in governed.named:
        names = verb.of("oprd", "xcomp", "acomp", "attr")
        if names:
            called = [t for c in names for t in parsed.subtree(c)]
            yield _OTHER, [*_whole(context, verb, objects), *called, *_tail(context, verb, names)]
    particles = {parsed.lower(c) for c in verb.of("prt")}
    if lemma in governed.objects or particles & governed.particles.get(lemma, frozenset()):
        yield _OTHER, [*_whole(context, verb, objects), *_tail(context, verb, objects)]


def _is_named(context: QuoteContext, token: int) -> bool:
    number = context.mention_at.get(token)
    return number is not None and context.mentions[number].kind == NAMED and context.can_speak(token)


def _whole(context: QuoteContext, verb: _Verb, objects: Sequence[int]) -> list[int]:
    """The tokens of noun phrases, but for what hangs on the verb: "concerns raised by Roe"."""
    parsed = context.parsed
    out: list[int] = []
    for head in objects:
        inside = parsed.subtree(head)
        if verb.token in inside:
            own = set(parsed.subtree(verb.token))
            inside = [t for t in inside if t not in own]
        out += inside
    return out


def _tail(context: QuoteContext, verb: _Verb, objects: Sequence[int]) -> list[int]:
    """What follows a noun phrase and belongs to it: "proposed a way for parents to pay"."""
    parsed = context.parsed
    out: list[int] = []
    last = max(t for c in objects for t in parsed.subtree(c))
    for preposition in verb.of("prep"):
        inner = parsed.subtree(preposition)
        if inner[0] == last + 1 and parsed.lower(preposition) in context.words.tail_prepositions:
            out += inner
            last = inner[-1]
    return out


def _with_preposition(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    parsed, governed = context.parsed, context.words.governed
    allowed = governed.prepositions.get(verb.lemma, frozenset())
    if not allowed or (_objects(context, verb) and not verb.passive):
        return
    for preposition in verb.of("prep"):
        noun = next((c for c in parsed.children(preposition) if parsed.relations[c] == "pobj"), preposition)
        if parsed.lower(preposition) in allowed and parsed.lower(noun) not in context.words.times:
            # "called on them to leave"
            asked = [t for c in verb.of("xcomp") if parsed.tags[c] == "VB" for t in parsed.subtree(c)]
            yield _OTHER, [*(t for t in parsed.subtree(preposition) if t != preposition), *asked]


def _around(context: QuoteContext, verb: _Verb) -> Iterator[tuple[str, list[int]]]:
    """The sentence around "…, as Roe said, …" where the tree has its clause above the cue."""
    parsed, words = context.parsed, context.words
    head, relation = parsed.heads[verb.token], parsed.relations[verb.token]
    if head == verb.token or verb.of("dobj", "ccomp") or verb.lemma not in words.quoting or verb.lemma in words.weak:
        return
    opened = relation == "advcl" and any(parsed.lower(c) in words.as_words for c in verb.of("mark", "advmod"))
    if opened or relation == "parataxis":
        own = set(parsed.subtree(verb.token))
        yield _CLAUSE, [t for t in parsed.subtree(head) if t not in own]


# ---------------------------------------------------------------- where the tree has lost the content
def _set_off(context: QuoteContext, verb: _Verb) -> Reported | None:
    """The sentence around a cue between commas: "…, Roe said, …", "…, said Roe.", "…, as Roe said on Friday, …"."""
    parsed, words = context.parsed, context.words
    subjects = verb.of("nsubj")
    if not subjects or verb.passive or parsed.relations[verb.token] == "relcl":
        return None
    if verb.of("dobj") and verb.lemma not in words.telling:
        return None
    subject = subjects[-1]
    if parsed.lower(subject) in words.first_and_second:
        return None
    sentence = context.sentence(verb.token)
    first, last = _group(context, verb, subject, sentence)
    if not first <= subject <= last or last - first > _LONGEST_GROUP:
        return None
    before = first - 1
    while before > sentence[0] and parsed.word(before) in _CLOSING_MARKS:
        before -= 1
    if before <= sentence[0] or parsed.word(before) not in _DASHES:
        return None
    after, rest = last + 1, None
    if after > sentence[-1] or context.ends_sentence(after):
        if not any(parsed.tags[t].startswith(("VB", "MD")) for t in range(sentence[0], before)):
            return None  # "In a speech on Friday, Roe said."
    else:
        # words between marks that follow have their own row, and what leads up to them is no content
        leads_up = context.quoted(after + 1) if after < sentence[-1] else True
        short = sentence[-1] - after < _SHORTEST_REST
        participle = parsed.tags[sentence[0]] in ("VBN", "VBG")
        if parsed.word(after) != "," or short or participle or (leads_up and not context.quoted(sentence[0])):
            return None
        if _goes_on(context, sentence, before, after):
            rest = trimmed_span(context, range(after + 1, sentence[-1] + 1))
    spans = (trimmed_span(context, range(sentence[0], before)), rest)
    if spans[0] is None:
        return None
    found = Attribution(verb.token, subject_of(context, verb.token))
    return Reported(found, tuple(span for span in spans if span is not None), clause=True, set_off=True)


def _goes_on(context: QuoteContext, sentence: range, before: int, after: int) -> bool:
    """Whether what follows a cue between commas belongs to the content and not to the cue.

    It does unless it is an adverbial behind a whole clause ("…, Roe said, citing the report", "…, Roe said, on Monday").
    """
    tags = context.parsed.tags
    whole = any(tags[t].startswith(("VB", "MD")) for t in range(sentence[0], before))
    rest = [t for t in range(after + 1, sentence[-1] + 1) if context.parsed.word(t)[0].isalnum()]
    verbal = any(tags[t].startswith(("VB", "MD")) for t in rest)
    # "…, Roe said, Interfax reported"
    second = bool(rest) and context.is_cue(rest[-1])
    return not whole or (verbal and tags[after + 1] != "VBG" and not second)


def _group(context: QuoteContext, verb: _Verb, subject: int, sentence: range) -> tuple[int, int]:
    """First and last token of a cue with its subject and what else belongs to the two of them."""
    parsed = context.parsed
    group = {verb.token, *parsed.subtree(subject), *(t for c in verb.of(*_IN_GROUP) for t in parsed.subtree(c))}
    first = last = verb.token
    while first - 1 in group and first > sentence[0]:
        first -= 1
    while last + 1 in group:
        last += 1
    return first, last


def _behind_that(context: QuoteContext, verb: _Verb) -> Reported | None:
    """The rest of the sentence after "that": "told those at the meeting on Friday that …"."""
    parsed = context.parsed
    last = context.sentence(verb.token)[-1]
    for token in range(verb.token + 1, min(verb.token + _THAT_REACH, last)):
        if context.quoted(token) or parsed.tags[token] in ("VBZ", "VBD", "VBP", "MD") or context.ends_sentence(token):
            return None
        if parsed.lower(token) in context.words.complementizers:
            found = _by_order(context, verb.token)
            span = trimmed_span(context, range(token, last + 1))
            return Reported(found, (span,), clause=True) if found is not None and span is not None else None
    return None


# ---------------------------------------------------------------- verbs in no list
def _proposed(context: QuoteContext, verb: _Verb) -> Reported | None:
    """A clause under a verb that is in no list, of a subject who can speak."""
    parsed, words = context.parsed, context.words
    clauses = [c for c in verb.of("ccomp") if c > verb.token and is_clause(context, c)]
    lemma = parsed.lemma(verb.token) if clauses else ""
    if not clauses or verb.passive or lemma in words.no_cues or lemma in words.classes or not lemma.isalpha():
        return None
    first = parsed.subtree(clauses[0])[0]
    opened = parsed.tags[first].startswith("W") or parsed.lower(first) in words.complementizers
    speaker = subject_of(context, verb.token)
    if not opened or speaker < 0 or parsed.lower(speaker) in words.first_and_second:
        return None
    if speaker in context.mention_at:
        if not context.can_speak(speaker):
            return None
    elif parsed.tags[speaker] != "PRP" or parsed.lower(speaker) in words.neuter:
        return None
    spans = spans_beside(context, verb.token, [t for c in clauses for t in parsed.subtree(c)])
    return Reported(Attribution(verb.token, speaker), spans, proposed=True) if spans else None
