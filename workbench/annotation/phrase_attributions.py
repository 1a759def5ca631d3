"""Attributions by phrases: "according to Roe", "in Roe's view", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.annotation.content_spans import Reported, trimmed_span
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.source_phrases import according_to, view_of

_SHORTEST_BEFORE: Final = 4
"""Tokens before a phrase that make a clause, rather than an adverbial that leads up to one."""


def phrase_contents(context: QuoteContext, used: frozenset[int], tokens: Iterable[int]) -> Iterator[Reported]:
    """What phrases among some tokens attribute, outside quotation marks.

    ``used`` are cues, by code point, that belong to words between quotation marks already.
    """
    parsed, words = context.parsed, context.words
    for token in tokens:
        word = parsed.lower(token)
        one = None
        if word in words.according and parsed.starts[token] not in used:
            found = according_to(context, [token])
            one = _sentence_of(context, found, token) if found is not None else None
        elif word in words.views:
            one = _view(context, token, used)
        elif word in words.adverbs and not context.quoted(token):
            one = _adverb(context, token)
        if one is not None:
            yield one


def _sentence_of(context: QuoteContext, found: Attribution, first: int) -> Reported | None:
    """What stands in a sentence besides its phrase: before it, or after the comma that ends it."""
    parsed = context.parsed
    sentence = context.sentence(found.cue)
    end = max(found.speaker, found.cue, found.phrase_end)
    while end < sentence[-1] and parsed.word(end) != ",":
        end += 1
    before, after = range(sentence[0], first), range(end + 1, sentence[-1] + 1)
    whole = any(parsed.tags[t].startswith(("VB", "MD")) for t in before)
    # "The pier, according to Roe, is safe": both sides; "It is safe, according to Roe": what stands before
    sides = [before] if whole else [before, after] if parsed.word(first - 1) == "," else [after]
    spans = tuple(span for side in sides if side and (span := trimmed_span(context, side)) is not None)
    return Reported(found, spans, clause=True) if spans else None


def _view(context: QuoteContext, noun: int, used: frozenset[int]) -> Reported | None:
    """The sentence of "in Roe's view" and "in the view of Roe"."""
    parsed = context.parsed
    found = view_of(context, [noun])
    if found is None or parsed.starts[found.cue] in used:
        return None
    sentence = context.sentence(noun)
    end = max(noun, found.speaker)
    if found.cue - sentence[0] >= _SHORTEST_BEFORE:
        span = trimmed_span(context, range(sentence[0], found.cue))
    else:
        while end < sentence[-1] and parsed.word(end) != ",":
            end += 1
        span = trimmed_span(context, range(end + 1, sentence[-1] + 1)) if end < sentence[-1] else None
    return Reported(found, (span,), clause=True) if span is not None else None


def _adverb(context: QuoteContext, token: int) -> Reported | None:
    """The clause that "reportedly" leaves to unnamed others."""
    parsed = context.parsed
    head = parsed.heads[token]
    if not parsed.tags[head].startswith("VB"):
        return None
    span = trimmed_span(context, parsed.subtree(head))
    return Reported(Attribution(token, phrase=parsed.lower(token)), (span,)) if span is not None else None
