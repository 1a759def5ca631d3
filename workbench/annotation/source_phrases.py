"""Phrases that name a source: "according to Roe", "in Roe's view", "in the words of Roe"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.speakers import named_beside

_VIEW: Final = "in the view of"
"""What "in Roe's eyes" and the like are counted as."""
_IN: Final = frozenset(("in", "by"))


def according_to(context: QuoteContext, tokens: Iterable[int]) -> Attribution | None:
    """The attribution of the first "according to X" among some tokens."""
    parsed, words = context.parsed, context.words
    for token in tokens:
        following = words.according.get(parsed.lower(token))
        if following is None or context.quoted(token):
            continue
        to = token + 1 if following else token
        if to >= len(parsed) or (following and parsed.lower(to) != following):
            continue
        who = next((c for c in parsed.children(to) if parsed.relations[c] == "pobj"), -1)
        if who < 0:
            who = next((t for t in range(to + 1, min(to + 8, len(parsed))) if context.is_noun(t)), -1)
        if who < 0 or context.quoted(who):
            continue
        glue = "" if parsed.lower(token).endswith("'") else " "
        phrase = f"{parsed.lower(token)}{glue}{following}" if following else parsed.lower(token)
        return Attribution(token, named_beside(context, who), phrase, to)
    return None


def view_of(context: QuoteContext, tokens: Iterable[int]) -> Attribution | None:
    """The attribution of the first "in X's view" among some tokens."""
    parsed, words = context.parsed, context.words
    for noun in tokens:
        head = parsed.heads[noun]
        placed = parsed.relations[noun] == "pobj" and parsed.lower(head) in _IN
        if parsed.lower(noun) not in words.views or not placed or context.quoted(noun):
            continue
        who = next((c for c in parsed.children(noun) if parsed.relations[c] == "poss"), -1)
        if who < 0:
            of = next((c for c in parsed.children(noun) if c > noun and parsed.relations[c] == "prep"), -1)
            who = next((c for c in parsed.children(of) if parsed.relations[c] == "pobj"), -1) if of >= 0 else -1
        if who < 0 or parsed.lower(who) in words.first_and_second:
            continue
        # "in the eyes of the law" names nobody
        if who in context.mention_at or parsed.tags[who] in ("PRP", "PRP$", "NNS", "NNP"):
            return Attribution(head, who, _VIEW, noun)
    return None
