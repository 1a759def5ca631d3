"""How quotes are said in words: what kind, who says it, by which verb, how long, and what is wrong with its marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from workbench.domain.cue_verbs import ASSERTIVE, DISTANCING, EVALUATIVE, NEUTRAL
from workbench.domain.quote_decisions import DIRECT, INDIRECT, MIXED, NOWHERE
from workbench.domain.spans import Interval
from workbench.domain.speakers import UNRESOLVED
from workbench.workspace.messages import MarkSpan, QuoteSpan, ReaderArticle

KINDS: Final = {
    DIRECT: "Direct quote",
    MIXED: "Mixed quote",
    INDIRECT: "Indirect speech",
}
"""What each kind of quote is called."""

KIND_TIPS: Final = {
    DIRECT: "Somebody’s words between quotation marks",
    MIXED: "Quoted words inside the outlet’s own clause",
    INDIRECT: "What somebody said in the outlet’s words, without quotation marks",
}

CLASSES: Final = {
    NEUTRAL: "only says that it was said",
    ASSERTIVE: "lends it weight or truth",
    DISTANCING: "leaves the truth to the speaker",
    EVALUATIVE: "describes the manner, or judges it",
}
"""What each class of verbs of saying does."""

NOBODY_NAMED: Final = "nobody is said to say it"
_LONGEST: Final = 48
_MARK: Final = "this quotation mark "
_MANY: Final = {"is never closed": "are never closed", "closes nothing": "close nothing"}


def quote_words(article: ReaderArticle, quote: QuoteSpan) -> str:
    """A quote on one line: ``Direct quote · Jane Roe · said (neutral) · 34 words``."""
    parts = [KINDS.get(quote.kind, quote.kind), speaker_of(quote), cue_of(article, quote)]
    if quote.relay:
        parts.append(f"passed on by {quote.relay}")
    if quote.words:
        parts.append("1 word" if quote.words == 1 else f"{quote.words:,} words")
    if quote.depth:
        parts.append("inside another quote")
    if quote.decided:
        parts.append("decided by hand")
    return " · ".join(part for part in parts if part)


def speaker_of(quote: QuoteSpan) -> str:
    """Who says it: the name, with the article's words where these are others."""
    said = " ".join(quote.speaker.split())
    if quote.speaker_name:
        return quote.speaker_name if said in ("", quote.speaker_name) else f"{quote.speaker_name} (“{said}”)"
    if not said:
        return NOBODY_NAMED
    return f"“{said}”, it is not known who" if quote.speaker_id == UNRESOLVED else said


def speaker_name(quote: QuoteSpan) -> str:
    """Who says it, by name where there is one, else in the article's words; empty for nobody."""
    return quote.speaker_name or " ".join(quote.speaker.split())


def cue_of(article: ReaderArticle, quote: QuoteSpan) -> str:
    """The verb of saying as it stands in the article, with its class; empty when there is none."""
    if not quote.cue:
        return ""
    words = " ".join(article.text[slice(*quote.cue_at)].split()) if quote.cue_at != NOWHERE else quote.cue
    return f"{words} ({quote.cue_class or 'not in the list of verbs'})"


def extract(article: ReaderArticle, place: Interval, longest: int = _LONGEST) -> str:
    """The first words of a stretch, on one line."""
    start, end = place
    words = " ".join(article.text[start : min(end, start + 4 * longest)].split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def quotes_counted(quotes: Sequence[QuoteSpan]) -> str:
    """How many quotes an article has: ``12 quotes, 3 of them indirect``; empty for none."""
    if not quotes:
        return ""
    indirect = sum(quote.kind == INDIRECT for quote in quotes)
    many = "1 quote" if len(quotes) == 1 else f"{len(quotes):,} quotes"
    if indirect == len(quotes):
        return f"{many}, indirect" if indirect == 1 else f"{many}, all indirect"
    return f"{many}, {indirect:,} indirect" if indirect else many


def marks_words(marks: Sequence[MarkSpan]) -> str:
    """What is wrong with the quotation marks of an article: ``1 quotation mark is never closed``; empty for nothing."""
    if not marks:
        return ""
    problems = Counter(mark.problem.removeprefix(_MARK) for mark in marks)
    if len(marks) == 1:
        return f"1 quotation mark {next(iter(problems))}"
    same = _MANY.get(next(iter(problems))) if len(problems) == 1 else None
    return f"{len(marks):,} quotation marks {same or 'do not add up'}"


def mark_words(mark: MarkSpan) -> str:
    """What is wrong with one quotation mark, as a sentence."""
    return f"{mark.problem[:1].upper()}{mark.problem[1:]}."
