"""Who passes another's words on: "Interfax quoted Roe as saying", "Roe told Reuters", "state media said Roe had said".

A relay is never the speaker. It is looked for in the sentence of the attribution: the one who quotes, the outlet that
was told, the source of a second attribution ("Roe said, according to Tass"), and whoever reports the clause in which
the speaker speaks.
"""

from __future__ import annotations

from typing import Final

from workbench.annotation.quote_context import QuoteContext
from workbench.annotation.source_phrases import according_to
from workbench.annotation.speakers import subject_of

_NEAR: Final = 8
"""Tokens behind "quoted" within which "by" names the one who quotes."""
_HIGHEST: Final = 4
"""Clauses up the tree in which the one who passes on may be named."""


def relay_of(context: QuoteContext, cue: int, speaker: int, *, reported: bool = True) -> int:
    """The token that heads the noun phrase of the one who passes on what a cue reports; -1 for none.

    Cue and speaker are tokens; without them (-1) there is no relay, and the speaker is none. ``reported`` says whether
    the attribution may stand in a clause that somebody else reports.
    """
    if cue < 0 or speaker < 0:
        return -1
    for found in (
        _quoter(context, cue),
        _told(context, cue),
        _cited_by(context, speaker),
        _second_source(context, cue, speaker),
        _reporter(context, cue) if reported and context.parsed.tags[speaker] != "PRP" else -1,
    ):
        if found >= 0 and not _same(context, found, speaker):
            return found
    return -1


def _same(context: QuoteContext, one: int, other: int) -> bool:
    """Whether two tokens stand for the same speaker, as far as their words tell."""
    if one == other or context.parsed.lower(one) == context.parsed.lower(other):
        return True
    mention = context.mention_at.get(one, -1)
    return mention >= 0 and mention == context.mention_at.get(other)


def _quoter(context: QuoteContext, cue: int) -> int:
    """The paper of "the paper quoted Roe as saying" and of "Roe was quoted by the paper as saying"."""
    parsed, words = context.parsed, context.words
    if parsed.lower(cue) not in words.saying and parsed.lower(cue) not in words.quoters:
        return -1
    quoting = next((t for t in range(cue, max(cue - 15, -1), -1) if parsed.lower(t) in words.quoters), -1)
    if quoting < 0 or quoting not in context.sentence(cue):
        return -1
    children = parsed.children(quoting)
    passive = any(parsed.relations[c] == "auxpass" for c in children)
    for preposition in range(quoting + 1, min(quoting + _NEAR, context.sentence(cue)[-1])):
        if parsed.lower(preposition) in words.agents and not context.quoted(preposition):
            who = next((c for c in parsed.children(preposition) if parsed.relations[c] == "pobj"), -1)
            if who >= 0:
                return who
    return -1 if passive or (quoting == cue and parsed.tags[cue] == "VBN") else subject_of(context, quoting)


def is_outlet(context: QuoteContext, token: int) -> bool:
    """Whether a noun phrase, by its head, is a news outlet or a common noun for one."""
    parsed, words = context.parsed, context.words
    number = context.mention_at.get(token)
    if number is None:
        return parsed.tags[token] == "NN" and parsed.lower(token) in words.media_words
    mention = context.mentions[number]
    if mention.type == "PERSON":
        return False
    name = parsed.text[mention.start : mention.end].lower().removeprefix("the ").replace("’", "'")
    return name in words.media or (name.split()[-1] in words.media_words and mention.type != "GPE")


def _told(context: QuoteContext, cue: int) -> int:
    """The outlet of "Roe told Reuters"."""
    parsed, words = context.parsed, context.words
    if context.cue_lemma(cue) not in words.telling:
        return -1
    for child in parsed.children(cue):
        if parsed.relations[child] in ("dobj", "dative") and child > cue and is_outlet(context, child):
            return child
    # the tree often gets lost behind a closing mark: “…,” Roe told Reuters
    following = cue + 1
    while following < len(parsed) and parsed.tags[following] in ("DT", "NNP", "NN", "POS", "NNPS", "JJ"):
        if following + 1 >= len(parsed) or not parsed.tags[following + 1].startswith("NN"):
            # "told the station's Jane Roe" names a person
            owns = parsed.tags[following + 1] == "POS" if following + 1 < len(parsed) else False
            host = owns and following + 2 < len(parsed) and context.names_person(following + 2)
            return following if is_outlet(context, following) and not host else -1
        following += 1
    return -1


def _cited_by(context: QuoteContext, speaker: int) -> int:
    """The agency of "according to Roe, cited by the agency"."""
    parsed = context.parsed
    for child in parsed.children(speaker):
        if parsed.relations[child] in ("acl", "relcl") and parsed.lower(child) in context.words.quoters:
            found = subject_of(context, child)
            if found >= 0 and found != speaker and any(parsed.relations[c] == "agent" for c in parsed.children(child)):
                return found
    return -1


def _second_source(context: QuoteContext, cue: int, speaker: int) -> int:
    """The outlet of "Roe said, according to Tass" and of "as quoted by Tass"."""
    parsed, words = context.parsed, context.words
    by_phrase = parsed.lower(cue) in words.according
    for token in context.sentence(cue):
        if context.quoted(token) or token == cue:
            continue
        if parsed.lower(token) in words.according and not by_phrase:
            found = according_to(context, [token])
            if found is not None and is_outlet(context, found.speaker):
                return found.speaker
        elif parsed.lower(token) in words.quoters and token + 1 < len(parsed):
            agent = next((c for c in parsed.children(token) if parsed.relations[c] == "agent"), -1)
            who = next((c for c in parsed.children(agent) if parsed.relations[c] == "pobj"), -1) if agent >= 0 else -1
            if who >= 0 and is_outlet(context, who):
                return who
    return -1


def _reporter(context: QuoteContext, cue: int) -> int:
    """Whoever reports the clause of the cue: the paper of "the paper reported that Roe said"."""
    parsed, words = context.parsed, context.words
    at = cue
    if context.is_weak(cue):
        return -1
    for _ in range(_HIGHEST):
        head = parsed.heads[at]
        if head == at or context.quoted(head):
            return -1
        lemma = context.cue_lemma(head)
        if parsed.relations[at] == "ccomp" and lemma in words.quoting and lemma not in words.weak:
            found = subject_of(context, head)
            return found if found >= 0 and parsed.lower(found) not in words.first_and_second else -1
        if parsed.relations[at] not in ("ccomp", "conj", "xcomp", "advcl"):
            return -1
        at = head
    return -1
