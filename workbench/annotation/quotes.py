"""Who says what in one article: words between quotation marks, and speech, thought and judgement reported without.

========  ===================================================================================================
kind      what the row covers
========  ===================================================================================================
direct    an utterance between quotation marks, the marks left out; several paragraphs that each begin with an
          opening mark are one row
mixed     a fragment between marks inside the outlet's own clause, the marks left out
indirect  the content of an attribution in the outlet's words, from the word that opens the clause ("that") to its
          end; quotation marks may stand in it
========  ===================================================================================================

One attribution, one act of speaking: all rows of an article that share a cue (``cue_start``) are one utterance. These
are the parts of an utterance that its attribution splits ("A," she said, "B."), what goes on after it in a further
sentence (then ``inherited``), and the fragments between marks inside an indirect clause. A row without a cue stands
alone. Counts of words take each stretch of text once: a fragment lies inside its clause.

``within`` names the row inside which somebody else is said to speak ("Roe said that Doe had said …"); whoever speaks
there speaks through another, so such rows are left out of counts of what an outlet itself reports, and the one who
passes on is their relay. Nothing that first and second persons say outside marks is taken for a quote.

A row is *proposed* when its cue is in no list: a clause opened by "that" under a verb whose subject can speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from workbench.annotation.antecedents import Antecedents
from workbench.annotation.content_spans import Reported
from workbench.annotation.cues import reporting_words
from workbench.annotation.document import DIRECT, INDIRECT, MIXED, MentionAnnotation, QuoteAnnotation
from workbench.annotation.governed_contents import verb_contents
from workbench.annotation.heading_attributions import heading_contents
from workbench.annotation.languages.french_incises import split_at_incises
from workbench.annotation.languages.models import FRENCH
from workbench.annotation.nominal_attributions import nominal_contents
from workbench.annotation.parsed import Parsed
from workbench.annotation.phrase_attributions import phrase_contents
from workbench.annotation.quotation_marks import find_quotations, is_nickname
from workbench.annotation.quote_context import QuoteContext
from workbench.annotation.quote_rows import quote_row
from workbench.annotation.quoted_speech import find_nested_quotes, find_quoted_speech
from workbench.annotation.quotes_by_marks import quotes_by_marks
from workbench.annotation.reporting import ReportingWords
from workbench.domain.spans import Interval

Result = tuple[tuple[QuoteAnnotation, ...], tuple[MentionAnnotation, ...], tuple[tuple[int, str], ...]]

SHORTEST_FRAME: Final = 3
"""Words of the outlet around a fragment between marks that make the whole clause a row beside the fragment."""
_WORD: Final = re.compile(r"\w[\w’'-]*")


def find_quotes(parsed: Parsed, mentions: Sequence[MentionAnnotation]) -> Result:
    """The article's quotes by position, its mentions with antecedents filled in, and problems with marks."""
    words = reporting_words(parsed.language)
    if words is None:
        quotes, problems = quotes_by_marks(parsed.text)
        return quotes, tuple(mentions), problems
    quotations, trouble = find_quotations(parsed.text)
    quotations = [q for q in quotations if not is_nickname(parsed.text, q)]
    if parsed.language == FRENCH:
        quotations = split_at_incises(parsed, quotations, words)
    context = QuoteContext(parsed, mentions, quotations, words)
    marked = find_quoted_speech(context)
    used = frozenset(q.cue_start for q in marked if q.kind == DIRECT and not q.inherited)
    indirect = _indirect_rows(context, _reported(context, used), marked)
    marked = [_agreeing(quote, indirect) for quote in marked]
    rows = _placed(words, marked, [*indirect, *find_nested_quotes(context)])
    antecedents = Antecedents(parsed, mentions, context.outer, words)
    resolved = antecedents.resolve(
        (q.speaker_mention for q in rows if q.speaker_mention >= 0),
        [(q.start, q.end) for q in rows if q.kind == INDIRECT and q.speaker_start >= 0 and not q.proposed],
    )
    return rows, resolved, tuple(trouble)


def _reported(context: QuoteContext, used: frozenset[int]) -> Iterable[Reported]:
    tokens = range(len(context.parsed))
    return chain(
        verb_contents(context, used, tokens),
        phrase_contents(context, used, tokens),
        nominal_contents(context, tokens),
        heading_contents(context),
    )


def _indirect_rows(
    context: QuoteContext, reported: Iterable[Reported], marked: Sequence[QuoteAnnotation]
) -> list[QuoteAnnotation]:
    """Rows for contents, but for those that only repeat what has a row already."""
    taken = {(q.start, q.end) for q in marked}
    rows: list[tuple[QuoteAnnotation, bool]] = []
    outermost: list[QuoteAnnotation] = []
    for one in reported:
        for span in one.spans:
            if span not in taken and _has_own_words(context, span, marked):
                taken.add(span)
                row = quote_row(context, INDIRECT, span, one.found, set_off=one.set_off)
                row = replace(row, proposed=one.proposed)
                if one.set_off:
                    outermost.append(row)
                speaks = one.clause and one.found.speaker >= 0 and context.parsed.tags[one.found.speaker] != "PRP"
                rows.append((row, speaks))
    rows = [(_cut_off(row, outermost), speaks) for row, speaks in rows]
    return _without_echoes(context.parsed.text, rows)


def _cut_off(row: QuoteAnnotation, outermost: Sequence[QuoteAnnotation]) -> QuoteAnnotation:
    """A content without the attribution of the whole sentence at its end: "Roe says it rains, the paper reported"."""
    for outer in outermost:
        if outer.start <= row.cue_start < outer.end and row.start < outer.end < row.end and _encloses_cue(row, outer):
            return replace(row, end=outer.end)
    return row


def _encloses_cue(one: QuoteAnnotation, other: QuoteAnnotation) -> bool:
    return one.start <= other.cue_start < one.end


def _has_own_words(context: QuoteContext, span: Interval, marked: Sequence[QuoteAnnotation]) -> bool:
    """Whether a content says more than the fragments between marks in it, which have rows of their own."""
    inside = [q for q in marked if span[0] <= q.start and q.end <= span[1]]
    text, at, outside = context.parsed.text, span[0], []
    # words between marks, and who says them, have been told
    told = sorted(
        pair
        for q in inside
        for pair in ((q.start, q.end), (q.speaker_start, q.speaker_end), (q.cue_start, q.cue_end))
        if pair[0] >= 0
    )
    for start, end in told:
        outside.append(text[at:start])
        at = max(at, end)
    outside.append(text[at : span[1]])
    return sum(len(_WORD.findall(piece)) for piece in outside) >= (SHORTEST_FRAME if inside else 1)


def _without_echoes(text: str, rows: Sequence[tuple[QuoteAnnotation, bool]]) -> list[QuoteAnnotation]:
    """Leave out attributions inside another one's content, unless somebody else speaks there."""
    around = [row for row, _ in rows if not row.proposed]
    out = []
    for row, speaks in rows:
        outer = [other for other in around if _encloses(other, row)]
        if not outer or (speaks and not any(_one_name(text, row, other) for other in outer)):
            out.append(row)
    return out


def _one_name(text: str, one: QuoteAnnotation, other: QuoteAnnotation) -> bool:
    """Whether the speakers of two quotes end in the same word, as a full name and its surname do."""
    first, second = (text[q.speaker_start : q.speaker_end].split() for q in (one, other))
    return bool(first and second) and first[-1].lower() == second[-1].lower()


def _encloses(outer: QuoteAnnotation, inner: QuoteAnnotation) -> bool:
    """Whether a quote holds another one together with its attribution."""
    return (
        outer is not inner
        and outer.start <= inner.start
        and inner.end <= outer.end
        and outer.start <= inner.cue_start < outer.end
    )


def _agreeing(quote: QuoteAnnotation, clauses: Sequence[QuoteAnnotation]) -> QuoteAnnotation:
    """A fragment between marks with the attribution of the clause that it stands in, unless it has one in there."""
    if quote.kind != MIXED:
        return quote
    around = [c for c in clauses if c.start <= quote.start and quote.end <= c.end and not c.proposed]
    if not around:
        return quote
    clause = min(around, key=lambda c: c.end - c.start)
    if quote.speaker_start >= 0 and clause.start <= quote.cue_start < clause.end:
        return quote
    return replace(
        clause, kind=MIXED, start=quote.start, end=quote.end, parts=quote.parts, inherited=False, proposed=False
    )


def _placed(
    words: ReportingWords, marked: Sequence[QuoteAnnotation], others: Sequence[QuoteAnnotation]
) -> tuple[QuoteAnnotation, ...]:
    """All rows by position, those in which others speak inside one of them with its place."""
    rows = sorted([*((q, False) for q in marked), *((q, True) for q in others)], key=lambda one: _order(one[0]))
    out: list[QuoteAnnotation] = []
    for row, may_be_inside in rows:
        around = [n for n, (outer, _) in enumerate(rows) if _encloses(outer, row)] if may_be_inside else []
        if not around:
            out.append(row)
            continue
        number = min(around, key=lambda n: rows[n][0].end - rows[n][0].start)
        outer = rows[number][0]
        if row.relay_start < 0 and outer.speaker_start >= 0 and outer.cue in words.quoting - words.weak:
            row = replace(  # noqa: PLW2901 - the same row, with more known of it
                row, relay_start=outer.speaker_start, relay_end=outer.speaker_end, relay_mention=outer.speaker_mention
            )
        out.append(replace(row, within=number))
    return tuple(out)


def _order(quote: QuoteAnnotation) -> tuple[int, int, int]:
    return quote.start, -quote.end, quote.cue_start
