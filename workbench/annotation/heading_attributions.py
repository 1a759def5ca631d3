"""Attributions in headings: "Roe: No deal", "Poll: Voters want change", "Roe backs new pier".

A heading is a short line. Parsers are trained on sentences and often take the verb of a heading for a noun; so a verb
counts there by its form, where the line has no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.annotation.content_spans import Reported, trimmed_span
from workbench.annotation.quote_context import Attribution, QuoteContext

_SHORTEST: Final = 4
_LONGEST: Final = 25
"""Tokens that a heading has."""
_LONGEST_NAME: Final = 5
_FINITE: Final = frozenset(("VBZ", "VBD", "VBP", "MD"))
_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")


def heading_contents(context: QuoteContext) -> Iterator[Reported]:
    """What the headings of an article attribute."""
    parsed = context.parsed
    for start, end in context.blocks:
        first, last = parsed.first_from(start), parsed.first_from(end) - 1
        if not _SHORTEST <= last - first + 1 <= _LONGEST:
            continue
        one = _behind_colon(context, first, last) or _behind_verb(context, first, last)
        if one is not None:
            yield one


def _behind_colon(context: QuoteContext, first: int, last: int) -> Reported | None:
    parsed, sources = context.parsed, context.words.sources
    colon = next((t for t in range(first + 1, min(first + _LONGEST_NAME, last)) if parsed.word(t) == ":"), -1)
    if colon < 0 or any(context.quoted(t) for t in range(first, colon)):
        return None
    speaker = colon - 1
    number = context.mention_at.get(speaker)
    named = (
        number is not None
        and context.can_speak(speaker)
        and context.mentions[number].start == parsed.starts[first]
        and context.mentions[number].end == parsed.ends[speaker]
    )
    word = parsed.lower(speaker)
    source = colon == first + 1 and (word in sources or word.removesuffix("s") in sources)
    span = trimmed_span(context, range(colon + 1, last + 1)) if named or source else None
    return Reported(Attribution(speaker=speaker), (span,)) if span is not None else None


def _behind_verb(context: QuoteContext, first: int, last: int) -> Reported | None:
    parsed, words = context.parsed, context.words
    governed = words.governed
    if any(parsed.tags[t] in _FINITE for t in range(first, last + 1)):
        return None
    for token in range(first + 1, last):
        lemma = words.forms.get(parsed.lower(token), "")
        if not lemma or parsed.lower(token) == lemma or parsed.tags[token] not in _NOUNS or context.quoted(token):
            continue
        number = context.mention_at.get(token - 1)
        if number is None or not context.can_speak(token - 1) or context.mentions[number].end != parsed.ends[token - 1]:
            continue
        begins = token + 1
        if parsed.lower(begins) in governed.prepositions.get(lemma, frozenset()):
            begins += 1
        elif lemma not in governed.objects | governed.clauses | governed.infinitives | governed.named:
            continue
        span = trimmed_span(context, range(begins, last + 1))
        return Reported(Attribution(token, token - 1), (span,)) if span is not None and begins <= last else None
    return None
