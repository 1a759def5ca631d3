"""Who speaks: the subject of a verb of saying by the tree, by the order of words where the tree has none."""

from __future__ import annotations

from typing import Final

from workbench.annotation.document import NAMED
from workbench.annotation.parsed import Parsed
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.word_lists import words

_MODIFIERS: Final = words("det amod compound poss nummod nmod case advmod quantmod predet punct npadvmod prt")
_OF: Final = words("of de d' du des")
"""The preposition that ties a second noun to the first, in the languages that there are rules for."""
_BY: Final = words("by par")
_DEEPEST: Final = 4
"""Verbs up the tree that are asked for a subject."""


def attributed(context: QuoteContext, token: int, first: int) -> Attribution:
    """A cue with its speaker: by the tree, else by the order of words from ``first`` on."""
    parsed = context.parsed
    speaker = subject_of(context, token)
    if speaker < 0:
        speaker = _neighbour(context, token, first)
    if speaker >= 0 and parsed.relations[speaker] == "expl":
        speaker = -1
    return Attribution(token, speaker)


def subject_of(context: QuoteContext, token: int, depth: int = 0) -> int:
    """The token that heads the subject of a verb, outside quotations; -1 when the tree has none."""
    parsed, words_ = context.parsed, context.words
    children = parsed.children(token)
    passive = any(parsed.relations[c] == "auxpass" for c in children)
    agent = next((c for c in children if parsed.relations[c] == "agent"), -1)
    # "was joined by Roe and joked": the one who was joined jokes
    if agent >= 0 and depth == 0:
        by = next((c for c in parsed.children(agent) if parsed.relations[c] == "pobj"), -1)
        if by >= 0:
            return by
    subjects = [c for c in children if parsed.relations[c] in ("nsubj", "nsubjpass") and not context.quoted(c)]
    if subjects and not (
        passive
        and depth == 0
        and parsed.relations[subjects[-1]] == "nsubjpass"
        and parsed.lower(token) not in words_.quoters  # it does in "Roe was quoted", not in "the plan was announced"
    ):
        subject = min(subjects, key=lambda c: abs(c - token))
        if parsed.lower(subject) in words_.relatives and parsed.relations[token] == "relcl":
            return parsed.heads[token]
        if parsed.lower(subject) in words_.interrogatives:
            return -1
        return subject
    if parsed.tags[token] == "VBG" and depth == 0 and context.names_person(token - 1):
        # "footage of Jane Roe asking"
        return token - 1
    head, relation = parsed.heads[token], parsed.relations[token]
    if depth > _DEEPEST or head == token or context.quoted(head):
        return -1
    if relation == "pcomp" and parsed.lower(head) in words_.as_words:
        # "quoted Roe as saying"
        verb = parsed.heads[head]
        return next((c for c in parsed.children(verb) if parsed.relations[c] in ("dobj", "nsubjpass")), -1)
    if relation == "acl" and parsed.tags[token] == "VBG" and _behind_comma(parsed, token):
        # "ended the visit with a reference to the film, remarking": who ended it remarks
        while head != parsed.heads[head] and not parsed.tags[head].startswith("VB"):
            head = parsed.heads[head]
        return subject_of(context, head, depth + 1) if parsed.tags[head].startswith("VB") else -1
    if relation == "acl" and parsed.tags[token] == "VBG" and _is_told(context, head):
        # "emailed supporters saying": who emailed says
        verb = (
            parsed.heads[head] if parsed.tags[parsed.heads[head]].startswith("VB") else parsed.heads[parsed.heads[head]]
        )
        return subject_of(context, verb, depth + 1)
    if relation in ("acl", "relcl") and parsed.tags[head].startswith(("NN", "PRP")):
        return head if parsed.tags[token] in ("VBG", "VBD", "VBZ", "VBP") else -1
    if parsed.tags[token] == "VBG" and depth == 0 and _behind_comma(parsed, token):
        outer = _outer_cue(context, token)
        if outer >= 0:
            return subject_of(context, outer, depth + 1)
    if relation == "xcomp" and parsed.tags[token] == "VB" and context.words.causing:
        # "forced her to admit", "urged him to say": the object does it
        lemma = context.words.forms.get(parsed.lower(head)) or parsed.lemma(head)
        objects = [c for c in parsed.children(head) if parsed.relations[c] == "dobj" and not context.quoted(c)]
        if objects and lemma in context.words.causing | context.words.governed.urged:
            return objects[0]
    if relation in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "parataxis"):
        if relation == "ccomp" and parsed.tags[token] not in ("VBG", "VB"):
            return -1
        if (
            relation == "xcomp"
            and parsed.tags[head].startswith("JJ")
            and parsed.tags[parsed.heads[head]].startswith("VB")
        ):
            head = parsed.heads[head]  # "was able to say"
        return subject_of(context, head, depth + 1) if parsed.tags[head].startswith(("VB", "IN")) else -1
    return -1


def _behind_comma(parsed: Parsed, token: int) -> bool:
    """Whether a comma stands before a token, inside a closing mark or not."""
    at = parsed.starts[token]
    before = parsed.text[max(0, at - 4) : at].rstrip().rstrip("”\"’'»")
    return before.endswith(",")


def _is_told(context: QuoteContext, noun: int) -> bool:
    """Whether a noun names those to whom something is said: "emailed supporters", "a message to supporters"."""
    parsed, words = context.parsed, context.words
    word = parsed.lower(noun)
    if word in words.sources or word.rstrip("s") in words.sources:
        return False
    head = parsed.heads[noun]
    if parsed.relations[noun] in ("dobj", "dative"):
        return words.forms.get(parsed.lower(head), "") in words.telling
    verb = parsed.heads[head]
    return parsed.relations[noun] == "pobj" and parsed.lower(head) == "to" and parsed.tags[verb].startswith("VB")


def _outer_cue(context: QuoteContext, token: int) -> int:
    """The cue that reports the clause on which ", warning that ..." hangs: whoever said that warned, too."""
    parsed = context.parsed
    at = token
    for _ in range(6):
        head = parsed.heads[at]
        if head == at or context.quoted(head):
            return -1
        if parsed.relations[at] == "ccomp" and at != token and head < token and context.is_cue(head):
            return head
        at = head
    return -1


def _neighbour(context: QuoteContext, token: int, first: int) -> int:
    """The noun phrase that stands where a subject does: before the cue, or after it when the cue comes first."""
    parsed = context.parsed
    before = [t for t in range(first, token) if not context.quoted(t)]
    nouns = [t for t in before if context.is_noun(t)]
    if nouns:
        heads = [t for t in nouns if t in context.mention_at and context.can_speak(t)]
        return heads[-1] if heads else nouns[-1]
    sentence = parsed.sentence_tokens(parsed.sentence_of(token))
    for after in range(token + 1, min(token + 8, len(parsed))):
        if (
            context.quoted(after)
            or context.ends_sentence(after)
            or parsed.starts[after] > parsed.ends[after - 1] + 1
            or parsed.tags[after] in ("IN", "TO", "WDT", ",", ":")
            or after > sentence[-1] + 8
        ):
            break
        if context.is_noun(after):
            if after in context.mention_at:
                return after
            last = after
            while last + 1 < len(parsed) and context.is_noun(last + 1) and not context.quoted(last + 1):
                last += 1
            return last
    return -1


def as_saying(context: QuoteContext, token: int) -> Attribution | None:
    """X for "quoted X as saying", and not the paper that quotes."""
    parsed = context.parsed
    if parsed.lower(token) not in context.words.quoters:
        return None
    for later in range(token + 1, min(token + 14, len(parsed) - 1)):
        if context.ends_sentence(later) or context.quoted(later):
            return None
        if parsed.lower(later) in context.words.as_words and parsed.lower(later + 1) in context.words.saying:
            who = [t for t in range(token + 1, later) if context.is_noun(t)]
            return Attribution(later + 1, who[-1]) if who else None
    return None


def named_beside(context: QuoteContext, head: int) -> int:
    """The person that a description is set beside: "a research fellow at the institute, Dr Jane Roe"."""
    parsed = context.parsed
    if parsed.lower(head) in context.words.records:
        return _who_is_recorded(context, head)
    number = context.mention_at.get(head)
    if number is not None:
        # "lead Freedonia research fellow": the name only describes the noun that follows
        end = parsed.first_from(context.mentions[number].end)
        describes = context.mentions[number].type in ("GPE", "NORP", "LOC", "ORG") and end < len(parsed)
        if not (describes and parsed.tags[end] in ("NN", "NNS") and not context.quoted(end)):
            return head
    for child in parsed.children(head):
        number = context.mention_at.get(child)
        if parsed.relations[child] == "appos" and number is not None and context.mentions[number].type == "PERSON":
            return child
    # the tree often hangs the name on the last noun before it
    for token in range(head + 1, min(head + 14, len(parsed))):
        number = context.mention_at.get(token)
        if context.ends_sentence(token) or parsed.tags[token].startswith("VB"):
            break
        if number is not None and context.mentions[number].type == "PERSON" and context.mentions[number].kind == NAMED:
            first = parsed.first_from(context.mentions[number].start)
            before = parsed.word(first - 1)
            title = parsed.word(first - 2) == "," and parsed.tags[first - 1] == "NNP"
            if before == "," or title:
                return token
            break
    return head


def _who_is_recorded(context: QuoteContext, record: int) -> int:
    """Whose words a record keeps, "Roe" in "a transcript of Roe's remarks"; the record where it is nobody or several."""
    parsed = context.parsed
    found: list[int] = []
    for noun in _behind_prepositions(parsed, record):
        if context.names_person(noun):
            found.append(noun)
        elif parsed.lower(noun) in context.words.speeches:
            owners = [c for c in parsed.children(noun) if parsed.relations[c] == "poss"]
            found += [t for t in (*owners, *_behind_prepositions(parsed, noun)) if _is_somebody(context, t)]
    return found[0] if len(found) == 1 and not context.quoted(found[0]) else record


def _behind_prepositions(parsed: Parsed, noun: int) -> list[int]:
    """The nouns that "of" and "by" tie to a noun."""
    ties = [c for c in parsed.children(noun) if c > noun and parsed.lower(c) in _OF | _BY]
    return [c for tie in ties for c in parsed.children(tie) if parsed.relations[c] == "pobj"]


def _is_somebody(context: QuoteContext, token: int) -> bool:
    """Whether a token is a person's name, or a pronoun for one."""
    words_ = context.words
    return context.names_person(token) or context.parsed.lower(token) in words_.masculine | words_.feminine


def relative_pronoun(context: QuoteContext, cue: int, speaker: int) -> int:
    """The "who" by which a cue refers to its speaker, as in "Roe, who said"; -1 when it does not."""
    parsed = context.parsed
    at = cue
    for _ in range(_DEEPEST):
        if parsed.relations[at] == "relcl":
            break
        if parsed.heads[at] == at or parsed.relations[at] not in ("conj", "xcomp", "advcl", "acomp"):
            return -1
        at = parsed.heads[at]
    if parsed.relations[at] != "relcl" or context.mention_at.get(parsed.heads[at]) != context.mention_at.get(speaker):
        return -1
    subjects = (c for c in parsed.children(at) if parsed.relations[c] in ("nsubj", "nsubjpass"))
    return next((c for c in subjects if parsed.lower(c) in context.words.relatives), -1)


def speaker_span(context: QuoteContext, head: int) -> tuple[int, int, int]:
    """The span of the speaker's name or noun phrase, and the mention that it is (-1 for none)."""
    parsed = context.parsed
    head = named_beside(context, head)
    number = context.mention_at.get(head)
    if number is not None:
        mention = context.mentions[number]
        # "Roe's campaign" is not Roe: the name must reach to the head of the phrase
        return mention.start, mention.end, number
    left = head
    allowed = _left_modifiers(parsed, head)
    while left - 1 in allowed and not context.quoted(left - 1):
        left -= 1
    while left < head and (
        parsed.tags[left] in ("CC", "IN") or not parsed.word(left)[0].isalnum() or parsed.word(left) in ("'s", "’s")
    ):
        left += 1
    right = head
    of = next((c for c in parsed.children(head) if c == head + 1 and parsed.lower(c) in _OF), -1)
    if of >= 0:
        for token in parsed.subtree(of):
            if (
                token != right + 1
                or parsed.tags[token] in (",", "WDT", "WP", ":")
                or context.quoted(token)
                or token - head > 8
            ):
                break
            right = token
    return parsed.starts[left], parsed.ends[right], -1


def _left_modifiers(parsed: Parsed, head: int) -> set[int]:
    out: set[int] = set()
    for child in parsed.children(head):
        if child < head and parsed.relations[child] in _MODIFIERS:
            out.update(t for t in parsed.subtree(child) if t < head)
    return out
