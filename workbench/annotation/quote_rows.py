"""From an attribution, given as tokens, to a row with spans."""

from __future__ import annotations

from workbench.annotation.cues import cue_class
from workbench.annotation.document import NAMED, QuoteAnnotation
from workbench.annotation.quote_context import Attribution, QuoteContext
from workbench.annotation.relays import relay_of
from workbench.annotation.speakers import relative_pronoun, speaker_span


def quote_row(
    context: QuoteContext, kind: str, span: tuple[int, int], found: Attribution, *, set_off: bool = False
) -> QuoteAnnotation:
    """One quote with the spans of its speaker, its cue, and the one who passes it on.

    An attribution that is set off by commas stands in nobody else's report, whatever the tree says.
    """
    parsed, words = context.parsed, context.words
    speaker_start, speaker_end, mention = -1, -1, -1
    if found.speaker >= 0:
        speaker_start, speaker_end, mention = speaker_span(context, found.speaker)
        who = relative_pronoun(context, found.cue, found.speaker) if found.cue >= 0 else -1
        if who >= 0 and mention >= 0 and context.mentions[mention].kind == NAMED:
            # as with "she", the span is the pronoun's, and the mention says who that is
            speaker_start, speaker_end = parsed.starts[who], parsed.ends[who]
        if speaker_start < span[0] < speaker_end and parsed.ends[found.speaker] <= span[0]:
            speaker_end = parsed.ends[found.speaker]  # "critics of the plan" without the plan
        if speaker_start < span[1] and span[0] < speaker_end:
            speaker_start = speaker_end = mention = -1
    cue_start = cue_end = -1
    lemma = colour = ""
    if found.cue >= 0:
        cue_start = parsed.starts[found.cue]
        cue_end = parsed.ends[found.phrase_end if found.phrase_end >= 0 else found.cue]
        if found.phrase:
            lemma, colour = found.phrase, cue_class(found.phrase, words.language)
        else:
            lemma = _lemma(context, found.cue)
            colour = words.classes.get(lemma, "")
    relay = relay_of(context, found.cue, found.speaker, reported=not set_off)
    relay_start, relay_end, relay_mention = speaker_span(context, relay) if relay >= 0 else (-1, -1, -1)
    return QuoteAnnotation(
        kind,
        *span,
        speaker_start,
        speaker_end,
        mention,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=lemma,
        cue_class=colour,
        relay_start=relay_start,
        relay_end=relay_end,
        relay_mention=relay_mention,
    )


def _lemma(context: QuoteContext, cue: int) -> str:
    """Dictionary form of a cue: of a listed verb or noun, else by the model's tables."""
    parsed, words = context.parsed, context.words
    word = parsed.lower(cue)
    noun = words.noun_forms.get(word, "") if parsed.tags[cue].startswith("NN") else ""
    return noun or words.forms.get(word, "") or parsed.lemma(cue)
