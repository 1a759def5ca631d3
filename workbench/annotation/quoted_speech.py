"""Words between quotation marks that somebody says: which they are, of what kind, and by whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from workbench.annotation.attributions import TERMINAL, attribution_of, tokens_after, tokens_before
from workbench.annotation.document import DIRECT, INDIRECT, MIXED, PRONOUN, QuoteAnnotation
from workbench.annotation.governed_contents import verb_contents
from workbench.annotation.quotation_marks import Quotation, find_nested
from workbench.annotation.quote_context import SUBJECTS, Attribution, QuoteContext
from workbench.annotation.quote_rows import quote_row
from workbench.annotation.quoted_titles import in_title_case, is_title

_NEAR_THE_START: Final = 6
_NEIGHBOURHOOD: Final = 300
"""Tokens back that are looked at for a speaker who is named before a quotation."""
SCARE_WORDS: Final = 3
"""A fragment of up to so many words that nobody is said to have said is no quote but a use of words at a distance."""


def find_quoted_speech(context: QuoteContext) -> list[QuoteAnnotation]:
    """The article's quotations that are speech, each with its kind, speaker and cue."""
    out: list[QuoteAnnotation] = []
    previous: tuple[int, Attribution] | None = None
    for number, quotation in enumerate(context.quotations):
        before, after = tokens_before(context, number), tokens_after(context, number)
        found, fits = attribution_of(context, number, before, after)
        kind = _kind(context, quotation, before, fits)
        ending = context.parsed.text[quotation.start : quotation.end].rstrip()[-1:]
        words = len(re.findall(r"\w[\w’'-]*", context.parsed.text[quotation.start : quotation.end]))
        inherited = False
        uttered = ending in (*TERMINAL, ",") or words > SCARE_WORDS
        if found is None and kind == DIRECT and uttered:
            found = _from_neighbour(context, number, before, previous)
            inherited = found is not None
        nobody = found is None or (found.speaker < 0 and kind == MIXED and words <= SCARE_WORDS)
        if nobody and not _is_speech(context, quotation, kind, words):
            continue
        if is_title(context, quotation, before, attributed=found is not None and not inherited):
            continue
        if found is None and ending.isalnum() and quotation.closed:
            kind = MIXED  # a slogan or a title rather than an utterance: nobody says it, and it does not end
        quote = quote_row(context, kind, (quotation.start, quotation.end), found or Attribution())
        parts = quotation.parts if len(quotation.parts) > 1 else ()
        out.append(replace(quote, inherited=inherited, parts=parts))
        if found is not None and found.speaker >= 0:
            previous = (number, found)
    return out


def find_nested_quotes(context: QuoteContext) -> list[QuoteAnnotation]:
    """What others say inside quotations: "“She told us, ‘Go home,’” Roe said", "“Doe said that we had won,” Roe said"."""
    parsed, words = context.parsed, context.words
    parts = [part for quotation in context.quotations for part in quotation.parts if part[1] > part[0]]
    if not parts:
        return []
    nested = find_nested(parsed.text, context.quotations)
    inner = QuoteContext(parsed, context.mentions, nested, words, blocks=parts)
    out: list[QuoteAnnotation] = []
    for number, quotation in enumerate(nested):
        before, after = tokens_before(inner, number), tokens_after(inner, number)
        found, fits = attribution_of(inner, number, before, after)
        if found is None or found.cue < 0 or inner.is_weak(found.cue) or not _other_speaks(inner, found.speaker):
            continue
        kind = _kind(inner, quotation, before, fits)
        if kind == DIRECT or len(parsed.text[quotation.start : quotation.end].split()) > SCARE_WORDS:
            out.append(quote_row(inner, kind, (quotation.start, quotation.end), found))
    used = frozenset(q.cue_start for q in out)
    inside = (t for start, end in parts for t in parsed.within(start, end))
    for one in verb_contents(inner, used, inside):
        if one.clause and _is_other_noun(inner, one.found.speaker):
            out += [quote_row(inner, INDIRECT, span, one.found) for span in one.spans]
    return out


def _is_other_noun(context: QuoteContext, speaker: int) -> bool:
    """Whether a speaker inside a quotation is named or described, and able to speak."""
    mention = context.mention_at.get(speaker)
    if mention is not None:
        return context.mentions[mention].kind != PRONOUN and context.can_speak(speaker)
    return speaker >= 0 and context.parsed.tags[speaker] in ("NN", "NNS")


def _other_speaks(context: QuoteContext, speaker: int) -> bool:
    """Whether a speaker inside a quotation is a third person and not who speaks there anyway."""
    parsed, words = context.parsed, context.words
    if speaker < 0:
        return False
    return parsed.tags[speaker] != "PRP" or parsed.lower(speaker) in words.masculine | words.feminine


def _kind(context: QuoteContext, quotation: Quotation, before: list[int], fits: bool) -> str:
    """Direct when the words stand as an utterance of their own, mixed when they are part of the outlet's clause."""
    parsed = context.parsed
    content = parsed.text[quotation.start : quotation.end].strip().lstrip(".… ")
    words = len(content.split())
    if not before:
        following = parsed.first_from(quotation.outer[1])
        ended = content[-1:] in (*TERMINAL, ",", "—", "–", "-") or not quotation.closed
        goes_on = following < len(parsed) and parsed.word(following)[:1].islower()
        return DIRECT if ended or not goes_on or (fits and words > SCARE_WORDS) else MIXED
    last = parsed.word(before[-1])
    spoken = words > SCARE_WORDS or content[-1:] in (*TERMINAL, ",")
    if last == ":" or (last in (",", "–", "—") and (fits or content[:1].isupper()) and spoken):
        return DIRECT
    # a cue or the person spoken to right before the mark: He said “I am done.”
    after_cue = bool(context.cue_lemma(before[-1]))
    says = after_cue and _can_say(context, before[-1])
    if fits and ((content[:1].isupper() and (spoken or says)) or (content[-1:] == "," and after_cue)):
        return DIRECT
    if last == "," and _continues_a_split(context, quotation):
        return DIRECT
    if content[:1].isupper() and content[-1:] in TERMINAL and words > SCARE_WORDS + 2:
        return DIRECT
    # He said “we are done.”
    if not (fits and after_cue and content[-1:] in TERMINAL and words > SCARE_WORDS):
        return MIXED
    # ... which the verb must be able to introduce: He praised “the whole town.”
    return DIRECT if says or _begins_with_subject(context, quotation) else MIXED


def _can_say(context: QuoteContext, cue: int) -> bool:
    """Whether a verb reports words and does nothing else: "said", and not "praised"."""
    governed, lemma = context.words.governed, context.cue_lemma(cue)
    return lemma in governed.clauses and lemma not in governed.objects and not context.is_weak(cue)


def _continues_a_split(context: QuoteContext, quotation: Quotation) -> bool:
    """Whether an utterance goes on after its attribution: "It was small," said Jane Roe, who leads the town, "but …"."""
    number = context.quotations.index(quotation)
    if number == 0:
        return False
    earlier = context.quotations[number - 1]
    text = context.parsed.text
    same_block = context.block(earlier.start) == context.block(quotation.start)
    between = context.parsed.within(earlier.outer[1], quotation.outer[0])
    unbroken = not any(context.ends_sentence(t) for t in between)
    cued = any(context.is_cue(t) for t in between)
    return same_block and unbroken and cued and text[earlier.start : earlier.end].rstrip().endswith(",")


def _begins_with_subject(context: QuoteContext, quotation: Quotation) -> bool:
    parsed = context.parsed
    return any(parsed.relations[t] in SUBJECTS for t in parsed.within(quotation.start, quotation.end)[:_NEAR_THE_START])


def _is_speech(context: QuoteContext, quotation: Quotation, kind: str, words: int) -> bool:
    """Whether a quotation without any attribution is speech at all, and not a title, a nickname or scare quotes."""
    content = context.parsed.text[quotation.start : quotation.end].strip()
    if words <= SCARE_WORDS:
        return False
    return not (in_title_case(content) and content[-1:] not in ("!", "?") and words < 12) and kind in (DIRECT, MIXED)


def _from_neighbour(
    context: QuoteContext, number: int, before: list[int], previous: tuple[int, Attribution] | None
) -> Attribution | None:
    """The speaker of a quotation that has none of its own: whoever spoke right before, or was the last one at hand."""
    parsed, quotation = context.parsed, context.quotations[number]
    start = quotation.outer[0]
    first = parsed.first_from(start)
    block = context.block(start)
    here = context.blocks[block][0] if block >= 0 else 0
    limit = context.blocks[max(block - 1, 0)][0] if start - here <= 1 else here
    last_end = -1
    if previous is not None:
        last_end = context.quotations[previous[0]].outer[1]
    # the last person or body that acts in between, outside quotations
    between = [
        t
        for t in range(max(parsed.first_from(max(limit, last_end, 0)), first - _NEIGHBOURHOOD), first)
        if not context.quoted(t)
        and parsed.relations[t] in ("nsubj", "nsubjpass")
        and (previous is None or t != previous[1].speaker)
        and (parsed.tags[t] == "PRP" or t in context.mention_at)
        and parsed.lower(t) not in ("it", "we", "you", "i", "they", "that", "this")
    ]
    between = [t for t in between if context.can_speak(t)]
    near = previous is not None and (
        last_end >= limit or (number - previous[0] == 1 and _block_distance(context, last_end, start) <= 1)
    )
    if near and previous is not None:
        attributed_sentence_end = parsed.first_from(last_end)
        sentence = _sentence_end(context, max(previous[1].cue, previous[1].speaker, attributed_sentence_end))
        later = [t for t in between if t > sentence]
        if not later:
            return Attribution(previous[1].cue, previous[1].speaker, previous[1].phrase, previous[1].phrase_end)
        return Attribution(speaker=later[-1])
    if between:
        return Attribution(speaker=between[-1])
    return None


def _block_distance(context: QuoteContext, earlier: int, later: int) -> int:
    return context.block(later) - context.block(min(earlier, len(context.parsed.text)))


def _sentence_end(context: QuoteContext, token: int) -> int:
    parsed = context.parsed
    while token < len(parsed) and not (context.ends_sentence(token) and not context.quoted(token)):
        token += 1
    return token
