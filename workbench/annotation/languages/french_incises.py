"""Attributions that French puts inside quotation marks.

In « Nous irons, a dit la maire. C'est promis. » the words "a dit la maire" stand between the marks of what she said.
English closes the marks before "said"; French often does not. Such a quotation is taken apart into what stands before
the attribution and what follows it, so that the rules see what they see in English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.annotation.parsed import Parsed
from workbench.annotation.quotation_marks import Quotation
from workbench.annotation.reporting import ReportingWords
from workbench.annotation.word_lists import words

_BEFORE: Final = frozenset((",", "!", "?", "…", "...", "!?", "?!"))
_AFTER: Final = frozenset((",", ".", ";", ":", "!", "?", "…"))
_REFLEXIVE: Final = words("s' se")
_HELPERS: Final = words("a ont est sont avait avaient était étaient eut aura")
_WHO: Final = words("il elle ils elles on t-il t-elle")
_LONGEST: Final = 25
"""Tokens that an attribution inside a quotation may have."""
_FINITE: Final = ("VBZ", "VBD", "VBP", "MD")


def split_at_incises(parsed: Parsed, quotations: Sequence[Quotation], reporting: ReportingWords) -> list[Quotation]:
    """The quotations, each without the attributions that stand inside it."""
    out: list[Quotation] = []
    for quotation in quotations:
        waiting: Quotation | None = quotation
        while waiting is not None:
            first, waiting = _split(parsed, waiting, reporting)
            out.append(first)
    return out


def _split(parsed: Parsed, quotation: Quotation, reporting: ReportingWords) -> tuple[Quotation, Quotation | None]:
    """What stands before the first attribution in a quotation, and what is behind it; the quotation when there is none."""
    tokens = parsed.within(quotation.start, quotation.end)
    for token in tokens[1:]:
        if parsed.word(token - 1) not in _BEFORE or not _speaks(parsed, token, tokens, reporting):
            continue
        last = _end(parsed, token, tokens)
        if last < 0:
            continue
        comma = parsed.word(token - 1) == ","
        cut = parsed.starts[token - 1] if comma else parsed.ends[token - 1]
        begins = parsed.starts[last + 1] if last + 1 in tokens else quotation.end
        before = tuple((a, min(b, cut)) for a, b in quotation.parts if a < cut)
        behind = tuple((max(a, begins), b) for a, b in quotation.parts if b > begins)
        if not before:
            continue
        first = replace(quotation, end=cut, parts=before, closed=False)
        rest = replace(quotation, start=begins, parts=behind, width=1) if behind and last + 1 in tokens else None
        return first, rest
    return quotation, None


def _speaks(parsed: Parsed, token: int, tokens: range, reporting: ReportingWords) -> bool:
    """Whether a cue with its subject behind it begins at a token: "a dit la maire", "s'est indigné X", "ajoute-t-il"."""
    at = token
    if parsed.lower(at) in _REFLEXIVE:
        at += 1
    inverted = False
    if at in tokens and parsed.lower(at) in _HELPERS:
        at += 1
        while at in tokens and (parsed.tags[at] in ("RB", "RP") or parsed.lower(at) in _WHO):
            inverted = inverted or parsed.lower(at) in _WHO
            at += 1
    if at not in tokens or reporting.forms.get(parsed.lower(at), "") not in reporting.quoting:
        return False
    if inverted:
        return True
    for later in range(at + 1, min(at + 8, tokens.stop)):
        word = parsed.lower(later)
        if word in _WHO:
            return True
        if parsed.word(later) in _AFTER or parsed.tags[later] in _FINITE or word in reporting.complementizers:
            return False
        if parsed.tags[later] in ("NNP", "NN", "NNS"):
            # what a preposition leads to is no subject: "a dit à Paris"
            return parsed.relations[later] not in ("pobj", "npadvmod") or later + 2 < tokens.stop
    return False


def _end(parsed: Parsed, token: int, tokens: range) -> int:
    """The punctuation at which an attribution ends, past what only describes the speaker; -1 when it goes on for long."""
    limit = min(token + _LONGEST, tokens.stop)
    ends = [t for t in range(token + 1, limit) if parsed.word(t) in _AFTER]
    if not ends:
        return tokens.stop - 1 if tokens.stop - token <= _LONGEST else -1
    first = ends[0]
    if parsed.word(first) != ",":
        return first
    for later in ends[1:]:
        if any(parsed.tags[t] in _FINITE for t in range(first + 1, later)):
            return first
        if parsed.word(later) != ",":
            # nothing but a description up to the full stop: ", a dit Jean Roe, maire de Lyon."
            return later
    return first
