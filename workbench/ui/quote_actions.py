"""What a person decides about quotes: who says them, of what kind they are, by which verb, which are none, which are missing.

Each gesture is one step that can be undone. Nothing here shows anything; see :mod:`workbench.ui.quote_menu`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from workbench.domain.cue_verbs import changes_for_cue_verbs
from workbench.domain.quote_decisions import (
    DIRECT,
    INDIRECT,
    MIXED,
    NOWHERE,
    QuoteDecision,
    changes_for_quote_rejection,
    changes_for_quote_restoring,
    changes_for_quotes,
    quote_decision_at,
)
from workbench.domain.spans import Interval, Span
from workbench.ui.desk import Desk
from workbench.ui.quote_words import KINDS, extract
from workbench.workspace.messages import EntitySpan, QuoteSpan, ReaderArticle

_ORIGIN: Final = "quotes"
_SHORT: Final = 32
_SILENT: Final = (
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW", "WORK_OF_ART",
)  # fmt: skip
"""Types of what says nothing."""
_OPENING: Final = "“”„‟\"«»‹›‘'＂「『`"
_SPACED: Final = ("«", "»", "‹", "›")
"""Marks with a space between them and the words."""
_AROUND: Final = 12
"""Characters before and behind some words that are looked at for marks."""
_CLOSING: Final = "”“‟\"«»›‹’'＂」』"


# -- deciding ------------------------------------------------------------------------------------------------------------


def set_speaker(desk: Desk, article: ReaderArticle, quote: QuoteSpan, mention: EntitySpan) -> None:
    """Say which entity of the article says a quote.

    Words that stand for somebody ("he", "the minister") stay the speaker and mean the entity from now on; where the
    speaker was another name, or nobody, it is the nearest mention of the entity.
    """
    stays = quote.speaker_at != NOWHERE and not _names_somebody(article, quote.speaker_at)
    changed = _decision(desk, article, quote, speaker_key=mention.key)
    if not stays:
        changed = replace(changed, speaker=(mention.start, mention.end))
    _decide(desk, [changed], f"{_speaker_of(article, quote)}: {_short(mention.name)}")


def set_speaker_entity(desk: Desk, article: ReaderArticle, quote: QuoteSpan, key: str, name: str) -> None:
    """Say which entity says a quote, though the article may not name it."""
    changed = _decision(desk, article, quote, speaker_key=key)
    if quote.speaker_at != NOWHERE and _names_somebody(article, quote.speaker_at):
        changed = replace(changed, speaker=NOWHERE)  # the name in the article is somebody else's
    _decide(desk, [changed], f"{_speaker_of(article, quote)}: {_short(name)}")


def set_speaker_words(desk: Desk, article: ReaderArticle, quote: QuoteSpan, words: Interval) -> None:
    """Say which words of the article name the speaker; the entity is the one that they mention, if any."""
    changed = replace(_decision(desk, article, quote), speaker=words, speaker_key=None)
    _decide(desk, [changed], f"{_speaker_of(article, quote)}: {extract(article, words, _SHORT)}")


def set_nobody(desk: Desk, article: ReaderArticle, quote: QuoteSpan) -> None:
    """Say that nobody is said to say a quote."""
    changed = _decision(desk, article, quote, speaker=NOWHERE, speaker_key="")
    _decide(desk, [changed], f"{_speaker_of(article, quote)}: nobody")


def set_kind(desk: Desk, article: ReaderArticle, quote: QuoteSpan, kind: str) -> None:
    """Say of what kind a quote is."""
    label = f"Kind of {_called(article, quote)}: {KINDS[kind].casefold()}"
    _decide(desk, [_decision(desk, article, quote, kind=kind)], label)


def set_cue_words(desk: Desk, article: ReaderArticle, quote: QuoteSpan, words: Interval) -> None:
    """Say which words say that a quote was said."""
    changed = replace(_decision(desk, article, quote), cue=words, cue_word=None, cue_class=None)
    _decide(desk, [changed], f"Verb of {_called(article, quote)}: {extract(article, words, _SHORT)}")


def set_no_cue(desk: Desk, article: ReaderArticle, quote: QuoteSpan) -> None:
    """Say that no verb says that a quote was said."""
    changed = replace(_decision(desk, article, quote), cue=NOWHERE, cue_word=None, cue_class=None)
    _decide(desk, [changed], f"Verb of {_called(article, quote)}: none")


def set_cue_class(desk: Desk, article: ReaderArticle, quote: QuoteSpan, cue_class: str | None) -> None:
    """Say how the verb of one quote colours it; ``None`` leaves it to the list of verbs."""
    changed = replace(_decision(desk, article, quote), cue_class=cue_class)
    words = "as in the list of verbs" if cue_class is None else cue_class
    _decide(desk, [changed], f"Verb of {_called(article, quote)}: {words}")


def set_place(desk: Desk, article: ReaderArticle, quote: QuoteSpan, words: Interval) -> None:
    """Say where a quote begins and ends."""
    start, end = without_marks(article.text, words)
    _decide(desk, [_decision(desk, article, quote, start=start, end=end)], f"Where {_called(article, quote)} stands")


def reject(desk: Desk, article: ReaderArticle, quote: QuoteSpan) -> None:
    """Say that something is no quote."""
    changes = changes_for_quote_rejection(desk.state.decisions, [_place(article, quote)])
    desk.decide(changes, f"{_called(article, quote)} is no quote", origin=_ORIGIN)
    desk.said.emit("It is no quote any more. Undo (Ctrl+Z) takes that back.")


def restore(desk: Desk, article: ReaderArticle, quote: QuoteSpan) -> None:
    """Take back what was decided about one quote."""
    desk.decide(
        changes_for_quote_restoring([_place(article, quote)]),
        f"Leave {_called(article, quote)} to the rules again",
        origin=_ORIGIN,
    )


def count_proposed(desk: Desk, article: ReaderArticle, quote: QuoteSpan) -> None:
    """Say that something is a quote whose verb is in no list."""
    changed = replace(_decision(desk, article, quote), added=True)
    _decide(desk, [changed], f"{_called(article, quote)} is a quote")


def set_class_everywhere(desk: Desk, cues: Sequence[str], cue_class: str | None) -> None:
    """Say how verbs colour what is said, wherever they stand; ``None`` leaves it to the list as it was."""
    changes = changes_for_cue_verbs(cues, cue_class)
    who = f"“{cues[0]}”" if len(cues) == 1 else f"{len(cues):,} verbs"
    if cue_class is None:
        label = f"Leave {who} to the list of verbs again"
    elif cue_class:
        label = f"Class of {who}: {cue_class}"
    else:
        label = f"{who} {'is no verb' if len(cues) == 1 else 'are no verbs'} of saying"
    desk.decide(changes, label, origin=_ORIGIN)


def mark(
    desk: Desk, article: ReaderArticle, words: Interval, kind: str, mention: EntitySpan | None
) -> tuple[QuoteSpan, ...]:
    """Say that some words are a quote that the rules missed.

    Args:
        desk: what all panes share.
        article: the article.
        words: the words, with or without their quotation marks.
        kind: of what kind it is.
        mention: who says it; ``None`` for nobody.

    Returns:
        The quotes that it takes the place of.
    """
    start, end = without_marks(article.text, words)
    document = article.document_id
    replaced = replaced_by(article, (start, end), kind)
    made = QuoteDecision(Span(document, start, end), added=True, kind=kind)
    if mention is not None:
        made = replace(made, speaker=(mention.start, mention.end), speaker_key=mention.key)
    rejected = changes_for_quote_rejection(
        desk.state.decisions, [_place(article, one) for one in replaced if one.found != (start, end)]
    )
    desk.decide(
        rejected | changes_for_quotes([made]),
        f"Mark a quote: {extract(article, (start, end), _SHORT)}",
        origin=_ORIGIN,
    )
    return replaced


# -- finding -------------------------------------------------------------------------------------------------------------


def without_marks(text: str, words: Interval) -> Interval:
    """A stretch without the quotation marks and white space at its ends."""
    start, end = words
    while start < end and (text[start] in _OPENING or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _CLOSING or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else words


def likely_kind(text: str, words: Interval) -> str:
    """The kind of quote that some words are likely to be: by the marks around them, and what is between."""
    start, end = without_marks(text, words)
    before, behind = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if before.rstrip()[-1:] in _SPACED:  # « as in French »
        before, behind = before.rstrip(), behind.lstrip()
    if before[-1:] in tuple(_OPENING) and behind[:1] in tuple(_CLOSING):
        before = before.rstrip(_OPENING).rstrip()[-1:]
        sentence = text[start].isupper() or not before or before in ".!?:,\n"
        return DIRECT if sentence else MIXED
    return MIXED if any(mark in text[start:end] for mark in '“”"«»„') else INDIRECT


def replaced_by(article: ReaderArticle, words: Interval, kind: str) -> tuple[QuoteSpan, ...]:
    """The quotes that one takes the place of which is marked by hand.

    Those of its kind that it reaches beyond, or cuts. One that it stands in stays, as does one in quotation marks that
    stands in reported speech.
    """
    start, end = words
    return tuple(
        quote
        for quote in article.quotes
        if quote.start < end
        and start < quote.end
        and not (quote.start <= start and end <= quote.end and quote.found != words)
        and (quote.kind == INDIRECT) == (kind == INDIRECT)
    )


def likely_speakers(article: ReaderArticle, place: Interval, most: int = 0) -> list[EntitySpan]:
    """Who may say what stands at a place: for each entity of the article its nearest mention, the nearest one first.

    Who is named inside of the words comes last: people seldom name themselves.

    Args:
        article: the article.
        place: the words that are said.
        most: so many at most; 0 gives all.
    """
    start, end = place
    best: dict[str, tuple[bool, int, EntitySpan]] = {}
    for mention in article.entities:
        if mention.type in _SILENT or not mention.key:
            continue
        inside = start <= mention.start and mention.end <= end
        away = max(start - mention.end, mention.start - end, 0)
        known = best.get(mention.entity_id)
        if known is None or (inside, away) < known[:2]:
            best[mention.entity_id] = (inside, away, mention)
    ranked = sorted(best.values(), key=lambda one: one[:2])
    return [mention for *_, mention in (ranked[:most] if most else ranked)]


def nearest_quote(article: ReaderArticle, words: Interval, reach: int = 600) -> QuoteSpan | None:
    """The quote that stands nearest to some words, at most so many characters away; ``None`` for none."""
    start, end = words
    apart = [(max(one.start - end, start - one.end, 0), n) for n, one in enumerate(article.quotes)]
    away, number = min(apart, default=(reach + 1, -1))
    return article.quotes[number] if away <= reach else None


# -- inside --------------------------------------------------------------------------------------------------------------


def _place(article: ReaderArticle, quote: QuoteSpan) -> Span:
    return Span(article.document_id, *quote.found)


def _decision(desk: Desk, article: ReaderArticle, quote: QuoteSpan, **changed: object) -> QuoteDecision:
    """What is decided about a quote with something changed."""
    place = _place(article, quote)
    before = quote_decision_at(desk.state.decisions, place)
    if before is None or before.rejected:
        before = QuoteDecision(place)
    return replace(before, **changed)  # type: ignore[arg-type]


def _decide(desk: Desk, quotes: Iterable[QuoteDecision], label: str) -> None:
    desk.decide(changes_for_quotes(quotes), label, origin=_ORIGIN)


def _names_somebody(article: ReaderArticle, place: Interval) -> bool:
    start, end = place
    return any(start <= mention.start and mention.end <= end for mention in article.entities)


def _called(article: ReaderArticle, quote: QuoteSpan) -> str:
    return f"“{extract(article, (quote.start, quote.end), _SHORT)}”"


def _speaker_of(article: ReaderArticle, quote: QuoteSpan) -> str:
    return f"Speaker of {_called(article, quote)}"


def _short(name: str) -> str:
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"
