"""From the tokens of a reported content to spans of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.annotation.datelines import LONGEST_DATELINE, dateline_end
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.domain.spans import Interval

_LONGEST_REST: Final = 60
"""Tokens by which a content is carried on over a sentence break that no punctuation justifies."""
_NOT_FIRST: Final = frozenset((",", ":", ".", "CC", "-RRB-"))
_NOT_LAST: Final = frozenset((",", ":", ".", "CC", "-LRB-"))
_MARKS: Final = frozenset("“”\"«»„‘’'`")
_STANDS_FOR_ANOTHER: Final = frozenset(("WDT", "WP", "WRB"))


@dataclass(frozen=True, slots=True)
class Reported:
    """A content with who is said to have it."""

    found: Attribution
    spans: tuple[Interval, ...]
    """One, or two where the attribution stands inside it."""
    clause: bool = False
    """Whether a verb or phrase of saying reports a whole clause: others may speak inside it."""
    set_off: bool = False
    """Whether its attribution stands between commas, beside the sentence and not in it."""
    proposed: bool = False
    """Whether its cue is in no list."""


def spans_beside(context: QuoteContext, cue: int, tokens: Iterable[int]) -> tuple[Interval, ...]:
    """The spans of a content on either side of its cue, without punctuation at their ends."""
    sides: tuple[list[int], list[int]] = ([], [])
    for token in sorted(set(tokens)):
        if token != cue:
            sides[token > cue].append(token)
    out = []
    for side in sides:
        # "the fees, which she said were too high": the pronoun alone is no content
        if len(side) == 1 and context.parsed.tags[side[0]] in _STANDS_FOR_ANOTHER:
            continue
        span = trimmed_span(context, _carried_on(context, side) if side and side[-1] > cue else side)
        if span is not None:
            out.append(span)
    return tuple(out)


def _carried_on(context: QuoteContext, tokens: list[int]) -> list[int]:
    """A content that ends where the tree breaks a sentence off is carried on to the end of the real sentence."""
    parsed, last = context.parsed, tokens[-1]
    if last != parsed.sentence_tokens(parsed.sentence_of(last))[-1]:
        return tokens
    end = context.sentence(last)[-1]
    return [*tokens, *range(last + 1, end + 1)] if last < end < last + _LONGEST_REST else tokens


def trimmed_span(context: QuoteContext, tokens: Sequence[int]) -> Interval | None:
    """The span from the first to the last token without punctuation at its ends; ``None`` when nothing is left.

    A span never cuts a pair of quotation marks apart, nor goes beyond a paragraph, nor begins with a dateline.
    """
    parsed = context.parsed
    if not tokens:
        return None
    first, last = _behind_dateline(context, tokens[0]), tokens[-1]
    if first > last:
        return None
    while first < last and (
        parsed.tags[first] in _NOT_FIRST or (parsed.word(first) in _MARKS and not context.quoted(first))
    ):
        first += 1
    while last > first and parsed.tags[last] in _NOT_LAST:
        last -= 1
    start, end = parsed.starts[first], parsed.ends[last]
    number = context.block(start)
    if number >= 0:
        end = min(end, context.blocks[number][1])
    for left, right in context.outer_within(start, end):
        # marks that were cut off at an end belong to the words between them
        if left < start < right <= end + 1 and not context.parsed.text[left:start].strip("“\"'«‘„`"):
            start = left
        if start <= left < end < right and not context.parsed.text[end:right].strip("”\"'»’.,!?"):
            end = right
    return (start, end) if end > start else None


def _behind_dateline(context: QuoteContext, token: int) -> int:
    """The token, or the first one behind the dateline that it is part of."""
    parsed = context.parsed
    at = parsed.starts[token]
    number = context.block(at)
    if number < 0 or at > context.blocks[number][0] + LONGEST_DATELINE:
        return token
    begins = dateline_end(parsed.text, *context.blocks[number])
    return parsed.first_from(begins) if at < begins else token
