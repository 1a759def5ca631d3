"""What an article's own text says about it, for fields that its source left empty. Each comes with a note.

Only two things are taken from a text, because both stand in it word for word: a headline that is the first line, and a
wire agency that is credited. Outlets are never taken from a text; they are suggested (see ``outlets.py``). Nor are dates:
what speaks for one is noted (see ``date_evidence.py``). A date or a number of words that the text speaks against is a reason
for a person to look at the article.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from workbench.corpus.canonical import canonical_field
from workbench.corpus.date_evidence import ADDRESS, DOUBTS, DateEvidence, look_for_dates
from workbench.corpus.wire import find_wire_agency
from workbench.domain.article import Article

LONGEST_HEADLINE: Final = 160
"""Characters; a longer first line is a paragraph."""
FIRST_LINE: Final = "first line of the text"
"""The source of a title that is the headline in the text."""
_SENTENCE_ENDS: Final = tuple(".;:,…")
_CLOSING: Final = "\"”’')»"
_FEWEST_WORDS_BELOW: Final = 40
_FEWEST_STATED: Final = 30
"""Words; about the length of less, a text and its source may well disagree."""
_MOST_CHARACTERS_A_WORD: Final = 15
"""Where words are longer, the language puts no spaces between them, and they can't be counted like this."""


def with_text_evidence(article: Article, *, today: date | None = None) -> Article:
    """The article with an empty title and an empty wire agency filled from its text, where the text has them.

    Notes say what speaks for a date that the source does not give. Reasons to look at the article are added for a date
    that can't be right, and for a text that is much shorter or longer than the source says.

    Args:
        article: as it was read.
        today: the day of reading; the present one when it is not given.
    """
    title, agency = article.title, article.wire_agency
    notes, sources = list(article.notes), dict(article.field_sources)
    if not title and (title := first_line_headline(article.text)):
        notes.append("headline taken from the first line")
        sources["title"] = FIRST_LINE
    if not agency:
        agency, evidence = find_wire_agency(article)
        if agency:
            words = " ".join(evidence.split())
            notes.append(f"wire agency from “{words}”")
            sources["wire_agency"] = f"text: “{words}”"
    reasons = []
    for found in look_for_dates(article, today or datetime.now(UTC).date()):
        if found.kind not in DOUBTS:  # doubts come first
            if not article.date:
                notes.append(missing_date_note(found))
            break
        reasons.append(found.reason)
    review = article.review
    for reason in (*reasons, stated_words_problem(article)):
        if reason not in review:
            review = f"{review} {reason}".lstrip()
    return replace(
        article,
        title=title,
        wire_agency=agency,
        notes=tuple(notes),
        review=review,
        field_sources=tuple(sorted(sources.items())),
    )


def missing_date_note(strongest: DateEvidence) -> str:
    """What to say about an article without a date, from the strongest evidence for one."""
    where = "the address has" if strongest.kind == ADDRESS else "the text says"
    return f"no date in the source; {where} “{strongest.text}”"


def stated_words_problem(article: Article) -> str:
    """Why the text can't be what its source says about its length; empty when it can, or when that can't be told."""
    stated = int(article.stated_words) if article.stated_words.isdecimal() else 0
    if stated < _FEWEST_STATED:
        return ""
    if f"the source says {stated:,}" in article.review:
        return ""  # its reader found so
    words = len(article.text.split())
    if len(article.text) > words * _MOST_CHARACTERS_A_WORD:
        return ""
    if words < stated * 2 / 3:
        return f"The source says {stated:,} words, the text has {words:,}: it may be cut."
    words -= sum(len(article.text[start:end].split()) for start, end, *_ in article.format_boilerplate)
    if words > stated * 4 / 3:
        return f"The source says {stated:,} words, the text has {words:,}: it may hold more than the article."
    return ""


def first_line_headline(text: str) -> str:
    """The first line when it stands there as a headline: short, no sentence, set off from what follows; else empty."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ""
    headline = canonical_field(lines[first])
    following = [line for line in lines[first + 1 :] if line.strip()]
    bare = headline.rstrip(_CLOSING)
    is_sentence = bare.endswith(_SENTENCE_ENDS) or bare.startswith("#")
    words = headline.split()
    if is_sentence or not len(words) >= 3 or len(headline) > LONGEST_HEADLINE or not following:
        return ""
    if sum(len(line.split()) for line in following) < _FEWEST_WORDS_BELOW:
        return ""
    # a headline is shorter than the paragraphs that it stands over
    return headline if len(headline) < max(len(line) for line in following) else ""
