"""Marks that set off a title or a name and no speech: her novel “Northern Line,” a dog called “Rex”."""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.quotation_marks import Quotation
from workbench.annotation.quote_context import QuoteContext

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL: Final = 3
"""Letters of the small words of a title, which may be written in lower case."""
_SHORT: Final = 8
"""Words that a title has where nothing announces it."""
_LONG: Final = 16
"""The same where a noun such as "book" stands right before it."""
_OPENING: Final = 5
"""The same at the beginning of a sentence."""
_AFTER: Final = frozenset(("IN", "DT", "NN", "NNP", "POS", "PRP$", "CD"))
"""Tags of what stands before a title; after a cue or a mark stands what somebody says."""


def in_title_case(content: str) -> bool:
    """Whether nearly all longer words begin with a capital."""
    every = _WORD.findall(content)
    words = [word for word in every if len(word) > _SMALL] or every
    return bool(words) and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def is_title(context: QuoteContext, quotation: Quotation, before: list[int], *, attributed: bool) -> bool:
    """Whether marks set off a title, a name ("on “Face the Town,” Mr Roe said") or a whole heading line.

    ``before`` are the tokens of the sentence before the opening mark; ``attributed`` says whether the sentence tells
    who speaks.
    """
    parsed = context.parsed
    content = parsed.text[quotation.start : quotation.end].strip()
    block = context.block(quotation.start)
    if quotation.single and block >= 0 and context.blocks[block] == quotation.outer:
        return True
    words = len(content.split())
    if words > _LONG or not in_title_case(content) or content.endswith(("!", "?")):
        return False
    if before and _is_announced(context, before):
        return True
    open_end = content[-1:].isalnum() or content[-1:] == ","
    following = parsed.first_from(quotation.outer[1])
    next_tag = parsed.tags[following] if following < len(parsed) else ""
    if words > _SHORT:
        return False
    if not before:
        # “Northern Line,” which opens on Friday
        return open_end and words <= _OPENING and (not attributed or next_tag in ("WDT", "IN"))
    last = before[-1]
    comma = content[-1:] == ","
    set_off = comma or parsed.text[quotation.end + 1 :][:1] == ","
    if parsed.word(last) == "," and open_end and set_off and (words > 2 or comma):
        # after a comma it is a title where a common noun announces it: in her first novel, “Northern Line,”
        return not comma or parsed.tags[before[-2] if len(before) > 1 else last] in ("NN", "NNS")
    if parsed.tags[last] == "CC" and open_end and comma:
        return _follows_another(context, quotation)
    nickname = next_tag == "NNP" and content[-1:] not in (",", ".")
    single = (comma and parsed.tags[last] == "IN") or (open_end and parsed.tags[last] == "POS")
    if parsed.tags[last] == "DT" and next_tag.startswith("NN") and open_end:
        return True  # the “Today” show
    return parsed.tags[last] in _AFTER and (nickname or words > 1 or single)


def _is_announced(context: QuoteContext, before: list[int]) -> bool:
    """Whether a word right before the mark announces a title: "the book", "a film called", "published"."""
    parsed, words = context.parsed, context.words
    at = len(before) - 1
    if parsed.word(before[at]) == "," and at > 0:
        at -= 1
    token = before[at]
    word = parsed.lower(token)
    if parsed.tags[token] == "NN" and word in words.works:
        return True
    if at != len(before) - 1:
        return False
    lemma = words.forms.get(word, "") or word
    called = parsed.tags[token] == "VBN" and parsed.relations[token] in ("acl", "advcl", "relcl")
    return lemma in words.publishing or (called and (lemma in words.governed.named or word in words.titling))


def _follows_another(context: QuoteContext, quotation: Quotation) -> bool:
    """Whether another title stands right before: "in “One Day” and “Two Nights,” he played"."""
    number = context.quotations.index(quotation)
    if number == 0:
        return False
    earlier = context.quotations[number - 1]
    content = context.parsed.text[earlier.start : earlier.end].strip()
    between = context.parsed.within(earlier.outer[1], quotation.outer[0])
    return len(between) <= 2 and in_title_case(content) and content[-1:].isalnum()
