"""Quotes by their quotation marks alone, for languages that there are no rules for: nobody is said to speak."""

from __future__ import annotations

import re
from typing import Final

from workbench.annotation.document import DIRECT, MIXED, QuoteAnnotation
from workbench.annotation.quotation_marks import Quotation, find_quotations

SHORTEST_WORDS: Final = 4
"""Fewer words inside a sentence are a title or a word used at a distance."""
SHORTEST_LETTERS: Final = 12
"""The same for scripts without spaces between words."""

_WORD: Final = re.compile(r"\w[\w’'-]*")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS: Final = tuple(".!?…,。！？，।؟۔።")


def quotes_by_marks(text: str) -> tuple[tuple[QuoteAnnotation, ...], tuple[tuple[int, str], ...]]:
    """The quotes of a text by position, without speakers and cues, and the places where marks do not add up.

    Direct is what ends like a sentence or stands in a paragraph of its own; any other stretch is a part of a clause, and
    a quote only when it is longer than a title or a word in scare quotes.
    """
    quotations, problems = find_quotations(text)
    quotes = tuple(quote for quotation in quotations if (quote := _quote(text, quotation)) is not None)
    return quotes, tuple(problems)


def _quote(text: str, quotation: Quotation) -> QuoteAnnotation | None:
    content = text[quotation.start : quotation.end].strip()
    if _UNSPACED.search(content):
        long_enough = sum(c.isalnum() for c in content) >= SHORTEST_LETTERS
    else:
        long_enough = len(_WORD.findall(content)) >= SHORTEST_WORDS
    start, end = quotation.outer
    ended = content.endswith(_ENDS)
    direct = ended or text[end : end + 1] in (",", "，") or _alone(text, start, end)
    if not (long_enough or ended):
        return None
    parts = quotation.parts if len(quotation.parts) > 1 else ()
    return QuoteAnnotation(DIRECT if direct else MIXED, quotation.start, quotation.end, parts=parts)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the lines of a quotation."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].split("\n", 1)[0]
    return not any(c.isalnum() for c in before + after)
